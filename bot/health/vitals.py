"""What can be said of the desk from outside, at one moment: numbers only, nobody's."""

import shutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from bot.backups import last_backup
from bot.delivery.sending import Counters
from domain.desk import Group
from domain.ids import ChatId
from domain.ticket import Status
from storage.database import Database
from storage.inbox import InboxCounts
from storage.transaction import Transaction
from storage.vitals import Queue

SOON = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the database says, all of it seen at one moment."""

    inbox: InboxCounts
    queues: Mapping[str, Queue]
    longest_due: datetime | None
    tickets: Mapping[Status, int]
    overdue: int
    due_soon: int
    group: Group | None
    backup: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """All of it. Ages are in seconds."""

    at: datetime
    kept: Kept
    current: bool
    backlog: int  # stored updates that wait in memory
    away: float  # that Telegram has been out of reach
    beat_age: float  # since the database was last written to for certain
    round_age: float  # since delivery last looked for letters
    counters: Counters
    budget: tuple[int, float]  # of the group's minute: used, in all
    knocks: Mapping[str, int]  # at the webhook's door, by what came of them
    database_size: int | None  # bytes, as are the next; None: the database is a server's
    disk_free: int | None
    mode: str
    leads: bool = True  # else it takes updates in and handles them, and stands by for the rest


class Source(Protocol):
    """Where updates come from."""

    @property
    def current(self) -> bool: ...


class Sending(Protocol):
    """Delivery, as seen from here."""

    @property
    def counters(self) -> Counters: ...
    @property
    def looked_at(self) -> float: ...
    def budget(self, group: ChatId) -> tuple[int, float]: ...


class Clock(Protocol):
    """The desk's time, and seconds that never jump."""

    def now(self) -> datetime: ...
    def monotonic(self) -> float: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Takes the desk's pulse."""

    database: Database
    clock: Clock
    source: Source
    sending: Sending
    backlog: Callable[[], int]
    away: Callable[[], float]
    beaten_at: Callable[[], float]
    knocks: Mapping[str, int]
    mode: str
    leads: Callable[[], bool]

    async def __call__(self) -> Vitals:
        """Look. Raises StorageError."""
        at, here = self.clock.now(), self.clock.monotonic()

        async def look(tx: Transaction) -> Kept:
            return await kept(tx, at)

        found = await self.database.read(look)
        return Vitals(
            at=at,
            kept=found,
            current=self.source.current,
            backlog=self.backlog(),
            away=self.away(),
            beat_age=here - self.beaten_at(),
            round_age=here - self.sending.looked_at,
            counters=self.sending.counters,
            budget=self.sending.budget(found.group.chat) if found.group else (0, 0.0),
            knocks=self.knocks,
            database_size=size_of(self.database.file),
            disk_free=free_beside(self.database.file),
            mode=self.mode,
            leads=self.leads(),
        )


async def kept(tx: Transaction, at: datetime) -> Kept:
    """Look into the database."""
    overdue = await tx.vitals.due_until(at)
    return Kept(
        inbox=await tx.inbox.counts(),
        queues=await tx.vitals.queues(),
        longest_due=await tx.vitals.longest_due(),
        tickets=await tx.vitals.live(),
        overdue=overdue,
        due_soon=await tx.vitals.due_until(at + SOON) - overdue,
        group=await tx.places.group(),
        backup=await last_backup(tx),
    )


def size_of(database: Path | None) -> int | None:
    """Return the bytes that the database takes, its log included; None: it is no file."""
    if database is None:
        return None
    files = (database, database.with_name(f"{database.name}-wal"))
    return sum(file.stat().st_size for file in files if file.exists())


def free_beside(database: Path | None) -> int | None:
    """Return the bytes that are free where the file lies; None: there is no file."""
    return None if database is None else shutil.disk_usage(database.absolute().parent).free


Looking = Callable[[], Awaitable[Vitals]]
