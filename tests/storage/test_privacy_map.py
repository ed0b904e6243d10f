"""Every column is classified, every personal one is written down in docs/privacy.md, and none survives an erasure."""

import re
import sqlite3
from collections.abc import Container, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from domain.ids import CustomerId, UserId
from storage.database import Database
from storage.personal import DELETED, TABLES
from tests.storage.samples import Desk

DOCUMENT = Path(__file__).parents[2] / "docs/privacy.md"
PETR, MARIA = UserId(770077), UserId(880088)

# What the columns of a sample row must say for the schema's sake, whatever they mean.
FIXED: dict[str, object] = {
    "state": "sent",
    "status": "closed",
    "policy_version": "1",
    "kind": "text",
    "standing": "public",
    "side": "customer",
    "asking": "form",
}
# By which a row is somebody's: columns that say whose it is in every table that has them.
OWN = {"author", "chat_id", "user_id", "subject"}


@pytest.fixture
def url(sqlite_url: str) -> str:
    """The engine that lets a test set its checks aside."""
    return sqlite_url


@pytest.fixture
def tables(database: Database) -> dict[str, list[tuple[str, str]]]:
    """The schema: every table with its columns and their types."""
    with closing(sqlite3.connect(database.path)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        ).fetchall()
        return {name: [row[1:3] for row in connection.execute(f"PRAGMA table_info({name})")] for (name,) in names}


def test_every_column_is_classified(tables: dict[str, list[tuple[str, str]]]) -> None:
    """A column is personal, of staff, or tells nothing of anybody: `storage/personal.py` must say which."""
    there = {(table, column) for table, columns in tables.items() for column, _ in columns}
    said = [
        (name, column)
        for name, table in TABLES.items()
        for column in (*table.personal, *table.plain.split(), *table.staff.split())
    ]
    assert sorted(said) == sorted(there)


def test_every_personal_column_is_written_down() -> None:
    """docs/privacy.md names each of them, with what is done about it, and names nothing else."""
    written = {
        f"{row.split('|')[1].strip().strip('`')}.{column}"
        for row in DOCUMENT.read_text(encoding="utf-8").splitlines()
        if row.startswith("| `")
        for column in re.findall(r"`(\w+)`", row.split("|")[2])
    }
    said = {f"{name}.{column}" for name, table in TABLES.items() for column in (*table.personal, *table.staff.split())}
    assert written == said


def test_whose_rows_are_erased_is_said() -> None:
    for name, table in TABLES.items():
        assert bool(table.personal) == bool(table.whose), name
        assert not table.deleted or set(table.personal.values()) == {DELETED}, name


async def test_nothing_personal_survives_an_erasure(desk: Desk, tables: dict[str, list[tuple[str, str]]]) -> None:
    """Every personal column of every table is filled for two people; of the one who is erased nothing is left."""
    petr, maria = (await desk.customer(PETR)).id, (await desk.customer(MARIA)).id
    fill(desk.database.path, tables, petr, PETR, "PETR")
    fill(desk.database.path, tables, maria, MARIA, "MARIA")
    before = personal(desk, "PETR", PETR)
    missing = {
        (name, column)
        for name, table in TABLES.items()
        for column in table.personal
        if dict(tables[name])[column] == "TEXT" and (name, column) not in before
    }
    assert not missing, "no sample of these could be made"

    await desk.do(lambda tx: tx.erasure.erase(petr, PETR))

    assert personal(desk, "PETR", PETR) == set()
    # What is left of Maria: all but raw updates and letters that have done their work.
    lost = {("outbox", "payload"), ("outbox", "error"), ("inbox", "payload"), ("inbox", "error")}
    assert personal(desk, "MARIA", MARIA) >= {
        (table, column) for table, column in before if (table, column) not in lost
    }


async def test_what_is_erased_is_not_left_in_the_file(desk: Desk, tables: dict[str, list[tuple[str, str]]]) -> None:
    """`secure_delete`: the bytes themselves are overwritten."""
    petr = (await desk.customer(PETR)).id
    fill(desk.database.path, tables, petr, PETR, "PETR-" + "x" * 5000)
    await desk.do(lambda tx: tx.erasure.erase(petr, PETR))
    desk.ask("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"PETR-xxxx" not in desk.database.path.read_bytes()


def fill(path: Path, tables: dict[str, list[tuple[str, str]]], customer: CustomerId, user: UserId, mark: str) -> None:
    """One row of this person in every table that may hold something of them; checks of the schema set aside."""
    numbers = count(customer * 1_000_000)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("PRAGMA secure_delete = ON")  # as the desk's own connection has it
        ours: dict[str, int] = {"customer_id": customer, "ticket_id": customer * 100, "organisation_id": customer * 100}
        ours |= {"utterance_id": customer * 100}
        for name, table in TABLES.items():
            if not table.personal:
                continue
            row = {
                column: value(name, column, kind, table.personal, ours, user, mark, numbers)
                for column, kind in tables[name]
            }
            if name == "customers":
                row["id"] = customer
            elif "id" in row:
                row["id"] = customer * 100
            if name == "facts":
                row |= {"name": f"link:{mark}:facts.name", "value": str(ours["ticket_id"])}
            columns, marks = ", ".join(row), ", ".join("?" * len(row))
            connection.execute(f"INSERT OR REPLACE INTO {name} ({columns}) VALUES ({marks})", tuple(row.values()))


def value(
    table: str,
    column: str,
    kind: str,
    personal: Container[str],
    ours: dict[str, int],
    user: UserId,
    mark: str,
    numbers: Iterator[int],
) -> object:
    """What a sample row says in a column."""
    if column in ours:
        return ours[column]
    if column in OWN and kind == "INTEGER":
        return user
    if table == "inbox" and column == "state":
        return "done"
    if column in FIXED:
        return FIXED[column]
    if column == "lane":
        return f"user:{user}"
    if kind == "TEXT":
        return f"{mark}:{table}.{column}" if column in personal else "-"
    return next(numbers) if kind == "INTEGER" else 0.0


def personal(desk: Desk, mark: str, user: UserId) -> set[tuple[str, str]]:
    """Where something of this person is found: their mark or their account, in any column of any table."""
    found = set()
    with closing(sqlite3.connect(desk.database.path)) as connection:
        connection.row_factory = sqlite3.Row
        for name, table in TABLES.items():
            for row in connection.execute(f"SELECT * FROM {name}"):
                for column in table.personal:
                    said = str(row[column])
                    if mark in said or said == str(user) or f":{user}" in said:
                        found.add((name, column))
    return found
