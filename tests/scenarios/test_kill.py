"""`kill -9` anywhere between a message and its record: nothing is lost, and little is repeated."""

import pytest

from tests.fakes.victim import victim
from tests.scenarios.conftest import Build
from tests.scenarios.stories import a_ticket, taken, texts

# Where the process dies, and how many copies of the message may arrive then.
POINTS = {
    "before the update is stored": ("bot.intake.inbox.Inbox.store", 1),
    "stored, but not handled": ("bot.intake.intake.Intake._handled", 1),
    "decided and committed, but not sent": ("bot.delivery.sending.Sender.send", 1),
    "sent, but not recorded": ("actions.acceptance.Acceptance.accepted", 2),
}


@pytest.mark.parametrize("where", POINTS)
async def test_a_customers_message_survives_a_kill(desk_of: Build, where: str) -> None:
    """It reaches the topic: once, but for the moment between Telegram's OK and our record."""
    point, copies = POINTS[where]
    async with desk_of(start=False) as desk:
        async with desk.running():
            topic, _, _ = await a_ticket(desk.petr, desk.group)
        async with victim(desk.settings, point) as killed:
            await desk.petr.says("Загорелась красная лампа")
            await killed.died()
        async with desk.running():
            await desk.anna.in_topic(topic).sees("Загорелась красная лампа")
            await desk.petr.says("И ещё: она мигает")
            await desk.anna.in_topic(topic).sees("она мигает")
        said = texts(desk.group.messages(topic))
        assert 1 <= said.count("Загорелась красная лампа") <= copies
        assert said.count("И ещё: она мигает") == 1


@pytest.mark.parametrize("where", POINTS)
async def test_an_engineers_answer_survives_a_kill(desk_of: Build, where: str) -> None:
    """The customer reads it, and the engineer sees that it was delivered."""
    point, copies = POINTS[where]
    async with desk_of(start=False) as desk:
        async with desk.running():
            there = await taken(desk)
        async with victim(desk.settings, point) as killed:
            answer = await there.says("Выключите питание на минуту")
            await killed.died()
        async with desk.running():
            await desk.petr.sees("Выключите питание на минуту")
            await there.sees_reaction(answer, "👌")
        assert 1 <= texts(desk.petr.chat()).count("Выключите питание на минуту") <= copies


async def test_a_kill_at_any_moment_is_no_more_than_a_pause(desk_of: Build) -> None:
    """Killed again and again while a customer writes: every line arrives, in its order."""
    lines = [f"Строка {number}" for number in range(6)]
    async with desk_of(start=False) as desk:
        async with desk.running():
            topic, _, _ = await a_ticket(desk.petr, desk.group)
        for line in lines:
            async with victim(desk.settings) as killed:
                await desk.petr.says(line)
                await desk.tg.drained()
                await killed.kill()
        async with desk.running():
            await desk.anna.in_topic(topic).sees(lines[-1])
        arrived = [text for text in texts(desk.group.messages(topic)) if text in lines]
        assert list(dict.fromkeys(arrived)) == lines
