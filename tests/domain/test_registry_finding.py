"""What the registry says of who asks (R3, R5, R7, R9; C20, C23; SEMANTICS, Entitlement)."""

from datetime import date, timedelta

import pytest

from domain.customer import Category, Evidence, Organisation
from domain.intake import Usage
from domain.registry.finding import By, Finding, Proof, entitled, improves, judge, nearness, starts_demo
from domain.registry.listing import Listing
from tests.domain.samples import a_ticket, policy

TODAY = date(2026, 11, 20)
ROMASHKA = Organisation(name="Ромашка", inn="7707083893")
DAY = timedelta(days=1)


def subscription(until: date, product: str = "", since: date | None = None) -> Listing:
    return Listing(organisation=ROMASHKA, category=Category.SUBSCRIBER, product=product, since=since, until=until)


def demo(since: date, product: str = "ics") -> Listing:
    return Listing(organisation=ROMASHKA, category=Category.DEMO, product=product, demo_since=since)


PARTNER = Listing(organisation=ROMASHKA, category=Category.PARTNER, agreement="17/26")


def found(
    *listings: Listing, usage: Usage = Usage.SUBSCRIPTION, product: str = "ics", demos: tuple[date, ...] = ()
) -> Proof | None:
    return judge(listings, demos, by=By.INN, product=product, usage=usage, policy=policy(), today=TODAY)


@pytest.mark.parametrize(
    ("listing", "usage", "finding"),
    [
        (subscription(TODAY), Usage.UNKNOWN, Finding.VALID),  # the last day counts
        (subscription(TODAY - DAY), Usage.UNKNOWN, Finding.EXPIRED),
        (subscription(TODAY - DAY), Usage.SUBSCRIPTION, Finding.EXPIRED),
        (subscription(TODAY + DAY, since=TODAY + DAY), Usage.SUBSCRIPTION, None),  # has not begun: their word counts
        (subscription(TODAY, "ics6"), Usage.SUBSCRIPTION, Finding.VALID),  # the same family
        (subscription(TODAY, "pbx"), Usage.SUBSCRIPTION, None),  # another product's
        (subscription(TODAY), Usage.NONE, Finding.VALID),  # what is found counts, not what they remember
        (PARTNER, Usage.SUBSCRIPTION, Finding.VALID),
        (demo(TODAY - 29 * DAY), Usage.DEMO, Finding.VALID),  # 30 days, by the policy
        (demo(TODAY - 30 * DAY), Usage.DEMO, Finding.SECOND_DEMO),
        (demo(TODAY - 30 * DAY), Usage.SUBSCRIPTION, Finding.EXPIRED),  # past its period: at the gate, with evidence
        (demo(date(2025, 11, 21)), Usage.DEMO, Finding.SECOND_DEMO),
        (demo(date(2025, 11, 20)), Usage.DEMO, None),  # the anniversary: allowed again
        (demo(date(2025, 11, 21), "ics6"), Usage.DEMO, Finding.SECOND_DEMO),  # one a year for the family
        (demo(TODAY - 90 * DAY, "pbx"), Usage.DEMO, None),
    ],
)
def test_what_a_listing_means_today(listing: Listing, usage: Usage, finding: Finding | None) -> None:
    """R3, R7, C23."""
    proof = found(listing, usage=usage)
    assert (proof.finding if proof else None) == finding


def test_the_best_of_several_counts() -> None:
    """A demo that runs beside a subscription takes nothing away; an old line does not either."""
    proof = found(demo(TODAY - DAY), subscription(TODAY - 400 * DAY), subscription(TODAY + DAY))
    assert proof is not None
    assert (proof.finding, proof.category, proof.until) == (Finding.VALID, Category.SUBSCRIBER, TODAY + DAY)


@pytest.mark.parametrize(
    ("start", "finding"),
    [
        (TODAY, None),
        (TODAY - 29 * DAY, None),  # it still runs
        (TODAY - 30 * DAY, Finding.SECOND_DEMO),
        (date(2025, 11, 21), Finding.SECOND_DEMO),
        (date(2025, 11, 20), None),
    ],
)
def test_a_demo_that_only_we_remember(start: date, finding: Finding | None) -> None:
    """C23: with its dates as evidence, whichever account asks; a rolling year from its start."""
    proof = found(usage=Usage.DEMO, demos=(start,))
    assert (proof.finding if proof else None) == finding
    if proof:
        assert (proof.since, proof.until, proof.by) == (start, start + 29 * DAY, By.DEMO)


@pytest.mark.parametrize(
    ("demos", "new"), [((), True), ((TODAY - 29 * DAY,), False), ((TODAY - 30 * DAY,), True), ((TODAY,), False)]
)
def test_a_ticket_within_a_demo_does_not_begin_another(demos: tuple[date, ...], *, new: bool) -> None:
    assert starts_demo(demos, "ics", policy(), TODAY) is new


@pytest.mark.parametrize(
    ("usage", "proof", "expected"),
    [
        (Usage.SUBSCRIPTION, None, (Category.SUBSCRIBER, Evidence.DECLARED, False)),
        (Usage.UNKNOWN, None, (Category.SUBSCRIBER, Evidence.UNKNOWN, False)),  # nobody who may have paid waits
        (Usage.NONE, None, (Category.UNSUBSCRIBED, Evidence.DECLARED, True)),
        (Usage.NONE, found(subscription(TODAY)), (Category.SUBSCRIBER, Evidence.REGISTRY, False)),
        (Usage.UNKNOWN, found(subscription(TODAY - DAY)), (Category.UNSUBSCRIBED, Evidence.REGISTRY, True)),
        (Usage.DEMO, found(demo(TODAY - 40 * DAY), usage=Usage.DEMO), (Category.UNSUBSCRIBED, Evidence.REGISTRY, True)),
    ],
)
def test_what_is_found_counts_before_what_is_said(
    usage: Usage, proof: Proof | None, expected: tuple[Category, Evidence, bool]
) -> None:
    """R7, R9: only a clear no goes before the lead."""
    made = entitled(usage, proof, policy())
    assert (made.category, made.evidence, made.before_lead) == expected


def test_a_near_name_is_never_taken_silently() -> None:
    """R7: the customer's word counts on; the proof only offers."""
    near = Proof(finding=Finding.NEAR, by=By.NAME, name="Ромашка", identity="name:x", category=Category.PARTNER)
    made = entitled(Usage.DEMO, near, policy())
    assert (made.category, made.evidence) == (Category.DEMO, Evidence.DECLARED)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("ромашка", "ромашка", 0),
        ("ромашка", "рамашка", 1),
        ("ромашка", "ромашк", 1),
        ("ромашка", "ррамашка", None),
        ("ромашка", "рмоашка", 1),  # two letters changed places
        ("ромашка", "ромашка плюс", 2),
        ("торговый дом ромашка", "ромашка", 2),
        ("дом", "дома", None),  # too short to be mistyped
        ("ао ик", "ик", None),  # a word that says nothing
        ("ромашка", "лютик", None),
        ("ромашка север", "ромашка юг", None),
        ("", "ромашка", None),
    ],
)
def test_how_near_two_names_are(one: str, other: str, near: int | None) -> None:
    assert nearness(one, other) == near
    assert nearness(other, one) == near


@pytest.mark.parametrize(
    ("had", "evidence", "has", "better"),
    [
        (Category.DEMO, Evidence.REGISTRY, Category.SUBSCRIBER, True),  # C19
        (Category.SUBSCRIBER, Evidence.REGISTRY, Category.DEMO, False),  # C20: worse changes no promise
        (Category.SUBSCRIBER, Evidence.DECLARED, Category.SUBSCRIBER, True),  # a word that is confirmed
        (Category.SUBSCRIBER, Evidence.VERIFIED, Category.SUBSCRIBER, False),
        (Category.PARTNER, Evidence.DECLARED, Category.DEMO, True),  # nobody had checked
        (Category.UNSUBSCRIBED, Evidence.LEAD, Category.DEMO, True),
        (Category.PARTNER, Evidence.LEAD, Category.SUBSCRIBER, False),
    ],
)
def test_what_an_import_takes_over(had: Category, evidence: Evidence, has: Category, *, better: bool) -> None:
    proof = Proof(finding=Finding.VALID, by=By.INN, name="Ромашка", identity="x", category=has)
    assert improves(a_ticket(category=had, evidence=evidence), proof, policy()) is better
