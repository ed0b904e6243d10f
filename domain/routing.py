"""Which ticket does a customer's message belong to? Five rules, in their order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from domain.draft import Draft
from domain.ids import TicketId
from domain.ticket import CloseReason, Status, Ticket

RECENTLY = timedelta(days=30)  # how long a plain message still goes by the ticket closed last (rule 4)
# What may be the same question still; a duplicate is here only once the ticket it went on in is out of reach.
SAME_QUESTION = frozenset({CloseReason.CONFIRMED, CloseReason.WITHDRAWN, CloseReason.DUPLICATE})


@dataclass(frozen=True, slots=True)
class ToTicket:
    """It belongs to this ticket, live or closed by time (which reopens it)."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class ToDraft:
    """It answers the question that is pending."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class AskWhich:
    """Several are possible: the bot asks once, a button each, and keeps the message."""

    tickets: tuple[TicketId, ...]
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A new question; `about` is the ticket it may be the same as."""

    about: Ticket | None = None


@dataclass(frozen=True, slots=True)
class AfterRefusal:
    """The ticket was refused: why, and what can be done."""

    ticket: Ticket


Route = ToTicket | ToDraft | AskWhich | OpenForm | AfterRefusal


def route(
    *,
    live: Sequence[Ticket],
    spoke_in: TicketId | None,
    replied: Ticket | None,
    closed: Ticket | None,
    draft: Draft | None,
) -> Route:
    """Decide by the customer's live tickets, the one replied to, the one closed last, and the pending question."""
    if replied is not None:  # 1
        return _closed(replied, explicit=True) if replied.status is Status.CLOSED else ToTicket(replied)
    if draft is not None:  # 2
        since = [t.id for t in live if t.last_word_at and t.last_word_at > draft.asked_at]
        return AskWhich(tuple(since), draft) if since else ToDraft(draft)
    if live:  # 3
        slots = [t for t in live if t.holds_slot]
        spoken = [t for t in slots if t.id == spoke_in]
        for candidates in (spoken, slots, list(live)):
            if len(candidates) == 1:
                return ToTicket(candidates[0])
            if candidates:
                return AskWhich(tuple(t.id for t in candidates))
    if closed is not None and closed.live:  # 4: a duplicate, that is, of a colleague's
        return ToTicket(closed)
    if closed is not None:
        return _closed(closed, explicit=False)
    return OpenForm()  # 5


def _closed(ticket: Ticket, *, explicit: bool) -> Route:
    """LIFECYCLE 34–35c."""
    if ticket.close_reason is CloseReason.TIMED_OUT:
        return ToTicket(ticket)
    if ticket.close_reason in SAME_QUESTION:
        return ToTicket(ticket) if explicit else OpenForm(ticket)
    return AfterRefusal(ticket)
