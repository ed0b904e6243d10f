"""`/why`: every deadline that was given, with its reason, and how it was kept (R7, SEMANTICS; C19, C42)."""

from dataclasses import replace
from datetime import date

from domain import history, sla
from domain.customer import Category, Evidence
from domain.desk import Entry
from domain.registry.finding import By, Finding, Proof
from domain.ticket import CORRECTED_LATE, DueReason, Status
from domain.words import Lines, Moment, Text, Token
from tests.domain.samples import DAY, FRIDAY, HOUR, a_cycle, a_ticket, names, policy, promised

DUE = FRIDAY + 4 * HOUR


def test_every_cycle_with_its_promise_its_reason_and_how_it_was_kept() -> None:
    cycles = [
        a_cycle(answered_at=DUE, delivered_at=DUE + HOUR),
        a_cycle(2, FRIDAY + DAY, answered_at=FRIDAY + 2 * DAY, delivered_at=FRIDAY + 2 * DAY),
        a_cycle(3, FRIDAY + 3 * DAY, limit=None, answered_at=FRIDAY + 3 * DAY, delivered_at=FRIDAY + 3 * DAY),
        a_cycle(4, FRIDAY + 4 * DAY),
    ]
    why = history.why(a_ticket(), cycles, [promised(each) for each in cycles], policy())
    assert names(why) == [
        "why-head",
        *("why-due", "why-policy", "why-answered-delivered"),
        *("why-due", "why-answered-late"),
        *("why-unlimited", "why-answered"),
        *("why-due", "why-unanswered"),
    ]
    assert names(history.why(a_ticket(Status.QUEUED), [], [], policy())) == ["why-head", "why-not-started"]


def test_a_deadline_that_moved_is_told_beside_the_first() -> None:
    """C19: "since" plus the time is the deadline, also where the category changed on the way."""
    demo = a_ticket(category=Category.SUBSCRIBER, evidence=Evidence.VERIFIED, cycle=a_cycle(limit=DAY))
    after, due = sla.recategorised(demo, policy(), FRIDAY + 3 * HOUR)
    assert after.cycle is not None
    assert due is not None
    assert demo.cycle is not None
    second = replace(promised(after.cycle), at=FRIDAY + 3 * HOUR)
    why = history.why(after, [after.cycle], [promised(demo.cycle), second], policy())
    assert names(why) == ["why-head", "why-due", "why-policy", "why-due", "why-unanswered"]
    first, line = why.parts[1], why.parts[3]
    assert isinstance(first, Text)
    assert isinstance(line, Text)
    assert (first.args["started"], first.args["due"]) == (Moment(FRIDAY), Moment(FRIDAY + DAY))
    assert (line.args["started"], line.args["due"]) == (Moment(FRIDAY + 3 * HOUR), Moment(due))
    assert (line.args["hours"], line.args["evidence"]) == (4, Token("verified"))


def test_a_policy_that_changed_is_named_with_the_promise_it_gave() -> None:
    """C42: the promise stays; a later cycle is under the later policy."""
    cycles = [a_cycle(answered_at=DUE, delivered_at=DUE), a_cycle(2, FRIDAY + DAY)]
    why = history.why(a_ticket(), cycles, [promised(cycles[0], "4h"), promised(cycles[1], "2h")], policy())
    versions = [each.args["version"] for each in why.parts if isinstance(each, Text) and each.name == "why-policy"]
    assert versions == ["4h", "2h"]


def test_what_a_correction_breached_is_nobody_s_fault() -> None:
    """37: told so, with when it was put right."""
    reason = DueReason(category=Category.SUBSCRIBER, evidence=Evidence.LEAD, limit=4 * HOUR, cause=CORRECTED_LATE)
    cycle = replace(a_cycle(), reason=reason)
    promise = replace(promised(cycle), at=FRIDAY + 10 * HOUR)
    why = history.why(a_ticket(cycle=cycle), [cycle], [promise], policy())
    assert names(why) == ["why-head", "why-due", "why-corrected", "why-policy", "why-not-blamed"]


def test_a_category_that_moved_nothing_is_told_too() -> None:
    """C20: the deadline stays; the history says that somebody has looked."""
    cycle = a_cycle()
    journal = [
        Entry(ticket=a_ticket().id, at=FRIDAY + HOUR, event="verified", by="engineer:1", why="demo"),
        Entry(ticket=a_ticket().id, at=FRIDAY + HOUR, event="claimed", by="engineer:1"),
    ]
    proof = Proof(
        finding=Finding.VALID,
        by=By.INN,
        name="Ромашка",
        identity="inn:1",
        category=Category.SUBSCRIBER,
        until=date(2027, 3, 14),
    )
    why = history.why(a_ticket(), [cycle], [promised(cycle)], policy(), journal=journal, proof=proof)
    assert isinstance(why, Lines)
    assert names(why)[3:] == ["why-unanswered", "why-category", "why-proof"]
