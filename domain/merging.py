"""Two customers who prove to be one person: what is kept of each, and which ticket keeps a slot (R17, R15)."""

from collections.abc import Sequence
from dataclasses import replace

from domain.customer import Customer
from domain.ids import TicketId
from domain.ticket import Status, Ticket
from domain.words import Moment, Text


def rivals(one: Sequence[Ticket], other: Sequence[Ticket]) -> tuple[tuple[Ticket, Ticket], ...]:
    """Pair the tickets that hold the slot of one organisation: the earlier keeps it, the later waits (invariant 1)."""
    held = {ticket.organisation_id: ticket for ticket in one if ticket.holds_slot}
    pairs = [(held[each.organisation_id], each) for each in other if each.holds_slot and each.organisation_id in held]
    return tuple((min(pair, key=_age), max(pair, key=_age)) for pair in pairs)


def _age(ticket: Ticket) -> tuple[float, int]:
    return ticket.received_at.timestamp(), int(ticket.id)


def joined(
    known: Customer, account: Customer, theirs: Sequence[Ticket], own: Sequence[Ticket], through: TicketId
) -> Customer:
    """The account is this person now: the newer contact stays, and whatever only the other had."""
    newer = known if _last(theirs) >= _last(own) or account.contact is None else account
    older = account if newer is known else known
    consented = max((known, account), key=lambda each: each.consent_at.timestamp() if each.consent_at else 0.0)
    organised = newer if newer.organisation else older
    return replace(
        account,
        contact=newer.contact or older.contact,
        organisation=organised.organisation,
        organisation_id=organised.organisation_id,
        consent_version=consented.consent_version,
        consent_at=consented.consent_at,
        spoke_in=through,
        reachable=True,
    )


def _last(tickets: Sequence[Ticket]) -> int:
    return max((int(ticket.id) for ticket in tickets), default=0)


def emptied(known: Customer) -> Customer:
    """Nothing of a person is left in the row that stood for them."""
    return replace(
        known,
        user_id=None,
        contact=None,
        organisation=None,
        organisation_id=None,
        consent_version=None,
        consent_at=None,
        spoke_in=None,
    )


def standing(ticket: Ticket) -> Text:
    """Say to who has come to Telegram where the ticket stands."""
    number = int(ticket.id)
    match ticket.status:
        case Status.CLOSED:
            return Text("link-closed", {"number": number})
        case Status.RESOLVED:
            return Text("link-resolved", {"number": number})
        case Status.WAITING:
            return Text("link-waiting", {"number": number})
        case _ if ticket.awaits_first_answer and ticket.cycle and ticket.cycle.due_at:
            return Text("link-due", {"number": number, "due": Moment(ticket.cycle.due_at)})
        case _:
            return Text("link-open", {"number": number})
