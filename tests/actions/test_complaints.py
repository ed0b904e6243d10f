"""Complaints reach leads alone and hold the closing by silence (R26, 36); a lead's word finds its way (R22)."""

import pytest

from domain.delivery import Obstacle
from domain.effects import EditTagged, Effect, SendEmail, TellCustomer, TellGroup, TellLead, TellTopic
from domain.errors import AlreadyDone, NotFound, NotYours
from domain.ids import MatterId, TicketId, UserId
from domain.ticket import CloseReason, Status
from domain.words import Press
from tests.actions.house import ANNA, LEAD, MARIA, PETR, SECOND_LEAD, House, lead_copies, names, of, text

WORDS = "Третий день без ответа по существу"


async def complained(house: House, ticket: TicketId | None, user: UserId = PETR, words: str = WORDS) -> MatterId:
    await house.actions.complaints.ask(house.origin(), ticket, user)
    await house.deliver()
    await house.writes(user, words)
    letters = of(await house.deliver(), TellLead)
    return MatterId(letters[0].buttons[0][0].subject)


async def answered(house: House, matter: MatterId, lead: UserId = LEAD) -> list[Effect]:
    await house.actions.complaints.ask_settle(house.origin(), matter, lead)
    await house.deliver()
    await house.writes(lead, "Разобрались, простите. Инженер ответит сегодня.")
    return await house.deliver()


async def waiting(house: House) -> TicketId:
    number = await house.files()
    await house.answers(ANNA, number)
    return number


async def test_only_leads_read_it(house: House) -> None:
    """R26, 36: the ticket, who, the words; nothing of it in the topic, the card or the group."""
    number = await waiting(house)
    await house.actions.complaints.ask(house.origin(), number, PETR)
    assert names(await house.deliver()) == ["ask-complaint"]
    await house.writes(PETR, WORDS)
    sent = await house.deliver()
    letters = of(sent, TellLead)
    assert [(each.lead, text(each).name) for each in letters] == [
        (LEAD, "lead-complaint"),
        (SECOND_LEAD, "lead-complaint"),
    ]
    assert (text(letters[0]).args["number"], text(letters[0]).args["text"]) == (int(number), WORDS)
    presses = [button.press for row in letters[0].buttons for button in row]
    assert presses == [Press.COMPLAINT_SETTLED, Press.REPLY, None]
    assert names(of(sent, TellCustomer)) == ["complaint-sent-held"]
    assert {type(each) for each in sent} == {TellLead, TellCustomer}
    assert house.journal(number)[-1] == "complained"


async def test_a_lead_who_cannot_be_reached_does_not_take_it_to_the_group(house: House) -> None:
    """R26: it waits for them; General hears only that they cannot be written to."""
    number = await waiting(house)
    house.broken = lambda effect: Obstacle.NEVER_STARTED if isinstance(effect, TellLead) else None
    await house.actions.complaints.ask(house.origin(), number, PETR)
    await house.writes(PETR, WORDS)
    assert set(names(of(await house.deliver(), TellGroup))) == {"lead-unreachable"}


async def test_it_holds_the_closing(house: House) -> None:
    """23, 36: not closed while it waits, nor warned of; settled, three days are left."""
    number = await waiting(house)
    matter = await complained(house, number)
    assert set(house.timers(number, "silence")) == {"swap"}
    assert of(await house.passes(days=40), TellCustomer) == []
    assert (await house.ticket(number)).status is Status.WAITING
    sent = await answered(house, matter)
    assert names(of(sent, TellCustomer)) == ["complaint-answered"]
    await house.passes(days=2, hours=23)
    assert (await house.ticket(number)).status is Status.WAITING
    await house.passes(hours=2)
    assert (await house.ticket(number)).close_reason is CloseReason.TIMED_OUT


async def test_settled_by_the_first_lead(house: House) -> None:
    """36: the customer reads the lead's own words; every copy says who; nobody else may."""
    number = await waiting(house)
    matter = await complained(house, number)
    for user in (PETR, UserId(ANNA)):
        with pytest.raises(NotYours):
            await house.actions.complaints.ask_settle(house.origin(), matter, user)
    sent = await answered(house, matter)
    (told,) = of(sent, TellCustomer)
    assert text(told).args["text"] == "Разобрались, простите. Инженер ответит сегодня."
    assert told.buttons[0][0].press is Press.TO_LEAD
    assert lead_copies(sent, f"lead:{SECOND_LEAD}") == ["lead-complaint-settled"]
    assert all(text(each).args["lead"] == "Людмила" for each in of(sent, EditTagged) if each.words)
    assert house.journal(number)[-1] == "complaint_settled"
    assert of(sent, TellTopic) == []
    with pytest.raises(AlreadyDone):
        await house.actions.complaints.ask_settle(house.origin(), matter, SECOND_LEAD)


async def test_one_of_two_is_settled(house: House) -> None:
    """36: while another waits, the closing waits."""
    number = await waiting(house)
    first, second = await complained(house, number), await complained(house, number)
    await answered(house, first)
    assert (await house.ticket(number)).complaint_open
    await answered(house, second, SECOND_LEAD)
    assert not (await house.ticket(number)).complaint_open


async def test_the_ticket_at_hand_is_meant(house: House) -> None:
    """R26: from /lead without a ticket: the one they are talking about; without any, nothing is held."""
    number = await waiting(house)
    await complained(house, None)
    assert (await house.ticket(number)).complaint_open
    await house.actions.lookups.lead_contact(house.origin(), MARIA, "ru")
    (contact,) = of(await house.deliver(), TellCustomer)
    assert [button.press for row in contact.buttons for button in row] == [Press.TO_LEAD, Press.COMPLAIN]
    await house.actions.complaints.ask(house.origin(), None, MARIA)
    await house.writes(MARIA, WORDS)
    sent = await house.deliver()
    assert names(of(sent, TellLead)) == ["lead-complaint-stranger"] * 2
    assert names(of(sent, TellCustomer)) == ["complaint-sent"]


async def test_nobody_complains_in_anothers_name(house: House) -> None:
    number = await waiting(house)
    await house.files(MARIA)
    with pytest.raises(NotFound):
        await house.actions.complaints.ask(house.origin(), number, MARIA)
    with pytest.raises(NotFound):
        await house.actions.complaints.ask(house.origin(), number, UserId(666))


async def test_the_list(house: House) -> None:
    """R26: `/complaints`, the oldest first, for leads alone."""
    await house.actions.complaints.list(house.origin(), LEAD)
    assert names(await house.deliver()) == ["complaints-none"]
    first = await complained(house, await waiting(house))
    await house.actions.lookups.lead_contact(house.origin(), MARIA, "ru")
    second = await complained(house, None, MARIA)
    await house.actions.complaints.list(house.origin(), LEAD)
    (listed,) = of(await house.deliver(), TellLead)
    assert names([listed]) == ["complaints-head", "complaints-line-ticket", "complaints-line"]
    assert [button.subject for row in listed.buttons for button in row] == [first, second]
    await answered(house, first)
    await house.actions.complaints.list(house.origin(), LEAD)
    assert names(await house.deliver()) == ["complaints-head", "complaints-line"]
    for user in (PETR, UserId(ANNA)):
        with pytest.raises(NotYours):
            await house.actions.complaints.list(house.origin(), user)


async def test_a_bad_rating_leads_to_the_lead(house: House) -> None:
    """R26: under it one may complain; its word is never told in the group, whoever cannot be reached."""
    number = await waiting(house)
    await house.settles(ANNA, number)
    await house.actions.resolution.confirm(house.origin(), number, PETR)
    await house.deliver()
    rate = house.actions.resolution.rate
    await rate(house.origin(), number, PETR, -1, house.actions.questions.ask_rating_word)
    sent = await house.deliver()
    (thanked,) = [each for each in of(sent, EditTagged) if each.tag == f"rating:{number}"]
    assert (thanked.buttons[0][0].press, thanked.buttons[0][0].subject) == (Press.COMPLAIN, number)
    house.broken = lambda effect: Obstacle.NEVER_STARTED if isinstance(effect, TellLead) else None
    await house.writes(PETR, "Хамят")
    told = of(await house.deliver(), TellGroup)
    assert not any("lead-rating-word" in names([each]) for each in told)


# A lead's word that Telegram does not deliver


async def test_a_leads_word_goes_by_mail(house: House) -> None:
    """R22, 38: the customer blocked the bot; the lead learns how it went."""
    await waiting(house)
    await house.actions.questions.ask_to_lead(house.origin(), PETR)
    await house.writes(PETR, "Когда ждать?")
    letters = of(await house.deliver(), TellLead)
    await house.actions.questions.ask_reply(house.origin(), letters[0].buttons[0][0].subject, LEAD)  # type: ignore[arg-type]
    await house.deliver()
    house.broken = lambda effect: (
        Obstacle.BLOCKED if isinstance(effect, TellCustomer) and effect.from_lead is not None else None
    )
    await house.writes(LEAD, "Сегодня до вечера")
    sent = await house.deliver()
    (mail,) = of(sent, SendEmail)
    assert (mail.to, names([mail])) == ("7@example.org", ["email-from-lead"])
    assert names(of(sent, TellLead))[-1] == "lead-word-mailed"


async def test_or_its_lead_learns_that_it_is_lost(house: House) -> None:
    """R22: nobody knows an address."""
    await house.writes(MARIA, "/start")
    await house.actions.questions.ask_to_lead(house.origin(), MARIA)
    await house.writes(MARIA, "Когда ждать?")
    letters = of(await house.deliver(), TellLead)
    await house.actions.questions.ask_reply(house.origin(), letters[0].buttons[0][0].subject, LEAD)  # type: ignore[arg-type]
    house.broken = lambda effect: (
        Obstacle.BLOCKED if isinstance(effect, TellCustomer) and effect.from_lead is not None else None
    )
    await house.deliver()
    await house.writes(LEAD, "Сегодня до вечера")
    assert names(of(await house.deliver(), TellLead))[-1] == "lead-word-lost"
