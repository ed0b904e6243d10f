"""Tickets come back as they were put, in the order people expect, and never two in one slot."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.customer import Category, Channel, Contact, Evidence, Organisation
from domain.errors import NotFound
from domain.ids import EngineerId, TicketId
from domain.ticket import CloseReason, Cycle, DueReason, Escalation, Status, Ticket, VersionMark
from storage.errors import Contradiction
from storage.transaction import Transaction
from tests.storage.samples import NOW, Desk, a_cycle

MINUTE = timedelta(minutes=1)


async def kept(desk: Desk, ticket: Ticket) -> Ticket | None:
    return await desk.database.read(lambda tx: tx.tickets.get(ticket.id))


async def save(desk: Desk, ticket: Ticket, **facts: Any) -> Ticket:
    changed = replace(ticket, **facts)
    await desk.do(lambda tx: tx.tickets.save(changed))
    return changed


async def test_a_ticket_comes_back_as_it_was_registered(desk: Desk) -> None:
    ticket = await desk.ticket()
    assert await kept(desk, ticket) == ticket


async def test_every_fact_of_a_ticket_is_kept(desk: Desk) -> None:
    """A field that storage forgot would come back as its default."""
    other = await desk.ticket(user=8)
    reason = DueReason(
        category=Category.DEMO,
        evidence=Evidence.LEAD,
        limit=timedelta(hours=24),
        cause="accepted",
        problem="down",
        working=True,
        since=NOW + MINUTE,
    )
    full: dict[str, Any] = {
        "status": Status.ESCALATED,
        "received_at": NOW - MINUTE,
        "channel": Channel.PHONE,
        "category": Category.PARTNER,
        "evidence": Evidence.REGISTRY,
        "contact": Contact(name="Борис", phone="+70000000001", email="boris@example.org"),
        "organisation": Organisation(name="АО «Лютик»", inn="7707083893"),
        "product": "pbx",
        "version": None,
        "version_mark": VersionMark.UNKNOWN,
        "version_told": "последняя",
        "problem": "down",
        "description": "<b>& 'quoted' ; DROP TABLE tickets",
        "attachments": 3,
        "close_reason": CloseReason.DUPLICATE,
        "closed_at": NOW + MINUTE,
        "engineer_id": EngineerId(5_000_000_000),
        "introduced": EngineerId(6),
        "activated_at": NOW + 2 * MINUTE,
        "cycle": Cycle(
            n=2,
            started_at=NOW,
            due_at=NOW + 9 * MINUTE,
            reason=reason,
            answered_at=NOW + 3 * MINUTE,
            delivered_at=NOW + 4 * MINUTE,
        ),
        "last_word_at": NOW + 5 * MINUTE,
        "last_customer_at": NOW + 6 * MINUTE,
        "promise_due": NOW + 7 * MINUTE,
        "escalation": Escalation(contact="ОРПО, доб. 12", due_at=NOW + 8 * MINUTE, missed=1),
        "warned_at": NOW + 9 * MINUTE,
        "complaint_open": True,
        "held_until": NOW + 10 * MINUTE,
        "duplicate_of": other.id,
        "reopened": 2,
        "objections": 1,
        "front": True,
        "rating": -1,
    }
    ticket = await desk.ticket()
    assert all(getattr(ticket, field) != value for field, value in full.items()), "or nothing would be proved"
    assert full.keys() | {"id", "customer_id", "organisation_id", "policy_version"} == set(Ticket.__slots__)
    ticket = await save(desk, ticket, **full)
    assert await kept(desk, ticket) == ticket


async def test_numbers_are_given_once(desk: Desk) -> None:
    """A number that was taken by a unit that failed is free again; none is given twice."""

    async def refused(tx: Transaction) -> None:
        await tx.tickets.next_number()
        raise NotFound

    with pytest.raises(NotFound):
        await desk.do(refused)
    numbers = await asyncio.gather(*(desk.do(lambda tx: tx.tickets.next_number()) for _ in range(5)))
    assert numbers == [1, 2, 3, 4, 5]


async def test_one_slot_holds_one_ticket(desk: Desk) -> None:
    """R17: a second active ticket of the same person and organisation cannot even be written."""
    first = await desk.ticket(status=Status.OPEN)
    second = await desk.ticket(status=Status.QUEUED)
    for status in (Status.OPEN, Status.WAITING, Status.RESOLVED):
        with pytest.raises(Contradiction):
            await save(desk, second, status=status)
    await save(desk, first, status=Status.CLOSED, close_reason=CloseReason.CONFIRMED, closed_at=NOW)
    await save(desk, second, status=Status.OPEN)


async def test_a_partner_has_a_slot_for_each_client(desk: Desk) -> None:
    """C59: the slot belongs to person and organisation."""
    await desk.ticket(name="Клиент А", status=Status.WAITING)
    second = await desk.ticket(name="Клиент Б", status=Status.OPEN)
    holder = await desk.database.read(lambda tx: tx.tickets.slot_holder(second.customer_id, second.organisation_id))
    assert holder == second


async def test_an_escalated_ticket_frees_the_slot(desk: Desk) -> None:
    ticket = await desk.ticket(
        status=Status.ESCALATED, escalation=Escalation(contact="ОРПО", due_at=NOW + timedelta(days=1))
    )
    await desk.ticket(status=Status.OPEN)
    assert await kept(desk, ticket) == ticket


@pytest.mark.parametrize(
    "facts",
    [
        {"status": Status.CLOSED},
        {"status": Status.CLOSED, "close_reason": CloseReason.CONFIRMED},
        {"status": Status.CLOSED, "close_reason": CloseReason.DUPLICATE, "closed_at": NOW},
        {"status": Status.ESCALATED},
        {"status": Status.ESCALATED, "escalation": Escalation(contact="", due_at=NOW)},
        {"duplicate_of": TicketId(1)},
        {"duplicate_of": TicketId(99)},
        {"policy_version": "never seen"},
        {"rating": 5},
    ],
)
async def test_what_contradicts_the_lifecycle_cannot_be_written(desk: Desk, facts: dict[str, Any]) -> None:
    """A closed ticket has a reason, an escalated one a contact and a time (R21), a duplicate its original."""
    ticket = await desk.ticket()
    with pytest.raises(Contradiction):
        await save(desk, ticket, **facts)
    assert await kept(desk, ticket) == ticket


async def test_a_cycle_that_is_over_is_not_rewritten(desk: Desk) -> None:
    """R8, R25: reopening starts a new cycle; the first answer stays what it was."""
    first = a_cycle(1, answered_at=NOW + MINUTE)
    ticket = await desk.ticket(status=Status.OPEN, cycle=first)
    second = a_cycle(2, due=None)
    await save(desk, ticket, cycle=second)
    assert await desk.database.read(lambda tx: tx.tickets.cycles(ticket.id)) == (first, second)


async def test_the_line_is_returned_ones_first_then_by_time_then_by_number(desk: Desk) -> None:
    """LIFECYCLE, invariant 7."""
    await desk.ticket(status=Status.OPEN)
    late = await desk.ticket(received_at=NOW + MINUTE)
    early = await desk.ticket()
    twin = await desk.ticket()
    returned = await desk.ticket(received_at=NOW + 2 * MINUTE, front=True)
    await desk.ticket(name="Другая")
    line = await desk.database.read(lambda tx: tx.tickets.line(late.customer_id, late.organisation_id))
    assert [ticket.id for ticket in line] == [returned.id, early.id, twin.id, late.id]


async def test_the_queue_is_what_is_ours_by_deadline(desk: Desk) -> None:
    """Open tickets, and any whose deadline runs; those without a deadline come last, by time of receipt."""
    hours = timedelta(hours=1)
    unlimited = await desk.ticket(1, status=Status.OPEN, cycle=a_cycle(due=None))
    later = await desk.ticket(2, status=Status.OPEN, cycle=a_cycle(due=3 * hours))
    sooner = await desk.ticket(3, status=Status.QUEUED, cycle=a_cycle(due=2 * hours))
    answered = await desk.ticket(
        4, status=Status.OPEN, cycle=a_cycle(due=hours, answered_at=NOW), received_at=NOW - MINUTE
    )
    await desk.ticket(5, status=Status.WAITING, cycle=a_cycle(due=hours, answered_at=NOW))
    await desk.ticket(
        6,
        status=Status.CLOSED,
        cycle=a_cycle(due=hours),
        close_reason=CloseReason.WITHDRAWN,
        closed_at=NOW,
    )
    queue = await desk.database.read(lambda tx: tx.tickets.queue(10))
    assert [ticket.id for ticket in queue] == [sooner.id, later.id, answered.id, unlimited.id]
    assert len(await desk.database.read(lambda tx: tx.tickets.queue(2))) == 2


async def test_what_an_engineer_has_is_live_and_by_deadline(desk: Desk) -> None:
    engineer = EngineerId(42)
    second = await desk.ticket(1, engineer_id=engineer, status=Status.OPEN, cycle=a_cycle(due=2 * MINUTE))
    first = await desk.ticket(2, engineer_id=engineer, status=Status.OPEN, cycle=a_cycle(due=MINUTE))
    closed: dict[str, Any] = {"close_reason": CloseReason.CONFIRMED, "closed_at": NOW}
    await desk.ticket(3, engineer_id=engineer, status=Status.CLOSED, **closed)
    await desk.ticket(4, engineer_id=EngineerId(43), status=Status.OPEN)
    held = await desk.database.read(lambda tx: tx.tickets.held_by(engineer))
    assert [ticket.id for ticket in held] == [first.id, second.id]


async def test_a_customers_tickets(desk: Desk) -> None:
    """Live ones by number, recent ones newest first, and the one closed last."""
    closed: dict[str, Any] = {"status": Status.CLOSED, "close_reason": CloseReason.CONFIRMED}
    old = await desk.ticket(**closed, closed_at=NOW - timedelta(days=40))
    last = await desk.ticket(**closed, closed_at=NOW - timedelta(days=2))
    live = await desk.ticket(status=Status.AWAITING_LEAD)
    await desk.ticket(user=8)
    customer = live.customer_id
    read, month = desk.database.read, NOW - timedelta(days=30)
    assert await read(lambda tx: tx.tickets.live_of(customer)) == (live,)
    assert await read(lambda tx: tx.tickets.recent_of(customer, 2)) == (live, last)
    assert await read(lambda tx: tx.tickets.recent_of(customer, 9)) == (live, last, old)
    assert await read(lambda tx: tx.tickets.last_closed(customer, month)) == last
    assert await read(lambda tx: tx.tickets.last_closed(customer, NOW)) is None
    assert await read(lambda tx: tx.tickets.awaiting_lead(9)) == (live,)
    assert await read(lambda tx: tx.tickets.of_organisation(live.organisation_id, 1)) != (live,)


async def test_a_ticket_that_is_not_there(desk: Desk) -> None:
    assert await desk.database.read(lambda tx: tx.tickets.get(TicketId(1))) is None
    with pytest.raises(NotFound):
        await desk.do(lambda tx: tx.tickets.locked(TicketId(1)))
