"""Long texts: nothing is cut off, and marks stay over their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.split import split
from bot.rendered import Mark, Rendered


@given(st.text(alphabet="ab \n😀é\u0301\u200d", max_size=200), st.integers(5, 40))
def test_nothing_is_lost(text: str, limit: int) -> None:
    parts = split(Rendered(text), limit)
    assert all(len(part.text) <= limit for part in parts)
    assert "".join("".join(part.text.split()) for part in parts) == "".join(text.split())


@given(st.text(min_size=1, max_size=100), st.data())
def test_marks_stay_over_their_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    parts = split(Rendered(text, (Mark(start, end, "bold"),)), 10)
    marked = "".join(part.text[mark.start : mark.end] for part in parts for mark in part.marks)
    assert "".join(marked.split()) in ("".join(text[start:end].split()), marked)
    assert all(0 <= mark.start < mark.end <= len(part.text) for part in parts for mark in part.marks)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("one two\n\nthree", ["one two\n\n", "three"]),
        ("one two\nthree four", ["one two\n", "three four"]),
        ("one two three", ["one two ", "three"]),
        ("abcdefghijklmno", ["abcdefghij", "klmno"]),
        ("abcdefghi\u0065\u0301x", ["abcdefghi", "\u0065\u0301x"]),
        ("short", ["short"]),
        (" " * 25, [" " * 10]),
    ],
)
def test_cuts(text: str, parts: list[str]) -> None:
    assert [part.text for part in split(Rendered(text), 10)] == parts
