"""Words: nothing that people type is read as markup, and a moment is said so that nobody can mistake it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.moments import Shape, offset_of, shown
from bot.rendered import Mark, Rendered, joined
from bot.texts import FaultyTextError, Texts
from domain.words import Lines, Local, Moment, Text, Token

NOW = datetime(2026, 11, 27, 15, 40, tzinfo=UTC)  # Friday, 18:40 in Moscow
DUE = datetime(2026, 11, 27, 19, 44, tzinfo=UTC)
FTL = """
plain = Обращение № { $number } принято.
bold = <b>№ { $number }</b>, { $name }
due = Ответим до { $at }.
short = в { TIME($at) }, { DAY($at) }, { DATE($at) }
few = { $count ->
    [one] { $count } обращение
    [few] { $count } обращения
   *[other] { $count } обращений
}
chosen = { $status ->
    [open] открыто
   *[other] закрыто
}
nested = [{ $inner }]
twice = { $name } и { $name }
lines =
    раз

    два
link = Продолжить: { LINK($key) }
text-missing = Текст потерялся.
zone-moscow = МСК
"""


class Today:
    def now(self) -> datetime:
        return NOW


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    (tmp_path / "ru").mkdir()
    (tmp_path / "ru/all.ftl").write_text(FTL, encoding="utf-8")
    (tmp_path / "en").mkdir()
    (tmp_path / "en/all.ftl").write_text(
        FTL.replace("Ответим до", "We answer by").replace("МСК", "MSK"), encoding="utf-8"
    )
    return Texts(tmp_path, Today(), strict=True)


def test_a_number_is_plain_and_counted(texts: Texts) -> None:
    assert texts.plain(Text("plain", {"number": 12345})) == "Обращение № 12345 принято."
    counts = [texts.plain(Text("few", {"count": count})) for count in (1, 3, 11, 21)]
    assert counts == ["1 обращение", "3 обращения", "11 обращений", "21 обращение"]


@pytest.mark.parametrize("typed", ["<b>", "</b>&amp;", '{ $x } "', "\U000f0000", "a" * 5000, "", "<code>x</code>"])
def test_what_people_type_is_shown_as_typed(texts: Texts, typed: str) -> None:
    """C53."""
    said = texts.render(Text("bold", {"number": 7, "name": typed}))
    assert said.text == f"№ 7, {typed}"
    assert said.marks == (Mark(0, 3, "bold"),)
    assert texts.plain(Text("twice", {"name": typed})) == f"{typed} и {typed}"


@given(st.text())
def test_no_text_breaks_a_message(tmp_path_factory: pytest.TempPathFactory, typed: str) -> None:
    said = Rendered.said(typed)
    assert len(said.text) == len(typed)
    said.text.encode()
    assert not set(said.text) & set(map(chr, range(9)))


def test_what_turns_text_round_is_left_out(texts: Texts) -> None:
    assert texts.plain(Text("bold", {"number": 7, "name": "ab\u202ecd\u2069\x00\ud800"})) == "№ 7, abcd \ufffd"


def test_a_moment_is_an_entity_over_its_words(texts: Texts) -> None:
    said = texts.render(Text("due", {"at": Moment(DUE)}))
    assert said.text == "Ответим до пт 22:44 МСК."
    assert said.entities() == [
        {
            "type": "date_time",
            "offset": 11,
            "length": 12,
            "unix_time": int(DUE.timestamp()),
            "date_time_format": "wt",
        }
    ]
    assert texts.plain(Text("due", {"at": Moment(DUE)}), "en-GB", "Asia/Yekaterinburg") == (
        "We answer by Sat 00:44 UTC+5."
    )
    assert texts.plain(Text("short", {"at": Moment(DUE)})) == "в 22:44, 27 ноября, 27.11"


@pytest.mark.parametrize(
    ("at", "shape", "russian", "english", "form"),
    [
        (DUE, Shape.MOMENT, "пт 22:44", "Fri 22:44", "wt"),
        (datetime(2026, 12, 3, 12, tzinfo=UTC), Shape.MOMENT, "чт 15:00", "Thu 15:00", "wt"),
        (datetime(2026, 12, 4, 12, tzinfo=UTC), Shape.MOMENT, "пт 4 декабря, 15:00", "Fri 4 December, 15:00", "wDt"),
        (datetime(2027, 1, 8, tzinfo=UTC), Shape.MOMENT, "пт 8 января 2027, 03:00", "Fri 8 January 2027, 03:00", "wDt"),
        (datetime(2026, 11, 26, 12, tzinfo=UTC), Shape.TIME, "чт 15:00", "Thu 15:00", "wt"),
        (datetime(2026, 12, 11, 12, tzinfo=UTC), Shape.DAY, "11 декабря", "11 December", ""),
        (datetime(2026, 12, 11, 12, tzinfo=UTC), Shape.DATE, "11.12", "11 Dec", ""),
        (datetime(2027, 3, 14, 12, tzinfo=UTC), Shape.DATE, "14.03.2027", "14 Mar 2027", ""),
    ],
)  # fmt: skip
def test_moments(at: datetime, shape: Shape, russian: str, english: str, form: str) -> None:
    assert (shown(at, NOW, "Europe/Moscow", "ru", shape).text) == russian
    assert (shown(at, NOW, "Europe/Moscow", "en", shape).text) == english
    assert shown(at, NOW, "Europe/Moscow", "ru", shape).format == form


@pytest.mark.parametrize(
    ("at", "zone", "name"),
    [
        (NOW, "Europe/Moscow", "MSK"),
        (NOW, "Asia/Almaty", "UTC+5"),  # C48
        (datetime(2024, 2, 1, tzinfo=UTC), "Asia/Almaty", "UTC+6"),  # C48
        (NOW, "Asia/Kolkata", "UTC+5:30"),
        (NOW, "America/St_Johns", "UTC-3:30"),
        (NOW, "UTC", "UTC"),
        (NOW, "no such zone", "UTC"),
        (datetime(2026, 10, 24, 23, tzinfo=UTC), "Europe/Berlin", "UTC+2"),  # C2
        (datetime(2026, 10, 25, 3, tzinfo=UTC), "Europe/Berlin", "UTC+1"),  # C2
    ],
)
def test_zones(at: datetime, zone: str, name: str) -> None:
    assert offset_of(at, zone) == name


def test_choices_lines_and_texts_within_texts(texts: Texts) -> None:
    assert texts.plain(Text("chosen", {"status": Token("open")})) == "открыто"
    assert texts.plain(Text("nested", {"inner": Local("да", "yes")}), "en") == "[yes]"
    assert texts.plain(Text("lines")) == "раз\n\nдва"
    inner = texts.render(Text("nested", {"inner": Text("bold", {"number": 1, "name": "A"})}))
    assert (inner.text, inner.marks) == ("[№ 1, A]", (Mark(1, 4, "bold"),))
    both = Lines((Text("nested", {"inner": ""}), Text("bold", {"number": 1, "name": ""})))
    assert texts.render(both).marks == (Mark(3, 6, "bold"),)


def test_a_link_leads_back_to_the_bot(texts: Texts) -> None:
    texts.bot_name = "desk_bot"
    assert texts.plain(Text("link", {"key": "t42-abc"})) == "Продолжить: https://t.me/desk_bot?start=t42-abc"


def test_a_missing_text_is_kind_in_production_and_fatal_in_tests(texts: Texts, tmp_path: Path) -> None:
    with pytest.raises(FaultyTextError):
        texts.render(Text("no-such-text"))
    with pytest.raises(FaultyTextError):
        texts.render(Text("plain"))
    lenient = Texts(tmp_path, Today())
    assert lenient.plain(Text("no-such-text"), "de") == "Текст потерялся."
    assert "принято" in lenient.plain(Text("plain"))


def test_marks_count_as_telegram_does() -> None:
    """Offsets are UTF-16 on the wire; a smile is two units."""
    raw = """[{"type": "bold", "offset": 3, "length": 2}, {"type": "url", "offset": 0, "length": 2},
        {"type": "text_link", "offset": 0, "length": 5, "url": "u"}]"""
    said = Rendered.said("😀 ab", raw)
    assert said.marks == (Mark(2, 4, "bold"), Mark(0, 4, "text_link", (("url", "u"),)))
    again = (Rendered("№ 1 😀\n") + said).entities()
    assert again == [
        {"type": "bold", "offset": 10, "length": 2},
        {"type": "text_link", "offset": 7, "length": 5, "url": "u"},
    ]
    assert said.part(1, 3).marks == (Mark(1, 2, "bold"), Mark(0, 2, "text_link", (("url", "u"),)))
    assert joined([Rendered(), Rendered("a"), Rendered("b").marked("bold")]).marks == (Mark(2, 3, "bold"),)
