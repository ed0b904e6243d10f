"""How a ticket ends: settled and confirmed, by silence, by a no, or taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain import conversation, resolution
from domain.clocks import Clock, timers
from domain.effects import CloseTopic, RefreshCard, SendEmail, TellCustomer, TellTopic
from domain.errors import AlreadyDone, NeedsText, NotPossible
from domain.ticket import LIVE, CloseReason, Status, Ticket
from domain.words import Moment, Press, Text
from tests.domain.samples import DAY, FRIDAY, HOUR, a_cycle, a_ticket, an_utterance, names, policy, presses, told

SECOND = timedelta(seconds=1)
LATER = FRIDAY + 2 * HOUR


def text_of(words: object) -> Text:
    assert isinstance(words, Text)
    return words


def only_word(effects: tuple[object, ...]) -> TellCustomer:
    """The one thing the customer reads."""
    (word,) = [effect for effect in effects if isinstance(effect, TellCustomer)]
    return word


# Settled, yes, no: rows 17 to 21


@pytest.mark.parametrize("status", [Status.OPEN, Status.WAITING])
def test_an_engineer_proposes_and_the_customer_is_asked(status: Status) -> None:
    """R23: the text is what the customer reads; it counts as an answer; silence is counted from here (C63)."""
    decision = resolution.resolve(a_ticket(status), "Отошёл кабель", policy(), LATER)
    assert (decision.ticket.status, decision.ticket.last_word_at) == (Status.RESOLVED, LATER)
    asked = only_word(decision.effects)
    assert presses(asked.buttons) == [Press.CONFIRM, Press.OBJECT]
    assert asked.answers_at == LATER
    assert text_of(asked.words).args == {
        "number": 5,
        "text": "Отошёл кабель",
        "remind": Moment(LATER + 11 * DAY),
        "close": Moment(LATER + 14 * DAY),
    }


def test_nobody_is_asked_whether_silence_has_helped() -> None:
    """17: with a text, or after at least one public answer."""
    with pytest.raises(NeedsText):
        resolution.resolve(a_ticket(), "", policy(), LATER)
    bare = only_word(resolution.resolve(a_ticket(Status.WAITING), "", policy(), LATER).effects)
    assert names(bare.words) == ["ask-confirmation-bare"]
    assert bare.answers_at is None  # a button is no answer


@pytest.mark.parametrize("status", [Status.OPEN, Status.WAITING, Status.RESOLVED])
def test_the_customer_has_the_last_word(status: Status) -> None:
    """R23: yes closes it, asked or not; how we did is asked once."""
    decision = resolution.confirm(a_ticket(status), LATER)
    closed = decision.ticket
    assert (closed.status, closed.close_reason, closed.closed_at) == (Status.CLOSED, CloseReason.CONFIRMED, LATER)
    told_ = only_word(decision.effects)
    assert names(told_.words) == ["ticket-confirmed"]
    assert presses(told_.buttons) == [Press.RATE, Press.RATE, Press.LEAD]  # R26: and whom to turn to
    assert [RefreshCard(ticket=closed.id), CloseTopic(ticket=closed.id)] == list(decision.effects[1:])


def test_no_brings_it_back() -> None:
    """20, C30: after 13 days and 23 hours it is open, and the timer of silence is dead."""
    asked = a_ticket(Status.RESOLVED, last_word_at=FRIDAY)
    late = FRIDAY + 13 * DAY + 23 * HOUR
    decision = resolution.object_(asked, "Анна", late)
    assert (decision.ticket.status, decision.ticket.objections) == (Status.OPEN, 1)
    assert Clock.SILENCE not in {timer.clock for timer in timers(decision.ticket, policy())}
    assert resolution.time_out(decision.ticket, policy(), FRIDAY + 30 * DAY) is None
    assert told(decision.effects) == ["ticket-objected"]
    assert told(resolution.object_(asked, "", late).effects) == ["ticket-objected-unclaimed"]
    topic = [effect for effect in decision.effects if isinstance(effect, TellTopic)]
    assert [effect.mention for effect in topic] == [asked.engineer_id]


def test_buttons_of_a_question_still_work_when_we_have_written_since() -> None:
    """28a: resolved, then another line of ours: yes still closes it, no still brings it back."""
    asked = resolution.resolve(a_ticket(Status.WAITING), "Готово", policy(), LATER).ticket
    wrote = conversation.answer_accepted(asked, LATER + HOUR, LATER + HOUR).ticket
    assert wrote.status is Status.WAITING
    assert resolution.object_(wrote, "", LATER + DAY).ticket.status is Status.OPEN
    assert resolution.confirm(wrote, LATER + DAY).ticket.close_reason is CloseReason.CONFIRMED


@pytest.mark.parametrize("status", [Status.QUEUED, Status.AWAITING_LEAD, Status.ESCALATED])
def test_what_settled_itself_is_not_called_withdrawn(status: Status) -> None:
    """33: [Solved already] before its turn ends the ticket; who says "solved" does not hear "withdrawn"."""
    decision = resolution.confirm(a_ticket(status), LATER)
    assert decision.ticket.close_reason is CloseReason.WITHDRAWN
    assert text_of(only_word(decision.effects).words).name == "ticket-settled"
    taken_back = resolution.withdraw(a_ticket(status), LATER)
    assert text_of(only_word(taken_back.effects).words).name == "ticket-withdrawn"


@pytest.mark.parametrize(
    "status", [status for status in Status if status not in {Status.RESOLVED, Status.WAITING}], ids=str
)
def test_an_old_no_says_that_it_is_done(status: Status) -> None:
    with pytest.raises(AlreadyDone):
        resolution.object_(a_ticket(status), "", LATER)


def test_what_is_closed_is_not_closed_again() -> None:
    """Every button is safe to press twice."""
    closed = a_ticket(Status.CLOSED)
    for again in (resolution.confirm, resolution.withdraw):
        with pytest.raises(AlreadyDone):
            again(closed, LATER)


@pytest.mark.parametrize("status", sorted(LIVE))
def test_a_customer_may_take_it_back_at_any_time(status: Status) -> None:
    """33, R17."""
    decision = resolution.withdraw(a_ticket(status), LATER)
    assert decision.ticket.close_reason is CloseReason.WITHDRAWN
    assert told(decision.effects) == ["ticket-withdrawn"]


# Silence: rows 22 and 23


@pytest.mark.parametrize("status", [Status.WAITING, Status.RESOLVED])
@pytest.mark.parametrize(("after", "closes"), [(timedelta(), False), (SECOND, True)])
def test_more_than_two_weeks(status: Status, after: timedelta, *, closes: bool) -> None:
    """R24: two weeks to the second are not more than two weeks."""
    waiting = a_ticket(status, last_word_at=FRIDAY)
    decision = resolution.time_out(waiting, policy(), FRIDAY + 14 * DAY + after)
    assert (decision is not None) is closes
    if decision is not None:
        assert decision.ticket.close_reason is CloseReason.TIMED_OUT
        word = only_word(decision.effects)
        assert (names(word.words), presses(word.buttons)) == (["ticket-timed-out"], [Press.REOPEN])  # R25


@pytest.mark.parametrize("status", [s for s in Status if s not in {Status.WAITING, Status.RESOLVED}], ids=str)
def test_only_the_customers_silence_closes(status: Status) -> None:
    """23, 24, C34: whatever timer says so; what is ours or the developers' never closes by itself."""
    assert resolution.time_out(a_ticket(status, last_word_at=FRIDAY), policy(), FRIDAY + 90 * DAY) is None
    assert resolution.reminder(a_ticket(status, last_word_at=FRIDAY), policy()) is None


def test_a_thank_you_does_not_stop_the_two_weeks() -> None:
    """18a, R24: silence runs from our last word."""
    waiting = a_ticket(Status.WAITING, last_word_at=FRIDAY)
    thanked = conversation.customer_wrote(waiting, an_utterance(FRIDAY + 10 * DAY), thanks=True).ticket
    assert resolution.time_out(thanked, policy(), FRIDAY + 14 * DAY + SECOND) is not None


def test_a_reminder_does_not_move_the_date() -> None:
    """22, C35: day 11 says when it will be closed, and asks both ways; day 14 stays day 14."""
    waiting = a_ticket(Status.WAITING, last_word_at=FRIDAY)
    decision = resolution.reminder(waiting, policy())
    assert decision is not None
    assert decision.ticket == waiting
    word = only_word(decision.effects)
    assert presses(word.buttons) == [Press.STILL, Press.SETTLED]
    assert text_of(word.words).args == {"number": 5, "since": Moment(FRIDAY), "close": Moment(FRIDAY + 14 * DAY)}


def test_the_question_counts_the_two_weeks_anew() -> None:
    """C63: answered on day 0, settled on day 13: closed on day 27."""
    asked = resolution.resolve(a_ticket(Status.WAITING), "", policy(), FRIDAY + 13 * DAY).ticket
    assert resolution.time_out(asked, policy(), FRIDAY + 14 * DAY + SECOND) is None
    assert resolution.time_out(asked, policy(), FRIDAY + 27 * DAY + SECOND) is not None


def test_the_letter_leads_back_by_three_ways() -> None:
    """R24, R25, R26: what happened and when, the link with its key, the phone, the lead."""
    ticket = a_ticket(Status.WAITING)
    letter = resolution.time_out_letter(ticket, policy(), "en", "t5-0123456789abcdef")
    assert isinstance(letter, SendEmail)
    assert (letter.to, letter.language) == ("petr@example.org", "en")
    args = text_of(letter.body).args
    assert args["answered"] == Moment(FRIDAY + HOUR)
    assert (args["key"], args["number"], args["name"]) == ("t5-0123456789abcdef", 5, "Пётр")
    assert args["phone"] == policy().contacts.support.phone
    assert args["lead"] == policy().contacts.lead.email


# A no (9, 30): what, why, what else, whom to ask


@pytest.mark.parametrize("ground", policy().out_of_scope, ids=lambda ground: ground.key)
@pytest.mark.parametrize("status", [Status.OPEN, Status.QUEUED])
def test_not_what_support_does(status: Status, ground: object) -> None:
    """R10, 30: the number, the ground's own words (why, and what else), and the lead; it counts as the answer."""
    decision = resolution.refuse(a_ticket(status), ground, "", LATER)  # type: ignore[arg-type]
    assert decision.ticket.close_reason is ground.reason  # type: ignore[attr-defined]
    word = only_word(decision.effects)
    assert text_of(word.words).args == {"number": 5, "ground": ground.text, "extra": ""}  # type: ignore[attr-defined]
    assert presses(word.buttons) == [Press.APPEAL, Press.LEAD]
    if status is Status.OPEN:
        assert decision.ticket.cycle == a_cycle(answered_at=LATER, delivered_at=LATER)


def test_the_grounds_and_what_they_count_as() -> None:
    """R10: networks, theory, other vendors' products; R6: one of ours that is not supported any more."""
    assert {ground.key: ground.reason for ground in policy().out_of_scope} == {
        "lan": CloseReason.OUT_OF_SCOPE,
        "theory": CloseReason.OUT_OF_SCOPE,
        "third-party": CloseReason.OUT_OF_SCOPE,
        "unsupported": CloseReason.UNSUPPORTED_PRODUCT,
    }


@pytest.mark.parametrize("status", [Status.WAITING, Status.RESOLVED, Status.ESCALATED, Status.CLOSED], ids=str)
def test_what_we_have_taken_up_is_not_refused(status: Status) -> None:
    with pytest.raises(NotPossible):
        resolution.refuse(a_ticket(status), policy().out_of_scope[0], "", LATER)


def test_the_lead_may_turn_down_who_has_no_subscription() -> None:
    """R9, 9: in words of the lead's own, with the appeal (R26)."""
    decision = resolution.turn_down(a_ticket(Status.AWAITING_LEAD), "Продлите подписку", LATER)
    assert decision.ticket.close_reason is CloseReason.REFUSED_UNSUBSCRIBED
    word = only_word(decision.effects)
    assert text_of(word.words).args == {"number": 5, "text": "Продлите подписку"}
    assert presses(word.buttons) == [Press.APPEAL, Press.LEAD]
    with pytest.raises(NotPossible):
        resolution.turn_down(a_ticket(), "", LATER)


REFUSALS = {
    CloseReason.REFUSED_NO_DATA,
    CloseReason.REFUSED_RUDE,
    CloseReason.REFUSED_UNSUBSCRIBED,
    CloseReason.OUT_OF_SCOPE,
    CloseReason.UNSUPPORTED_PRODUCT,
}


@pytest.mark.parametrize("reason", list(CloseReason))
def test_a_no_is_undone_by_an_appeal_only(reason: CloseReason) -> None:
    """35a: five endings are ours; from the others the customer comes back alone."""
    closed = a_ticket(Status.CLOSED, close_reason=reason)
    assert resolution.refused_already(closed) is (reason in REFUSALS)
    assert presses(resolution.again(closed)) == ([Press.APPEAL, Press.LEAD] if reason in REFUSALS else [Press.REOPEN])
    assert not resolution.refused_already(a_ticket())


@pytest.mark.parametrize(
    ("end", "ticket"),
    [
        (resolution.confirm, a_ticket(promise_due=LATER)),
        (resolution.withdraw, a_ticket(Status.QUEUED, front=True)),
    ],
)
def test_an_end_leaves_nothing_behind(end: object, ticket: Ticket) -> None:
    """No promise, no place in front, no timers."""
    closed = end(ticket, LATER).ticket  # type: ignore[operator]
    assert (closed.promise_due, closed.front, timers(closed, policy())) == (None, False, frozenset())
    assert replace(closed, status=ticket.status, close_reason=None, closed_at=None) == replace(
        ticket, promise_due=None, front=False
    )


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Шлюз  не\nзагружается", "Шлюз не загружается"),
        ("а" * 80, "а" * 80),
        ("а" * 81, "а" * 79 + "…"),
        ("а" * 78 + " слово", "а" * 78 + "…"),
    ],
)
def test_the_first_words_of_something_long(text: str, first: str) -> None:
    assert resolution.short(text) == first
