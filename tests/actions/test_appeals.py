"""After our no the lead has the last word (35a, R13), and the desk may take up again what is closed (35d)."""

import pytest

from domain.effects import EditTagged, RelayToTopic, ReopenTopic, TellCustomer, TellLead, TellTopic, TellUser
from domain.errors import AlreadyDone, NotEnough, NotFound, NotYours
from domain.ids import EngineerId, MatterId, TicketId, UserId
from domain.intake import Usage
from domain.ticket import CloseReason, Status
from domain.words import Lines, Local, Press, Text
from tests.actions.house import ANNA, LEAD, MARIA, PETR, SECOND_LEAD, House, lead_copies, names, of, text


async def refused(house: House) -> TicketId:
    number = await house.files()
    await house.claims(ANNA, number)
    await house.actions.resolution.refuse(house.origin(), number, ANNA, "lan")
    await house.deliver()
    return number


async def appealed(house: House, words: str = "Это ваш шлюз, он и не пускает") -> tuple[TicketId, MatterId]:
    number = await refused(house)
    await house.actions.appeals.ask(house.origin(), number, PETR)
    await house.deliver()
    await house.writes(PETR, words)
    letters = of(await house.deliver(), TellLead)
    return number, MatterId(letters[0].buttons[0][0].subject)


async def test_an_appeal_reaches_every_lead(house: House) -> None:
    """35a, R13: the ticket, the ground and whose it was, the customer's words; nothing of it in the group."""
    number = await refused(house)
    await house.actions.appeals.ask(house.origin(), number, PETR)
    assert names(await house.deliver()) == ["ask-appeal"]
    await house.writes(PETR, "Это ваш шлюз")
    sent = await house.deliver()
    letters = of(sent, TellLead)
    assert [each.lead for each in letters] == [LEAD, SECOND_LEAD]
    args = text(letters[0]).args
    assert (args["number"], args["text"]) == (int(number), "Это ваш шлюз")
    ground = args["ground"]
    assert isinstance(ground, Text)
    assert isinstance(ground.args["ground"], Local)
    assert (ground.args["ground"].ru, ground.args["engineer"]) == ("Локальная сеть", "Анна")
    assert [each.press for row in letters[0].buttons for each in row] == [Press.UPHOLD, Press.DISMISS, None]
    assert letters[0].ticket is None  # a lead who cannot be written to reads it later; the group never
    assert names(of(sent, TellCustomer)) == ["appeal-sent"]
    assert of(sent, TellTopic) == []
    assert house.journal(number)[-1] == "appealed"


async def test_what_is_added_moves_the_choices_on(house: House) -> None:
    """35a: one appeal, however often its customer writes."""
    number, matter = await appealed(house)
    await house.actions.appeals.ask(house.origin(), number, PETR)
    await house.writes(PETR, "И ещё вот что")
    sent = await house.deliver()
    letters = of(sent, TellLead)
    assert {MatterId(each.buttons[0][0].subject) for each in letters} == {matter}
    assert len([each for each in of(sent, EditTagged) if each.words is None]) == 2
    assert house.ask("SELECT count(*) FROM matters") == [(1,)]


async def test_upheld_it_is_back_in_work(house: House) -> None:
    """35d: by the lead's own reason, which the customer reads; a new clock; the engineers are told."""
    number, matter = await appealed(house)
    await house.actions.appeals.ask_uphold(house.origin(), matter, LEAD)
    assert names(await house.deliver()) == ["ask-uphold"]
    await house.writes(LEAD, "Посмотрели: дело и правда в шлюзе.")
    sent = await house.deliver()
    (told,) = of(sent, TellCustomer)
    assert isinstance(told.words, Lines)
    assert names([told]) == ["ticket-reopened", "ticket-reopened-because"]
    assert names(of(sent, TellTopic)) == ["topic-reopened"]
    assert len(of(sent, ReopenTopic)) == 1
    assert lead_copies(sent, f"lead:{SECOND_LEAD}") == ["lead-appeal-upheld"]
    ticket = await house.ticket(number)
    assert (ticket.status, ticket.close_reason) == (Status.OPEN, None)
    assert ticket.cycle is not None
    assert ticket.cycle.n == 2
    entries = await house.look(lambda tx: tx.journal.of(number))
    assert [(each.event, each.by) for each in entries][-2] == ("reopened", f"lead:{LEAD}")
    with pytest.raises(AlreadyDone):
        await house.actions.appeals.ask_dismiss(house.origin(), matter, SECOND_LEAD)


@pytest.mark.parametrize(
    ("words", "name"), [("Сеть всё же ваша.", "appeal-dismissed"), (None, "appeal-dismissed-bare")]
)
async def test_left_as_it_is(house: House, words: str | None, name: str) -> None:
    """35a, R22: it stays closed; the customer is told, with the lead's contacts."""
    number, matter = await appealed(house)
    await house.actions.appeals.ask_dismiss(house.origin(), matter, LEAD)
    (asked,) = of(await house.deliver(), TellCustomer)
    if words:
        await house.writes(LEAD, words)
    else:
        skip = asked.buttons[0][0]
        await house.actions.private.tapped(house.origin(), LEAD, skip.subject, skip.arg)
    (told,) = of(await house.deliver(), TellCustomer)
    lead = house.desk.policy.contacts.lead
    assert (text(told).name, text(told).args["phone"], text(told).args["email"]) == (name, lead.phone, lead.email)
    assert (await house.ticket(number)).status is Status.CLOSED
    await house.actions.appeals.ask(house.origin(), number, PETR)  # it may be appealed anew, with what is new
    await house.writes(PETR, "Вот журнал шлюза")
    assert len(of(await house.deliver(), TellLead)) == 2


async def test_the_other_lead_was_faster(house: House) -> None:
    """C62: decided while this one was typing: told so, and nothing is done twice."""
    number, matter = await appealed(house)
    await house.actions.appeals.ask_uphold(house.origin(), matter, LEAD)
    await house.actions.appeals.ask_dismiss(house.origin(), matter, SECOND_LEAD)
    await house.writes(SECOND_LEAD, "Остаётся")
    await house.deliver()
    await house.writes(LEAD, "Берём")
    assert names(await house.deliver()) == ["ask-too-late"]
    assert (await house.ticket(number)).status is Status.CLOSED


async def test_who_may_appeal_and_who_decides(house: House) -> None:
    """35a: their own refused ticket; only leads decide."""
    number, matter = await appealed(house)
    with pytest.raises(NotFound):
        await house.actions.appeals.ask(house.origin(), number, MARIA)
    for user in (PETR, UserId(ANNA)):
        with pytest.raises(NotYours):
            await house.actions.appeals.ask_uphold(house.origin(), matter, user)
    live = await house.files()
    with pytest.raises(AlreadyDone):
        await house.actions.appeals.ask(house.origin(), live, PETR)


# Any closed ticket


@pytest.mark.parametrize("by", [ANNA, EngineerId(LEAD)])
async def test_the_desk_takes_up_again_what_is_closed(house: House, by: EngineerId) -> None:
    """35d: with a reason, in one line or asked for in private; the customer reads it."""
    number = await refused(house)
    with pytest.raises(NotEnough):
        await house.actions.appeals.reopen(house.origin(), number, by, "  ")
    await house.actions.appeals.reopen(house.origin(), number, by, "Нашли причину")
    sent = await house.deliver()
    assert names(of(sent, TellCustomer)) == ["ticket-reopened", "ticket-reopened-because"]
    assert names(of(sent, TellTopic)) == ["topic-reopened"]
    assert (await house.ticket(number)).status is Status.OPEN
    with pytest.raises(AlreadyDone):
        await house.actions.appeals.reopen(house.origin(), number, by, "Ещё раз")


async def test_the_closed_cards_button_asks_why(house: House) -> None:
    """35d: in private."""
    number = await refused(house)
    await house.actions.appeals.ask_reopen(house.origin(), number, ANNA)
    assert names(await house.deliver()) == ["ask-reopen"]
    await house.writes(UserId(ANNA), "Нашли причину")
    sent = await house.deliver()
    assert names(of(sent, TellUser)) == ["toast-reopened"]
    assert (await house.ticket(number)).status is Status.OPEN
    with pytest.raises(NotYours):
        await house.actions.appeals.ask_reopen(house.origin(), number, EngineerId(PETR))


async def test_behind_another_it_waits_in_front(house: House) -> None:
    """35d, invariant 7."""
    number = await refused(house)
    await house.files()
    await house.actions.appeals.reopen(house.origin(), number, ANNA, "Нашли причину")
    assert names(of(await house.deliver(), TellCustomer)) == ["ticket-reopened-queued", "ticket-reopened-because"]
    ticket = await house.ticket(number)
    assert (ticket.status, ticket.front, ticket.close_reason) == (Status.QUEUED, True, None)


async def test_an_appeal_of_what_is_at_work_again_is_told_so(house: House) -> None:
    """35a: an engineer took it up while the customer was writing the appeal."""
    number = await refused(house)
    await house.actions.appeals.ask(house.origin(), number, PETR)
    await house.actions.appeals.reopen(house.origin(), number, ANNA, "Нашли причину")
    await house.deliver()
    await house.writes(PETR, "Это ваш шлюз")
    assert names(await house.deliver()) == ["ask-too-late"]


async def test_turned_down_by_the_lead_it_can_be_appealed_too(house: House) -> None:
    """R9, R13: without a ground of the policy's the appeal says whose word it was, if they have a name."""
    number = await house.files(PETR, Usage.NONE)
    await house.actions.questions.ask_turn_down(house.origin(), number, LEAD)
    await house.writes(LEAD, "Продлите подписку")
    await house.deliver()
    assert (await house.ticket(number)).close_reason is CloseReason.REFUSED_UNSUBSCRIBED
    await house.actions.appeals.ask(house.origin(), number, PETR)
    await house.writes(PETR, "Мы продлили")
    letters = of(await house.deliver(), TellLead)
    ground = text(letters[0]).args["ground"]
    assert isinstance(ground, Text)
    assert ground == Text("appeal-by", {"engineer": "Людмила"})


async def test_what_waits_for_a_choice_goes_with_the_ticket(house: House) -> None:
    """35a, 35d: written after the refusal and never sorted; the ticket is back, and its engineers read it."""
    number = await refused(house)
    await house.writes(PETR, "Но это ваш шлюз")
    assert names(await house.deliver()) != []
    await house.actions.appeals.reopen(house.origin(), number, ANNA, "Нашли ошибку у себя")
    sent = await house.deliver()
    assert len(of(sent, RelayToTopic)) == 1
    await house.writes(PETR, "Спасибо, жду")
    await house.writes(PETR, "Вот журнал")
    assert len(of(await house.deliver(), RelayToTopic)) == 2
    assert (await house.ticket(number)).status is Status.OPEN


async def test_the_refusals_own_button_takes_what_is_written(house: House) -> None:
    """35a: [Appeal] under the refusal, after words that wait for a choice: they are the appeal."""
    number = await refused(house)
    await house.writes(PETR, "Но это ваш шлюз")
    await house.deliver()
    await house.actions.appeals.ask(house.origin(), number, PETR)
    (first, *_) = of(await house.deliver(), TellLead)
    assert text(first).args["text"] == "Но это ваш шлюз"


async def test_the_question_asked_last_is_answered(house: House) -> None:
    """C61: words that wait for a choice do not swallow the answer to a later question."""
    number = await refused(house)
    await house.actions.appeals.ask(house.origin(), number, PETR)
    await house.writes(PETR, "Не согласен")
    await house.writes(PETR, "Ещё одно")
    await house.deliver()
    house.clock.move(minutes=1)
    await house.actions.questions.ask_to_lead(house.origin(), PETR)
    await house.writes(PETR, "Перезвоните мне")
    assert "lead-message" in names(await house.deliver())


async def test_an_engineer_was_faster_than_the_appeal(house: House) -> None:
    """35d: opened again meanwhile, the lead has nothing to decide, and the customer hears no second no."""
    number, matter = await appealed(house)
    await house.actions.appeals.ask_dismiss(house.origin(), matter, LEAD)
    await house.actions.appeals.reopen(house.origin(), number, ANNA, "Нашли ошибку у себя")
    sent = await house.deliver()
    assert lead_copies(sent, f"lead:{LEAD}") == ["lead-appeal-moot"]
    await house.writes(LEAD, "Остаётся")
    assert names(await house.deliver()) == ["ask-too-late"]
