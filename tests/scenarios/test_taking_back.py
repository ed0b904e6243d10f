"""What was sent is taken back: gone at the customer's, marked in the topic, and said where it was not (C58, C44)."""

from tests.fakes.world import World
from tests.scenarios.stories import another, taken, texts


async def test_the_only_answer(desk: World) -> None:
    """C58, 39, R2: a minute later, by /undo: deleted, no message in the topic, and the deadline is watched again."""
    there = await taken(desk)
    line = await there.says("Не знаю, поищите сами")
    await desk.petr.sees("Не знаю")
    await there.sees_reaction(line, "👌")
    before = len(texts(there.chat()))
    await desk.passes(minutes=1)
    await there.says("/undo", reply_to=line)
    await there.sees_reaction(line, "✍")
    assert not any("Не знаю" in text for text in texts(desk.petr.chat()))
    assert len(texts(there.chat())) == before + 1  # the command itself
    await there.says("/why")
    await there.sees("Ответа пока нет")
    await desk.passes(hours=4)
    await desk.lead.sees("ответа нет")


async def test_two_days_later_it_stays(desk: World) -> None:
    """39: Telegram deletes nothing that old; the topic says so, and it is still an answer."""
    there = await taken(desk)
    line = await there.says("Не знаю, поищите сами")
    await desk.petr.sees("Не знаю")
    await there.sees_reaction(line, "👌")
    await desk.passes(hours=49)
    await there.says("/undo", reply_to=line)
    await there.sees("Удалить не вышло: прошло больше двух суток")
    assert any("Не знаю" in text for text in texts(desk.petr.chat()))
    await there.says("/why")
    await there.sees("Ответ дан")


async def test_an_album(desk: World) -> None:
    """C44: one answer, and an edit of its caption moves nothing; edited into a note, all of it goes away."""
    there = await taken(desk)
    first, *_ = await there.sends_album([{"kind": "photo", "caption": "Вот так"}, "photo", "photo"])
    await desk.petr.sees("Вот так")
    await there.sees_reaction(first, "👌")
    await desk.passes(minutes=5)
    await there.edits(first, "Вот так, и перезагрузите")
    await desk.petr.sees("и перезагрузите")
    await there.says("/why")
    answered = await there.sees("Ответ дан")
    assert "опозданием" not in answered.text
    await there.edits(first, "// не то")
    await there.sees_reaction(first, "✍")
    assert not any("photo" in message.body for message in desk.petr.chat())


async def test_a_long_line_goes_with_all_its_parts(desk: World) -> None:
    """39: with a number before it, it took two messages at the customer's; both go."""
    there = await taken(desk)
    await another(desk.petr, "Как настроить отчёты по трафику за прошлый месяц?")
    before = len(desk.petr.chat())
    line = await there.says("Проверьте " * 408 + "кабель и диски.")
    await desk.petr.sees("№ 1")
    await there.sees_reaction(line, "👌")
    assert len(desk.petr.chat()) == before + 2
    await there.says("/undo", reply_to=line)
    await there.sees_reaction(line, "✍")
    assert len(desk.petr.chat()) == before


async def test_the_last_line_and_then_nothing(desk: World) -> None:
    """39: without a reply it is the last of one's own; when there is none, the topic says so."""
    there = await taken(desk)
    line = await there.says("Смотрю.")
    await there.sees_reaction(line, "👌")
    await there.says("/undo")
    await there.sees_reaction(line, "✍")
    await there.says("/undo")
    await there.sees("Забирать нечего")


async def test_nobody_takes_back_anothers(desk: World) -> None:
    """39: the author or a lead."""
    there = await taken(desk)
    line = await there.says("Смотрю.")
    await desk.petr.sees("Смотрю.")
    await there.sees_reaction(line, "👌")
    assert there.thread is not None
    boris = desk.boris.in_topic(there.thread, desk.group)
    await boris.says("/undo", reply_to=line)
    await boris.sees("Это не ваша строка")
    await desk.lead.in_topic(there.thread, desk.group).says("/undo", reply_to=line)
    await there.sees_reaction(line, "✍")
    assert not any(text == "Смотрю." for text in texts(desk.petr.chat()))
