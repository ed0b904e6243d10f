"""Asks Telegram for updates. It forgets them only after they are stored."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

import structlog

from bot.intake.arrivals import WANTED, update_id
from bot.wire import Answer, Unreachable, Wire

log = structlog.get_logger()

BATCH = 100
FULL = 3_000_000  # bytes: Telegram cuts a batch at 4 MiB, so a big answer may not be all there is
LONG = 30  # seconds an empty poll takes
PATIENCE = 20  # seconds more for the answer's way
PAUSE, LONGEST_PAUSE = 1.0, 30.0
RUBBISH = 3  # unreadable answers in a row after which updates are asked for one by one
UPDATE_ID = re.compile(rb'"update_id"\s*:\s*(\d{1,18})\b')


class TokenRejected(Exception):  # noqa: N818  an answer, and the last one
    """Telegram does not know this bot."""


class Poller:
    """The getUpdates loop."""

    def __init__(
        self,
        call: Callable[..., Awaitable[Answer]],
        store: Callable[[Sequence[object]], Awaitable[None]],
        *,
        on_date: Callable[[datetime], None],
        on_rival: Callable[[], Awaitable[None]],
        on_current: Callable[[timedelta], Awaitable[None]],
        on_contact: Callable[[bool], None] = lambda _: None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`store` returns when the updates are committed and there is room for more.

        `on_current` hears how long we had not been; `on_rival`, that somebody else polls with our token; `on_contact`,
        whether Telegram answers as it should.
        """
        self._call = call
        self._store = store
        self._on_date = on_date
        self._on_rival = on_rival
        self._on_current = on_current
        self._on_contact = on_contact
        self._sleep = sleep
        self._away_since = 0.0
        self._offset: int | None = None
        self._pause = PAUSE
        self._rubbish = 0
        self._alone = False  # ask for updates one by one
        self.current = False  # nothing waits at Telegram that the inbox does not have

    async def run(self) -> None:
        """Poll until cancelled; raises TokenRejected."""
        self._away_since = asyncio.get_running_loop().time()
        await self._take_over()
        while True:
            try:
                await self._poll()
            except TokenRejected:
                raise
            except Unreachable as trouble:
                await self._out_of_reach(trouble)
            except Exception:  # a loop that ends takes the whole desk with it
                log.exception("poll_failed")
                await self._again("poll_failed")

    async def _take_over(self) -> None:
        """A webhook would keep every update from us; what waits behind it is kept."""
        while True:
            try:
                answer = await self._call("deleteWebhook", patience=PATIENCE, drop_pending_updates=False)
            except Unreachable as trouble:
                await self._out_of_reach(trouble)
                continue
            if answer.status == HTTPStatus.OK:
                return
            await self._refused(answer)

    async def _poll(self) -> None:
        fields: dict[str, Any] = {"allowed_updates": WANTED, "limit": 1 if self._alone else BATCH}
        fields["timeout"] = LONG if self.current else 0
        if self._offset is not None:
            fields["offset"] = self._offset
        answer = await self._call("getUpdates", patience=fields["timeout"] + PATIENCE, **fields)
        if answer.status != HTTPStatus.OK:
            await self._refused(answer)
            return
        batch = _batch(answer.body)
        if batch is None:
            await self._unreadable(answer.body)
            return
        self._rubbish, self._alone = 0, self._alone and bool(batch)
        self._on_contact(True)  # noqa: FBT003  a yes or a no is all it is
        if answer.date:
            self._on_date(answer.date)
        if not await self._kept(batch):
            return
        self._pause = PAUSE
        if len(batch) < fields["limit"] and len(answer.body) < FULL:
            await self._caught_up()

    async def _kept(self, batch: Sequence[object]) -> bool:
        try:
            await self._store(batch)
        except Exception:  # whatever it was, the next poll brings the same updates again
            log.exception("updates_not_stored", updates=len(batch))
            await self._again("updates_not_stored")
            return False
        if known := [number for update in batch if (number := update_id(update)) is not None]:
            self._offset = max(known) + 1
        return True

    async def _caught_up(self) -> None:
        if not self.current:
            away = asyncio.get_running_loop().time() - self._away_since
            log.info("intake_current", away=round(away))
            await self._on_current(timedelta(seconds=away))
            self.current = True

    async def _refused(self, answer: Answer) -> None:
        said = _said(answer.body)
        why = str(said.get("description", ""))
        match answer.status:
            case 401 | 404 if said:
                raise TokenRejected(why)
            case 409 if "webhook" in why:
                await self._take_over()
            case 409:
                await self._on_rival()
                await self._again("another_poller")
            case 429:
                wait = said.get("parameters", {}).get("retry_after", PAUSE)
                await self._again("telegram_refuses", at_least=float(wait), status=429)
            case status:
                self._on_contact(status < HTTPStatus.INTERNAL_SERVER_ERROR and bool(said))
                await self._again("telegram_refuses", status=status, why=why)

    async def _unreadable(self, body: bytes) -> None:
        """An answer that is no JSON is asked for again; an update that spoils every answer is put aside, raw."""
        self._rubbish += 1
        if self._rubbish == RUBBISH and not self._alone:
            self._alone, self._rubbish, self._pause = True, 0, PAUSE
        elif self._rubbish >= RUBBISH and (found := UPDATE_ID.search(body)):
            self._alone, self._rubbish = False, 0
            await self._kept([{"update_id": int(found[1]), "unreadable": body.decode(errors="replace")}])
            return
        await self._again("unreadable_answer", size=len(body))

    async def _out_of_reach(self, trouble: Unreachable) -> None:
        self._on_contact(False)  # noqa: FBT003
        await self._again("telegram_unreachable", trouble=str(trouble))

    async def _again(self, event: str, at_least: float = 0.0, **facts: object) -> None:
        if self.current:
            self.current, self._away_since = False, asyncio.get_running_loop().time()
        pause = max(self._pause, at_least)
        self._pause = min(self._pause * 2, LONGEST_PAUSE)
        log.warning(event, again_in=pause, **facts)
        await self._sleep(pause)


def bound(wire: Wire, token: str) -> Callable[..., Awaitable[Answer]]:
    """Return the wire's call by hand, with the token in it."""

    async def call(method: str, *, patience: float, **fields: Any) -> Answer:
        return await wire.by_hand(token, method, patience, **fields)

    return call


def _batch(body: bytes) -> list[object] | None:
    result = _said(body).get("result")
    return result if isinstance(result, list) else None


def _said(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
