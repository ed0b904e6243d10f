"""Everything Telegram can answer, a row each."""

from datetime import timedelta

import pytest
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import SendMessage, SetMessageReaction

from bot.delivery.verdicts import Amend, Done, How, Refused, Retry, backoff, judge
from domain.delivery import Obstacle
from tests.fakes.telegram import bad, flood, forbidden

SEND = SendMessage(chat_id=1, text="x")
MARK = SetMessageReaction(chat_id=1, message_id=2)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("said", "obstacle"),
    [
        (forbidden("bot was blocked by the user"), Obstacle.BLOCKED),
        (forbidden("user is deactivated"), Obstacle.DEACTIVATED),
        (forbidden("bot can't initiate conversation with a user"), Obstacle.NEVER_STARTED),
        (forbidden("bot can't send messages to bots"), Obstacle.NEVER_STARTED),
        (forbidden("bot was kicked from the supergroup chat"), Obstacle.KICKED),
        (forbidden("bot was kicked from the group chat"), Obstacle.KICKED),
        (forbidden("bot is not a member of the supergroup chat"), Obstacle.KICKED),
        (forbidden("the group chat was deleted"), Obstacle.KICKED),
        (forbidden("something new"), Obstacle.UNKNOWN),
        (bad("chat not found"), Obstacle.CHAT_GONE),
        (bad("PEER_ID_INVALID"), Obstacle.CHAT_GONE),
        (bad("not enough rights to create a topic"), Obstacle.NO_RIGHTS),
        (bad("not enough rights to send text messages to the chat"), Obstacle.NO_RIGHTS),
        (bad("not enough rights to close or open the topic"), Obstacle.NO_RIGHTS),
        (bad("Have no write access to the chat"), Obstacle.NO_RIGHTS),
        (bad("CHAT_ADMIN_REQUIRED"), Obstacle.NO_RIGHTS),
        (bad("the chat is not a forum"), Obstacle.NOT_A_FORUM),
        (bad("message thread not found"), Obstacle.TOPIC_GONE),
        (bad("TOPIC_DELETED"), Obstacle.TOPIC_GONE),
        (bad("TOPIC_ID_INVALID"), Obstacle.TOPIC_GONE),
        (bad("group chat was upgraded to a supergroup chat"), Obstacle.MIGRATED),
        (bad("message to edit not found"), Obstacle.MESSAGE_GONE),
        (bad("message can't be edited"), Obstacle.MESSAGE_GONE),
        (bad("something new"), Obstacle.UNKNOWN),
        (TelegramAPIError(SEND, "?"), Obstacle.UNKNOWN),
        (ValueError("ours"), Obstacle.UNKNOWN),
    ],
)
def test_an_obstacle_is_a_fact(said: Exception, obstacle: Obstacle) -> None:
    verdict = judge(said)
    assert isinstance(verdict, Refused)
    assert verdict.trouble.obstacle is obstacle


@pytest.mark.parametrize(
    ("said", "how", "otherwise"),
    [
        ("message to be replied not found", How.WITHOUT_REPLY, Obstacle.UNKNOWN),
        ("QUOTE_TEXT_INVALID", How.WITHOUT_QUOTE, Obstacle.UNKNOWN),
        ("message to copy not found", How.INSTEAD, Obstacle.SOURCE_GONE),
        ("there are no messages to copy", How.INSTEAD, Obstacle.SOURCE_GONE),
        ("the message can't be copied", How.INSTEAD, Obstacle.SOURCE_GONE),
        ("message has protected content and can't be forwarded", How.INSTEAD, Obstacle.PROTECTED),
        ("message can't be deleted", How.INSTEAD, Obstacle.MESSAGE_GONE),
        ("file is too big", How.INSTEAD, Obstacle.TOO_BIG),
        ("message is too long", How.SPLIT, Obstacle.UNKNOWN),
        ("message caption is too long", How.SPLIT, Obstacle.UNKNOWN),
        ("TOPIC_CLOSED", How.REOPEN_TOPIC, Obstacle.NO_RIGHTS),
        ("can't parse entities: unsupported start tag", How.AS_PLAIN, Obstacle.UNKNOWN),
        ("ENTITY_BOUNDS_INVALID", How.AS_PLAIN, Obstacle.UNKNOWN),
        ("BUTTON_DATA_INVALID", How.WITHOUT_BUTTONS, Obstacle.UNKNOWN),
        ("BUTTON_URL_INVALID", How.WITHOUT_BUTTONS, Obstacle.UNKNOWN),
        ("reply markup is too long", How.WITHOUT_BUTTONS, Obstacle.UNKNOWN),
    ],
)
def test_some_things_are_said_differently(said: str, how: How, otherwise: Obstacle) -> None:
    verdict = judge(bad(said))
    assert isinstance(verdict, Amend)
    assert (verdict.how, verdict.trouble.obstacle) == (how, otherwise)


@pytest.mark.parametrize(
    "said",
    [
        bad("message is not modified: specified new message content and reply markup are exactly the same"),
        bad("TOPIC_NOT_MODIFIED"),
        bad("message to delete not found"),
        bad("REACTION_INVALID", MARK),
        bad("message to react not found", MARK),
    ],
)
def test_some_things_are_as_wanted(said: Exception) -> None:
    assert judge(said) == Done()


@pytest.mark.parametrize(
    "said",
    [
        TelegramNetworkError(SEND, "timeout"),
        TelegramServerError(SEND, "Internal Server Error: restart"),
        TelegramServerError(SEND, "Bad Gateway"),
        ClientDecodeError("Failed to decode object", ValueError("<html>"), "<html>502</html>"),
        ConnectionResetError(),
    ],
)
def test_what_may_have_arrived_is_repeated_for_ever(said: Exception) -> None:
    assert judge(said, 0) == Retry(SECOND, unknown=True)
    assert judge(said, 1000) == Retry(30 * SECOND, unknown=True)


@pytest.mark.parametrize(
    "said",
    [
        TelegramUnauthorizedError(SEND, "Unauthorized"),
        TelegramNotFound(SEND, "Not Found"),
        TelegramConflictError(SEND, "Conflict"),
    ],
)
def test_a_wrong_token_stops_the_whole_bot(said: Exception) -> None:
    assert judge(said) == Retry(30 * SECOND, whole_bot=True)


def test_a_flood_waits_as_long_as_telegram_says() -> None:
    assert judge(flood(3600), jitter=0.5) == Retry(3600.5 * SECOND, flood=True)


def test_an_upgraded_group_names_its_new_id() -> None:
    verdict = judge(TelegramMigrateToChat(SEND, "group chat was upgraded", -100500))
    assert isinstance(verdict, Refused)
    assert (verdict.trouble.obstacle, verdict.trouble.moved_to) == (Obstacle.MIGRATED, -100500)


def test_too_large_is_not_a_network_error_to_repeat() -> None:
    verdict = judge(TelegramEntityTooLarge(SEND, "Request Entity Too Large"))
    assert isinstance(verdict, Amend)
    assert (verdict.how, verdict.trouble.obstacle) == (How.INSTEAD, Obstacle.TOO_BIG)


def test_a_stale_file_is_tried_again_and_then_replaced() -> None:
    said = bad("wrong file_id or the file is temporarily unavailable")
    assert judge(said, 0) == Retry(SECOND)
    verdict = judge(said, 3)
    assert isinstance(verdict, Amend)
    assert verdict.how is How.INSTEAD


def test_pauses_grow_to_thirty_seconds() -> None:
    assert [backoff(n).seconds for n in range(7)] == [1, 2, 4, 8, 16, 30, 30]
    assert backoff(1, 0.5) == 3 * SECOND
