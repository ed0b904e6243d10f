"""The control side over HTTP: README's contract, a thin layer over the Python surface."""

from __future__ import annotations

import inspect
import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from sandbox.content import Body
from sandbox.errors import Unknown, WrongAct
from sandbox.faults import Order
from sandbox.groups import Group
from sandbox.live import Live, dumps
from sandbox.members import chat_view
from sandbox.methods.about import bot_view, commands_for, menu_button, profile_text
from sandbox.model import Message, Topic
from sandbox.topics import topic_view
from sandbox.voice import Press, Voice

if TYPE_CHECKING:
    from sandbox.server import Sandbox

PERSON_ACTS = frozenset({
    "starts", "says", "sends", "sends_album", "sends_raw", "shares_contact", "presses", "forwards", "edits",
    "deletes", "reacts", "pins", "blocks", "unblocks", "joins", "leaves", "opens_topic", "renames_topic",
    "closes_topic", "reopens_topic", "deletes_topic",
})  # fmt: skip
PERSONAL = frozenset({"starts", "blocks", "unblocks", "joins", "leaves"})  # wherever one is
ASLEEP = 60.0  # seconds without getUpdates
GROUP_ACTS = frozenset({
    "promote", "demote", "restrict", "add", "kick", "rename", "upgrade", "make_forum", "delete",
    "allow_reactions", "protect",
})  # fmt: skip
NAMES = {"edits": "message", "reacts": "message", "pins": "message", "forwards": "message", "presses": "on"}
Answer = Callable[[web.Request], Awaitable[Any]]


class Control:
    """Looks at one sandbox and plays in it."""

    def __init__(self, tg: Sandbox) -> None:
        self.tg = tg
        self.world = tg.world

    def routes(self) -> list[web.AbstractRouteDef]:
        looks: dict[str, Answer] = {
            "world": self.look_world,
            "chats/{chat}/messages": self.look_messages,
            "menu": self.look_menu,
            "calls": self.look_calls,
            "counters": self.look_counters,
            "updates": self.look_updates,
            "clock": self.clock,
            "faults": self.look_faults,
        }
        makes: dict[str, Answer] = {
            "people": self.make_person,
            "groups": self.make_group,
            "act": self.act,
            "chats/{chat}/act": self.act_on_group,
            "files": self.make_file,
            "clock": self.clock,
            "limits": self.limits,
            "updates": self.raw_update,
            "faults": self.make_fault,
        }
        return [
            *(web.get(f"/control/{path}", answering(answer)) for path, answer in looks.items()),
            *(web.post(f"/control/{path}", answering(answer)) for path, answer in makes.items()),
            web.patch("/control/people/{person}", answering(self.change_person)),
            web.delete("/control/faults", answering(self.cancel_faults)),
            web.delete("/control/faults/{fault}", answering(self.cancel_faults)),
            web.get("/control/files/{file}", self.file),
            web.get("/control/events", Live(self.world).events),
        ]

    # --- looking

    async def look_world(self, _request: web.Request) -> Body:
        world = self.world
        people = [account.view() for account in world.accounts.values() if not account.is_bot]
        chats = [chat_view(world, chat) for chat in world.chats.values() if not chat.deleted]
        facts = {"seq": world.seq, "now": world.clock.now(), "offset": world.clock.offset}
        polling = {"token": self.tg.token, "polling": world.clock.real() - world.updates.asked_at < ASLEEP}
        return facts | {"bot": bot_view(world) | polling, "people": people, "chats": chats}

    async def look_messages(self, request: web.Request) -> list[Body]:
        chat = self.world.chat(int(request.match_info["chat"]))
        thread, viewer = request.query.get("thread"), request.query.get("viewer")
        if viewer and chat.id != int(viewer) and not chat.member(int(viewer)).present:
            raise WrongAct("this person is not in this chat")
        messages = list(chat.messages.values())
        if thread:
            wanted = None if thread == "general" else int(thread)
            messages = [message for message in messages if message.thread == wanted]
        if before := request.query.get("before"):
            messages = [message for message in messages if message.id < int(before)]
        return [message.view() for message in messages[-int(request.query.get("limit", "200")) :]]

    async def look_menu(self, request: web.Request) -> Body:
        person = self.world.account(int(request.query["person"]))
        chat = self.world.chat(int(request.query.get("chat", person.id)))
        language = person.language_code or ""
        texts = {
            what: profile_text(self.world, what, language) for what in ("name", "description", "short_description")
        }
        menu = menu_button(self.world, chat.id)
        return {"commands": commands_for(self.world, chat, person.id), "menu_button": menu} | texts

    async def look_calls(self, request: web.Request) -> list[Body]:
        chat = request.query.get("chat")
        after, limit = int(request.query.get("after", "0")), int(request.query.get("limit", "1000"))
        calls = self.tg.call_log.find(request.query.get("method"), int(chat) if chat else None, after=after)
        return [call.view() for call in calls[:limit]]

    async def look_counters(self, _request: web.Request) -> Body:
        return self.tg.call_log.counters() | {"pending_updates": len(self.world.updates.pending)}

    async def look_updates(self, _request: web.Request) -> list[Any]:
        return [parsed(update.line) for update in self.world.updates.batch(len(self.world.updates.pending))]

    async def file(self, request: web.Request) -> web.StreamResponse:
        try:
            file = self.world.files.get(request.match_info["file"])
        except Unknown as unknown:
            return told(unknown, 404)
        return web.Response(body=self.world.files.content(file), content_type=file.mime.partition(";")[0])

    # --- making and acting

    async def make_person(self, request: web.Request) -> Body:
        body = await request.json()
        return self.tg.person(**bound(self.tg.person, body)).account.view()

    async def change_person(self, request: web.Request) -> Body:
        person, body = self.tg.acting(int(request.match_info["person"])), await request.json()
        if "name" in body:
            person.account.first_name, _, person.account.last_name = body["name"].partition(" ")
        for name, attribute in (
            ("language", "language_code"),
            *((word, word) for word in ("username", "phone", "deactivated")),
        ):
            if name in body:
                setattr(person.account, attribute, body[name])
        person.shows()
        return person.account.view()

    async def make_group(self, request: web.Request) -> Body:
        body = await request.json()
        kind = body.pop("kind", "forum")
        if kind not in ("forum", "supergroup", "group"):
            raise WrongAct(f"no such kind of group: {kind}")
        people = [self.tg.acting(who) for who in body.pop("members", ())]
        if "owner" in body:
            body["owner"] = self.tg.acting(body["owner"])
        group = getattr(self.tg, kind)(body.pop("title"), people, **body)
        return chat_view(self.world, group.chat)

    async def act(self, request: web.Request) -> Any:
        body = await request.json()
        do, person = body.pop("do"), self.tg.acting(body.pop("who"))
        if do not in PERSON_ACTS:
            raise Unknown(f"nobody can {do!r}")
        voice: Voice = person
        if do in ("joins", "leaves"):
            body["group"] = body.pop("chat")
        if do not in PERSONAL:
            chat_id, thread = body.pop("chat", person.id), body.pop("thread", None)
            voice = Voice(self.tg, person.account, chat_id, None if thread == "general" else thread)
        if do in NAMES and "message_id" in body:
            body[NAMES[do]] = body.pop("message_id")
        if do == "deletes":
            await voice.deletes(*body["message_ids"])
            return None
        deed = getattr(voice, do)
        return shown(await deed(**bound(deed, body)))

    async def act_on_group(self, request: web.Request) -> Any:
        body = await request.json()
        group, do = self.tg.the_group(int(request.match_info["chat"])), body.pop("do")
        if do not in GROUP_ACTS:
            raise Unknown(f"nobody can {do!r} a group")
        deed = getattr(group, do)
        changed = deed(**bound(deed, body))
        return chat_view(self.world, (changed if isinstance(changed, Group) else group).chat)

    async def make_file(self, request: web.Request) -> Body:
        file = self.tg.file(request.query.get("name", "file.bin"), await request.read())
        return {"file": file.file_id, "name": file.name, "mime_type": file.mime, "size": file.size}

    async def clock(self, request: web.Request) -> Body:
        if request.method == "POST":
            self.tg.move((await request.json())["move"])
        return {"now": self.world.clock.now(), "offset": self.world.clock.offset}

    async def limits(self, request: web.Request) -> Body:
        self.tg.limits.rescale(float((await request.json())["scale"]))
        return {"scale": self.tg.limits.scale}

    async def raw_update(self, request: web.Request) -> Body:
        body = await request.json()
        return {"update_id": self.tg.raw_update(body.get("raw") or body["update"])}

    async def look_faults(self, _request: web.Request) -> list[Order]:
        return list(self.tg.faults.orders.values())

    async def make_fault(self, request: web.Request) -> Order:
        body = await request.json()
        return self.tg.fault(**bound(self.tg.fault, body))

    async def cancel_faults(self, request: web.Request) -> None:
        number = request.match_info.get("fault")
        self.tg.faults.cancel(int(number) if number else None)


def answering(answer: Answer) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """`{"ok": …}` around what a look or an act returns."""

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            return web.json_response({"ok": True, "result": await answer(request)}, dumps=dumps)
        except Unknown as unknown:
            return told(unknown, 404)
        except (WrongAct, json.JSONDecodeError, UnicodeDecodeError) as wrong:
            return told(wrong, 400)
        except KeyError as missing:
            return told(WrongAct(f"{missing.args[0]!r} is missing"), 400)

    return handle


def told(error: Exception, status: int) -> web.Response:
    return web.json_response({"ok": False, "error": str(error)}, status=status)


def bound(function: Callable[..., Any], given: Body) -> Body:
    """Arguments the function takes, or plain words."""
    try:
        inspect.signature(function).bind(**given)
    except TypeError as error:
        raise WrongAct(str(error)) from None
    return given


def shown(result: Any) -> Any:
    match result:
        case Message():
            return result.view()
        case Topic():
            return topic_view(result)
        case Press():
            return result.message.view() if result.message else {"query": result.id}
        case list():
            return [shown(item) for item in result]
        case _:
            return result


def parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError:
        return line
