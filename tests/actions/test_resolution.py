"""How tickets end and come back, one transaction each; and what the end of one means for the next."""

import asyncio

import pytest

from domain.effects import (
    CloseTopic,
    EditTagged,
    RefreshCard,
    ReopenTopic,
    TellCustomer,
    TellLead,
    TellTopic,
)
from domain.errors import AlreadyDone, AlreadyTaken, NeedsText, NotFound, NotPossible, NotYours
from domain.ids import EngineerId, TicketId
from domain.ticket import CloseReason, Status
from domain.words import Moment, Press
from tests.actions.house import ANNA, BORIS, LEAD, MARIA, PETR, House, names, of, text

STRANGER = EngineerId(666)


async def settled(house: House) -> TicketId:
    """A ticket whose customer is asked whether it is."""
    number = await house.files()
    await house.answers(ANNA, number)
    await house.settles(ANNA, number)
    return number


# Settled, yes, no


async def test_yes_closes_it(house: House) -> None:
    """19, R23: asked once how we did; the topic is closed; the question's buttons have done their work."""
    number = await settled(house)
    await house.actions.resolution.confirm(house.origin(), number, PETR)
    sent = await house.deliver()
    assert names(of(sent, TellCustomer)) == ["ticket-confirmed"]
    assert len(of(sent, CloseTopic)) == 1
    assert [(each.tag, each.words) for each in of(sent, EditTagged)] == [(f"confirm:{number}", None)]
    assert (await house.ticket(number)).close_reason is CloseReason.CONFIRMED
    with pytest.raises(AlreadyDone):
        await house.actions.resolution.confirm(house.origin(), number, PETR)


async def test_no_brings_it_back_and_the_second_reaches_the_lead(house: House) -> None:
    """20."""
    number = await settled(house)
    for times in (1, 2, 3):
        await house.actions.resolution.object(house.origin(), number, PETR)
        sent = await house.deliver()
        assert names(of(sent, TellCustomer)) == ["ticket-objected"]
        assert names(of(sent, TellTopic)) == ["topic-objected"]
        assert len(of(sent, TellLead)) == (2 if times == 2 else 0)
        assert (await house.ticket(number)).status is Status.OPEN
        with pytest.raises(AlreadyDone):
            await house.actions.resolution.object(house.origin(), number, PETR)
        await house.settles(ANNA, number)


async def test_silence_is_not_consent(house: House) -> None:
    """R23: a resolved ticket stays so until the customer speaks, or two weeks pass."""
    number = await settled(house)
    await house.passes(days=13)
    assert (await house.ticket(number)).status is Status.RESOLVED


async def test_a_settled_ticket_is_answered_by_that(house: House) -> None:
    """17, R2: the text is the first answer, once it is accepted; until then the clock runs."""
    number = await house.files()
    await house.claims(ANNA, number)
    await house.actions.resolution.resolve(house.origin(), number, ANNA, "Обновите прошивку")
    assert (await house.ticket(number)).awaits_first_answer
    await house.deliver()
    ticket = await house.ticket(number)
    assert (ticket.status, ticket.awaits_first_answer) == (Status.RESOLVED, False)


async def test_who_may_call_it_settled(house: House) -> None:
    """17: who has it, or a lead; of a ticket nobody has, whoever does takes it; never without a word."""
    number = await house.files()
    resolution = house.actions.resolution
    with pytest.raises(NeedsText):
        await resolution.resolve(house.origin(), number, ANNA, "")
    with pytest.raises(NotYours):
        await resolution.resolve(house.origin(), number, STRANGER, "Готово")
    await house.claims(ANNA, number)
    with pytest.raises(AlreadyTaken) as refused:
        await resolution.resolve(house.origin(), number, BORIS, "Готово")
    assert refused.value.name == "Анна"
    await resolution.resolve(house.origin(), number, EngineerId(LEAD), "Готово")
    free = await house.files(MARIA)
    await resolution.resolve(house.origin(), free, BORIS, "Готово")
    assert (await house.ticket(free)).engineer_id == BORIS


async def test_tapped_twice_it_is_settled_without_a_word(house: House) -> None:
    """17: after an answer; before one, the desk refuses and goes on waiting for the line."""
    number = await house.files()
    await house.claims(ANNA, number)
    ask, thread = house.actions.questions.ask_resolve, await house.thread(number)
    await ask(house.origin(), number, ANNA, -1001, thread)  # type: ignore[arg-type]
    with pytest.raises(NeedsText):
        await ask(house.origin(), number, ANNA, -1001, thread)  # type: ignore[arg-type]
    await house.says(ANNA, number, "Отошёл кабель")
    await house.deliver()
    await house.actions.resolution.object(house.origin(), number, PETR)
    for _ in range(2):
        await ask(house.origin(), number, ANNA, -1001, thread)  # type: ignore[arg-type]
    assert names(of(await house.deliver(), TellCustomer))[-1] == "ask-confirmation-bare"


async def test_a_rating_is_given_once(house: House) -> None:
    """19, R26: a bad one reaches the lead, with a question what was wrong."""
    number = await settled(house)
    await house.actions.resolution.confirm(house.origin(), number, PETR)
    await house.deliver()
    rate = house.actions.resolution.rate
    await rate(house.origin(), number, PETR, -1, house.actions.questions.ask_rating_word)
    sent = await house.deliver()
    assert names(of(sent, TellLead)) == ["lead-bad-rating", "lead-ticket"] * 2
    assert names(of(sent, TellCustomer)) == ["ask-rating"]
    with pytest.raises(AlreadyDone):
        await rate(house.origin(), number, PETR, 1)
    await house.writes(PETR, "Долго ждали")
    sent = await house.deliver()
    assert [text(each).args["text"] for each in of(sent, TellLead)] == ["Долго ждали"] * 2
    assert names(of(sent, TellCustomer)) == ["rating-word-thanks"]


# One at a time (R17)


async def test_the_next_one_opens_in_the_same_transaction(house: House) -> None:
    """C25, 11: by yes; due four hours from the closing; both messages arrive in their order."""
    first = await settled(house)
    second = await house.files()
    assert (await house.ticket(second)).status is Status.QUEUED
    house.clock.advance(days=2)
    await house.actions.resolution.confirm(house.origin(), first, PETR)
    ticket = await house.ticket(second)
    assert ticket.cycle is not None
    assert ticket.cycle.started_at == house.clock.now()
    told = of(await house.deliver(), TellCustomer)
    assert names(told) == ["ticket-confirmed", "ticket-active"]
    assert text(told[1]).args["due"] == Moment(ticket.cycle.due_at)  # type: ignore[arg-type]
    assert house.journal(second) == ["registered", "activated"]


@pytest.mark.parametrize("end", ["confirm", "withdraw", "refuse", "time out"])
async def test_every_ending_frees_the_slot(house: House, end: str) -> None:
    """11: the queue moves on whatever ended the ticket before."""
    first, second = await house.files(), await house.files()
    resolution = house.actions.resolution
    match end:
        case "confirm":
            await resolution.confirm(house.origin(), first, PETR)
        case "withdraw":
            await resolution.withdraw(house.origin(), first, PETR)
        case "refuse":
            await resolution.refuse(house.origin(), first, ANNA, house.desk.policy.out_of_scope[0].key)
        case _:
            await house.answers(ANNA, first)
            await house.passes(days=14, seconds=1)
    assert (await house.ticket(second)).status is Status.OPEN


async def test_the_queue_has_an_order(house: House) -> None:
    """Invariant 7: returned ones first, then by time of receipt."""
    first, second = await house.files(), await house.files()
    house.clock.advance(minutes=1)
    third = await house.files()
    await house.actions.resolution.withdraw(house.origin(), second, PETR)
    await house.actions.resolution.reopen(house.origin(), second, PETR)
    assert (await house.ticket(second)).status is Status.QUEUED
    await house.actions.resolution.confirm(house.origin(), first, PETR)
    assert (await house.ticket(second)).status is Status.OPEN
    assert (await house.ticket(third)).status is Status.QUEUED


async def test_a_partner_has_a_ticket_at_work_for_each_client(house: House) -> None:
    """C59, R17: the slot is the person's and the organisation's."""
    a = await house.files(organisation="ООО «Первый»")
    b = await house.files(organisation="ООО «Второй»")
    assert [(await house.ticket(each)).status for each in (a, b)] == [Status.OPEN] * 2


async def test_the_customer_puts_another_first(house: House) -> None:
    """12, R17: the other keeps its place and its promise."""
    first, second = await house.files(), await house.files()
    await house.actions.resolution.first(house.origin(), second, PETR)
    assert names(of(await house.deliver(), TellCustomer)) == ["ticket-aside", "ticket-active"]
    assert [(await house.ticket(each)).status for each in (first, second)] == [Status.QUEUED, Status.OPEN]
    with pytest.raises(NotPossible):
        await house.actions.resolution.first(house.origin(), second, PETR)
    await house.actions.resolution.withdraw(house.origin(), second, PETR)
    back = await house.ticket(first)
    assert (back.status, back.cycle.n if back.cycle else 0) == (Status.OPEN, 1)


async def test_a_swap_is_one_step_however_often_it_is_tapped(house: House) -> None:
    """Invariant 1 holds at any time: at most one of them is at work."""
    await house.files()
    second = await house.files()
    swaps = (house.actions.resolution.first(house.origin(), second, PETR) for _ in range(3))
    results = await asyncio.gather(*swaps, return_exceptions=True)
    assert [isinstance(each, NotPossible) for each in results] == [False, True, True]


async def test_the_clock_of_who_stepped_aside_runs_on(house: House) -> None:
    """12: put behind by the customer, it is still owed its answer by then."""
    first, second = await house.files(), await house.files()
    await house.actions.resolution.first(house.origin(), second, PETR)
    await house.passes(hours=4, seconds=1)
    assert "breached" in house.journal(first)


# A no


async def test_not_what_support_does(house: House) -> None:
    """R10, 30: with its reason and the lead; it counts as the first answer."""
    number = await house.files()
    ground = house.desk.policy.out_of_scope[0]
    with pytest.raises(NotYours):
        await house.actions.resolution.refuse(house.origin(), number, STRANGER, ground.key)
    with pytest.raises(NotFound):
        await house.actions.resolution.refuse(house.origin(), number, ANNA, "no-such-ground")
    await house.actions.resolution.refuse(house.origin(), number, ANNA, ground.key)
    (told,) = of(await house.deliver(), TellCustomer)
    assert (text(told).name, text(told).args["ground"]) == ("ticket-out-of-scope", ground.text)
    assert [button.press for button in told.buttons[0]] == [Press.APPEAL, Press.LEAD]
    ticket = await house.ticket(number)
    assert (ticket.close_reason, ticket.awaits_first_answer) == (CloseReason.OUT_OF_SCOPE, False)
    assert ticket.cycle is not None
    assert ticket.cycle.answered_at is not None


async def test_a_no_is_not_undone_by_a_button(house: House) -> None:
    """35a: only an appeal brings it back."""
    number = await house.files()
    await house.actions.resolution.refuse(house.origin(), number, ANNA, house.desk.policy.out_of_scope[0].key)
    with pytest.raises(NotPossible):
        await house.actions.resolution.reopen(house.origin(), number, PETR)


# Back again


@pytest.mark.parametrize("end", ["confirm", "withdraw"])
async def test_it_comes_back_with_its_number(house: House, end: str) -> None:
    """35, R25: a new clock; the topic is opened again; the engineer is called."""
    number = await house.files()
    await house.answers(ANNA, number)
    await getattr(house.actions.resolution, end)(house.origin(), number, PETR)
    await house.deliver()
    house.clock.advance(days=100)
    await house.actions.resolution.reopen(house.origin(), number, PETR)
    sent = await house.deliver()
    ticket = await house.ticket(number)
    assert (ticket.status, ticket.reopened, ticket.cycle.n if ticket.cycle else 0) == (Status.OPEN, 1, 2)
    assert names(of(sent, TellCustomer)) == ["ticket-reopened"]
    assert [each.mention for each in of(sent, TellTopic)] == [ANNA]
    assert len(of(sent, ReopenTopic)) == 1
    with pytest.raises(AlreadyDone):
        await house.actions.resolution.reopen(house.origin(), number, PETR)


async def test_reopened_behind_another_it_waits_without_a_clock(house: House) -> None:
    """34, invariant 5: its earlier deadline does not come back to life."""
    number = await house.files()
    await house.actions.resolution.withdraw(house.origin(), number, PETR)
    await house.deliver()
    house.clock.advance(days=1)
    other = await house.files()
    await house.actions.resolution.reopen(house.origin(), number, PETR)
    assert names(of(await house.deliver(), TellCustomer)) == ["ticket-reopened-queued"]
    await house.answers(ANNA, other)
    await house.passes(hours=5)
    assert "breached" not in house.journal(number)
    assert house.timers(number, "answer") == {}


async def test_the_third_return_reaches_the_lead(house: House) -> None:
    """35."""
    number = await house.files()
    for times in (1, 2, 3, 4):
        await house.actions.resolution.confirm(house.origin(), number, PETR)
        await house.actions.resolution.reopen(house.origin(), number, PETR)
        assert len(of(await house.deliver(), TellLead)) == (2 if times == 3 else 0)


# Whose it is


@pytest.mark.parametrize("act", ["confirm", "object", "withdraw", "first", "still", "reopen"])
async def test_other_peoples_tickets_do_not_exist(house: House, act: str) -> None:
    """C54: whatever number is sent, by whom it is not, it is not found; nothing changes."""
    number = await settled(house)
    await house.files(MARIA)
    before = await house.ticket(number)
    for user in (MARIA, 666):
        with pytest.raises(NotFound):
            await getattr(house.actions.resolution, act)(house.origin(), number, user)
        with pytest.raises(NotFound):
            await house.actions.resolution.rate(house.origin(), number, user, 1)  # type: ignore[arg-type]
        with pytest.raises(NotFound):
            await house.actions.lookups.status(house.origin(), user, number)  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        await getattr(house.actions.resolution, act)(house.origin(), TicketId(99), PETR)
    assert await house.ticket(number) == before


# What it costs


async def test_a_ticket_costs_the_group_six_writes(house: House) -> None:
    """Topic, card, redraws at claim, resolve and close, closing the topic: the redraws between them merge."""
    number = await house.files()
    await house.claims(ANNA, number)
    house.clock.advance(minutes=5)
    await house.answers(ANNA, number)
    house.clock.advance(seconds=10)
    await house.settles(ANNA, number)
    house.clock.advance(seconds=10)
    await house.actions.resolution.confirm(house.origin(), number, PETR)
    await house.deliver()
    house.clock.advance(minutes=2)
    await house.deliver()
    writes = house.ask("SELECT count(*) FROM outbox WHERE state = 'sent' AND target = 'group'")
    assert writes == [(6,)]
    assert len(of(house.sent, RefreshCard)) == 3
