"""Which timers a ticket has: a pure function of it, so that none is forgotten and none stays behind."""

from datetime import datetime, timedelta

import pytest

from domain.clocks import Clock, Timer, closing, timers
from domain.customer import Category
from domain.ticket import Status, Ticket
from tests.domain.samples import DAY, FRIDAY, HOUR, a_cycle, a_ticket, policy

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
DUE = FRIDAY + 4 * HOUR


def armed(ticket: Ticket, clock: Clock) -> dict[str, datetime]:
    """The steps of one clock, and when each strikes."""
    return {timer.step: timer.fire_at for timer in timers(ticket, policy()) if timer.clock is clock}


def clocks(ticket: Ticket) -> set[Clock]:
    return {timer.clock for timer in timers(ticket, policy())}


def test_the_steps_of_the_first_answer() -> None:
    """R8: an hour and a quarter before, the deadline itself a second after it, and five repeats (SEMANTICS, Alerts)."""
    repeats = {f"repeat{n}": DUE + SECOND + n * HOUR for n in range(1, 6)}
    assert armed(a_ticket(), Clock.ANSWER) == {
        "warn0": DUE - HOUR,
        "warn1": DUE - 15 * MINUTE,
        "due": DUE + SECOND,
        **repeats,
    }


def test_a_day_is_warned_of_sooner() -> None:
    """R8: 24 hours want six hours' notice, then one."""
    steps = armed(a_ticket(category=Category.DEMO, cycle=a_cycle(limit=DAY)), Clock.ANSWER)
    assert (steps["warn0"], steps["warn1"]) == (FRIDAY + 18 * HOUR, FRIDAY + 23 * HOUR)


@pytest.mark.parametrize(
    "ticket",
    [
        a_ticket(Status.QUEUED),
        a_ticket(Status.QUEUED, cycle=a_cycle()),
        a_ticket(Status.WAITING),
        a_ticket(Status.CLOSED, cycle=a_cycle()),
        a_ticket(cycle=a_cycle(limit=None)),
        a_ticket(Status.AWAITING_LEAD),
    ],
    ids=["queued", "reopened and queued", "answered", "closed", "no limit", "before the lead"],
)
def test_no_clock_no_timers(ticket: Ticket) -> None:
    """Invariant 5: activated, unanswered and limited, or nothing ticks."""
    assert not armed(ticket, Clock.ANSWER)


@pytest.mark.parametrize("status", [Status.OPEN, Status.QUEUED, Status.ESCALATED, Status.RESOLVED])
def test_nothing_pauses_the_first_answer(status: Status) -> None:
    """Neither a place in line that was given up, nor a question, nor the developers: only an answer ends it."""
    ticket = a_ticket(status, activated_at=FRIDAY, cycle=a_cycle())
    assert armed(ticket, Clock.ANSWER)["due"] == DUE + SECOND


def test_a_moved_deadline_is_a_new_epoch() -> None:
    """C19: timers of the old deadline share nothing with those of the new one, so they can be told apart and die."""
    before = a_ticket(category=Category.DEMO, cycle=a_cycle(limit=DAY))
    after = a_ticket(cycle=a_cycle(limit=5 * HOUR))
    assert not {key(timer) for timer in timers(before, policy())} & {
        key(timer) for timer in timers(after, policy()) if timer.clock is Clock.ANSWER
    }


def test_a_new_cycle_has_timers_of_its_own() -> None:
    """R25: reopened at the very same second, it would still be another cycle."""
    assert not {key(timer) for timer in timers(a_ticket(), policy()) if timer.clock is Clock.ANSWER} & {
        key(timer) for timer in timers(a_ticket(cycle=a_cycle(2)), policy()) if timer.clock is Clock.ANSWER
    }


def key(timer: Timer) -> tuple[Clock, int, str, int]:
    """What a timer is known by."""
    return timer.clock, timer.cycle, timer.step, timer.epoch


def test_a_promise_stops_the_repeats_and_has_its_own() -> None:
    """C62: "mine, by half past": nobody is reminded of the missed deadline; of a broken promise they are."""
    promised = DUE + 30 * MINUTE
    ticket = a_ticket(promise_due=promised)
    assert set(armed(ticket, Clock.ANSWER)) == {"warn0", "warn1", "due"}
    assert armed(ticket, Clock.PROMISE) == {
        "due": promised + SECOND,
        **{f"repeat{n}": promised + SECOND + n * HOUR for n in range(1, 6)},
    }


@pytest.mark.parametrize("status", [Status.WAITING, Status.RESOLVED])
def test_the_customers_silence(status: Status) -> None:
    """R24: a swap is offered on day 3 (C26), a reminder comes on day 11, closing after more than 14."""
    word = FRIDAY + HOUR
    assert armed(a_ticket(status), Clock.SILENCE) == {
        "swap": word + 3 * DAY,
        "remind": word + 11 * DAY,
        "close": word + 14 * DAY + SECOND,
    }


def test_our_own_silence() -> None:
    """24, C34: the ball is ours: it never closes, but somebody hears of it."""
    assert clocks(a_ticket(last_word_at=FRIDAY, cycle=None)) == {Clock.NEGLECT}
    assert armed(a_ticket(), Clock.NEGLECT) == {"neglect": FRIDAY + 14 * DAY + SECOND}
    assert armed(a_ticket(last_word_at=FRIDAY + DAY), Clock.NEGLECT) == {"neglect": FRIDAY + 15 * DAY + SECOND}


def test_the_developers_time() -> None:
    """26, R21: silence does not close what the developers have; a time that has passed comes back for five days."""
    ticket = a_ticket(Status.ESCALATED)
    due = FRIDAY + 3 * DAY + SECOND
    assert clocks(ticket) == {Clock.ESCALATION}
    assert armed(ticket, Clock.ESCALATION) == {"due": due, **{f"again{n}": due + n * DAY for n in range(1, 6)}}


@pytest.mark.parametrize("status", [Status.WAITING, Status.RESOLVED])
def test_a_complaint_holds_the_closing(status: Status) -> None:
    """36, R26: no closing and no reminder of it while it waits; settled, at least three days are left."""
    word = a_ticket(status).last_word_at
    assert word is not None
    assert set(armed(a_ticket(status, complaint_open=True), Clock.SILENCE)) == {"swap"}
    assert closing(a_ticket(status, complaint_open=True), policy()) is None
    for held_until, close in ((word + 2 * DAY, word + 14 * DAY), (word + 20 * DAY, word + 20 * DAY)):
        settled = a_ticket(status, held_until=held_until)
        assert closing(settled, policy()) == close
        assert armed(settled, Clock.SILENCE)["close"] == close + SECOND
    assert closing(a_ticket(), policy()) is None  # there is no word of ours yet


def test_the_gates_own_clock() -> None:
    """7: an undecided ticket returns to the lead every day, for two weeks; no other clock runs."""
    ticket = a_ticket(Status.AWAITING_LEAD)
    assert clocks(ticket) == {Clock.GATE}
    assert armed(ticket, Clock.GATE) == {f"day{n}": FRIDAY + n * DAY for n in range(1, 15)}


def test_the_end_stops_every_clock() -> None:
    assert not timers(a_ticket(Status.CLOSED), policy())
