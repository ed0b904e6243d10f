"""Holds `locales/` against the code: every text there is, in every language, with exactly its arguments.

Run as `python -m scripts.check_locales`; `tests/test_locales.py` runs the same.
"""

import ast
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.texts import FALLBACK, FUNCTIONS, TAGS

ROOT = Path(__file__).parents[1]
CODE = ("bot", "handlers", "actions", "domain")
ALWAYS = {"text-missing"}  # used where the code's own name for it failed
_TAG = re.compile(r"<(/?)([^<>\s]*)>")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Use:
    """A `Text("name", {…})` of the code. `exact`: all of its arguments are written out."""

    name: str
    args: frozenset[str]
    exact: bool
    where: str


@dataclass(frozen=True, slots=True)
class Message:
    """A text of a locale, with the variables, functions and texts it refers to."""

    args: frozenset[str]
    functions: frozenset[str]
    texts: frozenset[str]
    words: str
    where: str


def faults(root: Path = ROOT) -> list[str]:
    """Return everything that is not in order, a line each."""
    uses, unreadable = _uses(root)
    locales = {place.name: place for place in sorted((root / "locales").iterdir()) if place.is_dir()}
    found = list(unreadable)
    messages: dict[str, dict[str, Message]] = {}
    for language, place in locales.items():
        messages[language], wrong = _messages(place, root)
        found += wrong
    for language, known in messages.items():
        found += _held_against(uses, known, language)
    found += _different(messages)
    found += _leftovers(uses, messages)
    found += _policy(root / "policy")
    return found


# The code


def _uses(root: Path) -> tuple[list[Use], list[str]]:
    uses: list[Use] = []
    wrong: list[str] = []
    for file in sorted(path for room in CODE for path in (root / room).rglob("*.py")):
        where = file.relative_to(root).as_posix()
        for scope, call in _texts(ast.parse(file.read_text(encoding="utf-8"))):
            line = f"{where}:{call.lineno}"
            names = list(_names(call.args[0])) if call.args else []
            if not names:
                wrong.append(f"{line}: the name of a Text must be written out here")
            args, exact = _arguments(call, scope)
            uses += [Use(name, args, exact, line) for name in names]
    return uses, wrong


def _texts(tree: ast.AST, scope: ast.AST | None = None) -> Iterator[tuple[ast.AST, ast.Call]]:
    """Find the calls of Text, each with the function it stands in."""
    scope = scope or tree
    for node in ast.iter_child_nodes(tree):
        inner = node if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else scope
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
            yield scope, node
        yield from _texts(node, inner)


def _names(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(name)):
            yield name
        case ast.IfExp(body=body, orelse=orelse):
            yield from _names(body)
            yield from _names(orelse)
        case _:
            return


def _arguments(call: ast.Call, scope: ast.AST) -> tuple[frozenset[str], bool]:
    given = [*call.args[1:], *(keyword.value for keyword in call.keywords if keyword.arg == "args")]
    return _keys(given[0], scope) if given else (frozenset(), True)


def _keys(node: ast.expr, scope: ast.AST) -> tuple[frozenset[str], bool]:
    """Return the keys of a dictionary, also by the name it was given in the same function."""
    if isinstance(node, ast.Name):
        node = _assigned(node.id, scope) or node
    if not isinstance(node, ast.Dict):
        return frozenset(), False
    keys: set[str] = set()
    exact = True
    for key, value in zip(node.keys, node.values, strict=True):
        match key:
            case ast.Constant(value=str(name)):
                keys.add(name)
            case None:
                inner, known = _keys(value, scope)
                keys |= inner
                exact = exact and known
            case _:
                exact = False
    return frozenset(keys), exact


def _assigned(name: str, scope: ast.AST) -> ast.expr | None:
    values = [
        node.value
        for node in ast.walk(scope)
        if (isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == [name])
        or (isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == name)
    ]
    return values[0] if len(values) == 1 else None


# The locales


def _messages(place: Path, root: Path) -> tuple[dict[str, Message], list[str]]:
    messages: dict[str, Message] = {}
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
                    if name.name in messages:
                        wrong.append(f"{where}: {name.name} stands in {messages[name.name].where} too")
                    messages[name.name] = message = _read(entry, where)
                    wrong += [f"{where}: {name.name}: {fault}" for fault in _form(entry, message)]
                case _:  # comments
                    continue
    return messages, wrong


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


# One against the other


def _held_against(uses: Iterable[Use], known: Mapping[str, Message], language: str) -> Iterator[str]:
    for use in uses:
        if use.name not in known:
            yield f"{use.where}: {language} has no text {use.name}"
            continue
        wanted = _args(use.name, known)
        if use.exact and use.args != wanted:
            given, said = _listed(use.args), _listed(wanted)
            yield f"{use.where}: {language}: {use.name} is given {given} and says {said}"
        elif not use.exact and not use.args <= wanted:
            yield f"{use.where}: {language}: {use.name} does not say {_listed(use.args - wanted)}"


def _different(messages: Mapping[str, Mapping[str, Message]]) -> Iterator[str]:
    first = messages[FALLBACK]
    for language, known in messages.items():
        yield from (f"{language}: {name} is missing" for name in sorted(first.keys() - known.keys()))
        yield from (f"{FALLBACK}: {name} is missing" for name in sorted(known.keys() - first.keys()))
        for name in sorted(first.keys() & known.keys()):
            if _args(name, first) != _args(name, known):
                here, there = _listed(_args(name, known)), _listed(_args(name, first))
                yield f"{name}: {language} says {here}, {FALLBACK} says {there}"


def _leftovers(uses: Iterable[Use], messages: Mapping[str, Mapping[str, Message]]) -> Iterator[str]:
    used = {use.name for use in uses} | ALWAYS
    for name, message in sorted(messages[FALLBACK].items()):
        quoted = any(name in other.texts for other in messages[FALLBACK].values())
        if name not in used and not quoted:
            yield f"{message.where}: nobody says {name}"


def _args(name: str, known: Mapping[str, Message], seen: frozenset[str] = frozenset()) -> frozenset[str]:
    """The arguments of a text and of the texts within it."""
    if name not in known or name in seen:
        return frozenset()
    message = known[name]
    return message.args.union(*(_args(inner, known, seen | {name}) for inner in message.texts))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"


# The policy's own texts


def _policy(folder: Path) -> Iterator[str]:
    for file in sorted(folder.glob("*.toml")):
        yield from _spoken(tomllib.loads(file.read_text(encoding="utf-8")), file.name)


def _spoken(value: Any, where: str) -> Iterator[str]:
    match value:
        case {"ru": str(ru), "en": str(en)}:
            if not ru.strip() or not en.strip():
                yield f"{where}: a language says nothing"
        case dict() if {"ru", "en"} & value.keys():
            yield f"{where}: one of the languages is missing"
        case dict():
            for key, inner in value.items():
                yield from _spoken(inner, f"{where}: {key}")
        case list():
            for inner in value:
                yield from _spoken(inner, where)
        case _:
            return


if __name__ == "__main__":
    found = faults()
    print(*found, sep="\n", end="\n" if found else "")
    sys.exit(bool(found))
