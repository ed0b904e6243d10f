"""What Telegram may answer, and no story has told yet: rows of docs/reliability.md."""

import pytest

from sandbox.mailbox import Mood, Temper
from tests.fakes.world import World
from tests.reliability.conftest import Build
from tests.scenarios.stories import another, files, taken, texts

BIG = 30 * 2**20  # more than a bot may fetch

# What a copy to the customer is refused with once: it is said differently, or again, and arrives.
REFUSED_ONCE = {
    "the quote is gone": "Bad Request: QUOTE_TEXT_INVALID",
    "what it replies to is gone": "Bad Request: message to be replied not found",
    "the source is gone": "Bad Request: message to copy not found",
    "the source is protected": "Bad Request: message has protected content and can't be forwarded",
    "a stale file": "Bad Request: wrong file_id or the file is temporarily unavailable",
    "too large to upload": "Request Entity Too Large",
}
# What a message of our own with buttons is refused with once.
REFUSED_WORDS = {
    "buttons": "Bad Request: BUTTON_DATA_INVALID",
    "a keyboard": "Bad Request: reply markup is too long",
    "a length": "Bad Request: message is too long",
}


@pytest.mark.parametrize("name", REFUSED_ONCE)
async def test_a_copy_that_is_refused_once(desk: World, name: str) -> None:
    """The answer arrives all the same, once, and is marked delivered."""
    there = await taken(desk)
    await desk.petr.says("Мигает красная лампа")
    asked = await there.sees("Мигает красная лампа")
    status = 413 if "Large" in REFUSED_ONCE[name] else 400
    order = desk.tg.fault(
        "error", method="copyMessage", chat=desk.petr.id, times=1, status=status, description=REFUSED_ONCE[name]
    )
    line = await there.says("Выключите питание", reply_to=asked, quote="красная")
    await there.sees_reaction(line, "👌")
    assert order.hits == 1
    assert sum("Выключите питание" in text for text in texts(desk.petr.chat())) == 1


@pytest.mark.parametrize("name", REFUSED_WORDS)
async def test_words_that_are_refused_once(desk: World, name: str) -> None:
    """The receipt is read without what was wrong with it; nothing of it is cut off."""
    await desk.petr.says("/start")
    await desk.petr.sees("Что случилось?")
    order = desk.tg.fault("error", method="sendMessage", chat=desk.petr.id, times=1, description=REFUSED_WORDS[name])
    await desk.petr.says("/lead")
    await desk.tg.until(lambda: order.hits or None)
    await desk.petr.sees("здесь.", timeout=20)
    read = " ".join(" ".join(texts(desk.petr.chat())).split())
    assert "Руководитель поддержки: +7 000 000-00-00, lead@example.org Можно написать и прямо здесь." in read


async def test_a_long_text_and_a_long_caption_are_split(desk: World) -> None:
    """With a number before it the longest line is too long for one message: it goes on in another, whole."""
    await taken(desk)
    await another(desk.petr, "И ещё вопрос про отчёты", 2, "ООО «Лютик»")
    there = desk.anna.in_topic(await desk.group.topic("1 ·"), desk.group)
    text = " ".join(f"слово{n}" for n in range(600))[:4096]
    line = await there.says(text)
    await there.sees_reaction(line, "👌")
    read = " ".join(texts(desk.petr.chat())).split()
    first = read.index("слово0")
    assert read[first : first + len(text.split())] == text.split()
    photo = await there.sends_photo(text[:1024])
    await there.sees_reaction(photo, "👌")
    shown = [message for message in desk.petr.chat() if message.kind == "photo"]
    assert len(shown) == 1


async def test_a_file_too_big_to_fetch_is_copied_unread(desk: World) -> None:
    """Nothing is fetched to pass it on."""
    there = await taken(desk)
    await desk.petr.sends_document("dump.bin", file=desk.tg.file("dump.bin", size=BIG))
    await there.sees(kind="document")
    assert desk.tg.calls("getFile") == []


async def test_slow_answers_hold_up_nobody_else(desk: World) -> None:
    """A send that takes its time is one person's wait."""
    there = await taken(desk)
    slow = desk.tg.fault("slow", chat=desk.petr.id, times=1, seconds=4)
    await there.says("Проверьте кабель")
    await desk.tg.until(lambda: slow.hits or None)
    await desk.maria.says("/start")
    await desk.maria.sees("What happened?")
    assert "Проверьте кабель" not in texts(desk.petr.chat())
    await desk.petr.sees("Проверьте кабель", timeout=20)


async def test_a_second_bot_with_the_token_is_the_leads_to_know(desk: World) -> None:
    desk.tg.fault("error", method="getUpdates", times=2, status=409, description="Conflict: terminated by other")
    await desk.petr.says("/start")
    await desk.lead.sees("ещё запустил бота с тем же токеном", timeout=20)
    await desk.petr.sees("Что случилось?", timeout=20)


async def test_quarantine_is_shown_and_tried_again(desk: World) -> None:
    """The lead reads how many, since when, of which kind; nobody else does."""
    desk.tg.raw_update({"message": {"message_id": "не число", "chat": {"id": desk.petr.id, "type": "private"}}})
    await desk.lead.sees("/quarantine")
    await desk.lead.says("/quarantine")
    listed = await desk.lead.sees("Отложено 1 обновление", button="Ещё раз")
    assert "1 × message: message.message_id" in listed.text
    assert "не число" not in listed.text
    assert "Пробуем ещё раз: 1" in await (await desk.lead.presses("Ещё раз")).toast()
    await desk.petr.says("/quarantine")
    await desk.petr.sees("только руководитель поддержки")


async def test_topics_are_switched_off_under_way(desk: World) -> None:
    """The next word in the group tells: the conversation goes on by replies, and the lead is told."""
    there = await taken(desk)
    desk.group.chat.is_forum = False
    await desk.boris.in_group(desk.group).says("Куда делись темы?")
    await desk.lead.sees("выключены темы")
    await desk.petr.says("Вы здесь?")
    await desk.anna.in_group(desk.group).sees("Вы здесь?")
    assert there.thread is not None


async def test_a_leads_reply_to_who_has_blocked_the_bot(desk: World) -> None:
    """R22: the customer has blocked the bot: the reply goes by mail."""
    await files(desk.petr)
    await desk.petr.sees("№ 1 принято")
    await desk.petr.says("/lead")
    await desk.petr.sees(button="Написать руководителю")
    await desk.petr.presses("Написать руководителю")
    await desk.petr.sees("руководител")
    await desk.petr.says("Когда ответят?")
    await desk.lead.sees("Когда ответят?")
    await desk.petr.blocks()
    await desk.lead.presses("Ответить")
    await desk.lead.sees("клиент")
    await desk.lead.says("Разберёмся сегодня.")
    mail = await desk.mailbox.receives("Разберёмся сегодня.")
    assert mail.to == ("petr@example.org",)


@pytest.mark.parametrize("mood", [Mood.DELAY, Mood.GREYLIST])
async def test_a_mailbox_in_a_bad_mood(desk_of: Build, mood: Mood) -> None:
    """Slow, or "come back later": it arrives once, and the topic hears of it only then."""
    async with desk_of() as desk:
        there = await taken(desk)
        desk.mailbox.be(Temper(mood=mood, seconds=1))
        await desk.petr.blocks()
        await there.says("Проверьте кабель")
        await there.sees("Ответы уйдут письмом")
        for n in range(3 if mood is Mood.GREYLIST else 0):
            await desk.maria.says(f"/no_such_{n}")  # something goes on meanwhile, and minutes pass
            await desk.maria.sees(f"/no_such_{n}", where=lambda message: message.by != desk.maria.id)
            await desk.passes(minutes=2)
        await desk.mailbox.receives("Проверьте кабель", timeout=20)
        await there.sees("ушло письмом на petr@example.org")
        assert len(desk.mailbox.mails) == 1
