"""Moves a desk from its SQLite file to a PostgreSQL server: every row of every table, or nothing."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import asyncpg

from storage import postgres
from storage.addresses import is_postgres, place_of
from storage.database import Database
from storage.errors import CannotOpen, Failed, judged
from storage.lock import served
from storage.sqlite import path_of

AT_ONCE = 5_000  # rows on their way


async def move(source: str, target: str) -> Mapping[str, int]:
    """Copy the file at `source` to the empty database at `target`; return how many rows each table has there.

    The file stays as it is, and must not be served meanwhile. Raises AlreadyServed; CannotOpen for a target that is
    no server or that holds a desk already; Failed, nothing being kept, if a single row is missing there.
    """
    if not is_postgres(target):
        raise CannotOpen(target.partition(":")[0], "a desk is moved to postgresql://…")
    path = path_of(source)
    if not path.is_file():
        raise CannotOpen(str(path), "there is no such file")
    with served(path):
        async with Database.open(source), Database.open(target):
            pass  # both have the newest schema
        line = await postgres.connected(target)
        try:
            async with line.transaction():
                with closing(_opened(path)) as file:
                    return await _moved(file, line, place_of(target))
        except asyncpg.PostgresError as error:
            raise postgres.judged(error) from error
        except sqlite3.Error as error:
            raise judged(error) from error
        finally:
            line.terminate()


async def _moved(file: sqlite3.Connection, line: asyncpg.Connection, place: str) -> dict[str, int]:
    await line.execute("SET CONSTRAINTS ALL DEFERRED")  # tables refer to one another both ways
    names = [
        name
        for (name,) in file.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        )
        if name != "migrations"
    ]
    if await line.fetchval("SELECT EXISTS (SELECT 1 FROM tickets) OR EXISTS (SELECT 1 FROM customers)"):
        raise CannotOpen(place, "holds a desk already")
    counts = {}
    for name in names:
        await line.execute(f"DELETE FROM {name}")  # noqa: S608  names of our own schema; a new one counts from nought
        columns = [row[1] for row in file.execute(f"PRAGMA table_info({name})")]
        for rows in _rows(file, name, columns):
            await line.copy_records_to_table(
                name, columns=columns, records=[tuple(map(postgres.kept, row)) for row in rows]
            )
        [there] = file.execute(f"SELECT count(*) FROM {name}").fetchone()  # noqa: S608
        counts[name] = int(await line.fetchval(f"SELECT count(*) FROM {name}"))  # noqa: S608
        if there != counts[name]:
            raise Failed(f"{name}: {there} rows there, {counts[name]} here")
        await _count_on(line, name)
    return counts


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _rows(file: sqlite3.Connection, name: str, columns: list[str]) -> Iterator[list[tuple[Any, ...]]]:
    cursor = file.execute(f"SELECT {', '.join(columns)} FROM {name}")  # noqa: S608
    while rows := cursor.fetchmany(AT_ONCE):
        yield rows


async def _count_on(line: asyncpg.Connection, name: str) -> None:
    """The next number of a table that gives its own follows the highest there is."""
    column = await line.fetchval(
        "SELECT column_name FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND table_name = $1 AND is_identity = 'YES'",
        name,
    )
    if column:
        await line.execute(
            f"SELECT setval(pg_get_serial_sequence('{name}', '{column}'), max({column})) "  # noqa: S608
            f"FROM {name} HAVING max({column}) IS NOT NULL"
        )
