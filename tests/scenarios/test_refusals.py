"""The desk says no, the customer does not agree, the lead has the last word (R10, R13, R26, 29–30, 35a, 35d, 36)."""

from tests.fakes.world import World
from tests.scenarios.stories import closed, taken, texts

RUDE = "Бездельники, за что вам платят"


async def test_seen_before_it_is_sent_then_appealed(desk: World) -> None:
    """R10, 30, 35a, 35d: shown to the engineer in whole; the customer appeals; the lead takes it up again."""
    there = await taken(desk)
    for label in ("Ещё", "Отказать", "Чужой продукт"):
        await there.sees(button=label)
        await there.presses(label)
    seen = await desk.anna.sees("клиент прочтёт вот это")
    assert "знаем только свои" in seen.text
    await desk.anna.says("Напишите производителю коммутатора.")
    told = await desk.petr.sees("знаем только свои")
    assert "Напишите производителю коммутатора." in told.text
    assert told.buttons == ["Обжаловать", "Руководитель"]
    await desk.petr.says("Но не пускает именно ваш шлюз")
    await desk.petr.sees("Что сделать с тем, что вы написали?", button="Новое обращение")
    await desk.petr.presses("Обжаловать")
    await desk.petr.sees("обжалование у руководителя")
    appeal = await desk.lead.sees("клиент обжалует отказ", button="Вернуть в работу")
    assert "не наш вопрос, «Чужой продукт», Анна" in appeal.text
    assert "не пускает именно ваш шлюз" in appeal.text
    await desk.lead.presses("Вернуть в работу")
    await desk.lead.sees("почему берёмся снова")
    await desk.lead.says("Посмотрели ещё раз: дело может быть и в шлюзе.")
    back = await desk.petr.sees("№ 1 снова в работе. Инженер ответит до")
    assert "Почему: Посмотрели ещё раз" in back.text
    await there.sees("Обращение открыто снова")
    await desk.lead.sees("снова в работе, так решает Людмила", where=lambda message: message.id == appeal.id)
    assert not any("именно ваш шлюз" in text for text in texts(desk.group.messages()))


async def test_left_closed_it_may_be_opened_by_an_engineer(desk: World) -> None:
    """35a, 35d: the lead leaves it; later an engineer finds the cause and opens it by the closed card's button."""
    there = await taken(desk)
    await there.says("/refuse lan Спросите администратора сети.")
    await desk.petr.sees("Спросите администратора сети.", button="Обжаловать")
    await desk.petr.presses("Обжаловать")
    await desk.petr.sees("почему вы не согласны")
    await desk.petr.says("Сеть в порядке")
    await desk.lead.sees("клиент обжалует отказ", button="Оставить")
    await desk.lead.presses("Оставить")
    await desk.lead.sees("почему остаётся закрытым", button="Без слов")
    await desk.lead.presses("Без слов")
    await desk.petr.sees("№ 1 остаётся закрытым")
    await there.sees(button="Открыть снова")
    await there.presses("Открыть снова")
    await desk.anna.sees("почему открываем снова")
    await desk.anna.says("Нашли похожую ошибку у нас.")
    await desk.petr.sees("Почему: Нашли похожую ошибку у нас.")


async def test_rudeness(desk: World) -> None:
    """R13, 29, 29a: no refusal without a warning; after it, the lead reads the message and confirms."""
    there = await taken(desk)
    await desk.petr.says(RUDE)
    await there.sees(RUDE)
    await there.says("/rude")
    await there.sees("Сначала предупреждение")
    await there.presses("Ещё")
    for label in ("Отказать", "Предупредить о тоне"):
        await there.sees(button=label)
        press = await there.presses(label)
    assert await press.toast() == "Предупреждение ушло клиенту"
    await desk.petr.sees("давайте без грубости", button="Руководитель")
    await there.says("/rude")
    await there.sees("после него клиент этого не писал")
    await desk.passes(minutes=1)
    rude = await desk.petr.says(RUDE + " вообще")
    assert rude.text
    copy = await there.sees(RUDE + " вообще")
    await there.says("/rude", reply_to=copy)
    await there.sees("Передано руководителю, решать ему")
    asked = await desk.lead.sees("отказать за грубость?", button="Подтвердить отказ")
    assert "Предлагает Анна" in asked.text
    assert RUDE + " вообще" in asked.text
    await desk.lead.presses("Подтвердить отказ")
    told = await desk.petr.sees("№ 1 закрыто: после предупреждения")
    assert told.buttons == ["Обжаловать", "Руководитель"]
    await there.sees("Отказ за грубость подтверждён")
    await desk.lead.sees("так решает Людмила", where=lambda message: message.id == asked.id)


async def test_a_complaint_holds_the_closing(desk: World) -> None:
    """R26, 36, 23: past the engineers to the lead; not closed by time while it waits, nor three days after."""
    there = await taken(desk)
    line = await there.says("Пришлите журнал.")
    await there.sees_reaction(line, "👌")
    await desk.petr.says("/lead")
    await desk.petr.sees("lead@example.org", button="Пожаловаться")
    await desk.petr.presses("Пожаловаться")
    await desk.petr.sees("инженеры этого не увидят")
    await desk.petr.says("Журнал просят в третий раз")
    await desk.petr.sees("№ 1 по сроку не закроем")
    await desk.lead.sees("№ 1, ООО «Ромашка»: жалоба", button="Разобрано")
    await desk.passes(days=20)
    await desk.lead.says("/complaints")
    await desk.lead.sees("Журнал просят в третий раз", button="1 · разобрано")
    await desk.lead.presses("1 · разобрано")
    await desk.lead.sees("Что ответить клиенту на жалобу?")
    assert not any("закрыто по сроку" in text for text in texts(desk.petr.chat()))
    await desk.lead.says("Простите, журнал уже есть: смотрим.")
    await desk.petr.sees("по вашей жалобе: Простите, журнал уже есть")
    await desk.passes(days=2)
    await desk.petr.says("/tickets")
    await desk.petr.sees("№ 1, ", where=lambda message: "ваш ход" in message.text)
    await desk.passes(days=1, minutes=5)
    await desk.petr.sees("№ 1 закрыто по сроку")
    assert not any("третий раз" in text for text in texts(desk.group.messages()))


async def test_complained_under_a_bad_rating(desk: World) -> None:
    """R26: a thumb down leads to the lead, too."""
    there = await taken(desk)
    await closed(desk, there)
    await desk.petr.presses("👎")
    await desk.petr.sees("Спасибо за оценку", button="Пожаловаться")
    await desk.petr.presses("Пожаловаться")
    await desk.petr.sees("инженеры этого не увидят")
    await desk.petr.says("Грубили по телефону")
    await desk.lead.sees("Грубили по телефону", button="Разобрано")
    assert not any("Грубили" in text for text in texts(desk.group.messages()))
