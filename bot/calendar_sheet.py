"""Working hours as they are written in the policy: the business calendar, and times counted in its open hours (C9)."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from domain.calendar import HORIZON, Calendar, Interval, NeverOpenError
from domain.days_off import is_known
from domain.policy import Limit

_SPAN = re.compile(r"(\d\d):(\d\d)\s*[-–]\s*(\d\d):(\d\d)")
_MINUTES_A_DAY = 24 * 60
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _interval(told: object) -> Interval:
    match = _SPAN.fullmatch(told.strip()) if isinstance(told, str) else None
    if not match:
        raise ValueError("hours are wanted, such as 09:00-18:00")
    hour, minute, end_hour, end_minute = map(int, match.groups())
    start, end = hour * 60 + minute, end_hour * 60 + end_minute
    if max(minute, end_minute) > 59 or end > _MINUTES_A_DAY:  # noqa: PLR2004  as clocks show it
        raise ValueError("hours are wanted, such as 09:00-18:00; a day ends at 24:00")
    if start >= end:
        raise ValueError(f"{told} ends before it begins; what goes on past midnight is written for both days")
    return Interval(start, end)


def _in_order(told: list[Interval]) -> list[Interval]:
    found = sorted(told, key=lambda each: each.start)
    if any(former.end > later.start for former, later in pairwise(found)):
        raise ValueError("two of the intervals overlap")
    return found


def _zone(told: str) -> str:
    if told not in available_timezones():
        raise ValueError("the name of a time zone is wanted, such as Europe/Moscow")
    return told


def _country(told: str) -> str:
    if told and not is_known(told):
        raise ValueError("the code of a country whose holidays are known is wanted, such as RU")
    return told


def _date(told: object) -> date:
    try:
        return date.fromisoformat(told if isinstance(told, str) else "")
    except ValueError:
        raise ValueError("a date is wanted, such as 2026-12-31") from None


def _eve(told: object) -> timedelta:
    match = re.fullmatch(r"([1-9]\d?)([hm])", told) if isinstance(told, str) else None
    if not match:
        raise ValueError("how much shorter the day before a holiday is, such as 1h or 30m")
    return timedelta(hours=int(match[1])) if match[2] == "h" else timedelta(minutes=int(match[1]))


Open = Annotated[list[Annotated[Interval, BeforeValidator(_interval)]], AfterValidator(_in_order)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, arbitrary_types_allowed=True)


class _Week(_Part):
    mon: Open = []
    tue: Open = []
    wed: Open = []
    thu: Open = []
    fri: Open = []
    sat: Open = []
    sun: Open = []


class CalendarSheet(_Part):
    """`[calendar]`: zone, week, holidays, and dates that are unlike the others."""

    zone: Annotated[str, AfterValidator(_zone)]
    week: _Week
    holidays: Annotated[str, AfterValidator(_country)] = ""
    eve_shorter: Annotated[timedelta, BeforeValidator(_eve)] = timedelta()
    days: dict[Annotated[date, BeforeValidator(_date)], Open] = {}

    def calendar(self) -> Calendar:
        """Turn it into what the rules read."""
        return Calendar(
            zone=self.zone,
            week=tuple(tuple(getattr(self.week, day)) for day in WEEK),
            country=self.holidays,
            eve_shorter=self.eve_shorter,
            days={day: tuple(hours) for day, hours in self.days.items()},
        )

    def contradictions(self) -> Iterator[str]:
        """Refuse a calendar that never opens, or closes for longer than anybody would wait."""
        calendar = self.calendar()
        if not any(calendar.week):
            yield "calendar.week: there is no open hour in the week."
            return
        for day in sorted(self.days):
            try:
                next(calendar.opening_after(day))
            except NeverOpenError:
                yield f"calendar.days: nothing is open for {HORIZON} days after {day}."
                return


class Told(_Part):
    """A time of the first answer as it is written: `4h`, `4h working`, `24h calendar`."""

    time: timedelta
    hours: str = ""  # "working", "calendar"; empty: not said

    def limit(self) -> Limit:
        return Limit(self.time, working=self.hours == "working")


_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def _told(told: object, *, may_be_none: bool) -> Told | None:
    if told == "none" and may_be_none:
        return None
    match = re.fullmatch(r"([1-9]\d{0,4})([smhd])(?: (working|calendar))?", told) if isinstance(told, str) else None
    if not match:
        raise ValueError("a time is wanted, such as 15m, 4h or 1d; with a [calendar], “4h working” or “24h calendar”")
    if match[2] == "d" and match[3] == "working":
        raise ValueError("working time is counted in hours or minutes, such as “8h working”")
    return Told(time=timedelta(**{_UNITS[match[2]]: int(match[1])}), hours=match[3] or "")


FirstAnswer = Annotated[Told, BeforeValidator(partial(_told, may_be_none=False))]
MaybeFirstAnswer = Annotated[Told | None, BeforeValidator(partial(_told, may_be_none=True))]


def hours_faults(times: Iterable[tuple[str, Told | None]], calendar: CalendarSheet | None) -> Iterator[str]:
    """With a calendar each time says which hours it means; without one there are no working hours (C9)."""
    for place, told in times:
        if told is None:
            continue
        hours = int(told.time.total_seconds() // 3600) or 1
        if calendar is not None and not told.hours:
            yield f"{place}: with a [calendar], say which hours are meant: “{hours}h working” or “{hours}h calendar”."
        if calendar is None and told.hours == "working":
            yield f"{place}: there is no [calendar] to count working hours by."
