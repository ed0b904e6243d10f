"""PostgreSQL's own: replicas that take turns, a line that is lost, secrets that are not repeated, one schema."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import asyncpg
import pytest

from domain.desk import Origin
from storage.addresses import place_of
from storage.database import Database
from storage.errors import CannotOpen, NewerThanProgram, StorageError, Unreachable
from storage.leadership import leading
from storage.migrations import FOLDER, ON_POSTGRES, known
from storage.postgres import spoken
from storage.transaction import Transaction
from tests.fakes.postgres import Server
from tests.storage.samples import NOW, Desk, a_letter, an_update


@pytest.fixture
async def url(postgres: Server) -> str:
    return await postgres.database()


async def cut(url: str) -> None:
    """Hang up on everybody who is connected, as a server does that is restarted."""
    line = await asyncpg.connect(url)
    try:
        await line.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    finally:
        await line.close()


@asynccontextmanager
async def two(url: str) -> AsyncIterator[tuple[Database, Database]]:
    async with Database.open(url) as one, Database.open(url) as other:
        yield one, other


# The dialect ---------------------------------------------------------------------------------------------------------


def test_named_parameters_become_numbered_ones() -> None:
    said, names = spoken("SELECT ':no', a::text -- :neither\nFROM t WHERE b = :b AND c = :c AND d = :b")
    assert said == "SELECT ':no', a::text -- :neither\nFROM t WHERE b = $1 AND c = $2 AND d = $1"
    assert names == ("b", "c")


def test_an_address_is_shown_without_its_secrets() -> None:
    assert place_of("postgresql://desk:secret@db.example.org:5433/desk") == "db.example.org:5433/desk"


async def test_a_server_that_is_not_there_is_said_without_secrets() -> None:
    with pytest.raises(Unreachable) as refusal:
        async with Database.open("postgresql://desk:secret@127.0.0.1:1/desk"):
            pass
    assert "secret" not in str(refusal.value)


async def test_a_database_that_is_not_there_is_said(postgres: Server) -> None:
    with pytest.raises(CannotOpen, match="nowhere"):
        async with Database.open(postgres.url("nowhere")):
            pass


# The schema ----------------------------------------------------------------------------------------------------------


async def test_both_engines_have_the_same_tables(postgres: Server, tmp_path: Path) -> None:
    """What is a migration of one engine is a migration of the other: tables, columns, indexes, what may be empty."""
    assert [each.name for each in known(FOLDER)] == [each.name for each in known(ON_POSTGRES)]
    url = await postgres.database()
    async with Database.open(f"sqlite:///{tmp_path / 'desk.db'}"):
        pass
    with closing(sqlite3.connect(tmp_path / "desk.db")) as connection:
        here = {
            (table, column, bool(needed or key))
            for (table,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            ).fetchall()
            for _, column, _, needed, _, key in connection.execute(f"PRAGMA table_info({table})")
        }
        indexes = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%INDEX%'")}
    line = await asyncpg.connect(url)
    try:
        there = {
            (row["table_name"], row["column_name"], row["is_nullable"] == "NO")
            for row in await line.fetch(
                "SELECT c.table_name, c.column_name, c.is_nullable FROM information_schema.columns AS c "
                "JOIN information_schema.tables AS t USING (table_schema, table_name) "
                "WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
            )
        }
        indexed = {
            row["indexname"] for row in await line.fetch("SELECT indexname FROM pg_indexes WHERE schemaname = 'public'")
        }
    finally:
        await line.close()
    assert here == there
    assert {name for name in indexes if not name.startswith("sqlite_")} <= indexed


async def test_every_reference_can_wait(url: str) -> None:
    """A desk is moved table by table: what refers to a later table is held against it at the end (`storage.move`)."""
    line = await asyncpg.connect(url)
    try:
        rigid = await line.fetch("SELECT conname FROM pg_constraint WHERE contype = 'f' AND NOT condeferrable")
    finally:
        await line.close()
    assert [row["conname"] for row in rigid] == []


async def test_a_database_of_a_later_version_is_refused(url: str) -> None:
    line = await asyncpg.connect(url)
    await line.execute("INSERT INTO migrations (number, name) VALUES (9999, 'later')")
    await line.close()
    with pytest.raises(NewerThanProgram):
        async with Database.open(url):
            pass


# A line that is lost -------------------------------------------------------------------------------------------------


async def test_a_lost_line_undoes_the_unit_and_the_next_one_goes_on(url: str) -> None:
    async with Database.open(url) as database:

        async def unit(tx: Transaction) -> None:
            await tx.facts.put("half", "1")
            await tx.facts.get("half")
            await cut(url)
            await tx.facts.get("half")

        with pytest.raises(StorageError):
            await database.run(Origin(NOW), unit)
        await database.run(Origin(NOW), lambda tx: tx.facts.put("whole", "1"))
        assert await database.read(lambda tx: tx.facts.get("half")) is None
        assert await database.read(lambda tx: tx.facts.get("whole")) == "1"


async def test_whoever_waits_for_letters_hears_of_them_after_a_lost_line(url: str) -> None:
    async with two(url) as (one, other):
        heard = asyncio.Event()
        other.subscribe(heard.set)
        await cut(url)
        await heard.wait()  # connected again, it looks for what came meanwhile
        heard.clear()
        await Desk(one, url).post(a_letter("first"))
        await heard.wait()


# Replicas ------------------------------------------------------------------------------------------------------------


async def test_an_update_is_handled_by_one_replica(url: str) -> None:
    """Both are given the same update; one of them handles it, once."""
    async with two(url) as both:
        [seq] = await both[0].run(Origin(NOW), lambda tx: tx.inbox.store_updates([an_update(1)])) or []
        done: list[int] = []

        async def handle(number: int) -> None:
            async def unit(tx: Transaction) -> None:
                await tx.facts.put("handled", f"{await tx.facts.get('handled') or ''}x")
                done.append(number)

            await both[number].run(Origin(NOW, inbox=seq), unit)

        await asyncio.gather(*(handle(n % 2) for n in range(10)))
        assert len(done) == 1
        assert await both[1].read(lambda tx: tx.facts.get("handled")) == "x"


async def test_units_of_replicas_take_turns(url: str) -> None:
    """What a unit has read stays true until it has written: nothing is counted twice, no number is given twice."""
    async with two(url) as both:

        async def count(tx: Transaction) -> None:
            seen = int(await tx.facts.get("count") or 0)
            await tx.facts.put("count", str(seen + 1))

        await asyncio.gather(*(both[n % 2].run(Origin(NOW), count) for n in range(60)))
        assert await both[0].read(lambda tx: tx.facts.get("count")) == "60"


async def test_one_leads_and_another_takes_over(url: str) -> None:
    """The one who waits has it as soon as it is given back, and a lost line gives it back."""
    taken = asyncio.Event()

    async def stand_by() -> None:
        async with leading(url):
            taken.set()

    async with leading(url) as lost:
        waiting = asyncio.get_running_loop().create_task(stand_by())
        await asyncio.sleep(0)
        assert not taken.is_set()
        await cut(url)
        await asyncio.wait_for(lost.wait(), 15)
    await asyncio.wait_for(taken.wait(), 15)
    await waiting
