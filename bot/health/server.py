"""`/livez`, `/readyz`, `/metrics`: a server of its own, on the loopback unless told otherwise."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

import structlog
from aiohttp import web

from bot.health.readiness import reasons
from bot.health.vitals import Looking, Vitals
from bot.listening import listening
from bot.settings import Address
from storage.errors import StorageError

log = structlog.get_logger()


class Health:
    """Answers from the first moment on; `look` is given once there is something to look at."""

    def __init__(self, address: Address | None) -> None:
        """None: nobody asks."""
        self.address = address
        self.look: Looking | None = None

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Answer while the block lasts; raises CannotListen."""
        if self.address is None:
            yield
            return
        app = web.Application()
        pages = {"/livez": self._livez, "/readyz": self._readyz, "/metrics": self._metrics}
        app.add_routes([web.get(path, page) for path, page in pages.items()])
        async with listening(app, self.address, "HEALTH_LISTEN") as found:
            self.address = found
            log.info("health_listening", at=str(found))
            yield

    async def _livez(self, _: web.Request) -> web.Response:
        """The loop turns, or nobody would answer."""
        return web.json_response({"alive": True})

    async def _readyz(self, _: web.Request) -> web.Response:
        seen = await self._seen()
        found, leads = ([seen], False) if isinstance(seen, str) else (list(reasons(seen)), seen.leads)
        status = HTTPStatus.SERVICE_UNAVAILABLE if found else HTTPStatus.OK
        return web.json_response({"ready": not found, "leads": leads, "reasons": found}, status=status)

    async def _metrics(self, _: web.Request) -> web.Response:
        from bot.health import metrics  # noqa: PLC0415  a tenth of a second that only who asks pays

        seen = await self._seen()
        if isinstance(seen, str):
            return web.Response(text=f"{seen}\n", status=HTTPStatus.SERVICE_UNAVAILABLE)
        return web.Response(body=metrics.exposed(seen), headers={"Content-Type": metrics.CONTENT_TYPE})

    async def _seen(self) -> Vitals | str:
        if self.look is None:
            return "starting"
        try:
            return await self.look()
        except (StorageError, OSError) as trouble:
            return f"database not readable: {type(trouble).__name__}"
