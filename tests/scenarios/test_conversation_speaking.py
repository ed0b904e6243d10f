"""Who speaks to the customer: the engineer who has the ticket; everybody else is asked first (SEMANTICS)."""

from sandbox.groups import Group
from sandbox.people import Person
from sandbox.voice import Voice
from tests.fakes.world import World
from tests.scenarios.stories import a_ticket, taken, texts


def beside(desk: World, person: Person, there: Voice) -> Voice:
    """Somebody else in the same topic."""
    assert there.thread is not None
    return person.in_topic(there.thread, Group(desk.tg, there.place))


async def test_a_line_in_anothers_ticket_waits(desk: World) -> None:
    """C56: under [Send] and [Note]; one prompt for a run of lines; it goes away when it is answered."""
    there = await taken(desk)
    boris = beside(desk, desk.boris, there)
    await boris.says("Проверьте ещё блок питания")
    prompt = await boris.sees("Обращение ведёт Анна", button="Отправить")
    await boris.says("и предохранитель")
    await boris.presses("Отправить", on=prompt)
    await desk.petr.sees("блок питания")
    await desk.petr.sees("предохранитель")
    await desk.tg.until(lambda: prompt.id not in desk.group.chat.messages or None)
    assert sum("Обращение ведёт" in text for text in texts(there.chat())) == 0


async def test_only_its_author_decides_about_a_line(desk: World) -> None:
    """Nobody sends another's words."""
    there = await taken(desk)
    boris = beside(desk, desk.boris, there)
    await boris.says("кажется, это мой старый знакомый")
    await there.sees("Обращение ведёт", button="Отправить")
    press = await there.presses("Отправить")
    assert (await press.answer())["show_alert"]
    await boris.presses("Заметка")
    await there.says("Смотрю.")
    seen = await desk.petr.sees("")
    assert seen.text == "Смотрю."


async def test_notes_stay_with_the_desk(desk: World) -> None:
    """`//`, /note, a reply to a note or to a colleague; an edit of a note never sends it."""
    there = await taken(desk)
    boris = beside(desk, desk.boris, there)
    first = await there.says("// похоже на диск")
    await there.sees_reaction(first, "✍")
    second = await boris.says("/note у них старый контроллер")
    await boris.sees_reaction(second, "✍")
    third = await boris.says("согласен", reply_to=first)
    await boris.sees_reaction(third, "✍")
    fourth = await there.says("а ты видел журнал?", reply_to=third)
    await there.sees_reaction(fourth, "✍")
    await there.edits(first, "похоже на диск, точно")
    await boris.edits(third, "не согласен")
    await there.says("Пётр, проверьте кабель диска.")
    await desk.petr.sees("кабель диска")
    assert not any(word in text for text in texts(desk.petr.chat()) for word in ("похоже", "контроллер", "соглас"))


async def test_a_sent_line_edited_into_a_note_is_taken_back(desk: World) -> None:
    """39, C58: it goes away at the customer's, and is marked as the note it is now."""
    there = await taken(desk)
    line = await there.says("Диск умер")
    await desk.petr.sees("Диск умер")
    await there.sees_reaction(line, "👌")
    await there.edits(line, "// Диск умер")
    await there.sees_reaction(line, "✍")
    assert not any("Диск умер" in text for text in texts(desk.petr.chat()))


async def test_an_edit_of_a_waiting_line_is_what_goes_out(desk: World) -> None:
    """The prompt waits; the line is corrected meanwhile; the corrected one is sent."""
    topic, _, _ = await a_ticket(desk.petr, desk.group)
    boris = desk.boris.in_topic(topic)
    line = await boris.says("Здравствуйте, сматрю")
    await boris.sees("ничьё", button="Взять и отправить")
    await boris.edits(line, "Здравствуйте, смотрю")
    await boris.presses("Взять и отправить")
    await desk.petr.sees("смотрю")
    await boris.sees_reaction(line, "👌")
    assert not any("сматрю" in text for text in texts(desk.petr.chat()))


async def test_take_release_and_hand_over(desk: World) -> None:
    """13, 14: the customer hears once who has it, and when it changes hands."""
    there = await taken(desk)
    boris = beside(desk, desk.boris, there)
    press = await boris.presses("Решено")
    assert "Анна" in await press.toast()
    await boris.says("/take")
    await boris.sees("занимается Анна")

    await (await there.presses("Передать")).answer()
    await there.sees(button="Борис")
    press = await there.presses("Борис")
    assert "Борис" in await press.toast()
    await desk.petr.sees("теперь занимается Борис")
    await there.sees("Передано вам")

    await boris.says("/release")
    await boris.sees(button="Взять")
    await boris.presses("Взять")
    await boris.sees(button="Решено")
    await boris.says("Продолжаем.")
    await desk.petr.sees("Продолжаем.")
    about_boris = [text for text in texts(desk.petr.chat()) if "занимается Борис" in text]
    assert len(about_boris) == 1


async def test_two_at_once(desk: World) -> None:
    """C17: one has it, the other is told who; one line in the journal, one message to the customer."""
    topic, card, _ = await a_ticket(desk.petr, desk.group)
    anna, boris = desk.anna.in_topic(topic), desk.boris.in_topic(topic)
    first, second = await anna.presses("Взять", on=card), await boris.presses("Взять", on=card)
    assert await first.toast() == "№ 1 ваше"
    answer = await second.answer()
    assert "Анна" in answer["text"]
    assert answer["show_alert"]
    await anna.says("Смотрю.")
    await desk.petr.sees("Смотрю.")
    assert sum("занимается" in text for text in texts(desk.petr.chat())) == 1


async def test_an_anonymous_administrator_speaks_for_the_desk(desk: World) -> None:
    """Relayed as the desk's; once a day the group is told how to switch anonymity off."""
    topic, _, _ = await a_ticket(desk.petr, desk.group)
    desk.group.promote(desk.vera, anonymous=True)
    vera = desk.vera.in_topic(topic)
    line = await vera.says("Пётр, видим вашу заявку.")
    await desk.petr.sees("видим вашу заявку")
    await vera.sees_reaction(line, "👌")
    await vera.sees("отключите анонимность")
    await vera.says("Смотрим журнал.")
    await desk.petr.sees("Смотрим журнал.")
    await desk.petr.says("Спасибо, жду")
    await vera.sees("Спасибо, жду")
    assert sum("анонимность" in text for text in texts(desk.group.messages())) == 1


async def test_what_is_written_elsewhere_is_nobodys(desk: World) -> None:
    """In General and in topics of their own the bot is silent, and relays nothing."""
    there = await taken(desk)
    general = desk.anna.in_group(desk.group)
    await general.says("Кто сегодня на обед?")
    own = await general.opens_topic("Флудилка")
    await desk.anna.in_topic(own).says("Я за пиццу")
    await general.says("/weather")
    await there.says("Смотрю.")
    seen = await desk.petr.sees("")
    assert seen.text == "Смотрю."
    bots = [message for message in desk.group.messages(own) if message.by == desk.tg.world.bot.id]
    assert not bots


async def test_commands_for_other_bots(desk: World) -> None:
    """Neither answered nor relayed; our own may be called by our name, and what follows may stand on a new line."""
    there = await taken(desk)
    await there.says("/rezolve@other_bot всё")
    await there.says("/resolve@other_bot всё")
    await there.says(f"/note@{desk.tg.world.bot.username}\nпохоже на диск")
    line = await there.says("Смотрю.")
    await there.sees_reaction(line, "👌")
    said = [text for text in texts(desk.petr.chat()) if "занимается" not in text]
    assert said[-1] == "Смотрю."
    assert not any("Команды" in text for text in texts(there.chat()))
    await there.says(f"/resolve@{desk.tg.world.bot.username}\nОтошёл кабель")
    await desk.petr.sees("Похоже, № 1 решено: «Отошёл кабель»")


async def test_commands_in_a_topic(desk: World) -> None:
    """/queue /mine /why /help /working: answered where they were asked, and relayed to nobody."""
    there = await taken(desk)
    await there.says("/queue")
    await there.sees("Ждут нас")
    await there.says("/mine")
    await there.sees("В работе у вас")
    await there.says("/why")
    await there.sees("№ 1: сроки")
    await there.says("/help")
    await there.sees("Взять")
    await there.says("Смотрю журнал.")
    line = await there.says("Нашёл причину, готовлю обновление.")
    await there.sees_reaction(line, "👌")
    await there.says("/working")
    await there.sees("наш ход")
    for _ in range(15):
        await desk.passes(days=1)
    await there.sees("мы молчим")
    assert not any(text.startswith("/") for text in texts(desk.petr.chat())[-3:])
