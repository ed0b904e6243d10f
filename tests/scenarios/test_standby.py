"""Two processes share a server's database: one serves, the other stands by and goes on where the first stopped."""

import asyncio
from pathlib import Path

from bot.app import App
from bot.policy import load_policy
from tests.fakes.postgres import Server
from tests.fakes.world import a_world
from tests.scenarios.stories import a_ticket


async def test_another_process_goes_on(tmp_path: Path, postgres: Server) -> None:
    """The one that stands by neither polls nor sends until the first is gone; then nothing of it is missing."""
    async with a_world(tmp_path, start=False, database_url=await postgres.database()) as world:
        other = App(world.settings, load_policy(world.settings.policy_file))
        async with world.running():
            standing_by = asyncio.get_running_loop().create_task(other.run())
            topic, _, _ = await a_ticket(world.petr, world.group)
            assert not other.ready.is_set()
        await world.petr.says("Уже второй час")
        await other.ready.wait()
        await world.anna.in_topic(topic, world.group).sees("Уже второй час")
        other.stop()
        await standing_by


async def test_whoever_stands_by_can_be_stopped(tmp_path: Path, postgres: Server) -> None:
    async with a_world(tmp_path, database_url=await postgres.database()) as world:
        other = App(world.settings, load_policy(world.settings.policy_file))
        standing_by = asyncio.get_running_loop().create_task(other.run())
        await asyncio.sleep(0)
        other.stop()
        await standing_by
        assert not other.ready.is_set()
