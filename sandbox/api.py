"""The Bot API over HTTP: reads a call, lets faults and limits have their say, runs the method, answers."""

import asyncio
import inspect
import json
import re
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from sandbox import reading
from sandbox.calls import Calls
from sandbox.errors import Refusal, Unknown, bad
from sandbox.faults import Fault, Faults, Order
from sandbox.files import MAX_UPLOAD, Upload
from sandbox.limits import WRITES, Limits
from sandbox.methods import METHODS
from sandbox.methods.registry import Args, Desk, RawJson

TOKEN = re.compile(r"\d+:[\w-]+")
PER_ITEM = {"sendMediaGroup": "media", "copyMessages": "message_ids", "forwardMessages": "message_ids"}
PROXY_PAGE = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><h1>502 Bad Gateway</h1></body>\r\n</html>\r\n"
)


class Cut(Exception):  # noqa: N818 - the end of a connection, on order
    """The connection is cut."""


@dataclass(slots=True)
class BotApi:
    """One bot's server."""

    desk: Desk
    token: str
    limits: Limits
    faults: Faults
    calls: Calls

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.route("*", "/bot{token:[^/]+}/{method:[^/]*}", self.answer),
            web.get("/file/bot{token:[^/]+}/{path:.+}", self.file),
        ]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One call, from request to response."""
        try:
            return await self._answer(request)
        except Cut:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        await reading.ready()
        strikes: list[Order] = []
        try:
            self._authorised(request)
            method = reading.known(request.match_info["method"])
            sent = await read_params(request)
            chat = self._chat_of(sent)
            if strikes := self.faults.strike(method, chat):
                self.desk.world.bell.ring()
            if broken := await before(strikes):
                return broken
            result = await self._run(method, sent, chat)
        except Refusal as refusal:
            return refused(refusal)
        text = result.text if isinstance(result, RawJson) else json.dumps(result, ensure_ascii=False)
        return await after(strikes, f'{{"ok":true,"result":{text}}}')

    async def _run(self, method: str, sent: Args, chat: int | None) -> Any:
        """Check, act, and write it into the log."""
        params, count = sent, 0
        error: Refusal | None = None
        now = self.desk.world.clock.real()
        try:
            params = attached(reading.read_call(reading.shape_of_method(method), sent), sent)
            if method not in METHODS:
                raise bad(f"{method} is not supported by the sandbox")
            if method in WRITES and chat is not None:
                count = len(params[PER_ITEM[method]]) if method in PER_ITEM else 1
                self.limits.check(chat, count, now)
            result = METHODS[method](self.desk, params)
            if inspect.isawaitable(result):
                result = await result
            if count and chat is not None:
                self.limits.spend(chat, count, now)
        except Refusal as refusal:
            error = refusal
            raise
        else:
            return result
        finally:
            self.calls.add(
                method=method,
                params=params,
                sent=sent,
                chat=chat,
                ok=error is None,
                status=error.status if error else 200,
                error=error.description if error else None,
                at=now,
                writes=count if error is None and chat is not None and chat < 0 else 0,
            )
            self.desk.world.bell.ring()

    async def file(self, request: web.Request) -> web.StreamResponse:
        """A file, at the path getFile gave."""
        try:
            self._authorised(request)
            file = self.desk.world.files.at(request.match_info["path"])
        except Refusal as refusal:
            return refused(refusal)
        except Unknown:
            return refused(Refusal(404, "Not Found"))
        return web.Response(body=self.desk.world.files.content(file), content_type=file.mime.partition(";")[0])

    def _authorised(self, request: web.Request) -> None:
        token = request.match_info["token"]
        if not TOKEN.fullmatch(token):
            raise Refusal(404, "Not Found")
        if token != self.token:
            raise Refusal(401, "Unauthorized")

    def _chat_of(self, sent: Args) -> int | None:
        """The chat a call is about, for faults and limits."""
        given = str(sent.get("chat_id", ""))
        if re.fullmatch(r"-?\d{1,19}", given):
            return int(given)
        chats = self.desk.world.chats.values() if given.startswith("@") else ()
        return next((chat.id for chat in chats if chat.username == given[1:]), None)


async def read_params(request: web.Request) -> Args:
    """Query, JSON, urlencoded or multipart, all the same."""
    params: Args = dict(request.query)
    try:
        if request.content_type == "application/json":
            body = await request.json() if request.can_read_body else {}
            if not isinstance(body, dict):
                raise bad("can't parse request parameters: Object expected")
            return params | body
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                params[name] = Upload(value.filename, value.content_type, value.file.read())
            else:
                params[name] = value if isinstance(value, str) else bytes(value).decode()
    except ValueError:
        raise bad("can't parse request parameters: no JSON, or no UTF-8") from None
    except web.HTTPRequestEntityTooLarge:
        raise Refusal(413, "Request Entity Too Large") from None
    if any(isinstance(value, Upload) and len(value.content) > MAX_UPLOAD for value in params.values()):
        raise Refusal(413, "Request Entity Too Large")
    return params


def attached(value: Any, sent: Args) -> Any:
    """`attach://name` becomes the file sent under that name."""
    match value:
        case str() if value.startswith("attach://"):
            return sent.get(value.removeprefix("attach://"), value)
        case dict():
            return {name: attached(item, sent) for name, item in value.items()}
        case list():
            return [attached(item, sent) for item in value]
        case _:
            return value


async def before(strikes: list[Order]) -> web.Response | None:
    """Faults that come instead of the work, or delay it."""
    for order in strikes:
        match order.kind:
            case Fault.CUT_BEFORE:
                raise Cut
            case Fault.SLOW if not order.after:
                await asyncio.sleep(order.seconds)
            case Fault.FLOOD:
                words = f"Too Many Requests: retry after {order.retry_after}"
                return refused(Refusal(429, words, retry_after=order.retry_after))
            case Fault.ERROR:
                return refused(Refusal(order.status, order.description, **order.parameters))
            case Fault.BROKEN if order.html:
                return web.Response(status=order.status, text=PROXY_PAGE, content_type="text/html")
            case Fault.BROKEN:
                return refused(Refusal(order.status, "Internal Server Error"))
            case _:
                continue
    return None


async def after(strikes: list[Order], text: str) -> web.Response:
    """Faults that come when the work is done."""
    for order in strikes:
        match order.kind:
            case Fault.CUT_AFTER:
                raise Cut
            case Fault.SLOW if order.after:
                await asyncio.sleep(order.seconds)
            case Fault.TRUNCATED:
                text = text[: len(text) // 2]
            case _:
                continue
    return web.Response(text=text, content_type="application/json")


def refused(refusal: Refusal) -> web.Response:
    answer: Args = {"ok": False, "error_code": refusal.status, "description": refusal.description}
    if refusal.parameters:
        answer["parameters"] = refusal.parameters
    return web.json_response(answer, status=refusal.status)
