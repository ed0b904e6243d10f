"""What a customer says reaches the ticket it belongs to (LIFECYCLE 18–18b, 28, 34–35)."""

from dataclasses import replace
from datetime import datetime, timedelta

from actions import versions
from actions.desk import Desk
from actions.gate import choices
from actions.notices import ticket_news
from actions.ports import Transaction
from actions.record import decided, post
from actions.resolution import Resolution
from domain import conversation, resolution
from domain.customer import Customer
from domain.effects import EditTagged, Effect, React, RelayToTopic, TellCustomer, TellTopic
from domain.ids import TicketId
from domain.letters import ALBUM_PAUSE, album_key, lead_lane, topic_lane
from domain.said import Message, Utterance
from domain.ticket import Status, Ticket
from domain.words import Button, Press, Text

FLOOD = 20  # messages of one ticket that wait for the group
SAME_TALK = timedelta(minutes=10)  # for so long it goes without saying which ticket is meant


class Talk:
    """One ticket and its customer."""

    def __init__(self, desk: Desk, resolution_: Resolution) -> None:
        self._desk = desk
        self._resolution = resolution_

    def thanks(self, message: Message | Utterance) -> bool:
        """A thank-you moves no ball and reopens nothing (18a, C33). What comes with a picture says more."""
        return message.kind == "text" and self._desk.phrases.is_thanks(message.text)

    async def heard(
        self,
        tx: Transaction,
        customer: Customer,
        ticket_id: TicketId,
        said: Utterance,
        at: datetime,
        *,
        several: bool,
    ) -> None:
        """Within a unit: relayed and marked; a ticket closed by time opens again, a thank-you opens nothing."""
        ticket = await tx.tickets.locked(ticket_id)
        thanks = self.thanks(said)
        if ticket.status is Status.CLOSED:
            if thanks:
                await post(tx, [React(place=said.place, emoji=conversation.RECEIVED)], at)
                return
            ticket = await self._resolution.reopened(tx, ticket, at)
        decision = conversation.customer_wrote(ticket, said, thanks=thanks)
        joined = bool(said.album) and await tx.outbox.join_album(
            album_key(ticket.id, said.album), said.id, at + ALBUM_PAUSE
        )
        if joined:
            decision = replace(
                decision, effects=tuple(each for each in decision.effects if not isinstance(each, RelayToTopic | React))
            )
        theirs = ticket.customer_id == customer.id
        if not theirs and not joined:  # the duplicate of a colleague's ticket: engineers see who it is
            who = TellTopic(ticket=ticket.id, words=Text("topic-colleague", {"name": _name(customer)}))
            decision = replace(decision, effects=(who, *decision.effects))
        if several and theirs and not joined and self._worth_saying(customer, ticket, at):
            decision = replace(decision, effects=(*decision.effects, await self._went_to(tx, ticket, said)))
        await decided(tx, ticket, decision, by="customer", at=at, policy=self._desk.policy)
        await versions.offer(tx, self._desk, ticket, said, at)
        await self._many(tx, customer, ticket, at)
        if ticket.status is Status.AWAITING_LEAD and not thanks:
            await self._for_the_lead(tx, ticket, said, at)
        if theirs and customer.spoke_in != ticket.id:
            await tx.customers.save(replace(customer, spoke_in=ticket.id))

    @staticmethod
    async def _many(tx: Transaction, customer: Customer, ticket: Ticket, at: datetime) -> None:
        """More than the group can be told at once: it is kept and goes on at Telegram's pace; said once an hour."""
        if await tx.outbox.unsent_in(topic_lane(ticket.id)) <= FLOOD:
            return
        name = f"flood:{customer.id}"
        last = await tx.facts.get(name)
        if last is None or at - datetime.fromisoformat(last) > timedelta(hours=1):
            await tx.facts.put(name, at.isoformat())
            told = TellCustomer(customer=customer.id, words=Text("many-messages", {"number": int(ticket.id)}))
            await post(tx, [told], at)

    async def _for_the_lead(self, tx: Transaction, ticket: Ticket, said: Utterance, at: datetime) -> None:
        """What is added while a lead decides may decide it (28b): the choices move on to it."""
        number, tag = int(ticket.id), f"gate:{ticket.id}"
        earlier = [EditTagged(lane=lead_lane(lead), tag=tag, words=None) for lead in self._desk.leads]
        await post(tx, earlier, at)
        news = (
            Text("lead-gate-added", {"number": number, "text": resolution.short(said.text, 500)})
            if said.text
            else Text("lead-gate-attached", {"number": number})
        )
        await ticket_news(
            tx, self._desk, ticket, at, news, buttons=choices(ticket.id, await tx.registry.proof(ticket.id)), tag=tag
        )

    @staticmethod
    def _worth_saying(customer: Customer, ticket: Ticket, at: datetime) -> bool:
        if customer.spoke_in != ticket.id:
            return True
        return ticket.last_customer_at is None or at - ticket.last_customer_at > SAME_TALK

    async def _went_to(self, tx: Transaction, ticket: Ticket, said: Utterance) -> Effect:
        """With several live tickets: where it went, and a button for each other it could have meant."""
        others = [each for each in await tx.tickets.live_of(ticket.customer_id) if each.id != ticket.id]
        buttons = tuple(
            (Button(label=named(each), press=Press.BELONGS, subject=said.id, arg=str(each.id)),) for each in others[:4]
        )
        words = Text("went-to-ticket", {"number": int(ticket.id)})
        return TellCustomer(customer=ticket.customer_id, ticket=ticket.id, words=words, buttons=buttons)


def _name(customer: Customer) -> str:
    return customer.contact.name if customer.contact else ""


def named(ticket: Ticket) -> Text:
    """Name a ticket on a button: its number and what it is about."""
    return Text("button-to-ticket", {"number": int(ticket.id), "about": resolution.short(ticket.description, 30)})
