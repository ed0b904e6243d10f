"""Refusals become words."""

from domain.errors import (
    AlreadyDone,
    AlreadyTaken,
    InTheFuture,
    InThePast,
    LeadsOnly,
    NeedsText,
    NotEnough,
    NotFound,
    NotPossible,
    NotWarned,
    NotYours,
    OfAColleague,
    Refusal,
    Unfit,
)
from domain.words import Moment, Text, Token


def words(refusal: Refusal) -> Text:  # noqa: C901, PLR0912  one arm for each
    """Say what the desk refuses, why, and what else can be done."""
    match refusal:
        case NotPossible(status=status, move=move):
            return Text("not-possible", {"status": Token(status), "move": Token(move)})
        case AlreadyTaken(name=name) if name:
            return Text("already-taken", {"engineer": name})
        case AlreadyTaken():
            return Text("already-taken-somebody")
        case LeadsOnly():
            return Text("leads-only")
        case OfAColleague():
            return Text("of-a-colleague")
        case NotYours():
            return Text("not-yours")
        case NotFound():
            return Text("not-found")
        case NeedsText():
            return Text("needs-text")
        case NotEnough(missing=missing, listed=listed):
            return Text("not-enough", {"missing": Token(missing), "listed": listed})
        case NotWarned(warned_at=None):
            return Text("not-warned")
        case NotWarned(warned_at=at) if at is not None:
            return Text("not-rude-since", {"at": Moment(at)})
        case Unfit(why=why, named=named):
            return Text("unfit", {"why": Token(why), "named": named})
        case InThePast(at=at):
            return Text("in-the-past", {"at": Moment(at)})
        case InTheFuture(at=at):
            return Text("in-the-future", {"at": Moment(at)})
        case AlreadyDone():
            return Text("already-done")
        case _:
            return Text("already-done")
