"""LIFECYCLE 3: silence for a day brings one nudge; after a week nothing of the form is kept."""

from datetime import timedelta

from domain.draft import Asking
from domain.form import Cancelled, Expired, Known
from tests.domain.test_form_story import GATEWAY
from tests.fakes.writer import FRIDAY, Writer


def test_one_nudge_then_it_is_dropped() -> None:
    pyotr = Writer()
    pyotr.writes(GATEWAY)
    spoke = pyotr.now
    pyotr.falls_silent()
    assert pyotr.now - spoke == timedelta(days=1)
    assert pyotr.read().startswith("Обращение не отправлено")
    assert pyotr.labels() == ["Продолжить", "Начать заново", "Отменить"]
    pyotr.falls_silent()
    assert pyotr.now - spoke == timedelta(days=7)
    assert pyotr.end == Expired()
    assert pyotr.draft is None


def test_who_goes_on_after_the_nudge_is_not_nudged_again() -> None:
    pyotr = Writer()
    pyotr.writes(GATEWAY)
    pyotr.falls_silent()
    pyotr.taps("Продолжить")
    assert pyotr.read().startswith("Записано.")
    spoke = pyotr.now
    pyotr.falls_silent()
    assert pyotr.now - spoke == timedelta(days=7)
    assert pyotr.end == Expired()


def test_after_a_long_outage_there_is_nothing_to_nudge_about() -> None:
    pyotr = Writer()
    pyotr.writes(GATEWAY)
    pyotr.falls_silent(FRIDAY + timedelta(days=8))
    assert pyotr.end == Expired()


def test_who_only_pressed_start_is_left_alone() -> None:
    pyotr = Writer()
    pyotr.starts()
    said = len(pyotr.said)
    pyotr.falls_silent()
    assert pyotr.end == Expired()
    assert len(pyotr.said) == said


def test_the_nudge_can_be_answered_with_no() -> None:
    pyotr = Writer()
    pyotr.writes(GATEWAY)
    pyotr.falls_silent()
    pyotr.taps("Отменить")
    assert pyotr.end == Cancelled()


def test_the_keyboard_goes_with_the_form() -> None:
    pyotr = Writer()
    pyotr.writes(GATEWAY)
    pyotr.taps("Даю согласие")
    pyotr.falls_silent(FRIDAY + timedelta(days=8))
    keyboard = pyotr.said[-1].keyboard
    assert keyboard is not None
    assert keyboard.rows == ()


def test_a_line_that_is_waited_for_is_forgotten_without_a_word() -> None:
    lead = Writer(asking=Asking.TO_LEAD, known=Known())
    lead.starts()
    said = len(lead.said)
    lead.falls_silent()
    assert lead.now - FRIDAY == timedelta(hours=1)
    assert lead.end == Expired()
    assert len(lead.said) == said
