"""Replicas of the bot, each a process of its own, behind one address that leads to each in turn."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import count
from typing import Any

import aiohttp
from aiohttp import web

from bot.settings import Address, Settings
from tests.fakes.victim import Victim, victim

HOST = "127.0.0.1"
PATIENCE = aiohttp.ClientTimeout(total=10)  # seconds for a replica to answer


@dataclass(eq=False)
class Replica:
    """One process."""

    number: int
    settings: Settings
    process: Victim

    async def says(self, page: str) -> dict[str, Any] | None:
        """What its health page says; None: nobody answers, yet or any more."""
        try:
            async with (
                aiohttp.ClientSession(timeout=PATIENCE) as http,
                http.get(f"http://{self.settings.health_listen}{page}") as answer,
            ):
                said: dict[str, Any] = await answer.json()
                return said
        except (aiohttp.ClientError, TimeoutError):
            return None


@dataclass
class Replicas:
    """Those that live, and the proxy before them."""

    template: Settings
    ports: tuple[int, ...]  # two for each
    alive: list[Replica] = field(default_factory=list)
    passed: Counter[int] = field(default_factory=Counter)  # updates that a replica took, by its number
    _numbers: "count[int]" = field(default_factory=lambda: count(1))
    _turns: "count[int]" = field(default_factory=count)
    _until_the_end: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def start(self) -> Replica:
        """One more; it may answer a while later."""
        taken = {each.settings.listen.port for each in self.alive}
        pairs = zip(self.ports[::2], self.ports[1::2], strict=True)
        door, health = next(pair for pair in pairs if pair[0] not in taken)
        own = {"listen": Address(HOST, door), "health_listen": Address(HOST, health)}
        settings = self.template.model_copy(update=own)
        process = await self._until_the_end.enter_async_context(victim(settings))
        replica = Replica(next(self._numbers), settings, process)
        self.alive.append(replica)
        return replica

    async def kill(self, replica: Replica) -> None:
        """`kill -9`."""
        self.alive.remove(replica)
        await replica.process.kill()

    async def leader(self) -> Replica | None:
        """Who says that it leads; two never do."""
        found = [each for each in self.alive if ((await each.says("/readyz")) or {}).get("leads")]
        assert len(found) <= 1
        return found[0] if found else None

    async def pass_on(self, request: web.Request) -> web.Response:
        """Give a request to the next replica that listens; what one took and did not answer is not tried elsewhere."""
        body, turn = await request.read(), next(self._turns)
        headers = {name: value for name, value in request.headers.items() if name.startswith(("X-", "Content-Type"))}
        doors = list(self.alive)
        for step in range(len(doors)):
            replica = doors[(turn + step) % len(doors)]
            url = f"http://{replica.settings.listen}{request.path}"
            try:
                async with (
                    aiohttp.ClientSession(timeout=PATIENCE) as http,
                    http.post(url, data=body, headers=headers) as answer,
                ):
                    self.passed[replica.number] += answer.status == HTTPStatus.OK
                    return web.Response(status=answer.status)
            except aiohttp.ClientConnectorError:
                continue
            except (aiohttp.ClientError, TimeoutError):
                break
        return web.Response(status=HTTPStatus.BAD_GATEWAY)


@asynccontextmanager
async def replicas(template: Settings, ports: tuple[int, ...], *, behind: int) -> AsyncIterator[Replicas]:
    """Have the proxy listen on `behind`; whoever still lives at the end is killed."""
    house = Replicas(template, ports)
    app = web.Application()
    app.router.add_post("/{path:.*}", house.pass_on)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, behind).start()
        async with house._until_the_end:
            yield house
    finally:
        await runner.cleanup()
