"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

FRIDAY = datetime(2026, 11, 27, 15, 40, tzinfo=UTC)


class FakeClock:
    """Fits the clock's port; `offset` parts the moved time from the real one."""

    def __init__(self, at: datetime = FRIDAY) -> None:
        self._real = at
        self._ticks = 1000.0
        self._offset = timedelta()

    def now(self) -> datetime:
        return self._real + self._offset

    def real(self) -> datetime:
        return self._real

    def monotonic(self) -> float:
        return self._ticks

    def offset(self) -> timedelta:
        return self._offset

    def advance(self, **by: float) -> datetime:
        """Time goes on, for everybody: `advance(hours=4)`."""
        step = timedelta(**by)
        self._real += step
        self._ticks += step.total_seconds()
        return self.now()

    def jump(self, **by: float) -> None:
        """Somebody sets the wall clock; no time has passed."""
        self._real += timedelta(**by)

    def move(self, **by: float) -> None:
        """The sandbox moves the desk's time; the wall clock stays."""
        self._offset += timedelta(**by)
