"""A sandbox for every test, and a bot that is nothing but its calls."""

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import aiohttp
import pytest

from sandbox.server import Sandbox


class Refused(Exception):  # noqa: N818 - an answer
    """The Bot API said no."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__(answer["description"])
        self.status: int = answer["error_code"]
        self.parameters: dict[str, Any] = answer.get("parameters", {})


class Caller:
    """`await bot.sendMessage(chat_id=1, text="…")`: the result, or Refused."""

    def __init__(self, tg: Sandbox, http: aiohttp.ClientSession) -> None:
        self.tg = tg
        self.http = http
        self.base = f"{tg.url}/bot{tg.token}"

    def __getattr__(self, method: str) -> Callable[..., Coroutine[Any, Any, Any]]:
        async def call(**params: Any) -> Any:
            async with self.http.post(f"{self.base}/{method}", json=params) as response:
                answer = await response.json()
                assert response.status == (200 if answer["ok"] else answer["error_code"])
            if not answer["ok"]:
                raise Refused(answer)
            return answer["result"]

        return call

    async def updates(self, **params: Any) -> list[dict[str, Any]]:
        """Takes and confirms what is there."""
        updates: list[dict[str, Any]] = await self.getUpdates(**params)
        if updates:
            await self.getUpdates(offset=updates[-1]["update_id"] + 1)
        return updates


@pytest.fixture
async def tg() -> AsyncIterator[Sandbox]:
    async with Sandbox(limit_scale=0) as sandbox:
        yield sandbox


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def bot(tg: Sandbox, http: aiohttp.ClientSession) -> Caller:
    return Caller(tg, http)
