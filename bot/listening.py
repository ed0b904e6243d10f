"""Ports that the desk listens on: where, and what is said when one cannot be had."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.settings import Address

LAST_WORDS = 1.0  # seconds that requests at hand have when we stop


class CannotListen(Exception):  # noqa: N818  a sentence for a person
    """The address of `setting` cannot be listened on; `why` is the system's own word for it."""

    def __init__(self, setting: str, address: Address, why: str) -> None:
        super().__init__(setting, str(address), why)
        self.setting, self.address, self.why = setting, address, why


@asynccontextmanager
async def listening(app: web.Application, address: Address, setting: str) -> AsyncIterator[Address]:
    """Serve `app` while the block lasts; enters with the address as it is. Raises CannotListen."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=LAST_WORDS)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, address.host, address.port).start()
        except OSError as error:
            raise CannotListen(setting, address, os.strerror(error.errno) if error.errno else str(error)) from None
        yield Address(address.host, runner.addresses[0][1])
    finally:
        await runner.cleanup()
