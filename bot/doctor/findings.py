"""What the doctor says: a mark, what was found, what to do about it."""

from dataclasses import dataclass
from enum import StrEnum

from domain.words import Text


class Mark(StrEnum):
    """How bad it is."""

    GOOD = "✓"
    MIND = "!"  # the desk works, but not as it could
    BAD = "✗"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line."""

    mark: Mark
    what: Text
    do: Text | None = None


def good(what: Text) -> Finding:
    """All is well."""
    return Finding(Mark.GOOD, what)


def mind(what: Text, do: Text | None = None) -> Finding:
    """Worth knowing."""
    return Finding(Mark.MIND, what, do)


def bad(what: Text, do: Text | None = None) -> Finding:
    """The desk cannot work so."""
    return Finding(Mark.BAD, what, do)
