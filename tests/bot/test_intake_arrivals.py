"""Whose line an update stands in, and which time counts."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.arrivals import arrival

ARRIVED = datetime(2026, 11, 27, 15, 40, tzinfo=UTC)
SENT = 1_795_000_000
PETR = {"id": 1001, "is_bot": False, "first_name": "Петр"}
PRIVATE = {"id": 1001, "type": "private"}
GROUP = {"id": -1001000000001, "type": "supergroup"}
TOPIC = {"chat": GROUP, "message_thread_id": 42, "is_topic_message": True, "date": SENT}

LINES: list[tuple[str, dict[str, Any], str]] = [
    ("private", {"message": {"chat": PRIVATE, "from": PETR, "date": SENT}}, "1001"),
    ("edit", {"edited_message": {"chat": PRIVATE, "from": PETR, "date": 1, "edit_date": SENT}}, "1001"),
    ("button", {"callback_query": {"id": "1", "from": PETR, "message": {"chat": PRIVATE}}}, "1001"),
    ("button of nothing", {"callback_query": {"id": "1", "from": PETR}}, "1001"),
    ("general", {"message": {"chat": GROUP, "from": PETR, "date": SENT}}, "-1001000000001"),
    ("topic", {"message": {**TOPIC, "from": PETR}}, "-1001000000001/42"),
    ("card", {"callback_query": {"id": "1", "from": PETR, "message": TOPIC}}, "-1001000000001/42"),
    (
        "thread of replies in a plain group",
        {"message": {"chat": GROUP, "message_thread_id": 7, "date": SENT}},
        "-1001000000001",
    ),
    ("reaction", {"message_reaction": {"chat": PRIVATE, "user": PETR, "date": SENT}}, "1001"),
    ("blocked", {"my_chat_member": {"chat": PRIVATE, "from": PETR, "date": SENT}}, "1001"),
    ("joined", {"chat_member": {"chat": GROUP, "from": PETR, "date": SENT}}, "-1001000000001"),
    ("poll answer", {"poll_answer": {"poll_id": "1", "user": PETR}}, "1001"),
    ("unheard of", {"telepathy": {"thought": 1}}, "?"),
]


@pytest.mark.parametrize(("update", "key"), [row[1:] for row in LINES], ids=[row[0] for row in LINES])
def test_text_and_buttons_of_one_place_share_a_line(update: dict[str, Any], key: str) -> None:
    row = arrival({"update_id": 5, **update}, 7, ARRIVED)
    assert (row.bot_id, row.update_id, row.key, row.error) == (7, 5, key, "")


def test_the_time_is_telegrams_own_but_for_a_press() -> None:
    sent = datetime.fromtimestamp(SENT, UTC)
    times = {name: arrival(update, 7, ARRIVED).sent_at for name, update, _ in LINES}
    assert times["private"] == times["edit"] == times["topic"] == times["joined"] == sent
    assert times["button"] == times["card"] == times["poll answer"] == ARRIVED


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)
NAMES = st.sampled_from(["message", "edited_message", "callback_query", "chat_member", "poll", "x"])
EVENTS = st.dictionaries(
    st.sampled_from(["chat", "from", "user", "message", "date", "edit_date", "message_thread_id"]),
    JSON | st.dictionaries(st.sampled_from(["id", "chat", "date"]), JSON),
)


@given(JSON | st.dictionaries(NAMES | st.just("update_id"), EVENTS | JSON))
def test_nothing_that_telegram_may_send_raises_or_is_lost(raw: object) -> None:
    row = arrival(raw, 7, ARRIVED)
    assert json.loads(row.payload) == raw
    assert row.payload.isascii()
    assert row.sent_at is not None
    assert row.sent_at.tzinfo is UTC
    assert bool(row.error) == (row.update_id is None)
    assert all(number is None or abs(number) <= 2**63 for number in (row.update_id, row.chat, row.thread))
