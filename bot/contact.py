"""Telegram out of reach for ten minutes: the lead gets one e-mail, and one when it is back. Once for each outage.

These two e-mails are no letters of the outbox: they must go out before the start, too, and while nothing else does.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol

import aiosmtplib
import structlog

from actions.ports import Store, Transaction
from bot.delivery.mail import MailNotConfiguredError
from domain.desk import Origin
from domain.words import Moment, Text, Words

log = structlog.get_logger()

OUTAGE = "unreached"  # facts: since when Telegram is out of reach, and "told" once the lead knows; empty: it is not
LONG = timedelta(minutes=10)
AGAIN = 60.0  # seconds until an e-mail that the server did not take is tried again


class Posting(Protocol):
    """The way to a mail server."""

    async def post(self, to: str, subject: str, body: str, mark: str, date: datetime) -> None: ...


class Says(Protocol):
    """Words without marks."""

    def plain(self, words: Words, language: str | None = None, zone: str | None = None) -> str: ...


class Clock(Protocol):
    """The desk's time; the unmoved one, for an envelope; seconds that never jump."""

    def now(self) -> datetime: ...
    def real(self) -> datetime: ...
    def monotonic(self) -> float: ...


class Contact:
    """Whether Telegram answers."""

    def __init__(self, store: Store, mailer: Posting, texts: Says, clock: Clock, *, to: str, language: str) -> None:
        """`to` is the lead's address."""
        self._store = store
        self._mailer = mailer
        self._texts = texts
        self._clock = clock
        self._to = to
        self._language = language
        self._lost_at: float | None = None
        self._heard = False  # since the start
        self._not_before = 0.0

    def hear(self, answers: bool) -> None:  # noqa: FBT001  a yes or a no is all it is
        """Telegram answers, or does not."""
        if answers:
            self._heard, self._lost_at = True, None
        elif self._lost_at is None:
            self._lost_at = self._clock.monotonic()

    @property
    def away(self) -> float:
        """Seconds for which Telegram has been out of reach."""
        return 0.0 if self._lost_at is None else self._clock.monotonic() - self._lost_at

    async def look(self) -> None:
        """Write to the lead if it is time to."""
        kept = await self._store.read(_kept)
        since, _, told = (kept or "").partition(" ")
        if self._lost_at is not None:
            if not since:
                await self._keep((self._clock.now() - timedelta(seconds=self.away)).isoformat())
            elif not told and self._clock.now() - datetime.fromisoformat(since) >= LONG:
                await self._write("unreached", since, lambda: self._keep(f"{since} told"))
        elif since and told:
            if self._heard:
                await self._write("reached", since, lambda: self._keep(""))
        elif since and self._heard:
            await self._keep("")

    async def _write(self, news: str, since: str, then: Callable[[], Awaitable[None]]) -> None:
        """One e-mail; what the server has not taken is tried again in a minute."""
        if self._clock.monotonic() < self._not_before:
            return
        began, now = datetime.fromisoformat(since), self._clock.now()
        subject, body = Text("email-unreached-subject"), Text("email-unreached", {"since": Moment(began)})
        if news == "reached":
            subject = Text("email-reached-subject")
            body = Text("email-reached", {"since": Moment(began), "until": Moment(now)})
        mark = f"{news}.{int(began.timestamp())}"
        try:
            await self._mailer.post(
                self._to,
                self._texts.plain(subject, self._language),
                self._texts.plain(body, self._language),
                mark,
                self._clock.real(),
            )
        except MailNotConfiguredError:
            log.warning("lead_not_mailed", news=news)
        except (aiosmtplib.SMTPException, OSError, ValueError) as trouble:
            log.warning("lead_not_mailed", news=news, trouble=type(trouble).__name__)
            self._not_before = self._clock.monotonic() + AGAIN
            return
        else:
            log.info("lead_mailed", news=news)
        await then()

    async def _keep(self, outage: str) -> None:
        async def unit(tx: Transaction) -> None:
            await tx.facts.put(OUTAGE, outage)

        await self._store.run(Origin(self._clock.now()), unit)


async def _kept(tx: Transaction) -> str | None:
    return await tx.facts.get(OUTAGE)
