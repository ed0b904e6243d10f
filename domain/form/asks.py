"""One line the desk waits for: what is asked, and how the answer is read. A row for each purpose."""

from datetime import timedelta

from domain.draft import Asking, Draft
from domain.form.asks_of_calls import OF_CALLS
from domain.form.asks_of_desk import OF_DESK, until
from domain.form.asks_of_desk import in_words as _text
from domain.form.choices import CANCEL, Choice, Choices
from domain.form.events import Context
from domain.form.steps import Question
from domain.phrases import Phrase
from domain.words import Text, Words

LAPSES = timedelta(hours=1)  # nobody remembers longer what the next line would be taken for
STEP = "answer"  # the only one


def _in_words(_: Draft, __: Context) -> Words:
    return Text("ask-words-hint")


def _number(draft: Draft) -> int:
    return draft.subject


def _cancel(_: Draft, __: Context) -> Choices:
    return ((CANCEL,),)


def _skip(_: Draft, __: Context) -> Choices:
    return ((Choice(label=Text("button-ask-skip"), act="skip", typed=Phrase.SKIP),),)


ASKS: dict[Asking, Question] = {
    Asking.RESOLVE: Question(
        ask=lambda draft, _: Text("ask-resolve", {"number": _number(draft)}),
        choices=_cancel,
        parse=_text,
        hint=_in_words,
    ),
    Asking.TURN_DOWN: Question(
        ask=lambda draft, _: Text("ask-turn-down", {"number": _number(draft)}),
        choices=_cancel,
        parse=_text,
        hint=_in_words,
    ),
    Asking.PROMISE: Question(
        ask=lambda draft, _: Text("ask-promise", {"number": _number(draft)}),
        choices=_cancel,
        parse=until,
        hint=lambda _, __: Text("ask-promise-hint"),
    ),
    Asking.RATING: Question(ask=lambda _, __: Text("ask-rating"), choices=_skip, parse=_text, hint=_in_words),
    Asking.TO_LEAD: Question(ask=lambda _, __: Text("ask-to-lead"), choices=_cancel, parse=_text, hint=_in_words),
    Asking.FROM_LEAD: Question(ask=lambda _, __: Text("ask-from-lead"), choices=_cancel, parse=_text, hint=_in_words),
    **OF_DESK,
    **OF_CALLS,
}
