"""The whole life of a ticket on one screen. Numbers are the rows of the lifecycle's table in docs/lifecycle.md."""

from dataclasses import replace
from enum import StrEnum

from domain.errors import NotPossible
from domain.ticket import LIVE, Status, Ticket


class Move(StrEnum):
    """What can happen to a ticket."""

    ACCEPT = "accept"
    REFUSE_UNSUBSCRIBED = "refuse_unsubscribed"
    ENTITLE = "entitle"
    ACTIVATE = "activate"
    RESUME = "resume"  # activated with the ball at the customer
    STEP_ASIDE = "step_aside"  # gives its slot to another of the same customer
    CLAIM = "claim"
    RELEASE = "release"
    ANSWER = "answer"
    CROSS = "cross"  # an answer that crossed with the customer's newer message
    TAKE_BACK = "take_back"  # our word is gone: the last one is the customer's again
    OWE = "owe"  # "we owe the next word"
    RESOLVE = "resolve"
    SPEAK = "speak"
    THANK = "thank"
    CONFIRM = "confirm"
    SETTLE = "settle"  # the customer: it is solved already
    OBJECT = "object"
    REMIND = "remind"
    TIME_OUT = "time_out"
    NEGLECT = "neglect"
    ESCALATE = "escalate"
    RESCHEDULE = "reschedule"  # the developers name another time
    RETURN = "return"
    REFUSE = "refuse"
    WARN = "warn"  # asked for another tone; after that, a refusal may be proposed
    REFUSE_RUDE = "refuse_rude"
    DUPLICATE = "duplicate"
    WITHDRAW = "withdraw"
    POSTSCRIPT = "postscript"
    REOPEN = "reopen"


_AWAITING, _QUEUED, _OPEN, _WAITING, _ESCALATED, _RESOLVED, _CLOSED = (
    Status.AWAITING_LEAD,
    Status.QUEUED,
    Status.OPEN,
    Status.WAITING,
    Status.ESCALATED,
    Status.RESOLVED,
    Status.CLOSED,
)


def _same(move: Move, *statuses: Status) -> dict[tuple[Status, Move], Status]:
    return {(status, move): status for status in statuses}


def _to(target: Status, move: Move, *statuses: Status) -> dict[tuple[Status, Move], Status]:
    return {(status, move): target for status in statuses}


MOVES: dict[tuple[Status, Move], Status] = {
    # The lead's gate. A ticket that may start goes into the queue; a free slot takes it out in the same unit.
    **_to(_QUEUED, Move.ACCEPT, _AWAITING),  # 8
    **_to(_CLOSED, Move.REFUSE_UNSUBSCRIBED, _AWAITING),  # 9
    **_to(_QUEUED, Move.ENTITLE, _AWAITING),  # 10
    # The queue (R17)
    **_to(_OPEN, Move.ACTIVATE, _QUEUED),  # 11
    **_to(_WAITING, Move.RESUME, _QUEUED),  # 11
    **_to(_QUEUED, Move.STEP_ASIDE, _OPEN, _WAITING, _RESOLVED),  # 12
    # Who has it
    **_same(Move.CLAIM, _OPEN, _WAITING, _RESOLVED, _ESCALATED),  # 13
    **_same(Move.RELEASE, _OPEN, _WAITING, _RESOLVED, _ESCALATED),  # 14
    # Our words
    **_to(_WAITING, Move.ANSWER, _OPEN, _WAITING, _RESOLVED),  # 15, 28a
    **_same(Move.ANSWER, _ESCALATED, _QUEUED),  # 28a
    **_same(Move.CROSS, _OPEN),  # 15
    **_to(_OPEN, Move.OWE, _OPEN, _WAITING),  # 16
    **_to(_OPEN, Move.TAKE_BACK, _OPEN, _WAITING),  # 39
    **_to(_RESOLVED, Move.RESOLVE, _OPEN, _WAITING),  # 17
    # The customer's words
    **_to(_OPEN, Move.SPEAK, _OPEN, _WAITING, _RESOLVED),  # 18, 18b
    **_same(Move.SPEAK, _ESCALATED, _QUEUED, _AWAITING),  # 28, 28b
    **_same(Move.THANK, *LIVE),  # 18a
    **_to(_CLOSED, Move.CONFIRM, _RESOLVED),  # 19
    **_to(_OPEN, Move.OBJECT, _RESOLVED, _WAITING),  # 20, 28a: the buttons still work
    **_to(_CLOSED, Move.SETTLE, _OPEN, _WAITING),  # 21
    # Silence
    **_same(Move.REMIND, _WAITING, _RESOLVED),  # 22
    **_to(_CLOSED, Move.TIME_OUT, _WAITING, _RESOLVED),  # 23
    **_same(Move.NEGLECT, _OPEN),  # 24
    # The developers
    **_to(_ESCALATED, Move.ESCALATE, _OPEN, _WAITING),  # 25
    **_same(Move.RESCHEDULE, _ESCALATED),  # 26
    **_to(_QUEUED, Move.RETURN, _ESCALATED),  # 27
    # Endings
    **_to(_CLOSED, Move.REFUSE, _OPEN, _QUEUED),  # 29b, 30
    **_same(Move.WARN, *(LIVE - {_AWAITING})),  # 29
    **_to(_CLOSED, Move.REFUSE_RUDE, *LIVE),  # 29a
    **_to(_CLOSED, Move.DUPLICATE, *LIVE),  # 31
    **_to(_CLOSED, Move.WITHDRAW, *LIVE),  # 33
    # After the end
    **_same(Move.POSTSCRIPT, _CLOSED),  # 35c
    **_to(_QUEUED, Move.REOPEN, _CLOSED),  # 34, 35, 35d
}


def allowed(status: Status, move: Move) -> bool:
    """Whether the table has a row for it."""
    return (status, move) in MOVES


def moved(ticket: Ticket, move: Move) -> Ticket:
    """Return the ticket in its next state; raises NotPossible where the table has no row."""
    try:
        status = MOVES[ticket.status, move]
    except KeyError:
        raise NotPossible(ticket.id, ticket.status, move) from None
    return ticket if status is ticket.status else replace(ticket, status=status)
