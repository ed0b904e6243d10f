"""What came of a letter: accepted by a channel, or an obstacle that somebody must act on."""

from dataclasses import dataclass
from enum import StrEnum

from domain.ids import ChatId, ThreadId
from domain.said import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A channel accepted the letter: the messages it made, in order (of a relay, one for each utterance)."""

    places: tuple[Place | None, ...] = ()
    thread: ThreadId | None = None  # the topic that was opened
    writes: int = 0  # what it cost the group's budget
    beside: tuple[tuple[int, Place], ...] = ()  # of a relay: further messages, and the utterance each belongs to
    skipped: bool = False  # there was nothing to send any more
    lost: frozenset[int] = frozenset()  # of a relay: utterances of which only that they are missing could be shown


class Obstacle(StrEnum):
    """Why a letter cannot be delivered as it is. A fact to act on, never a lost message."""

    BLOCKED = "blocked"  # by the person
    DEACTIVATED = "deactivated"
    NEVER_STARTED = "never_started"  # a bot may not write first
    CHAT_GONE = "chat_gone"
    KICKED = "kicked"  # the bot is not in the group
    NO_RIGHTS = "no_rights"
    NOT_A_FORUM = "not_a_forum"
    TOPIC_GONE = "topic_gone"
    MIGRATED = "migrated"
    MESSAGE_GONE = "message_gone"  # to edit
    SOURCE_GONE = "source_gone"  # to copy
    PROTECTED = "protected"
    TOO_BIG = "too_big"
    UNBOUND = "unbound"  # no engineers' group yet
    MAIL_REFUSED = "mail_refused"
    MAIL_NOT_CONFIGURED = "mail_not_configured"
    UNKNOWN = "unknown"


UNREACHABLE = frozenset({Obstacle.BLOCKED, Obstacle.DEACTIVATED, Obstacle.NEVER_STARTED, Obstacle.CHAT_GONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """An obstacle with what Telegram said about it."""

    obstacle: Obstacle
    detail: str = ""
    moved_to: ChatId | None = None  # of a group that was upgraded
    thread: ThreadId | None = None  # the topic that is gone: the one it was sent to, perhaps not the one there is now
