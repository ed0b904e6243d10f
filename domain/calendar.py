"""The business calendar (SEMANTICS, Hours): instants are UTC; local time only cuts the day's windows.

Working time is counted in open windows alone. It ends at the end of a day rather than at the next morning (C8).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.days_off import days_of

DAY = timedelta(days=1)
HORIZON = 400  # days: nothing that opens later counts as opening at all
NOTHING = timedelta()


@dataclass(frozen=True, slots=True)
class Interval:
    """Open from, until: minutes since the local midnight, at most 24 hours of them."""

    start: int
    end: int


Day = tuple[Interval, ...]
Window = tuple[datetime, datetime]  # in UTC, the end not included


class NeverOpenError(ValueError):
    """No open moment within the horizon; a policy that can lead to this is refused when it is loaded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """When the desk is open."""

    zone: str  # IANA name
    week: tuple[Day, ...]  # Monday first
    country: str = ""  # whose holidays are days off
    eve_shorter: timedelta = NOTHING  # the day before a holiday
    days: Mapping[date, Day] = field(default_factory=dict)  # these dates, whatever else they are

    # What a day is

    def hours(self, day: date) -> Day:
        """Return the day's intervals, in local time."""
        if day in self.days:
            return self.days[day]
        usual = self.week[day.weekday()]
        if not self.country:
            return usual
        year = days_of(self.country, day.year)
        if day in year.worked:
            usual = usual or self._working_day()
        elif day in year.off:
            return ()
        return _shortened(usual, self.eve_shorter) if day in year.eves else usual

    def windows(self, day: date) -> tuple[Window, ...]:
        """Cut the local day into windows of time; an hour that the clocks skip or repeat is no window of its own."""
        found: list[Window] = []
        for interval in self.hours(day):
            start, end = self._instant(day, interval.start), self._instant(day, interval.end)
            start = max(start, found[-1][1]) if found else start
            if start < end:
                found.append((start, end))
        return tuple(found)

    def _instant(self, day: date, minute: int) -> datetime:
        midnight = day + DAY if minute == 24 * 60 else day
        wall = time(*divmod(minute % (24 * 60), 60))
        return datetime.combine(midnight, wall, ZoneInfo(self.zone)).astimezone(UTC)

    def _working_day(self) -> Day:
        """A weekend day worked for another has the hours of the first day that has any."""
        return next((each for each in self.week if each), ())

    def _date(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.zone)).date()

    # What time it is

    def is_open(self, at: datetime) -> bool:
        """Whether the moment lies in an open window."""
        return any(start <= at < end for start, end in self.windows(self._date(at)))

    def next_open(self, at: datetime) -> datetime:
        """Return the moment itself, or the next opening. Raises NeverOpenError."""
        return max(at, next(self._from(at))[0])

    def add(self, start: datetime, working: timedelta) -> datetime:
        """Return the moment at which so much working time has passed since `start`. Raises NeverOpenError."""
        if working <= NOTHING:
            return start
        for opens, closes in self._from(start):
            begins = max(start, opens)
            if working <= closes - begins:
                return begins + working
            working -= closes - begins
        raise NeverOpenError  # not reached: the windows end by raising

    def back(self, end: datetime, working: timedelta) -> datetime:
        """Return the latest moment from which so much working time is left until `end`. Raises NeverOpenError."""
        if working <= NOTHING:
            return end
        for opens, closes in self._until(end):
            left = min(end, closes)
            if working <= left - opens:
                return left - working
            working -= left - opens
        raise NeverOpenError  # not reached: the windows end by raising

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time between two moments; none where the second is not later."""
        total, day, last = NOTHING, self._date(start), self._date(end)
        while day <= last:
            for opens, closes in self.windows(day):
                total += max(NOTHING, min(end, closes) - max(start, opens))
            day += DAY
        return total

    def working_day_after(self, at: datetime, n: int) -> datetime:
        """Return the same time of the n-th open day after, moved into that day's hours. Raises NeverOpenError."""
        day, opened, idle = self._date(at), 0, 0
        while opened < n:
            day, idle = day + DAY, idle + 1
            if self.windows(day):
                opened, idle = opened + 1, 0
            if idle > HORIZON:
                raise NeverOpenError
        wall = at.astimezone(ZoneInfo(self.zone)).time()
        same = datetime.combine(day, wall, ZoneInfo(self.zone)).astimezone(UTC)
        windows = self.windows(day)
        return next((max(same, opens) for opens, closes in windows if same <= closes), windows[-1][1])

    # The windows ahead and behind

    def opening_after(self, day: date) -> Iterator[Window]:
        """Yield the windows that end after the local day has begun; raises NeverOpenError."""
        return self._from(self._instant(day, 0))

    def _from(self, start: datetime) -> Iterator[Window]:
        """Yield the windows that end after `start`, in order; raises NeverOpenError after a horizon without any."""
        day, idle = self._date(start), 0
        while idle <= HORIZON:
            windows = [window for window in self.windows(day) if window[1] > start]
            yield from windows
            day, idle = day + DAY, 0 if windows else idle + 1
        raise NeverOpenError

    def _until(self, end: datetime) -> Iterator[Window]:
        """Yield the windows that begin before `end`, the latest first; raises NeverOpenError."""
        day, idle = self._date(end), 0
        while idle <= HORIZON:
            windows = [window for window in reversed(self.windows(day)) if window[0] < end]
            yield from windows
            day, idle = day - DAY, 0 if windows else idle + 1
        raise NeverOpenError


def _shortened(day: Day, shorter: timedelta) -> Day:
    """Take time off the end of the day."""
    left = int(shorter.total_seconds() // 60)
    kept: list[Interval] = []
    for interval in reversed(day):
        cut = min(left, interval.end - interval.start)
        left -= cut
        if interval.end - cut > interval.start:
            kept.append(Interval(interval.start, interval.end - cut))
    return tuple(reversed(kept))
