"""`kill -9` between commit and send, and between Telegram's OK and our record: nothing is lost."""

import asyncio
import json
import os
import signal
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiogram.methods import SendMessage, TelegramMethod

from tests.delivery.office import at_work, office_at
from tests.delivery.test_worker import tell

LETTERS = 20


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def deliver(path: Path, received: Path, on_send: Callable[[int, str], None]) -> None:
    """Post (the first time) and deliver; `received` is what Telegram has, whatever becomes of us."""
    count = 0

    def arrives(method: TelegramMethod[Any]) -> None:
        nonlocal count
        if isinstance(method, SendMessage):
            count += 1
            on_send(count, "before")
            with received.open("a", encoding="utf-8") as file:
                file.write(json.dumps([method.chat_id, method.text]) + "\n")
            on_send(count, "after")

    async with office_at(path, runs=False) as office:
        office.telegram.before = arrives
        if not received.exists() and not await office.unsent():
            await office.posts(*(tell(f"{n}", user=1 + n % 3) for n in range(LETTERS)))
        async with at_work(office.delivery):
            await office.delivered()


def in_a_process_of_its_own(work: Callable[[], None]) -> int:
    """Run it in a fork, which has imported all it needs; return how it ended."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # other threads of ours hold nothing it needs
        child = os.fork()
    if not child:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return status


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("sends", [1, 2, 7, LETTERS])
def test_a_killed_process_loses_nothing(tmp_path: Path, moment: str, sends: int) -> None:
    """What was posted arrives at least once and in order; twice at most what was on its way."""
    path, received = tmp_path / "desk.db", tmp_path / "received"

    def killed(count: int, when: str) -> None:
        if (count, when) == (sends, moment):
            die()

    status = in_a_process_of_its_own(lambda: asyncio.run(deliver(path, received, killed)))
    assert os.WIFSIGNALED(status)
    assert os.WTERMSIG(status) == signal.SIGKILL
    status = in_a_process_of_its_own(lambda: asyncio.run(deliver(path, received, lambda *_: None)))
    assert status == 0
    arrived = [json.loads(line) for line in received.read_text(encoding="utf-8").splitlines()]
    for chat in (1, 2, 3):
        texts = [int(text) for to, text in arrived if to == chat]
        assert list(dict.fromkeys(texts)) == [n for n in range(LETTERS) if 1 + n % 3 == chat]
    assert len(arrived) <= LETTERS + 3  # a lane has one letter on its way
