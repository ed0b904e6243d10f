"""One line to the leads when something needs a person: never a storm."""

from datetime import datetime, timedelta

from actions.desk import Desk
from actions.ports import Transaction
from actions.record import post
from domain.desk import Origin
from domain.effects import TellLead
from domain.words import Words

EVERY = timedelta(hours=1)


async def tell_leads(
    tx: Transaction, desk: Desk, kind: str, words: Words, at: datetime, every: timedelta = EVERY
) -> bool:
    """Tell every lead, unless this kind of thing was told less than `every` ago; whether it was told."""
    name = f"told:{kind}"
    last = await tx.facts.get(name)
    if last is not None and at < datetime.fromisoformat(last) + every:
        return False
    await tx.facts.put(name, at.isoformat())
    await post(tx, [TellLead(lead=lead, words=words) for lead in desk.leads], at)
    return True


class Notices:
    """The same as an action of its own, for what runs beside the chats: intake, mail, the clock."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def lead_line(self, kind: str, words: Words, at: datetime, every: timedelta = EVERY) -> None:
        """Tell every lead once per `every`."""

        async def unit(tx: Transaction) -> None:
            await tell_leads(tx, self._desk, kind, words, at, every)

        await self._desk.store.run(Origin(at), unit)
