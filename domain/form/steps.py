"""The questions as a table: how each is put, what can be tapped or said in place of a tap, how words are read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from domain.draft import Asking, Draft
from domain.form import parse, review, sheet
from domain.form.choices import CANCEL, EDIT, Choice, Choices, ways_back
from domain.form.events import Context
from domain.form.parse import Parsed
from domain.form.sheet import Step, Values
from domain.hours import closed_greeting
from domain.intake import Usage
from domain.phrases import Phrase
from domain.ticket import CloseReason
from domain.words import Lines, Local, Style, Text, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A row of the table. Without `parse` a message is no answer but a piece of the problem."""

    ask: Callable[[Draft, Context], Words]
    choices: Callable[[Draft, Context], Choices] = lambda _, __: ()
    parse: Callable[[str, Values, Context], Parsed] | None = None
    hint: Callable[[Draft, Context], Words] | None = None  # for what cannot be read at all; else it is asked again
    chosen: Callable[[str, Context], Values] | None = None  # what a tap on one of its own answers fills in
    shares_contact: bool = False  # under it is the key that shares the sender's own contact


def _progress(draft: Draft) -> Text:
    path = sheet.path(draft.values)
    if draft.returning or len(path) == 1 or Step(draft.step) not in path:
        return Text("form-no-progress")
    return Text("form-progress", {"n": path.index(Step(draft.step)) + 1, "of": len(path)})


# The problem


def _ask_problem(draft: Draft, context: Context) -> Words:
    policy, attached = context.policy, len(sheet.files(draft.values))
    if draft.returning:
        return Text("form-problem-again")
    if draft.values.get("greeted"):
        if sheet.problem(draft.values):
            return Text("form-problem-more")
        return Text("form-problem-words", {"files": attached}) if attached else Text("form-problem")
    titles = [each.title for each in policy.out_of_scope if each.reason is CloseReason.OUT_OF_SCOPE]
    outside = Local(ru=_listed(title.ru for title in titles), en=_listed(title.en for title in titles))
    phone = policy.contacts.support.emergency_phone
    greeting = (
        *((Text("form-files-kept", {"files": attached}),) if attached else ()),
        Text("form-greeting", {"outside": outside, "phone": phone}),
        *closed_greeting(policy, context.at),
    )
    return greeting[0] if len(greeting) == 1 else Lines(greeting)


def _listed(titles: Iterable[str]) -> str:
    """Put titles into a sentence: no capitals but those of abbreviations."""
    return ", ".join(title if title[1:2].isupper() else title[:1].lower() + title[1:] for title in titles)


# Consent (a screen of its own)


def _ask_consent(draft: Draft, context: Context) -> Words:
    unanswered, kinds = sheet.unanswered(draft.values, context), sheet.files(draft.values)
    left, again = len(unanswered), int(Step.KIND in unanswered)  # what kind of problem it is, is asked each time
    photos = kinds.count("photo")
    noted = Text("form-noted-files", {"photos": photos, "files": len(kinds) - photos}) if kinds else Text("form-noted")
    return Lines(
        (
            Text("form-noted-left", {"noted": noted, "left": left, "again": again}) if left else noted,
            Text("form-consent") if left else Text("form-consent-changed"),
        )
    )


def consent_in_full(context: Context) -> Words:
    """Return the policy's own text."""
    return Text("form-consent-full", {"text": context.policy.consent.text})


def _consent_choices(draft: Draft, _: Context) -> Choices:
    agree = Choice(label=Text("button-form-agree"), act="yes", typed=Phrase.AGREE, style=Style.GOOD)
    read = Choice(label=Text("button-form-read"), act="read", typed=Phrase.READ)
    refuse = Choice(label=Text("button-form-refuse"), act="no", typed=Phrase.REFUSE)
    return ((agree,), (refuse,)) if draft.values.get("consent:read") else ((agree,), (read, refuse))


# Who asks


def _ask_contact(draft: Draft, _: Context) -> Words:
    values, progress = draft.values, _progress(draft)
    if values.get("phone") and not values.get("name"):
        return Text("form-contact-name", {"progress": progress, "phone": review.phone(values)})
    if values.get("name") and not values.get("phone"):
        return Text("form-contact-phone", {"progress": progress, "name": values["name"]})
    return Text("form-contact", {"progress": progress})


def _ask_email(draft: Draft, _: Context) -> Words:
    return Text("form-email", {"progress": _progress(draft)})


def _ask_organisation(draft: Draft, _: Context) -> Words:
    return Text("form-organisation", {"progress": _progress(draft)})


def _contact_hint(draft: Draft, _: Context) -> Words:
    return Text("form-phone-hint") if draft.values.get("name") else Text("form-contact-hint")


# What about


def _ask_usage(draft: Draft, _: Context) -> Words:
    return Text("form-usage", {"progress": _progress(draft)})


def _usage_choices(draft: Draft, context: Context) -> Choices:
    def pick(label: Text, usage: Usage, typed: Phrase) -> Choice:
        return Choice(label=label, act="pick", arg=usage, typed=typed)

    return (
        (
            pick(Text("button-form-subscription"), Usage.SUBSCRIPTION, Phrase.SUBSCRIPTION),
            pick(Text("button-form-demo"), Usage.DEMO, Phrase.DEMO),
        ),
        (
            pick(Text("button-form-partner"), Usage.PARTNER, Phrase.PARTNER),
            pick(Text("button-form-no-subscription"), Usage.NONE, Phrase.NO_SUBSCRIPTION),
        ),
        (pick(Text("button-form-unknown"), Usage.UNKNOWN, Phrase.DONT_KNOW),),
        *ways_back(draft, context),
    )


def _ask_product(draft: Draft, _: Context) -> Words:
    return Text("form-product", {"progress": _progress(draft)})


def _product_choices(draft: Draft, context: Context) -> Choices:
    buttons = [
        Choice(label=Text("button-form-product", {"product": each.title}), act="pick", arg=each.key)
        for each in context.policy.products
    ]
    pairs = (tuple(buttons[n : n + 2]) for n in range(0, len(buttons), 2))
    return (*pairs, *ways_back(draft, context))


def _version_facts(draft: Draft, context: Context) -> tuple[str, Local]:
    chosen = sheet.product(draft.values, context)
    return (chosen.version_example, chosen.title) if chosen else ("", Local("", ""))


def _ask_version(draft: Draft, context: Context) -> Words:
    example, title = _version_facts(draft, context)
    if draft.returning:
        return Text("form-version-now") if draft.values.get("last_time") else Text("form-version-anew")
    return Text("form-version", {"progress": _progress(draft), "product": title, "example": example})


def _version_hint(draft: Draft, context: Context) -> Words:
    example, title = _version_facts(draft, context)
    return Text("form-version-hint", {"example": example, "product": title})


def _version_choices(draft: Draft, context: Context) -> Choices:
    chosen = sheet.product(draft.values, context)
    where = Choice(label=Text("button-form-where"), act="where", typed=Phrase.WHERE)
    dark = Choice(label=Text("button-form-wont-start"), act="dark", typed=Phrase.WONT_START)
    rows: list[tuple[Choice, ...]] = [(where,), (dark,)]
    if draft.returning and chosen:
        label = Text("button-form-current", {"version": chosen.current_version})
        rows.insert(0, (Choice(label=label, act="current", typed=Phrase.CURRENT),))
    return (*rows, *ways_back(draft, context))


def _ask_kind(draft: Draft, _: Context) -> Words:
    return Text("form-kind", {"progress": _progress(draft)})


def _kind_choices(draft: Draft, context: Context) -> Choices:
    picks = [
        Choice(label=Text("button-form-kind", {"kind": each.title}), act="pick", arg=each.key)
        for each in context.policy.problems
    ]
    other = Choice(label=Text("button-form-kind-other"), act="pick", arg=sheet.NO_KIND, typed=Phrase.OTHER)
    return (*((each,) for each in (*picks, other)), *ways_back(draft, context))


# Before it is sent


def _review_choices(draft: Draft, _: Context) -> Choices:
    send = Choice(label=Text("button-form-send"), act="send", typed=Phrase.SEND, style=Style.GOOD)
    other = Choice(label=Text("button-form-other-version"), act="edit", arg=Step.VERSION, typed=Phrase.VERSION)
    same = Choice(
        label=Text("button-form-about", {"number": int(draft.values.get("about") or 0)}),
        act="about",
        typed=Phrase.ABOUT_LAST,
    )
    changes = (other, EDIT) if draft.values.get("last_time") else (EDIT,)
    if draft.values.get("about"):
        return ((send,), changes, (same,))
    return ((send,), changes, (CANCEL,)) if len(changes) > 1 else ((send,), (EDIT, CANCEL))


def _edit_choices(draft: Draft, context: Context) -> Choices:
    def to(label: Text, step: Step, typed: Phrase) -> Choice:
        return Choice(label=label, act="edit", arg=step, typed=typed)

    own = (
        (
            to(Text("button-form-edit-contact"), Step.CONTACT, Phrase.CONTACT),
            to(Text("button-form-edit-email"), Step.EMAIL, Phrase.EMAIL),
        ),
        (to(Text("button-form-edit-organisation"), Step.ORGANISATION, Phrase.ORGANISATION),),
    )
    if draft.asking is Asking.PROFILE:
        return own
    return (
        (to(Text("button-form-edit-problem"), Step.PROBLEM, Phrase.PROBLEM),),
        *own,
        (
            to(Text("button-form-edit-product"), Step.PRODUCT, Phrase.PRODUCT),
            to(Text("button-form-edit-version"), Step.VERSION, Phrase.VERSION),
        ),
        (
            to(Text("button-form-edit-usage"), Step.USAGE, Phrase.USAGE),
            *((to(Text("button-form-edit-kind"), Step.KIND, Phrase.KIND),) if context.policy.problems else ()),
        ),
        *ways_back(draft, context),
    )


def _ask_edit(draft: Draft, _: Context) -> Words:
    return review.profile(draft.values) if draft.asking is Asking.PROFILE else Text("form-edit")


QUESTIONS: dict[Step, Question] = {
    Step.PROBLEM: Question(ask=_ask_problem, choices=ways_back),
    Step.CONSENT: Question(ask=_ask_consent, choices=_consent_choices),
    Step.CONTACT: Question(
        ask=_ask_contact, choices=ways_back, parse=parse.contact, hint=_contact_hint, shares_contact=True
    ),
    Step.EMAIL: Question(ask=_ask_email, choices=ways_back, parse=parse.email, hint=lambda _, c: parse.email_hint(c)),
    Step.ORGANISATION: Question(
        ask=_ask_organisation,
        choices=ways_back,
        parse=parse.organisation,
        hint=lambda _, __: Text("form-organisation-hint"),
    ),
    Step.USAGE: Question(
        ask=_ask_usage,
        choices=_usage_choices,
        parse=parse.usage,
        hint=lambda _, __: Text("form-usage-hint"),
    ),
    Step.PRODUCT: Question(
        ask=_ask_product,
        choices=_product_choices,
        parse=parse.product,
        hint=lambda _, c: Text("form-product-hint", {"phone": c.policy.contacts.support.phone}),
    ),
    Step.VERSION: Question(ask=_ask_version, choices=_version_choices, parse=parse.version, hint=_version_hint),
    Step.KIND: Question(
        ask=_ask_kind, choices=_kind_choices, parse=parse.kind, hint=lambda _, __: Text("form-kind-hint")
    ),
    Step.REVIEW: Question(ask=lambda d, c: review.words(d.values, c), choices=_review_choices),
    Step.EDIT: Question(ask=_ask_edit, choices=_edit_choices),
}
