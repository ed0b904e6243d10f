"""A small bot for the page's tests: it answers, asks, offers buttons and keeps a topic; plain HTTP, no library."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

CONTACT = {
    "keyboard": [[{"text": "Отправить мой контакт", "request_contact": True}]],
    "resize_keyboard": True,
    "one_time_keyboard": True,
    "input_field_placeholder": "Имя и телефон",
}
BUTTONS = [
    [
        {"text": "Взять", "callback_data": "take", "style": "success"},
        {"text": "Отказать", "callback_data": "refuse", "style": "danger"},
    ],
    [{"text": "Скопировать номер", "copy_text": {"text": "124"}}],
]


class EchoBot:
    """Answers what it is sent; texts and buttons are known to the tests."""

    def __init__(self, http: aiohttp.ClientSession, url: str, token: str, group: int) -> None:
        self._http = http
        self._address = f"{url}/bot{token}"
        self.group = group
        self.thread = 0

    async def call(self, method: str, **facts: Any) -> Any:
        async with self._http.post(f"{self._address}/{method}", json=facts) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]

    async def prepare(self) -> None:
        """Says who it is and opens a topic with a card."""
        await self.call("setMyDescription", description="Напишите, что случилось.")
        commands = [
            {"command": "new", "description": "Новое обращение"},
            {"command": "tickets", "description": "Мои обращения"},
        ]
        await self.call("setMyCommands", commands=commands, scope={"type": "all_private_chats"})
        english = [{"command": "new", "description": "New ticket"}]
        await self.call("setMyCommands", commands=english, scope={"type": "all_private_chats"}, language_code="en")
        topic = await self.call("createForumTopic", chat_id=self.group, name="124 · Ромашка · Шлюз")
        self.thread = topic["message_thread_id"]
        await self.call(
            "sendMessage",
            chat_id=self.group,
            message_thread_id=self.thread,
            text="№ 124 · ответить до 22:44",
            entities=[{"type": "bold", "offset": 0, "length": 5}],
            reply_markup={"inline_keyboard": BUTTONS},
        )

    async def serve(self) -> None:
        offset = 0
        while True:
            for update in await self.call("getUpdates", offset=offset, timeout=30):
                offset = update["update_id"] + 1
                await self._answer(update)

    async def _answer(self, update: dict[str, Any]) -> None:
        if query := update.get("callback_query"):
            await self._pressed(query)
        elif (message := update.get("message")) and message["chat"]["type"] == "private":
            await self._told(message)

    async def _told(self, message: dict[str, Any]) -> None:
        chat = message["chat"]["id"]
        if message.get("text", "").startswith("/start"):
            payload = message["text"].removeprefix("/start").strip()
            await self.call("sendMessage", chat_id=chat, text=f"Здравствуйте. {payload}", reply_markup=CONTACT)
        elif contact := message.get("contact"):
            text = f"Спасибо, {contact['first_name']}: {contact['phone_number']}"
            await self.call("sendMessage", chat_id=chat, text=text, reply_markup={"inline_keyboard": BUTTONS})
        elif "text" in message:
            await self.call("sendChatAction", chat_id=chat, action="typing")
            reply = {"message_id": message["message_id"]}
            await self.call("sendMessage", chat_id=chat, text=f"Записано: {message['text']}", reply_parameters=reply)
            mark = [{"type": "emoji", "emoji": "👀"}]
            await self.call("setMessageReaction", chat_id=chat, message_id=message["message_id"], reaction=mark)
        else:
            copy = {"from_chat_id": chat, "message_id": message["message_id"]}
            await self.call("copyMessage", chat_id=self.group, message_thread_id=self.thread, **copy)

    async def _pressed(self, query: dict[str, Any]) -> None:
        name = query["from"]["first_name"]
        if query["data"] == "refuse":
            await self.call("answerCallbackQuery", callback_query_id=query["id"], text="Нельзя", show_alert=True)
            return
        await self.call("answerCallbackQuery", callback_query_id=query["id"], text=f"Взято: {name}")
        place = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
        await self.call("editMessageText", text=f"№ 124 · {name}", **place)


@asynccontextmanager
async def echo_bot(url: str, token: str, group: int) -> AsyncIterator[EchoBot]:
    """The bot, prepared and serving."""
    async with aiohttp.ClientSession() as http:
        bot = EchoBot(http, url, token, group)
        await bot.prepare()
        async with asyncio.TaskGroup() as tasks:
            serving = tasks.create_task(bot.serve())
            yield bot
            serving.cancel()
