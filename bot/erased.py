"""Who is to stay erased, in a file beside the database: a copy that is brought back forgets them again."""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog

from actions.ports import Store, Transaction
from domain.ids import CustomerId
from domain.privacy import Erased

log = structlog.get_logger()


class ErasedList:
    """A line for each erasure: our number, a salted hash, when. Nothing in it says who it was."""

    def __init__(self, database: Path, store: Store, again: Callable[[Erased], Awaitable[bool]]) -> None:
        """`again` erases somebody in this database."""
        self._database = database
        self._file = database.with_name(f"{database.name}.erased")
        self._store = store
        self._again = again

    async def settle(self) -> int:
        """At the start: erase whom this database does not know to be erased; return how many it still held."""
        known = await self._remembered()
        listed = await asyncio.to_thread(_read, self._file)
        held = sum([await self._again(each) for each in listed if _key(each) not in known])
        if held:
            log.warning("erased_again", people=held)
        await self.keep()
        return held

    async def keep(self) -> None:
        """Write down whom the list does not have yet."""
        known = await self._remembered()
        listed = {_key(each) for each in await asyncio.to_thread(_read, self._file)}
        if new := [each for key, each in known.items() if key not in listed]:
            await asyncio.to_thread(_append, self._file, new)

    async def clear_copies(self, now: datetime, after: timedelta) -> int:
        """Delete copies that updates left beside the database, once nobody will go back to them."""
        return await asyncio.to_thread(_cleared, self._database, now - after)

    async def _remembered(self) -> dict[tuple[int, str], Erased]:
        async def look(tx: Transaction) -> tuple[Erased, ...]:
            return await tx.erasure.remembered()

        return {_key(each): each for each in await self._store.read(look)}


def _key(erased: Erased) -> tuple[int, str]:
    return int(erased.customer), erased.person


def _read(file: Path) -> list[Erased]:
    if not file.exists():
        return []
    found = []
    for line in file.read_text(encoding="ascii").split():
        try:
            said = json.loads(line)
            at = datetime.fromisoformat(said["at"])
            found.append(Erased(customer=CustomerId(said["customer"]), person=said["person"], at=at))
        except (ValueError, KeyError, TypeError):  # cut off by a crash: it is written again
            log.warning("erased_line_unreadable")
    return found


def _append(file: Path, erased: list[Erased]) -> None:
    # A line begins a new one, so that what a crash has cut off spoils nothing after it.
    lines = [{"customer": int(each.customer), "person": each.person, "at": each.at.isoformat()} for each in erased]
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, "".join(f"\n{json.dumps(line, separators=(',', ':'))}" for line in lines).encode("ascii"))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _cleared(database: Path, before: datetime) -> int:
    old = [
        copy
        for copy in database.parent.glob(f"{database.name}.before-*")
        if datetime.fromtimestamp(copy.stat().st_mtime, UTC) < before
    ]
    for copy in old:
        copy.unlink(missing_ok=True)
        log.info("old_copy_deleted", file=copy.name)
    return len(old)
