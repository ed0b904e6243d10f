"""What a lead does with an alert: takes it with a promise, or gives the ticket to somebody (SEMANTICS, Alerts)."""

from dataclasses import replace
from datetime import datetime

from actions.desk import Desk
from actions.handling import at_work, lead_name, name_of
from actions.ports import Transaction
from actions.record import decided, post, record
from domain import conversation, resolution, sla
from domain.desk import Origin
from domain.effects import EditTagged, RefreshCard, TellCustomer, TellEngineer, TellLead
from domain.errors import AlreadyDone, AlreadyTaken, InThePast, LeadsOnly
from domain.ids import EngineerId, TicketId, UserId
from domain.letters import lead_lane
from domain.ticket import Ticket
from domain.words import Button, Moment, Press, Rows, Text, topic_link

USUAL = (15, 30, 60, 120)  # minutes


async def settle(
    tx: Transaction, desk: Desk, ticket: Ticket, words: Text, at: datetime, *, by: UserId | None = None
) -> None:
    """The first to act settles what is open; everybody's copy says what came of it (C62)."""
    for alert in await tx.alerts.open_of(ticket.id):
        if await tx.alerts.settle(alert.id, by, at):
            link = topic_link(ticket.id)
            copies = [
                EditTagged(lane=lead_lane(lead), tag=f"alert:{alert.id}", words=words, buttons=link)
                for lead in desk.leads
            ]
            general = EditTagged(lane="group", tag=f"alert:{alert.id}", words=words, buttons=link)
            await post(tx, [*copies, general], at)


def taken_on(ticket: TicketId) -> Rows:
    """The buttons of an alert that stands in the group because a lead could not be written to: a promise in one tap."""
    promises = tuple(
        Button(label=Text("button-mine-in", {"minutes": each}), press=Press.MINE, subject=ticket, arg=str(each))
        for each in USUAL[1:3]
    )
    return (promises, *topic_link(ticket))


async def answered(tx: Transaction, desk: Desk, ticket: Ticket, at: datetime) -> None:
    """The first answer settles the alerts, and one that proves wrong is told so: it came in time after all."""
    cycle = ticket.cycle
    if cycle is None or cycle.answered_at is None:
        return
    number, given = int(ticket.id), Moment(cycle.answered_at)
    late = sla.breached(cycle, at)
    words = Text("lead-settled-late" if late else "lead-settled-in-time", {"number": number, "at": given})
    await settle(tx, desk, ticket, words, at)


class Alerts:
    """Settled by the first who acts; everybody's copy says who."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def promise(self, origin: Origin, ticket_id: TicketId, lead: UserId, due: datetime) -> Text | None:
        """Mine, I answer by then: sets the engineer, tells the customer.

        Raises InThePast, NotYours; AlreadyDone if it is answered, AlreadyTaken if somebody has settled it (C62).
        """

        async def unit(tx: Transaction) -> Text:
            return await self.promised(tx, ticket_id, lead, due, origin.at)

        return await self._desk.store.run(origin, unit)

    async def promised(self, tx: Transaction, ticket_id: TicketId, lead: UserId, due: datetime, at: datetime) -> Text:
        """The same within a unit."""
        ticket = await self._unanswered(tx, ticket_id, lead)
        me, holder = EngineerId(lead), ticket.engineer_id
        if holder is not None and holder != me and not await tx.alerts.open_of(ticket.id):
            raise AlreadyTaken(ticket.id, holder, await name_of(tx, holder))
        if due <= at:
            raise InThePast(due)
        name = await lead_name(tx, self._desk, lead)
        said = Text("lead-settled-promise", {"number": int(ticket.id), "lead": name, "due": Moment(due)})
        await settle(tx, self._desk, ticket, said, at, by=lead)
        after = replace(ticket, engineer_id=me, introduced=me, promise_due=sla.rounded_up(due))
        words = Text("ticket-promised", {"number": int(ticket.id), "engineer": name, "due": Moment(due)})
        effects = (
            TellCustomer(
                customer=ticket.customer_id, ticket=ticket.id, words=words, buttons=resolution.to_lead(ticket)
            ),
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
                raise LeadsOnly
            colleague = await at_work(tx, to)
            ticket = await tx.tickets.locked(ticket_id)
            number = int(ticket.id)
            by = await lead_name(tx, self._desk, lead)
            said = Text("lead-settled-assigned", {"number": number, "lead": by, "engineer": colleague.name})
            await settle(tx, self._desk, ticket, said, origin.at, by=lead)
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

    async def offer_times(self, origin: Origin, ticket_id: TicketId, lead: UserId) -> Text | None:
        """[Mine: I answer by …]: the usual promises. Raises NotYours, AlreadyDone."""

        async def unit(tx: Transaction) -> Text:
            ticket = await self._unanswered(tx, ticket_id, lead)
            row = tuple(
                Button(
                    label=Text("button-minutes", {"minutes": each}), press=Press.MINE, subject=ticket.id, arg=str(each)
                )
                for each in USUAL
            )
            other = Button(label=Text("button-other-time"), press=Press.MINE, subject=ticket.id, arg="other")
            words = Text("lead-until-when", {"number": int(ticket.id)})
            await post(tx, [TellLead(lead=lead, words=words, ticket=ticket.id, buttons=(row, (other,)))], origin.at)
            return Text("toast-until-when")

        return await self._desk.store.run(origin, unit)

    async def offer_colleagues(self, origin: Origin, ticket_id: TicketId, lead: UserId) -> Text | None:
        """[Give to …]: everybody in the group. Raises NotYours."""

        async def unit(tx: Transaction) -> Text | None:
            if not self._desk.is_lead(lead):
                raise LeadsOnly
            ticket = await tx.tickets.locked(ticket_id)
            people = [each for each in await tx.engineers.present() if each.id != ticket.engineer_id]
            buttons = tuple(
                (
                    Button(
                        label=Text("as-it-is", {"text": each.name}),
                        press=Press.ASSIGN,
                        subject=ticket.id,
                        arg=str(each.id),
                    ),
                )
                for each in people[:20]
            )
            number = int(ticket.id)
            if not buttons:  # Telegram lists no members: the bot knows who has written or pressed something
                words = Text("lead-to-nobody", {"number": number})
                told = TellLead(lead=lead, words=words, ticket=ticket.id, buttons=topic_link(ticket.id))
                await post(tx, [told], origin.at)
                return None
            words = Text("lead-to-whom", {"number": number})
            await post(tx, [TellLead(lead=lead, words=words, ticket=ticket.id, buttons=buttons)], origin.at)
            return Text("toast-to-whom")

        return await self._desk.store.run(origin, unit)

    async def _unanswered(self, tx: Transaction, ticket_id: TicketId, lead: UserId) -> Ticket:
        if not self._desk.is_lead(lead):
            raise LeadsOnly
        ticket = await tx.tickets.locked(ticket_id)
        if not ticket.awaits_first_answer:
            raise AlreadyDone
        return ticket
