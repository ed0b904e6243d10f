"""The sandbox as one object: starts and stops it, makes people and groups, arranges faults, looks at calls."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import web

from sandbox import members
from sandbox.api import BotApi
from sandbox.attach import made_up
from sandbox.calls import Call, Calls
from sandbox.clock import Clock
from sandbox.content import Body
from sandbox.errors import WrongAct
from sandbox.faults import Fault, Faults, Order
from sandbox.files import MAX_UPLOAD, File, Files
from sandbox.groups import FIRST_GROUP, FIRST_SUPERGROUP, Group
from sandbox.limits import Limits
from sandbox.methods.registry import Desk
from sandbox.model import Account, Chat, Member, Message
from sandbox.people import Person
from sandbox.sight import PATIENCE
from sandbox.store import replace_file, write_down
from sandbox.webhook import Webhook
from sandbox.world import World

TOKEN = "100500:sandbox-token-of-the-help-desk-bot"  # noqa: S105 - known to all, opens nothing
FIRST_PERSON = 1001
SAVE_EVERY = 1.0  # seconds between two savings of a world that changes
Found = TypeVar("Found")


class Sandbox:
    """`async with Sandbox(limit_scale=0) as tg:` — a Telegram at `tg.url` for the bot with `tg.token`."""

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        token: str = TOKEN,
        limit_scale: float = 1.0,
        data: Path | None = None,
        clock_file: Path | None = None,
        bot_name: str = "Help desk",
        bot_username: str = "sandbox_helpdesk_bot",
        privacy: bool = True,
    ) -> None:
        bot = Account(id=int(token.partition(":")[0]), first_name=bot_name, username=bot_username, is_bot=True)
        self.token = token
        self.data = data
        self.clock = Clock(file=clock_file)
        self.world = World(bot, self.clock, Files(data / "files" if data else None), privacy=privacy)
        self.faults = Faults()
        self.limits = Limits(limit_scale)
        self.webhook = Webhook(self.world.updates, self.faults)
        self.call_log = Calls()
        self.more_routes: list[web.AbstractRouteDef] = []
        self._host, self._port = host, port
        self._runner: web.AppRunner | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._seen: dict[int, dict[tuple[int, int | None], int]] = {}
        if data is not None and (data / "world.json").exists():
            self._load(json.loads((data / "world.json").read_bytes()))

    # --- starting and stopping

    @property
    def url(self) -> str:
        """For TELEGRAM_API_URL; the control side and the page are there too."""
        return f"http://{self._host}:{self._port}"

    async def start(self) -> None:
        from sandbox.control import Control  # noqa: PLC0415 - control plays on this very object

        self.clock.publish()
        app = web.Application(client_max_size=MAX_UPLOAD + 2**20)
        desk = Desk(self.world, self.webhook)
        app.add_routes(BotApi(desk, self.token, self.limits, self.faults, self.call_log).routes())
        app.add_routes([*Control(self).routes(), *self.more_routes])
        app.on_shutdown.append(self._last_words)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        loop = asyncio.get_running_loop()
        self._tasks = [loop.create_task(self.webhook.run()), loop.create_task(self._keep_saving())]

    async def stop(self) -> None:
        """Everybody is answered, the world is saved."""
        if self._runner is not None:
            await self._runner.cleanup()
        for task in self._tasks:
            task.cancel()
        for ended in await asyncio.gather(*self._tasks, return_exceptions=True):
            if isinstance(ended, Exception):
                raise ended
        self.save()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def _last_words(self, _app: web.Application) -> None:
        self.world.updates.close()
        self.world.bell.ring()

    async def _keep_saving(self) -> None:
        saved = None
        while self.data is not None:
            await self.world.bell.next()
            await asyncio.sleep(SAVE_EVERY)
            if (state := (self.world.seq, self.world.updates.last_id, len(self.world.updates.pending))) != saved:
                self.save()
                saved = state

    def save(self) -> None:
        """The whole world into the data folder, where there is one."""
        if self.data is None:
            return
        hook = {name: getattr(self.webhook, name) for name in ("url", "secret_token", "max_connections")}
        replace_file(self.data / "world.json", write_down(self.world.save() | {"webhook": hook}))

    def _load(self, saved: dict[str, Any]) -> None:
        self.world.load(saved)
        for name, value in saved["webhook"].items():
            setattr(self.webhook, name, value)

    # --- people and groups

    def person(
        self,
        name: str,
        *,
        language: str = "ru",
        username: str | None = None,
        phone: str | None = None,
        id: int | None = None,  # noqa: A002 - Telegram's word
        started: bool = False,
    ) -> Person:
        """A new person; `started` means that they have written to the bot before."""
        first, _, last = name.partition(" ")
        who = id or self.world.free_id(FIRST_PERSON)
        if who in self.world.accounts:
            raise WrongAct(f"the id {who} is taken")
        account = Account(id=who, first_name=first, last_name=last, username=username, language_code=language)
        account.phone, account.started = phone, started
        self.world.accounts[who] = account
        person = Person(self, account)
        person.shows()
        return person

    def acting(self, who: int) -> Person:
        """The person with this id."""
        return Person(self, self.world.account(who))

    def group(self, title: str, members: Iterable[Person] = (), **how: Any) -> Group:
        """A basic group: no topics, and it may be upgraded."""
        return self._group("group", title, members, **how)

    def supergroup(self, title: str, members: Iterable[Person] = (), **how: Any) -> Group:
        return self._group("supergroup", title, members, **how)

    def forum(self, title: str, members: Iterable[Person] = (), **how: Any) -> Group:
        """A supergroup with topics; the bot is an administrator with all rights unless told otherwise."""
        return self._group("forum", title, members, **how)

    def _group(
        self,
        kind: str,
        title: str,
        people: Iterable[Person],
        *,
        owner: Person | None = None,
        bot: bool = True,
        bot_rights: Sequence[str] | None = None,
        id: int | None = None,  # noqa: A002
        username: str | None = None,
    ) -> Group:
        chat_id = id or self.world.free_id(FIRST_GROUP if kind == "group" else FIRST_SUPERGROUP)
        chat = Chat(id=chat_id, type="group" if kind == "group" else "supergroup", title=title, username=username)
        chat.is_forum = kind == "forum"
        chat.last_id = 1 if kind != "group" else 0  # its first message says that it was made
        self.world.chats[chat_id] = chat
        chat.members = {person.id: Member() for person in people}
        if owner is not None:
            chat.members[owner.id] = Member("creator")
        group = Group(self, chat)
        if bot:
            members.set_member(self.world, chat, group.owner, self.world.bot.id, members.promote(bot_rights))
        members.show_chat(self.world, chat)
        return group

    def the_group(self, chat_id: int) -> Group:
        """The group with this id."""
        return Group(self, self.world.chat(chat_id))

    def file(self, name: str, content: bytes | None = None, *, size: int | None = None) -> File:
        """A file somebody may send; `size` is what it is said to weigh, in bytes."""
        return made_up(self.world, name, content, size)

    # --- time, faults, raw updates

    def move(self, seconds: float = 0, **more: float) -> None:
        """Move the clock on: seconds, or minutes=, hours=, days=."""
        self.clock.move(round(dt.timedelta(seconds=seconds, **more).total_seconds()))
        self.world.tell("clock", now=self.clock.now(), offset=self.clock.offset)

    def fault(self, kind: Fault | str, **how: Any) -> Order:
        """Order a fault: see `sandbox.faults` and the README."""
        return self.faults.order(kind, **how)

    def raw_update(self, update: Body | str) -> int:
        """Any update, or any text in the place of one; its number."""
        if isinstance(update, str):
            return self.world.updates.add_raw(update)
        line = json.dumps({"update_id": 0} | update, ensure_ascii=False)
        return self.world.updates.add_raw(line if "update_id" in update else line.replace(" 0", " {update_id}", 1))

    # --- looking

    def calls(self, method: str | None = None, chat: Group | Person | int | None = None) -> list[Call]:
        """What the bot has called, oldest first."""
        return self.call_log.find(method, chat if chat is None or isinstance(chat, int) else chat.id)

    def writes(self, group: Group | int) -> int:
        """How much of this group's budget was used, in all."""
        return sum(call.writes for call in self.calls(chat=group))

    async def until(self, look: Callable[[], Found | None], seconds: float = PATIENCE) -> Found:
        """What `look` finds, as soon as it finds something: it looks after every change and every call."""
        return await self.world.bell.until(look, seconds)

    async def drained(self, seconds: float = PATIENCE) -> None:
        """The bot has confirmed every update."""
        await self.world.updates.bell.until(lambda: not self.world.updates.pending, seconds)

    def seen_by(self, who: int) -> dict[tuple[int, int | None], int]:
        """How far this person has looked, by place."""
        return self._seen.setdefault(who, {})

    def describe(self, messages: Sequence[Message]) -> str:
        """The last messages, for whoever wonders why a test fails."""
        lines = (f"#{message.id} {message.text or message.kind!r} {message.buttons or ''}" for message in messages[-8:])
        return " | ".join(lines) or "nothing"
