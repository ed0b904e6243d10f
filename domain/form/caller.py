"""The same form, filled in by an engineer for somebody who called, wrote or used the portal (R15): its own questions.

Fields and checks are those of the customer's own form. What the caller could not tell is marked `unsaid:<step>`.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from domain.caller import BACK_TO, Filing, Unsaid
from domain.contacts import email_in, phone_in
from domain.customer import Channel, Contact, Organisation
from domain.draft import Draft
from domain.form import parse, review, sheet
from domain.form.choices import CANCEL, EDIT, Choice, Choices, ways_back
from domain.form.events import Context, Known
from domain.form.parse import Parsed, Taken, Unclear
from domain.form.past import moment_before
from domain.form.sheet import Step, Values
from domain.form.steps import QUESTIONS as OWN
from domain.form.steps import Question
from domain.ids import CustomerId, TicketId
from domain.intake import Application, Usage
from domain.phrases import Phrase
from domain.ticket import VersionMark
from domain.words import Lines, Moment, Style, Text, Token, Words

AGO = (0, 5, 15, 30)  # minutes
UNSAID: Mapping[Step, Unsaid] = {
    Step.EMAIL: Unsaid.EMAIL,
    Step.ORGANISATION: Unsaid.ORGANISATION,
    Step.VERSION: Unsaid.VERSION,
}
_LISTED = "matches"


def missing(values: Values) -> tuple[Unsaid, ...]:
    """Return what the caller could not tell, in the order it is asked for."""
    phone = (Unsaid.PHONE,) if not values.get("phone") else ()
    return (*phone, *(each for step, each in UNSAID.items() if values.get(f"unsaid:{step}")))


# Who


def chosen(draft: Draft, who: str, known: Known | None, context: Context) -> Draft:
    """The caller is somebody we know, or somebody new: what is known need not be asked."""
    values = {name: value for name, value in draft.values.items() if not name.startswith("match:")}
    values |= {"who": "known" if known else "new", "customer": who, "telegram": ""}
    if known:
        values |= sheet.known_values(known, context) | ({"telegram": "yes"} if known.telegram else {})
    else:
        values |= _told_in(values.pop("query", ""))
    left = sheet.unanswered(values, context)
    values["path"] = " ".join((Step.WHOSE, Step.WHO, *left))
    return replace(draft, values=values)


def _told_in(query: str) -> dict[str, str]:
    """What was typed to find them is told already."""
    found = {"phone": phone_in(query), "email": email_in(query)}
    return {name: each.value for name, each in found.items() if each}


def _who(text: str, _: Values, context: Context) -> Parsed:
    """Whoever is found is offered; nobody is chosen by a word."""
    found = {f"match:{each.customer}": _named(each.name, each.organisation, each.phone) for each in context.matches}
    listed = " ".join(str(each.customer) for each in context.matches)
    words = Text("caller-matches") if found else Text("caller-no-match")
    return Unclear(words, {"query": text.strip(), _LISTED: listed, **found})


def _named(name: str, organisation: str, phone: str) -> str:
    return " · ".join(part for part in (name, organisation, f"…{phone[-4:]}" if phone else "") if part)


def _who_choices(draft: Draft, context: Context) -> Choices:
    found = [
        (Choice(label=Text("button-caller-match", {"match": label}), act="known", arg=each),)
        for each in draft.values.get(_LISTED, "").split()
        if (label := draft.values.get(f"match:{each}"))
    ]
    new = Choice(label=Text("button-caller-new"), act="new", typed=Phrase.NEW_PERSON)
    return (*found, (new,), *ways_back(draft, context))


def _whose_choices(_: Draft, __: Context) -> Choices:
    theirs = Choice(label=Text("button-caller-theirs"), act="theirs", typed=Phrase.FOR_CALLER, style=Style.MAIN)
    mine = Choice(label=Text("button-caller-mine"), act="mine", typed=Phrase.FOR_ONESELF)
    return ((theirs, mine), (CANCEL,))


# How and when


_CHANNELS = (
    (Channel.PHONE, Phrase.BY_PHONE),
    (Channel.EMAIL, Phrase.BY_EMAIL),
    (Channel.PORTAL, Phrase.BY_PORTAL),
)


def _channel_choices(draft: Draft, context: Context) -> Choices:
    row = tuple(
        Choice(label=Text("button-caller-channel", {"channel": Token(each)}), act="channel", arg=each, typed=typed)
        for each, typed in _CHANNELS
    )
    return (row, *ways_back(draft, context))


def _received_choices(draft: Draft, context: Context) -> Choices:
    buttons = [Choice(label=Text("button-minutes-ago", {"minutes": each}), act="ago", arg=str(each)) for each in AGO]
    return (tuple(buttons[:2]), tuple(buttons[2:]), *ways_back(draft, context))


def ago(minutes: str, context: Context) -> dict[str, str]:
    """So many minutes before now."""
    return {"received": (context.at - timedelta(minutes=int(minutes))).isoformat()}


def _received(text: str, _: Values, context: Context) -> Parsed:
    """Take a time that has been (R8: the clock starts then)."""
    at = moment_before(text, context.at, context.zone, context.phrases)
    if at is None:
        return Unclear(Text("caller-received-hint"))
    if at > context.at:
        return Unclear(Text("caller-received-future"))
    if at < context.at - BACK_TO:
        return Unclear(Text("caller-received-old", {"days": BACK_TO.days}))
    return Taken({"received": at.isoformat()})


# Who asks, and what about


def unsaid(draft: Draft) -> dict[str, str]:
    """The caller could not tell: it is marked, and asked for first."""
    step = Step(draft.step)
    match step:
        case Step.CONTACT:
            again = {} if draft.values.get("telegram") else {"unsaid:email": ""}  # one way to answer must be left
            return {"phone": "", "unsaid:phone": "yes", **again}
        case Step.VERSION:
            return {**parse.version_unknown(), "unsaid:version": "yes"}
        case Step.ORGANISATION:
            return {"organisation": "", "inn": "", "unsaid:organisation": "yes"}
        case _:
            return {str(step): "", f"unsaid:{step}": "yes"}


def _said(
    step: Step, read: Callable[[str, Values, Context], Parsed], hint: Text | None = None
) -> Callable[[str, Values, Context], Parsed]:
    """Read it as in the customer's own form; say what is needed in words for an engineer."""

    def reads(text: str, values: Values, context: Context) -> Parsed:
        match read(text, values, context):
            case Taken(taken, ack):
                told = "phone" in taken if step is Step.CONTACT else True
                mark = "unsaid:phone" if step is Step.CONTACT else f"unsaid:{step}"
                return Taken({**taken, **({mark: ""} if told else {})}, ack)
            case Unclear(words, kept):
                return Unclear(hint or words, kept)

    return reads


def _skip(label: Text) -> Choice:
    return Choice(label=label, act="unsaid", typed=Phrase.UNSAID)


def _ask_contact(draft: Draft, _: Context) -> Words:
    values = draft.values
    if values.get("phone") and not values.get("name"):
        return Text("caller-contact-name", {"phone": review.phone(values)})
    if values.get("unsaid:phone") and not values.get("name"):
        return Text("caller-contact-only-name")
    if values.get("name") and not values.get("phone"):
        return Text("caller-contact-phone", {"name": values["name"]})
    return Text("caller-contact")


def _contact_choices(draft: Draft, context: Context) -> Choices:
    skip = () if draft.values.get("unsaid:phone") else ((_skip(Text("button-caller-no-phone")),),)
    return (*skip, *ways_back(draft, context))


def _email_choices(draft: Draft, context: Context) -> Choices:
    """Left out only where another way to answer is left."""
    answerable = draft.values.get("phone") or draft.values.get("telegram")
    skip = ((_skip(Text("button-caller-unsaid")),),) if answerable else ()
    return (*skip, *ways_back(draft, context))


def _organisation_choices(draft: Draft, context: Context) -> Choices:
    return ((_skip(Text("button-caller-unsaid")),), *ways_back(draft, context))


def _version_choices(draft: Draft, context: Context) -> Choices:
    return ((_skip(Text("button-caller-unsaid")),), *OWN[Step.VERSION].choices(draft, context))


def _ask_version(draft: Draft, context: Context) -> Words:
    product = sheet.product(draft.values, context)
    if draft.returning or product is None:
        return OWN[Step.VERSION].ask(draft, context)
    return Text("caller-version", {"product": product.title, "example": product.version_example})


def _consent_choices(draft: Draft, _: Context) -> Choices:
    agreed = Choice(label=Text("button-caller-consent"), act="yes", typed=Phrase.AGREE, style=Style.GOOD)
    read = Choice(label=Text("button-form-read"), act="read", typed=Phrase.READ)
    refused = Choice(label=Text("button-caller-no-consent"), act="no", typed=Phrase.REFUSE)
    return ((agreed,), (refused,)) if draft.values.get("consent:read") else ((agreed,), (read, refused))


def _ask_problem(draft: Draft, _: Context) -> Words:
    values = draft.values
    if draft.returning:
        return Text("form-problem-again")
    if not values.get("greeted"):
        return Text("caller-problem")
    return Text("form-problem-more") if sheet.problem(values) else Text("caller-problem-words")


# Before it is sent


def words(values: Values, context: Context) -> Words:
    """Everything on one screen."""
    number = int(values.get("completes") or 0)
    head = Text("caller-review-completes", {"number": number}) if number else Text("caller-review")
    when = Moment(datetime.fromisoformat(values["received"]))
    lines = (
        head,
        *review.about(values, context),
        person(values),
        Text("caller-review-when", {"channel": Token(values["channel"]), "at": when}),
        Text("caller-only-phone") if not (values.get("email") or values.get("telegram")) else Text("caller-answers-go"),
    )
    return Lines(lines)


def person(values: Values) -> Words:
    """On whose behalf, and whom to answer; what is not known is said."""
    organisation, inn = values.get("organisation"), values.get("inn")
    named = Text("form-organisation-inn", {"organisation": organisation or "", "inn": inn or ""})
    return Text(
        "form-person",
        {
            "organisation": named if inn else organisation or _not_said(Unsaid.ORGANISATION),
            "name": values.get("name", ""),
            "phone": review.phone(values) or _not_said(Unsaid.PHONE),
            "email": values.get("email") or _not_said(Unsaid.EMAIL),
        },
    )


def _not_said(what: Unsaid) -> Text:
    return Text("caller-not-said", {"what": Token(what)})


def _review_choices(draft: Draft, _: Context) -> Choices:
    label = Text("button-caller-complete") if draft.values.get("completes") else Text("button-caller-register")
    send = Choice(label=label, act="send", typed=Phrase.SEND, style=Style.GOOD)
    return ((send,), (EDIT, CANCEL))


def _edit_choices(draft: Draft, context: Context) -> Choices:
    def to(label: Text, step: Step, typed: Phrase | None = None) -> Choice:
        return Choice(label=label, act="edit", arg=step, typed=typed)

    told = (
        (
            to(Text("button-form-edit-contact"), Step.CONTACT, Phrase.CONTACT),
            to(Text("button-form-edit-email"), Step.EMAIL, Phrase.EMAIL),
        ),
        (
            to(Text("button-form-edit-organisation"), Step.ORGANISATION, Phrase.ORGANISATION),
            to(Text("button-form-edit-version"), Step.VERSION, Phrase.VERSION),
        ),
    )
    if draft.values.get("completes"):
        return (*told, *ways_back(draft, context))
    return (
        (
            to(Text("button-form-edit-problem"), Step.PROBLEM, Phrase.PROBLEM),
            to(Text("button-form-edit-product"), Step.PRODUCT, Phrase.PRODUCT),
        ),
        *told,
        (
            to(Text("button-form-edit-usage"), Step.USAGE, Phrase.USAGE),
            to(Text("button-caller-edit-channel"), Step.CHANNEL),
        ),
        (to(Text("button-caller-edit-received"), Step.RECEIVED), to(Text("button-caller-edit-who"), Step.WHO)),
        *ways_back(draft, context),
    )


def filing(values: Values, context: Context) -> Filing:
    """The complete form; `sheet.missing` has said that it is."""
    version, customer = values.get("version") or None, values.get("customer")
    product = context.policy.product(values["product"])
    mark = sheet.mark(product, version) if product and version else VersionMark.UNKNOWN
    name, problem = values["name"], context.policy.problem(values.get("kind", ""))
    return Filing(
        application=Application(
            contact=Contact(name=name, phone=values.get("phone", ""), email=values.get("email", "")),
            # Nobody named an organisation: the person stands for themselves, and shares a slot with nobody.
            organisation=Organisation(name=values.get("organisation") or name, inn=values.get("inn") or None),
            usage=Usage(values["usage"]),
            product=values["product"],
            version=version,
            version_mark=mark,
            version_told="" if version else values.get("told", ""),
            description=sheet.problem(values),
            attachments=len(sheet.files(values)),
            problem=problem.key if problem else "",
        ),
        channel=Channel(values["channel"]),
        received_at=datetime.fromisoformat(values["received"]),
        customer=CustomerId(int(customer)) if customer else None,
        missing=missing(values),
        consent_version=values["consent"],
        completes=TicketId(int(values["completes"])) if values.get("completes") else None,
    )


def _text(text: Text) -> Callable[[Draft, Context], Words]:
    return lambda _, __: text


def _usage_choices(draft: Draft, context: Context) -> Choices:
    """The same, of somebody else."""
    labels: dict[str, Text] = {
        Usage.PARTNER: Text("button-caller-partner"),
        Usage.UNKNOWN: Text("button-caller-unknown"),
    }
    rows = OWN[Step.USAGE].choices(draft, context)
    return tuple(tuple(replace(each, label=labels.get(each.arg, each.label)) for each in row) for row in rows)


QUESTIONS: dict[Step, Question] = {
    Step.WHOSE: Question(ask=_text(Text("caller-whose")), choices=_whose_choices),
    Step.WHO: Question(
        ask=_text(Text("caller-who")), choices=_who_choices, parse=_who, hint=_text(Text("caller-who-hint"))
    ),
    Step.CHANNEL: Question(
        ask=_text(Text("caller-channel")), choices=_channel_choices, hint=_text(Text("caller-channel"))
    ),
    Step.RECEIVED: Question(
        ask=_text(Text("caller-received")),
        choices=_received_choices,
        parse=_received,
        hint=_text(Text("caller-received-hint")),
    ),
    Step.PROBLEM: Question(ask=_ask_problem, choices=ways_back),
    Step.CONSENT: Question(ask=_text(Text("caller-consent")), choices=_consent_choices),
    Step.CONTACT: Question(
        ask=_ask_contact,
        choices=_contact_choices,
        parse=_said(Step.CONTACT, parse.contact, Text("caller-contact-hint")),
        hint=_text(Text("caller-contact-hint")),
    ),
    Step.EMAIL: Question(
        ask=_text(Text("caller-email")),
        choices=_email_choices,
        parse=_said(Step.EMAIL, parse.email, Text("form-email-hint")),
        hint=_text(Text("form-email-hint")),
    ),
    Step.ORGANISATION: Question(
        ask=_text(Text("caller-organisation")),
        choices=_organisation_choices,
        parse=_said(Step.ORGANISATION, parse.organisation),
        hint=_text(Text("caller-organisation-hint")),
    ),
    Step.USAGE: replace(
        OWN[Step.USAGE],
        ask=_text(Text("caller-usage")),
        choices=_usage_choices,
        parse=_said(Step.USAGE, parse.usage, Text("caller-usage-hint")),
        hint=_text(Text("caller-usage-hint")),
    ),
    Step.PRODUCT: replace(
        OWN[Step.PRODUCT],
        ask=_text(Text("caller-product")),
        parse=_said(Step.PRODUCT, parse.product, Text("caller-product-hint")),
        hint=_text(Text("caller-product-hint")),
    ),
    Step.VERSION: replace(
        OWN[Step.VERSION],
        ask=_ask_version,
        choices=_version_choices,
        parse=_said(Step.VERSION, parse.version),
    ),
    Step.KIND: replace(OWN[Step.KIND], ask=_text(Text("caller-kind"))),
    Step.REVIEW: Question(ask=lambda d, c: words(d.values, c), choices=_review_choices),
    Step.EDIT: Question(ask=_text(Text("form-edit")), choices=_edit_choices),
}
