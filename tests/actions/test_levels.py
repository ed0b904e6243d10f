"""Support levels and working hours at work: the ticket keeps them, the clock strikes in them, /why tells them (R1)."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from actions.lookups import Asked
from actions.registering import register
from domain.customer import Category, Contact, Organisation
from domain.effects import AlertLead, TellCustomer, WarnEngineer
from domain.ids import ChatId, MessageId, TicketId
from domain.intake import Application, Usage
from domain.policy import Limit, Problem
from domain.ticket import VersionMark
from domain.words import Local, Moment, Token
from storage.transaction import Transaction
from tests.actions.house import LEAD, PETR, House, names, of, text
from tests.domain.test_calendar import BC
from tests.fakes.clock import FakeClock
from tests.fakes.desk import desk_at

HOUR = timedelta(hours=1)
FRIDAY = datetime(2026, 11, 27, 15, 40, tzinfo=UTC)  # 18:40 in Moscow: closed
MONDAY = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)  # 09:00 there: open


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """A desk with working hours, and a category of problems."""
    clock = FakeClock(FRIDAY)
    async with desk_at(tmp_path / "desk.db", clock) as (database, desk):
        down = Problem(key="down", title=Local(ru="Всё стоит", en="All down"), first_answer=Limit(HOUR, working=True))
        policy = replace(
            desk.policy,
            calendar=BC,
            problems=(down,),
            first_answer={
                **desk.policy.first_answer,
                Category.SUBSCRIBER: Limit(4 * HOUR, working=True),
                Category.DEMO: Limit(24 * HOUR),
            },
        )
        made = House.of(database, replace(desk, leads=(LEAD,), policy=policy), clock)
        await made.furnish()
        yield made


async def files(house: House, problem: str = "", usage: Usage = Usage.SUBSCRIPTION) -> TicketId:
    """A form that said what kind of problem it is."""

    async def unit(tx: Transaction) -> TicketId:
        customer = await tx.customers.by_user(PETR) or await tx.customers.add(PETR, "ru", "Europe/Moscow")
        application = Application(
            contact=Contact(name="Пётр Петров", phone="+79000000000", email="petr@example.org"),
            organisation=Organisation(name="ООО «Ромашка»"),
            usage=usage,
            product="ics",
            version="7.9.4 сборка 138",
            version_mark=VersionMark.EXACT,
            version_told="",
            description="Шлюз не загружается",
            attachments=0,
            problem=problem,
        )
        return (await register(tx, house.desk, customer, application, (), house.clock.now())).id

    number = await house.do(unit)
    await house.deliver()
    return number


async def test_a_ticket_keeps_its_kind_of_problem(house: House) -> None:
    """R1: on the ticket and in the reason of its deadline, as both come back from the database."""
    ticket = await house.ticket(await files(house, "down"))
    assert ticket.problem == "down"
    assert ticket.cycle is not None
    assert (ticket.cycle.due_at, ticket.cycle.reason.limit) == (MONDAY + HOUR, HOUR)
    assert (ticket.cycle.reason.problem, ticket.cycle.reason.working) == ("down", True)


async def test_the_receipt_after_hours(house: House) -> None:
    """SEMANTICS, Hours: the moment of the answer, and when the desk opens."""
    await files(house)
    (receipt,) = [each for each in of(house.sent, TellCustomer) if "receipt" in names([each])]
    assert names([receipt]) == ["receipt", "closed-receipt"]
    opens = next(part for part in receipt.words.parts if part.name == "closed-receipt")  # type: ignore[union-attr]
    assert opens.args == {"opens": Moment(MONDAY)}  # type: ignore[union-attr]


async def test_the_receipt_within_them(house: House) -> None:
    house.clock.advance(days=2, hours=15)  # Monday morning
    await files(house)
    assert "receipt" in names(house.sent)
    assert "closed-receipt" not in names(house.sent)


async def test_in_line_the_shorter_time_is_named(house: House) -> None:
    """R1, R17: how long the answer may take once it is its turn, and in which hours."""
    await files(house)
    await files(house, "down")
    (receipt,) = [each for each in of(house.sent, TellCustomer) if "receipt-queued" in names([each])]
    clock = text(receipt).args["clock"]
    assert getattr(clock, "args", None) == {"unit": Token("hours"), "n": 1, "counted": Token("working")}


async def test_nobody_is_alarmed_over_the_weekend(house: House) -> None:
    """SEMANTICS, Hours: registered on Friday evening, four hours: the alarm is on Monday at one, warnings before it."""
    number = await files(house)
    assert not of(await house.passes(days=2, hours=14), AlertLead)
    assert "breached" not in house.journal(number)
    await house.passes(hours=3, minutes=20)  # Monday, noon
    assert of(house.sent, WarnEngineer)
    alarms = await house.passes(hours=1, seconds=1)
    assert of(alarms, AlertLead)
    assert "breached" in house.journal(number)
    assert of(await house.passes(hours=1), AlertLead)  # again after an hour


async def test_no_subscription_has_no_clock_whatever_the_problem_is(house: House) -> None:
    """R1, R9: no limit until the lead accepts; then the problem's time counts."""
    number = await files(house, "down", Usage.NONE)
    assert (await house.ticket(number)).cycle is None
    await house.actions.gate.accept(house.origin(), number, LEAD, Category.DEMO)
    cycle = (await house.ticket(number)).cycle
    assert cycle is not None
    assert (cycle.due_at, cycle.reason.cause) == (FRIDAY + 24 * HOUR, "accepted")  # a calendar day ends before Monday


async def test_why_tells_the_whole_of_it(house: House) -> None:
    """R1: `/why` names the kind of problem and the hours that counted."""
    number = await files(house, "down")
    asked = Asked(user=LEAD, chat=ChatId(LEAD), thread=None, message=MessageId(1))
    await house.actions.lookups.why(house.origin(), asked, number, member=True)
    said = await house.deliver()
    assert {"why-due", "why-unanswered"} <= set(names(said))
