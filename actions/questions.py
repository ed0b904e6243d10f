"""One line that the desk waits for: how it was solved, why not, until when, what was wrong, a word to the lead."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from actions.alerts import Alerts
from actions.calls import Calls
from actions.desk import Desk
from actions.gate import Gate
from actions.intake import Intake
from actions.ports import Transaction
from actions.record import post
from actions.resolution import Resolution
from domain.customer import Customer
from domain.desk import Origin
from domain.draft import Asking, Draft
from domain.effects import TellCustomer, TellLead, TellUser
from domain.errors import LeadsOnly, NotFound, Refusal
from domain.form import Answered, End
from domain.form.asks import STEP
from domain.ids import ChatId, CustomerId, EngineerId, ThreadId, TicketId, UserId
from domain.said import Message, Side, Standing
from domain.words import Button, Press, Text, topic_link

PATIENCE = timedelta(hours=1)  # an engineer's line is waited for so long

# What comes of a line: who wrote it, what it is about, what was told. Raises Refusal before it has written anything.
Answer = Callable[[Transaction, UserId, int, Mapping[str, str], datetime], Awaitable[None]]


class Questions:
    """Asked by a button, answered by the next line of the same person in the same place."""

    def __init__(
        self,
        desk: Desk,
        intake: Intake,
        resolution: Resolution,
        alerts: Alerts,
        gate: Gate,
        answers: Mapping[Asking, Answer],
    ) -> None:
        self._desk = desk
        self._intake = intake
        self._resolution = resolution
        self._alerts = alerts
        self._gate = gate
        self._answers = answers
        self._calls = Calls(desk)

    async def ask_resolve(
        self, origin: Origin, ticket_id: TicketId, by: EngineerId, chat: ChatId, thread: ThreadId | None
    ) -> Text | None:
        """[Resolved]: the next line tells how. Tapped twice after an answer, it is resolved without a word (17)."""

        async def unit(tx: Transaction) -> Text:
            pending = await tx.drafts.get(UserId(by), chat, thread, Asking.RESOLVE)
            if pending is not None and pending.subject == ticket_id:
                await tx.drafts.drop(pending)
                return await self._resolution.resolved(tx, ticket_id, by, "", origin.at)
            ticket = await self._resolution.may_resolve(tx, ticket_id, by)
            draft = Draft(
                author=UserId(by),
                chat=chat,
                thread=thread,
                asking=Asking.RESOLVE,
                subject=ticket_id,
                rev=1,
                step=STEP,
                asked_at=origin.at,
                started_at=origin.at,
                due_at=origin.at + PATIENCE,
            )
            await tx.drafts.put(draft)  # the toast asks: a message would cost the group a write
            answered = ticket.cycle is not None and ticket.cycle.answered_at is not None
            return Text("toast-how-resolved") if answered else Text("toast-how-resolved-first")

        return await self._desk.store.run(origin, unit)

    async def ask_turn_down(self, origin: Origin, ticket_id: TicketId, lead: UserId) -> Text | None:
        """[Refuse] at the gate: the lead's next line is what the customer reads."""
        return await self._ask_lead(origin, Asking.TURN_DOWN, ticket_id, lead)

    async def ask_promise(self, origin: Origin, ticket_id: TicketId, lead: UserId) -> Text | None:
        """[Another time]: the lead types until when."""
        return await self._ask_lead(origin, Asking.PROMISE, ticket_id, lead)

    async def ask_reply(self, origin: Origin, customer: CustomerId, lead: UserId) -> Text | None:
        """[Reply] under a customer's word: the lead's next line goes to that customer (R22)."""
        return await self._ask_lead(origin, Asking.FROM_LEAD, customer, lead)

    async def ask_to_lead(self, origin: Origin, user: UserId) -> Text | None:
        """[Write to the lead] (R22)."""

        async def unit(tx: Transaction) -> Text:
            customer = await tx.customers.by_user(user)
            if customer is None:
                raise NotFound
            await self._intake.ask(tx, customer, Asking.TO_LEAD, customer.id, origin.at)
            return Text("toast-asked")

        return await self._desk.store.run(origin, unit)

    async def ask_rating_word(self, tx: Transaction, user: UserId, ticket_id: TicketId, at: datetime) -> None:
        """After a thumb down: what was wrong? Only the lead reads it (R26)."""
        customer = await tx.customers.by_user(user)
        if customer is not None:
            await self._intake.ask(tx, customer, Asking.RATING, ticket_id, at)

    async def _ask_lead(self, origin: Origin, asking: Asking, subject: int, lead: UserId) -> Text | None:
        if not self._desk.is_lead(lead):
            raise LeadsOnly

        async def unit(tx: Transaction) -> Text:
            author = await self._intake.customer(tx, lead, None)
            await self._intake.ask(tx, author, asking, subject, origin.at)
            return Text("toast-asked")

        return await self._desk.store.run(origin, unit)

    async def line(self, tx: Transaction, message: Message, at: datetime) -> bool:
        """A line in the group: whether it answers a question that was put to its author there.

        If the ticket cannot be called settled any more, it is a line like any other.
        """
        pending = await tx.drafts.pending(message.author, message.place.chat, message.thread)
        note = message.text.lstrip().startswith(self._desk.policy.note_mark)
        if not pending or message.kind != "text" or note or message.anonymous:
            return False
        draft, engineer = pending[0], EngineerId(message.author)
        await tx.drafts.drop(draft)
        if draft.asking in {Asking.SOLVED, Asking.HEARD}:
            return await self._calls.line(tx, draft, message, at)
        ticket = TicketId(draft.subject)
        try:
            await self._resolution.may_resolve(tx, ticket, engineer)
        except Refusal:
            return False
        await tx.utterances.add(message, Side.ENGINEER, Standing.PUBLIC, ticket, engineer)
        await self._resolution.resolved(tx, ticket, engineer, message.text.strip(), at, mark=message.place)
        return True

    async def over(self, tx: Transaction, customer: Customer, end: End | None, at: datetime) -> None:
        """A form or question in private has come to its end; what that means for the desk."""
        match end:
            case Answered(asking=asking, subject=subject, values=values):
                await self._answered(tx, customer, asking, subject, values, at)
            case _:
                pass

    async def _answered(
        self, tx: Transaction, customer: Customer, asking: Asking, subject: int, values: dict[str, str], at: datetime
    ) -> None:
        text = values.get("text", "")
        author = customer.user_id or UserId(0)
        match asking:
            case Asking.TO_LEAD:
                await self.to_lead(tx, customer, text, at)
            case Asking.RATING if not text:
                pass  # nothing more to say
            case Asking.RATING:
                words = Text("lead-rating-word", {"number": subject, "text": text})
                leads = [TellLead(lead=lead, words=words) for lead in self._desk.leads]  # of no ticket: General never
                thanks = TellCustomer(customer=customer.id, words=Text("rating-word-thanks"))
                await post(tx, [*leads, thanks], at)
            case Asking.FROM_LEAD:
                await self._from_lead(tx, author, CustomerId(subject), text, at)
            case Asking.TURN_DOWN | Asking.PROMISE:
                await self._decided(tx, asking, TicketId(subject), author, values, at)
            case _ if (answer := self._answers.get(asking)) is not None:
                try:
                    await answer(tx, author, subject, values, at)
                except Refusal:
                    await post(tx, [TellUser(user=author, words=Text("ask-too-late"))], at)
            case _:
                pass

    async def _decided(
        self, tx: Transaction, asking: Asking, ticket: TicketId, lead: UserId, values: dict[str, str], at: datetime
    ) -> None:
        """What a lead has typed; if it was decided meanwhile, that is said, and nothing is asked any more."""
        try:
            if asking is Asking.TURN_DOWN:
                words = await self._gate.turned_down(tx, ticket, lead, values.get("text", ""), at)
            else:
                words = await self._alerts.promised(tx, ticket, lead, datetime.fromisoformat(values["until"]), at)
            await post(tx, [TellLead(lead=lead, words=words, ticket=ticket)], at)
        except Refusal:
            await post(tx, [TellLead(lead=lead, words=Text("already-done"))], at)

    async def to_lead(self, tx: Transaction, customer: Customer, text: str, at: datetime) -> None:
        """A customer's word to the lead, through the bot (R22, R26)."""
        if customer.contact and customer.organisation:
            name, organisation = customer.contact.name, customer.organisation.name
            words = Text("lead-message", {"name": name, "organisation": organisation, "text": text})
        else:
            words = Text("lead-message-stranger", {"text": text})
        reply = Button(label=Text("button-reply"), press=Press.REPLY, subject=customer.id)
        topics = [topic_link(ticket.id) for ticket in await tx.tickets.live_of(customer.id)][:1]
        rows = ((reply,), *(row for link in topics for row in link))
        letters = [TellLead(lead=lead, words=words, buttons=rows, about=customer.id) for lead in self._desk.leads]
        await post(tx, [*letters, TellCustomer(customer=customer.id, words=Text("to-lead-sent"))], at)

    async def _from_lead(self, tx: Transaction, lead: UserId, customer: CustomerId, text: str, at: datetime) -> None:
        if not self._desk.is_lead(lead):
            raise LeadsOnly
        answer = Button(label=Text("button-answer-lead"), press=Press.TO_LEAD)
        words = Text("from-lead", {"text": text})
        told = TellCustomer(customer=customer, words=words, buttons=((answer,),), from_lead=lead)
        await post(tx, [told, TellLead(lead=lead, words=Text("lead-reply-sent"))], at)
