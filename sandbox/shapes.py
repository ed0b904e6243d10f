"""Shapes of Bot API methods and types, read from aiogram's own classes: names, what is required, types.

A value is understood as Telegram understands it: form fields are strings, complex ones JSON, unknown fields are
ignored. What aiogram knows and Bot API 10.1 does not is refused by name.
"""

import datetime as dt
import json
import re
import types
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from sandbox.files import Upload

Check = Callable[[Any], Any]

VERSION = "10.1"
SENT_LATER = {"ephemeral_message_parameters", "receiver_user_id", "callback_query_id"}  # parameters of send… methods
SENT_BEFORE = {"reply_to_message_id", "allow_sending_without_reply", "disable_web_page_preview", "correct_option_id"}
OUTSIDE: dict[str, set[str]] = {  # fields of aiogram's classes that are not in this version of the Bot API
    "InlineKeyboardButton": {"disabled"},
    "InlineKeyboardMarkup": {"force_reply"},
    "ReplyKeyboardMarkup": {"force_reply"},
    "KeyboardButton": {"request_user"},
    "BotCommand": {"is_ephemeral"},
    "ReplyParameters": {"ephemeral_message_id"},
    "InputRichMessage": {"blocks", "media"},
    "ChatAdministratorRights": {"can_send_welcome_messages"},
    "MenuButtonCommands": {"text", "web_app"},
    "MenuButtonDefault": {"text", "web_app"},
    "CopyMessage": SENT_BEFORE,
    "EditMessageText": SENT_BEFORE,
}
REQUIRED = {("ReplyParameters", "message_id")}  # only later versions can do without
LATER_TYPES = {"InputMediaVoiceNote", "EphemeralMessageParameters", "DisabledButton"}


class Wrong(Exception):  # noqa: N818 - a message on its way to a refusal
    """A value that is not of its type; `where` it was, in Telegram's words."""

    def __init__(self, words: str, where: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.where = where


@dataclass(frozen=True, slots=True)
class Field:
    required: bool
    check: Check
    annotation: Any


@dataclass(frozen=True, slots=True)
class Shape:
    """One method or type."""

    name: str
    fields: dict[str, Field]
    outside: frozenset[str]

    def read(self, value: Any) -> dict[str, Any]:
        """An object of this type, without unknown fields."""
        where = spoken(self.name)
        if not isinstance(value, dict):
            raise Wrong("Object expected", where)
        if not self.outside.isdisjoint(value):
            raise Wrong(f"{min(self.outside & value.keys())} is not in Bot API {VERSION}", where)
        read = {}
        for name, field in self.fields.items():
            given = value.get(name)
            if given is None:
                if field.required:
                    raise Wrong(f'Can\'t find field "{name}"', where)
                continue
            try:
                read[name] = field.check(given)
            except Wrong as wrong:
                raise (wrong if wrong.where else Wrong(f'Field "{name}" {wrong.words}', where)) from None
        return read


@cache
def shape_of(model: Any) -> Shape:
    """The shape of one of aiogram's classes."""
    outside = OUTSIDE.get(model.__name__, set())
    if hasattr(model, "__api_method__") and model.__name__.startswith("Send"):
        outside = SENT_LATER | SENT_BEFORE
    fields = {}
    for attribute, info in model.model_fields.items():
        name = info.alias or attribute
        if name not in outside:
            constant = get_origin(info.annotation) is Literal and info.default is not None
            required = info.is_required() or constant or (model.__name__, name) in REQUIRED
            fields[name] = Field(required, check_of(info.annotation), info.annotation)
    return Shape(model.__name__, fields, frozenset(outside))


def spoken(name: str) -> str:
    """InlineKeyboardButton → inline keyboard button."""
    return re.sub(r"(?<=.)(?=[A-Z])", " ", name).lower() if name.startswith(("Inline", "Keyboard", "Reply")) else name


def check_of(annotation: Any) -> Check:
    """The check for an annotation of aiogram's."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return check_of(args[0])
    if origin is Union or origin is types.UnionType:
        return _union([arg for arg in args if arg is not types.NoneType])
    if origin is list:
        return _list(check_of(args[0]))
    if origin is Literal:
        return _literal({arg.value if isinstance(arg, Enum) else arg for arg in args})
    if annotation in SIMPLE:
        return SIMPLE[annotation]
    if getattr(annotation, "__name__", "") == "InputFile":
        return _file
    if hasattr(annotation, "model_fields"):
        return lambda value: shape_of(annotation).read(_parsed(value))
    return lambda value: value


def _union(options: list[Any]) -> Check:
    names = [getattr(option, "__name__", "") for option in options]
    if "InputFile" in names:
        return _file
    options = [
        option
        for option, name in zip(options, names, strict=True)
        if name not in LATER_TYPES | {"Default", "timedelta", "datetime"} or len(options) == 1
    ]
    if len(options) == 1:
        return check_of(options[0])
    if all(hasattr(option, "model_fields") for option in options):
        return _one_of(options)
    checks = [check_of(option) for option in options]

    def check(value: Any) -> Any:
        problem = Wrong("is of a wrong type")
        for option in checks:
            try:
                return option(value)
            except Wrong as wrong:
                problem = wrong if wrong.where else problem
            except json.JSONDecodeError:
                continue
        raise problem

    return check


def _one_of(models: list[Any]) -> Check:
    """The class whose required fields are all there; of those, the one whose constants agree."""

    def check(value: Any) -> Any:
        value = _parsed(value)
        problem = Wrong("Object expected")
        if isinstance(value, dict):
            problem = Wrong("no known type fits", spoken(models[0].__name__))
            for shape in map(shape_of, models):
                if all(name in value for name, field in shape.fields.items() if field.required):
                    try:
                        return shape.read(value)
                    except Wrong as wrong:
                        problem = wrong
        raise problem

    return check


def _list(item: Check) -> Check:
    def check(value: Any) -> Any:
        value = _parsed(value)
        if not isinstance(value, list):
            raise Wrong("must be of type Array")
        return [item(element) for element in value]

    return check


def _literal(allowed: set[Any]) -> Check:
    def check(value: Any) -> Any:
        if True in allowed:
            value = _boolean(value)
        if value not in allowed:
            raise Wrong(f"must be one of {sorted(map(str, allowed))}")
        return value

    return check


def _parsed(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _integer(value: Any) -> int:
    if isinstance(value, str) and re.fullmatch(r"\s*[+-]?\d{1,19}\s*", value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise Wrong("must be of type Number")


def _float(value: Any) -> float:
    try:
        if not isinstance(value, bool):
            return float(value)
    except (TypeError, ValueError):
        pass
    raise Wrong("must be of type Number")


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str | int) and str(value).strip().lower() in {"true", "yes", "1", "false", "no", "0"}:
        return str(value).strip().lower() in {"true", "yes", "1"}
    raise Wrong("must be of type Boolean")


def _string(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise Wrong("must be of type String")


def _file(value: Any) -> str | Upload:
    if isinstance(value, str | Upload):
        return value
    raise Wrong("must be a file")


SIMPLE: dict[Any, Check] = {
    int: _integer,
    float: _float,
    bool: _boolean,
    str: _string,
    dt.datetime: _integer,
    dt.timedelta: _integer,
}
