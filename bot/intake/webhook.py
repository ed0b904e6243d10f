"""Telegram brings the updates itself, to the door: here the webhook is set, and looked after whether they arrive."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

import structlog

from bot.intake.arrivals import WANTED
from bot.intake.poller import TokenRejected
from bot.wire import Answer, Unreachable

log = structlog.get_logger()

PATIENCE = 20  # seconds for an answer
CONNECTIONS = 40  # at once; updates of one chat come one after another all the same
CATCHING_UP, LOOK = 0.5, 15.0  # seconds between looks at what waits at Telegram
PAUSE, LONGEST_PAUSE = 1.0, 30.0


class Webhook:
    """As the poller: `run` takes updates in, `current` says whether all that waited at Telegram is in the inbox."""

    def __init__(
        self,
        call: Callable[..., Awaitable[Answer]],
        *,
        url: str,
        secret: str,
        on_date: Callable[[datetime], None],
        on_rival: Callable[[], Awaitable[None]],
        on_current: Callable[[timedelta], Awaitable[None]],
        on_trouble: Callable[[str], Awaitable[None]],
        on_contact: Callable[[bool], None] = lambda _: None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`on_trouble` hears in Telegram's words why it cannot deliver; the others, what the poller's do."""
        self._call = call
        self._url = url
        self._secret = secret
        self._on_date = on_date
        self._on_rival = on_rival
        self._on_current = on_current
        self._on_trouble = on_trouble
        self._on_contact = on_contact
        self._sleep = sleep
        self._set = False
        self._error_at = 0  # of the last trouble we know
        self._away_since = 0.0
        self._pause = PAUSE
        self.current = False  # nothing waits at Telegram that the inbox does not have

    async def run(self) -> None:
        """Look after it until cancelled; raises TokenRejected."""
        self._away_since = asyncio.get_running_loop().time()
        while True:
            try:
                if await self._look():
                    self._pause = PAUSE
                    await self._sleep(LOOK if self.current else CATCHING_UP)
            except TokenRejected:
                raise
            except Unreachable as trouble:
                self._on_contact(False)  # noqa: FBT003  a yes or a no is all it is
                await self._again("telegram_unreachable", trouble=str(trouble))
            except Exception:  # a loop that ends takes the whole desk with it
                log.exception("webhook_look_failed")
                await self._again("webhook_look_failed")

    async def _look(self) -> bool:
        """Set the webhook if it is not, and see what waits; False: not now."""
        if not self._set and await self._asked("setWebhook", **self._wanted()) is None:
            return False
        self._set = True
        info = await self._asked("getWebhookInfo")
        if info is None:
            return False
        if info.get("url") != self._url:
            await self._taken_away()
        elif not info.get("pending_update_count"):
            await self._caught_up()
        elif (failed_at := int(info.get("last_error_date") or 0)) > self._error_at:
            self._error_at = failed_at
            await self._undelivered(str(info.get("last_error_message", "")))
        return True

    def _wanted(self) -> dict[str, Any]:
        return {
            "url": self._url,
            "secret_token": self._secret,
            "allowed_updates": WANTED,
            "max_connections": CONNECTIONS,
            "drop_pending_updates": False,
        }

    async def _asked(self, method: str, **fields: Any) -> dict[str, Any] | None:
        answer = await self._call(method, patience=PATIENCE, **fields)
        said = _said(answer.body)
        if answer.status == HTTPStatus.OK and "result" in said:
            self._on_contact(True)  # noqa: FBT003
            if answer.date:
                self._on_date(answer.date)
            result = said["result"]
            return result if isinstance(result, dict) else {}
        why = str(said.get("description", ""))
        match answer.status:
            case 401 | 404 if said:
                raise TokenRejected(why)
            case 429:
                wait = said.get("parameters", {}).get("retry_after", PAUSE)
                await self._again("telegram_refuses", at_least=float(wait), status=429)
            case 400 if method == "setWebhook":
                await self._on_trouble(why)
                await self._again("webhook_refused", why=why)
            case status:
                self._on_contact(status < HTTPStatus.INTERNAL_SERVER_ERROR and bool(said))
                await self._again("telegram_refuses", status=status, why=why)
        return None

    async def _taken_away(self) -> None:
        """Somebody else polls or has set another address: two bots on one token."""
        log.warning("webhook_taken_away")
        self._lost()
        self._set = False
        await self._on_rival()

    async def _undelivered(self, why: str) -> None:
        log.warning("webhook_undelivered", why=why)
        self._lost()
        await self._on_trouble(why)

    async def _caught_up(self) -> None:
        if not self.current:
            away = asyncio.get_running_loop().time() - self._away_since
            log.info("intake_current", away=round(away))
            await self._on_current(timedelta(seconds=away))
            self.current = True

    def _lost(self) -> None:
        if self.current:
            self.current, self._away_since = False, asyncio.get_running_loop().time()

    async def _again(self, event: str, at_least: float = 0.0, **facts: object) -> None:
        self._lost()
        pause = max(self._pause, at_least)
        self._pause = min(self._pause * 2, LONGEST_PAUSE)
        log.warning(event, again_in=pause, **facts)
        await self._sleep(pause)


def _said(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
