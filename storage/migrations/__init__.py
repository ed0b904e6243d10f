"""Brings a database to the schema this program knows: numbered SQL files, all that are new or none."""

import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import structlog

from storage.backup import copy
from storage.errors import MigrationFailed, NewerThanProgram, StorageError
from storage.session import LineSession

FOLDER = Path(__file__).parent / "sqlite"
ON_POSTGRES = Path(__file__).parent / "postgres"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Migration:
    """A numbered file: `0001_the_desk.sql`."""

    number: int
    name: str
    sql: str
    ends: Callable[[str], bool] = sqlite3.complete_statement  # whether a statement is whole

    def statements(self) -> list[str]:
        """Cut the file into statements: `executescript` would commit before it begins."""
        found, statement = [], ""
        for line in self.sql.splitlines(keepends=True):
            statement += line
            if self.ends(statement):
                found.append(statement.strip())
                statement = ""
        if statement.strip():  # a comment, or what is no whole statement and will be refused as such
            found.append(statement.strip())
        return found


def known(folder: Path = FOLDER) -> list[Migration]:
    """Return the migrations of this program, in order."""
    files = sorted(folder.glob("[0-9]*.sql"))
    ends = _ends_on_postgres if folder == ON_POSTGRES else sqlite3.complete_statement
    return [Migration(int(file.name[:4]), file.stem, file.read_text(encoding="utf-8"), ends) for file in files]


def _ends_on_postgres(statement: str) -> bool:
    """Whether it is whole: bodies of functions are written in quotes, and a comment ends no statement."""
    code = re.sub(r"--[^\n]*", "", statement).rstrip()
    return code.endswith(";") and code.count("'") % 2 == 0


async def migrate(session: LineSession, path: Path | None, folder: Path = FOLDER) -> int:
    """Apply what is new in one transaction, after copying a file that holds something (`path`) beside itself.

    Returns the schema's number; raises NewerThanProgram, MigrationFailed.
    """
    ours = known(folder)
    newest = ours[-1].number
    await refuse_newer(session, newest)
    applied = await _applied(session)
    new = [migration.number for migration in ours if migration.number not in applied]
    if path is not None and applied and new:
        kept = path.with_name(f"{path.name}.before-{new[0]:04}")
        await copy(path, kept)
        log.info("database_copied", migration=new[0], to=str(kept))
    # Another process may migrate at the same moment: what is new is looked up again inside the transaction.
    await session.begin()
    session.write(session.line.ledger)
    await session.flush()
    try:
        applied = await _applied(session)
        for migration in ours:
            if migration.number not in applied:
                await _apply(session, migration)
                log.info("migrated", migration=migration.name)
        await session.rows("COMMIT")
    except BaseException:
        await session.rollback()
        raise
    return newest


async def refuse_newer(session: LineSession, newest: int) -> int:
    """Return the number of the schema that is there; raises NewerThanProgram."""
    found = max(await _applied(session), default=0)
    if found > newest:
        raise NewerThanProgram(found, newest)
    return found


async def _applied(session: LineSession) -> frozenset[int]:
    if not await session.rows(session.line.has_ledger):
        return frozenset()
    return frozenset(row["number"] for row in await session.rows("SELECT number FROM migrations"))


async def _apply(session: LineSession, migration: Migration) -> None:
    try:
        for statement in migration.statements():
            session.write(statement)
        session.write(
            "INSERT INTO migrations (number, name) VALUES (:number, :name)",
            {"number": migration.number, "name": migration.name},
        )
        await session.flush()
    except StorageError as error:
        raise MigrationFailed(migration.name, str(error)) from error
