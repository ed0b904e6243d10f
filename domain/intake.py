"""From a complete form to a registered ticket (R11, R15; LIFECYCLE 5–7)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.customer import Category, Channel, Contact, Customer, Evidence, Organisation
from domain.ids import OrganisationId, TicketId
from domain.policy import Policy
from domain.ticket import Status, Ticket, VersionMark


class Usage(StrEnum):
    """How the customer says they use the product: their own word, unverified (R7)."""

    SUBSCRIPTION = "subscription"
    DEMO = "demo"
    PARTNER = "partner"
    NONE = "none"  # no subscription: the lead decides (R9)
    UNKNOWN = "unknown"  # they do not know: nobody who may have paid waits at a gate


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """A complete form."""

    contact: Contact
    organisation: Organisation
    usage: Usage
    product: str  # the catalogue's key
    version: str | None
    version_mark: VersionMark
    version_told: str
    description: str
    attachments: int
    problem: str = ""  # the key of its category of problems (R1)


_CATEGORIES = {
    Usage.SUBSCRIPTION: Category.SUBSCRIBER,
    Usage.DEMO: Category.DEMO,
    Usage.PARTNER: Category.PARTNER,
    Usage.NONE: Category.UNSUBSCRIBED,
}


def entitlement(usage: Usage, policy: Policy) -> tuple[Category, Evidence]:
    """Return the category the customer's word gives them."""
    if usage is Usage.UNKNOWN:
        return policy.unknown_entitlement, Evidence.UNKNOWN
    return _CATEGORIES[usage], Evidence.DECLARED


def usage_of(ticket: Ticket) -> Usage | None:
    """What a returning customer would answer as last time; None where they should be asked again."""
    if ticket.evidence is Evidence.UNKNOWN:
        return Usage.UNKNOWN
    if ticket.evidence is Evidence.LEAD:
        return None  # the lead decided on that one ticket, not on what the customer has
    return next(usage for usage, category in _CATEGORIES.items() if category is ticket.category)


def register(
    number: TicketId,
    application: Application,
    customer: Customer,
    organisation_id: OrganisationId,
    policy: Policy,
    at: datetime,
    channel: Channel = Channel.TELEGRAM,
) -> Ticket:
    """Make the ticket: in line for its slot, or before the lead where no subscription was declared (R9)."""
    category, evidence = entitlement(application.usage, policy)
    return Ticket(
        id=number,
        customer_id=customer.id,
        organisation_id=organisation_id,
        status=Status.AWAITING_LEAD if application.usage is Usage.NONE else Status.QUEUED,
        received_at=at,
        channel=channel,
        policy_version=policy.version,
        category=category,
        evidence=evidence,
        contact=application.contact,
        organisation=application.organisation,
        product=application.product,
        version=application.version,
        version_mark=application.version_mark,
        version_told=application.version_told,
        problem=application.problem,
        description=application.description,
        attachments=application.attachments,
        last_customer_at=at,
    )
