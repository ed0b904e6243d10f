"""After our no, or any end: the customer appeals to the lead, and the desk takes a ticket up again (35a, 35d, R13)."""

from collections.abc import Mapping
from datetime import datetime

from actions import kept
from actions.desk import Desk
from actions.handling import actor, at_work, lead_name, name_of
from actions.housing import worded
from actions.intake import Intake
from actions.matters import before, settle
from actions.ports import Transaction
from actions.questions import Answer
from actions.record import decided, post
from actions.resolution import Resolution, own
from domain import conversation, resolution
from domain.customer import Customer
from domain.desk import Entry, Origin
from domain.draft import Asking
from domain.effects import EditTagged, TellCustomer, TellLead, TellUser
from domain.errors import AlreadyDone, NotEnough, NotFound
from domain.ids import EngineerId, MatterId, TicketId, UserId
from domain.letters import lead_lane
from domain.lifecycle import Move, moved
from domain.matter import Matter, MatterKind, Outcome
from domain.said import Standing
from domain.ticket import Ticket
from domain.words import Arg, Button, Press, Rows, Style, Text, Token, topic_link

Values = Mapping[str, str]


class Appeals:
    """The lead has the last word on a refusal."""

    def __init__(self, desk: Desk, intake: Intake, resolution_: Resolution) -> None:
        self._desk = desk
        self._intake = intake
        self._resolution = resolution_

    @property
    def answers(self) -> dict[Asking, Answer]:
        """What comes of the lines it asks for."""
        return {
            Asking.APPEAL: self._appeal_told,
            Asking.UPHOLD: self._upheld,
            Asking.DISMISS: self._dismissed,
            Asking.REOPEN: self._reason_told,
        }

    # The customer

    async def ask(self, origin: Origin, ticket_id: TicketId, user: UserId) -> Text | None:
        """[Appeal]: why the customer does not agree. Raises NotFound; AlreadyDone for a ticket we did not refuse."""

        async def unit(tx: Transaction) -> Text:
            customer, ticket = await own(tx, user, ticket_id)
            if not resolution.refused_already(ticket):
                raise AlreadyDone
            if said := await kept.taken(tx, customer, ticket.id, origin.at):  # written already
                await tx.utterances.forget(tuple(each.id for each in said))
                text = "\n".join(worded(each) for each in said)
                await self.appealed(tx, customer, ticket.id, text, origin.at)
                return Text("toast-sorted")
            await self._intake.ask(tx, customer, Asking.APPEAL, ticket.id, origin.at)
            return Text("toast-asked")

        return await self._desk.store.run(origin, unit)

    async def appealed(self, tx: Transaction, customer: Customer, ticket_id: TicketId, text: str, at: datetime) -> None:
        """Within a unit: it reaches every lead with its ticket, ground and text; what is added to it, too (35a).

        Raises NotFound; AlreadyDone if the ticket is not refused any more.
        """
        ticket = await tx.tickets.locked(ticket_id)
        if ticket.customer_id != customer.id:
            raise NotFound
        if not resolution.refused_already(ticket):
            raise AlreadyDone
        waiting = await tx.matters.open_of(ticket.id, MatterKind.APPEAL)
        if waiting:
            matter = waiting[0]
            earlier = [EditTagged(lane=lead_lane(lead), tag=matter.tag, words=None) for lead in self._desk.leads]
            await post(tx, earlier, at)
        else:
            matter = await tx.matters.raise_(MatterKind.APPEAL, customer.id, ticket.id, text, at)
            await self._journal(tx, ticket, "appealed", "customer", at)
        words = Text(
            "lead-appeal",
            {
                "number": int(ticket.id),
                "name": ticket.contact.name,
                "organisation": ticket.organisation.name,
                "reason": Token(ticket.close_reason or ""),
                "ground": await self._ground(tx, ticket),
                "text": text,
            },
        )
        buttons = _choices(matter, ticket)
        told = [TellLead(lead=lead, words=words, buttons=buttons, tag=matter.tag) for lead in self._desk.leads]
        sent = Text("appeal-sent", {"number": int(ticket.id)})
        heard = TellCustomer(customer=customer.id, words=sent, buttons=resolution.to_lead(ticket))
        await post(tx, [*told, heard], at)

    async def _appeal_told(self, tx: Transaction, author: UserId, ticket: int, values: Values, at: datetime) -> None:
        customer = await tx.customers.by_user(author)
        if customer is None:
            raise NotFound
        await self.appealed(tx, customer, TicketId(ticket), values["text"], at)

    async def _ground(self, tx: Transaction, ticket: Ticket) -> Text:
        """By which of the policy's grounds, and whose word it was."""
        refusals = [each for each in await tx.journal.of(ticket.id) if each.now == ticket.status != each.was]
        last = refusals[-1] if refusals else None
        who, _, number = last.by.partition(":") if last else ("", "", "")
        name = await name_of(tx, EngineerId(int(number))) if number.isdigit() else ""
        listed = self._desk.policy.ground(last.why) if last else None
        if listed is not None and name:
            return Text("appeal-ground-by", {"ground": listed.title, "engineer": name})
        return Text("appeal-by", {"engineer": name}) if name and who else Text("appeal-no-ground")

    # The lead

    async def ask_uphold(self, origin: Origin, matter_id: MatterId, lead: UserId) -> Text | None:
        """[Take it up again]: the lead's next line is what the customer reads. Raises NotYours, AlreadyDone."""
        return await self._asked(origin, Asking.UPHOLD, matter_id, lead)

    async def ask_dismiss(self, origin: Origin, matter_id: MatterId, lead: UserId) -> Text | None:
        """[Leave it]: a line for the customer, or none. Raises NotYours, AlreadyDone."""
        return await self._asked(origin, Asking.DISMISS, matter_id, lead)

    async def _asked(self, origin: Origin, asking: Asking, matter_id: MatterId, lead: UserId) -> Text | None:
        async def unit(tx: Transaction) -> Text:
            await before(tx, self._desk, matter_id, lead, MatterKind.APPEAL)
            author = await self._intake.customer(tx, lead, None)
            await self._intake.ask(tx, author, asking, matter_id, origin.at)
            return Text("toast-asked")

        return await self._desk.store.run(origin, unit)

    async def _upheld(self, tx: Transaction, lead: UserId, matter: int, values: Values, at: datetime) -> None:
        found, ticket = await self._before(tx, matter, lead)
        moved(ticket, Move.REOPEN)
        who, number = await lead_name(tx, self._desk, lead), int(ticket.id)
        words = Text("lead-appeal-upheld", {"number": number, "lead": who})
        await settle(tx, self._desk, found, lead, Outcome.GRANTED, words, at)
        await self._taken_up(tx, ticket, at, f"lead:{lead}", values["text"])

    async def _dismissed(self, tx: Transaction, lead: UserId, matter: int, values: Values, at: datetime) -> None:
        found, ticket = await self._before(tx, matter, lead)
        if ticket.live:
            raise AlreadyDone
        who, number = await lead_name(tx, self._desk, lead), int(ticket.id)
        words = Text("lead-appeal-dismissed", {"number": number, "lead": who})
        await settle(tx, self._desk, found, lead, Outcome.DECLINED, words, at)
        await self._journal(tx, ticket, "appeal_dismissed", f"lead:{lead}", at)
        contacts, text = self._desk.policy.contacts.lead, values.get("text", "")
        about: dict[str, Arg] = {"number": number, "phone": contacts.phone, "email": contacts.email}
        told = Text("appeal-dismissed", {**about, "text": text}) if text else Text("appeal-dismissed-bare", {**about})
        answer = Button(label=Text("button-answer-lead"), press=Press.TO_LEAD)
        letter = TellCustomer(customer=ticket.customer_id, words=told, buttons=((answer,),), from_lead=lead)
        await post(tx, [letter, TellUser(user=lead, words=Text("lead-reply-sent"))], at)

    async def _before(self, tx: Transaction, matter: int, lead: UserId) -> tuple[Matter, Ticket]:
        found = await before(tx, self._desk, MatterId(matter), lead, MatterKind.APPEAL)
        if found.ticket is None:
            raise NotFound
        return found, await tx.tickets.locked(found.ticket)

    # Any closed ticket

    async def ask_reopen(self, origin: Origin, ticket_id: TicketId, by: EngineerId) -> Text | None:
        """[Open again] on a closed card: why, in words for the customer. Raises AlreadyDone, NotYours."""

        async def unit(tx: Transaction) -> Text:
            ticket = await self._closed(tx, ticket_id, by)
            author = await self._intake.customer(tx, UserId(by), None)
            await self._intake.ask(tx, author, Asking.REOPEN, ticket.id, origin.at)
            return Text("toast-asked-in-private")

        return await self._desk.store.run(origin, unit)

    async def reopen(self, origin: Origin, ticket_id: TicketId, by: EngineerId, reason: str) -> Text | None:
        """`/reopen reason` (35d). Raises NotEnough, AlreadyDone, NotYours."""

        async def unit(tx: Transaction) -> Text:
            return await self._reopened(tx, ticket_id, by, reason, origin.at)

        return await self._desk.store.run(origin, unit)

    async def _reason_told(self, tx: Transaction, author: UserId, ticket: int, values: Values, at: datetime) -> None:
        done = await self._reopened(tx, TicketId(ticket), EngineerId(author), values["text"], at)
        await post(tx, [TellUser(user=author, words=done, buttons=topic_link(ticket))], at)

    async def _reopened(self, tx: Transaction, ticket_id: TicketId, by: EngineerId, reason: str, at: datetime) -> Text:
        ticket = await self._closed(tx, ticket_id, by)
        if not reason.strip():
            raise NotEnough("reason")
        await self._taken_up(tx, ticket, at, actor(self._desk, by), reason.strip())
        for matter in await tx.matters.open_of(ticket.id, MatterKind.APPEAL):
            words = Text("lead-appeal-moot", {"number": int(ticket.id), "engineer": await name_of(tx, by)})
            await settle(tx, self._desk, matter, UserId(by), Outcome.MOOT, words, at)
        return Text("toast-reopened", {"number": int(ticket.id)})

    async def _taken_up(self, tx: Transaction, ticket: Ticket, at: datetime, by: str, because: str) -> None:
        """Back, and with it what the customer has written since."""
        back = await self._resolution.reopened(tx, ticket, at, by=by, because=because)
        customer = await tx.customers.get(back.customer_id)
        said = await kept.taken(tx, customer, back.id, at) if customer else ()
        await tx.utterances.settle(tuple(each.id for each in said), Standing.PUBLIC, back.id)
        for each in said:
            decision = conversation.customer_wrote(back, each, thanks=False)
            back = await decided(tx, back, decision, by="customer", at=at, policy=self._desk.policy)

    async def _closed(self, tx: Transaction, ticket_id: TicketId, by: EngineerId) -> Ticket:
        if not self._desk.is_lead(by):
            await at_work(tx, by)
        ticket = await tx.tickets.locked(ticket_id)
        if ticket.live:
            raise AlreadyDone
        return ticket

    @staticmethod
    async def _journal(tx: Transaction, ticket: Ticket, event: str, by: str, at: datetime) -> None:
        entry = Entry(ticket=ticket.id, at=at, event=event, by=by, was=ticket.status, now=ticket.status)
        await tx.journal.write(entry)


def _choices(matter: Matter, ticket: Ticket) -> Rows:
    take = Button(label=Text("button-appeal-uphold"), press=Press.UPHOLD, subject=matter.id, style=Style.GOOD)
    leave = Button(label=Text("button-appeal-dismiss"), press=Press.DISMISS, subject=matter.id)
    return ((take, leave), *topic_link(ticket.id))
