"""What happened to tickets: rows ↔ domain. The schema refuses to change or delete a line."""

from domain.desk import Entry
from domain.ids import TicketId
from storage.queries import Session, Spoken
from storage.rows import from_seconds, seconds


class Journal:
    """Append-only."""

    def __init__(self, session: Session) -> None:
        self._sql = Spoken("journal", session)

    async def write(self, entry: Entry) -> None:
        await self._sql.write(
            ticket_id=entry.ticket,
            at=seconds(entry.at),
            event=entry.event,
            actor=entry.by,
            was=entry.was,
            became=entry.now,
            why=entry.why,
        )

    async def of(self, ticket: TicketId) -> tuple[Entry, ...]:
        """Return the ticket's lines, the first one first."""
        return tuple(
            [
                Entry(
                    ticket=ticket,
                    at=from_seconds(row["at"]),
                    event=row["event"],
                    by=row["actor"],
                    was=row["was"],
                    now=row["became"],
                    why=row["why"],
                )
                async for row in self._sql.of(ticket_id=ticket)
            ]
        )
