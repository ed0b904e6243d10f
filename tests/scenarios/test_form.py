"""The form as it is seen in a chat (R11, C29, C51, C52): the real bot over the Bot API."""

from tests.fakes.world import World
from tests.scenarios.conftest import Build
from tests.scenarios.stories import PROBLEM, a_ticket


async def test_a_first_ticket_in_eleven_acts(desk: World) -> None:
    """VOICE: from /start to the receipt, with an album, a word that is no version, and the box that does not start."""
    petr = desk.petr
    await petr.starts()
    greeting = await petr.sees("Что случилось?")
    assert "+7 000 000-00-00" in greeting.text

    await petr.sends_album([{"kind": "photo", "caption": PROBLEM}, "photo", "photo"])
    noted = await petr.sees("Записано, все фото на месте.", button="Даю согласие")
    assert "шесть коротких вопросов" in noted.text
    await petr.presses("Даю согласие")
    await petr.sees("1 из 6")
    assert petr.place.keyboard
    await petr.presses("Отправить мой контакт")
    await petr.sees("2 из 6")
    assert not petr.place.keyboard
    await petr.says("petr@example.org")
    await petr.sees("3 из 6")
    await petr.says("ООО «Ромашка»")
    await petr.sees("4 из 6")
    await petr.presses("Не знаю")
    await petr.sees("5 из 6")
    await petr.presses("Ideco ICS")
    await petr.sees("6 из 6")
    await petr.says("последняя")
    await petr.sees("Последняя у всех своя")
    await petr.presses("Не включается")
    review = await petr.sees("Проверьте, и отправляем.", button="Отправить")
    assert f"«{PROBLEM}», 3 фото" in review.text
    assert "Пётр Петров · +7" in review.text

    first, second = await petr.presses("Отправить"), await petr.presses("Отправить")
    receipt = await petr.sees("Обращение № 1 принято. Инженер ответит до", button="Как дела с № 1")
    assert any(entity["type"] == "date_time" for entity in receipt.body["entities"])
    assert "" in {await first.toast(), await second.toast()}
    assert len({await first.toast(), await second.toast()}) == 2  # one was sent, the other was told so

    topic = await desk.group.topic("1 ·")
    there = desk.anna.in_topic(topic)
    await there.sees("№ 1")
    for _ in range(3):
        await there.sees(kind="photo")


async def test_input_that_is_no_answer_keeps_its_place(desk: World) -> None:
    maria = desk.maria
    await maria.sends_voice()
    await maria.sees("The attachment is kept.")
    first = await maria.says("The gateway does not boot after the power cut")
    await maria.sees("Noted", button="I agree")
    await maria.presses("I agree")
    await maria.sees("1 of 6")
    await maria.sends_sticker()
    await maria.sees("A name and a phone are needed")
    photo = await maria.sends_photo()
    await maria.sees("Attached to the description.")
    await maria.sees_reaction(photo, "👀")
    await maria.edits(first, "The gateway does not boot at all")
    await maria.sees("Corrected.")
    await maria.says("Maria Ivanova, +7 900 000-00-02")
    await maria.sees("2 of 6")
    assert not maria.place.keyboard
    await maria.says("/tickets")
    await maria.starts()
    await maria.sees("Go on from there, or start again?", button="Go on")
    await maria.presses("Go on")
    await maria.sees("2 of 6")
    await maria.says("maria@example.org")
    await maria.sees("3 of 6", button="Back")


async def test_a_restart_in_the_middle_changes_nothing(desk_of: Build) -> None:
    """C52: the draft is a row."""
    async with desk_of(start=False) as desk:
        async with desk.running():
            await desk.petr.says(PROBLEM)
            await desk.petr.sees("Записано.", button="Даю согласие")
        async with desk.running():
            await desk.petr.presses("Даю согласие")
            await desk.petr.sees("1 из 6")


async def test_a_returning_customer_needs_two_acts(desk: World) -> None:
    petr = desk.petr
    await a_ticket(petr, desk.group)
    await petr.presses("Уже решилось")
    await petr.sees("закрыто")
    await petr.says("После обновления у бухгалтерии каждые десять минут отваливается VPN")
    review = await petr.sees("Новое обращение? Проверьте, и отправляем.", button="Это про № 1")
    assert "Ideco ICS 7.9.4 сборка 138, как в прошлый раз" in review.text
    await petr.presses("Отправить")
    await petr.sees("Обращение № 2 принято.")
