"""Customers speak, and what they say finds its ticket, its question or its form."""

from dataclasses import replace

import pytest

from domain.desk import Origin
from domain.draft import Asking
from domain.effects import (
    EditTwin,
    React,
    RefreshCard,
    RelayToTopic,
    ReopenTopic,
    TellCustomer,
    TellLead,
    TellTopic,
)
from domain.errors import AlreadyDone, NotFound
from domain.ids import ChatId, UserId, UtteranceId
from domain.intake import Usage
from domain.said import Message
from domain.ticket import CloseReason, Status
from domain.words import Press
from storage.transaction import Transaction
from tests.actions.house import ANNA, GROUP, LEAD, MARIA, PETR, House, names, of, text


def utterance(house: House, said: Message) -> UtteranceId:
    ((number,),) = house.ask("SELECT id FROM utterances WHERE message_id = ?", said.place.message)
    return UtteranceId(number)


def drafts(house: House) -> list[str]:
    return [asking for (asking,) in house.ask("SELECT asking FROM drafts ORDER BY id")]


# To the ticket


async def test_a_message_is_relayed_and_marked(house: House) -> None:
    """18b: copied to the topic, 👀 on the customer's own; the copy is remembered, so that replies find it."""
    number = await house.files()
    said = await house.writes(PETR, "Кабель на месте")
    sent = await house.deliver()
    assert of(sent, RelayToTopic) == [RelayToTopic(ticket=number, utterances=(utterance(house, said),))]
    assert of(sent, React) == [React(place=said.place, emoji="👀")]
    pairs = house.ask("SELECT chat_id, copied FROM message_pairs WHERE utterance_id = ?", utterance(house, said))
    assert sorted(pairs) == [(GROUP, 1), (PETR, 0)]


async def test_more_than_a_thank_you_makes_it_our_turn(house: House) -> None:
    """18, 18a: thanks move nothing; a question does, and the silence ends."""
    number = await house.files()
    await house.answers(ANNA, number)
    for thanks in ("Спасибо", "спасибо большое!!! 🙏", "👍", "thanks"):
        await house.writes(PETR, thanks)
    assert len(of(await house.deliver(), RelayToTopic)) == 4
    assert (await house.ticket(number)).status is Status.WAITING
    await house.writes(PETR, "Спасибо, но не помогло")
    assert (await house.ticket(number)).status is Status.OPEN
    assert house.timers(number, "silence") == {}


async def test_a_picture_with_a_thank_you_is_more_than_one(house: House) -> None:
    """18: a screenshot says something, whatever is written under it."""
    number = await house.files()
    await house.answers(ANNA, number)
    await house.writes(PETR, "спасибо", kind="photo")
    assert (await house.ticket(number)).status is Status.OPEN


async def test_an_album_is_one_letter(house: House) -> None:
    """C44: five photos are five updates and one copy, one mark."""
    number = await house.files()
    for n in range(5):
        await house.writes(PETR, "Вот экран" if n == 0 else "", kind="photo", album="a1")
        house.clock.advance(seconds=0.2)
    assert of(await house.deliver(), RelayToTopic) == []
    house.clock.advance(seconds=1.5)
    (relay,) = of(await house.deliver(), RelayToTopic)
    assert (relay.ticket, len(relay.utterances)) == (number, 5)
    assert len(of(house.sent, React)) == 1


async def test_an_edit_follows(house: House) -> None:
    """C44: both texts are kept, the copy in the topic says the new one."""
    number = await house.files()
    said = await house.writes(PETR, "Кабель на мсете")
    await house.deliver()
    edited = house.message(PETR, PETR, "Кабель на месте", place=said.place)
    await house.actions.conversation.customer_edited(house.origin(), edited)
    (follow,) = of(await house.deliver(), EditTwin)
    assert (follow.ticket, follow.customer, follow.text) == (number, None, "Кабель на месте")
    assert house.ask("SELECT text FROM utterance_edits") == [("Кабель на мсете",)]


async def test_an_update_that_comes_again_is_heard_once(house: House) -> None:
    """C29."""
    await house.files()
    seq = await house.stored(ChatId(PETR))
    said = house.message(PETR, PETR, "Кабель на месте")
    for _ in range(2):
        await house.actions.conversation.customer_wrote(Origin(house.clock.now(), inbox=seq), said)
    assert len(of(await house.deliver(), RelayToTopic)) == 1


# Several tickets


async def test_a_plain_line_goes_to_what_is_at_work_and_says_so(house: House) -> None:
    """Rule 3: with more than one live ticket the acknowledgement offers to move it; within ten minutes it is silent."""
    first, second = await house.files(), await house.files()
    said = await house.writes(PETR, "Кабель на месте")
    (told,) = of(await house.deliver(), TellCustomer)
    assert (text(told).name, text(told).args) == ("went-to-ticket", {"number": first})
    (button,) = told.buttons[0]
    assert (button.press, button.subject, button.arg) == (Press.BELONGS, utterance(house, said), str(second))
    house.clock.advance(minutes=5)
    await house.writes(PETR, "И питание есть")
    assert of(await house.deliver(), TellCustomer) == []


async def test_it_was_meant_for_another(house: House) -> None:
    """Moved: told there, noted where it went first; only one's own, and only once."""
    first, second = await house.files(), await house.files()
    said = await house.writes(PETR, "А отчёты?")
    await house.deliver()
    number = utterance(house, said)
    for user, to in ((MARIA, str(second)), (PETR, "nonsense")):
        with pytest.raises(NotFound):
            await house.actions.sorting.belongs(house.origin(), user, number, to)
    await house.actions.sorting.belongs(house.origin(), PETR, number, str(second))
    sent = await house.deliver()
    assert of(sent, RelayToTopic) == [RelayToTopic(ticket=second, utterances=(number,))]
    assert [(each.ticket, text(each).name) for each in of(sent, TellTopic)] == [(first, "topic-moved-away")]
    with pytest.raises(AlreadyDone):
        await house.actions.sorting.belongs(house.origin(), PETR, number, str(second))


async def test_a_reply_goes_where_it_replies(house: House) -> None:
    """Rule 1: to the second ticket's receipt, whatever else is at work."""
    await house.files()
    second = await house.files()
    ((receipt,),) = house.ask(
        "SELECT max(sent_message) FROM outbox WHERE ticket_id = ? AND lane = 'customer:1'", second
    )
    await house.writes(PETR, "К этому добавлю", reply_to=receipt)
    assert [each.ticket for each in of(await house.deliver(), RelayToTopic)] == [second]


async def test_two_at_work_and_no_word_yet(house: House) -> None:
    """Rule 3: asked once, with a button for each; what comes meanwhile is kept, and nothing is lost."""
    first = await house.files(organisation="ООО «Первый»")
    second = await house.files(organisation="ООО «Второй»")
    await house.actions.resolution.confirm(house.origin(), first, PETR)
    await house.actions.resolution.reopen(house.origin(), first, PETR)
    await house.do(forget_where)
    await house.deliver()
    said = await house.writes(PETR, "Не помогло")
    await house.writes(PETR, "Совсем", kind="photo")
    (asked,) = of(await house.deliver(), TellCustomer)
    assert text(asked).name == "which-ticket"
    assert [button.arg for row in asked.buttons for button in row] == [str(first), str(second)]
    edited = house.message(PETR, PETR, "Не помогло ничего", place=said.place)
    await house.actions.conversation.customer_edited(house.origin(), edited)
    await house.actions.sorting.belongs(house.origin(), PETR, utterance(house, said), str(second))
    sent = await house.deliver()
    assert [each.ticket for each in of(sent, RelayToTopic)] == [second, second]
    assert house.ask("SELECT text FROM utterances WHERE id = ?", utterance(house, said)) == [("Не помогло ничего",)]
    assert drafts(house) == []


async def forget_where(tx: Transaction) -> None:
    """As if they had spoken in neither yet."""
    customer = await tx.customers.by_user(PETR)
    assert customer is not None
    await tx.customers.save(replace(customer, spoke_in=None))


async def test_a_number_chooses_too(house: House) -> None:
    """Every question can be answered by typing."""
    first = await house.files(organisation="ООО «Первый»")
    await house.files(organisation="ООО «Второй»")
    await house.do(forget_where)
    await house.writes(PETR, "Не помогло")
    await house.writes(PETR, f"№ {first}")
    assert [each.ticket for each in of(await house.deliver(), RelayToTopic)] == [first]


# An engineer and the form ask at once


async def test_an_engineer_has_spoken_since_the_form_asked(house: House) -> None:
    """C61: asked which of the two it is for; to the ticket or to the form, nothing is lost."""
    number = await house.files()
    await house.claims(ANNA, number)
    await house.actions.private.asked_for_form(house.origin(), house.message(PETR, PETR, "/new"))
    await house.writes(PETR, "Ещё вопрос: как настроить отчёты по трафику?")
    house.clock.advance(minutes=1)
    await house.says(ANNA, number, "Какая лампочка горит?")
    await house.deliver()
    house.clock.advance(minutes=1)
    said = await house.writes(PETR, "Зелёная")
    (asked,) = of(await house.deliver(), TellCustomer)
    assert text(asked).name == "which-ticket-or-form"
    assert [button.arg for row in asked.buttons for button in row] == [str(number), "form"]
    await house.actions.sorting.belongs(house.origin(), PETR, utterance(house, said), str(number))
    assert [each.ticket for each in of(await house.deliver(), RelayToTopic)] == [number]
    assert drafts(house) == [Asking.FORM]


async def test_what_was_for_a_form_that_is_gone_opens_another(house: House) -> None:
    """C61: chosen late, the words are not lost."""
    number = await house.files()
    await house.claims(ANNA, number)
    await house.actions.private.asked_for_form(house.origin(), house.message(PETR, PETR, "/new"))
    house.clock.advance(minutes=1)
    await house.says(ANNA, number, "Какая лампочка горит?")
    await house.deliver()
    house.clock.advance(minutes=1)
    said = await house.writes(PETR, "Как настроить отчёты по трафику?")
    await house.do(drop_form)
    await house.deliver()
    await house.actions.sorting.belongs(house.origin(), PETR, utterance(house, said), "form")
    assert drafts(house) == [Asking.FORM]
    assert "Как настроить отчёты" in str(house.ask("SELECT answers FROM drafts"))


async def drop_form(tx: Transaction) -> None:
    draft = await tx.drafts.get(PETR, ChatId(PETR), None, Asking.FORM)
    assert draft is not None
    await tx.drafts.drop(draft)


# After the end


async def test_a_line_reopens_what_time_has_closed(house: House) -> None:
    """34, R25, C32: within a month by any line, later by a reply; entitlement is shown, not demanded."""
    number = await house.files()
    await house.answers(ANNA, number)
    await house.passes(days=14, seconds=1)
    house.clock.advance(days=20)
    await house.writes(PETR, "Опять не загружается")
    sent = await house.deliver()
    ticket = await house.ticket(number)
    assert (ticket.status, ticket.reopened) == (Status.OPEN, 1)
    assert [each.ticket for each in of(sent, RelayToTopic)] == [number]
    assert len(of(sent, ReopenTopic)) == 1
    assert names(of(sent, TellCustomer)) == ["ticket-reopened"]


async def test_five_months_later_a_reply_finds_it(house: House) -> None:
    """C32."""
    number = await house.files(usage=Usage.DEMO)
    await house.answers(ANNA, number)
    await house.passes(days=14, seconds=1)
    ((closing,),) = house.ask("SELECT max(sent_message) FROM outbox WHERE lane = 'customer:1'")
    house.clock.advance(days=150)
    await house.writes(PETR, "Опять не загружается", reply_to=closing)
    assert (await house.ticket(number)).status is Status.OPEN


@pytest.mark.parametrize("reason", [CloseReason.CONFIRMED, CloseReason.TIMED_OUT])
async def test_thanks_after_the_end_reopen_nothing(house: House, reason: CloseReason) -> None:
    """C33: a mark at most."""
    number = await house.files()
    await house.answers(ANNA, number)
    if reason is CloseReason.CONFIRMED:
        await house.actions.resolution.confirm(house.origin(), number, PETR)
    else:
        await house.passes(days=14, seconds=1)
    await house.deliver()
    await house.writes(PETR, "спасибо!")
    assert [type(each) for each in await house.deliver()] == [React]
    assert (await house.ticket(number)).close_reason is reason
    assert drafts(house) == []


async def test_a_new_line_after_a_yes_is_a_new_question(house: House) -> None:
    """35: the form, with "it is about № N" in place of a new ticket."""
    number = await house.files()
    await house.actions.resolution.confirm(house.origin(), number, PETR)
    await house.deliver()
    await house.writes(PETR, "После обновления отваливается VPN у бухгалтерии")
    assert drafts(house) == [Asking.FORM]
    assert (await house.ticket(number)).status is Status.CLOSED


async def test_after_a_no_the_choice_is_an_appeal_or_a_new_ticket(house: House) -> None:
    """35a, R26: why it stays closed; the words are kept and go to the lead."""
    number = await house.files()
    await house.actions.resolution.refuse(house.origin(), number, ANNA, house.desk.policy.out_of_scope[0].key)
    await house.deliver()
    said = await house.writes(PETR, "Но это же ваш шлюз")
    (told,) = of(await house.deliver(), TellCustomer)
    assert text(told).name == "ticket-was-refused"
    assert [button.arg for row in told.buttons for button in row] == ["appeal", "new"]
    await house.actions.sorting.belongs(house.origin(), PETR, utterance(house, said), "appeal")
    appeals = of(await house.deliver(), TellLead)
    assert [text(each).args["text"] for each in appeals] == ["Но это же ваш шлюз"] * 2
    assert (await house.ticket(number)).status is Status.CLOSED


# The lead


async def test_a_customer_writes_to_the_lead_and_is_answered(house: House) -> None:
    """R22, R26: through the bot, both ways."""
    await house.files()
    await house.actions.questions.ask_to_lead(house.origin(), PETR)
    await house.writes(PETR, "Хочу похвалить Анну")
    words = of(await house.deliver(), TellLead)
    assert [text(each).args["text"] for each in words] == ["Хочу похвалить Анну"] * 2
    (button,) = words[0].buttons[0]
    await house.actions.questions.ask_reply(house.origin(), button.subject, LEAD)  # type: ignore[arg-type]
    await house.deliver()
    await house.writes(LEAD, "Передам, спасибо!")
    told = [each for each in of(await house.deliver(), TellCustomer) if text(each).name == "from-lead"]
    assert [text(each).args["text"] for each in told] == ["Передам, спасибо!"]


# Blocked, and back


async def test_a_customer_blocks_the_bot_and_comes_back(house: House) -> None:
    """38: each told once to every live ticket's topic; whoever writes is back."""
    await house.files()
    reach = house.actions.reach.reachable
    for reachable, words in ((False, "topic-unreachable"), (True, "topic-reachable")):
        for _ in range(2):
            await reach(house.origin(), PETR, reachable=reachable)
        assert names(of(await house.deliver(), TellTopic)) == [words]
    await reach(house.origin(), PETR, reachable=False)
    await house.deliver()
    await house.writes(PETR, "Я снова здесь")
    assert names(of(await house.deliver(), TellTopic)) == ["topic-reachable"]
    await reach(house.origin(), UserId(666), reachable=False)  # nobody we know


async def test_it_goes_without_saying_for_a_while(house: House) -> None:
    """SAME_TALK: after a pause it is said again which ticket a line went to."""
    await house.files()
    await house.files()
    await house.writes(PETR, "Раз")
    await house.deliver()
    house.clock.advance(minutes=11)
    await house.writes(PETR, "Два")
    assert names(of(await house.deliver(), TellCustomer)) == ["went-to-ticket"]
    assert of(house.sent, RefreshCard) == []


async def test_an_edit_of_what_waits_to_be_sorted_is_kept(house: House) -> None:
    """C61: while the bot asks "for the ticket, or for the form?", a correction of the message is not lost."""
    number = await house.files()
    await house.actions.private.asked_for_form(house.origin(), house.message(PETR, PETR, "/new"))
    house.clock.advance(seconds=5)
    await house.answers(ANNA, number, "Какая версия?")
    house.clock.advance(seconds=5)
    said = await house.writes(PETR, "7.9.4 сборка 137")
    await house.actions.conversation.customer_edited(house.origin(), replace(said, text="7.9.4 сборка 138"))
    ((utterance, kept),) = house.ask("SELECT id, text FROM utterances WHERE standing = 'held'")
    assert kept == "7.9.4 сборка 138"
    await house.actions.sorting.belongs(house.origin(), PETR, utterance, str(number))
    (relay,) = of(await house.deliver(), RelayToTopic)
    assert relay.utterances == (utterance,)
