"""The watch over deadlines: sweeps while the clock can be trusted, and says so when it cannot."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from actions.clockwork import Clockwork
from bot.jumps import JumpGuard


class Sweeping(Protocol):
    """What is due."""

    async def sweep(self, *, current: bool) -> int: ...


class Watch:
    """One tick of it, twice a second."""

    def __init__(
        self,
        guard: JumpGuard,
        clockwork: Clockwork,
        deadlines: Sweeping,
        *,
        now: Callable[[], datetime],
        current: Callable[[], bool],
    ) -> None:
        """`current`: whether the inbox has all that waited at Telegram."""
        self._guard = guard
        self._clockwork = clockwork
        self._deadlines = deadlines
        self._now = now
        self._current = current
        self._told = False  # the leads know that deadlines wait
        self._jump = timedelta()
        guard.on_jump.append(self._jumped)

    async def tick(self) -> None:
        """Fire what is due, unless nobody knows what time it is."""
        self._guard.look()
        if self._guard.held:
            await self._wait()
            return
        if self._told:
            self._told = False
            await self._clockwork.release(self._now())
        await self._deadlines.sweep(current=self._current())

    async def _wait(self) -> None:
        if not self._told:
            await self._clockwork.hold(round(self._jump.total_seconds() / 60), self._now())
            self._told = True
        elif not await self._clockwork.held():
            self._told = False
            self._guard.vouch()

    def _jumped(self, jump: timedelta) -> None:
        self._jump = jump
        self._told = False
