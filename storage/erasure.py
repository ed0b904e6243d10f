"""Takes a person out of the database: everything `storage/personal.py` names of them, in the unit's transaction."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from domain.effects import Room
from domain.ids import ChatId, CustomerId, MessageId, ThreadId, TicketId, UserId
from domain.letters import customer_lane
from domain.privacy import Erased, Shown, Traces
from storage.personal import TABLES, THEIR_TICKETS, Table
from storage.queries import Session, Spoken
from storage.rows import from_seconds, millis, seconds

NOBODY = CustomerId(-1)


class Erasure:
    """What is erased, and what loses its words with time."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._sql = Spoken("erasure", session)
        self._retention = Spoken("retention", session)

    async def erase(self, customer: CustomerId, user: UserId | None) -> None:
        """Erase all that is kept of this person; the figures of their tickets stay, without a person.

        Updates and letters that have done their work hold words of many people and are of no use: they lose theirs,
        whoever they are from, so that nothing that quotes this person stays behind.
        """
        whose = _whose(customer, user)
        await self._sql.void_letters(**whose)
        for name, table in TABLES.items():
            for statement in _statements(name, table):
                self._session.write(statement, whose)
        await self._sql.promote()
        await self._sql.empty_updates()
        await self._sql.empty_letters()

    async def erase_words(self, ticket: TicketId) -> None:
        """Erase the words of one ticket; its customer and their other tickets stay as they are."""
        whose = {**_whose(NOBODY, None), "ticket": ticket}
        for name, table in TABLES.items():
            if THEIR_TICKETS in table.whose:
                for statement in _statements(name, table):
                    self._session.write(statement.replace(THEIR_TICKETS, ":ticket"), whose)

    async def forget_raw(self, customer: CustomerId, user: UserId) -> None:
        """Empty what this person has sent and was sent, as far as it has been handled: nothing came of it."""
        await self._sql.empty_updates_of(user=user)
        await self._sql.empty_letters_of(customer=customer)

    async def traces(self, customer: CustomerId, user: UserId | None, since: datetime, real_since: datetime) -> Traces:
        """Return what Telegram shows of this person: the topics of their tickets, and messages in other places.

        What was said or sent since (by the moved clock and the real one) can still be deleted. Numbers of messages
        grow within a chat, so what has no time of its own is as young as its neighbours.
        """
        whose = _whose(customer, user)
        rooms = tuple(
            [
                Room(TicketId(row["ticket_id"]), ChatId(row["chat_id"]), ThreadId(row["thread_id"]))
                async for row in self._sql.rooms(customer=customer)
            ]
        )
        housed = {(room.ticket, room.chat) for room in rooms}  # these go with their topic
        ours: dict[tuple[int, int], bool] = {}
        young: dict[int, int] = {}  # by chat, the first number that is known to be young enough
        async for row in self._sql.shown(customer=customer, user=user):
            chat, message = row["chat_id"], row["message_id"]
            if (row["ticket_id"], chat) in housed:
                continue
            ours[chat, message] = bool(row["copied"])
            if row["at"] is not None and row["at"] >= seconds(since):
                young[chat] = min(message, young.get(chat, message))
        own = {name: whose[name] for name in ("customer", "own_lane", "user_lane")}
        async for row in self._sql.sent(**own):
            chat, message = row["sent_chat"], row["sent_message"]
            if (row["ticket_id"], chat) in housed and row["lane"] != "group":
                continue
            ours.setdefault((chat, message), True)
            if row["sent_at"] is not None and row["sent_at"] >= real_since.timestamp():
                young[chat] = min(message, young.get(chat, message))
        if user is not None:
            async for row in self._sql.written(user=user, since=millis(since)):
                said = json.loads(row["payload"])
                message = (said.get("message") or {}).get("message_id") if isinstance(said, dict) else None
                if message is not None:
                    ours.setdefault((user, message), False)
                    young[user] = min(message, young.get(user, message))
        messages = tuple(
            Shown(
                chat=ChatId(chat),
                message=MessageId(message),
                ours=by_us,
                recent=message >= young[chat] if chat in young else False,
            )
            for (chat, message), by_us in sorted(ours.items())
        )
        return Traces(rooms=rooms, messages=messages)

    async def remember(self, erased: Erased) -> None:
        """Keep who must stay erased; once."""
        await self._sql.remember(customer_id=erased.customer, person=erased.person, at=seconds(erased.at))

    async def remembered(self) -> tuple[Erased, ...]:
        return tuple(
            [
                Erased(customer=CustomerId(row["customer_id"]), person=row["person"], at=from_seconds(row["at"]))
                async for row in self._sql.remembered()
            ]
        )

    # With time

    async def empty_old(self, before: datetime, limit: int) -> int:
        """Empty up to so many updates and letters from before then; return how many there were."""
        updates = [row async for row in self._retention.empty_updates(before=millis(before), limit=limit)]
        letters = [row async for row in self._retention.empty_letters(before=millis(before), limit=limit)]
        return len(updates) + len(letters)

    async def worded(self, before: datetime, limit: int) -> tuple[TicketId, ...]:
        """Return tickets that were closed before then and still have their words."""
        return tuple(
            [TicketId(row["id"]) async for row in self._retention.worded_tickets(before=seconds(before), limit=limit)]
        )


def _whose(customer: CustomerId, user: UserId | None) -> dict[str, Any]:
    return {
        "customer": customer,
        "user": user,
        "own_lane": customer_lane(customer),
        "user_lane": f"user:{user}",
        "marks": f"mark:{user}:%",
    }


def _statements(name: str, table: Table) -> Iterator[str]:
    if table.deleted:
        yield f"DELETE FROM {name} WHERE {table.whose}"  # noqa: S608  of our own words alone
    elif table.personal:
        left = ", ".join(f"{column} = {value}" for column, value in table.personal.items())
        yield f"UPDATE {name} SET {left} WHERE {table.whose}"  # noqa: S608
