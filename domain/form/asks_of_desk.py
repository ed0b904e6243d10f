"""What the desk's people are asked one after another, with ready answers: the developers' part, grounds, reasons."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.draft import Asking, Draft
from domain.form.choices import CANCEL, Choice, Choices
from domain.form.events import Context
from domain.form.parse import Parsed, Taken, Unclear
from domain.form.sheet import Values
from domain.form.steps import Question
from domain.form.times import moment_in
from domain.phrases import Phrase
from domain.policy import Ground
from domain.words import Lines, Local, Text, Words

TEXT_LIMIT = 3500  # leaves room for our own words beside it
CONTACT_LIMIT = 200  # the card and every list show it whole
VERSION_LIMIT = 100
EVENING = time(18)
DAYS = (3, 7)


def in_words(text: str, _: Values, __: Context) -> Parsed:
    """Take the line as it is."""
    return _line(text, TEXT_LIMIT, "text")


def _line(text: str, limit: int, name: str) -> Parsed:
    if len(text) > limit:
        return Unclear(Text("ask-shorter", {"limit": limit}))
    return Taken({name: text.strip()})


def _contact(text: str, _: Values, __: Context) -> Parsed:
    return _line(" ".join(text.split()), CONTACT_LIMIT, "contact")


def _version(text: str, _: Values, __: Context) -> Parsed:
    return _line(" ".join(text.split()), VERSION_LIMIT, "version")


def until(text: str, _: Values, context: Context) -> Parsed:
    """Take a moment that is still to come."""
    at = moment_in(text, context.at, context.zone, context.phrases)
    if at is None:
        return Unclear(Text("ask-promise-hint"))
    return Taken({"until": at.isoformat()}) if at > context.at else Unclear(Text("ask-promise-past"))


# Ready answers


def _developers(_: Draft, context: Context) -> Choices:
    listed = tuple(
        (Choice(label=Text("as-it-is", {"text": each.name}), act="choose", arg=each.key),)
        for each in context.policy.developers
    )
    return (*listed, (CANCEL,))


def _chosen_developer(key: str, _: Context) -> Values:
    return {"developer": key}


def _times(_: Draft, __: Context) -> Choices:
    tomorrow = Choice(label=Text("button-tomorrow-evening"), act="choose", arg="1")
    later = tuple(Choice(label=Text("button-in-days", {"days": n}), act="choose", arg=str(n)) for n in DAYS)
    return ((tomorrow,), later, (CANCEL,))


def _chosen_time(days: str, context: Context) -> Values:
    """Tomorrow at six; in so many days, at this time of the day."""
    local = context.at.astimezone(ZoneInfo(context.zone))
    day = local.date() + timedelta(days=int(days))
    wall = EVENING if days == "1" else local.time().replace(second=0, microsecond=0)
    return {"until": datetime.combine(day, wall, ZoneInfo(context.zone)).isoformat()}


def _plain(label: Text, typed: Phrase = Phrase.SKIP) -> Choices:
    return ((Choice(label=label, act="skip", typed=typed), CANCEL),)


def _cancel(_: Draft, __: Context) -> Choices:
    return ((CANCEL,),)


# What is asked


def _ground(draft: Draft, context: Context) -> Ground | None:
    return context.policy.ground(draft.values.get("ground", ""))


def _ask_refuse(draft: Draft, context: Context) -> Words:
    """All of what the customer will read, before it is sent."""
    ground = _ground(draft, context)
    text = ground.text if ground else Local("", "")
    return Lines((Text("ask-refuse-head", {"number": draft.subject}), Text("ask-refuse", {"ground": text})))


def _hint(_: Draft, __: Context) -> Words:
    return Text("ask-words-hint")


def _time_hint(_: Draft, __: Context) -> Words:
    return Text("ask-promise-hint")


OF_DESK: dict[Asking, Question] = {
    Asking.REFUSE: Question(
        ask=_ask_refuse,
        choices=lambda _, __: _plain(Text("button-send-refusal"), Phrase.SEND),
        parse=in_words,
        hint=_hint,
    ),
    Asking.ESCALATE_CONTACT: Question(
        ask=lambda draft, _: Text("ask-escalate-contact", {"number": draft.subject}),
        choices=_developers,
        chosen=_chosen_developer,
        parse=_contact,
        hint=_hint,
    ),
    Asking.ESCALATE_TIME: Question(
        ask=lambda draft, _: Text("ask-escalate-time", {"number": draft.subject}),
        choices=_times,
        chosen=_chosen_time,
        parse=until,
        hint=_time_hint,
    ),
    Asking.ESCALATE_WORDS: Question(
        ask=lambda draft, _: Text("ask-escalate-words", {"number": draft.subject}),
        choices=lambda _, __: _plain(Text("button-ask-without-words")),
        parse=in_words,
        hint=_hint,
    ),
    Asking.NEW_TIME: Question(
        ask=lambda draft, _: Text("ask-new-time", {"number": draft.subject}),
        choices=_times,
        chosen=_chosen_time,
        parse=until,
        hint=_time_hint,
    ),
    Asking.FIXED: Question(
        ask=lambda draft, _: Text("ask-fixed", {"number": draft.subject}),
        choices=_cancel,
        parse=_version,
        hint=_hint,
    ),
    Asking.REOPEN: Question(
        ask=lambda draft, _: Text("ask-reopen", {"number": draft.subject}),
        choices=_cancel,
        parse=in_words,
        hint=_hint,
    ),
    Asking.APPEAL: Question(
        ask=lambda draft, _: Text("ask-appeal", {"number": draft.subject}),
        choices=_cancel,
        parse=in_words,
        hint=_hint,
    ),
    Asking.UPHOLD: Question(ask=lambda _, __: Text("ask-uphold"), choices=_cancel, parse=in_words, hint=_hint),
    Asking.DISMISS: Question(
        ask=lambda _, __: Text("ask-dismiss"),
        choices=lambda _, __: _plain(Text("button-ask-without-words")),
        parse=in_words,
        hint=_hint,
    ),
    Asking.COMPLAINT: Question(ask=lambda _, __: Text("ask-complaint"), choices=_cancel, parse=in_words, hint=_hint),
    Asking.COMPLAINT_SETTLED: Question(
        ask=lambda _, __: Text("ask-complaint-settled"), choices=_cancel, parse=in_words, hint=_hint
    ),
}
