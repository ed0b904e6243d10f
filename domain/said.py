"""What came in: one thing somebody said, as the desk sees it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.ids import ChatId, EngineerId, MessageId, ThreadId, TicketId, UserId, UtteranceId


class Side(StrEnum):
    """Who speaks."""

    CUSTOMER = "customer"
    ENGINEER = "engineer"
    DESK = "desk"  # an anonymous administrator speaks for the desk


class Standing(StrEnum):
    """What became of an utterance."""

    PUBLIC = "public"  # both sides have it, or will
    HELD = "held"  # waits under [Send] / [Note], or for the customer to say which ticket
    NOTE = "note"  # stays with the desk
    GONE = "gone"  # taken back


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A message of Telegram: where exactly it is shown."""

    chat: ChatId
    message: MessageId


NOWHERE = Place(chat=ChatId(0), message=MessageId(0))  # of what was said by a button: no message of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedContact:
    """A contact from Telegram's own button or attachment."""

    phone: str
    name: str
    user_id: UserId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as it arrived: any content type; `text` is the text or the caption."""

    author: UserId
    name: str  # as Telegram shows the author
    language: str | None
    place: Place
    thread: ThreadId | None
    at: datetime  # Telegram's own time (of an edit: the edit's)
    kind: str  # aiogram's ContentType value: "text", "photo", "sticker" …
    text: str = ""
    entities: str = ""  # the raw JSON of its entities
    file_id: str = ""
    file_name: str = ""
    album: str = ""  # media_group_id
    reply_to: MessageId | None = None  # a real reply, never the topic's own service message
    quote: str = ""
    quote_position: int = 0
    contact: SharedContact | None = None
    anonymous: bool = False  # an administrator behind the group's name
    forwarded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """A stored message: words and files kept for the history, the e-mail, and a topic made anew."""

    id: UtteranceId
    ticket_id: TicketId | None
    side: Side
    author: UserId
    engineer_id: EngineerId | None
    place: Place
    thread: ThreadId | None
    at: datetime
    kind: str
    text: str
    entities: str
    file_id: str
    file_name: str
    album: str
    standing: Standing
    reply_to: MessageId | None = None  # in the author's own chat
    quote: str = ""
    quote_position: int = 0

    mailed: bool = False  # it went by e-mail, and cannot be taken back

    @property
    def placed(self) -> bool:
        """Whether it is a message of its author's, and not a prepared one sent by a button."""
        return self.place != NOWHERE

    def message(self, language: str) -> Message:
        """Return it as it arrived, for what was kept until somebody chose where it belongs."""
        return Message(
            author=self.author,
            name="",
            language=language,
            place=self.place,
            thread=self.thread,
            at=self.at,
            kind=self.kind,
            text=self.text,
            entities=self.entities,
            file_id=self.file_id,
            file_name=self.file_name,
            album=self.album,
            reply_to=self.reply_to,
            quote=self.quote,
            quote_position=self.quote_position,
        )
