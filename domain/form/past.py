"""Reads a moment that has been, as people type it: 14:20, yesterday 17:05, 21.11 10:00, 40 minutes ago, now."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.form.times import DATE, SPAN, TIME, UNITS
from domain.phrases import Phrase, Phrases, plain


def moment_before(text: str, now: datetime, zone: str, phrases: Phrases) -> datetime | None:
    """Find the moment, in UTC, never later than now unless a date says so. A time still to come is yesterday's."""
    if phrases.means(Phrase.NOW, text):
        return now
    return _at_a_time(text, now, zone, phrases) or _a_while_ago(text, now, phrases)


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
    if phrases.mentions(Phrase.YESTERDAY, text):
        return _utc(today - timedelta(days=1), wall, zone)
    at = _utc(today, wall, zone)
    return at if at <= now else _utc(today - timedelta(days=1), wall, zone)


def _on_a_date(found: re.Match[str], wall: time, today: date, now: datetime, zone: str) -> datetime | None:
    try:
        at = _utc(date(int(found[3] or today.year), int(found[2]), int(found[1])), wall, zone)
        if at > now and not found[3]:  # of the turn of the year: the date was the old one's
            earlier = _utc(date(today.year - 1, int(found[2]), int(found[1])), wall, zone)
            at = earlier if now - earlier < at - now else at
    except ValueError:
        return None
    return at


def _a_while_ago(text: str, now: datetime, phrases: Phrases) -> datetime | None:
    spans, total = SPAN.findall(text), timedelta()
    for number, half, word in spans:
        unit = next((length for phrase, length in UNITS if plain(word) in phrases.lists[phrase]), None)
        if unit is None and (word or len(spans) > 1):
            return None
        total += (int(number) + (0.5 if half else 0)) * (unit or timedelta(minutes=1))
    return now - total if spans else None


def _utc(day: date, wall: time, zone: str) -> datetime:
    return datetime.combine(day, wall, ZoneInfo(zone)).astimezone(UTC)
