"""The customer speaks: to a ticket, to a pending question, or with something new (LIFECYCLE 18–18b, 28, 34–35c)."""

from dataclasses import replace
from datetime import datetime, timedelta

from actions.desk import Desk
from actions.intake import Intake
from actions.lookups import Lookups
from actions.ports import Transaction
from actions.questions import Questions
from actions.record import decided, post
from actions.resolution import Resolution
from domain import conversation, resolution
from domain.customer import Customer
from domain.decision import Decision
from domain.desk import Origin
from domain.draft import Asking, Draft
from domain.effects import EditTwin, Effect, React, RefreshCard, RelayToTopic, TellCustomer, TellTopic
from domain.errors import AlreadyDone, NotFound
from domain.form import AboutTicket, End
from domain.ids import ChatId, TicketId, UserId, UtteranceId
from domain.letters import album_key
from domain.phrases import Phrase
from domain.routing import RECENTLY, AfterRefusal, AskWhich, OpenForm, ToDraft, ToTicket, route
from domain.said import Message, Place, Side, Standing, Utterance
from domain.ticket import Status, Ticket
from domain.words import Button, Press, Rows, Text, Token

TO_FORM, TO_NEW, TO_LEAD = "form", "new", "lead"
SAME_TALK = timedelta(minutes=10)  # for so long it goes without saying which ticket is meant
WHICH_KEPT = timedelta(days=7)


class Conversation:
    """What customers write, edit and choose in their private chat."""

    def __init__(
        self, desk: Desk, intake: Intake, questions: Questions, resolution_: Resolution, lookups: Lookups
    ) -> None:
        self._desk = desk
        self._intake = intake
        self._questions = questions
        self._resolution = resolution_
        self._lookups = lookups

    async def customer_wrote(self, origin: Origin, message: Message) -> None:
        """A message finds its ticket, its question or its form; nobody is left without a word."""

        async def unit(tx: Transaction) -> None:
            customer = await self._customer(tx, message, origin.at)
            await self._hear(tx, customer, message, origin.at)

        await self._desk.store.run(origin, unit)

    async def customer_edited(self, origin: Origin, message: Message) -> None:
        """An edit follows to the topic, or corrects the answer of a form that is still open (C44)."""

        async def unit(tx: Transaction) -> None:
            customer = await self._customer(tx, message, origin.at)
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
            asked = next((each for each in drafts if each.asking is not Asking.WHICH), None)
            if asked is not None:
                await self._intake.edited(tx, customer, asked, message, origin.at)
            elif twin is not None and twin.utterance is not None:
                await tx.utterances.edited(twin.utterance, message.text, message.entities, origin.at)

        await self._desk.store.run(origin, unit)

    async def belongs(self, origin: Origin, user: UserId, utterance: UtteranceId, to: str) -> Text | None:
        """The customer says which ticket, form or person the kept messages are for. Raises AlreadyDone, NotFound."""

        async def unit(tx: Transaction) -> Text:
            customer = await tx.customers.by_user(user)
            if customer is None:
                raise NotFound
            draft = await tx.drafts.get(user, ChatId(user), None, Asking.WHICH)
            if draft is not None and utterance in draft.utterances:
                await self._chosen(tx, customer, draft, to, origin.at)
                return Text("toast-sorted")
            return await self._move(tx, customer, utterance, to, origin.at)

        return await self._desk.store.run(origin, unit)

    # Commands and buttons of the private chat

    async def started(self, origin: Origin, message: Message, payload: str) -> None:
        """`/start`: the form; with a letter's key, the ticket it belongs to; with tickets at work, where they stand."""

        async def unit(tx: Transaction) -> None:
            customer = await self._customer(tx, message, origin.at)
            if payload and await self._by_link(tx, customer, payload, origin.at):
                return
            live = await tx.tickets.live_of(customer.id)
            if live and not await tx.drafts.pending(message.author, message.place.chat, None):
                await self._lookups.overview(tx, customer, origin.at)
            else:
                await self._intake.began(tx, customer, origin.at, payload)

        await self._desk.store.run(origin, unit)

    async def asked_for_form(self, origin: Origin, message: Message) -> None:
        """`/new`: the form, whatever else is going on."""

        async def unit(tx: Transaction) -> None:
            customer = await self._customer(tx, message, origin.at)
            await self._intake.began(tx, customer, origin.at)

        await self._desk.store.run(origin, unit)

    async def asked_for_profile(self, origin: Origin, message: Message) -> None:
        """`/profile`: what is kept, and how to change it."""

        async def unit(tx: Transaction) -> None:
            customer = await self._customer(tx, message, origin.at)
            await self._intake.profile(tx, customer, origin.at)

        await self._desk.store.run(origin, unit)

    async def cancelled(self, origin: Origin, message: Message) -> None:
        """`/cancel`: what is being asked is asked no more."""

        async def unit(tx: Transaction) -> None:
            customer = await self._customer(tx, message, origin.at)
            drafts = await tx.drafts.pending(message.author, message.place.chat, None)
            if not drafts:
                await post(tx, [TellCustomer(customer=customer.id, words=Text("nothing-to-cancel"))], origin.at)
            elif drafts[0].asking is Asking.WHICH:
                await tx.drafts.drop(drafts[0])
                await tx.utterances.forget(drafts[0].utterances)
                await post(tx, [TellCustomer(customer=customer.id, words=Text("which-cancelled"))], origin.at)
            else:
                await self._intake.said(tx, customer, drafts[0], message, origin.at)

        await self._desk.store.run(origin, unit)

    async def unknown_command(self, origin: Origin, message: Message) -> None:
        """No such command: said kindly; a form keeps its place."""

        async def unit(tx: Transaction) -> None:
            customer = await self._customer(tx, message, origin.at)
            drafts = await tx.drafts.pending(message.author, message.place.chat, None)
            if drafts and drafts[0].asking is not Asking.WHICH:
                await self._intake.said(tx, customer, drafts[0], message, origin.at)
                return
            command = message.text.split()[0][:32]
            words = Text("unknown-command", {"command": command})
            await post(tx, [TellCustomer(customer=customer.id, words=words)], origin.at)

        await self._desk.store.run(origin, unit)

    async def tapped(self, origin: Origin, user: UserId, rev: int, arg: str) -> Text | None:
        """A button under a question of the form. An old one says that its step is done. Raises AlreadyDone."""

        async def unit(tx: Transaction) -> Text | None:
            customer = await self._intake.customer(tx, user, None)
            drafts = await tx.drafts.pending(user, ChatId(user), None)
            draft = next((each for each in drafts if each.asking is not Asking.WHICH and each.rev == rev), None)
            if draft is None:
                raise AlreadyDone
            act, _, value = arg.partition(".")
            end = await self._intake.tapped(tx, customer, draft, act, value, origin.at)
            await self._ended(tx, customer, draft, end, origin.at)
            return None

        return await self._desk.store.run(origin, unit)

    async def reachable(self, origin: Origin, user: UserId, *, reachable: bool) -> None:
        """The customer blocked the bot, or came back (38)."""

        async def unit(tx: Transaction) -> None:
            customer = await tx.customers.by_user(user)
            if customer is None or customer.reachable is reachable:
                return
            await tx.customers.save(replace(customer, reachable=reachable))
            words = Text("topic-reachable") if reachable else Text("topic-unreachable", {"why": Token("blocked")})
            for ticket in await tx.tickets.live_of(customer.id):
                told = TellTopic(ticket=ticket.id, words=words)
                await post(tx, [told, RefreshCard(ticket=ticket.id, lazily=True)], origin.at)

        await self._desk.store.run(origin, unit)

    async def _by_link(self, tx: Transaction, customer: Customer, payload: str, at: datetime) -> bool:
        """The link of a letter: only for whose ticket it is, whatever key was guessed."""
        found = await tx.facts.get(f"link:{payload}")
        ticket = await tx.tickets.get(TicketId(int(found))) if found else None
        if ticket is None or ticket.customer_id != customer.id:
            return False
        if ticket.status is Status.CLOSED and not resolution.refused_already(ticket):
            await self._resolution.reopened(tx, await tx.tickets.locked(ticket.id), at)
        else:
            await self._lookups.overview(tx, customer, at)
        return True

    async def _ended(self, tx: Transaction, customer: Customer, draft: Draft, end: End | None, at: datetime) -> None:
        """What the end of a form or a question means; "it is about № N" moves what was said to that ticket."""
        if isinstance(end, AboutTicket):
            kept = await tx.utterances.many(draft.utterances)
            await tx.utterances.settle(draft.utterances, Standing.PUBLIC, end.ticket)
            for said in kept:
                await self._to_ticket(tx, customer, end.ticket, said, at, several=False)
        else:
            await self._questions.over(tx, customer, end, at)

    async def _customer(self, tx: Transaction, message: Message, at: datetime) -> Customer:
        """Whoever writes is a customer from now on; who had blocked the bot is back (38)."""
        customer = await self._intake.customer(tx, message.author, message.language)
        if customer.reachable:
            return customer
        customer = replace(customer, reachable=True)
        await tx.customers.save(customer)
        for ticket in await tx.tickets.live_of(customer.id):
            words = TellTopic(ticket=ticket.id, words=Text("topic-reachable"))
            await post(tx, [words, RefreshCard(ticket=ticket.id, lazily=True)], at)
        return customer

    async def _hear(self, tx: Transaction, customer: Customer, message: Message, at: datetime) -> None:
        drafts = await tx.drafts.pending(message.author, message.place.chat, None)
        which = next((each for each in drafts if each.asking is Asking.WHICH), None)
        if which is not None and message.reply_to is None:
            await self._keep_or_choose(tx, customer, which, message, at)
            return
        live = await tx.tickets.live_of(customer.id)
        draft = next((each for each in drafts if each.asking is not Asking.WHICH), None)
        closed = None if live or draft else await tx.tickets.last_closed(customer.id, at - RECENTLY)
        way = route(
            live=live,
            spoke_in=customer.spoke_in,
            replied=await self._replied_to(tx, customer, message),
            closed=closed,
            draft=draft,
        )
        match way:
            case ToTicket(ticket):
                said = await tx.utterances.add(message, Side.CUSTOMER, Standing.PUBLIC, ticket.id)
                await self._to_ticket(tx, customer, ticket.id, said, at, several=len(live) > 1)
            case ToDraft(pending):
                end = await self._intake.said(tx, customer, pending, message, at)
                await self._ended(tx, customer, pending, end, at)
            case AskWhich(tickets, pending):
                await self._ask_which(tx, message, tickets, pending, at)
            case OpenForm(about):
                if about is not None and self._thanks(message):
                    await self._thanked(tx, message, about, at)
                else:
                    await self._intake.opened(tx, customer, message, at, about=about.id if about else None)
            case AfterRefusal(ticket):
                await self._after_refusal(tx, message, ticket, at)

    async def _replied_to(self, tx: Transaction, customer: Customer, message: Message) -> Ticket | None:
        if message.reply_to is None:
            return None
        twin = await tx.utterances.twin(Place(chat=message.place.chat, message=message.reply_to))
        ticket = await tx.tickets.get(twin.ticket) if twin and twin.ticket is not None else None
        return ticket if ticket and ticket.customer_id == customer.id else None

    def _thanks(self, message: Message | Utterance) -> bool:
        """A thank-you moves no ball and reopens nothing (18a, C33)."""
        phrases = self._desk.phrases
        return phrases.means(Phrase.THANKS, message.text) or message.text.strip() in phrases.lists[Phrase.APPROVAL]

    async def _thanked(self, tx: Transaction, message: Message, about: Ticket, at: datetime) -> None:
        await tx.utterances.add(message, Side.CUSTOMER, Standing.PUBLIC, about.id)
        await post(tx, [React(place=message.place, emoji=conversation.RECEIVED)], at)

    async def _to_ticket(
        self,
        tx: Transaction,
        customer: Customer,
        ticket_id: TicketId,
        said: Utterance,
        at: datetime,
        *,
        several: bool,
    ) -> None:
        ticket = await tx.tickets.locked(ticket_id)
        thanks = self._thanks(said)
        if ticket.status is Status.CLOSED:
            if thanks:
                await post(tx, [React(place=said.place, emoji=conversation.RECEIVED)], at)
                return
            ticket = await self._resolution.reopened(tx, ticket, at)
        decision = conversation.customer_wrote(ticket, said, thanks=thanks)
        joined = bool(said.album) and await tx.outbox.join_album(
            album_key(ticket.id, said.album), said.id, at + timedelta(seconds=1.5)
        )
        if joined:
            decision = replace(
                decision, effects=tuple(each for each in decision.effects if not isinstance(each, RelayToTopic | React))
            )
        if several and not joined and self._worth_saying(customer, ticket, at):
            decision = replace(decision, effects=(*decision.effects, await self._went_to(tx, ticket, said)))
        await decided(tx, ticket, decision, by="customer", at=at, policy=self._desk.policy)
        if customer.spoke_in != ticket.id:
            await tx.customers.save(replace(customer, spoke_in=ticket.id))

    @staticmethod
    def _worth_saying(customer: Customer, ticket: Ticket, at: datetime) -> bool:
        if customer.spoke_in != ticket.id:
            return True
        return ticket.last_customer_at is None or at - ticket.last_customer_at > SAME_TALK

    async def _went_to(self, tx: Transaction, ticket: Ticket, said: Utterance) -> Effect:
        """With several live tickets: where it went, and a button for each other it could have meant."""
        others = [each for each in await tx.tickets.live_of(ticket.customer_id) if each.id != ticket.id]
        buttons = tuple(
            Button(
                label=Text(
                    "button-to-ticket", {"number": int(each.id), "about": resolution.short(each.description, 30)}
                ),
                press=Press.BELONGS,
                subject=said.id,
                arg=str(each.id),
            )
            for each in others[:4]
        )
        words = Text("went-to-ticket", {"number": int(ticket.id)})
        return TellCustomer(
            customer=ticket.customer_id, ticket=ticket.id, words=words, buttons=tuple((each,) for each in buttons)
        )

    # Several tickets are possible: asked once, the messages are kept

    async def _ask_which(
        self, tx: Transaction, message: Message, tickets: tuple[TicketId, ...], pending: Draft | None, at: datetime
    ) -> None:
        said = await tx.utterances.add(message, Side.CUSTOMER, Standing.HELD, None)
        options = [str(each) for each in tickets] + ([TO_FORM] if pending else [])
        await self._put_which(tx, said, options, at)
        rows = await self._options(tx, said, options)
        words = Text("which-ticket-or-form") if pending else Text("which-ticket")
        customer = await self._intake.customer(tx, message.author, message.language)
        await post(tx, [TellCustomer(customer=customer.id, words=words, buttons=rows, tag="which")], at)

    async def _after_refusal(self, tx: Transaction, message: Message, ticket: Ticket, at: datetime) -> None:
        """It stays closed, and says why; the text is kept for the choice (35a)."""
        said = await tx.utterances.add(message, Side.CUSTOMER, Standing.HELD, None)
        options = [TO_LEAD, TO_NEW]
        await self._put_which(tx, said, options, at)
        rows = await self._options(tx, said, options)
        told = TellCustomer(
            customer=ticket.customer_id, words=resolution.why_refused(ticket), buttons=rows, tag="which"
        )
        await post(tx, [told], at)

    async def _put_which(self, tx: Transaction, said: Utterance, options: list[str], at: datetime) -> None:
        draft = Draft(
            author=said.author,
            chat=said.place.chat,
            thread=None,
            asking=Asking.WHICH,
            subject=0,
            rev=0,
            step="which",
            asked_at=at,
            started_at=at,
            values={"options": " ".join(options)},
            utterances=(said.id,),
            due_at=at + WHICH_KEPT,
        )
        await tx.drafts.put(draft)

    async def _options(self, tx: Transaction, said: Utterance, options: list[str]) -> Rows:
        rows = []
        for each in options:
            if each == TO_FORM:
                label = Text("button-to-form")
            elif each == TO_NEW:
                label = Text("button-new-ticket")
            elif each == TO_LEAD:
                label = Text("button-to-lead")
            else:
                ticket = await tx.tickets.get(TicketId(int(each)))
                if ticket is None:
                    continue
                label = _named(ticket)
            rows.append((Button(label=label, press=Press.BELONGS, subject=said.id, arg=each),))
        return tuple(rows)

    async def _keep_or_choose(
        self, tx: Transaction, customer: Customer, which: Draft, message: Message, at: datetime
    ) -> None:
        """Typed, a number chooses; anything else is kept with the rest until one is chosen."""
        typed = message.text.strip().lstrip("№#").strip()
        if typed.isdigit() and typed in which.values["options"].split():
            await self._chosen(tx, customer, which, typed, at)
            return
        said = await tx.utterances.add(message, Side.CUSTOMER, Standing.HELD, None)
        await tx.drafts.put(replace(which, utterances=(*which.utterances, said.id)))
        await post(tx, [React(place=message.place, emoji=conversation.RECEIVED)], at)

    async def _chosen(self, tx: Transaction, customer: Customer, which: Draft, to: str, at: datetime) -> None:
        if to not in which.values["options"].split():
            raise AlreadyDone
        await tx.drafts.drop(which)
        kept = await tx.utterances.many(which.utterances)
        if to.isdigit():
            number = TicketId(int(to))
            await tx.utterances.settle(which.utterances, Standing.PUBLIC, number)
            for said in kept:
                await self._to_ticket(tx, customer, number, said, at, several=False)
        elif to == TO_LEAD:
            await tx.utterances.forget(which.utterances)
            text = "\n".join(said.text or said.kind for said in kept)
            await self._questions.to_lead(tx, customer, text, at)
        else:
            await tx.utterances.forget(which.utterances)  # the form stores what it keeps itself
            await self._to_form(tx, customer, kept, at, new=to == TO_NEW)

    async def _to_form(
        self, tx: Transaction, customer: Customer, kept: tuple[Utterance, ...], at: datetime, *, new: bool
    ) -> None:
        for said in kept:
            message = said.message(customer.language)
            drafts = await tx.drafts.pending(said.author, said.place.chat, None)
            if drafts:
                end = await self._intake.said(tx, customer, drafts[0], message, at)
                await self._ended(tx, customer, drafts[0], end, at)
            elif new:
                await self._intake.opened(tx, customer, message, at, about=None)

    async def _move(self, tx: Transaction, customer: Customer, utterance: UtteranceId, to: str, at: datetime) -> Text:
        """It was meant for another ticket: told there, and noted where it went first."""
        said = await tx.utterances.get(utterance)
        if said is None or said.ticket_id is None or said.author != customer.user_id or not to.isdigit():
            raise NotFound
        target = await tx.tickets.locked(TicketId(int(to)))
        if target.customer_id != customer.id or not target.live or target.id == said.ticket_id:
            raise AlreadyDone
        left = TellTopic(ticket=said.ticket_id, words=Text("topic-moved-away", {"number": int(target.id)}))
        await tx.utterances.settle([said.id], Standing.PUBLIC, target.id)
        decision: Decision = conversation.customer_wrote(target, said, thanks=self._thanks(said))
        await decided(tx, target, decision, by="customer", at=at, policy=self._desk.policy)
        await post(tx, [left], at)
        await tx.customers.save(replace(customer, spoke_in=target.id))
        return Text("toast-moved", {"number": int(target.id)})


def _named(ticket: Ticket) -> Text:
    """Name a ticket on a button: its number and what it is about."""
    return Text("button-to-ticket", {"number": int(ticket.id), "about": resolution.short(ticket.description, 30)})
