"""The morning after an update: stop, new version, start; every live ticket goes on where it was."""

from datetime import UTC, datetime

from bot.clock import SystemClock
from tests.scenarios.conftest import Build
from tests.storage.test_upgrade import lived

THEN = datetime(2026, 11, 22, 21, 5, tzinfo=UTC)  # minutes after the old version stopped


async def test_a_desk_in_full_swing_is_updated_and_goes_on(desk_of: Build) -> None:
    """Letters that were on their way arrive, forms go on, the queue moves; nobody notices but by what is new."""
    async with desk_of(start=False) as desk:
        for person in (desk.petr, desk.maria, desk.boris, desk.vera):
            person.account.started = True
        lived(desk.database)
        desk.tg.move((THEN - SystemClock().real()).total_seconds())
        async with desk.running():
            await desk.petr.sees("Проверьте кабель диска")  # an engineer's answer that waited to be sent
            await desk.petr.says("Загорелась зелёная лампа")
            topic = await desk.group.topic("1 ·")  # its old one is not in this Telegram: it is made again
            await desk.anna.in_topic(topic).sees("Загорелась зелёная лампа")
            await desk.petr.says("/tickets")
            listed = await desk.petr.sees("№ 2")
            assert "№ 1" in listed.text
            await desk.maria.says("+7 900 000-00-02")
            await desk.maria.sees("And your name?")
            await desk.lead.says("/queue")
            assert "№ 3" in (await desk.lead.sees("№ 1")).text
