"""parse_mode=HTML, as Telegram reads it: a handful of tags, each with its end."""

import html
import re
from typing import Any

from sandbox.errors import Refusal, bad

TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler", "span": "spoiler",
    "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji", "tg-time": "date_time",
}  # fmt: skip
TOKEN = re.compile(
    r"<(?P<end>/?)(?P<tag>[^\s<>/]*)(?P<rest>[^<>]*)>|&(?:#x?[0-9a-fA-F]+|lt|gt|amp|quot);|[^<&]+|.", re.DOTALL
)
ATTRIBUTE = re.compile(r"""([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=>]+)))?""")


def parse_html(source: str) -> tuple[str, list[dict[str, Any]]]:
    """The text and its entities, outer before inner."""
    text, length = "", 0
    entities: list[dict[str, Any]] = []
    nested: list[tuple[str, int, dict[str, Any]]] = []  # tag, where it began, what it makes
    for token in TOKEN.finditer(source):
        piece, at = token.group(), len(source[: token.start()].encode())
        if token["tag"] is None:
            if piece == "<":
                raise broken(f"Unclosed start tag at byte offset {at}")
            piece = html.unescape(piece)
            text += piece
            length += len(piece) + sum(character > "\uffff" for character in piece)
        elif not token["end"]:
            tag = token["tag"].lower()
            if tag not in TAGS:
                raise broken(f'Unsupported start tag "{tag}" at byte offset {at}')
            nested.append((tag, length, entity_of(tag, attributes(token["rest"]), at)))
        else:
            tag = token["tag"].lower()
            if not nested:
                raise broken(f"Unexpected end tag at byte offset {at}")
            opened, begin, entity = nested.pop()
            if tag not in ("", opened):
                raise broken(f'Unmatched end tag at byte offset {at}, expected "</{opened}>", found "</{tag}>"')
            close(entities, entity, begin, length, text, nested)
    if nested:
        at = len(source.encode())
        raise broken(f'Can\'t find end tag corresponding to start tag "{nested[-1][0]}" at byte offset {at}')
    return text, sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def attributes(rest: str) -> dict[str, str]:
    return {
        name.lower(): html.unescape(double or single or bare) for name, double, single, bare in ATTRIBUTE.findall(rest)
    }


def entity_of(tag: str, given: dict[str, str], at: int) -> dict[str, Any]:
    """What the tag makes."""
    match tag:
        case "span" if given.get("class") != "tg-spoiler":
            raise broken(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
        case "a":
            return {"type": "text_link", "url": given.get("href", "")}
        case "code" if given.get("class", "").startswith("language-"):
            return {"type": "code", "language": given["class"].removeprefix("language-")}
        case "blockquote" if "expandable" in given:
            return {"type": "expandable_blockquote"}
        case "tg-emoji":
            return {"type": "custom_emoji", "custom_emoji_id": given.get("emoji-id", "")}
        case "tg-time":
            if not given.get("unix", "").isdecimal():
                raise broken(f"Invalid Unix time specified at byte offset {at}")
            shown = {"date_time_format": given["format"]} if given.get("format") else {}
            return {"type": "date_time", "unix_time": int(given["unix"]), **shown}
        case _:
            return {"type": TAGS[tag]}


def close(
    entities: list[dict[str, Any]],
    entity: dict[str, Any],
    begin: int,
    end: int,
    text: str,
    nested: list[tuple[str, int, dict[str, Any]]],
) -> None:
    """An end tag: the entity is what lies between."""
    if end == begin:
        return
    language = entity.get("language") if entity["type"] == "code" else None
    if entity["type"] == "text_link" and not entity["url"]:
        words = text.encode("utf-16-le")[2 * begin : 2 * end].decode("utf-16-le")
        if "." not in words:
            return
        entity["url"] = words
    if language is not None:
        del entity["language"]
        if nested and nested[-1][0] == "pre":
            nested[-1][2]["language"] = language
            return
    if entity["type"] == "code" and nested and nested[-1][0] == "pre":
        return
    entities.append(entity | {"offset": begin, "length": end - begin})


def broken(words: str) -> Refusal:
    return bad(f"can't parse entities: {words}")
