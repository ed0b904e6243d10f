"""What happens to a draft, and what comes of it."""

from dataclasses import dataclass
from datetime import datetime

from domain.caller import Filing, Match
from domain.customer import Contact, Organisation
from domain.draft import Asking, Draft
from domain.ids import TicketId
from domain.intake import Application, Usage
from domain.phrases import Phrases
from domain.policy import Policy
from domain.said import Message
from domain.words import ReplyKeyboard, Rows, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the form knows of the desk while it answers one event."""

    policy: Policy
    phrases: Phrases
    at: datetime  # the event's time
    zone: str  # the author's, for times they type
    matches: tuple[Match, ...] = ()  # of a form for a caller: who may be meant by what was typed
    known: "Known | None" = None  # and who was chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What need not be asked again: the customer's own data, and what the last ticket was about."""

    contact: Contact | None = None
    organisation: Organisation | None = None
    consent_version: str | None = None
    usage: Usage | None = None
    product: str = ""
    version: str = ""
    telegram: bool = False  # of a caller: Telegram reaches them
    about: TicketId | None = None  # a closed ticket which this may be the same question as


# Events


@dataclass(frozen=True, slots=True)
class Said:
    """The author wrote or sent something."""

    message: Message


@dataclass(frozen=True, slots=True)
class Edited:
    """The author edited what they had written."""

    message: Message


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button under a question, with the revision it belongs to."""

    rev: int
    act: str
    arg: str = ""


@dataclass(frozen=True, slots=True)
class Began:
    """/start or /new in the middle of the form."""


@dataclass(frozen=True, slots=True)
class Lapsed:
    """The time the draft was due has come: one nudge, then it is dropped."""


Event = Said | Edited | Tapped | Began | Lapsed


# What comes of them


@dataclass(frozen=True, slots=True)
class Submitted:
    """The form is complete and sent."""

    application: Application


@dataclass(frozen=True, slots=True)
class Filed:
    """A caller's form is complete and sent (R15)."""

    filing: Filing


@dataclass(frozen=True, slots=True)
class ForOneself:
    """The engineer wants a ticket of their own, as any customer."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The one thing that was asked for. No values: the author chose to say nothing."""

    asking: Asking
    subject: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class AboutTicket:
    """No new ticket: what was said belongs to this one."""

    ticket: TicketId


@dataclass(frozen=True, slots=True)
class StartAgain:
    """What was said is forgotten, and the form begins anew."""


@dataclass(frozen=True, slots=True)
class Declined:
    """No consent: what was typed is erased."""


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The author took it back: what was typed is erased."""


@dataclass(frozen=True, slots=True)
class Expired:
    """Nothing was said for too long: what was typed is erased."""


End = Submitted | Filed | ForOneself | Answered | AboutTicket | StartAgain | Declined | Cancelled | Expired


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """A message to the author."""

    words: Words
    buttons: Rows = ()
    keyboard: ReplyKeyboard | None = None
    settles: bool = False  # waits a moment for the rest of an album; a newer one takes its place


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The draft as it is now (None: it is over), what to say, and what came of it."""

    draft: Draft | None
    says: tuple[Say, ...] = ()
    end: End | None = None
    kept: bool = False  # the message belongs to the problem: it is stored, or its edit is
    stale: bool = False  # the button's question has been answered already; nothing changes
