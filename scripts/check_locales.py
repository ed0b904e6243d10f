"""Holds `locales/` against the code: every text there is, in every language, with exactly its arguments.

Run as `python -m scripts.check_locales`; `tests/test_locales.py` runs the same.
"""

import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.texts import FALLBACK
from scripts.texts_in_code import Use, uses
from scripts.texts_in_locales import Message, messages

ROOT = Path(__file__).parents[1]
ALWAYS = {"text-missing"}  # used where the code's own name for it failed


def faults(root: Path = ROOT) -> list[str]:
    """Return everything that is not in order, a line each."""
    said, unreadable = uses(root)
    locales = {place.name: place for place in sorted((root / "locales").iterdir()) if place.is_dir()}
    found = list(unreadable)
    spoken: dict[str, dict[str, Message]] = {}
    for language, place in locales.items():
        spoken[language], wrong = messages(place, root)
        found += wrong
    for language, known in spoken.items():
        found += _held_against(said, known, language)
    found += _different(spoken)
    found += _leftovers(said, spoken)
    found += _policy(root / "policy")
    return found


# One against the other


def _held_against(said: Iterable[Use], known: Mapping[str, Message], language: str) -> Iterator[str]:
    for use in said:
        if use.name not in known:
            yield f"{use.where}: {language} has no text {use.name}"
            continue
        wanted = _args(use.name, known)
        if use.exact and use.args != wanted:
            given, says = _listed(use.args), _listed(wanted)
            yield f"{use.where}: {language}: {use.name} is given {given} and says {says}"
        elif not use.exact and not use.args <= wanted:
            yield f"{use.where}: {language}: {use.name} does not say {_listed(use.args - wanted)}"


def _different(spoken: Mapping[str, Mapping[str, Message]]) -> Iterator[str]:
    first = spoken[FALLBACK]
    for language, known in spoken.items():
        yield from (f"{language}: {name} is missing" for name in sorted(first.keys() - known.keys()))
        yield from (f"{FALLBACK}: {name} is missing" for name in sorted(known.keys() - first.keys()))
        for name in sorted(first.keys() & known.keys()):
            if _args(name, first) != _args(name, known):
                here, there = _listed(_args(name, known)), _listed(_args(name, first))
                yield f"{name}: {language} says {here}, {FALLBACK} says {there}"


def _leftovers(said: Iterable[Use], spoken: Mapping[str, Mapping[str, Message]]) -> Iterator[str]:
    used = {use.name for use in said} | ALWAYS
    for name, message in sorted(spoken[FALLBACK].items()):
        quoted = any(name in other.texts for other in spoken[FALLBACK].values())
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
