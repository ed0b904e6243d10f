"""Where tickets are shown, and the engineers' chat: rows ↔ domain."""

from domain.desk import Group, TicketPlace
from domain.ids import ChatId, ThreadId, TicketId
from storage.queries import Session, Spoken


class Places:
    """The engineers' chat and the tickets' places in it."""

    def __init__(self, session: Session) -> None:
        self._sql = Spoken("places", session)

    async def group(self) -> Group | None:
        row = await self._sql.group()
        return Group(chat=ChatId(row["chat_id"]), forum=bool(row["forum"])) if row else None

    async def bind(self, group: Group) -> None:
        """Take this group as the engineers' one; the one before it is left."""
        await self._sql.leave(chat_id=group.chat)
        await self._sql.bind(chat_id=group.chat, forum=group.forum)

    async def migrated(self, old: ChatId, new: ChatId) -> None:
        """Follow a group through its upgrade: topics and cards are to be made again, for its message ids are void."""
        if old == new:
            return
        await self._sql.make_room(new=new)
        await self._sql.rename(old=old, new=new)
        await self._sql.leave_word(old=old, new=new)
        await self._sql.move(old=old, new=new)

    async def of(self, ticket: TicketId) -> TicketPlace | None:
        row = await self._sql.of(ticket_id=ticket)
        if row is None:
            return None
        return TicketPlace(
            ticket=ticket,
            chat=ChatId(row["chat_id"]),
            thread=row["thread_id"],
            card=row["card_id"],
            closed=bool(row["closed"]),
        )

    async def ticket_in(self, chat: ChatId, thread: ThreadId) -> TicketId | None:
        found: TicketId | None = await self._sql.ticket_in(chat_id=chat, thread_id=thread)
        return found

    async def elsewhere(self, chat: ChatId) -> tuple[TicketId, ...]:
        return tuple([TicketId(row["ticket_id"]) async for row in self._sql.elsewhere(chat_id=chat)])

    async def put(self, place: TicketPlace) -> None:
        await self._sql.put(
            ticket_id=place.ticket,
            chat_id=place.chat,
            thread_id=place.thread,
            card_id=place.card,
            closed=place.closed,
        )
