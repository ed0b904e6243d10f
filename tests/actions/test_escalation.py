"""To the developers and back (R21, 25–27, C49): asked in private, told to the customer, reminded of."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.delivery import Obstacle
from domain.draft import Asking
from domain.effects import RefreshCard, TellCustomer, TellEngineer, TellLead, TellTopic, TellUser
from domain.errors import AlreadyTaken, InThePast, NotEnough, NotPossible, NotYours
from domain.ids import EngineerId, TicketId, UserId
from domain.ticket import Escalation, Status
from domain.words import Moment, Press
from storage.transaction import Transaction
from tests.actions.house import ANNA, BORIS, LEAD, PETR, House, names, of, text

LINE = "Олег, dev@example.org; через 3 дня; Нашли ошибку в прошивке."


async def at_work(house: House) -> TicketId:
    number = await house.files()
    await house.claims(ANNA, number)
    return number


async def escalated(house: House, line: str = LINE) -> TicketId:
    number = await at_work(house)
    await house.actions.escalations.escalate(house.origin(), number, ANNA, line)
    await house.deliver()
    return number


async def test_asked_in_private_one_thing_after_another(house: House) -> None:
    """R21, 25: contact, time, words; the customer is told all three, the leads hear, the slot is free."""
    number, second = await at_work(house), await house.files()
    toast = await house.actions.escalations.ask(house.origin(), number, ANNA)
    assert toast is not None
    assert toast.name == "toast-asked-in-private"
    assert names(await house.deliver()) == ["ask-escalate-contact"]
    await house.writes(UserId(ANNA), "Олег, dev@example.org")
    assert names(await house.deliver()) == ["ask-escalate-time"]
    await house.writes(UserId(ANNA), "вчера")
    assert names(await house.deliver()) == ["ask-promise-hint"]
    await house.writes(UserId(ANNA), "через 3 дня")
    due = house.clock.now() + timedelta(days=3)
    assert names(await house.deliver()) == ["ask-escalate-words"]
    await house.writes(UserId(ANNA), "Нашли ошибку в прошивке.")
    sent = await house.deliver()
    told = [each for each in of(sent, TellCustomer) if each.ticket == number]
    assert text(told[0]).args == {
        "number": int(number),
        "contact": "Олег, dev@example.org",
        "due": Moment(due),
        "text": "Нашли ошибку в прошивке.",
    }
    assert [button.press for row in told[0].buttons for button in row] == [Press.STATUS, Press.LEAD]
    assert names(of(sent, TellUser)) == ["done-escalated"]
    news = of(sent, TellLead)
    assert names(news) == ["lead-escalated"] * 2
    ticket = await house.ticket(number)
    assert (ticket.status, ticket.awaits_first_answer) == (Status.ESCALATED, False)
    assert ticket.escalation == Escalation(contact="Олег, dev@example.org", due_at=due)
    assert (await house.ticket(second)).status is Status.OPEN  # 11: the next in line, in the same unit
    assert house.journal(number)[-2:] == ["escalated", "answered"]


async def test_ready_answers(house: House) -> None:
    """R21: the policy's developers and the usual times are a tap each; words may be left out."""
    number = await at_work(house)
    private = house.actions.private
    await house.actions.escalations.ask(house.origin(), number, ANNA)
    (asked,) = of(await house.deliver(), TellCustomer)
    (duty,), (cancel,) = asked.buttons
    assert (duty.arg, cancel.arg) == ("choose.duty", "cancel")
    await private.tapped(house.origin(), UserId(ANNA), duty.subject, duty.arg)
    (asked,) = of(await house.deliver(), TellCustomer)
    week = asked.buttons[1][1]
    await private.tapped(house.origin(), UserId(ANNA), week.subject, week.arg)
    (asked,) = of(await house.deliver(), TellCustomer)
    await private.tapped(house.origin(), UserId(ANNA), asked.buttons[0][0].subject, "skip")
    await house.deliver()
    theirs = (await house.ticket(number)).escalation
    assert theirs is not None
    assert theirs.contact == "Дежурный разработчик, dev@example.org"
    assert timedelta(days=6, hours=23) < theirs.due_at - house.clock.now() <= timedelta(days=7)
    assert "ticket-escalated-bare" in names(house.sent)


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ("", NotEnough),
        ("Олег", NotEnough),
        ("Олег; когда-нибудь; Ждите", NotEnough),
        ("Олег; 01.01.2020 10:00; Ждите", InThePast),
    ],
)
async def test_nothing_is_sent_without_contact_and_time(house: House, line: str, refusal: type[Exception]) -> None:
    """C49: refused with a clear word; nothing sent, nothing changed."""
    number = await at_work(house)
    with pytest.raises(refusal):
        await house.actions.escalations.escalate(house.origin(), number, ANNA, line)
    assert await house.deliver() == []
    assert (await house.ticket(number)).status is Status.OPEN


async def test_who_may_hand_it_over(house: House) -> None:
    """25: who has it; of a ticket nobody has, whoever does takes it; nobody from outside."""
    number = await at_work(house)
    escalate = house.actions.escalations.escalate
    with pytest.raises(AlreadyTaken):
        await escalate(house.origin(), number, BORIS, LINE)
    with pytest.raises(NotYours):
        await escalate(house.origin(), number, EngineerId(PETR), LINE)
    with pytest.raises(NotYours):
        await house.actions.escalations.ask(house.origin(), number, EngineerId(666))
    free = await house.files(UserId(8))
    await escalate(house.origin(), free, BORIS, LINE)
    assert (await house.ticket(free)).engineer_id == BORIS


async def test_the_clock_runs_until_the_customer_has_been_told(house: House) -> None:
    """25, R2: an escalation that no channel took is no answer."""
    number = await at_work(house)
    house.broken = lambda effect: (
        Obstacle.MAIL_REFUSED if getattr(effect, "answers_at", None) or type(effect).__name__ == "SendEmail" else None
    )
    await house.actions.escalations.escalate(house.origin(), number, ANNA, LINE)
    await house.deliver()
    ticket = await house.ticket(number)
    assert (ticket.status, ticket.awaits_first_answer) == (Status.ESCALATED, True)
    assert "due" in house.timers(number, "answer")


async def test_another_time(house: House) -> None:
    """26: by who has it, or by a lead; the customer hears it."""
    number = await escalated(house)
    for user, line in ((UserId(ANNA), "через 5 дней"), (LEAD, "через 7 дней")):
        await house.actions.escalations.ask_time(house.origin(), number, EngineerId(user))
        await house.deliver()
        await house.writes(user, line)
        sent = await house.deliver()
        assert names(of(sent, TellCustomer)) == ["ticket-new-time"]
        assert names(of(sent, TellUser)) == ["done-new-time"]
    theirs = (await house.ticket(number)).escalation
    assert theirs is not None
    assert theirs.due_at == house.clock.now() + timedelta(days=7)
    with pytest.raises(NotYours):
        await house.actions.escalations.ask_time(house.origin(), number, EngineerId(PETR))


async def test_a_time_that_has_passed(house: House) -> None:
    """26, R21: engineer and leads are reminded, daily for a while; the second miss reaches the leads as such."""
    number = await escalated(house)
    sent = await house.passes(days=3, seconds=2)
    (reminded,) = of(sent, TellTopic)
    assert (text(reminded).name, reminded.mention) == ("topic-escalation-passed", ANNA)
    assert names(of(sent, TellLead)) == ["lead-escalation-passed"] * 2
    presses = [button.press for row in of(sent, TellLead)[0].buttons for button in row]
    assert presses == [Press.NEW_TIME, Press.RETURNED, None]
    again = await house.passes(days=1)
    assert names(of(again, TellEngineer)) == ["engineer-escalation-passed"]
    assert names(of(again, TellLead)) == ["lead-escalation-passed"] * 2
    assert of(again, TellTopic) == []
    await house.actions.escalations.ask_time(house.origin(), number, ANNA)
    await house.writes(UserId(ANNA), "через 1 день")
    await house.deliver()
    second = await house.passes(days=1, seconds=2)
    assert names(of(second, TellLead)) == ["lead-escalation-passed-again"] * 2
    assert (await house.ticket(number)).status is Status.ESCALATED
    assert house.journal(number)[-3:] == ["time_passed", "rescheduled", "time_passed"]
    far = [await house.passes(days=1) for _ in range(10)]
    assert len([each for sent in far for each in of(sent, TellEngineer)]) == 5


async def test_it_comes_back_into_a_free_slot(house: House) -> None:
    """27: open at once, the next word ours; the customer hears it."""
    number = await escalated(house)
    house.clock.advance(days=1)
    await house.actions.escalations.returned(house.origin(), number, ANNA)
    sent = await house.deliver()
    assert names(of(sent, TellCustomer)) == ["ticket-returned"]
    assert of(sent, TellTopic) == []  # who pressed knows
    assert len(of(sent, RefreshCard)) == 1
    ticket = await house.ticket(number)
    assert (ticket.status, ticket.escalation) == (Status.OPEN, None)
    assert ticket.cycle is not None
    assert ticket.cycle.n == 1
    assert house.timers(number, "escalation") == {}
    with pytest.raises(NotPossible):
        await house.actions.escalations.returned(house.origin(), number, ANNA)


async def test_it_comes_back_behind_another(house: House) -> None:
    """27, invariant 7: in front of the line; a lead took it back, so its engineer is called by name."""
    number = await escalated(house)
    second, third = await house.files(), await house.files()
    await house.actions.escalations.returned(house.origin(), number, EngineerId(LEAD))
    sent = await house.deliver()
    assert names(of(sent, TellCustomer)) == ["ticket-returned-queued"]
    assert [(text(each).name, each.mention) for each in of(sent, TellTopic)] == [("topic-returned", ANNA)]
    await house.actions.resolution.confirm(house.origin(), second, PETR)
    assert [(await house.ticket(each)).status for each in (number, third)] == [Status.OPEN, Status.QUEUED]


async def test_mended_in_a_version(house: House) -> None:
    """27: the version is asked, and told."""
    number = await escalated(house)
    await house.actions.escalations.ask_version(house.origin(), number, ANNA)
    await house.deliver()
    await house.writes(UserId(ANNA), "7.9.5 сборка 12")
    sent = await house.deliver()
    (told,) = of(sent, TellCustomer)
    assert text(told).args["version"] == "7.9.5 сборка 12"
    assert (await house.ticket(number)).status is Status.OPEN


async def test_what_is_said_meanwhile(house: House) -> None:
    """28, 28a: relayed both ways; the slot and the state stay."""
    number = await escalated(house)
    await house.writes(PETR, "Есть новости?")
    await house.says(ANNA, number, "Пока смотрят")
    await house.deliver()
    assert (await house.ticket(number)).status is Status.ESCALATED


async def test_who_was_too_late_hears_it(house: House) -> None:
    """25: settled by the customer while the engineer was typing: nothing is sent, nothing is asked any more."""
    number = await at_work(house)
    await house.actions.escalations.ask(house.origin(), number, ANNA)
    for line in ("Олег", "через 3 дня"):
        await house.writes(UserId(ANNA), line)
    await house.actions.resolution.confirm(house.origin(), number, PETR)
    await house.deliver()
    await house.writes(UserId(ANNA), "Передаём")
    assert names(await house.deliver()) == ["ask-too-late"]
    assert house.ask("SELECT count(*) FROM drafts") == [(0,)]


async def test_a_moment_that_has_come_is_asked_again(house: House) -> None:
    """C49: the time was near, the words took long."""
    number = await at_work(house)
    await house.actions.escalations.ask(house.origin(), number, ANNA)
    await house.writes(UserId(ANNA), "Олег")
    await house.writes(UserId(ANNA), "через 10 минут")
    await house.deliver()
    house.clock.advance(minutes=20)
    await house.writes(UserId(ANNA), "Передаём")
    assert names(await house.deliver()) == ["ask-escalate-time"]
    (draft,) = await house.look(lambda tx: tx.drafts.pending(UserId(ANNA), ANNA, None))  # type: ignore[arg-type]
    assert (draft.asking, draft.values["contact"]) == (Asking.ESCALATE_TIME, "Олег")
    assert (await house.ticket(number)).status is Status.OPEN


async def test_who_never_pressed_start_is_told_how_in_the_topic(house: House) -> None:
    """25: the one line says it all there; the question is not waited for."""
    number = await at_work(house)
    house.broken = lambda effect: Obstacle.NEVER_STARTED if isinstance(effect, TellCustomer) else None
    await house.actions.escalations.ask(house.origin(), number, ANNA)
    sent = await house.deliver()
    assert [(text(each).name, each.mention) for each in of(sent, TellTopic)] == [("topic-asked-in-vain", ANNA)]
    assert house.ask("SELECT count(*) FROM drafts") == [(0,)]


async def test_an_english_customer_reads_the_developer_in_english(house: House) -> None:
    """R21: the policy's own texts are in both languages."""
    number = await at_work(house)

    async def speaks_english(tx: Transaction) -> None:
        customer = await tx.customers.by_user(PETR)
        assert customer is not None
        await tx.customers.save(replace(customer, language="en"))

    await house.do(speaks_english)
    private = house.actions.private
    await house.actions.escalations.ask(house.origin(), number, ANNA)
    for arg in ("choose.duty", "choose.3", "skip"):
        (asked,) = of(await house.deliver(), TellCustomer)
        await private.tapped(house.origin(), UserId(ANNA), asked.buttons[0][0].subject, arg)
    theirs = (await house.ticket(number)).escalation
    assert theirs is not None
    assert theirs.contact == "The developer on duty, dev@example.org"
