"""Which ticket does a customer's message belong to? Five rules, in their order (SEMANTICS)."""

from sandbox.voice import Voice
from tests.fakes.world import World
from tests.scenarios.stories import another, closed, files, taken, texts

REPORTS = "Как настроить отчёты по трафику за прошлый месяц?"
VPN = "После обновления у бухгалтерии отваливается VPN"


def topic_of(desk: World, number: int, who: Voice | None = None) -> Voice:
    """Anna in the topic of a ticket that is there already."""
    topic = desk.group.chat.named_topic(f"{number} ·")
    assert topic is not None
    return desk.anna.in_topic(topic, desk.group)


async def test_a_reply_goes_to_its_ticket_at_any_age(desk: World) -> None:
    """1: months after a confirmed closing, a reply brings the same number back (R25, 35)."""
    there = await taken(desk)
    await there.says("Выключите питание на минуту.")
    answer = await desk.petr.sees("Выключите питание")
    await closed(desk, there)
    for _ in range(5):
        await desk.passes(days=30)
    await desk.petr.says("Опять не загружается", reply_to=answer)
    await desk.petr.sees("№ 1 снова в работе")
    await there.sees("Обращение открыто снова")
    relayed = await there.sees("Опять не загружается")
    assert relayed.body["reply_to_message"]["text"] == "Выключите питание на минуту."


async def test_a_reply_beats_a_form(desk: World) -> None:
    """1 before 2: a form is open, and a reply still finds its ticket; the form keeps its place."""
    there = await taken(desk)
    await there.says("Какого цвета лампа?")
    asked = await desk.petr.sees("Какого цвета")
    await desk.petr.says("/new")
    await desk.petr.sees("Что случилось?")
    line = await desk.petr.says("Красная", reply_to=asked)
    await desk.petr.sees_reaction(line, "👀")
    await there.sees("Красная")
    await desk.petr.says(REPORTS)
    await desk.petr.sees(REPORTS, button="Отправить")


async def test_two_questions_at_once(desk: World) -> None:
    """2, C61: an engineer has spoken since the form asked: which of the two is it for? Nothing is lost."""
    there = await taken(desk)
    await desk.petr.says("/new")
    await desk.petr.sees("Что случилось?")
    await desk.passes(seconds=2)
    line = await there.says("Какая версия прошивки?")
    await there.sees_reaction(line, "👌")
    await desk.petr.says("7.9.4 сборка 138, смотрели утром")
    await desk.petr.sees("Это к обращению", button="К новому обращению")
    await desk.petr.says("и ещё перезагружали дважды")
    await desk.petr.presses("№ 1 ·")
    await there.sees("смотрели утром")
    await there.sees("перезагружали дважды")

    await desk.passes(seconds=2)
    line = await there.says("Спасибо, смотрю.")
    await there.sees_reaction(line, "👌")
    await desk.petr.says(REPORTS)
    await desk.petr.sees("Это к обращению")
    await desk.petr.presses("К новому обращению")
    await desk.petr.sees(REPORTS, button="Отправить")
    assert not any(REPORTS in text for text in texts(there.chat()))


async def test_several_at_work_are_asked_about_once(desk: World) -> None:
    """3: a partner's engineer has a ticket for each client (C59); what could be for several waits for the choice."""
    await files(desk.petr, usage="Мы партнёр", organisation="ООО «Ромашка»")
    await desk.petr.sees("№ 1 принято")
    for number, (problem, client) in enumerate([(REPORTS, "АО «Лютик»"), (VPN, "АО «Клевер»")], 2):
        receipt = await another(desk.petr, problem, number, client)
        assert "инженер ответит до" in receipt.text.lower()
    await desk.petr.presses("Уже решилось")
    await desk.petr.sees("№ 3 закрыто")

    await desk.petr.says("Теперь и почта не ходит")
    asked = await desk.petr.sees("К какому обращению")
    assert len(asked.buttons) == 2
    kept = await desk.petr.sends_photo("вот снимок")
    await desk.petr.sees_reaction(kept, "👀")
    await desk.petr.presses("№ 2 ·")
    there = topic_of(desk, 2)
    await there.sees("почта не ходит")
    await there.sees("вот снимок", kind="photo")
    assert sum("К какому" in text for text in texts(desk.petr.chat())) == 1

    await desk.petr.says("И принтер")
    await there.sees("И принтер")


async def test_an_album_that_waited_for_the_choice_stays_together(desk: World) -> None:
    """3: its parts are kept one by one, and go on in one piece."""
    await files(desk.petr, usage="Мы партнёр", organisation="ООО «Ромашка»")
    await desk.petr.sees("№ 1 принято")
    await another(desk.petr, REPORTS, 2, "АО «Лютик»")
    await another(desk.petr, VPN, 3, "АО «Клевер»")
    await desk.petr.presses("Уже решилось")
    await desk.petr.sees("№ 3 закрыто")
    await desk.petr.sends_album(["photo", {"kind": "photo", "caption": "сзади"}, "photo"])
    await desk.petr.sees("К какому обращению")
    await desk.petr.presses("№ 2 ·")
    there = topic_of(desk, 2)
    await there.sees("сзади", kind="photo")
    albums = [message.body.get("media_group_id") for message in there.chat() if message.kind == "photo"]
    assert len(albums) == 3
    assert len(set(albums)) == 1


async def test_a_number_may_be_typed(desk: World) -> None:
    """3: the choice by typing."""
    await files(desk.petr, usage="Мы партнёр", organisation="ООО «Ромашка»")
    await desk.petr.sees("№ 1 принято")
    await another(desk.petr, REPORTS, 2, "АО «Лютик»")
    await another(desk.petr, VPN, 3, "АО «Клевер»")
    await desk.petr.presses("Уже решилось")
    await desk.petr.sees("№ 3 закрыто")
    await desk.petr.says("Теперь и почта не ходит")
    await desk.petr.sees("К какому обращению")
    await desk.petr.says("№ 1")
    await topic_of(desk, 1).sees("почта не ходит")


async def test_a_message_is_moved_by_a_button(desk: World) -> None:
    """3: with two live tickets the acknowledgement says where it went, and offers the other."""
    there = await taken(desk)
    await another(desk.petr, REPORTS)
    second = topic_of(desk, 2)
    await desk.petr.says("За какой месяц можно?")
    told = await desk.petr.sees("Передано в № 1", button="№ 2 ·")
    await there.sees("За какой месяц")
    press = await desk.petr.presses("№ 2 ·", on=told)
    assert await press.toast() == "Передано в № 2"
    await second.sees("За какой месяц")
    await there.sees("отнёс к № 2")
    press = await desk.petr.presses("№ 2 ·", on=told)
    assert "уже сделан" in await press.toast()


async def test_what_was_moved_lives_where_it_is_now(desk: World) -> None:
    """An album moves in one piece; edits and replies follow to the new topic, and the old one keeps what it had."""
    there = await taken(desk)
    await another(desk.petr, REPORTS)
    second = topic_of(desk, 2)
    await second.sees(button="Вне очереди")
    album = await desk.petr.sends_album([{"kind": "photo", "caption": "За какой месяц?"}, "photo"])
    told = await desk.petr.sees("Передано в № 1", button="№ 2 ·")
    old = await there.sees("За какой месяц?")
    await desk.tg.until(lambda: sum(each.kind == "photo" for each in there.chat()) == 2 or None)
    await (await desk.petr.presses("№ 2 ·", on=told)).toast()
    copy = await second.sees("За какой месяц?")
    await desk.tg.until(lambda: sum(each.kind == "photo" for each in second.chat()) == 2 or None)
    await desk.petr.edits(album[0], caption="За какой год?")
    changed = await second.sees("За какой год?")
    assert changed.id == copy.id
    assert old.text == "За какой месяц?"
    await (await second.presses("Вне очереди")).toast()
    await second.sees(button="Взять")
    await (await second.presses("Взять")).toast()
    await second.says("За любой.", reply_to=copy)
    answer = await desk.petr.sees("За любой.")
    assert answer.body["reply_to_message"]["message_id"] == album[0].id


async def test_a_ticket_refused_while_the_choice_was_open(desk: World) -> None:
    """3, 35a: chosen all the same, it stays closed, and what was written is kept for another choice."""
    await files(desk.petr, usage="Мы партнёр", organisation="ООО «Ромашка»")
    await desk.petr.sees("№ 1 принято")
    await another(desk.petr, REPORTS, 2, "АО «Лютик»")
    await another(desk.petr, VPN, 3, "АО «Клевер»")
    await desk.petr.presses("Уже решилось")
    await desk.petr.sees("№ 3 закрыто")
    await desk.petr.says("Теперь и почта не ходит")
    asked = await desk.petr.sees("К какому обращению")
    there = topic_of(desk, 2)
    for label in ("Ещё", "Отказать", "Чужой продукт"):
        await there.sees(button=label)
        await there.presses(label)
    await desk.anna.sees(button="Отправить отказ")
    await desk.anna.presses("Отправить отказ")
    await desk.petr.sees("Не согласны?")
    await desk.petr.presses("№ 2 ·", on=asked)
    await desk.petr.sees("№ 2 закрыто", button="Новое обращение")
    await desk.petr.presses("Новое обращение")
    await desk.petr.sees("Теперь и почта не ходит", button="Отправить")


async def test_a_word_that_waited_in_line_stays_there(desk: World) -> None:
    """3: to the ticket they last spoke in, if it holds a slot; one that waits in line is reached by a reply."""
    await taken(desk)
    receipt = await another(desk.petr, REPORTS)
    line = await desk.petr.says("Нужно к пятнице", reply_to=receipt)
    await desk.petr.sees_reaction(line, "👀")
    await topic_of(desk, 2).sees("Нужно к пятнице")


async def test_a_ticket_closed_by_time_goes_on(desk: World) -> None:
    """4, 34: a plain message within 30 days reopens what time had closed, by its number."""
    there = await taken(desk)
    line = await there.says("Пришлите журнал.")
    await there.sees_reaction(line, "👌")
    for _ in range(15):
        await desk.passes(days=1)
    await desk.petr.sees("закрыто по сроку")
    await desk.passes(days=20)
    thanks = await desk.petr.says("Спасибо!")
    await desk.petr.sees_reaction(thanks, "👀")
    await desk.petr.says("Журнал нашёлся, прикладываю")
    await desk.petr.sees("№ 1 снова в работе")
    await there.sees("Журнал нашёлся")


async def test_thanks_reopen_nothing(desk: World) -> None:
    """C33: a mark at most."""
    there = await taken(desk)
    await closed(desk, there)
    for words in ("Спасибо!", "👍", "спасибо большое 🙏"):
        thanks = await desk.petr.says(words)
        await desk.petr.sees_reaction(thanks, "👀")
    assert desk.petr.chat()[-1].text == "спасибо большое 🙏"


async def test_after_a_yes_it_is_a_new_question_or_the_same(desk: World) -> None:
    """4, 35: the form asks with one button whether it is the old one."""
    there = await taken(desk)
    await closed(desk, there)
    await desk.petr.says("Опять не загружается, как в прошлый раз")
    await desk.petr.sees("Новое обращение?", button="Это про № 1")
    await desk.petr.presses("Это про № 1")
    await desk.petr.sees("№ 1 снова в работе")
    await there.sees("Опять не загружается")


async def test_after_a_refusal_the_words_are_kept_for_the_choice(desk: World) -> None:
    """4, 35a: why it stays closed; then to the lead, or a new ticket, with what was written."""
    there = await taken(desk)
    await there.presses("Ещё")
    await there.sees(button="Отказать")
    await there.presses("Отказать")
    await there.sees(button="Чужой продукт")
    await there.presses("Чужой продукт")
    await desk.anna.sees(button="Отправить отказ")
    await desk.anna.presses("Отправить отказ")
    await desk.petr.sees("Не согласны?", button="Руководитель")
    await desk.petr.says("Но шлюз же ваш, и лампа на нём")
    await desk.petr.sees("№ 1 закрыто", button="Обжаловать")
    await desk.petr.presses("Обжаловать")
    await desk.lead.sees("лампа на нём", button="Оставить")
    await desk.petr.sees("обжалование у руководителя")

    await desk.petr.says("А ещё не загружается второй шлюз в филиале")
    await desk.petr.sees("№ 1 закрыто", button="Новое обращение")
    await desk.petr.presses("Новое обращение")
    await desk.petr.sees("второй шлюз", button="Отправить")


async def test_after_a_month_it_is_new(desk: World) -> None:
    """5: the form, with nothing of the old ticket but what is known of the customer."""
    there = await taken(desk)
    await closed(desk, there)
    for _ in range(4):
        await desk.passes(days=10)
    await desk.petr.says("Сетевой принтер не виден из бухгалтерии")
    review = await desk.petr.sees("Новое обращение?", button="Отправить")
    assert not any("Это про" in label for label in review.buttons)
