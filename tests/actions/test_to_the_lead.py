"""Wherever a customer hears a no or a delay, the lead is one tap away (R22, R26)."""

from collections.abc import Awaitable, Callable

import pytest

from domain.effects import TellCustomer
from domain.ids import EngineerId, TicketId
from domain.intake import Usage
from domain.words import Press
from tests.actions.house import ANNA, LEAD, PETR, House, names, of

LINE = "Олег; через 1 день; Смотрим"


async def late(house: House) -> TicketId:
    number = await house.files()
    await house.passes(hours=4, seconds=2)
    return number


async def promised(house: House) -> TicketId:
    number = await late(house)
    await house.actions.questions.ask_promise(house.origin(), number, LEAD)
    await house.writes(LEAD, "через 40 минут")
    return number


async def before_the_lead(house: House) -> TicketId:
    number = await house.files(PETR, Usage.NONE)
    await house.passes(days=1, seconds=2)
    return number


async def turned_down(house: House) -> TicketId:
    number = await house.files(PETR, Usage.NONE)
    await house.actions.questions.ask_turn_down(house.origin(), number, LEAD)
    await house.writes(LEAD, "Продлите подписку")
    return number


async def aside(house: House) -> TicketId:
    await house.files()
    second = await house.files()
    await house.actions.handling.out_of_turn(house.origin(), second, ANNA)
    return second


async def escalated(house: House) -> TicketId:
    number = await house.files()
    await house.actions.escalations.escalate(house.origin(), number, ANNA, LINE)
    await house.deliver()
    return number


async def moved(house: House) -> TicketId:
    number = await escalated(house)
    await house.actions.escalations.ask_time(house.origin(), number, EngineerId(LEAD))
    await house.writes(LEAD, "через 3 дня")
    return number


async def behind(house: House) -> TicketId:
    number = await escalated(house)
    await house.files()
    await house.actions.escalations.returned(house.origin(), number, ANNA)
    return number


async def refused(house: House) -> TicketId:
    number = await house.files()
    await house.actions.refusals.command(house.origin(), number, ANNA, "lan")
    return number


async def warned(house: House) -> TicketId:
    number = await house.files()
    await house.actions.refusals.warn(house.origin(), number, ANNA)
    return number


@pytest.mark.parametrize(
    ("story", "word"),
    [
        (late, "ticket-late"),
        (promised, "ticket-promised"),
        (before_the_lead, "ticket-gate-waits"),
        (turned_down, "ticket-turned-down"),
        (aside, "ticket-aside"),
        (escalated, "ticket-escalated"),
        (moved, "ticket-new-time"),
        (behind, "ticket-returned-queued"),
        (refused, "ticket-out-of-scope"),
        (warned, "ticket-warned"),
    ],
)
async def test_one_tap_away(house: House, story: Callable[[House], Awaitable[TicketId]], word: str) -> None:
    """R22: under the word itself."""
    await story(house)
    await house.deliver()
    (told,) = [each for each in of(house.sent, TellCustomer) if word in names([each])]
    assert Press.LEAD in {button.press for row in told.buttons for button in row}
