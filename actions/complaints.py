"""Complaints (R26, 36): from a customer to the lead, past the engineers; answered, and the closing by silence waits."""

from collections.abc import Mapping
from datetime import datetime

from actions.desk import Desk
from actions.handling import lead_name
from actions.intake import Intake
from actions.matters import before, settle
from actions.ports import Transaction
from actions.questions import Answer
from actions.record import decided, post
from actions.resolution import own
from domain import complaint
from domain.customer import Customer
from domain.desk import Origin
from domain.draft import Asking
from domain.effects import TellCustomer, TellLead, TellUser
from domain.errors import LeadsOnly, NotFound
from domain.ids import MatterId, TicketId, UserId
from domain.matter import Matter, MatterKind, Outcome
from domain.resolution import short
from domain.ticket import CUSTOMERS_BALL, Ticket
from domain.words import Arg, Button, Lines, Moment, Press, Rows, Style, Text, topic_link

MOST = 10  # in one list

Values = Mapping[str, str]


class Complaints:
    """Only leads ever see them: they are told of no ticket's topic, so that nothing of them falls back to the group."""

    def __init__(self, desk: Desk, intake: Intake) -> None:
        self._desk = desk
        self._intake = intake

    @property
    def answers(self) -> dict[Asking, Answer]:
        """What comes of the lines it asks for."""
        return {Asking.COMPLAINT: self._told, Asking.COMPLAINT_SETTLED: self._answered}

    async def ask(self, origin: Origin, ticket_id: TicketId | None, user: UserId) -> Text | None:
        """[Complain]: what went wrong. Raises NotFound for somebody else's ticket."""

        async def unit(tx: Transaction) -> Text:
            customer = await tx.customers.by_user(user)
            if customer is None:
                raise NotFound
            about = (await own(tx, user, ticket_id))[1].id if ticket_id else await self._at_hand(tx, customer)
            await self._intake.ask(tx, customer, Asking.COMPLAINT, about or 0, origin.at)
            return Text("toast-asked")

        return await self._desk.store.run(origin, unit)

    async def _at_hand(self, tx: Transaction, customer: Customer) -> TicketId | None:
        """Which one is likely meant: the live one they last spoke in, else the only live one."""
        live = [each.id for each in await tx.tickets.live_of(customer.id)]
        if customer.spoke_in in live:
            return customer.spoke_in
        return live[0] if len(live) == 1 else None

    async def _told(self, tx: Transaction, author: UserId, about: int, values: Values, at: datetime) -> None:
        customer = await tx.customers.by_user(author)
        if customer is None:
            raise NotFound
        ticket = (await own(tx, author, TicketId(about)))[1] if about else None
        matter = await tx.matters.raise_(
            MatterKind.COMPLAINT, customer.id, ticket.id if ticket else None, values["text"], at
        )
        heard = Text("complaint-sent")
        if ticket is not None:
            await decided(tx, ticket, complaint.raised(ticket), by="customer", at=at, policy=self._desk.policy)
            if ticket.status in CUSTOMERS_BALL:
                heard = Text("complaint-sent-held", {"number": int(ticket.id)})
        words, rows = self._card(matter, customer, ticket), _choices(matter)
        told = [TellLead(lead=lead, words=words, buttons=rows, tag=matter.tag) for lead in self._desk.leads]
        await post(tx, [*told, TellCustomer(customer=customer.id, words=heard)], at)

    # The lead

    async def list(self, origin: Origin, lead: UserId) -> None:
        """`/complaints`: those that wait, the oldest first. Raises NotYours for anybody but a lead."""

        async def unit(tx: Transaction) -> None:
            if not self._desk.is_lead(lead):
                raise LeadsOnly
            found = await tx.matters.waiting(MatterKind.COMPLAINT, MOST)
            lines = [await self._line(tx, n, each) for n, each in enumerate(found, start=1)]
            words = Lines((Text("complaints-head"), *lines)) if lines else Text("complaints-none")
            buttons = tuple(
                Button(label=Text("button-complaint", {"n": n}), press=Press.COMPLAINT_SETTLED, subject=each.id)
                for n, each in enumerate(found, start=1)
            )
            rows = tuple(tuple(buttons[i : i + 3]) for i in range(0, len(buttons), 3))
            await post(tx, [TellLead(lead=lead, words=words, buttons=rows)], origin.at)

        await self._desk.store.run(origin, unit)

    async def ask_settle(self, origin: Origin, matter_id: MatterId, lead: UserId) -> Text | None:
        """[Settled]: the lead's next line is what the customer reads. Raises NotYours, AlreadyDone."""

        async def unit(tx: Transaction) -> Text:
            await before(tx, self._desk, matter_id, lead, MatterKind.COMPLAINT)
            author = await self._intake.customer(tx, lead, None)
            await self._intake.ask(tx, author, Asking.COMPLAINT_SETTLED, matter_id, origin.at)
            return Text("toast-asked")

        return await self._desk.store.run(origin, unit)

    async def _answered(self, tx: Transaction, lead: UserId, matter: int, values: Values, at: datetime) -> None:
        """The closing by silence is counted again: no sooner than three days from now (36)."""
        found = await before(tx, self._desk, MatterId(matter), lead, MatterKind.COMPLAINT)
        who = await lead_name(tx, self._desk, lead)
        words = Text("lead-complaint-settled", {"lead": who, "text": short(found.text, 300)})
        await settle(tx, self._desk, found, lead, Outcome.GRANTED, words, at)
        if found.ticket is not None:
            ticket = await tx.tickets.locked(found.ticket)
            others = bool(await tx.matters.open_of(ticket.id, MatterKind.COMPLAINT))
            decision = complaint.settled(ticket, at, others=others)
            await decided(tx, ticket, decision, by=f"lead:{lead}", at=at, policy=self._desk.policy)
        answer = Button(label=Text("button-answer-lead"), press=Press.TO_LEAD)
        told = Text("complaint-answered", {"text": values["text"]})
        await post(
            tx,
            [
                TellCustomer(customer=found.customer, words=told, buttons=((answer,),), from_lead=lead),
                TellUser(user=lead, words=Text("lead-reply-sent")),
            ],
            at,
        )

    @staticmethod
    def _card(matter: Matter, customer: Customer, ticket: Ticket | None) -> Text:
        if ticket is not None:
            name, organisation = ticket.contact.name, ticket.organisation.name
            number = int(ticket.id)
            about: dict[str, Arg] = {"number": number, "name": name, "organisation": organisation, "text": matter.text}
            return Text("lead-complaint", {**about})
        if customer.contact and customer.organisation:
            name, organisation = customer.contact.name, customer.organisation.name
            return Text("lead-complaint-general", {"name": name, "organisation": organisation, "text": matter.text})
        return Text("lead-complaint-stranger", {"text": matter.text})

    @staticmethod
    async def _line(tx: Transaction, n: int, matter: Matter) -> Text:
        text, since = short(matter.text, 120), Moment(matter.raised_at)
        ticket = await tx.tickets.get(matter.ticket) if matter.ticket is not None else None
        if ticket is None:
            return Text("complaints-line", {"n": n, "since": since, "text": text})
        number, organisation = int(ticket.id), ticket.organisation.name
        about: dict[str, Arg] = {"n": n, "since": since, "text": text, "number": number, "organisation": organisation}
        return Text("complaints-line-ticket", {**about})


def _choices(matter: Matter) -> Rows:
    done = Button(
        label=Text("button-complaint-settle"), press=Press.COMPLAINT_SETTLED, subject=matter.id, style=Style.MAIN
    )
    reply = Button(label=Text("button-reply"), press=Press.REPLY, subject=matter.customer)
    link = topic_link(matter.ticket) if matter.ticket is not None else ()
    return ((done, reply), *link)
