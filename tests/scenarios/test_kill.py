"""`kill -9` anywhere between a message and its record: nothing is lost, and only what was never recorded is repeated."""

import pytest

from tests.fakes.victim import Victim
from tests.fakes.world import World
from tests.scenarios.conftest import Build

# Where the process dies, and how many copies of the message may arrive then.
POINTS = {
    "before the update is stored": ("bot.intake.inbox.Inbox.store", 1),
    "stored, but not handled": ("bot.intake.intake.Intake._handled", 1),
    "decided and committed, but not sent": ("bot.delivery.sending.Sender.send", 1),
    "sent, but not recorded": ("actions.acceptance.Acceptance.accepted", 2),
}


async def a_ticket(world: World) -> int:
    """Petr files a ticket; returns the number of its topic."""
    petr = world.petr
    await petr.says("Шлюз не загружается после отключения света, офис без интернета")
    await petr.sees(button="Даю согласие")
    await petr.presses("Даю согласие")
    await petr.sees("1 из")
    await petr.shares_contact()
    await petr.sees("2 из")
    await petr.says("petr@example.org")
    await petr.sees("3 из")
    await petr.says("ООО «Ромашка»")
    await petr.sees("4 из")
    await petr.presses("Не знаю")
    await petr.sees("5 из")
    await petr.presses("ICS")
    await petr.sees("6 из")
    await petr.presses("Не включается")
    await petr.sees(button="Отправить")
    await petr.presses("Отправить")
    topic = await world.group.topic("1 · Ромашка")
    await world.anna.in_topic(topic).sees(button="Взять")
    return topic.id


@pytest.mark.parametrize("where", POINTS)
async def test_a_customers_message_survives_a_kill(desk_of: Build, where: str) -> None:
    """The customer's line reaches the topic; one copy, but for the moment between Telegram's OK and our record."""
    point, copies = POINTS[where]
    async with desk_of(start=False) as world:
        async with world.running():
            topic = await a_ticket(world)
        victim = Victim(world.settings, point)
        await world.petr.says("Загорелась красная лампа")
        await victim.died()
        async with world.running():
            await world.anna.in_topic(topic).sees("Загорелась красная лампа")
            await world.petr.says("И ещё: она мигает")
            await world.anna.in_topic(topic).sees("она мигает")
        said = [message.text for message in world.group.messages(topic)]
        assert 1 <= said.count("Загорелась красная лампа") <= copies
        assert said.count("И ещё: она мигает") == 1


async def test_an_engineers_answer_survives_a_kill(desk_of: Build) -> None:
    """Committed, and the process dies while Telegram is slow: the answer is sent by the next one."""
    async with desk_of(start=False) as world:
        async with world.running():
            topic = await a_ticket(world)
            await world.anna.in_topic(topic).presses("Взять")
            await world.petr.sees("Анна")
        slow = world.tg.fault("slow", method="copyMessage", times=1, seconds=30)
        victim = Victim(world.settings)
        await world.anna.in_topic(topic).says("Выключите питание на минуту")
        await world.tg.until(lambda: slow.hits or None, 30)
        await victim.kill()
        async with world.running():
            await world.petr.sees("Выключите питание на минуту")
        answers = [message.text for message in world.petr.chat()]
        assert answers.count("Выключите питание на минуту") == 1
