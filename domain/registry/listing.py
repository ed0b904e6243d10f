"""One line of the registry: an organisation, what it is to us, and since when until when (R3, R7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.customer import Category, Organisation
from domain.naming import key
from domain.policy import Policy
from domain.words import Text

LISTED = (Category.PARTNER, Category.SUBSCRIBER, Category.DEMO)  # what the registry can say of somebody


class Column(StrEnum):
    """What a sheet may tell of an organisation."""

    ORGANISATION = "organisation"
    INN = "inn"
    CATEGORY = "category"
    PRODUCT = "product"
    SINCE = "since"
    UNTIL = "until"
    DEMO_SINCE = "demo_since"
    AGREEMENT = "agreement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How people write the columns and the categories; by language, the first of each is how we write it."""

    columns: Mapping[str, Mapping[Column, tuple[str, ...]]]
    categories: Mapping[str, Mapping[Category, tuple[str, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Days are the desk's own; `until` is the last one."""

    organisation: Organisation
    category: Category
    product: str = ""  # a product's or a family's key; empty: all of them
    since: date | None = None  # of the subscription or agreement
    until: date | None = None
    demo_since: date | None = None
    agreement: str = ""  # a partner's

    @property
    def identity(self) -> str:
        """By what the organisation is known: its INN, else its name."""
        return identity(self.organisation)

    def covers(self, product: str, policy: Policy) -> bool:
        """Whether it is about this product, or another of its family."""
        return not self.product or family(self.product, policy) == family(product, policy)

    def days(self, policy: Policy) -> tuple[date | None, date | None]:
        """The first and the last day on which it holds; None: always."""
        if self.category is not Category.DEMO or self.demo_since is None:
            return self.since, self.until
        return self.demo_since, demo_end(self.demo_since, self.product, policy)


def identity(organisation: Organisation) -> str:
    """Say by what an organisation is told from others."""
    return f"inn:{organisation.inn}" if organisation.inn else f"name:{key(organisation.name)}"


def family(product: str, policy: Policy) -> str:
    """Return the family of a product; a family is its own."""
    found = policy.product(product)
    return found.family if found else product


def demo_period(product: str, policy: Policy) -> timedelta | None:
    """Return how long a demo of the product, or of the first of its family, lasts; None: there is none."""
    named = policy.product(product)
    same = (each for each in policy.products if family(product, policy) == each.family)
    return named.demo_period if named else next((each.demo_period for each in same if each.demo_period), None)


def demo_end(start: date, product: str, policy: Policy) -> date | None:
    """Return the last day of a demo that began then."""
    period = demo_period(product, policy)
    return start + period - timedelta(days=1) if period else None


def year_later(day: date) -> date:
    """Return the same day of the next year; of 29 February, the 28th (R3)."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def on(day: date) -> Text:
    """Say a day as the reader writes it."""
    return Text("on-day", {"day": f"{day.day:02}", "month": f"{day.month:02}", "year": f"{day.year:04}"})
