"""What every story begins with."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest

from tests.fakes.world import World, a_world

Build = Callable[..., AbstractAsyncContextManager[World]]


@pytest.fixture
def desk_of(tmp_path: Path) -> Build:
    """Arrange a world as a story needs it: `async with desk_of(forum=False, times=SHORT) as desk`."""
    return partial(a_world, tmp_path)


@pytest.fixture
async def desk(desk_of: Build) -> AsyncIterator[World]:
    """The usual world, with the bot running."""
    async with desk_of() as world:
        yield world
