"""One line the desk waits for: what is asked, and how the answer is read. A row for each purpose."""

from datetime import timedelta

from domain.draft import Asking, Draft
from domain.form.choices import CANCEL, Choice, Choices
from domain.form.events import Context
from domain.form.parse import Parsed, Taken, Unclear
from domain.form.sheet import Values
from domain.form.steps import Question
from domain.form.times import moment_in
from domain.phrases import Phrase
from domain.words import Text, Words

LAPSES = timedelta(hours=1)  # nobody remembers longer what the next line would be taken for
TEXT_LIMIT = 3500  # leaves room for our own words beside it
STEP = "answer"  # the only one


def _text(text: str, _: Values, __: Context) -> Parsed:
    if len(text) > TEXT_LIMIT:
        return Unclear(Text("ask-shorter", {"limit": TEXT_LIMIT}))
    return Taken({"text": text.strip()})


def _until(text: str, _: Values, context: Context) -> Parsed:
    until = moment_in(text, context.at, context.zone, context.phrases)
    if until is None:
        return Unclear(Text("ask-promise-hint"))
    return Taken({"until": until.isoformat()}) if until > context.at else Unclear(Text("ask-promise-past"))


def _in_words(_: Draft, __: Context) -> Words:
    return Text("ask-words-hint")


def _number(draft: Draft) -> int:
    return draft.subject


def _cancel(_: Draft, __: Context) -> Choices:
    return ((CANCEL,),)


def _cancel_or_plain(_: Draft, __: Context) -> Choices:
    plain = Choice(label=Text("button-ask-without-words"), act="skip", typed=Phrase.SKIP)
    return ((plain, CANCEL),)


def _skip(_: Draft, __: Context) -> Choices:
    return ((Choice(label=Text("button-ask-skip"), act="skip", typed=Phrase.SKIP),),)


ASKS: dict[Asking, Question] = {
    Asking.RESOLVE: Question(
        ask=lambda draft, _: Text("ask-resolve", {"number": _number(draft)}),
        choices=_cancel,
        parse=_text,
        hint=_in_words,
    ),
    Asking.REFUSE: Question(
        ask=lambda draft, _: Text("ask-refuse", {"number": _number(draft)}),
        choices=_cancel_or_plain,
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
        parse=_until,
        hint=lambda _, __: Text("ask-promise-hint"),
    ),
    Asking.RATING: Question(ask=lambda _, __: Text("ask-rating"), choices=_skip, parse=_text, hint=_in_words),
    Asking.TO_LEAD: Question(ask=lambda _, __: Text("ask-to-lead"), choices=_cancel, parse=_text, hint=_in_words),
    Asking.FROM_LEAD: Question(ask=lambda _, __: Text("ask-from-lead"), choices=_cancel, parse=_text, hint=_in_words),
}
