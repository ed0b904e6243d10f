"""A raw update becomes a row of the inbox: whose line it stands in, and which time counts. Pure, and never raises."""

import json
from datetime import UTC, datetime
from typing import Any

from domain.ids import ChatId, ThreadId
from storage.inbox import Update

WANTED = ("message", "edited_message", "callback_query", "message_reaction", "my_chat_member", "chat_member")
INT64 = range(-(2**63), 2**63)
NOBODY = "?"  # the line of what belongs to nobody we can tell


def arrival(raw: object, bot_id: int, received_at: datetime) -> Update:
    """Read as little of the update as its place in line needs.

    `sent_at` is Telegram's own time; of a button press, and of what has none, the arrival. What has no number cannot
    be asked for again nor forgotten by Telegram: it is put aside at once.
    """
    update = _dict(raw)
    kind = next((name for name in update if name != "update_id" and isinstance(update[name], dict)), "")
    event = _dict(update.get(kind))
    message = _dict(event.get("message")) if kind == "callback_query" else event
    chat = _int(_dict(message.get("chat")).get("id"))
    thread = _int(message.get("message_thread_id")) if message.get("is_topic_message") is True else None
    person = _int(_dict(event.get("from") or event.get("user")).get("id"))
    number = update_id(raw)
    return Update(
        bot_id=bot_id,
        update_id=number,
        key=_key(chat if chat is not None else person, thread),
        chat=None if chat is None else ChatId(chat),
        thread=None if thread is None else ThreadId(thread),
        sent_at=_time(event, kind) or received_at,
        received_at=received_at,
        payload=json.dumps(raw, separators=(",", ":")),  # in ASCII: half a surrogate pair is no UTF-8
        error="" if number is not None else "no update",
    )


def update_id(raw: object) -> int | None:
    """Return the number by which Telegram forgets the update."""
    return _int(_dict(raw).get("update_id"))


def _key(chat: int | None, thread: int | None) -> str:
    if chat is None:
        return NOBODY
    return str(chat) if thread is None else f"{chat}/{thread}"


def _time(event: dict[str, Any], kind: str) -> datetime | None:
    if kind == "callback_query":
        return None
    seconds = _int(event.get("edit_date")) if kind == "edited_message" else _int(event.get("date"))
    try:
        return datetime.fromtimestamp(seconds, UTC) if seconds else None
    except (ValueError, OverflowError, OSError):
        return None


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _int(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value in INT64 else None
