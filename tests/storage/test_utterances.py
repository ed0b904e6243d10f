"""What people said is kept word for word, with every message of Telegram that shows it."""

from datetime import timedelta

from domain.desk import Twin
from domain.ids import ChatId, EngineerId, MessageId, ThreadId, TicketId, UserId, UtteranceId
from domain.said import Message, Place, Side, Standing, Utterance
from storage.transaction import Transaction
from tests.storage.samples import GROUP, NOW, Desk, a_message


async def say(
    desk: Desk, message: Message, ticket: TicketId | None = None, standing: Standing = Standing.HELD
) -> Utterance:
    said: Utterance = await desk.do(lambda tx: tx.utterances.add(message, Side.CUSTOMER, standing, ticket))
    return said


async def test_an_utterance_comes_back_as_it_was_said(desk: Desk) -> None:
    ticket = await desk.ticket()
    message = a_message(
        "Смотрите: <b>& 🙂",
        chat=GROUP,
        thread=ThreadId(5),
        kind="photo",
        entities='[{"type":"bold"}]',
        file_id="AgAC",
        file_name="снимок.png",
        album="77",
        reply_to=MessageId(3),
        quote="как",
        quote_position=4,
    )

    async def unit(tx: Transaction) -> Utterance:
        return await tx.utterances.add(message, Side.ENGINEER, Standing.NOTE, ticket.id, EngineerId(42))

    said = await desk.do(unit)
    assert said.text == message.text
    assert (said.engineer_id, said.ticket_id, said.standing) == (42, ticket.id, Standing.NOTE)
    assert await desk.database.read(lambda tx: tx.utterances.get(said.id)) == said
    assert await desk.database.read(lambda tx: tx.utterances.get(UtteranceId(99))) is None


async def test_a_nul_hurts_nobody(desk: Desk) -> None:
    """SQLite keeps it; PostgreSQL keeps every character but that one, and shows that something stood there."""
    said = await say(desk, a_message("a\x00b"))
    kept = await desk.database.read(lambda tx: tx.utterances.get(said.id))
    assert kept is not None
    assert kept.text in {"a\x00b", "a\ufffdb"}


async def test_an_utterance_knows_where_it_is_shown(desk: Desk) -> None:
    """The person's own message first, then the copies; each message knows its utterance."""
    ticket = await desk.ticket()
    said = await say(desk, a_message(message=10), ticket.id)
    copy = Place(chat=GROUP, message=MessageId(2**31))
    await desk.do(lambda tx: tx.utterances.remember(copy, ticket.id, said.id, copied=True))
    own = Twin(place=said.place, ticket=ticket.id, utterance=said.id, copied=False)
    twin = Twin(place=copy, ticket=ticket.id, utterance=said.id, copied=True)
    read = desk.database.read
    assert await read(lambda tx: tx.utterances.twins(said.id)) == (own, twin)
    assert await read(lambda tx: tx.utterances.twin(copy)) == twin
    assert await read(lambda tx: tx.utterances.twin(Place(chat=ChatId(7), message=copy.message))) is None


async def test_the_same_number_in_another_chat_is_another_message(desk: Desk) -> None:
    first = await say(desk, a_message("one", message=1, chat=7))
    second = await say(desk, a_message("two", message=1, chat=8))
    for said in (first, second):
        twin = await desk.database.read(lambda tx, said=said: tx.utterances.twin(said.place))  # type: ignore[misc]
        assert twin.utterance == said.id


async def test_held_words_are_settled_together(desk: Desk) -> None:
    """What waited for [Send] becomes public, with its ticket, and so do its twins."""
    ticket = await desk.ticket()
    lines = [await say(desk, a_message(str(n), message=n)) for n in (1, 2, 3)]
    other = await say(desk, a_message("другой", message=4, author=UserId(8)), ticket.id)
    await desk.do(lambda tx: tx.utterances.settle([line.id for line in lines], Standing.HELD, ticket.id))
    held = await desk.database.read(lambda tx: tx.utterances.held(ticket.id, UserId(7)))
    assert [line.text for line in held] == ["1", "2", "3"]
    await desk.do(lambda tx: tx.utterances.settle([lines[0].id, lines[2].id], Standing.PUBLIC, ticket.id))
    held = await desk.database.read(lambda tx: tx.utterances.held(ticket.id, UserId(7)))
    assert [line.text for line in held] == ["2"]
    twin = await desk.database.read(lambda tx: tx.utterances.twin(lines[0].place))
    assert twin is not None
    assert twin.ticket == ticket.id
    everything = await desk.database.read(lambda tx: tx.utterances.of_ticket(ticket.id))
    assert [said.id for said in everything] == [*(line.id for line in lines), other.id]


async def test_several_are_found_at_once(desk: Desk) -> None:
    lines = [await say(desk, a_message(str(n), message=n)) for n in (1, 2, 3)]
    asked = [lines[2].id, UtteranceId(99), lines[0].id]
    found = await desk.database.read(lambda tx: tx.utterances.many(asked))
    assert found == (lines[0], lines[2])


async def test_an_edit_keeps_what_was_said_before(desk: Desk) -> None:
    """Both texts stay in the history, every version of them."""
    said = await say(desk, a_message("первое"))
    for minute, text in enumerate(("второе", "третье"), start=1):
        at = NOW + timedelta(minutes=minute)
        await desk.do(lambda tx, text=text, at=at: tx.utterances.edited(said.id, text, "[]", at))  # type: ignore[misc]
    now = await desk.database.read(lambda tx: tx.utterances.get(said.id))
    assert now is not None
    assert (now.text, now.entities, now.at) == ("третье", "[]", NOW)
    assert desk.ask("SELECT text FROM utterance_edits ORDER BY id") == [("первое",), ("второе",)]


async def test_what_is_forgotten_leaves_nothing(desk: Desk) -> None:
    """Consent refused: what was typed is erased, with its versions and its places."""
    gone, stays = await say(desk, a_message("раз", message=1)), await say(desk, a_message("два", message=2))
    await desk.do(lambda tx: tx.utterances.edited(gone.id, "раз!", "", NOW))
    await desk.do(lambda tx: tx.utterances.forget([gone.id]))
    assert desk.ask("SELECT text FROM utterances") == [("два",)]
    assert desk.ask("SELECT utterance_id FROM message_pairs") == [(stays.id,)]
    assert desk.ask("SELECT * FROM utterance_edits") == []
