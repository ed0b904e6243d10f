"""Who has a ticket, and what engineers do with it besides answering (LIFECYCLE 12–16, 37)."""

from dataclasses import replace
from datetime import datetime

from actions.desk import Desk
from actions.ports import Transaction
from actions.record import decided, post, record
from domain import conversation, resolution, sla
from domain.customer import Category, Evidence
from domain.decision import Decision
from domain.desk import Engineer, Origin
from domain.effects import RefreshCard, TellCustomer, TellTopic
from domain.errors import AlreadyDone, AlreadyTaken, NotPossible, NotYours
from domain.ids import ChatId, EngineerId, ThreadId, TicketId, UserId
from domain.lifecycle import Move, moved
from domain.ticket import Status, Ticket
from domain.words import Arg, Moment, Text


async def at_work(tx: Transaction, engineer: EngineerId) -> Engineer:
    """Return the engineer. Raises NotYours for anybody who is not in the group any more."""
    found = await tx.engineers.get(engineer)
    if found is None or not found.member:
        raise NotYours
    return found


async def name_of(tx: Transaction, engineer: EngineerId | None) -> str:
    """Return the public name customers read; nothing for nobody."""
    found = await tx.engineers.get(engineer) if engineer is not None else None
    return found.name if found else ""


async def lead_name(tx: Transaction, desk: Desk, lead: UserId) -> Arg:
    """Return what a lead is called; who does not work in the group, as customers know them (R22)."""
    return await name_of(tx, EngineerId(lead)) or desk.policy.contacts.lead.name


async def in_hand(tx: Transaction, desk: Desk, ticket_id: TicketId, by: EngineerId) -> Ticket:
    """Return the ticket to who has it, to anybody of the group while nobody does, to a lead always.

    Raises AlreadyTaken, NotFound, NotYours.
    """
    ticket = await tx.tickets.locked(ticket_id)
    if not desk.is_lead(by):
        await at_work(tx, by)
        if ticket.engineer_id is not None and ticket.engineer_id != by:
            raise AlreadyTaken(ticket.id, ticket.engineer_id, await name_of(tx, ticket.engineer_id))
    return ticket


def actor(desk: Desk, by: int) -> str:
    """Name in the journal who of the desk did it."""
    return f"lead:{by}" if desk.is_lead(by) else f"engineer:{by}"


class Handling:
    """Claim, release, hand over, "we owe the next word", out of turn, verify."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def ticket_in(self, chat: ChatId, thread: ThreadId | None) -> TicketId | None:
        """Say which ticket a topic belongs to."""
        if thread is None:
            return None

        async def look(tx: Transaction) -> TicketId | None:
            return await tx.places.ticket_in(chat, thread)

        return await self._desk.store.read(look)

    async def claim(self, origin: Origin, ticket_id: TicketId, by: EngineerId) -> Text | None:
        """Take it; one of two at once has it, the other learns who (C17). Raises AlreadyTaken, NotYours."""

        async def unit(tx: Transaction) -> Text:
            engineer = await at_work(tx, by)
            ticket = await tx.tickets.locked(ticket_id)
            try:
                decision = conversation.claim(ticket, engineer)
            except AlreadyTaken as taken:
                raise AlreadyTaken(ticket.id, taken.engineer_id, await name_of(tx, taken.engineer_id)) from None
            if decision.ticket != ticket:
                await self._write(tx, ticket, decision, by, origin.at)
            return Text("toast-claimed", {"number": int(ticket.id)})

        return await self._desk.store.run(origin, unit)

    async def release(self, origin: Origin, ticket_id: TicketId, by: EngineerId) -> Text | None:
        """Give it back. Only who has it, or a lead, may."""

        async def unit(tx: Transaction) -> Text:
            ticket = await in_hand(tx, self._desk, ticket_id, by)
            await self._write(tx, ticket, conversation.release(ticket), by, origin.at)
            return Text("toast-released", {"number": int(ticket.id)})

        return await self._desk.store.run(origin, unit)

    async def hand_over(self, origin: Origin, ticket_id: TicketId, by: EngineerId, to: EngineerId) -> Text | None:
        """Give it to a colleague, who is named in the topic."""

        async def unit(tx: Transaction) -> Text:
            await at_work(tx, by)
            colleague = await at_work(tx, to)
            ticket = await tx.tickets.locked(ticket_id)
            decision = conversation.hand_over(ticket, colleague)
            told = TellTopic(ticket=ticket.id, words=Text("topic-handed-over"), mention=to)
            decision = replace(decision, effects=(*decision.effects, told))
            await self._write(tx, ticket, decision, by, origin.at)
            return Text("toast-handed-over", {"engineer": colleague.name})

        return await self._desk.store.run(origin, unit)

    async def working(self, origin: Origin, ticket_id: TicketId, by: EngineerId) -> Text | None:
        """We owe the next word: silence does not close it (16)."""

        async def unit(tx: Transaction) -> Text:
            ticket = await in_hand(tx, self._desk, ticket_id, by)
            await self._write(tx, ticket, conversation.owe(ticket), by, origin.at)
            return Text("toast-working")

        return await self._desk.store.run(origin, unit)

    async def out_of_turn(self, origin: Origin, ticket_id: TicketId, by: EngineerId) -> Text | None:
        """An engineer or the lead takes a queued ticket before its turn (12)."""

        async def unit(tx: Transaction) -> Text:
            if not self._desk.is_lead(by):
                await at_work(tx, by)
            ticket = await tx.tickets.locked(ticket_id)
            await swap(tx, self._desk, ticket, by=f"engineer:{by}", at=origin.at)
            return Text("toast-out-of-turn", {"number": int(ticket.id)})

        return await self._desk.store.run(origin, unit)

    async def verify(self, origin: Origin, ticket_id: TicketId, by: EngineerId, category: Category) -> Text | None:
        """Somebody looked it up (R7): the category is true from now on, and a better one shortens the wait (37).

        Raises NotYours; AlreadyDone for a ticket that is closed, NotPossible for one that the lead decides on.
        """

        async def unit(tx: Transaction) -> Text:
            await at_work(tx, by)
            ticket = await tx.tickets.locked(ticket_id)
            if not ticket.live:
                raise AlreadyDone
            if ticket.status is Status.AWAITING_LEAD:
                raise NotPossible(ticket.id, ticket.status, Move.ENTITLE)
            after = replace(ticket, category=category, evidence=Evidence.VERIFIED)
            effects: list[TellCustomer | RefreshCard] = [RefreshCard(ticket=ticket.id)]
            after, sooner = sla.recategorised(after, self._desk.policy, origin.at)
            if sooner is not None:
                words = Text("ticket-sooner", {"number": int(ticket.id), "due": Moment(sooner)})
                effects.insert(0, TellCustomer(customer=ticket.customer_id, ticket=ticket.id, words=words))
            await record(
                tx,
                ticket,
                after,
                event="verified",
                by=f"engineer:{by}",
                at=origin.at,
                policy=self._desk.policy,
                effects=effects,
                why=category,
            )
            return Text("toast-verified")

        return await self._desk.store.run(origin, unit)

    async def menu(self, origin: Origin, ticket_id: TicketId, by: EngineerId, menu: str) -> None:
        """Show another row of the card's buttons."""

        async def unit(tx: Transaction) -> None:
            await at_work(tx, by)
            ticket = await tx.tickets.locked(ticket_id)
            await post(tx, [RefreshCard(ticket=ticket.id, menu=menu)], origin.at)

        await self._desk.store.run(origin, unit)

    async def _write(self, tx: Transaction, ticket: Ticket, decision: Decision, by: EngineerId, at: datetime) -> None:
        await decided(tx, ticket, decision, by=f"engineer:{by}", at=at, policy=self._desk.policy)


async def swap(tx: Transaction, desk: Desk, ticket: Ticket, *, by: str, at: datetime) -> None:
    """Put a queued ticket into the slot; the one that held it waits, its answer clock running on (12)."""
    if ticket.status is not Status.QUEUED:
        raise NotPossible(ticket.id, ticket.status, Move.ACTIVATE)
    holder = await tx.tickets.slot_holder(ticket.customer_id, ticket.organisation_id)
    if holder is not None:
        words = Text("ticket-aside", {"number": int(holder.id), "other": int(ticket.id)})
        told = TellCustomer(
            customer=holder.customer_id, ticket=holder.id, words=words, buttons=resolution.to_lead(holder)
        )
        await record(
            tx,
            holder,
            moved(holder, Move.STEP_ASIDE),
            event="stepped_aside",
            by=by,
            at=at,
            policy=desk.policy,
            effects=(told, RefreshCard(ticket=holder.id)),
            why=f"for {ticket.id}",
            hand_on=False,  # the slot is for the one that was asked for
        )
    await decided(tx, ticket, sla.activate(ticket, desk.policy, at), by=by, at=at, policy=desk.policy)
