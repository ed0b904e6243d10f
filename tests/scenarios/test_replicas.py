"""Several replicas behind one webhook: every one takes updates in and handles them, one of them writes to people.

Killed -9 in turn while people write, they lose nothing, change every state once, and keep each person's order.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from sandbox.people import Person
from sandbox.voice import Voice
from tests.bot.test_doctor import free_port
from tests.fakes.postgres import Server
from tests.fakes.replicas import Replicas, replicas
from tests.fakes.world import World, a_world
from tests.scenarios.stories import files, texts

SECRET = "a-secret-of-sixteen-letters"
ONCE = ("registered", "claimed", "resolved", "confirmed")  # what happens to a ticket
BURST = 4  # lines that a person writes in one go
TAKEN_OVER = 15.0  # seconds in which another leads when the leader has died


@asynccontextmanager
async def a_house(folder: Path, postgres: Server, **how: Any) -> AsyncIterator[tuple[World, Replicas]]:
    """Three replicas at work."""
    behind, *ports = (free_port() for _ in range(7))
    by_webhook = {"webhook_url": f"http://127.0.0.1:{behind}/telegram", "webhook_secret": SECRET, **how}
    async with a_world(folder, start=False, database_url=await postgres.database(), **by_webhook) as world:
        world.tg.webhook.first_delay, world.tg.webhook.last_delay = 0.05, 0.2
        async with replicas(world.settings, tuple(ports), behind=behind) as house:
            for _ in range(3):
                await house.start()
            yield world, house


async def customers(world: World, many: int) -> dict[Person, Voice]:
    """So many of them, each with a ticket, and their engineer in its topic."""
    found: dict[Person, Voice] = {}
    for number in range(1, many + 1):
        person = world.tg.person(f"Клиент{number} Иванов", phone=f"+7900000020{number}")
        await files(person, organisation=f"ООО «Цех {number}»")
        await person.sees(f"№ {number} ")
        found[person] = there = world.anna.in_topic(await world.group.topic(f"{number} ·"), world.group)
        await there.sees(f"№ {number} ", button="Взять")
    return found


async def seen_after_a_kill(there: Voice, line: str) -> None:
    """Somebody else writes to people before long."""
    began = asyncio.get_running_loop().time()
    await there.sees(line, timeout=TAKEN_OVER)
    assert asyncio.get_running_loop().time() - began < TAKEN_OVER


async def events(world: World) -> dict[int, Counter[str]]:
    """What the journal says of each ticket, and how often."""
    found: dict[int, Counter[str]] = {}
    for ticket, event in await world.ask("SELECT ticket_id, event FROM journal ORDER BY id"):
        found.setdefault(ticket, Counter())[event] += 1
    return found


async def killed_in_turn(world: World, house: Replicas, *, rounds: int) -> None:
    """The leader dies, and the others, while everybody writes; new ones come."""
    served = await customers(world, 3)
    said = [await each.says("/readyz") for each in house.alive]
    assert sorted(said, key=lambda each: bool(each and each["leads"])) == [
        {"ready": True, "leads": leads, "reasons": []} for leads in (False, False, True)
    ]
    lines = [f"Строка {number}" for number in range(rounds * BURST)]
    for there in served.values():
        await there.presses("Взять")
    for number in range(rounds):
        leader = await house.leader()
        dies = leader if leader and number % 2 == 0 else house.alive[0]
        burst = lines[number * BURST : (number + 1) * BURST]
        for line in burst:
            for person in served:
                await person.says(line)
        await house.kill(dies)
        await house.start()
        for there in served.values():
            await seen_after_a_kill(there, burst[-1])
    for there in served.values():
        await there.says("/resolve Заменили блок питания")
    await house.kill(await house.leader() or house.alive[0])
    for number, person in enumerate(served, 1):
        await person.sees(f"Похоже, № {number} решено", timeout=TAKEN_OVER)
        await person.presses("Да, закрываем")
    await house.kill(await house.leader() or house.alive[0])
    for number, (person, there) in enumerate(served.items(), 1):
        await person.sees(f"№ {number} закрыто", timeout=TAKEN_OVER)
        arrived = [text for text in texts(there.chat()) if text in lines]
        assert list(dict.fromkeys(arrived)) == lines
    for happened in (await events(world)).values():
        accepted = happened.pop("answered", 0) + happened.pop("postscript", 0)  # before the yes was handled, or after
        assert accepted == 1
        assert happened == {**dict.fromkeys(ONCE, 1), "customer_wrote": len(lines)}
    assert sum(taken > 0 for taken in house.passed.values()) >= 3


async def test_killed_in_turn_they_lose_nothing(tmp_path: Path, postgres: Server) -> None:
    """Each line reaches its topic in order, each state changes once, another leads within fifteen seconds."""
    async with a_house(tmp_path, postgres) as (world, house):
        await killed_in_turn(world, house, rounds=3)


async def test_whoever_leads_no_more_stops(tmp_path: Path, postgres: Server) -> None:
    """The server has given the right to somebody else: nothing more is sent here, and the process ends."""
    async with a_house(tmp_path, postgres) as (world, house):
        await world.petr.says("/id")
        await world.petr.sees(str(world.petr.id))
        leader = await house.leader()
        assert leader
        await world.ask("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4202")
        assert await leader.process.ended() == 1
        house.alive.remove(leader)
        await world.petr.says("/id")
        await world.petr.sees(str(world.petr.id), timeout=TAKEN_OVER)
        assert (await house.leader()) not in {None, leader}


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_killed_for_long_they_lose_nothing(tmp_path: Path, postgres: Server) -> None:
    async with a_house(tmp_path, postgres) as (world, house):
        await killed_in_turn(world, house, rounds=20)
