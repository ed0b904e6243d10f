"""What handlers need beside actions: words for the toasts they answer with."""

from typing import Protocol

from domain.words import Words


class Texts(Protocol):
    """Words without marks, cut for nobody."""

    def plain(self, words: Words, language: str | None = None, zone: str | None = None) -> str: ...
