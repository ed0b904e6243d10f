"""Updates reach the bot: by getUpdates until it confirms them, by webhook until it says 200."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from sandbox.bell import Bell
from sandbox.server import Sandbox
from tests.sandbox.conftest import Caller, Refused


async def test_updates_stay_until_confirmed(tg: Sandbox, bot: Caller) -> None:
    petr = tg.person("Пётр")
    for words in ("раз", "два", "три"):
        await petr.says(words)
    first = await bot.getUpdates(limit=2)
    again = await bot.getUpdates()
    assert [update["message"]["text"] for update in again] == ["раз", "два", "три"]
    assert again[:2] == first
    left = await bot.getUpdates(offset=first[-1]["update_id"] + 1)
    assert [update["message"]["text"] for update in left] == ["три"]
    await petr.says("четыре")
    newest = await bot.getUpdates(offset=-1)
    assert [update["message"]["text"] for update in newest] == ["четыре"]


async def test_a_long_poll_ends_with_the_first_update(tg: Sandbox, bot: Caller) -> None:
    poll = asyncio.get_running_loop().create_task(bot.getUpdates(timeout=50))
    await tg.world.updates.bell.until(lambda: tg.world.updates.poller, 5)
    await tg.person("Пётр").says("Привет")
    assert [update["message"]["text"] for update in await poll] == ["Привет"]


async def test_a_second_poller_ends_the_first(tg: Sandbox, bot: Caller) -> None:
    first = asyncio.get_running_loop().create_task(bot.getUpdates(timeout=50))
    await tg.world.updates.bell.until(lambda: tg.world.updates.poller, 5)
    assert await bot.getUpdates() == []
    with pytest.raises(Refused, match="Conflict: terminated by other getUpdates request") as refused:
        await first
    assert refused.value.status == 409


async def test_what_is_allowed_is_remembered(tg: Sandbox, bot: Caller) -> None:
    petr = tg.person("Пётр")
    said = await petr.says("Привет")
    await petr.reacts(said, "👍")
    assert [set(update) for update in await bot.updates()] == [{"update_id", "message"}]
    await bot.getUpdates(allowed_updates=["message_reaction"])
    await petr.says("Ещё раз")
    await petr.reacts(said, "👀")
    (update,) = await bot.updates()
    assert update["message_reaction"]["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert update["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "👀"}]
    await bot.getUpdates(allowed_updates=[])
    await petr.reacts(said)
    await petr.says("Всё")
    assert [update["message"]["text"] for update in await bot.updates()] == ["Всё"]


async def test_telegram_forgets_presses_in_minutes_and_messages_in_a_day(tg: Sandbox, bot: Caller) -> None:
    petr = tg.person("Пётр")
    await petr.says("Привет")
    button = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}
    await bot.sendMessage(chat_id=petr.id, text="?", reply_markup=button)
    await petr.presses("Да")
    for seconds, left in ((149, ["message", "callback_query"]), (2, ["message"]), (24 * 3600, [])):
        for update in tg.world.updates.pending.values():
            update.at -= seconds
        assert [next(key for key in update if key != "update_id") for update in await bot.getUpdates()] == left


async def test_any_json_and_any_text_can_be_an_update(tg: Sandbox, bot: Caller) -> None:
    number = tg.raw_update({"message": {"from_the": "future"}})
    assert await bot.updates() == [{"update_id": number, "message": {"from_the": "future"}}]
    tg.raw_update('{"update_id": {update_id}, "broken": ')
    with pytest.raises(ValueError, match="Expecting"):
        await bot.getUpdates()


class Receiver:
    """The bot's own address: says what it is told to say, remembers what came."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answers: list[web.Response] = []
        self.bell = Bell()
        self.open = asyncio.Event()
        self.open.set()

    async def take(self, request: web.Request) -> web.Response:
        self.got.append(await request.json())
        self.bell.ring()
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        await self.open.wait()
        return self.answers.pop(0) if self.answers else web.Response()


@pytest.fixture
async def receiver(tg: Sandbox, bot: Caller) -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    tg.webhook.first_delay = 0.01
    await bot.setWebhook(url=f"http://127.0.0.1:{runner.addresses[0][1]}/hook", secret_token="s3cret")
    yield receiver
    await runner.cleanup()


async def test_a_webhook_gets_every_update_with_its_secret(tg: Sandbox, bot: Caller, receiver: Receiver) -> None:
    petr = tg.person("Пётр")
    for words in ("раз", "два", "три"):
        await petr.says(words)
    await tg.drained()
    assert [update["message"]["text"] for update in receiver.got] == ["раз", "два", "три"]
    assert set(receiver.secrets) == {"s3cret"}
    with pytest.raises(Refused, match="can't use getUpdates method while webhook is active"):
        await bot.getUpdates()


async def test_a_refused_delivery_is_tried_again_in_order(tg: Sandbox, bot: Caller, receiver: Receiver) -> None:
    receiver.answers = [web.Response(status=500), web.Response(status=503, headers={"Retry-After": "0"})]
    petr, maria = tg.person("Пётр"), tg.person("Мария")
    await petr.says("раз")
    await petr.says("два")
    await tg.drained()
    await maria.says("я тоже")
    await tg.drained()
    assert [update["message"]["text"] for update in receiver.got] == ["раз", "раз", "раз", "два", "я тоже"]
    info = await bot.getWebhookInfo()
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"
    assert info["pending_update_count"] == 0


async def test_one_slow_chat_does_not_hold_another(tg: Sandbox, bot: Caller, receiver: Receiver) -> None:
    receiver.open.clear()
    petr, maria = tg.person("Пётр"), tg.person("Мария")
    await petr.says("раз")
    await petr.says("два")
    await maria.says("я тоже")
    await receiver.bell.until(lambda: len(receiver.got) == 2, 5)
    assert sorted(update["message"]["text"] for update in receiver.got) == ["раз", "я тоже"]
    receiver.open.set()
    await tg.drained()


async def test_without_the_webhook_what_waits_is_polled(tg: Sandbox, bot: Caller, receiver: Receiver) -> None:
    receiver.answers = [web.Response(status=500)] * 1000
    await tg.person("Пётр").says("раз")
    await receiver.bell.until(lambda: receiver.got, 5)
    assert (await bot.getWebhookInfo())["pending_update_count"] == 1
    await bot.deleteWebhook()
    assert [update["message"]["text"] for update in await bot.updates()] == ["раз"]
