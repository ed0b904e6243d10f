"""The desk's memory on SQLite: one writer with group commit, one reader; all else is a unit or a look."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractContextManager, asynccontextmanager
from pathlib import Path
from typing import TypeVar

from domain.desk import Origin
from storage.backup import copy
from storage.lock import served
from storage.migrations import known, migrate, refuse_newer
from storage.reader import Reader
from storage.sqlite import SqliteSession, connect, path_of
from storage.transaction import Transaction
from storage.writer import Writer

T = TypeVar("T")


class Database:
    """Fits the port `Store`. What it raises is a StorageError, or what the unit raised."""

    def __init__(self, path: Path, writer: Writer, reader: Reader) -> None:
        self.path = path
        self._writer = writer
        self._reader = reader

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str) -> AsyncIterator["Database"]:
        """Open `sqlite:///relative` or `sqlite:////absolute`, made and migrated as need be, until the block ends.

        Units that wait when the block ends are still carried out.
        """
        path = path_of(url)
        line = await connect(path)
        try:
            session = SqliteSession(line)
            await migrate(session, path)
            writer, reader = Writer(session), Reader(await connect(path, read_only=True))
            # Nothing of this task is lost: its end is awaited here, and a unit given to a dead writer is refused.
            serving = asyncio.get_running_loop().create_task(writer.serve(), name="writer")
            try:
                yield cls(path, writer, reader)
            finally:
                writer.close()
                try:
                    await serving
                finally:
                    await reader.close()
        finally:
            await line.close()

    async def run(self, origin: Origin, unit: Callable[[Transaction], Awaitable[T]]) -> T | None:
        """Run the unit in one transaction and mark its origin handled in the same commit.

        None, and nothing done, if the origin is marked already. What the unit raises undoes it alone and is raised
        here. The unit may be run again from its start; a caller that is cancelled leaves it whole.
        """
        return await self._writer.run(origin, unit)

    async def read(self, look: Callable[[Transaction], Awaitable[T]]) -> T:
        """Look at what is committed, in one snapshot, changing nothing."""
        return await self._reader.read(look)

    def subscribe(self, stirred: Callable[[], None]) -> None:
        """Have `stirred` called after every commit that leaves delivery something to look at."""
        self._writer.subscribe(stirred)

    async def backup(self, to: Path) -> None:
        """Copy the database, while it works, to a file that is checked before it stands under its name."""
        await copy(self.path, to)

    def serve_lock(self) -> AbstractContextManager[None]:
        """Hold the right to serve this database while the block lasts; raises AlreadyServed."""
        return served(self.path)


@asynccontextmanager
async def looking(url: str) -> AsyncIterator[Reader]:
    """Open a database that is there, beside whoever serves it, to look: nothing is made, migrated or written."""
    line = await connect(path_of(url), read_only=True)
    try:
        await refuse_newer(SqliteSession(line), known()[-1].number)
        yield Reader(line)
    finally:
        await line.close()
