"""Updating: a database of an earlier version, with everything alive in it, comes through every newer migration."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from domain.desk import Origin
from domain.draft import Asking
from domain.ids import ChatId, InboxId, TicketId, UserId
from domain.ticket import Status
from storage.database import Database
from storage.migrations import FOLDER, known
from storage.transaction import Transaction
from tests.storage.samples import NOW

LIVE = Path(__file__).parent / "live_0001.sql"
LATER = NOW.replace(year=2030)
Rows = dict[str, list[dict[str, Any]]]


def lived(place: Path) -> None:
    """Make the database that a desk of version 0001 has left: its schema, and rows as it wrote them."""
    first = next(migration for migration in known() if migration.number == 1)
    with closing(sqlite3.connect(place, isolation_level=None)) as old:
        old.executescript(first.sql)
        old.executescript("CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT")
        old.execute("INSERT INTO migrations (number, name) VALUES (1, ?)", (first.name,))
        old.execute("DELETE FROM counters")
        old.executescript(LIVE.read_text(encoding="utf-8"))
        assert old.execute("PRAGMA foreign_key_check").fetchall() == []


def rows(place: Path) -> Rows:
    """All there is, by table and column."""
    with closing(sqlite3.connect(place)) as database:
        database.row_factory = sqlite3.Row
        tables = [
            name
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            if not name.startswith("sqlite_")
        ]
        return {table: [dict(row) for row in database.execute(f"SELECT * FROM {table}")] for table in tables}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    lived(tmp_path / "desk.db")
    return tmp_path / "desk.db"


async def test_every_value_of_every_row_is_still_there(place: Path) -> None:
    """New columns and tables may come; what was kept is neither lost nor changed."""
    before = rows(place)
    assert all(before[table] for table in ("tickets", "customers", "timers", "outbox", "drafts", "utterances", "inbox"))
    async with Database.open(f"sqlite:///{place}"):
        pass
    after = rows(place)
    for table, old in before.items():
        if table == "migrations":
            continue
        kept = [{name: row[name] for name in old[0]} for row in after[table]] if old else []
        assert all(row in kept for row in old), table
    with closing(sqlite3.connect(place)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


async def test_the_copy_made_before_is_the_database_as_it_was(place: Path) -> None:
    """The way back: an older program can go on with it."""
    before = rows(place)
    async with Database.open(f"sqlite:///{place}"):
        pass
    if len(known(FOLDER)) > 1:
        assert rows(place.with_name("desk.db.before-0002")) == before
    else:
        assert not list(place.parent.glob("*.before-*"))  # nothing new, nothing copied


async def test_what_is_alive_is_understood(place: Path) -> None:
    """Tickets, the draft, letters on their way, timers: read back as today's objects."""

    async def look(tx: Transaction) -> None:
        standing = {n: ticket.status for n in range(1, 5) if (ticket := await tx.tickets.get(TicketId(n)))}
        assert standing == {1: Status.OPEN, 2: Status.QUEUED, 3: Status.AWAITING_LEAD, 4: Status.RESOLVED}
        answering = await tx.tickets.get(TicketId(1))
        assert answering is not None
        assert answering.cycle is not None
        assert answering.contact.email == "petr@example.org"
        draft = await tx.drafts.get(UserId(1002), ChatId(1002), None, Asking.FORM)
        assert draft is not None
        assert draft.step == "contact"
        assert len(await tx.timers.due(LATER, 100)) >= 5
        assert await tx.inbox.waiting(InboxId(0), 10) == ()

    async with Database.open(f"sqlite:///{place}") as database:
        await database.read(look)
        interrupted = await database.run(Origin(LATER), lambda tx: tx.outbox.recover(LATER))
        assert interrupted == 3
        heads = await database.read(lambda tx: tx.outbox.heads(LATER, 100))
        assert {type(letter.effect).__name__ for letter in heads} >= {"RelayToTopic", "TellCustomer", "RefreshCard"}
