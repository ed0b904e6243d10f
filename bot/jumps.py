"""The wall clock's jumps: while nobody knows which time is right, no deadline fires."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

import structlog

log = structlog.get_logger()

FORWARD = timedelta(minutes=10)
BACK = timedelta(minutes=1)
AGREED = timedelta(minutes=1)


class Ticking(Protocol):
    """The unmoved time, told in two ways that must not part."""

    def real(self) -> datetime: ...
    def monotonic(self) -> float: ...


class JumpGuard:
    """Compares the wall clock with one that never jumps.

    `held` is set by a jump of more than ten minutes forward or one minute back, and unset once the API server's clock
    agrees within a minute, or somebody vouches for ours.
    """

    def __init__(self, clock: Ticking, last_beat: datetime | None = None) -> None:
        """`last_beat` is the last thing the wall clock said before the start: time does not run backwards."""
        self._clock = clock
        self._wall, self._ticks = clock.real(), clock.monotonic()
        self.on_jump: list[Callable[[timedelta], None]] = []
        self.held = last_beat is not None and last_beat - self._wall > BACK

    def look(self) -> None:
        """See whether the clock has jumped since the last look."""
        wall, ticks = self._clock.real(), self._clock.monotonic()
        jump = (wall - self._wall) - timedelta(seconds=ticks - self._ticks)
        self._wall, self._ticks = wall, ticks
        if jump > FORWARD or jump < -BACK:
            log.error("clock_jumped", seconds=round(jump.total_seconds()))
            self.held = True
            for tell in self.on_jump:
                tell(jump)

    def compare(self, server: datetime) -> None:
        """Hear what time it is at the API server."""
        self.look()
        if self.held and abs(server - self._wall) <= AGREED:
            self.vouch()

    def vouch(self) -> None:
        """The clock is right as it is."""
        log.info("clock_trusted")
        self.held = False
