"""A whole desk for a story: the real bot, in this process, over HTTP against the sandbox."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg

from bot.app import App
from bot.policy import load_policy
from bot.settings import Settings
from sandbox.groups import Group
from sandbox.mailbox import Mailbox
from sandbox.people import Person
from sandbox.server import Sandbox

POLICY = Path(__file__).parents[2] / "policy/regulation.toml"
PATIENCE = 40.0  # seconds for a start

# Times short enough for a story in which nobody moves the clock: `desk_of(times=SHORT)`.
SHORT = {"remind": "2s", "close": "4s", "offer_swap": "1s", "neglect": "4s"}


@dataclass(kw_only=True)
class World:
    """Two customers, three engineers and their lead in one group; a mailbox; and the bot, as long as it runs."""

    tg: Sandbox
    mailbox: Mailbox
    folder: Path
    settings: Settings
    petr: Person
    maria: Person
    anna: Person
    boris: Person
    vera: Person
    lead: Person
    group: Group
    app: App | None = None

    @property
    def database(self) -> Path:
        """The SQLite file."""
        assert self.settings.database_path is not None
        return self.settings.database_path

    @asynccontextmanager
    async def running(self) -> AsyncIterator[App]:
        """The bot at work, until the block ends; started again, it goes on where it was."""
        self.app = App(self.settings, load_policy(self.settings.policy_file))
        run = asyncio.get_running_loop().create_task(self.app.run())  # its end is awaited below
        try:
            await self._ready(run)
            yield self.app
        finally:
            self.app.stop()
            await run

    async def _ready(self, run: asyncio.Task[None]) -> None:
        assert self.app is not None
        ready = asyncio.get_running_loop().create_task(self.app.ready.wait())
        try:
            await asyncio.wait({run, ready}, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ready.cancel()
        assert run.done() or self.app.ready.is_set(), "the bot did not start"

    async def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Put a question, or a change, to the desk's database beside the bot, on either engine."""
        if self.settings.database_path is None:
            line = await asyncpg.connect(self.settings.database_url)
            try:
                return [tuple(row) for row in await line.fetch(sql)]
            finally:
                await line.close()
        with closing(sqlite3.connect(self.database)) as memory, memory:
            return memory.execute(sql).fetchall()

    async def everything(self) -> list[tuple[str, str]]:
        """All that the desk's database holds: a column, `table.column`, and each value in it."""
        on_file = self.settings.database_path is not None
        columns = (
            "SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table'"
            if on_file
            else "SELECT c.table_name, c.column_name FROM information_schema.columns AS c"
            " JOIN information_schema.tables AS t ON t.table_name = c.table_name AND t.table_schema = c.table_schema"
            " WHERE t.table_type = 'BASE TABLE' AND c.table_schema = 'public'"
        )
        return [
            (f"{table}.{column}", str(value))
            for table, column in await self.ask(columns)
            for (value,) in await self.ask(f'SELECT "{column}" FROM "{table}"')
        ]

    async def passes(self, **time: float) -> None:
        """The desk's clock is moved on: `passes(hours=4)`."""
        self.tg.move(**time)


@asynccontextmanager
async def a_world(
    folder: Path,
    *,
    forum: bool = True,
    basic: bool = False,
    bound: bool = True,
    times: Mapping[str, str | int] | None = None,
    limit_scale: float = 0.0,
    start: bool = True,
    **settings: Any,
) -> AsyncIterator[World]:
    clock = folder / "clock"
    async with Sandbox(limit_scale=limit_scale, clock_file=clock) as tg:
        mailbox = Mailbox(tg, port=0, folder=None)
        await mailbox.start()
        people: dict[str, Any] = {
            "petr": tg.person("Пётр Петров", phone="+79000000001"),
            "maria": tg.person("Maria Ivanova", language="en", phone="+79000000002"),
            "anna": tg.person("Анна Соколова", started=True),
            "boris": tg.person("Борис Орлов", started=True),
            "vera": tg.person("Вера Зайцева"),
            "lead": tg.person("Людмила Белова", started=True),
        }
        members = [people[name] for name in ("anna", "boris", "vera", "lead")]
        make = tg.group if basic else tg.forum if forum else tg.supergroup
        group = make("Инженеры", members, owner=people["lead"])
        world = World(
            tg=tg,
            mailbox=mailbox,
            folder=folder,
            settings=Settings(
                _env_file=None,
                **{
                    "bot_token": tg.token,
                    "lead_ids": str(people["lead"].id),
                    "engineers_chat_id": group.id if bound else None,
                    "telegram_api_url": tg.url,
                    "database_url": f"sqlite:///{folder / 'desk.db'}",
                    "policy_file": _policy(folder, times or {}),
                    "clock_offset_file": clock,
                    "smtp_url": f"smtp://127.0.0.1:{mailbox.port}",
                    "mail_from": "desk@example.org",
                    "limit_scale": limit_scale or 1000.0,
                    "health_listen": "off",
                }
                | settings,
            ),
            group=group,
            **people,
        )
        try:
            if start:
                async with world.running():
                    yield world
            else:
                yield world
        finally:
            await mailbox.stop()


def _policy(folder: Path, times: Mapping[str, str | int]) -> Path:
    """The shipped policy with other times."""
    text = POLICY.read_text(encoding="utf-8")
    lines = []
    for line in text.splitlines():
        name = line.partition("=")[0].strip()
        lines.append(f"{name} = {json.dumps(times[name])}" if name in times else line)
    path = folder / "policy.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
