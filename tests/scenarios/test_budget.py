"""Telegram's limits are honoured before Telegram complains, and a ticket costs the group little."""

import asyncio

import pytest

from sandbox.people import Person
from tests.fakes.world import World
from tests.scenarios.conftest import Build
from tests.scenarios.stories import closed, files, taken

CUSTOMERS = 20


async def test_a_ticket_costs_six_writes(desk: World) -> None:
    """Topic, card, redraws at claim, resolve and close, closing the topic; nothing lags behind."""
    there = await taken(desk)
    await closed(desk, there)
    await there.sees(where=lambda message: "forum_topic_closed" in message.body)
    await there.sees("закрыто", button="Открыть снова")
    await desk.passes(minutes=15)
    await desk.petr.says("/tickets")
    await desk.petr.sees("закрыто")
    assert desk.tg.writes(desk.group) <= 6


async def test_talk_costs_what_is_said(desk: World) -> None:
    """One write for each thing the customer says; the engineers' own words, marks and toasts cost nothing."""
    there = await taken(desk)
    before = desk.tg.writes(desk.group)
    for n in range(3):
        await desk.petr.says(f"слово {n}")
        await there.sees(f"слово {n}")
        line = await there.says(f"ответ {n}")
        await there.sees_reaction(line, "👌")
    note = await there.says("// заметка")
    await there.sees_reaction(note, "✍")
    assert desk.tg.writes(desk.group) - before == 3


@pytest.mark.parametrize(
    "scale", [2.5, pytest.param(1.0, marks=[pytest.mark.slow, pytest.mark.timeout(600)])], ids=["faster", "real"]
)
async def test_twenty_new_customers_at_once(desk_of: Build, scale: float) -> None:
    """Each gets a receipt and a topic with a card, in order; Telegram never says 429."""
    async with desk_of(limit_scale=scale) as desk:
        people = [desk.tg.person(f"Клиент{n} Иванов", phone=f"+790000001{n:02}") for n in range(CUSTOMERS)]
        async with asyncio.TaskGroup() as crowd:
            for n, person in enumerate(people):
                crowd.create_task(one_of_many(person, n))
        for person in people:
            await desk.group.topic(f"{number_of(person)} · Цех", 180)
        cards = await desk.tg.until(lambda: all_cards(desk), 180)
        assert len(cards) == CUSTOMERS
        assert desk.tg.call_log.counters()["too_many_requests"] == 0


async def one_of_many(person: Person, n: int) -> None:
    await files(person, f"Шлюз номер {n} не загружается", organisation=f"ООО «Цех {n}»")
    await person.sees("принято")


def number_of(person: Person) -> str:
    receipt = next(each.text for each in person.chat() if "принято" in each.text)
    return receipt.partition("№ ")[2].partition(" ")[0]


def all_cards(desk: World) -> list[str] | None:
    cards = [each.text for each in desk.group.messages() if "Взять" in each.buttons]
    return cards if len(cards) == CUSTOMERS else None
