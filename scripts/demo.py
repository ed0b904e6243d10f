"""`make demo`: the sandbox and the bot side by side, until Ctrl-C. Both go on where they were the next time."""

import asyncio
import fcntl
import os
import signal
import socket
import sys
from collections import deque
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from bot.settings import Settings
from sandbox.seed import demo_settings

SIGNS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 9  # seconds that a program has to stop cleanly
TOKEN = "100500:sandbox-token-of-the-help-desk-bot"  # noqa: S105  of a Telegram that is none
LIMIT_SCALE = "20"  # whoever plays five people at once is faster than Telegram allows one bot to be


class DiedError(Exception):
    """One of the two ended by itself."""

    def __init__(self, program: "Program", code: int) -> None:
        super().__init__(program, code)
        self.program, self.code = program, code


@dataclass(slots=True)
class Program:
    """A child process. Its lines go to a log; one of them says that it is ready."""

    name: str
    command: tuple[str, ...]
    ready_line: str
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    last_lines: deque[str] = field(default_factory=lambda: deque(maxlen=8))

    async def live(self) -> None:
        """Run until it ends (DiedError) or is no longer wanted (cancelled): then stop it cleanly."""
        self.log.write_bytes(b"")
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *self.command,
            env={**os.environ, **self.environment, "PYTHONUNBUFFERED": "1"},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            limit=2**20,
            start_new_session=True,  # Ctrl-C is ours to pass on, in order
        )
        try:
            await self._listen(process)
            raise DiedError(self, await process.wait())
        finally:
            if process.returncode is None:
                process.terminate()
                try:
                    async with asyncio.timeout(PATIENCE):
                        await self._listen(process)
                        await process.wait()
                except TimeoutError:
                    process.kill()
                    await process.wait()

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout  # noqa: S101  a pipe was asked for
        with self.log.open("ab", buffering=0) as log:
            async for raw in process.stdout:
                log.write(raw)
                line = raw.decode(errors="replace").rstrip()
                self.last_lines.append(line)
                if line.startswith(self.ready_line):
                    self.ready.set()


@asynccontextmanager
async def running(program: Program) -> AsyncIterator[None]:
    """Keep the program running meanwhile; enters when it is ready."""
    async with asyncio.TaskGroup() as group:
        life = group.create_task(program.live())
        await program.ready.wait()
        yield
        life.cancel()


async def play(sandbox: Program, bot: Program, address: str) -> int:
    """Run both until somebody stops us or one of them dies; answer with the exit code."""
    myself = asyncio.current_task()
    assert myself  # noqa: S101  we are one
    loop = asyncio.get_running_loop()

    def stop() -> None:
        for sign in SIGNS:
            loop.add_signal_handler(sign, lambda: None)  # impatience changes nothing
        myself.cancel()

    for sign in SIGNS:
        loop.add_signal_handler(sign, stop)
    try:
        return await _both(sandbox, bot, address)
    except asyncio.CancelledError:
        print("\nStopped. `make demo` goes on from here.")
        return 0


async def _both(sandbox: Program, bot: Program, address: str) -> int:
    try:
        async with running(sandbox), running(bot):  # stopped in the opposite order
            print(f"\n  {address}\n\nOpen it in a browser. Ctrl-C stops everything.", flush=True)
            await asyncio.Event().wait()
    except* DiedError as died:
        for accident in _leaves(died):
            program = accident.program
            print(f"\nThe {program.name} stopped by itself (exit code {accident.code}). It said last:")
            print("".join(f"  {line}\n" for line in program.last_lines) + f"All of it: {program.log}")
    return 1


def _leaves(group: BaseExceptionGroup[DiedError]) -> Iterator[DiedError]:
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _leaves(error)
        else:
            yield error


@contextmanager
def only_one(path: Path) -> Iterator[TextIO]:
    """Refuse to play the same world twice at once."""
    with path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            sys.exit(f"The demo is running already: {lock.read().strip()}")
        lock.truncate(0)
        yield lock


def free_port(wanted: int) -> int:
    """Find a port that nobody listens on, the wanted one if possible."""
    for port in (wanted, 0):
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind(("127.0.0.1", port))
            except OSError:
                continue
            found: int = trial.getsockname()[1]
            return found
    sys.exit("No port is free on this machine.")


def main() -> int:
    """Find the ports, start both, say where to look."""
    data = Path("data")
    logs, clock = data / "logs", data / "sandbox" / "clock"
    for folder in (logs, clock.parent):
        folder.mkdir(parents=True, exist_ok=True)
    with only_one(data / "demo.lock") as lock:
        port, mail = free_port(8080), free_port(8025)
        address = f"http://127.0.0.1:{port}"
        lock.write(address)
        lock.flush()
        print("Starting; this takes some seconds …", flush=True)
        sandbox = Program(
            name="sandbox",
            command=(
                *("-m", "sandbox", "--port", str(port), "--smtp-port", str(mail)),
                *("--data", str(clock.parent), "--clock-file", str(clock)),
                *("--token", TOKEN, "--limit-scale", LIMIT_SCALE),
            ),
            ready_line="sandbox: ",
            log=logs / "sandbox.log",
        )
        bot = Program(
            name="bot",
            command=("-m", "bot"),
            ready_line="bot: ready",
            log=logs / "bot.log",
            environment={
                **dict.fromkeys(map(str.upper, Settings.model_fields), ""),  # nothing of the real desk's .env
                **demo_settings(address, mail, TOKEN),
                "DATABASE_URL": f"sqlite:///{data / 'demo.db'}",
                "CLOCK_OFFSET_FILE": str(clock),
                "LIMIT_SCALE": LIMIT_SCALE,
                "HEALTH_LISTEN": "off",  # a real desk may be at work beside
            },
        )
        return asyncio.run(play(sandbox, bot, address))


if __name__ == "__main__":
    sys.exit(main())
