"""Tickets that an engineer registered, and the keys of our e-mails: rows ↔ domain."""

from datetime import datetime

from domain.caller import Caller, LinkKey, Unsaid
from domain.ids import EngineerId, TicketId
from storage.queries import Session, Spoken
from storage.rows import from_seconds, seconds


class Callers:
    """What the engineer who registered a ticket knew and did not know."""

    def __init__(self, session: Session) -> None:
        self._sql = Spoken("callers", session)

    async def of(self, ticket: TicketId) -> Caller | None:
        row = await self._sql.of(ticket_id=ticket)
        if row is None:
            return None
        return Caller(
            ticket=TicketId(row["ticket_id"]),
            engineer=EngineerId(row["engineer_id"]),
            missing=tuple(Unsaid(each) for each in row["missing"].split()),
            asked_at=from_seconds(row["asked_at"]),
        )

    async def put(self, caller: Caller) -> None:
        await self._sql.put(
            ticket_id=caller.ticket,
            engineer_id=caller.engineer,
            missing=" ".join(caller.missing),
            asked_at=seconds(caller.asked_at),
        )


class LinkKeys:
    """Keys by their digest."""

    def __init__(self, session: Session) -> None:
        self._sql = Spoken("link_keys", session)

    async def get(self, digest: str) -> LinkKey | None:
        row = await self._sql.get(digest=digest)
        if row is None:
            return None
        return LinkKey(
            digest=row["digest"],
            ticket=TicketId(row["ticket_id"]),
            expires_at=from_seconds(row["expires_at"]),
            used_at=from_seconds(row["used_at"]),
            attempts=row["attempts"],
        )

    async def put(self, key: LinkKey) -> None:
        await self._sql.put(
            digest=key.digest,
            ticket_id=key.ticket,
            expires_at=seconds(key.expires_at),
            used_at=seconds(key.used_at),
            attempts=key.attempts,
        )

    async def forget(self, before: datetime) -> None:
        await self._sql.forget(before=seconds(before))
