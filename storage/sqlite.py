"""SQLite's side: how a connection is opened, and how statements travel to its thread."""

import asyncio
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

import aiosqlite

from storage.errors import CannotOpen, StorageError, judged
from storage.rows import Row
from storage.session import Statement

SCHEME = "sqlite:///"
NEEDED = (3, 37)  # STRICT tables; RETURNING and partial upserts came before
PATIENCE = 5.0  # seconds to wait for another program that holds the database
OURS = 0o600  # the mode of a file that is made
MAY_WAIT = ("BEGIN IMMEDIATE", "COMMIT", "VACUUM INTO ?")  # for the disk, or for another program
STATEMENTS = 512  # kept prepared; there are fewer

WRITER = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # a commit that was answered survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is erased is overwritten, not only forgotten
    "PRAGMA cache_size = -8192",  # KiB
    "PRAGMA journal_size_limit = 16777216",
)
READER = ("PRAGMA cache_size = -4096",)


def path_of(url: str) -> Path:
    """Return the file of `sqlite:///relative` or `sqlite:////absolute`; raises CannotOpen for anything else."""
    if not url.startswith(SCHEME) or url == SCHEME:
        raise CannotOpen(url.partition(":")[0], "not sqlite:///path")
    return Path(url.removeprefix(SCHEME))


class SqliteLine(aiosqlite.Connection):
    """A connection whose statements are carried out where they are asked for, a few microseconds each.

    A journey to aiosqlite's thread and back costs many times that, the more so the busier the loop is; it is made by
    what may wait for the disk or for another program. aiosqlite has no public call for several statements; `_execute`
    is the one on which all of its own are built.
    """

    begins: Sequence[Statement] = (("BEGIN IMMEDIATE", ()),)
    looks: Statement = ("BEGIN", ())
    announces: Sequence[Statement] = ()
    ledger = "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT"
    has_ledger = "SELECT 1 FROM sqlite_master WHERE name = 'migrations'"

    async def rollback(self) -> None:
        """End the transaction, if there is one; nothing of it is kept."""
        if self._conn.in_transaction:
            self._conn.rollback()

    async def send(self, statements: Sequence[Statement]) -> list[Row]:
        """Carry the statements out, in order, and return the rows of the last; raises StorageError."""
        try:
            if any(sql in MAY_WAIT for sql, _ in statements):
                rows: list[Row] = await self._execute(self._all, statements)  # type: ignore[no-untyped-call]
            else:
                rows = self._all(statements)
        except sqlite3.Error as error:
            raise judged(error) from error
        return rows

    def _all(self, statements: Sequence[Statement]) -> list[Any]:
        rows: list[Any] = []
        for sql, parameters in statements:
            rows = self._conn.execute(sql, parameters).fetchall()
        return rows


async def connect(path: Path, *, read_only: bool = False) -> SqliteLine:
    """Open the file (made, with its folder, if it is not there); raises StorageError."""
    if sqlite3.sqlite_version_info < NEEDED:
        raise CannotOpen(str(path), f"needs SQLite 3.37, this Python has {sqlite3.sqlite_version}")
    try:
        # Opened before its line is: a line that cannot be opened leaves its thread behind.
        connection = await asyncio.to_thread(_open, path, read_only=read_only)
    except OSError as error:
        raise CannotOpen(str(path), os.strerror(error.errno or 0)) from error
    except sqlite3.Error as error:
        raise _unopened(path, error) from error
    return cast("SqliteLine", await SqliteLine(lambda: connection, iter_chunk_size=64))


def _open(path: Path, *, read_only: bool) -> sqlite3.Connection:
    if not read_only:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=OURS)  # what people say is nobody else's to read; the log beside it follows
    uri = f"file:{quote(str(path.absolute()))}?mode={'ro' if read_only else 'rwc'}"
    connection = sqlite3.connect(
        uri, uri=True, timeout=PATIENCE, isolation_level=None, cached_statements=STATEMENTS, check_same_thread=False
    )
    try:
        connection.row_factory = sqlite3.Row
        for pragma in READER if read_only else WRITER:
            connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return connection


def _unopened(path: Path, error: sqlite3.Error) -> StorageError:
    if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CANTOPEN:
        return CannotOpen(str(path), "is a folder" if path.is_dir() else str(error))
    return judged(error)
