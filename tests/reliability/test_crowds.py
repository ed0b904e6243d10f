"""Many at once: everybody is told at once, everything arrives in its order, and Telegram never says 429."""

import asyncio

import pytest

from sandbox.model import Topic
from sandbox.people import Person
from sandbox.voice import Voice
from tests.fakes.world import World
from tests.reliability.conftest import Build
from tests.scenarios.stories import PROBLEM, a_ticket, texts

CROWD, TALKERS, LINES, TOGETHER = 60, 10, 40, 5
REAL = [pytest.mark.slow, pytest.mark.timeout(1200)]
SCALES = pytest.mark.parametrize("scale", [20.0, pytest.param(1.0, marks=REAL)], ids=["faster", "real"])


def crowd(desk: World, size: int) -> list[Person]:
    return [desk.tg.person(f"Клиент{n} Иванов", phone=f"+7900000{1000 + n}") for n in range(size)]


async def up_to_the_last_button(person: Person, n: int) -> None:
    """A form that waits for [Send] only."""
    await person.says(f"Шлюз номер {n} не загружается после обновления")
    for seen, acts in (
        ("Даю согласие", person.presses),
        ("1 из", None),
        ("2 из", f"{n}@example.org"),
        ("3 из", f"ООО «Цех {n}»"),
        ("4 из", "По подписке"),
        ("5 из", "ICS"),
        ("6 из", "7.9.4 сборка 138"),
    ):
        if callable(acts):
            await person.sees(button=seen, timeout=120)
            await acts(seen)
            continue
        await person.sees(seen, timeout=120)
        await (person.says(acts) if acts else person.shares_contact())
    await person.sees(button="Отправить", timeout=120)


async def each(people: list[Person], act: object) -> None:
    async with asyncio.TaskGroup() as all_at_once:
        for n, person in enumerate(people):
            all_at_once.create_task(act(person, n))  # type: ignore[operator]


def number_of(person: Person) -> int:
    receipt = next(each.text for each in person.chat() if "принято" in each.text)
    return int(receipt.partition("№ ")[2].partition(" ")[0])


async def topic_of(desk: World, number: int, seconds: float) -> Topic:
    """The ticket's own topic, as soon as it is there."""

    def named() -> Topic | None:
        return next((each for each in desk.group.chat.topics.values() if each.name.startswith(f"{number} ·")), None)

    return await desk.tg.until(named, seconds)


def topics(desk: World) -> list[str]:
    """The names of the tickets' topics, in the order in which they were made."""
    return [call.sent["name"] for call in desk.tg.calls("createForumTopic") if call.status == 200]


@SCALES
async def test_sixty_new_customers_in_the_same_second(desk_of: Build, scale: float) -> None:
    """All have their receipt at once, and each a topic of their own with their card in it, in order of receipt."""
    async with desk_of(limit_scale=scale) as desk:
        people = crowd(desk, CROWD)
        await each(people, up_to_the_last_button)

        async def sends(person: Person, _: int) -> None:
            await person.presses("Отправить")
            await person.sees("принято", timeout=30)

        await each(people, sends)
        if scale == 1:
            await desk.anna.in_group(desk.group).sees("ждут своих тем", timeout=150)
        await desk.tg.until(lambda: len(topics(desk)) >= CROWD or None, 900)
        for n, person in enumerate(people):
            topic = await topic_of(desk, number_of(person), 900)
            card = await desk.anna.in_topic(topic, desk.group).sees(button="Взять", timeout=900)
            assert f"Шлюз номер {n} не загружается" in card.text
        numbers = [int(name.partition(" ")[0]) for name in topics(desk)]
        assert sorted(numbers) == list(range(1, CROWD + 1))
        # What leaves together may land in any order; nobody is overtaken by who came much later.
        assert all(abs(place - number) < TOGETHER for place, number in enumerate(numbers, 1))
        assert desk.tg.call_log.counters()["too_many_requests"] == 0
        if scale == 1:
            general = desk.anna.in_group(desk.group)
            await desk.tg.until(lambda: not any("ждут своих тем" in text for text in texts(general.chat())) or None, 60)


@SCALES
async def test_a_steady_stream(desk_of: Build, scale: float) -> None:
    """Forty messages of ten customers, one a second: forty of forty, each customer's in order."""
    async with desk_of(limit_scale=scale) as desk:
        people = crowd(desk, TALKERS)
        await each(people, up_to_the_last_button)
        places: list[Voice] = []
        for person in people:
            await person.presses("Отправить")
            await person.sees("принято", timeout=30)
            topic = await topic_of(desk, number_of(person), 300)
            places.append(desk.anna.in_topic(topic, desk.group))
        for n in range(LINES):
            await people[n % TALKERS].says(f"слово {n:02}")
            await asyncio.wait_for(desk.tg.drained(), 30)
            await asyncio.sleep(1 / scale)  # the stream's own pace
        for n, place in enumerate(places):
            await place.sees(f"слово {LINES - TALKERS + n}", timeout=300)
            said = [text for text in texts(place.chat()) if text.startswith("слово")]
            assert said == [f"слово {number:02}" for number in range(n, LINES, TALKERS)]
        assert desk.tg.call_log.counters()["too_many_requests"] == 0


@SCALES
async def test_a_flood_of_one_person(desk_of: Build, scale: float) -> None:
    """A hundred messages at once: all arrive, in order, with one notice; another's word need not wait for them."""
    async with desk_of(limit_scale=scale) as desk:
        topic, _, _ = await a_ticket(desk.petr, desk.group)
        neighbour = crowd(desk, 1)[0]
        await up_to_the_last_button(neighbour, 1)
        await neighbour.presses("Отправить")
        await neighbour.sees("принято")
        other = desk.anna.in_topic(await desk.group.topic("2 ·", 60), desk.group)
        await other.sees(button="Взять", timeout=60)
        lines = [f"строка {n:03}" for n in range(100)]
        for line in lines:
            await desk.petr.says(line)
        await desk.tg.drained()
        await neighbour.says("А у меня одна")
        there = desk.anna.in_topic(topic, desk.group)
        await other.sees("А у меня одна", timeout=150)
        if scale == 1:
            assert not any(lines[-1] in text for text in texts(there.chat()))
        await there.sees(lines[-1], timeout=600)
        assert [text for text in texts(there.chat()) if text.startswith("строка")] == lines
        notices = [text for text in texts(desk.petr.chat()) if "сообщений пришло сразу много" in text]
        assert len(notices) <= 1
        assert scale != 1 or notices
        assert PROBLEM in "".join(texts(there.chat()))
        assert desk.tg.call_log.counters()["too_many_requests"] == 0
