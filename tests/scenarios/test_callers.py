"""Other doors than Telegram: a caller's ticket, e-mail outwards, and the way from there into the chat (R15)."""

import re

from sandbox.model import Message
from sandbox.people import Person
from sandbox.voice import Voice
from tests.fakes.world import World
from tests.scenarios.stories import taken

PROBLEM = "Шлюз не загружается после отключения света, офис без интернета"


async def registers(
    desk: World,
    *,
    name: str = "Ольга Смирнова",
    phone: str = "+7 900 000-00-03",
    email: str | None = "olga@example.org",
    organisation: str = "ООО «Лютик»",
    received: str = "5 мин назад",
    version: str | None = "7.9.4 сборка 138",
) -> Message:
    """Anna registers a ticket for somebody who has called; what she reads in the end."""
    anna = desk.anna
    await desk.anna.in_group(desk.group).says("/new")
    shown = await desk.anna.in_group(desk.group).sees("в личном чате", button="Новое обращение")
    await anna.starts(key_in(shown.body["reply_markup"]["inline_keyboard"][0][0]["url"]))
    await anna.sees("Чьё обращение", button="За звонившего")
    await anna.presses("За звонившего")
    await anna.sees("Кто обратился")
    await anna.says(name)
    await anna.sees("Таких у нас ещё не было", button="Новый человек")
    await anna.presses("Новый человек")
    await anna.sees("Как обратились", button="Телефон")
    await anna.presses("Телефон")
    await anna.sees("Когда обратились", button=received)
    await anna.presses(received)
    await anna.sees("Что случилось? Словами клиента")
    await anna.says(PROBLEM)
    await anna.sees("и согласен?", button="Согласие есть")
    await anna.presses("Согласие есть")
    await anna.sees("Как зовут клиента")
    await anna.says(f"{name}, {phone}")
    await anna.sees("Почта клиента?")
    await (anna.says(email) if email else anna.presses("Не сказали"))
    await anna.sees("Какая организация")
    await anna.says(organisation)
    await anna.sees("Как клиент пользуется")
    await anna.presses("По подписке")
    await anna.sees("Какой продукт")
    await anna.presses("ICS")
    await anna.sees("Точная версия?")
    await (anna.says(version) if version else anna.presses("Не сказали"))
    await anna.sees("Проверьте, и регистрируем", button="Зарегистрировать")
    await anna.presses("Зарегистрировать")
    return await anna.sees("зарегистрировано")


async def at_hand(desk: World, number: int = 1) -> Voice:
    """Anna in the ticket's topic, which is hers."""
    topic = await desk.group.topic(f"{number} ·")
    there = desk.anna.in_topic(topic)
    await there.sees(f"№ {number} ")
    await (await there.presses("Взять")).toast()
    return there


def key_in(text: str) -> str:
    found = re.search(r"https://t\.me/\w+\?start=(\S+?)\.?(?:\s|$)", text)
    assert found, text
    return found[1]


async def follows(person: Person, text: str) -> None:
    """Opens the link of an e-mail."""
    await person.starts(key_in(text))


async def test_a_caller_is_helped_by_mail_and_comes_to_telegram(desk: World) -> None:
    """R2, R8, R15: registered, answered by e-mail, linked by the caller's own number; the talk goes on in the chat."""
    receipt = await registers(desk)
    assert "№ 1 зарегистрировано. Ответить до" in receipt.text
    mail = await desk.mailbox.receives("принято", to="olga@example.org")
    assert "сюда" not in mail.text
    assert "support@example.org" in mail.text

    there = await at_hand(desk)
    card = await there.sees("обращение по телефону")
    assert "ваши строки уходят письмом" in card.text
    line = await there.says("Ольга, выключите питание на минуту и включите снова.")
    await there.sees_reaction(line, "👌")
    answer = await desk.mailbox.receives("выключите питание", to="olga@example.org")
    assert "№ 1" in answer.subject

    olga = desk.tg.person("Ольга Смирнова", phone="+79000000003")
    await follows(olga, answer.text)
    await olga.sees("сверим номер")
    await olga.shares_contact()
    await olga.sees("Номер совпал")
    await olga.sees("ход за вами")
    await there.sees("Клиент теперь в Telegram")
    await olga.says("Загрузилось, спасибо огромное!")
    await there.sees("Загрузилось")
    await there.says("Отлично. Диск советую заменить.")
    await olga.sees("Диск советую заменить")

    await follows(olga, answer.text)
    await olga.sees("уже здесь")
    stranger = desk.tg.person("Чужой", phone="+79990000000")
    await follows(stranger, answer.text)
    await stranger.sees("уже сработала")


async def test_files_go_along_and_the_caller_has_the_last_word_by_telephone(desk: World) -> None:
    """R15, 18, 19: attached, answered in a call, heard, solved, with who said so; each of it on one card."""
    await registers(desk, version=None)
    there = await at_hand(desk)
    card = await there.sees("спросите первым")
    assert "точная версия" in card.text
    line = await there.sends_document("инструкция.txt", "Вот инструкция")
    await there.sees_reaction(line, "👌")
    mail = await desk.mailbox.receives("Вот инструкция", to="olga@example.org")
    [enclosed] = mail.message.iter_attachments()
    assert enclosed.get_filename() == "инструкция.txt"
    assert enclosed.get_content()
    assert mail.message["References"] == mail.message["In-Reply-To"] == "<ticket-1@example.org>"

    heard = await there.says("/heard Не помогло, версия 7.9.4 сборка 138")
    await there.sees_reaction(heard, "✍")
    called = await there.says("/called 0")
    await there.sees_reaction(called, "✍")
    await there.says("/solved Ольга Смирнова, по телефону")
    await desk.mailbox.receives("№ 1 закрыто", to="olga@example.org")
    await there.sees("клиент подтвердил")


async def test_a_ticket_of_telegram_takes_no_word_of_a_call(desk: World) -> None:
    """19: who talks to us in Telegram speaks for themselves."""
    there = await taken(desk)
    await there.says("/called")
    await there.sees("этот клиент пишет нам в Telegram")


async def test_a_customer_is_never_asked_whose_ticket_it_is(desk: World) -> None:
    """The caller's form is the engineers'; its links open a customer's own form."""
    await desk.petr.starts("new")
    await desk.petr.sees("Что случилось?")
    await desk.petr.says("/start data_1")
    await desk.petr.sees("Что случилось?")
