"""Nobody let in: lines of docs/security.md that no story has told yet."""

import pytest

from tests.fakes.world import World
from tests.scenarios.stories import closed, files, taken, texts

MARKUP = '<b>Вася</b> & "ко" [x](tg://user?id=1)'


async def test_a_press_that_is_replayed(desk: World) -> None:
    """The buttons of a form that is sent, and of a question that is answered, do nothing any more, however often."""
    await files(desk.petr)
    await desk.petr.sees("№ 1 принято")
    review = next(message for message in desk.petr.chat() if "Проверьте, и отправляем" in message.text)
    question = next(message for message in desk.petr.chat() if "5 из 6" in message.text)
    revision = question.inline_buttons()[0]["callback_data"].split(":")[2]
    for number in range(int(revision), int(revision) + 4):
        assert (await desk.petr._press(review, f"b:f:{number}:send").answer())["text"]
    assert sum("принято" in text for text in texts(desk.petr.chat())) == 1
    there = desk.anna.in_topic(await desk.group.topic("1 ·"), desk.group)
    await there.presses("Взять")
    await desk.petr.sees("занимается")
    await closed(desk, there)
    asked = next(message for message in desk.petr.chat() if "Похоже, № 1 решено" in message.text)
    for press in ("b:ok:1:", "b:no:1:", "b:sd:1:"):
        assert (await desk.petr._press(asked, press).answer())["text"]
    assert not any("снова в работе" in text for text in texts(desk.petr.chat()))


@pytest.mark.parametrize("payload", ["1", "link", "ticket_1", "A" * 64, "../1", "№1"])
async def test_a_guessed_link_opens_nothing(desk: World, payload: str) -> None:
    """R25: nobody comes to a ticket by a key they made up; the form is what everybody gets."""
    await files(desk.petr)
    await desk.petr.sees("№ 1 принято")
    await desk.maria.says(f"/start {payload}")
    await desk.maria.sees("What happened?")
    assert not any("№ 1" in text for text in texts(desk.maria.chat()))


async def test_markup_in_a_name_is_letters(desk: World) -> None:
    """C53: a name and an organisation that look like markup are shown as typed, to everybody, and link to nobody."""
    desk.petr.account.first_name = MARKUP[:60]
    await files(desk.petr, organisation=MARKUP)
    await desk.petr.sees("№ 1 принято")
    topic = await desk.group.topic("1 ·")
    card = await desk.anna.in_topic(topic, desk.group).sees(button="Взять")
    assert MARKUP in card.text
    kinds = {entity["type"] for entity in card.body.get("entities", [])}
    assert not kinds & {"text_mention", "text_link"}


async def test_an_engineers_name_is_letters_too(desk: World) -> None:
    desk.anna.account.first_name = "<i>Анна</i>"
    await taken(desk)
    assert any("занимается <i>Анна</i>" in text for text in texts(desk.petr.chat()))


async def test_leads_commands_are_nobody_elses(desk: World) -> None:
    """`/quarantine` and its button, by a customer and by an engineer."""
    for person in (desk.petr, desk.anna):
        await person.says("/quarantine")
        await person.sees("только руководитель поддержки")
    question = await desk.petr.says("/start")
    greeting = await desk.petr.sees("Что случилось?")
    assert question.id < greeting.id
    answer = await desk.petr._press(greeting, "b:again:0:").answer()
    assert answer["show_alert"]
