"""Two tickets, one question: which may be joined, and whose deadline counts (LIFECYCLE 31; C40, C41)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.customer import Category
from domain.duplicates import check, close, inherited, takes_the_slot
from domain.effects import CloseTopic, TellCustomer, TellTopic
from domain.errors import NotPossible, Unfit
from domain.ids import CustomerId, OrganisationId, TicketId
from domain.ticket import CloseReason, Status, Ticket
from domain.words import Press
from tests.domain.samples import FRIDAY, HOUR, a_cycle, a_ticket, presses, told

NOW = FRIDAY + 3 * HOUR
MINUTES = timedelta(minutes=1)


def other(status: Status = Status.OPEN, **facts: Any) -> Ticket:
    """Number 1, of which number 5 is the duplicate."""
    return a_ticket(status, id=TicketId(1), **facts)


def due(left: timedelta) -> dict[str, Any]:
    """A clock with so much left."""
    return {"cycle": a_cycle(due_at=NOW + left)}


@pytest.mark.parametrize(
    ("target", "why"),
    [
        (a_ticket(), "duplicate_loop"),
        (other(customer_id=CustomerId(2), organisation_id=OrganisationId(2)), "duplicate_stranger"),
        (other(Status.CLOSED), "duplicate_closed"),
    ],
)
def test_what_cannot_take_a_question_over(target: Ticket, why: str) -> None:
    """31, C41: not itself, not in a circle, not a stranger's, not a closed one."""
    with pytest.raises(Unfit) as refused:
        check(a_ticket(), target)
    assert refused.value.why == why


@pytest.mark.parametrize("facts", [{"customer_id": CustomerId(2)}, {"organisation_id": OrganisationId(2)}, {}])
def test_one_customer_or_one_organisation(facts: dict[str, Any]) -> None:
    """31."""
    check(a_ticket(), other(**facts))


def test_it_is_closed_and_says_where_it_goes_on() -> None:
    """31: the customer with a way out, the topic with a link; then the topic is closed."""
    decision = close(a_ticket(), other(), NOW)
    after = decision.ticket
    assert (after.status, after.close_reason, after.duplicate_of) == (Status.CLOSED, CloseReason.DUPLICATE, 1)
    assert told(decision.effects) == ["ticket-duplicate"]
    (said,) = [each for each in decision.effects if isinstance(each, TellCustomer)]
    assert presses(said.buttons) == [Press.REOPEN]
    assert [type(each) for each in decision.effects if isinstance(each, TellTopic | CloseTopic)] == [
        TellTopic,
        CloseTopic,
    ]


def test_a_colleagues_ticket_is_only_named() -> None:
    """31: what is promised and said there is the colleague's."""
    decision = close(a_ticket(), other(customer_id=CustomerId(2)), NOW)
    assert told(decision.effects) == ["ticket-duplicate-colleague"]


def test_what_is_closed_is_no_duplicate_any_more() -> None:
    """31: of live tickets only."""
    with pytest.raises(NotPossible):
        close(a_ticket(Status.CLOSED), other(), NOW)


@pytest.mark.parametrize(
    ("ours", "theirs", "left"),
    [
        pytest.param(60, -5, 60, id="C40a: the duplicate is late already, and its breach stays with it"),
        pytest.param(60, 20, 20, id="C40b: the earlier promise counts"),
        pytest.param(20, 60, 20, id="the later one does not"),
        pytest.param(-5, 20, -5, id="what is late stays late"),
    ],
)
def test_whose_deadline_counts(ours: int, theirs: int, left: int) -> None:
    """C40."""
    target = other(**due(ours * MINUTES))
    duplicate = a_ticket(**due(theirs * MINUTES))
    after = inherited(target, duplicate, NOW)
    assert after.cycle is not None
    assert after.cycle.due_at == NOW + left * MINUTES
    assert after.cycle.reason.cause == ("duplicate" if left != ours else "registered")


@pytest.mark.parametrize(
    ("target", "duplicate"),
    [
        pytest.param(other(Status.WAITING), a_ticket(**due(MINUTES)), id="it is answered"),
        pytest.param(other(Status.QUEUED), a_ticket(**due(MINUTES)), id="its clock has not started"),
        pytest.param(other(**due(HOUR)), a_ticket(Status.WAITING), id="the duplicate is answered"),
        pytest.param(other(**due(HOUR)), a_ticket(Status.QUEUED), id="the duplicate waits in line"),
        pytest.param(other(**due(HOUR)), a_ticket(cycle=a_cycle(limit=None)), id="the duplicate has no limit"),
    ],
)
def test_a_clock_that_does_not_run_moves_none(target: Ticket, duplicate: Ticket) -> None:
    """C40, invariant 5."""
    assert inherited(target, duplicate, NOW) == target


def test_who_had_no_limit_gets_the_duplicates() -> None:
    """C40: no promise is lost."""
    target = other(category=Category.UNSUBSCRIBED, cycle=a_cycle(limit=None))
    after = inherited(target, a_ticket(**due(20 * MINUTES)), NOW)
    assert after.cycle is not None
    assert after.cycle.due_at == NOW + 20 * MINUTES


def test_the_one_in_line_behind_its_own_duplicate_takes_its_place() -> None:
    """R17: the same question is at work already."""
    queued = other(Status.QUEUED)
    assert takes_the_slot(queued, a_ticket())
    assert not takes_the_slot(other(), a_ticket())
    assert not takes_the_slot(queued, a_ticket(Status.ESCALATED))
    assert not takes_the_slot(replace(queued, organisation_id=OrganisationId(2)), a_ticket())
