"""Where Telegram knocks: the webhook's own page. A knock is answered when its update is a committed row."""

import json
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from enum import StrEnum
from hmac import compare_digest
from http import HTTPStatus

import structlog
from aiohttp import web

from bot.intake.poller import UPDATE_ID
from bot.listening import listening
from bot.settings import Address
from storage.errors import Closed

log = structlog.get_logger()

HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST = 4 * 2**20  # bytes: as much as Telegram puts into a whole batch


class Knock(StrEnum):
    """What came of one."""

    STORED = "stored"
    STRANGER = "stranger"
    FAILED = "failed"


class Door:
    """An HTTP server with one page. Who knocks is known by the secret alone, whatever other headers claim."""

    def __init__(
        self, address: Address, path: str, secret: str, store: Callable[[Sequence[object]], Awaitable[None]]
    ) -> None:
        """`store` returns when the updates are committed and there is room for more."""
        self._address = address
        self._path = path
        self._secret = secret.encode()
        self._store = store
        self.knocks: Counter[str] = Counter()  # by `Knock`

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Address]:
        """Answer while the block lasts; raises CannotListen."""
        app = web.Application(client_max_size=LARGEST)
        app.router.add_post(self._path, self._answer)
        async with listening(app, self._address, "LISTEN") as found:
            log.info("webhook_listening", at=str(found))
            yield found

    async def _answer(self, request: web.Request) -> web.Response:
        told = request.headers.get(HEADER, "").encode("utf-8", "surrogateescape")
        if not compare_digest(told, self._secret):
            self.knocks[Knock.STRANGER] += 1
            log.warning("webhook_stranger")
            return web.Response(status=HTTPStatus.UNAUTHORIZED)
        body = await request.read()
        try:
            await self._store([unpacked(body)])
        except Closed:  # we stop: it comes again
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        except Exception:  # whatever it was, Telegram brings the same update again
            self.knocks[Knock.FAILED] += 1
            log.exception("update_not_stored")
            return web.Response(status=HTTPStatus.INTERNAL_SERVER_ERROR)
        self.knocks[Knock.STORED] += 1
        return web.Response()


def unpacked(body: bytes) -> object:
    """Return the update; of what is none, enough to put it aside: it would come again for ever."""
    try:
        update: object = json.loads(body)
    except (ValueError, RecursionError):
        number = UPDATE_ID.search(body)
        unreadable = {"unreadable": body.decode(errors="replace")}
        return unreadable if number is None else {"update_id": int(number[1]), **unreadable}
    return update
