"""Nobody is left without a word: whatever a customer sends, in whatever state they and their ticket are."""

from collections.abc import Awaitable, Callable

import pytest

from sandbox.model import Message
from sandbox.people import Person
from sandbox.voice import Voice
from tests.fakes.world import World
from tests.scenarios.stories import PROBLEM, a_ticket, another, closed, files, taken

Arrange = Callable[[World], Awaitable[object]]


async def nobody_knows_them(_: World) -> None: ...


async def asked_for_consent(desk: World) -> None:
    await desk.petr.says(PROBLEM)
    await desk.petr.sees(button="Даю согласие")


async def asked_for_a_contact(desk: World) -> None:
    await asked_for_consent(desk)
    await desk.petr.presses("Даю согласие")
    await desk.petr.sees("1 из")


async def before_the_lead(desk: World) -> None:
    await files(desk.petr, usage="Подписки нет")
    await desk.petr.sees("решение за руководителем")


async def filed(desk: World) -> None:
    await a_ticket(desk.petr, desk.group)


async def answered(desk: World) -> Voice:
    there = await taken(desk)
    line = await there.says("Пришлите журнал.")
    await there.sees_reaction(line, "👌")
    return there


async def called_settled(desk: World) -> None:
    there = await taken(desk)
    await there.says("/resolve Готово")
    await desk.petr.sees("Похоже, № 1 решено")


async def with_another_in_line(desk: World) -> None:
    await answered(desk)
    await another(desk.petr, "Как настроить отчёты по трафику?")


async def only_one_in_line(desk: World) -> None:
    await with_another_in_line(desk)
    await desk.petr.says("/tickets")
    await desk.petr.sees("№ 2,")


async def settled(desk: World) -> None:
    await closed(desk, await taken(desk))


async def asked_what_was_wrong(desk: World) -> None:
    await settled(desk)
    await desk.petr.presses("👎")
    await desk.petr.sees("Что было не так?")


async def closed_by_time(desk: World) -> None:
    await answered(desk)
    for _ in range(15):
        await desk.passes(days=1)
    await desk.petr.sees("закрыто по сроку")


async def withdrawn(desk: World) -> None:
    await before_the_lead(desk)
    await desk.petr.presses("Уже решилось")
    await desk.petr.sees("№ 1 закрыто")


async def refused(desk: World) -> None:
    there = await taken(desk)
    for label in ("Ещё", "Отказать", "Чужой продукт"):
        await there.sees(button=label)
        await there.presses(label)
    await desk.anna.sees(button="Отправить отказ")
    await desk.anna.presses("Отправить отказ")
    await desk.petr.sees("Не согласны?")


async def asked_which_ticket(desk: World) -> None:
    there = await taken(desk)
    await desk.petr.says("/new")
    await desk.petr.sees("Что случилось?")
    await desk.passes(seconds=2)
    line = await there.says("Какая версия?")
    await there.sees_reaction(line, "👌")
    await desk.petr.says("7.9.4 сборка 138")
    await desk.petr.sees(button="К новому обращению")


async def writing_to_the_lead(desk: World) -> None:
    await filed(desk)
    await desk.petr.says("/lead")
    await desk.petr.sees(button="Написать руководителю")
    await desk.petr.presses("Написать руководителю")
    await desk.petr.sees("Что передать")


async def back_again(desk: World) -> None:
    await answered(desk)
    await desk.petr.blocks()
    await desk.petr.unblocks()


STATES: tuple[Arrange, ...] = (
    nobody_knows_them,
    asked_for_consent,
    asked_for_a_contact,
    before_the_lead,
    filed,
    answered,
    called_settled,
    with_another_in_line,
    only_one_in_line,
    settled,
    asked_what_was_wrong,
    closed_by_time,
    withdrawn,
    refused,
    asked_which_ticket,
    writing_to_the_lead,
    back_again,
)


async def learns(person: Person, said: Message) -> None:
    """A mark on the message, or words after it."""
    bot = person.tg.world.bot.id

    def heard() -> bool | None:
        later = [each for each in person.chat() if each.seq > said.seq and each.by == bot]
        return bool(later or said.reacted(bot)) or None

    try:
        await person.tg.until(heard)
    except TimeoutError:
        raise AssertionError(f"no word after {said.kind}; {person.tg.describe(person.chat())}") from None


@pytest.mark.parametrize("arrange", STATES, ids=lambda arrange: arrange.__name__)
async def test_nobody_is_left_without_a_word(desk: World, arrange: Arrange) -> None:
    """A sticker, a photo, a voice, a text, a thank-you, an edit, a command that does not exist, a kind nobody knows."""
    await arrange(desk)
    petr = desk.petr
    for kind in ("sticker", "photo", "voice", "story"):
        await learns(petr, await petr.sends(kind))
    for text in ("Спасибо!", "Всё по-прежнему не загружается, мигает красная лампа", "/nonsense", "?"):
        await learns(petr, await petr.says(text))
    await learns(petr, await petr.sends_raw({"hologram": {"file_id": "h1"}}))
    album = await petr.sends_album(["photo", {"kind": "photo", "caption": "две стороны"}])
    await learns(petr, album[0])
    await petr.edits(album[1], caption="обе стороны")
    await learns(petr, await petr.says("И последнее"))
    assert await desk.ask("SELECT payload FROM inbox WHERE state = 'quarantined' OR attempts > 0") == []


COMMANDS = (
    *("/tickets", "/profile", "/lead", "/privacy", "/language", "/help", "/id", "/queue", "/mine", "/why", "/why 1"),
    *("/take", "/start", "/new", "/cancel"),
)


@pytest.mark.parametrize("arrange", [nobody_knows_them, asked_for_a_contact, answered], ids=lambda each: each.__name__)
async def test_every_command_is_answered(desk: World, arrange: Arrange) -> None:
    """In private, by a customer: what it does, or that it is not theirs."""
    await arrange(desk)
    for command in COMMANDS:
        await learns(desk.petr, await desk.petr.says(command))
