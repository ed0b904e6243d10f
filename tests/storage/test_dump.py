"""A copy by the server's own tools, as docs/operations.md tells to make it and to bring it back."""

import subprocess
from pathlib import Path

from tests.fakes.postgres import Server
from tests.fakes.world import a_world
from tests.scenarios.stories import a_ticket


async def test_a_desk_goes_on_from_a_dump(tmp_path: Path, postgres: Server) -> None:
    """Made while the bot works, restored to another database: the ticket is there, and its topic is written to."""
    dump, restored = tmp_path / "desk.dump", await postgres.bare()
    async with a_world(tmp_path, start=False, database_url=await postgres.database()) as world:
        async with world.running():
            topic, _, _ = await a_ticket(world.petr, world.group)
            _run(postgres, "pg_dump", "--format=custom", f"--file={dump}", world.settings.database_url)
        _run(postgres, "pg_restore", "--exit-on-error", "--single-transaction", f"--dbname={restored}", str(dump))
        world.settings = world.settings.model_copy(update={"database_url": restored})
        async with world.running():
            await world.petr.says("И ещё вопрос")
            await world.anna.in_topic(topic, world.group).sees("И ещё вопрос")
            assert await world.ask("SELECT count(*) FROM tickets") == [(1,)]


def _run(server: Server, program: str, *arguments: str) -> None:
    subprocess.run([server.programs / program, *arguments], check=True, capture_output=True)
