"""After an import: live tickets are held against what it brought, each in a unit of its own (LIFECYCLE 10, 37)."""

from datetime import datetime

from actions import entitling
from actions.desk import Desk
from actions.ports import Transaction
from actions.record import post
from actions.standing import held_against, usage_now
from domain.desk import Origin
from domain.effects import TellLead
from domain.ids import TicketId
from domain.registry.finding import Finding, Proof, improves
from domain.registry.importing import Import
from domain.ticket import Status, Ticket
from domain.words import Text


class Review:
    """Goes on where it was cut off: a ticket that was looked at already gives no more to do."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def sweep(self, at: datetime) -> int:
        """Look whether an import is to be followed up, and return how many tickets it has changed."""
        latest = await self._desk.store.read(lambda tx: tx.imports.unreviewed())
        if latest is None:
            return 0
        numbers = await self._desk.store.read(lambda tx: tx.registry.live())
        released, sooner = 0, 0
        for number in numbers:
            before = await self._worth_it(number, at)
            if before is None:
                continue
            if await self._look_at(number, at):
                released += before.status is Status.AWAITING_LEAD
                sooner += before.status is not Status.AWAITING_LEAD
        await self._done(latest, released, sooner, at)
        return released + sooner

    async def _worth_it(self, number: TicketId, at: datetime) -> Ticket | None:
        """Look without holding anybody up; most tickets are as they were."""

        async def look(tx: Transaction) -> Ticket | None:
            ticket = await tx.tickets.get(number)
            if ticket is None or not ticket.live:
                return None
            proof = await self._proof(tx, ticket, at)
            if proof is None or proof.finding is not Finding.VALID:
                return None
            worth = ticket.status is Status.AWAITING_LEAD or improves(ticket, proof, self._desk.policy)
            return ticket if worth else None

        return await self._desk.store.read(look)

    async def _look_at(self, number: TicketId, at: datetime) -> bool:
        async def unit(tx: Transaction) -> bool:
            ticket = await tx.tickets.locked(number)
            proof = await self._proof(tx, ticket, at)
            after = await held_against(tx, self._desk, ticket, proof, at, by="clock")
            return after is not None

        return bool(await self._desk.store.run(Origin(at), unit))

    async def _proof(self, tx: Transaction, ticket: Ticket, at: datetime) -> Proof | None:
        usage = usage_now(ticket, await tx.registry.proof(ticket.id))
        return await entitling.of_ticket(tx, self._desk, ticket, usage, at)

    async def _done(self, latest: Import, released: int, sooner: int, at: datetime) -> None:
        async def unit(tx: Transaction) -> None:
            await tx.imports.reviewed(latest.id)
            if released or sooner:
                words = Text("lead-import-followed", {"released": released, "sooner": sooner})
                await post(tx, [TellLead(lead=lead, words=words) for lead in self._desk.leads], at)

        await self._desk.store.run(Origin(at), unit)
