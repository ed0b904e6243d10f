"""One update, one transaction: what a unit promises whoever runs it."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from domain.desk import Origin
from domain.errors import AlreadyDone
from domain.ids import InboxId, LetterId, TimerId
from storage.database import Database
from storage.errors import Closed, Contradiction, Full, ReadOnly, StorageError
from storage.transaction import Transaction
from storage.writer import AT_ONCE
from tests.storage.samples import NOW, Desk, a_letter, an_update


async def test_what_a_unit_writes_is_seen_by_itself_at_once_and_by_others_after_the_commit(desk: Desk) -> None:
    """The second connection sees nothing that is not committed."""
    looked: list[str | None] = []

    async def unit(tx: Transaction) -> str | None:
        await tx.facts.put("a", "1")
        mine = await tx.facts.get("a")
        looked.append(await desk.database.read(lambda other: other.facts.get("a")))
        return mine

    assert await desk.do(unit) == "1"
    assert looked == [None]
    assert await desk.database.read(lambda tx: tx.facts.get("a")) == "1"


async def test_a_unit_that_fails_is_undone_alone(desk: Desk) -> None:
    """Of units that share a commit, the one that is refused leaves nothing, and the others stay."""

    def unit(name: str, *, fails: bool) -> Callable[[Transaction], object]:
        async def write(tx: Transaction) -> str:
            await tx.facts.put(name, "kept")
            if fails:
                raise AlreadyDone
            return name

        return write

    results = await asyncio.gather(
        *(desk.do(unit(str(n), fails=n % 3 == 0)) for n in range(9)),  # type: ignore[arg-type]
        return_exceptions=True,
    )
    assert [type(result) for result in results] == [AlreadyDone, str, str] * 3
    assert [name for (name,) in desk.ask("SELECT name FROM facts ORDER BY name")] == ["1", "2", "4", "5", "7", "8"]


async def test_a_write_that_the_schema_refuses_is_raised_and_undone(desk: Desk) -> None:
    """Writes may travel later than they were said, but a unit is not answered before they have arrived."""

    async def unit(tx: Transaction) -> None:
        await tx.facts.put("a", "1")
        await tx.facts.put("b", None)  # type: ignore[arg-type]

    with pytest.raises(Contradiction, match=r"facts\.value"):
        await desk.do(unit)
    assert desk.ask("SELECT * FROM facts") == []


async def test_units_that_wait_together_are_committed_together(desk: Desk) -> None:
    """Many callers, few commits: that is what makes a full sync affordable."""
    commits = 0
    line = desk.database._writer._session._line
    carry = line.send

    async def counting(statements: list[tuple[str, object]]) -> object:
        nonlocal commits
        commits += statements[-1][0] == "COMMIT"
        return await carry(statements)  # type: ignore[arg-type]

    line.send = counting  # type: ignore[method-assign,assignment]
    await asyncio.gather(*(desk.do(lambda tx, n=n: tx.facts.put(str(n), "")) for n in range(100)))  # type: ignore[misc]
    assert commits == 100 / AT_ONCE
    assert desk.ask("SELECT count(*) FROM facts") == [(100,)]


async def test_a_caller_that_goes_away_cuts_no_unit_in_half(desk: Desk) -> None:
    """A unit that has begun is finished, although nobody waits for it any more."""
    begun = asyncio.Event()

    async def unit(tx: Transaction) -> None:
        await tx.facts.put("a", "1")
        begun.set()
        await tx.facts.get("a")
        await tx.facts.put("b", "1")

    async with asyncio.TaskGroup() as tasks:
        caller = tasks.create_task(desk.do(unit))
        await begun.wait()
        caller.cancel()
    await desk.do(lambda tx: tx.facts.put("c", "1"))
    assert desk.ask("SELECT name FROM facts ORDER BY name") == [("a",), ("b",), ("c",)]


async def test_a_unit_whose_caller_left_before_it_began_is_not_run(desk: Desk) -> None:
    async def long(tx: Transaction) -> None:
        caller.cancel()
        await tx.facts.put("a", "1")

    async with asyncio.TaskGroup() as tasks:
        first = tasks.create_task(desk.do(long))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        caller = tasks.create_task(desk.do(lambda tx: tx.facts.put("b", "1")))
        await first
    assert desk.ask("SELECT name FROM facts") == [("a",)]


async def test_an_update_is_handled_once(desk: Desk) -> None:
    """The mark is in the unit's own commit, so a second unit for the same row does nothing."""
    [seq] = await desk.do(lambda tx: tx.inbox.store_updates([an_update(1)]))
    ran = []

    async def unit(tx: Transaction) -> str:
        ran.append(seq)
        return "done"

    origin = Origin(NOW, inbox=InboxId(seq))
    results = [await desk.database.run(origin, unit) for _ in range(2)]
    assert (results, ran) == (["done", None], [seq])
    assert desk.ask("SELECT state FROM inbox") == [("done",)]


async def test_a_refused_update_stays_unhandled(desk: Desk) -> None:
    """A refusal rolls the mark back too: whoever words it may run another unit for the same row."""
    [seq] = await desk.do(lambda tx: tx.inbox.store_updates([an_update(1)]))
    origin = Origin(NOW, inbox=InboxId(seq))

    async def unit(tx: Transaction) -> None:
        raise AlreadyDone

    with pytest.raises(AlreadyDone):
        await desk.database.run(origin, unit)
    assert desk.ask("SELECT state FROM inbox") == [("new",)]
    assert await desk.database.run(origin, lambda tx: tx.facts.get("a")) is None
    assert desk.ask("SELECT state FROM inbox") == [("done",)]


async def test_a_timer_fires_once(desk: Desk) -> None:
    ticket = await desk.ticket()
    await desk.armed(ticket.id, "due")
    origin = Origin(NOW, timer=TimerId(1))

    async def unit(tx: Transaction) -> str:
        return "fired"

    assert [await desk.database.run(origin, unit) for _ in range(2)] == ["fired", None]
    assert await desk.database.run(Origin(NOW, timer=TimerId(99)), unit) is None  # its epoch is over


async def test_a_letter_has_one_outcome(desk: Desk) -> None:
    """A letter is sent once its unit is committed, even if the unit said nothing of it; its lane goes on."""
    await desk.post(a_letter("first"), a_letter("second"))

    async def unit(tx: Transaction) -> str:
        return "accepted"

    origin = Origin(NOW, letter=LetterId(1))
    assert [await desk.database.run(origin, unit) for _ in range(2)] == ["accepted", None]
    assert [letter.tag for letter in await desk.heads()] == ["second"]


async def test_a_unit_inside_a_unit_is_refused(desk: Desk) -> None:
    """It would wait for itself; better said at once than never."""

    async def unit(tx: Transaction) -> None:
        await desk.do(lambda other: other.facts.put("a", "1"))

    with pytest.raises(RuntimeError, match="for ever"):
        await desk.do(unit)


async def test_a_look_changes_nothing(database: Database) -> None:
    with pytest.raises(ReadOnly):
        await database.read(lambda tx: tx.facts.put("a", "1"))
    assert await database.read(lambda tx: tx.facts.get("a")) is None


async def test_a_look_sees_one_moment(desk: Desk) -> None:
    """What is committed while somebody looks is not half seen."""
    seen: list[str | None] = []

    async def look(tx: Transaction) -> None:
        seen.append(await tx.facts.get("a"))
        await desk.do(lambda other: other.facts.put("a", "1"))
        seen.append(await tx.facts.get("a"))

    await desk.database.read(look)
    assert seen == [None, None]
    assert await desk.database.read(lambda tx: tx.facts.get("a")) == "1"


async def test_a_look_that_is_cancelled_leaves_the_next_one_alone(desk: Desk) -> None:
    begun = asyncio.Event()

    async def look(tx: Transaction) -> None:
        await tx.facts.get("a")
        begun.set()
        await asyncio.Event().wait()

    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(desk.database.read(look))
        await begun.wait()
        task.cancel()
    await desk.do(lambda tx: tx.facts.put("a", "1"))
    assert await desk.database.read(lambda tx: tx.facts.get("a")) == "1"


async def test_delivery_is_woken_by_letters_alone(desk: Desk) -> None:
    woken: list[str] = []
    desk.database.subscribe(lambda: woken.append("woken"))
    await desk.do(lambda tx: tx.facts.put("a", "1"))
    assert woken == []
    await desk.post(a_letter("first"))
    assert woken == ["woken"]


async def test_what_waits_when_the_database_closes_is_still_done(url: str, tmp_path: Path) -> None:
    """Stopping loses nothing that was asked for, and takes nothing more in."""
    async with asyncio.TaskGroup() as tasks, Database.open(url) as database:
        asked = [
            tasks.create_task(database.run(Origin(NOW), lambda tx, n=n: tx.facts.put(str(n), "")))  # type: ignore[misc]
            for n in range(AT_ONCE + 5)
        ]
        await asyncio.sleep(0)
    assert all(task.exception() is None for task in asked)
    with pytest.raises(Closed):
        await database.run(Origin(NOW), lambda tx: tx.facts.put("late", ""))
    with pytest.raises(Closed):
        await database.read(lambda tx: tx.facts.get("late"))
    async with Database.open(url) as again:
        assert await again.read(lambda tx: tx.facts.get(str(AT_ONCE + 4))) == ""


# What SQLite may do to a whole batch --------------------------------------------------------------------------------

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
    line = desk.database._writer._session._line
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
