"""What waits for a lead's word: rows ↔ domain."""

from collections.abc import AsyncIterable
from datetime import datetime

from domain.ids import CustomerId, EngineerId, MatterId, TicketId, UserId
from domain.matter import Matter, MatterKind, Outcome
from storage.queries import Session, Spoken
from storage.rows import Row, from_seconds, seconds


class Matters:
    """One row for each, however many leads read it."""

    def __init__(self, session: Session) -> None:
        self._sql = Spoken("matters", session)

    async def raise_(
        self,
        kind: MatterKind,
        customer: CustomerId,
        ticket: TicketId | None,
        text: str,
        at: datetime,
        by: EngineerId | None = None,
    ) -> Matter:
        number = await self._sql.raise_(
            kind=kind, customer_id=customer, ticket_id=ticket, text=text, at=seconds(at), by=by
        )
        return Matter(
            id=MatterId(number), kind=kind, customer=customer, ticket=ticket, text=text, raised_at=at, raised_by=by
        )

    async def get(self, matter: MatterId) -> Matter | None:
        row = await self._sql.get(id=matter)
        return _matter(row) if row else None

    async def open_of(self, ticket: TicketId, kind: MatterKind) -> tuple[Matter, ...]:
        return await _all(self._sql.open_of(ticket_id=ticket, kind=kind))

    async def of_customer(self, customer: CustomerId) -> tuple[Matter, ...]:
        """Return all that was raised about or by this customer, the first one first."""
        return await _all(self._sql.of_customer(customer_id=customer))

    async def waiting(self, kind: MatterKind, limit: int) -> tuple[Matter, ...]:
        """Return those of a kind that nobody has settled, the oldest first."""
        return await _all(self._sql.waiting(kind=kind, limit=limit))

    async def settle(self, matter: MatterId, by: UserId, outcome: Outcome, at: datetime) -> bool:
        """Settle it; False if somebody was faster."""
        return await self._sql.settle(id=matter, by=by, outcome=outcome, at=seconds(at)) is not None


async def _all(rows: AsyncIterable[Row]) -> tuple[Matter, ...]:
    return tuple([_matter(row) async for row in rows])


def _matter(row: Row) -> Matter:
    return Matter(
        id=MatterId(row["id"]),
        kind=MatterKind(row["kind"]),
        customer=CustomerId(row["customer_id"]),
        ticket=row["ticket_id"],
        text=row["text"],
        raised_at=from_seconds(row["raised_at"]),
        raised_by=row["raised_by"],
        settled_by=row["settled_by"],
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
    )
