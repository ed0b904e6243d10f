"""One ticket, one question: a second one is split off into a ticket of its own (R16, LIFECYCLE 32)."""

from datetime import datetime

from domain.errors import NotPossible
from domain.ids import TicketId
from domain.policy import Policy
from domain.ticket import Status, Ticket

SPLITTABLE = frozenset({Status.OPEN, Status.WAITING})


def split_off(
    ticket: Ticket, number: TicketId, description: str, attachments: int, policy: Policy, at: datetime
) -> Ticket:
    """Make the new ticket: of the same customer, product and standing, in line behind the first. Raises NotPossible.

    Its category is fixed as of now, by the evidence there is; its clock starts with its turn (R17).
    """
    if ticket.status not in SPLITTABLE:
        raise NotPossible(ticket.id, ticket.status, "split")
    return Ticket(
        id=number,
        customer_id=ticket.customer_id,
        organisation_id=ticket.organisation_id,
        status=Status.QUEUED,
        received_at=at,
        channel=ticket.channel,
        policy_version=policy.version,
        category=ticket.category,
        evidence=ticket.evidence,
        contact=ticket.contact,
        organisation=ticket.organisation,
        product=ticket.product,
        version=ticket.version,
        version_mark=ticket.version_mark,
        version_told=ticket.version_told,
        description=description,
        attachments=attachments,
        last_customer_at=at,
    )


def worth_splitting(ticket: Ticket) -> bool:
    """Whether there is anything to split off: the customer has written more than the description."""
    later = ticket.last_customer_at is not None and ticket.last_customer_at > ticket.received_at
    return later and ticket.status in SPLITTABLE
