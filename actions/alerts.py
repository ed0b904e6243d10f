"""What a lead does with an alert: takes it with a promise, or gives the ticket to somebody (SEMANTICS, Alerts)."""

from dataclasses import replace
from datetime import datetime

from actions.desk import Desk
from actions.handling import at_work, name_of
from actions.ports import Transaction
from actions.record import decided, post, record
from domain import conversation, sla
from domain.desk import Origin
from domain.effects import EditTagged, RefreshCard, TellCustomer, TellEngineer
from domain.errors import AlreadyDone, InThePast, NotYours
from domain.ids import EngineerId, TicketId, UserId
from domain.letters import lead_lane
from domain.ticket import Ticket
from domain.words import Moment, Text, topic_link


class Alerts:
    """Settled by the first who acts; everybody's copy says who."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def promise(self, origin: Origin, ticket_id: TicketId, lead: UserId, due: datetime) -> Text | None:
        """Mine, I answer by then: sets the engineer, tells the customer. Raises InThePast, NotYours, AlreadyDone."""

        async def unit(tx: Transaction) -> Text:
            return await self.promised(tx, ticket_id, lead, due, origin.at)

        return await self._desk.store.run(origin, unit)

    async def promised(self, tx: Transaction, ticket_id: TicketId, lead: UserId, due: datetime, at: datetime) -> Text:
        """The same within a unit."""
        if not self._desk.is_lead(lead):
            raise NotYours
        if due <= at:
            raise InThePast(due)
        ticket = await tx.tickets.locked(ticket_id)
        if not ticket.awaits_first_answer:
            raise AlreadyDone
        engineer = await tx.engineers.get(EngineerId(lead))
        name = engineer.name if engineer else ""
        said = Text("lead-settled-promise", {"number": int(ticket.id), "lead": name, "due": Moment(due)})
        await self._settle(tx, ticket, lead, at, said)
        after = replace(
            ticket, engineer_id=EngineerId(lead), introduced=EngineerId(lead), promise_due=sla.rounded_up(due)
        )
        words = Text("ticket-promised", {"number": int(ticket.id), "engineer": name, "due": Moment(due)})
        effects = (
            TellCustomer(customer=ticket.customer_id, ticket=ticket.id, words=words),
            RefreshCard(ticket=ticket.id),
        )
        await record(
            tx, ticket, after, event="promised", by=f"lead:{lead}", at=at, policy=self._desk.policy, effects=effects
        )
        return Text("toast-promised", {"number": int(ticket.id)})

    async def assign(self, origin: Origin, ticket_id: TicketId, lead: UserId, to: EngineerId) -> Text | None:
        """Give the ticket to an engineer, who is called by name. Raises NotYours."""

        async def unit(tx: Transaction) -> Text:
            if not self._desk.is_lead(lead):
                raise NotYours
            colleague = await at_work(tx, to)
            ticket = await tx.tickets.locked(ticket_id)
            number = int(ticket.id)
            by = await name_of(tx, EngineerId(lead))
            said = Text("lead-settled-assigned", {"number": number, "lead": by, "engineer": colleague.name})
            await self._settle(tx, ticket, lead, origin.at, said)
            decision = conversation.hand_over(ticket, colleague)
            asked = TellEngineer(
                engineer=to,
                ticket=ticket.id,
                words=Text("engineer-assigned", {"number": number}),
                buttons=topic_link(ticket.id),
            )
            decision = replace(decision, effects=(*decision.effects, asked))
            await decided(tx, ticket, decision, by=f"lead:{lead}", at=origin.at, policy=self._desk.policy)
            return Text("toast-handed-over", {"engineer": colleague.name})

        return await self._desk.store.run(origin, unit)

    async def _settle(self, tx: Transaction, ticket: Ticket, lead: UserId, at: datetime, words: Text) -> None:
        """The first to act settles the alert; everybody's copy says who (C62)."""
        for alert in await tx.alerts.open_of(ticket.id):
            if await tx.alerts.settle(alert.id, lead, at):
                copies = [
                    EditTagged(
                        lane=lead_lane(other), tag=f"alert:{alert.id}", words=words, buttons=topic_link(ticket.id)
                    )
                    for other in self._desk.leads
                ]
                await post(tx, copies, at)
