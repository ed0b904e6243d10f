"""What leads were alerted to: rows ↔ domain."""

from datetime import datetime

from domain.desk import Alert
from domain.ids import AlertId, TicketId, UserId
from storage.queries import Session, Spoken
from storage.rows import from_seconds, seconds


class Alerts:
    """One row an alert, however many leads read it."""

    def __init__(self, session: Session) -> None:
        self._sql = Spoken("alerts", session)

    async def raise_(self, ticket: TicketId, kind: str, at: datetime) -> AlertId:
        return AlertId(await self._sql.raise_(ticket_id=ticket, kind=kind, at=seconds(at)))

    async def open_of(self, ticket: TicketId) -> tuple[Alert, ...]:
        return tuple(
            [
                Alert(
                    id=AlertId(row["id"]),
                    ticket=ticket,
                    kind=row["kind"],
                    raised_at=from_seconds(row["raised_at"]),
                    settled_by=row["settled_by"],
                )
                async for row in self._sql.open_of(ticket_id=ticket)
            ]
        )

    async def settle(self, alert: AlertId, by: UserId | None, at: datetime) -> bool:
        """Settle it; False if somebody was faster."""
        return await self._sql.settle(id=alert, by=by, at=seconds(at)) is not None
