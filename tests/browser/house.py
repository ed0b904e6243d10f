"""The demo in one process: the page, its people, and the real bot serving them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.app import App
from bot.policy import load_policy
from bot.settings import Settings
from sandbox.seed import demo_settings
from tests.sandbox.stage import Stage, staged

START = 20.0  # seconds


@asynccontextmanager
async def a_house(folder: Path) -> AsyncIterator[Stage]:
    """The bot is at work until the block ends."""
    clock = folder / "clock"
    async with staged(clock_file=clock) as stage:
        told: dict[str, Any] = {
            name.lower(): value for name, value in demo_settings(stage.tg.url, stage.mailbox.port).items()
        }
        settings = Settings(
            _env_file=None,
            database_url=f"sqlite:///{folder / 'desk.db'}",
            clock_offset_file=clock,
            limit_scale=1000.0,
            **told,
        )
        app = App(settings, load_policy(settings.policy_file))
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(app.run())
            await asyncio.wait_for(app.ready.wait(), START)
            try:
                yield stage
            finally:
                app.stop()
