"""One update, one transaction: what a unit promises whoever runs it."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.desk import Origin
from domain.errors import AlreadyDone
from domain.ids import InboxId, LetterId, TimerId
from storage.database import Database
from storage.errors import Closed, Contradiction, ReadOnly
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

    with pytest.raises(Contradiction, match="value"):
        await desk.do(unit)
    assert desk.ask("SELECT * FROM facts") == []


async def test_units_that_wait_together_are_committed_together(desk: Desk) -> None:
    """Many callers, few commits: that is what makes a full sync affordable."""
    commits = 0
    line = desk.database._writer._session.line
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
    assert set(woken) == {"woken"}  # PostgreSQL tells every replica, us too


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
