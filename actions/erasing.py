"""A person is taken out of the desk: their tickets end, their data goes, Telegram is asked to forget."""

from collections.abc import Iterable
from datetime import datetime

from actions.desk import Desk
from actions.ports import Transaction
from actions.record import post, record
from domain import resolution
from domain.customer import Customer
from domain.desk import Entry
from domain.effects import DeleteTopics, Effect, TellGroup, TellLead, TellUser
from domain.ids import ChatId, TicketId, UserId
from domain.privacy import DELETABLE, ConsentAct, Erased, Traces, fingerprint, takings_back
from domain.ticket import Status, Ticket
from domain.words import Button, Rows, Text

ALL = 100_000  # tickets; more than anybody has
PER_ROW = 4  # links


async def erase(tx: Transaction, desk: Desk, customer: Customer, *, by: str, at: datetime) -> tuple[TicketId, ...]:
    """Erase everything the desk has of the customer; return the tickets it had at work for them.

    The lines of the journal stay: they name nobody but "customer".
    """
    tickets = await tx.tickets.recent_of(customer.id, ALL)
    live = sorted((ticket for ticket in tickets if ticket.live), key=lambda ticket: ticket.id)
    for ticket in live:
        await _withdrawn(tx, desk, ticket, by, at)
    user, phone = customer.user_id, customer.contact.phone if customer.contact else ""
    traces = await tx.erasure.traces(customer.id, user, at - DELETABLE, desk.clock.real() - DELETABLE)
    if customer.consent_version:
        await tx.consents.record(customer.id, ConsentAct.WITHDRAWN, desk.policy.consent, at)
    await tx.erasure.erase(customer.id, user)
    person = fingerprint(customer.id, user, phone)
    await tx.erasure.remember(Erased(customer=customer.id, person=person, at=at))
    for ticket in reversed(tickets):
        line = Entry(ticket=ticket.id, at=at, event="erased", by=by, was=_status(ticket), now=_status(ticket))
        await tx.journal.write(line)
    await post(tx, [*_forgotten(customer, traces), *_told(live)], at)
    return tuple(ticket.id for ticket in live)


async def again(tx: Transaction, desk: Desk, erased: Erased, at: datetime) -> bool:
    """Erase in a copy that was brought back whom its own list does not name; whether there was anybody to erase."""
    customer = await tx.customers.get(erased.customer)
    phone = customer.contact.phone if customer and customer.contact else ""
    same = customer is not None and fingerprint(customer.id, customer.user_id, phone) == erased.person
    if customer is not None and same:
        await erase(tx, desk, customer, by="clock", at=at)
    await tx.erasure.remember(erased)
    return same


async def _withdrawn(tx: Transaction, desk: Desk, ticket: Ticket, by: str, at: datetime) -> None:
    """The question goes with who asked it (33); nobody is told by letters that would be void the next moment."""
    after = resolution.withdraw(ticket, at).ticket
    await record(tx, ticket, after, event="withdrawn", by=by, at=at, policy=desk.policy, why="erasure", hand_on=False)
    for alert in await tx.alerts.open_of(ticket.id):
        await tx.alerts.settle(alert.id, None, at)


def _status(ticket: Ticket) -> str:
    return Status.CLOSED if ticket.live else ticket.status


def _forgotten(customer: Customer, traces: Traces) -> list[Effect]:
    """What Telegram is asked to delete."""
    own_chat = None if customer.user_id is None else ChatId(customer.user_id)
    topics = DeleteTopics(customer=customer.id, rooms=traces.rooms)
    messages = takings_back(customer.id, traces.messages, own_chat)
    return [*([topics] if traces.rooms else []), *messages]


def _told(live: list[Ticket]) -> list[Effect]:
    """One line for the group, and one for each engineer who has such a ticket."""
    if not live:
        return []
    words = Text("staff-customer-left", {"count": len(live), "numbers": numbers(ticket.id for ticket in live)})
    holders = sorted({ticket.engineer_id for ticket in live if ticket.engineer_id is not None})
    return [TellGroup(words=words), *(TellUser(user=UserId(engineer), words=words) for engineer in holders)]


def by_hand(topics: DeleteTopics, leads: tuple[UserId, ...]) -> list[Effect]:
    """What the bot may not delete: a list for the leads, with a link to each topic."""
    links = [
        Button(
            label=Text("button-number", {"number": int(room.ticket)}),
            url=f"https://t.me/c/{str(room.chat).removeprefix('-100')}/{room.thread}",
        )
        for room in topics.rooms
    ]
    rows: Rows = tuple(tuple(links[n : n + PER_ROW]) for n in range(0, len(links), PER_ROW))
    words = Text("lead-delete-by-hand", {"count": len(links)})
    return [TellLead(lead=lead, words=words, buttons=rows) for lead in leads]


def numbers(tickets: Iterable[TicketId]) -> str:
    """Name tickets in a row."""
    return ", ".join(str(ticket) for ticket in tickets)
