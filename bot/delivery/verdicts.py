"""Telegram's "no", judged in one place: try later, it is as wanted, say it differently, or a fact to act on."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import DeleteForumTopic, SetMessageReaction

from domain.delivery import Obstacle, Trouble
from domain.ids import ChatId

LONGEST = timedelta(seconds=30)  # between two tries
PATIENCE = 3  # tries of a file that is "temporarily unavailable"


@dataclass(frozen=True, slots=True)
class Retry:
    """Not now. `flood`: the limits said so; `whole_bot`: it is not about this chat; `unknown`: it may have arrived."""

    after: timedelta
    flood: bool = False
    whole_bot: bool = False
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """It is already as it should be."""


class How(Enum):
    """What is changed before the same thing is said again."""

    WITHOUT_QUOTE = "without_quote"
    WITHOUT_REPLY = "without_reply"
    WITHOUT_BUTTONS = "without_buttons"
    AS_PLAIN = "as_plain"  # without entities
    SPLIT = "split"
    REOPEN_TOPIC = "reopen_topic"
    INSTEAD = "instead"  # what was prepared for this case: the stored text or file, else a line that says so


@dataclass(frozen=True, slots=True)
class Amend:
    """Say it differently; where that cannot be done, this is the trouble."""

    how: How
    trouble: Trouble


@dataclass(frozen=True, slots=True)
class Refused:
    """An obstacle that the desk must deal with."""

    trouble: Trouble


Verdict = Retry | Done | Amend | Refused

# What Telegram says, in lower case → what it means. The first that fits counts.
_SAID: tuple[tuple[str, Obstacle | How | None], ...] = (
    ("message is not modified", None),
    ("topic_not_modified", None),
    ("message to delete not found", None),
    ("message can't be deleted", How.INSTEAD),
    ("message to edit not found", Obstacle.MESSAGE_GONE),
    ("message can't be edited", Obstacle.MESSAGE_GONE),
    ("message_id_invalid", Obstacle.MESSAGE_GONE),
    ("quote_text_invalid", How.WITHOUT_QUOTE),
    ("message to be replied not found", How.WITHOUT_REPLY),
    ("message to reply not found", How.WITHOUT_REPLY),
    ("replied message not found", How.WITHOUT_REPLY),
    ("message to copy not found", How.INSTEAD),
    ("message to forward not found", How.INSTEAD),
    ("messages to copy", How.INSTEAD),
    ("message can't be copied", How.INSTEAD),
    ("can't be forwarded", How.INSTEAD),
    ("protected content", How.INSTEAD),
    ("message is too long", How.SPLIT),
    ("caption is too long", How.SPLIT),
    ("can't parse entities", How.AS_PLAIN),
    ("entity", How.AS_PLAIN),
    ("button_", How.WITHOUT_BUTTONS),
    ("reply markup is too long", How.WITHOUT_BUTTONS),
    ("topic_closed", How.REOPEN_TOPIC),
    ("message thread not found", Obstacle.TOPIC_GONE),
    ("topic_deleted", Obstacle.TOPIC_GONE),
    ("topic_id_invalid", Obstacle.TOPIC_GONE),
    ("not a forum", Obstacle.NOT_A_FORUM),
    ("not enough rights", Obstacle.NO_RIGHTS),
    ("no write access", Obstacle.NO_RIGHTS),
    ("need administrator rights", Obstacle.NO_RIGHTS),
    ("chat_admin_required", Obstacle.NO_RIGHTS),
    ("chat_write_forbidden", Obstacle.NO_RIGHTS),
    ("chat not found", Obstacle.CHAT_GONE),
    ("user not found", Obstacle.CHAT_GONE),
    ("peer_id_invalid", Obstacle.CHAT_GONE),
    ("group chat was upgraded", Obstacle.MIGRATED),
    ("file is too big", How.INSTEAD),
    ("bot was blocked by the user", Obstacle.BLOCKED),
    ("user is deactivated", Obstacle.DEACTIVATED),
    ("can't initiate conversation", Obstacle.NEVER_STARTED),
    ("can't send messages to bots", Obstacle.NEVER_STARTED),
    ("bot was kicked", Obstacle.KICKED),
    ("not a member", Obstacle.KICKED),
    ("group chat was deleted", Obstacle.KICKED),
)
# What it comes down to where it cannot be said differently.
_FACTS = (
    ("protected", Obstacle.PROTECTED),
    ("to copy", Obstacle.SOURCE_GONE),
    ("to forward", Obstacle.SOURCE_GONE),
    ("be copied", Obstacle.SOURCE_GONE),
    ("be forwarded", Obstacle.SOURCE_GONE),
    ("be deleted", Obstacle.MESSAGE_GONE),
    ("too big", Obstacle.TOO_BIG),
    ("topic_closed", Obstacle.NO_RIGHTS),
)


def judge(error: Exception, attempts: int = 0, jitter: float = 0.0) -> Verdict:
    """Say what the error means. `attempts` is how often it was tried before, `jitter` a share from 0 to 1."""
    match error:
        case TelegramRetryAfter(retry_after=seconds):
            return Retry(timedelta(seconds=seconds + jitter), flood=True)
        case TelegramMigrateToChat(migrate_to_chat_id=chat, message=said):
            return Refused(Trouble(obstacle=Obstacle.MIGRATED, detail=said, moved_to=ChatId(chat)))
        case TelegramEntityTooLarge(message=said):  # a network error by its class; tried again it would stay one
            return Amend(How.INSTEAD, Trouble(obstacle=Obstacle.TOO_BIG, detail=said))
        case TelegramNetworkError() | TelegramServerError() | ClientDecodeError() | OSError():
            return Retry(backoff(attempts, jitter), unknown=True)
        case TelegramUnauthorizedError() | TelegramNotFound() | TelegramConflictError():
            return Retry(LONGEST, whole_bot=True)  # the token is wrong or revoked: intake says so and stops
        case TelegramBadRequest(method=SetMessageReaction()):
            return Done()  # a mark that is not allowed here is not worth a word
        case TelegramBadRequest(method=DeleteForumTopic(), message=said) if _gone(said):
            return Done()
        case TelegramBadRequest() | TelegramForbiddenError():
            return _said(error.message, attempts, jitter)
        case TelegramAPIError(message=said):
            return Refused(Trouble(obstacle=Obstacle.UNKNOWN, detail=said))
        case _:
            return Refused(Trouble(obstacle=Obstacle.UNKNOWN, detail=repr(error)))


def backoff(attempts: int, jitter: float = 0.0) -> timedelta:
    """1, 2, 4 … 30 seconds, and up to as much again by chance."""
    base = min(LONGEST, timedelta(seconds=2 ** min(attempts, 5)))
    return min(LONGEST, base * (1 + jitter))


def _gone(said: str) -> bool:
    """Whether there is no such topic (any more)."""
    return any(words in said.lower() for words, meaning in _SAID if meaning is Obstacle.TOPIC_GONE)


def _said(message: str, attempts: int, jitter: float) -> Verdict:
    lower = message.lower()
    if "wrong file" in lower or "temporarily unavailable" in lower:
        if attempts < PATIENCE:
            return Retry(backoff(attempts, jitter))
        return Amend(How.INSTEAD, Trouble(obstacle=Obstacle.SOURCE_GONE, detail=message))
    meaning = next((meaning for words, meaning in _SAID if words in lower), Obstacle.UNKNOWN)
    match meaning:
        case None:
            return Done()
        case How():
            obstacle = next((fact for words, fact in _FACTS if words in lower), Obstacle.UNKNOWN)
            return Amend(meaning, Trouble(obstacle=obstacle, detail=message))
        case Obstacle():
            return Refused(Trouble(obstacle=meaning, detail=message))
