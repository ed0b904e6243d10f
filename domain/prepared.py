"""Prepared requests: what engineers ask of customers again and again, ready to be sent (R12, R18, R19)."""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.decision import Decision
from domain.effects import DeleteTagged, RefreshCard
from domain.errors import AlreadyDone
from domain.letters import topic_lane
from domain.policy import Policy, Product, Request
from domain.ticket import Ticket, VersionMark

BLANKS = frozenset({"product", "version", "where", "example", "phone"})  # what a request's text may leave to be put in
ONCE = timedelta(minutes=1)  # the same request sooner than this is a second tap


def offered(ticket: Ticket, policy: Policy) -> tuple[Request, ...]:
    """Return the requests that fit the ticket's product; the version that is not known is asked for first (R11)."""
    unknown = ticket.version_mark is VersionMark.UNKNOWN
    fitting = (each for each in policy.requests if not each.products or ticket.product in each.products)
    return tuple(sorted(fitting, key=lambda each: each.asks_version != unknown))


def find(ticket: Ticket, policy: Policy, key: str) -> Request | None:
    """Find one that fits the ticket; None if the policy has it no longer."""
    return next((each for each in offered(ticket, policy) if each.key == key), None)


def worded(request: Request, ticket: Ticket, policy: Policy, language: str) -> str:
    """Put the ticket's product into the text, in the language of whoever is asked."""
    russian = language == "ru"
    product = policy.product(ticket.product)
    text = request.text.ru if russian else request.text.en
    put = {
        "product": _titled(product, ticket, russian=russian),
        "version": ticket.version or "",
        "where": (product.where_to_find.ru if russian else product.where_to_find.en) if product else "",
        "example": product.version_example if product else "",
        "phone": policy.contacts.support.phone,
    }
    for blank, words in put.items():
        text = text.replace(f"{{{blank}}}", words)
    return text.strip()


def _titled(product: Product | None, ticket: Ticket, *, russian: bool) -> str:
    if product is None:
        return ticket.product
    return product.title.ru if russian else product.title.en


def version_in(text: str, ticket: Ticket, policy: Policy) -> str | None:
    """Find the exact version in what a customer wrote; None if there is none, or it is the one we know (R11)."""
    product = policy.product(ticket.product)
    found = product.exact_version(text) if product else None
    return found if found != ticket.version else None


def version_tag(ticket: Ticket) -> str:
    """Under which the offer to write a version down is found again."""
    return f"version:{ticket.id}"


def version_noted(ticket: Ticket, version: str, policy: Policy) -> Decision:
    """Write down the version the customer has named; its mark says whether it is the current one (R4, R11)."""
    product = policy.product(ticket.product)
    if not ticket.live or product is None or version == ticket.version:
        raise AlreadyDone
    mark = VersionMark.OLD if product.is_outdated(version) else VersionMark.EXACT
    after = replace(ticket, version=version, version_mark=mark, version_told="")
    effects = (DeleteTagged(lane=topic_lane(ticket.id), tag=version_tag(ticket)), RefreshCard(ticket=ticket.id))
    return Decision(after, "version_noted", effects, mark)


def too_soon(asked_at: datetime, at: datetime) -> bool:
    """Whether the same request has just been sent."""
    return at - asked_at < ONCE
