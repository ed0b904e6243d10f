"""Taking back: the customer's copy goes away, both texts stay in the history (LIFECYCLE 39, C58)."""

from datetime import datetime

from actions.desk import Desk
from actions.handling import at_work
from actions.moving import whole
from actions.ports import Transaction
from actions.record import decided, post
from domain import conversation, taking_back
from domain.desk import Entry, Origin
from domain.effects import DeleteTwin, React, TellTopic
from domain.errors import Unfit
from domain.ids import EngineerId, TicketId
from domain.said import Message, Place, Side, Standing, Utterance
from domain.ticket import Ticket
from domain.words import Text


class TakingBack:
    """By `/undo`, or by an edit into a note. Only its author or a lead takes a line back."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def undo(self, origin: Origin, ticket_id: TicketId, message: Message) -> None:
        """`/undo`: the line it replies to, else the author's last. Raises NotYours, Unfit."""

        async def unit(tx: Transaction) -> None:
            by = EngineerId(message.author)
            await at_work(tx, by)
            ticket = await tx.tickets.locked(ticket_id)
            said = await self._meant(tx, ticket, message)
            if said is not None and said.author != message.author and not self._desk.is_lead(by):
                raise Unfit("undo_theirs")
            if said is None or not await self.take(tx, ticket, said, origin.at):
                words = Text("topic-undo-nothing")
                await post(tx, [TellTopic(ticket=ticket.id, words=words, reply_to=message.place.message)], origin.at)

        await self._desk.store.run(origin, unit)

    async def take(self, tx: Transaction, ticket: Ticket, said: Utterance, at: datetime) -> bool:
        """Within a unit; whether there was anything to take back.

        What is on its way is not sent any more; what has arrived counts as taken once Telegram has deleted it.
        """
        if said.side is Side.CUSTOMER or said.standing is not Standing.PUBLIC:
            return False
        parts = await whole(tx, ticket.id, said)
        if any(each.mailed for each in parts):
            await post(tx, [_told(ticket, said, Text("topic-undo-mailed"))], at)
            return True
        copies = {each.id: await _copied(tx, ticket, each) for each in parts}
        waits = await tx.outbox.answer_pending(ticket.id, at) or not ticket.live
        if not any(copies.values()) and not waits:
            return False  # the customer has it by no message of its own: the words beside [Resolved]
        await tx.journal.write(
            Entry(
                ticket=ticket.id,
                at=at,
                event="taking_back",
                by=f"engineer:{said.engineer_id}",
                was=ticket.status,
                now=ticket.status,
            )
        )
        unsent = [each for each in parts if not copies[each.id]]
        await tx.utterances.settle([each.id for each in unsent], Standing.GONE, ticket.id)
        sent = [
            DeleteTwin(ticket=ticket.id, customer=ticket.customer_id, utterance=each.id)
            for each in parts
            if copies[each.id]
        ]
        await post(tx, [*sent, *(_mark(ticket, each) for each in unsent[:1])], at)
        return True

    async def _meant(self, tx: Transaction, ticket: Ticket, message: Message) -> Utterance | None:
        if message.reply_to is not None:
            twin = await tx.utterances.twin(Place(chat=message.place.chat, message=message.reply_to))
            said = await tx.utterances.get(twin.utterance) if twin and twin.utterance is not None else None
            return said if said is not None and said.ticket_id == ticket.id else None
        there = await tx.utterances.of_ticket(ticket.id)
        own = [
            each
            for each in there
            if each.author == message.author and each.side is not Side.CUSTOMER and each.standing is Standing.PUBLIC
        ]
        return own[-1] if own else None


async def deleted(tx: Transaction, desk: Desk, effect: DeleteTwin, at: datetime) -> None:
    """Telegram has deleted the customer's copy: the line is gone, and what it meant for the clock with it."""
    ticket = await tx.tickets.locked(effect.ticket)
    said = await tx.utterances.get(effect.utterance)
    if said is None:
        return
    await tx.utterances.settle([said.id], Standing.GONE, ticket.id)
    parts = await whole(tx, ticket.id, said)
    now = await tx.utterances.of_ticket(ticket.id)
    gone = {each.id for each in now if each.standing is Standing.GONE}
    if not all(each.id in gone for each in parts):
        return  # of an album: the last of its parts decides
    decision = taking_back.taken_back(ticket, parts, now)
    await decided(tx, ticket, decision, by="delivery", at=at, policy=desk.policy)
    await post(tx, [_mark(ticket, parts[0])], at)


async def not_deleted(tx: Transaction, effect: DeleteTwin, *, late: bool, at: datetime) -> None:
    """Telegram would not: the customer still has it, nothing has changed, and the topic is told so, once."""
    ticket = await tx.tickets.locked(effect.ticket)
    said = await tx.utterances.get(effect.utterance)
    if said is None or (await whole(tx, ticket.id, said))[0].id != said.id:
        return
    words = Text("topic-undo-late") if late else Text("topic-undo-failed")
    await post(tx, [_told(ticket, said, words)], at)


def _mark(ticket: Ticket, said: Utterance) -> React | TellTopic:
    """It is a note from now on, and marked as one; what a button said has no message of its own to mark."""
    if said.placed:
        return React(place=said.place, emoji=conversation.KEPT)
    return _told(ticket, said, Text("topic-undone"))


def _told(ticket: Ticket, said: Utterance, words: Text) -> TellTopic:
    return TellTopic(ticket=ticket.id, words=words, reply_to=said.place.message if said.placed else None)


async def _copied(tx: Transaction, ticket: Ticket, said: Utterance) -> bool:
    """Whether the customer has a copy."""
    customer = await tx.customers.get(ticket.customer_id)
    twins = await tx.utterances.twins(said.id)
    return any(twin.copied and customer is not None and int(twin.place.chat) == customer.user_id for twin in twins)
