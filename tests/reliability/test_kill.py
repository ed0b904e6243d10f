"""`kill -9` again and again, at every step and at any moment: nothing is lost, nothing is decided twice."""

import random
import sqlite3
from collections import Counter
from contextlib import closing
from itertools import pairwise
from typing import Any

import pytest

from tests.fakes.victim import victim
from tests.fakes.world import World
from tests.reliability.conftest import Build
from tests.scenarios.stories import taken, texts

STEPS = {
    "intake": "bot.intake.inbox.Inbox.store",
    "commit": "bot.intake.intake.Intake._handled",
    "send": "bot.delivery.sending.Sender.send",
    "record": "actions.acceptance.Acceptance.accepted",
    "any moment": "",
}
SLOW = [pytest.mark.slow, pytest.mark.timeout(1800)]


@pytest.mark.timeout(400)
@pytest.mark.parametrize("kills", [20, pytest.param(200, marks=SLOW)])
async def test_killed_under_load(desk_of: Build, kills: int) -> None:
    """Both sides write while the bot is killed: each line arrives at least once and in order, each is heard once.

    What arrives twice was between Telegram's OK and our record: there are no more of those than letters whose fate
    was unknown when the process died, and these are counted.
    """
    chance = random.Random(kills)
    unknown = 0
    async with desk_of(start=False) as desk:
        async with desk.running():
            there = await taken(desk)
        steps = list(STEPS.values())
        for n in range(kills):
            step = steps[n % len(steps)]
            call = 1 if step == STEPS["intake"] else chance.randint(1, 2)  # both lines may come in one batch
            async with victim(desk.settings, step, call=call) as killed:
                await desk.petr.says(f"строка {n:03}")
                await there.says(f"ответ {n:03}")
                if step:
                    await killed.died()
                else:
                    await some_calls(desk, chance.randint(1, 8))
                    await killed.kill()
            unknown += ask(desk, "SELECT count(*) FROM outbox WHERE state = 'sending'")[0][0]
        async with desk.running():
            await there.sees(f"строка {kills - 1:03}", timeout=60)
            await desk.petr.sees(f"ответ {kills - 1:03}", timeout=60)
            await desk.tg.until(lambda: not unsent(desk) or None, 60)
        twice = 0
        for place, word in ((there, "строка"), (desk.petr, "ответ")):
            copies = [text for text in texts(place.chat()) if text.startswith(word)]
            assert list(dict.fromkeys(copies)) == [f"{word} {n:03}" for n in range(kills)]
            twice += len(copies) - kills
        assert twice <= unknown
        heard = ask(desk, "SELECT text, count(*) FROM utterances WHERE text LIKE '% ___' GROUP BY text")
        assert len(heard) == 2 * kills
        assert {count for _, count in heard} == {1}
        lines = "SELECT event, was, became FROM journal WHERE ticket_id = 1 ORDER BY id"
        journal = [(event, was, now) for event, was, now in ask(desk, lines)]
        assert all(before[2] == after[1] for before, after in pairwise(journal))
        decided = Counter(event for event, *_ in journal)
        assert (decided["customer_wrote"], decided["answered"]) == (kills, kills)
        print(f"{kills} kills; {twice} of {2 * kills} messages arrived twice, {unknown} letters in doubt")  # noqa: T201


async def some_calls(desk: World, more: int) -> None:
    """Until the bot has said that much; it may be in the middle of anything."""
    calls = len(desk.tg.calls())
    await desk.tg.until(lambda: len(desk.tg.calls()) >= calls + more or None, 60)


def ask(desk: World, sql: str) -> list[tuple[Any, ...]]:
    """Look into the database of whoever is dead."""
    with closing(sqlite3.connect(desk.database)) as connection:
        return connection.execute(sql).fetchall()


def unsent(desk: World) -> bool:
    ((count,),) = ask(desk, "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending') AND target <> 'mark'")
    return bool(count)
