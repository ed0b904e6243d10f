"""One ticket, one question: split off, joined, in sequence (R16, R17; C25, C26, C40, C41, C59)."""

from sandbox.voice import Voice
from tests.fakes.world import World
from tests.scenarios.stories import another, closed, files, taken, texts

REPORTS = "И ещё: как настроить отчёты по трафику?"


async def topic_of(desk: World, number: int) -> Voice:
    """Anna in the ticket's topic."""
    return desk.anna.in_topic(await desk.group.topic(f"{number} ·"), desk.group)


async def test_a_second_question_is_split_off(desk: World) -> None:
    """R16, 32: in reply to it; told with its place, and [First]; its own topic; what is added follows a reply to it."""
    petr, there = desk.petr, await taken(desk)
    await there.says("Смотрю.")
    await petr.sees("Смотрю.")
    await petr.says(REPORTS)
    asked = await there.sees("отчёты по трафику")
    await petr.says("По первому: перезагрузил, не помогло")
    await there.sees("не помогло")
    await there.says("/split", reply_to=asked)
    await there.sees("Отделено в № 2: «И ещё: как настроить отчёты по трафику?»")
    told = await petr.sees("отдельный вопрос, теперь это № 2", button="Сначала № 2")
    assert "сразу после № 1, тогда и пойдут четыре часа на ответ" in told.text
    assert told.buttons == ["Сначала № 2", "Отозвать № 2"]
    second = await topic_of(desk, 2)
    card = await second.sees("в очереди, 1-е")
    assert REPORTS in card.text
    await petr.presses("Сначала № 2")
    await petr.sees("№ 1 подождёт")
    await petr.sees("№ 2: взялись")


async def test_by_the_cards_button(desk: World) -> None:
    """R16: the card offers it once the customer has written more; it takes their last message."""
    petr, there = desk.petr, await taken(desk)
    await there.says("Смотрю.")
    await petr.sees("Смотрю.")
    await desk.passes(minutes=1)
    await petr.says(REPORTS)
    await there.sees("отчёты по трафику")
    await there.presses("Ещё")
    await there.sees(button="Отделить вопрос")
    press = await there.presses("Отделить вопрос")
    assert await press.toast() == "Отделено: теперь это № 2"
    await petr.sees("теперь это № 2")


async def test_what_cannot_be_split_off_is_said(desk: World) -> None:
    """32: nothing but the description; the topic says what to do."""
    there = await taken(desk)
    await there.says("/split")
    await there.sees("Отделять нечего")


async def test_a_duplicate_goes_on_in_the_other(desk: World) -> None:
    """31, 35b, C41: by number; told where it goes on; its topic says so and is closed; a reply lands in the other."""
    petr, there = desk.petr, await taken(desk)
    receipt = await another(petr, "Всё ещё не загружается шлюз, офис стоит")
    second = await topic_of(desk, 2)
    await second.sees("в очереди")
    await second.says("/duplicate 2")
    await second.sees("самого себя")
    await second.says("/duplicate 1")
    told = await petr.sees("№ 2 — тот же вопрос, что и № 1", button="Это другой вопрос")
    assert "инженер ответит до" in told.text
    await second.sees("Это повтор № 1")
    await second.sees(where=lambda message: "forum_topic_closed" in message.body)
    await there.sees("№ 2 — повтор этого обращения", where=lambda message: "офис стоит" in message.text)
    await petr.says("На экране ошибка диска", reply_to=receipt)
    await there.sees("ошибка диска")
    await petr.says("/tickets")
    listed = await petr.sees("№ 2, «Всё ещё")
    assert "это № 1" in listed.text


async def test_by_the_cards_menu(desk: World) -> None:
    """31: [More] → [Duplicate] → which."""
    petr, there = desk.petr, await taken(desk)
    await another(petr, "Всё ещё не загружается шлюз, офис стоит")
    second = await topic_of(desk, 2)
    await second.sees("в очереди")
    await second.presses("Ещё")
    await second.sees(button="Повтор")
    await second.presses("Повтор")
    await second.sees(button="№ 1 ·")
    press = await second.presses("№ 1 ·")
    assert await press.toast() == "№ 2 закрыто как повтор № 1"
    await there.sees("№ 2 — повтор этого")


async def test_a_colleague_writes_on_in_the_others_topic(desk: World) -> None:
    """31, 35b: of one organisation; his words come with his name, and hers stay hers."""
    there = await taken(desk)
    colleague = desk.tg.person("Олег Сидоров", phone="+79000000003")
    await files(colleague, "У нас шлюз не включается с утра")
    await colleague.sees("№ 2 ")
    second = await topic_of(desk, 2)
    await second.sees("№ 2")
    await second.says("/duplicate 1")
    await colleague.sees("о том же уже написал кто-то из вашей организации")
    await colleague.says("Свет мигнул в 9:40")
    await there.sees("Пишет Олег Сидоров")
    await there.sees("Свет мигнул")
    await there.says("Проверьте кабель диска")
    await desk.petr.sees("Проверьте кабель диска")
    assert not any("кабель" in text for text in texts(colleague.chat()))


async def test_in_sequence(desk: World) -> None:
    """R17, C25: place in the receipt and in /tickets; the second opens with the closing of the first, told in order."""
    petr, there = desk.petr, await taken(desk)
    receipt = await another(petr, "Как настроить отчёты по трафику за прошлый месяц?")
    assert "сразу после № 1" in receipt.text
    third = await another(petr, "Как обновить базу категорий сайтов вручную?", 3)
    assert "место в очереди: 2" in third.text
    await petr.says("/tickets")
    listed = await petr.sees("№ 3,")
    assert "следующее в очереди" in listed.text
    assert "в очереди, 2-е" in listed.text
    await closed(desk, there)
    await petr.sees("№ 2: взялись")
    ends = [text for text in texts(petr.chat()) if "№ 1 закрыто" in text or "№ 2: взялись" in text]
    assert ["закрыто" in text for text in ends] == [True, False]


async def test_out_of_turn_and_back(desk: World) -> None:
    """R17, 12: an engineer takes the second first; the first keeps its place and comes back with its end."""
    petr, there = desk.petr, await taken(desk)
    await another(petr, "Как настроить отчёты по трафику за прошлый месяц?")
    second = await topic_of(desk, 2)
    await second.sees(button="Вне очереди")
    press = await second.presses("Вне очереди")
    assert "вне очереди" in await press.toast()
    await petr.sees("№ 1 подождёт")
    await petr.sees("№ 2: взялись")
    await there.sees("в очереди, 1-е")
    await (await second.presses("Взять")).toast()
    await closed(desk, second, 2)
    await petr.sees("№ 1: взялись")


async def test_a_swap_is_offered_once_after_three_days(desk: World) -> None:
    """R17, C26: the first waits for the customer; the offer has its button, and does not come again."""
    petr, there = desk.petr, await taken(desk)
    await another(petr, "Как настроить отчёты по трафику за прошлый месяц?")
    line = await there.says("Пришлите журнал, пожалуйста.")
    await petr.sees("Пришлите журнал")
    await there.sees_reaction(line, "👌")
    for _ in range(3):
        await desk.passes(days=1)
    await desk.passes(hours=13)
    offer = await petr.sees("№ 1 ждёт вашего ответа, а за ним стоит № 2", button="Сначала № 2")
    for _ in range(4):
        await desk.passes(days=1)
    await petr.presses("Сначала № 2", on=offer)
    await petr.sees("№ 2: взялись")
    assert sum("ждёт вашего ответа, а за ним" in text for text in texts(petr.chat())) == 1


async def test_a_returning_ticket_goes_to_the_front(desk: World) -> None:
    """R17, invariant 7: reopened behind another, it is next, before whoever waited all along."""
    petr, there = desk.petr, await taken(desk)
    await closed(desk, there)
    await another(petr, "Как настроить отчёты по трафику за прошлый месяц?", 2)
    await another(petr, "Как обновить базу категорий сайтов вручную?", 3)
    ended = next(message for message in petr.chat() if "№ 1 закрыто" in message.text)
    await petr.says("Снова не загружается", reply_to=ended)
    await petr.sees("№ 1 открыто снова", button="Сначала № 1")
    await petr.says("/tickets")
    await petr.sees("№ 1,", where=lambda message: "следующее в очереди" in message.text)
    second = await topic_of(desk, 2)
    await (await second.presses("Взять")).toast()
    await closed(desk, second, 2)
    await petr.sees("№ 1: взялись")


async def test_two_clients_of_a_partner_are_helped_at_once(desk: World) -> None:
    """R17, C59: A's ticket waits for A; B's is active at once."""
    petr, there = desk.petr, await taken(desk, usage="Мы партнёр", organisation="ООО «А»")
    await there.says("Пришлите журнал, пожалуйста.")
    await petr.sees("Пришлите журнал")
    receipt = await another(petr, "У клиента Б не открываются сайты с утра", organisation="ООО «Б»")
    assert "Инженер ответит до" in receipt.text
