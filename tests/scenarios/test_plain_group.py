"""A group without topics: the card, replies to it, claim and close. A fallback that loses nothing (C55)."""

from sandbox.model import Message
from tests.fakes.world import World
from tests.scenarios.conftest import Build
from tests.scenarios.stories import PROBLEM, another, files, texts


async def a_card(desk: World, number: int = 1) -> Message:
    return await desk.anna.in_group(desk.group).sees(f"№ {number} ", button="Взять")


async def test_a_customer_is_helped_without_topics(desk_of: Build) -> None:
    """Filed, taken, answered by replies, settled, closed."""
    async with desk_of(forum=False) as desk:
        anna, boris = desk.anna.in_group(desk.group), desk.boris.in_group(desk.group)
        await files(desk.petr)
        await desk.petr.sees("№ 1 принято")
        card = await a_card(desk)
        assert PROBLEM in card.text
        assert await (await anna.presses("Взять", on=card)).toast() == "№ 1 ваше"
        await desk.petr.sees("занимается Анна")

        line = await anna.says("Выключите питание на минуту.", reply_to=card)
        copy = await desk.petr.sees("Выключите питание")
        await anna.sees_reaction(line, "👌")
        await desk.petr.says("Какое из двух?", reply_to=copy)
        asked = await anna.sees("Какое из двух?")
        assert asked.body["reply_to_message"]["message_id"] == line.id
        await anna.says("Нижнее.", reply_to=asked)
        await desk.petr.sees("Нижнее.")
        await desk.petr.sends_photo("вот оно")
        photo = await anna.sees("вот оно", kind="photo")
        assert photo.body["reply_to_message"]["message_id"] == card.id

        await boris.says("кажется, это диск", reply_to=photo)
        await boris.sees("ведёт Анна", button="Заметка")
        await boris.presses("Заметка")
        await anna.says("на обед?")
        await boris.says("да")

        await anna.presses("Решено", on=card)
        await anna.says("Отошёл кабель", reply_to=card)
        await desk.petr.sees("Похоже, № 1 решено: «Отошёл кабель»")
        await desk.petr.presses("Да, закрываем")
        await desk.petr.sees("№ 1 закрыто")
        await desk.tg.until(lambda: "закрыто" in card.text or None)
        said = texts(desk.petr.chat())
        assert not any(word in text for text in said for word in ("диск", "обед"))
        assert "да" not in said
        assert desk.tg.call_log.counters()["errors"] == 0


async def test_two_tickets_do_not_mix(desk_of: Build) -> None:
    """Every line replies to its own card, and every reply goes to its own customer."""
    async with desk_of(forum=False) as desk:
        anna = desk.anna.in_group(desk.group)
        await files(desk.petr)
        await desk.petr.sees("№ 1 принято")
        first = await a_card(desk)
        olga = desk.tg.person("Ольга Котова", phone="+79000000003")
        await files(olga, problem="Не открывается отчёт за вторник", organisation="АО «Лютик»")
        await olga.sees("№ 2 принято")
        second = await a_card(desk, 2)
        for card in (first, second):
            await (await anna.presses("Взять", on=card)).toast()
        await anna.says("Про шлюз", reply_to=first)
        await anna.says("Про отчёт", reply_to=second)
        await desk.petr.sees("Про шлюз")
        await olga.sees("Про отчёт")
        assert not any("отчёт" in text.lower() for text in texts(desk.petr.chat())[-3:])


async def test_commands_by_reply(desk_of: Build) -> None:
    """/take, /resolve, /note, a mistyped one: in reply to a card or to what belongs to it."""
    async with desk_of(forum=False) as desk:
        anna = desk.anna.in_group(desk.group)
        await files(desk.petr)
        await desk.petr.sees("№ 1 принято")
        card = await a_card(desk)
        await anna.says("/take", reply_to=card)
        await desk.petr.sees("занимается Анна")
        note = await anna.says("/note у них старый контроллер", reply_to=card)
        await anna.sees_reaction(note, "✍")
        await anna.says("/rezolve", reply_to=card)
        await anna.sees("/rezolve")
        await anna.says("/why", reply_to=card)
        await anna.sees("№ 1: сроки")
        await anna.says("/resolve Готово", reply_to=card)
        await desk.petr.sees("Похоже, № 1 решено")


async def test_a_warning_and_the_queue_without_topics(desk_of: Build) -> None:
    """The engineers are warned under the card."""
    async with desk_of(forum=False) as desk:
        await files(desk.petr)
        await desk.petr.sees("№ 1 принято")
        card = await a_card(desk)
        await another(desk.petr, "Как настроить отчёты по трафику?")
        await desk.passes(hours=3, minutes=1)
        warning = await desk.anna.in_group(desk.group).sees("Ответить до")
        assert warning.body["reply_to_message"]["message_id"] == card.id
