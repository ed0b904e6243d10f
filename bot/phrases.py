"""Loads what people type in place of a button from `locales/*/phrases.toml`."""

import tomllib
from pathlib import Path

from domain.phrases import Phrase, Phrases, plain


def load_phrases(locales: Path) -> Phrases:
    """Read the lists of every language; a list that is missing or superfluous is a fault of ours (ValueError)."""
    lists: dict[Phrase, set[str]] = {phrase: set() for phrase in Phrase}
    for path in sorted(locales.glob("*/phrases.toml")):
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        if odd := set(told) ^ set(Phrase):
            raise ValueError(f"{path}: missing or unknown lists: {', '.join(sorted(odd))}")
        for name, said in told.items():
            lists[Phrase(name)].update(plain(text) or text for text in said)
    return Phrases({phrase: frozenset(said) for phrase, said in lists.items()})
