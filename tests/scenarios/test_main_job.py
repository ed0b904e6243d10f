"""A customer is helped, from the first word to the last (R2, R8, R11, R14, R20, R23)."""

from tests.fakes.world import World
from tests.scenarios.stories import PROBLEM, a_ticket, files


async def test_a_customer_is_helped(desk: World) -> None:
    """Filed, taken, answered, settled, confirmed; the group pays at most six writes for it."""
    petr, anna = desk.petr, desk.anna
    topic, card, receipt = await a_ticket(petr, desk.group)
    assert "принято" in receipt.text
    assert PROBLEM in card.text

    there = anna.in_topic(topic)
    press = await there.presses("Взять")
    assert "№ 1" in await press.toast()
    await petr.sees("занимается Анна")

    line = await there.says("Пётр, здравствуйте. Выключите питание на минуту.")
    await petr.sees("Выключите питание")
    await there.sees_reaction(line, "👌")

    thanks = await petr.says("Загрузился! Версия 7.9.4 сборка 138")
    await petr.sees_reaction(thanks, "👀")
    await there.sees("Загрузился!")

    press = await there.presses("Решено")
    assert "Чем закончилось" in await press.toast()
    how = await there.says("Отошёл кабель диска; диск лучше заменить")
    asked = await petr.sees("Похоже, № 1 решено", button="Да, закрываем")
    assert "Отошёл кабель" in asked.text
    await there.sees_reaction(how, "👌")

    await petr.presses("Да, закрываем")
    await petr.sees("Обращение № 1 закрыто", button="👍")
    await there.sees(where=lambda message: "forum_topic_closed" in message.body)
    assert desk.tg.writes(desk.group) <= 7  # six for the ticket, one for what the customer wrote
    press = await petr.presses("👍")
    assert await press.toast() == "Спасибо"


async def test_not_yet_brings_it_back(desk: World) -> None:
    """R23: the customer has the last word."""
    topic, _, _ = await a_ticket(desk.petr, desk.group)
    there = desk.anna.in_topic(topic)
    await (await there.presses("Взять")).toast()
    await there.says("/resolve Перезагрузили, поднялось")
    await desk.petr.sees("Похоже, № 1 решено")
    await desk.petr.presses("Нет, ещё не всё")
    await desk.petr.sees("снова в работе")
    await there.sees("ещё не всё")


async def test_lines_of_others_wait(desk: World) -> None:
    """C56: nobody answers a customer with "who takes this one?"."""
    topic, _, _ = await a_ticket(desk.petr, desk.group)
    boris = desk.boris.in_topic(topic)
    await boris.says("кто возьмёт?")
    await boris.sees("ничьё", button="Взять и отправить")
    await boris.presses("Заметка")
    await boris.says("Пётр, добрый день, смотрю.")
    await boris.sees("ничьё", button="Взять и отправить")
    await boris.presses("Взять и отправить")
    await desk.petr.sees("занимается Борис")
    await desk.petr.sees("Пётр, добрый день, смотрю.")
    assert not any("кто возьмёт" in message.text for message in desk.petr.chat())


async def test_unknown_command_goes_to_nobody(desk: World) -> None:
    """C57."""
    topic, _, _ = await a_ticket(desk.petr, desk.group)
    there = desk.anna.in_topic(topic)
    await there.presses("Взять")
    await there.says("/rezolve всё")
    await there.sees("/rezolve")
    assert not any("rezolve" in message.text for message in desk.petr.chat())


async def test_the_deadline_is_watched(desk: World) -> None:
    """R8: four hours; the engineers are warned, the lead alerted, the customer told."""
    topic, _, _ = await a_ticket(desk.petr, desk.group)
    await desk.passes(hours=3, minutes=1)
    await desk.anna.in_topic(topic).sees("Ответить до")
    await desk.passes(minutes=45)
    await desk.lead.sees("ответить до")
    await desk.passes(minutes=15)
    alert = await desk.lead.sees("ответа нет", button="Беру")
    assert "Ромашка" in alert.text
    await desk.petr.sees("не успели")
    await desk.lead.presses("Беру")
    await desk.lead.sees("до какого времени", button="30 мин")
    await desk.lead.presses("30 мин")
    await desk.petr.sees("Людмила")
    await desk.lead.says("/why 1")
    await desk.lead.sees("Ответа пока нет")


async def test_two_weeks_of_silence(desk: World) -> None:
    """R24, R25: a reminder, then closing with a letter; one tap opens it again with its number."""
    topic, _, _ = await a_ticket(desk.petr, desk.group)
    there = desk.anna.in_topic(topic)
    await there.presses("Взять")
    line = await there.says("Пришлите журнал, пожалуйста.")
    await there.sees_reaction(line, "👌")
    for _ in range(11):
        await desk.passes(days=1)
    await desk.passes(hours=13)  # somewhere in it is a morning, and reminders wait for one
    reminder = await desk.petr.sees("ждём вас", button="Уже решилось")
    assert "№ 1" in reminder.text
    for _ in range(3):
        await desk.passes(days=1)
    await desk.petr.sees("закрыто по сроку", button="Продолжить № 1")
    mail = await desk.mailbox.receives("закрыто по сроку")
    assert "petr@example.org" in str(mail.to)
    await desk.petr.presses("Продолжить № 1")
    await desk.petr.sees("№ 1 снова в работе")


async def test_one_at_a_time(desk: World) -> None:
    """R17, C25: the second waits its turn and opens in the unit that frees the slot."""
    topic, _, _ = await a_ticket(desk.petr, desk.group)
    there = desk.anna.in_topic(topic)
    await there.presses("Взять")
    await desk.petr.says("/new")
    await desk.petr.sees("Что случилось?")
    await desk.petr.says("Как настроить отчёты по трафику за прошлый месяц?")
    await desk.petr.sees(button="Отправить")
    await desk.petr.presses("Отправить")
    await desk.petr.sees("№ 2")
    await there.says("/resolve Готово")
    await desk.petr.sees("Похоже, № 1 решено")
    await desk.petr.presses("Да, закрываем")
    await desk.petr.sees("№ 1 закрыто")
    await desk.petr.sees("№ 2: взялись")


async def test_a_returning_customer_needs_two_acts(desk: World) -> None:
    """Write and send."""
    topic, _, _ = await a_ticket(desk.petr, desk.group)
    there = desk.anna.in_topic(topic)
    await there.says("/take")
    await desk.petr.sees("занимается")
    await there.says("/resolve Готово")
    await desk.petr.sees("Похоже")
    await desk.petr.presses("Да, закрываем")
    await desk.petr.sees("закрыто")
    await desk.petr.says("После обновления у бухгалтерии каждые десять минут отваливается VPN")
    await desk.petr.sees("Новое обращение?", button="Отправить")
    await desk.petr.presses("Отправить")
    await desk.petr.sees("Обращение № 2 принято")


async def test_the_lead_decides_without_a_subscription(desk: World) -> None:
    """R9: accepted as a category, or refused with words."""
    await files(desk.petr, usage="Подписки нет")
    await desk.petr.sees("решение за руководителем")
    await desk.lead.sees("№ 1", button="Отказать")
    await desk.lead.presses("Отказать")
    await desk.lead.sees("№ 1")
    await desk.lead.says("Продлите подписку, и поможем в тот же день.")
    told = await desk.petr.sees("Продлите подписку")
    assert any("Руководитель" in label for label in told.buttons)
