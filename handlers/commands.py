"""A command as it was given."""

from collections.abc import Awaitable, Callable

from aiogram.types import Message as TelegramMessage

from actions.lookups import Asked
from domain.desk import Origin
from domain.ids import EngineerId, TicketId
from domain.said import Message
from handlers.actions import Actions
from handlers.incoming import asked, heard, language_of

DIGITS = 15  # more than any ticket's number has


class Command:
    """Who gave it, where, and what was written after it."""

    __slots__ = ("asked", "language", "member", "message", "rest", "said")

    def __init__(self, message: TelegramMessage, rest: str, *, member: bool) -> None:
        self.message, self.rest, self.member = message, rest, member
        self.said: Message = heard(message)
        self.asked: Asked = asked(message)
        self.language = language_of(message)

    @property
    def engineer(self) -> EngineerId:
        return EngineerId(self.asked.user)


Run = Callable[[Actions, Origin, Command], Awaitable[object]]


def number(text: str) -> TicketId | None:
    """Read a ticket's number as people type it."""
    digits = text.strip().lstrip("№#").strip()
    return TicketId(int(digits)) if digits.isascii() and digits.isdigit() and len(digits) <= DIGITS else None
