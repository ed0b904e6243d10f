"""Reminders, nudges and rating questions keep to the hours of the person's own day."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.policy import Hours


def allowed_at(at: datetime, zone: str, hours: Hours) -> datetime:
    """Return the moment itself, or the next opening of the person's day."""
    local = at.astimezone(ZoneInfo(zone))
    if hours.start <= local.time() < hours.end:
        return at
    day = local.date() if local.time() < hours.start else local.date() + timedelta(days=1)
    return datetime.combine(day, hours.start, ZoneInfo(zone)).astimezone(at.tzinfo)


def is_quiet(at: datetime, zone: str, hours: Hours) -> bool:
    """Whether it is outside those hours."""
    return allowed_at(at, zone, hours) != at
