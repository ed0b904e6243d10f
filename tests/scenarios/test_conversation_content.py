"""Every kind of content goes both ways, in one piece, in order, and looking as it was sent (R18)."""

from sandbox.content import Body
from sandbox.model import Message
from sandbox.voice import Voice
from tests.fakes.world import World
from tests.scenarios.stories import another, taken, texts

KINDS: dict[str, Body] = {
    "photo": {"caption": "фото экрана"},
    "video": {"caption": "как мигает"},
    "animation": {"caption": "крутится"},
    "audio": {"caption": "как гудит"},
    "voice": {},
    "video_note": {},
    "document": {"caption": "журнал"},
    "sticker": {},
    "location": {},
    "venue": {},
    "contact": {},
    "poll": {"question": "Какая лампа?", "options": ["красная", "зелёная"]},
    "dice": {},
}
MARKS = [
    {"type": "bold", "offset": 0, "length": 6},
    {"type": "code", "offset": 7, "length": 8},
    {"type": "text_link", "offset": 16, "length": 5, "url": "https://example.org/a"},
]


async def test_every_kind_goes_both_ways(desk: World) -> None:
    """And is marked: 👀 is received, 👌 is delivered."""
    there = await taken(desk)
    for speaker, mark, listener in ((desk.petr, "👀", there), (there, "👌", desk.petr)):
        for kind, facts in KINDS.items():
            said = await speaker.sends(kind, **facts)
            copy = await listener.sees(kind=kind)
            assert copy.text == said.text
            assert copy.body[kind] == said.body[kind] or kind == "poll"
            await speaker.sees_reaction(said, mark)
    copied = [message.kind for message in desk.petr.chat() if message.by == desk.tg.world.bot.id]
    assert copied[-len(KINDS) :] == list(KINDS)


async def test_marks_in_text_survive(desk: World) -> None:
    """Bold stays bold, code stays code, a link leads where it led; what looks like markup is shown as typed (C53)."""
    there = await taken(desk)
    for speaker, listener in ((desk.petr, there), (there, desk.petr)):
        await speaker.says("Ошибка exit(42) здесь", entities=MARKS)
        copy = await listener.sees("exit(42)")
        assert copy.body["entities"] == MARKS
        await speaker.says('<b>не жирный</b> & "кавычки" *звёздочки* №1; DROP TABLE')
        copy = await listener.sees("не жирный")
        assert copy.text.startswith('<b>не жирный</b> & "кавычки"')
        await speaker.sends_photo("Ошибка exit(42) на фото", caption_entities=MARKS[:2])
        copy = await listener.sees("на фото")
        assert copy.body["caption_entities"] == MARKS[:2]


def album_in(messages: list[Message]) -> list[Message]:
    """The last album of a place."""
    last = next(message.body["media_group_id"] for message in reversed(messages) if "media_group_id" in message.body)
    return [message for message in messages if message.body.get("media_group_id") == last]


async def test_an_album_stays_together(desk: World) -> None:
    """Three photos are three updates and one answer (C44): in one piece, in order, with their captions."""
    there = await taken(desk)
    ways: tuple[tuple[Voice, Voice], ...] = ((desk.petr, there), (there, desk.petr))
    for speaker, listener in ways:
        album = [{"kind": "photo", "caption": f"снимок {n}"} for n in range(3)]
        sent = await speaker.sends_album(album)
        await listener.sees("снимок 2")
        copies = album_in(listener.chat())
        assert texts(copies) == ["снимок 0", "снимок 1", "снимок 2"]
        await speaker.sees_reaction(sent[0], "👀" if speaker is desk.petr else "👌")
    assert len(desk.tg.calls("copyMessages")) == 2


async def test_an_album_that_replies_stays_together(desk: World) -> None:
    """It is put together anew from its files, and answers what it answered."""
    there = await taken(desk)
    asked = await there.says("Пришлите фото обеих сторон.")
    seen = await desk.petr.sees("обеих сторон")
    await desk.petr.sends_album(["photo", {"kind": "photo", "caption": "сзади"}, "video"], reply_to=seen)
    await there.sees("сзади")
    copies = album_in(there.chat())
    assert [copy.kind for copy in copies] == ["photo", "photo", "video"]
    assert copies[0].body["reply_to_message"]["message_id"] == asked.id


async def test_a_reply_finds_its_twin(desk: World) -> None:
    """What is answered is seen on both sides, quote and all."""
    there = await taken(desk)
    line = await there.says("Выключите питание, проверьте кабель, включите снова.")
    copy = await desk.petr.sees("проверьте кабель")
    await desk.petr.says("Какой из двух?", reply_to=copy, quote="проверьте кабель")
    answer = await there.sees("Какой из двух?")
    assert answer.body["reply_to_message"]["message_id"] == line.id
    assert answer.body["quote"]["text"] == "проверьте кабель"
    await there.says("Синий.", reply_to=answer)
    back = await desk.petr.sees("Синий.")
    assert back.body["reply_to_message"]["text"] == "Какой из двух?"
    assert back.body["reply_to_message"]["from"]["id"] == desk.petr.id


async def test_a_quote_that_is_gone_is_left_out(desk: World) -> None:
    """The line was edited meanwhile: the reply arrives without the quote."""
    there = await taken(desk)
    line = await there.says("Нажмите красную кнопку")
    copy = await desk.petr.sees("красную")
    await there.edits(line, "Нажмите зелёную кнопку")
    await desk.petr.sees("зелёную")
    quoted: Body = {"text": "красную", "position": 8, "is_manual": True}
    answered = {"reply_to_message": copy.excerpt() | {"text": "Нажмите красную кнопку"}, "quote": quoted}
    await desk.petr.sends_raw({"text": "Точно её?"} | answered)
    answer = await there.sees("Точно её?")
    assert answer.body["reply_to_message"]["message_id"] == line.id
    assert "quote" not in answer.body


async def test_edits_follow(desk: World) -> None:
    """Text, captions and their marks, on both sides; the mark of an edited form of words follows too."""
    there = await taken(desk)
    for speaker, listener in ((desk.petr, there), (there, desk.petr)):
        line = await speaker.says("лампа красная")
        copy = await listener.sees("лампа красная")
        await speaker.edits(line, "лампа зелёная, https://example.org")
        changed = await listener.sees("лампа зелёная")
        assert changed.id == copy.id
        photo = await speaker.sends_photo("до")
        pictured = await listener.sees("до", kind="photo")
        await speaker.edits(photo, caption="после")
        changed = await listener.sees("после", kind="photo")
        assert changed.id == pictured.id


async def test_an_albums_caption_is_edited(desk: World) -> None:
    """C44: one answer; the edit does not move its time; both reach the customer."""
    there = await taken(desk)
    sent = await there.sends_album([{"kind": "photo", "caption": "шаги 1–5"}, *["photo"] * 4])
    await desk.petr.sees("шаги 1–5")
    await there.sees_reaction(sent[0], "👌")
    await desk.passes(minutes=30)
    await there.edits(sent[0], caption="шаги 1–5, читайте слева направо")
    await desk.petr.sees("слева направо")
    assert len(album_in(desk.petr.chat())) == 5
    await desk.lead.says("/why 1")
    why = await desk.lead.sees("№ 1: сроки")
    assert why.text.count("Ответ дан") == 1


async def test_a_forward_is_relayed(desk: World) -> None:
    """Whatever it was forwarded from, the words arrive."""
    there = await taken(desk)
    note = await desk.maria.says("Firmware 7.10 is broken")
    await desk.petr.sends_raw(
        {
            "text": note.text,
            "forward_origin": {"type": "hidden_user", "sender_user_name": "Админ", "date": note.body["date"]},
        }
    )
    await there.sees("Firmware 7.10 is broken")


async def test_service_messages_are_nobodys_words(desk: World) -> None:
    """Pins, renames and new members are no answers, and go to nobody."""
    there = await taken(desk)
    line = await there.says("Смотрю журнал.")
    await desk.petr.sees("Смотрю журнал.")
    desk.group.promote(desk.anna)
    await there.pins(line)
    await there.renames_topic("1 · Ромашка · срочно")
    desk.group.rename("Инженеры и друзья")
    desk.group.add(desk.maria)
    await there.says("Нашла причину.")
    seen = await desk.petr.sees("")
    assert seen.text == "Нашла причину."
    assert desk.tg.call_log.counters()["errors"] == 0


async def test_a_long_text_with_a_number_is_split(desk: World) -> None:
    """Two live tickets: the engineer's words begin with the number, and 4,096 characters of them are not cut off."""
    there = await taken(desk)
    await another(desk.petr, "Как настроить отчёты по трафику за прошлый месяц?")
    words = " ".join(f"шаг{n}" for n in range(1000))[:4096]
    await there.says(words)
    first = await desk.petr.sees("шаг0 шаг1 ")
    assert first.text.startswith("№ 1")
    last = await desk.petr.sees(words.split()[-1])
    assert f"{first.text} {last.text}".removeprefix("№ 1").split() == words.split()


async def test_a_bare_file_says_its_number(desk: World) -> None:
    """Two live tickets: a captioned file bears the number in the caption, a sticker comes after it."""
    there = await taken(desk)
    await another(desk.petr, "Как настроить отчёты по трафику за прошлый месяц?")
    await there.sends_photo("вот этот кабель")
    photo = await desk.petr.sees("вот этот кабель")
    assert photo.text.startswith("№ 1")
    await there.sends_sticker()
    await desk.petr.sees("№ 1")
    await desk.petr.sees(kind="sticker")
    line = await there.says("и ещё вопрос")
    copy = await desk.petr.sees("и ещё вопрос")
    await there.edits(line, "и ещё два вопроса")
    changed = await desk.petr.sees("и ещё два")
    assert (changed.id, changed.text.split()[0]) == (copy.id, "№")


async def test_what_cannot_be_copied_is_told(desk: World) -> None:
    """A story: no mark lies about it, it is no answer, and the engineer is told; a customer's is seen to be missing."""
    there = await taken(desk)
    story = await there.sends("story")
    told = await there.sees("клиенту передать не вышло")
    assert told.body["reply_to_message"]["message_id"] == story.id
    assert not story.reacted(desk.tg.world.bot.id)
    await desk.lead.says("/why 1")
    await desk.lead.sees("Ответа пока нет")
    await desk.petr.sends("story")
    await there.sees("переслать не удалось")
    await desk.petr.sends_raw({"hologram": {"file_id": "h1"}})
    await desk.petr.sees("передать инженеру не получится")
    await there.sends_raw({"hologram": {"file_id": "h1"}})
    await there.sees("Такое сообщение клиенту не передать")


async def test_service_messages_of_a_private_chat_are_no_words(desk: World) -> None:
    """Pinned, a new background, a timer: the bot has nothing to say to that."""
    await taken(desk)
    await desk.petr.sends_raw({"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}})
    await desk.petr.sends_raw({"boost_added": {"boost_count": 1}})
    line = await desk.petr.says("Вы здесь?")
    await desk.petr.sees_reaction(line, "👀")
    assert desk.petr.chat()[-1].id == line.id
