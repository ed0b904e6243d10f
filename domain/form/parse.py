"""Reads typed answers: what can be taken from a line, or a kind word with an example."""

from dataclasses import dataclass, field
from difflib import get_close_matches

from domain.contacts import email_in, inn_in, phone_in
from domain.form import sheet
from domain.form.events import Context
from domain.form.sheet import Values
from domain.intake import Usage
from domain.phrases import Phrase, Phrases, letters, plain
from domain.policy import Policy, Product
from domain.ticket import VersionMark
from domain.words import Text, Words

NAME_LIMIT = 80
ORGANISATION_LIMIT = 300
TOLD_LIMIT = 100  # of what was typed in place of a version
_ALIKE = 0.75  # how close a mistyped name must come


@dataclass(frozen=True, slots=True)
class Taken:
    """The answer, by the values it fills; a word about it may come before the next question."""

    values: dict[str, str]
    ack: Words | None = None


@dataclass(frozen=True, slots=True)
class Unclear:
    """No answer: what is needed, with an example. Part of it may be worth keeping."""

    hint: Words
    values: dict[str, str] = field(default_factory=dict)


Parsed = Taken | Unclear


def contact(text: str, values: Values, context: Context) -> Parsed:
    """Take a name, a phone or both; an e-mail in the same line spares a question."""
    taken: dict[str, str] = {}
    line = " ".join(text.split())
    for name, find in (("email", email_in), ("phone", phone_in)):
        if found := find(line):
            taken[name], line = found.value, found.rest
    name = _unlabelled(line, Phrase.CONTACT, context.phrases)
    if _is_name(name, context.phrases):
        taken["name"] = name
    if "phone" not in taken and values.get("name") and not values.get("phone"):
        return Unclear(Text("form-phone-hint"))
    if "name" in taken or "phone" in taken:
        return Taken(taken)
    return Unclear(Text("form-contact-hint"))


def _is_name(text: str, phrases: Phrases) -> bool:
    whole = len(text) <= NAME_LIMIT and not any(sign.isdigit() for sign in text)
    return whole and letters(text) > 1 and not phrases.is_small_talk(text)


def email(text: str, _: Values, context: Context) -> Parsed:
    """Take an address."""
    found = email_in(text)
    return Taken({"email": found.value}) if found else Unclear(email_hint(context))


def email_hint(context: Context) -> Text:
    """What an address looks like; who has none is helped by phone (R11, R15)."""
    return Text("form-email-hint-call", {"phone": context.policy.contacts.support.phone})


def organisation(text: str, values: Values, context: Context) -> Parsed:
    """Take a name, an INN or both. A wrong INN is told and left out: it is welcome, never required (R11)."""
    line = " ".join(text.split())
    found = inn_in(line)
    name = _unlabelled(found.rest if found else line, Phrase.INN, context.phrases)
    inn, known = found.value if found else "", values.get("organisation", "")
    wrong = Text("form-inn-wrong") if found and not inn else None
    if len(name) > ORGANISATION_LIMIT or context.phrases.is_small_talk(name):
        return Unclear(Text("form-organisation-hint"))
    if letters(name) > 1:
        kept = "" if known or wrong else values.get("inn", "")
        return Taken({"organisation": name, "inn": inn or kept}, wrong)
    if inn and known:
        return Taken({"inn": inn})
    if inn:
        return Unclear(Text("form-organisation-name", {"inn": inn}), {"inn": inn})
    return Unclear(wrong or Text("form-organisation-hint"))


_USAGES = (  # "no subscription" before "subscription": the first that fits is meant
    (Phrase.NO_SUBSCRIPTION, Usage.NONE),
    (Phrase.DONT_KNOW, Usage.UNKNOWN),
    (Phrase.DEMO, Usage.DEMO),
    (Phrase.PARTNER, Usage.PARTNER),
    (Phrase.SUBSCRIPTION, Usage.SUBSCRIPTION),
)


def usage(text: str, _: Values, context: Context) -> Parsed:
    """Take how the product is used, in words of one's own."""
    for phrase, meant in _USAGES:
        if context.phrases.mentions(phrase, text):
            return Taken({"usage": meant}, usage_ack(meant))
    return Unclear(Text("form-usage-hint"))


def usage_ack(usage: Usage) -> Text | None:
    """Say what follows where it is not obvious."""
    match usage:
        case Usage.UNKNOWN:
            return Text("form-usage-unknown")
        case Usage.NONE:
            return Text("form-usage-none")
        case _:
            return None


def product(text: str, values: Values, context: Context) -> Parsed:
    """Take a product by key or title, roughly typed; an exact version in the same line spares a question."""
    found = product_in(text, context.policy)
    if found is None:
        phone = context.policy.contacts.support.phone
        return Unclear(Text("form-product-hint", {"phone": phone}))
    exact = found.exact_version(text)
    return Taken({**product_values(found.key, values), **(version_values(found, exact) if exact else {})})


def product_values(key: str, values: Values) -> dict[str, str]:
    """Choose the product; the version of another product is not its version."""
    if values.get("product") == key:
        return {"product": key}
    return {"product": key, "version": "", "mark": "", "told": "", "explained": "", "last_time": ""}


def preset_in(payload: str, policy: Policy) -> dict[str, str]:
    """Read what a deep link presets: `product_ics`. Anything else presets nothing."""
    key = payload.removeprefix("product_")
    return {"product": key} if key != payload and policy.product(key) else {}


def product_in(text: str, policy: Policy) -> Product | None:
    """Find the one product that is meant; None if none is, or several could be."""
    rest = text
    for each in policy.products:
        rest = each.version_pattern.sub(" ", rest)
    words = set(plain(rest).split())
    ranks = sorted(((_likeness(words, each), n) for n, each in enumerate(policy.products)), reverse=True)
    if ranks and ranks[0][0] > (0, 0) and (len(ranks) == 1 or ranks[0][0] > ranks[1][0]):
        return policy.products[ranks[0][1]]
    names = {name: each for each in policy.products for name in _names(each)}
    close = get_close_matches(plain(rest), names, n=1, cutoff=_ALIKE)
    return names[close[0]] if close else None


def _names(product: Product) -> tuple[str, ...]:
    return plain(product.title.ru), plain(product.title.en), plain(product.key)


def _likeness(words: set[str], product: Product) -> tuple[int, float]:
    """How many words of its names were typed, and how much of a name they are; a number alone names nothing."""
    best: tuple[int, float] = (0, 0)
    for name in _names(product):
        whole = set(name.split())
        common = words & whole
        if any(word.isalpha() for word in common):
            best = max(best, (len(common), len(common) / len(whole)))
    return best


def kind(text: str, _: Values, context: Context) -> Parsed:
    """Take a category of problems by its title or key, roughly typed, or that it is none of them (R1)."""
    names = {
        plain(name): each.key for each in context.policy.problems for name in (each.title.ru, each.title.en, each.key)
    }
    told = plain(text)
    if context.phrases.means(Phrase.OTHER, text):
        return Taken({"kind": sheet.NO_KIND})
    meant = {key for name, key in names.items() if f" {name} " in f" {told} "}
    if not meant:
        meant = {names[close] for close in get_close_matches(told, names, n=1, cutoff=_ALIKE)}
    return Taken({"kind": meant.pop()}) if len(meant) == 1 else Unclear(Text("form-kind-hint"))


def version(text: str, values: Values, context: Context) -> Parsed:
    """Take an exact version. "The latest" is none: after one explanation figures are taken as told (R11, C60)."""
    chosen = sheet.product(values, context)
    if chosen is None:
        return Unclear(Text("form-product-hint", {"phone": context.policy.contacts.support.phone}))
    if exact := chosen.exact_version(text):
        return Taken(version_values(chosen, exact))
    if context.phrases.mentions(Phrase.WONT_START, text):
        return Taken(version_unknown())
    words = " ".join(text.split())[:TOLD_LIMIT]
    told = words if any(sign.isdigit() for sign in words) else ""
    if values.get("explained"):
        if told:
            return Taken({**version_unknown(), "told": told}, Text("form-version-as-told", {"told": told}))
        if context.phrases.means(Phrase.DONT_KNOW, text):
            return Taken(version_unknown())
    example, title = chosen.version_example, chosen.title
    hint = (
        Text("form-version-latest", {"example": example, "product": title})
        if context.phrases.mentions(Phrase.LATEST, text)
        else Text("form-version-hint", {"example": example, "product": title})
    )
    return Unclear(hint, {"explained": "yes", **({"told": told} if told else {})})


def version_values(product: Product, exact: str) -> dict[str, str]:
    """Fill in an exact version with its mark (R4)."""
    return {
        "version": exact,
        "mark": sheet.mark(product, exact),
        "told": "",
        "explained": "",
        "last_time": "",
    }


def version_unknown() -> dict[str, str]:
    """The box does not start, nobody can look: the engineer asks for it first (R11)."""
    return {"version": "", "mark": VersionMark.UNKNOWN, "explained": "", "last_time": ""}


def _unlabelled(line: str, labels: Phrase, phrases: Phrases) -> str:
    """Take words such as "my name is", "phone" or "INN" off both ends."""
    words = line.split()
    for size in (3, 2, 1):
        while len(words) >= size and plain(" ".join(words[:size])) in phrases.lists[labels]:
            words = words[size:]
        while len(words) >= size and plain(" ".join(words[-size:])) in phrases.lists[labels]:
            words = words[:-size]
    return " ".join(words).strip(" \t,;:.-–—/|()")
