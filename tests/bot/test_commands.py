"""What Telegram shows of the bot: by scope, by language, and sent only when it has changed."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.types import BotCommandScopeAllPrivateChats, BotCommandScopeChat

from bot import commands
from bot.commands import Menus
from bot.texts import Texts
from bot.wire import Wire
from domain.desk import Group, Origin
from domain.ids import ChatId
from sandbox.server import Sandbox
from storage.transaction import Transaction
from tests.fakes.clock import FakeClock
from tests.fakes.desk import LEAD, ROOT, desk_at

GROUP = ChatId(-1001000000001)


class Shown:
    """A bot with menus, and what Telegram shows of them."""

    def __init__(self, tg: Sandbox, folder: Path) -> None:
        self.tg, self.folder, self.clock = tg, folder, FakeClock()
        self.bot = Bot(tg.token, session=Wire(tg.url))
        self.texts = Texts(ROOT / "locales", self.clock, strict=True)

    async def look(self, group: int | None = None) -> int:
        """Start anew and look twice; return how many calls that took."""
        before = len(self.tg.calls())
        async with desk_at(self.folder / "desk.db", self.clock) as (database, desk):
            if group is not None:

                async def unit(tx: Transaction) -> None:
                    await tx.places.bind(Group(chat=ChatId(group), forum=True))

                await database.run(Origin(self.clock.now()), unit)
            menus = Menus(desk, self.bot, self.texts)
            await menus.look()
            await menus.look()
        return len(self.tg.calls()) - before

    async def menu(self, chat: int | None, language: str | None = None) -> dict[str, str]:
        scope = BotCommandScopeChat(chat_id=chat) if chat else BotCommandScopeAllPrivateChats()
        shown = await self.bot.get_my_commands(scope=scope, language_code=language)
        return {each.command: each.description for each in shown}


@pytest.fixture
async def shown(tmp_path: Path) -> AsyncIterator[Shown]:
    async with Sandbox(limit_scale=0) as tg:
        tg.person("Ludmila", id=LEAD, started=True)
        tg.forum("Engineers", [], id=GROUP)
        built = Shown(tg, tmp_path)
        yield built
        await built.bot.session.close()


LEADS_MENU = [
    *("queue", "registry", "complaints", "why", "version", "erase", "help"),
    *("new", "tickets", "profile", "lead", "privacy"),
]


async def test_everybody_has_a_menu_of_their_own_in_their_language(shown: Shown) -> None:
    await shown.look(GROUP)
    assert list(await shown.menu(None)) == ["new", "tickets", "profile", "lead", "privacy"]
    engineers = ["queue", "mine", "note", "take", "release", "ask", "undo", "split", "duplicate", "working", "resolve"]
    engineers += ["escalate", "refuse", "rude", "reopen", "why"]
    engineers += ["new", "heard", "called", "solved", "help"]
    assert list(await shown.menu(GROUP)) == engineers
    assert list(await shown.menu(LEAD)) == LEADS_MENU
    assert (await shown.menu(None))["new"] == (await shown.menu(None, "ru"))["new"] == "Новое обращение"
    assert (await shown.menu(None, "en"))["new"] == "New ticket"


async def test_the_empty_chat_says_who_we_are_and_how_to_reach_us_at_once(shown: Shown) -> None:
    await shown.look()
    described = (await shown.bot.get_my_description(language_code="ru")).description
    assert described.startswith("Техподдержка")
    assert "+7 000 000-00-00" in described
    assert "+7 000 000-00-00" in (await shown.bot.get_my_short_description(language_code="en")).short_description


async def test_nothing_is_sent_twice(shown: Shown) -> None:
    assert await shown.look(GROUP) > 0
    assert await shown.look(GROUP) == 0


async def test_another_group_takes_the_menu_over(shown: Shown) -> None:
    await shown.look(GROUP)
    other = shown.tg.forum("New engineers", [])
    await shown.look(other.id)
    assert list(await shown.menu(other.id))
    assert await shown.menu(GROUP) == {}


async def test_a_refusal_is_not_fatal_and_is_tried_again_later(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other menus are there meanwhile."""
    monkeypatch.setattr(commands, "AGAIN", 3)
    shown.tg.fault("error", method="setMyCommands", times=1, description="Bad Request: chat not found")
    async with desk_at(shown.folder / "desk.db", shown.clock) as (_, desk):
        menus = Menus(desk, shown.bot, shown.texts)
        await menus.look()
        assert await shown.menu(None) == {}
        assert list(await shown.menu(None, "en")) == ["new", "tickets", "profile", "lead", "privacy"]
        for _ in range(3):
            await menus.look()
        assert list(await shown.menu(None)) == ["new", "tickets", "profile", "lead", "privacy"]
