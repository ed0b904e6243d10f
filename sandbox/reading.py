"""A call as it was sent becomes a call as Telegram understands it, or the refusal Telegram would give."""

import asyncio
import importlib
import json
import sys
from functools import cache
from typing import Any

from sandbox.errors import Refusal, bad
from sandbox.shapes import SIMPLE, VERSION, Shape, Wrong, shape_of

MISSING = {  # what Telegram says when a required parameter is not there
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "from_chat_id": "chat_id is empty",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
    "user_id": "invalid user_id specified",
    "file_id": "file_id not specified",
    "name": "title must be non-empty",
    "action": "wrong parameter action in request",
    "phone_number": "phone number must be non-empty",
    "question": "poll question must be non-empty",
}
JSON_NAMES = {"reply_markup": "reply keyboard markup", "commands": "list of commands", "media": "InputMedia"}


async def ready() -> None:
    """Aiogram takes seconds to import: in a thread, once, so that people are served meanwhile."""
    if "aiogram.methods" not in sys.modules:
        await asyncio.to_thread(importlib.import_module, "aiogram.methods")


@cache
def methods() -> dict[str, str]:
    """Every method of this Bot API: its name in lower case → its name (Telegram does not mind the case)."""
    module = importlib.import_module("aiogram.methods")
    names = (getattr(value, "__api_method__", None) for value in vars(module).values())
    return {name.lower(): name for name in names if isinstance(name, str) and "Ephemeral" not in name}


def known(name: str) -> str:
    """The method meant, or 404."""
    if (method := methods().get(name.lower())) is None:
        raise Refusal(404, "Not Found")
    return method


@cache
def shape_of_method(name: str) -> Shape:
    return shape_of(getattr(importlib.import_module("aiogram.methods"), name[0].upper() + name[1:]))


def read_call(shape: Shape, params: dict[str, Any]) -> dict[str, Any]:
    """A method's parameters, or the refusal Telegram would give."""
    if not shape.outside.isdisjoint(params):
        raise bad(f"{min(shape.outside & params.keys())} is not in Bot API {VERSION}")
    read = {}
    for name, field in shape.fields.items():
        given = params.get(name)
        if given is None or (given == "" and (field.required or field.check is not SIMPLE[str])):
            if field.required:
                raise bad(MISSING.get(name) or f"there is no {name.replace('_', ' ')} in the request")
            continue
        try:
            read[name] = field.check(given)
        except Wrong as wrong:
            raise bad(f"can't parse {wrong.where or name}: {wrong.words}") from None
        except json.JSONDecodeError:
            raise bad(f"can't parse {JSON_NAMES.get(name, name.replace('_', ' '))} JSON object") from None
    return read
