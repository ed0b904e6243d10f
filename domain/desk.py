"""What the desk remembers beside its tickets: its people, its places, its journal, and what it is handling."""

from dataclasses import dataclass
from datetime import datetime

from domain.clocks import Clock
from domain.ids import (
    AlertId,
    ChatId,
    EngineerId,
    InboxId,
    LetterId,
    MessageId,
    ThreadId,
    TicketId,
    TimerId,
    UserId,
    UtteranceId,
)
from domain.said import Place


@dataclass(frozen=True, slots=True)
class Origin:
    """What is being handled. `Store.run` marks it handled in the unit's own commit, once.

    `at` is the time that counts: Telegram's own for a message, the arrival of the inbox row for a button,
    the sweep's now for a timer, the moment of acceptance for a letter.
    """

    at: datetime
    inbox: InboxId | None = None
    timer: TimerId | None = None
    letter: LetterId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the journal: who, when, from, to, why; never words or contacts."""

    ticket: TicketId
    at: datetime
    event: str
    by: str  # "customer", "engineer:42", "lead:3", "clock"
    was: str = ""
    now: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueTimer:
    """A timer whose time has come."""

    id: TimerId
    ticket: TicketId
    clock: Clock
    cycle: int
    step: str
    epoch: int
    fire_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Engineer:
    """Somebody of the engineers' group, as membership updates tell."""

    id: EngineerId
    name: str  # the public name customers read
    member: bool
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """A message of Telegram we know: whose ticket it belongs to, and what utterance it shows."""

    place: Place
    ticket: TicketId | None
    utterance: UtteranceId | None
    copied: bool  # True: the bot's copy; False: the person's own message


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPlace:
    """Where a ticket is shown to engineers. No thread: the group has no topics, replies to the card are used."""

    ticket: TicketId
    chat: ChatId
    thread: ThreadId | None
    card: MessageId | None
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The engineers' chat."""

    chat: ChatId
    forum: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Homeless:
    """Tickets that wait to be shown in the group: how many, since when, and how much is written there before."""

    tickets: int
    letters: int
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """Updates that were put aside alike: of which kind, why, how many, since when. Nothing of what they say."""

    kind: str
    why: str
    count: int
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One alert about a ticket, sent to every lead; the first to act settles it."""

    id: AlertId
    ticket: TicketId
    kind: str
    raised_at: datetime
    settled_by: UserId | None = None
