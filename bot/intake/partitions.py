"""Order within a key, parallel across keys, never more at once than there are workers."""

import asyncio
from bisect import insort
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar

Job = TypeVar("Job")

ROOM = 1000  # jobs that may wait before intake is asked to pause


class Partitions(Generic[Job]):
    """Lines of jobs. A job that must wait holds its own line only, and no worker."""

    def __init__(
        self,
        handle: Callable[[Job], Awaitable[float | None]],
        workers: int = 16,
        order: Callable[[Job], Any] = lambda _: 0,
    ) -> None:
        """`handle` returns None when it is done with a job, or the seconds after which to try it again.

        By `order` a job stands before later ones of its line; those that are equal stand as they came.
        """
        self._handle = handle
        self._order = order
        self._workers = workers
        self._lines: dict[str, deque[Job]] = {}
        self._ready: asyncio.Queue[str] = asyncio.Queue()
        self._roomy = asyncio.Event()
        self._roomy.set()
        self.backlog = 0

    def put(self, key: str, job: Job) -> None:
        """Put a job where it belongs in the line of its key: last, as a rule."""
        self._count(1)
        if line := self._lines.get(key):
            insort(line, job, key=self._order)
        else:
            self._lines[key] = deque((job,))
            self._ready.put_nowait(key)

    async def room(self) -> None:
        """Wait while more jobs wait than memory should hold."""
        await self._roomy.wait()

    async def run(self) -> None:
        """Work until cancelled."""
        async with asyncio.TaskGroup() as group:
            for _ in range(self._workers):
                group.create_task(self._work())

    async def settled(self) -> None:
        """Wait until nothing is worked on; lines that wait for another attempt do not count."""
        await self._ready.join()

    async def _work(self) -> None:
        while True:
            key = await self._ready.get()
            try:
                line = self._lines[key]
                job = line[0]
                pause = await self._handle(job)
                if pause is not None:
                    asyncio.get_running_loop().call_later(pause, self._ready.put_nowait, key)
                    continue
                line.remove(job)  # another may stand before it by now
                self._count(-1)
                if line:
                    self._ready.put_nowait(key)
                else:
                    del self._lines[key]
            finally:
                self._ready.task_done()

    def _count(self, change: int) -> None:
        self.backlog += change
        if self.backlog < ROOM:
            self._roomy.set()
        else:
            self._roomy.clear()
