"""A sheet on its way into the registry, and what the lead reads of it before anything is changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.ids import ImportId, UserId
from domain.policy import Policy
from domain.registry.changes import Changes
from domain.registry.listing import Listing, on
from domain.registry.sheet import Fault
from domain.words import Arg, Button, Lines, Local, Press, Rows, Style, Text, Token, Words

SHOWN = 5  # changes of each kind, and faults, that are read in the chat


class State(StrEnum):
    """Where it stands."""

    WAITING = "waiting"  # to be fetched
    SHOWN = "shown"  # to be decided
    APPLIED = "applied"
    DROPPED = "dropped"


class Unreadable(StrEnum):
    """Why a file is no sheet."""

    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    NO_SHEET = "no_sheet"  # it is something else, or broken, or behind a password
    GONE = "gone"  # Telegram does not give it
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """`base` is the import that was the last one when this was shown: what is shown must still be true."""

    id: ImportId
    by: UserId
    file_id: str
    at: datetime
    state: State
    attempts: int
    cells: tuple[tuple[str, ...], ...]
    base: int
    applied_at: datetime | None


def dry_run(changes: Changes, faults: Sequence[Fault], policy: Policy) -> Words:
    """Say what would change, or what is wrong; the first few of each."""
    if faults:
        return Lines((Text("import-faulty", {"count": len(faults)}), *_first_faults(faults)))
    if not changes.any:
        return Text("import-nothing", {"unchanged": changes.unchanged})
    counts: dict[str, Arg] = {
        "new": len(changes.new),
        "changed": len(changes.changed),
        "gone": len(changes.gone),
        "unchanged": changes.unchanged,
    }
    return Lines((Text("import-shows", counts), *_first_changes(changes, policy)))


def applied(changes: Changes, *, keep: bool) -> Text:
    """Say what was changed."""
    gone = 0 if keep else len(changes.gone)
    return Text("import-applied", {"new": len(changes.new), "changed": len(changes.changed), "gone": gone})


def buttons(number: ImportId, changes: Changes) -> Rows:
    """Apply all of it; leave what the sheet does not name; drop it."""

    def button(label: Text, act: str, style: Style | None = None) -> Button:
        return Button(label=label, press=Press.IMPORT, subject=int(number), arg=act, style=style)

    apply = button(Text("button-import-apply"), "apply", Style.GOOD)
    cancel = button(Text("button-import-cancel"), "cancel")
    if not changes.something_kept:
        return ((apply, cancel),)
    return ((apply,), (button(Text("button-import-keep", {"gone": len(changes.gone)}), "keep"),), (cancel,))


def line(listing: Listing, policy: Policy) -> Text:
    """Say in one line what a listing says."""
    since, until = listing.days(policy)
    product = policy.product(listing.product)
    return Text(
        "registry-line",
        {
            "organisation": listing.organisation.name,
            "category": Token(listing.category),
            "product": product.title if product else Local(listing.product, listing.product),
            "about": Token("all" if not listing.product else "one"),
            "period": period(since, until),
        },
    )


def period(since: date | None, until: date | None) -> Text:
    """Say from when until when."""
    match since, until:
        case date() as first, date() as last:
            return Text("period-both", {"since": on(first), "until": on(last)})
        case None, date() as last:
            return Text("period-until", {"until": on(last)})
        case date() as first, None:
            return Text("period-since", {"since": on(first)})
        case _:
            return Text("period-open")


def _first_faults(faults: Sequence[Fault]) -> Iterator[Text]:
    for fault in faults[:SHOWN]:
        yield Text("sheet-fault", {"row": fault.row, "fault": fault.words})
    if len(faults) > SHOWN:
        yield Text("import-more", {"count": len(faults) - SHOWN})


def _first_changes(changes: Changes, policy: Policy) -> Iterator[Text]:
    for listing in changes.new[:SHOWN]:
        yield Text("import-new", {"line": line(listing, policy)})
    for changed in changes.changed[:SHOWN]:
        yield Text("import-changed", {"was": line(changed.was, policy), "now": line(changed.now, policy)})
    for _, listing in changes.gone[:SHOWN]:
        yield Text("import-gone", {"line": line(listing, policy)})
    beyond = sum(max(0, len(each) - SHOWN) for each in (changes.new, changes.changed, changes.gone))
    if beyond:
        yield Text("import-more", {"count": beyond})
