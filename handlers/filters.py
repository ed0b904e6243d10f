"""Where an update comes from. Filters are async classes: a synchronous one costs a thread's hop."""

from typing import Any

from aiogram import Bot
from aiogram.enums import ChatType
from aiogram.filters import Filter
from aiogram.types import Message, TelegramObject

from handlers.incoming import SAID, UNREADABLE

GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})


class Private(Filter):
    """A person alone with the bot."""

    async def __call__(self, event: TelegramObject) -> bool:
        chat = getattr(event, "chat", None) or getattr(getattr(event, "message", None), "chat", None)
        return chat is not None and chat.type == ChatType.PRIVATE


class InGroup(Filter):
    """A group; whether it is the engineers' is for the action to say."""

    async def __call__(self, event: TelegramObject) -> bool:
        chat = getattr(event, "chat", None) or getattr(getattr(event, "message", None), "chat", None)
        return chat is not None and chat.type in GROUPS


class Spoken(Filter):
    """Something a person said or sent, not a service message."""

    async def __call__(self, event: Message) -> bool:
        return event.content_type in SAID


class Unreadable(Filter):
    """Something a person said that cannot be passed on."""

    async def __call__(self, event: Message) -> bool:
        return event.content_type in UNREADABLE


class Commanded(Filter):
    """A line that begins with a slash; gives its first word and the rest."""

    async def __call__(self, event: Message) -> bool | dict[str, Any]:
        if not event.text or not event.text.startswith("/") or len(event.text) == 1 or event.text.startswith("//"):
            return False
        first, rest = (*event.text.split(maxsplit=1), "")[:2]
        return {"command_name": first.partition("@")[0], "rest": rest.strip()}


class OfAnotherBot(Filter):
    """A command that names another bot of the group: `/help@other_bot`."""

    async def __call__(self, event: Message, bot: Bot) -> bool:
        first = (event.text or "").split(maxsplit=1)[:1]
        name = first[0].partition("@")[2] if first and first[0].startswith("/") else ""
        return bool(name) and name.lower() != ((await bot.me()).username or "").lower()
