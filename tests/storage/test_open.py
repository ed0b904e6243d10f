"""Opening, migrating, copying and serving a database, and every way in which that cannot be done."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from domain.customer import Category, Evidence
from storage import migrations
from storage.backup import copy
from storage.database import Database
from storage.errors import (
    AlreadyServed,
    CannotOpen,
    Damaged,
    Locked,
    MigrationFailed,
    NewerThanProgram,
    StorageError,
)
from storage.lock import served
from storage.migrations import FOLDER, known
from storage.session import LineSession
from storage.sqlite import path_of
from tests.storage.samples import NOW, Desk

LATEST = known()[-1].number


@pytest.fixture
def url(sqlite_url: str) -> str:
    """What can go wrong with a file."""
    return sqlite_url


async def opened(url: str) -> None:
    async with Database.open(url):
        pass


def test_three_slashes_are_relative_and_four_absolute() -> None:
    assert path_of("sqlite:///data/helpdesk.db") == Path("data/helpdesk.db")
    assert path_of("sqlite:////var/lib/helpdesk.db") == Path("/var/lib/helpdesk.db")


@pytest.mark.parametrize("url", ["", "sqlite://", "sqlite:///", "helpdesk.db", "mysql://user:secret@host/db"])
async def test_another_address_is_refused_without_repeating_its_secrets(url: str) -> None:
    with pytest.raises(CannotOpen) as refusal:
        await opened(url)
    assert "secret" not in str(refusal.value)


async def test_the_folder_is_made(tmp_path: Path) -> None:
    await opened(f"sqlite:///{tmp_path / 'a' / 'b' / 'desk.db'}")
    assert (tmp_path / "a" / "b" / "desk.db").is_file()


async def test_a_name_with_odd_letters_is_a_name(tmp_path: Path) -> None:
    """A question mark or a percent sign in a path is no part of an address."""
    await opened(f"sqlite:///{tmp_path / 'a b?c%20#ё.db'}")
    assert (tmp_path / "a b?c%20#ё.db").is_file()


async def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="is a folder"):
        await opened(f"sqlite:///{tmp_path}")


async def test_a_file_in_the_way_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(CannotOpen):
        await opened(f"sqlite:///{tmp_path / 'data' / 'desk.db'}")


async def test_a_sqlite_that_is_too_old_is_said(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sqlite3.sqlite_version_info", (3, 34, 1))
    with pytest.raises(CannotOpen, match=r"3\.37"):
        await opened(url)


async def test_something_else_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "desk.db").write_text("a letter to a friend, " * 100)
    with pytest.raises(Damaged):
        await opened(f"sqlite:///{tmp_path / 'desk.db'}")


async def test_a_database_that_is_held_is_said(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program that keeps it for itself stops the unit, not the desk."""
    monkeypatch.setattr("storage.sqlite.PATIENCE", 0.01)
    async with Database.open(url) as database:
        desk = Desk(database, url)
        with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(Locked):
                await desk.do(lambda tx: tx.facts.put("a", "1"))
            other.execute("ROLLBACK")
        await desk.do(lambda tx: tx.facts.put("a", "1"))
        assert desk.ask("SELECT name FROM facts") == [("a",)]


# Migrations ---------------------------------------------------------------------------------------------------------


async def test_a_new_database_has_the_newest_schema(desk: Desk) -> None:
    assert desk.ask("SELECT max(number) FROM migrations") == [(LATEST,)]
    assert desk.ask("PRAGMA foreign_key_check") == []
    assert desk.ask("PRAGMA journal_mode") == [("wal",)]


async def test_opening_again_changes_nothing(url: str, tmp_path: Path) -> None:
    async with Database.open(url) as database:
        await Desk(database, url).do(lambda tx: tx.facts.put("a", "1"))
    async with Database.open(url) as database:
        assert await database.read(lambda tx: tx.facts.get("a")) == "1"
    assert [file.name for file in tmp_path.iterdir()] == ["desk.db"]


async def test_a_database_of_a_later_version_is_refused(url: str, tmp_path: Path) -> None:
    await opened(url)
    with closing(sqlite3.connect(tmp_path / "desk.db")) as connection, connection:
        connection.execute("INSERT INTO migrations (number, name) VALUES (?, '9999_the_future')", (LATEST + 1,))
    with pytest.raises(NewerThanProgram) as refusal:
        await opened(url)
    assert (refusal.value.found, refusal.value.known) == (LATEST + 1, LATEST)


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A later version of the program: its migrations may be added to."""
    folder = tmp_path / "migrations"
    shutil.copytree(FOLDER, folder)

    async def migrate(session: LineSession, path: Path) -> int:
        return await migrations.migrate(session, path, folder)

    monkeypatch.setattr("storage.database.migrate", migrate)
    return folder


async def test_a_database_is_copied_beside_itself_before_it_is_changed(url: str, tmp_path: Path, later: Path) -> None:
    """An update keeps the way back open."""
    async with Database.open(url) as database:
        await Desk(database, url).ticket(category=Category.DEMO, evidence=Evidence.REGISTRY)
    (later / f"{LATEST + 1:04}_a_column.sql").write_text("ALTER TABLE tickets ADD COLUMN mood TEXT;\n")
    async with Database.open(url) as database:
        assert Desk(database, url).ask("SELECT id, category, mood FROM tickets") == [(1, "demo", None)]
    with closing(sqlite3.connect(tmp_path / f"desk.db.before-{LATEST + 1:04}")) as before:
        assert before.execute("SELECT id, category FROM tickets").fetchall() == [(1, "demo")]
        assert before.execute("SELECT max(number) FROM migrations").fetchone() == (LATEST,)


async def test_a_migration_that_fails_leaves_everything_as_it_was(url: str, tmp_path: Path, later: Path) -> None:
    """Of several new migrations none is kept when one of them is refused."""
    await opened(url)
    (later / f"{LATEST + 1:04}_good.sql").write_text("CREATE TABLE moods (id INTEGER PRIMARY KEY) STRICT;\n")
    (later / f"{LATEST + 2:04}_bad.sql").write_text(
        "CREATE TABLE more (id INTEGER);\nCREATE TABLE tickets (id TEXT);\n"
    )
    with pytest.raises(MigrationFailed, match="tickets already exists") as failure:
        await opened(url)
    assert failure.value.name == f"{LATEST + 2:04}_bad"
    with closing(sqlite3.connect(tmp_path / "desk.db")) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        assert not tables & {"moods", "more"}
        assert connection.execute("SELECT max(number) FROM migrations").fetchone() == (LATEST,)


def test_migrations_are_numbered_in_order_and_once() -> None:
    numbers = [migration.number for migration in known()]
    assert numbers == sorted(set(numbers))
    assert (numbers[0], numbers[-1]) == (1, LATEST)


def test_a_trigger_is_one_statement() -> None:
    """Statements are cut where they end, not at every semicolon."""
    [trigger, *_] = [text for text in known()[0].statements() if "journal_is_not_rewritten" in text]
    assert trigger.startswith("CREATE TRIGGER")
    assert trigger.endswith("END;")


# Copies -------------------------------------------------------------------------------------------------------------


async def test_a_backup_is_taken_while_the_desk_works(desk: Desk, tmp_path: Path) -> None:
    """It holds what was committed, and can be opened as a database of its own."""
    await desk.do(lambda tx: tx.facts.put("a", "1"))
    kept = tmp_path / "backups" / "kept.db"

    async def unit(tx: object) -> None:
        await desk.database.backup(kept)

    await desk.do(unit)
    async with Database.open(f"sqlite:///{kept}") as copied:
        assert await copied.read(lambda tx: tx.facts.get("a")) == "1"


async def test_a_backup_replaces_the_one_before(desk: Desk, tmp_path: Path) -> None:
    for value in "12":
        await desk.do(lambda tx, value=value: tx.facts.put("a", value))  # type: ignore[misc]
        await desk.database.backup(tmp_path / "kept.db")
    with closing(sqlite3.connect(tmp_path / "kept.db")) as copied:
        assert copied.execute("SELECT value FROM facts").fetchone() == ("2",)
    assert not (tmp_path / "kept.db.part").exists()


async def test_a_backup_that_cannot_be_made_leaves_nothing_behind(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file")
    with pytest.raises(CannotOpen):
        await desk.database.backup(tmp_path / "kept" / "desk.db")


async def test_a_damaged_database_is_not_copied_as_if_it_were_whole(url: str, tmp_path: Path) -> None:
    async with Database.open(url) as database:
        desk = Desk(database, url)
        for n in range(200):
            await desk.do(lambda tx, n=n: tx.facts.put(f"{n:04}", "x" * 500))  # type: ignore[misc]
    path = tmp_path / "desk.db"
    with path.open("r+b") as file:
        file.seek(path.stat().st_size - 3 * 4096)
        file.write(b"\xa5" * 4096 * 2)
    with pytest.raises(StorageError):
        await copy(path, tmp_path / "kept.db")
    assert not (tmp_path / "kept.db").exists()


# Serving ------------------------------------------------------------------------------------------------------------


async def test_one_process_serves_a_database(desk: Desk) -> None:
    """The lock is the system's: it goes with its holder, however that ends."""
    with served(path_of(desk.url)), pytest.raises(AlreadyServed), served(path_of(desk.url)):
        pass
    with served(path_of(desk.url)):
        pass


def test_the_right_to_serve_can_be_had_before_there_is_a_database(tmp_path: Path) -> None:
    with served(tmp_path / "data" / "desk.db"):
        assert (tmp_path / "data").is_dir()


async def test_tools_work_beside_a_serving_process(desk: Desk, url: str) -> None:
    with served(path_of(desk.url)):
        async with Database.open(url) as tool:
            await Desk(tool, url).do(lambda tx: tx.facts.put("a", "1"), at=NOW)
    assert desk.ask("SELECT name FROM facts") == [("a",)]
