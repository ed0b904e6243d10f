"""When the clock must look again: rows ↔ domain."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.clocks import Clock, Timer
from domain.desk import DueTimer
from domain.ids import TicketId, TimerId
from storage.queries import Session, Spoken, ids
from storage.rows import from_seconds, seconds


class Timers:
    """A row for each (ticket, clock, cycle, step, epoch); fired ones stay."""

    def __init__(self, session: Session) -> None:
        self._sql = Spoken("timers", session)

    async def rearm(self, ticket: TicketId, gone: Iterable[Timer], new: Iterable[Timer]) -> None:
        """Delete what is gone and has not fired; add what is new, unless it was there (a fired one never returns)."""
        for timer in gone:
            await self._sql.drop(
                ticket_id=ticket, clock=timer.clock, cycle=timer.cycle, step=timer.step, epoch=timer.epoch
            )
        for timer in new:
            await self._sql.add(
                ticket_id=ticket,
                clock=timer.clock,
                cycle=timer.cycle,
                step=timer.step,
                epoch=timer.epoch,
                fire_at=seconds(timer.fire_at),
            )

    async def due(self, now: datetime, limit: int) -> tuple[DueTimer, ...]:
        """Return everything due of the tickets that were due first (at most `limit` of them), ticket by ticket."""
        return tuple(
            [
                DueTimer(
                    id=TimerId(row["id"]),
                    ticket=TicketId(row["ticket_id"]),
                    clock=Clock(row["clock"]),
                    cycle=row["cycle"],
                    step=row["step"],
                    epoch=row["epoch"],
                    fire_at=from_seconds(row["fire_at"]),
                )
                async for row in self._sql.due(now=seconds(now), limit=limit)
            ]
        )

    async def fired(self, timers: Sequence[TimerId], at: datetime) -> None:
        await self._sql.fired(ids=ids(timers), at=seconds(at))

    async def postpone(self, timer: TimerId, until: datetime) -> None:
        """Have it fire again then, even if the unit at hand is its firing."""
        await self._sql.postpone(id=timer, until=seconds(until))

    async def take(self, timer: TimerId, at: datetime) -> bool:
        """Mark it fired; False if it has fired, or is no more."""
        return await self._sql.take(id=timer, at=seconds(at)) is not None
