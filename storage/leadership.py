"""Who leads: of all that share a database, one process delivers, sweeps, and polls where there is no webhook."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from storage.addresses import is_postgres
from storage.lock import served
from storage.sqlite import path_of


@asynccontextmanager
async def leading(url: str) -> AsyncIterator[asyncio.Event]:
    """Wait for the right to lead, and hold it while the block lasts; the event is set when it is lost.

    A SQLite file is served by one process: another one raises AlreadyServed at once. On PostgreSQL the others stand
    by: the lock belongs to a connection, and the server gives it on when that ends, by `kill -9` too.
    """
    if not is_postgres(url):
        with served(path_of(url)):
            yield asyncio.Event()
        return
    from storage.standby import held  # noqa: PLC0415  a desk on a file does not carry the driver

    async with held(url) as lost:
        yield lost
