"""Asked and told, nothing changed: progress, lists, reasons, contacts, help. Every answer is a letter."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from actions.acquaintance import LANGUAGES, customer_of
from actions.desk import Desk
from actions.handling import name_of
from actions.ports import Transaction
from actions.record import post
from actions.resolution import own
from domain import complaint, history, overview
from domain.customer import Customer
from domain.desk import Group, Origin
from domain.draft import Asking
from domain.effects import Effect, TellCustomer, TellGroup, TellLead, TellTopic, TellUser
from domain.errors import NotFound, NotYours
from domain.ids import ChatId, EngineerId, MessageId, ThreadId, TicketId, UserId
from domain.resolution import short
from domain.ticket import Status, Ticket
from domain.words import Button, Lines, Moment, Press, Rows, Text, Words, topic_link

MOST = 10  # tickets in one list


class Asked:
    """Where a question was asked, so that the answer goes there."""

    __slots__ = ("chat", "message", "thread", "user")

    def __init__(self, user: UserId, chat: ChatId, thread: ThreadId | None, message: MessageId) -> None:
        self.user, self.chat, self.thread, self.message = user, chat, thread, message

    @property
    def private(self) -> bool:
        """A private chat has its person's id."""
        return int(self.chat) == int(self.user)


class Lookups:
    """What customers, engineers and leads may see; each sees their own only."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # Customers

    async def tickets(self, origin: Origin, user: UserId, language: str | None) -> None:
        """`/tickets`: where each of the customer's tickets stands (R20)."""

        async def unit(tx: Transaction) -> None:
            await self.overview(tx, await self._customer(tx, user, language), origin.at)

        await self._desk.store.run(origin, unit)

    async def overview(self, tx: Transaction, customer: Customer, at: datetime) -> None:
        """The same within a unit."""
        found = await tx.tickets.recent_of(customer.id, MOST)
        lines = []
        for ticket in found:
            about, state = short(ticket.description, 40), await self._state(tx, ticket, at)
            lines.append(Text("ticket-line", {"number": int(ticket.id), "about": about, "state": state}))
        words = Lines(tuple(lines)) if lines else await self._none(tx, customer)
        buttons = tuple(
            Button(label=Text("button-number", {"number": int(each.id)}), press=Press.STATUS, subject=each.id)
            for each in found
        )
        rows = tuple(tuple(buttons[i : i + 4]) for i in range(0, len(buttons), 4))
        await post(tx, [TellCustomer(customer=customer.id, words=words, buttons=rows)], at)

    async def _none(self, tx: Transaction, customer: Customer) -> Text:
        """Say that there are none; the first may be on its way."""
        user = customer.user_id or UserId(0)
        pending = await tx.drafts.get(user, ChatId(user), None, Asking.FORM)
        return Text("form-command") if pending else Text("no-tickets")

    async def status(self, origin: Origin, user: UserId, ticket_id: TicketId) -> None:
        """[How is № N]: state, who, the promise, place in line, history; what can be done. Raises NotFound."""

        async def unit(tx: Transaction) -> None:
            customer, ticket = await own(tx, user, ticket_id)
            head = Text("ticket-head", {"number": int(ticket.id), "state": await self._state(tx, ticket, origin.at)})
            received = Moment(ticket.received_at)
            about = Text("ticket-about", {"about": short(ticket.description, 200), "received": received})
            history = [
                Text("history-answered", {"at": Moment(cycle.answered_at)})
                for cycle in await tx.tickets.cycles(ticket.id)
                if cycle.answered_at is not None
            ]
            await post(
                tx,
                [
                    TellCustomer(
                        customer=customer.id,
                        ticket=ticket.id,
                        words=Lines((head, about, *history)),
                        buttons=overview.acts(ticket),
                    )
                ],
                origin.at,
            )

        await self._desk.store.run(origin, unit)

    async def lead_contact(
        self, origin: Origin, user: UserId, language: str | None, about: TicketId | None = None
    ) -> None:
        """`/lead`, [Lead] under a ticket's words: whom one can always turn to, and complain to (R22, R26)."""

        async def unit(tx: Transaction) -> None:
            customer = await self._customer(tx, user, language)
            lead = self._desk.policy.contacts.lead
            words = Text("lead-contact", {"name": lead.name, "email": lead.email, "phone": lead.phone})
            write = Button(label=Text("button-write-lead"), press=Press.TO_LEAD)
            rows: Rows = ((write,), (complaint.way_in(about or 0),))
            await post(tx, [TellCustomer(customer=customer.id, words=words, buttons=rows)], origin.at)

        await self._desk.store.run(origin, unit)

    async def ask_language(self, origin: Origin, user: UserId, language: str | None) -> None:
        """`/language`: ask which one."""

        async def unit(tx: Transaction) -> None:
            customer = await self._customer(tx, user, language)
            rows: Rows = (
                (
                    Button(label=Text("button-russian"), press=Press.LANGUAGE, arg="ru"),
                    Button(label=Text("button-english"), press=Press.LANGUAGE, arg="en"),
                ),
            )
            words = Text("ask-language")
            await post(tx, [TellCustomer(customer=customer.id, words=words, buttons=rows)], origin.at)

        await self._desk.store.run(origin, unit)

    async def set_language(self, origin: Origin, user: UserId, language: str) -> Text | None:
        """The customer's own choice, kept. Raises NotFound for a language we do not speak."""

        async def unit(tx: Transaction) -> Text:
            if language not in LANGUAGES:
                raise NotFound
            customer = await self._customer(tx, user, language)
            await tx.customers.save(replace(customer, language=language))
            await post(tx, [TellCustomer(customer=customer.id, words=Text("language-set"))], origin.at)
            return Text("toast-language")

        return await self._desk.store.run(origin, unit)

    # Anybody

    async def help(self, origin: Origin, asked: Asked, language: str | None, *, member: bool) -> None:
        """`/help`, in a few lines for who asks."""

        async def unit(tx: Transaction) -> None:
            if not asked.private:
                await self._answer(tx, asked, Text("help-engineer"), origin.at)
            elif self._desk.is_lead(asked.user):
                await self._answer(tx, asked, Text("help-lead"), origin.at)
            elif member:
                await self._answer(tx, asked, Text("help-engineer-private"), origin.at)
            else:
                customer = await self._customer(tx, asked.user, language)
                phone = self._desk.policy.contacts.support.emergency_phone
                words = Text("help-customer", {"phone": phone})
                await post(tx, [TellCustomer(customer=customer.id, words=words)], origin.at)

        await self._desk.store.run(origin, unit)

    async def id(self, origin: Origin, asked: Asked, language: str | None) -> None:
        """`/id`: their own number, for the settings; in a group, the group's too."""

        async def unit(tx: Transaction) -> None:
            if asked.private:
                words = Text("your-id", {"id": str(asked.user)})
                known = await tx.customers.by_user(asked.user)
                speaks = known.language if known else language or ""
                await post(tx, [TellUser(user=asked.user, words=words, language=speaks)], origin.at)
            else:
                words = Text("group-id", {"id": str(asked.user), "chat": str(asked.chat)})
                thread = int(asked.thread) if asked.thread is not None else None
                await post(tx, [TellGroup(words=words, thread=thread, chat=asked.chat)], origin.at)

        await self._desk.store.run(origin, unit)

    @property
    def group_language(self) -> str:
        """What the desk speaks among itself."""
        return self._desk.language

    async def language(self, user: UserId, telegram: str | None) -> str:
        """Return the language a person has chosen, else their Telegram's, for a toast."""

        async def look(tx: Transaction) -> Customer | None:
            return await tx.customers.by_user(user)

        customer = await self._desk.store.read(look)
        return customer.language if customer else telegram or self._desk.language

    async def is_engineers_chat(self, chat: ChatId) -> bool:
        """Whether this is the group the desk works in."""

        async def look(tx: Transaction) -> Group | None:
            return await tx.places.group()

        group = await self._desk.store.read(look)
        return group is not None and group.chat == chat

    # Engineers and leads

    async def queue(self, origin: Origin, asked: Asked, *, member: bool) -> None:
        """`/queue`: what waits for us, the most urgent first. Raises NotYours."""

        async def unit(tx: Transaction) -> None:
            self._staff(asked, member=member)
            found = list(await tx.tickets.queue(MOST))
            if self._desk.is_lead(asked.user):
                found = [*await tx.tickets.awaiting_lead(MOST), *found]
            await self._list(tx, asked, found, Text("queue-head"), Text("queue-empty"), origin.at)

        await self._desk.store.run(origin, unit)

    async def mine(self, origin: Origin, asked: Asked, *, member: bool) -> None:
        """`/mine`: the engineer's own. Raises NotYours."""

        async def unit(tx: Transaction) -> None:
            self._staff(asked, member=member)
            found = await tx.tickets.held_by(EngineerId(asked.user))
            await self._list(tx, asked, list(found)[:MOST], Text("mine-head"), Text("mine-empty"), origin.at)

        await self._desk.store.run(origin, unit)

    async def why(self, origin: Origin, asked: Asked, number: TicketId | None, *, member: bool) -> None:
        """`/why N`: the history of a deadline. Raises NotFound, NotYours."""

        async def unit(tx: Transaction) -> None:
            self._staff(asked, member=member)
            ticket = await tx.tickets.get(number) if number is not None else None
            if ticket is None:
                raise NotFound
            words = history.why(
                ticket,
                await tx.tickets.cycles(ticket.id),
                await tx.registry.promises(ticket.id),
                self._desk.policy,
                journal=await tx.journal.of(ticket.id),
                proof=await tx.registry.proof(ticket.id),
            )
            await self._answer(tx, asked, words, origin.at)

        await self._desk.store.run(origin, unit)

    async def say(self, origin: Origin, asked: Asked, words: Words, language: str | None = None) -> None:
        """Say one thing where it was asked: a refusal, mostly."""

        async def unit(tx: Transaction) -> None:
            if asked.private and not self._desk.is_lead(asked.user):
                customer = await self._customer(tx, asked.user, language)
                await post(tx, [TellCustomer(customer=customer.id, words=words)], origin.at)
            else:
                await self._answer(tx, asked, words, origin.at)

        await self._desk.store.run(origin, unit)

    async def _list(
        self, tx: Transaction, asked: Asked, found: Sequence[Ticket], head: Text, empty: Text, at: datetime
    ) -> None:
        lines = [head, *[await self._line(tx, ticket, at) for ticket in found]]
        buttons = tuple(
            replace(topic_link(t.id)[0][0], label=Text("button-number", {"number": int(t.id)})) for t in found
        )
        rows = tuple(tuple(buttons[i : i + 4]) for i in range(0, len(buttons), 4))
        await self._answer(tx, asked, Lines(tuple(lines)) if found else empty, at, rows)

    async def _line(self, tx: Transaction, ticket: Ticket, at: datetime) -> Words:
        """What presses, who has it, whose it is."""
        *_, state = overview.standing(ticket, await self._place(tx, ticket), self._desk.policy, at)
        number, holder = int(ticket.id), await name_of(tx, ticket.engineer_id)
        head = (
            Text("queue-line-held", {"number": number, "state": state, "engineer": holder})
            if holder
            else Text("queue-line", {"number": number, "state": state})
        )
        organisation, about = ticket.organisation.name, short(ticket.description, 60)
        return Lines((head, Text("queue-about", {"organisation": organisation, "about": about})))

    async def _answer(self, tx: Transaction, asked: Asked, words: Words, at: datetime, buttons: Rows = ()) -> None:
        effect: Effect
        if asked.private:
            effect = (
                TellLead(lead=asked.user, words=words, buttons=buttons)
                if self._desk.is_lead(asked.user)
                else TellUser(user=asked.user, words=words, buttons=buttons, language=self._desk.language)
            )
        else:
            ticket = await tx.places.ticket_in(asked.chat, asked.thread) if asked.thread is not None else None
            if ticket is not None:
                effect = TellTopic(ticket=ticket, words=words, buttons=buttons, reply_to=asked.message)
            else:
                thread = int(asked.thread) if asked.thread is not None else None
                effect = TellGroup(words=words, buttons=buttons, thread=thread, chat=asked.chat, reply_to=asked.message)
        await post(tx, [effect], at)

    def is_lead(self, user: UserId) -> bool:
        """Whether the settings name them."""
        return self._desk.is_lead(user)

    def is_staff(self, user: UserId, *, member: bool) -> bool:
        """Whether they work here."""
        return member or self._desk.is_lead(user)

    def _staff(self, asked: Asked, *, member: bool) -> None:
        if not self.is_staff(asked.user, member=member):
            raise NotYours

    async def _state(self, tx: Transaction, ticket: Ticket, at: datetime) -> Text:
        return overview.state(ticket, await name_of(tx, ticket.engineer_id), await self._place(tx, ticket), at)

    async def _place(self, tx: Transaction, ticket: Ticket) -> int:
        if ticket.status is not Status.QUEUED:
            return 0
        line = await tx.tickets.line(ticket.customer_id, ticket.organisation_id)
        return next((i for i, each in enumerate(line, 1) if each.id == ticket.id), 0)

    async def _customer(self, tx: Transaction, user: UserId, language: str | None) -> Customer:
        return await customer_of(tx, self._desk, user, language)
