"""The form as people meet it: interrupted, answered wrongly, sent twice, forgotten (R11, C29, C51–C53, C60)."""

from sandbox.people import Person
from tests.fakes.world import World
from tests.scenarios.conftest import Build
from tests.scenarios.stories import PROBLEM, a_ticket, texts


async def agrees(person: Person, problem: str = PROBLEM) -> None:
    await person.says(problem)
    await person.sees(button="Даю согласие")
    await person.presses("Даю согласие")
    await person.sees("1 из")


async def to_the_review(person: Person) -> None:
    """From the first question to the last."""
    await person.shares_contact()
    await person.sees("2 из")
    await person.says("petr@example.org")
    await person.sees("3 из")
    await person.says("ООО «Ромашка»")
    await person.sees("4 из")
    await person.presses("По подписке")
    await person.sees("5 из")
    await person.presses("ICS")
    await person.sees("6 из")
    await person.says("7.9.4 сборка 138")
    await person.sees(button="Отправить")


async def test_start_in_mid_form_the_next_day(desk_of: Build) -> None:
    """C52: go on, or start again; and nothing typed before is kept in the second case."""
    async with desk_of(start=False) as desk:
        async with desk.running():
            await agrees(desk.petr)
            await desk.petr.shares_contact()
            await desk.petr.sees("2 из")
        desk.tg.move(hours=20)
        async with desk.running():
            await desk.petr.starts()
            await desk.petr.sees("с того же места", button="Продолжить")
            await desk.petr.presses("Продолжить")
            await desk.petr.sees("2 из")
            await desk.petr.starts()
            await desk.petr.sees(button="Начать заново")
            await desk.petr.presses("Начать заново")
            await desk.petr.sees("Что случилось?")
            await desk.petr.says("Не открывается отчёт за вторник")
            await desk.petr.sees("1 из")


async def test_commands_and_floods_keep_their_place(desk: World) -> None:
    """C51: whatever comes where a phone was asked for."""
    await agrees(desk.petr)
    await desk.petr.sends("dice")
    await desk.petr.sees("Нужны имя и телефон, например")
    await desk.petr.says("и ещё слово " * 300)
    await desk.petr.sees("Добавлено к описанию.\n1 из 6")
    for command in ("/tickets", "/profil"):
        await desk.petr.says(command)
        await desk.petr.sees("Сейчас идёт новое обращение")
    await to_the_review(desk.petr)
    await desk.petr.presses("Отправить")
    await desk.petr.sees("№ 1 принято")


async def test_a_voice_alone_is_kept_and_asked_about(desk: World) -> None:
    """C51: an attachment, and "what happened?" in words; both reach the topic."""
    await desk.petr.sends_voice()
    await desk.petr.sees("Вложение сохранено")
    await agrees(desk.petr)
    await to_the_review(desk.petr)
    review = desk.petr.chat()[-1].text
    assert "1" in review
    await desk.petr.presses("Отправить")
    await desk.petr.sees("№ 1 принято")
    there = desk.anna.in_topic(await desk.group.topic("1 ·"), desk.group)
    await there.sees("1 вложение")
    await there.sees(kind="voice")


async def test_an_album_is_the_description(desk: World) -> None:
    """Its caption is the words, its photos the attachments, in one piece in the topic; asked about once."""
    await desk.petr.sends_album([{"kind": "photo", "caption": PROBLEM}, "photo", "photo"])
    await desk.petr.sees(button="Даю согласие")
    await desk.petr.presses("Даю согласие")
    await desk.petr.sees("1 из")
    await to_the_review(desk.petr)
    await desk.petr.presses("Отправить")
    await desk.petr.sees("№ 1 принято")
    there = desk.anna.in_topic(await desk.group.topic("1 ·"), desk.group)
    await there.sees("3 вложения")
    await there.sees(kind="photo")
    await desk.tg.until(lambda: sum("media_group_id" in each.body for each in there.chat()) == 3 or None)
    assert sum("Даю согласие" in str(each.buttons) for each in desk.petr.chat()) <= 1


async def test_an_edited_answer_corrects_the_ticket(desk: World) -> None:
    """An earlier answer is edited in the chat: the review says it as it is now."""
    line = await desk.petr.says("Шлюз не загружаеца после света")
    await desk.petr.sees(button="Даю согласие")
    await desk.petr.presses("Даю согласие")
    await desk.petr.sees("1 из")
    await desk.petr.edits(line, "Шлюз не загружается после отключения света")
    await to_the_review(desk.petr)
    assert "не загружается" in desk.petr.chat()[-1].text
    await desk.petr.presses("Отправить")
    await desk.petr.sees("№ 1 принято")
    there = desk.anna.in_topic(await desk.group.topic("1 ·"), desk.group)
    card = await there.sees("не загружается", button="Взять")
    assert "загружаеца" not in card.text


async def test_sent_twice_is_one_ticket(desk: World) -> None:
    """C29: a double tap, and Telegram redelivers: one ticket, one topic, one card."""
    await agrees(desk.petr)
    await to_the_review(desk.petr)
    desk.tg.fault("duplicate", times=2)
    presses = [await desk.petr.presses("Отправить") for _ in range(3)]
    for press in presses:
        await press.answer()
    await desk.petr.sees("№ 1 принято")
    await desk.group.topic("1 ·")
    await desk.petr.says("Вы здесь?")
    await desk.anna.in_topic(desk.group.topics[0], desk.group).sees("Вы здесь?")
    assert len(desk.group.topics) == 1
    assert sum("принято" in text for text in texts(desk.petr.chat())) == 1


async def test_old_buttons_say_so(desk: World) -> None:
    """Buttons of a step that is done, and of a form that is over."""
    await agrees(desk.petr)
    await to_the_review(desk.petr)
    old = next(each for each in desk.petr.chat() if each.text.startswith("4 из"))
    if old.buttons:
        press = await desk.petr.presses(on=old, label="Демо")
        assert "уже сделан" in await press.toast()
    await desk.petr.presses("Отправить")
    receipt = await desk.petr.sees("№ 1 принято")
    review = next(each for each in desk.petr.chat() if "Проверьте" in each.text)
    if review.buttons:
        press = await desk.petr.presses("Отправить", on=review)
        assert "уже сделан" in await press.toast()
    assert "№ 1" in receipt.text


async def test_refusing_consent_erases(desk: World) -> None:
    """What was typed is gone, the phone is given; the next message begins anew."""
    await desk.petr.says(PROBLEM)
    await desk.petr.sees(button="Не даю")
    await desk.petr.presses("Не даю")
    await desk.petr.sees("всё написанное удалено")
    await desk.petr.says("Не открывается отчёт за вторник")
    await desk.petr.sees(button="Даю согласие")


async def test_what_is_typed_is_shown_as_typed(desk: World) -> None:
    """C53: markup, quotes, formulas, a description of 4,096 characters: nothing breaks, nothing is cut off."""
    nasty = '<b>=HYPERLINK("x")</b> & "кавычки" ' + "и ещё слово " * 336
    topic, _, _ = await a_ticket(desk.petr, desk.group, problem=nasty[:4096], organisation='ООО <i>"Ромашка"</i> & Ко')
    there = desk.anna.in_topic(topic, desk.group)
    await desk.tg.until(lambda: sum(each.text.count("и ещё слово") for each in there.chat()) >= 330 or None)
    assert any('<b>=HYPERLINK("x")</b> & "кавычки"' in text for text in texts(there.chat()))
    assert "<i>" in "".join(texts(there.chat()))


async def test_a_box_that_does_not_start(desk: World) -> None:
    """C60: the version cannot be looked up, the subscription is not known: registered, both marked on the card."""
    await agrees(desk.petr)
    await desk.petr.shares_contact()
    await desk.petr.sees("2 из")
    await desk.petr.says("petr@example.org")
    await desk.petr.sees("3 из")
    await desk.petr.says("ООО «Ромашка»")
    await desk.petr.sees("4 из")
    await desk.petr.presses("Не знаю")
    await desk.petr.sees("5 из")
    await desk.petr.presses("ICS")
    await desk.petr.sees("6 из")
    await desk.petr.says("последняя")
    await desk.petr.sees("7.9.4 сборка 138", button="Не включается")
    await desk.petr.presses("Не включается")
    await desk.petr.sees(button="Отправить")
    await desk.petr.presses("Отправить")
    await desk.petr.sees("№ 1 принято. Инженер ответит до")
    there = desk.anna.in_topic(await desk.group.topic("1 ·"), desk.group)
    card = await there.sees("версия неизвестна", button="Взять")
    assert "не знает" in card.text


async def test_what_arrives_during_the_review_is_added(desk: World) -> None:
    """Words and files, before sending."""
    await agrees(desk.petr)
    await to_the_review(desk.petr)
    await desk.petr.says("И ещё мигает красная лампа")
    await desk.petr.sees("красная лампа", button="Отправить")
    await desk.petr.sends_photo("вот она")
    await desk.petr.sees("1 фото", button="Отправить")
    await desk.petr.presses("Отправить")
    await desk.petr.sees("№ 1 принято")
    there = desk.anna.in_topic(await desk.group.topic("1 ·"), desk.group)
    await there.sees("красная лампа", button="Взять")
    await there.sees("вот она", kind="photo")


async def test_a_forgotten_form(desk: World) -> None:
    """3: one nudge after a day, deleted after a week; the customer may go on from the nudge."""
    await agrees(desk.petr)
    await desk.passes(days=1, hours=13)
    await desk.petr.sees("инженеры о нём не знают", button="Продолжить")
    await desk.petr.presses("Продолжить")
    await desk.petr.sees("1 из")
    await desk.passes(days=8)
    await desk.petr.sees("удалено вместе со всем")
    await desk.petr.says(PROBLEM)
    await desk.petr.sees("1 из")
