"""Where a ticket stands, in words for its customer, and why a deadline is what it is."""

import pytest

from domain import overview
from domain.ticket import CloseReason, Status, Ticket
from domain.words import Moment, Press, Text, Token
from tests.domain.samples import DAY, FRIDAY, HOUR, a_cycle, a_ticket, policy, presses

DUE = FRIDAY + 4 * HOUR


@pytest.mark.parametrize(
    ("ticket", "engineer", "state"),
    [
        (a_ticket(Status.AWAITING_LEAD), "", Text("state-awaiting-lead")),
        (a_ticket(Status.QUEUED), "", Text("state-queued", {"place": 2})),
        (a_ticket(), "", Text("state-due", {"due": Moment(DUE)})),
        (a_ticket(), "Анна", Text("state-due-engineer", {"due": Moment(DUE), "engineer": "Анна"})),
        (
            a_ticket(promise_due=DUE + HOUR),
            "Анна",
            Text("state-due-engineer", {"due": Moment(DUE + HOUR), "engineer": "Анна"}),
        ),
        (a_ticket(cycle=a_cycle(limit=None)), "", Text("state-open")),
        (a_ticket(cycle=a_cycle(answered_at=FRIDAY)), "Анна", Text("state-open-engineer", {"engineer": "Анна"})),
        (a_ticket(Status.WAITING), "Анна", Text("state-waiting", {"engineer": "Анна"})),
        (a_ticket(Status.WAITING), "", Text("state-waiting-desk")),
        (
            a_ticket(Status.ESCALATED),
            "Анна",
            Text("state-escalated", {"contact": "dev@example.org", "due": Moment(FRIDAY + 3 * DAY)}),
        ),
        (a_ticket(Status.RESOLVED), "Анна", Text("state-resolved")),
        (
            a_ticket(Status.CLOSED),
            "Анна",
            Text("state-closed", {"at": Moment(FRIDAY + DAY), "reason": Token("confirmed"), "other": 0}),
        ),
    ],
    ids=lambda value: value.name if isinstance(value, Text) else None,
)
def test_whose_turn_it_is_and_what_is_promised(ticket: Ticket, engineer: str, state: Text) -> None:
    """R20, R21: one line, at any time; what was promised last is what is told."""
    assert overview.state(ticket, engineer, 2, FRIDAY) == state


def test_a_promise_that_has_passed_is_not_promised_again() -> None:
    """R20: whoever asks while we are late hears that we are."""
    assert overview.state(a_ticket(), "Анна", 0, DUE).name == "state-due-engineer"
    assert overview.state(a_ticket(), "Анна", 0, DUE + HOUR) == Text("state-late", {"due": Moment(DUE)})
    again = a_ticket(promise_due=DUE + 2 * HOUR)
    assert overview.state(again, "Анна", 0, DUE + HOUR).name == "state-due-engineer"


@pytest.mark.parametrize(
    ("ticket", "names_"),
    [
        (a_ticket(Status.AWAITING_LEAD), ["card-awaiting-lead"]),
        (a_ticket(Status.QUEUED), ["card-queued"]),
        (a_ticket(Status.QUEUED, activated_at=FRIDAY, cycle=a_cycle()), ["card-queued", "card-overdue"]),
        (a_ticket(), ["card-overdue"]),
        (a_ticket(cycle=a_cycle(limit=5 * DAY)), ["card-answer-by"]),
        (a_ticket(cycle=a_cycle(limit=None)), ["card-no-limit"]),
        (a_ticket(promise_due=FRIDAY + 2 * DAY), ["card-promised"]),
        (a_ticket(promise_due=FRIDAY + HOUR), ["card-overdue"]),
        (a_ticket(cycle=a_cycle(answered_at=FRIDAY)), ["card-our-turn"]),
        (a_ticket(Status.WAITING), ["card-answered", "card-their-turn"]),
        (a_ticket(Status.RESOLVED), ["card-resolved"]),
        (a_ticket(Status.ESCALATED), ["card-escalated"]),
        (a_ticket(Status.CLOSED), ["card-closed"]),
    ],
)
def test_engineers_read_what_presses_them_last(ticket: Ticket, names_: list[str]) -> None:
    """On the card in full, in a list by its last line; a day later here."""
    assert [text.name for text in overview.standing(ticket, 2, policy(), FRIDAY + DAY)] == names_


@pytest.mark.parametrize(
    ("ticket", "acts"),
    [
        (a_ticket(Status.AWAITING_LEAD), [Press.WITHDRAW]),
        (a_ticket(Status.QUEUED), [Press.FIRST, Press.WITHDRAW]),
        (a_ticket(), [Press.SETTLED]),
        (a_ticket(Status.WAITING), [Press.SETTLED]),
        (a_ticket(Status.ESCALATED), [Press.WITHDRAW]),
        (a_ticket(Status.RESOLVED), [Press.CONFIRM, Press.OBJECT]),
        (a_ticket(Status.CLOSED), [Press.REOPEN]),
        (a_ticket(Status.CLOSED, close_reason=CloseReason.OUT_OF_SCOPE), [Press.APPEAL]),
    ],
)
def test_what_a_customer_can_do(ticket: Ticket, acts: list[Press]) -> None:
    """R17, R22, R25: what fits the state, and the lead in every one."""
    assert presses(overview.acts(ticket)) == [*acts, Press.LEAD]
