"""The regulation's numbers and lists, typed. `bot/policy.py` loads them from `policy/regulation.toml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum

from domain.calendar import Calendar
from domain.customer import Category
from domain.ticket import CloseReason
from domain.words import Local


class Tell(StrEnum):
    """Whom a warning reaches."""

    ENGINEER = "engineer"  # who has the ticket, or its topic where nobody has it
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Limit:
    """A time of the first answer (R8). Working time passes only while the business calendar is open."""

    time: timedelta
    working: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """R1: a category of problems that is answered sooner, whoever has it."""

    key: str
    title: Local
    first_answer: Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Warn:
    """A step before the deadline of the first answer. At the deadline itself every lead is alerted."""

    before: timedelta
    tell: frozenset[Tell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerting:
    """A missed deadline returns to the leads `times` times, unless somebody answers or takes it on."""

    repeat: timedelta
    times: int
    digest_above: int  # more than this many at once go as one list


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """R24: how long the desk waits, counted from our last word (`neglect`: for our own)."""

    remind: timedelta
    close: timedelta
    offer_swap: timedelta
    neglect: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """How long an unfinished form is kept, counted from its last answer."""

    nudge: timedelta
    drop: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long words are kept that have done their work: raw updates and letters; closed tickets (None: for good)."""

    raw: timedelta
    tickets: timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Reminders, nudges and rating questions keep to these hours of the person's own day."""

    start: time
    end: time


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadContact:
    """R22, R26: whom a customer can always turn to."""

    name: Local
    email: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportContact:
    """R15: the desk's other doors."""

    name: Local
    email: str
    phone: str
    site: str
    emergency_phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    """Who we are to a customer."""

    company: Local
    lead: LeadContact
    support: SupportContact


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """R4, R6: a row of the catalogue."""

    key: str
    title: Local
    family: str  # one demo period a year is counted by family (R7)
    version_pattern: re.Pattern[str]
    version_example: str
    where_to_find: Local
    current_version: str
    current_only: bool
    demo_period: timedelta | None
    download_url: str | None

    def exact_version(self, told: str) -> str | None:
        """Find the exact version in what somebody typed; None if there is none (R11)."""
        found = self.version_pattern.search(" ".join(told.split()))
        return found[0] if found else None

    def is_outdated(self, version: str) -> bool:
        """Whether this product is supported in its current version only, and this one is older (R4)."""
        return self.current_only and _numbers(version) < _numbers(self.current_version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """R6, R10: something the desk does not do, and how to say so."""

    key: str
    title: Local
    text: Local
    reason: CloseReason = CloseReason.OUT_OF_SCOPE  # what the closed ticket is counted as


@dataclass(frozen=True, slots=True, kw_only=True)
class Developer:
    """R21: somebody of the developers whom an engineer may name with one tap."""

    key: str
    name: Local
    contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """R12, R18, R19: what is asked of customers again and again, with instructions (`domain/prepared.py` words it)."""

    key: str
    title: Local
    text: Local
    products: tuple[str, ...] = ()  # keys of the catalogue; none: of every product
    asks_version: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What a customer agrees to before anything about them is kept."""

    version: str
    operator: Local
    text: Local


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One version of the regulation; a ticket names the one it was registered under."""

    version: str
    first_answer: Mapping[Category, Limit | None]  # R8; None: no limit
    warnings: Mapping[Category, tuple[Warn, ...]]  # the earliest first
    alert: Alerting
    silence: Silence
    draft: Unfinished
    retention: Retention
    gentle: Hours
    contacts: Contacts
    products: tuple[Product, ...]
    out_of_scope: tuple[Ground, ...]
    developers: tuple[Developer, ...]
    rudeness_warning: Local  # R13: said before anybody may be refused for their tone
    requests: tuple[Request, ...]
    consent: Consent
    unknown_entitlement: Category  # the clock of those who do not know what they have
    tell_customer_of_breach: bool
    note_mark: str  # a line of an engineer that begins so is a note
    problems: tuple[Problem, ...] = ()  # R1; asked for only if there are any
    calendar: Calendar | None = None  # None: round the clock

    def product(self, key: str) -> Product | None:
        """Find a product of the catalogue; None if it is no longer there."""
        return next((product for product in self.products if product.key == key), None)

    def problem(self, key: str) -> Problem | None:
        """Find a category of problems; None if it is not, or no longer, listed."""
        return next((problem for problem in self.problems if problem.key == key), None)

    def ground(self, key: str) -> Ground | None:
        """Find something the desk does not do; None if it is no longer listed."""
        return next((ground for ground in self.out_of_scope if ground.key == key), None)

    def developer(self, key: str) -> Developer | None:
        """Find one of the developers; None if they are no longer listed."""
        return next((each for each in self.developers if each.key == key), None)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))
