"""What every story begins with."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.postgres import Server
from tests.fakes.world import World, a_world
from tests.sandbox.bot_api_schema import schema

Build = Callable[..., AbstractAsyncContextManager[World]]


@asynccontextmanager
async def described(folder: Path, server: Server | None = None, **how: Any) -> AsyncIterator[World]:
    """A world whose every call is held against the Bot API's own description, where that lies beside the checkout."""
    if server is not None:
        how = {"database_url": await server.database(), **how}
    async with a_world(folder, **how) as world:
        yield world
        if bot_api := schema():
            calls = world.tg.calls()
            assert [fault for call in calls for fault in bot_api.faults_of(call.method, call.sent)] == []


@pytest.fixture
def desk_of(tmp_path: Path, request: pytest.FixtureRequest) -> Build:
    """Arrange a world as a story needs it: `async with desk_of(forum=False, times=SHORT) as desk`.

    Its database is a SQLite file, or on a PostgreSQL server with `--engine postgres`.
    """
    on_postgres = request.config.getoption("engine") == "postgres"
    return partial(described, tmp_path, request.getfixturevalue("postgres") if on_postgres else None)


@pytest.fixture
def on_a_file(tmp_path: Path) -> Build:
    """Worlds whose database is a file, whatever the engine: the story is about the file."""
    return partial(described, tmp_path, None)


@pytest.fixture
async def desk(desk_of: Build) -> AsyncIterator[World]:
    """The usual world, with the bot running."""
    async with desk_of() as world:
        yield world
