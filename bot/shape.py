"""Every update of the engineers' group says whether it has topics: switched on or off, the desk follows at once."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.types import Chat, TelegramObject

from actions.binding import Binding
from domain.desk import Group
from domain.ids import ChatId

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Shape(BaseMiddleware):
    """An outer middleware of updates."""

    def __init__(self, binding: Binding) -> None:
        self._binding = binding
        self._known: Group | None = None  # as it was said last

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """See what the group is like before any handler runs."""
        chat: Chat | None = data.get("event_chat")
        if chat is not None and chat.type == ChatType.SUPERGROUP:
            seen = Group(chat=ChatId(chat.id), forum=bool(chat.is_forum))
            if seen != self._known:
                self._known = seen
                await self._binding.looks(seen)
        return await handler(event, data)
