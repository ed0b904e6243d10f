"""What a language says: every text of its `.ftl` files, with the variables, functions and texts it refers to."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.texts import FUNCTIONS, TAGS

_TAG = re.compile(r"<(/?)([^<>\s]*)>")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Message:
    """A text of a locale, with the variables, functions and texts it refers to."""

    args: frozenset[str]
    functions: frozenset[str]
    texts: frozenset[str]
    words: str
    where: str


def messages(place: Path, root: Path) -> tuple[dict[str, Message], list[str]]:
    """Read every text of a language, and what is wrong with its form."""
    found: dict[str, Message] = {}
    wrong: list[str] = []
    for file in sorted(place.glob("*.ftl")):
        where = file.relative_to(root).as_posix()
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            match entry:
                case ftl.Junk(content=str(content)):
                    wrong.append(f"{where}: not Fluent: {content.strip().splitlines()[0]}")
                case ftl.Term(id=name):
                    wrong.append(f"{where}: -{name.name}: a term; say it as a text")
                case ftl.Message(id=name):
                    if name.name in found:
                        wrong.append(f"{where}: {name.name} stands in {found[name.name].where} too")
                    found[name.name] = message = _read(entry, where)
                    wrong += [f"{where}: {name.name}: {fault}" for fault in _form(entry, message)]
                case _:  # comments
                    continue
    return found, wrong


class _Seen(Visitor):
    def __init__(self) -> None:
        self.args: set[str] = set()
        self.functions: set[str] = set()
        self.texts: set[str] = set()
        self.words: list[str] = []

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802  Fluent's name
        self.args.add(node.id.name)

    def visit_FunctionReference(self, node: ftl.FunctionReference) -> None:  # noqa: N802  Fluent's name
        self.functions.add(node.id.name)
        self.generic_visit(node)

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:  # noqa: N802  Fluent's name
        self.texts.add(node.id.name)

    def visit_TextElement(self, node: ftl.TextElement) -> None:  # noqa: N802  Fluent's name
        self.words.append(node.value)


def _read(entry: ftl.Message, where: str) -> Message:
    seen = _Seen()
    seen.visit(entry)
    return Message(
        args=frozenset(seen.args),
        functions=frozenset(seen.functions),
        texts=frozenset(seen.texts),
        words="".join(seen.words),
        where=where,
    )


def _form(entry: ftl.Message, message: Message) -> Iterator[str]:
    if entry.value is None:
        yield "it says nothing"
    if entry.attributes:
        yield "attributes are not used here"
    yield from (f"there is no function {name}" for name in sorted(message.functions - FUNCTIONS.keys()))
    if _PRIVATE.search(message.words):
        yield "private characters are kept for arguments"
    tags: Counter[str] = Counter()
    for closing, tag in _TAG.findall(message.words):
        if tag not in TAGS:
            yield f"<{tag}> is no markup here; there are {', '.join(f'<{each}>' for each in TAGS)}"
        tags[tag] += -1 if closing else 1
    yield from (f"<{tag}> is not closed" for tag, balance in tags.items() if balance)
