"""A copy of the database, taken while the desk works."""

import asyncio
import os
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from storage.errors import CannotOpen, Damaged, judged
from storage.sqlite import OURS, SqliteLine, connect

# Rows that are never taken away: a copy has at least as many as the database had before, and at most as it has after.
KEPT = ("migrations", "tickets")


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that was opened and looked through."""

    path: Path
    size: int  # bytes
    tickets: int


async def copy(path: Path, to: Path) -> Copied:
    """Copy the database at `path`, as it is committed now, to the file `to`, which it replaces.

    The copy is checked, and stands under its name only when it is whole and on the disk. Raises StorageError.
    """
    part = to.with_name(f"{to.name}.part")
    try:
        _make_room(path, to, part)
        line = await connect(path, read_only=True)
        try:
            before = await _counts(line)
            await line.send([("VACUUM INTO ?", (str(part),))])
            after = await _counts(line)
        except asyncio.CancelledError:
            await line.interrupt()  # else the stop would wait for all of the copy
            raise
        finally:
            await line.close()
        return await asyncio.to_thread(_settle, part, to, before, after)
    except OSError as error:
        raise CannotOpen(str(to), os.strerror(error.errno or 0)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _make_room(path: Path, to: Path, part: Path) -> None:
    if to.absolute() == path.absolute() or (to.exists() and to.samefile(path)):
        raise CannotOpen(str(to), "is the database itself")
    to.parent.mkdir(parents=True, exist_ok=True)
    part.unlink(missing_ok=True)
    part.touch(mode=OURS, exist_ok=False)


def check(path: Path) -> dict[str, int]:
    """Open a copy, look it through, and count what is never taken away; raises StorageError."""
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if verdict != "ok":
                raise Damaged(str(verdict))
            there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            return {
                table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608  our own names
                for table in KEPT
                if table in there
            }
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise judged(error) from error


async def _counts(line: SqliteLine) -> dict[str, int]:
    there = {row["name"] for row in await line.send([("SELECT name FROM sqlite_master WHERE type = 'table'", ())])}
    counts = {}
    for table in KEPT:
        if table in there:
            [row] = await line.send([(f"SELECT count(*) AS rows FROM {table}", ())])  # noqa: S608  our own names
            counts[table] = row["rows"]
    return counts


def _settle(part: Path, to: Path, before: dict[str, int], after: dict[str, int]) -> Copied:
    counts = check(part)
    for table, count in before.items():
        if not count <= counts.get(table, -1) <= after[table]:
            raise Damaged(f"the copy has {counts.get(table)} {table}, the database {count}")
    _to_disk(part)
    part.replace(to)
    _to_disk(to.parent)
    return Copied(to, to.stat().st_size, counts.get("tickets", 0))


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
