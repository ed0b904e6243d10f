"""What SQLite may do to a whole batch of units, and what becomes of them."""

import asyncio
from datetime import timedelta

import pytest

from storage.errors import Full, ReadOnly, StorageError
from tests.storage.samples import NOW, Desk


@pytest.fixture
def url(sqlite_url: str) -> str:
    return sqlite_url


LOSING = """
CREATE TEMP TRIGGER lost AFTER INSERT ON main.facts WHEN new.name = 'poison'
BEGIN SELECT RAISE(ROLLBACK, 'the disk failed'); END
"""


async def test_units_of_a_lost_batch_are_run_again(desk: Desk) -> None:
    """SQLite may give up the whole transaction because of one unit; the others must not notice."""
    await desk.database._writer._session.rows(LOSING)
    names = ["a", "b", "poison", "c"]
    results = await asyncio.gather(
        *(desk.do(lambda tx, name=name: tx.facts.put(name, "1")) for name in names),  # type: ignore[misc]
        return_exceptions=True,
    )
    assert [isinstance(result, StorageError) for result in results] == [False, False, True, False]
    assert desk.ask("SELECT name FROM facts ORDER BY name") == [("a",), ("b",), ("c",)]


async def test_a_full_disk_is_said_and_survived(desk: Desk) -> None:
    """The unit that finds no room is told so; when there is room again, the desk goes on."""
    session = desk.database._writer._session
    [row] = await session.rows("PRAGMA page_count")
    await session.rows(f"PRAGMA max_page_count = {row[0]}")
    with pytest.raises(Full):
        await desk.do(lambda tx: tx.facts.put("big", "x" * 1_000_000))
    await session.rows("PRAGMA max_page_count = 1000000")
    await desk.do(lambda tx: tx.facts.put("big", "x" * 1_000_000))
    assert desk.ask("SELECT name FROM facts") == [("big",)]


async def test_a_database_that_cannot_be_written_to_is_said_and_survived(desk: Desk) -> None:
    session = desk.database._writer._session
    await session.rows("PRAGMA query_only = ON")
    with pytest.raises(ReadOnly):
        await desk.do(lambda tx: tx.facts.put("a", "1"))
    await session.rows("PRAGMA query_only = OFF")
    await desk.do(lambda tx: tx.facts.put("a", "1"))
    assert desk.ask("SELECT name FROM facts") == [("a",)]


async def test_a_commit_that_fails_is_told_to_every_caller(desk: Desk) -> None:
    """Nobody is told that something is kept which is not."""
    line = desk.database._writer._session.line
    carry = line.send

    async def failing(statements: list[tuple[str, object]]) -> object:
        if statements[-1][0] == "COMMIT":
            line.send = carry  # type: ignore[method-assign]
            raise Full("database or disk is full")
        return await carry(statements)  # type: ignore[arg-type]

    line.send = failing  # type: ignore[method-assign,assignment]
    results = await asyncio.gather(
        *(desk.do(lambda tx, n=n: tx.facts.put(str(n), "")) for n in range(3)),  # type: ignore[misc]
        return_exceptions=True,
    )
    assert [type(result) for result in results] == [Full] * 3
    assert desk.ask("SELECT * FROM facts") == []
    await desk.do(lambda tx: tx.facts.put("after", ""), at=NOW + timedelta(seconds=1))
    assert desk.ask("SELECT name FROM facts") == [("after",)]
