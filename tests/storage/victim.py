"""A process to be killed: `python -m tests.storage.victim (writes | serves) URL`. It says what it has done."""

import asyncio
import sys
from itertools import count

from domain.desk import Origin
from domain.ids import InboxId
from storage.database import Database
from storage.lock import served
from storage.sqlite import path_of
from storage.transaction import Transaction
from tests.storage.samples import NOW, a_letter, an_update


def say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


async def write(database: Database) -> None:
    """Take an update in, handle it with a letter and two facts, and say its number once that is committed."""

    async def one(number: int) -> None:
        [seq] = await database.run(Origin(NOW), lambda tx: tx.inbox.store_updates([an_update(number)])) or []

        async def unit(tx: Transaction) -> None:
            await tx.facts.put(f"before {seq}", "")
            await tx.facts.get("a hop in the middle")
            effect, envelope = a_letter(str(seq))
            await tx.outbox.post(effect, envelope, NOW, NOW)
            await tx.facts.put(f"after {seq}", "")

        await database.run(Origin(NOW, inbox=InboxId(seq)), unit)
        say(seq)

    for start in count(step=8):
        await asyncio.gather(*(one(start + n) for n in range(8)))


async def main(work: str, url: str) -> None:
    async with Database.open(url) as database:
        if work == "writes":
            await write(database)
        with served(path_of(url)):
            say("serving")
            await asyncio.Event().wait()


asyncio.run(main(*sys.argv[1:]))
