"""Reads a moment to come as people type it: 15:30, tomorrow 10:00, 28.11 10:00, in 40 minutes."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.phrases import Phrase, Phrases, plain

TIME = re.compile(r"(?<!\d)([01]?\d|2[0-3])[:.]([0-5]\d)(?!\d)")
DATE = re.compile(r"(?<!\d)([0-3]?\d)\.([01]?\d)(?:\.(20\d\d))?(?!\d)")
SPAN = re.compile(r"(\d{1,3})(?:[.,](5))?\s*([^\W\d_]*)")
UNITS = (
    (Phrase.DAYS, timedelta(days=1)),
    (Phrase.HOURS, timedelta(hours=1)),
    (Phrase.MINUTES, timedelta(minutes=1)),
)


def moment_in(text: str, now: datetime, zone: str, phrases: Phrases) -> datetime | None:
    """Find the moment, in UTC. A time of the day that is past is tomorrow's; a date that is past is next year's."""
    return _at_a_time(text, now, zone, phrases) or _after_a_while(text, now, phrases)


def _at_a_time(text: str, now: datetime, zone: str, phrases: Phrases) -> datetime | None:
    times = list(TIME.finditer(text))
    if not times:
        return None
    clock = next((found for found in times if ":" in found[0]), times[-1])
    wall = time(int(clock[1]), int(clock[2]))
    today = now.astimezone(ZoneInfo(zone)).date()
    before, after = text[: clock.start()], text[clock.end() :]
    if found := DATE.search(before) or DATE.search(after):
        return _on_a_date(found, wall, today, now, zone)
    if phrases.mentions(Phrase.TOMORROW, text):
        return _utc(today + timedelta(days=1), wall, zone)
    at = _utc(today, wall, zone)
    return at if at > now else _utc(today + timedelta(days=1), wall, zone)


def _on_a_date(found: re.Match[str], wall: time, today: date, now: datetime, zone: str) -> datetime | None:
    try:
        at = _utc(date(int(found[3] or today.year), int(found[2]), int(found[1])), wall, zone)
        if at <= now and not found[3]:
            at = _utc(date(today.year + 1, int(found[2]), int(found[1])), wall, zone)
    except ValueError:
        return None
    return at


def _after_a_while(text: str, now: datetime, phrases: Phrases) -> datetime | None:
    spans, total = SPAN.findall(text), timedelta()
    for number, half, word in spans:
        unit = next((length for phrase, length in UNITS if plain(word) in phrases.lists[phrase]), None)
        if unit is None and (word or len(spans) > 1):  # a bare number means minutes only where it stands alone
            return None
        total += (int(number) + (0.5 if half else 0)) * (unit or timedelta(minutes=1))
    return now + total if total else None


def _utc(day: date, wall: time, zone: str) -> datetime:
    return datetime.combine(day, wall, ZoneInfo(zone)).astimezone(UTC)
