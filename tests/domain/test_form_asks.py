"""The same engine takes every single line the desk waits for, and edits a profile."""

from datetime import UTC, datetime

import pytest

from domain.draft import Asking
from domain.form import Answered, Cancelled, listens
from domain.form.asks import ASKS
from domain.form.asks_of_desk import TEXT_LIMIT
from tests.domain.test_form_story import KNOWN
from tests.fakes.writer import Writer

TIMES = [Asking.ESCALATE_TIME, Asking.NEW_TIME, Asking.PROMISE]
NAMED = {Asking.ESCALATE_CONTACT: "contact", Asking.FIXED: "version"}  # under what the line is kept; else "text"
TEXTS = sorted(asking for asking in ASKS if asking not in {*TIMES, Asking.CALLED, Asking.LINK})


@pytest.mark.parametrize("asking", TEXTS)
def test_the_next_line_is_the_answer(asking: Asking) -> None:
    writer = Writer(asking=asking, subject=124)
    writer.starts()
    assert writer.draft is not None
    assert listens(writer.draft)
    writer.writes("Отошёл кабель диска; диск лучше заменить")
    line = {NAMED.get(asking, "text"): "Отошёл кабель диска; диск лучше заменить"}
    assert writer.end == Answered(asking, 124, line)
    assert writer.draft is None


@pytest.mark.parametrize("asking", sorted(ASKS))
@pytest.mark.parametrize("kind", ["photo", "sticker", "voice", "contact"])
def test_only_words_will_do(asking: Asking, kind: str) -> None:
    writer = Writer(asking=asking, subject=124)
    writer.starts()
    result = writer.sends(kind)
    assert not result.kept
    assert writer.end is None
    assert writer.read()


@pytest.mark.parametrize("asking", sorted(ASKS))
def test_it_can_be_taken_back(asking: Asking) -> None:
    writer = Writer(asking=asking, subject=124)
    writer.starts()
    writer.writes("/cancel")
    assert writer.end == Cancelled()
    assert writer.read() == "Отменено, никому ничего не ушло."


def test_a_line_that_leaves_no_room_for_ours_is_asked_for_shorter() -> None:
    writer = Writer(asking=Asking.RESOLVE, subject=124)
    writer.starts()
    writer.writes("я" * (TEXT_LIMIT + 1))
    assert writer.end is None
    assert writer.read() == "Слишком длинно: уместите, пожалуйста, в 3500 знаков."


def test_a_rating_needs_no_word() -> None:
    writer = Writer(asking=Asking.RATING, subject=124)
    writer.starts()
    assert writer.read() == "Жаль. Что было не так? Прочитает только руководитель поддержки."
    writer.taps("Пропустить")
    assert writer.end == Answered(Asking.RATING, 124, {})


def test_a_refusal_keeps_its_ground() -> None:
    writer = Writer(asking=Asking.REFUSE, subject=124, preset={"ground": "lan"})
    writer.starts()
    assert "локальную сеть не сможем" in writer.read()  # R10: all that the customer will read
    writer.taps("Отправить отказ")
    assert writer.end == Answered(Asking.REFUSE, 124, {"ground": "lan"})


@pytest.mark.parametrize("asking", TIMES)
def test_a_promise_is_a_moment_to_come(asking: Asking) -> None:
    """C49, too: the developers' time is read as any other."""
    writer = Writer(asking=asking, subject=124)
    writer.starts()
    writer.writes("скоро")
    assert writer.read().startswith("Нужно время")
    writer.writes("01.01.2020 10:00")
    assert writer.read().startswith("Это время уже прошло")
    writer.writes("23:15")
    until = datetime(2026, 11, 27, 20, 15, tzinfo=UTC).isoformat()
    assert writer.end == Answered(asking, 124, {"until": until})


@pytest.mark.parametrize(
    ("label", "day", "hour"), [("Завтра 18:00", 28, 18), ("Через 3 дня", 30, 18), ("Через неделю", 34, 18)]
)
def test_the_usual_times_are_a_tap_away(label: str, day: int, hour: int) -> None:
    """R21: tomorrow evening, in three days, in a week at this time of the day (18:40 in Moscow)."""
    writer = Writer(asking=Asking.ESCALATE_TIME, subject=124)
    writer.starts()
    writer.taps(label)
    assert isinstance(writer.end, Answered)
    until = datetime.fromisoformat(writer.end.values["until"])
    assert (until - datetime(2026, 11, 1, tzinfo=until.tzinfo)).days == day - 1
    assert (until.hour, until.minute) == (hour, 0 if day == 28 else 40)


def test_a_profile_only_looked_at_listens_to_nothing() -> None:
    writer = Writer(asking=Asking.PROFILE, known=KNOWN)
    writer.starts()
    assert writer.draft is not None
    assert not listens(writer.draft)
    assert "ООО «Ромашка» · Пётр Петров · +7 900 000-00-00 · petr@example.org" in writer.read()
    assert writer.labels() == ["Имя и телефон", "Почта", "Организация"]


@pytest.mark.parametrize(
    ("field", "answer", "value"),
    [
        ("Имя и телефон", "Иван", ("name", "Иван")),
        ("Почта", "ivan@example.org", ("email", "ivan@example.org")),
        ("Организация", "АО «Нева»", ("organisation", "АО «Нева»")),
    ],
)
def test_a_profile_is_edited_by_a_tap_and_a_line(field: str, answer: str, value: tuple[str, str]) -> None:
    writer = Writer(asking=Asking.PROFILE, known=KNOWN)
    writer.starts()
    writer.taps(field)
    assert writer.draft is not None
    assert listens(writer.draft)
    writer.writes("?")
    assert writer.end is None
    writer.writes(answer)
    assert isinstance(writer.end, Answered)
    assert writer.end.values[value[0]] == value[1]
    assert writer.end.values["phone"] == "+79000000000"


def test_a_profile_can_be_left_as_it_was() -> None:
    writer = Writer(asking=Asking.PROFILE, known=KNOWN)
    writer.starts()
    writer.taps("Почта")
    writer.taps("Назад")
    assert writer.labels() == ["Имя и телефон", "Почта", "Организация"]
