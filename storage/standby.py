"""The lock of the replica that leads, on PostgreSQL; the others stand by for it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from storage.errors import StorageError
from storage.postgres import FAULTS, LEADER, connected

TRY_AGAIN = 2.0  # seconds: how soon another takes over
FEEL = 2.0  # seconds between looks whether the lock is still ours


@asynccontextmanager
async def held(url: str) -> AsyncIterator[asyncio.Event]:
    """Wait for the lock and hold it while the block lasts; the event is set when it is lost."""
    line = await _won(url)
    lost = asyncio.Event()
    line.add_termination_listener(lambda _: lost.set())
    feeling = asyncio.get_running_loop().create_task(_feel(line, lost), name="leading")
    try:
        yield lost
    finally:
        feeling.cancel()
        line.terminate()
        await asyncio.gather(feeling, return_exceptions=True)


async def _won(url: str) -> asyncpg.Connection:
    while True:
        try:
            line = await connected(url)
        except StorageError:
            await asyncio.sleep(TRY_AGAIN)
            continue
        try:
            while not await line.fetchval("SELECT pg_try_advisory_lock($1)", LEADER):  # noqa: ASYNC110  it is elsewhere
                await asyncio.sleep(TRY_AGAIN)
        except FAULTS:
            line.terminate()
        except BaseException:
            line.terminate()
            raise
        else:
            return line


async def _feel(line: asyncpg.Connection, lost: asyncio.Event) -> None:
    """A server that is gone without a word is noticed by asking it."""
    while not lost.is_set():
        await asyncio.sleep(FEEL)
        try:
            await line.fetchval("SELECT 1", timeout=FEEL * 2)
        except FAULTS:
            lost.set()
