"""An engineer takes a line back: the clock and the ball are as if it had never been said (LIFECYCLE 39, C58)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.decision import Decision
from domain.effects import RefreshCard
from domain.lifecycle import Move, moved
from domain.said import Side, Standing, Utterance
from domain.ticket import Cycle, Status, Ticket

OURS_TO_TELL = frozenset({Status.OPEN, Status.WAITING})


def taken_back(ticket: Ticket, gone: Sequence[Utterance], said: Sequence[Utterance]) -> Decision:
    """`gone` is what is at the customer's no more (of an album, its parts), `said` all that was said, as it stands now.

    If it was the only answer of this cycle and nobody has said anything since, the clock goes on as if none had been
    given: its timers come back by themselves, and a deadline that has passed meanwhile is missed as of then.
    """
    written = min(each.at for each in gone)
    ours = [each.at for each in said if each.side is not Side.CUSTOMER and each.standing is Standing.PUBLIC]
    theirs = [each.at for each in said if each.side is Side.CUSTOMER]
    if ticket.status not in OURS_TO_TELL:
        return Decision(ticket, "taken_back")
    only = _the_answer(ticket.cycle, written, ours) and all(at <= written for at in theirs)
    after = ticket
    if only and ticket.cycle is not None:
        after = replace(after, cycle=replace(ticket.cycle, answered_at=None, delivered_at=None))
    last = max(ours, default=None)
    if _owed(ticket, last):
        after = replace(moved(after, Move.TAKE_BACK), last_word_at=last)
    effects = (RefreshCard(ticket=ticket.id),) if after != ticket else ()
    return Decision(after, "taken_back", effects, "the only answer" if only else "")


def _the_answer(cycle: Cycle | None, written: datetime, ours: Sequence[datetime]) -> bool:
    """Whether this line, and no other of the cycle, was the answer."""
    if cycle is None or cycle.answered_at is None or cycle.answered_at < written:
        return False
    return all(at < cycle.started_at for at in ours)


def _owed(ticket: Ticket, last: datetime | None) -> bool:
    """Whether the last word is the customer's again (invariant 4)."""
    heard = ticket.last_customer_at or ticket.received_at
    return last is None or last < heard
