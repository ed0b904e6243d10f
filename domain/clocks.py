"""Which timers a ticket needs: a pure function of the ticket, so that no timer can be forgotten or left behind.

A timer's epoch is the moment it is counted from: a moved deadline is a new epoch, and timers of an old one die.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.calendar import Calendar
from domain.policy import Policy
from domain.ticket import CORRECTED_LATE, CUSTOMERS_BALL, Status, Ticket

PASSED_DAYS = 5  # for so long a time of the developers that has passed comes back every day
GATE_DAYS = 14  # for so long an undecided ticket returns to the lead every day
MISSED = timedelta(seconds=1)  # a deadline is met at its very second; the timer fires one later


class Clock(StrEnum):
    """What is being waited for."""

    ANSWER = "answer"  # the first answer (R8): warnings, the deadline, repeats
    PROMISE = "promise"  # what a lead promised instead: once broken, it repeats as a missed deadline does
    SILENCE = "silence"  # the customer's word (R24): swap offer, reminder, closing
    NEGLECT = "neglect"  # our word, though no deadline asks for it
    ESCALATION = "escalation"  # the developers' time (R21)
    GATE = "gate"  # the lead's decision (R9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """Unique within a ticket: a step of a clock, counted from an epoch (seconds since 1970)."""

    clock: Clock
    cycle: int
    step: str
    epoch: int
    fire_at: datetime


def timers(ticket: Ticket, policy: Policy) -> frozenset[Timer]:
    """Return every timer the ticket should have now, those that have fired included."""
    found: set[Timer] = set()
    n = ticket.cycle.n if ticket.cycle else 0

    def add(clock: Clock, anchor: datetime, **steps: datetime) -> None:
        epoch = int(anchor.timestamp())
        found.update(Timer(clock=clock, cycle=n, step=step, epoch=epoch, fire_at=at) for step, at in steps.items())

    if ticket.awaits_first_answer and ticket.cycle and (due := ticket.cycle.due_at):
        hours = policy.calendar if ticket.cycle.reason.working else None
        if ticket.cycle.reason.cause != CORRECTED_LATE:  # who has put that right knows that it is past
            limit, warnings = ticket.cycle.reason.limit, policy.warnings[ticket.category]
            steps = ((i, w.before) for i, w in enumerate(warnings) if limit and w.before < limit)
            add(Clock.ANSWER, due, **{f"warn{i}": hours.back(due, w) if hours else due - w for i, w in steps})
            add(Clock.ANSWER, due, due=due + MISSED)
        if promised := ticket.promise_due:
            add(Clock.PROMISE, promised, due=promised + MISSED, **_repeats(promised, policy, hours))
        else:
            add(Clock.ANSWER, due, **_repeats(due, policy, hours))
    if ticket.status in CUSTOMERS_BALL and (word := ticket.last_word_at):
        silence = policy.silence
        add(Clock.SILENCE, word, swap=word + silence.offer_swap)
        if (close := closing(ticket, policy)) is not None:
            add(Clock.SILENCE, word, remind=word + silence.remind, close=close + MISSED)
    if ticket.status is Status.OPEN and (word := ticket.last_word_at or ticket.activated_at):
        add(Clock.NEGLECT, word, neglect=word + policy.silence.neglect + MISSED)
    if ticket.status is Status.ESCALATED and ticket.escalation:
        passed = ticket.escalation.due_at
        add(Clock.ESCALATION, passed, due=passed + MISSED)
        again = {f"again{i}": passed + MISSED + timedelta(days=i) for i in range(1, PASSED_DAYS + 1)}
        add(Clock.ESCALATION, passed, **again)
    if ticket.status is Status.AWAITING_LEAD:
        add(Clock.GATE, ticket.received_at, **_gate_days(ticket.received_at, policy.calendar))
    return frozenset(found)


def _repeats(missed: datetime, policy: Policy, hours: Calendar | None) -> dict[str, datetime]:
    """An alert comes back until somebody answers or takes it on; one about working time, in working time."""
    after = ((i, policy.alert.repeat * i) for i in range(1, policy.alert.times + 1))
    return {f"repeat{i}": MISSED + (hours.add(missed, t) if hours else missed + t) for i, t in after}


def _gate_days(received: datetime, hours: Calendar | None) -> dict[str, datetime]:
    """An undecided ticket returns daily: on working days, where there is a calendar."""
    days = range(1, GATE_DAYS + 1)
    return {f"day{i}": hours.working_day_after(received, i) if hours else received + timedelta(days=i) for i in days}


def closing(ticket: Ticket, policy: Policy) -> datetime | None:
    """After which moment silence closes it (23); None while nothing does: no word of ours, or a complaint (36)."""
    if ticket.last_word_at is None or ticket.complaint_open:
        return None
    close = ticket.last_word_at + policy.silence.close
    return max(close, ticket.held_until) if ticket.held_until else close
