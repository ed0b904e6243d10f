"""Working time (R8; SEMANTICS, Hours; C1–C8, C48): tables for what is known, properties for what nobody listed."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain import sla
from domain.calendar import HORIZON, Calendar, Day, Interval, NeverOpenError
from domain.days_off import days_of, is_known
from domain.policy import Limit
from tests.domain.samples import DAY, HOUR, policy

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
NINE_TO_SIX: Day = (Interval(9 * 60, 18 * 60),)
WORKDAYS = (*[NINE_TO_SIX] * 5, (), ())
BC = Calendar(zone="Europe/Moscow", week=WORKDAYS, country="RU", eve_shorter=HOUR)
LUNCH = replace(BC, week=(*[(Interval(9 * 60, 13 * 60), Interval(14 * 60, 18 * 60))] * 5, (), ()))


def at(told: str, zone: str = "Europe/Moscow") -> datetime:
    """A moment by somebody's wall clock, in UTC."""
    moment = datetime.fromisoformat(told)
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


# Without a calendar


@pytest.mark.parametrize(
    ("start", "due"),
    [
        pytest.param("2026-03-29T01:00:00+01:00", "2026-03-29T06:00:00+02:00", id="C1: spring"),
        pytest.param("2026-10-25T01:00:00+02:00", "2026-10-25T04:00:00+01:00", id="C2: autumn"),
        pytest.param("2024-02-29T22:00:00+06:00", "2024-03-01T01:00:00+05:00", id="C48: Almaty moves its zone"),
    ],
)
def test_round_the_clock_four_hours_are_four_hours(start: str, due: str) -> None:
    """C1, C2, C48: what the clocks on the wall do changes no instant."""
    assert sla.due(Limit(4 * HOUR), policy(), at(start)) == at(due)


# With one


@pytest.mark.parametrize(
    ("start", "due"),
    [
        pytest.param("2026-10-30T16:30", "2026-11-02T11:30", id="C4: over a weekend"),
        pytest.param("2026-11-03T15:00", "2026-11-05T11:00", id="C5: a shortened day and a holiday"),
        pytest.param("2026-11-06T18:00", "2026-11-09T13:00", id="C8: the end of the day sharp"),
        pytest.param("2026-11-06T17:59", "2026-11-09T12:59", id="C8: a minute before"),
        pytest.param("2026-11-06T14:00", "2026-11-06T18:00", id="C8: due at the end of the day, not on Monday"),
        pytest.param("2026-11-07T12:00", "2026-11-09T13:00", id="on a Saturday"),
        pytest.param("2026-11-09T03:00", "2026-11-09T13:00", id="before dawn"),
        pytest.param("2025-12-30T16:00", "2026-01-12T11:00", id="over the long New Year"),
        pytest.param("2025-10-31T16:00", "2025-11-01T11:00", id="into a Saturday that is worked"),
        pytest.param("2025-11-01T14:00", "2025-11-05T10:00", id="out of it: short as the day it stands for"),
    ],
)
def test_four_working_hours(start: str, due: str) -> None:
    """C4, C5, C8 in the business calendar: Mon–Fri 09–18 in Moscow, moved days, an hour less on an eve."""
    assert BC.add(at(start), 4 * HOUR) == at(due)
    limited = replace(policy(), calendar=BC)
    assert sla.due(Limit(4 * HOUR, working=True), limited, at(start)) == at(due)
    assert sla.due(Limit(4 * HOUR), limited, at(start)) == at(start) + 4 * HOUR  # calendar hours stay hours


def test_several_intervals_a_day() -> None:
    """Lunch is no working time; what ends with the morning ends then, not after lunch."""
    assert LUNCH.add(at("2026-11-09T12:30"), HOUR) == at("2026-11-09T14:30")
    assert LUNCH.add(at("2026-11-09T12:30"), 30 * MINUTE) == at("2026-11-09T13:00")
    assert not LUNCH.is_open(at("2026-11-09T13:30"))
    assert LUNCH.next_open(at("2026-11-09T13:30")) == at("2026-11-09T14:00")
    assert LUNCH.back(at("2026-11-09T15:00"), 2 * HOUR) == at("2026-11-09T12:00")


def test_an_eve_takes_its_hour_from_the_end() -> None:
    """C5: also where the last interval is shorter than that hour."""
    evening = replace(BC, week=(*[(Interval(9 * 60, 17 * 60), Interval(18 * 60, 18 * 60 + 30))] * 5, (), ()))
    assert evening.hours(date(2026, 11, 3)) == (Interval(9 * 60, 16 * 60 + 30),)
    assert BC.hours(date(2026, 11, 3)) == (Interval(9 * 60, 17 * 60),)
    assert replace(BC, eve_shorter=timedelta()).hours(date(2026, 11, 3)) == NINE_TO_SIX


def test_single_dates_go_before_everything_else() -> None:
    """A date that is told is as it is told: a holiday that is worked, a working day that is not."""
    told = replace(BC, days={date(2026, 11, 4): NINE_TO_SIX, date(2026, 11, 5): (), date(2026, 11, 7): NINE_TO_SIX})
    assert told.is_open(at("2026-11-04T10:00"))
    assert told.next_open(at("2026-11-05T00:00")) == at("2026-11-06T09:00")
    assert told.is_open(at("2026-11-07T10:00"))


@pytest.mark.parametrize(
    ("moment", "is_open", "next_open"),
    [
        ("2026-11-06T09:00", True, "2026-11-06T09:00"),
        ("2026-11-06T08:59:59", False, "2026-11-06T09:00"),
        ("2026-11-06T17:59:59", True, "2026-11-06T17:59:59"),
        ("2026-11-06T18:00", False, "2026-11-09T09:00"),
        ("2026-11-04T12:00", False, "2026-11-05T09:00"),
    ],
)
def test_open_and_closed(moment: str, is_open: bool, next_open: str) -> None:  # noqa: FBT001
    assert BC.is_open(at(moment)) is is_open
    assert BC.next_open(at(moment)) == at(next_open)


def test_local_time_only_cuts_the_windows() -> None:
    """C1, C2: a night shift over both changes of the clocks works an hour less, then an hour more."""
    night = Calendar(zone="Europe/Berlin", week=((Interval(0, 6 * 60),),) * 7)
    spring, autumn = at("2026-03-29T00:00", "Europe/Berlin"), at("2026-10-25T00:00", "Europe/Berlin")
    assert night.elapsed(spring, spring + 12 * HOUR) == 5 * HOUR
    assert night.elapsed(autumn, autumn + 12 * HOUR) == 7 * HOUR
    assert night.add(spring, 4 * HOUR) == at("2026-03-29T05:00+02:00")
    assert night.add(autumn, 4 * HOUR) == at("2026-10-25T03:00+01:00")


def test_hours_that_the_clocks_skip_are_none() -> None:
    """02:30–02:45 does not exist on the morning of the change; the windows around it keep their order."""
    odd = Calendar(
        zone="Europe/Berlin",
        week=((Interval(60, 120), Interval(150, 165), Interval(180, 240), Interval(210, 300)),) * 7,
    )
    windows = odd.windows(date(2026, 3, 29))
    assert all(start < end for start, end in windows)
    assert all(former[1] <= later[0] for former, later in pairwise(windows))


def test_almaty_is_shown_from_its_own_history() -> None:
    """C48: nine o'clock was 03:00 UTC before the zone moved, and is 04:00 UTC since."""
    almaty = Calendar(zone="Asia/Almaty", week=WORKDAYS)
    assert almaty.next_open(at("2024-02-29T00:00", "UTC")) == at("2024-02-29T03:00", "UTC")
    assert almaty.next_open(at("2024-03-01T00:00", "UTC")) == at("2024-03-01T04:00", "UTC")


def test_round_the_clock_by_hand() -> None:
    """00:00–24:00 has no seam at midnight."""
    always = Calendar(zone="Europe/Berlin", week=((Interval(0, 24 * 60),),) * 7)
    start = at("2026-03-28T22:00", "Europe/Berlin")
    assert always.add(start, 30 * HOUR) == start + 30 * HOUR
    assert always.is_open(at("2026-03-29T00:00", "Europe/Berlin"))


@pytest.mark.parametrize(
    ("received", "n", "returns"),
    [
        ("2026-10-30T16:30", 1, "2026-11-02T16:30"),
        ("2026-10-30T22:00", 1, "2026-11-02T18:00"),
        ("2026-10-31T07:00", 1, "2026-11-02T09:00"),
        ("2026-11-02T17:30", 1, "2026-11-03T17:00"),
        ("2026-11-02T17:30", 2, "2026-11-05T17:30"),
    ],
)
def test_the_gates_working_days(received: str, n: int, returns: str) -> None:
    """7: "after a working day" is a day somebody works, at the same time, within its hours."""
    assert BC.working_day_after(at(received), n) == at(returns)


def test_lunch_is_no_time_for_the_gate() -> None:
    assert LUNCH.working_day_after(at("2026-11-08T13:30"), 1) == at("2026-11-09T14:00")


# Bounds


def test_a_search_that_finds_nothing_ends() -> None:
    """A calendar that never opens is refused at load; whoever has one all the same is told, not kept waiting."""
    never = Calendar(zone="UTC", week=((),) * 7)
    now = at("2026-11-06T12:00")
    with pytest.raises(NeverOpenError):
        never.next_open(now)
    with pytest.raises(NeverOpenError):
        never.add(now, HOUR)
    with pytest.raises(NeverOpenError):
        never.back(now, HOUR)
    with pytest.raises(NeverOpenError):
        never.working_day_after(now, 1)
    closed = {date(2026, 11, 6) + n * DAY: () for n in range(HORIZON + 2)}
    with pytest.raises(NeverOpenError):
        replace(BC, days=closed).next_open(now)


def test_the_years_of_russia() -> None:
    """C5: the production calendars of 2024–2026, as published: short days, moved days, Saturdays that are worked."""
    short = {day for year in (2024, 2025, 2026) for day in days_of("RU", year).eves}
    usual = {day for day in short if day.weekday() < 5 or day in days_of("RU", day.year).worked}
    assert usual == {
        *(date(2024, *day) for day in ((2, 22), (3, 7), (5, 8), (6, 11), (11, 2))),
        *(date(2025, *day) for day in ((3, 7), (4, 30), (6, 11), (11, 1))),
        *(date(2026, *day) for day in ((4, 30), (5, 8), (6, 11), (11, 3))),
    }
    assert days_of("RU", 2024).worked == {date(2024, 4, 27), date(2024, 11, 2), date(2024, 12, 28)}
    assert {date(2026, 1, 9), date(2026, 3, 9), date(2026, 12, 31)} <= days_of("RU", 2026).off
    assert is_known("RU")
    assert not is_known("XX")


# What holds for any of them

CALENDARS = st.sampled_from(
    [
        BC,
        LUNCH,
        Calendar(zone="Europe/Berlin", week=((Interval(0, 6 * 60), Interval(22 * 60, 24 * 60)),) * 7),
        Calendar(zone="America/St_Johns", week=((), NINE_TO_SIX, (), (), (Interval(1, 2),), (), ())),
        Calendar(zone="Australia/Lord_Howe", week=((Interval(90, 135), Interval(150, 1440)),) * 7),
    ]
)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31)).map(  # noqa: DTZ001  UTC is set right after
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
SPANS = st.timedeltas(timedelta(), timedelta(days=4)).map(lambda span: timedelta(seconds=int(span.total_seconds())))


@given(CALENDARS, MOMENTS, SPANS)
def test_what_is_added_has_elapsed(calendar: Calendar, start: datetime, span: timedelta) -> None:
    """elapsed(start, add(start, d)) = d; and back again."""
    due = calendar.add(start, span)
    assert calendar.elapsed(start, due) == span
    assert calendar.elapsed(calendar.back(due, span), due) == span
    assert calendar.back(due, span) >= start


@given(CALENDARS, MOMENTS, SPANS, SPANS)
def test_adding_in_parts_is_adding_at_once(calendar: Calendar, start: datetime, one: timedelta, two: timedelta) -> None:
    assert calendar.add(calendar.add(start, one), two) == calendar.add(start, one + two)


@given(CALENDARS, MOMENTS, SPANS, SPANS, st.timedeltas(timedelta(), timedelta(days=9)))
def test_more_is_never_sooner(
    calendar: Calendar, start: datetime, span: timedelta, more: timedelta, later: timedelta
) -> None:
    """Monotone in what is added, strictly; and in when it begins."""
    assume(more)
    assert calendar.add(start, span) < calendar.add(start, span + more)
    assert calendar.add(start, span) <= calendar.add(start + later, span) or not span
    assert calendar.elapsed(start, start + later) <= later


@given(CALENDARS, MOMENTS, SPANS)
def test_a_deadline_lands_in_an_open_window(calendar: Calendar, start: datetime, span: timedelta) -> None:
    """The second before it was worked: no deadline falls into the night, nor onto the morning's first second."""
    assume(span)
    assert calendar.is_open(calendar.add(start, span) - SECOND)
    opens = calendar.next_open(start)
    assert calendar.is_open(opens)
    assert calendar.elapsed(start, opens) == timedelta()


@given(CALENDARS, MOMENTS)
def test_windows_are_whole_and_in_order(calendar: Calendar, moment: datetime) -> None:
    """A moment is open exactly if a window of its local day holds it; no window leaves its day."""
    day = moment.astimezone(ZoneInfo(calendar.zone)).date()
    midnight = datetime.combine(day, time(), ZoneInfo(calendar.zone)).astimezone(UTC)
    windows = calendar.windows(day)
    assert calendar.is_open(moment) == any(start <= moment < end for start, end in windows)
    assert all(midnight <= start < end <= midnight + timedelta(hours=25) for start, end in windows)
