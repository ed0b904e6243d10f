"""`kill -9` at any moment: what was answered is kept, and nothing is half done."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from storage.database import Database
from storage.errors import AlreadyServed
from storage.lock import served
from storage.sqlite import path_of
from tests.storage.samples import Desk


@pytest.fixture
def url(sqlite_url: str) -> str:
    """A file that nobody closed; what PostgreSQL does after a kill is its own to prove."""
    return sqlite_url


@asynccontextmanager
async def a_victim(work: str, url: str) -> AsyncIterator[Process]:
    async with Database.open(url):
        pass  # made and migrated, so that the victim has nothing to say of that
    victim = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.storage.victim", work, url, stdout=PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        yield victim
    finally:
        if victim.returncode is None:
            victim.kill()
        await victim.communicate()


@pytest.mark.parametrize("after", [1, 2, 9, 40, 200])
async def test_a_killed_process_leaves_whole_units(url: str, after: int) -> None:
    """State, letters and the mark of the update are there together or not at all; what was told is there."""
    async with a_victim("writes", url) as victim:
        assert victim.stdout is not None
        told = [int(await victim.stdout.readline()) for _ in range(after)]
        victim.kill()
        told += [int(line) for line in (await victim.stdout.read()).split(b"\n")[:-1]]
    async with Database.open(url) as database:
        desk = Desk(database, url)
        done = {seq for (seq,) in desk.ask("SELECT seq FROM inbox WHERE state = 'done'")}
        assert set(told) <= done
        assert {tag for (tag,) in desk.ask("SELECT tag FROM outbox")} == {str(seq) for seq in done}
        facts = {name for (name,) in desk.ask("SELECT name FROM facts")}
        assert facts == {f"{when} {seq}" for seq in done for when in ("before", "after")}
        assert desk.ask("PRAGMA integrity_check") == [("ok",)]


async def test_the_right_to_serve_goes_with_its_holder(url: str) -> None:
    async with a_victim("serves", url) as victim:
        assert victim.stdout is not None
        assert await victim.stdout.readline() == b"serving\n"
        async with Database.open(url):
            with pytest.raises(AlreadyServed), served(path_of(url)):
                pass
            victim.kill()
            await victim.wait()
            with served(path_of(url)):
                pass
