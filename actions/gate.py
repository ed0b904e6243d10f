"""The lead's gate (R9): a customer without a subscription is taken on, as which category, or turned down."""

from dataclasses import replace
from datetime import datetime

from actions import entitling
from actions.desk import Desk
from actions.handling import lead_name
from actions.ports import Transaction
from actions.record import decided, post, record, settled_in
from domain import resolution, sla
from domain.customer import Category, Evidence
from domain.desk import Origin
from domain.effects import EditTagged, RefreshCard, TellCustomer
from domain.errors import LeadsOnly
from domain.ids import TicketId, UserId
from domain.letters import lead_lane
from domain.lifecycle import Move, moved
from domain.registry.finding import Finding, Proof
from domain.ticket import Status, Ticket
from domain.words import Button, Moment, Press, Rows, Style, Text, Token, topic_link


def choices(ticket: TicketId, proof: Proof | None = None) -> Rows:
    """What a lead may decide; of a name that is nearly the registry's, first whose it is."""

    def accept(label: Text, category: Category) -> Button:
        return Button(label=label, press=Press.ACCEPT, subject=ticket, arg=category)

    them = Button(label=Text("card-them"), press=Press.THEM, subject=ticket)
    stranger = Button(label=Text("card-not-them"), press=Press.NOT_THEM, subject=ticket)
    near = ((them, stranger),) if proof is not None and proof.finding is Finding.NEAR else ()
    refuse = Button(label=Text("button-gate-refuse"), press=Press.TURN_DOWN, subject=ticket, style=Style.BAD)
    return (
        *near,
        (
            accept(Text("button-gate-subscriber"), Category.SUBSCRIBER),
            accept(Text("button-gate-partner"), Category.PARTNER),
        ),
        (accept(Text("button-gate-demo"), Category.DEMO), refuse),
    )


def settled_copies(desk: Desk, ticket: Ticket, words: Text) -> list[EditTagged]:
    """Every lead's copy of the question says what was decided."""
    return [
        EditTagged(lane=lead_lane(lead), tag=f"gate:{ticket.id}", words=words, buttons=topic_link(ticket.id))
        for lead in desk.leads
    ] + [EditTagged(lane="group", tag=f"gate:{ticket.id}", words=words)]


class Gate:
    """Only a lead decides; silence never does."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def accept(self, origin: Origin, ticket_id: TicketId, lead: UserId, category: Category) -> Text | None:
        """Take the ticket on; its clock starts now (8). Raises NotYours, NotPossible."""

        async def unit(tx: Transaction) -> Text:
            ticket = await self._asked(tx, ticket_id, lead)
            after = replace(moved(ticket, Move.ACCEPT), category=category, evidence=Evidence.LEAD)
            policy = self._desk.policy
            await record(
                tx, ticket, after, event="accepted", by=f"lead:{lead}", at=origin.at, policy=policy, why=category
            )
            after = await settled_in(tx, after, at=origin.at, policy=policy, cause="accepted")
            number = int(after.id)
            if after.status is Status.QUEUED:
                words = Text("gate-accepted-queued", {"number": number})
            elif after.cycle is not None and after.cycle.due_at is not None:
                words = Text("gate-accepted", {"number": number, "due": Moment(after.cycle.due_at)})
            else:
                words = Text("gate-accepted-unlimited", {"number": number})
            told = TellCustomer(customer=after.customer_id, ticket=after.id, words=words, buttons=sla.following(after))
            by, organisation = await lead_name(tx, self._desk, lead), after.organisation.name
            done = Text(
                "lead-gate-accepted",
                {"number": number, "organisation": organisation, "category": Token(category), "lead": by},
            )
            await post(tx, [told, RefreshCard(ticket=after.id), *settled_copies(self._desk, after, done)], origin.at)
            await entitling.remember(tx, self._desk, after, None, origin.at)
            return Text("toast-accepted", {"number": number})

        return await self._desk.store.run(origin, unit)

    async def turned_down(self, tx: Transaction, ticket_id: TicketId, lead: UserId, text: str, at: datetime) -> Text:
        """Refuse it, with words for the customer (9). Raises NotYours, NotPossible."""
        ticket = await self._asked(tx, ticket_id, lead)
        decision = resolution.turn_down(ticket, text, at)
        await decided(tx, ticket, decision, by=f"lead:{lead}", at=at, policy=self._desk.policy)
        by, organisation = await lead_name(tx, self._desk, lead), ticket.organisation.name
        done = Text("lead-gate-refused", {"number": int(ticket.id), "organisation": organisation, "lead": by})
        await post(tx, settled_copies(self._desk, ticket, done), at)
        return Text("toast-refused", {"number": int(ticket.id)})

    async def _asked(self, tx: Transaction, ticket_id: TicketId, lead: UserId) -> Ticket:
        if not self._desk.is_lead(lead):
            raise LeadsOnly
        return await tx.tickets.locked(ticket_id)
