"""The developers' part: a contact and a time, told and kept; a time that moves or passes; and back (R21, 25–27)."""

from datetime import UTC, datetime

import pytest

from domain import escalation, sla
from domain.conversation import answer_accepted, reopened
from domain.effects import RefreshCard
from domain.errors import InThePast, NotEnough, NotPossible
from domain.ticket import Escalation, Status
from domain.words import Moment, Press
from tests.domain.samples import DAY, FRIDAY, HOUR, a_cycle, a_ticket, policy, presses
from tests.domain.test_resolution import only_word, text_of
from tests.fakes.writer import phrases

LATER, TOMORROW = FRIDAY + HOUR, FRIDAY + DAY
OLEG = Escalation(contact="Олег, dev@example.org", due_at=TOMORROW)
MOSCOW = "Europe/Moscow"


@pytest.mark.parametrize("status", [Status.OPEN, Status.WAITING])
def test_the_customer_is_told_the_contact_and_the_time(status: Status) -> None:
    """R21, 25: both, with the lead one tap away (R22); it answers the question, so it may stop the clock."""
    decision = escalation.escalate(a_ticket(status), OLEG, "Похоже на ошибку в прошивке.", LATER)
    assert (decision.ticket.status, decision.ticket.escalation) == (Status.ESCALATED, OLEG)
    word = only_word(decision.effects)
    assert text_of(word.words).args == {
        "number": 5,
        "contact": "Олег, dev@example.org",
        "due": Moment(TOMORROW),
        "text": "Похоже на ошибку в прошивке.",
    }
    assert presses(word.buttons) == [Press.STATUS, Press.LEAD]
    assert word.answers_at == LATER
    assert not decision.ticket.holds_slot


def test_it_is_the_first_answer_once_a_channel_has_it() -> None:
    """25, R2: not before; and the turn stays the developers'."""
    away = escalation.escalate(a_ticket(), OLEG, "", LATER).ticket
    assert away.awaits_first_answer
    told = answer_accepted(away, LATER, LATER + HOUR, turns=False).ticket
    assert (told.status, told.cycle) == (Status.ESCALATED, a_cycle(answered_at=LATER, delivered_at=LATER + HOUR))


@pytest.mark.parametrize(
    ("to", "refusal"),
    [
        (Escalation(contact=" ", due_at=TOMORROW), NotEnough),
        (Escalation(contact="Олег", due_at=LATER), InThePast),
        (Escalation(contact="Олег", due_at=FRIDAY), InThePast),
    ],
)
def test_neither_without_a_contact_nor_into_the_past(to: Escalation, refusal: type[Exception]) -> None:
    """C49, invariant 3."""
    with pytest.raises(refusal):
        escalation.escalate(a_ticket(), to, "Передаём", LATER)


@pytest.mark.parametrize(
    "status", [Status.AWAITING_LEAD, Status.QUEUED, Status.ESCALATED, Status.RESOLVED, Status.CLOSED], ids=str
)
def test_what_is_not_at_work_is_not_handed_over(status: Status) -> None:
    with pytest.raises(NotPossible):
        escalation.escalate(a_ticket(status), OLEG, "", LATER)


@pytest.mark.parametrize(
    ("line", "contact", "due", "words"),
    [
        ("Олег, dev@example.org; завтра 18:00; Смотрим", "Олег, dev@example.org", (28, 15, 0), "Смотрим"),
        ("Олег;28.11 12:30", "Олег", (28, 9, 30), ""),
        ("dev@example.org; через 3 дня; Ждём; и не звоним", "dev@example.org", (30, 15, 40), "Ждём; и не звоним"),
    ],
)
def test_one_line_is_enough(line: str, contact: str, due: tuple[int, int, int], words: str) -> None:
    """25: `/escalate contact; when; words`."""
    day, hour, minute = due
    to = Escalation(contact=contact, due_at=datetime(2026, 11, day, hour, minute, tzinfo=UTC))
    assert escalation.typed(line, FRIDAY, MOSCOW, phrases()) == (to, words)


@pytest.mark.parametrize(
    ("line", "missing"),
    [("", "contact"), ("; завтра 18:00; Смотрим", "contact"), ("Олег", "time"), ("Олег; скоро; Смотрим", "time")],
)
def test_a_line_without_what_it_needs(line: str, missing: str) -> None:
    """C49."""
    with pytest.raises(NotEnough) as refused:
        escalation.typed(line, FRIDAY, MOSCOW, phrases())
    assert refused.value.missing == missing


def test_another_time_is_told() -> None:
    """26: a moment to come, and nothing else changes; a time missed before is not forgotten."""
    ticket = a_ticket(Status.ESCALATED, escalation=Escalation(contact="Олег", due_at=LATER, missed=1))
    decision = escalation.reschedule(ticket, TOMORROW, LATER)
    assert decision.ticket.escalation == Escalation(contact="Олег", due_at=TOMORROW, missed=1)
    assert text_of(only_word(decision.effects).words).args["due"] == Moment(TOMORROW)
    with pytest.raises(InThePast):
        escalation.reschedule(ticket, LATER, LATER)
    with pytest.raises(NotPossible):
        escalation.reschedule(a_ticket(), TOMORROW, LATER)


def test_a_time_that_passes_is_counted() -> None:
    """26: the second miss is another matter."""
    ticket = a_ticket(Status.ESCALATED)
    first = escalation.passed(ticket)
    second = escalation.passed(first.ticket)
    assert [each.why for each in (first, second)] == ["1", "2"]
    assert second.ticket.escalation is not None
    assert second.ticket.escalation.missed == 2
    assert first.effects == (RefreshCard(ticket=ticket.id, lazily=True),)
    assert [escalation.late(ticket, FRIDAY + n * DAY) for n in (3, 4)] == [False, True]


def test_back_with_us_the_next_word_is_ours() -> None:
    """27: in front of the line; though ours was the last word, its turn makes it open, and no new clock starts."""
    away = a_ticket(Status.ESCALATED, last_customer_at=FRIDAY, last_word_at=LATER)
    back = escalation.returned(away, TOMORROW).ticket
    assert (back.status, back.front) == (Status.QUEUED, True)
    active = sla.activate(back, policy(), TOMORROW + HOUR).ticket
    assert (active.status, active.front, active.escalation) == (Status.OPEN, False, None)
    assert active.cycle == away.cycle
    assert active.last_word_at == TOMORROW


@pytest.mark.parametrize(
    ("version", "waits", "name"),
    [
        ("", False, "ticket-returned"),
        ("", True, "ticket-returned-queued"),
        ("7.9.5", False, "ticket-fixed"),
        ("7.9.5", True, "ticket-fixed"),
    ],
)
def test_what_the_customer_hears_of_it(version: str, waits: bool, name: str) -> None:  # noqa: FBT001  a row
    """27: mended in a version, or with us again; in line it may be put first (R17)."""
    word = escalation.told_of_return(a_ticket(Status.QUEUED if waits else Status.OPEN), version, waits=waits)
    assert text_of(word.words).name == name
    first, *_, last = presses(word.buttons)
    assert (first, last) == (Press.FIRST if waits else Press.STATUS, Press.LEAD)


def test_a_reopened_ticket_has_left_it_behind() -> None:
    """34: a new life has neither developers nor a warning."""
    closed = a_ticket(Status.CLOSED, escalation=OLEG, warned_at=FRIDAY)
    after = reopened(closed, by_customer=True).ticket
    assert (after.escalation, after.warned_at) == (None, None)
