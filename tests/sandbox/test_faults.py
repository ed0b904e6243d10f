"""Faults on order: each happens to the calls it was ordered for, and to no others."""

import asyncio

import aiohttp
import pytest

from sandbox.server import Sandbox
from tests.sandbox.conftest import Caller, Refused


async def test_flood_control_out_of_the_blue(tg: Sandbox, bot: Caller) -> None:
    petr, maria = tg.person("Пётр", started=True), tg.person("Мария", started=True)
    order = tg.fault("flood", method="sendMessage", chat=petr.id, times=2, retry_after=33)
    for _ in range(2):
        with pytest.raises(Refused) as refused:
            await bot.sendMessage(chat_id=petr.id, text="x")
        assert refused.value.parameters == {"retry_after": 33}
        await bot.sendMessage(chat_id=maria.id, text="x")
    await bot.sendMessage(chat_id=petr.id, text="y")
    assert [message.text for message in petr.chat()] == ["y"]
    assert order.hits == 2


async def test_any_refusal_can_be_ordered(tg: Sandbox, bot: Caller) -> None:
    tg.fault("error", method="getMe", status=401, description="Unauthorized", times=1)
    with pytest.raises(Refused, match="Unauthorized"):
        await bot.getMe()
    assert (await bot.getMe())["id"] == 100500


@pytest.mark.parametrize("kind", ["cut_before", "cut_after"])
async def test_a_cut_connection_leaves_the_outcome_unknown(tg: Sandbox, bot: Caller, kind: str) -> None:
    petr = tg.person("Пётр", started=True)
    tg.fault(kind, method="sendMessage", times=1)
    with pytest.raises(aiohttp.ClientError):
        await bot.sendMessage(chat_id=petr.id, text="x")
    assert len(petr.chat()) == (kind == "cut_after")
    await bot.sendMessage(chat_id=petr.id, text="x")


async def test_broken_answers(tg: Sandbox, bot: Caller) -> None:
    petr = tg.person("Пётр", started=True)
    form = {"chat_id": petr.id, "text": "x"}
    tg.fault("broken", times=1)
    async with bot.http.post(f"{bot.base}/sendMessage", json=form) as response:
        assert (response.status, response.content_type) == (502, "text/html")
    tg.fault("broken", html=False, status=500, times=1)
    with pytest.raises(Refused, match="Internal Server Error"):
        await bot.sendMessage(**form)
    assert petr.chat() == []
    tg.fault("truncated", times=1)
    with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
        await bot.sendMessage(**form)
    assert len(petr.chat()) == 1, "truncated is only the answer"


@pytest.mark.parametrize("after", [False, True])
async def test_a_slow_answer_outlasts_an_impatient_bot(tg: Sandbox, bot: Caller, after: bool) -> None:  # noqa: FBT001
    petr = tg.person("Пётр", started=True)
    tg.fault("slow", method="sendMessage", seconds=0.3, after=after, times=1)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await bot.sendMessage(chat_id=petr.id, text="x")
    assert len(petr.chat()) == after


async def test_updates_twice_and_backwards(tg: Sandbox, bot: Caller) -> None:
    petr = tg.person("Пётр")
    tg.fault("duplicate", times=1)
    for words in ("раз", "два"):
        await petr.says(words)
    assert [update["message"]["text"] for update in await bot.getUpdates()] == ["раз", "раз", "два", "два"]
    tg.fault("reordered", times=1)
    assert [update["message"]["text"] for update in await bot.getUpdates()] == ["два", "раз"]
    assert [update["message"]["text"] for update in await bot.getUpdates()] == ["раз", "два"]


async def test_chance_can_be_repeated_and_orders_cancelled(tg: Sandbox, bot: Caller) -> None:
    order = tg.fault("error", method="getMe", probability=0.5)
    outcomes = [await asyncio.gather(bot.getMe(), return_exceptions=True) for _ in range(40)]
    assert 10 < sum(isinstance(outcome[0], Refused) for outcome in outcomes) == order.hits < 30
    tg.faults.cancel(order.id)
    await bot.getMe()


async def test_every_call_is_in_the_log(tg: Sandbox, bot: Caller) -> None:
    petr = tg.person("Пётр", started=True)
    await bot.sendMessage(chat_id=str(petr.id), text="x", from_the_future=1)
    with pytest.raises(Refused):
        await bot.sendMessage(chat_id=petr.id)
    good, bad = tg.calls("sendMessage", petr)
    assert (good.ok, good.params, good.writes) == (True, {"chat_id": petr.id, "text": "x"}, 0)
    assert good.sent == {"chat_id": str(petr.id), "text": "x", "from_the_future": 1}
    assert (bad.ok, bad.status, bad.error) == (False, 400, "Bad Request: message text is empty")
