"""How a moment is said: in the reader's zone, with as much of the date as it takes to be sure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_datetime

_NEAR = timedelta(days=6)  # within it a weekday names one day only
_DATE = {"ru": ("dd.MM", "dd.MM.y")}


class Shape(Enum):
    """What of a moment is wanted. The year joins it when it is another one."""

    MOMENT = "moment"  # пт 22:44 · пт 11 декабря, 22:44
    TIME = "time"  # 22:44 if it is today, else with the day; without the zone
    DAY = "day"  # 11 декабря
    DATE = "date"  # 11.12


@dataclass(frozen=True, slots=True)
class Shown:
    """The words, and how a client that knows better may write them (the Bot API's `date_time_format`).

    A day stays as it is said: clients add the year to it, and a tap tells them more.
    """

    text: str
    format: str


def shown(at: datetime, now: datetime, zone: str, language: str, shape: Shape) -> Shown:
    """Say the moment without its zone; `zone_of` names that."""
    local, today = at.astimezone(zone_info(zone)), now.astimezone(zone_info(zone))
    this_year, near = local.year == today.year, abs(local.date() - today.date()) <= _NEAR
    day = "d MMMM" if this_year else "d MMMM y"
    match shape:
        case Shape.DAY:
            pattern, client = day, ""
        case Shape.DATE:
            short, long = _DATE.get(language, ("d MMM", "d MMM y"))
            pattern, client = short if this_year else long, ""
        case Shape.TIME if local.date() == today.date():
            pattern, client = "HH:mm", "t"
        case _ if near:
            pattern, client = "ccc HH:mm", "wt"
        case _:
            pattern, client = f"ccc {day}, HH:mm", "wDt"
    return Shown(format_datetime(local, pattern, tzinfo=local.tzinfo, locale=language), client)


def offset_of(at: datetime, zone: str) -> str:
    """Name the zone at that moment: "MSK" for Moscow's time, else "UTC+5", "UTC-3:30", "UTC"."""
    local = at.astimezone(zone_info(zone))
    if local.tzname() == "MSK":
        return "MSK"
    offset = local.utcoffset() or timedelta()
    if not offset:
        return "UTC"
    hours, minutes = divmod(abs(int(offset.total_seconds())) // 60, 60)
    return f"UTC{'-' if offset < timedelta() else '+'}{hours}" + (f":{minutes:02}" if minutes else "")


@lru_cache(maxsize=256)
def zone_info(name: str) -> ZoneInfo:
    """Find a zone by its name; UTC for a name that nobody knows."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
