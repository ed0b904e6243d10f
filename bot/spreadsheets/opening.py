"""Has a spreadsheet read by a process of its own: what breaks it breaks nothing else."""

import asyncio
import json
import os
import sys
from contextlib import suppress
from pathlib import Path

import structlog

from domain.registry.importing import Unreadable

log = structlog.get_logger()

ROOT = Path(__file__).parents[2]
LARGEST = 5 * 1024 * 1024  # bytes of a file
PATIENCE = 60.0  # seconds
NEEDED = ("PATH", "LANG", "LD_LIBRARY_PATH", "SYSTEMROOT")  # of our own environment, which holds secrets

Cells = list[list[str]]


class NotASheet(Exception):  # noqa: N818  an answer to whoever sent it
    """It cannot be read, and why."""

    def __init__(self, why: Unreadable) -> None:
        super().__init__(why)
        self.why = why


async def opened(content: bytes) -> Cells:
    """Return the text of the cells; raises NotASheet."""
    if len(content) > LARGEST:
        raise NotASheet(Unreadable.TOO_LARGE)
    if not content:
        raise NotASheet(Unreadable.EMPTY)
    reader = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.spreadsheets.reading",
        cwd=ROOT,
        env={name: os.environ[name] for name in NEEDED if name in os.environ},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        said, _ = await asyncio.wait_for(reader.communicate(content), PATIENCE)
    except TimeoutError:
        said = b""
    finally:
        if reader.returncode is None:
            with suppress(ProcessLookupError):
                reader.kill()
            await reader.wait()
    if reader.returncode != 0 or not said:
        log.info("sheet_broke_its_reader", code=reader.returncode)
        raise NotASheet(Unreadable.NO_SHEET)
    answer = json.loads(said)
    if "why" in answer:
        raise NotASheet(Unreadable(answer["why"]))
    cells: Cells = answer["rows"]
    return cells
