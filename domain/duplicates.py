"""Two tickets, one question: the second is closed, and goes on in the first (LIFECYCLE 31, 35b; C40, C41)."""

from dataclasses import replace
from datetime import datetime

from domain import sla
from domain.decision import Decision
from domain.effects import CloseTopic, RefreshCard, TellCustomer, TellTopic
from domain.errors import Unfit
from domain.lifecycle import Move, moved
from domain.ticket import CloseReason, Status, Ticket
from domain.words import Button, Moment, Press, Text, topic_link


def check(ticket: Ticket, target: Ticket) -> None:
    """`target` is the end of the chain that was named. Raises Unfit for what cannot take the ticket's question over."""
    if target.id == ticket.id:
        raise Unfit("duplicate_loop", str(int(target.id)))
    if not related(ticket, target):
        raise Unfit("duplicate_stranger", str(int(target.id)))
    if not target.live:
        raise Unfit("duplicate_closed", str(int(target.id)))


def related(ticket: Ticket, other: Ticket) -> bool:
    """Whether they are of one customer, or of one organisation."""
    return ticket.customer_id == other.customer_id or ticket.organisation_id == other.organisation_id


def close(ticket: Ticket, target: Ticket, at: datetime) -> Decision:
    """It is the same question as the target's, as the target will be (31); the customer hears where it goes on."""
    after = replace(
        moved(ticket, Move.DUPLICATE),
        close_reason=CloseReason.DUPLICATE,
        duplicate_of=target.id,
        closed_at=at,
        promise_due=None,
        front=False,
    )
    another = Button(label=Text("button-another-question"), press=Press.REOPEN, subject=ticket.id)
    told = TellCustomer(
        customer=ticket.customer_id, ticket=ticket.id, words=_told(ticket, target), buttons=((another,),)
    )
    here = TellTopic(
        ticket=ticket.id, words=Text("topic-is-duplicate", {"number": int(target.id)}), buttons=topic_link(target.id)
    )
    effects = (told, here, RefreshCard(ticket=ticket.id), CloseTopic(ticket=ticket.id))
    return Decision(after, "duplicate", effects, f"of {target.id}")


def _told(ticket: Ticket, target: Ticket) -> Text:
    number, other = int(ticket.id), int(target.id)
    if target.customer_id != ticket.customer_id:  # whose it is, and what is said there, is theirs
        return Text("ticket-duplicate-colleague", {"number": number, "other": other})
    due = target.cycle.due_at if target.awaits_first_answer and target.cycle else None
    tail = Text("duplicate-due", {"due": Moment(due)}) if due else Text("receipt-no-clock")
    return Text("ticket-duplicate", {"number": number, "other": other, "due": tail})


def inherited(target: Ticket, duplicate: Ticket, at: datetime) -> Ticket:
    """The earlier promise counts for both, unless it is broken already: a breach stays where it was made (C40)."""
    ours, theirs = target.cycle, duplicate.cycle
    if ours is None or theirs is None or not (target.awaits_first_answer and duplicate.awaits_first_answer):
        return target
    if theirs.due_at is None or sla.breached(theirs, at):
        return target
    if ours.due_at is not None and ours.due_at <= theirs.due_at:
        return target
    reason = replace(theirs.reason, cause="duplicate", since=theirs.reason.since or theirs.started_at)
    return replace(target, cycle=replace(ours, due_at=theirs.due_at, reason=reason))


def takes_the_slot(target: Ticket, duplicate: Ticket) -> bool:
    """Whether the target stands in line behind its own duplicate: its question is the one at work."""
    same = (target.customer_id, target.organisation_id) == (duplicate.customer_id, duplicate.organisation_id)
    return same and duplicate.holds_slot and target.status is Status.QUEUED
