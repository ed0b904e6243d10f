"""[These are they] and [Not they]: an engineer, or the lead at the gate, says what a near name means (R7)."""

from dataclasses import replace
from datetime import datetime

from actions import entitling
from actions.desk import Desk
from actions.handling import at_work
from actions.ports import Transaction
from actions.record import post
from actions.registering import gate_card
from actions.standing import found_out, held_against, usage_now
from domain.desk import Entry, Origin
from domain.effects import Effect, RefreshCard
from domain.errors import AlreadyDone, NotYours
from domain.ids import EngineerId, TicketId, UserId
from domain.registry.finding import By, Finding, Proof
from domain.ticket import Status, Ticket
from domain.words import Text


class Identifying:
    """What is said once counts for the organisation's next tickets too."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def them(self, origin: Origin, ticket_id: TicketId, by: UserId) -> Text | None:
        """What the registry says of that one counts from now on. Raises NotYours, AlreadyDone."""

        async def unit(tx: Transaction) -> Text:
            ticket, proof = await self._offered(tx, ticket_id, by)
            await tx.registry.link(ticket.organisation_id, proof.identity, same=True)
            usage = usage_now(ticket, proof)
            known = await entitling.of_ticket(tx, self._desk, ticket, usage, origin.at)
            who = self._who(by)
            if known is None or known.finding is Finding.NEAR:  # it says nothing about this product any more
                await self._settled(tx, ticket, None, origin.at, "identified", who)
                return Text("toast-them")
            after = await held_against(tx, self._desk, ticket, known, origin.at, by=who)
            if after is None and ticket.status is Status.AWAITING_LEAD:
                await self._settled(tx, ticket, known, origin.at, "identified", who)
            elif after is None and not ticket.evidence.verified:
                await found_out(tx, self._desk, ticket, known, origin.at, by=who)
            elif after is None:
                await self._settled(tx, ticket, known, origin.at, "identified", who)
            else:
                await entitling.remember(tx, self._desk, after, known, origin.at)
            return Text("toast-them")

        return await self._desk.store.run(origin, unit)

    async def not_them(self, origin: Origin, ticket_id: TicketId, by: UserId) -> Text | None:
        """They are somebody else: not offered again; the next nearest is. Raises NotYours, AlreadyDone."""

        async def unit(tx: Transaction) -> Text:
            ticket, proof = await self._offered(tx, ticket_id, by)
            await tx.registry.link(ticket.organisation_id, proof.identity, same=False)
            another = await entitling.near(tx, self._desk, ticket.organisation_id, ticket.organisation, ticket.product)
            await self._settled(tx, ticket, another, origin.at, "told_apart", self._who(by))
            return Text("toast-not-them")

        return await self._desk.store.run(origin, unit)

    async def _offered(self, tx: Transaction, ticket_id: TicketId, by: UserId) -> tuple[Ticket, Proof]:
        if not self._desk.is_lead(by):
            await at_work(tx, EngineerId(by))
        ticket, proof = await tx.tickets.locked(ticket_id), await tx.registry.proof(ticket_id)
        if proof is None or proof.finding is not Finding.NEAR or not ticket.live:
            raise AlreadyDone
        if ticket.status is Status.AWAITING_LEAD and not self._desk.is_lead(by):
            raise NotYours
        return ticket, proof

    def _who(self, by: UserId) -> str:
        return f"lead:{by}" if self._desk.is_lead(by) else f"engineer:{by}"

    async def _settled(
        self, tx: Transaction, ticket: Ticket, proof: Proof | None, at: datetime, event: str, by: str
    ) -> None:
        """The card, and at the gate the leads' question, show what is known now."""
        kept = replace(proof, by=By.LINK) if proof is not None and proof.finding is not Finding.NEAR else proof
        await tx.registry.prove(ticket.id, kept)
        entry = Entry(ticket=ticket.id, at=at, event=event, by=by, was=ticket.status, now=ticket.status)
        await tx.journal.write(entry)
        effects: list[Effect] = [RefreshCard(ticket=ticket.id)]
        if ticket.status is Status.AWAITING_LEAD:
            effects += [gate_card(ticket, lead, self._desk.policy, kept) for lead in self._desk.leads]
        await post(tx, effects, at)
