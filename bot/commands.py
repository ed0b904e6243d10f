"""What Telegram shows of the bot: its menus by scope and language, and its words before Start. Sent when changed."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import structlog
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from aiogram.methods import (
    DeleteMyCommands,
    SetChatMenuButton,
    SetMyCommands,
    SetMyDescription,
    SetMyShortDescription,
    TelegramMethod,
)
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat, MenuButtonCommands

from actions.desk import Desk
from actions.ports import Transaction
from domain.desk import Group, Origin
from domain.words import Arg, Text, Words

log = structlog.get_logger()

SHOWN = "menus"  # facts: what Telegram shows already, by call
AGAIN = 240  # looks (a quarter of a minute each) until a call that was refused is tried again
PATIENCE = 10  # seconds

CUSTOMERS = {
    "new": Text("menu-new"),
    "tickets": Text("menu-tickets"),
    "profile": Text("menu-profile"),
    "lead": Text("menu-lead"),
    "privacy": Text("menu-privacy"),
}
ENGINEERS = {
    "queue": Text("menu-queue"),
    "mine": Text("menu-mine"),
    "note": Text("menu-note"),
    "take": Text("menu-take"),
    "release": Text("menu-release"),
    "ask": Text("menu-ask"),
    "undo": Text("menu-undo"),
    "split": Text("menu-split"),
    "duplicate": Text("menu-duplicate"),
    "working": Text("menu-working"),
    "resolve": Text("menu-resolve"),
    "escalate": Text("menu-escalate"),
    "refuse": Text("menu-refuse"),
    "rude": Text("menu-rude"),
    "reopen": Text("menu-reopen"),
    "why": Text("menu-why"),
    "new": Text("menu-new-for-caller"),
    "heard": Text("menu-heard"),
    "called": Text("menu-called"),
    "solved": Text("menu-solved"),
    "help": Text("menu-help"),
}
LEADS = {
    "queue": ENGINEERS["queue"],
    "registry": Text("menu-registry"),
    "complaints": Text("menu-complaints"),
    "why": ENGINEERS["why"],
    "version": Text("menu-version"),
    "erase": Text("menu-erase"),
    "help": ENGINEERS["help"],
    **CUSTOMERS,
}


class Says(Protocol):
    """Words without marks."""

    def plain(self, words: Words, language: str | None = None, zone: str | None = None) -> str: ...


@dataclass(slots=True)
class Shown:
    """What Telegram shows, as far as we know."""

    calls: dict[str, str] = field(default_factory=dict)  # name of the call → digest of what it said
    refused: dict[str, int] = field(default_factory=dict)  # name of the call → looks until it is tried again


class Menus:
    """Keeps what Telegram shows in step with the locales, the policy and the group."""

    def __init__(self, desk: Desk, bot: Bot, texts: Says) -> None:
        self._desk = desk
        self._bot = bot
        self._texts = texts
        self._shown: Shown | None = None

    async def look(self) -> None:
        """Send what has changed: at the start, and whenever the group is another one. A refusal is not fatal."""
        if self._shown is None:
            told = await self._desk.store.read(_remembered)
            self._shown = Shown(calls=json.loads(told) if told else {})
        shown, before = self._shown, dict(self._shown.calls)
        wanted = dict(self._wanted(await self._desk.store.read(_group)))
        for name in shown.calls.keys() - wanted.keys():
            _, chat, code = name.split(":")
            scope = BotCommandScopeChat(chat_id=int(chat))
            await self._try(DeleteMyCommands(scope=scope, language_code=code or None), name)
            del shown.calls[name]
        for name, call in wanted.items():
            digest = hashlib.sha256(call.model_dump_json().encode()).hexdigest()[:16]
            if shown.calls.get(name) == digest or self._rests(shown, name):
                continue
            if await self._try(call, name):
                shown.calls[name] = digest
            else:
                shown.refused[name] = AGAIN
        if shown.calls != before:
            await self._remember(shown)

    def _rests(self, shown: Shown, name: str) -> bool:
        """Whether a call that was refused lately is left alone (a lead who has never pressed Start)."""
        left = shown.refused.pop(name, 0)
        if left > 1:
            shown.refused[name] = left - 1
        return left > 1

    async def _try(self, call: TelegramMethod[bool], name: str) -> bool:
        try:
            await self._bot(call, request_timeout=PATIENCE)
        except (TelegramAPIError, ClientDecodeError) as trouble:
            log.info("menu_refused", menu=name, trouble=type(trouble).__name__)
            return False
        return True

    async def _remember(self, shown: Shown) -> None:
        kept = json.dumps(shown.calls, sort_keys=True)

        async def unit(tx: Transaction) -> None:
            await tx.facts.put(SHOWN, kept)

        await self._desk.store.run(Origin(self._desk.clock.now()), unit)

    def _wanted(self, group: Group | None) -> Iterator[tuple[str, TelegramMethod[bool]]]:
        """Name every call; those whose name has a chat in it are taken back when the chat is ours no more."""
        contacts = self._desk.policy.contacts
        about: dict[str, Arg] = {"company": contacts.company, "phone": contacts.support.emergency_phone}
        yield "button", SetChatMenuButton(menu_button=MenuButtonCommands())
        for code in ("", "ru", "en"):
            language = code or self._desk.language
            spoken = code or None
            described = self._texts.plain(Text("bot-description", about), language)
            yield f"description.{code}", SetMyDescription(description=described, language_code=spoken)
            said = self._texts.plain(Text("bot-about", about), language)
            yield f"about.{code}", SetMyShortDescription(short_description=said, language_code=spoken)
            everyone = BotCommandScopeAllPrivateChats()
            yield (
                f"customers.{code}",
                SetMyCommands(commands=self._menu(CUSTOMERS, language), scope=everyone, language_code=spoken),
            )
            chats = {int(lead): LEADS for lead in self._desk.leads} | ({int(group.chat): ENGINEERS} if group else {})
            for chat, menu in chats.items():
                scope = BotCommandScopeChat(chat_id=chat)
                yield (
                    f"chat:{chat}:{code}",
                    SetMyCommands(commands=self._menu(menu, language), scope=scope, language_code=spoken),
                )

    def _menu(self, menu: dict[str, Text], language: str) -> list[BotCommand]:
        return [BotCommand(command=name, description=self._texts.plain(said, language)) for name, said in menu.items()]


async def _remembered(tx: Transaction) -> str | None:
    return await tx.facts.get(SHOWN)


async def _group(tx: Transaction) -> Group | None:
    return await tx.places.group()
