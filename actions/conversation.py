"""The customer speaks: to a ticket, to a pending question, or with something new (SEMANTICS: which ticket?)."""

from datetime import datetime

from actions.desk import Desk
from actions.duplicates import meant_by
from actions.intake import Intake
from actions.ports import Transaction
from actions.reach import Reach
from actions.record import post
from actions.sorting import Sorting
from actions.talk import Talk
from domain import conversation
from domain.customer import Customer
from domain.desk import Origin
from domain.draft import Asking
from domain.effects import EditTwin, React
from domain.form import listens
from domain.routing import RECENTLY, AfterRefusal, AskWhich, OpenForm, ToDraft, ToTicket, route
from domain.said import Message, Place, Side, Standing
from domain.ticket import Ticket


class Conversation:
    """What customers write and edit in their private chat."""

    def __init__(self, desk: Desk, intake: Intake, reach: Reach, talk: Talk, sorting: Sorting) -> None:
        self._desk = desk
        self._intake = intake
        self._reach = reach
        self._talk = talk
        self._sorting = sorting

    async def customer_wrote(self, origin: Origin, message: Message) -> None:
        """A message finds its ticket, its question or its form; nobody is left without a word."""

        async def unit(tx: Transaction) -> None:
            customer = await self._reach.customer(tx, message, origin.at)
            await self._hear(tx, customer, message, origin.at)

        await self._desk.store.run(origin, unit)

    async def customer_edited(self, origin: Origin, message: Message) -> None:
        """An edit follows to the topic, or corrects the answer of a form that is still open (C44)."""

        async def unit(tx: Transaction) -> None:
            customer = await self._reach.customer(tx, message, origin.at)
            twin = await tx.utterances.twin(message.place)
            if twin is not None and twin.utterance is not None and twin.ticket is not None:
                await tx.utterances.edited(twin.utterance, message.text, message.entities, origin.at)
                follow = EditTwin(
                    ticket=twin.ticket,
                    customer=None,
                    utterance=twin.utterance,
                    text=message.text,
                    entities=message.entities,
                )
                await post(tx, [follow], origin.at)
                return
            drafts = await tx.drafts.pending(message.author, message.place.chat, None)
            asked = next((each for each in drafts if each.files_a_ticket), None)
            which = next((each for each in drafts if each.asking is Asking.WHICH), None)
            if which is not None and twin is not None and twin.utterance in which.utterances:
                await tx.utterances.edited(twin.utterance, message.text, message.entities, origin.at)
            elif asked is not None:
                await self._intake.edited(tx, customer, asked, message, origin.at)
            elif twin is not None and twin.utterance is not None:
                await tx.utterances.edited(twin.utterance, message.text, message.entities, origin.at)

        await self._desk.store.run(origin, unit)

    async def _hear(self, tx: Transaction, customer: Customer, message: Message, at: datetime) -> None:
        drafts = await tx.drafts.pending(message.author, message.place.chat, None)
        which = next((each for each in drafts if each.asking is Asking.WHICH), None)
        draft = next((each for each in drafts if listens(each)), None)
        newer = which is not None and draft is not None and draft.asked_at > which.asked_at
        if which is not None and message.reply_to is None and not newer:  # else the question asked last is answered
            await self._sorting.keep_or_choose(tx, customer, which, message, at)
            return
        live = await tx.tickets.live_of(customer.id)
        closed = None if live or draft else await tx.tickets.last_closed(customer.id, at - RECENTLY)
        way = route(
            live=live,
            spoke_in=customer.spoke_in,
            replied=await meant_by(tx, customer, await self._replied_to(tx, customer, message)),
            closed=await meant_by(tx, customer, closed),
            draft=draft,
        )
        match way:
            case ToTicket(ticket):
                said = await tx.utterances.add(message, Side.CUSTOMER, Standing.PUBLIC, ticket.id)
                await self._talk.heard(tx, customer, ticket.id, said, at, several=len(live) > 1)
            case ToDraft(pending):
                end = await self._intake.said(tx, customer, pending, message, at)
                await self._sorting.ended(tx, customer, pending, end, at)
            case AskWhich(tickets, pending):
                await self._sorting.ask_which(tx, message, tickets, pending, at)
            case OpenForm(about):
                if about is not None and self._talk.thanks(message):
                    await self._thanked(tx, message, about, at)
                else:
                    await self._intake.opened(tx, customer, message, at, about=about.id if about else None)
            case AfterRefusal(ticket):
                await self._sorting.after_refusal(tx, message, ticket, at)

    async def _replied_to(self, tx: Transaction, customer: Customer, message: Message) -> Ticket | None:
        if message.reply_to is None:
            return None
        twin = await tx.utterances.twin(Place(chat=message.place.chat, message=message.reply_to))
        ticket = await tx.tickets.get(twin.ticket) if twin and twin.ticket is not None else None
        return ticket if ticket and ticket.customer_id == customer.id else None

    async def _thanked(self, tx: Transaction, message: Message, about: Ticket, at: datetime) -> None:
        await tx.utterances.add(message, Side.CUSTOMER, Standing.PUBLIC, about.id)
        await post(tx, [React(place=message.place, emoji=conversation.RECEIVED)], at)
