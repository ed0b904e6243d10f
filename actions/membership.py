"""Who is an engineer: membership of the group, as Telegram tells it. Who leaves gives all back (LIFECYCLE 14)."""

from datetime import datetime

from actions.desk import Desk
from actions.ports import Transaction
from actions.record import decided
from domain import conversation
from domain.desk import Engineer, Group, Origin
from domain.ids import EngineerId


class Membership:
    """The roster, kept."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def group(self) -> Group | None:
        """Return the engineers' chat, once there is one."""

        async def look(tx: Transaction) -> Group | None:
            return await tx.places.group()

        return await self._desk.store.read(look)

    async def present(self) -> tuple[Engineer, ...]:
        """Return everybody who is in the group, as far as the desk knows."""

        async def look(tx: Transaction) -> tuple[Engineer, ...]:
            return await tx.engineers.present()

        return await self._desk.store.read(look)

    async def member(self, engineer: EngineerId) -> bool:
        """Whether they were in the group when Telegram last spoke of them, to whichever process."""

        async def look(tx: Transaction) -> bool:
            found = await tx.engineers.get(engineer)
            return found is not None and found.member

        return await self._desk.store.read(look)

    async def told(self, engineer: Engineer, at: datetime) -> None:
        """Write down who is in and who is out; repeated, it changes nothing."""

        async def unit(tx: Transaction) -> None:
            await tx.engineers.put(engineer)
            if engineer.member:
                return
            for held in await tx.tickets.held_by(engineer.id):
                ticket = await tx.tickets.locked(held.id)
                decision = conversation.abandoned(ticket)
                await decided(tx, ticket, decision, by="clock", at=at, policy=self._desk.policy)

        await self._desk.store.run(Origin(at), unit)
