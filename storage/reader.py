"""Looks: a second connection that sees only what is committed and can change nothing."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from storage.errors import Closed, ReadOnly
from storage.queries import Parameters
from storage.rows import Row
from storage.session import Line, Statement
from storage.transaction import Transaction

T = TypeVar("T")


class Reader:
    """One look at a time over one connection."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._turn = asyncio.Lock()
        self._session = _Look(line)
        self._transaction = Transaction(self._session)
        self._closed = False

    async def read(self, look: Callable[[Transaction], Awaitable[T]]) -> T:
        """Return what the look returns, all of it seen at one moment."""
        async with self._turn:
            if self._closed:
                raise Closed
            self._session.begun = False
            await asyncio.sleep(0)  # a file answers at once: whoever looks again and again lets others have their turn
            try:
                return await look(self._transaction)
            finally:
                await self._line.rollback()  # a snapshot that is held would keep the log from being emptied

    async def close(self) -> None:
        """Let the look at hand end, and take no more."""
        async with self._turn:
            self._closed = True
            await self._line.close()


class _Look:
    """A `Session` that refuses to write."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self.begun = False

    async def rows(self, sql: str, parameters: Parameters) -> list[Row]:
        first: list[Statement] = [] if self.begun else [self._line.looks]
        self.begun = True
        return await self._line.send([*first, (sql, parameters)])

    def write(self, _sql: str, _parameters: Parameters) -> None:
        raise ReadOnly("a look changes nothing")
