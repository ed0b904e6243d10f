"""The developers' part: a ticket goes to them with a contact and a time, their time moves, it comes back (25–27)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from actions.desk import Desk
from actions.handling import actor, at_work, in_hand, name_of
from actions.intake import Intake
from actions.ports import Transaction
from actions.questions import Answer
from actions.record import decided, post, settled_in
from domain import escalation
from domain.desk import DueTimer, Origin
from domain.draft import Asking
from domain.effects import RefreshCard, TellEngineer, TellLead, TellTopic, TellUser
from domain.errors import InThePast, NotEnough
from domain.ids import EngineerId, TicketId, UserId
from domain.lifecycle import Move, moved
from domain.ticket import Escalation, Status, Ticket
from domain.words import Arg, Moment, Text, topic_link

Values = Mapping[str, str]


class Escalations:
    """Who has the ticket hands it over, or a lead; both may move the time and take it back."""

    def __init__(self, desk: Desk, intake: Intake) -> None:
        self._desk = desk
        self._intake = intake

    @property
    def answers(self) -> dict[Asking, Answer]:
        """What comes of the lines it asks for."""
        return {
            Asking.ESCALATE_CONTACT: self._contact_told,
            Asking.ESCALATE_TIME: self._time_told,
            Asking.ESCALATE_WORDS: self._words_told,
            Asking.NEW_TIME: self._new_time_told,
            Asking.FIXED: self._version_told,
        }

    async def ask(self, origin: Origin, ticket_id: TicketId, by: EngineerId) -> Text | None:
        """[To the developers]: asked in private, where it costs the group nothing. Raises NotPossible, NotYours."""
        return await self._asked(origin, Asking.ESCALATE_CONTACT, Move.ESCALATE, ticket_id, by)

    async def ask_time(self, origin: Origin, ticket_id: TicketId, by: EngineerId) -> Text | None:
        """[Another time]. Raises NotPossible, NotYours."""
        return await self._asked(origin, Asking.NEW_TIME, Move.RESCHEDULE, ticket_id, by)

    async def ask_version(self, origin: Origin, ticket_id: TicketId, by: EngineerId) -> Text | None:
        """[Mended in a version]: which one is asked. Raises NotPossible, NotYours."""
        return await self._asked(origin, Asking.FIXED, Move.RETURN, ticket_id, by)

    async def escalate(self, origin: Origin, ticket_id: TicketId, by: EngineerId, line: str) -> Text | None:
        """`/escalate contact; when; words`. Raises NotEnough, InThePast (C49), NotPossible, NotYours."""

        async def unit(tx: Transaction) -> Text:
            ticket = await self._to_hand_over(tx, ticket_id, by)
            to, words = escalation.typed(line, origin.at, self._desk.zone, self._desk.phrases)
            return await self._escalated(tx, ticket, by, to, words, origin.at)

        return await self._desk.store.run(origin, unit)

    async def returned(self, origin: Origin, ticket_id: TicketId, by: EngineerId) -> Text | None:
        """[It is back]: ours again, in front of the line (27). Raises NotPossible, NotYours."""

        async def unit(tx: Transaction) -> Text:
            return await self._returned(tx, await in_hand(tx, self._desk, ticket_id, by), by, "", origin.at)

        return await self._desk.store.run(origin, unit)

    # Asked

    async def _asked(
        self, origin: Origin, asking: Asking, move: Move, ticket_id: TicketId, by: EngineerId
    ) -> Text | None:
        async def unit(tx: Transaction) -> Text:
            moved(await in_hand(tx, self._desk, ticket_id, by), move)
            await self._put(tx, asking, ticket_id, UserId(by), origin.at)
            return Text("toast-asked-in-private")

        return await self._desk.store.run(origin, unit)

    async def _put(
        self,
        tx: Transaction,
        asking: Asking,
        ticket: int,
        to: UserId,
        at: datetime,
        values: Values | None = None,
    ) -> None:
        author = await self._intake.customer(tx, to, None)
        await self._intake.ask(tx, author, asking, ticket, at, dict(values or {}))

    async def _contact_told(self, tx: Transaction, author: UserId, ticket: int, values: Values, at: datetime) -> None:
        await self._put(tx, Asking.ESCALATE_TIME, ticket, author, at, values)

    async def _time_told(self, tx: Transaction, author: UserId, ticket: int, values: Values, at: datetime) -> None:
        await self._put(tx, Asking.ESCALATE_WORDS, ticket, author, at, values)

    async def _words_told(self, tx: Transaction, author: UserId, ticket: int, values: Values, at: datetime) -> None:
        by = EngineerId(author)
        found = await self._to_hand_over(tx, TicketId(ticket), by)
        to = Escalation(contact=await self._contact(tx, found, values), due_at=datetime.fromisoformat(values["until"]))
        try:
            done = await self._escalated(tx, found, by, to, values.get("text", ""), at)
        except InThePast:  # the moment has come while the words were being found
            kept = {name: value for name, value in values.items() if name != "until"}
            await self._put(tx, Asking.ESCALATE_TIME, ticket, author, at, kept)
            return
        await post(tx, [TellUser(user=author, words=done, buttons=topic_link(ticket))], at)

    async def _new_time_told(self, tx: Transaction, author: UserId, ticket: int, values: Values, at: datetime) -> None:
        by = EngineerId(author)
        found = await in_hand(tx, self._desk, TicketId(ticket), by)
        decision = escalation.reschedule(found, datetime.fromisoformat(values["until"]), at)
        await decided(tx, found, decision, by=actor(self._desk, by), at=at, policy=self._desk.policy)
        done = Text("done-new-time", {"number": ticket})
        await post(tx, [TellUser(user=author, words=done, buttons=topic_link(ticket))], at)

    async def _version_told(self, tx: Transaction, author: UserId, ticket: int, values: Values, at: datetime) -> None:
        by = EngineerId(author)
        found = await in_hand(tx, self._desk, TicketId(ticket), by)
        done = await self._returned(tx, found, by, values["version"], at)
        await post(tx, [TellUser(user=author, words=done, buttons=topic_link(ticket))], at)

    async def _contact(self, tx: Transaction, ticket: Ticket, values: Values) -> str:
        """Typed, or one of the policy's in the customer's language. Raises NotEnough for one that is listed no more."""
        if "developer" not in values:
            return values["contact"]
        listed = self._desk.policy.developer(values["developer"])
        if listed is None:
            raise NotEnough("contact")
        customer = await tx.customers.get(ticket.customer_id)
        english = customer is not None and customer.language.startswith("en")
        return f"{listed.name.en if english else listed.name.ru}, {listed.contact}"

    # Done

    async def _to_hand_over(self, tx: Transaction, ticket_id: TicketId, by: EngineerId) -> Ticket:
        """Return the ticket this engineer may hand to the developers: who does so to one that nobody has, takes it."""
        await at_work(tx, by)
        ticket = await in_hand(tx, self._desk, ticket_id, by)
        moved(ticket, Move.ESCALATE)
        return ticket

    async def _escalated(
        self, tx: Transaction, ticket: Ticket, by: EngineerId, to: Escalation, words: str, at: datetime
    ) -> Text:
        decision = escalation.escalate(ticket, to, words, at)
        if ticket.engineer_id is None:
            decision = replace(decision, ticket=replace(decision.ticket, engineer_id=by, introduced=by))
        after = await decided(tx, ticket, decision, by=actor(self._desk, by), at=at, policy=self._desk.policy)
        news = Text(
            "lead-escalated",
            {
                "number": int(after.id),
                "organisation": after.organisation.name,
                "contact": to.contact,
                "due": Moment(to.due_at),
                "engineer": await name_of(tx, after.engineer_id),
            },
        )
        await post(tx, _to_leads(self._desk, after, news), at)
        return Text("done-escalated", {"number": int(after.id)})

    async def _returned(self, tx: Transaction, ticket: Ticket, by: EngineerId, version: str, at: datetime) -> Text:
        policy, who = self._desk.policy, actor(self._desk, by)
        back = await decided(tx, ticket, escalation.returned(ticket, at, version), by=who, at=at, policy=policy)
        back = await settled_in(tx, back, at=at, policy=policy, cause="returned")
        told = escalation.told_of_return(back, version, waits=back.status is Status.QUEUED)
        await post(tx, [told, RefreshCard(ticket=back.id)], at)
        if back.engineer_id != by:
            words = Text("topic-fixed", {"version": version}) if version else Text("topic-returned")
            await post(tx, [TellTopic(ticket=back.id, words=words, mention=back.engineer_id)], at)
        return Text("done-returned", {"number": int(back.id)})


async def time_passed(tx: Transaction, desk: Desk, ticket: Ticket, timer: DueTimer, now: datetime) -> None:
    """Their time has passed (26): engineer and leads hear it, a second miss as such; daily, until it moves."""
    theirs = ticket.escalation
    if ticket.status is not Status.ESCALATED or theirs is None or int(theirs.due_at.timestamp()) != timer.epoch:
        return
    first = timer.step == "due"
    if first:
        decision = escalation.passed(ticket)
        ticket = await decided(tx, ticket, decision, by="clock", at=now, policy=desk.policy)
    missed = ticket.escalation.missed if ticket.escalation else 1
    number, organisation, due = int(ticket.id), ticket.organisation.name, Moment(theirs.due_at)
    about: dict[str, Arg] = {"number": number, "organisation": organisation, "contact": theirs.contact, "due": due}
    news = Text("lead-escalation-passed", {**about})
    if missed >= escalation.AGAIN:
        news = Text("lead-escalation-passed-again", {**about, "times": missed})
    words = Text("topic-escalation-passed", {"due": due})
    if first or ticket.engineer_id is None:
        await post(tx, [TellTopic(ticket=ticket.id, words=words, mention=ticket.engineer_id, urgent=True)], now)
    else:
        alone = Text("engineer-escalation-passed", {"number": number, "due": due})
        buttons = escalation.for_leads(ticket)
        await post(tx, [TellEngineer(engineer=ticket.engineer_id, ticket=ticket.id, words=alone, buttons=buttons)], now)
    await post(tx, _to_leads(desk, ticket, news), now)


def _to_leads(desk: Desk, ticket: Ticket, news: Text) -> list[TellLead]:
    buttons = escalation.for_leads(ticket)
    return [TellLead(lead=lead, words=news, ticket=ticket.id, buttons=buttons) for lead in desk.leads]
