"""What every story begins with."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.world import World, a_world
from tests.sandbox.bot_api_schema import schema

Build = Callable[..., AbstractAsyncContextManager[World]]


@asynccontextmanager
async def described(folder: Path, **how: Any) -> AsyncIterator[World]:
    """A world whose every call is held against the Bot API's own description, where that lies beside the checkout."""
    async with a_world(folder, **how) as world:
        yield world
        if bot_api := schema():
            calls = world.tg.calls()
            assert [fault for call in calls for fault in bot_api.faults_of(call.method, call.sent)] == []


@pytest.fixture
def desk_of(tmp_path: Path) -> Build:
    """Arrange a world as a story needs it: `async with desk_of(forum=False, times=SHORT) as desk`."""
    return partial(described, tmp_path)


@pytest.fixture
async def desk(desk_of: Build) -> AsyncIterator[World]:
    """The usual world, with the bot running."""
    async with desk_of() as world:
        yield world
