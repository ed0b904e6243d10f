"""When more tickets come at once than the group may be told of: one line there says how many wait, and until when."""

from datetime import datetime, timedelta

from actions.desk import Desk
from actions.ports import Transaction
from actions.record import post
from domain.desk import Homeless, Origin
from domain.effects import DeleteTagged, EditTagged, Effect, TellGroup
from domain.words import Moment, Text

MANY = 5  # tickets: fewer are there in a moment
AFTER = timedelta(seconds=10)
SELDOM = timedelta(minutes=2)  # between two redraws: each costs the group a write
LANE, TAG = "group", "backlog"
SAID = "backlog"  # facts: when the line was last written; empty: there is none
MINUTE = 60


class Backlog:
    """Looks at what waits for the group."""

    def __init__(self, desk: Desk, writes_a_minute: float) -> None:
        self._desk = desk
        self._pace = writes_a_minute

    async def look(self) -> None:
        """Write the line, bring it up to date, or take it away; mostly there is nothing to do."""
        now = self._desk.clock.now()

        async def read(tx: Transaction) -> tuple[Homeless, str | None]:
            return await tx.outbox.homeless(), await tx.facts.get(SAID)

        waiting, said = await self._desk.store.read(read)
        effect = self._due(waiting, datetime.fromisoformat(said) if said else None, now)
        if effect is None:
            return

        async def unit(tx: Transaction) -> None:
            await tx.facts.put(SAID, "" if isinstance(effect, DeleteTagged) else now.isoformat())
            await post(tx, [effect], now)

        await self._desk.store.run(Origin(now), unit)

    def _due(self, waiting: Homeless, said: datetime | None, now: datetime) -> Effect | None:
        if not waiting.tickets or waiting.since is None:
            return DeleteTagged(lane=LANE, tag=TAG) if said else None
        if said is None:
            crowd = waiting.tickets >= MANY and now - waiting.since >= AFTER
            return TellGroup(words=self._words(waiting, now), tag=TAG) if crowd else None
        if now - said < SELDOM:
            return None
        return EditTagged(lane=LANE, tag=TAG, words=self._words(waiting, now))

    def _words(self, waiting: Homeless, now: datetime) -> Text:
        minutes = -(-waiting.letters // max(1, int(self._pace)))
        last = now + timedelta(minutes=minutes)
        return Text("group-backlog", {"count": waiting.tickets, "last": Moment(last)})
