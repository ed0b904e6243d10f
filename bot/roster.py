"""Before an update is handled: is its author an engineer? Asked of Telegram, never inside a unit."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

import structlog
from aiogram import BaseMiddleware, Bot
from aiogram.enums import ChatType
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from aiogram.types import (
    Chat,
    ChatMemberAdministrator,
    ChatMemberMember,
    ChatMemberOwner,
    ChatMemberRestricted,
    ChatMemberUpdated,
    TelegramObject,
    Update,
    User,
)
from aiogram.types.chat_member_union import ChatMemberUnion

from actions.membership import Membership
from domain.desk import Engineer
from domain.ids import EngineerId

log = structlog.get_logger()

TRUSTED = 600.0  # seconds for which Telegram's word holds
PATIENCE = 3  # seconds for Telegram to say it
ACTS = frozenset({"message", "edited_message", "callback_query", "message_reaction"})

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Clock(Protocol):
    """The moved time for what is written down, the steady one for how long a word holds."""

    def now(self) -> datetime: ...
    def monotonic(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Known:
    """What we know of somebody, and until when it needs no asking."""

    member: bool
    until: float
    name: str
    language: str  # of their Telegram; it is not always said


class Roster(BaseMiddleware):
    """An outer middleware of updates; handlers find `member` in their data."""

    def __init__(self, membership: Membership, bot: Bot, clock: Clock, leads: Iterable[int] = ()) -> None:
        self._membership = membership
        self._leads = tuple(leads)
        self._bot = bot
        self._clock = clock
        self._known: dict[int, Known] = {}
        self._listed: int | None = None  # the group whose administrators we know

    async def load(self) -> None:
        """Remember who was in; administrators are all that Telegram lists, and leads may act before they speak."""
        for engineer in await self._membership.present():
            self._known[engineer.id] = Known(member=True, until=0.0, name=engineer.name, language=engineer.language)
        if group := await self._membership.group():
            self._listed = group.chat
            try:
                for found in await self._bot.get_chat_administrators(group.chat, request_timeout=PATIENCE):
                    await self._told(found.user, member=True)
            except (TelegramAPIError, ClientDecodeError) as trouble:
                log.warning("administrators_not_listed", trouble=type(trouble).__name__)
            for lead in self._leads:
                if lead not in self._known:
                    await self._ask(group.chat, lead)

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Know the author before any handler runs."""
        if isinstance(event, Update):
            if event.chat_member:
                await self._moved(event.chat_member)
            data["member"] = await self._member(event, data.get("event_chat"), data.get("event_from_user"))
        return await handler(event, data)

    async def _moved(self, change: ChatMemberUpdated) -> None:
        """Who leaves is no engineer any more, at once."""
        group = await self._membership.group()
        if group and group.chat == change.chat.id:
            await self._told(change.new_chat_member.user, member=is_in(change.new_chat_member))

    async def _member(self, update: Update, chat: Chat | None, user: User | None) -> bool:
        if update.event_type not in ACTS or user is None:
            return False
        known = self._known.get(user.id)
        if chat is None or chat.type == ChatType.PRIVATE:
            if not (known and known.member) and not await self._membership.member(EngineerId(user.id)):
                return False  # customers, nearly always
            group = await self._membership.group()
            return group is not None and await self._verified(group.chat, user, otherwise=True)
        group = await self._membership.group()
        if group is None or group.chat != chat.id:
            return False
        if self._listed != group.chat:  # it was bound a moment ago
            await self.load()
        if update.message and update.message.sender_chat:
            return update.message.sender_chat.id == group.chat  # an anonymous administrator; no channel
        # Who writes in the group is in it; a button may be pressed under a forwarded card.
        otherwise = known.member if known else update.callback_query is None
        return await self._verified(group.chat, user, otherwise=otherwise)

    async def _verified(self, chat: int, user: User, *, otherwise: bool) -> bool:
        """Ask Telegram, unless it has said lately; `otherwise` counts when it does not say."""
        known = self._known.get(user.id)
        if known and self._clock.monotonic() < known.until and await self._agreed(user, known):
            await self._keep(user, member=known.member, until=known.until)
            return known.member
        told = await self._ask(chat, user.id)
        if told is None:
            return otherwise
        await self._told(user, member=told)
        return told

    async def _agreed(self, user: User, known: Known) -> bool:
        """Whether no other process has heard otherwise."""
        return await self._membership.member(EngineerId(user.id)) == known.member

    async def _ask(self, chat: int, user: int) -> bool | None:
        try:
            found = await self._bot.get_chat_member(chat, user, request_timeout=PATIENCE)
        except (TelegramAPIError, ClientDecodeError) as trouble:
            log.warning("membership_unverified", user=user, trouble=type(trouble).__name__)
            return None
        await self._told(found.user, member=is_in(found))
        return is_in(found)

    async def _told(self, user: User, *, member: bool) -> None:
        await self._keep(user, member=member, until=self._clock.monotonic() + TRUSTED)

    async def _keep(self, user: User, *, member: bool, until: float) -> None:
        """Write down what has changed: who never was in is nobody's business."""
        if user.is_bot:
            return
        known = self._known.get(user.id)
        language = user.language_code or (known.language if known else "")
        now = Known(member=member, until=until, name=user.first_name, language=language)
        self._known[user.id] = now
        if known is None and not member:
            return
        if known is None or replace(known, until=until) != now:
            engineer = Engineer(id=EngineerId(user.id), name=now.name, member=member, language=language)
            await self._membership.told(engineer, self._clock.now())


def is_in(found: ChatMemberUnion) -> bool:
    """Whether the membership is one."""
    match found:
        case ChatMemberOwner() | ChatMemberAdministrator() | ChatMemberMember():
            return True
        case ChatMemberRestricted():
            return found.is_member
        case _:
            return False
