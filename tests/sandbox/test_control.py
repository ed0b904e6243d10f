"""The control side over HTTP: README's contract, as a page uses it."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest

from sandbox.server import Sandbox
from tests.sandbox.conftest import Caller


class Page:
    """Somebody who only knows the README."""

    def __init__(self, tg: Sandbox, http: aiohttp.ClientSession) -> None:
        self.base = f"{tg.url}/control"
        self.http = http

    async def get(self, path: str) -> Any:
        return await self.ask("GET", path)

    async def post(self, path: str, **body: Any) -> Any:
        return await self.ask("POST", path, json=body)

    async def act(self, who: int, do: str, **how: Any) -> Any:
        return await self.post("act", who=who, do=do, **how)

    async def ask(self, verb: str, path: str, **how: Any) -> Any:
        async with self.http.request(verb, f"{self.base}/{path}", **how) as response:
            answer = await response.json()
        if not answer["ok"]:
            raise LookupError(f"{response.status} {answer['error']}")
        return answer["result"]


@pytest.fixture
def page(tg: Sandbox, http: aiohttp.ClientSession) -> Page:
    return Page(tg, http)


async def test_a_whole_conversation(tg: Sandbox, bot: Caller, page: Page) -> None:
    petr = (await page.post("people", name="Пётр Петров", phone="+79000000000", language="ru"))["id"]
    anna = (await page.post("people", name="Анна", id=2001))["id"]
    group = await page.post("groups", title="Инженеры", kind="forum", members=[anna])
    assert [member["status"] for member in group["members"]] == ["member", "administrator"]
    await page.act(petr, "starts", payload="x")
    said = await page.act(petr, "says", text="Шлюз не загружается")
    thread = (await bot.createForumTopic(chat_id=group["id"], name="№ 1"))["message_thread_id"]
    await bot.copyMessage(
        chat_id=group["id"], message_thread_id=thread, from_chat_id=petr, message_id=said["message_id"]
    )
    answer = await page.act(anna, "says", chat=group["id"], thread=thread, text="Беру")
    await page.act(anna, "reacts", chat=group["id"], message_id=answer["message_id"], emoji="👍")
    await page.act(anna, "edits", chat=group["id"], message_id=answer["message_id"], text="Беру!")
    messages = await page.get(f"chats/{group['id']}/messages?thread={thread}&viewer={anna}")
    assert [message.get("text") for message in messages] == [None, "Шлюз не загружается", "Беру!"]
    assert messages[-1]["sandbox"]["reactions"] == {str(anna): [{"type": "emoji", "emoji": "👍"}]}
    with pytest.raises(LookupError, match="400 this person is not in this chat"):
        await page.get(f"chats/{group['id']}/messages?viewer={petr}")
    world = await page.get("world")
    assert [person["first_name"] for person in world["people"]] == ["Пётр", "Анна"]
    assert [topic["name"] for chat in world["chats"] for topic in chat["topics"]] == ["№ 1"]
    assert world["bot"]["token"] == tg.token
    await page.act(anna, "deletes", chat=group["id"], message_ids=[answer["message_id"]])
    await page.act(anna, "leaves", chat=group["id"])
    assert (await page.get(f"calls?method=copyMessage&chat={group['id']}"))[0]["writes"] == 1
    assert (await page.get("counters"))["by_method"] == {"createForumTopic": 1, "copyMessage": 1}


async def test_presses_keyboards_and_toasts(tg: Sandbox, bot: Caller, page: Page) -> None:
    petr = (await page.post("people", name="Пётр", phone="+79000000000"))["id"]
    await page.act(petr, "starts")
    button = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}
    sent = await bot.sendMessage(chat_id=petr, text="Решено?", reply_markup=button)
    start = (await page.get("world"))["seq"]
    query = (await page.act(petr, "presses", data="yes", message_id=sent["message_id"]))["query"]
    await bot.answerCallbackQuery(callback_query_id=query, text="Спасибо")
    events = await page.get(f"events?after={start}&wait=5")
    assert [event["kind"] for event in events] == ["press", "answer"]
    assert (events[-1]["person"], events[-1]["text"]) == (petr, "Спасибо")
    keyboard = {"keyboard": [[{"text": "Контакт", "request_contact": True}]]}
    await bot.sendMessage(chat_id=petr, text="Телефон?", reply_markup=keyboard)
    (chat,) = [chat for chat in (await page.get("world"))["chats"] if chat["id"] == petr]
    assert chat["keyboard"] == keyboard
    assert (await page.act(petr, "presses", label="Контакт"))["contact"]["user_id"] == petr


async def test_files_go_up_and_come_back(tg: Sandbox, bot: Caller, page: Page) -> None:
    petr = (await page.post("people", name="Пётр"))["id"]
    file = await page.ask("POST", "files?name=log.txt", data=b"kernel panic")
    assert (file["mime_type"], file["size"]) == ("text/plain", 12)
    sent = await page.act(petr, "sends", kind="document", file=file["file"], caption="Журнал")
    async with page.http.get(f"{page.base}/files/{sent['document']['file_id']}") as response:
        assert await response.read() == b"kernel panic"
    album = await page.act(petr, "sends_album", items=[{"kind": "photo"}, {"kind": "photo", "caption": "Экран"}])
    assert [message.get("caption") for message in album] == [None, "Экран"]


async def test_a_live_stream_goes_on_where_it_was(tg: Sandbox, page: Page) -> None:
    petr = tg.person("Пётр")
    start = tg.world.seq

    async def read(stream: aiohttp.ClientResponse) -> dict[str, Any]:
        async for line in stream.content:
            if line.startswith(b"data: "):
                event: dict[str, Any] = json.loads(line[6:])
                return event
        raise EOFError

    async with page.http.get(f"{page.base}/events?after={start}") as stream:
        await petr.says("раз")
        event = await read(stream)
        assert (event["kind"], event["message"]["text"]) == ("message", "раз")
        await petr.says("два")
        assert (await read(stream))["message"]["text"] == "два"
    again = {"Last-Event-ID": str(event["seq"])}
    async with page.http.get(f"{page.base}/events", headers=again) as stream:
        assert (await read(stream))["message"]["text"] == "два"
    async with page.http.get(f"{page.base}/events?after=100000") as stream:
        assert (await read(stream))["kind"] == "reset"
    assert await page.get(f"events?after={tg.world.seq}&wait=0.01") == []


async def test_a_group_is_arranged(tg: Sandbox, page: Page) -> None:
    anna, boris = tg.person("Анна"), tg.person("Борис")
    group = await page.post("groups", title="Инженеры", kind="group", members=[anna.id])

    async def do(what: str, chat: int = group["id"], **how: Any) -> Any:
        return await page.post(f"chats/{chat}/act", do=what, **how)

    await do("add", person=boris.id)
    await do("promote", person=boris.id, rights=["can_manage_topics"])
    await do("rename", title="ОТП")
    new = await do("upgrade")
    assert (new["type"], new["title"]) == ("supergroup", "ОТП")
    assert {member["id"]: member["status"] for member in new["members"]}[boris.id] == "administrator"
    assert (await do("make_forum", new["id"], is_forum=True))["is_forum"] is True
    with pytest.raises(LookupError, match="404 nobody can 'paint' a group"):
        await do("paint", new["id"])


async def test_clock_limits_faults_and_raw_updates(tg: Sandbox, bot: Caller, page: Page) -> None:
    now = (await page.get("clock"))["now"]
    moved = await page.post("clock", move=900)
    assert moved["offset"] == 900
    assert moved["now"] - now in (900, 901)
    assert (await page.post("limits", scale=2))["scale"] == tg.limits.scale == 2
    fault = await page.post("faults", kind="flood", method="getMe", retry_after=7, times=1)
    assert [order["id"] for order in await page.get("faults")] == [fault["id"]]
    await page.ask("DELETE", f"faults/{fault['id']}")
    assert await page.get("faults") == []
    await page.post("updates", update={"poll": {}})
    await page.post("updates", raw="{not json")
    assert [update if isinstance(update, str) else "poll" in update for update in await page.get("updates")] == [
        True,
        "{not json",
    ]


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda page: page.act(99, "says", text="x"), "404 nobody has the id 99"),
        (lambda page: page.act(1001, "sings"), "404 nobody can 'sings'"),
        (lambda page: page.act(1001, "says"), "400 missing a required argument: 'text'"),
        (lambda page: page.act(1001, "says", text="x", louder=True), "400 got an unexpected keyword argument 'louder'"),
        (lambda page: page.act(1001, "says", text="x", chat=-5), "404 no chat -5"),
        (lambda page: page.act(1001, "presses", label="Да"), "404 no button 'Да' here; there are: nothing"),
        (lambda page: page.post("people"), "400 missing a required argument: 'name'"),
        (lambda page: page.post("faults", kind="flood", loud=1), "400 no fault is told loud"),
        (lambda page: page.post("faults", kind="plague"), "400 no such fault: plague"),
    ],
)
async def test_wrong_wishes_are_refused_in_plain_words(
    tg: Sandbox, page: Page, ask: Callable[[Page], Awaitable[Any]], words: str
) -> None:
    tg.person("Пётр")
    with pytest.raises(LookupError, match=words):
        await ask(page)


async def test_waiting_ends_with_the_sandbox(http: aiohttp.ClientSession) -> None:
    async with Sandbox() as tg:
        stream = await http.get(f"{tg.url}/control/events")
        tg.person("Пётр")
    assert b"person" in await stream.read()
