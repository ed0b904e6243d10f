"""Two tickets, one question: closed, told, followed (LIFECYCLE 31, 35b; C40, C41)."""

import pytest

from domain.effects import CloseTopic, RelayToTopic, TellCustomer, TellTopic
from domain.errors import AlreadyTaken, NotFound, NotPossible, Unfit
from domain.ids import EngineerId, TicketId
from domain.intake import Usage
from domain.ticket import CloseReason, Status
from tests.actions.house import ANNA, BORIS, LEAD, MARIA, PETR, House, names, of, text

ORGANISATION = "ООО «Ромашка»"


async def joined(house: House, duplicate: TicketId, other: TicketId) -> None:
    """Anna says that they are one; everybody has heard of it."""
    await house.actions.duplicates.mark(house.origin(), duplicate, ANNA, other)
    await house.deliver()


async def colleagues(house: House) -> tuple[TicketId, TicketId]:
    """Maria's ticket and Petr's, of one organisation, about one thing."""
    return await house.files(MARIA, organisation=ORGANISATION), await house.files(PETR, organisation=ORGANISATION)


async def test_it_is_closed_told_and_its_topic_with_it(house: House) -> None:
    """31: of the same customer; both journals say so, both topics, and the customer hears where it goes on."""
    first, second = await house.files(), await house.files()
    toast = await house.actions.duplicates.mark(house.origin(), second, ANNA, first)
    assert toast is not None
    sent = await house.deliver()
    assert names(of(sent, TellCustomer)) == ["ticket-duplicate"]
    assert sorted((int(each.ticket), text(each).name) for each in of(sent, TellTopic)) == [
        (1, "topic-has-duplicate"),
        (2, "topic-is-duplicate"),
    ]
    assert [each.ticket for each in of(sent, CloseTopic)] == [second]
    ticket = await house.ticket(second)
    assert (ticket.close_reason, ticket.duplicate_of) == (CloseReason.DUPLICATE, first)
    assert (house.journal(second)[-1], house.journal(first)[-1]) == ("duplicate", "joined")


async def test_the_earlier_promise_counts(house: House) -> None:
    """C40b: the duplicate was due in 20 minutes; so is the first now, its customer hears so, `/why` says why."""
    second = await house.files(PETR)
    house.clock.advance(hours=2)
    first = await house.files(MARIA)
    house.clock.advance(hours=1, minutes=40)
    promised = (await house.ticket(second)).cycle
    await house.actions.duplicates.mark(house.origin(), second, ANNA, first)
    sent = await house.deliver()
    assert sorted(names(of(sent, TellCustomer))) == ["ticket-duplicate-colleague", "ticket-sooner"]
    cycle = (await house.ticket(first)).cycle
    assert cycle is not None
    assert promised is not None
    assert (cycle.due_at, cycle.reason.cause) == (promised.due_at, "duplicate")
    await house.passes(minutes=21)
    assert house.journal(first)[-1] == "breached"
    assert "breached" not in house.journal(second)


async def test_a_breach_stays_where_it_was_made(house: House) -> None:
    """C40a: the duplicate is late already: the first keeps its promise, the figures keep the breach."""
    second = await house.files(PETR)
    house.clock.advance(hours=1)
    first = await house.files(MARIA)
    await house.passes(hours=3, minutes=1)
    assert "breached" in house.journal(second)
    before = (await house.ticket(first)).cycle
    await joined(house, second, first)
    assert (await house.ticket(first)).cycle == before
    late = (await house.ticket(second)).cycle
    assert late is not None
    assert late.answered_at is None


async def test_a_circle_is_refused_and_a_chain_followed(house: House) -> None:
    """C41: A→B, then B→A is refused; C→A closes as a duplicate of B; a reply on A lands in B."""
    a, b, c = await house.files(), await house.files(), await house.files()
    await joined(house, a, b)
    with pytest.raises(Unfit) as refused:
        await house.actions.duplicates.mark(house.origin(), b, ANNA, a)
    assert refused.value.why == "duplicate_loop"
    await joined(house, c, a)
    assert (await house.ticket(c)).duplicate_of == b
    old = house.ask("SELECT chat_id, message_id FROM message_pairs WHERE ticket_id = ? AND chat_id = ?", a, PETR)
    await house.writes(PETR, "Ещё сведения", reply_to=old[0][1])
    (relay,) = of(await house.deliver(), RelayToTopic)
    assert relay.ticket == b


async def test_the_slot_goes_to_the_other_first(house: House) -> None:
    """R17, 11: the one at work was a duplicate of the third in line, which takes its place; the second waits on."""
    first, second, third = await house.files(), await house.files(), await house.files()
    promised = (await house.ticket(first)).cycle
    await joined(house, first, third)
    statuses = [(await house.ticket(each)).status for each in (first, second, third)]
    assert statuses == [Status.CLOSED, Status.QUEUED, Status.OPEN]
    cycle = (await house.ticket(third)).cycle
    assert promised is not None
    assert cycle is not None
    assert cycle.due_at == promised.due_at


async def test_the_slot_goes_on_in_line(house: House) -> None:
    """R17, 11: the other is somebody else's: the next of this customer opens in the same commit."""
    other = await house.files(MARIA)
    first, second = await house.files(PETR), await house.files(PETR)
    await joined(house, first, other)
    assert (await house.ticket(second)).status is Status.OPEN


async def test_a_colleague_is_heard_in_the_other_topic(house: House) -> None:
    """35b: what Petr writes goes to Maria's topic, with his name; her answers stay hers, and so does her ticket."""
    other, own = await colleagues(house)
    await joined(house, own, other)
    await house.writes(PETR, "У нас ещё и принтер не видно")
    sent = await house.deliver()
    (relay,) = of(sent, RelayToTopic)
    assert relay.ticket == other
    (who,) = of(sent, TellTopic)
    assert (text(who).name, text(who).args["name"]) == ("topic-colleague", "Пётр Петров")
    with pytest.raises(NotFound):
        await house.actions.lookups.status(house.origin(), PETR, other)
    await house.answers(ANNA, other)
    (own_chat,) = house.ask("SELECT count(*) FROM outbox WHERE kind = 'RelayToCustomer' AND customer_id = 2")[0]
    assert own_chat == 0


async def test_it_was_another_question_after_all(house: House) -> None:
    """31: the button opens it again, and it is no duplicate any more."""
    other, own = await colleagues(house)
    await joined(house, own, other)
    await house.actions.resolution.reopen(house.origin(), own, PETR)
    ticket = await house.ticket(own)
    assert (ticket.status, ticket.duplicate_of) == (Status.OPEN, None)


async def test_a_colleagues_closed_ticket_is_not_opened(house: House) -> None:
    """35b, C54: by then his own comes back in its place."""
    other, own = await colleagues(house)
    await joined(house, own, other)
    await house.actions.resolution.withdraw(house.origin(), other, MARIA)
    await house.deliver()
    old = house.ask("SELECT message_id FROM message_pairs WHERE ticket_id = ? AND chat_id = ?", own, PETR)
    await house.writes(PETR, "А у меня всё ещё не работает", reply_to=old[0][0])
    await house.deliver()
    assert (await house.ticket(other)).status is Status.CLOSED
    assert (await house.ticket(own)).status is Status.OPEN


async def test_what_is_no_duplicate(house: House) -> None:
    """31: no number, itself, nobody's, a stranger's, a closed one's; and only by who has it, or a lead."""
    number = await house.files()
    stranger = await house.files(MARIA, organisation="ООО «Другая»")
    closed = await house.files()
    await house.actions.resolution.withdraw(house.origin(), closed, PETR)
    for named, why in ((None, "duplicate_number"), (number, "duplicate_itself")):
        with pytest.raises(Unfit) as refused:
            await house.actions.duplicates.mark(house.origin(), number, ANNA, named)
        assert refused.value.why == why
    for named, why in ((stranger, "duplicate_stranger"), (closed, "duplicate_closed")):
        with pytest.raises(Unfit) as refused:
            await house.actions.duplicates.mark(house.origin(), number, ANNA, named)
        assert refused.value.why == why
    with pytest.raises(NotFound):
        await house.actions.duplicates.mark(house.origin(), number, ANNA, TicketId(99))
    with pytest.raises(NotPossible):
        await house.actions.duplicates.mark(house.origin(), closed, ANNA, number)
    await house.claims(ANNA, number)
    live = await house.files()
    with pytest.raises(AlreadyTaken):
        await house.actions.duplicates.mark(house.origin(), number, BORIS, live)
    await house.actions.duplicates.mark(house.origin(), number, EngineerId(LEAD), live)
    assert (await house.ticket(number)).status is Status.CLOSED


async def test_before_the_lead_has_decided(house: House) -> None:
    """31: of any live state, also one that waits at the gate."""
    gated = await house.files(PETR, Usage.NONE)
    other = await house.files(MARIA)
    await joined(house, gated, other)
    assert (await house.ticket(gated)).close_reason is CloseReason.DUPLICATE
