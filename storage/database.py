"""The desk's memory: one writer with group commit, one reader; all else is a unit or a look. On either engine."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from domain.desk import Origin
from storage.addresses import is_postgres, place_of
from storage.backup import Copied, copy
from storage.errors import CannotOpen
from storage.migrations import FOLDER, ON_POSTGRES, known, migrate, refuse_newer
from storage.reader import Reader
from storage.session import Line, LineSession
from storage.sqlite import connect, path_of
from storage.transaction import Transaction
from storage.writer import Writer

T = TypeVar("T")


class Database:
    """Fits the port `Store`. What it raises is a StorageError, or what the unit raised."""

    def __init__(self, place: str, file: Path | None, writer: Writer, reader: Reader) -> None:
        self.place = place  # for people: the file, or the server and the database there
        self.file = file  # None: it is a server's
        self._writer = writer
        self._reader = reader

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str) -> AsyncIterator["Database"]:
        """Open `sqlite:///relative`, `sqlite:////absolute` (made as need be) or `postgresql://…`, until the block ends.

        It is migrated as need be. Units that wait when the block ends are still carried out.
        """
        opened = _on_postgres(url) if is_postgres(url) else _on_sqlite(url)
        async with opened as (place, file, writer, reader):
            # Nothing of this task is lost: its end is awaited here, and a unit given to a dead writer is refused.
            serving = asyncio.get_running_loop().create_task(writer.serve(), name="writer")
            try:
                yield cls(place, file, writer, reader)
            finally:
                writer.close()
                try:
                    await serving
                finally:
                    await reader.close()

    @property
    def path(self) -> Path:
        """The SQLite file; raises CannotOpen for a database that is no file."""
        if self.file is None:
            raise CannotOpen(self.place, "is no file but a server's: pg_dump makes its copies")
        return self.file

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

    async def backup(self, to: Path) -> Copied:
        """Copy the database, while it works, to a file that is checked before it stands under its name.

        Raises CannotOpen for a database that is no file: its server has tools of its own (docs/operations.md).
        """
        return await copy(self.path, to)


Opened = tuple[str, Path | None, Writer, Reader]


@asynccontextmanager
async def _on_sqlite(url: str) -> AsyncIterator[Opened]:
    path = path_of(url)
    line = await connect(path)
    try:
        session = LineSession(line)
        await migrate(session, path)
        yield str(path), path, Writer(session), Reader(await connect(path, read_only=True))
    finally:
        await line.close()


@asynccontextmanager
async def _on_postgres(url: str) -> AsyncIterator[Opened]:
    from storage.postgres import PostgresLine  # noqa: PLC0415  a desk on a file does not carry the driver
    from storage.stirring import Stirring  # noqa: PLC0415

    line = await PostgresLine(url).open()
    try:
        session = LineSession(line)
        await migrate(session, None, ON_POSTGRES)
        writer, reader = Writer(session), Reader(await PostgresLine(url).open())
        async with Stirring(url, writer.stir):
            yield place_of(url), None, writer, reader
    finally:
        await line.close()


@asynccontextmanager
async def looking(url: str) -> AsyncIterator[Reader]:
    """Open a database that is there, beside whoever serves it, to look: nothing is made, migrated or written."""
    line: Line
    if is_postgres(url):
        from storage.postgres import PostgresLine  # noqa: PLC0415

        line, folder = await PostgresLine(url).open(), ON_POSTGRES
    else:
        line, folder = await connect(path_of(url), read_only=True), FOLDER
    try:
        await refuse_newer(LineSession(line), known(folder)[-1].number)
        yield Reader(line)
    finally:
        await line.close()
