"""Telegram as a session of aiogram: remembers what it was asked, answers as told, otherwise makes messages."""

from collections import defaultdict, deque
from collections.abc import AsyncGenerator, Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.methods import (
    CopyMessage,
    CopyMessages,
    CreateForumTopic,
    EditMessageText,
    GetForumTopicIconStickers,
    SendMediaGroup,
    TelegramMethod,
)
from aiogram.methods.base import TelegramType
from aiogram.types import Chat, ForumTopic, Message, MessageId, Sticker

M = TypeVar("M", bound=TelegramMethod[Any])

TOKEN = "123456:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"
DATE = datetime(2026, 11, 27, 15, 40, tzinfo=UTC)


class FakeTelegram(BaseSession):
    """`calls` is everything that was asked, in order; `number` is the id of the newest message."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[TelegramMethod[Any]] = []
        self.number = 100
        self.before: Callable[[TelegramMethod[Any]], None] = lambda _: None
        self._told: defaultdict[type, deque[Any]] = defaultdict(deque)

    def bot(self) -> Bot:
        return Bot(TOKEN, session=self)

    def of(self, kind: type[M]) -> list[M]:
        """What was asked of one kind."""
        return [call for call in self.calls if isinstance(call, kind)]

    def answers(self, kind: type[TelegramMethod[Any]], *outcomes: Any) -> None:
        """The next calls of this kind end so: an exception is raised, a string is a 400, the rest is returned."""
        self._told[kind].extend(outcomes)

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        self.before(method)
        self.calls.append(method)
        told = self._told[type(method)]
        outcome = told.popleft() if told else self._usual(method)
        if isinstance(outcome, str):
            outcome = bad(outcome, method)
        if isinstance(outcome, Exception):
            raise outcome
        result: TelegramType = outcome
        return result

    async def close(self) -> None:
        pass

    async def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        yield b""

    def _usual(self, method: TelegramMethod[Any]) -> Any:
        match method:
            case CreateForumTopic():
                return ForumTopic(message_thread_id=self._next(), name=method.name, icon_color=0)
            case GetForumTopicIconStickers():
                return [_icon("💼", "5001"), _icon("💎\ufe0f", "5002")]
            case CopyMessage():
                return MessageId(message_id=self._next())
            case CopyMessages():
                return [MessageId(message_id=self._next()) for _ in method.message_ids]
            case SendMediaGroup():
                return [self._message(method.chat_id) for _ in method.media]
            case EditMessageText():
                return self._message(method.chat_id, method.message_id)
            case _ if type(method).__name__.startswith("Send"):
                return self._message(getattr(method, "chat_id", 0))
            case _:
                return True

    def _message(self, chat: Any, number: int | None = None) -> Message:
        return Message(message_id=number or self._next(), date=DATE, chat=Chat(id=chat, type="private"))

    def _next(self) -> int:
        self.number += 1
        return self.number


def bad(words: str, method: TelegramMethod[Any] | None = None) -> TelegramBadRequest:
    """A 400."""
    return TelegramBadRequest(method=method or GetForumTopicIconStickers(), message=f"Bad Request: {words}")


def forbidden(words: str) -> TelegramForbiddenError:
    """A 403."""
    return TelegramForbiddenError(method=GetForumTopicIconStickers(), message=f"Forbidden: {words}")


def flood(seconds: int) -> TelegramRetryAfter:
    """A 429."""
    return TelegramRetryAfter(
        method=GetForumTopicIconStickers(), message="Too Many Requests: retry after", retry_after=seconds
    )


def _icon(emoji: str, number: str) -> Sticker:
    return Sticker(
        file_id=number,
        file_unique_id=number,
        type="custom_emoji",
        width=100,
        height=100,
        is_animated=False,
        is_video=False,
        emoji=emoji,
        custom_emoji_id=number,
    )
