"""A desk moves from its file to a server: every row arrives, numbers go on, and what is half moved is not moved."""

import re
from pathlib import Path

import pytest

from domain.ticket import CloseReason, Status
from storage.database import Database
from storage.errors import AlreadyServed, CannotOpen
from storage.lock import served
from storage.move import move
from storage.sqlite import path_of
from tests.fakes.postgres import Server
from tests.storage.samples import NOW, Desk, a_letter, a_message, an_update
from tests.storage.test_utterances import say


@pytest.fixture
async def target(postgres: Server) -> str:
    return await postgres.bare()


async def a_full_desk(url: str) -> None:
    async with Database.open(url) as database:
        desk = Desk(database, url)
        first = await desk.ticket(status=Status.OPEN)
        twin = await desk.ticket(
            user=8, status=Status.CLOSED, close_reason=CloseReason.DUPLICATE, closed_at=NOW, duplicate_of=first.id
        )
        await desk.armed(first.id, "warn0", "due")
        await say(desk, a_message("Смотрите: \x00"), twin.id)
        await desk.post(a_letter("first"), a_letter("second"))
        await desk.do(lambda tx: tx.inbox.store_updates([an_update(1), an_update(2)]))


async def test_every_row_arrives_and_numbers_go_on(sqlite_url: str, target: str) -> None:
    await a_full_desk(sqlite_url)
    counts = await move(sqlite_url, target)
    assert (counts["tickets"], counts["outbox"], counts["inbox"], counts["timers"]) == (2, 2, 2, 2)
    async with Database.open(sqlite_url) as here, Database.open(target) as there:
        old, new = Desk(here, sqlite_url), Desk(there, target)
        for table in counts:
            left, right = (sorted(map(repr, each.ask(f"SELECT * FROM {table}"))) for each in (old, new))
            assert [re.sub(r"\\x00", "�", row) for row in left] == right
        third = await new.ticket(user=9)
        assert third.id == 3
        await new.post(a_letter("third"))
        assert [row[0] for row in new.ask("SELECT id FROM outbox ORDER BY id")] == [1, 2, 3]


async def test_a_desk_is_not_moved_onto_another(sqlite_url: str, target: str) -> None:
    await a_full_desk(sqlite_url)
    await move(sqlite_url, target)
    with pytest.raises(CannotOpen, match="holds a desk"):
        await move(sqlite_url, target)


async def test_a_desk_at_work_is_not_moved(sqlite_url: str, target: str) -> None:
    await a_full_desk(sqlite_url)
    with served(path_of(sqlite_url)), pytest.raises(AlreadyServed):
        await move(sqlite_url, target)


async def test_what_is_not_there_is_not_moved(tmp_path: Path, target: str) -> None:
    with pytest.raises(CannotOpen, match="no such file"):
        await move(f"sqlite:///{tmp_path / 'nowhere.db'}", target)
    with pytest.raises(CannotOpen):
        await move(target, f"sqlite:///{tmp_path / 'desk.db'}")
