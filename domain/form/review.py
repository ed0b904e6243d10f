"""The filled form: what the customer reads before it is sent, and the application it becomes."""

from domain import contacts
from domain.customer import Contact, Organisation
from domain.form import sheet
from domain.form.events import Context
from domain.form.sheet import Values
from domain.intake import Application, Usage
from domain.policy import Product
from domain.ticket import VersionMark
from domain.words import Lines, Text, Token, Words

SHOWN = 700  # characters of a description: a review is read before it is sent, and a log in it is not


def words(values: Values, context: Context) -> Words:
    """Everything on one screen, in the order the engineer will read it."""
    first_time = not values.get("last_time")
    return Lines(
        (
            Text("form-review") if first_time else Text("form-review-again"),
            *about(values, context),
            person(values),
            *((Text("form-review-more"),) if first_time else ()),
        )
    )


def about(values: Values, context: Context) -> tuple[Words, ...]:
    """What happened, and to which product."""
    return _problem(values), *_product(values, context), *_kind(values, context)


def _problem(values: Values) -> Words:
    kinds, problem = sheet.files(values), sheet.problem(values)
    told = (
        Text("form-review-problem", {"problem": problem})
        if len(problem) <= SHOWN
        else Text("form-review-problem-long", {"problem": problem[:SHOWN].rstrip(), "count": len(problem)})
    )
    if not kinds:
        return told
    photos = kinds.count("photo")
    attached = Text("form-attached", {"photos": photos, "files": len(kinds) - photos})
    return Text("form-review-problem-files", {"problem": told, "attached": attached})


def _product(values: Values, context: Context) -> tuple[Words, ...]:
    product = sheet.product(values, context)
    if product is None:
        return ()
    line = Text(
        "form-review-product",
        {"product": product.title, "version": _version(values), "usage": Token(values.get("usage", ""))},
    )
    if _mark(values, product) is not VersionMark.OLD:
        return (line,)
    return line, Text("form-review-old", {"current": product.current_version})


def _kind(values: Values, context: Context) -> tuple[Words, ...]:
    problem = context.policy.problem(values.get("kind", ""))
    return (Text("form-review-kind", {"kind": problem.title}),) if problem else ()


def _version(values: Values) -> Text:
    version, told = values.get("version"), values.get("told")
    if version and values.get("last_time"):
        return Text("form-review-version-last", {"version": version})
    if version:
        return Text("form-review-version", {"version": version})
    return Text("form-review-version-told", {"told": told}) if told else Text("form-review-version-unknown")


def person(values: Values) -> Words:
    """On whose behalf, and whom to answer."""
    organisation = (
        Text("form-organisation-inn", {"organisation": values.get("organisation", ""), "inn": values["inn"]})
        if values.get("inn")
        else Text("form-organisation-only", {"organisation": values.get("organisation", "")})
    )
    return Text(
        "form-person",
        {
            "organisation": organisation,
            "name": values.get("name", ""),
            "phone": phone(values),
            "email": values.get("email", ""),
        },
    )


def profile(values: Values) -> Words:
    """What is kept of a person, with a button for each part."""
    return Lines((Text("profile-kept"), person(values)))


def phone(values: Values) -> str:
    """The phone as people read it."""
    return contacts.spoken(values["phone"]) if values.get("phone") else ""


def application(values: Values, context: Context) -> Application:
    """The complete form; `sheet.missing` has said that it is."""
    product = context.policy.product(values["product"])
    version = values.get("version") or None
    return Application(
        contact=contact(values),
        organisation=organisation(values),
        usage=Usage(values["usage"]),
        product=values["product"],
        version=version,
        version_mark=_mark(values, product),
        version_told="" if version else values.get("told", ""),
        description=sheet.problem(values),
        attachments=len(sheet.files(values)),
        problem=problem.key if (problem := context.policy.problem(values.get("kind", ""))) else "",
    )


def contact(values: Values) -> Contact:
    return Contact(name=values["name"], phone=values["phone"], email=values["email"])


def organisation(values: Values) -> Organisation:
    return Organisation(name=values["organisation"], inn=values.get("inn") or None)


def _mark(values: Values, product: Product | None) -> VersionMark:
    version = values.get("version")
    return sheet.mark(product, version) if product and version else VersionMark.UNKNOWN
