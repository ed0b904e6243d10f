"""Reminders keep to nine in the morning till eight in the evening of the person's own day."""

from datetime import UTC, datetime, time

import pytest

from domain.policy import Hours
from domain.quiet import allowed_at, is_quiet

HOURS = Hours(start=time(9), end=time(20))


@pytest.mark.parametrize(
    ("zone", "at", "allowed"),
    [
        ("Europe/Moscow", "2026-11-27T06:00+00:00", "2026-11-27T06:00+00:00"),  # nine sharp
        ("Europe/Moscow", "2026-11-27T05:59:59+00:00", "2026-11-27T06:00+00:00"),
        ("Europe/Moscow", "2026-11-27T16:59:59+00:00", "2026-11-27T16:59:59+00:00"),
        ("Europe/Moscow", "2026-11-27T17:00+00:00", "2026-11-28T06:00+00:00"),  # eight sharp is too late
        ("Europe/Moscow", "2026-11-27T22:30+00:00", "2026-11-28T06:00+00:00"),  # past midnight there already
        ("Asia/Vladivostok", "2026-11-27T22:30+00:00", "2026-11-27T23:00+00:00"),
        ("America/New_York", "2026-11-27T22:30+00:00", "2026-11-27T22:30+00:00"),
        # C1, C2: over the night in which clocks change, nine is nine
        ("Europe/Berlin", "2026-03-28T20:00+00:00", "2026-03-29T07:00+00:00"),
        ("Europe/Berlin", "2026-10-24T19:00+00:00", "2026-10-25T08:00+00:00"),
        ("Europe/Berlin", "2026-03-29T00:30+00:00", "2026-03-29T07:00+00:00"),
        # C48: Almaty went from +6 to +5 on 2024-03-01
        ("Asia/Almaty", "2024-02-28T15:00+00:00", "2024-02-29T03:00+00:00"),
        ("Asia/Almaty", "2024-02-29T15:00+00:00", "2024-03-01T04:00+00:00"),
    ],
)
def test_the_next_gentle_moment(zone: str, at: str, allowed: str) -> None:
    """The moment itself, or the next opening; always an instant in UTC."""
    moment = datetime.fromisoformat(at)
    found = allowed_at(moment, zone, HOURS)
    assert found == datetime.fromisoformat(allowed)
    assert found.utcoffset() == moment.utcoffset()
    assert is_quiet(moment, zone, HOURS) is (found != moment)


def test_what_is_allowed_stays_allowed() -> None:
    """Asked again at the moment it named, it names the same one: nothing is put off for ever."""
    for hour in range(48):
        at = datetime(2026, 3, 28, tzinfo=UTC).replace(day=28 + hour // 24, hour=hour % 24, minute=31)
        gentle = allowed_at(at, "Europe/Berlin", HOURS)
        assert allowed_at(gentle, "Europe/Berlin", HOURS) == gentle >= at
