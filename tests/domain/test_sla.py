"""The clock of the first answer (R2, R8): when it starts, what ends it, whether it was met."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain import sla
from domain.customer import Category, Evidence
from domain.ticket import Status
from domain.words import Press
from tests.domain.samples import DAY, FRIDAY, HOUR, a_cycle, a_ticket, policy, presses, told

SECOND = timedelta(seconds=1)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("category", "limit"),
    [
        (Category.PARTNER, 4 * HOUR),
        (Category.SUBSCRIBER, 4 * HOUR),
        (Category.DEMO, 24 * HOUR),
        (Category.UNSUBSCRIBED, None),
    ],
)
def test_the_category_sets_the_time_of_the_first_answer(category: Category, limit: timedelta | None) -> None:
    """R1, R8: four hours for partners and subscribers, a day for demo, no limit without a subscription."""
    ticket = sla.start_cycle(a_ticket(Status.QUEUED, category=category), policy(), FRIDAY, "registered")
    assert ticket.cycle is not None
    assert ticket.cycle.due_at == (None if limit is None else FRIDAY + limit)
    assert (ticket.cycle.reason.category, ticket.cycle.reason.limit) == (category, limit)
    assert (ticket.cycle.n, ticket.activated_at) == (1, FRIDAY)


@pytest.mark.parametrize(
    ("begins", "due"),
    [
        (datetime(2026, 3, 29, 1, tzinfo=BERLIN), "2026-03-29T06:00:00+02:00"),
        (datetime(2026, 10, 25, 1, tzinfo=BERLIN), "2026-10-25T04:00:00+01:00"),
    ],
)
def test_hours_are_hours_when_clocks_change(begins: datetime, due: str) -> None:
    """C1, C2: round the clock, four hours are four hours, whatever the local clock shows."""
    ticket = sla.start_cycle(a_ticket(Status.QUEUED), policy(), begins.astimezone(UTC), "registered")
    assert ticket.cycle is not None
    assert ticket.cycle.due_at is not None
    assert ticket.cycle.due_at.astimezone(BERLIN).isoformat() == due


def test_a_deadline_is_a_whole_second_and_never_earlier_than_promised() -> None:
    """Times are whole seconds; a part of one is the customer's loss nowhere."""
    ticket = sla.start_cycle(a_ticket(Status.QUEUED), policy(), FRIDAY.replace(microsecond=1), "registered")
    assert ticket.cycle is not None
    assert (ticket.cycle.started_at, ticket.cycle.due_at) == (FRIDAY, FRIDAY + 4 * HOUR + SECOND)


@pytest.mark.parametrize(("late", "broken"), [(timedelta(), False), (SECOND, True), (-SECOND, False)])
def test_met_at_the_very_second(late: timedelta, *, broken: bool) -> None:
    """C10: an answer exactly at the due second is in time; a second later it is late, by a second."""
    due = FRIDAY + 4 * HOUR
    assert sla.breached(a_cycle(answered_at=due + late), FRIDAY + 9 * DAY) is broken
    assert sla.breached(a_cycle(), due + late) is broken  # the same while nobody has answered


def test_without_a_limit_nothing_is_late() -> None:
    """R8: unsubscribed customers have no clock."""
    assert not sla.breached(a_cycle(limit=None), FRIDAY + 365 * DAY)


def test_the_first_answer_counts_once_as_of_the_time_it_was_written() -> None:
    """R2, C11: a channel that takes it late changes nothing; the second answer changes nothing."""
    due = FRIDAY + 4 * HOUR
    first = sla.answered(a_ticket(promise_due=due + HOUR), due - 2 * SECOND, due + 40 * SECOND)
    assert first.cycle is not None
    assert (first.cycle.answered_at, first.cycle.delivered_at) == (due - 2 * SECOND, due + 40 * SECOND)
    assert not sla.breached(first.cycle, due + HOUR)
    assert first.promise_due is None
    assert sla.answered(first, due + HOUR, due + HOUR) == first


@pytest.mark.parametrize(
    "ticket",
    [
        a_ticket(Status.QUEUED),
        a_ticket(Status.QUEUED, cycle=a_cycle()),  # reopened, waiting for its turn: the old clock ended with the ticket
        a_ticket(Status.CLOSED, cycle=a_cycle()),
    ],
    ids=["never started", "of an earlier life", "ended"],
)
def test_a_clock_that_does_not_run_is_not_answered(ticket: object) -> None:
    """Invariant 5."""
    assert sla.answered(ticket, FRIDAY, FRIDAY) is ticket  # type: ignore[arg-type]


def test_what_was_written_before_a_reopening_answers_nothing_of_it() -> None:
    """R25: a new clock wants a new answer."""
    again = a_ticket(cycle=a_cycle(2, FRIDAY + DAY))
    assert sla.answered(again, FRIDAY + DAY - SECOND, FRIDAY + DAY + SECOND) == again
    assert sla.answered(again, FRIDAY + DAY, FRIDAY + DAY).cycle != again.cycle


# A category that changes (37)


def test_a_better_category_shortens_the_wait() -> None:
    """C19: demo becomes subscriber three hours after filing: four hours from now, and the reason says so."""
    demo = a_ticket(category=Category.DEMO, cycle=a_cycle(limit=24 * HOUR))
    now = FRIDAY + 3 * HOUR
    subscriber, due = sla.recategorised(
        replace(demo, category=Category.SUBSCRIBER, evidence=Evidence.VERIFIED), policy(), now
    )
    assert due == now + 4 * HOUR
    assert subscriber.cycle is not None
    assert (subscriber.cycle.n, subscriber.cycle.started_at, subscriber.cycle.due_at) == (1, FRIDAY, due)
    assert (subscriber.cycle.reason.cause, subscriber.cycle.reason.evidence) == ("category", Evidence.VERIFIED)


@pytest.mark.parametrize("category", [Category.DEMO, Category.UNSUBSCRIBED, Category.SUBSCRIBER, Category.PARTNER])
@pytest.mark.parametrize("after", [timedelta(), HOUR])
def test_a_worse_category_leaves_the_promise(category: Category, after: timedelta) -> None:
    """C20: what was promised stands, also where the same time from now would be later, or is the same."""
    ticket = a_ticket(category=category)
    assert sla.recategorised(ticket, policy(), FRIDAY + after) == (ticket, None)


def test_who_had_no_limit_gets_one() -> None:
    """R8: the lead took them on without a limit, then a subscription turned up."""
    ticket = a_ticket(cycle=a_cycle(limit=None))
    after, due = sla.recategorised(ticket, policy(), FRIDAY + HOUR)
    assert due == FRIDAY + 5 * HOUR
    assert after.cycle is not None
    assert after.cycle.due_at == due


@pytest.mark.parametrize("ticket", [a_ticket(Status.WAITING), a_ticket(Status.QUEUED)], ids=["answered", "not begun"])
def test_a_clock_that_does_not_run_is_not_moved(ticket: object) -> None:
    assert sla.recategorised(ticket, policy(), FRIDAY)[1] is None  # type: ignore[arg-type]


# Out of the queue (11)


def test_the_clock_of_a_queued_ticket_starts_with_its_turn() -> None:
    """R17: four hours from the activation, and the customer hears until when."""
    decision = sla.activate(a_ticket(Status.QUEUED, front=True), policy(), FRIDAY + DAY)
    ticket = decision.ticket
    assert (ticket.status, ticket.front, ticket.activated_at) == (Status.OPEN, False, FRIDAY + DAY)
    assert ticket.cycle is not None
    assert ticket.cycle.due_at == FRIDAY + DAY + 4 * HOUR
    assert told(decision.effects) == ["ticket-active"]


def test_the_clock_starts_only_if_it_never_did() -> None:
    """11, 12: who stepped aside for another keeps the deadline that was promised."""
    aside = a_ticket(Status.QUEUED, activated_at=FRIDAY, cycle=a_cycle())
    back = sla.activate(aside, policy(), FRIDAY + 3 * HOUR).ticket
    assert (back.status, back.cycle) == (Status.OPEN, aside.cycle)


@pytest.mark.parametrize(
    ("spoke", "status", "words"),
    [
        (FRIDAY, Status.WAITING, "ticket-resumed"),
        (FRIDAY + HOUR, Status.WAITING, "ticket-resumed"),
        (FRIDAY + 2 * HOUR, Status.OPEN, "ticket-active-unlimited"),
    ],
    ids=["ours", "ours, the same second", "theirs"],
)
def test_an_answered_ticket_comes_back_to_whose_turn_it_is(spoke: datetime, status: Status, words: str) -> None:
    """11: to the customer's if our word was the last; their silence counts anew from here (C26)."""
    answered = a_ticket(Status.WAITING)
    aside = replace(answered, status=Status.QUEUED, last_customer_at=spoke)
    decision = sla.activate(aside, policy(), FRIDAY + DAY)
    assert decision.ticket.status is status
    assert decision.ticket.cycle == answered.cycle
    assert told(decision.effects) == [words]
    if status is Status.WAITING:
        assert decision.ticket.last_word_at == FRIDAY + DAY


def test_an_answer_in_line_is_the_first_answer() -> None:
    """28a: an engineer wrote to a queued ticket; when its turn comes, nobody owes a first answer any more."""
    waits = a_ticket(Status.QUEUED, last_word_at=FRIDAY + HOUR)
    ticket = sla.activate(waits, policy(), FRIDAY + DAY).ticket
    assert ticket.status is Status.WAITING
    assert not ticket.awaits_first_answer
    assert ticket.cycle is not None
    assert not sla.breached(ticket.cycle, FRIDAY + 9 * DAY)


def test_a_receipt_needs_no_second_word() -> None:
    """5: told once, by the receipt."""
    assert told(sla.activate(a_ticket(Status.QUEUED), policy(), FRIDAY, announce=False).effects) == []


def test_whatever_is_told_of_a_live_ticket_leads_on() -> None:
    """R20, R22: how it stands, that it is solved, and the lead are always one tap away."""
    assert presses(sla.following(a_ticket())) == [Press.STATUS, Press.SETTLED, Press.LEAD]
    assert presses(sla.following(a_ticket(Status.QUEUED))) == [Press.FIRST, Press.SETTLED, Press.LEAD]
