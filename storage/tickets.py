"""Tickets and their answer cycles: rows ↔ domain."""

from collections.abc import AsyncIterable
from datetime import datetime, timedelta
from typing import Any

from domain.customer import Category, Channel, Contact, Evidence, Organisation
from domain.errors import NotFound
from domain.ids import CustomerId, EngineerId, OrganisationId, TicketId
from domain.ticket import CloseReason, Cycle, DueReason, Escalation, Status, Ticket, VersionMark
from storage.queries import Session, Spoken
from storage.rows import Row, from_seconds, seconds


class Tickets:
    """Tickets with their current answer cycle."""

    def __init__(self, session: Session) -> None:
        self._sql = Spoken("tickets", session)

    async def next_number(self) -> TicketId:
        return TicketId(await self._sql.next_number())

    async def add(self, ticket: Ticket) -> None:
        await self._sql.add(**_row(ticket))
        await self._keep_cycle(ticket)

    async def save(self, ticket: Ticket) -> None:
        """Write the row and its current cycle; earlier cycles stay as they are."""
        await self._sql.save(**_row(ticket))
        await self._keep_cycle(ticket)

    async def get(self, ticket: TicketId) -> Ticket | None:
        row = await self._sql.get(id=ticket)
        return _ticket(row) if row else None

    async def locked(self, ticket: TicketId) -> Ticket:
        """Return the ticket for this unit alone; raises NotFound. SQLite has one writer, so nothing is locked."""
        found = await self.get(ticket)
        if found is None:
            raise NotFound
        return found

    async def live_of(self, customer: CustomerId) -> tuple[Ticket, ...]:
        return await _all(self._sql.live_of(customer_id=customer))

    async def recent_of(self, customer: CustomerId, limit: int) -> tuple[Ticket, ...]:
        return await _all(self._sql.recent_of(customer_id=customer, limit=limit))

    async def last_closed(self, customer: CustomerId, since: datetime) -> Ticket | None:
        row = await self._sql.last_closed(customer_id=customer, since=seconds(since))
        return _ticket(row) if row else None

    async def slot_holder(self, customer: CustomerId, organisation: OrganisationId) -> Ticket | None:
        row = await self._sql.slot_holder(customer_id=customer, organisation_id=organisation)
        return _ticket(row) if row else None

    async def line(self, customer: CustomerId, organisation: OrganisationId) -> tuple[Ticket, ...]:
        """Return the queued ones in the order they will be opened (LIFECYCLE, invariant 7)."""
        return await _all(self._sql.line(customer_id=customer, organisation_id=organisation))

    async def of_organisation(self, organisation: OrganisationId, limit: int) -> tuple[Ticket, ...]:
        return await _all(self._sql.of_organisation(organisation_id=organisation, limit=limit))

    async def held_by(self, engineer: EngineerId) -> tuple[Ticket, ...]:
        return await _all(self._sql.held_by(engineer_id=engineer))

    async def queue(self, limit: int) -> tuple[Ticket, ...]:
        """Return what is ours to answer: the open ones, and any whose deadline still runs."""
        return await _all(self._sql.queue(limit=limit))

    async def awaiting_lead(self, limit: int) -> tuple[Ticket, ...]:
        return await _all(self._sql.awaiting_lead(limit=limit))

    async def cycles(self, ticket: TicketId) -> tuple[Cycle, ...]:
        return tuple([_cycle(row) async for row in self._sql.cycles(ticket_id=ticket)])

    async def _keep_cycle(self, ticket: Ticket) -> None:
        if cycle := ticket.cycle:
            limit = cycle.reason.limit
            await self._sql.keep_cycle(
                ticket_id=ticket.id,
                n=cycle.n,
                started_at=seconds(cycle.started_at),
                due_at=seconds(cycle.due_at),
                category=cycle.reason.category,
                evidence=cycle.reason.evidence,
                limit_seconds=None if limit is None else int(limit.total_seconds()),
                cause=cycle.reason.cause,
                problem=cycle.reason.problem,
                working=cycle.reason.working,
                counted_from=seconds(cycle.reason.since),
                answered_at=seconds(cycle.answered_at),
                delivered_at=seconds(cycle.delivered_at),
            )


async def _all(rows: AsyncIterable[Row]) -> tuple[Ticket, ...]:
    return tuple([_ticket(row) async for row in rows])


def _row(ticket: Ticket) -> dict[str, Any]:
    due = ticket.cycle.due_at if ticket.cycle and ticket.awaits_first_answer else None
    return {
        "id": ticket.id,
        "customer_id": ticket.customer_id,
        "organisation_id": ticket.organisation_id,
        "status": ticket.status,
        "received_at": seconds(ticket.received_at),
        "channel": ticket.channel,
        "policy_version": ticket.policy_version,
        "category": ticket.category,
        "evidence": ticket.evidence,
        "contact_name": ticket.contact.name,
        "contact_phone": ticket.contact.phone,
        "contact_email": ticket.contact.email,
        "organisation_name": ticket.organisation.name,
        "organisation_inn": ticket.organisation.inn,
        "product": ticket.product,
        "version": ticket.version,
        "version_mark": ticket.version_mark,
        "version_told": ticket.version_told,
        "problem": ticket.problem,
        "description": ticket.description,
        "attachments": ticket.attachments,
        "close_reason": ticket.close_reason,
        "closed_at": seconds(ticket.closed_at),
        "engineer_id": ticket.engineer_id,
        "introduced": ticket.introduced,
        "activated_at": seconds(ticket.activated_at),
        "cycle": ticket.cycle.n if ticket.cycle else None,
        "answer_due": seconds(due),
        "last_word_at": seconds(ticket.last_word_at),
        "last_customer_at": seconds(ticket.last_customer_at),
        "promise_due": seconds(ticket.promise_due),
        "escalation_contact": ticket.escalation.contact if ticket.escalation else None,
        "escalation_due": seconds(ticket.escalation.due_at) if ticket.escalation else None,
        "escalation_missed": ticket.escalation.missed if ticket.escalation else 0,
        "warned_at": seconds(ticket.warned_at),
        "complaint_open": ticket.complaint_open,
        "held_until": seconds(ticket.held_until),
        "duplicate_of": ticket.duplicate_of,
        "reopened": ticket.reopened,
        "objections": ticket.objections,
        "front": ticket.front,
        "rating": ticket.rating,
    }


def _ticket(row: Row) -> Ticket:
    return Ticket(
        id=TicketId(row["id"]),
        customer_id=CustomerId(row["customer_id"]),
        organisation_id=OrganisationId(row["organisation_id"]),
        status=Status(row["status"]),
        received_at=from_seconds(row["received_at"]),
        channel=Channel(row["channel"]),
        policy_version=row["policy_version"],
        category=Category(row["category"]),
        evidence=Evidence(row["evidence"]),
        contact=Contact(name=row["contact_name"], phone=row["contact_phone"], email=row["contact_email"]),
        organisation=Organisation(name=row["organisation_name"], inn=row["organisation_inn"]),
        product=row["product"],
        version=row["version"],
        version_mark=VersionMark(row["version_mark"]),
        version_told=row["version_told"],
        problem=row["problem"],
        description=row["description"],
        attachments=row["attachments"],
        close_reason=CloseReason(row["close_reason"]) if row["close_reason"] else None,
        closed_at=from_seconds(row["closed_at"]),
        engineer_id=row["engineer_id"],
        introduced=row["introduced"],
        activated_at=from_seconds(row["activated_at"]),
        cycle=_cycle(row, row["cycle"], "cycle_") if row["cycle"] is not None else None,
        last_word_at=from_seconds(row["last_word_at"]),
        last_customer_at=from_seconds(row["last_customer_at"]),
        promise_due=from_seconds(row["promise_due"]),
        escalation=_escalation(row),
        warned_at=from_seconds(row["warned_at"]),
        complaint_open=bool(row["complaint_open"]),
        held_until=from_seconds(row["held_until"]),
        duplicate_of=row["duplicate_of"],
        reopened=row["reopened"],
        objections=row["objections"],
        front=bool(row["front"]),
        rating=row["rating"],
    )


def _escalation(row: Row) -> Escalation | None:
    if row["escalation_due"] is None:
        return None
    due, missed = from_seconds(row["escalation_due"]), row["escalation_missed"]
    return Escalation(contact=row["escalation_contact"], due_at=due, missed=missed)


def _cycle(row: Row, n: int | None = None, prefix: str = "") -> Cycle:
    limit = row[f"{prefix}limit_seconds"]
    return Cycle(
        n=row["n"] if n is None else n,
        started_at=from_seconds(row[f"{prefix}started_at"]),
        due_at=from_seconds(row[f"{prefix}due_at"]),
        reason=DueReason(
            category=Category(row[f"{prefix}category"]),
            evidence=Evidence(row[f"{prefix}evidence"]),
            limit=None if limit is None else timedelta(seconds=limit),
            cause=row[f"{prefix}cause"],
            problem=row[f"{prefix}problem"],
            working=bool(row[f"{prefix}working"]),
            since=from_seconds(row[f"{prefix}counted_from"]),
        ),
        answered_at=from_seconds(row[f"{prefix}answered_at"]),
        delivered_at=from_seconds(row[f"{prefix}delivered_at"]),
    )
