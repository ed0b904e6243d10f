"""The nightly copies: whether there are any, how old the last is, and whether it is whole."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

from bot.backups import NAME, OURS, TOO_OLD
from bot.doctor.findings import Finding, bad, good, mind
from domain.words import Text
from storage.backup import check
from storage.errors import StorageError


async def copies(folder: Path | None, now: datetime) -> AsyncIterator[Finding]:
    """Look into the folder."""
    if folder is None:
        yield mind(Text("doctor-backup-none"), Text("doctor-backup-none-do"))
        return
    if (last := _last(folder)) is None:
        yield mind(Text("doctor-backup-empty", {"place": str(folder)}))
        return
    place = {"place": str(last)}
    try:
        await asyncio.to_thread(check, last)
    except StorageError as trouble:
        why = f"{type(trouble).__name__} {trouble}"
        yield bad(Text("doctor-backup-bad", {**place, "why": why}), Text("doctor-backup-do"))
        return
    yield good(Text("doctor-backup-good", {**place}))
    if now - datetime.strptime(last.name, NAME).replace(tzinfo=UTC) > TOO_OLD:
        yield bad(Text("doctor-backup-old", {**place}), Text("doctor-backup-do"))


def _last(folder: Path) -> Path | None:
    return max(folder.glob(OURS), default=None)
