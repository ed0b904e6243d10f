"""A copy of the database, taken while the desk works."""

import asyncio
import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from storage.errors import CannotOpen, Damaged, judged
from storage.sqlite import connect


async def copy(path: Path, to: Path) -> None:
    """Copy the database at `path`, as it is committed now, to the file `to`, which it replaces.

    The copy is checked, and stands under its name only when it is whole and on the disk. Raises StorageError.
    """
    part = to.with_name(f"{to.name}.part")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        line = await connect(path, read_only=True)
        try:
            await line.send([("VACUUM INTO ?", (str(part),))])
        finally:
            await line.close()
        await asyncio.to_thread(_settle, part, to)
    except OSError as error:
        raise CannotOpen(str(to), os.strerror(error.errno or 0)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def check(path: Path) -> None:
    """Open a copy and look it through; raises Damaged."""
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise judged(error) from error
    if verdict != "ok":
        raise Damaged(str(verdict))


def _settle(part: Path, to: Path) -> None:
    check(part)
    _to_disk(part)
    part.replace(to)
    _to_disk(to.parent)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
