"""Engineers speak: to the customer, to each other, or to the bot that has asked them something."""

import asyncio
from datetime import timedelta

import pytest

from domain.delivery import Obstacle
from domain.desk import Origin
from domain.effects import (
    DeleteTagged,
    DeleteTwin,
    EditTagged,
    EditTwin,
    React,
    RelayToCustomer,
    TellCustomer,
    TellGroup,
    TellTopic,
)
from domain.errors import AlreadyDone, NotYours
from domain.ids import ChatId, EngineerId, ThreadId
from domain.intake import Usage
from domain.said import Message, Standing
from domain.ticket import Status
from domain.words import Button, Press
from tests.actions.house import ANNA, BORIS, GROUP, LEAD, PETR, House, names, of, text

STRANGER = EngineerId(666)


def buttons(effect: TellTopic | EditTagged) -> list[Button]:
    return [button for row in effect.buttons for button in row]


async def standing(house: House, said: Message) -> Standing:
    found = house.ask("SELECT standing FROM utterances WHERE message_id = ?", said.place.message)
    return Standing(found[0][0])


# Who has it speaks to the customer


async def test_who_has_it_just_writes(house: House) -> None:
    """R2, 15: relayed at once, marked delivered; the clock stops as of the writing, and only when it is accepted."""
    number = await house.files()
    await house.claims(ANNA, number)
    house.clock.advance(minutes=20)
    said = await house.says(ANNA, number, "Проверьте кабель диска")
    assert (await house.ticket(number)).status is Status.OPEN
    house.clock.advance(seconds=40)
    sent = await house.deliver()
    assert len(of(sent, RelayToCustomer)) == 1
    assert of(sent, React) == [React(place=said.place, emoji="👌")]
    ticket = await house.ticket(number)
    assert ticket.status is Status.WAITING
    assert ticket.cycle is not None
    assert (ticket.cycle.answered_at, ticket.cycle.delivered_at) == (said.at, said.at + timedelta(seconds=40))
    assert house.timers(number, "answer") == {}
    assert set(house.timers(number, "silence")) == {"swap", "remind", "close"}


async def test_what_no_channel_takes_is_no_answer(house: House) -> None:
    """C37's neighbour: refused by Telegram and by mail, the ticket is as unanswered as before."""
    number = await house.files()
    await house.claims(ANNA, number)
    house.broken = lambda effect: (
        Obstacle.UNKNOWN if type(effect).__name__ in {"RelayToCustomer", "SendEmail"} else None
    )
    await house.says(ANNA, number, "Проверьте кабель")
    await house.deliver()
    assert (await house.ticket(number)).awaits_first_answer


async def test_a_customer_with_two_tickets_reads_which_one_it_is(house: House) -> None:
    """SEMANTICS, which ticket: every message to them begins with its number."""
    first, _ = await house.files(), await house.files()
    await house.answers(ANNA, first)
    assert of(house.sent, RelayToCustomer)[-1].named


async def test_an_album_is_one_answer(house: House) -> None:
    """C44: five photos, one letter, one mark; an edit of the caption follows and moves no clock."""
    number = await house.files()
    await house.claims(ANNA, number)
    first = await house.says(ANNA, number, "Вот так", kind="photo", album="a1")
    for _ in range(4):
        await house.says(ANNA, number, "", kind="photo", album="a1")
    assert await house.deliver() == []  # it waits a moment for the rest
    house.clock.advance(seconds=2)
    sent = await house.deliver()
    (relay,) = of(sent, RelayToCustomer)
    assert len(relay.utterances) == 5
    assert of(sent, React) == [React(place=first.place, emoji="👌")]
    answered = (await house.ticket(number)).cycle
    house.clock.advance(minutes=5)
    edited = house.message(ANNA, GROUP, "Вот так!", place=first.place, kind="photo")
    await house.actions.answering.engineer_edited(house.origin(), edited)
    (follow,) = of(await house.deliver(), EditTwin)
    assert (follow.utterance, follow.text, follow.customer is not None) == (relay.utterances[0], "Вот так!", True)
    assert (await house.ticket(number)).cycle == answered


async def test_a_postscript_to_what_is_closed(house: House) -> None:
    """35c: sent, with the way back; the ticket stays closed."""
    number = await house.files()
    await house.answers(ANNA, number)
    await house.actions.resolution.confirm(house.origin(), number, PETR)
    await house.deliver()
    await house.says(ANNA, number, "Забыла сказать: диск лучше заменить")
    sent = await house.deliver()
    assert len(of(sent, RelayToCustomer)) == 1
    (after,) = of(sent, TellCustomer)
    assert text(after).name == "ticket-postscript"
    assert after.buttons[0][0].press is Press.REOPEN
    assert (await house.ticket(number)).status is Status.CLOSED


# Who does not


async def test_nobody_answers_a_customer_with_who_takes_this(house: House) -> None:
    """C56: the customer gets nothing; one prompt serves a run of lines; the clock runs on."""
    number = await house.files()
    lines = [await house.says(BORIS, number, line) for line in ("кто возьмёт?", "я занят")]
    sent = await house.deliver()
    (prompt,) = of(sent, TellTopic)
    assert text(prompt).name == "prompt-unclaimed"
    assert [button.press for button in buttons(prompt)] == [Press.TAKE_AND_SEND, Press.NOTE]
    assert prompt.reply_to == lines[0].place.message
    assert of(sent, RelayToCustomer) == []
    assert (await house.ticket(number)).awaits_first_answer


async def test_take_and_send(house: House) -> None:
    """The lines that waited go out in one letter, and count from the press; the prompt goes away."""
    number = await house.files()
    for line in ("Проверьте кабель", "и питание"):
        await house.says(BORIS, number, line)
    await house.deliver()
    house.clock.advance(minutes=3)
    pressed = house.clock.now()
    await house.actions.answering.send_held(house.origin(), number, BORIS, BORIS, take=True)
    sent = await house.deliver()
    (relay,) = of(sent, RelayToCustomer)
    assert (len(relay.utterances), relay.answers_at) == (2, pressed)
    assert names(of(sent, TellCustomer)) == ["ticket-claimed"]
    assert len(of(sent, DeleteTagged)) == 1
    ticket = await house.ticket(number)
    assert (ticket.engineer_id, ticket.status) == (BORIS, Status.WAITING)
    with pytest.raises(AlreadyDone):
        await house.actions.answering.send_held(house.origin(), number, BORIS, BORIS, take=True)


async def test_a_line_in_a_colleagues_ticket(house: House) -> None:
    """[Send] sends it, and whose ticket it is stays."""
    number = await house.files()
    await house.claims(ANNA, number)
    await house.says(BORIS, number, "Проверьте ещё питание")
    (prompt,) = of(await house.deliver(), TellTopic)
    assert (text(prompt).name, text(prompt).args) == ("prompt-other", {"engineer": "Анна"})
    await house.actions.answering.send_held(house.origin(), number, BORIS, BORIS, take=False)
    assert len(of(await house.deliver(), RelayToCustomer)) == 1
    assert (await house.ticket(number)).engineer_id == ANNA


async def test_a_colleague_was_faster(house: House) -> None:
    """C17: who presses [Take and send] too late learns who has it, and the prompt offers what still works."""
    number = await house.files()
    await house.says(BORIS, number, "Проверьте кабель")
    await house.deliver()
    await house.claims(ANNA, number)
    toast = await house.actions.answering.send_held(house.origin(), number, BORIS, BORIS, take=True)
    assert toast is not None
    assert (toast.name, toast.args) == ("already-taken", {"engineer": "Анна"})
    sent = await house.deliver()
    assert of(sent, RelayToCustomer) == []
    (prompt,) = of(sent, EditTagged)
    assert [button.press for button in buttons(prompt)] == [Press.SEND, Press.NOTE]
    await house.actions.answering.send_held(house.origin(), number, BORIS, BORIS, take=False)
    assert len(of(await house.deliver(), RelayToCustomer)) == 1


@pytest.mark.parametrize("closed", [False, True])
async def test_a_line_where_nothing_can_be_taken(house: House, *, closed: bool) -> None:
    """28a, 35c: in line or closed, a ticket nobody has can be written to all the same."""
    if closed:
        number = await house.files()
        await house.actions.resolution.withdraw(house.origin(), number, PETR)
        await house.deliver()
    else:
        await house.files()
        number = await house.files()
    await house.says(BORIS, number, "Кстати")
    (prompt,) = of(await house.deliver(), TellTopic)
    assert buttons(prompt)[0].press is Press.SEND
    await house.actions.answering.send_held(house.origin(), number, BORIS, BORIS, take=False)
    assert len(of(await house.deliver(), RelayToCustomer)) == 1


async def test_a_ticket_that_ended_under_a_prompt(house: House) -> None:
    """[Take and send] cannot take it any more, and sends."""
    number = await house.files()
    await house.says(BORIS, number, "Проверьте кабель")
    await house.actions.resolution.withdraw(house.origin(), number, PETR)
    await house.deliver()
    await house.actions.answering.send_held(house.origin(), number, BORIS, BORIS, take=True)
    assert len(of(await house.deliver(), RelayToCustomer)) == 1
    assert (await house.ticket(number)).engineer_id is None


async def test_only_the_author_decides_about_a_line(house: House) -> None:
    number = await house.files()
    await house.says(BORIS, number, "Проверьте кабель")
    with pytest.raises(NotYours):
        await house.actions.answering.send_held(house.origin(), number, BORIS, ANNA, take=True)
    with pytest.raises(NotYours):
        await house.actions.answering.keep_held(house.origin(), number, BORIS, ANNA)


async def test_answered_in_line_is_answered(house: House) -> None:
    """28a: what reached the customer while the ticket stood in line is the first answer: no clock starts for it."""
    first, second = await house.files(), await house.files()
    await house.says(ANNA, second, "Отчёты: вкладка «Трафик»")
    await house.actions.answering.send_held(house.origin(), second, ANNA, ANNA, take=False)
    await house.deliver()
    assert (await house.ticket(second)).status is Status.QUEUED
    await house.actions.resolution.withdraw(house.origin(), first, PETR)
    ticket = await house.ticket(second)
    assert (ticket.status, ticket.awaits_first_answer) == (Status.WAITING, False)
    assert names(of(await house.deliver(), TellCustomer)) == ["ticket-withdrawn", "ticket-resumed"]


# What stays with the desk


async def test_a_note_goes_to_nobody(house: House) -> None:
    """`//`, /note, and [Note] under a prompt: marked, kept, never sent."""
    number = await house.files()
    await house.claims(ANNA, number)
    marked = await house.says(ANNA, number, "// проверить гарантию")
    command = house.message(ANNA, GROUP, "/note гарантия до мая", thread=await house.thread(number))
    await house.actions.answering.note(house.origin(), command)
    held = await house.says(BORIS, number, "я такое видел")
    await house.actions.answering.keep_held(house.origin(), number, BORIS, BORIS)
    sent = await house.deliver()
    assert of(sent, RelayToCustomer) == []
    assert [(each.place, each.emoji) for each in of(sent, React)] == [
        (each.place, "✍") for each in (marked, command, held)
    ]
    assert [await standing(house, each) for each in (marked, command, held)] == [Standing.NOTE] * 3
    with pytest.raises(AlreadyDone):
        await house.actions.answering.keep_held(house.origin(), number, BORIS, BORIS)


async def test_colleagues_talk_among_themselves(house: House) -> None:
    """A reply to a note or to a colleague stays here; a reply to the customer's words goes out."""
    number = await house.files()
    await house.claims(ANNA, number)
    note = await house.says(BORIS, number, "// у них старый диск")
    await house.says(ANNA, number, "точно?", reply_to=note.place.message)
    await house.writes(PETR, "Кабель на месте")
    await house.deliver()
    (copy,) = house.ask(
        "SELECT pairs.message_id FROM message_pairs AS pairs JOIN utterances ON utterances.id = utterance_id "
        "WHERE copied = 1 AND side = 'customer'"
    )
    assert of(house.sent, RelayToCustomer) == []
    await house.says(ANNA, number, "А лампочка горит?", reply_to=copy[0])
    assert len(of(await house.deliver(), RelayToCustomer)) == 1


async def test_editing_a_note_never_sends_it(house: House) -> None:
    """And an edit into a note takes the line back (39)."""
    number = await house.files()
    await house.claims(ANNA, number)
    note = await house.says(ANNA, number, "// старый диск")
    line = await house.says(ANNA, number, "Проверьте кабель")
    await house.deliver()
    for said, words in ((note, "старый диск"), (line, "// проверьте кабель")):
        edited = house.message(ANNA, GROUP, words, place=said.place)
        await house.actions.answering.engineer_edited(house.origin(), edited)
    sent = await house.deliver()
    assert of(sent, EditTwin) == []
    assert len(of(sent, DeleteTwin)) == 1
    assert names(sent) == []
    assert house.ask("SELECT text FROM utterances WHERE message_id = ?", line.place.message) == [
        ("// проверьте кабель",)
    ]


async def test_a_mistyped_command_is_never_sent(house: House) -> None:
    """C57: the topic says that nothing went out."""
    number = await house.files()
    await house.claims(ANNA, number)
    said = house.message(ANNA, GROUP, "/rezolve готово", thread=await house.thread(number))
    await house.actions.answering.unknown_command(house.origin(), said, "/rezolve")
    sent = await house.deliver()
    assert of(sent, RelayToCustomer) == []
    assert [text(each).args for each in of(sent, TellTopic)] == [{"command": "/rezolve"}]


async def test_while_the_lead_decides_engineers_are_told_so(house: House) -> None:
    """28b: kept as a note."""
    number = await house.files(usage=Usage.NONE)
    said = await house.says(ANNA, number, "Сейчас посмотрю")
    sent = await house.deliver()
    assert names(of(sent, TellTopic)) == ["topic-lead-decides"]
    assert of(sent, RelayToCustomer) == []
    assert await standing(house, said) is Standing.NOTE


async def test_elsewhere_in_the_group_the_bot_is_silent(house: House) -> None:
    """General, other topics, other groups: none of its business."""
    await house.files()
    for chat, thread in ((GROUP, None), (GROUP, ThreadId(99)), (ChatId(-2), None)):
        said = house.message(ANNA, chat, "обед?", thread=thread)
        assert await house.actions.answering.ticket_of(said) is None
        await house.actions.answering.engineer_wrote(house.origin(), said)
        await house.actions.answering.unknown_command(house.origin(), said, "/обед")
    assert await house.deliver() == []


async def test_without_topics_a_reply_to_the_card_is_the_conversation(house: House) -> None:
    """C55: the fallback."""
    house.broken = lambda effect: Obstacle.NOT_A_FORUM if type(effect).__name__ == "OpenTopic" else None
    number = await house.files()
    await house.claims(ANNA, number)
    ((card,),) = house.ask("SELECT card_id FROM places WHERE ticket_id = ?", number)
    said = house.message(ANNA, GROUP, "Проверьте кабель", reply_to=card)
    assert await house.actions.answering.ticket_of(said) == number
    await house.actions.answering.engineer_wrote(house.origin(), said)
    assert len(of(await house.deliver(), RelayToCustomer)) == 1


async def test_an_anonymous_administrator_speaks_for_the_desk(house: House) -> None:
    """Relayed; once a day the group is told how to switch anonymity off."""
    number = await house.files()
    for _ in range(2):
        await house.says(EngineerId(1087968824), number, "Проверьте кабель", anonymous=True)
    sent = await house.deliver()
    assert len(of(sent, RelayToCustomer)) == 2
    assert names(of(sent, TellGroup)) == ["group-anonymous"]
    house.clock.advance(days=1)
    await house.says(EngineerId(1087968824), number, "Проверили?", anonymous=True)
    assert names(of(await house.deliver(), TellGroup)) == ["group-anonymous"]


async def test_nobody_outside_the_group_is_relayed(house: House) -> None:
    """C54."""
    number = await house.files()
    with pytest.raises(NotYours):
        await house.says(STRANGER, number, "Здравствуйте")
    assert house.ask("SELECT count(*) FROM utterances") == [(0,)]


# [Resolved] asks, the next line answers


async def test_the_next_line_tells_how_it_was_solved(house: House) -> None:
    """17: asked by a toast, answered by a line; the customer reads it and is asked; the line is marked."""
    number = await house.files()
    await house.claims(ANNA, number)
    thread = await house.thread(number)
    toast = await house.actions.questions.ask_resolve(house.origin(), number, ANNA, GROUP, thread)
    assert toast is not None
    assert toast.name == "toast-how-resolved-first"
    said = await house.says(ANNA, number, "Отошёл кабель диска")
    sent = await house.deliver()
    (asked,) = of(sent, TellCustomer)
    assert text(asked).args["text"] == "Отошёл кабель диска"
    assert of(sent, RelayToCustomer) == []
    assert React(place=said.place, emoji="👌") in sent
    ticket = await house.ticket(number)
    assert (ticket.status, ticket.awaits_first_answer) == (Status.RESOLVED, False)  # accepted, it was the answer


async def test_notes_and_pictures_are_no_answer_to_the_question(house: House) -> None:
    """A note stays a note, a photo goes to the customer; the question waits on."""
    number = await house.files()
    await house.claims(ANNA, number)
    await house.actions.questions.ask_resolve(house.origin(), number, ANNA, GROUP, await house.thread(number))
    await house.says(ANNA, number, "// спросить у Бориса")
    await house.says(ANNA, number, "Вот как должно быть", kind="photo")
    assert len(of(await house.deliver(), RelayToCustomer)) == 1
    await house.says(ANNA, number, "Отошёл кабель")
    assert names(of(await house.deliver(), TellCustomer)) == ["ask-confirmation"]


async def test_settled_meanwhile_a_line_is_a_line(house: House) -> None:
    """The customer closed it while the engineer was typing: the line is a postscript, and nothing is asked any more."""
    number = await house.files()
    await house.claims(ANNA, number)
    await house.actions.questions.ask_resolve(house.origin(), number, ANNA, GROUP, await house.thread(number))
    await house.actions.resolution.confirm(house.origin(), number, PETR)
    await house.deliver()
    for _ in range(2):
        await house.says(ANNA, number, "Отошёл кабель")
        assert len(of(await house.deliver(), RelayToCustomer)) == 1


async def test_a_leads_line_is_a_line_too(house: House) -> None:
    """Leads work in the group as everybody does."""
    number = await house.files()
    await house.answers(EngineerId(LEAD), number)
    assert (await house.ticket(number)).status is Status.WAITING


async def test_an_update_that_comes_twice_is_relayed_once(house: House) -> None:
    """C29's kin: the mark that it is handled is in the same commit."""
    number = await house.files()
    await house.claims(ANNA, number)
    seq = await house.stored(GROUP, await house.thread(number))
    said = house.message(ANNA, GROUP, "Проверьте кабель", thread=await house.thread(number))
    origin = Origin(house.clock.now(), inbox=seq)
    await asyncio.gather(*(house.actions.answering.engineer_wrote(origin, said) for _ in range(3)))
    assert len(of(await house.deliver(), RelayToCustomer)) == 1
