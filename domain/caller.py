"""Tickets that did not come by Telegram (R15): what the caller could not tell, and how such a customer is reached."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import reduce

from domain.customer import Channel, Customer
from domain.ids import CustomerId, EngineerId, TicketId
from domain.intake import Application
from domain.ticket import Ticket
from domain.words import Text, Token

LINK_LIVES = timedelta(days=7)
LINK_TRIES = 3  # numbers that were another: then the key is dead, and we are told
BACK_TO = timedelta(days=7)  # how far back a call may lie that is only now written down


class Unsaid(StrEnum):
    """What a caller may leave out; the engineer asks for it first (R11, R15)."""

    PHONE = "phone"
    EMAIL = "email"
    ORGANISATION = "organisation"
    VERSION = "version"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """What is known of a ticket because an engineer registered it."""

    ticket: TicketId
    engineer: EngineerId
    missing: tuple[Unsaid, ...] = ()
    asked_at: datetime | None = None

    @property
    def refusable(self) -> bool:
        """R13, 29b: data are missing, and they have been asked for at least once."""
        return bool(self.missing) and self.asked_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """A caller's form, complete: by whom it was filled in is known, the rest is here."""

    application: Application
    channel: Channel
    received_at: datetime
    customer: CustomerId | None  # None: somebody new
    missing: tuple[Unsaid, ...]
    consent_version: str
    completes: TicketId | None = None  # a ticket that had something missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A customer who may be the caller."""

    customer: CustomerId
    name: str
    organisation: str
    phone: str


class Way(StrEnum):
    """How our words reach the customer of a ticket."""

    TELEGRAM = "telegram"
    MAIL = "mail"
    PHONE = "phone"  # there is neither: somebody has to call


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkKey:
    """What an e-mail carries so that its reader can go on in Telegram. The key itself is not kept."""

    digest: str
    ticket: TicketId
    expires_at: datetime
    used_at: datetime | None = None
    attempts: int = 0

    @property
    def spent(self) -> bool:
        """Whether it was used, or tried too often."""
        return self.used_at is not None or self.attempts >= LINK_TRIES

    def expired(self, at: datetime) -> bool:
        """Whether its week is over."""
        return at >= self.expires_at

    def missed(self) -> "LinkKey":
        """Count a number that was another."""
        return replace(self, attempts=self.attempts + 1)


def listed(missing: Sequence[Unsaid]) -> Text:
    """Name what is missing, with commas between."""
    names = [Text("caller-missing", {"what": Token(each)}) for each in missing]
    return reduce(lambda first, second: Text("listed-with", {"first": first, "second": second}), names)


def in_telegram(customer: Customer | None) -> bool:
    """Whether Telegram reaches them."""
    return customer is not None and customer.user_id is not None and customer.reachable


def way_to(ticket: Ticket, customer: Customer | None) -> Way:
    """Telegram where it reaches them, else e-mail, else only the telephone is left."""
    if in_telegram(customer):
        return Way.TELEGRAM
    return Way.MAIL if ticket.contact.email else Way.PHONE


def outside(ticket: Ticket, customer: Customer | None) -> bool:
    """Whether what was said outside Telegram counts here (19): only where Telegram is not how they talk to us."""
    return ticket.channel is not Channel.TELEGRAM or not in_telegram(customer)


def same_number(one: str, other: str) -> bool:
    """Whether two phones are one line, extensions aside."""
    plain = [phone.partition(";")[0] for phone in (one, other)]
    return bool(plain[0]) and plain[0] == plain[1]
