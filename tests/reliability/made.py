"""Whatever Telegram may send, made of aiogram's own types: nothing is listed here, so nothing can be forgotten."""

import types
from datetime import datetime, timedelta
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from aiogram.enums import ContentType
from aiogram.types import Chat, Message, Update, User
from pydantic import BaseModel
from pydantic.fields import FieldInfo

Raw = dict[str, Any]

UNMADE = frozenset({ContentType.ANY, ContentType.UNKNOWN})  # no content of their own
DATE = 1_795_794_000  # 27 November 2026
FROM_NOWHERE: dict[str, Any] = {"hologram": {"of": "the future"}}  # a content that no version knows yet


def person(number: int, name: str = "Пётр", *, bot: bool = False, language: str = "ru") -> Raw:
    """An account."""
    return {"id": number, "is_bot": bot, "first_name": name, "language_code": language}


def private(number: int) -> Raw:
    """The chat with an account."""
    return {"id": number, "type": "private", "first_name": "Пётр"}


def group(number: int, *, forum: bool = True) -> Raw:
    """A group."""
    return {"id": number, "type": "supergroup", "title": "Инженеры", "is_forum": forum}


def contents() -> dict[str, Raw]:
    """One content for each type that aiogram knows, and one that it does not."""
    made: dict[str, Raw] = {"unknown": FROM_NOWHERE}
    for kind in ContentType:
        if kind not in UNMADE:
            made[kind.value] = {kind.value: _content(kind.value)}
    made["text"] = {"text": "Шлюз не загружается"}
    return made


def events(author: Raw, chat: Raw) -> dict[str, Raw]:
    """One event for each kind of update that aiogram knows, by this author in this chat."""
    maker = _Maker(author, chat)
    return {name: maker.model(_model(field)) for name, field in Update.model_fields.items() if name != "update_id"}


def parsed(update: Raw) -> Update:
    """As aiogram reads it."""
    return Update.model_validate({"update_id": 1} | update)


def _content(name: str) -> Any:
    return _Maker(person(1), private(1)).value(Message.model_fields[name].annotation)


def _model(field: FieldInfo) -> type[BaseModel]:
    (found,) = (each for each in get_args(field.annotation) or (field.annotation,) if each is not type(None))
    assert isinstance(found, type)
    return found


class _Maker:
    """The least that is valid."""

    def __init__(self, author: Raw, chat: Raw) -> None:
        self._author, self._chat = author, chat

    def model(self, kind: type[BaseModel]) -> Raw:
        if kind is User:
            return dict(self._author)
        if kind is Chat:
            return dict(self._chat)
        made = {
            field.alias or name: self.value(field.annotation)
            for name, field in kind.model_fields.items()
            if field.is_required() or get_origin(field.annotation) is Literal
        }
        if kind is Message:
            made |= {"from": dict(self._author), "text": "Шлюз не загружается"}
        return made

    def value(self, kind: Any) -> Any:  # noqa: C901  one arm for each shape of a type
        kind = getattr(kind, "__value__", kind)  # a named alias, which may name itself
        origin, inner = get_origin(kind), get_args(kind)
        if origin is Annotated:
            return self.value(inner[0])
        if origin in {Union, types.UnionType}:
            return self.value(next(each for each in inner if each is not type(None)))
        if origin is Literal:
            return inner[0].value if isinstance(inner[0], Enum) else inner[0]
        if origin is list:
            return [self.value(inner[0])]
        if kind is bool or kind is Any:
            return True
        if kind is int or kind is float:
            return 1
        if kind is str:
            return "x"
        if kind in {datetime, timedelta}:
            return DATE
        if isinstance(kind, type) and issubclass(kind, Enum):
            return next(iter(kind)).value
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return self.model(kind)
        raise AssertionError(f"nobody has said how a {kind} is made")
