"""The heartbeat: a row that says when the desk was last alive, so that a start knows how long it was not."""

from datetime import datetime, timedelta
from typing import Protocol

import structlog

from actions.ports import Store, Transaction
from domain.desk import Origin
from domain.effects import Outage

log = structlog.get_logger()

BEAT = "heartbeat"  # facts: when the desk was last alive, unmoved time
OUTAGE = "outage"  # facts: the last outage, in the time that people are told
MISSED = timedelta(seconds=60)


class Clock(Protocol):
    """Both times: pulses are measured in the unmoved one, people are told the other; and seconds that never jump."""

    def now(self) -> datetime: ...
    def real(self) -> datetime: ...
    def monotonic(self) -> float: ...


class Heartbeat:
    """Beats every few seconds while the desk is alive."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self.beaten_at = clock.monotonic()  # when the database was last written to for certain

    async def last(self) -> datetime | None:
        """Return when the desk was last known to be alive."""

        async def look(tx: Transaction) -> str | None:
            return await tx.facts.get(BEAT)

        told = await self._store.read(look)
        return datetime.fromisoformat(told) if told else None

    async def wake(self) -> Outage | None:
        """Start beating; a gap behind us is remembered, and returned, as an outage."""
        last, until = await self.last(), self._clock.now()
        gap = self._clock.real() - last if last else timedelta()
        outage = Outage(until - gap, until) if gap > MISSED else None
        await self._put(**({OUTAGE: written(outage)} if outage else {}))
        if outage:
            log.warning("outage", seconds=round(gap.total_seconds()))
        return outage

    async def was_away(self, away: timedelta) -> None:
        """Remember that Telegram was out of reach; together with the outage it followed, if there was one."""
        until = self._clock.now()
        since = until - away
        before = await self.outage()
        if before and before.since < since <= before.until + MISSED:
            since = before.since
        await self._put(**{OUTAGE: written(Outage(since, until))})

    async def beat(self) -> None:
        """Still alive."""
        await self._put()

    async def outage(self) -> Outage | None:
        """Return the last outage that is remembered."""

        async def look(tx: Transaction) -> str | None:
            return await tx.facts.get(OUTAGE)

        told = await self._store.read(look)
        if told is None:
            return None
        since, _, until = told.partition(" ")
        return Outage(datetime.fromisoformat(since), datetime.fromisoformat(until))

    async def _put(self, **facts: str) -> None:
        beat = self._clock.real()

        async def unit(tx: Transaction) -> None:
            for name, value in {BEAT: beat.isoformat(), **facts}.items():
                await tx.facts.put(name, value)

        await self._store.run(Origin(self._clock.now()), unit)
        self.beaten_at = self._clock.monotonic()


def written(outage: Outage) -> str:
    """Spell an outage as `facts` keep it."""
    return f"{outage.since.isoformat()} {outage.until.isoformat()}"
