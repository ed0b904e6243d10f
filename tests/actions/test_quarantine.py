"""What was put aside: leads see how much, since when and of which kinds, and may have it tried once more."""

import pytest

from actions.lookups import Asked
from domain.desk import Origin
from domain.effects import TellLead
from domain.errors import AlreadyDone, NotYours
from domain.ids import ChatId, MessageId, UserId
from domain.words import Lines, Moment, Press, Text
from storage.inbox import Update
from tests.actions.house import LEAD, PETR, House, names, of

SECRET = "тайна клиента"


def asked(user: UserId) -> Asked:
    return Asked(user, ChatId(user), None, MessageId(1))


async def put_aside(house: House, number: int | None, kind: str, why: str) -> None:
    update = Update(
        bot_id=1,
        update_id=number,
        key="7",
        chat=ChatId(PETR),
        thread=None,
        sent_at=house.clock.now(),
        received_at=house.clock.now(),
        payload=f'{{"update_id": 1, "{kind}": {{"text": "{SECRET}"}}}}' if kind else "[]",
        error=why,
    )
    await house.do(lambda tx: tx.inbox.store_updates([update]))


async def test_a_lead_sees_what_was_put_aside(house: House) -> None:
    """Kinds, counts, since when; not a word of what it says."""
    first = house.clock.now()
    await put_aside(house, 1, "message", "message.gift: missing")
    house.clock.advance(hours=1)
    await put_aside(house, 2, "message", "message.gift: missing")
    await put_aside(house, None, "", "no update")
    await house.actions.quarantine.show(house.origin(), asked(LEAD))
    (told,) = of(await house.deliver(), TellLead)
    assert isinstance(told.words, Lines)
    head, *lines = told.words.parts
    assert head == Text("quarantine-head", {"count": 3, "since": Moment(first)})
    assert lines == [
        Text("quarantine-line", {"kind": "message", "why": "message.gift: missing", "count": 2}),
        Text("quarantine-line", {"kind": "?", "why": "no update", "count": 1}),
    ]
    assert [button.press for row in told.buttons for button in row] == [Press.AGAIN]
    assert SECRET not in str(told)


async def test_nothing_was_put_aside(house: House) -> None:
    await house.actions.quarantine.show(house.origin(), asked(LEAD))
    (told,) = of(await house.deliver(), TellLead)
    assert names([told]) == ["quarantine-empty"]
    assert told.buttons == ()


async def test_it_is_a_leads_to_see_and_to_try_again(house: House) -> None:
    await put_aside(house, 1, "message", "KeyError")
    with pytest.raises(NotYours):
        await house.actions.quarantine.show(house.origin(), asked(PETR))
    with pytest.raises(NotYours):
        await house.actions.quarantine.again(house.origin(), PETR)
    assert house.ask("SELECT state FROM inbox") == [("quarantined",)]


async def test_tried_once_more(house: House) -> None:
    """With a number it waits to be handled again; what was no update never will be."""
    await put_aside(house, 1, "message", "KeyError")
    await put_aside(house, None, "", "no update")
    toast = await house.actions.quarantine.again(Origin(house.clock.now()), LEAD)
    assert toast == Text("toast-again", {"count": 1})
    (back,) = await house.look(lambda tx: tx.inbox.released(10))
    assert (back.update_id, back.attempts) == (1, 0)
    with pytest.raises(AlreadyDone):
        await house.actions.quarantine.again(Origin(house.clock.now()), LEAD)
    assert await house.do(lambda tx: tx.inbox.take(back.seq))
    assert await house.look(lambda tx: tx.inbox.released(10)) == ()
