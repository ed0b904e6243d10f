"""The wall clock jumped: leads hear of it, and one of them may say that it is right as it is (SEMANTICS, Alerts)."""

from datetime import datetime

from actions.desk import Desk
from actions.ports import Transaction
from actions.record import post
from domain.desk import Origin
from domain.effects import TellLead
from domain.errors import AlreadyDone, LeadsOnly
from domain.ids import UserId
from domain.words import Button, Press, Style, Text

HELD = "clock_held"  # facts: since when deadlines wait; empty: they do not


class Clockwork:
    """Whether deadlines may fire."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def hold(self, minutes: int, at: datetime) -> None:
        """Tell every lead, once for each jump."""

        async def unit(tx: Transaction) -> None:
            await tx.facts.put(HELD, at.isoformat())
            vouch = Button(label=Text("button-clock-right"), press=Press.CLOCK, style=Style.GOOD)
            words = Text("lead-clock-jumped", {"minutes": minutes})
            await post(tx, [TellLead(lead=lead, words=words, buttons=((vouch,),)) for lead in self._desk.leads], at)

        await self._desk.store.run(Origin(at), unit)

    async def held(self) -> bool:
        """Whether nobody has vouched for the clock yet."""

        async def look(tx: Transaction) -> str | None:
            return await tx.facts.get(HELD)

        return bool(await self._desk.store.read(look))

    async def release(self, at: datetime) -> None:
        """The API server's clock agrees with ours."""

        async def unit(tx: Transaction) -> None:
            await tx.facts.put(HELD, "")

        await self._desk.store.run(Origin(at), unit)

    async def vouch(self, origin: Origin, by: UserId) -> Text | None:
        """A lead says that the clock is right. Raises NotYours for anybody else."""
        if not self._desk.is_lead(by):
            raise LeadsOnly

        async def unit(tx: Transaction) -> Text:
            if not await tx.facts.get(HELD):
                raise AlreadyDone
            await tx.facts.put(HELD, "")
            return Text("toast-clock-right")

        return await self._desk.store.run(origin, unit)
