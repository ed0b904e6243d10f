"""What is to be said, before it is in any language: named texts, their facts, the buttons under them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Moment:
    """A promise to a person: shown in their zone, as a `date_time` entity (VOICE 2)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Token:
    """One of our own words that a text chooses by: a status, a category. Never typed by people."""

    value: str


@dataclass(frozen=True, slots=True)
class Local:
    """A text of the policy, in both languages."""

    ru: str
    en: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text of `locales/` by name, with its arguments."""

    name: str
    args: dict[str, "Arg"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lines:
    """Several texts, each on a line of its own; empty ones vanish."""

    parts: tuple["Words", ...]


Words = Text | Lines
# A `str` is always something a person typed: shown letter for letter, never read as markup.
Arg = str | int | Moment | Token | Local | Text | Lines


class Press(StrEnum):
    """What a button asks for. The value travels in callback data: short, and never given a new meaning."""

    FORM = "f"  # subject: the draft's revision; arg: act and value
    # Customers
    STATUS = "st"
    SETTLED = "sd"
    LEAD = "ld"  # the lead's contacts
    TO_LEAD = "tl"  # write to the lead
    CONFIRM = "ok"
    OBJECT = "no"
    RATE = "rt"  # arg: 1 or -1
    REOPEN = "ro"
    STILL = "still"  # day 11: the question is still there
    WITHDRAW = "wd"
    FIRST = "fst"  # put this ticket before the others
    BELONGS = "to"  # subject: the utterance; arg: a ticket's number, or "form", or "new"
    LANGUAGE = "lang"
    APPEAL = "apl"  # against our no
    COMPLAIN = "cmp"  # subject: the ticket, 0 for none
    EXPORT = "pexp"  # all that is kept, as a file
    UNCONSENT = "puncon"  # arg: empty to ask, else when it was asked
    ERASE = "perase"  # the same
    KEEP = "pkeep"  # no: nothing is erased
    # Engineers
    TAKE = "take"
    RELEASE = "rel"
    HAND_OVER = "give"  # arg: the engineer; empty: ask to whom
    RESOLVE = "done"
    WORKING = "work"
    REFUSE = "ref"  # arg: the ground; empty: ask which
    VERIFY = "ver"  # arg: a category
    ESCALATE = "esc"  # to the developers
    NEW_TIME = "ntm"  # theirs, another
    RETURNED = "rtd"
    FIXED = "fxd"  # returned, mended in a version
    WARN = "warn"  # the customer, of their tone
    RUDE = "rude"  # propose a refusal to the lead
    REOPEN_AGAIN = "dro"  # the desk takes a closed ticket up again
    THEM = "them"  # the registry's near match is this organisation
    NOT_THEM = "nthem"
    CORRECT = "cor"  # the category was wrong all along, leads only; arg: a category; empty: ask which
    OUT_OF_TURN = "oot"
    SEND = "send"  # the lines of this engineer that wait
    TAKE_AND_SEND = "tsend"
    NOTE = "note"
    ASK = "ask"  # arg: the prepared request; empty: the menu of them
    ASK_EDIT = "aske"  # arg: the prepared request, to be edited first
    VERSION = "vers"  # arg: the utterance that names it
    SPLIT = "split"
    DUPLICATE = "dup"  # arg: of which ticket; empty: ask
    CARD = "card"  # redraw, closing whatever menu is open
    MORE = "more"
    CALLED = "call"  # answered in a call; arg: minutes ago, empty: ask when, "other": typed
    SOLVED_IN_CALL = "csol"
    HEARD = "hear"  # what the customer said in a call
    ASK_DATA = "data"  # what a caller could not tell is asked for
    NO_DATA = "nodat"  # refused for it (R13)
    # Leads
    ACCEPT = "acc"  # arg: a category
    TURN_DOWN = "rej"
    MINE = "mine"  # subject: the ticket; arg: minutes, empty: ask, "other": typed
    ASSIGN = "asg"  # arg: the engineer; empty: ask to whom
    IMPORT = "imp"  # subject: the import; arg: apply, keep, cancel
    REGISTRY = "reg"  # arg: which file is wanted
    REPLY = "rep"  # subject: the customer
    RUDE_YES = "rdy"  # this and the next four, subject: the matter
    RUDE_NO = "rdn"
    UPHOLD = "uph"
    DISMISS = "dsm"
    COMPLAINT_SETTLED = "cst"
    CLOCK = "clk"  # the jump of the wall clock is right
    ERASE_FOR = "perfor"  # subject: the customer; arg: when it was asked
    SPARE = "pspare"  # the lead's no; subject: the customer
    AGAIN = "again"  # what was put aside is tried once more


class Style(StrEnum):
    """A button's colour (Bot API 9.4)."""

    GOOD = "success"
    BAD = "danger"
    MAIN = "primary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """An inline button: it presses something of ours, or opens an address."""

    label: Words
    press: Press | None = None
    subject: int = 0
    arg: str = ""
    url: str = ""  # instead of `press`; "topic:42" is the link to a ticket's topic, "start:x" to the private chat
    copy: str = ""  # instead of `press`: what it puts into the clipboard
    style: Style | None = None


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyKeyboard:
    """The keyboard below the input line of a private chat; no rows takes it away."""

    rows: tuple[tuple["Key", ...], ...] = ()
    placeholder: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key of the reply keyboard."""

    label: Text
    contact: bool = False  # shares the sender's own contact


def topic_link(ticket: int) -> Rows:
    """Return the button that opens a ticket's topic."""
    return ((Button(label=Text("button-topic"), url=f"topic:{ticket}"),),)
