"""Who keeps silent: the customer (a reminder, then closing), or we ourselves."""

from dataclasses import replace
from datetime import timedelta

from actions.record import record
from domain.delivery import Obstacle
from domain.desk import Origin
from domain.effects import CloseTopic, RefreshCard, SendEmail, TellCustomer, TellLead, TellTopic
from domain.ids import ChatId, TicketId
from domain.ticket import CloseReason, Escalation, Status
from domain.words import Moment, Press, Text
from storage.transaction import Transaction
from tests.actions.house import ANNA, LEAD, PETR, SECOND_LEAD, House, names, of, text

DAY = timedelta(days=1)


async def answered(house: House) -> TicketId:
    """A ticket that waits for Petr since a moment ago."""
    number = await house.files()
    await house.answers(ANNA, number)
    return number


async def test_two_weeks_of_silence(house: House) -> None:
    """22, 23, R24, C35: a reminder on day 11 moves nothing; on day 14 it is closed, with a message and an e-mail."""
    number = await answered(house)
    word = (await house.ticket(number)).last_word_at
    assert word is not None
    (reminder,) = of(await house.passes(days=11), TellCustomer)
    assert text(reminder).args["close"] == Moment(word + 14 * DAY)
    assert [button.press for row in reminder.buttons for button in row] == [Press.STILL, Press.SETTLED]
    assert await house.passes(days=3) == []  # two weeks to the second are not more than two weeks
    sent = await house.passes(seconds=1)
    ticket = await house.ticket(number)
    assert (ticket.status, ticket.close_reason) == (Status.CLOSED, CloseReason.TIMED_OUT)
    assert names(of(sent, TellCustomer)) == ["ticket-timed-out"]
    (letter,) = of(sent, SendEmail)
    assert letter.to == "7@example.org"
    body = letter.body
    assert isinstance(body, Text)
    assert body.args["answered"] == Moment(word)
    assert [type(each) for each in sent if isinstance(each, CloseTopic | RefreshCard)] == [CloseTopic, RefreshCard]


async def test_the_link_of_the_letter_leads_back(house: House) -> None:
    """R25: only for whose ticket it is; tapped, it opens the same number again."""
    number = await answered(house)
    (letter,) = of(await house.passes(days=15), SendEmail)
    assert isinstance(letter.body, Text)
    key = str(letter.body.args["key"])
    assert len(key) <= 64
    stranger = house.message(8, 8, f"/start {key}")
    await house.actions.private.started(house.origin(), stranger, key)
    assert (await house.ticket(number)).status is Status.CLOSED
    await house.actions.private.started(house.origin(), house.message(7, 7, f"/start {key}"), key)
    assert (await house.ticket(number)).status is Status.OPEN
    sent = await house.deliver()
    assert "ticket-reopened" in names(of(sent, TellCustomer))


async def test_a_word_on_the_last_day_keeps_it_open(house: House) -> None:
    """C30's kin: the customer's word ends the silence, also one that is taken in and not handled yet."""
    number = await answered(house)
    await house.passes(days=13, hours=23)
    seq = await house.stored(ChatId(PETR))
    await house.passes(hours=2)
    assert (await house.ticket(number)).status is Status.WAITING
    said = house.message(PETR, PETR, "Ещё не работает")
    await house.actions.conversation.customer_wrote(Origin(house.clock.now(), inbox=seq), said)
    await house.passes(days=1)
    assert (await house.ticket(number)).status is Status.OPEN
    assert house.timers(number, "silence") == {"swap": True, "remind": True}


async def test_a_thank_you_moves_nothing(house: House) -> None:
    """18a, R24: relayed, and on day 14 it is closed."""
    number = await answered(house)
    await house.passes(days=10)
    await house.writes(PETR, "Спасибо большое!!!")
    await house.deliver()
    await house.passes(days=4, seconds=1)
    assert (await house.ticket(number)).close_reason is CloseReason.TIMED_OUT


async def test_the_question_counts_anew(house: House) -> None:
    """C63: answered on day 0, settled on day 13, closed on day 27."""
    number = await answered(house)
    await house.passes(days=13)
    await house.settles(ANNA, number, "")
    await house.passes(days=13, hours=23)
    assert (await house.ticket(number)).status is Status.RESOLVED
    await house.passes(hours=1, seconds=1)
    assert (await house.ticket(number)).close_reason is CloseReason.TIMED_OUT


async def test_no_to_the_question_kills_the_timer(house: House) -> None:
    """C30: after 13 days and 23 hours: open, and nothing closes it."""
    number = await answered(house)
    await house.settles(ANNA, number)
    await house.passes(days=13, hours=23)
    await house.actions.resolution.object(house.origin(), number, PETR)
    await house.passes(days=2)
    assert (await house.ticket(number)).status is Status.OPEN


async def test_reminders_wait_for_the_morning_and_look_again(house: House) -> None:
    """Quiet hours: due at half past nine in the evening, told at nine; whoever has written meanwhile is not told."""
    house.clock.advance(hours=3)  # 21:40 in Moscow
    number = await answered(house)
    assert of(await house.passes(days=11), TellCustomer) == []
    assert house.timers(number, "silence") == {"swap": True, "remind": False, "close": False}  # one step is put off
    (reminder,) = of(await house.passes(hours=11, minutes=20), TellCustomer)
    assert text(reminder).name == "ticket-reminder"
    await house.actions.resolution.withdraw(house.origin(), number, PETR)
    house.clock.advance(hours=12, minutes=40)
    other = await answered(house)
    await house.passes(days=11)
    await house.writes(PETR, "Ещё не работает")
    await house.deliver()
    assert of(await house.passes(hours=12), TellCustomer) == []
    assert (await house.ticket(other)).status is Status.OPEN


async def test_still(house: House) -> None:
    """22: [Still matters] makes it our turn and tells the engineer."""
    number = await answered(house)
    await house.passes(days=11)
    await house.actions.resolution.still(house.origin(), number, PETR)
    sent = await house.deliver()
    assert [(text(each).name, each.mention) for each in of(sent, TellTopic)] == [("topic-still", ANNA)]
    assert (await house.ticket(number)).status is Status.OPEN


async def test_our_silence_is_told_and_closes_nothing(house: House) -> None:
    """24, C34: the customer wrote last, engineers silent for 15 days: the engineer and every lead hear of it, once."""
    number = await answered(house)
    await house.writes(PETR, "Не помогло")
    await house.deliver()
    sent = await house.passes(days=15)
    assert [(text(each).name, each.mention, each.urgent) for each in of(sent, TellTopic)] == [
        ("topic-neglected", ANNA, True)
    ]
    assert [(text(each).name, each.lead) for each in of(sent, TellLead)] == [
        ("lead-neglected", LEAD),
        ("lead-neglected", SECOND_LEAD),
    ]
    assert (await house.ticket(number)).status is Status.OPEN
    assert await house.passes(days=1) == []


async def test_a_swap_is_offered_on_day_three(house: House) -> None:
    """C26: the first waits for the customer, the second waits behind it and is not late."""
    first = await answered(house)
    second = await house.files()
    (offer,) = of(await house.passes(days=3), TellCustomer)
    assert text(offer).args == {"number": first, "other": second}
    (button,) = offer.buttons[0]
    assert (button.press, button.subject) == (Press.FIRST, second)
    await house.passes(days=7)
    assert "breached" not in house.journal(second)


async def test_nobody_behind_no_offer(house: House) -> None:
    await answered(house)
    assert of(await house.passes(days=3), TellCustomer) == []


async def test_a_longer_patience_is_kept(house: House) -> None:
    """The policy became more patient while the ticket waited: it closes then, and it does close."""
    number = await answered(house)
    policy = house.desk.policy
    patient = replace(policy, silence=replace(policy.silence, close=30 * DAY))
    object.__setattr__(house.desk, "policy", patient)
    await house.passes(days=14, hours=1)
    assert (await house.ticket(number)).status is Status.WAITING
    await house.passes(days=16)
    assert (await house.ticket(number)).close_reason is CloseReason.TIMED_OUT


async def test_a_blocked_customer_gets_one_letter(house: House) -> None:
    """C36's kin: what the e-mail of R24 says needs no second e-mail in place of the message."""
    number = await answered(house)
    house.broken = lambda effect: Obstacle.BLOCKED if isinstance(effect, TellCustomer) else None
    await house.passes(days=13)
    sent = await house.passes(days=1, seconds=1)
    assert [each.subject.name for each in of(sent, SendEmail)] == ["email-timed-out-subject"]
    assert (await house.ticket(number)).status is Status.CLOSED


async def test_the_developers_time(house: House) -> None:
    """26: when it has passed, the engineer is reminded; silence does not close what they have."""
    number = await answered(house)
    until = house.clock.now() + DAY

    async def escalated(tx: Transaction) -> None:
        before = await tx.tickets.locked(number)
        escalation = Escalation(contact="dev@example.org", due_at=until)
        after = replace(before, status=Status.ESCALATED, escalation=escalation)
        await record(tx, before, after, event="escalated", by="test", at=house.clock.now(), policy=house.desk.policy)

    await house.do(escalated)
    sent = await house.passes(days=1, seconds=1)
    assert names(of(sent, TellTopic)) == ["topic-escalation-passed"]
    await house.passes(days=30)
    assert (await house.ticket(number)).status is Status.ESCALATED
