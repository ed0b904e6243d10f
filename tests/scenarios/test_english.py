"""The whole main job in English: a customer whose Telegram speaks it, and a desk that does (LANGUAGE=en)."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sandbox.people import Person
from tests.fakes.world import World
from tests.scenarios.conftest import Build

CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
PROBLEM = "The gateway does not boot after a power cut, the office is offline"


async def files(person: Person, usage: str = "By subscription") -> None:
    await person.says(PROBLEM)
    await person.sees(button="I agree")
    await person.presses("I agree")
    await person.sees("1 of 6")
    await person.shares_contact()
    await person.sees("2 of 6")
    await person.says("maria@example.org")
    await person.sees("3 of 6")
    await person.says("Daisy Ltd")
    await person.sees("4 of 6")
    await person.presses(usage)
    await person.sees("5 of 6")
    await person.presses("ICS")
    await person.sees("6 of 6")
    await person.says("7.9.4 build 138")
    await person.sees(button="Send")
    await person.presses("Send")


def said_in_russian(person: Person) -> list[str]:
    """What the bot wrote to somebody in Russian; names, and versions as the product itself shows them, apart."""
    bot = person.tg.world.bot.id
    names = re.compile("Анна|Борис|Людмила|Соколова|МагПро|ГОСТ|сборка")
    shown = [f"{each.text} {each.buttons}" for each in person.chat() if each.by == bot]
    return [text for text in shown if CYRILLIC.search(names.sub("", text))]


async def test_an_english_customer_of_a_russian_desk(desk: World) -> None:
    """She reads English from the first word to the letter; the engineers read Russian about her."""
    maria = desk.maria
    await files(maria)
    receipt = await maria.sees("No. 1")
    assert "An engineer will answer by" in receipt.text
    topic = await desk.group.topic("1 ·")
    there = desk.anna.in_topic(topic, desk.group)
    await there.sees("№ 1", button="Взять")
    await there.presses("Взять")
    await maria.sees("Анна is looking after your ticket No. 1")
    line = await there.says("Hello Maria, please send the log.")
    await maria.sees("please send the log")
    await there.sees_reaction(line, "👌")
    await maria.says("/tickets")
    await maria.sees("your turn")
    await maria.says("Here it is")
    await there.sees("Here it is")
    await there.says("/resolve The disk cable had come loose")
    await maria.sees("It looks as if No. 1 is solved", button="No, not yet")
    await maria.presses("No, not yet")
    await maria.sees("back in work")
    await there.says("/resolve Now it is tight")
    await maria.sees("It looks as if No. 1 is solved", button="Yes, close it")
    await maria.presses("Yes, close it")
    await maria.sees("No. 1 is closed", button="👎")
    press = await maria.presses("👎")
    assert await press.toast() == "Thank you"
    await maria.sees("What was wrong?")
    await maria.says("/cancel")
    for command in ("/help", "/privacy", "/profile", "/lead", "/language", "/nonsense", "/id", "/new"):
        await maria.says(command)
        await maria.sees("")
    await maria.says("The VPN drops every ten minutes since the update")
    await maria.sees("new ticket?", button="Send")
    await maria.presses("Send")
    await maria.sees("No. 2")
    assert [text for text in said_in_russian(maria) if "Русский" not in text] == []


async def test_silence_in_english(desk: World) -> None:
    """The reminder, the closing and its letter."""
    await files(desk.maria)
    await desk.maria.sees("No. 1")
    there = desk.anna.in_topic(await desk.group.topic("1 ·"), desk.group)
    await there.sees(button="Взять")
    await (await there.presses("Взять")).toast()
    line = await there.says("Please send the log.")
    await there.sees_reaction(line, "👌")
    for _ in range(11):
        await desk.passes(days=1)
    await desk.passes(hours=13)
    await desk.maria.sees("we have been waiting for you", button="Still matters")
    for _ in range(3):
        await desk.passes(days=1)
    await desk.maria.sees("has been closed", button="Go on with No. 1")
    mail = await desk.mailbox.receives("No. 1")
    assert not CYRILLIC.search(mail.subject + mail.text)
    await desk.maria.presses("Go on with No. 1")
    await desk.maria.sees("No. 1 is open again")


@asynccontextmanager
async def speaking_english(desk: World) -> AsyncIterator[None]:
    """Everybody's Telegram is English by the time the bot starts."""
    for engineer in (desk.anna, desk.boris, desk.lead):
        engineer.speaks("en")
    async with desk.running():
        yield


async def test_a_desk_that_speaks_english(desk_of: Build) -> None:
    """LANGUAGE=en: card, topic, prompts, commands, the lead's gate and alerts; the late word, the promise."""
    async with desk_of(language="en", start=False) as desk, speaking_english(desk):
        await files(desk.maria, usage="No subscription")
        await desk.maria.sees("No. 1")
        await desk.lead.sees("No. 1", button="Refuse")
        await desk.lead.presses("Take: subscription")
        await desk.maria.sees("the head of support agrees")
        there = desk.anna.in_topic(await desk.group.topic("1 ·"), desk.group)
        card = await there.sees("No. 1", button="Take")
        assert not CYRILLIC.search(card.text + str(card.buttons))
        await there.says("who takes it?")
        await there.sees("Nobody has", button="Note")
        assert await (await there.presses("Note")).toast() == "Kept as a note"
        await there.says("/rezolve")
        await there.sees("/rezolve")
        for command in ("/queue", "/mine", "/why", "/help"):
            await there.says(command)
            await there.sees("")
        await desk.passes(hours=4, seconds=2)
        await desk.lead.sees("no answer", button="I take it")
        await desk.maria.sees("we promised an answer by")
        await desk.lead.presses("I take it")
        bot = desk.tg.world.bot.id
        written = [each for each in desk.group.messages() if each.by == bot]
        shown = [re.sub("Анна|Борис|Людмила", "", f"{each.text} {each.buttons}") for each in written]
        assert [text for text in shown if CYRILLIC.search(text)] == []
        assert said_in_russian(desk.lead) == []
        assert said_in_russian(desk.maria) == []


async def test_a_language_is_chosen(desk: World) -> None:
    """/language changes the whole chat from the next word on, and the form in the middle of it."""
    await desk.petr.says("/language")
    await desk.petr.sees(button="English")
    await desk.petr.presses("English")
    await desk.petr.sees("English it is")
    await desk.petr.says(PROBLEM)
    await desk.petr.sees("Noted", button="I agree")
    await desk.petr.says("/language")
    await desk.petr.sees(button="Русский")
    await desk.petr.presses("Русский")
    await desk.petr.sees("по-русски")
