"""Copies: one a night, whole or not at all, a fortnight of them, told when there are none, and brought back."""

import asyncio
import os
import stat
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs

from bot.backups import KEPT, NAME, Backups, is_due, last_backup, thin_out
from storage.backup import Copied, _settle, check, copy
from storage.database import Database
from storage.errors import CannotOpen, Damaged, Full
from storage.lock import served
from tests.fakes.clock import FakeClock
from tests.scenarios.conftest import Build, described
from tests.scenarios.stories import a_ticket, texts
from tests.storage.samples import Desk

ROOT = Path(__file__).parents[2]
MOSCOW = ZoneInfo("Europe/Moscow")
BERLIN = ZoneInfo("Europe/Berlin")


def utc(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


# --- when


@pytest.mark.parametrize(
    ("last", "now", "zone", "due"),
    [
        (None, utc(27, 12), MOSCOW, True),  # the first one proves that it works at all
        (utc(27, 0, 30), utc(27, 12), MOSCOW, False),  # 03:30 in Moscow is 00:30
        (utc(27, 0, 30), utc(28, 0, 29), MOSCOW, False),
        (utc(27, 0, 30), utc(28, 0, 30), MOSCOW, True),
        (utc(26, 0, 30), utc(27, 12), MOSCOW, True),  # the desk slept: made up for
        (utc(27, 12), utc(27, 23), MOSCOW, False),  # what was made up for counts for its night
        (utc(24, 1, 30, 10), utc(25, 2, 29, 10), BERLIN, False),  # the clocks go back: 03:30 is 02:30 UTC
        (utc(24, 1, 30, 10), utc(25, 2, 30, 10), BERLIN, True),
    ],
)
def test_a_night_has_one_copy(last: datetime | None, now: datetime, zone: ZoneInfo, due: bool) -> None:  # noqa: FBT001
    assert is_due(last, now, time(3, 30), zone) is due


# --- how


class Shelf:
    """A database, the folder of its copies, and what the lead heard."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.desk = Desk(database, f"sqlite:///{database.path}")
        self.folder, self.clock = folder, FakeClock()
        self.failures: list[str] = []
        self.backups = Backups(
            database, folder, at=time(3, 30), zone=MOSCOW, now=self.clock.now, on_failure=self._fails
        )

    async def _fails(self, why: str) -> None:
        self.failures.append(why)

    def copies(self) -> list[str]:
        return sorted(file.name for file in self.folder.iterdir()) if self.folder.exists() else []

    async def last(self) -> datetime | None:
        return await self.desk.database.read(last_backup)


@pytest.fixture
async def shelf(tmp_path: Path) -> AsyncIterator[Shelf]:
    async with Database.open(f"sqlite:///{tmp_path / 'desk.db'}") as database:
        yield Shelf(database, tmp_path / "copies")


async def test_a_copy_is_taken_once_a_night(shelf: Shelf) -> None:
    await shelf.desk.ticket()
    for _ in range(3):
        await shelf.backups.look()
        shelf.clock.advance(minutes=1)
    [name] = shelf.copies()
    assert name == "helpdesk-20261127T154000Z.db"
    assert check(shelf.folder / name) == {"migrations": len(shelf.desk.ask("SELECT 1 FROM migrations")), "tickets": 1}
    assert await shelf.last() == shelf.clock.now() - timedelta(minutes=3)
    shelf.clock.advance(hours=10)
    await shelf.backups.look()
    assert len(shelf.copies()) == 2


async def test_a_fortnight_of_them_is_kept_and_nothing_else_touched(shelf: Shelf) -> None:
    await shelf.backups.look()
    (shelf.folder / "helpdesk-before-the-move.db").write_text("mine")
    for _ in range(KEPT + 3):
        shelf.clock.advance(days=1)
        await shelf.backups.look()
    ours = [name for name in shelf.copies() if name != "helpdesk-before-the-move.db"]
    assert len(ours) == KEPT == 14
    assert ours[-1] == shelf.clock.now().strftime(NAME)
    assert (shelf.folder / "helpdesk-before-the-move.db").exists()
    assert thin_out(shelf.folder) == 0


async def test_nobody_else_reads_a_copy(shelf: Shelf, tmp_path: Path) -> None:
    """Nor the database itself: people's words are in it."""
    before = os.umask(0)
    try:
        await shelf.backups.look()
        url = f"sqlite:///{tmp_path / 'new.db'}"
        async with Database.open(url) as database:
            await Desk(database, url).ticket()
            kept = [file for file in tmp_path.iterdir() if file.name.startswith("new.db")]
            assert len(kept) == 3  # with its log
            assert {stat.S_IMODE(file.stat().st_mode) for file in kept} == {0o600}
    finally:
        os.umask(before)
    [name] = shelf.copies()
    assert stat.S_IMODE((shelf.folder / name).stat().st_mode) == 0o600


async def test_a_copy_that_fails_is_told_and_tried_again_in_an_hour(shelf: Shelf) -> None:
    shelf.folder.write_text("a file in the way")
    with capture_logs() as logs:
        for _ in range(3):
            await shelf.backups.look()
            shelf.clock.advance(minutes=10)
    assert len(shelf.failures) == 1
    assert [entry["event"] for entry in logs] == ["backup_failed"]
    assert await shelf.last() is None
    shelf.folder.unlink()
    shelf.clock.advance(minutes=40)
    await shelf.backups.look()
    assert len(shelf.copies()) == 1


async def test_a_full_disk_leaves_the_older_copies_alone(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    await shelf.backups.look()
    before = shelf.copies()

    async def full(*_: Path) -> Copied:
        raise Full("database or disk is full")

    monkeypatch.setattr(shelf.desk.database, "backup", full)
    shelf.clock.advance(days=1)
    with capture_logs():
        await shelf.backups.look()
    assert shelf.failures == ["database or disk is full"]
    assert shelf.copies() == before


async def test_a_copy_with_too_few_tickets_is_none(shelf: Shelf, tmp_path: Path) -> None:
    """What is there before the copy begins must be in it."""
    await shelf.desk.ticket()
    to, part = tmp_path / "kept.db", tmp_path / "kept.db.part"
    async with Database.open(f"sqlite:///{tmp_path / 'empty.db'}") as empty:
        await empty.backup(part)
    with pytest.raises(Damaged, match="the copy has 0 tickets, the database 1"):
        _settle(part, to, {"tickets": 1}, {"tickets": 1})
    assert not to.exists()


async def test_a_database_is_not_copied_onto_itself(shelf: Shelf, tmp_path: Path) -> None:
    place = shelf.desk.database.path
    (tmp_path / "link.db").symlink_to(place)
    (tmp_path / "twin.db").hardlink_to(place)
    for to in (place, tmp_path / "link.db", tmp_path / "twin.db"):
        with pytest.raises(CannotOpen, match="the database itself"):
            await copy(place, to)
    await shelf.desk.ticket()


# --- the command


def command(*arguments: str, **facts: str) -> subprocess.CompletedProcess[str]:
    known = {"BOT_TOKEN": "100500:sandbox-token-of-the-help-desk-bot", "LEAD_IDS": "3001"}
    return subprocess.run(
        [sys.executable, "-m", "bot", "backup", *arguments],
        cwd=ROOT,
        env={**os.environ, **known, **facts},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


async def test_the_command_copies_beside_the_running_bot(shelf: Shelf, tmp_path: Path) -> None:
    await shelf.desk.ticket()
    with served(shelf.desk.database.path):
        ended = command(str(tmp_path / "kept.db"), DATABASE_URL=f"sqlite:///{shelf.desk.database.path}")
    assert ended.returncode == 0, ended.stderr
    assert "1 tickets" in ended.stdout
    assert check(tmp_path / "kept.db")["tickets"] == 1


async def test_the_command_says_why_not(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    url = f"sqlite:///{shelf.desk.database.path}"
    for place, there, words in (
        (str(tmp_path / "file" / "kept.db"), url, "cannot be made"),
        (str(shelf.desk.database.path), url, "is the database itself"),
        ("kept.db", f"sqlite:///{tmp_path / 'none.db'}", "There is no database"),
    ):
        ended = command(place, DATABASE_URL=there)
        assert ended.returncode == 2
        assert words in ended.stderr
        assert "Traceback" not in ended.stderr
    assert not (tmp_path / "none.db").exists()


# --- the whole desk


@pytest.fixture
def desk_of(tmp_path: Path) -> Build:
    @asynccontextmanager
    async def build(**how: Any) -> AsyncIterator[Any]:
        async with described(tmp_path, backup_dir=tmp_path / "copies", **how) as desk:
            yield desk

    return build


async def taken(folder: Path) -> Path:
    """The copy that the desk has made, as soon as it has."""
    async with asyncio.timeout(20):
        while not (found := sorted(folder.glob("helpdesk-*Z.db"))):
            await asyncio.sleep(0)
    return found[-1]


async def test_a_copy_brought_back_goes_on_where_it_was_taken(desk_of: Build, tmp_path: Path) -> None:
    """The database is lost; stop, put the copy in its place, start: the ticket is there and work goes on."""
    async with desk_of(start=False) as desk:
        async with desk.running():
            topic, _, _ = await a_ticket(desk.petr, desk.group)
            await desk.petr.says("Ещё до копии")
            await desk.anna.in_topic(topic).sees("Ещё до копии")
            kept = tmp_path / "kept.db"
            await copy(desk.database, kept)
        for suffix in ("", "-wal", "-shm"):
            desk.database.with_name(desk.database.name + suffix).unlink(missing_ok=True)
        kept.rename(desk.database)
        async with desk.running():
            await desk.petr.says("Уже после")
            await desk.anna.in_topic(topic).sees("Уже после")
            await desk.petr.says("/tickets")
            await desk.petr.sees("№ 1")
        said = texts(desk.group.messages(topic))
        assert 1 <= said.count("Ещё до копии") <= 2  # what was on its way when the copy was taken goes out again
        assert said.count("Уже после") == 1


async def test_the_desk_copies_itself_and_version_tells(desk_of: Build, tmp_path: Path) -> None:
    async with desk_of() as desk:
        check(await taken(tmp_path / "copies"))
        await desk.lead.says("/version")
        await desk.lead.sees("Последняя копия базы")


async def test_a_copy_that_cannot_be_made_is_the_leads_to_know(desk_of: Build, tmp_path: Path) -> None:
    (tmp_path / "copies").write_text("a file in the way")
    async with desk_of() as desk:
        await desk.lead.sees("Копия базы не сделана")
