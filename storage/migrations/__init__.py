"""Brings a database to the schema this program knows: numbered SQL files, all that are new or none."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

import structlog

from storage.backup import copy
from storage.errors import MigrationFailed, NewerThanProgram, StorageError
from storage.sqlite import SqliteSession

FOLDER = Path(__file__).parent / "sqlite"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Migration:
    """A numbered file: `0001_the_desk.sql`."""

    number: int
    name: str
    sql: str

    def statements(self) -> list[str]:
        """Cut the file into statements: `executescript` would commit before it begins."""
        found, statement = [], ""
        for line in self.sql.splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                found.append(statement.strip())
                statement = ""
        return found


def known(folder: Path = FOLDER) -> list[Migration]:
    """Return the migrations of this program, in order."""
    files = sorted(folder.glob("[0-9]*.sql"))
    return [Migration(int(file.name[:4]), file.stem, file.read_text(encoding="utf-8")) for file in files]


async def migrate(session: SqliteSession, path: Path, folder: Path = FOLDER) -> int:
    """Apply what is new in one transaction, after copying a database that holds something beside itself.

    Returns the schema's number; raises NewerThanProgram, MigrationFailed.
    """
    ours = known(folder)
    newest = ours[-1].number
    found = await refuse_newer(session, newest)
    if found and found < newest:
        kept = path.with_name(f"{path.name}.before-{found + 1:04}")
        await copy(path, kept)
        log.info("database_copied", migration=found + 1, to=str(kept))
    # Another process may migrate at the same moment: what is new is looked up again inside the transaction.
    session.write("BEGIN IMMEDIATE")
    session.write("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT")
    await session.flush()
    try:
        found = await _applied(session)
        for migration in ours:
            if migration.number > found:
                await _apply(session, migration)
                log.info("migrated", migration=migration.name)
        await session.rows("COMMIT")
    except BaseException:
        await session.rollback()
        raise
    return newest


async def refuse_newer(session: SqliteSession, newest: int) -> int:
    """Return the number of the schema that is there; raises NewerThanProgram."""
    found = await _applied(session)
    if found > newest:
        raise NewerThanProgram(found, newest)
    return found


async def _applied(session: SqliteSession) -> int:
    if not await session.rows("SELECT 1 FROM sqlite_master WHERE name = 'migrations'"):
        return 0
    [row] = await session.rows("SELECT coalesce(max(number), 0) AS number FROM migrations")
    return int(row["number"])


async def _apply(session: SqliteSession, migration: Migration) -> None:
    try:
        for statement in migration.statements():
            session.write(statement)
        session.write("INSERT INTO migrations (number, name) VALUES (?, ?)", (migration.number, migration.name))
        await session.flush()
    except StorageError as error:
        raise MigrationFailed(migration.name, str(error)) from error
