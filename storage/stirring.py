"""Hears, on PostgreSQL, of letters that another replica has committed."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

import asyncpg

from storage.errors import StorageError
from storage.postgres import FAULTS, STIRRED, connected

AGAIN = 1.0  # seconds between tries to connect; letters that came meanwhile are looked for when it is done


class Stirring:
    """Listens until the block ends, and connects again when the line is lost."""

    def __init__(self, url: str, stir: Callable[[], None]) -> None:
        self._url = url
        self._stir = stir
        self._lost = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Raises StorageError where not even the first connection can be made."""
        line = await self._connected()
        self._task = asyncio.get_running_loop().create_task(self._listen(line), name="stirring")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _listen(self, line: asyncpg.Connection) -> None:
        while True:
            try:
                await self._lost.wait()
            finally:
                line.terminate()
            line = await self._again()
            self._stir()  # for what was committed meanwhile

    async def _again(self) -> asyncpg.Connection:
        while True:
            await asyncio.sleep(AGAIN)
            with suppress(StorageError, *FAULTS):
                return await self._connected()

    async def _connected(self) -> asyncpg.Connection:
        line = await connected(self._url)
        self._lost.clear()
        line.add_termination_listener(lambda _: self._lost.set())
        await line.add_listener(STIRRED, lambda *_: self._stir())
        return line
