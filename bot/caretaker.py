"""What needs a person, and nobody would notice: looked for on a round, told to the leads in a line, never a storm."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

import structlog

from actions.notices import Notices
from bot.backups import TOO_OLD, last_backup
from bot.delivery.sending import Counters
from bot.health.vitals import free_beside, size_of
from bot.heartbeat import Heartbeat
from domain.words import Moment, Text, Token, Words
from storage.database import Database
from storage.errors import Closed, StorageError
from storage.outbox import MAIL
from storage.transaction import Transaction

log = structlog.get_logger()

DAILY = timedelta(days=1)
LITTLE = 512 * 2**20  # bytes; and no less than a copy of the database takes twice over
MAIL_WAITS = timedelta(hours=1)


class Clock(Protocol):
    """The desk's time."""

    def now(self) -> datetime: ...


@dataclass(slots=True, kw_only=True)
class Caretaker:
    """`beat` every few seconds, `look` every minute."""

    heart: Heartbeat
    notices: Notices
    clock: Clock
    database: Database
    counters: Counters
    backed_up: bool  # whether somebody wants copies
    free: Callable[[Path], int | None] = free_beside
    _dumb_since: datetime | None = None  # the database cannot be written to
    _why: str = ""
    _given_up: int = 0
    _inode: int | None = field(default=None)

    async def beat(self) -> None:
        """Still alive; a memory that failed and works again is told, for nothing could be told before."""
        try:
            await self.heart.beat()
            if self._dumb_since is not None:
                facts = {"since": Moment(self._dumb_since), "until": Moment(self.clock.now())}
                await self._tell("database", Text("lead-database-back", {**facts, "why": Token(self._why)}))
                self._dumb_since = None
        except Closed:
            return
        except StorageError as trouble:
            if self._dumb_since is None:
                self._dumb_since, self._why = self.clock.now(), type(trouble).__name__
            log.error("database_fails", trouble=type(trouble).__name__)  # noqa: TRY400  its kind says it all

    async def look(self) -> None:
        """One round."""
        now = self.clock.now()
        await self._letters()
        await self._backups(now)
        await self._mail(now)
        await self._disk()

    async def _letters(self) -> None:
        if self.counters.given_up > self._given_up:
            self._given_up = self.counters.given_up
            await self._tell("given-up", Text("lead-given-up"))

    async def _backups(self, now: datetime) -> None:
        last = await self.database.read(last_backup) if self.backed_up else None
        if last is not None and now - last > TOO_OLD:
            await self._tell("backup-age", Text("lead-no-backup", {"since": Moment(last)}), DAILY)

    async def _mail(self, now: datetime) -> None:
        async def look(tx: Transaction) -> tuple[int, datetime] | None:
            queue = (await tx.vitals.queues()).get(MAIL)
            return (queue.letters, queue.oldest) if queue else None

        found = await self.database.read(look)
        if found and now - found[1] > MAIL_WAITS:
            words = Text("lead-mail-waits", {"count": found[0], "since": Moment(found[1])})
            await self._tell("mail-waits", words, DAILY)

    async def _disk(self) -> None:
        place = self.database.file
        if place is None:
            return
        inode = place.stat().st_ino if place.exists() else 0
        if self._inode is None:
            self._inode = inode
        elif inode != self._inode:
            await self._tell("database-gone", Text("lead-database-gone", {"place": place.name}))
        free = self.free(place)
        if free is not None and free < max(LITTLE, 2 * (size_of(place) or 0)):
            await self._tell("disk", Text("lead-disk", {"megabytes": free // 2**20}), DAILY)

    async def _tell(self, kind: str, words: Words, every: timedelta = timedelta(hours=1)) -> None:
        await self.notices.lead_line(kind, words, self.clock.now(), every)
