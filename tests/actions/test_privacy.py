"""Erasing and what it leaves: tickets end, leads are asked, old questions count no more (SEMANTICS, Privacy)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from actions.lookups import Asked
from actions.privacy import Privacy
from actions.record import post
from domain.delivery import Obstacle
from domain.effects import DeleteTopics, EraseMessages, TellCustomer, TellGroup, TellLead, TellUser
from domain.errors import AlreadyDone, NotFound, NotYours
from domain.ids import ChatId, CustomerId, MessageId, TicketId, UserId
from domain.privacy import ConsentAct, Erased, fingerprint
from domain.words import Press
from storage.transaction import Transaction
from tests.actions.house import ANNA, LEAD, MARIA, PETR, House, names, of, text


def asked(house: House, ago: timedelta = timedelta()) -> str:
    return str(int((house.clock.now() - ago).timestamp()))


async def erases(house: House, user: UserId = PETR) -> None:
    await house.actions.privacy.erase(house.origin(), user, asked(house))


async def test_live_tickets_end_and_the_next_are_not_opened(house: House) -> None:
    """All of the person's own: the one at work and the one in line (33)."""
    first = await house.files()
    second = await house.files()
    await house.claims(ANNA, first)
    await erases(house)
    for number in (first, second):
        assert (await house.ticket(number)).close_reason == "withdrawn"
        assert house.journal(number)[-2:] == ["withdrawn", "erased"]
        assert not house.timers(number, "answer") or all(house.timers(number, "answer").values())
    sent = await house.deliver()
    (topics,) = of(sent, DeleteTopics)
    assert [room.ticket for room in topics.rooms] == [first, second]
    assert names(of(sent, TellGroup)) == ["staff-customer-left"]
    assert names(of(sent, TellUser)) == ["staff-customer-left", "erased", "erased-closed", "erased-not", "erased-after"]
    assert of(sent, EraseMessages)


async def test_others_go_on(house: House) -> None:
    await house.files(PETR)
    other = await house.files(MARIA)
    await erases(house)
    kept = await house.ticket(other)
    assert kept.live
    assert kept.contact.name == "Мария Иванова"


async def test_topics_without_the_right_are_listed_for_the_leads(house: House) -> None:
    """With a link to each, for the desk itself has forgotten where they are."""
    await house.files()
    await erases(house)
    house.broken = lambda effect: Obstacle.NO_RIGHTS if isinstance(effect, DeleteTopics) else None
    sent = await house.deliver()
    listed = [each for each in of(sent, TellLead) if text(each).name == "lead-delete-by-hand"]
    assert len(listed) == 2
    assert listed[0].buttons[0][0].url.startswith("https://t.me/c/")


@pytest.mark.parametrize("said", ["", "x", "99999999999999"])
async def test_a_forged_yes_erases_nothing(house: House, said: str) -> None:
    number = await house.files()
    with pytest.raises(AlreadyDone):
        await house.actions.privacy.erase(house.origin(), PETR, said)
    assert (await house.ticket(number)).live


async def test_an_old_question_is_asked_anew(house: House) -> None:
    """A yes under last week's question may be a slip of the thumb."""
    number = await house.files()
    with pytest.raises(AlreadyDone):
        await house.actions.privacy.erase(house.origin(), PETR, asked(house, timedelta(hours=2)))
    assert (await house.ticket(number)).live


async def test_who_may_erase_for_somebody(house: House) -> None:
    """A lead, in private; whoever else forges the button erases nothing."""
    number = await house.files()
    customer = (await house.ticket(number)).customer_id
    privacy = house.actions.privacy
    with pytest.raises(NotYours):
        await privacy.erase_for(house.origin(), UserId(ANNA), customer, asked(house))
    with pytest.raises(NotYours):
        await privacy.asked_for(house.origin(), Asked(UserId(ANNA), ChatId(ANNA), None, MessageId(1)), "1")
    with pytest.raises(NotYours):
        await privacy.asked_for(house.origin(), Asked(LEAD, ChatId(-1001), None, MessageId(1)), "1")
    with pytest.raises(NotYours):
        await privacy.spare(house.origin(), PETR, customer)
    assert (await house.ticket(number)).live


@pytest.mark.parametrize("whom", ["1", "№ 1", "+7 900 000-00-00"])
async def test_a_lead_names_a_ticket_or_a_phone(house: House, whom: str) -> None:
    await house.files()
    lead = Asked(LEAD, ChatId(LEAD), None, MessageId(1))
    await house.actions.privacy.asked_for(house.origin(), lead, whom)
    (question,) = of(await house.deliver(), TellLead)
    yes, no = (row[0] for row in question.buttons)
    assert (yes.press, no.press) == (Press.ERASE_FOR, Press.SPARE)
    await house.actions.privacy.erase_for(house.origin(), LEAD, CustomerId(yes.subject), yes.arg)
    with pytest.raises(NotFound):
        await house.actions.privacy.asked_for(house.origin(), lead, whom)
    with pytest.raises(AlreadyDone):
        await house.actions.privacy.erase_for(house.origin(), LEAD, CustomerId(yes.subject), yes.arg)


@pytest.mark.parametrize("whom", ["99", "9" * 30, "nobody"])
async def test_nobody_is_found(house: House, whom: str) -> None:
    with pytest.raises(NotFound):
        await house.actions.privacy.asked_for(house.origin(), Asked(LEAD, ChatId(LEAD), None, MessageId(1)), whom)


async def test_an_answer_to_who_was_erased_goes_nowhere(house: House) -> None:
    """A letter that was composed at that moment finds neither an account nor an address."""
    number = await house.files()
    customer = (await house.ticket(number)).customer_id
    await erases(house)
    await house.deliver()
    late = TellCustomer(customer=customer, ticket=TicketId(number), words=text(house.sent[0]))
    house.broken = lambda effect: Obstacle.NEVER_STARTED if effect == late else None

    async def unit(tx: Transaction) -> None:
        await post(tx, [late], house.clock.now())

    await house.do(unit)
    assert not await house.deliver()


async def test_a_copy_that_came_back_is_erased_only_where_it_is_the_same_person(house: House) -> None:
    """Numbers of customers are given again in a copy: the fingerprint says whether it is they."""
    number = await house.files()
    customer = (await house.ticket(number)).customer_id
    at = house.clock.now()
    other = Erased(customer=customer, person=fingerprint(customer, MARIA, ""), at=at)
    assert await house.actions.privacy.again(other) is False
    assert (await house.ticket(number)).description
    same = Erased(customer=customer, person=fingerprint(customer, PETR, ""), at=at)
    assert await house.actions.privacy.again(same) is True
    assert not (await house.ticket(number)).description
    assert set(await house.look(lambda tx: tx.erasure.remembered())) >= {other}


async def test_the_history_of_consent_stays_without_a_person(house: House) -> None:
    """Given, withdrawn; which text that was is kept once."""
    await house.files()
    policy = house.desk.policy

    async def agreed(tx: Transaction) -> CustomerId:
        customer = await tx.customers.by_user(PETR)
        assert customer is not None
        at = house.clock.now()
        await tx.customers.save(replace(customer, consent_version=policy.consent.version, consent_at=at))
        await tx.consents.record(customer.id, ConsentAct.GIVEN, policy.consent, at)
        return customer.id

    customer = await house.do(agreed)
    await erases(house)
    lines = await house.look(lambda tx: tx.consents.of(customer))
    assert [line.act for line in lines] == [ConsentAct.GIVEN, ConsentAct.WITHDRAWN]
    assert house.ask("SELECT count(*) FROM consent_texts") == [(1,)]


async def test_closed_tickets_lose_their_words_where_the_policy_says_so(house: House) -> None:
    """And their topics; whoever asked is known as before."""
    number = await house.files()
    await house.actions.resolution.withdraw(house.origin(), number, PETR)
    await house.deliver()
    retention = replace(house.desk.policy.retention, tickets=timedelta(days=365))
    privacy = Privacy(replace(house.desk, policy=replace(house.desk.policy, retention=retention)))
    house.clock.advance(days=364)
    await privacy.sweep(house.clock.now())
    assert (await house.ticket(number)).description
    house.clock.advance(days=2)
    await privacy.sweep(house.clock.now())
    assert not (await house.ticket(number)).description
    (topics,) = of(await house.deliver(), DeleteTopics)
    assert [room.ticket for room in topics.rooms] == [number]
    assert house.ask("SELECT contact_name FROM customers WHERE user_id = ?", PETR) == [("Пётр Петров",)]


async def test_words_go_with_time(house: House) -> None:
    """`retention.raw`: whatever was sent before then is empty."""
    await house.files()
    house.clock.advance(days=house.desk.policy.retention.raw.days + 1)
    assert await house.actions.privacy.sweep(house.clock.now()) > 0
    assert house.ask("SELECT count(*) FROM outbox WHERE payload <> '' AND state = 'sent'") == [(0,)]
    assert await house.actions.privacy.sweep(house.clock.now()) == 0
