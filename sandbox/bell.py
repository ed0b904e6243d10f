"""Waiting without polling: whoever waits looks again each time the bell is rung."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Bell:
    """Rung after every change; `ring` is synchronous, so nothing can happen between a look and the wait."""

    def __init__(self) -> None:
        self._waiting: list[asyncio.Future[None]] = []

    def ring(self) -> None:
        waiting, self._waiting = self._waiting, []
        for someone in waiting:
            if not someone.done():
                someone.set_result(None)

    async def next(self) -> None:
        someone = asyncio.get_running_loop().create_future()
        self._waiting.append(someone)
        await someone

    async def until(self, look: Callable[[], Found | None], seconds: float | None) -> Found:
        """What `look` finds, as soon as it finds something true; TimeoutError after `seconds`."""
        async with asyncio.timeout(seconds):
            while not (found := look()):
                await self.next()
            return found
