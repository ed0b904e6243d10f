"""The inbox as intake sees it, and the store as actions see it: who marks an update handled."""

import math
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import TypeVar

from actions.ports import Store, Transaction
from bot.intake.arrivals import arrival
from domain.desk import Origin
from domain.ids import InboxId
from storage.database import Database
from storage.inbox import StoredUpdate, Turn
from storage.transaction import Transaction as Everything

T = TypeVar("T")


class Inbox:
    """Raw updates in, rows out."""

    def __init__(self, database: Database, bot_id: int) -> None:
        self._database = database
        self._bot_id = bot_id

    async def store(self, updates: Sequence[object], at: datetime) -> tuple[StoredUpdate, ...]:
        """Commit what came, by its numbers; return what is new and can be handled, in order."""
        rows = [arrival(raw, self._bot_id, at) for raw in updates]
        rows.sort(key=lambda row: math.inf if row.update_id is None else row.update_id)

        async def unit(tx: Everything) -> tuple[StoredUpdate, ...]:
            new = await tx.inbox.store_updates(rows)
            return await tx.inbox.waiting(InboxId(new[0] - 1), len(new)) if new else ()

        return await self._database.run(Origin(at), unit) or ()

    async def waiting(self, after: InboxId, limit: int) -> tuple[StoredUpdate, ...]:
        """Return what no process has handled yet, in order."""

        async def look(tx: Everything) -> tuple[StoredUpdate, ...]:
            return await tx.inbox.waiting(after, limit)

        return await self._database.read(look)

    async def released(self, limit: int) -> tuple[StoredUpdate, ...]:
        """Return what a lead has had taken out of quarantine."""

        async def look(tx: Everything) -> tuple[StoredUpdate, ...]:
            return await tx.inbox.released(limit)

        return await self._database.read(look)

    async def turn(self, seq: InboxId) -> Turn:
        """Whether it may be handled, whichever process has what is before it."""

        async def look(tx: Everything) -> Turn:
            return await tx.inbox.turn(seq)

        return await self._database.read(look)

    async def left(self, until: datetime, limit: int) -> tuple[StoredUpdate, ...]:
        """Return what has waited since then."""

        async def look(tx: Everything) -> tuple[StoredUpdate, ...]:
            return await tx.inbox.left(until, limit)

        return await self._database.read(look)

    async def done(self, seq: InboxId, at: datetime) -> None:
        """Mark an update of which nothing came."""
        await self._change(at, lambda tx: tx.inbox.mark_done(seq))

    async def failed(self, seq: InboxId, error: str, at: datetime, retry_at: datetime) -> None:
        """Count a failure."""
        await self._change(at, lambda tx: tx.inbox.failed(seq, error, retry_at))

    async def quarantine(self, seq: InboxId, error: str, at: datetime) -> None:
        """Put it aside."""
        await self._change(at, lambda tx: tx.inbox.quarantine(seq, error))

    async def _change(self, at: datetime, unit: Callable[[Everything], Awaitable[None]]) -> None:
        await self._database.run(Origin(at), unit)


class Marks:
    """The store as actions see it. It notes which updates their units have marked, so that intake need not ask."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._marked: set[InboxId] = set()

    async def run(self, origin: Origin, unit: Callable[[Transaction], Awaitable[T]]) -> T | None:
        """As the store's."""
        result = await self._store.run(origin, unit)
        if origin.inbox is not None:
            self._marked.add(origin.inbox)
        return result

    async def read(self, look: Callable[[Transaction], Awaitable[T]]) -> T:
        """As the store's."""
        return await self._store.read(look)

    def taken(self, seq: InboxId) -> bool:
        """Whether a unit has marked the update; asked once."""
        if seq not in self._marked:
            return False
        self._marked.remove(seq)
        return True
