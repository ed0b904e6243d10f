"""The app as a whole: how it starts, what stops it, and what it says when it cannot."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from actions.binding import Binding
from bot.__main__ import leaves, sentence
from bot.app import App
from bot.intake.poller import TokenRejected
from bot.policy import load_policy
from domain.desk import Group, Origin
from domain.ids import ChatId
from storage import errors
from storage.database import Database
from storage.transaction import Transaction
from tests.fakes.clock import FakeClock
from tests.fakes.desk import ROOT, desk_at
from tests.fakes.world import World, a_world

FACTS = {
    "BOT_TOKEN": "100500:sandbox-token-of-the-help-desk-bot",
    "LEAD_IDS": "3001",
    "TELEGRAM_API_URL": "http://127.0.0.1:9",
}


async def group_of(world: World) -> Group | None:
    async def look(tx: Transaction) -> Group | None:
        return await tx.places.group()

    async with Database.open(world.settings.database_url) as database:
        return await database.read(look)


@asynccontextmanager
async def expected(error: type[Exception], world: World) -> AsyncIterator[None]:
    """The app ends by itself, with this error."""
    app = App(world.settings, load_policy(world.settings.policy_file))
    with pytest.RaisesGroup(error, flatten_subgroups=True, allow_unwrapped=True):
        async with asyncio.TaskGroup() as tasks:
            run = tasks.create_task(app.run())
            yield
            async with asyncio.timeout(20):
                await run


# --- starting


async def test_a_second_serving_process_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        with pytest.raises(errors.AlreadyServed):
            await App(world.settings, load_policy(world.settings.policy_file)).run()
        await world.petr.says("/id")
        await world.petr.sees(str(world.petr.id))


async def test_telegram_out_of_reach_at_the_start_is_waited_for(tmp_path: Path) -> None:
    async with a_world(tmp_path, start=False) as world:
        world.tg.fault("broken", method="getMe", times=1)
        world.tg.fault("cut_before", method="deleteWebhook", times=1)
        world.tg.fault("truncated", method="getUpdates", times=1)
        await world.petr.says("/id")
        async with world.running():
            await world.petr.sees(str(world.petr.id))


async def test_a_stop_while_telegram_is_out_of_reach_is_a_stop(tmp_path: Path) -> None:
    async with a_world(tmp_path, start=False, telegram_api_url="http://127.0.0.1:9") as world:
        app = App(world.settings, load_policy(world.settings.policy_file))
        async with asyncio.timeout(20), asyncio.TaskGroup() as tasks:
            tasks.create_task(app.run())
            await asyncio.sleep(0)
            app.stop()


@pytest.mark.parametrize("where", ["getMe", "getUpdates"])
async def test_a_revoked_token_is_the_end(tmp_path: Path, where: str) -> None:
    async with a_world(tmp_path, start=False) as world:
        world.tg.fault("error", method=where, status=401, description="Unauthorized")
        async with expected(TokenRejected, world):
            pass


async def test_a_webhook_left_behind_is_removed_and_nothing_behind_it_is_lost(tmp_path: Path) -> None:
    async with a_world(tmp_path, start=False) as world:
        world.tg.webhook.url = "http://127.0.0.1:9/hook"
        await world.petr.says("/id")
        async with world.running():
            await world.petr.sees(str(world.petr.id))
        assert world.tg.webhook.url == ""


# --- the group


async def test_the_group_of_the_settings_counts_when_they_change(tmp_path: Path) -> None:
    """What a lead's /bind or an upgrade has put in its place stays, until the settings say something new."""
    clock = FakeClock()
    ours, bound, another = ChatId(-1001), ChatId(-1002), ChatId(-1003)
    async with desk_at(tmp_path / "desk.db", clock) as (_, desk):
        binding = Binding(desk)
        assert await binding.follow(None) is None
        assert await binding.follow(ours) == Group(chat=ours, forum=True)
        await binding.take(Origin(clock.now()), Group(chat=bound, forum=False))
        assert await binding.follow(ours) == Group(chat=bound, forum=False)
        assert await binding.follow(None) == Group(chat=bound, forum=False)
        assert await binding.follow(another) == Group(chat=another, forum=True)


async def test_a_group_without_topics_is_seen_at_the_start(tmp_path: Path) -> None:
    async with a_world(tmp_path, forum=False) as world:
        pass
    found = await group_of(world)
    assert found is not None
    assert not found.forum


async def test_bind_takes_the_group_and_it_stays_bound(tmp_path: Path) -> None:
    async with a_world(tmp_path, bound=False) as world:
        await world.anna.in_group(world.group).says("/bind")
        await world.lead.in_group(world.group).says("/bind")
        await world.lead.in_group(world.group).sees("обращения приходят в эту группу")
    assert await group_of(world) == Group(chat=ChatId(world.group.id), forum=True)


# --- at work


async def test_an_update_nobody_can_read_is_shown_to_the_lead_and_the_rest_go_on(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        reaction = {"chat": {"id": 1, "type": "private"}, "message_id": 1, "date": 1, "old_reaction": []}
        for _ in range(3):
            world.tg.raw_update({"message_reaction": reaction | {"new_reaction": [{"type": "hologram"}]}})
        world.tg.raw_update('{"update_id": {update_id}, "message": {"text": "\\x"}}')
        await world.petr.says("/id")
        await world.petr.sees(str(world.petr.id), timeout=40)
        await world.lead.sees()
        assert len(world.lead.chat()) == 1  # one line, not four


async def test_telegrams_troubles_lose_nothing(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        for kind in ("broken", "cut_before", "cut_after", "truncated", "duplicate", "reordered"):
            world.tg.fault(kind, method="getUpdates", times=1)
        for number in range(5):
            await world.petr.says(f"/id {number}")
        for _ in range(5):
            await world.petr.sees(str(world.petr.id), timeout=60)


async def test_after_a_restart_everything_is_where_it_was(tmp_path: Path) -> None:
    async with a_world(tmp_path, start=False) as world:
        async with world.running():
            await world.petr.says("Шлюз не загружается после отключения света")
            await world.petr.sees(button="Даю согласие")
        await world.petr.presses("Даю согласие")
        async with world.running():
            await world.petr.sees("1 из")


# --- the command line


def run(*arguments: str, **facts: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in {"BOT_TOKEN", "LEAD_IDS"}}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env=environment | FACTS | facts,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_settings_that_are_wrong_stop_the_start_with_a_sentence_each() -> None:
    ended = run(BOT_TOKEN="nonsense", LEAD_IDS="the boss")
    assert ended.returncode == 2
    assert [line.split()[0] for line in ended.stderr.splitlines()] == ["BOT_TOKEN", "LEAD_IDS"]


def test_a_policy_that_is_wrong_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text("[silence]\nclose = 'soon'\n", encoding="utf-8")
    ended = run(POLICY_FILE=str(tmp_path / "policy.toml"))
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr


def test_the_doctor_answers_with_its_exit_code(tmp_path: Path) -> None:
    ended = run("doctor", DATABASE_URL=f"sqlite:///{tmp_path / 'desk.db'}", LANGUAGE="en")
    assert ended.returncode == 1
    assert "✗ 127.0.0.1:9 accepts no connection" in ended.stdout
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (errors.AlreadyServed(Path("desk.db")), "already serves desk.db"),
        (errors.NewerThanProgram(9, 3), "newer version"),
        (errors.MigrationFailed("0002", "why"), "0002"),
        (errors.CannotOpen("desk.db", "is a folder"), "is a folder"),
        (errors.Damaged("x"), "damaged"),
        (errors.Full("x"), "no room"),
        (errors.ReadOnly("x"), "rights"),
        (errors.Locked("x"), "Another program"),
        (errors.Failed("x"), "does not work"),
    ],
)
def test_every_trouble_of_the_database_is_one_plain_sentence(error: errors.StorageError, words: str) -> None:
    said = sentence(error)
    assert words in said
    assert said.endswith(".")
    nested: Any = ExceptionGroup("a", [ExceptionGroup("b", [error])])
    assert list(leaves(nested)) == [error]
