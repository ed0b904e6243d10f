"""A line is taken back: deleted, kept, and of no consequence (LIFECYCLE 39, C58, C44)."""

from dataclasses import replace

import pytest

from domain.delivery import Obstacle
from domain.effects import (
    DeleteTwin,
    Effect,
    React,
    RelayToCustomer,
    SendEmail,
    TellCustomer,
    TellTopic,
)
from domain.errors import NotYours, Unfit
from domain.ids import EngineerId, TicketId
from domain.said import Message, Standing
from domain.ticket import Status
from tests.actions.house import ANNA, BORIS, GROUP, LEAD, PETR, House, names, of

KEPT = "✍"


async def answered(house: House, *lines: str, **more: object) -> tuple[TicketId, list[Message]]:
    """Anna's ticket, and what she has said in it; the customer has read it."""
    number = await house.files()
    await house.claims(ANNA, number)
    said = [await house.says(ANNA, number, line, **more) for line in lines]
    await house.deliver()
    house.clock.advance(minutes=1)
    return number, said


async def undo(house: House, number: TicketId, by: int = ANNA, line: Message | None = None) -> list[Effect]:
    """`/undo`, in reply to the line if told."""
    reply_to = line.place.message if line else None
    command = house.message(by, GROUP, "/undo", thread=await house.thread(number), reply_to=reply_to)
    await house.actions.taking_back.undo(house.origin(), number, command)
    return await house.deliver()


async def edit(house: House, line: Message, text: str) -> list[Effect]:
    """The author edits what they wrote."""
    await house.actions.answering.engineer_edited(house.origin(), replace(line, text=text, at=house.clock.now()))
    return await house.deliver()


async def standing(house: House, number: TicketId) -> list[str]:
    said = await house.look(lambda tx: tx.utterances.of_ticket(number))
    return [each.standing.value for each in said]


@pytest.mark.parametrize("way", ["by command", "by edit"])
async def test_the_only_answer_is_taken_back(house: House, way: str) -> None:
    """C58, 39, R2: deleted, marked as a note, no message in the topic; the clock goes on as if none had been given."""
    number, (line,) = await answered(house, "Не знаю, гуглите")
    assert (await house.ticket(number)).status is Status.WAITING
    sent = await (undo(house, number) if way == "by command" else edit(house, line, "// Не знаю"))
    assert len(of(sent, DeleteTwin)) == 1
    assert [(each.place, each.emoji) for each in of(sent, React)] == [(line.place, KEPT)]
    assert not of(sent, TellTopic)
    ticket = await house.ticket(number)
    assert (ticket.status, ticket.awaits_first_answer) == (Status.OPEN, True)
    assert await standing(house, number) == ["gone"]
    assert house.timers(number, "answer")["due"] is False
    await house.passes(hours=4)
    assert "breached" in house.journal(number)


async def test_both_texts_stay_in_the_history(house: House) -> None:
    """39: the line and what it was edited into."""
    number, (line,) = await answered(house, "Не знаю, гуглите")
    await edit(house, line, "// Не знаю")
    (said,) = await house.look(lambda tx: tx.utterances.of_ticket(number))
    earlier = house.ask("SELECT text FROM utterance_edits WHERE utterance_id = ?", said.id)
    assert (said.text, earlier) == ("// Не знаю", [("Не знаю, гуглите",)])


async def test_a_deadline_that_passed_meanwhile_is_missed_as_of_then(house: House) -> None:
    """39, R8: taken back five hours later, the four hours are long over."""
    number, _ = await answered(house, "Не знаю, гуглите")
    house.clock.advance(hours=5)
    await undo(house, number)
    assert "breached" not in house.journal(number)
    sent = await house.passes(seconds=1)
    assert "breached" in house.journal(number)
    assert "ticket-late" in names(of(sent, TellCustomer))


async def test_another_answer_stands(house: House) -> None:
    """39: the first answer stays met while any other line of ours is there."""
    number, (_, second) = await answered(house, "Здравствуйте", "Выключите и включите")
    await undo(house, number, line=second)
    ticket = await house.ticket(number)
    assert (ticket.status, ticket.awaits_first_answer) == (Status.WAITING, False)
    assert await standing(house, number) == ["public", "gone"]


async def test_once_the_customer_has_replied(house: House) -> None:
    """39: it goes away, and what it was stays."""
    number, (line,) = await answered(house, "Здравствуйте")
    await house.writes(PETR, "Добрый день")
    await house.deliver()
    await undo(house, number, line=line)
    assert not (await house.ticket(number)).awaits_first_answer


async def test_without_a_reply_it_is_the_last_line_of_ones_own(house: House) -> None:
    """39: one after another."""
    number, _ = await answered(house, "Один", "Два")
    await undo(house, number)
    assert await standing(house, number) == ["public", "gone"]
    await undo(house, number)
    assert await standing(house, number) == ["gone", "gone"]
    assert names(of(await undo(house, number), TellTopic)) == ["topic-undo-nothing"]


async def test_only_the_author_or_a_lead(house: House) -> None:
    """39: nobody unsays another's words."""
    number, (line,) = await answered(house, "Здравствуйте")
    with pytest.raises(Unfit):
        await undo(house, number, BORIS, line)
    with pytest.raises(NotYours):
        await undo(house, number, EngineerId(666), line)
    await undo(house, number, LEAD, line)
    assert await standing(house, number) == ["gone"]


async def test_telegram_deletes_nothing_older_than_two_days(house: House) -> None:
    """39: said plainly; the customer still has it, so it is still an answer."""
    number, (line,) = await answered(house, "Здравствуйте")
    house.broken = lambda effect: Obstacle.MESSAGE_GONE if isinstance(effect, DeleteTwin) else None
    assert names(await undo(house, number, line=line)) == ["topic-undo-late"]
    assert await standing(house, number) == ["public"]
    assert (await house.ticket(number)).status is Status.WAITING


async def test_who_has_blocked_the_bot_keeps_it(house: House) -> None:
    """39, 38: nothing can be deleted there."""
    number, (line,) = await answered(house, "Здравствуйте")
    house.broken = lambda effect: Obstacle.BLOCKED if isinstance(effect, DeleteTwin) else None
    assert names(await undo(house, number, line=line)) == ["topic-undo-failed"]


async def test_an_album_goes_whole(house: House) -> None:
    """C44, 39: five photos are one answer; the caption edited into a note takes them all."""
    number = await house.files()
    await house.claims(ANNA, number)
    parts = [
        await house.says(ANNA, number, "Вот так" if n == 0 else "", kind="photo", file_id=f"f{n}", album="album-7")
        for n in range(5)
    ]
    house.clock.advance(seconds=3)
    await house.deliver()
    assert (await house.ticket(number)).status is Status.WAITING
    house.clock.advance(minutes=1)
    sent = await edit(house, parts[0], "// не то")
    assert len(of(sent, DeleteTwin)) == 5
    assert [each.emoji for each in of(sent, React)] == [KEPT]
    assert set(await standing(house, number)) == {"gone"}
    assert (await house.ticket(number)).awaits_first_answer


async def test_what_is_still_on_its_way_is_not_sent(house: House) -> None:
    """39: taken back before any channel had it: nothing goes out, nothing counts."""
    number = await house.files()
    await house.claims(ANNA, number)
    line = await house.says(ANNA, number, "Не знаю")
    command = house.message(ANNA, GROUP, "/undo", thread=await house.thread(number), reply_to=line.place.message)
    await house.actions.taking_back.undo(house.origin(), number, command)
    assert await standing(house, number) == ["gone"]
    ticket = await house.ticket(number)
    assert (ticket.status, ticket.awaits_first_answer) == (Status.OPEN, True)


async def test_what_arrives_all_the_same_is_deleted(house: House) -> None:
    """39: it was being sent at that very moment: it answers nothing, and goes away at once."""
    number = await house.files()
    await house.claims(ANNA, number)
    line = await house.says(ANNA, number, "Не знаю")
    command = house.message(ANNA, GROUP, "/undo", thread=await house.thread(number), reply_to=line.place.message)
    await house.actions.taking_back.undo(house.origin(), number, command)
    sent = await house.deliver()  # this postman looks at nothing
    assert [type(each) for each in sent if isinstance(each, RelayToCustomer | DeleteTwin)] == [
        RelayToCustomer,
        DeleteTwin,
    ]
    assert (await house.ticket(number)).awaits_first_answer
    assert "👌" not in [each.emoji for each in of(sent, React)]


async def test_an_email_does_not_come_back(house: House) -> None:
    """39, C45: said plainly; it stays an answer."""
    number = await house.files()
    await house.claims(ANNA, number)
    house.broken = lambda effect: Obstacle.BLOCKED if isinstance(effect, RelayToCustomer) else None
    line = await house.says(ANNA, number, "Проверьте кабель")
    assert len(of(await house.deliver(), SendEmail)) == 1
    assert names(of(await undo(house, number, line=line), TellTopic)) == ["topic-undo-mailed"]
    assert await standing(house, number) == ["public"]
    assert not (await house.ticket(number)).awaits_first_answer


async def test_taken_back_on_its_way_it_goes_by_no_mail(house: House) -> None:
    """39: Telegram refuses what is taken back already: no letter takes over."""
    number = await house.files()
    await house.claims(ANNA, number)
    line = await house.says(ANNA, number, "Не знаю")
    command = house.message(ANNA, GROUP, "/undo", thread=await house.thread(number), reply_to=line.place.message)
    await house.actions.taking_back.undo(house.origin(), number, command)
    house.broken = lambda effect: Obstacle.BLOCKED if isinstance(effect, RelayToCustomer) else None
    assert not of(await house.deliver(), SendEmail)


async def test_the_words_beside_resolved_are_no_line(house: House) -> None:
    """39: they stand in the question itself; the topic says so, and nothing changes."""
    number, _ = await answered(house, "Здравствуйте")
    await house.actions.questions.ask_resolve(house.origin(), number, ANNA, GROUP, await house.thread(number))
    how = await house.says(ANNA, number, "Отошёл кабель")
    await house.deliver()
    assert names(of(await undo(house, number, line=how), TellTopic)) == ["topic-undo-nothing"]
    assert (await house.ticket(number)).status is Status.RESOLVED


async def test_a_waiting_line_that_becomes_a_note(house: House) -> None:
    """C56: it goes out no more, and its prompt goes away."""
    number = await house.files()
    line = await house.says(BORIS, number, "кто возьмёт?")
    await house.deliver()
    sent = await edit(house, line, "// кто возьмёт?")
    assert [each.emoji for each in of(sent, React)] == [KEPT]
    assert await standing(house, number) == [Standing.NOTE.value]


async def test_a_prepared_request_is_taken_back_like_a_line(house: House) -> None:
    """R12, 39: it has no message of its own to mark, so the topic says that it is gone."""
    number = await house.files()
    await house.claims(ANNA, number)
    await house.actions.prepared.ask(house.origin(), number, ANNA, "screenshot")
    await house.deliver()
    house.clock.advance(minutes=1)
    sent = await undo(house, number)
    assert len(of(sent, DeleteTwin)) == 1
    assert names(of(sent, TellTopic)) == ["topic-undone"]
    assert (await house.ticket(number)).awaits_first_answer
