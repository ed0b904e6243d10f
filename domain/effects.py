"""What must be told, and to whom, by role: the chat is found at the last moment."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.ids import AlertId, ChatId, CustomerId, EngineerId, MessageId, ThreadId, TicketId, UserId, UtteranceId
from domain.said import Place
from domain.words import ReplyKeyboard, Rows, Text, Words


@dataclass(frozen=True, slots=True)
class Outage:
    """The desk was not running."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TellCustomer:
    """Words for the customer in their private chat (by e-mail where Telegram cannot reach them)."""

    customer: CustomerId
    words: Words
    ticket: TicketId | None = None
    buttons: Rows = ()
    keyboard: ReplyKeyboard | None = None
    answers_at: datetime | None = None  # it is a human answer, written then: accepted, it stops the clock
    mark: Place | None = None  # an engineer's message that is marked delivered with it
    tag: str = ""  # by which the sent message is found again
    mailed: bool = False  # an e-mail of its own says the same: it needs no other where Telegram fails
    settles: str = ""  # waits a moment, and gives way to a newer one that settles under the same word
    from_lead: UserId | None = None  # a lead's own word: e-mail takes over, or that lead learns that it did not arrive


@dataclass(frozen=True, slots=True, kw_only=True)
class TellUser:
    """Words for a Telegram account in private that is not (yet) a customer: form questions, `/id`, commands."""

    user: UserId
    words: Words
    buttons: Rows = ()
    keyboard: ReplyKeyboard | None = None
    language: str = ""
    tag: str = ""
    silent: bool = False


class FileKind(StrEnum):
    """What a file holds; `bot/exports` knows how each is made."""

    REGISTRY = "registry"
    REGISTRY_FAULTS = "registry_faults"  # what is wrong with a sheet; subject: the import
    REGISTRY_TEMPLATE = "registry_template"  # an empty sheet with a row to follow
    PERSONAL = "personal"  # all that is kept of a customer; the subject


@dataclass(frozen=True, slots=True, kw_only=True)
class SendFile:
    """A file for a Telegram account in private, made when it is sent: nothing of what it holds lies in the outbox."""

    user: UserId
    file: FileKind
    words: Words  # beside the file
    failed: Words  # said in its place where it cannot be made
    subject: int = 0  # what it is about, if there are several of its kind
    language: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellTopic:
    """Words for the engineers, in the ticket's topic."""

    ticket: TicketId
    words: Words
    buttons: Rows = ()
    mention: EngineerId | None = None  # who is meant
    reply_to: MessageId | None = None
    tag: str = ""
    urgent: bool = False
    utterance: UtteranceId | None = None  # it shows what an engineer has said by a button


@dataclass(frozen=True, slots=True, kw_only=True)
class TellGroup:
    """Words for the engineers' group itself (General), or for a topic of it that is no ticket's."""

    words: Words
    buttons: Rows = ()
    thread: int | None = None
    reply_to: MessageId | None = None
    tag: str = ""
    chat: ChatId | None = None  # another group than the engineers' (its `/bind` is answered where it was asked)
    about: TicketId | None = None  # whose words these are: they go with them


@dataclass(frozen=True, slots=True, kw_only=True)
class TellEngineer:
    """Words for one engineer alone; in the topic, by name, where they never pressed Start."""

    engineer: EngineerId
    ticket: TicketId
    words: Words
    buttons: Rows = ()
    tag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellLead:
    """Words for one lead; a lead who cannot be reached is passed over and General is told."""

    lead: UserId
    words: Words
    ticket: TicketId | None = None
    buttons: Rows = ()
    alert: AlertId | None = None
    tag: str = ""
    silent: bool = False
    about: CustomerId | None = None  # whose words these are, where no ticket says so: they go with them


@dataclass(frozen=True, slots=True, kw_only=True)
class WarnEngineer:
    """A deadline comes near: to who has the ticket, else to its topic. Worded when it is sent, by the time left."""

    ticket: TicketId
    engineer: EngineerId | None
    in_topic: bool = False  # by name in the topic: the engineer never pressed Start


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertLead:
    """A deadline comes near or is missed; worded when it is sent. One alert, a letter to each lead."""

    lead: UserId
    ticket: TicketId
    alert: AlertId
    tag: str
    known_late: Outage | None = None  # why we look so late
    silent: bool = False  # a repeat at night


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertDigest:
    """More deadlines missed at once than a person can read one by one."""

    lead: UserId
    tickets: tuple[TicketId, ...]
    known_late: Outage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTopic:
    """A topic for the ticket. Its id is stored in the commit that marks this letter sent."""

    ticket: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class PostCard:
    """The ticket's card, first in its topic."""

    ticket: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshCard:
    """The card as it should look now; a newer redraw replaces a waiting one."""

    ticket: TicketId
    menu: str = ""  # which buttons: "", "more", "give", "refuse"
    lazily: bool = False  # worth a write only when the group's budget is idle: merges with the next one that is due


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseTopic:
    """The topic of a closed ticket; skipped if the ticket is live again by then."""

    ticket: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenTopic:
    """The topic of a reopened ticket."""

    ticket: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayToTopic:
    """Copies what the customer said to the engineers. An album is one letter of several utterances."""

    ticket: TicketId
    utterances: tuple[UtteranceId, ...]
    album: str = ""  # its parts are separate updates: the letter waits for them a moment


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayToCustomer:
    """Copies what an engineer said to the customer."""

    ticket: TicketId
    customer: CustomerId
    utterances: tuple[UtteranceId, ...]
    answers_at: datetime | None = None  # when it was written; accepted, it stops the clock (R2)
    album: str = ""
    named: bool = False  # begins with the ticket's number: the customer has more than one live ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class EditTwin:
    """The other side's copy follows an edit; `customer` is None where the copy is the topic's."""

    ticket: TicketId
    customer: CustomerId | None
    utterance: UtteranceId
    text: str
    entities: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteTwin:
    """The customer's copy goes away (within Telegram's 48 hours)."""

    ticket: TicketId
    customer: CustomerId
    utterance: UtteranceId


@dataclass(frozen=True, slots=True, kw_only=True)
class React:
    """A mark: received on the customer's message, delivered on the engineer's. None clears."""

    place: Place
    emoji: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditTagged:
    """The message sent under this tag says something else now; None words only takes the buttons away."""

    lane: str  # the lane of the letter that bears the tag
    tag: str
    words: Words | None
    buttons: Rows = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteTagged:
    """The message sent under this tag has done its work."""

    lane: str
    tag: str


@dataclass(frozen=True, slots=True)
class Room:
    """A ticket's topic that shall be no more: its place is forgotten by the time it is."""

    ticket: TicketId
    chat: ChatId
    thread: ThreadId


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteTopics:
    """Erasure: the topics of somebody's tickets go away. What the bot may not delete, leads are asked to."""

    customer: CustomerId
    rooms: tuple[Room, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseMessages:
    """Erasure: messages of a chat are deleted; of our own that are too old for that, the words go (`stubs`)."""

    customer: CustomerId
    chat: ChatId
    messages: tuple[MessageId, ...] = ()
    stubs: tuple[MessageId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SendEmail:
    """A letter by SMTP."""

    ticket: TicketId | None
    to: str
    language: str
    subject: Text
    body: Words
    answers_at: datetime | None = None
    instead: bool = False  # it carries what Telegram could not: the topic is told what came of it
    turns: bool = False  # an engineer's line: accepted, the ball is the customer's
    utterances: tuple[UtteranceId, ...] = ()  # what it carries: their files go along, and they are marked delivered
    mark: Place | None = None  # an engineer's message that is marked delivered with it


Effect = (
    TellCustomer
    | TellUser
    | SendFile
    | TellTopic
    | TellGroup
    | TellEngineer
    | TellLead
    | WarnEngineer
    | AlertLead
    | AlertDigest
    | OpenTopic
    | PostCard
    | RefreshCard
    | CloseTopic
    | ReopenTopic
    | RelayToTopic
    | RelayToCustomer
    | EditTwin
    | DeleteTwin
    | React
    | EditTagged
    | DeleteTagged
    | DeleteTopics
    | EraseMessages
    | SendEmail
)
