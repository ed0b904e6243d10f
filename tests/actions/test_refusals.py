"""The desk says no: seen before it is sent, and for rudeness only after a warning and by a lead (R6, R10, R13)."""

import pytest

from domain.delivery import Obstacle
from domain.effects import CloseTopic, EditTagged, TellCustomer, TellGroup, TellLead, TellTopic
from domain.errors import AlreadyDone, NotEnough, NotFound, NotPossible, NotWarned, NotYours
from domain.ids import EngineerId, MatterId, TicketId, UserId
from domain.said import Message
from domain.ticket import CloseReason, Status
from domain.words import Moment, Press
from tests.actions.house import ANNA, BORIS, GROUP, LEAD, PETR, SECOND_LEAD, House, lead_copies, names, of, text

RUDE = "Вы там вообще работаете, бездельники"


async def at_work(house: House) -> TicketId:
    number = await house.files()
    await house.claims(ANNA, number)
    return number


async def warned(house: House) -> TicketId:
    """A ticket whose customer was asked for another tone a minute ago."""
    number = await at_work(house)
    await house.actions.refusals.warn(house.origin(), number, ANNA)
    await house.deliver()
    house.clock.advance(minutes=1)
    return number


async def proposed(house: House) -> tuple[TicketId, MatterId]:
    """And went on in it; the leads are asked."""
    number = await warned(house)
    await house.writes(PETR, RUDE)
    await house.deliver()
    await house.actions.refusals.propose(house.origin(), number, ANNA)
    asked = of(await house.deliver(), TellLead)
    return number, MatterId(asked[0].buttons[0][0].subject)


def a_command(house: House, number: TicketId, reply_to: Message | None = None) -> Message:
    """`/rude`, in reply to what the customer wrote: the topic shows the bot's copy of it."""
    copies = house.ask(
        "SELECT copied.message_id FROM message_pairs AS own JOIN message_pairs AS copied USING (utterance_id)"
        " WHERE own.chat_id = ? AND own.message_id = ? AND copied.copied = 1",
        *((reply_to.place.chat, reply_to.place.message) if reply_to else (0, 0)),
    )
    return house.message(ANNA, GROUP, "/rude", reply_to=copies[0][0] if copies else None)


# Grounds


async def test_a_refusal_is_seen_before_it_is_sent(house: House) -> None:
    """R10, 30: asked in private, with all that the customer will read; nothing has happened yet."""
    number = await at_work(house)
    await house.actions.refusals.ask(house.origin(), number, ANNA, "lan")
    assert names(await house.deliver()) == ["ask-refuse-head", "ask-refuse"]
    assert (await house.ticket(number)).status is Status.OPEN
    await house.writes(UserId(ANNA), "Спросите вашего администратора.")
    (told,) = of(await house.deliver(), TellCustomer)
    assert text(told).args["extra"] == " Спросите вашего администратора."
    assert [button.press for button in told.buttons[0]] == [Press.APPEAL, Press.LEAD]
    assert (await house.ticket(number)).close_reason is CloseReason.OUT_OF_SCOPE


async def test_or_sent_as_it_is(house: House) -> None:
    """R6: without a word of the engineer's own; a product not supported is counted as such."""
    number = await at_work(house)
    await house.actions.refusals.ask(house.origin(), number, ANNA, "unsupported")
    (asked,) = of(await house.deliver(), TellCustomer)
    send = asked.buttons[0][0]
    await house.actions.private.tapped(house.origin(), UserId(ANNA), send.subject, send.arg)
    (told,) = of(await house.deliver(), TellCustomer)
    assert text(told).args["extra"] == ""
    ticket = await house.ticket(number)
    assert (ticket.close_reason, ticket.awaits_first_answer) == (CloseReason.UNSUPPORTED_PRODUCT, False)


async def test_a_refusal_in_one_line(house: House) -> None:
    """R10: `/refuse lan words`, for who never pressed Start."""
    number = await at_work(house)
    with pytest.raises(NotEnough):
        await house.actions.refusals.command(house.origin(), number, ANNA, "потому что")
    await house.actions.refusals.command(house.origin(), number, ANNA, "lan Спросите вашего администратора.")
    (told,) = of(await house.deliver(), TellCustomer)
    assert text(told).args["extra"] == " Спросите вашего администратора."


async def test_what_cannot_be_refused_is_not_asked_about(house: House) -> None:
    """30: answered already, another's business, a ground that is not listed."""
    number = await at_work(house)
    ask = house.actions.refusals.ask
    with pytest.raises(NotFound):
        await ask(house.origin(), number, ANNA, "no-such-ground")
    with pytest.raises(NotYours):
        await ask(house.origin(), number, EngineerId(PETR), "lan")
    await house.answers(ANNA, number)
    with pytest.raises(NotPossible):
        await ask(house.origin(), number, ANNA, "lan")


async def test_a_late_refusal_settles_the_alert(house: House) -> None:
    """R2, C62: it is an answer, so the leads' copies say when it came."""
    number = await at_work(house)
    await house.passes(hours=5)
    await house.actions.resolution.refuse(house.origin(), number, ANNA, "lan")
    assert set(lead_copies(await house.deliver(), f"lead:{LEAD}")) == {"lead-settled-late"}


# Rudeness


async def test_without_a_warning_nobody_is_refused(house: House) -> None:
    """29, R13: refused with a clear word; the leads hear nothing."""
    number = await at_work(house)
    await house.writes(PETR, RUDE)
    await house.deliver()
    with pytest.raises(NotWarned):
        await house.actions.refusals.propose(house.origin(), number, ANNA)
    assert await house.deliver() == []


async def test_the_warning(house: House) -> None:
    """29: one tap, the policy's words, once; the clock runs on."""
    number = await warned(house)
    told = [each for each in of(house.sent, TellCustomer) if "ticket-warned" in names([each])]
    assert text(told[0]).args["text"] == house.desk.policy.rudeness_warning
    ticket = await house.ticket(number)
    assert (ticket.awaits_first_answer, ticket.warned_at is None) == (True, False)
    assert house.journal(number)[-1] == "warned"
    with pytest.raises(AlreadyDone):
        await house.actions.refusals.warn(house.origin(), number, ANNA)
    with pytest.raises(NotYours):
        await house.actions.refusals.warn(house.origin(), number, EngineerId(PETR))


async def test_who_has_stopped_is_not_refused(house: House) -> None:
    """29: only what was said after the warning counts."""
    number = await at_work(house)
    rude = await house.writes(PETR, RUDE)
    await house.deliver()
    house.clock.advance(minutes=1)
    await house.actions.refusals.warn(house.origin(), number, ANNA)
    await house.deliver()
    for command in (a_command(house, number, rude), a_command(house, number)):
        with pytest.raises(NotWarned):
            await house.actions.refusals.propose_by(house.origin(), number, ANNA, command)


async def test_the_lead_reads_what_it_is_about(house: House) -> None:
    """29: the message, the warning's time, who proposes; until they decide nothing changes, and the clock runs on."""
    number = await warned(house)
    rude = await house.writes(PETR, RUDE)
    await house.deliver()
    house.clock.advance(minutes=1)
    await house.writes(PETR, "Ладно, извините")
    await house.deliver()
    await house.actions.refusals.propose_by(house.origin(), number, ANNA, a_command(house, number, rude))
    sent = await house.deliver()
    asked = of(sent, TellLead)
    assert [each.lead for each in asked] == [LEAD, SECOND_LEAD]
    ticket = await house.ticket(number)
    assert ticket.warned_at is not None
    assert text(asked[0]).args == {
        "number": int(number),
        "organisation": "ООО «Ромашка»",
        "engineer": "Анна",
        "warned": Moment(ticket.warned_at),
        "at": Moment(rude.at),
        "text": RUDE,
    }
    assert [button.press for row in asked[0].buttons for button in row] == [Press.RUDE_YES, Press.RUDE_NO, None]
    assert names(of(sent, TellTopic)) == ["topic-proposed"]
    assert (ticket.status, ticket.awaits_first_answer) == (Status.OPEN, True)
    with pytest.raises(AlreadyDone):
        await house.actions.refusals.propose(house.origin(), number, BORIS)


async def test_a_reply_to_anything_else_is_no_proof(house: House) -> None:
    """29: the message in question is the customer's, of this ticket."""
    number = await warned(house)
    other = await house.files(UserId(8))
    elsewhere = await house.writes(UserId(8), RUDE)
    await house.deliver()
    assert other != number
    with pytest.raises(NotEnough):
        await house.actions.refusals.propose_by(house.origin(), number, ANNA, a_command(house, number, elsewhere))


async def test_the_lead_confirms(house: House) -> None:
    """29a, R13: closed, told with the appeal; the engineer is told; of two leads the first decides."""
    number, matter = await proposed(house)
    second = await house.files()
    await house.actions.refusals.confirm(house.origin(), matter, LEAD)
    sent = await house.deliver()
    told = of(sent, TellCustomer)
    assert names(told) == ["ticket-refused-rude", "ticket-active"]
    assert [button.press for button in told[0].buttons[0]] == [Press.APPEAL, Press.LEAD]
    assert [(text(each).name, each.mention) for each in of(sent, TellTopic)] == [("topic-rude-confirmed", ANNA)]
    assert len(of(sent, CloseTopic)) == 1
    (copy,) = [each for each in of(sent, EditTagged) if each.lane == f"lead:{SECOND_LEAD}"]
    assert (text(copy).name, text(copy).args["lead"]) == ("lead-rude-confirmed", "Людмила")
    assert (await house.ticket(number)).close_reason is CloseReason.REFUSED_RUDE
    assert (await house.ticket(second)).status is Status.OPEN
    with pytest.raises(AlreadyDone):
        await house.actions.refusals.decline(house.origin(), matter, SECOND_LEAD)


async def test_the_lead_declines(house: House) -> None:
    """29: the ticket stays as it was, the engineer is told; another may be proposed later."""
    number, matter = await proposed(house)
    await house.actions.refusals.decline(house.origin(), matter, SECOND_LEAD)
    sent = await house.deliver()
    assert [(text(each).name, each.mention) for each in of(sent, TellTopic)] == [("topic-rude-declined", ANNA)]
    assert of(sent, TellCustomer) == []
    assert lead_copies(sent, f"lead:{LEAD}") == ["lead-rude-declined"]
    assert house.journal(number)[-2:] == ["rudeness_proposed", "rudeness_declined"]
    assert (await house.ticket(number)).status is Status.OPEN
    await house.actions.refusals.propose(house.origin(), number, ANNA)
    assert len(of(await house.deliver(), TellLead)) == 2


@pytest.mark.parametrize("user", [UserId(ANNA), PETR])
async def test_nobody_else_decides(house: House, user: UserId) -> None:
    """29a, C54: neither the engineer who asks for it nor the customer, whatever button they send."""
    number, matter = await proposed(house)
    for decide in (house.actions.refusals.confirm, house.actions.refusals.decline):
        with pytest.raises(NotYours):
            await decide(house.origin(), matter, user)
    assert (await house.ticket(number)).status is Status.OPEN


async def test_what_has_ended_is_not_refused(house: House) -> None:
    """29a: the customer took it back while the lead was thinking."""
    number, matter = await proposed(house)
    await house.actions.resolution.withdraw(house.origin(), number, PETR)
    await house.deliver()
    toast = await house.actions.refusals.confirm(house.origin(), matter, LEAD)
    assert toast is not None
    assert toast.name == "already-done"
    assert lead_copies(await house.deliver(), f"lead:{LEAD}") == ["lead-rude-moot"]
    assert (await house.ticket(number)).close_reason is CloseReason.WITHDRAWN


async def test_the_lead_may_decide_in_general(house: House) -> None:
    """29, C62: who cannot be written to reads it in the group, where the engineers have read it anyway."""
    number = await warned(house)
    await house.writes(PETR, RUDE)
    await house.deliver()
    house.broken = lambda effect: Obstacle.NEVER_STARTED if isinstance(effect, TellLead) else None
    await house.actions.refusals.propose(house.origin(), number, ANNA)
    (told,) = [each for each in of(await house.deliver(), TellGroup) if "lead-rude" in names([each])]
    assert [button.press for row in told.buttons for button in row] == [Press.RUDE_YES, Press.RUDE_NO, None]
