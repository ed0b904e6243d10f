"""Bot API servers that are older than aiogram: what they do not send yet, and aiogram will not do without."""

import json
from typing import Any

# A right of administrators since Bot API 10.3; a server of before says nothing of it.
NEWER_RIGHT = "can_send_welcome_messages"


def loads(text: str | bytes) -> Any:
    """Read JSON of a server of any age."""
    read = json.loads(text)
    return _filled(read) if _speaks_of_administrators(text) else read


def _speaks_of_administrators(text: str | bytes) -> bool:
    return (b'"administrator"' in text) if isinstance(text, bytes) else ('"administrator"' in text)


def _filled(value: Any) -> Any:
    match value:
        case {"status": "administrator"}:
            return {NEWER_RIGHT: False} | {key: _filled(each) for key, each in value.items()}
        case dict():
            return {key: _filled(each) for key, each in value.items()}
        case list():
            return [_filled(each) for each in value]
        case _:
            return value
