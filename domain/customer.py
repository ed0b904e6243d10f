"""Who turns to the desk: the customer, what they told of themselves, and what they are entitled to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.ids import CustomerId, OrganisationId, TicketId, UserId


class Category(StrEnum):
    """R7: what the customer's organisation is to us; it sets the time of the first answer (R8)."""

    PARTNER = "partner"
    SUBSCRIBER = "subscriber"
    DEMO = "demo"
    UNSUBSCRIBED = "unsubscribed"


class Evidence(StrEnum):
    """Where a category comes from; only the first two may be doubted."""

    DECLARED = "declared"  # the customer's own word, unverified
    UNKNOWN = "unknown"  # "I don't know": the policy's `unknown_entitlement`, unverified
    VERIFIED = "verified"  # an engineer looked it up
    REGISTRY = "registry"  # the lead's registry says so
    LEAD = "lead"  # the lead decided (R9)

    @property
    def verified(self) -> bool:
        """Whether somebody of ours stands behind it."""
        return self not in {Evidence.DECLARED, Evidence.UNKNOWN}


class Channel(StrEnum):
    """R15: how a ticket came in."""

    TELEGRAM = "telegram"
    PHONE = "phone"
    EMAIL = "email"
    PORTAL = "portal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """R11: whom to answer. The phone is E.164, the e-mail normalised; both as the form accepted them."""

    name: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """R11: on whose behalf. The INN is welcome and never required."""

    name: str
    inn: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A person the desk helps. What is None has not been told yet."""

    id: CustomerId
    user_id: UserId | None
    language: str
    zone: str
    contact: Contact | None = None
    organisation_id: OrganisationId | None = None
    organisation: Organisation | None = None
    consent_version: str | None = None
    consent_at: datetime | None = None
    spoke_in: TicketId | None = None  # the ticket they last spoke in (SEMANTICS, rule 3)
    reachable: bool = True  # False: blocked the bot or deleted the account
