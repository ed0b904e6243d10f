"""Duplicates: one is closed, and what is written to it goes to the other from then on (LIFECYCLE 31, 35b; C40, C41)."""

from datetime import datetime

from actions.desk import Desk
from actions.handling import in_hand
from actions.ports import Transaction
from actions.record import next_in_line, record
from domain import duplicates, sla
from domain.customer import Customer
from domain.desk import Origin
from domain.effects import Effect, RefreshCard, TellCustomer, TellTopic
from domain.errors import NotFound, Unfit
from domain.ids import EngineerId, TicketId
from domain.resolution import short
from domain.ticket import CloseReason, Ticket
from domain.words import Moment, Text, topic_link

ABOUT = 60  # characters of the duplicate's description that the other topic reads


async def end_of(tx: Transaction, ticket: Ticket) -> Ticket:
    """Follow a duplicate to the ticket it goes on in, over however many; the ticket itself if it is none."""
    seen = {ticket.id}
    while ticket.close_reason is CloseReason.DUPLICATE and ticket.duplicate_of is not None:
        following = await tx.tickets.get(ticket.duplicate_of)
        if following is None or following.id in seen:
            break
        seen.add(following.id)
        ticket = following
    return ticket


async def meant_by(tx: Transaction, customer: Customer, ticket: Ticket | None) -> Ticket | None:
    """Which ticket is written to by writing to this one (35b): a duplicate's other.

    A colleague's that is closed by now is none of theirs to open again: then their own is meant.
    """
    if ticket is None:
        return None
    end = await end_of(tx, ticket)
    return end if end.live or end.customer_id == customer.id else ticket


class Duplicates:
    """Says that two tickets are one question."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def mark(self, origin: Origin, ticket_id: TicketId, by: EngineerId, of: TicketId | None) -> Text | None:
        """Close it as a duplicate. The slot it held goes to the next in line, first of all to its other.

        Raises AlreadyTaken, NotYours, NotPossible, NotFound, and Unfit with what is wrong.
        """

        async def unit(tx: Transaction) -> Text:
            ticket = await in_hand(tx, self._desk, ticket_id, by)
            if of is None:
                raise Unfit("duplicate_number")
            if of == ticket.id:
                raise Unfit("duplicate_itself")
            named = await tx.tickets.get(of)
            if named is None:
                raise NotFound
            target = await end_of(tx, await tx.tickets.locked(named.id))
            duplicates.check(ticket, target)
            await self._join(tx, ticket, target, f"engineer:{by}", origin.at)
            return Text("toast-duplicate", {"number": int(ticket.id), "other": int(target.id)})

        return await self._desk.store.run(origin, unit)

    async def _join(self, tx: Transaction, ticket: Ticket, target: Ticket, by: str, at: datetime) -> None:
        policy, after, news = self._desk.policy, target, list[Effect]()
        if duplicates.takes_the_slot(target, ticket):
            after = sla.activate(target, policy, at, announce=False).ticket
        promised = after.cycle.due_at if after.cycle else None
        after = duplicates.inherited(after, ticket, at)
        decision = duplicates.close(ticket, after, at)
        await record(
            tx,
            ticket,
            decision.ticket,
            event=decision.event,
            by=by,
            at=at,
            policy=policy,
            effects=decision.effects,
            why=decision.why,
            hand_on=False,  # the slot is the other's, if it waits for it
        )
        due = after.cycle.due_at if after.cycle else None
        if due is not None and due != promised and after.customer_id != ticket.customer_id:
            sooner = Text("ticket-sooner", {"number": int(after.id), "due": Moment(due)})
            news.append(TellCustomer(customer=after.customer_id, ticket=after.id, words=sooner))
        about = Text("topic-has-duplicate", {"number": int(ticket.id), "about": short(ticket.description, ABOUT)})
        news += [
            TellTopic(ticket=after.id, words=about, buttons=topic_link(ticket.id)),
            RefreshCard(ticket=after.id),
        ]
        await record(
            tx, target, after, event="joined", by=by, at=at, policy=policy, effects=news, why=f"duplicate {ticket.id}"
        )
        if ticket.holds_slot:
            await next_in_line(tx, decision.ticket, at=at, policy=policy)
