"""The disk fills up, Telegram goes away, a stop comes in the rush: nothing is lost, nothing doubled, the lead knows."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from time import monotonic

import pytest

from bot.app import App
from bot.policy import load_policy
from tests.fakes.victim import apart
from tests.fakes.world import World
from tests.scenarios.conftest import Build
from tests.scenarios.stories import taken, texts


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits ten seconds for a heartbeat."""
    monkeypatch.setattr("bot.app.BEAT", 0.2)


async def until(holds: Callable[[], bool]) -> None:
    """What no bell tells of."""
    async with asyncio.timeout(20):
        while not holds():
            await asyncio.sleep(0)


# --- the stop


async def test_a_stop_in_the_rush_takes_no_ten_seconds_and_loses_nothing(desk_of: Build) -> None:
    """SIGTERM while lines pour in both ways: a clean end, and each line arrives once, in its order."""
    asked, answered = [f"Вопрос {n}" for n in range(25)], [f"Ответ {n}" for n in range(10)]
    async with desk_of(start=False) as desk:
        async with desk.running():
            there = await taken(desk)
        topic = await desk.group.topic("1 ·")
        async with apart(desk.settings) as bot:
            for number, line in enumerate(asked):
                await desk.petr.says(line)
                if number < len(answered):
                    await there.says(answered[number])
            await there.sees(asked[0])
            began = monotonic()
            assert await bot.stop() == 0
            assert monotonic() - began < 10
        async with desk.running():
            await there.sees(asked[-1])
            await desk.petr.sees(answered[-1])
        inside, outside = texts(desk.group.messages(topic)), texts(desk.petr.chat())
        assert [text for text in inside if text in asked] == asked
        assert [text for text in outside if text in answered] == answered


# --- the disk


async def test_a_disk_that_is_full_loses_and_doubles_nothing(on_a_file: Build) -> None:
    """What could not be stored is not confirmed; with room again it goes on, and the lead learns what happened."""
    async with on_a_file(start=False) as desk:
        async with desk.running():
            there = await taken(desk)
        topic = await desk.group.topic("1 ·")
        async with apart(desk.settings) as bot:
            await desk.petr.says("Пока место есть")
            await there.sees("Пока место есть")
            await desk.tg.drained()
            polls = len(desk.tg.calls("getUpdates"))
            bot.disk(full=True)
            await desk.petr.says("Места нет")
            await there.says("Выключите питание")
            await until(lambda: len(desk.tg.calls("getUpdates")) > polls + 2)
            assert len(desk.tg.world.updates.pending) == 2
            assert "Места нет" not in texts(desk.group.messages(topic))
            bot.disk(full=False)
            await there.sees("Места нет")
            await desk.petr.sees("Выключите питание")
            await desk.lead.sees("Бот снова пишет в базу", timeout=20)
            assert await bot.stop() == 0
        assert texts(desk.group.messages(topic)).count("Места нет") == 1
        assert texts(desk.petr.chat()).count("Выключите питание") == 1


async def test_what_was_sent_while_the_disk_filled_up_is_not_sent_again(on_a_file: Build) -> None:
    """Telegram has it, we cannot write that down: delivery waits for the disk, and does not ask Telegram twice."""
    async with on_a_file(start=False) as desk:
        async with desk.running():
            there = await taken(desk)
        async with apart(desk.settings) as bot:
            await desk.petr.says("/id")
            await desk.petr.sees(str(desk.petr.id))
            slow = desk.tg.fault("slow", method="copyMessage", seconds=2, after=True)
            answer = await there.says("Выключите питание")
            await desk.petr.sees("Выключите питание")
            bot.disk(full=True)
            await until(lambda: bool(desk.tg.calls("copyMessage")))
            desk.tg.faults.cancel(slow.id)
            beats = len(desk.tg.calls())
            await desk.petr.says("И что потом?")
            await until(lambda: len(desk.tg.calls()) > beats + 2)
            bot.disk(full=False)
            await there.sees("И что потом?", timeout=20)
            await there.sees_reaction(answer, "👌")
            assert await bot.stop() == 0
        assert texts(desk.petr.chat()).count("Выключите питание") == 1


# --- Telegram out of reach


async def test_telegram_away_for_ten_minutes_is_one_e_mail_and_one_when_it_is_back(desk_of: Build) -> None:
    """Not before, not twice, not again after a restart."""
    async with desk_of(start=False) as desk:
        async with desk.running():
            await _goes_away(desk)
            await desk.passes(minutes=9)
            await _looks(desk)
            assert _mails(desk) == []
            await desk.passes(minutes=2)
            mail = await desk.mailbox.receives("не может связаться с Telegram", timeout=20)
            assert mail.subject == "Telegram недоступен, техподдержка ждёт"
            await _looks(desk)
        assert len(_mails(desk)) == 1
        desk.tg.faults.cancel()
        async with desk.running():
            await desk.mailbox.receives("Связи с Telegram не было", timeout=20)
            await _looks(desk)
            await _goes_away(desk)
            await desk.passes(minutes=11)
            await desk.tg.until(lambda: len(_mails(desk)) == 3 or None, 20)  # the next outage is another one
        subjects = [mail.partition(",")[0] for mail in _mails(desk)]
        assert subjects == ["Telegram недоступен", "Telegram снова доступен", "Telegram недоступен"]


async def test_a_start_while_telegram_is_away_tells_it_too(desk_of: Build) -> None:
    """A restart in an outage neither hides it nor tells it again."""
    async with desk_of(start=False) as desk:
        order = desk.tg.fault("broken", method="getMe")
        for minutes in (11, 1):
            app = App(desk.settings, load_policy(desk.settings.policy_file))
            asked = order.hits
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(app.run())
                async with asyncio.timeout(20):
                    while not (order.hits > asked and await _noted(desk)):
                        await asyncio.sleep(0)
                await desk.passes(minutes=minutes)
                await desk.mailbox.receives("не может связаться с Telegram", timeout=20)
                app.stop()
        assert len(_mails(desk)) == 1


async def _noted(desk: World) -> bool:
    """Whether the desk has written down that Telegram is away."""
    if desk.settings.database_path and not desk.database.exists():
        return False
    with suppress(sqlite3.OperationalError):  # its tables are being made
        return bool(await desk.ask("SELECT 1 FROM facts WHERE name = 'unreached' AND value <> ''"))
    return False


async def _goes_away(desk: World) -> None:
    """Telegram answers no poll any more; the bot has noticed."""
    assert desk.app is not None
    look = desk.app.health.look
    assert look is not None
    desk.tg.fault("broken", method="getUpdates")
    await desk.petr.says("/id")  # it ends the long poll
    async with asyncio.timeout(20):
        while not (await look()).away:
            pass
    await _looks(desk)


async def _looks(desk: World) -> None:
    """The caretaker and the rest have made a round."""
    assert desk.app is not None
    look = desk.app.health.look
    assert look is not None
    for _ in range(2):
        beat = (await look()).beat_age
        async with asyncio.timeout(20):
            while (await look()).beat_age >= beat:
                pass


def _mails(desk: World) -> list[str]:
    return [mail.subject for mail in desk.mailbox.mails]
