"""Who said what to whom, and whose the ball is then."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import conversation, resolution, sla
from domain.clocks import Clock, timers
from domain.decision import Decision
from domain.effects import React, RefreshCard, RelayToCustomer, RelayToTopic, ReopenTopic, TellCustomer
from domain.errors import AlreadyDone, AlreadyTaken, NeedsText, NotPossible
from domain.lifecycle import Move, allowed, moved
from domain.ticket import CUSTOMERS_BALL, LIVE, CloseReason, Status, Ticket
from domain.words import Press
from tests.domain.samples import (
    ANNA,
    BORIS,
    DAY,
    FRIDAY,
    HOUR,
    a_cycle,
    a_ticket,
    an_utterance,
    names,
    policy,
    presses,
    told,
)

SECOND = timedelta(seconds=1)
LATER = FRIDAY + 2 * HOUR


def kinds(decision: Decision) -> list[type]:
    return [type(effect) for effect in decision.effects]


# The customer's words


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Status.WAITING, Status.OPEN),  # 18
        (Status.RESOLVED, Status.OPEN),  # 18
        (Status.OPEN, Status.OPEN),  # 18b
        (Status.ESCALATED, Status.ESCALATED),  # 28
        (Status.QUEUED, Status.QUEUED),  # 28
        (Status.AWAITING_LEAD, Status.AWAITING_LEAD),  # 28b
    ],
)
def test_what_a_customer_says_reaches_the_topic_and_makes_it_our_turn(before: Status, after: Status) -> None:
    """18, 18b, 28, 28b: heard in every state; the card is redrawn only if it says something else now."""
    decision = conversation.customer_wrote(a_ticket(before), an_utterance(LATER), thanks=False)
    assert (decision.ticket.status, decision.ticket.last_customer_at) == (after, LATER)
    redraw = [RefreshCard] if before is not after else []
    assert kinds(decision) == [RelayToTopic, React, *redraw]


@pytest.mark.parametrize("status", sorted(LIVE))
def test_a_thank_you_moves_no_ball(status: Status) -> None:
    """18a: relayed; whose turn it is and how long they have stays as it was."""
    ticket = a_ticket(status)
    decision = conversation.customer_wrote(ticket, an_utterance(LATER, "спасибо!"), thanks=True)
    assert decision.ticket == ticket
    assert kinds(decision) == [RelayToTopic, React]


def test_received_is_marked_on_the_customers_own_message() -> None:
    """👀 and nothing else: an acknowledgement costs nobody a message."""
    said = an_utterance(album="a1")
    decision = conversation.customer_wrote(a_ticket(), said, thanks=False)
    assert React(place=said.place, emoji="👀") in decision.effects
    assert RelayToTopic(ticket=decision.ticket.id, utterances=(said.id,), album="a1") in decision.effects


def test_a_closed_ticket_hears_nothing() -> None:
    """It is reopened first, or the message goes elsewhere."""
    with pytest.raises(NotPossible):
        conversation.customer_wrote(a_ticket(Status.CLOSED), an_utterance(), thanks=False)


# Who has it


@pytest.mark.parametrize("status", [Status.OPEN, Status.WAITING, Status.RESOLVED, Status.ESCALATED])
def test_the_first_who_claims_has_it(status: Status) -> None:
    """13, C17: the state stays, the clock runs on, the customer hears who."""
    ticket = a_ticket(status, engineer_id=None, introduced=None)
    decision = conversation.claim(ticket, ANNA)
    assert decision.ticket == replace(ticket, engineer_id=ANNA.id, introduced=ANNA.id)
    assert told(decision.effects) == ["ticket-claimed"]
    with pytest.raises(AlreadyTaken) as lost:
        conversation.claim(decision.ticket, BORIS)
    assert lost.value.engineer_id == ANNA.id


def test_a_claim_is_no_answer() -> None:
    """R2, C37: only an answer stops the clock."""
    assert conversation.claim(a_ticket(), ANNA).ticket.awaits_first_answer


def test_who_has_it_is_told_once() -> None:
    """The customer hears a name again only when it is another one."""
    taken = conversation.claim(a_ticket(), ANNA).ticket
    assert told(conversation.claim(taken, ANNA).effects) == []
    free = conversation.release(taken).ticket
    assert free.engineer_id is None
    assert told(conversation.claim(free, ANNA).effects) == []
    assert told(conversation.claim(free, BORIS).effects) == ["ticket-claimed"]


def test_handing_over_is_told_as_what_it_is() -> None:
    """14: who changed hands is heard of; who never had anybody hears who has it."""
    anna = conversation.claim(a_ticket(), ANNA).ticket
    assert told(conversation.hand_over(anna, BORIS).effects) == ["ticket-handed-over"]
    assert told(conversation.hand_over(a_ticket(), BORIS).effects) == ["ticket-claimed"]
    assert conversation.hand_over(anna, BORIS).ticket.engineer_id == BORIS.id


@pytest.mark.parametrize("status", [Status.QUEUED, Status.AWAITING_LEAD, Status.CLOSED])
def test_what_is_not_at_work_is_nobodys(status: Status) -> None:
    """13: neither claimed nor handed over."""
    free = a_ticket(status, engineer_id=None)
    with pytest.raises(NotPossible):
        conversation.claim(free, ANNA)
    with pytest.raises(NotPossible):
        conversation.hand_over(free, ANNA)


def test_we_owe_the_next_word() -> None:
    """16: silence does not close it any more."""
    owed = conversation.owe(a_ticket(Status.WAITING)).ticket
    assert owed.status is Status.OPEN
    assert Clock.SILENCE not in {timer.clock for timer in timers(owed, policy())}


# Our words


def test_an_answer_of_a_live_ticket_counts_from_when_it_was_written() -> None:
    """R2: the letter says so itself; whether it counts is decided when a channel has taken it."""
    (relay,) = conversation.engineer_said(a_ticket(), (an_utterance(),), LATER, named=True)
    assert isinstance(relay, RelayToCustomer)
    assert (relay.answers_at, relay.named) == (LATER, True)


@pytest.mark.parametrize(
    ("reason", "way_on"),
    [
        (CloseReason.CONFIRMED, [Press.REOPEN]),
        (CloseReason.TIMED_OUT, [Press.REOPEN]),
        (CloseReason.WITHDRAWN, [Press.REOPEN]),
        (CloseReason.OUT_OF_SCOPE, [Press.APPEAL, Press.LEAD]),
        (CloseReason.REFUSED_UNSUBSCRIBED, [Press.APPEAL, Press.LEAD]),
    ],
)
def test_a_postscript_answers_nothing_and_leads_on(reason: CloseReason, way_on: list[Press]) -> None:
    """35c: sent, with the way back; after a no the way is to the lead (35a)."""
    closed = a_ticket(Status.CLOSED, close_reason=reason)
    relay, after = conversation.engineer_said(closed, (an_utterance(),), LATER, named=False)
    assert isinstance(relay, RelayToCustomer)
    assert relay.answers_at is None
    assert isinstance(after, TellCustomer)
    assert (names(after.words), presses(after.buttons)) == (["ticket-postscript"], way_on)
    assert conversation.answer_accepted(closed, LATER, LATER).ticket == closed


def test_while_the_lead_decides_engineers_do_not_speak() -> None:
    """28b."""
    with pytest.raises(NotPossible):
        conversation.engineer_said(a_ticket(Status.AWAITING_LEAD), (an_utterance(),), LATER, named=False)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Status.OPEN, Status.WAITING),  # 15
        (Status.WAITING, Status.WAITING),  # 15
        (Status.RESOLVED, Status.WAITING),  # 28a
        (Status.ESCALATED, Status.ESCALATED),  # 28a
        (Status.QUEUED, Status.QUEUED),  # 28a
    ],
)
def test_an_accepted_answer_gives_the_ball_to_the_customer(before: Status, after: Status) -> None:
    """15, 28a: the first answer is met once; silence is counted from the acceptance."""
    ticket = a_ticket(before, activated_at=FRIDAY, cycle=a_cycle(), last_word_at=FRIDAY)
    decision = conversation.answer_accepted(ticket, LATER, LATER + SECOND)
    assert (decision.ticket.status, decision.ticket.last_word_at) == (after, LATER + SECOND)
    assert decision.ticket.cycle == a_cycle(answered_at=LATER, delivered_at=LATER + SECOND)
    assert decision.why == "first"
    again = conversation.answer_accepted(decision.ticket, LATER + HOUR, LATER + HOUR)
    assert again.ticket.cycle == decision.ticket.cycle
    assert again.why == ""


def test_answers_that_cross_leave_the_ball_with_us() -> None:
    """15: the customer wrote after the answer was written: met, but it is still our turn."""
    ticket = a_ticket(last_customer_at=LATER + SECOND)
    decision = conversation.answer_accepted(ticket, LATER, LATER + 2 * SECOND)
    assert decision.ticket.status is Status.OPEN
    assert not decision.ticket.awaits_first_answer
    aside = replace(decision.ticket, status=Status.QUEUED)
    assert sla.activate(aside, policy(), FRIDAY + DAY).ticket.status is Status.OPEN  # their word is still the last


def test_a_line_that_went_before_the_question_does_not_undo_it() -> None:
    """17, C63: flood control delays an answer; meanwhile the ticket was called settled. It stays so."""
    asked = resolution.resolve(a_ticket(Status.WAITING), "Заменили кабель", policy(), LATER).ticket
    before = conversation.answer_accepted(asked, LATER - SECOND, LATER + 5 * SECOND)
    assert before.ticket.status is Status.RESOLVED
    after = conversation.answer_accepted(asked, LATER + SECOND, LATER + 5 * SECOND)
    assert after.ticket.status is Status.WAITING


def test_the_settling_line_stops_the_clock_and_keeps_the_ball() -> None:
    """17: the question itself is the first answer where there was none; the ticket stays settled."""
    asked = resolution.resolve(a_ticket(), "Заменили кабель", policy(), LATER).ticket
    decision = conversation.answer_accepted(asked, LATER, LATER + SECOND, turns=False)
    assert decision.ticket.status is Status.RESOLVED
    assert decision.ticket.cycle == a_cycle(answered_at=LATER, delivered_at=LATER + SECOND)


# Lines of those who do not have it


@pytest.mark.parametrize(
    ("ticket", "words", "offers"),
    [
        (a_ticket(), "prompt-unclaimed", Press.TAKE_AND_SEND),
        (a_ticket(engineer_id=BORIS.id), "prompt-other", Press.SEND),
        (a_ticket(Status.QUEUED), "prompt-unclaimed", Press.SEND),
        (a_ticket(Status.CLOSED, engineer_id=None), "prompt-unclaimed", Press.SEND),
    ],
    ids=["nobody's", "a colleague's", "in line", "closed"],
)
def test_nobody_answers_a_customer_by_accident(ticket: Ticket, words: str, offers: Press) -> None:
    """C56: "who takes this one?" waits under buttons; what cannot be taken (13) can still be sent (28a, 35c)."""
    prompt = conversation.prompt(ticket, ANNA.id, "Борис")
    assert (names(prompt.words), presses(prompt.buttons)) == ([words], [offers, Press.NOTE])
    assert {button.arg for row in prompt.buttons for button in row} == {str(ANNA.id)}
    assert prompt.tag == conversation.prompt_tag(ANNA.id)


# Back again


def test_a_reopened_ticket_goes_to_the_front_and_waits_for_a_clock_of_its_own() -> None:
    """34, 35, R25: same number, one more on the counter; the clock starts when it becomes active."""
    closed = a_ticket(Status.CLOSED, rating=1, cycle=a_cycle())
    decision = conversation.reopened(closed, by_customer=True)
    back = decision.ticket
    assert (back.id, back.status, back.front, back.reopened) == (closed.id, Status.QUEUED, True, 1)
    assert (back.close_reason, back.closed_at, back.rating) == (None, None, None)
    assert not timers(back, policy())  # C42's neighbour: the old deadline does not come back to life
    assert ReopenTopic(ticket=back.id) in decision.effects
    active = sla.activate(back, policy(), FRIDAY + 30 * DAY, cause="reopened").ticket
    assert active.status is Status.OPEN
    assert active.cycle is not None
    assert (active.cycle.n, active.cycle.due_at) == (2, FRIDAY + 30 * DAY + 4 * HOUR)


# Any story


@dataclass
class Life:
    """A ticket to which anything may happen; letters are accepted in their order, later."""

    ticket: Ticket = field(default_factory=lambda: sla.activate(a_ticket(Status.QUEUED), policy(), FRIDAY).ticket)
    at: datetime = FRIDAY
    written: list[tuple[datetime, bool]] = field(default_factory=list)  # by us, not accepted yet

    def take(self, event: str, minutes: int) -> Decision | None:
        """Let it happen, if it is allowed now."""
        self.at += timedelta(minutes=minutes)
        try:
            decision = EVENTS[event](self, self.ticket, self.at)
        except (NotPossible, AlreadyDone, AlreadyTaken, NeedsText):
            return None
        if decision is not None:
            self.ticket = decision.ticket
        return decision

    def answers(self, ticket: Ticket, at: datetime) -> Decision | None:
        if allowed(ticket.status, Move.ANSWER):
            self.written.append((at, True))
        return None

    def settles(self, ticket: Ticket, at: datetime) -> Decision:
        decision = resolution.resolve(ticket, "Готово", policy(), at)
        self.written.append((at, False))
        return decision

    def accepts(self, ticket: Ticket, at: datetime) -> Decision | None:
        if not self.written:
            return None
        written, turns = self.written.pop(0)
        return conversation.answer_accepted(ticket, written, at, turns=turns)


EVENTS: dict[str, Callable[[Life, Ticket, datetime], Decision | None]] = {
    "writes": lambda _, ticket, at: conversation.customer_wrote(ticket, an_utterance(at), thanks=False),
    "thanks": lambda _, ticket, at: conversation.customer_wrote(ticket, an_utterance(at), thanks=True),
    "answers": Life.answers,
    "accepted": Life.accepts,
    "claims": lambda _, ticket, __: conversation.claim(ticket, ANNA),
    "releases": lambda _, ticket, __: conversation.release(ticket),
    "owes": lambda _, ticket, __: conversation.owe(ticket),
    "settles": Life.settles,
    "yes": lambda _, ticket, at: resolution.confirm(ticket, at),
    "no": lambda _, ticket, at: resolution.object_(ticket, "", at),
    "silence": lambda _, ticket, at: resolution.time_out(ticket, policy(), at),
    "steps aside": lambda _, ticket, __: Decision(moved(ticket, Move.STEP_ASIDE), "stepped_aside"),
    "its turn": lambda _, ticket, at: sla.activate(ticket, policy(), at),
    "comes back": lambda _, ticket, __: conversation.reopened(ticket, by_customer=True),
    "refused": lambda _, ticket, at: resolution.refuse(ticket, policy().out_of_scope[0], "", at),
}
FORTNIGHT = 15 * 24 * 60  # minutes


@given(st.lists(st.tuples(st.sampled_from(list(EVENTS)), st.sampled_from([0, 1, 200, FORTNIGHT])), max_size=40))
def test_whatever_happens_the_invariants_hold(story: list[tuple[str, int]]) -> None:
    """Invariants 2, 4 and 5, after every step of any story."""
    life = Life()
    for event, minutes in story:
        before = life.ticket
        decision = life.take(event, minutes)
        ticket = life.ticket
        if before.live and not ticket.live:  # 2
            assert ticket.close_reason is not None
            assert ticket.closed_at is not None
            assert decision is not None
            assert told(decision.effects)
        if ticket.status in CUSTOMERS_BALL:  # 4
            assert ticket.last_word_at is not None
            assert ticket.last_customer_at is None or ticket.last_customer_at <= ticket.last_word_at
        runs = {timer.step for timer in timers(ticket, policy()) if timer.clock is Clock.ANSWER}
        answered = ticket.cycle is not None and ticket.cycle.answered_at is not None
        assert bool(runs) is (ticket.live and ticket.activated_at is not None and not answered)  # 5
        if ticket.cycle is not None and before.cycle is not None and ticket.cycle.n == before.cycle.n:
            assert before.cycle.answered_at in {None, ticket.cycle.answered_at}  # once
            assert before.cycle.due_at == ticket.cycle.due_at  # a deadline, once given, stays
