"""Words from `locales/`, by name. What people typed is put in letter for letter and never read as markup.

A text may use `<b> <i> <code>`. `{ $at }` says a moment with weekday, time and zone; `DAY($at)`, `DATE($at)` and
`TIME($at)` say less of it; `LINK($key)` is the address that brings a reader back into the chat with the bot.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol, assert_never

import structlog
from babel import Locale
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentType, fluent_number
from fluent.syntax.ast import Resource

from bot.moments import Shape, offset_of, shown
from bot.rendered import Mark, Rendered, joined
from domain.words import Arg, Lines, Local, Moment, Text, Token, Words

log = structlog.get_logger()

FALLBACK = "ru"
TAGS = {"b": "bold", "i": "italic", "code": "code"}
_FIRST_SLOT = 0xF0000  # private characters that stand for arguments until Fluent is done
_PIECE = re.compile(rf"<(/?)({'|'.join(TAGS)})>|([{chr(_FIRST_SLOT)}-{chr(_FIRST_SLOT + 0xFFFD)}])")
_DISORDERLY = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])  # would turn our own words round


class Clock(Protocol):
    """Says what day it is."""

    def now(self) -> datetime: ...


class FaultyTextError(Exception):
    """A text that is missing or does not fit its arguments (raised only where texts are strict)."""


class Texts:
    """Every word a person reads."""

    def __init__(self, folder: Path, clock: Clock, *, zone: str = "Europe/Moscow", strict: bool = False) -> None:
        """Read `folder/<language>/*.ftl`. `zone` is for readers whose own is not known; `strict` is for tests."""
        self.bot_name = ""  # without @; known once Telegram has said it
        self._clock, self._zone, self._strict = clock, zone, strict
        self._bundles = {place.name: _bundle(place) for place in sorted(folder.iterdir()) if place.is_dir()}

    def render(self, words: Words, language: str | None = None, zone: str | None = None) -> Rendered:
        """Say it in the language, with moments in the zone; both have fallbacks, and nothing is raised."""
        known = self.language(language)
        match words:
            case Lines(parts):
                return joined(self.render(part, known, zone) for part in parts)
            case Text(name, args):
                return self._text(name, args, known, zone or self._zone)
            case _:
                assert_never(words)

    def plain(self, words: Words, language: str | None = None, zone: str | None = None) -> str:
        """Say it without marks: for toasts, labels and e-mails."""
        return self.render(words, language, zone).text

    def language(self, wanted: str | None) -> str:
        """Find the language we have for the one that is wanted ("en-GB" is English)."""
        known = (wanted or "").lower().partition("-")[0]
        return known if known in self._bundles else FALLBACK

    def _text(self, name: str, args: Mapping[str, Arg], language: str, zone: str) -> Rendered:
        bundle = next(
            (b for b in (self._bundles.get(language), self._bundles.get(FALLBACK)) if b and b.has_message(name)),
            None,
        )
        if bundle is None or (pattern := bundle.get_message(name).value) is None:
            self._fault(name, language, "missing")
            return self._text("text-missing", {}, language, zone) if name != "text-missing" else Rendered("…")
        page = _Page(self, language, zone)
        raw, errors = bundle.format_pattern(pattern, {key: page.argument(arg) for key, arg in args.items()})
        for error in errors:
            self._fault(name, language, repr(error))
        return page.composed(raw if isinstance(raw, str) else "")

    def moment(self, moment: Moment, language: str, zone: str, shape: Shape) -> Rendered:
        """Say a moment as a `date_time` entity, which clients show in their own zone."""
        said = shown(moment.at, self._clock.now(), zone, language, shape)
        text = Rendered(said.text)
        if shape is Shape.MOMENT:
            offset = offset_of(moment.at, zone)
            text += " " + (self.plain(Text("zone-moscow"), language) if offset == "MSK" else offset)
        form = {"date_time_format": said.format} if said.format else {}
        return text.marked("date_time", unix_time=int(moment.at.timestamp()), **form)

    def _fault(self, name: str, language: str, fault: str) -> None:
        if self._strict:
            raise FaultyTextError(name, language, fault)
        log.error("text_faulty", text=name, language=language, fault=fault)


def clean(typed: str) -> Rendered:
    """What a person typed, so that it can neither break the message nor turn our words round it."""
    return Rendered.said(typed.translate(_DISORDERLY))


class _Page:
    """One text on its way: arguments wait aside until Fluent has said where they go."""

    def __init__(self, texts: Texts, language: str, zone: str) -> None:
        self._texts, self._language, self._zone = texts, language, zone
        self._slots: list[Rendered] = []

    def argument(self, arg: Arg) -> str | FluentType:
        """Turn an argument into what Fluent may choose by, or only pass on."""
        match arg:
            case str():
                return _Aside(self, clean(arg))
            case int():
                return fluent_number(arg, useGrouping=False)
            case Token(value):
                return value
            case Local():
                return _Aside(self, Rendered(arg.ru if self._language == "ru" else arg.en))
            case Text() | Lines():
                return _Aside(self, self._texts.render(arg, self._language, self._zone))
            case Moment():
                return _AsideMoment(self, arg)
            case _:
                assert_never(arg)

    def moment(self, moment: Moment, shape: Shape) -> Rendered:
        return self._texts.moment(moment, self._language, self._zone, shape)

    def link(self, key: str) -> Rendered:
        return Rendered(f"https://t.me/{self._texts.bot_name}?start={key}")

    def put_aside(self, part: Rendered) -> str:
        """Return the character that stands for the part."""
        self._slots.append(part)
        return chr(_FIRST_SLOT + len(self._slots) - 1)

    def composed(self, raw: str) -> Rendered:
        """Read the text's own markup and put its arguments where they belong."""
        whole, end, opened = Rendered(), 0, dict[str, int]()
        marks: list[Mark] = []
        for piece in _PIECE.finditer(raw):
            whole, end = whole + raw[end : piece.start()], piece.end()
            closing, tag, slot = piece.groups()
            if slot:
                whole += self._slots[ord(slot) - _FIRST_SLOT]
            elif not closing:
                opened[tag] = len(whole.text)
            elif (start := opened.pop(tag, None)) is not None and start < len(whole.text):
                marks.append(Mark(start, len(whole.text), TAGS[tag]))
        whole += raw[end:]
        return Rendered(whole.text, (*marks, *whole.marks))


class _Aside(FluentType):
    """An argument that Fluent passes on without looking inside."""

    def __init__(self, page: _Page, part: Rendered) -> None:
        self._page, self._part = page, part

    def link(self) -> "_Aside":
        return _Aside(self._page, self._page.link(self._part.text))

    def format(self, locale: Locale) -> str:  # noqa: ARG002  Fluent's own signature
        return self._page.put_aside(self._part)


class _AsideMoment(FluentType):
    """A moment, of which a text may want only a part."""

    def __init__(self, page: _Page, moment: Moment, shape: Shape = Shape.MOMENT) -> None:
        self._page, self._moment, self._shape = page, moment, shape

    def shaped(self, shape: Shape) -> "_AsideMoment":
        return _AsideMoment(self._page, self._moment, shape)

    def format(self, locale: Locale) -> str:  # noqa: ARG002  Fluent's own signature
        return self._page.put_aside(self._page.moment(self._moment, self._shape))


def _shape(shape: Shape) -> Callable[[_AsideMoment], _AsideMoment]:
    return lambda moment: moment.shaped(shape)


FUNCTIONS: dict[str, Any] = {
    **{shape.name: _shape(shape) for shape in (Shape.DAY, Shape.DATE, Shape.TIME)},
    "LINK": _Aside.link,
}


def _bundle(place: Path) -> FluentBundle:
    bundle = FluentBundle([place.name], functions=FUNCTIONS, use_isolating=False)
    for file in sorted(place.glob("*.ftl")):
        bundle.add_resource(_read(file.read_text(encoding="utf-8")))
    return bundle


@cache
def _read(text: str) -> Resource:
    """Parse a file once in a process: it takes a fifth of a second for all of them."""
    return FluentResource(text)
