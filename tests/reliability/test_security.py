"""Nobody let in: lines of docs/security.md that no story has told yet."""

import pytest

from sandbox.model import Message
from tests.fakes.world import World
from tests.scenarios.stories import closed, files, taken, texts

MARKUP = '<b>Вася</b> & "ко" [x](tg://user?id=1)'


def data_of(message: Message, label: str) -> str:
    """What a button carries."""
    (found,) = (button["callback_data"] for button in message.inline_buttons() if button["text"] == label)
    return str(found)


async def test_a_press_that_is_replayed(desk: World) -> None:
    """The buttons of a form that is sent, and of a question that is answered, do nothing any more, however often."""
    await files(desk.petr)
    await desk.petr.sees("№ 1 принято")
    sent = next(message for message in desk.petr.chat() if "Отправить" in message.buttons)
    for _ in range(3):
        await (await desk.petr.presses(data=data_of(sent, "Отправить"), on=sent)).answer()
    assert sum("принято" in text for text in texts(desk.petr.chat())) == 1
    there = desk.anna.in_topic(await desk.group.topic("1 ·"), desk.group)
    await there.presses("Взять")
    await desk.petr.sees("занимается")
    await closed(desk, there)
    asked = next(message for message in desk.petr.chat() if "Похоже, № 1 решено" in message.text)
    before = len(texts(desk.petr.chat()))
    await desk.petr.says("/start")
    for press in ("b:ok:1:", "b:no:1:", "b:sd:1:"):
        answer = await (await press_raw(desk, press, asked)).answer()
        assert answer["text"]
    assert not any("снова в работе" in text for text in texts(desk.petr.chat())[before:])


async def press_raw(desk: World, data: str, on: Message) -> "object":
    """A press that no button shows any more."""
    return desk.petr._press(on, data)  # type: ignore[no-any-return]


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
    read = await desk.petr.sees("занимается")
    assert "<i>Анна</i>" in read.text


async def test_leads_commands_are_nobody_elses(desk: World) -> None:
    """`/quarantine` and its button, by a customer and by an engineer."""
    for person in (desk.petr, desk.anna):
        await person.says("/quarantine")
        await person.sees("каждый со своим" if person is desk.petr else "Здесь действуют")
    question = await desk.petr.says("/start")
    greeting = await desk.petr.sees("Что случилось?")
    assert question.id < greeting.id
    answer = await desk.petr._press(greeting, "b:again:0:").answer()
    assert answer["show_alert"]
