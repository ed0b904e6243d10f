"""The lead's part, and how tickets wait, change places and end (R9, R17, R22, R23, R26)."""

from tests.fakes.world import World
from tests.scenarios.stories import another, closed, files, taken, texts

REPORTS = "Как настроить отчёты по трафику за прошлый месяц?"


async def test_a_customer_without_a_subscription_is_accepted(desk: World) -> None:
    """R9, 8: as a category; the clock starts at the decision; the topic's card follows."""
    await files(desk.petr, usage="Подписки нет")
    await desk.petr.sees("решение за руководителем")
    there = desk.anna.in_topic(await desk.group.topic("1 ·"), desk.group)
    card = await there.sees("№ 1 · решает руководитель")
    assert not card.buttons
    await desk.petr.says("Очень нужно, офис стоит")
    await there.sees("офис стоит")
    await there.says("Пётр, сейчас решим")
    await there.sees("решает руководитель", where=lambda message: "ничего не ушло" in message.text)
    gate = await desk.lead.sees("№ 1", button="Взять: демо")
    press = await desk.lead.presses("Взять: демо")
    assert await press.toast() == "№ 1 принято"
    told = await desk.petr.sees("согласен, берёмся. Инженер ответит до")
    assert "Как дела с № 1" in told.buttons
    await desk.lead.sees("взято как демо", where=lambda message: message.id == gate.id)
    await there.sees("№ 1", button="Взять")
    await desk.lead.says("/why 1")
    assert "+24 ч" in (await desk.lead.sees("№ 1: сроки")).text
    assert not any("сейчас решим" in text for text in texts(desk.petr.chat()))


async def test_a_refusal_needs_words_and_can_be_appealed(desk: World) -> None:
    """R9, R13: what, why, whom to ask; twice tapped or cancelled, nothing is lost."""
    await files(desk.petr, usage="Подписки нет")
    await desk.lead.sees("№ 1", button="Отказать")
    await (await desk.lead.presses("Отказать")).toast()
    await desk.lead.sees("почему не берём")
    await desk.lead.says("/cancel")
    await desk.lead.sees("никому ничего не ушло")
    await (await desk.lead.presses("Отказать")).toast()
    await desk.lead.sees("почему не берём")
    await desk.lead.says("Подписка кончилась в мае, продлите её.")
    await desk.petr.sees("кончилась в мае", button="Руководитель")
    await desk.petr.presses("Руководитель")
    await desk.petr.sees("lead@example.org", button="Написать руководителю")
    await desk.petr.presses("Написать руководителю")
    await desk.petr.sees("Что передать руководителю")
    await desk.petr.says("Мы её продлили вчера")
    await desk.lead.sees("продлили вчера", button="Ответить")
    await desk.lead.presses("Ответить")
    await desk.lead.sees("Что ответить клиенту?")
    await desk.lead.says("Проверили, беру. Напишите ещё раз.")
    await desk.petr.sees("Руководитель поддержки: Проверили, беру")
    await desk.lead.sees("Передано клиенту")


async def test_the_lead_and_a_customer_write_to_each_other(desk: World) -> None:
    """R22: through the bot, both ways, again and again."""
    await taken(desk)
    await desk.petr.says("/lead")
    await desk.petr.sees("lead@example.org", button="Написать руководителю")
    await desk.petr.presses("Написать руководителю")
    await desk.petr.sees("Что передать")
    await desk.petr.says("Инженер груб")
    message = await desk.lead.sees("Инженер груб")
    assert "Пётр Петров, «ООО «Ромашка»»" in message.text or "Ромашка" in message.text
    await desk.petr.sees("Передано руководителю")
    await desk.lead.presses("Ответить")
    await desk.lead.sees("Что ответить")
    await desk.lead.says("Разберусь сегодня.")
    await desk.petr.sees("Разберусь сегодня.", button="Ответить")
    await desk.petr.presses("Ответить")
    await desk.petr.sees("Что передать")
    await desk.petr.says("Благодарю за внимание")
    await desk.lead.sees("Благодарю за внимание")
    assert not any("груб" in text for text in texts(desk.group.messages()))


async def test_the_queue(desk: World) -> None:
    """R17, 11, 12: a place in line, put first, back again, taken back; each is told."""
    there = await taken(desk)
    receipt = await another(desk.petr, REPORTS)
    assert "после № 1" in receipt.text
    receipt = await another(desk.petr, "Почему фильтр режет обновления Windows?", 3)
    assert "после № 2" in receipt.text
    second = desk.anna.in_topic(await desk.group.topic("2 ·"), desk.group)
    await second.sees("в очереди", button="Вне очереди")

    press = await desk.petr.presses("Сначала № 2")
    assert await press.toast() == "Сначала № 2"
    await desk.petr.sees("№ 1 подождёт")
    await desk.petr.sees("№ 2: взялись. Инженер ответит до")
    await second.sees("№ 2", button="Взять")
    await desk.petr.presses("Отозвать № 3")
    await desk.petr.sees("№ 3 отозвано")
    await desk.petr.says("/tickets")
    listed = await desk.petr.sees("№ 2,")
    assert "№ 1, " in listed.text
    assert "следующее в очереди" in listed.text

    await second.presses("Взять")
    await desk.petr.sees("№ 2 занимается Анна")
    await second.says("/resolve Отчёты включаются в меню")
    await desk.petr.sees("Похоже, № 2 решено")
    await desk.petr.presses("Да, закрываем")
    await desk.petr.sees("№ 1: взялись")
    await there.says("Продолжаем.")
    await desk.petr.sees("Продолжаем.")


async def test_an_engineer_takes_one_out_of_turn(desk: World) -> None:
    """12: the other waits, its clock running on."""
    await taken(desk)
    await another(desk.petr, REPORTS)
    second = desk.anna.in_topic(await desk.group.topic("2 ·"), desk.group)
    await second.sees(button="Вне очереди")
    press = await second.presses("Вне очереди")
    assert await press.toast() == "№ 2 взято вне очереди"
    await desk.petr.sees("№ 1 подождёт")
    await desk.petr.sees("№ 2: взялись")
    await desk.passes(hours=4, seconds=2)
    await desk.lead.sees("№ 1, «Ромашка»: ответа нет")


async def test_the_swap_is_offered(desk: World) -> None:
    """C26: the first waits for the customer, the second stands behind it: on the third day they may change places."""
    there = await taken(desk)
    line = await there.says("Пришлите журнал.")
    await there.sees_reaction(line, "👌")
    await another(desk.petr, REPORTS)
    await desk.passes(days=3, hours=13)
    await desk.petr.sees("Взяться сначала за № 2?", button="Сначала № 2")
    await desk.petr.presses("Сначала № 2")
    await desk.petr.sees("№ 2: взялись")


async def test_a_bad_rating_has_a_word_for_the_lead_alone(desk: World) -> None:
    """R26: engineers never read it."""
    there = await taken(desk)
    await closed(desk, there)
    await desk.petr.presses("👎")
    await desk.lead.sees("поставил 👎")
    await desk.petr.sees("Что было не так?", button="Пропустить")
    await desk.petr.says("Долго ждали, и никто не извинился")
    await desk.lead.sees("никто не извинился")
    await desk.petr.sees("Руководитель поддержки прочитает")
    assert not any("извинился" in text for text in texts(desk.group.messages()))


async def test_a_rating_without_a_word(desk: World) -> None:
    """[Skip], or simply the next question: nobody is made to explain."""
    there = await taken(desk)
    await closed(desk, there)
    await desk.petr.presses("👎")
    await desk.petr.sees("Что было не так?", button="Пропустить")
    await desk.petr.presses("Пропустить")
    await desk.petr.says("После обновления у бухгалтерии отваливается VPN")
    await desk.petr.sees("Новое обращение?", button="Отправить")


async def test_solved_before_anybody_answered(desk: World) -> None:
    """21: the customer settles it; the engineers see it; nobody is late for it."""
    await files(desk.petr)
    await desk.petr.sees("№ 1 принято", button="Уже решилось")
    there = desk.anna.in_topic(await desk.group.topic("1 ·"), desk.group)
    await desk.petr.presses("Уже решилось")
    await desk.petr.sees("№ 1 закрыто", button="👍")
    await there.sees("закрыто", where=lambda message: "клиент подтвердил" in message.text)
    await desk.passes(hours=5)
    await desk.lead.says("/queue")
    await desk.lead.sees("Никто не ждёт")


async def test_how_it_goes(desk: World) -> None:
    """R20: the state at every turn, and what can be done."""
    await files(desk.petr)
    await desk.petr.sees(button="Как дела с № 1")
    await desk.petr.presses("Как дела с № 1")
    await desk.petr.sees("инженер ответит до", button="Уже решилось")
    there = desk.anna.in_topic(await desk.group.topic("1 ·"), desk.group)
    await there.sees(button="Взять")
    await there.presses("Взять")
    await desk.petr.sees("занимается Анна")
    await desk.petr.presses("Как дела с № 1")
    await desk.petr.sees("Анна ответит до")
    line = await there.says("Пришлите журнал.")
    await there.sees_reaction(line, "👌")
    await desk.petr.says("/tickets")
    await desk.petr.sees("ваш ход, Анна ждёт ответа")
    await there.says("/resolve Готово")
    await desk.petr.sees("Похоже, № 1 решено")
    await desk.petr.presses("№ 1")
    await desk.petr.sees("ждём вашего слова")


async def test_the_second_no_reaches_the_lead(desk: World) -> None:
    """20."""
    there = await taken(desk)
    for _ in range(2):
        await there.says("/resolve Готово")
        await desk.petr.sees("Похоже, № 1 решено", button="Нет, ещё не всё")
        await desk.petr.presses("Нет, ещё не всё")
        await desk.petr.sees("снова в работе")
    await desk.lead.sees("второй раз говорит «ещё не всё»")
