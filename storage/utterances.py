"""What people said, and which messages of Telegram show it: rows ↔ domain."""

from collections.abc import AsyncIterable, Sequence
from datetime import datetime

from domain.desk import Twin
from domain.ids import ChatId, EngineerId, MessageId, TicketId, UserId, UtteranceId
from domain.said import NOWHERE, Message, Place, Side, Standing, Utterance
from storage.queries import Session, Spoken, ids
from storage.rows import Row, from_seconds, seconds


class Utterances:
    """Utterances and their twins."""

    def __init__(self, session: Session) -> None:
        self._sql = Spoken("utterances", session)

    async def add(
        self,
        message: Message,
        side: Side,
        standing: Standing,
        ticket: TicketId | None,
        engineer: EngineerId | None = None,
    ) -> Utterance:
        """Keep what was said; the person's own message is its first twin."""
        number = await self._sql.add(
            ticket_id=ticket,
            side=side,
            author=message.author,
            engineer_id=engineer,
            chat_id=message.place.chat,
            message_id=message.place.message,
            thread_id=message.thread,
            at=seconds(message.at),
            kind=message.kind,
            text=message.text,
            entities=message.entities,
            file_id=message.file_id,
            file_name=message.file_name,
            album=message.album,
            reply_to=message.reply_to,
            quote=message.quote,
            quote_position=message.quote_position,
            standing=standing,
        )
        utterance = UtteranceId(number)
        await self.remember(message.place, ticket, utterance, copied=False)
        return Utterance(
            id=utterance,
            ticket_id=ticket,
            side=side,
            author=message.author,
            engineer_id=engineer,
            place=message.place,
            thread=message.thread,
            at=from_seconds(seconds(message.at)),
            kind=message.kind,
            text=message.text,
            entities=message.entities,
            file_id=message.file_id,
            file_name=message.file_name,
            album=message.album,
            standing=standing,
            reply_to=message.reply_to,
            quote=message.quote,
            quote_position=message.quote_position,
        )

    async def spoken(
        self, ticket: TicketId, engineer: EngineerId, text: str, at: datetime, standing: Standing
    ) -> Utterance:
        """Keep what an engineer said by a button: it has no message of its own, and no twin until it is shown."""
        number = await self._sql.add(
            ticket_id=ticket,
            side=Side.ENGINEER,
            author=engineer,
            engineer_id=engineer,
            chat_id=NOWHERE.chat,
            message_id=NOWHERE.message,
            thread_id=None,
            at=seconds(at),
            kind="text",
            text=text,
            entities="",
            file_id="",
            file_name="",
            album="",
            reply_to=None,
            quote="",
            quote_position=0,
            standing=standing,
        )
        return Utterance(
            id=UtteranceId(number),
            ticket_id=ticket,
            side=Side.ENGINEER,
            author=UserId(engineer),
            engineer_id=engineer,
            place=NOWHERE,
            thread=None,
            at=from_seconds(seconds(at)),
            kind="text",
            text=text,
            entities="",
            file_id="",
            file_name="",
            album="",
            standing=standing,
        )

    async def get(self, utterance: UtteranceId) -> Utterance | None:
        row = await self._sql.get(id=utterance)
        return _utterance(row) if row else None

    async def many(self, utterances: Sequence[UtteranceId]) -> tuple[Utterance, ...]:
        """Return those that are there, in the order they were said."""
        return await _all(self._sql.many(ids=ids(utterances)))

    async def held(self, ticket: TicketId, author: UserId) -> tuple[Utterance, ...]:
        return await _all(self._sql.held(ticket_id=ticket, author=author))

    async def settle(self, utterances: Sequence[UtteranceId], standing: Standing, ticket: TicketId | None) -> None:
        """Say what became of them and whose they are; their twins follow."""
        await self._sql.settle(ids=ids(utterances), standing=standing, ticket_id=ticket)
        await self._sql.settle_pairs(ids=ids(utterances), ticket_id=ticket)

    async def mailed(self, utterances: Sequence[UtteranceId], at: datetime) -> None:
        """They go by e-mail, where Telegram cannot reach the customer."""
        await self._sql.mailed(ids=ids(utterances), at=seconds(at))

    async def edited(self, utterance: UtteranceId, text: str, entities: str, at: datetime) -> None:
        """Replace the words; the earlier ones are kept beside."""
        await self._sql.keep_words(id=utterance, at=seconds(at))
        await self._sql.edit(id=utterance, text=text, entities=entities, at=seconds(at))

    async def forget(self, utterances: Sequence[UtteranceId]) -> None:
        """Delete them with their earlier words and their twins."""
        await self._sql.forget(ids=ids(utterances))

    async def of_ticket(self, ticket: TicketId) -> tuple[Utterance, ...]:
        return await _all(self._sql.of_ticket(ticket_id=ticket))

    async def earlier_words(self, ticket: TicketId) -> dict[UtteranceId, tuple[tuple[datetime, str], ...]]:
        """Return what was edited: until when it said what, the oldest words first."""
        found: dict[UtteranceId, tuple[tuple[datetime, str], ...]] = {}
        async for row in self._sql.earlier_words(ticket_id=ticket):
            utterance = UtteranceId(row["utterance_id"])
            found[utterance] = (*found.get(utterance, ()), (from_seconds(row["at"]), row["text"]))
        return found

    async def twin(self, place: Place) -> Twin | None:
        row = await self._sql.twin(chat_id=place.chat, message_id=place.message)
        return _twin(row) if row else None

    async def twins(self, utterance: UtteranceId) -> tuple[Twin, ...]:
        """Return where it is shown, the person's own message first."""
        return tuple([_twin(row) async for row in self._sql.twins(utterance_id=utterance)])

    async def remember(
        self, place: Place, ticket: TicketId | None, utterance: UtteranceId | None, *, copied: bool
    ) -> None:
        await self._sql.remember(
            chat_id=place.chat, message_id=place.message, ticket_id=ticket, utterance_id=utterance, copied=copied
        )


async def _all(rows: AsyncIterable[Row]) -> tuple[Utterance, ...]:
    return tuple([_utterance(row) async for row in rows])


def _utterance(row: Row) -> Utterance:
    return Utterance(
        id=UtteranceId(row["id"]),
        ticket_id=row["ticket_id"],
        side=Side(row["side"]),
        author=UserId(row["author"]),
        engineer_id=row["engineer_id"],
        place=_place(row),
        thread=row["thread_id"],
        at=from_seconds(row["at"]),
        kind=row["kind"],
        text=row["text"],
        entities=row["entities"],
        file_id=row["file_id"],
        file_name=row["file_name"],
        album=row["album"],
        standing=Standing(row["standing"]),
        reply_to=row["reply_to"],
        quote=row["quote"],
        quote_position=row["quote_position"],
        mailed=row["mailed_at"] is not None,
    )


def _twin(row: Row) -> Twin:
    return Twin(place=_place(row), ticket=row["ticket_id"], utterance=row["utterance_id"], copied=bool(row["copied"]))


def _place(row: Row) -> Place:
    return Place(chat=ChatId(row["chat_id"]), message=MessageId(row["message_id"]))
