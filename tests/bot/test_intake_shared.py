"""Several processes handle the updates of one inbox: each once, each line in its order, none left behind."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.intake import intake as module
from domain.desk import Origin
from storage.database import Database
from storage.inbox import Turn
from storage.transaction import Transaction
from tests.bot.test_intake import House, keeps, said, says
from tests.fakes.clock import FakeClock


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "NOT_YET", 0.0)
    monkeypatch.setattr(module, "LOOK", 0.0)


@asynccontextmanager
async def two(path: Path) -> AsyncIterator[tuple[House, House]]:
    """Two processes, as far as intake can tell; neither handles yet."""
    async with Database.open(f"sqlite:///{path / 'desk.db'}") as database:
        clock = FakeClock()
        yield House(database, keeps, shared=True, clock=clock), House(database, keeps, shared=True, clock=clock)


@asynccontextmanager
async def working(*houses: House) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as tasks:
        runs = [tasks.create_task(each.intake.run()) for each in houses]
        yield
        for run in runs:
            run.cancel()


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not holds():
            await asyncio.sleep(0)


async def looked_for(desk: House) -> None:
    """The process looks through the inbox, more than once."""
    for _ in range(20):
        await desk.intake._inbox.left(desk.clock.now(), 1)


async def test_a_line_is_handled_in_its_order_whoever_has_which_part_of_it(tmp_path: Path) -> None:
    """The second message waits, in its process, for the first, which another has; somebody else's does not."""
    async with two(tmp_path) as (one, other):
        await one.intake.store([says(1, "first")])
        await other.intake.store([says(2, "second"), says(3, "hers", chat=1002)])
        async with working(other):
            await until(lambda: other.handled)
            await looked_for(other)
            assert other.handled == ["hers"]
            async with working(one):
                await other.settled()
        assert (one.handled, other.handled) == (["first"], ["hers", "second"])


async def test_what_a_dead_process_left_is_handled_before_what_came_after_it(tmp_path: Path) -> None:
    """It is nobody's for five seconds; then it stands before what is later, though that is lined up already."""
    async with two(tmp_path) as (dead, other):
        await dead.intake.store([says(1, "first"), says(2, "second")])
        await other.intake.store([says(3, "third")])
        async with working(other):
            await looked_for(other)
            assert other.handled == []
            other.clock.advance(seconds=5)
            await other.settled()
        assert other.handled == ["first", "second", "third"]


async def test_what_waits_for_another_attempt_is_not_taken_from_its_process(tmp_path: Path) -> None:
    async with two(tmp_path) as (one, other):
        await one.intake.store([says(1, "first")])
        [row] = await one.intake._inbox.left(one.clock.now(), 1)
        await one.intake._inbox.failed(row.seq, "OSError", one.clock.now(), one.clock.now() + timedelta(seconds=60))
        one.clock.advance(seconds=5)
        async with working(other):
            await looked_for(other)
            assert other.handled == []
            other.clock.advance(seconds=60)
            await until(lambda: other.handled)


async def test_what_both_have_lined_up_is_handled_once(tmp_path: Path) -> None:
    """One that starts lines up all that waits, whoever has it already."""
    async with two(tmp_path) as (one, other):
        await one.intake.store([says(1, "first"), says(2, "second")])
        await other.intake.resume()
        async with working(one, other):
            await one.settled()
            await other.settled()
        assert await said(one.database) == "first second "


async def test_the_turn(tmp_path: Path) -> None:
    """NOW for the first of each line, PAST for what is handled or put aside."""
    async with two(tmp_path) as (one, _):
        inbox, at = one.intake._inbox, FakeClock().now()
        rows = await inbox.store([says(1), says(2), says(3, chat=1002)], at)

        async def turns() -> list[Turn]:
            return [await inbox.turn(row.seq) for row in rows]

        assert await turns() == [Turn.NOW, Turn.LATER, Turn.NOW]
        await inbox.done(rows[0].seq, at)
        await inbox.quarantine(rows[2].seq, "x", at)
        assert await turns() == [Turn.PAST, Turn.NOW, Turn.PAST]

        async def nothing(_: Transaction) -> None:
            raise AssertionError("it is handled")

        await one.database.run(Origin(at, inbox=rows[0].seq), nothing)
