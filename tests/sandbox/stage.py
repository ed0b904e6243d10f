"""The whole stage of the demo in one process: the sandbox with its people, its mailbox and its page."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sandbox.__main__ import PAGE, page_routes
from sandbox.mailbox import Mailbox
from sandbox.seed import seed
from sandbox.server import Sandbox


@dataclass(frozen=True, slots=True)
class Stage:
    tg: Sandbox
    mailbox: Mailbox


@asynccontextmanager
async def staged(data: Path | None = None, port: int = 0, clock_file: Path | None = None) -> AsyncIterator[Stage]:
    """Without limits; in memory unless there is a folder, where an earlier world goes on."""
    tg = Sandbox(limit_scale=0, data=data, port=port, clock_file=clock_file)
    if len(tg.world.accounts) == 1:
        seed(tg)
    mailbox = Mailbox(tg, port=0, folder=data / "mail" if data else None)
    tg.more_routes += [*mailbox.routes(), *page_routes(PAGE)]
    async with tg:
        await mailbox.start()
        try:
            yield Stage(tg, mailbox)
        finally:
            await mailbox.stop()
