"""Order within a key, parallel across keys."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.intake.partitions import ROOM, Partitions

Job = tuple[str, int]


@asynccontextmanager
async def working(
    handle: Callable[[Job], Awaitable[float | None]], workers: int = 16
) -> AsyncIterator[Partitions[Job]]:
    lines: Partitions[Job] = Partitions(handle, workers)
    async with asyncio.TaskGroup() as tasks:
        run = tasks.create_task(lines.run())
        yield lines
        run.cancel()


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 2)), max_size=30), st.integers(1, 4))
def test_each_line_is_handled_in_its_order(jobs: list[tuple[str, int]], workers: int) -> None:
    """However long a job takes, and however often it must be tried again."""
    done: list[tuple[str, int]] = []
    tries: dict[int, int] = {}

    async def handle(job: Job) -> float | None:
        key, number = job
        await asyncio.sleep(0)
        tries[number] = tries.get(number, 0) + 1
        if tries[number] <= jobs[number][1]:
            return 0.0
        done.append((key, number))
        return None

    async def story() -> None:
        async with working(handle, workers) as lines:
            for number, (key, _) in enumerate(jobs):
                lines.put(key, (key, number))
            async with asyncio.timeout(5):
                while lines.backlog:
                    await asyncio.sleep(0)

    asyncio.run(story())
    for key in "abc":
        wanted = [number for number, (line, _) in enumerate(jobs) if line == key]
        assert [number for line, number in done if line == key] == wanted


async def test_a_slow_line_holds_nobody_else() -> None:
    gate = asyncio.Event()
    done: list[str] = []

    async def handle(job: Job) -> float | None:
        if job[0] == "slow":
            await gate.wait()
        done.append(job[0])
        return None

    async with working(handle, workers=2) as lines:
        lines.put("slow", ("slow", 1))
        for number in range(3):
            lines.put("quick", ("quick", number))
        async with asyncio.timeout(5):
            while lines.backlog > 1:
                await asyncio.sleep(0)
        assert done == ["quick"] * 3
        gate.set()
        await lines.settled()
    assert done[-1] == "slow"


async def test_a_line_that_waits_for_another_attempt_takes_no_worker_and_no_time_of_the_stop() -> None:
    async def handle(job: Job) -> float | None:
        return 3600.0 if job[0] == "bad" else None

    async with working(handle, workers=1) as lines:
        lines.put("bad", ("bad", 1))
        lines.put("good", ("good", 2))
        async with asyncio.timeout(5):
            await lines.settled()
        assert lines.backlog == 1


async def test_intake_pauses_while_too_much_waits() -> None:
    gate = asyncio.Event()

    async def handle(_job: Job) -> float | None:
        await gate.wait()
        return None

    async with working(handle) as lines:
        for number in range(ROOM):
            lines.put(str(number), ("", number))
        roomy = asyncio.ensure_future(lines.room())  # noqa: TID251
        await asyncio.sleep(0)
        assert not roomy.done()
        gate.set()
        async with asyncio.timeout(5):
            await roomy
