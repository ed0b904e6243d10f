"""The nightly copy: taken while the desk works, opened and looked through, a fortnight of them kept."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

import structlog

from actions.ports import Store, Transaction
from domain.desk import Origin
from storage.backup import Copied
from storage.errors import Closed, StorageError

log = structlog.get_logger()

TAKEN = "backup"  # facts: when the last good copy was taken
KEPT = 14
TOO_OLD = timedelta(days=2)
AFTER_TROUBLE = timedelta(hours=1)
NAME = "helpdesk-%Y%m%dT%H%M%SZ.db"
OURS = f"helpdesk-{'[0-9]' * 8}T{'[0-9]' * 6}Z.db"


class Copying(Store, Protocol):
    """A memory that can be copied while it works."""

    async def backup(self, to: Path) -> Copied: ...


class Backups:
    """One a night; one that was missed, because the desk slept, is made up for at once."""

    def __init__(
        self,
        database: Copying,
        folder: Path,
        *,
        at: time,
        zone: ZoneInfo,
        now: Callable[[], datetime],
        on_failure: Callable[[str], Awaitable[None]],
    ) -> None:
        """`at` is local to `zone`; `on_failure` hears why a copy could not be made."""
        self._database = database
        self._folder = folder
        self._at = at
        self._zone = zone
        self._now = now
        self._on_failure = on_failure
        self._not_before: datetime | None = None

    async def look(self) -> None:
        """Take a copy if one is due."""
        now = self._now()
        if self._not_before and now < self._not_before:
            return
        if is_due(await self._database.read(last_backup), now, self._at, self._zone):
            await self._take(now)

    async def _take(self, now: datetime) -> None:
        try:
            copied = await self._database.backup(self._folder / now.strftime(NAME))
            dropped = thin_out(self._folder)
        except Closed:
            return
        except (StorageError, OSError) as trouble:
            self._not_before = now + AFTER_TROUBLE
            log.error("backup_failed", trouble=type(trouble).__name__, why=str(trouble))  # noqa: TRY400  says it all
            await self._on_failure(_why(trouble))
            return

        async def unit(tx: Transaction) -> None:
            await tx.facts.put(TAKEN, now.isoformat())

        await self._database.run(Origin(now), unit)
        log.info("backup_taken", to=str(copied.path), bytes=copied.size, tickets=copied.tickets, dropped=dropped)


async def last_backup(tx: Transaction) -> datetime | None:
    """Return when the last good copy was taken."""
    told = await tx.facts.get(TAKEN)
    return datetime.fromisoformat(told) if told else None


def is_due(last: datetime | None, now: datetime, at: time, zone: ZoneInfo) -> bool:
    """Whether the hour has come since the last copy; without any, it is due at once."""
    if last is None:
        return True
    here = now.astimezone(zone)
    came = datetime.combine(here.date(), at, zone).astimezone(UTC)
    if came > now:
        came = datetime.combine(here.date() - timedelta(days=1), at, zone).astimezone(UTC)
    return last < came


def thin_out(folder: Path) -> int:
    """Drop the oldest of our copies beyond those that are kept; return how many that were."""
    old = sorted(folder.glob(OURS))[:-KEPT]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def _why(trouble: StorageError | OSError) -> str:
    """The system's own word, without our folders' names."""
    return str(trouble.args[-1]) if trouble.args else type(trouble).__name__
