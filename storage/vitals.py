"""The desk seen from outside: how much there is and how long it waits, never whose it is."""

from dataclasses import dataclass
from datetime import datetime

from domain.ticket import Status
from storage.queries import Session, Spoken
from storage.rows import from_millis, seconds


@dataclass(frozen=True, slots=True)
class Queue:
    """What is unsent in the lanes of one kind."""

    letters: int
    oldest: datetime


class Vitals:
    """Counts that cost as much as what is alive, however much is kept."""

    def __init__(self, session: Session) -> None:
        self._sql = Spoken("vitals", session)

    async def live(self) -> dict[Status, int]:
        """Count live tickets by their status."""
        return {Status(row["status"]): row["tickets"] async for row in self._sql.live()}

    async def due_until(self, until: datetime) -> int:
        """Count live tickets whose first answer is due by then, or was."""
        count: int = await self._sql.due_until(until=seconds(until))
        return count

    async def queues(self) -> dict[str, Queue]:
        """Return what is unsent, by the lane's kind (`customer`, `topic`, …)."""
        kinds: dict[str, Queue] = {}
        async for row in self._sql.lanes():
            kind, oldest = row["lane"].partition(":")[0], from_millis(row["oldest"])
            known = kinds.get(kind, Queue(0, oldest))
            kinds[kind] = Queue(known.letters + row["letters"], min(known.oldest, oldest))
        return kinds

    async def longest_due(self) -> datetime | None:
        """Return since when the letter that has waited longest might have left; in the future: none might."""
        found: int | None = await self._sql.longest_due()
        return from_millis(found)
