"""Telegram fails in every way it can: nothing is lost, and only who is concerned waits (SEMANTICS, Delivery)."""

import asyncio
from collections.abc import Mapping

import pytest

from sandbox.voice import Voice
from tests.fakes.world import World
from tests.scenarios.conftest import Build
from tests.scenarios.stories import PROBLEM, a_ticket, files, taken, texts

Fault = Mapping[str, object]

# What happens to a send, and how many copies may arrive: more than one only where nobody can know.
SENDS: dict[str, tuple[Fault, int]] = {
    "429": ({"kind": "flood", "retry_after": 1}, 1),
    "500": ({"kind": "broken", "status": 500, "html": False}, 1),
    "502 with a proxy's page": ({"kind": "broken", "html": True}, 1),
    "cut before": ({"kind": "cut_before"}, 1),
    "cut after": ({"kind": "cut_after"}, 2),
    "half of the JSON": ({"kind": "truncated"}, 2),
    "restarting": ({"kind": "error", "status": 500, "description": "Internal Server Error: restart"}, 1),
}
POLLS: dict[str, Fault] = {
    "429": {"kind": "flood", "retry_after": 1},
    "502 with a proxy's page": {"kind": "broken", "html": True},
    "cut before": {"kind": "cut_before"},
    "cut after": {"kind": "cut_after"},
    "half of the JSON": {"kind": "truncated"},
    "another bot with the same token": {"kind": "error", "status": 409, "description": "Conflict: terminated by other"},
}


async def test_sends_that_fail(desk: World) -> None:
    """Both ways, each fault once: everything arrives, in its order, and nothing twice that could be known."""
    there = await taken(desk)
    for name, (fault, copies) in SENDS.items():
        async with asyncio.TaskGroup() as both:
            both.create_task(arrives(desk, desk.petr, there, name, fault, copies))
            both.create_task(arrives(desk, there, desk.petr, name, fault, copies))


async def arrives(desk: World, speaker: Voice, listener: Voice, name: str, fault: Fault, copies: int) -> None:
    """A send to the listener fails once; both lines get there."""
    order = desk.tg.fault(method="copyMessage", chat=listener.place.id, times=1, **fault)  # type: ignore[arg-type]
    first, second = (f"{speaker.account.first_name}, {name}: {word}" for word in ("раз", "два"))
    await speaker.says(first)
    await speaker.says(second)
    await listener.sees(second, timeout=20)
    assert order.hits == 1, name
    said = texts(listener.chat())
    assert 1 <= said.count(first) <= copies, name
    assert said.index(first) < said.index(second)


async def test_only_the_chat_that_is_told_to_wait_waits(desk: World) -> None:
    """429 is about one chat: others get theirs meanwhile."""
    there = await taken(desk)
    flood = desk.tg.fault("flood", chat=desk.petr.id, times=1, retry_after=3)
    await there.says("Выключите питание.")
    await desk.tg.until(lambda: flood.hits or None)
    before = len(desk.tg.calls(chat=desk.petr))
    await desk.maria.says("/start")
    await desk.maria.sees("What happened?")
    await desk.petr.says("Мигает лампа")
    await there.sees("Мигает лампа")
    writes = [call for call in desk.tg.calls(chat=desk.petr)[before:] if call.method != "setMessageReaction"]
    assert not writes
    await desk.petr.sees("Выключите питание.")


@pytest.mark.parametrize("name", POLLS)
async def test_polls_that_fail(desk: World, name: str) -> None:
    """Whatever getUpdates answers, every update is handled, once."""
    there = await taken(desk)
    order = desk.tg.fault(method="getUpdates", times=2, **POLLS[name])  # type: ignore[arg-type]
    for n in range(3):
        await desk.petr.says(f"слово {n}")
    await there.sees("слово 2", timeout=20)
    assert order.hits
    assert [text for text in texts(there.chat()) if text.startswith("слово")] == ["слово 0", "слово 1", "слово 2"]


async def test_updates_that_come_twice_and_backwards(desk: World) -> None:
    """Duplicates change nothing; reordered ones are put in order by their numbers within a batch."""
    there = await taken(desk)
    desk.tg.fault("duplicate")
    desk.tg.fault("reordered")
    for n in range(5):
        await desk.petr.says(f"слово {n}")
        await there.says(f"ответ {n}")
    await desk.petr.says("всё")
    await there.sees("всё")
    desk.tg.faults.cancel()
    for place, word in ((there, "слово"), (desk.petr, "ответ")):
        said = sorted(text for text in texts(place.chat()) if text.startswith(word))
        assert said == [f"{word} {n}" for n in range(5)]


async def test_an_update_nobody_can_read(desk: World) -> None:
    """Put aside and reported once; the rest go on."""
    there = await taken(desk)
    desk.tg.raw_update({"message": {"message_id": "не число", "chat": {"id": desk.petr.id, "type": "private"}}})
    await desk.petr.says("Мигает лампа")
    await there.sees("Мигает лампа")
    desk.tg.raw_update('{"update_id": {update_id}, "message": {"oh": ')
    await desk.petr.says("И жужжит")
    await there.sees("И жужжит", timeout=20)
    await desk.lead.sees("не удалось обработать")
    desk.tg.raw_update({"something_new": {"id": 1}})
    await desk.petr.says("И пахнет")
    await there.sees("И пахнет")


async def test_telegram_is_out_of_reach_for_a_while(desk: World) -> None:
    """Every call fails: the form goes on where it was, and the ticket reaches its topic."""
    await desk.petr.says(PROBLEM)
    await desk.petr.sees(button="Даю согласие")
    for method in ("sendMessage", "getUpdates", "answerCallbackQuery"):
        desk.tg.fault("cut_before", method=method, times=2)
    await desk.petr.presses("Даю согласие")
    await desk.petr.sees("1 из", timeout=20)
    desk.tg.fault("broken", times=6, probability=0.5)
    await desk.petr.shares_contact()
    await desk.petr.sees("2 из", timeout=20)


async def test_a_topic_that_may_have_been_made(desk: World) -> None:
    """The connection is cut after createForumTopic: the ticket has one topic of its own in the end."""
    order = desk.tg.fault("cut_after", method="createForumTopic", times=1)
    await files(desk.petr)
    await desk.petr.sees("№ 1 принято")
    await desk.tg.until(lambda: order.hits or None)
    await desk.tg.until(lambda: any(PROBLEM in text for text in texts(desk.group.messages())) or None)
    cards = [each for each in desk.group.messages() if PROBLEM in each.text]
    assert len(cards) == 1
    there = desk.anna.in_topic(cards[0], desk.group)
    await there.presses("Взять")
    await desk.petr.sees("занимается Анна")


async def test_a_callback_answered_too_late(desk: World) -> None:
    """The toast is lost; what was pressed is done all the same, and can be seen."""
    topic, _, _ = await a_ticket(desk.petr, desk.group)
    there = desk.anna.in_topic(topic, desk.group)
    late = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    desk.tg.fault("error", method="answerCallbackQuery", times=1, description=late)
    await there.presses("Взять")
    await desk.petr.sees("занимается Анна")
    await there.sees(button="Решено")


async def test_a_restart_forgets_nothing(desk_of: Build) -> None:
    """Stopped with letters waiting for a chat that Telegram holds up: the next start sends them."""
    async with desk_of(start=False) as desk:
        async with desk.running():
            there = await taken(desk)
            flood = desk.tg.fault("flood", chat=desk.petr.id, times=1, retry_after=60)
            await there.says("Выключите питание.")
            await there.says("И включите.")
            await desk.tg.until(lambda: flood.hits or None)
        await desk.passes(minutes=2)
        async with desk.running():
            await desk.petr.sees("Выключите питание.")
            await desk.petr.sees("И включите.")
        assert [text for text in texts(desk.petr.chat()) if "ключите" in text] == ["Выключите питание.", "И включите."]
