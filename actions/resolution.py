"""How tickets end and come back: resolve, yes, no, rate, withdraw, refuse, reopen (LIFECYCLE 17–23, 30, 33–35d)."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from actions import alerts, entitling
from actions.desk import Desk
from actions.handling import at_work, name_of, swap
from actions.notices import ticket_news
from actions.ports import Transaction
from actions.record import decided, post, record, settled_in
from domain import complaint, conversation, resolution, sla
from domain.customer import Customer
from domain.decision import Decision
from domain.desk import Origin
from domain.effects import EditTagged, RefreshCard, TellCustomer, TellTopic
from domain.errors import AlreadyDone, AlreadyTaken, NotFound, NotPossible
from domain.ids import EngineerId, TicketId, UserId
from domain.intake import Usage
from domain.letters import customer_lane
from domain.lifecycle import Move, moved
from domain.said import Place
from domain.ticket import Status, Ticket
from domain.words import Lines, Moment, Text

NOTICED = 2  # the second "no" and the third reopening reach the lead
RETURNS_NOTICED = 3


async def own(tx: Transaction, user: UserId, ticket_id: TicketId) -> tuple[Customer, Ticket]:
    """Return the customer and their ticket. Raises NotFound for anybody else's, whatever number they sent."""
    customer = await tx.customers.by_user(user)
    if customer is None:
        raise NotFound
    ticket = await tx.tickets.locked(ticket_id)
    if ticket.customer_id != customer.id:
        raise NotFound
    return customer, ticket


AskWord = Callable[[Transaction, UserId, TicketId, datetime], Awaitable[None]]  # "what was wrong?"


class Resolution:
    """The endings, each one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def resolve(self, origin: Origin, ticket_id: TicketId, by: EngineerId, text: str) -> Text | None:
        """The engineer calls it settled; the customer is asked (17). Raises NeedsText, AlreadyTaken."""

        async def unit(tx: Transaction) -> Text:
            return await self.resolved(tx, ticket_id, by, text, origin.at)

        return await self._desk.store.run(origin, unit)

    async def may_resolve(self, tx: Transaction, ticket_id: TicketId, by: EngineerId) -> Ticket:
        """Return the ticket this engineer may call settled. Raises AlreadyTaken, NotPossible, NotYours."""
        await at_work(tx, by)
        ticket = await tx.tickets.locked(ticket_id)
        if ticket.engineer_id not in {None, by} and not self._desk.is_lead(by):
            raise AlreadyTaken(ticket.id, ticket.engineer_id or by, await name_of(tx, ticket.engineer_id))
        moved(ticket, Move.RESOLVE)
        return ticket

    async def resolved(
        self,
        tx: Transaction,
        ticket_id: TicketId,
        by: EngineerId,
        text: str,
        at: datetime,
        mark: Place | None = None,
    ) -> Text:
        """The same within a unit. Whoever resolves a ticket that nobody has, takes it."""
        ticket = await self.may_resolve(tx, ticket_id, by)
        policy = self._desk.policy
        decision = resolution.resolve(ticket, text, policy, at, mark)
        if ticket.engineer_id is None:
            decision = replace(decision, ticket=replace(decision.ticket, engineer_id=by, introduced=by))
        await decided(tx, ticket, decision, by=f"engineer:{by}", at=at, policy=policy)
        return Text("toast-resolved")

    async def confirm(self, origin: Origin, ticket_id: TicketId, user: UserId) -> Text | None:
        """The customer's yes, or "it is solved" (19, 21). Raises AlreadyDone, NotFound."""

        async def unit(tx: Transaction) -> Text:
            _, ticket = await own(tx, user, ticket_id)
            decision = resolution.confirm(ticket, origin.at)
            await self._by_customer(tx, ticket, decision, origin.at)
            await self._answered_question(tx, ticket, origin.at)
            return Text("toast-closed", {"number": int(ticket.id)})

        return await self._desk.store.run(origin, unit)

    async def object(self, origin: Origin, ticket_id: TicketId, user: UserId) -> Text | None:
        """The customer's no: back in work (20, C30). The second reaches the lead. Raises AlreadyDone, NotFound."""

        async def unit(tx: Transaction) -> Text:
            _, ticket = await own(tx, user, ticket_id)
            name = await name_of(tx, ticket.engineer_id)
            decision = resolution.object_(ticket, name, origin.at)
            await self._by_customer(tx, ticket, decision, origin.at)
            await self._answered_question(tx, ticket, origin.at)
            if decision.ticket.objections == NOTICED:
                news = Text("lead-second-no", {"number": int(ticket.id)})
                await ticket_news(tx, self._desk, ticket, origin.at, news)
            return Text("toast-objected")

        return await self._desk.store.run(origin, unit)

    async def rate(
        self, origin: Origin, ticket_id: TicketId, user: UserId, stars: int, bad: AskWord | None = None
    ) -> Text | None:
        """Thumb up or down, once; the lead hears of a bad one (R26). Raises AlreadyDone, NotFound."""

        async def unit(tx: Transaction) -> Text:
            _, ticket = await own(tx, user, ticket_id)
            if ticket.status is not Status.CLOSED or ticket.rating is not None:
                raise AlreadyDone
            after = replace(ticket, rating=stars)
            words = Text("ticket-rated", {"number": int(ticket.id)})
            lane, more = customer_lane(ticket.customer_id), complaint.after_bad(ticket) if stars < 0 else ()
            thanked = EditTagged(lane=lane, tag=f"rating:{ticket.id}", words=words, buttons=more)
            await record(
                tx,
                ticket,
                after,
                event="rated",
                by="customer",
                at=origin.at,
                policy=self._desk.policy,
                effects=(thanked,),
                why=str(stars),
            )
            if stars < 0:
                news = Text("lead-bad-rating", {"number": int(ticket.id)})
                await ticket_news(tx, self._desk, ticket, origin.at, news)
                if bad is not None:
                    await bad(tx, user, ticket.id, origin.at)
            return Text("toast-rated")

        return await self._desk.store.run(origin, unit)

    async def withdraw(self, origin: Origin, ticket_id: TicketId, user: UserId) -> Text | None:
        """The customer takes it back (33). Raises AlreadyDone, NotFound."""

        async def unit(tx: Transaction) -> Text:
            _, ticket = await own(tx, user, ticket_id)
            await self._by_customer(tx, ticket, resolution.withdraw(ticket, origin.at), origin.at)
            return Text("toast-withdrawn", {"number": int(ticket.id)})

        return await self._desk.store.run(origin, unit)

    async def first(self, origin: Origin, ticket_id: TicketId, user: UserId) -> Text | None:
        """The customer puts this one before the others (12). Raises NotPossible, NotFound."""

        async def unit(tx: Transaction) -> Text:
            _, ticket = await own(tx, user, ticket_id)
            await swap(tx, self._desk, ticket, by="customer", at=origin.at)
            return Text("toast-first", {"number": int(ticket.id)})

        return await self._desk.store.run(origin, unit)

    async def still(self, origin: Origin, ticket_id: TicketId, user: UserId) -> Text | None:
        """Day 11: "it still matters": the customer's word makes it our turn (18)."""

        async def unit(tx: Transaction) -> Text:
            _, ticket = await own(tx, user, ticket_id)
            if ticket.status not in {Status.WAITING, Status.RESOLVED}:
                raise AlreadyDone
            after = replace(moved(ticket, Move.SPEAK), last_customer_at=origin.at)
            told = TellTopic(ticket=ticket.id, words=Text("topic-still"), mention=ticket.engineer_id)
            decision = Decision(after, "still", (told, RefreshCard(ticket=ticket.id, lazily=True)))
            await self._by_customer(tx, ticket, decision, origin.at)
            return Text("toast-still")

        return await self._desk.store.run(origin, unit)

    async def reopen(self, origin: Origin, ticket_id: TicketId, user: UserId) -> Text | None:
        """One tap, any time after a closing by time or by a yes (34, 35, R25). Raises AlreadyDone, NotPossible."""

        async def unit(tx: Transaction) -> Text:
            _, ticket = await own(tx, user, ticket_id)
            if ticket.live:
                raise AlreadyDone
            if resolution.refused_already(ticket):
                raise NotPossible(ticket.id, ticket.status, Move.REOPEN)
            await self.reopened(tx, ticket, origin.at)
            return Text("toast-reopened", {"number": int(ticket.id)})

        return await self._desk.store.run(origin, unit)

    async def reopened(
        self, tx: Transaction, ticket: Ticket, at: datetime, *, by: str = "customer", because: str = ""
    ) -> Ticket:
        """Within a unit: back with its number, in front of the queue, and at work at once if the slot is free.

        Where the desk takes it up again (35d), the customer reads why.
        """
        policy, by_customer = self._desk.policy, by == "customer"
        confirmed = ticket.close_reason in {"confirmed", "withdrawn"}
        decision = conversation.reopened(ticket, by_customer=by_customer)
        had = await tx.engineers.get(ticket.engineer_id) if ticket.engineer_id is not None else None
        if had is None or not had.member:  # who has left the group meanwhile has nothing of ours
            decision = replace(decision, ticket=replace(decision.ticket, engineer_id=None))
        back = await decided(tx, ticket, decision, by=by, at=at, policy=policy)
        await tx.registry.prove(back.id, await entitling.of_ticket(tx, self._desk, back, Usage.UNKNOWN, at))
        back = await settled_in(tx, back, at=at, policy=policy, cause="reopened")
        number = int(back.id)
        if back.status is Status.QUEUED:
            words = Text("ticket-reopened-queued", {"number": number})
        elif back.cycle is not None and back.cycle.due_at is not None:
            words = Text("ticket-reopened", {"number": number, "due": Moment(back.cycle.due_at)})
        else:
            words = Text("ticket-reopened-unlimited", {"number": number})
        said = Lines((words, Text("ticket-reopened-because", {"text": because}))) if because else words
        told = TellCustomer(customer=back.customer_id, ticket=back.id, words=said, buttons=sla.following(back))
        heard = TellTopic(ticket=back.id, words=Text("topic-reopened"), mention=back.engineer_id)
        await post(tx, [told, heard, RefreshCard(ticket=back.id)], at)
        if confirmed and by_customer and back.reopened == RETURNS_NOTICED:
            await ticket_news(tx, self._desk, back, at, Text("lead-third-return", {"number": number}))
        return back

    async def refuse(
        self, origin: Origin, ticket_id: TicketId, by: EngineerId, ground: str, extra: str = ""
    ) -> Text | None:
        """Not what support does (R10, 30). Raises NotFound for a ground the policy no longer has."""

        async def unit(tx: Transaction) -> Text:
            return await self.refused(tx, ticket_id, by, ground, extra, origin.at)

        return await self._desk.store.run(origin, unit)

    async def refused(
        self, tx: Transaction, ticket_id: TicketId, by: EngineerId, ground: str, extra: str, at: datetime
    ) -> Text:
        """The same within a unit."""
        await at_work(tx, by)
        ticket = await tx.tickets.locked(ticket_id)
        listed = self._desk.policy.ground(ground)
        if listed is None:
            raise NotFound
        decision = resolution.refuse(ticket, listed, extra, at)
        await self.ended_by_desk(tx, ticket, decision, by=f"engineer:{by}", at=at)
        return Text("toast-refused", {"number": int(ticket.id)})

    async def ended_by_desk(
        self, tx: Transaction, ticket: Ticket, decision: Decision, *, by: str, at: datetime
    ) -> None:
        """Within a unit: a refusal is an answer, so it settles the alerts, too (R2)."""
        after = await decided(tx, ticket, decision, by=by, at=at, policy=self._desk.policy)
        if ticket.awaits_first_answer:
            await alerts.answered(tx, self._desk, after, at)

    async def _by_customer(self, tx: Transaction, ticket: Ticket, decision: Decision, at: datetime) -> None:
        await decided(tx, ticket, decision, by="customer", at=at, policy=self._desk.policy)

    async def _answered_question(self, tx: Transaction, ticket: Ticket, at: datetime) -> None:
        """The yes-or-no buttons have done their work; the question itself stays readable."""
        lane = customer_lane(ticket.customer_id)
        await post(tx, [EditTagged(lane=lane, tag=f"confirm:{ticket.id}", words=None)], at)
