"""The one writer: takes the units that wait, runs each in a savepoint, commits once, then answers all.

A unit belongs to this task and not to its caller, so a caller that goes away never cuts one in half.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from domain.desk import Origin
from storage.errors import Closed
from storage.session import LineSession
from storage.transaction import Transaction

SAVEPOINT = "SAVEPOINT unit"
AT_ONCE = 50  # units in a commit: the first of them waits for the last

T = TypeVar("T")
Unit = Callable[[Transaction], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class _Waiting:
    origin: Origin
    unit: Unit
    answer: asyncio.Future[Any]


@dataclass(frozen=True, slots=True)
class _Outcome:
    value: Any = None
    error: Exception | None = None


class _BatchLost(Exception):  # noqa: N818  it never leaves this file
    """The engine gave the whole transaction up because of this unit; its cause is what the unit saw."""


class Writer:
    """Group commit over one session."""

    def __init__(self, session: LineSession) -> None:
        self._session = session
        self._transaction = Transaction(session)
        self._subscribers: list[Callable[[], None]] = []
        self._queue: asyncio.Queue[_Waiting | None] = asyncio.Queue()
        self._closed = False
        self._task: asyncio.Task[Any] | None = None

    def subscribe(self, stirred: Callable[[], None]) -> None:
        """Have `stirred` called after every commit that touched the outbox."""
        self._subscribers.append(stirred)

    async def run(self, origin: Origin, unit: Callable[[Transaction], Awaitable[T]]) -> T | None:
        """Have the unit run and return what it returned, once it is committed."""
        if self._closed:
            raise Closed
        if asyncio.current_task() is self._task:
            raise RuntimeError("a unit cannot wait for another one: it would wait for ever")
        waiting = _Waiting(origin, unit, asyncio.get_running_loop().create_future())
        self._queue.put_nowait(waiting)
        answer: T | None = await waiting.answer
        return answer

    def close(self) -> None:
        """Take no more units; `serve` ends when those that wait are done."""
        if not self._closed:
            self._closed = True
            self._queue.put_nowait(None)

    async def serve(self) -> None:
        """Work until closed."""
        self._task = asyncio.current_task()
        try:
            while batch := await self._next():
                await self._settle(batch)
        finally:
            self.close()
            while not self._queue.empty():
                if left := self._queue.get_nowait():
                    _answer(left, _Outcome(error=Closed()))

    async def _next(self) -> list[_Waiting]:
        """Wait for work, and take all there is of it."""
        batch: list[_Waiting] = []
        while len(batch) < AT_ONCE and (not batch or not self._queue.empty()):
            waiting = await self._queue.get()
            if waiting is None:
                if batch:
                    self._queue.put_nowait(None)
                break
            if not waiting.answer.done():
                batch.append(waiting)
        return batch

    async def _settle(self, batch: list[_Waiting]) -> None:
        """Commit the batch and answer its callers."""
        try:
            outcomes = await self._commit(batch)
        except _BatchLost as lost:
            if len(batch) == 1:
                _answer(batch[0], _Outcome(error=_cause(lost)))
            else:  # each unit again, alone: one that the disk refuses takes no other with it
                for waiting in batch:
                    await self._settle([waiting])
        except Exception as error:  # noqa: BLE001  the callers' to handle: nothing of the batch is kept
            for waiting in batch:
                _answer(waiting, _Outcome(error=error))
        except BaseException:
            for waiting in batch:
                _answer(waiting, _Outcome(error=Closed()))
            raise
        else:
            for waiting, outcome in zip(batch, outcomes, strict=True):
                _answer(waiting, outcome)

    def stir(self) -> None:
        """Have the subscribers look at the outbox."""
        for stirred in self._subscribers:
            asyncio.get_running_loop().call_soon(stirred)  # its errors are none of the callers'

    async def _commit(self, batch: list[_Waiting]) -> list[_Outcome]:
        await self._session.begin()
        try:
            outcomes = [await self._run(waiting) for waiting in batch]
            stirred, self._transaction.outbox.stirred = self._transaction.outbox.stirred, False
            await self._session.commit(stirred=stirred)
        except BaseException:
            await self._session.rollback()
            raise
        if stirred:
            self.stir()
        return outcomes

    async def _run(self, waiting: _Waiting) -> _Outcome:
        """Run one unit; if it fails, all that it wrote is undone and the others' stays."""
        session, value = self._session, None
        session.write(SAVEPOINT)
        try:
            if await self._transaction.take(waiting.origin):
                value = await waiting.unit(self._transaction)
                await self._transaction.settle(waiting.origin)
            session.write("RELEASE unit")
            await session.flush()
        except Exception as error:
            unsent = session.forget()
            if not session.in_transaction:
                raise _BatchLost from error
            if SAVEPOINT not in unsent:  # else nothing of the unit has reached the database
                session.write("ROLLBACK TO unit")
                session.write("RELEASE unit")
                await session.flush()
            return _Outcome(error=error)
        return _Outcome(value)


def _answer(waiting: _Waiting, outcome: _Outcome) -> None:
    if waiting.answer.done():  # the caller has gone away
        return
    if outcome.error:
        waiting.answer.set_exception(outcome.error)
    else:
        waiting.answer.set_result(outcome.value)


def _cause(lost: _BatchLost) -> Exception:
    cause = lost.__cause__
    return cause if isinstance(cause, Exception) else lost
