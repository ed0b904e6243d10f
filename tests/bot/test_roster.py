"""Who is an engineer, at the moment they act."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import CallbackQuery, Message, Update

from actions.membership import Membership
from bot.roster import TRUSTED, Roster
from bot.wire import Wire
from domain.desk import Engineer, Group, Origin
from domain.ids import ChatId, EngineerId
from sandbox.groups import Group as TelegramGroup
from sandbox.people import Person
from sandbox.server import Sandbox
from storage.database import Database
from storage.transaction import Transaction
from tests.fakes.clock import FakeClock
from tests.fakes.desk import desk_at

GROUP = ChatId(-1001000000001)


class Gate:
    """Everything that comes from Telegram passes the roster; what it says of the author is written down."""

    def __init__(self, tg: Sandbox, database: Database, membership: Membership) -> None:
        self.tg, self.database, self.membership = tg, database, membership
        self.clock = FakeClock()
        self.wire = Wire(tg.url)
        self.bot = Bot(tg.token, session=self.wire)
        self.said: list[bool] = []
        self.anna = tg.person("Anna Sokolova", language="ru", id=2001)
        self.boris = tg.person("Boris", id=2002)
        self.petr = tg.person("Petr", id=1001)
        self.group: TelegramGroup = tg.forum("Engineers", [self.anna, self.boris], id=GROUP, owner=self.boris)
        self.start()

    def start(self) -> None:
        """A new process: nothing is remembered but what the database holds."""
        self.roster = Roster(self.membership, self.bot, self.clock)
        self.dispatcher = Dispatcher(disable_fsm=True)
        self.dispatcher.update.outer_middleware(self.roster)
        self.dispatcher.message.register(self._on_message)
        self.dispatcher.callback_query.register(self._on_press)

    async def _on_message(self, _message: Message, *, member: bool) -> None:
        self.said.append(member)

    async def _on_press(self, _query: CallbackQuery, *, member: bool) -> None:
        self.said.append(member)

    async def feeds(self, raw: dict[str, Any]) -> bool:
        await self.dispatcher.feed_update(
            self.bot, Update.model_validate({"update_id": 1} | raw, context={"bot": self.bot})
        )
        return self.said[-1]

    async def writes(self, who: Person, chat: dict[str, Any], **more: Any) -> bool:
        message = {"message_id": 5, "date": 1, "chat": chat, "from": who.account.user(), "text": "hello"} | more
        return await self.feeds({"message": message})

    async def presses(self, who: Person, chat: dict[str, Any]) -> bool:
        message = {"message_id": 5, "date": 1, "chat": chat, "text": "card"}
        query = {"id": "1", "from": who.account.user(), "chat_instance": "1", "data": "x", "message": message}
        return await self.feeds({"callback_query": query})

    async def roll(self) -> set[str]:
        return {engineer.name for engineer in await self.membership.present()}


IN_GROUP = {"id": GROUP, "type": "supergroup", "title": "Engineers", "is_forum": True}


def private(who: Person) -> dict[str, Any]:
    return {"id": who.id, "type": "private", "first_name": "X"}


@pytest.fixture
async def gate(tmp_path: Path) -> AsyncIterator[Gate]:
    async with Sandbox(limit_scale=0) as tg, desk_at(tmp_path / "desk.db", FakeClock()) as (database, desk):
        built = Gate(tg, database, Membership(desk))

        async def unit(tx: Transaction) -> None:
            await tx.places.bind(Group(chat=GROUP, forum=True))

        await database.run(Origin(built.clock.now()), unit)
        yield built
        await built.wire.close()


async def test_administrators_are_known_from_the_start(gate: Gate) -> None:
    await gate.roster.load()
    assert await gate.roll() == {"Boris"}  # the bot is an administrator too, and no engineer


async def test_administrators_of_a_new_group_are_known_when_somebody_acts_there(gate: Gate) -> None:
    await gate.writes(gate.anna, IN_GROUP)
    assert await gate.roll() == {"Anna", "Boris"}


async def test_who_writes_in_the_group_is_asked_about_once(gate: Gate) -> None:
    assert await gate.writes(gate.anna, IN_GROUP)
    assert await gate.presses(gate.anna, IN_GROUP)
    assert "Anna" in await gate.roll()
    assert len(gate.tg.calls("getChatMember")) == 1


async def test_telegrams_word_holds_for_ten_minutes(gate: Gate) -> None:
    assert await gate.writes(gate.anna, IN_GROUP)
    gate.group.kick(gate.anna)
    assert await gate.presses(gate.anna, IN_GROUP)  # no update has told us, and it was asked a moment ago
    gate.clock.advance(seconds=TRUSTED)
    assert not await gate.presses(gate.anna, IN_GROUP)
    assert await gate.roll() == {"Boris"}


async def test_a_stranger_under_a_forwarded_card_is_no_engineer(gate: Gate) -> None:
    assert not await gate.presses(gate.petr, IN_GROUP)
    assert not await gate.writes(gate.petr, private(gate.petr))
    assert await gate.roll() == {"Boris"}


async def test_another_group_makes_no_engineers(gate: Gate) -> None:
    other = gate.tg.forum("Elsewhere", [gate.anna])
    assert not await gate.writes(gate.anna, IN_GROUP | {"id": other.id})


async def test_an_engineer_in_private_is_one_and_customers_cost_no_question(gate: Gate) -> None:
    await gate.writes(gate.anna, IN_GROUP)
    assert await gate.writes(gate.anna, private(gate.anna))
    asked = len(gate.tg.calls("getChatMember"))
    assert not await gate.writes(gate.petr, private(gate.petr))
    assert len(gate.tg.calls("getChatMember")) == asked


async def test_who_leaves_is_no_engineer_any_more_at_once(gate: Gate) -> None:
    assert await gate.writes(gate.anna, IN_GROUP)
    change = {
        "chat": IN_GROUP,
        "from": gate.anna.account.user(),
        "date": 1,
        "old_chat_member": {"user": gate.anna.account.user(), "status": "member"},
        "new_chat_member": {"user": gate.anna.account.user(), "status": "left"},
    }
    await gate.dispatcher.feed_update(
        gate.bot, Update.model_validate({"update_id": 1, "chat_member": change}, context={"bot": gate.bot})
    )
    assert await gate.roll() == {"Boris"}
    assert not await gate.presses(gate.anna, IN_GROUP)


async def test_what_another_process_was_told_counts_here_at_once(gate: Gate) -> None:
    """Whoever left is asked about again, and whoever came is an engineer, whichever replica heard of it."""
    assert await gate.writes(gate.anna, IN_GROUP)
    assert not await gate.presses(gate.petr, IN_GROUP)
    gate.group.kick(gate.anna)
    gate.group.add(gate.petr)
    for who, member in ((gate.anna, False), (gate.petr, True)):
        told = Engineer(id=EngineerId(who.id), name="Somebody", member=member, language="ru")
        await gate.membership.told(told, gate.clock.now())
    assert not await gate.presses(gate.anna, IN_GROUP)
    assert await gate.writes(gate.petr, private(gate.petr))
    assert await gate.presses(gate.petr, IN_GROUP)


async def test_after_a_restart_those_who_left_meanwhile_are_found_out(gate: Gate) -> None:
    await gate.writes(gate.anna, IN_GROUP)
    gate.group.kick(gate.anna)
    gate.start()
    await gate.roster.load()
    assert await gate.roll() == {"Anna", "Boris"}
    assert not await gate.presses(gate.anna, IN_GROUP)
    assert await gate.roll() == {"Boris"}


async def test_when_telegram_does_not_say_what_we_know_counts(gate: Gate) -> None:
    """And who writes in the group is in it; a button may be pressed by anybody."""
    await gate.membership.told(
        Engineer(id=EngineerId(gate.boris.id), name="Boris", member=True, language="ru"), gate.clock.now()
    )
    await gate.roster.load()
    gate.clock.advance(seconds=TRUSTED)
    gate.tg.fault("broken", method="getChatMember")
    assert await gate.presses(gate.boris, IN_GROUP)
    assert await gate.writes(gate.anna, IN_GROUP)
    assert not await gate.presses(gate.anna, IN_GROUP)


async def test_an_anonymous_administrator_is_one_and_a_channel_is_none(gate: Gate) -> None:
    hidden = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    assert await gate.writes(gate.anna, IN_GROUP, **{"from": hidden, "sender_chat": IN_GROUP})
    channel = {"id": -1009, "type": "channel", "title": "News"}
    assert not await gate.writes(gate.anna, IN_GROUP, **{"from": hidden, "sender_chat": channel})
