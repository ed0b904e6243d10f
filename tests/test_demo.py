"""The demo's launcher, with two small programs in the places of the sandbox and the bot."""

import asyncio
import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from scripts import demo
from scripts.demo import Program

WAITS = """
    import signal
    signal.pthread_sigmask(signal.SIG_BLOCK, {{signal.SIGTERM}})
    print("{name}: ready")
    signal.sigwait({{signal.SIGTERM}})
    print("{name}: bye")
"""
DEAF = """
    import signal
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    print("{name}: ready")
    signal.pause()
"""
FALLS = """
    import sys
    print("{name}: I cannot go on")
    sys.exit(3)
"""

Script = Callable[[str, str], Program]


@pytest.fixture
def script(tmp_path: Path) -> Script:
    def made(name: str, text: str) -> Program:
        return demo.Program(
            name=name,
            command=("-c", dedent(text.format(name=name))),
            ready_line=f"{name}: ready",
            log=tmp_path / f"{name}.log",
        )

    return made


async def interrupted(sandbox: Program, bot: Program) -> int:
    """Play until both are ready, then press Ctrl-C, twice."""
    async with asyncio.TaskGroup() as group:
        playing = group.create_task(demo.play(sandbox, bot, "http://127.0.0.1:8080"))
        await sandbox.ready.wait()
        await bot.ready.wait()
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)
    result: int = await playing
    return result


async def test_ctrl_c_stops_the_bot_and_then_the_sandbox(script: Script, capsys: pytest.CaptureFixture[str]) -> None:
    """One address is shown; both may say good-bye, however impatient the person is."""
    sandbox, bot = script("sandbox", WAITS), script("bot", WAITS)
    assert await interrupted(sandbox, bot) == 0
    assert capsys.readouterr().out.count("http://") == 1
    assert [path.read_text().splitlines()[-1] for path in (sandbox.log, bot.log)] == ["sandbox: bye", "bot: bye"]
    assert bot.log.stat().st_mtime_ns <= sandbox.log.stat().st_mtime_ns


async def test_who_does_not_listen_is_stopped_all_the_same(script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "PATIENCE", 0.2)
    assert await interrupted(script("sandbox", WAITS), script("bot", DEAF)) == 0


@pytest.mark.parametrize("fallen", ["sandbox", "bot"])
async def test_a_death_is_told_with_its_last_words(
    script: Script, capsys: pytest.CaptureFixture[str], fallen: str
) -> None:
    """… and the other one is not left behind."""
    sandbox = script("sandbox", FALLS if fallen == "sandbox" else WAITS)
    bot = script("bot", FALLS if fallen == "bot" else WAITS)
    assert await demo.play(sandbox, bot, "http://127.0.0.1:8080") == 1
    said = capsys.readouterr().out
    assert f"The {fallen} stopped by itself (exit code 3). It said last:\n  {fallen}: I cannot go on" in said
    assert fallen == "sandbox" or sandbox.log.read_text().endswith("sandbox: bye\n")


def test_a_taken_port_is_no_reason_to_stop() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port: int = taken.getsockname()[1]
        assert demo.free_port(port) != port
    assert demo.free_port(port) == port


def test_one_world_is_played_once(tmp_path: Path) -> None:
    """The second start says where the first one is."""
    with demo.only_one(tmp_path / "lock") as lock:
        lock.write("http://127.0.0.1:8080")
        lock.flush()
        with (
            pytest.raises(SystemExit, match="running already: http"),
            demo.only_one(tmp_path / "lock"),
        ):
            pass
    with demo.only_one(tmp_path / "lock") as lock:
        assert not (tmp_path / "lock").read_text()
