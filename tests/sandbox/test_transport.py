"""However a call is sent, it is the same call; whatever is sent, it is answered."""

import random
from typing import Any

import aiohttp
import pytest

from sandbox import reading
from sandbox.methods import METHODS
from sandbox.server import Sandbox
from tests.sandbox.conftest import Caller, Refused

FORM = {"chat_id": "1001", "text": "Привет & <пока>", "disable_notification": "True"}


def multipart() -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)
    for name, value in FORM.items():
        form.add_field(name, value, content_type="text/plain")
    return form


@pytest.mark.parametrize(
    "how",
    [
        ("GET", {"params": FORM}),
        ("POST", {"params": FORM}),
        ("POST", {"data": FORM}),
        ("POST", {"json": FORM | {"chat_id": 1001, "disable_notification": True}}),
        ("POST", {"data": multipart()}),
    ],
    ids=["query", "query and post", "urlencoded", "json", "multipart"],
)
@pytest.mark.parametrize("method", ["sendMessage", "sendmessage", "SENDMESSAGE"])
async def test_every_way_of_sending(tg: Sandbox, bot: Caller, method: str, how: tuple[str, dict[str, Any]]) -> None:
    petr = tg.person("Пётр", started=True)
    verb, content = how
    if isinstance(content.get("data"), aiohttp.FormData):
        content = {"data": multipart()}
    async with bot.http.request(verb, f"{bot.base}/{method}", **content) as response:
        answer = await response.json()
    assert answer["result"]["text"] == FORM["text"]
    assert petr.chat()[0].silent


async def test_a_file_too_large_is_refused(tg: Sandbox, bot: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    """Telegram's 50 MB, played with fewer."""
    monkeypatch.setattr("sandbox.api.MAX_UPLOAD", 1000)
    form = aiohttp.FormData({"chat_id": str(tg.person("Пётр", started=True).id)})
    form.add_field("document", bytes(1001), filename="big.bin")
    async with bot.http.post(f"{bot.base}/sendDocument", data=form) as response:
        assert (response.status, (await response.json())["description"]) == (413, "Request Entity Too Large")


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff"])
async def test_a_body_that_is_no_json_is_refused(tg: Sandbox, bot: Caller, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    async with bot.http.post(f"{bot.base}/getMe", data=body, headers=headers) as response:
        assert (response.status, (await response.json())["ok"]) == (400, False)


async def test_a_file_that_is_not_there(tg: Sandbox, bot: Caller) -> None:
    async with bot.http.get(f"{tg.url}/file/bot{tg.token}/photos/nothing.png") as response:
        assert response.status == 404
    async with bot.http.get(f"{tg.url}/file/bot1:other/photos/nothing.png") as response:
        assert response.status == 401


async def test_nonsense_is_refused_and_never_breaks_anything(tg: Sandbox, bot: Caller) -> None:
    """Two thousand calls with parameters drawn from a hat."""
    chance = random.Random(7)
    petr, anna = tg.person("Пётр", started=True, phone="+79000000000"), tg.person("Анна")
    group = tg.forum("Инженеры", [anna])
    topic = await anna.in_group(group).opens_topic("№ 1")
    said = await petr.says("Шлюз не загружается")
    photo = (await petr.sends_photo()).body["photo"][-1]["file_id"]
    hat: list[Any] = [
        None, "", 0, 1, -1, 1.5, 10**20, True, "true", "x", "@x", [], {}, [[]], [1], [3, 2], ["a"], [{}], "[", "{}",
        petr.id, group.id, topic.id, said.id, photo, "я" * 5000, "HTML", "MarkdownV2", "<b>x", "*x", ">a", "||", "[a](",
        {"message_id": said.id, "quote": "Шлюз"}, {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]},
        {"inline_keyboard": [[5]]}, {"keyboard": [["a"]]}, {"force_reply": True}, {"remove_keyboard": True},
        {"type": "chat", "chat_id": group.id}, {"type": "photo", "media": photo},
        [{"type": "photo", "media": photo}] * 2, [{"type": "emoji", "emoji": "👍"}], [{"text": "a"}, {"text": "b"}],
        [{"type": "bold", "offset": -1, "length": 1}],
    ]  # fmt: skip
    likely: dict[str, list[Any]] = {
        "chat_id": [petr.id, group.id],
        "from_chat_id": [petr.id],
        "message_id": [said.id],
        "text": ["Да"],
    }
    answers = {200: 0, 400: 0, 403: 0}
    for _ in range(2000):
        method = chance.choice(sorted(METHODS.keys() - {"leaveChat", "setWebhook", "getUpdates"}))
        given: dict[str, Any] = {}
        for name, field in reading.shape_of_method(method).fields.items():
            if field.required or chance.random() < 0.2:
                given[name] = chance.choice(likely[name] if name in likely and chance.random() < 0.8 else hat)
        async with bot.http.post(f"{bot.base}/{method}", json=given) as response:
            answers[response.status] += 1
    assert answers[200] > 300
    assert answers[400] > 300
    with pytest.raises(Refused, match="chat not found"):
        await bot.sendMessage(chat_id=5, text="x")
