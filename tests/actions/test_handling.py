"""Who has a ticket, and what engineers do with it besides answering."""

import asyncio
from datetime import timedelta

import pytest

from domain.customer import Category
from domain.desk import Engineer
from domain.effects import RefreshCard, TellCustomer, TellTopic
from domain.errors import AlreadyDone, AlreadyTaken, NotPossible, NotYours
from domain.ids import EngineerId
from domain.intake import Usage
from domain.ticket import Status
from domain.words import Moment
from tests.actions.house import ANNA, BORIS, LEAD, MARIA, PETR, VERA, House, names, of, text

STRANGER = EngineerId(666)


async def test_two_engineers_press_take_at_once(house: House) -> None:
    """C17: one has it, the other is told who; one line in the journal, one word to the customer."""
    number = await house.files()
    claims = (house.actions.handling.claim(house.origin(), number, who) for who in (ANNA, BORIS))
    first, second = await asyncio.gather(*claims, return_exceptions=True)
    assert first is not None
    assert isinstance(second, AlreadyTaken)
    assert (second.engineer_id, second.name) == (ANNA, "Анна")
    assert house.journal(number).count("claimed") == 1
    assert names(of(await house.deliver(), TellCustomer)) == ["ticket-claimed"]


async def test_taking_it_twice_changes_nothing(house: House) -> None:
    """Every button is safe to press again."""
    number = await house.files()
    await house.claims(ANNA, number)
    await house.claims(ANNA, number)
    assert house.journal(number).count("claimed") == 1


async def test_a_claim_stops_no_clock(house: House) -> None:
    """R2, C37: nor does the receipt; the deadline fires."""
    number = await house.files()
    await house.claims(ANNA, number)
    await house.passes(hours=4, seconds=1)
    assert "breached" in house.journal(number)


async def test_only_who_has_it_or_the_lead_gives_it_back(house: House) -> None:
    """14."""
    number = await house.files()
    await house.claims(ANNA, number)
    with pytest.raises(AlreadyTaken):
        await house.actions.handling.release(house.origin(), number, BORIS)
    await house.actions.handling.release(house.origin(), number, EngineerId(LEAD))
    assert (await house.ticket(number)).engineer_id is None


async def test_handing_over_calls_the_colleague_and_tells_the_customer(house: House) -> None:
    """14: by name in the topic; the customer hears that it changed hands."""
    number = await house.files()
    await house.claims(ANNA, number)
    await house.actions.handling.hand_over(house.origin(), number, ANNA, BORIS)
    sent = await house.deliver()
    assert [(text(each).name, each.mention) for each in of(sent, TellTopic)] == [("topic-handed-over", BORIS)]
    assert names(of(sent, TellCustomer)) == ["ticket-handed-over"]
    assert (await house.ticket(number)).engineer_id == BORIS


async def test_who_leaves_the_group_gives_everything_back(house: House) -> None:
    """14: and has no rights any more, whatever buttons are left (C54)."""
    first, second = await house.files(), await house.files(MARIA)
    await house.claims(ANNA, first)
    await house.claims(BORIS, second)
    gone = Engineer(id=ANNA, name="Анна", member=False)
    for _ in range(2):  # repeated, it changes nothing
        await house.actions.membership.told(gone, house.clock.now())
    assert (await house.ticket(first)).engineer_id is None
    assert (await house.ticket(second)).engineer_id == BORIS
    assert house.journal(first).count("released") == 1
    with pytest.raises(NotYours):
        await house.actions.handling.claim(house.origin(), first, ANNA)


async def test_who_has_left_gets_nothing_back_with_a_reopened_ticket(house: House) -> None:
    """R25: it is nobody's then, and no warning goes to somebody outside."""
    number = await house.files()
    await house.answers(ANNA, number)
    await house.actions.resolution.confirm(house.origin(), number, PETR)
    await house.actions.membership.told(Engineer(id=ANNA, name="Анна", member=False), house.clock.now())
    await house.actions.resolution.reopen(house.origin(), number, PETR)
    assert (await house.ticket(number)).engineer_id is None


@pytest.mark.parametrize("act", ["claim", "release", "working", "out_of_turn"])
async def test_nobody_outside_the_group_acts_in_it(house: House, act: str) -> None:
    """C54: a forwarded card changes nothing."""
    number = await house.files()
    before = await house.ticket(number)
    with pytest.raises(NotYours):
        await getattr(house.actions.handling, act)(house.origin(), number, STRANGER)
    with pytest.raises(NotYours):
        await house.actions.handling.verify(house.origin(), number, STRANGER, Category.PARTNER)
    with pytest.raises(NotYours):
        await house.actions.handling.hand_over(house.origin(), number, ANNA, STRANGER)
    with pytest.raises(NotYours):
        await house.actions.handling.menu(house.origin(), number, STRANGER, "more")
    assert await house.ticket(number) == before
    assert await house.deliver() == []


async def test_we_owe_the_next_word(house: House) -> None:
    """16: the customer's silence does not close it any more."""
    number = await house.files()
    await house.answers(ANNA, number)
    await house.actions.handling.working(house.origin(), number, ANNA)
    assert (await house.ticket(number)).status is Status.OPEN
    assert house.timers(number, "silence") == {}
    with pytest.raises(AlreadyDone):  # the turn is ours already: said, not passed over in silence
        await house.actions.handling.working(house.origin(), number, ANNA)
    with pytest.raises(AlreadyTaken):
        await house.actions.handling.working(house.origin(), number, VERA)


async def test_an_engineer_takes_a_queued_ticket_out_of_turn(house: House) -> None:
    """12, R17: the other steps aside and keeps its promise; both are told."""
    first, second = await house.files(), await house.files()
    due = (await house.ticket(first)).cycle
    await house.actions.handling.out_of_turn(house.origin(), second, ANNA)
    assert names(of(await house.deliver(), TellCustomer)) == ["ticket-aside", "ticket-active"]
    aside, active = await house.ticket(first), await house.ticket(second)
    assert (aside.status, aside.cycle) == (Status.QUEUED, due)
    assert active.status is Status.OPEN
    with pytest.raises(NotPossible):
        await house.actions.handling.out_of_turn(house.origin(), second, ANNA)


async def test_looking_it_up_shortens_the_wait(house: House) -> None:
    """C19, 37: demo three hours ago, a subscription now: due in four hours; the old timers are dead."""
    number = await house.files(usage=Usage.DEMO)
    house.clock.advance(hours=3)
    await house.actions.handling.verify(house.origin(), number, ANNA, Category.SUBSCRIBER)
    due = house.clock.now() + timedelta(hours=4)
    told = of(await house.deliver(), TellCustomer)
    assert [(text(each).name, text(each).args["due"]) for each in told] == [("ticket-sooner", Moment(due))]
    epochs = house.ask("SELECT DISTINCT epoch FROM timers WHERE ticket_id = ? AND clock = 'answer'", number)
    assert epochs == [(int(due.timestamp()),)]


async def test_looking_up_what_was_said_only_redraws_the_card(house: House) -> None:
    """C20: the promise stays."""
    number = await house.files()
    await house.actions.handling.verify(house.origin(), number, ANNA, Category.SUBSCRIBER)
    assert [type(each) for each in await house.deliver()] == [RefreshCard]


@pytest.mark.parametrize(("usage", "refusal"), [(Usage.SUBSCRIPTION, AlreadyDone), (Usage.NONE, NotPossible)])
async def test_what_is_over_or_the_leads_is_not_looked_up(house: House, usage: Usage, refusal: type[Exception]) -> None:
    """An old card's button: a closed ticket stays as it was, and only the lead takes somebody on (R9)."""
    number = await house.files(usage=usage)
    if usage is Usage.SUBSCRIPTION:
        await house.actions.resolution.withdraw(house.origin(), number, PETR)
    with pytest.raises(refusal):
        await house.actions.handling.verify(house.origin(), number, ANNA, Category.PARTNER)
