"""Refusals become words."""

from domain.errors import (
    AlreadyDone,
    AlreadyTaken,
    InThePast,
    NeedsText,
    NotFound,
    NotPossible,
    NotYours,
    Refusal,
)
from domain.words import Moment, Text, Token


def words(refusal: Refusal) -> Text:
    """Say what the desk refuses, why, and what else can be done."""
    match refusal:
        case NotPossible(status=status, move=move):
            return Text("not-possible", {"status": Token(status), "move": Token(move)})
        case AlreadyTaken(name=name) if name:
            return Text("already-taken", {"engineer": name})
        case AlreadyTaken():
            return Text("already-taken-somebody")
        case NotYours():
            return Text("not-yours")
        case NotFound():
            return Text("not-found")
        case NeedsText():
            return Text("needs-text")
        case InThePast(at=at):
            return Text("in-the-past", {"at": Moment(at)})
        case AlreadyDone():
            return Text("already-done")
        case _:
            return Text("already-done")
