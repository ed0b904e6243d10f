"""Every way in which a disk or a file fails: a clear word, no half state, and on it goes when it can."""

import asyncio
import os
import resource
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from domain.desk import Origin
from domain.ids import InboxId
from storage.database import Database
from storage.errors import CannotOpen, Damaged, DiskFails, Full, Locked, ReadOnly, StorageError
from storage.lock import served
from storage.transaction import Transaction
from tests.storage.samples import NOW, Desk, an_update

BIG = "x" * 200_000


@pytest.fixture
def url(sqlite_url: str) -> str:
    """Files are SQLite's."""
    return sqlite_url


async def room(desk: Desk, pages: int) -> None:
    """Let the database have as many pages as it has and so many more."""
    line = desk.database._writer._session.line
    [row] = await line.send([("PRAGMA page_count", ())])
    await line.send([(f"PRAGMA max_page_count = {row[0] + pages}", ())])


@contextmanager
def no_room() -> Iterator[None]:
    """No byte of this process reaches a file; what is on the terminal does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def keep(desk: Desk, name: str, value: str) -> None:
    await desk.do(lambda tx: tx.facts.put(name, value))


async def test_a_full_disk_undoes_the_unit_and_no_other(desk: Desk) -> None:
    """What did not fit is not there at all; with room again it is done."""
    [seq] = await desk.do(lambda tx: tx.inbox.store_updates([an_update(1)]))
    await room(desk, 2)

    async def unit(tx: Transaction) -> None:
        await tx.facts.put("small", "1")
        await tx.facts.put("big", BIG)

    with pytest.raises(Full):
        await desk.database.run(Origin(NOW, inbox=InboxId(seq)), unit)
    assert desk.ask("SELECT name FROM facts") == []
    assert desk.ask("SELECT state FROM inbox") == [("new",)]
    await keep(desk, "little", "fits")
    await room(desk, 1000)
    await desk.database.run(Origin(NOW, inbox=InboxId(seq)), unit)
    assert desk.ask("SELECT name FROM facts ORDER BY name") == [("big",), ("little",), ("small",)]
    assert desk.ask("SELECT state FROM inbox") == [("done",)]
    assert desk.ask("PRAGMA integrity_check") == [("ok",)]


async def test_a_disk_that_fails_is_no_fault_of_the_unit(desk: Desk) -> None:
    """It is told as a failing disk, whatever the statement was; afterwards everything is as before, and goes on."""
    await keep(desk, "before", "1")
    for _ in range(3):
        with no_room(), pytest.raises((DiskFails, Full)):
            await keep(desk, "during", BIG)
        assert await desk.database.read(lambda tx: tx.facts.get("before")) == "1"
    await keep(desk, "after", "1")
    assert desk.ask("SELECT name FROM facts ORDER BY name") == [("after",), ("before",)]
    assert desk.ask("PRAGMA integrity_check") == [("ok",)]


async def test_a_copy_without_room_leaves_nothing_behind(desk: Desk, tmp_path: Path) -> None:
    await keep(desk, "before", BIG)
    with no_room(), pytest.raises(StorageError):
        await desk.database.backup(tmp_path / "kept.db")
    assert not list(tmp_path.glob("kept*"))
    await desk.database.backup(tmp_path / "kept.db")


async def test_a_database_that_another_program_holds_at_the_start_is_said(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Database.open(url):
        pass
    monkeypatch.setattr("storage.sqlite.PATIENCE", 0.01)
    with closing(sqlite3.connect(tmp_path / "desk.db", isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Locked):
            async with Database.open(url):
                pass


def apart(work: Callable[[], None]) -> str:
    """Do it as somebody without rights, in a process of its own; return the error's name."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            if os.geteuid() == 0:
                os.setegid(65534)
                os.seteuid(65534)
            work()
            os.write(writing, b"nothing")
        except Exception as error:  # noqa: BLE001  told to the parent
            os.write(writing, type(error).__name__.encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as told:
        return told.read()


@pytest.fixture
def elsewhere() -> Iterator[Path]:
    """A folder that somebody without rights may walk to."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "data"
        folder.mkdir()
        Path(made).chmod(0o755)
        folder.chmod(0o555)
        yield folder


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_folder_that_may_only_be_read_is_said(elsewhere: Path) -> None:
    """A new database cannot be made there, and nobody can say that they serve it."""

    async def open_it() -> None:
        async with Database.open(f"sqlite:///{elsewhere / 'desk.db'}"):
            pass

    def serve_it() -> None:
        with served(elsewhere / "desk.db"):
            pass

    assert apart(lambda: asyncio.run(open_it())) == CannotOpen.__name__
    assert apart(serve_it) == CannotOpen.__name__


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_file_that_may_only_be_read_is_said(elsewhere: Path) -> None:
    place = elsewhere / "desk.db"

    async def open_it() -> None:
        async with Database.open(f"sqlite:///{place}"):
            pass

    elsewhere.chmod(0o755)
    asyncio.run(open_it())
    place.chmod(0o444)
    elsewhere.chmod(0o555)
    assert apart(lambda: asyncio.run(open_it())) in {ReadOnly.__name__, CannotOpen.__name__}


@pytest.fixture
async def broken(url: str, tmp_path: Path) -> str:
    """A database whose pages were overwritten."""
    async with Database.open(url) as database:
        desk = Desk(database, url)
        for n in range(100):
            await keep(desk, f"{n:04}", "x" * 500)
    with (tmp_path / "desk.db").open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * 4096 * 30)
    return url


async def test_a_corrupt_file_is_said_and_left_as_it_is(broken: str, tmp_path: Path) -> None:
    before = (tmp_path / "desk.db").read_bytes()
    with pytest.raises(Damaged):
        async with Database.open(broken) as database:
            await Desk(database, broken).ticket()
    assert (tmp_path / "desk.db").read_bytes() == before
