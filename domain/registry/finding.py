"""What the registry says of who asks, fixed on the ticket; and whose name is nearly theirs (SEMANTICS, Entitlement)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.customer import Category, Evidence
from domain.intake import Usage, entitlement
from domain.policy import Policy
from domain.registry.listing import Listing, demo_end, year_later
from domain.ticket import Ticket

SHORTEST = 6  # letters of a name in which one may be mistyped
WORD = 4  # letters of a word that says something by itself
ENDS = 3  # letters at either end: one mistyped letter leaves one of the two ends as it is


class Finding(StrEnum):
    """What was found."""

    VALID = "valid"
    EXPIRED = "expired"  # before the lead
    SECOND_DEMO = "second_demo"  # before the lead
    NEAR = "near"  # offered to the engineer, never taken silently


class By(StrEnum):
    """How it was found."""

    INN = "inn"
    NAME = "name"
    LINK = "link"  # an engineer has said that these are they
    PARTNER = "partner"  # the person's own agreement; the ticket's organisation is their client
    DEMO = "demo"  # our own memory of a demo


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What the registry said when it was asked; a later import does not change it."""

    finding: Finding
    by: By
    name: str  # as the registry writes it
    identity: str
    category: Category
    since: date | None = None
    until: date | None = None

    @property
    def before_lead(self) -> bool:
        """Whether it takes the lead's decision (R9)."""
        return self.finding in {Finding.EXPIRED, Finding.SECOND_DEMO}


@dataclass(frozen=True, slots=True)
class Entitlement:
    """As what a ticket is taken on, and why."""

    category: Category
    evidence: Evidence
    before_lead: bool
    proof: Proof | None = None


def entitled(usage: Usage, proof: Proof | None, policy: Policy) -> Entitlement:
    """What is found counts; else the customer's own word, unverified. Only a clear no goes before the lead (7)."""
    if proof is not None and proof.finding is Finding.VALID:
        return Entitlement(proof.category, Evidence.REGISTRY, before_lead=False, proof=proof)
    if proof is not None and proof.before_lead:
        return Entitlement(Category.UNSUBSCRIBED, Evidence.REGISTRY, before_lead=True, proof=proof)
    category, evidence = entitlement(usage, policy)
    return Entitlement(category, evidence, before_lead=usage is Usage.NONE, proof=proof)


def judge(
    listings: Iterable[Listing],
    demos: Iterable[date],
    *,
    by: By,
    product: str,
    usage: Usage,
    policy: Policy,
    today: date,
) -> Proof | None:
    """Say what an organisation's listings, and the demos we remember, mean today; None: they say nothing."""
    about = [each for each in listings if each.covers(product, policy)]
    running = [each for each in about if _holds(each, policy, today)]
    if running:
        return proven(min(running, key=lambda each: _rank(each, policy)), Finding.VALID, by, policy)
    if usage is Usage.DEMO and (second := _second_demo(about, demos, product, policy, today)):
        return second
    tried = [each for each in about if each.category is Category.DEMO]
    ended = [each for each in about if _ended(each, policy, today) and not (usage is Usage.DEMO and each in tried)]
    if not ended:
        return None
    last = max(ended, key=lambda each: each.days(policy)[1] or date.max)
    return proven(last, Finding.EXPIRED, by, policy)


def proven(listing: Listing, finding: Finding, by: By, policy: Policy) -> Proof:
    """Copy what a listing says."""
    since, until = listing.days(policy)
    return Proof(
        finding=finding,
        by=by,
        name=listing.organisation.name,
        identity=listing.identity,
        category=listing.category,
        since=since,
        until=until,
    )


def _second_demo(
    about: Sequence[Listing], demos: Iterable[date], product: str, policy: Policy, today: date
) -> Proof | None:
    """At most one demo in a rolling year, counted from the start of the last one (C23)."""
    listed = {each.demo_since: each for each in about if each.demo_since is not None}
    started = [day for day in (*listed, *demos) if day <= today]
    if not started:
        return None
    start = max(started)
    end = demo_end(start, product, policy)
    if end is None or today <= end or today >= year_later(start):
        return None  # it still runs, or a year is over
    known = listed.get(start)
    return Proof(
        finding=Finding.SECOND_DEMO,
        by=By.NAME if known else By.DEMO,
        name=known.organisation.name if known else "",
        identity=known.identity if known else "",
        category=Category.DEMO,
        since=start,
        until=end,
    )


def starts_demo(demos: Iterable[date], product: str, policy: Policy, today: date) -> bool:
    """Whether a demo that is taken on today is a new one, and not the one that runs."""
    end = max((end for day in demos if (end := demo_end(day, product, policy))), default=today - timedelta(days=1))
    return today > end


def _holds(listing: Listing, policy: Policy, today: date) -> bool:
    since, until = listing.days(policy)
    return (since is None or since <= today) and (until is None or today <= until)


def _ended(listing: Listing, policy: Policy, today: date) -> bool:
    _, until = listing.days(policy)
    return until is not None and until < today


def _rank(listing: Listing, policy: Policy) -> tuple[timedelta, int, int]:
    """The shorter the wait, the better; of two, the one that lasts."""
    limit, (_, until) = _wait(listing.category, policy), listing.days(policy)
    kind = list(Category).index(listing.category)
    return limit, kind, -(until or date.max).toordinal()


def _wait(category: Category, policy: Policy) -> timedelta:
    limit = policy.first_answer[category]
    return limit.time if limit is not None else timedelta.max


# Names


def words(name: str) -> tuple[str, ...]:
    """Return the words of a name's key that say something by themselves."""
    return tuple(dict.fromkeys(word for word in name.split() if len(word) >= WORD))


def ends(name: str) -> tuple[str, str]:
    """Return how a name's key begins and ends."""
    return name[:ENDS], name[-ENDS:]


def nearness(one: str, other: str) -> int | None:
    """How near two names' keys are: 0 the same, 1 a letter apart, 2 one within the other; None: not at all."""
    if one == other:
        return 0
    if min(len(one), len(other)) >= SHORTEST and _letter_apart(one, other):
        return 1
    fewer, more = sorted((set(one.split()), set(other.split())), key=len)
    within = fewer <= more and any(len(word) >= WORD for word in fewer)
    return 2 if within else None


def _letter_apart(one: str, other: str) -> bool:
    """A letter missing, superfluous, another one, or two that changed places."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    a, b = one[start:], other[start:]
    if len(one) < len(other):
        return a == b[1:]
    return a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


# Tickets


def improves(ticket: Ticket, proof: Proof, policy: Policy) -> bool:
    """Whether what was found makes the wait shorter, or replaces a word that nobody has checked (C19)."""
    if proof.category is ticket.category:
        return not ticket.evidence.verified
    shorter = _wait(proof.category, policy) < _wait(ticket.category, policy)
    return shorter or not ticket.evidence.verified
