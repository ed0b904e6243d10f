"""What support asks of the customer: sent with one tap, edited first, answered (R12, R18, R19, R11)."""

from tests.fakes.world import World
from tests.scenarios.stories import PROBLEM, taken, texts


async def test_asked_with_one_tap(desk: World) -> None:
    """R12, R18, R19: the menu, a tap, clear instructions at the customer's, the same words in the topic; no double."""
    there = await taken(desk)
    await there.presses("Спросить")
    menu = await there.sees(button="Доступ по SSH")
    assert [label for label in menu.buttons if "поправить" not in label] == [
        "Снимок экрана",
        "Журналы",
        "Доступ по SSH",
        "Версия",
        "Назад",
    ]
    press = await there.presses("Доступ по SSH")
    assert "Доступ по SSH" in await press.toast()
    asked = await desk.petr.sees("порт TCP 33")
    assert "Пароль в чат не присылайте" in asked.text
    shown = await there.sees("Анна → клиенту")
    assert "порт TCP 33" in shown.text
    await there.sees(button="Решено")
    await desk.petr.says("Открыл, адрес 203.0.113.7", reply_to=asked)
    answer = await there.sees("203.0.113.7")
    assert answer.body["reply_to_message"]["message_id"] == shown.id
    assert sum("TCP 33" in text for text in texts(desk.petr.chat())) == 1


async def test_edited_first(desk: World) -> None:
    """R12: the text comes to the engineer alone, and goes out as their own line, edited."""
    there = await taken(desk)
    await there.presses("Спросить")
    await there.sees(button="Снимок экрана")
    press = await there.presses("поправить")
    assert "личке" in await press.toast()
    private = await desk.anna.sees("№ 1, Снимок экрана", button="Открыть тему")
    assert "Win + Shift + S" in private.text
    line = await there.says("Пришлите, пожалуйста, снимок страницы входа.")
    await there.sees_reaction(line, "👌")
    await desk.petr.sees("снимок страницы входа")
    assert not any("Win + Shift" in text for text in texts(desk.petr.chat()))


async def test_by_command(desk: World) -> None:
    """`/ask`: which there are; a key sends it; what does not exist goes to nobody, and is said."""
    there = await taken(desk)
    await there.says("/ask")
    listed = await there.sees("/ask screenshot")
    assert "Доступ по SSH" in listed.text
    await there.says("/ask screenshoot")
    await there.sees("Запроса «screenshoot»")
    await there.says("/ask screenshot")
    await desk.petr.sees("снимок экрана")
    assert not any("/ask" in text for text in texts(desk.petr.chat()))


async def test_in_the_customers_language(desk: World) -> None:
    """R12: who reads English is asked in English."""
    there = await taken(desk)
    await desk.petr.says("/language")
    await desk.petr.sees(button="English")
    press = await desk.petr.presses("English")
    await press.toast()
    await there.says("/ask screenshot")
    await desk.petr.sees("Please send a screenshot")


async def test_the_version_that_was_not_known(desk: World) -> None:
    """R11, C60: asked first, answered in the customer's own words, written down with one tap."""
    petr = desk.petr
    await petr.says(PROBLEM)
    await petr.sees(button="Даю согласие")
    await petr.presses("Даю согласие")
    await petr.sees("1 из")
    await petr.shares_contact()
    await petr.sees("2 из")
    await petr.says("petr@example.org")
    await petr.sees("3 из")
    await petr.says("ООО «Ромашка»")
    await petr.sees("4 из")
    await petr.presses("По подписке")
    await petr.sees("5 из")
    await petr.presses("ICS")
    await petr.sees("6 из")
    await petr.presses("Не включается")
    await petr.sees(button="Отправить")
    await petr.presses("Отправить")
    await petr.sees("№ 1 ")
    there = desk.anna.in_topic(await desk.group.topic("1 ·"), desk.group)
    await there.sees("версия неизвестна")
    await there.presses("Взять")
    await there.sees(button="Спросить")
    await there.presses("Спросить")
    menu = await there.sees(button="Версия")
    assert menu.buttons[0] == "Версия"
    await there.presses("Версия")
    asked = await petr.sees("точную версию")
    assert "7.9.4 сборка 138" in asked.text
    await petr.says("Нашлась: 7.9.4 сборка 138")
    await there.sees("Клиент назвал версию", button="Записать версию 7.9.4 сборка 138")
    press = await there.presses("Записать версию")
    assert "записана" in await press.toast()
    card = await there.sees(where=lambda message: "№ 1" in message.text and "7.9.4 сборка 138" in message.text)
    assert "неизвестна" not in card.text
    assert not any("назвал версию" in text for text in texts(there.chat()))
