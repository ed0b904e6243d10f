"""What storage cannot do. Facts only; the app prints the sentences.

StorageError
├── CannotOpen         the database's place cannot be used
├── NewerThanProgram   a later version of the program has migrated it
├── MigrationFailed    a migration was refused; the database is as it was before
├── AlreadyServed      another process serves this database
├── Damaged            the file is no database, or is broken
├── Full               no room on the disk; goes on when there is some
├── ReadOnly           the file or its folder cannot be written to
├── Locked             another program holds the database for too long
├── Unreachable        the database's server does not answer; goes on when it does
├── DiskFails          reading or writing the disk failed; goes on when that works again
├── Contradiction      what was to be written contradicts what is kept (an invariant of the schema)
├── Failed             a statement failed for another reason
└── Closed             the database is closed, or is being closed
"""
# ruff: noqa: N818  a name says what happened; that it is an error is said by the tree

import sqlite3
from pathlib import Path


class StorageError(Exception):
    """The desk's memory does not work; nothing of the unit at hand is kept."""


class CannotOpen(StorageError):
    """`place` cannot be used as a database; `why` is the system's own word for it."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(place, why)
        self.place, self.why = place, why


class NewerThanProgram(StorageError):
    """The database has migration `found`; this program knows them up to `known`."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(found, known)
        self.found, self.known = found, known


class MigrationFailed(StorageError):
    """The migration `name` was refused and none was applied."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(name, why)
        self.name, self.why = name, why


class AlreadyServed(StorageError):
    """Another process serves the database at `place`."""

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.place = place


class Damaged(StorageError):
    """The file is no database, or its contents are broken."""


class Full(StorageError):
    """There is no room to write to."""


class ReadOnly(StorageError):
    """The database cannot be written to."""


class Locked(StorageError):
    """Another program holds the database."""


class Unreachable(StorageError):
    """The database's server does not answer, or hung up."""


class DiskFails(StorageError):
    """The disk could not be read from or written to."""


class Contradiction(StorageError):
    """The schema forbids what was to be written; the text names the constraint, never the values."""


class Failed(StorageError):
    """A statement failed (no memory, or it is wrong)."""


class Closed(StorageError):
    """The database is closed."""


# The memory does not work, whatever is to be kept: no fault of what is at hand, which is tried again later.
OUTAGES = (Full, ReadOnly, Locked, Damaged, Unreachable, DiskFails, Closed)

_BY_CODE: dict[int, type[StorageError]] = {
    sqlite3.SQLITE_FULL: Full,
    sqlite3.SQLITE_READONLY: ReadOnly,
    sqlite3.SQLITE_BUSY: Locked,
    sqlite3.SQLITE_LOCKED: Locked,
    sqlite3.SQLITE_IOERR: DiskFails,
    sqlite3.SQLITE_CANTOPEN: DiskFails,  # of a file beside an open database
    sqlite3.SQLITE_CONSTRAINT: Contradiction,
    sqlite3.SQLITE_CORRUPT: Damaged,
    sqlite3.SQLITE_NOTADB: Damaged,
}


def judged(error: sqlite3.Error) -> StorageError:
    """Say in our words what SQLite says in its own."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest of an extended code only narrows it down
    return _BY_CODE.get(code, Failed)(str(error))
