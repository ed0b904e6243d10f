"""The unfinished form as a sheet of named values: what is filled in, what is missing, what the problem is.

Beside the answers (`email`, `product` …) it keeps, by message, each piece of the problem (`said:17`, `file:18`) and
which step a message has answered (`by:19`), so that an edit of that message finds its place.
"""

from collections.abc import Mapping
from enum import StrEnum

from domain.form.events import Context, Known
from domain.ids import MessageId
from domain.phrases import letters
from domain.policy import Product
from domain.ticket import VersionMark

ENOUGH = 10  # letters of a problem: fewer tell nothing


class Step(StrEnum):
    """The questions of the form, in their order; EDIT asks which of them to go back to."""

    WHOSE = "whose"  # this and the next three: of a form for a caller (R15)
    WHO = "who"
    CHANNEL = "channel"
    RECEIVED = "received"
    PROBLEM = "problem"
    CONSENT = "consent"
    CONTACT = "contact"
    EMAIL = "email"
    ORGANISATION = "organisation"
    USAGE = "usage"
    PRODUCT = "product"
    VERSION = "version"
    KIND = "kind"  # which category of problems it is (R1), if the policy has any
    REVIEW = "review"
    EDIT = "edit"


ANSWERS: dict[Step, tuple[str, ...]] = {  # what each question fills in
    Step.CONTACT: ("name", "phone"),
    Step.EMAIL: ("email",),
    Step.ORGANISATION: ("organisation",),
    Step.USAGE: ("usage",),
    Step.PRODUCT: ("product",),
    Step.VERSION: ("mark",),
    Step.KIND: ("kind",),
}
COUNTED = tuple(ANSWERS)  # what "2 of 6" counts, as far as each is asked for
NO_KIND = "-"  # none of the policy's categories; no key looks so
OF_A_CALL: dict[Step, tuple[str, ...]] = {  # what only an engineer is asked
    Step.WHOSE: ("whose",),
    Step.WHO: ("who",),
    Step.CHANNEL: ("channel",),
    Step.RECEIVED: ("received",),
}

Values = Mapping[str, str]


def filled(step: Step, values: Values, context: Context) -> bool:
    """Whether the question needs no answer any more."""
    match step:
        case Step.PROBLEM:
            return letters(problem(values)) >= ENOUGH
        case Step.CONSENT:
            return values.get("consent") == context.policy.consent.version
        case Step.PRODUCT:
            return product(values, context) is not None
        case Step.KIND:
            kind, problems = values.get("kind", ""), context.policy.problems
            return not problems or kind == NO_KIND or context.policy.problem(kind) is not None
        case Step.CONTACT if values.get("unsaid:phone"):
            return bool(values.get("name"))
        case _:
            told = all(values.get(name) for name in (OF_A_CALL | ANSWERS)[step])
            return told or bool(values.get(f"unsaid:{step}"))


def missing(values: Values, context: Context) -> Step:
    """Return the next question; the review where nothing is missing."""
    return next((step for step in asked(values) if not filled(step, values, context)), Step.REVIEW)


def asked(values: Values) -> tuple[Step, ...]:
    """Return all the questions of this form."""
    return (*(OF_A_CALL if for_a_caller(values) else ()), Step.PROBLEM, Step.CONSENT, *COUNTED)


def for_a_caller(values: Values) -> bool:
    """Whether an engineer fills it in for somebody else (R15)."""
    return bool(values.get("caller"))


def unanswered(values: Values, context: Context) -> tuple[Step, ...]:
    """Return the counted questions that this person still has to answer."""
    counted = asked(values) if for_a_caller(values) else COUNTED
    return tuple(step for step in counted if not filled(step, values, context))


def path(values: Values) -> tuple[Step, ...]:
    """Return the counted questions as they were when consent was asked for."""
    return tuple(Step(name) for name in values.get("path", "").split())


def product(values: Values, context: Context) -> Product | None:
    """Return the product chosen, if the catalogue (still) has it."""
    return context.policy.product(values.get("product", ""))


def mark(product: Product, version: str) -> VersionMark:
    """Judge an exact version (R4)."""
    return VersionMark.OLD if product.is_outdated(version) else VersionMark.EXACT


def known_values(known: Known, context: Context) -> dict[str, str]:
    """Fill in what is known of somebody."""
    values: dict[str, str] = {"consent": known.consent_version or "", "usage": known.usage or ""}
    if known.contact:
        values |= {"name": known.contact.name, "phone": known.contact.phone, "email": known.contact.email}
    if known.organisation:
        values |= {"organisation": known.organisation.name, "inn": known.organisation.inn or ""}
    if last := context.policy.product(known.product):
        values["product"] = last.key
        if exact := last.exact_version(known.version):
            values |= {"version": exact, "mark": mark(last, exact), "last_time": "yes"}
    if known.about:
        values["about"] = str(known.about)
    return {name: value for name, value in values.items() if value}


# The problem, message by message


def problem(values: Values) -> str:
    """Return the description in the customer's words, in the order it was written."""
    return "\n".join(values[f"said:{each}"] for each in _pieces(values, "said:"))


def files(values: Values) -> tuple[str, ...]:
    """Return the kinds of what was attached, in order."""
    return tuple(values[f"file:{each}"] for each in _pieces(values, "file:"))


def with_piece(values: Values, message: MessageId, *, text: str = "", file: str = "") -> dict[str, str]:
    """Add a message to the problem, or replace what it said before."""
    pieces = {f"said:{message}": text.strip(), f"file:{message}": file}
    return {**values, **{name: value for name, value in pieces.items() if value}}


def without_words(values: Values) -> dict[str, str]:
    """Leave what was attached; the words are to be said anew."""
    return {name: value for name, value in values.items() if not name.startswith("said:")}


def _pieces(values: Values, kind: str) -> list[int]:
    return sorted(int(name.removeprefix(kind)) for name in values if name.startswith(kind))


def tells(values: Values, message: MessageId) -> bool:
    """Whether this message is a piece of the problem."""
    return f"said:{message}" in values or f"file:{message}" in values


# Answers, message by message


def answered_by(values: Values, message: MessageId) -> Step | None:
    """Return the question that this message has answered."""
    name = values.get(f"by:{message}")
    return Step(name) if name else None


def answers(values: Values) -> dict[str, str]:
    """Return what was answered, without what the sheet notes for itself."""
    return {name: value for name, value in values.items() if ":" not in name and name not in {"path", "greeted"}}


def unsigned(values: Values, step: Step) -> dict[str, str]:
    """Forget which messages had answered the question: it is asked anew."""
    return {name: value for name, value in values.items() if not (name.startswith("by:") and value == step)}
