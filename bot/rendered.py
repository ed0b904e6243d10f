"""Text with marks over its characters: what a message is made of before it meets Telegram's UTF-16."""

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any, Self

# What Telegram finds by itself; a bot need not (and cannot usefully) mark it.
_FOUND_ANYWAY = frozenset({"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"})
_CONTROLS = {code for code in range(0x20) if chr(code) not in "\n\t"}
_HALVES = range(0xD800, 0xE000)  # of a character beyond 16 bits, without their other half
_UNSAYABLE = dict.fromkeys(_CONTROLS, " ") | dict.fromkeys(_HALVES, "\N{REPLACEMENT CHARACTER}")


@dataclass(frozen=True, slots=True)
class Mark:
    """An entity of the Bot API over the characters from `start` up to `end`."""

    start: int
    end: int
    kind: str
    extra: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text ready to be sent. Offsets count characters; `entities` counts them as Telegram does."""

    text: str = ""
    marks: tuple[Mark, ...] = ()

    @classmethod
    def said(cls, text: str, entities: str = "") -> Self:
        """What somebody wrote, with the raw JSON of its entities: letter for letter, but what cannot travel."""
        text = text.translate(_UNSAYABLE)
        if not entities:
            return cls(text)
        ends = list(accumulate((_units(character) for character in text), initial=0))

        def marks() -> Iterator[Mark]:
            for entity in json.loads(entities):
                kind, offset = entity["type"], entity["offset"]
                start, end = bisect_left(ends, offset), bisect_left(ends, offset + entity["length"])
                if kind not in _FOUND_ANYWAY and start < end < len(ends):
                    extra = {k: v for k, v in entity.items() if k not in {"type", "offset", "length"}}
                    yield Mark(start, end, kind, tuple(extra.items()))

        return cls(text, tuple(marks()))

    def entities(self) -> list[dict[str, Any]]:
        """The marks as the Bot API wants them: offsets in UTF-16 units."""
        if not self.marks:
            return []
        at = list(accumulate((_units(character) for character in self.text), initial=0))
        return [
            {
                "type": mark.kind,
                "offset": at[mark.start],
                "length": at[mark.end] - at[mark.start],
                **dict(mark.extra),
            }
            for mark in self.marks
        ]

    def __bool__(self) -> bool:
        return bool(self.text)

    def __add__(self, other: "Rendered | str") -> "Rendered":
        if isinstance(other, str):
            return Rendered(self.text + other, self.marks)
        shift = len(self.text)
        moved = (replace(mark, start=mark.start + shift, end=mark.end + shift) for mark in other.marks)
        return Rendered(self.text + other.text, (*self.marks, *moved))

    def marked(self, kind: str, **extra: Any) -> "Rendered":
        """The same, with one more mark over all of it."""
        if not self.text:
            return self
        return replace(self, marks=(Mark(0, len(self.text), kind, tuple(extra.items())), *self.marks))

    def part(self, start: int, end: int) -> "Rendered":
        """The characters from `start` up to `end`, with what lies over them."""
        kept = (
            replace(mark, start=max(mark.start, start) - start, end=min(mark.end, end) - start)
            for mark in self.marks
            if mark.start < end and mark.end > start
        )
        return Rendered(self.text[start:end], tuple(kept))


def joined(parts: Iterable[Rendered], separator: str = "\n") -> Rendered:
    """One text of several; empty ones vanish."""
    whole = Rendered()
    for part in parts:
        if part:
            whole = whole + separator + part if whole else part
    return whole


def _units(character: str) -> int:
    return 2 if character > "\uffff" else 1
