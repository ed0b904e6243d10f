"""A Bot API that only answers, at once, and looks at its watch. Run as a process of its own.

It hands out as many messages as it is told, all at once or so many a second, and notes when each comes back copied (or
answered), so that both bots are measured at the same place by the same clock.
"""

import argparse
import asyncio
import json
import time
from typing import Any

from aiohttp import web

from bot.clock import SystemClock

USERS = 10_000  # customers' accounts count from here …
TOPICS = 500_000  # … and their topics' first messages
GROUP = -1001000000001
BATCH = 100
LONGEST = 30.0  # seconds an empty poll is held
CLOCK = SystemClock()
ME = {"id": 100500, "is_bot": True, "first_name": "Desk", "username": "desk_bot"}


class Run:
    """What is handed out, when it was, and when it came back."""

    def __init__(self, *, count: int, customers: int, rate: float, first: int) -> None:
        """`rate`: so many a second; 0 for all at once."""
        self.first, self.count, self.customers, self.rate = first, count, customers, rate
        self.began = time.monotonic()
        self.due: dict[int, float] = {}
        self.back: dict[int, float] = {}
        self.calls: dict[str, int] = {}

    def batch(self, offset: int) -> list[dict[str, Any]]:
        """Return the next messages that may be handed out by now; what is before `offset` is forgotten."""
        now = time.monotonic()
        out = self.count if not self.rate else min(self.count, int((now - self.began) * self.rate) + 1)
        start = max(offset - self.first, 0)
        numbers = range(self.first + start, self.first + min(out, start + BATCH))
        for number in numbers:
            self.due.setdefault(number, self.began + (number - self.first) / self.rate if self.rate else now)
        date = int(CLOCK.real().timestamp())
        return [_message(number, USERS + (number - self.first) % self.customers, date) for number in numbers]

    def came_back(self, number: int) -> None:
        """The message was copied, or answered."""
        if number in self.due:
            self.back.setdefault(number, time.monotonic())

    @property
    def done(self) -> bool:
        """Whether every message came back."""
        return len(self.back) == self.count

    def report(self) -> dict[str, Any]:
        """Return seconds, updates a second, and how long messages took, in milliseconds."""
        took = sorted((self.back[number] - due) * 1000 for number, due in self.due.items() if number in self.back)
        seconds = max(self.back.values(), default=self.began) - min(self.due.values(), default=self.began)
        return {
            "count": len(self.back),
            "seconds": seconds,
            "rate": len(self.back) / seconds if seconds else 0.0,
            "p50": took[len(took) // 2] if took else None,
            "p99": took[int(len(took) * 0.99)] if took else None,
            "calls": self.calls,
        }


class Telegram:
    """The server."""

    def __init__(self) -> None:
        self.run: Run | None = None
        self.numbers = 1_000_000
        self.next_update = 1
        self.application = web.Application(client_max_size=10_000_000)
        self.application.router.add_post("/bench/start", self.start)
        self.application.router.add_get("/bench/report", self.report)
        self.application.router.add_route("*", "/{bot:bot[^/]+}/{method}", self.call)

    async def start(self, request: web.Request) -> web.Response:
        """Begin a run; what it hands out counts on from the last one."""
        asked = await request.json()
        self.run = Run(**asked, first=self.next_update)
        self.next_update += self.run.count
        return web.json_response({})

    async def report(self, _: web.Request) -> web.Response:
        """Wait for the run's end, and tell of it."""
        assert self.run is not None  # noqa: S101  nobody asks before
        while not self.run.done:  # noqa: ASYNC110  a watch, not an actor
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.5)  # for what is still said afterwards
        return web.json_response(self.run.report())

    async def call(self, request: web.Request) -> web.Response:
        """Answer a method."""
        method = request.match_info["method"]
        given = {**(await request.post()), **request.query}
        if request.content_type == "application/json":
            given |= await request.json()
        if self.run is not None:
            self.run.calls[method] = self.run.calls.get(method, 0) + 1
        answer = await self._updates(given) if method == "getUpdates" else self._answered(method, given)
        return web.Response(text=json.dumps({"ok": True, "result": answer}), content_type="application/json")

    async def _updates(self, given: dict[str, Any]) -> list[dict[str, Any]]:
        until = time.monotonic() + min(float(given.get("timeout") or 0), LONGEST)
        while True:
            batch = self.run.batch(int(given.get("offset") or 0)) if self.run else []
            if batch or time.monotonic() >= until:
                return batch
            await asyncio.sleep(0.002)

    def _answered(self, method: str, given: dict[str, Any]) -> Any:
        match method:
            case "getMe":
                return {**ME, "can_join_groups": True, "can_read_all_group_messages": True}
            case "getChat":
                return _chat(int(given["chat_id"])) | {"accent_color_id": 0, "max_reaction_count": 11}
            case "getChatAdministrators" | "getForumTopicIconStickers" | "getMyCommands":
                return []
            case "copyMessage":
                self._came(given["message_id"])
                return {"message_id": self._number()}
            case "copyMessages":
                numbers = json.loads(given["message_ids"])
                for number in numbers:
                    self._came(number)
                return [{"message_id": self._number()} for _ in numbers]
            case "sendMessage" | "editMessageText":
                if "reply_parameters" in given:
                    self._came(json.loads(given["reply_parameters"])["message_id"])
                chat = _chat(int(given["chat_id"]))
                return {
                    "message_id": self._number(),
                    "date": int(CLOCK.real().timestamp()),
                    "chat": chat,
                    "text": given["text"],
                }
            case _:
                return True

    def _came(self, number: Any) -> None:
        if self.run is not None:
            self.run.came_back(int(number))

    def _number(self) -> int:
        self.numbers += 1
        return self.numbers


def _chat(number: int) -> dict[str, Any]:
    if number > 0:
        return {"id": number, "type": "private", "first_name": "Customer"}
    return {"id": number, "type": "supergroup", "title": "Engineers", "is_forum": True}


def _message(number: int, user: int, date: int) -> dict[str, Any]:
    person = {"id": user, "is_bot": False, "first_name": "Customer", "language_code": "ru"}
    said = f"It happened again, {number}"
    message = {"message_id": number, "date": date, "chat": _chat(user), "from": person, "text": said}
    return {"update_id": number, "message": message}


def main() -> None:
    """Serve on a port of the system's choice, and print it."""
    argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "").parse_args()

    async def serve() -> None:
        runner = web.AppRunner(Telegram().application, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        print(f"telegram: http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
        await asyncio.Event().wait()

    asyncio.run(serve())


if __name__ == "__main__":
    main()
