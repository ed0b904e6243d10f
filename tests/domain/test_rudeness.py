"""Rudeness: a warning, rudeness after it, and a lead's word (R13, 29, 29a); complaints beside the ticket (R26, 36)."""

from datetime import timedelta

import pytest

from domain import complaint, resolution, rudeness
from domain.clocks import closing
from domain.effects import CloseTopic, RefreshCard
from domain.errors import AlreadyDone, NotPossible, NotWarned
from domain.said import Utterance
from domain.ticket import CloseReason, Status
from domain.words import Press
from tests.domain.samples import DAY, FRIDAY, HOUR, a_cycle, a_ticket, an_utterance, policy, presses
from tests.domain.test_resolution import only_word, text_of

LATER = FRIDAY + HOUR
LIVE = [Status.QUEUED, Status.OPEN, Status.WAITING, Status.ESCALATED, Status.RESOLVED]


@pytest.mark.parametrize("status", LIVE, ids=str)
def test_a_warning_comes_first(status: Status) -> None:
    """29: in the policy's words, once; whose turn it is stays, and it is no answer."""
    ticket = a_ticket(status)
    decision = rudeness.warn(ticket, policy(), LATER)
    assert (decision.ticket.status, decision.ticket.warned_at) == (status, LATER)
    assert decision.ticket.cycle == ticket.cycle
    word = only_word(decision.effects)
    assert text_of(word.words).args["text"] == policy().rudeness_warning
    assert word.answers_at is None
    assert presses(word.buttons) == [Press.LEAD]
    with pytest.raises(AlreadyDone):
        rudeness.warn(decision.ticket, policy(), LATER)


@pytest.mark.parametrize("status", [Status.AWAITING_LEAD, Status.CLOSED], ids=str)
def test_where_engineers_do_not_decide_they_do_not_warn(status: Status) -> None:
    """29: a ticket before the lead, and a closed one."""
    with pytest.raises(NotPossible):
        rudeness.warn(a_ticket(status), policy(), LATER)
    with pytest.raises(NotPossible):
        rudeness.proposed(a_ticket(status, warned_at=FRIDAY), an_utterance(LATER))


@pytest.mark.parametrize(
    "said",
    [None, an_utterance(FRIDAY), an_utterance(LATER)],
    ids=["nothing", "before", "at the same second"],
)
def test_only_what_was_said_after_the_warning_counts(said: Utterance | None) -> None:
    """29, R13: whoever has stopped is not refused."""
    with pytest.raises(NotWarned) as refused:
        rudeness.proposed(a_ticket(warned_at=LATER), said)
    assert refused.value.warned_at == LATER


def test_without_a_warning_nothing_is_proposed() -> None:
    """29."""
    with pytest.raises(NotWarned) as refused:
        rudeness.proposed(a_ticket(), an_utterance(LATER))
    assert refused.value.warned_at is None


def test_a_proposal_changes_nothing() -> None:
    """29: the clock runs on until the lead decides."""
    ticket = a_ticket(warned_at=FRIDAY)
    decision = rudeness.proposed(ticket, an_utterance(LATER))
    assert decision.ticket == ticket
    assert decision.effects == (RefreshCard(ticket=ticket.id),)


@pytest.mark.parametrize("status", [*LIVE, Status.AWAITING_LEAD], ids=str)
def test_confirmed_it_is_closed_with_the_appeal(status: Status) -> None:
    """29a, R13: why, what else, whom to ask; it counts as the first answer."""
    decision = resolution.refuse_rude(a_ticket(status), LATER)
    closed = decision.ticket
    assert (closed.status, closed.close_reason, closed.closed_at) == (Status.CLOSED, CloseReason.REFUSED_RUDE, LATER)
    assert presses(only_word(decision.effects).buttons) == [Press.APPEAL, Press.LEAD]
    assert list(decision.effects[1:]) == [RefreshCard(ticket=closed.id), CloseTopic(ticket=closed.id)]
    if status is Status.OPEN:
        assert closed.cycle == a_cycle(answered_at=LATER, delivered_at=LATER)


def test_silence_closes_nothing_while_a_complaint_waits() -> None:
    """36, R26, 23: not even long after; then no sooner than three days after the lead's word."""
    waiting = complaint.raised(a_ticket(Status.WAITING)).ticket
    long_after = FRIDAY + 60 * DAY
    assert waiting.status is Status.WAITING
    assert resolution.time_out(waiting, policy(), long_after) is None
    assert resolution.reminder(waiting, policy()) is None
    heard = complaint.settled(waiting, long_after, others=False).ticket
    assert closing(heard, policy()) == long_after + timedelta(days=3)
    assert resolution.time_out(heard, policy(), long_after + 3 * DAY) is None
    assert resolution.time_out(heard, policy(), long_after + 3 * DAY + HOUR) is not None


def test_a_complaint_settled_soon_moves_nothing() -> None:
    """36: the later of the two counts."""
    ticket = a_ticket(Status.WAITING)
    heard = complaint.settled(complaint.raised(ticket).ticket, LATER + HOUR, others=False).ticket
    assert closing(heard, policy()) == closing(ticket, policy())
    assert complaint.settled(heard, LATER, others=True).ticket.complaint_open
