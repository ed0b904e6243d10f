"""A raw update becomes a row of the inbox: whose line it stands in, and which time counts. Pure, and never raises."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

WANTED = ("message", "edited_message", "callback_query", "message_reaction", "my_chat_member", "chat_member")
INT64 = range(-(2**63), 2**63)
NOBODY = "?"  # the line of what belongs to nobody we can tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An update to be stored. Without an `update_id` it can only be put aside and shown."""

    update_id: int | None
    kind: str
    key: str
    chat: int | None
    thread: int | None
    sent_at: datetime  # Telegram's own time; of a button press, and of what has none, the arrival
    payload: str  # the raw JSON, in ASCII


def arrival(raw: object, received_at: datetime) -> Arrival:
    """Read as little of the update as its place in line needs."""
    update = _dict(raw)
    kind = next((name for name in update if name != "update_id" and isinstance(update[name], dict)), "")
    event = _dict(update.get(kind))
    message = _dict(event.get("message")) if kind == "callback_query" else event
    chat = _int(_dict(message.get("chat")).get("id"))
    thread = _int(message.get("message_thread_id")) if message.get("is_topic_message") is True else None
    person = _int(_dict(event.get("from") or event.get("user")).get("id"))
    return Arrival(
        update_id=update_id(raw),
        kind=kind,
        key=_key(chat if chat is not None else person, thread),
        chat=chat,
        thread=thread,
        sent_at=_time(event, kind) or received_at,
        payload=json.dumps(raw, separators=(",", ":")),
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
