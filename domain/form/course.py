"""Where the form goes from here: put a question, go to the next, keep the place, end."""

from dataclasses import replace

from domain.draft import Asking, Draft
from domain.form import asks, caller, sheet
from domain.form.choices import CANCEL, OFFER, Choice, Choices, keyboard, rows
from domain.form.events import Context, End, Result, Say
from domain.form.sheet import Step
from domain.form.steps import QUESTIONS, Question
from domain.words import Lines, Words


def listens(draft: Draft) -> bool:
    """Whether the next message is meant for it: a profile that is only looked at waits for a button."""
    if draft.asking is Asking.PROFILE:
        return draft.step != Step.EDIT
    return draft.files_a_ticket or draft.asking in asks.ASKS


def row(draft: Draft) -> Question:
    """Return the current question's row of its table."""
    return asks.ASKS[draft.asking] if draft.asking in asks.ASKS else of_form(draft, Step(draft.step))


def of_form(draft: Draft, step: Step) -> Question:
    """Return a question of this form: a caller's is put in other words."""
    return (caller.QUESTIONS if draft.asking is Asking.CALLER else QUESTIONS)[step]


def offered(draft: Draft, context: Context) -> tuple[Choice, ...]:
    """Return all that may be tapped, or typed in its place: the question's own choices before the rest."""
    always: Choices = ((CANCEL,), *OFFER) if draft.files_a_ticket else ((CANCEL,),)
    choices = (*row(draft).choices(draft, context), *always)
    return tuple(choice for each in choices for choice in each)


def question(
    draft: Draft, context: Context, *, words: Words | None = None, before: Words | None = None, settles: bool = False
) -> Say:
    """Put the question, or other words that keep its place, over its buttons."""
    current = row(draft)
    choices = current.choices(draft, context)
    words = words or current.ask(draft, context)
    whole = words if before is None else Lines((before, words))
    if current.shares_contact:
        return Say(words=whole, keyboard=keyboard(choices), settles=settles)
    return Say(words=whole, buttons=rows(choices, draft.rev), settles=settles)


def hint(draft: Draft, context: Context) -> Words:
    """What is needed, with an example."""
    current = row(draft)
    return (current.hint or current.ask)(draft, context)


def ask(draft: Draft, step: Step, context: Context, *, ack: Words | None = None, settles: bool = False) -> Result:
    """Go to a question; buttons of the one before are of an old revision now."""
    asked = kept(replace(draft, step=step, rev=draft.rev + 1, asked_at=context.at), context)
    say = question(asked, context, before=ack, settles=settles)
    if step is Step.PROBLEM:
        asked = replace(asked, values={**asked.values, "greeted": "yes"})
    return Result(draft=asked, says=(say,))


def proceed(draft: Draft, context: Context, *, ack: Words | None = None, settles: bool = False) -> Result:
    """Go to the first question that has no answer; to the review where all have one."""
    step = sheet.missing(draft.values, context)
    if step is Step.REVIEW:
        draft = replace(draft, returning=False)
    return ask(draft, step, context, ack=ack, settles=settles)


def stay(draft: Draft, words: Words, context: Context) -> Result:
    """Keep the place, with a kind word."""
    return Result(draft=draft, says=(question(draft, context, words=words),))


def over(end: End, words: Words | None = None) -> Result:
    """Leave no question behind."""
    return Result(draft=None, says=(Say(words=words),) if words else (), end=end)


def kept(draft: Draft, context: Context) -> Draft:
    """The author is there: the time until the nudge, or after it until the drop, begins anew."""
    times = context.policy.draft
    form = times.drop if draft.nudged else times.nudge
    return replace(draft, due_at=context.at + (form if draft.files_a_ticket else asks.LAPSES))
