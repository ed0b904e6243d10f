"""Updates as they came in: kept before Telegram may forget them, each handled once."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum, auto

from domain.desk import Quarantined
from domain.ids import ChatId, InboxId, ThreadId
from storage.queries import Session, Spoken
from storage.rows import NO_THREAD, Row, from_millis, from_seconds, millis, seconds

LOOK = 500  # of what was put aside: more say nothing new
RELEASED = "once more"  # the mark of what comes back from quarantine
SAME_UPDATE = timedelta(hours=48)  # after a quiet week Telegram counts its updates from a random number again


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """One update in its raw form."""

    bot_id: int
    update_id: int | None  # None: what came is no update at all
    key: str  # updates of one key are handled in order
    chat: ChatId | None
    thread: ThreadId | None
    sent_at: datetime | None  # Telegram's own time
    received_at: datetime
    payload: str
    error: str = ""  # why it can never be handled: it is kept in quarantine from the start


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredUpdate(Update):
    """An update that waits to be handled."""

    seq: InboxId
    attempts: int
    retry_at: datetime | None


class Turn(StrEnum):
    """Whether an update may be handled."""

    NOW = auto()
    LATER = auto()  # another of its key comes first
    PAST = auto()  # somebody has handled it, or put it aside


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxCounts:
    """What waits, and since when."""

    waiting: int
    quarantined: int
    oldest: datetime | None


class Inbox:
    """Rows that are new, done or quarantined."""

    def __init__(self, session: Session) -> None:
        self._sql = Spoken("inbox", session)

    async def store_updates(self, updates: Sequence[Update]) -> list[InboxId]:
        """Keep the updates, those that came before left out; returns the numbers of the others, in order."""
        newest = await self._sql.newest()
        for update in updates:
            await self._sql.store(
                bot_id=update.bot_id,
                update_id=update.update_id,
                key=update.key,
                chat_id=update.chat,
                thread_id=update.thread or NO_THREAD,
                sent_at=seconds(update.sent_at),
                received_at=millis(update.received_at),
                payload=update.payload,
                state="quarantined" if update.error else "new",
                error=update.error,
                same_since=millis(update.received_at - SAME_UPDATE),
            )
        return [InboxId(row["seq"]) async for row in self._sql.stored_since(seq=newest)]

    async def waiting(self, after_seq: InboxId, limit: int) -> tuple[StoredUpdate, ...]:
        return tuple([_update(row) async for row in self._sql.waiting(seq=after_seq, limit=limit)])

    async def turn(self, seq: InboxId) -> Turn:
        """Whose turn it is among all processes.

        NOW remains true until it is handled, unless a lead has what was put aside before it tried again.
        """
        row = await self._sql.turn(seq=seq)
        if row is None:
            return Turn.PAST
        return Turn.LATER if row["later"] else Turn.NOW

    async def left(self, until: datetime, limit: int) -> tuple[StoredUpdate, ...]:
        """Return, in order, what came and was to be tried again at or before `until`, and still waits."""
        return tuple([_update(row) async for row in self._sql.left(until=millis(until), limit=limit)])

    async def take(self, seq: InboxId) -> bool:
        """Mark it handled; False if it is not waiting any more."""
        return await self._sql.take(seq=seq) is not None

    async def mark_done(self, seq: InboxId) -> None:
        """Nothing came of it."""
        await self._sql.take(seq=seq)

    async def failed(self, seq: InboxId, error: str, retry_at: datetime) -> None:
        """Its handling went wrong: once more, then."""
        await self._sql.failed(seq=seq, error=error, retry_at=millis(retry_at))

    async def quarantine(self, seq: InboxId, error: str) -> None:
        """It is put aside, for a person to look at."""
        await self._sql.quarantine(seq=seq, error=error)

    async def quarantined(self) -> tuple[Quarantined, ...]:
        """Return what was put aside, the oldest kinds first; nothing of what it says."""
        found: dict[tuple[str, str], Quarantined] = {}
        async for row in self._sql.quarantined(limit=LOOK):
            kind, since = _kind(row["payload"]), from_millis(row["received_at"])
            known = found.get((kind, row["error"])) or Quarantined(kind=kind, why=row["error"], count=0, since=since)
            found[kind, row["error"]] = replace(known, count=known.count + 1)
        return tuple(found.values())

    async def release(self) -> int:
        """Have what was put aside handled once more; returns how many updates that are."""
        return len([row async for row in self._sql.release(mark=RELEASED)])

    async def released(self, limit: int) -> tuple[StoredUpdate, ...]:
        """Return what waits for that."""
        return tuple([_update(row) async for row in self._sql.released(mark=RELEASED, limit=limit)])

    async def last_update_id(self, bot_id: int) -> int | None:
        """Return the update that came last; Telegram is asked for what follows."""
        number: int | None = await self._sql.last_update_id(bot_id=bot_id)
        return number

    async def unhandled(self, chat: ChatId, thread: ThreadId | None, until: datetime) -> bool:
        """Whether something written there at or before `until` still waits."""
        found = await self._sql.unhandled(chat_id=chat, thread_id=thread or NO_THREAD, until=seconds(until))
        return found is not None

    async def counts(self) -> InboxCounts:
        row = await self._sql.counts()
        return InboxCounts(waiting=row["waiting"], quarantined=row["quarantined"], oldest=from_millis(row["oldest"]))


def _kind(payload: str) -> str:
    """Say what kind of update it is; what cannot be read is of none."""
    try:
        update = json.loads(payload)
    except ValueError:
        return "?"
    return next((name for name in update if name != "update_id"), "?") if isinstance(update, dict) else "?"


def _update(row: Row) -> StoredUpdate:
    return StoredUpdate(
        seq=InboxId(row["seq"]),
        bot_id=row["bot_id"],
        update_id=row["update_id"],
        key=row["key"],
        chat=row["chat_id"],
        thread=ThreadId(row["thread_id"]) if row["thread_id"] != NO_THREAD else None,
        sent_at=from_seconds(row["sent_at"]),
        received_at=from_millis(row["received_at"]),
        payload=row["payload"],
        error=row["error"],
        attempts=row["attempts"],
        retry_at=from_millis(row["retry_at"]),
    )
