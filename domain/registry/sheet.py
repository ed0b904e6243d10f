"""A sheet becomes listings: columns in any order, in Russian or English; what is wrong is said row by row."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeVar

from stdnum.ru import inn as russian_inn

from domain.customer import Category, Organisation
from domain.naming import undotted
from domain.policy import Policy
from domain.registry.listing import Column, Listing, Wording, demo_period, year_later
from domain.words import Lines, Text, Words

HEADER_WITHIN = 20  # rows above it may say what the sheet is
NAME, AGREEMENT = 255, 100  # letters, at most
YEARS = range(1990, 2101)

E = TypeVar("E", bound=Enum)

_RUSSIAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]*)?")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row, counted as the sheet counts them."""

    row: int
    words: Text


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet says. With a fault in it, nothing of it counts."""

    listings: tuple[Listing, ...]
    faults: tuple[Fault, ...]


class _Wrong(Exception):  # noqa: N818  it never leaves this file
    """A cell that cannot be read."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.name)
        self.words = words


def parse(rows: Sequence[Sequence[str]], wording: Wording, policy: Policy) -> Sheet:
    """Read a sheet, given as the text of its cells."""
    known = _spoken(wording.columns)
    heads = list(enumerate(rows[:HEADER_WITHIN], start=1))
    number, header = max(heads, key=lambda head: _recognised(head[1], known), default=(0, ()))
    columns = [known.get(plain(cell)) for cell in header]
    missing = [each for each in (Column.ORGANISATION, Column.CATEGORY) if each not in columns]
    if missing:
        return Sheet((), (Fault(max(number, 1), Text("sheet-no-columns")),))
    twice = [column for column, n in Counter(filter(None, columns)).items() if n > 1]
    if twice:
        return Sheet((), (Fault(number, Text("sheet-column-twice", {"column": header[columns.index(twice[0])]})),))
    reader = _Reader(columns, wording, policy)
    return reader.read(list(enumerate(rows[number:], start=number + 1)))


def plain(text: str) -> str:
    """Return what is left of a word without case, dots and the rest."""
    return " ".join(re.findall(r"\w+", undotted(text)))


def _spoken(wording: Mapping[str, Mapping[E, tuple[str, ...]]]) -> dict[str, E]:
    return {plain(word): meant for told in wording.values() for meant, words in told.items() for word in words}


def _recognised(row: Sequence[str], known: Mapping[str, Column]) -> int:
    return len({known[plain(cell)] for cell in row if plain(cell) in known})


class _Reader:
    def __init__(self, columns: Sequence[Column | None], wording: Wording, policy: Policy) -> None:
        self._columns = {column: n for n, column in enumerate(columns) if column is not None}
        self._categories = _spoken(wording.categories)
        self._products = {plain(name): product for name, product in _products(policy)}
        self._policy = policy

    def read(self, rows: Sequence[tuple[int, Sequence[str]]]) -> Sheet:
        first: dict[Listing, int] = {}
        faults: list[Fault] = []
        for number, row in rows:
            if not any(cell.strip() for cell in row):
                continue
            try:
                listing = self._listing(row)
            except _Wrong as wrong:
                faults.append(Fault(number, wrong.words))
                continue
            if (earlier := first.setdefault(listing, number)) != number:
                faults.append(Fault(number, Text("sheet-same-row", {"row": earlier})))
        if not first and not faults:
            faults.append(Fault(1, Text("sheet-empty")))
        return Sheet(tuple(first), tuple(faults))

    def _cell(self, row: Sequence[str], column: Column) -> str:
        n = self._columns.get(column)
        cell = row[n] if n is not None and n < len(row) else ""
        return "".join(sign for sign in " ".join(cell.split()) if sign.isprintable()).strip()

    def _listing(self, row: Sequence[str]) -> Listing:
        name = self._cell(row, Column.ORGANISATION)
        if not re.search(r"\w", name):
            raise _Wrong(Text("sheet-no-organisation"))
        agreement = self._cell(row, Column.AGREEMENT)
        if len(name) > NAME or len(agreement) > AGREEMENT:
            raise _Wrong(Text("sheet-too-long"))
        since, until = self._day(row, Column.SINCE), self._day(row, Column.UNTIL)
        category = self._category(row)
        demo_since = self._day(row, Column.DEMO_SINCE)
        if category is Category.DEMO and demo_since is None:
            demo_since, since = since, None
        listing = Listing(
            organisation=Organisation(name=name, inn=self._inn(row)),
            category=category,
            product=self._product(row),
            since=since,
            until=year_later(since) if category is Category.SUBSCRIBER and since and until is None else until,
            demo_since=demo_since,
            agreement=agreement,
        )
        self._check(listing)
        return listing

    def _check(self, listing: Listing) -> None:
        if listing.since and listing.until and listing.until < listing.since:
            raise _Wrong(Text("sheet-until-before-since"))
        if listing.category is Category.SUBSCRIBER and listing.until is None:
            raise _Wrong(Text("sheet-no-subscription"))
        if listing.category is Category.DEMO and listing.demo_since is None:
            raise _Wrong(Text("sheet-no-demo-start"))
        if listing.category is Category.DEMO and not (
            listing.product and demo_period(listing.product, self._policy) is not None
        ):
            raise _Wrong(Text("sheet-no-demo-product"))

    def _category(self, row: Sequence[str]) -> Category:
        told = self._cell(row, Column.CATEGORY)
        if not told:
            raise _Wrong(Text("sheet-no-category"))
        if (found := self._categories.get(plain(told))) is None:
            raise _Wrong(Text("sheet-category-unknown", {"told": told[:40]}))
        return found

    def _inn(self, row: Sequence[str]) -> str | None:
        told = self._cell(row, Column.INN)
        digits = re.sub(r"[\s\-]", "", told)
        if not digits:
            return None
        if digits.isdigit() and digits.isascii() and len(digits) in {9, 11}:
            digits = f"0{digits}"  # a spreadsheet takes it for a number and drops its zero
        if not russian_inn.is_valid(digits) or not digits.strip("0"):
            raise _Wrong(Text("sheet-inn-wrong", {"told": told[:40]}))
        return digits

    def _product(self, row: Sequence[str]) -> str:
        told = self._cell(row, Column.PRODUCT)
        if told and plain(told) not in self._products:
            raise _Wrong(Text("sheet-product-unknown", {"told": told[:40]}))
        return self._products[plain(told)] if told else ""

    def _day(self, row: Sequence[str], column: Column) -> date | None:
        told = self._cell(row, column)
        if not told:
            return None
        day: date | None = None
        try:
            if russian := _RUSSIAN.fullmatch(told):
                day = date(int(russian[3]), int(russian[2]), int(russian[1]))
            elif iso := _ISO.fullmatch(told):
                day = date(int(iso[1]), int(iso[2]), int(iso[3]))
        except ValueError:
            day = None
        if day is None or day.year not in YEARS:
            raise _Wrong(Text("sheet-day-wrong", {"told": told[:40]}))
        return day


def _products(policy: Policy) -> Iterator[tuple[str, str]]:
    """Families first: a product of the same key is meant rather."""
    for product in policy.products:
        yield product.family, product.family
    for product in policy.products:
        yield product.title.en, product.key
        yield product.title.ru, product.key
        yield product.key, product.key


def told(faults: Sequence[Fault]) -> Words:
    """Say what is wrong, a row a line."""
    return Lines(tuple(Text("sheet-fault", {"row": each.row, "fault": each.words}) for each in faults))
