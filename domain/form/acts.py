"""What a button does, tapped or typed: one function for each act."""

from collections.abc import Callable
from dataclasses import replace

from domain.draft import Asking, Draft
from domain.form import caller, course, parse, review, sheet
from domain.form.choices import previous
from domain.form.events import (
    AboutTicket,
    Answered,
    Cancelled,
    Context,
    Declined,
    Filed,
    ForOneself,
    Result,
    StartAgain,
    Submitted,
)
from domain.form.sheet import Step
from domain.form.steps import consent_in_full
from domain.ids import TicketId
from domain.intake import Usage
from domain.words import Text


def act(draft: Draft, name: str, arg: str, context: Context) -> Result:
    """Do what the button says; the caller has made sure that it is offered."""
    return _ACTS[name](draft, arg, context)


def _with(draft: Draft, values: dict[str, str]) -> Draft:
    return replace(draft, values={**draft.values, **values})


def _agree(draft: Draft, _: str, context: Context) -> Result:
    return course.proceed(_with(draft, {"consent": context.policy.consent.version}), context)


def _decline(draft: Draft, _: str, context: Context) -> Result:
    if draft.asking is Asking.CALLER:
        return course.over(Declined(), Text("caller-declined"))
    return course.over(Declined(), Text("form-declined", {"phone": context.policy.contacts.support.phone}))


def _read(draft: Draft, _: str, context: Context) -> Result:
    return course.stay(_with(draft, {"consent:read": "yes"}), consent_in_full(context), context)


def _pick(draft: Draft, arg: str, context: Context) -> Result:
    if draft.step == Step.PRODUCT:
        return course.proceed(_with(draft, parse.product_values(arg, draft.values)), context)
    if draft.step == Step.KIND:
        return course.proceed(_with(draft, {"kind": arg}), context)
    return course.proceed(_with(draft, {"usage": arg}), context, ack=parse.usage_ack(Usage(arg)))


def _where(draft: Draft, _: str, context: Context) -> Result:
    product = sheet.product(draft.values, context)
    if product is None:
        return course.proceed(draft, context)
    words = Text("form-version-where", {"where": product.where_to_find, "example": product.version_example})
    return course.stay(_with(draft, {"explained": "yes"}), words, context)


def _wont_start(draft: Draft, _: str, context: Context) -> Result:
    return course.proceed(_with(draft, parse.version_unknown()), context)


def _current(draft: Draft, _: str, context: Context) -> Result:
    product = sheet.product(draft.values, context)
    values = parse.version_values(product, product.current_version) if product else {}
    return course.proceed(_with(draft, values), context)


def _send(draft: Draft, _: str, context: Context) -> Result:
    if sheet.missing(draft.values, context) is not Step.REVIEW:  # the policy has changed since
        return course.proceed(draft, context)
    if draft.asking is Asking.CALLER:
        return course.over(Filed(caller.filing(draft.values, context)))
    return course.over(Submitted(review.application(draft.values, context)))


def _edit(draft: Draft, arg: str, context: Context) -> Result:
    if not arg:
        return course.ask(draft, Step.EDIT, context)
    values = sheet.unsigned(draft.values, Step(arg))
    return course.ask(replace(draft, values=values, returning=True), Step(arg), context)


def _back(draft: Draft, _: str, context: Context) -> Result:
    step = previous(draft, context)
    if step is None:
        return course.stay(draft, course.hint(draft, context), context)
    values = sheet.unsigned(draft.values, step)
    return course.ask(replace(draft, values=values, returning=False), step, context)


def _keep(draft: Draft, _: str, context: Context) -> Result:
    return course.proceed(draft, context)


def _about(draft: Draft, _: str, __: Context) -> Result:
    return course.over(AboutTicket(TicketId(int(draft.values["about"]))))


def _skip(draft: Draft, _: str, __: Context) -> Result:
    return course.over(Answered(draft.asking, draft.subject, sheet.answers(draft.values)))


def _choose(draft: Draft, arg: str, context: Context) -> Result:
    chosen = course.row(draft).chosen
    values = {**draft.values, **(chosen(arg, context) if chosen else {})}
    return course.over(Answered(draft.asking, draft.subject, sheet.answers(values)))


def _cancel(draft: Draft, _: str, __: Context) -> Result:
    if draft.asking is Asking.CALLER:
        return course.over(Cancelled(), Text("caller-cancelled"))
    return course.over(Cancelled(), Text("form-cancelled") if draft.asking is Asking.FORM else Text("ask-cancelled"))


def _go_on(draft: Draft, _: str, context: Context) -> Result:
    return Result(draft=draft, says=(course.question(draft, context),))


def _again(draft: Draft, _: str, __: Context) -> Result:
    return course.over(StartAgain(), Text("caller-again") if draft.asking is Asking.CALLER else Text("form-again"))


# Of a form for a caller


def _theirs(draft: Draft, _: str, context: Context) -> Result:
    return course.proceed(_with(draft, {"whose": "theirs"}), context)


def _mine(_: Draft, __: str, ___: Context) -> Result:
    return course.over(ForOneself())


def _known(draft: Draft, arg: str, context: Context) -> Result:
    if context.known is None:  # nobody any more
        return course.stay(draft, course.hint(draft, context), context)
    return course.proceed(caller.chosen(draft, arg, context.known, context), context)


def _new(draft: Draft, _: str, context: Context) -> Result:
    return course.proceed(caller.chosen(draft, "", None, context), context)


def _channel(draft: Draft, arg: str, context: Context) -> Result:
    return course.proceed(_with(draft, {"channel": arg}), context)


def _ago(draft: Draft, arg: str, context: Context) -> Result:
    return course.proceed(_with(draft, caller.ago(arg, context)), context)


def _unsaid(draft: Draft, _: str, context: Context) -> Result:
    return course.proceed(_with(draft, caller.unsaid(draft)), context)


_ACTS: dict[str, Callable[[Draft, str, Context], Result]] = {
    "yes": _agree,
    "no": _decline,
    "read": _read,
    "pick": _pick,
    "where": _where,
    "dark": _wont_start,
    "current": _current,
    "send": _send,
    "edit": _edit,
    "back": _back,
    "keep": _keep,
    "about": _about,
    "skip": _skip,
    "choose": _choose,
    "cancel": _cancel,
    "go": _go_on,
    "again": _again,
    "theirs": _theirs,
    "mine": _mine,
    "known": _known,
    "new": _new,
    "channel": _channel,
    "ago": _ago,
    "unsaid": _unsaid,
}
