"""The live stream: what happened, told to pages as it happens."""

import json
from collections.abc import AsyncIterator
from itertools import takewhile
from typing import Any

from aiohttp import web

from sandbox.content import Body
from sandbox.files import Upload
from sandbox.store import plain
from sandbox.world import World

KEEP_ALIVE = 15.0  # seconds


class Live:
    """One world's events."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def events(self, request: web.Request) -> web.StreamResponse:
        """SSE, or a long poll where `wait` seconds are given."""
        after = int(request.headers.get("Last-Event-ID") or request.query.get("after") or self.world.seq)
        if "wait" in request.query:
            events = await self._next(after, float(request.query["wait"]))
            return web.json_response({"ok": True, "result": events}, dumps=dumps)
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
        await stream.prepare(request)
        try:
            async for event in self._stream(after):
                await stream.write(event)
        except ConnectionError:
            pass  # the page was closed
        return stream

    async def _stream(self, after: int) -> AsyncIterator[bytes]:
        yield b": here\n\n"
        while not self.world.updates.closed:
            events = await self._next(after, KEEP_ALIVE)
            for event in events:
                yield f"id: {event['seq']}\ndata: {dumps(event)}\n\n".encode()
                after = event["seq"]
            if not events:
                yield b": still here\n\n"

    async def _next(self, after: int, seconds: float) -> list[Body]:
        """As soon as there is something; nothing after `seconds`, or when the sandbox stops."""
        try:
            await self.world.bell.until(lambda: self.world.updates.closed or self.since(after), seconds)
        except TimeoutError:
            return []
        return self.since(after)

    def since(self, after: int) -> list[Body]:
        """What happened after this; a lone `reset` where that is not known."""
        kept, now = self.world.events, self.world.seq
        if after > now or (after < now and (not kept or kept[0]["seq"] > after + 1)):
            return [{"seq": now, "kind": "reset"}]
        return list(takewhile(lambda event: event["seq"] > after, reversed(kept)))[::-1]


def dumps(value: Any) -> str:
    return json.dumps(value, default=files_by_name, ensure_ascii=False)


def files_by_name(value: Any) -> Any:
    return value.name if isinstance(value, Upload) else plain(value)
