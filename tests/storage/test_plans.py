"""What is asked does not depend on how much is kept: every query finds its rows by an index made for it."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from enum import StrEnum

import pytest

from domain.customer import Category, Channel, Evidence
from domain.said import Side, Standing
from domain.ticket import CloseReason, Status, VersionMark
from storage.database import Database
from storage.queries import SQL, _loaded

SMALL = {"engineers.present"}  # as long as a team is
NO_TABLE = ("VIRTUAL TABLE", "CONSTANT ROW", "(subquery", "SCAN to_")
ONCE = {"erasure"}  # a person is erased once, and everywhere
QUERIES = [
    (file.stem, name)
    for file in sorted(SQL.glob("*.sql"))
    if file.stem not in ONCE
    for name in _loaded(file.stem).available_queries
    if not name.endswith("_cursor")
]


@pytest.fixture
def url(sqlite_url: str) -> str:
    """The plans of the engine that says them plainly."""
    return sqlite_url


@pytest.fixture
def schema(database: Database) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(database.path)) as connection:
        yield connection


def plan(connection: sqlite3.Connection, table: str, name: str) -> list[str]:
    sql = getattr(_loaded(table), name).sql
    values = dict.fromkeys(re.findall(r":(\w+)", sql))
    return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)]


@pytest.mark.parametrize(("table", "name"), QUERIES)
async def test_no_query_walks_through_a_table(schema: sqlite3.Connection, table: str, name: str) -> None:
    """A walk through a partial index is a walk through what it holds alone: what waits, what is open."""
    partial = {
        index
        for (index,) in schema.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'")
    }
    for step in plan(schema, table, name):
        if (
            not step.startswith("SCAN")
            or "VIRTUAL TABLE" in step
            or "CONSTANT ROW" in step
            or "(subquery" in step
            or step.startswith("SCAN to_")
        ):
            continue
        index = re.search(r"USING (?:COVERING )?INDEX (\w+)", step)
        assert index or f"{table}.{name}" in SMALL, step
        assert not index or index[1] in partial, step


@pytest.mark.parametrize(
    ("table", "name", "index"),
    [
        ("outbox", "heads", "outbox_heads"),
        ("outbox", "next_time", "outbox_next"),
        ("outbox", "promote", "outbox_lane"),
        ("outbox", "answer_pending", "outbox_answers"),
        ("outbox", "find_tag", "outbox_tag"),
        ("outbox", "recent_writes", "outbox_recent"),
        ("timers", "due", "timers_due"),
        ("tickets", "queue", "tickets_queue"),
        ("tickets", "slot_holder", "tickets_slot"),
        ("tickets", "awaiting_lead", "tickets_gate"),
        ("tickets", "live_of", "tickets_live"),
        ("tickets", "last_closed", "tickets_closed"),
        ("inbox", "waiting", "inbox_new"),
        ("inbox", "unhandled", "inbox_new_chat"),
        ("inbox", "store", "inbox_update"),
        ("drafts", "due", "drafts_due"),
        ("utterances", "held", "utterances_held"),
    ],
)
async def test_what_is_asked_all_the_time_has_its_own_index(
    schema: sqlite3.Connection, table: str, name: str, index: str
) -> None:
    steps = plan(schema, table, name)
    assert any(index in step for step in steps), steps


@pytest.mark.parametrize("name", ["queue", "awaiting_lead", "live_of", "recent_of", "last_closed", "of_organisation"])
async def test_tickets_come_in_order_without_being_sorted(schema: sqlite3.Connection, name: str) -> None:
    """The index is the order: ten of a million cost what ten cost."""
    assert not [step for step in plan(schema, "tickets", name) if "TEMP B-TREE" in step]


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        ("tickets", "status", Status),
        ("tickets", "channel", Channel),
        ("tickets", "category", Category),
        ("tickets", "evidence", Evidence),
        ("tickets", "version_mark", VersionMark),
        ("tickets", "close_reason", CloseReason),
        ("utterances", "side", Side),
        ("utterances", "standing", Standing),
    ],
)
async def test_the_schema_knows_the_words_of_the_domain(
    schema: sqlite3.Connection, table: str, column: str, values: type[StrEnum]
) -> None:
    """A word that is added to the domain needs a migration; this says so."""
    [(sql,)] = schema.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,))
    allowed = re.search(rf"\b{column}\s+IN\s*\(([^)]*)\)", sql)
    assert allowed is not None
    assert set(re.findall(r"'(\w+)'", allowed[1])) == set(values)
