"""Keeps updates before anybody handles them, and has each handled once, in the order of its line."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime, timedelta

import structlog
from aiogram import Bot, Dispatcher
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError

from bot import older
from bot.intake.arrivals import update_id
from bot.intake.inbox import Inbox, Marks
from bot.intake.partitions import Partitions
from bot.intake.surrogates import whole
from domain.desk import Origin
from domain.ids import InboxId
from storage.errors import OUTAGES
from storage.inbox import StoredUpdate, Turn

log = structlog.get_logger()

ATTEMPTS = 5
BACKOFF = (1.0, 5.0, 20.0, 60.0)  # seconds between attempts; only the update's own line waits
NO_MEMORY = 5.0  # seconds until a database that fails is tried again: no fault of the update
PAGE = 500
NOT_YET = 0.1  # seconds until we look again whether another process is done with what comes first
LEFT = timedelta(seconds=5)  # what has waited so long may be a dead process's …
LOOK = 2.0  # … and is looked for so often, in seconds


class Intake:
    """From the raw update to the handler."""

    def __init__(
        self,
        inbox: Inbox,
        marks: Marks,
        bot: Bot,
        dispatcher: Dispatcher,
        *,
        now: Callable[[], datetime],
        on_quarantine: Callable[[], Awaitable[None]],
        shared: bool = False,
    ) -> None:
        """`shared`: other processes take updates in, too, and one may leave some behind when it dies."""
        self._inbox = inbox
        self._marks = marks
        self._bot = bot
        self._dispatcher = dispatcher
        self._now = now
        self._on_quarantine = on_quarantine
        self._shared = shared
        self._lines: Partitions[StoredUpdate] = Partitions(self._handle, order=lambda row: row.seq)
        self._ours: set[InboxId] = set()  # lined up here
        self._attempts: dict[InboxId, int] = {}  # of those that have failed

    async def store(self, updates: Sequence[object]) -> None:
        """Commit raw updates, however they came; return when there is room for more. Known ones change nothing."""
        if updates:
            self._line_up(await self._inbox.store(updates, self._now()))
            if any(update_id(raw) is None for raw in updates):
                log.error("no_update", updates=len(updates))
                await self._on_quarantine()
        await self._lines.room()

    async def resume(self) -> None:
        """Line up what an earlier process left unhandled, in its order, before anything new."""
        last = InboxId(0)
        while page := await self._inbox.waiting(last, PAGE):
            self._line_up(page)
            last = page[-1].seq

    async def look_back(self) -> None:
        """Line up what has come back from quarantine, each update once."""
        self._line_up(await self._inbox.released(PAGE))

    async def run(self) -> None:
        """Handle until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._lines.run())
            if self._shared:
                tasks.create_task(self._adopt())

    async def drain(self, seconds: float) -> None:
        """Finish what can be finished in so many seconds; the rest waits in the inbox for the next start."""
        try:
            await asyncio.wait_for(self._lines.settled(), seconds)
        except TimeoutError:
            log.warning("intake_not_drained", waiting=self.backlog)

    @property
    def backlog(self) -> int:
        """How many stored updates wait."""
        return self._lines.backlog

    def _line_up(self, rows: Iterable[StoredUpdate]) -> None:
        for row in rows:
            if row.seq not in self._ours:
                self._ours.add(row.seq)
                self._lines.put(row.key, row)

    async def _adopt(self) -> None:
        """Line up what another process took in and left behind; it is handled once, whoever else lines it up."""
        while True:
            await asyncio.sleep(LOOK)
            try:
                self._line_up(await self._inbox.left(self._now() - LEFT, PAGE))
            except OUTAGES as trouble:
                log.error("no_memory", trouble=type(trouble).__name__)  # noqa: TRY400  its kind says it all

    async def _handle(self, row: StoredUpdate) -> float | None:
        try:
            match await self._inbox.turn(row.seq) if self._shared else Turn.NOW:
                case Turn.NOW:
                    return await self._handled(row)
                case Turn.LATER:
                    return NOT_YET
                case Turn.PAST:
                    self._settled(row.seq)
                    return None
        except OUTAGES as trouble:
            log.error("no_memory", trouble=type(trouble).__name__)  # noqa: TRY400  its kind says it all
            return NO_MEMORY
        except Exception:  # a line is never given up: what is stored is handled or put aside
            log.exception("update_not_settled", seq=row.seq)
            return NO_MEMORY

    async def _handled(self, row: StoredUpdate) -> float | None:
        try:
            update = read(row.payload, self._bot)
        except (ValidationError, UpdateTypeLookupError) as error:
            await self._aside(row, _unreadable(error))
            return None
        try:
            await self._dispatcher.feed_update(
                self._bot, update, origin=Origin(row.sent_at or row.received_at, inbox=row.seq)
            )
        except OUTAGES:
            raise
        except Exception as error:
            log.exception("update_failed", seq=row.seq, kind=update.event_type)
            if not self._marks.taken(row.seq):  # else the work is done, and only the toast was lost
                return await self._again(row, type(error).__name__)
        else:
            if not self._marks.taken(row.seq):
                await self._inbox.done(row.seq, self._now())
        self._settled(row.seq)
        return None

    async def _again(self, row: StoredUpdate, error: str) -> float | None:
        attempts = self._attempts.get(row.seq, row.attempts) + 1
        if attempts >= ATTEMPTS:
            await self._aside(row, error)
            return None
        self._attempts[row.seq] = attempts
        pause, now = BACKOFF[attempts - 1], self._now()
        await self._inbox.failed(row.seq, error, now, now + timedelta(seconds=pause))
        return pause

    def _settled(self, seq: InboxId) -> None:
        self._attempts.pop(seq, None)
        self._ours.discard(seq)

    async def _aside(self, row: StoredUpdate, error: str) -> None:
        """Put an update aside that nobody can read or handle: it is kept and shown, and the rest go on."""
        await self._inbox.quarantine(row.seq, error, self._now())
        self._settled(row.seq)
        log.error("update_quarantined", seq=row.seq, error=error)
        await self._on_quarantine()


def read(payload: str, bot: Bot) -> Update:
    """As aiogram reads it. Raises ValidationError, UpdateTypeLookupError."""
    update = Update.model_validate(older.loads(whole(payload)), context={"bot": bot})
    _ = update.event_type  # it says whether its kind is known
    return update


def _unreadable(error: ValidationError | UpdateTypeLookupError) -> str:
    """Say where the update is unreadable, never what it says."""
    if isinstance(error, UpdateTypeLookupError):
        return "of no known kind"
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    return "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['type']}" for fault in faults[:3])
