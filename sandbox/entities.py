"""Formatted text: UTF-16 offsets, what Telegram checks, what it finds by itself.

A text travels as `(text, entities)`; offsets and lengths count UTF-16 units, as everywhere in the Bot API.
"""

import re
from typing import Any

from sandbox.errors import bad
from sandbox.parse_html import parse_html
from sandbox.parse_markdown import parse_markdown

Entity = dict[str, Any]
Formatted = tuple[str, list[Entity]]

MAX_TEXT = 4096
MAX_CAPTION = 1024
NEEDS = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id", "date_time": "unix_time"}
FOUND = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"}  # nobody needs to mark these
STYLES = {
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "code",
    "pre",
    "blockquote",
    "expandable_blockquote",
}
DETECTED = re.compile(
    r"(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<url>https?://[^\s<>«»\"]+[^\s<>«»\".,;:!?)\]])"
    r"|(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/]))"
    r"|(?P<mention>(?<![\w@])@[A-Za-z]\w{3,31}\b)"
    r"|(?P<hashtag>(?<![\w#])#\w*[^\W\d_]\w*)"
)


def units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def cut(text: str, offset: int, length: int) -> str:
    """The part of a text an entity speaks of."""
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def formatted(text: str, entities: list[Entity] | None, parse_mode: str | None) -> Formatted:
    """What the bot meant by text, entities and parse_mode: checked, trimmed, with what Telegram finds by itself."""
    match (parse_mode or "").lower():
        case "":
            found = checked(text, entities or [])
        case "html":
            text, found = parse_html(text)
        case "markdownv2":
            text, found = parse_markdown(text)
        case _:
            raise bad("unsupported parse_mode")
    return with_detected(*trimmed(text, found))


def message_text(text: str, entities: list[Entity] | None, parse_mode: str | None) -> Formatted:
    """1–4096 characters."""
    if not text:
        raise bad("message text is empty")
    text, found = formatted(text, entities, parse_mode)
    if not text:
        raise bad("text must be non-empty")
    if len(text) > MAX_TEXT:
        raise bad("message is too long")
    return text, found


def caption_text(text: str, entities: list[Entity] | None, parse_mode: str | None) -> Formatted:
    """0–1024 characters."""
    text, found = formatted(text, entities, parse_mode)
    if len(text) > MAX_CAPTION:
        raise bad("message caption is too long")
    return text, found


def checked(text: str, entities: list[Entity]) -> list[Entity]:
    """Entities that lie within the text and say what they need to."""
    starts = symbol_starts(text) if entities else set()
    end_of_text = units(text)
    for entity in entities:
        kind, offset, length = entity["type"], entity["offset"], entity["length"]
        if kind not in STYLES | FOUND | NEEDS.keys():
            raise bad("can't parse MessageEntity: Unsupported type specified")
        if kind in NEEDS and not entity.get(NEEDS[kind]):
            raise bad(f"can't parse MessageEntity: Can't find field \"{NEEDS[kind]}\"")
        if offset < 0:
            raise bad("receive an entity with incorrect offset")
        if length < 0:
            raise bad("receive an entity with incorrect length")
        if offset + length > end_of_text:
            at = f"entity beginning at UTF-16 offset {offset}"
            raise bad(f"{at} ends after the end of the text at UTF-16 offset {offset + length}")
        if offset not in starts:
            raise bad("entity begins in a middle of a UTF-16 symbol")
        if offset + length not in starts:
            raise bad(f"entity beginning at UTF-16 offset {offset} ends in a middle of a UTF-16 symbol")
    kept = [entity for entity in entities if entity["length"] and entity["type"] not in FOUND]
    return sorted(kept, key=lambda entity: (entity["offset"], -entity["length"]))


def symbol_starts(text: str) -> set[int]:
    starts, at = {0}, 0
    for character in text:
        at += 1 + (character > "\uffff")
        starts.add(at)
    return starts


def trimmed(text: str, entities: list[Entity]) -> Formatted:
    """Without white space around it, as Telegram stores a text."""
    core = text.strip()
    if core == text:
        return text, entities
    skipped = units(text[: len(text) - len(text.lstrip())])
    end = units(core)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - skipped)
        stop = min(end, entity["offset"] + entity["length"] - skipped)
        if stop > start:
            kept.append(entity | {"offset": start, "length": stop - start})
    return core, kept


def with_detected(text: str, entities: list[Entity]) -> Formatted:
    """Plus commands, mentions, links and hashtags, where nothing is code or a link already."""
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in entities
        if entity["type"] in {"code", "pre", "text_link", "text_mention", "date_time"}
    ]
    found = list(entities)
    for match in DETECTED.finditer(text):
        offset, length = units(text[: match.start()]), units(match.group())
        if not any(start < offset + length and offset < stop for start, stop in taken):
            found.append({"type": match.lastgroup, "offset": offset, "length": length})
    found.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return text, found
