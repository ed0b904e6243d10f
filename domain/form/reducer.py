"""The form's one function: a draft and an event in; the draft, words, and what came of it out. It never raises."""

from dataclasses import replace
from typing import assert_never

from domain.draft import Asking, Draft
from domain.form import asks, course, messages, review, sheet
from domain.form.acts import act
from domain.form.choices import BACK, CANCEL, OFFER, rows
from domain.form.events import (
    Began,
    Context,
    Edited,
    Event,
    Expired,
    Known,
    Lapsed,
    Result,
    Said,
    Say,
    Tapped,
)
from domain.form.sheet import Step
from domain.said import Message
from domain.words import ReplyKeyboard, Text


def begin(draft: Draft, known: Known, context: Context, first: Message | None = None) -> Result:
    """Put the first question of an empty draft, or hear what was said before any was put.

    What is known is filled in; the draft's own values (a preset) go before it.
    """
    if draft.asking in asks.ASKS:
        draft = replace(draft, step=asks.STEP, asked_at=context.at, due_at=context.at + asks.LAPSES)
        return Result(draft=draft, says=(course.question(draft, context),))
    values = {**sheet.known_values(known, context), **draft.values}
    if draft.asking is Asking.CALLER:
        values["caller"] = "yes"
    values["path"] = " ".join(sheet.unanswered(values, context))
    draft = replace(draft, values=values)
    if draft.asking is Asking.CALLER:
        return course.proceed(draft, context)
    if draft.asking is Asking.PROFILE:
        return course.ask(draft, Step.EDIT, context)
    if first is None:
        return course.ask(draft, Step.PROBLEM, context)
    return reduce(replace(draft, step=Step.PROBLEM), Said(first), context)


def reduce(draft: Draft, event: Event, context: Context) -> Result:
    """Take one event."""
    result = _reduced(draft, event, context)
    if result.draft is not None and not result.stale and not isinstance(event, Lapsed):
        result = replace(result, draft=course.kept(result.draft, context))
    return _keyboard_away(draft, result)


def _reduced(draft: Draft, event: Event, context: Context) -> Result:
    match event:
        case Said(message):
            return messages.said(draft, message, context)
        case Edited(message):
            return messages.edited(draft, message, context)
        case Tapped(rev, name, arg):
            offered = {(choice.act, choice.arg) for choice in course.offered(draft, context)}
            if rev != draft.rev or (name, arg) not in offered:
                return Result(draft=draft, stale=True)
            return act(draft, name, arg, context)
        case Began():
            return _began(draft, context)
        case Lapsed():
            return _lapsed(draft, context)
        case _:
            assert_never(event)


def _began(draft: Draft, context: Context) -> Result:
    """/start or /new again: go on, or start again; where nothing has been said there is nothing to choose."""
    if not draft.files_a_ticket:
        return Result(draft=draft, says=(course.question(draft, context),))
    if not _something_said(draft) and draft.asking is Asking.CALLER:
        return course.ask(draft, Step(draft.step), context)
    if not _something_said(draft):
        values = {name: value for name, value in draft.values.items() if name != "greeted"}
        return course.ask(replace(draft, values=values), Step.PROBLEM, context)
    offer = Text("caller-offer") if draft.asking is Asking.CALLER else Text("form-offer")
    return Result(draft=draft, says=(Say(words=offer, buttons=rows(OFFER, draft.rev)),))


def _lapsed(draft: Draft, context: Context) -> Result:
    """Nobody has said anything for as long as the policy waits: one nudge, then nothing of it is kept."""
    if not draft.files_a_ticket or not _something_said(draft):
        return course.over(Expired())
    times, theirs = context.policy.draft, draft.asking is Asking.CALLER
    since = (draft.due_at or context.at) - (times.drop if draft.nudged else times.nudge)
    if draft.nudged or context.at >= since + times.drop:
        return course.over(Expired(), Text("caller-expired") if theirs else Text("form-expired"))
    words = Text("caller-nudge") if theirs else Text("form-nudge")
    nudge = Say(words=words, buttons=rows((*OFFER, (CANCEL,)), draft.rev))
    return Result(draft=replace(draft, nudged=True, due_at=since + times.drop), says=(nudge,))


def _something_said(draft: Draft) -> bool:
    told = sheet.problem(draft.values) or sheet.files(draft.values)
    return bool(told or (draft.asking is Asking.CALLER and draft.values.get("who")))


def _keyboard_away(before: Draft, result: Result) -> Result:
    """The keyboard that shares a contact goes when its question does: with the next words that bear no buttons."""
    if not course.row(before).shares_contact:
        return result
    if result.draft is not None and course.row(result.draft).shares_contact:
        return result
    says = list(result.says)
    if says and all(button.arg == BACK.act for line in says[0].buttons for button in line):
        says[0] = replace(says[0], buttons=(), keyboard=ReplyKeyboard())
        return replace(result, says=tuple(says))
    if before.asking is Asking.LINK:  # whoever hears of it says it
        return result
    values = (result.draft or before).values
    known = Text("form-contact-noted", {"name": values.get("name", ""), "phone": review.phone(values)})
    return replace(result, says=(Say(words=known, keyboard=ReplyKeyboard()), *says))
