"""Each stored update is handled once, whatever its handler and the database do."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import Message
from structlog.testing import capture_logs

from actions.ports import Transaction
from bot.intake import intake as module
from bot.intake.inbox import Inbox, Marks
from bot.intake.intake import Intake
from domain.desk import Origin
from domain.errors import NotFound
from domain.ids import InboxId
from storage.database import Database
from storage.errors import Full
from storage.transaction import Transaction as Everything
from tests.fakes.clock import FakeClock

Handler = Callable[[Message, Origin, Marks], Awaitable[None]]


def says(number: int, text: str = "hello", chat: int = 1001) -> dict[str, Any]:
    who = {"id": chat, "is_bot": False, "first_name": "Petr"}
    message = {"message_id": number, "date": 1_795_000_000, "chat": {"id": chat, "type": "private"}, "from": who}
    return {"update_id": number, "message": {**message, "text": text}}


FROM_THE_FUTURE = {
    "update_id": 50,
    "message_reaction": {
        "chat": {"id": 1001, "type": "private"},
        "message_id": 1,
        "date": 1_795_000_000,
        "old_reaction": [],
        "new_reaction": [{"type": "hologram", "hologram": "secret words"}],
    },
}


@dataclass
class House:
    """An intake over a real database and dispatcher; `handle` is the only handler there is."""

    database: Database
    handle: Handler
    handled: list[str] = field(default_factory=list)
    quarantines: int = 0
    shared: bool = False
    clock: FakeClock = field(default_factory=FakeClock)

    def __post_init__(self) -> None:
        self.marks = Marks(self.database)
        self.bot = Bot("100500:a-token-that-nobody-asks-about")
        dispatcher = Dispatcher(disable_fsm=True)
        dispatcher.message.register(self._on_message)
        self.intake = Intake(
            Inbox(self.database, self.bot.id),
            self.marks,
            self.bot,
            dispatcher,
            now=self.clock.now,
            on_quarantine=self._on_quarantine,
            shared=self.shared,
        )

    async def _on_message(self, message: Message, origin: Origin) -> None:
        self.handled.append(message.text or "")
        await self.handle(message, origin, self.marks)

    async def _on_quarantine(self) -> None:
        self.quarantines += 1

    async def receives(self, *updates: object) -> None:
        await self.intake.store(updates)
        await self.settled()

    async def settled(self) -> None:
        async with asyncio.timeout(10):
            while self.intake.backlog:
                await asyncio.sleep(0)

    async def states(self) -> dict[int, str]:
        async def look(tx: Everything) -> tuple[tuple[int, ...], int]:
            waiting = await tx.inbox.waiting(InboxId(0), 100)
            return tuple(row.update_id or 0 for row in waiting), (await tx.inbox.counts()).quarantined

        waiting, quarantined = await self.database.read(look)
        return dict.fromkeys(waiting, "new") | {-1: f"{quarantined} quarantined"}


@asynccontextmanager
async def house(path: Path, handle: Handler) -> AsyncIterator[House]:
    async with Database.open(f"sqlite:///{path}") as database:
        built = House(database, handle)
        await built.intake.resume()
        async with asyncio.TaskGroup() as tasks:
            run = tasks.create_task(built.intake.run())
            yield built
            run.cancel()


async def keeps(message: Message, origin: Origin, marks: Marks) -> None:
    """An action of one unit."""

    async def unit(tx: Transaction) -> None:
        await tx.facts.put("said", f"{await tx.facts.get('said') or ''}{message.text} ")

    await marks.run(origin, unit)


async def ignores(_message: Message, _origin: Origin, _marks: Marks) -> None:
    """No action at all."""


async def said(database: Database) -> str | None:
    async def look(tx: Everything) -> str | None:
        return await tx.facts.get("said")

    return await database.read(look)


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[Any]]:
    with capture_logs() as entries:
        yield entries


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BACKOFF", (0.0, 0.0, 0.0, 0.0))
    monkeypatch.setattr(module, "NO_MEMORY", 0.0)


async def test_a_redelivered_update_changes_nothing(tmp_path: Path) -> None:
    async with house(tmp_path / "desk.db", keeps) as desk:
        await desk.receives(says(1, "one"), says(2, "two"), says(1, "one"))
        await desk.receives(says(2, "two"), says(3, "three"))
        assert await said(desk.database) == "one two three "
        assert await desk.states() == {-1: "0 quarantined"}


async def test_an_update_of_which_nothing_comes_is_handled_too(tmp_path: Path) -> None:
    async with house(tmp_path / "desk.db", ignores) as desk:
        await desk.receives(says(1), {"update_id": 2, "poll": {}, "telepathy": {}})
        assert (await desk.states())[-1] == "1 quarantined"
        assert desk.intake.backlog == 0


async def test_what_an_earlier_process_left_is_handled_first_and_in_order(tmp_path: Path) -> None:
    """Killed after the commit of the inbox, before any handler ran."""
    async with Database.open(f"sqlite:///{tmp_path / 'desk.db'}") as database:
        inbox = Inbox(database, 100500)
        await inbox.store([says(1, "one"), says(2, "two"), says(3, "three")], FakeClock().now())
    async with house(tmp_path / "desk.db", keeps) as desk:
        await desk.receives(says(3, "three"), says(4, "four"))
        assert desk.handled == ["one", "two", "three", "four"]


async def test_a_failing_handler_is_tried_again_and_holds_only_its_own_line(tmp_path: Path) -> None:
    failures = 2

    async def fails_twice(message: Message, origin: Origin, marks: Marks) -> None:
        nonlocal failures
        if message.text == "hard" and failures:
            failures -= 1
            raise ConnectionError
        await keeps(message, origin, marks)

    async with house(tmp_path / "desk.db", fails_twice) as desk:
        await desk.receives(says(1, "hard"), says(2, "after"), says(3, "other", chat=1002))
        assert desk.handled.count("hard") == 3
        assert desk.handled.index("other") < desk.handled.index("after")
        assert (await said(desk.database) or "").split() == ["other", "hard", "after"]
        assert await desk.states() == {-1: "0 quarantined"}


async def test_what_fails_five_times_is_put_aside_and_the_rest_go_on(tmp_path: Path) -> None:
    async def fails(message: Message, origin: Origin, marks: Marks) -> None:
        if message.text == "poison":
            raise NotFound
        await keeps(message, origin, marks)

    async with house(tmp_path / "desk.db", fails) as desk:
        await desk.receives(says(1, "poison"), says(2, "after"))
        assert desk.handled == ["poison"] * 5 + ["after"]
        assert desk.quarantines == 1
        assert await desk.states() == {-1: "1 quarantined"}


async def test_attempts_are_counted_across_restarts(tmp_path: Path) -> None:
    async def fails(_message: Message, _origin: Origin, _marks: Marks) -> None:
        raise NotFound

    async with Database.open(f"sqlite:///{tmp_path / 'desk.db'}") as database:
        now = FakeClock().now()
        inbox = Inbox(database, 100500)
        (row,) = await inbox.store([says(1)], now)
        for _ in range(3):
            await inbox.failed(row.seq, "killed", now, now)
    async with house(tmp_path / "desk.db", fails) as desk:
        await desk.settled()
        assert len(desk.handled) == 2


async def test_what_this_version_cannot_read_is_put_aside(tmp_path: Path, logged: list[Any]) -> None:
    """A customer with a newer Telegram must not stop the desk, and their words must not reach the log."""
    async with house(tmp_path / "desk.db", keeps) as desk:
        await desk.receives(FROM_THE_FUTURE, "no update", says(1, "after"))
        assert await said(desk.database) == "after "
        assert await desk.states() == {-1: "2 quarantined"}
        assert desk.quarantines == 2
    assert "secret words" not in repr(logged)
    assert any(entry["event"] == "update_quarantined" for entry in logged)


async def test_a_lost_toast_is_not_a_lost_update(tmp_path: Path) -> None:
    """The unit is committed; what fails afterwards is not done again."""

    async def toasts(message: Message, origin: Origin, marks: Marks) -> None:
        await keeps(message, origin, marks)
        raise TimeoutError

    async with house(tmp_path / "desk.db", toasts) as desk:
        await desk.receives(says(1, "one"))
        assert await said(desk.database) == "one "
        assert desk.handled == ["one"]


async def test_a_full_disk_is_no_fault_of_the_update(tmp_path: Path) -> None:
    """However often the database refuses, the update waits: it is never put aside for that."""
    refusals = 12

    async def refused(message: Message, origin: Origin, marks: Marks) -> None:
        nonlocal refusals
        if refusals:
            refusals -= 1
            raise Full
        await keeps(message, origin, marks)

    async with house(tmp_path / "desk.db", refused) as desk:
        await desk.receives(says(1, "one"))
        assert await said(desk.database) == "one "
        assert desk.quarantines == 0


async def test_what_comes_back_from_quarantine_is_handled_once(tmp_path: Path) -> None:
    """A lead has it tried once more: what can be handled by now is, what cannot is put aside again."""
    well = False

    async def handle(message: Message, origin: Origin, marks: Marks) -> None:
        if not well:
            raise LookupError

    async with house(tmp_path / "desk.db", handle) as built:
        await built.intake.store([says(1)])
        await built.database.run(Origin(built.clock.now()), lambda tx: tx.inbox.quarantine(InboxId(1), "LookupError"))
        await built.receives(FROM_THE_FUTURE)
        well = True
        assert await built.database.run(Origin(built.clock.now()), lambda tx: tx.inbox.release()) == 2
        built.handled.clear()
        await built.intake.look_back()
        await built.intake.look_back()
        await built.settled()
        assert built.handled == ["hello"]
        assert await built.states() == {-1: "1 quarantined"}
