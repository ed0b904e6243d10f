"""Asked and told, nothing changed: each sees their own only."""

from collections.abc import Awaitable

import pytest

from actions.lookups import Asked
from domain.effects import Effect, TellCustomer, TellGroup, TellLead, TellTopic, TellUser
from domain.errors import NotFound, NotYours
from domain.ids import ChatId, MessageId, ThreadId, TicketId, UserId
from domain.intake import Usage
from domain.words import Lines, Moment, Press, Text
from tests.actions.house import ANNA, GROUP, LEAD, MARIA, PETR, House, names, of, text


def asked(user: int, chat: int | None = None, thread: int | None = None) -> Asked:
    """A command, given in private unless a chat is named."""
    return Asked(
        UserId(user), ChatId(chat if chat is not None else user), ThreadId(thread) if thread else None, MessageId(9)
    )


async def answers(house: House, look: Awaitable[object]) -> list[Effect]:
    """What comes of it; the tickets stay as they are."""
    before = house.ask("SELECT * FROM tickets")
    await look
    assert house.ask("SELECT * FROM tickets") == before
    return await house.deliver()


# Customers


async def test_where_each_ticket_stands(house: House) -> None:
    """R20: newest first, a line and a button each; nothing of anybody else's."""
    first, second = await house.files(), await house.files()
    await house.files(MARIA)
    (told,) = await answers(house, house.actions.lookups.tickets(house.origin(), PETR, "ru"))
    assert isinstance(told, TellCustomer)
    assert isinstance(told.words, Lines)
    lines = [part for part in told.words.parts if isinstance(part, Text)]
    assert [(line.args["number"], line.args["state"]) for line in lines] == [
        (second, Text("state-queued", {"place": 1})),
        (first, Text("state-due", {"due": Moment((await house.ticket(first)).cycle.due_at)})),  # type: ignore[union-attr,arg-type]
    ]
    assert [button.subject for row in told.buttons for button in row] == [second, first]


async def test_who_has_no_tickets_is_asked_what_happened(house: House) -> None:
    """Whoever turns to the bot is a customer from now on, in their own language."""
    (told,) = await answers(house, house.actions.lookups.tickets(house.origin(), UserId(99), "en"))
    assert text(told).name == "no-tickets"
    customer = await house.look(lambda tx: tx.customers.by_user(UserId(99)))
    assert customer is not None
    assert customer.language == "en"


async def test_how_one_ticket_is_going(house: House) -> None:
    """R20: what it is about, the state, when it was answered, what can be done; only one's own (C54)."""
    number = await house.files()
    await house.answers(ANNA, number)
    (told,) = await answers(house, house.actions.lookups.status(house.origin(), PETR, number))
    assert (names([told])[0], names([told])[-1]) == ("ticket-head", "history-answered")
    assert Press.SETTLED in {button.press for row in told.buttons for button in row}  # type: ignore[union-attr]
    for user in (MARIA, UserId(666)):
        with pytest.raises(NotFound):
            await house.actions.lookups.status(house.origin(), user, number)
    with pytest.raises(NotFound):
        await house.actions.lookups.status(house.origin(), PETR, TicketId(99))


async def test_the_lead_is_one_tap_away(house: House) -> None:
    """R22, R26."""
    (told,) = await answers(house, house.actions.lookups.lead_contact(house.origin(), PETR, "ru"))
    lead = house.desk.policy.contacts.lead
    assert text(told).args == {"name": lead.name, "email": lead.email, "phone": lead.phone}
    assert told.buttons[0][0].press is Press.TO_LEAD  # type: ignore[union-attr]


async def test_a_language_is_chosen_and_kept(house: House) -> None:
    lookups = house.actions.lookups
    assert await lookups.language(PETR, "en") == "en"
    (told,) = await answers(house, lookups.ask_language(house.origin(), PETR, "ru"))
    assert [button.arg for button in told.buttons[0]] == ["ru", "en"]  # type: ignore[union-attr]
    await lookups.set_language(house.origin(), PETR, "en")
    assert await lookups.language(PETR, "ru") == "en"
    assert await lookups.language(UserId(666), None) == house.desk.language


# Engineers and leads


async def test_the_queue_is_for_those_who_work_here(house: House) -> None:
    """C54: asked in private or in the group, answered where it was asked, the most urgent first."""
    late = await house.files(MARIA)
    house.clock.advance(hours=1)
    soon = await house.files(PETR)
    for question, kind in (
        (asked(ANNA), TellUser),
        (asked(LEAD), TellLead),
        (asked(ANNA, GROUP), TellGroup),
        (asked(ANNA, GROUP, await house.thread(late)), TellTopic),
    ):
        (told,) = await answers(house, house.actions.lookups.queue(house.origin(), question, member=True))
        assert isinstance(told, kind)
        assert names([told])[0] == "queue-head"
        assert [button.url for button in told.buttons[0]] == [f"topic:{late}", f"topic:{soon}"]
    for command in (house.actions.lookups.queue, house.actions.lookups.mine):
        with pytest.raises(NotYours):
            await command(house.origin(), asked(PETR), member=False)


async def test_a_lead_sees_who_waits_for_them(house: House) -> None:
    """R9: what awaits the lead stands first, in their queue alone."""
    number = await house.files(MARIA, Usage.NONE)
    (empty,) = await answers(house, house.actions.lookups.queue(house.origin(), asked(ANNA), member=True))
    assert names([empty]) == ["queue-empty"]
    (told,) = await answers(house, house.actions.lookups.queue(house.origin(), asked(LEAD), member=False))
    assert names([told])[0] == "queue-head"
    assert [button.url for button in told.buttons[0]] == [f"topic:{number}"]  # type: ignore[union-attr]


async def test_mine(house: House) -> None:
    number = await house.files()
    for words in ("mine-empty", "mine-head"):
        told = await answers(house, house.actions.lookups.mine(house.origin(), asked(ANNA), member=True))
        assert names(told)[0] == words
        await house.claims(ANNA, number)


async def test_why(house: House) -> None:
    """SEMANTICS: the history of a deadline; for staff only."""
    number = await house.files()
    why = house.actions.lookups.why
    for question in (asked(LEAD), asked(ANNA, GROUP, await house.thread(number))):
        told = await answers(house, why(house.origin(), question, number, member=True))
        assert names(told)[:2] == ["why-head", "why-due"]
    with pytest.raises(NotFound):
        await why(house.origin(), asked(ANNA, GROUP), None, member=True)
    with pytest.raises(NotFound):
        await why(house.origin(), asked(LEAD), TicketId(99), member=False)
    with pytest.raises(NotYours):
        await why(house.origin(), asked(PETR), number, member=False)


@pytest.mark.parametrize(
    ("question", "member", "words"),
    [
        (asked(PETR), False, "help-customer"),
        (asked(ANNA), True, "help-engineer-private"),
        (asked(LEAD), True, "help-lead"),
        (asked(ANNA, GROUP), True, "help-engineer"),
    ],
)
async def test_help_is_for_who_asks(house: House, question: Asked, words: str, *, member: bool) -> None:
    told = await answers(house, house.actions.lookups.help(house.origin(), question, "ru", member=member))
    assert names(told) == [words]


async def test_anyone_learns_their_own_id(house: House) -> None:
    """And in a group, the group's: the settings ask for both."""
    (alone,) = await answers(house, house.actions.lookups.id(house.origin(), asked(666), "en"))
    assert text(alone).args == {"id": "666"}
    (together,) = await answers(house, house.actions.lookups.id(house.origin(), asked(666, -5), "en"))
    assert isinstance(together, TellGroup)
    assert (text(together).args, together.chat) == ({"id": "666", "chat": "-5"}, -5)


async def test_a_refusal_is_said_where_it_was_asked(house: House) -> None:
    no = Text("not-found")
    for question, kind in ((asked(PETR), TellCustomer), (asked(LEAD), TellLead), (asked(ANNA, GROUP), TellGroup)):
        (told,) = await answers(house, house.actions.lookups.say(house.origin(), question, no))
        assert isinstance(told, kind)
    assert of(house.sent, TellTopic) == []


async def test_whose_chat_it_is(house: House) -> None:
    assert await house.actions.lookups.is_engineers_chat(GROUP)
    assert not await house.actions.lookups.is_engineers_chat(ChatId(-5))
