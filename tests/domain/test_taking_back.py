"""A line is taken back: when the clock goes on, and whose the ball is then (LIFECYCLE 39, C58)."""

from datetime import datetime
from typing import Any

import pytest

from domain.clocks import timers
from domain.ids import UtteranceId
from domain.said import Side, Standing, Utterance
from domain.taking_back import taken_back
from domain.ticket import Status
from tests.domain.samples import ANNA, DAY, FRIDAY, HOUR, a_cycle, a_ticket, an_utterance, policy

ANSWERED = FRIDAY + HOUR


def ours(at: datetime = ANSWERED, standing: Standing = Standing.PUBLIC, **facts: Any) -> Utterance:
    """Anna's line."""
    return an_utterance(at, "Проверьте кабель", side=Side.ENGINEER, engineer_id=ANNA.id, standing=standing, **facts)


GONE = ours(standing=Standing.GONE)
THEIRS = an_utterance(FRIDAY)


def test_the_only_answer_was_none() -> None:
    """C58, 39: the clock goes on, the ball is ours again, and the timers of the first answer are back."""
    ticket = a_ticket(Status.WAITING)
    decision = taken_back(ticket, [GONE], [THEIRS, GONE])
    after = decision.ticket
    assert (after.status, after.awaits_first_answer, after.last_word_at) == (Status.OPEN, True, None)
    assert timers(after, policy()) == timers(a_ticket(Status.OPEN), policy())
    assert (decision.event, decision.why) == ("taken_back", "the only answer")


@pytest.mark.parametrize(
    ("about", "said"),
    [
        pytest.param({}, [ours(ANSWERED + HOUR), GONE], id="another line of ours stands"),
        pytest.param(
            {"last_customer_at": ANSWERED + HOUR}, [GONE, an_utterance(ANSWERED + HOUR)], id="the customer has replied"
        ),
        pytest.param({"cycle": a_cycle(answered_at=FRIDAY)}, [GONE], id="something else was the answer"),
        pytest.param({"cycle": a_cycle(2, ANSWERED + DAY)}, [GONE], id="an earlier cycle's"),
    ],
)
def test_what_was_answered_stays_answered(about: dict[str, Any], said: list[Utterance]) -> None:
    """39: only in the current cycle, and only while nothing else was said."""
    ticket = a_ticket(Status.WAITING, **about)
    assert taken_back(ticket, [GONE], said).ticket.cycle == ticket.cycle


def test_the_ball_stays_where_another_line_of_ours_left_it() -> None:
    """Invariant 4: we have said something since the customer did."""
    ticket = a_ticket(Status.WAITING, last_word_at=ANSWERED + HOUR)
    second = ours(ANSWERED + HOUR, Standing.GONE, id=UtteranceId(32))
    assert taken_back(ticket, [second], [THEIRS, ours(), second]).ticket == ticket


def test_the_ball_is_ours_again_where_the_customers_word_is_the_last() -> None:
    """Invariant 4: they asked once more, and our reply to that is gone; the first answer stays met."""
    asked = an_utterance(ANSWERED + HOUR)
    ticket = a_ticket(Status.WAITING, last_customer_at=asked.at, last_word_at=ANSWERED + 2 * HOUR)
    second = ours(ANSWERED + 2 * HOUR, Standing.GONE, id=UtteranceId(32))
    after = taken_back(ticket, [second], [THEIRS, ours(), asked, second]).ticket
    assert (after.status, after.last_word_at) == (Status.OPEN, ANSWERED)
    assert not after.awaits_first_answer


@pytest.mark.parametrize("status", [Status.RESOLVED, Status.ESCALATED, Status.CLOSED])
def test_other_states_stay(status: Status) -> None:
    """39: what has moved on since does not move back."""
    ticket = a_ticket(status)
    assert taken_back(ticket, [GONE], [GONE]).ticket == ticket


def test_of_an_album_its_first_part_is_the_answer() -> None:
    """C44: one answer, taken back as one."""
    parts = [ours(ANSWERED, Standing.GONE), ours(ANSWERED + HOUR / 3600, Standing.GONE, id=UtteranceId(32))]
    assert taken_back(a_ticket(Status.WAITING), parts, parts).ticket.awaits_first_answer
