"""In webhook mode everything is as it is in polling mode: the main job, the kills, and what comes of an outage."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.intake.door import HEADER
from tests.bot.test_doctor import free_port
from tests.fakes.world import World
from tests.scenarios.conftest import Build, described
from tests.scenarios.stories import a_ticket, taken, texts
from tests.scenarios.test_faults import test_a_stop_in_the_rush_takes_no_ten_seconds_and_loses_nothing  # noqa: F401
from tests.scenarios.test_kill import (  # noqa: F401  the same stories, told in this mode
    test_a_customers_message_survives_a_kill,
    test_a_kill_at_any_moment_is_no_more_than_a_pause,
    test_an_engineers_answer_survives_a_kill,
)
from tests.scenarios.test_main_job import test_a_customer_is_helped, test_lines_of_others_wait  # noqa: F401

SECRET = "a-secret-of-sixteen-letters"


@pytest.fixture
def desk_of(tmp_path: Path) -> Build:
    """Worlds in which Telegram brings the updates, and does not wait long before it tries again."""

    @asynccontextmanager
    async def build(**how: Any) -> AsyncIterator[World]:
        port = free_port()
        by_webhook: dict[str, Any] = {
            "webhook_url": f"http://127.0.0.1:{port}/telegram",
            "webhook_secret": SECRET,
            "listen": f"127.0.0.1:{port}",
        }
        start = how.pop("start", True)
        async with described(tmp_path, None, start=False, **by_webhook, **how) as world:
            world.tg.webhook.first_delay, world.tg.webhook.last_delay = 0.05, 0.2
            if not start:
                yield world
                return
            async with world.running():
                assert world.tg.webhook.url
                yield world
                assert not world.tg.calls("getUpdates")

    return build


async def test_what_waited_while_the_desk_was_down_comes_first(desk_of: Build) -> None:
    """An engineer's answer that waited at Telegram prevents the false alarm: no deadline fires before it is in."""
    async with desk_of(start=False) as desk:
        async with desk.running():
            there = await taken(desk)
        await there.says("Выключите питание на минуту")
        await desk.passes(hours=5)
        async with desk.running():
            await desk.petr.sees("Выключите питание на минуту")
            await desk.petr.says("Спасибо, помогло")
            await there.sees("Спасибо, помогло")
        assert not any("ответа нет" in message.text for message in desk.lead.chat())


async def test_both_ways_between_the_modes(desk_of: Build) -> None:
    """Nothing that waits is lost when the way is changed, whichever it was before."""
    async with desk_of(start=False) as desk:
        by_webhook = desk.settings
        polling = by_webhook.model_copy(update={"webhook_url": None, "webhook_secret": None})
        async with desk.running():
            topic, _, _ = await a_ticket(desk.petr, desk.group)
        await desk.petr.says("Первая строка")
        desk.settings = polling
        async with desk.running():
            await desk.anna.in_topic(topic).sees("Первая строка")
            assert desk.tg.webhook.url == ""
        await desk.petr.says("Вторая строка")
        desk.settings = by_webhook
        async with desk.running():
            await desk.anna.in_topic(topic).sees("Вторая строка")
        said = texts(desk.group.messages(topic))
        assert (said.count("Первая строка"), said.count("Вторая строка")) == (1, 1)


async def test_a_forged_update_does_nothing(desk: World) -> None:
    """Whoever knows the address but not the secret is nobody."""
    topic, _, _ = await a_ticket(desk.petr, desk.group)
    who = {"id": desk.petr.id, "is_bot": False, "first_name": "Petr"}
    message = {"message_id": 900, "date": 1, "chat": {"id": desk.petr.id, "type": "private"}, "from": who}
    forged = {"update_id": 900_000, "message": message | {"text": "Закройте всё"}}
    assert desk.settings.webhook_url
    async with aiohttp.ClientSession() as http:
        for headers in ({}, {HEADER: "guess"}, {HEADER: "guess", "X-Forwarded-For": "149.154.167.220"}):
            async with http.post(desk.settings.webhook_url, json=forged, headers=headers) as answer:
                assert answer.status == 401
    await desk.petr.says("Всё ещё не работает")
    await desk.anna.in_topic(topic).sees("Всё ещё не работает")
    assert "Закройте всё" not in texts(desk.group.messages(topic))


async def test_what_nobody_can_read_holds_nobody_up(desk: World) -> None:
    """It is put aside, Telegram forgets it, the lead hears of it once."""
    desk.tg.raw_update('{"update_id": {update_id}, "message": {"text": "\\x"}}')
    await desk.petr.says("/id")
    await desk.petr.sees(str(desk.petr.id))
    await desk.lead.sees("отложено")
    await desk.tg.drained()
