"""What was said outside Telegram, recorded by an engineer: answered, solved, heard, asked for, refused (R2, R13)."""

from dataclasses import replace
from datetime import datetime, timedelta

from actions import alerts
from actions.calling import back_at_work
from actions.desk import Desk
from actions.handling import at_work, name_of
from actions.ports import Transaction
from actions.record import decided, post
from domain import calls, conversation, resolution
from domain.caller import Way, outside, way_to
from domain.customer import Customer
from domain.desk import Entry, Origin
from domain.draft import Asking, Draft
from domain.effects import React, RefreshCard, TellCustomer
from domain.errors import AlreadyDone, AlreadyTaken, NotFound, NotPossible, Refusal
from domain.form.asks import STEP
from domain.form.past import moment_before
from domain.ids import ChatId, EngineerId, ThreadId, TicketId, UserId
from domain.lifecycle import Move
from domain.said import Message, Side, Standing
from domain.ticket import Status, Ticket
from domain.words import Text, topic_link

PATIENCE = timedelta(hours=1)  # an engineer's line is waited for so long


class Calls:
    """A ticket whose customer does not talk to us in Telegram, and who has it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def answered(self, origin: Origin, ticket_id: TicketId, by: EngineerId, minutes: int) -> Text | None:
        """[Just now], [15 minutes ago]: it was answered in the call, then (R2). Raises NotPossible, AlreadyTaken."""

        async def unit(tx: Transaction) -> Text:
            called_at = origin.at - timedelta(minutes=minutes)
            return await answered_in_call(tx, self._desk, ticket_id, by, called_at, origin.at)

        return await self._desk.store.run(origin, unit)

    async def called(self, origin: Origin, ticket_id: TicketId, by: EngineerId, told: str, message: Message) -> None:
        """`/called 14:20` in the topic; without a time, just now."""

        async def unit(tx: Transaction) -> None:
            typed = told or "0"
            called_at = moment_before(typed, origin.at, self._desk.zone, self._desk.phrases)
            if called_at is None:
                raise NotFound
            await answered_in_call(tx, self._desk, ticket_id, by, called_at, origin.at)
            await post(tx, [React(place=message.place, emoji=conversation.KEPT)], origin.at)

        await self._desk.store.run(origin, unit)

    async def solved(self, origin: Origin, ticket_id: TicketId, by: EngineerId, who: Message) -> None:
        """`/solved who said so` (19, R23): the line itself is kept as a note, for it names a person."""

        async def unit(tx: Transaction) -> None:
            await self._solved(tx, ticket_id, by, who, origin.at)

        await self._desk.store.run(origin, unit)

    async def heard(self, origin: Origin, ticket_id: TicketId, by: EngineerId, said: Message) -> None:
        """`/heard what the customer said` (18)."""

        async def unit(tx: Transaction) -> None:
            await self._heard(tx, ticket_id, by, said, origin.at)

        await self._desk.store.run(origin, unit)

    async def ask_line(
        self, origin: Origin, asking: Asking, ticket_id: TicketId, by: EngineerId, chat: ChatId, thread: ThreadId | None
    ) -> Text | None:
        """[The customer answered], [Solved in a call]: the engineer's next line in the topic says what, or who."""

        async def unit(tx: Transaction) -> Text:
            ticket = await recordable(tx, self._desk, ticket_id, by)
            if asking is Asking.SOLVED:
                calls.solved(ticket, origin.at)  # refused now rather than after a line was typed
            draft = Draft(
                author=UserId(by),
                chat=chat,
                thread=thread,
                asking=asking,
                subject=ticket_id,
                rev=1,
                step=STEP,
                asked_at=origin.at,
                started_at=origin.at,
                due_at=origin.at + PATIENCE,
            )
            await tx.drafts.put(draft)  # the toast asks: a message would cost the group a write
            return Text("toast-who-said") if asking is Asking.SOLVED else Text("toast-what-said")

        return await self._desk.store.run(origin, unit)

    async def line(self, tx: Transaction, draft: Draft, message: Message, at: datetime) -> bool:
        """The line that was asked for; if it cannot be that any more, it is a line like any other."""
        ticket, engineer = TicketId(draft.subject), EngineerId(message.author)
        try:
            if draft.asking is Asking.SOLVED:
                await self._solved(tx, ticket, engineer, message, at)
            else:
                await self._heard(tx, ticket, engineer, message, at)
        except Refusal:
            return False
        return True

    async def ask_for_data(self, origin: Origin, ticket_id: TicketId, by: EngineerId) -> Text | None:
        """What the caller could not tell is asked for, by the channel there is, or in a call (R12, R13, 29b)."""

        async def unit(tx: Transaction) -> Text:
            ticket = await recordable(tx, self._desk, ticket_id, by)
            caller = await tx.callers.of(ticket.id)
            if caller is None or not caller.missing:
                raise AlreadyDone
            await tx.callers.put(replace(caller, asked_at=origin.at))
            who = f"engineer:{by}"
            await tx.journal.write(Entry(ticket=ticket.id, at=origin.at, event="asked_for_data", by=who))
            shown = RefreshCard(ticket=ticket.id)
            if way_to(ticket, await tx.customers.get(ticket.customer_id)) is Way.PHONE:
                await post(tx, [shown], origin.at)
                return Text("toast-asked-by-phone")
            await post(tx, [calls.ask_for_data(ticket, caller), shown], origin.at)
            return Text("toast-asked-for-data")

        return await self._desk.store.run(origin, unit)

    async def refuse(self, origin: Origin, ticket_id: TicketId, by: EngineerId) -> Text | None:
        """Refused for missing data (R13, 29b). Raises NotPossible unless they were asked for."""

        async def unit(tx: Transaction) -> Text:
            ticket = await recordable(tx, self._desk, ticket_id, by)
            decision = calls.refuse_no_data(ticket, await tx.callers.of(ticket.id), self._desk.policy, origin.at)
            await decided(tx, ticket, decision, by=f"engineer:{by}", at=origin.at, policy=self._desk.policy)
            await settle_alerts(tx, self._desk, ticket, decision.ticket, origin.at)
            return Text("toast-refused", {"number": int(ticket.id)})

        return await self._desk.store.run(origin, unit)

    async def _solved(self, tx: Transaction, number: TicketId, by: EngineerId, who: Message, at: datetime) -> None:
        if not who.text.strip():
            raise NotFound
        ticket = await recordable(tx, self._desk, number, by)
        decision = calls.solved(ticket, at)
        await decided(tx, ticket, decision, by=f"engineer:{by}", at=at, policy=self._desk.policy)
        await settle_alerts(tx, self._desk, ticket, decision.ticket, at)
        await tx.utterances.add(who, Side.ENGINEER, Standing.NOTE, number, by)
        await post(tx, [React(place=who.place, emoji=conversation.KEPT)], at)

    async def _heard(self, tx: Transaction, number: TicketId, by: EngineerId, said: Message, at: datetime) -> None:
        if not said.text.strip() and said.kind == "text":
            raise NotFound
        ticket = await recordable(tx, self._desk, number, by)
        if ticket.status is Status.CLOSED:
            if resolution.refused_already(ticket):
                raise NotPossible(ticket.id, ticket.status, Move.REOPEN)
            ticket = await back_at_work(tx, self._desk, ticket, by=f"engineer:{by}", at=at)
        await tx.utterances.add(said, Side.CUSTOMER, Standing.PUBLIC, number, by)
        await decided(tx, ticket, calls.heard(ticket, at), by=f"engineer:{by}", at=at, policy=self._desk.policy)
        await post(tx, [React(place=said.place, emoji=conversation.KEPT)], at)


async def recordable(tx: Transaction, desk: Desk, number: TicketId, by: EngineerId) -> Ticket:
    """Return the ticket, of which this engineer may record what was said outside Telegram.

    Raises NotYours, AlreadyTaken; NotPossible where the customer talks to us in Telegram.
    """
    ticket = await tx.tickets.locked(number)
    if not desk.is_lead(by):
        await at_work(tx, by)
        if ticket.engineer_id not in {None, by}:
            raise AlreadyTaken(ticket.id, ticket.engineer_id or by, await name_of(tx, ticket.engineer_id))
    if not outside(ticket, await tx.customers.get(ticket.customer_id)):
        raise NotPossible(ticket.id, ticket.status, OUTSIDE)
    return ticket


OUTSIDE = "outside"  # no move of the ticket's: the customer is in Telegram


async def answered_in_call(
    tx: Transaction, desk: Desk, number: TicketId, by: EngineerId, called_at: datetime, at: datetime
) -> Text:
    """R2: the engineer's record of having answered stops the clock as of then. Raises InTheFuture, NotPossible."""
    ticket = await recordable(tx, desk, number, by)
    decision = calls.answered(ticket, called_at, at)
    await decided(tx, ticket, decision, by=f"engineer:{by}", at=at, policy=desk.policy)
    await settle_alerts(tx, desk, ticket, decision.ticket, at)
    return Text("toast-answered-in-call")


async def answered_then(
    tx: Transaction, desk: Desk, author: Customer, number: TicketId, called: str, at: datetime
) -> None:
    """The time that was typed in private; if it cannot be any more, that is said there."""
    engineer = EngineerId(author.user_id or 0)
    try:
        await answered_in_call(tx, desk, number, engineer, datetime.fromisoformat(called), at)
        words = Text("caller-answer-recorded", {"number": int(number)})
    except Refusal:
        words = Text("already-done")
    await post(tx, [TellCustomer(customer=author.id, words=words, buttons=topic_link(number))], at)


async def settle_alerts(tx: Transaction, desk: Desk, before: Ticket, after: Ticket, at: datetime) -> None:
    """The first answer was given: whoever was alerted hears of it."""
    if before.awaits_first_answer and not after.awaits_first_answer:
        await alerts.answered(tx, desk, after, at)
