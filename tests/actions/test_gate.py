"""The lead's gate (R9): silence decides nothing, only a lead does."""

import pytest

from domain.customer import Category, Evidence
from domain.effects import EditTagged, RefreshCard, TellCustomer, TellLead
from domain.errors import NotPossible, NotYours
from domain.ids import TicketId, UserId
from domain.intake import Usage
from domain.ticket import CloseReason, Status
from domain.words import Press
from tests.actions.house import ANNA, LEAD, MARIA, PETR, SECOND_LEAD, House, lead_copies, names, of, text


async def before_the_lead(house: House, user: UserId = PETR) -> TicketId:
    return await house.files(user, Usage.NONE)


async def test_who_says_none_waits_for_the_lead(house: House) -> None:
    """7, R9: every lead is asked with all they need; no clock runs; the slot stays free for others."""
    number = await before_the_lead(house)
    ticket = await house.ticket(number)
    assert (ticket.status, ticket.cycle) == (Status.AWAITING_LEAD, None)
    questions = of(house.sent, TellLead)
    assert [each.lead for each in questions] == [LEAD, SECOND_LEAD]
    asked = {button.press for row in questions[0].buttons for button in row}
    assert asked == {Press.ACCEPT, Press.TURN_DOWN, None}  # and the way to its topic
    daily = await house.passes(days=1, seconds=1)
    assert names(of(daily, TellCustomer)) == ["ticket-gate-waits"]  # said once; the lead is asked every day
    assert names(of(daily, TellLead)) == ["lead-gate"] * 2
    assert [each.words for each in of(daily, EditTagged)] == [None, None]  # one place to decide: the newest
    later = await house.passes(days=30)
    assert of(later, TellCustomer) == []
    assert names(of(later, TellLead)) == ["lead-gate"] * 2
    assert (await house.ticket(number)).status is Status.AWAITING_LEAD  # silence never decides
    assert (await house.ticket(await house.files())).status is Status.OPEN


@pytest.mark.parametrize(
    ("category", "words"),
    [(Category.SUBSCRIBER, "gate-accepted"), (Category.UNSUBSCRIBED, "gate-accepted-unlimited")],
)
async def test_a_lead_takes_them_on(house: House, category: Category, words: str) -> None:
    """8: as a category, from now on; every lead's copy says what was decided."""
    number = await before_the_lead(house)
    house.clock.advance(days=1)
    await house.actions.gate.accept(house.origin(), number, LEAD, category)
    ticket = await house.ticket(number)
    assert (ticket.status, ticket.category, ticket.evidence) == (Status.OPEN, category, Evidence.LEAD)
    assert ticket.cycle is not None
    assert ticket.cycle.started_at == house.clock.now()
    sent = await house.deliver()
    assert names(of(sent, TellCustomer)) == [words]
    assert len(of(sent, RefreshCard)) == 1
    assert [each.tag for each in of(sent, EditTagged)] == [f"gate:{number}"] * 3  # both leads', and the group's
    assert lead_copies(sent, f"lead:{SECOND_LEAD}") == ["lead-gate-accepted"]
    with pytest.raises(NotPossible):
        await house.actions.gate.accept(house.origin(), number, SECOND_LEAD, category)


async def test_what_is_decided_is_not_asked_again(house: House) -> None:
    """8: the gate's clock ends with the decision."""
    number = await before_the_lead(house)
    await house.actions.gate.accept(house.origin(), number, LEAD, Category.UNSUBSCRIBED)
    await house.deliver()
    assert house.timers(number, "gate") == {}
    assert of(await house.passes(days=2), TellLead) == []


async def test_taken_on_behind_another(house: House) -> None:
    """8: in line, and told so; its clock starts with its turn."""
    number = await before_the_lead(house)
    first = await house.files()
    await house.actions.gate.accept(house.origin(), number, LEAD, Category.SUBSCRIBER)
    assert names(of(await house.deliver(), TellCustomer)) == ["gate-accepted-queued"]
    await house.actions.resolution.confirm(house.origin(), first, PETR)
    assert (await house.ticket(number)).status is Status.OPEN


async def test_a_lead_turns_them_down_in_words_of_their_own(house: House) -> None:
    """9: asked for a line, which the customer reads, with the appeal (R26)."""
    number = await before_the_lead(house)
    await house.actions.questions.ask_turn_down(house.origin(), number, LEAD)
    assert names(await house.deliver()) == ["ask-turn-down"]
    await house.writes(LEAD, "Продлите подписку, и мы поможем")
    sent = await house.deliver()
    (told,) = [each for each in of(sent, TellCustomer) if text(each).name == "ticket-turned-down"]
    assert text(told).args["text"] == "Продлите подписку, и мы поможем"
    assert [button.press for button in told.buttons[0]] == [Press.APPEAL, Press.LEAD]
    assert (await house.ticket(number)).close_reason is CloseReason.REFUSED_UNSUBSCRIBED
    assert lead_copies(sent, f"lead:{LEAD}") == ["lead-gate-refused"]


async def test_decided_meanwhile(house: House) -> None:
    """The other lead took them on while this one was typing: told so, and asked no more."""
    number = await before_the_lead(house)
    await house.actions.questions.ask_turn_down(house.origin(), number, LEAD)
    await house.actions.gate.accept(house.origin(), number, SECOND_LEAD, Category.DEMO)
    await house.deliver()
    await house.writes(LEAD, "Нет подписки")
    sent = await house.deliver()
    assert names(of(sent, TellLead)) == ["already-done"]
    assert (await house.ticket(number)).status is Status.OPEN
    assert house.ask("SELECT count(*) FROM drafts") == [(0,)]


async def test_nobody_else_decides(house: House) -> None:
    """R9, C54: neither engineers nor customers, whatever button they send."""
    number = await before_the_lead(house)
    for user in (UserId(ANNA), PETR, MARIA):
        with pytest.raises(NotYours):
            await house.actions.gate.accept(house.origin(), number, user, Category.PARTNER)
        with pytest.raises(NotYours):
            await house.actions.questions.ask_turn_down(house.origin(), number, user)
    assert (await house.ticket(number)).status is Status.AWAITING_LEAD


async def test_the_customer_may_take_it_back(house: House) -> None:
    """33."""
    number = await before_the_lead(house)
    await house.actions.resolution.withdraw(house.origin(), number, PETR)
    assert names(of(await house.deliver(), TellCustomer)) == ["ticket-withdrawn"]


async def test_what_is_added_while_a_lead_decides_reaches_the_lead(house: House) -> None:
    """28b: asked for their INN, they send it; every lead reads it over the same choices."""
    number = await before_the_lead(house)
    await house.deliver()
    await house.writes(PETR, "ИНН 7707083893")
    added = of(await house.deliver(), TellLead)
    assert names(added) == ["lead-gate-added", "lead-ticket"] * 2
    assert {each.tag for each in added} == {f"gate:{number}"}  # the choices move on: the earlier question loses its own
    assert {button.press for row in added[0].buttons for button in row} == {Press.ACCEPT, Press.TURN_DOWN, None}
    await house.writes(PETR, "спасибо")
    assert of(await house.deliver(), TellLead) == []
