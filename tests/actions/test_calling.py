"""A ticket that an engineer registers for a caller (R8, R11, R13, R15; LIFECYCLE 1, 19, 29b)."""

from datetime import timedelta

import pytest

from actions.lookups import Asked
from domain.caller import Unsaid
from domain.customer import Channel
from domain.desk import Engineer
from domain.draft import Asking
from domain.effects import React, TellCustomer, TellGroup, TellLead, TellTopic
from domain.errors import AlreadyTaken, InTheFuture, NotFound, NotPossible, NotYours
from domain.ids import ChatId, EngineerId, UserId
from domain.intake import Usage
from domain.ticket import CloseReason, Status
from tests.actions.callers import calls_in, mails, owner, said_in
from tests.actions.house import ANNA, BORIS, GROUP, LEAD, PETR, VERA, House, names, of


async def test_the_clock_starts_when_they_called(house: House) -> None:
    """R8, R15: as the engineer states; who registered it, and that the caller agreed, stands in the journal."""
    called = house.clock.now() - timedelta(minutes=40)
    number = await calls_in(house, at=called)
    ticket = await house.ticket(number)
    assert (ticket.channel, ticket.received_at, ticket.status) == (Channel.PHONE, called, Status.OPEN)
    assert ticket.cycle is not None
    assert ticket.cycle.due_at == called + timedelta(hours=4)
    lines = house.ask("SELECT event, actor, at FROM journal WHERE ticket_id = ? ORDER BY id", number)
    now = int(house.clock.now().timestamp())
    assert lines == [("registered", f"engineer:{ANNA}", now), ("consented", f"engineer:{ANNA}", now)]
    customer = await owner(house, number)
    assert (customer.user_id, customer.consent_version) == (None, house.desk.policy.consent.version)
    assert customer.contact == ticket.contact


async def test_a_call_that_was_long_ago_is_late_at_once(house: House) -> None:
    number = await calls_in(house, at=house.clock.now() - timedelta(hours=5))
    await house.passes(seconds=5)
    assert "breached" in house.journal(number)


async def test_the_receipt_goes_by_mail(house: House) -> None:
    """R15: without words of a chat; the engineer hears the number."""
    await calls_in(house)
    (mail,) = mails(house)
    assert (mail.to, said_in(mail)) == ("olga@example.org", "mail-receipt")
    assert "caller-filed" in names(of(house.sent, TellCustomer))


async def test_a_known_customer_in_telegram_hears_of_it_there(house: House) -> None:
    """R17: one at a time holds for whatever door they used."""
    first = await house.files()
    known = await owner(house, first)
    ticket = await house.ticket(first)
    house.sent.clear()
    second = await calls_in(house, customer=known.id, organisation=ticket.organisation)
    assert (await house.ticket(second)).status is Status.QUEUED
    assert "receipt-queued" in names(of(house.sent, TellCustomer))
    assert mails(house) == []


async def test_a_caller_without_a_subscription_waits_for_the_lead(house: House) -> None:
    """R9: the gate is the same."""
    number = await calls_in(house, usage=Usage.NONE)
    assert (await house.ticket(number)).status is Status.AWAITING_LEAD
    assert "lead-gate" in names(of(house.sent, TellLead))
    assert said_in(mails(house)[-1]) == "mail-receipt-gate"


# Who may


async def test_a_customer_cannot_open_the_form(house: House) -> None:
    message = house.message(PETR, PETR, "/new")
    with pytest.raises(NotYours):
        await house.actions.doors.asked_for_form(house.origin(), message)
    with pytest.raises(NotYours):
        await house.actions.doors.completes(house.origin(), message, await calls_in(house))


async def test_who_has_left_the_group_files_nothing(house: House) -> None:
    """A form outlasts a membership: what was typed is erased, and that is said."""
    message = house.message(VERA, VERA, "/new")
    await house.actions.doors.asked_for_form(house.origin(), message)
    await house.writes(UserId(VERA), "за звонившего")
    gone = Engineer(id=VERA, name="Вера", member=False)
    await house.actions.membership.told(gone, house.clock.now())
    await house.writes(UserId(VERA), "Ольга")
    await house.deliver()
    assert "caller-not-yours" in names(of(house.sent, TellCustomer))
    assert await house.look(lambda tx: tx.drafts.pending(UserId(VERA), ChatId(VERA), None)) == ()


async def test_a_lead_may(house: House) -> None:
    await house.actions.doors.asked_for_form(house.origin(), house.message(LEAD, LEAD, "/new"))
    (draft,) = await house.look(lambda tx: tx.drafts.pending(LEAD, ChatId(LEAD), None))
    assert draft.asking is Asking.CALLER


async def test_the_form_finds_whom_the_desk_knows(house: House) -> None:
    """By phone, e-mail, name or organisation, from its beginning."""
    await calls_in(house)
    await house.actions.doors.asked_for_form(house.origin(), house.message(ANNA, ANNA, "/new"))
    await house.writes(UserId(ANNA), "за звонившего")
    for typed in ("лют", "смирнова ольга", "8 900 000-00-03", "0003", "olga@exa", "ООО Лютик"):
        await house.writes(UserId(ANNA), typed)
        (draft,) = await house.look(lambda tx: tx.drafts.pending(UserId(ANNA), ChatId(ANNA), None))
        assert len(draft.values["matches"].split()) == 1, typed
    await house.writes(UserId(ANNA), "ольга ромашка")
    (draft,) = await house.look(lambda tx: tx.drafts.pending(UserId(ANNA), ChatId(ANNA), None))
    assert draft.values["matches"] == ""


async def test_new_in_the_group_only_shows_the_way(house: House) -> None:
    """A form costs the group no writes and shows a caller's data to nobody."""
    asked = Asked(UserId(ANNA), GROUP, None, house.message(ANNA, GROUP, "/new").place.message)
    await house.actions.doors.shown(house.origin(), asked)
    (told,) = of(await house.deliver(), TellGroup)
    assert [button.url for row in told.buttons for button in row] == ["start:new"]


# What was said in the call


async def test_answered_in_the_call_stops_the_clock_as_of_then(house: House) -> None:
    """R2: the engineer's record of having answered; nobody is written to; the leads' alert says it came in time."""
    number = await calls_in(house)
    house.clock.advance(hours=4)
    await house.passes(minutes=1)
    assert "breached" in house.journal(number)
    house.sent.clear()
    await house.actions.calls.answered(house.origin(), number, ANNA, 15)
    await house.deliver()
    ticket = await house.ticket(number)
    assert ticket.cycle is not None
    assert ticket.cycle.answered_at == house.clock.now() - timedelta(minutes=15)
    assert ticket.status is Status.WAITING
    assert house.journal(number)[-1] == "answered_in_call"
    assert mails(house) == []
    assert of(house.sent, TellCustomer) == []


async def test_the_time_may_be_typed_in_the_topic_or_in_private(house: House) -> None:
    number = await calls_in(house)
    house.clock.advance(hours=1)
    message = house.message(ANNA, GROUP, "/called")
    await house.actions.calls.called(house.origin(), number, ANNA, "20 минут назад", message)
    ticket = await house.ticket(number)
    assert ticket.cycle is not None
    assert ticket.cycle.answered_at == house.clock.now() - timedelta(minutes=20)
    with pytest.raises(NotFound):
        await house.actions.calls.called(house.origin(), number, ANNA, "давно", message)

    other = await calls_in(house, phone="+79000000004", email="")
    house.clock.advance(hours=1)
    await house.actions.doors.ask_time(house.origin(), other, ANNA)
    await house.writes(UserId(ANNA), "10 минут назад")
    await house.deliver()
    ticket = await house.ticket(other)
    assert ticket.cycle is not None
    assert ticket.cycle.answered_at == house.clock.now() - timedelta(minutes=10)
    assert "caller-answer-recorded" in names(house.sent)


async def test_an_answer_is_recorded_only_where_it_counts(house: House) -> None:
    """R2, 19: not ahead, not by who works here no more, not in a colleague's ticket, not beside Telegram."""
    number = await calls_in(house)
    with pytest.raises(InTheFuture):
        await house.actions.calls.answered(house.origin(), number, ANNA, -5)
    with pytest.raises(NotYours):
        await house.actions.calls.answered(house.origin(), number, EngineerId(PETR), 0)
    await house.claims(BORIS, number)
    with pytest.raises(AlreadyTaken):
        await house.actions.calls.answered(house.origin(), number, ANNA, 0)
    of_telegram = await house.files()
    with pytest.raises(NotPossible):
        await house.actions.calls.answered(house.origin(), of_telegram, ANNA, 0)
    await house.actions.reach.reachable(house.origin(), PETR, reachable=False)
    await house.actions.calls.answered(house.origin(), of_telegram, ANNA, 0)
    assert not (await house.ticket(of_telegram)).awaits_first_answer


async def test_before_the_call_nothing_was_answered(house: House) -> None:
    """A time before they called is the time they called."""
    number = await calls_in(house, at=house.clock.now() - timedelta(minutes=5))
    await house.actions.calls.answered(house.origin(), number, ANNA, 30)
    ticket = await house.ticket(number)
    assert ticket.cycle is not None
    assert ticket.cycle.answered_at == ticket.received_at


async def test_solved_in_the_call_closes_it(house: House) -> None:
    """19, R23: recorded by the engineer with who said so, which stays a note; the customer hears of it by mail."""
    number = await calls_in(house)
    who = house.message(ANNA, GROUP, "Ольга Смирнова, по телефону", thread=await house.thread(number))
    await house.actions.calls.solved(house.origin(), number, ANNA, who)
    house.sent.clear()
    await house.deliver()
    ticket = await house.ticket(number)
    assert (ticket.status, ticket.close_reason) == (Status.CLOSED, CloseReason.CONFIRMED)
    assert ticket.cycle is not None
    assert ticket.cycle.answered_at is not None
    assert said_in(mails(house)[-1]) == "mail-confirmed"
    lines = house.ask("SELECT event, actor, why FROM journal WHERE ticket_id = ? ORDER BY id DESC LIMIT 1", number)
    assert lines == [("confirmed", f"engineer:{ANNA}", "in a call")]
    assert house.ask("SELECT standing, text FROM utterances WHERE ticket_id = ?", number) == [
        ("note", "Ольга Смирнова, по телефону")
    ]


async def test_who_said_so_is_asked_in_the_topic(house: House) -> None:
    """The button's question is a toast, its answer the next line there."""
    number = await calls_in(house)
    await house.settles(ANNA, number)
    thread = await house.thread(number)
    await house.actions.calls.ask_line(house.origin(), Asking.SOLVED, number, ANNA, GROUP, thread)
    await house.says(ANNA, number, "Ольга")
    assert (await house.ticket(number)).status is Status.CLOSED
    empty = house.message(ANNA, GROUP, " ")
    with pytest.raises(NotFound):
        await house.actions.calls.solved(house.origin(), number, ANNA, empty)


async def test_what_the_customer_said_is_their_word(house: House) -> None:
    """18: our turn again, the silence ends; it stands in the history as theirs."""
    number = await calls_in(house)
    await house.answers(ANNA, number)
    assert (await house.ticket(number)).status is Status.WAITING
    said = house.message(ANNA, GROUP, "Кабель на месте", thread=await house.thread(number))
    await house.actions.calls.heard(house.origin(), number, ANNA, said)
    sent = await house.deliver()
    assert (await house.ticket(number)).status is Status.OPEN
    assert [(each.place, each.emoji) for each in of(sent, React)] == [(said.place, "✍")]
    assert house.ask("SELECT side FROM utterances WHERE text = 'Кабель на месте'") == [("customer",)]
    thread = await house.thread(number)
    await house.actions.calls.ask_line(house.origin(), Asking.HEARD, number, ANNA, GROUP, thread)
    await house.says(ANNA, number, "И питание есть")
    assert house.ask("SELECT side FROM utterances WHERE text = 'И питание есть'") == [("customer",)]


async def test_a_word_after_the_closing_opens_it_again(house: House) -> None:
    """34: the same number; after our no it stays closed (35a)."""
    number = await calls_in(house)
    await house.actions.calls.solved(house.origin(), number, ANNA, house.message(ANNA, GROUP, "Ольга"))
    await house.actions.calls.heard(house.origin(), number, ANNA, house.message(ANNA, GROUP, "Опять не работает"))
    ticket = await house.ticket(number)
    assert (ticket.status, ticket.reopened) == (Status.OPEN, 1)
    await house.actions.resolution.refuse(house.origin(), number, ANNA, "lan")
    with pytest.raises(NotPossible):
        await house.actions.calls.heard(house.origin(), number, ANNA, house.message(ANNA, GROUP, "А если так?"))


# What is missing


async def test_missing_data_are_asked_for_before_they_are_refused_for(house: House) -> None:
    """29b: not before it was asked for; then closed, told by their channel; no clock runs."""
    number = await calls_in(house, missing=(Unsaid.VERSION,))
    with pytest.raises(NotPossible):
        await house.actions.calls.refuse(house.origin(), number, ANNA)
    await house.actions.calls.ask_for_data(house.origin(), number, ANNA)
    await house.deliver()
    assert said_in(mails(house)[-1]) == "ticket-needs-data"
    assert (await house.ticket(number)).awaits_first_answer  # a prompt answers nothing
    await house.actions.calls.refuse(house.origin(), number, ANNA)
    await house.deliver()
    ticket = await house.ticket(number)
    assert (ticket.status, ticket.close_reason) == (Status.CLOSED, CloseReason.REFUSED_NO_DATA)
    assert said_in(mails(house)[-1]) == "ticket-no-data"
    assert not ticket.awaits_first_answer


async def test_nobody_is_refused_for_data_of_a_ticket_of_their_own(house: House) -> None:
    """29b: a form of one's own is complete; only a caller's may have something missing."""
    number = await house.files()
    await house.actions.reach.reachable(house.origin(), PETR, reachable=False)
    with pytest.raises(NotPossible):
        await house.actions.calls.refuse(house.origin(), number, ANNA)


async def test_completed_later_it_goes_on_under_its_number(house: House) -> None:
    """29b: what was missing is there, and the ticket is at work again with a new clock."""
    number = await calls_in(house, missing=(Unsaid.EMAIL, Unsaid.VERSION), email="", version=None)
    await house.actions.calls.ask_for_data(house.origin(), number, ANNA)
    await house.actions.calls.refuse(house.origin(), number, ANNA)
    await house.deliver()
    await house.actions.doors.completes(house.origin(), house.message(ANNA, ANNA, "/start"), number)
    await house.writes(UserId(ANNA), "olga@example.org")
    await house.writes(UserId(ANNA), "7.9.4 сборка 138")
    await house.writes(UserId(ANNA), "отправить")
    await house.deliver()
    ticket = await house.ticket(number)
    assert (ticket.status, ticket.version, ticket.contact.email) == (
        Status.OPEN,
        "7.9.4 сборка 138",
        "olga@example.org",
    )
    assert ticket.reopened == 1
    assert said_in(mails(house)[-1]) == "ticket-reopened"
    assert "caller-completed-reopened" in names(house.sent)
    caller = await house.look(lambda tx: tx.callers.of(number))
    assert caller is not None
    assert caller.missing == ()
    assert house.journal(number)[-3:-1] == ["completed", "reopened"]


async def test_a_ticket_that_nobody_called_about_cannot_be_completed(house: House) -> None:
    number = await house.files()
    with pytest.raises(NotFound):
        await house.actions.doors.completes(house.origin(), house.message(ANNA, ANNA, "/start"), number)


async def test_where_there_is_only_a_phone_the_asking_is_noted(house: House) -> None:
    number = await calls_in(house, missing=(Unsaid.EMAIL,), email="")
    toast = await house.actions.calls.ask_for_data(house.origin(), number, ANNA)
    await house.deliver()
    assert toast is not None
    assert toast.name == "toast-asked-by-phone"
    assert mails(house) == []
    assert names(of(house.sent, TellTopic)) == []
    caller = await house.look(lambda tx: tx.callers.of(number))
    assert caller is not None
    assert caller.refusable
