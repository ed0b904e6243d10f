"""A desk on which anything may be tried: all of it is done, looked at, and undone. No network, the real database.

Updates go through the real dispatcher and the real actions. A unit's letters are worded as delivery would word them,
and then its savepoint is rolled back, so that the next try finds everybody as they were.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from aiogram import Bot, Dispatcher
from aiogram.client.session.base import BaseSession
from aiogram.methods import AnswerCallbackQuery, GetChatAdministrators, GetChatMember, TelegramMethod
from aiogram.types import ChatMemberLeft, ChatMemberMember, User

from bot.delivery.calls import Plan
from bot.delivery.compose import Composer
from bot.delivery.facts import gather
from bot.intake.arrivals import arrival
from bot.intake.intake import read
from bot.roster import Roster
from bot.texts import Texts
from domain.desk import Origin
from domain.effects import Effect, React, TellCustomer, TellEngineer, TellLead, TellUser
from domain.letters import Envelope, address
from handlers import routers
from handlers.actions import Actions, of_desk
from storage.codec import decode, encode
from storage.database import Database
from storage.transaction import Transaction
from tests.actions.house import LEAD, SECOND_LEAD, STAFF, House
from tests.fakes.clock import FakeClock
from tests.fakes.desk import ROOT, desk_at
from tests.fakes.telegram import TOKEN
from tests.reliability.made import Raw

T = TypeVar("T")


class UndoneError(Exception):
    """Carries a unit's result out of its savepoint."""

    def __init__(self, result: Any) -> None:
        super().__init__()
        self.result = result


class Overheard:
    """The outbox, and what is put into it."""

    def __init__(self, outbox: Any, said: list[Effect]) -> None:
        self._outbox, self._said = outbox, said

    def __getattr__(self, name: str) -> Any:
        return getattr(self._outbox, name)

    async def post(self, effect: Effect, envelope: Envelope, *when: Any) -> None:
        self._said.append(decode(*encode(effect)))
        await self._outbox.post(effect, envelope, *when)

    async def post_ahead(self, letter: Any, effect: Effect, *more: Any) -> None:
        self._said.append(decode(*encode(effect)))
        await self._outbox.post_ahead(letter, effect, *more)


class Unit:
    """A transaction whose outbox is overheard."""

    def __init__(self, tx: Transaction, said: list[Effect]) -> None:
        self._tx = tx
        self.outbox = Overheard(tx.outbox, said)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tx, name)


@dataclass
class Stage:
    """Fits the port `Store`: nothing stays, but what was said is known, and each word of it could be said."""

    database: Database
    worded: Callable[[Any, Effect], Awaitable[Plan]]
    said: list[Effect] = field(default_factory=list)
    units: int = 0

    async def run(self, origin: Origin, unit: Callable[[Any], Awaitable[T]]) -> T | None:
        async def rehearsed(tx: Transaction) -> None:
            overheard: list[Effect] = []
            result = await unit(Unit(tx, overheard))
            for effect in overheard:
                address(effect)
                await self.worded(tx, effect)
            self.said.extend(overheard)
            raise UndoneError(result)

        self.units += 1
        try:
            await self.database.run(Origin(origin.at), rehearsed)
        except UndoneError as undone:
            result: T = undone.result
            return result
        return None

    async def read(self, look: Callable[[Any], Awaitable[T]]) -> T:
        return await self.database.read(look)


class Switchboard(BaseSession):
    """Telegram, as far as handlers ask it: who is in the group; and where toasts go."""

    def __init__(self, members: frozenset[int]) -> None:
        super().__init__()
        self.toasts: list[str | None] = []
        self._members = members

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:
        match method:
            case GetChatAdministrators():
                return []
            case GetChatMember(user_id=user):
                who = User(id=user, is_bot=False, first_name="Кто-то")
                return ChatMemberMember(user=who) if user in self._members else ChatMemberLeft(user=who)
            case AnswerCallbackQuery(text=text):
                self.toasts.append(text)
                return True
            case _:
                return True

    async def close(self) -> None:
        pass

    async def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        yield b""


@dataclass
class Rehearsal:
    """One desk, and everything that may be thrown at it."""

    house: House
    stage: Stage
    bot: Bot
    line: Switchboard
    dispatcher: Dispatcher
    actions: Actions
    tries: int = 0

    async def tries_out(self, update: Raw) -> list[Effect]:
        """Feed it as intake would; returns what would be said. Whatever the desk raises is raised here."""
        self.stage.said.clear()
        self.line.toasts.clear()
        self.tries += 1
        row = arrival({"update_id": self.tries, **update}, self.bot.id, self.house.clock.now())
        parsed = read(row.payload, self.bot)
        await self.dispatcher.feed_update(self.bot, parsed, origin=Origin(row.sent_at or row.received_at))
        return list(self.stage.said)

    def heard_by(self, user: int, customer: int | None, said: list[Effect]) -> bool:
        """Whether this person learns anything of it."""
        return bool(self.line.toasts) or any(_tells(effect, user, customer) for effect in said)


def _tells(effect: Effect, user: int, customer: int | None) -> bool:
    match effect:
        case TellCustomer(customer=who):
            return who == customer or customer is None
        case TellUser(user=who) | TellLead(lead=who):
            return who == user
        case TellEngineer(engineer=who):
            return who == user
        case React(place=place):
            return place.chat == user
        case _:
            return False


@asynccontextmanager
async def rehearsing(path: Path) -> AsyncIterator[Rehearsal]:
    """A desk with its group; people are brought in by whoever tries things out."""
    clock = FakeClock()
    async with desk_at(path, clock) as (database, built):
        desk = replace(built, leads=(LEAD, SECOND_LEAD))
        house = House.of(database, desk, clock)
        await house.furnish()
        texts = Texts(ROOT / "locales", clock, zone=desk.zone, strict=True)
        composer = Composer(texts, desk.policy, desk.language, desk.zone)

        async def worded(tx: Any, effect: Effect) -> Plan:
            return composer.compose(effect, await gather(tx, effect), clock.now())

        stage = Stage(database, worded)
        actions = of_desk(replace(desk, store=stage))
        line = Switchboard(frozenset({*STAFF, SECOND_LEAD}))
        bot = Bot(TOKEN, session=line)
        bot._me = User(id=bot.id, is_bot=True, first_name="Help desk", username="sandbox_helpdesk_bot")
        roster = Roster(of_desk(desk).membership, bot, clock, desk.leads)
        await roster.load()
        dispatcher = Dispatcher(disable_fsm=True)
        dispatcher.update.outer_middleware(roster)
        dispatcher.include_routers(*routers())
        dispatcher.workflow_data.update(desk=actions, texts=texts)
        yield Rehearsal(house, stage, bot, line, dispatcher, actions)
