"""Ticks, heartbeats, and what happens when somebody sets the wall clock."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from actions.clockwork import Clockwork
from bot.clock import SystemClock
from bot.heartbeat import BEAT, OUTAGE, Heartbeat
from bot.jumps import JumpGuard
from bot.scheduler import Scheduler
from bot.watch import Watch
from domain.desk import Origin
from domain.effects import TellLead
from domain.errors import AlreadyDone, NotYours
from domain.ids import UserId
from storage.database import Database
from storage.transaction import Transaction
from tests.fakes.clock import FakeClock
from tests.fakes.desk import LEAD, desk_at


async def fact(database: Database, name: str) -> str | None:
    async def look(tx: Transaction) -> str | None:
        return await tx.facts.get(name)

    return await database.read(look)


async def letters(database: Database, at: datetime) -> list[TellLead]:
    async def look(tx: Transaction) -> list[TellLead]:
        heads = await tx.outbox.heads(at, 100)
        return [letter.effect for letter in heads if isinstance(letter.effect, TellLead)]

    return await database.read(look)


# --- ticks


async def test_a_tick_that_fails_does_not_stop_the_next() -> None:
    ticks = asyncio.Queue[int]()
    clock = SystemClock()
    scheduler = Scheduler(clock.real)

    async def job() -> None:
        ticks.put_nowait(1)
        raise OSError

    scheduler.every(0.02, job)
    scheduler.start()
    async with asyncio.timeout(10):
        for _ in range(3):
            await ticks.get()
    scheduler.stop()


async def test_a_slow_tick_is_not_overlapped() -> None:
    running = most = 0
    enough = asyncio.Event()
    scheduler = Scheduler(SystemClock().real)

    async def job() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        for _ in range(200):
            await asyncio.sleep(0.001)
        running -= 1
        enough.set()

    scheduler.every(0.01, job)
    scheduler.start()
    async with asyncio.timeout(10):
        await enough.wait()
    scheduler.stop()
    assert most == 1


async def test_after_a_jump_back_ticks_go_on_at_once() -> None:
    """APScheduler goes by the wall clock: left alone, it would wait until the old time returns."""
    ticks = asyncio.Queue[int]()
    scheduler = Scheduler(SystemClock().real)

    async def job() -> None:
        ticks.put_nowait(1)

    scheduler.every(3600, job)
    scheduler.start()
    async with asyncio.timeout(10):
        await ticks.get()
        scheduler.resync()
        await ticks.get()
    scheduler.stop()


# --- heartbeats


async def test_a_gap_in_the_heartbeat_is_an_outage(tmp_path: Path) -> None:
    clock = FakeClock()
    async with desk_at(tmp_path / "desk.db", clock) as (database, _):
        heart = Heartbeat(database, clock)
        assert await heart.wake() is None
        clock.advance(seconds=59)
        assert await heart.wake() is None
        clock.advance(hours=2)
        outage = await heart.wake()
        assert outage is not None
        assert outage.until - outage.since == timedelta(hours=2)
        since, until = (await fact(database, OUTAGE) or "").split()
        assert (datetime.fromisoformat(since), datetime.fromisoformat(until)) == (outage.since, outage.until)


async def test_moving_the_desks_time_is_no_outage_and_outages_are_told_in_it(tmp_path: Path) -> None:
    clock = FakeClock()
    async with desk_at(tmp_path / "desk.db", clock) as (database, _):
        heart = Heartbeat(database, clock)
        await heart.beat()
        clock.move(days=14)
        assert await heart.wake() is None
        clock.advance(minutes=5)
        outage = await heart.wake()
        assert outage is not None
        assert outage.until == clock.now()
        assert datetime.fromisoformat(await fact(database, BEAT) or "") == clock.real()


async def test_being_out_of_telegrams_reach_joins_the_outage_before_it(tmp_path: Path) -> None:
    clock = FakeClock()
    async with desk_at(tmp_path / "desk.db", clock) as (database, _):
        heart = Heartbeat(database, clock)
        await heart.beat()
        stopped = clock.now()
        clock.advance(hours=1)
        await heart.wake()
        clock.advance(minutes=10)
        await heart.was_away(timedelta(minutes=10))
        assert await fact(database, OUTAGE) == f"{stopped.isoformat()} {clock.now().isoformat()}"
        clock.advance(hours=5)
        await heart.was_away(timedelta(minutes=3))
        assert (await fact(database, OUTAGE) or "").startswith((clock.now() - timedelta(minutes=3)).isoformat())


# --- jumps


@pytest.mark.parametrize(
    ("seconds", "held"), [(599, False), (601, True), (86_400, True), (-59, False), (-61, True), (-86_400, True)]
)
def test_a_jump_of_the_wall_clock_holds_the_deadlines(seconds: int, *, held: bool) -> None:
    clock = FakeClock()
    guard = JumpGuard(clock)
    clock.advance(hours=3)  # honest time, however long
    guard.look()
    clock.jump(seconds=seconds)
    clock.advance(seconds=1)
    guard.look()
    assert guard.held is held


def test_a_slow_drift_and_a_moved_desk_are_no_jumps() -> None:
    clock = FakeClock()
    guard = JumpGuard(clock)
    for _ in range(100):
        clock.advance(seconds=1)
        clock.jump(seconds=30)
        clock.move(hours=4)
        guard.look()
    assert not guard.held


def test_the_api_servers_clock_settles_it() -> None:
    clock = FakeClock()
    guard = JumpGuard(clock)
    clock.jump(hours=1)
    guard.compare(clock.real() - timedelta(hours=1))
    assert guard.held
    clock.jump(hours=-1)
    guard.compare(clock.real() + timedelta(seconds=59))
    assert not guard.held


def test_time_that_ran_backwards_while_we_were_stopped_is_noticed() -> None:
    clock = FakeClock()
    assert JumpGuard(clock, clock.real() + timedelta(minutes=2)).held
    assert not JumpGuard(clock, clock.real() - timedelta(days=2)).held


class Sweeps:
    """Counts the sweeps, and which of them were current."""

    def __init__(self) -> None:
        self.seen: list[bool] = []

    async def sweep(self, *, current: bool) -> int:
        self.seen.append(current)
        return 0


async def test_nothing_fires_until_somebody_knows_the_time(tmp_path: Path) -> None:
    """The lead hears of a jump once and may vouch for the clock; nobody else may."""
    clock = FakeClock()
    async with desk_at(tmp_path / "desk.db", clock) as (database, desk):
        guard, clockwork, sweeps = JumpGuard(clock), Clockwork(desk), Sweeps()
        watch = Watch(guard, clockwork, sweeps, now=clock.now, current=lambda: True)
        await watch.tick()
        clock.jump(hours=2)
        for _ in range(3):
            await watch.tick()
        assert sweeps.seen == [True]
        (told,) = await letters(database, clock.now())
        assert (told.lead, told.words.args["minutes"]) == (LEAD, 120)  # type: ignore[union-attr]
        with pytest.raises(NotYours):
            await clockwork.vouch(Origin(clock.now()), UserId(1001))
        await clockwork.vouch(Origin(clock.now()), LEAD)
        with pytest.raises(AlreadyDone):
            await clockwork.vouch(Origin(clock.now()), LEAD)
        await watch.tick()
        await watch.tick()
        assert sweeps.seen == [True, True]


async def test_sweeps_resume_when_the_server_agrees(tmp_path: Path) -> None:
    clock = FakeClock()
    async with desk_at(tmp_path / "desk.db", clock) as (_, desk):
        guard, clockwork, sweeps = JumpGuard(clock), Clockwork(desk), Sweeps()
        watch = Watch(guard, clockwork, sweeps, now=clock.now, current=lambda: False)
        clock.jump(hours=2)
        await watch.tick()
        assert await clockwork.held()
        guard.compare(clock.real().astimezone(UTC))
        await watch.tick()
        assert not await clockwork.held()
        assert sweeps.seen == [False]
