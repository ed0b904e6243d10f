"""What is said in place of a button, and what says nothing: every language together."""

import pytest

from domain.phrases import Phrase, letters, plain
from tests.fakes.writer import phrases


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("  Спасибо!!! ", "спасибо"),
        ("Ещё раз — СПАСИБО 🙏", "еще раз спасибо"),
        ("Don’t know…", "don t know"),
        ("№ 124", "no 124"),
        ("👍🏻", ""),
    ],
)
def test_case_accents_signs_and_emoji_do_not_matter(typed: str, left: str) -> None:
    assert plain(typed) == left


def test_letters_are_counted_without_figures_and_signs() -> None:
    assert letters("VPN упал 7.9.4 !!!") == 7


@pytest.mark.parametrize(
    "typed", ["Спасибо!", "спасибо большое", "Понял, спасибо", "ок", "Thanks a lot 🙏", "👍", "👍🏻❤️", "Спасибо 🎉"]
)
def test_a_thank_you_says_nothing_more(typed: str) -> None:
    """C33, LIFECYCLE 18a."""
    assert phrases().is_thanks(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "???",
        "👎",
        "Привет",
        "Помогите",
        "Спасибо, но не работает",
        "Спасибо. А когда?",
        "Не работает",
        "Загрузился, спасибо! Версия 7.9.4",
    ],
)
def test_more_than_a_thank_you_is_no_thank_you(typed: str) -> None:
    assert not phrases().is_thanks(typed)


@pytest.mark.parametrize(
    "typed", ["Привет!", "Добрый день, коллеги", "Good morning", "Здравствуйте, есть вопрос", "Спасибо"]
)
def test_small_talk_tells_of_no_problem(typed: str) -> None:
    assert phrases().is_small_talk(typed)


def test_one_phrase_is_never_two_answers_of_one_question() -> None:
    """What can be typed at one question means one thing."""
    rivals = (
        (Phrase.AGREE, Phrase.REFUSE, Phrase.READ),
        (Phrase.SEND, Phrase.EDIT, Phrase.CANCEL, Phrase.ABOUT_LAST, Phrase.VERSION),
        (Phrase.SUBSCRIPTION, Phrase.DEMO, Phrase.PARTNER, Phrase.NO_SUBSCRIPTION, Phrase.DONT_KNOW),
        (Phrase.WHERE, Phrase.WONT_START, Phrase.CURRENT, Phrase.DONT_KNOW),
        (
            Phrase.PROBLEM,
            Phrase.CONTACT,
            Phrase.EMAIL,
            Phrase.ORGANISATION,
            Phrase.USAGE,
            Phrase.PRODUCT,
            Phrase.VERSION,
        ),
    )
    for group in rivals:
        said = [text for phrase in group for text in phrases().lists[phrase]]
        assert sorted(said) == sorted(set(said))
