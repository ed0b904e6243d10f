"""A ticket goes to the developers, their time passes, it comes back (R21, 25–28)."""

from tests.fakes.world import World
from tests.scenarios.stories import a_ticket, another, taken, texts

REPORTS = "Как настроить отчёты по трафику за прошлый месяц?"


async def test_to_the_developers_and_back(desk: World) -> None:
    """R21, 25–28: asked in private; the next one opens; their time passes, moves, and the ticket is back."""
    there = await taken(desk)
    await another(desk.petr, REPORTS)
    await there.presses("Ещё")
    await there.sees(button="Разработчикам")
    press = await there.presses("Разработчикам")
    assert await press.toast() == "Вопрос у вас в личном чате с ботом"
    asked = await desk.anna.sees("№ 1: кто из разработчиков займётся?")
    assert "Дежурный разработчик" in asked.buttons
    await desk.anna.says("Олег, +7 000 000-00-01")
    await desk.anna.sees("когда ждать решения", button="Через 3 дня")
    await desk.anna.says("позавчера")
    await desk.anna.sees("Нужно время")
    await desk.anna.presses("Через 3 дня")
    await desk.anna.sees("что сказать клиенту", button="Без слов")
    await desk.anna.says("Похоже на ошибку в прошивке, разбираются.")
    told = await desk.petr.sees("№ 1: передано разработчикам. Похоже на ошибку")
    assert "Занимается: Олег, +7 000 000-00-01. Решение ждём до" in told.text
    assert told.buttons == ["Как дела с № 1", "Руководитель"]
    await desk.anna.sees("клиент знает контакт и срок")
    await desk.lead.sees("№ 1, ООО «Ромашка»: передано разработчикам", button="Новый срок")
    await desk.petr.sees("№ 2: взялись")
    await there.sees("у разработчиков до", button="Исправлено в версии…")

    await desk.petr.presses("Как дела с № 1")
    await desk.petr.sees("№ 1: у разработчиков до")
    await desk.passes(days=3, minutes=1)
    await there.sees("Срок разработчиков вышел")
    await desk.lead.sees("срок разработчиков вышел", button="Вернулось")
    await desk.lead.presses("Новый срок")
    await desk.lead.sees("какой теперь срок")
    await desk.lead.says("завтра 18:00")
    await desk.petr.sees("№ 1: у разработчиков новый срок")
    await desk.passes(days=2)
    await desk.lead.sees("разработчики не успели второй раз")

    await there.sees(button="Вернулось")
    await there.presses("Вернулось")
    await desk.petr.sees("№ 1 вернулось от разработчиков. Возьмёмся сразу после")
    await desk.petr.presses("Сначала № 1")
    await desk.petr.sees("№ 2 подождёт: сначала решим № 1")
    await desk.petr.sees("№ 1: взялись")


async def test_in_one_line(desk: World) -> None:
    """25, C49, 27: nothing without contact and a time to come; then all in one line; mended in a version."""
    there = await taken(desk)
    await there.says("/escalate Олег")
    await there.sees("нужен срок")
    await there.says("/escalate Олег; 01.01.2020 10:00; Ждите")
    await there.sees("уже прошло")
    await there.says("/escalate ; завтра 18:00; Ждите")
    await there.sees("нужен контакт разработчика")
    assert not any("разработчик" in text for text in texts(desk.petr.chat()))
    await there.says("/escalate Олег, dev@example.org; завтра 18:00; Смотрят журнал.")
    await desk.petr.sees("передано разработчикам. Смотрят журнал.")
    await there.sees("у разработчиков до", button="Исправлено в версии…")
    await desk.petr.says("Спасибо, ждём новостей про шлюз")
    await there.sees("ждём новостей про шлюз")
    await there.says("Напишем сразу.")
    await desk.petr.sees("Напишем сразу.")
    await there.presses("Исправлено в версии…")
    await desk.anna.sees("в какой версии исправлено")
    await desk.anna.says("7.9.5 сборка 12")
    await desk.petr.sees("№ 1: исправлено в версии 7.9.5 сборка 12")
    await there.sees("№ 1 · Анна · наш ход")


async def test_an_engineer_who_never_pressed_start(desk: World) -> None:
    """25: the topic says how it is done there; another button asks in vain as well."""
    topic, _, _ = await a_ticket(desk.petr, desk.group)
    there = desk.vera.in_topic(topic, desk.group)
    await (await there.presses("Взять")).toast()
    await desk.petr.sees("занимается Вера")
    await there.presses("Ещё")
    await there.sees(button="Разработчикам")
    await there.presses("Разработчикам")
    await there.sees("/escalate контакт; завтра 18:00")
    await there.says("/escalate Олег; через 2 дня")
    await desk.petr.sees("своими силами не решить")
    await there.sees(button="Новый срок")
    await there.presses("Новый срок")
    await there.sees("Потом нажмите кнопку ещё раз")
