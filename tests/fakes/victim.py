"""A bot in a process of its own, to be killed. It is forked from this one, which has imported aiogram already."""

import asyncio
import os
import resource
import signal
import sys
import warnings
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from bot.__main__ import run
from bot.app import App
from bot.logs import set_up
from bot.policy import load_policy
from bot.settings import Settings

PATIENCE = 30.0  # seconds until it must have died


class Victim:
    """A process that is no more when its story ends."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._end = asyncio.Event()
        self._window = os.pidfd_open(pid)
        asyncio.get_running_loop().add_reader(self._window, self._end.set)

    async def died(self) -> None:
        """Wait for the kill; any other end is a failure."""
        async with asyncio.timeout(PATIENCE):
            await self._end.wait()
        _, status = os.waitpid(self._pid, 0)
        self._pid = 0
        assert os.WIFSIGNALED(status), f"it ended by itself: {status}"
        assert os.WTERMSIG(status) == signal.SIGKILL

    async def kill(self) -> None:
        """`kill -9`, now."""
        os.kill(self._pid, signal.SIGKILL)
        await self.died()

    async def stop(self) -> int:
        """Ask it to stop, as a service manager does; return its exit code."""
        os.kill(self._pid, signal.SIGTERM)
        return await self.ended()

    async def ended(self) -> int:
        """Wait until it ends by itself; return its exit code."""
        async with asyncio.timeout(PATIENCE):
            await self._end.wait()
        _, status = os.waitpid(self._pid, 0)
        self._pid = 0
        return os.waitstatus_to_exitcode(status)

    def disk(self, *, full: bool) -> None:
        """Let no byte of it reach the disk any more; or let it write again."""
        _, hard = resource.prlimit(self._pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self._pid, resource.RLIMIT_FSIZE, (1 if full else hard, hard))

    async def buried(self) -> None:
        """Whatever has happened, it is gone."""
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        asyncio.get_running_loop().remove_reader(self._window)
        os.close(self._window)


@asynccontextmanager
async def victim(settings: Settings, point: str = "", *, call: int = 1) -> AsyncIterator[Victim]:
    """Run the bot in a child; it kills itself at the n-th call of `point`, a method's dotted name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads, which the child does not need
        pid = os.fork()
    if pid == 0:
        try:
            if point:
                _mine(point, call)
            asyncio.run(App(settings, load_policy(settings.policy_file)).run())
        finally:
            os._exit(1)
    found = Victim(pid)
    try:
        yield found
    finally:
        await found.buried()


@asynccontextmanager
async def apart(settings: Settings) -> AsyncIterator[Victim]:
    """Run the whole program in a child, signals and exit code included, until the block ends."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads, which the child does not need
        pid = os.fork()
    if pid == 0:
        code = 1
        try:
            with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
                set_up(stream=nowhere)
                sys.stdout = sys.stderr = nowhere
                code = run(settings)
        finally:
            os._exit(code)
    found = Victim(pid)
    try:
        yield found
    finally:
        await found.buried()


def _mine(point: str, call: int) -> None:
    """Put a mine under the method; the process is ours alone, so nothing has to be put back."""
    owner, _, name = point.rpartition(".")
    module, _, kind = owner.rpartition(".")
    target = getattr(import_module(module), kind)
    original: Callable[..., Any] = getattr(target, name)
    left = [call]

    def deadly(*args: Any, **kwargs: Any) -> Any:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return original(*args, **kwargs)

    setattr(target, name, deadly)
