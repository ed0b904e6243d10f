"""Half a surrogate pair does not reach the database."""

import json

import pytest

from bot.intake.surrogates import whole


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("слова", "слова"),
        ("🧨", "🧨"),
        ("🧨\ud83e", "🧨\ufffd"),
        ("\ud83e🧨", "\ufffd🧨"),
        ("\udde8\ud83e", "\ufffd\ufffd"),
        ("\\ud83e", "\\ud83e"),  # somebody writes about it
        ("\\\\\ud83e\\", "\\\\\ufffd\\"),
        ('"\n\t\x00\ud800"', '"\n\t\x00\ufffd"'),
    ],
)
def test_half_a_pair_is_a_sign(text: str, read: str) -> None:
    assert json.loads(whole(json.dumps(text))) == read
