"""E-mail carries the talk outwards, and its key leads into Telegram: once, in a week, by one's own number (R15, 38)."""

import pytest

from domain.delivery import Obstacle
from domain.effects import Effect, React, RelayToCustomer, SendEmail, TellCustomer, TellLead, TellTopic
from domain.ids import ChatId, TicketId, UserId
from domain.ticket import Status
from tests.actions.callers import (
    OLGA,
    PHONE,
    body,
    calls_in,
    follows,
    key_of,
    mails,
    owner,
    said_in,
    shares,
    writes_in,
)
from tests.actions.house import ANNA, PETR, House, names, of

FIRST = TicketId(1)

# Outwards


async def test_an_engineers_line_goes_by_mail(house: House) -> None:
    """R2, C45: 250 of the mail server is the acceptance; delivered is a mark, which costs the group nothing."""
    number = await calls_in(house)
    await house.claims(ANNA, number)
    house.sent.clear()
    said = await house.says(ANNA, number, "Проверьте кабель", file_id="f1", kind="photo")
    house.clock.advance(minutes=1)
    sent = await house.deliver()
    (mail,) = of(sent, SendEmail)
    assert (mail.to, mail.turns, len(mail.utterances)) == ("olga@example.org", True, 1)
    assert [(each.place, each.emoji) for each in of(sent, React)] == [(said.place, "👌")]
    assert of(sent, TellTopic) == []
    ticket = await house.ticket(number)
    assert ticket.status is Status.WAITING
    assert ticket.cycle is not None
    assert ticket.cycle.answered_at == said.at


async def test_kind_words_of_the_moment_are_not_mailed(house: House) -> None:
    """Who has it, thanks: a chat's words. What is promised, asked and decided goes."""
    number = await calls_in(house)
    house.sent.clear()
    await house.claims(ANNA, number)
    assert mails(house) == []
    await house.settles(ANNA, number)
    assert [said_in(mail) for mail in mails(house)] == ["mail-confirmation"]
    assert (await house.ticket(number)).status is Status.RESOLVED


async def test_neither_telegram_nor_mail_is_a_call(house: House) -> None:
    """R15: the engineer learns whom to call; nothing was answered, the clock runs on."""
    number = await calls_in(house, email="")
    await house.claims(ANNA, number)
    house.sent.clear()
    await house.says(ANNA, number, "Проверьте кабель")
    sent = await house.deliver()
    assert names(of(sent, TellTopic)) == ["topic-only-phone"]
    assert mails(house) == []
    assert (await house.ticket(number)).awaits_first_answer


async def test_a_mail_that_is_refused_is_no_answer(house: House) -> None:
    """C45: told to the topic and the leads."""
    number = await calls_in(house)
    await house.claims(ANNA, number)
    house.broken = lambda effect: Obstacle.MAIL_REFUSED if isinstance(effect, SendEmail) else None
    await house.says(ANNA, number, "Проверьте кабель")
    sent = await house.deliver()
    assert names(of(sent, TellTopic)) == ["topic-mail-failed"]
    assert "lead-mail-failed" in names(of(sent, TellLead))
    assert (await house.ticket(number)).awaits_first_answer


async def test_without_a_number_there_is_no_link(house: House) -> None:
    """Nothing could prove who follows it."""
    number = await calls_in(house, phone="")
    await house.answers(ANNA, number)
    ways = body(mails(house)[-1]).args["ways"]
    assert getattr(ways, "name", "") == "mail-ways"
    assert house.ask("SELECT count(*) FROM link_keys") == [(0,)]


async def test_the_letter_of_silence_leads_into_telegram_too(house: House) -> None:
    """R24, R25: closed by time; the key of its letter, one's own number, and it may go on."""
    number = await calls_in(house)
    await house.answers(ANNA, number)
    for _ in range(15):
        await house.passes(days=1)
    assert (await house.ticket(number)).status is Status.CLOSED
    letter = next(mail for mail in mails(house) if mail.subject.name == "email-timed-out-subject")
    await follows(house, OLGA, str(body(letter).args["key"]))
    await shares(house, OLGA, PHONE)
    told = of(house.sent, TellCustomer)[-1]
    assert names([told]) == ["link-closed"]
    assert [button.press for row in told.buttons for button in row] == ["ro"]


# Inwards


async def linked_key(house: House) -> str:
    """The key of an engineer's answer."""
    number = await calls_in(house)
    await house.answers(ANNA, number)
    return key_of(mails(house)[-1])


async def test_only_the_digest_of_a_key_is_kept(house: House) -> None:
    key = await linked_key(house)
    assert len(key) >= 22  # 128 bits
    kept = [digest for (digest,) in house.ask("SELECT digest FROM link_keys")]
    assert all(len(digest) == 64 and key not in digest for digest in kept)


async def test_the_own_number_links_and_the_talk_goes_on_in_the_chat(house: House) -> None:
    """38: engineers hear of it; from now on nothing is mailed."""
    key = await linked_key(house)
    house.sent.clear()
    await follows(house, OLGA, key)
    assert names(of(house.sent, TellCustomer)) == ["ask-link"]
    await shares(house, OLGA, PHONE)
    assert names(of(house.sent, TellCustomer))[1:] == ["link-done", "link-waiting"]
    assert names(of(house.sent, TellTopic)) == ["topic-linked"]
    customer = await owner(house, FIRST)
    assert customer.user_id == OLGA
    assert customer.contact is not None
    assert customer.contact.phone == PHONE
    assert house.ask("SELECT count(*) FROM customers WHERE contact_name IS NOT NULL") == [(1,)]
    assert "linked" in house.journal(FIRST)
    house.sent.clear()
    await house.says(ANNA, FIRST, "А теперь?")
    sent = await house.deliver()
    assert len(of(sent, RelayToCustomer)) == 1
    assert mails(house) == []


async def test_a_question_that_went_by_mail_can_be_answered_in_the_chat(house: House) -> None:
    """19: linked while the ticket is called settled, the customer has the yes and the no at hand."""
    number = await calls_in(house)
    await house.settles(ANNA, number)
    await follows(house, OLGA, key_of(mails(house)[-1]))
    await shares(house, OLGA, PHONE)
    told = of(house.sent, TellCustomer)[-1]
    assert names([told]) == ["link-resolved"]
    assert [button.press for row in told.buttons for button in row] == ["ok", "no"]
    await house.actions.resolution.confirm(house.origin(), number, OLGA)
    assert (await house.ticket(number)).status is Status.CLOSED


async def test_somebody_elses_contact_and_a_typed_number_prove_nothing(house: House) -> None:
    key = await linked_key(house)
    await follows(house, OLGA, key)
    house.sent.clear()
    await shares(house, OLGA, PHONE, of_user=PETR)
    await house.writes(OLGA, PHONE)
    await house.deliver()
    assert names(of(house.sent, TellCustomer)) == ["link-other-contact", "link-hint"]
    assert (await owner(house, FIRST)).user_id is None


async def test_another_number_is_refused_kindly_and_told_after_the_third(house: House) -> None:
    """Attempts are counted; the third ends the key, and the desk hears of it."""
    key = await linked_key(house)
    house.sent.clear()
    for _ in range(3):
        await follows(house, OLGA, key)
        await shares(house, OLGA, "+79990000000")
    said = [name for name in names(of(house.sent, TellCustomer)) if name != "ask-link"]
    assert said == ["link-wrong-number", "link-wrong-number", "link-dead"]
    assert names(of(house.sent, TellTopic)) == ["topic-link-tried"]
    assert "lead-link-tried" in names(of(house.sent, TellLead))
    await follows(house, OLGA, key)
    assert names(of(house.sent, TellCustomer))[-1] == "link-spent"
    assert await house.look(lambda tx: tx.drafts.pending(OLGA, ChatId(OLGA), None)) == ()


@pytest.mark.parametrize("when", ["at the link", "at the number"])
async def test_a_key_lives_a_week(house: House, when: str) -> None:
    key = await linked_key(house)
    if when == "at the link":
        house.clock.advance(days=7)
        await follows(house, OLGA, key)
        assert names(of(house.sent, TellCustomer))[-1] == "link-expired"
    else:
        house.clock.advance(days=6, hours=23, minutes=50)
        await follows(house, OLGA, key)
        house.clock.advance(minutes=20)
        await shares(house, OLGA, PHONE)
        assert names(of(house.sent, TellCustomer))[-1] == "link-unknown"
    assert (await owner(house, FIRST)).user_id is None


async def test_a_key_works_once(house: House) -> None:
    """For its owner it leads to the ticket; for anybody else it is used."""
    key = await linked_key(house)
    await follows(house, OLGA, key)
    await shares(house, OLGA, PHONE)
    await follows(house, OLGA, key)
    assert names(of(house.sent, TellCustomer))[-1] == "link-yours"
    await follows(house, PETR, key)
    assert names(of(house.sent, TellCustomer))[-1] == "link-spent"


async def test_a_guessed_key_says_what_to_do(house: House) -> None:
    await follows(house, OLGA, "k" + "A" * 22)
    assert names(of(house.sent, TellCustomer)) == ["link-unknown"]


async def test_of_two_who_follow_at_once_one_has_it(house: House) -> None:
    """Both were asked for their number before either had shared it."""
    key = await linked_key(house)
    other = UserId(10)
    await follows(house, OLGA, key)
    await follows(house, other, key)
    await shares(house, OLGA, PHONE)
    await shares(house, other, PHONE)
    assert (await owner(house, FIRST)).user_id == OLGA
    assert names(of(house.sent, TellCustomer))[-1] == "link-unknown"


# Two become one


async def test_the_earlier_ticket_keeps_the_slot(house: House) -> None:
    """R17, invariant 1: the later one waits, its answer clock running on; both topics and the customer hear of it."""
    first = await calls_in(house)
    await house.answers(ANNA, first)
    key = key_of(mails(house)[-1])
    house.clock.advance(minutes=10)
    second = await writes_in(house, OLGA, organisation="ООО «Лютик»", phone=PHONE, email="new@example.org")
    due = (await house.ticket(second)).cycle
    house.sent.clear()
    await follows(house, OLGA, key)
    await shares(house, OLGA, PHONE)
    one, two = await house.ticket(first), await house.ticket(second)
    assert one.customer_id == two.customer_id
    assert (one.status, two.status) == (Status.WAITING, Status.QUEUED)
    assert two.cycle == due
    assert two.awaits_first_answer
    assert sorted(names(of(house.sent, TellTopic))) == ["topic-linked", "topic-merged-aside"]
    assert "ticket-aside" in names(of(house.sent, TellCustomer))
    assert "stepped_aside" in house.journal(second)
    customer = await owner(house, first)
    assert customer.contact is not None
    assert customer.contact.email == "new@example.org"  # the newer contact
    await house.actions.resolution.confirm(house.origin(), first, OLGA)
    await house.deliver()
    assert (await house.ticket(second)).status is Status.OPEN


async def test_the_accounts_own_ticket_steps_aside_for_nobody_later(house: House) -> None:
    """The other way round: the account's ticket was first, so the caller's waits."""
    own = await writes_in(house, OLGA, organisation="ООО «Лютик»", phone=PHONE, email="old@example.org")
    house.clock.advance(minutes=10)
    called = await calls_in(house)
    await house.answers(ANNA, called)
    await follows(house, OLGA, key_of(mails(house)[-1]))
    await shares(house, OLGA, PHONE)
    assert (await house.ticket(own)).status is Status.OPEN
    assert (await house.ticket(called)).status is Status.QUEUED
    customer = await owner(house, called)
    assert customer.contact is not None
    assert customer.contact.email == "olga@example.org"


async def test_open_drafts_are_kept(house: House) -> None:
    """A form the account has begun goes on after the merge."""
    key = await linked_key(house)
    await house.writes(OLGA, "После обновления у бухгалтерии каждые десять минут отваливается VPN")
    await follows(house, OLGA, key)
    await shares(house, OLGA, PHONE)
    drafts = await house.look(lambda tx: tx.drafts.pending(OLGA, ChatId(OLGA), None))
    assert [draft.asking for draft in drafts] == ["form"]


async def test_a_letter_that_was_on_its_way_follows(house: House) -> None:
    """Written before the link, sent after it: to the chat, not to the address."""
    key = await linked_key(house)
    await follows(house, OLGA, key)
    await house.says(ANNA, FIRST, "И ещё одно")
    house.sent.clear()
    await shares(house, OLGA, PHONE)
    assert len(of(house.sent, RelayToCustomer)) == 1
    assert mails(house) == []


async def test_a_new_account_takes_over_from_one_that_is_gone(house: House) -> None:
    """38: the account was deleted; the same number on another one goes on."""
    number = await writes_in(house, OLGA, organisation="ООО «Лютик»", phone=PHONE, email="olga@example.org")
    await house.claims(ANNA, number)

    def gone(effect: Effect) -> Obstacle | None:
        to_her = isinstance(effect, RelayToCustomer | TellCustomer) and effect.customer == 1
        return Obstacle.DEACTIVATED if to_her else None

    house.broken = gone
    await house.says(ANNA, number, "Проверьте кабель")
    await house.deliver()
    key = key_of(mails(house)[-1])
    house.clock.advance(minutes=1)
    again = UserId(10)
    await follows(house, again, key)
    await shares(house, again, PHONE)
    assert (await owner(house, number)).user_id == again
