"""Telegram's patience: 30 a second in all, one a second to a person, 20 a minute to a group."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from sandbox.errors import Refusal
from sandbox.limits import Limits
from sandbox.server import Sandbox
from tests.sandbox.conftest import Caller, Refused


@pytest.fixture
async def tg() -> AsyncIterator[Sandbox]:
    async with Sandbox() as sandbox:
        yield sandbox


def spend(limits: Limits, chat: int, count: int, now: float) -> int:
    """Seconds to wait, or 0 and the writes are counted."""
    try:
        limits.check(chat, count, now)
    except Refusal as refusal:
        return refusal.parameters["retry_after"]
    limits.spend(chat, count, now)
    return 0


def test_a_group_takes_twenty_in_any_minute() -> None:
    limits = Limits()
    assert [spend(limits, -1, 1, now) for now in range(20)] == [0] * 20
    assert spend(limits, -1, 1, 20) == 40
    assert spend(limits, -1, 1, 59.5) == 1
    assert spend(limits, -1, 1, 60) == 0
    assert spend(limits, -2, 1, 20) == 0, "another group has its own budget"


def test_an_album_costs_as_many_as_it_has() -> None:
    limits = Limits()
    assert spend(limits, -1, 15, 0) == 0
    assert spend(limits, -1, 10, 1) == 59
    assert spend(limits, -1, 5, 1) == 0


def test_a_person_takes_a_burst_and_then_one_a_second() -> None:
    limits = Limits()
    assert [spend(limits, 7, 1, 0) for _ in range(6)] == [0, 0, 0, 0, 0, 1]
    assert spend(limits, 7, 1, 1) == 0
    assert spend(limits, 7, 1, 1) == 1
    assert [spend(limits, 7, 1, 100) for _ in range(6)] == [0, 0, 0, 0, 0, 1], "patience grows back, but not beyond"


def test_all_chats_together_take_thirty_a_second() -> None:
    limits = Limits()
    assert [spend(limits, person, 1, 0.5) for person in range(1, 31)] == [0] * 30
    assert spend(limits, 31, 1, 0.9) == 1
    assert spend(limits, 31, 1, 1.5) == 0


def test_limits_scale_and_can_be_switched_off() -> None:
    assert [spend(Limits(2), -1, 40, 0), spend(Limits(0), -1, 4000, 0)] == [0, 0]


async def test_the_twenty_first_write_waits_and_everything_that_is_none_goes_on(tg: Sandbox, bot: Caller) -> None:
    anna = tg.person("Анна")
    group = tg.forum("Инженеры", [anna])
    topic = (await bot.createForumTopic(chat_id=group.id, name="1"))["message_thread_id"]
    sent = [await bot.sendMessage(chat_id=group.id, message_thread_id=topic, text=str(n)) for n in range(18)]
    await bot.editMessageText(chat_id=group.id, message_id=sent[0]["message_id"], text="x")
    with pytest.raises(Refused) as refused:
        await bot.closeForumTopic(chat_id=group.id, message_thread_id=topic)
    assert refused.value.status == 429
    assert 58 <= refused.value.parameters["retry_after"] <= 60
    assert str(refused.value) == f"Too Many Requests: retry after {refused.value.parameters['retry_after']}"
    assert not group.topics[0].closed, "a call that was refused did nothing"
    await bot.setMessageReaction(chat_id=group.id, message_id=topic, reaction=[{"type": "emoji", "emoji": "👀"}])
    await bot.sendChatAction(chat_id=group.id, action="typing")
    await bot.deleteMessage(chat_id=group.id, message_id=sent[1]["message_id"])
    assert tg.writes(group) == 20
    assert tg.call_log.counters()["too_many_requests"] == 1


async def test_a_refused_call_costs_nothing(tg: Sandbox, bot: Caller) -> None:
    group = tg.forum("Инженеры", [tg.person("Анна")])
    for _ in range(30):
        with pytest.raises(Refused, match="thread not found"):
            await bot.sendMessage(chat_id=group.id, message_thread_id=77, text="x")
    await bot.sendMessage(chat_id=group.id, text="x")
    assert tg.writes(group) == 1


async def test_moving_the_clock_buys_nothing(tg: Sandbox, bot: Caller, http: aiohttp.ClientSession) -> None:
    petr = tg.person("Пётр", started=True)
    for _ in range(5):
        await bot.sendMessage(chat_id=petr.id, text="x")
    tg.move(days=1)
    with pytest.raises(Refused, match="retry after 1"):
        await bot.sendMessage(chat_id=petr.id, text="x")
