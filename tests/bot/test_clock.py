"""The clock: real time plus what a file says, and nothing else."""

import os
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from bot.clock import SystemClock


def put(file: Path, text: str, tick: int) -> None:
    file.write_text(text, encoding="utf-8")
    os.utime(file, ns=(tick, tick))


def test_without_a_file_now_is_real() -> None:
    clock = SystemClock()
    assert clock.now().tzinfo is UTC
    assert abs(clock.now() - clock.real()) < timedelta(seconds=1)
    assert clock.monotonic() <= clock.monotonic()


def test_the_file_moves_now_and_never_real(tmp_path: Path) -> None:
    file = tmp_path / "offset"
    clock = SystemClock(file)
    assert clock.offset() == timedelta()  # the file may come later
    put(file, "14400\n", 1)
    assert clock.offset() == timedelta(hours=4)
    assert timedelta(hours=4) <= clock.now() - clock.real() + timedelta(seconds=1)
    put(file, "-60.5", 2)
    assert clock.offset() == timedelta(seconds=-60.5)


@pytest.mark.parametrize("garbage", ["", "soon", "nan", "inf", "1e300", "9" * 30, "4h", "\ufeff"])
def test_a_broken_file_keeps_the_last_offset(tmp_path: Path, garbage: str) -> None:
    file = tmp_path / "offset"
    put(file, "60", 1)
    clock = SystemClock(file)
    assert clock.offset() == timedelta(minutes=1)
    put(file, garbage, 2)
    assert clock.offset() == timedelta(minutes=1)
    file.write_bytes(b"\xff\xfe")
    assert clock.offset() == timedelta(minutes=1)
    file.unlink()
    assert clock.offset() == timedelta(minutes=1)


def test_a_replaced_file_of_the_same_second_is_seen(tmp_path: Path) -> None:
    """The sandbox replaces the file atomically: another inode is another file."""
    file = tmp_path / "offset"
    put(file, "60", 1)
    clock = SystemClock(file)
    assert clock.offset() == timedelta(seconds=60)
    fresh = tmp_path / "fresh"
    put(fresh, "75", 1)
    fresh.replace(file)
    assert clock.offset() == timedelta(seconds=75)
