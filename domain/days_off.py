"""A country's days off, from the `holidays` library: moved days, weekends that are worked, eves of holidays."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What is unlike the usual week."""

    off: frozenset[date]
    worked: frozenset[date]  # weekend days worked in place of another
    eves: frozenset[date]  # worked for an hour less where the policy says so


def is_known(country: str) -> bool:
    """Whether the library has this country (an ISO code, such as RU)."""
    return country in _library().list_supported_countries(include_aliases=False)


@cache
def days_of(country: str, year: int) -> Year:
    """Return the days of one year. An eve is the day before a holiday by law, or the weekend day worked for it."""
    known = _library().country_holidays
    with_moved = known(country, years=(year, year + 1))
    by_law = frozenset(known(country, years=(year, year + 1), observed=False))
    worked = frozenset(getattr(with_moved, "weekend_workdays", ()))
    moved = dict(_moved(with_moved, year)) | dict(_moved(with_moved, year + 1))
    eves = {each - DAY for each in by_law - moved.keys()}
    eves |= {worked_for for free, worked_for in moved.items() if free in eves}
    off = frozenset(with_moved)
    return Year(
        off=_within(off, year), worked=_within(worked, year), eves=_within(frozenset(eves & worked | eves - off), year)
    )


def _within(days: frozenset[date], year: int) -> frozenset[date]:
    return frozenset(day for day in days if day.year == year)


def _moved(known: Any, year: int) -> Iterator[tuple[date, date]]:
    """Return each moved day off with the day it was moved from."""
    rows: Any = getattr(known, "special_public_holidays", {}).get(year, ())
    for row in rows if rows and isinstance(rows[0], tuple) else (rows,):
        match row:
            case (int() as month, int() as day, int() as from_month, int() as from_day):
                yield date(year, month, day), date(year, from_month, from_day)
            case _:
                pass


def _library() -> Any:
    import holidays  # noqa: PLC0415  a tenth of a second, and only a policy with holidays needs it

    return holidays
