"""The clock of the first answer (R2, R8): when it starts, what ends it, whether it was met."""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.decision import Decision
from domain.effects import RefreshCard, TellCustomer
from domain.lifecycle import Move, moved
from domain.policy import Limit, Policy
from domain.ticket import CORRECTED_LATE, CUSTOMERS_BALL, Cycle, DueReason, Status, Ticket
from domain.words import Button, Moment, Press, Rows, Text


def rounded_up(at: datetime) -> datetime:
    """Return the moment in whole seconds, never earlier than given."""
    return at if at.microsecond == 0 else at.replace(microsecond=0) + timedelta(seconds=1)


def due(limit: Limit, policy: Policy, at: datetime) -> datetime:
    """Return when this time, counted from now, is over: in open hours where it is working time (C4, C5, C8)."""
    if limit.working and policy.calendar is not None:
        return rounded_up(policy.calendar.add(at, limit.time))
    return rounded_up(at + limit.time)


def limit_of(ticket: Ticket, policy: Policy, at: datetime) -> tuple[Limit | None, str]:
    """Return the time of the first answer, and the category of problems that shortens it (R1).

    Whichever is over sooner counts. A customer without a limit has none, whatever the problem is.
    """
    usual, problem = policy.first_answer[ticket.category], policy.problem(ticket.problem)
    if usual is None or problem is None or due(usual, policy, at) <= due(problem.first_answer, policy, at):
        return usual, ""
    return problem.first_answer, problem.key


def _promise(ticket: Ticket, policy: Policy, at: datetime, cause: str) -> tuple[datetime | None, DueReason]:
    limit, problem = limit_of(ticket, policy, at)
    reason = DueReason(
        category=ticket.category,
        evidence=ticket.evidence,
        limit=limit.time if limit else None,
        cause=cause,
        problem=problem,
        working=limit is not None and limit.working and policy.calendar is not None,
    )
    return due(limit, policy, at) if limit else None, reason


def start_cycle(ticket: Ticket, policy: Policy, at: datetime, cause: str) -> Ticket:
    """Promise a first answer, once: the deadline is stored with its reason and never recomputed."""
    started = at.replace(microsecond=0)
    promised, reason = _promise(ticket, policy, at, cause)
    n = ticket.cycle.n + 1 if ticket.cycle else 1
    cycle = Cycle(n=n, started_at=started, due_at=promised, reason=reason)
    return replace(ticket, cycle=cycle, activated_at=started, promise_due=None)


def left(cycle: Cycle, policy: Policy, now: datetime) -> timedelta:
    """Return how much time is left for the first answer, in the hours it is counted in; less than none once late."""
    if cycle.due_at is None:
        return timedelta.max
    if cycle.reason.working and policy.calendar is not None and now < cycle.due_at:
        return policy.calendar.elapsed(now, cycle.due_at)
    return cycle.due_at - now


def breached(cycle: Cycle, now: datetime) -> bool:
    """Whether the promise was broken: the one function that decides."""
    return cycle.due_at is not None and (cycle.answered_at or now) > cycle.due_at


def recategorised(ticket: Ticket, policy: Policy, at: datetime) -> tuple[Ticket, datetime | None]:
    """A category that is true from now on: a better one shortens the wait, a worse one leaves the promise (C19, C20).

    Returns the ticket and the new deadline, None where it stays.
    """
    cycle = ticket.cycle
    if cycle is None or not ticket.awaits_first_answer:
        return ticket, None
    promised, reason = _promise(ticket, policy, at, "category")
    if promised is None or (cycle.due_at is not None and cycle.due_at <= promised):
        return ticket, None
    reason = replace(reason, since=at.replace(microsecond=0))
    return replace(ticket, cycle=replace(cycle, due_at=promised, reason=reason)), promised


def corrected(ticket: Ticket, policy: Policy, at: datetime) -> Ticket:
    """A category that was wrong all along: the deadline is counted from the cycle's start.

    If only the correction makes it a breach, it is marked as one that nobody is blamed for.
    """
    cycle = ticket.cycle
    if cycle is None:
        return ticket
    promised, reason = _promise(ticket, policy, cycle.started_at, "corrected")
    right = replace(cycle, due_at=promised, reason=reason)
    if breached(right, at) and not breached(cycle, at):
        right = replace(right, reason=replace(reason, cause=CORRECTED_LATE))
    return replace(ticket, cycle=right)


def blamed(cycle: Cycle, now: datetime) -> bool:
    """Whether a broken promise is held against us: not one that a correction has broken afterwards."""
    return breached(cycle, now) and cycle.reason.cause != CORRECTED_LATE


def answered(ticket: Ticket, written_at: datetime, delivered_at: datetime) -> Ticket:
    """A channel accepted a human answer: the clock stops as of the time it was written (R2). Once.

    What was written before a ticket was reopened answers nothing of the new cycle.
    """
    if ticket.cycle is None or not ticket.awaits_first_answer:
        return ticket
    if ticket.cycle.n > 1 and written_at < ticket.cycle.started_at:
        return ticket
    cycle = replace(ticket.cycle, answered_at=written_at, delivered_at=delivered_at)
    return replace(ticket, cycle=cycle, promise_due=None)


def activate(
    ticket: Ticket, policy: Policy, at: datetime, *, cause: str = "activated", announce: bool = True
) -> Decision:
    """Take a ticket out of the queue (LIFECYCLE 11). Its clock starts only if it never did (R17).

    The customer is told unless the receipt says it already.
    """
    word = ticket.last_word_at
    heard = word is not None and (ticket.last_customer_at is None or ticket.last_customer_at <= word)
    heard = heard and ticket.escalation is None  # back from the developers: the next word is ours (27)
    if ticket.activated_at is None:
        ticket = start_cycle(ticket, policy, at, cause)
        if heard:  # it was answered while it stood in line (28a)
            ticket = answered(ticket, at, at)
    active = replace(moved(ticket, Move.RESUME if heard else Move.ACTIVATE), front=False, escalation=None)
    if active.status in CUSTOMERS_BALL:
        active = replace(active, last_word_at=at)  # the silence counts anew from here
    effects = (RefreshCard(ticket=ticket.id),)
    if not announce:
        return Decision(active, "activated", effects, cause)
    told = TellCustomer(
        customer=ticket.customer_id,
        ticket=ticket.id,
        words=activation(active),
        buttons=following(active),
    )
    return Decision(active, "activated", (told, *effects), cause)


def activation(ticket: Ticket) -> Text:
    """What the customer hears when their ticket's turn comes."""
    number = int(ticket.id)
    if ticket.status is Status.WAITING:
        return Text("ticket-resumed", {"number": number})
    if ticket.awaits_first_answer and ticket.cycle and ticket.cycle.due_at:
        return Text("ticket-active", {"number": number, "due": Moment(ticket.cycle.due_at)})
    return Text("ticket-active-unlimited", {"number": number})


def following(ticket: Ticket) -> Rows:
    """Return the buttons under what a customer hears of a live ticket (R20, R22); in line it may be put first (R17)."""
    number = int(ticket.id)
    head = (
        Button(label=Text("button-first", {"number": number}), press=Press.FIRST, subject=ticket.id)
        if ticket.status is Status.QUEUED
        else Button(label=Text("button-status", {"number": number}), press=Press.STATUS, subject=ticket.id)
    )
    return (
        (head,),
        (
            Button(label=Text("button-settled"), press=Press.SETTLED, subject=ticket.id),
            Button(label=Text("button-lead"), press=Press.LEAD, subject=ticket.id),
        ),
    )
