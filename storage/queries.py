"""Named SQL: `sql/*.sql`, one file for each table, spoken over a session.

The SQL is the dialect that SQLite and PostgreSQL share. A list of ids is one parameter, a JSON array that
`json_each` unfolds.
"""

import json
from collections.abc import AsyncGenerator, Iterable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, Protocol, cast

import aiosql
from aiosql.queries import Queries
from aiosql.types import SQLOperationType

from storage.rows import Row

SQL = Path(__file__).parent / "sql"

Parameters = Mapping[str, Any]


class Session(Protocol):
    """What queries are spoken over: a connection inside a transaction."""

    async def rows(self, sql: str, parameters: Parameters) -> list[Row]:
        """Ask, after everything written so far."""
        ...

    def write(self, sql: str, parameters: Parameters) -> None:
        """Write; it may be carried out no sooner than the next question or the end of the unit."""
        ...


class Asking:
    """aiosql's driver adapter over a `Session`: `$`, `^` and plain queries ask, `!` writes and answers nothing."""

    is_aio_driver = True

    def process_sql(self, _name: str, _operation: SQLOperationType, sql: str) -> str:
        return sql

    async def select(
        self, session: Session, _name: str, sql: str, parameters: Parameters, _record_class: object = None
    ) -> AsyncGenerator[Row, None]:
        for row in await session.rows(sql, parameters):
            yield row

    async def select_one(
        self, session: Session, _name: str, sql: str, parameters: Parameters, _record_class: object = None
    ) -> Row | None:
        rows = await session.rows(sql, parameters)
        return rows[0] if rows else None

    async def select_value(self, session: Session, _name: str, sql: str, parameters: Parameters) -> Any:
        rows = await session.rows(sql, parameters)
        return rows[0][0] if rows else None

    async def insert_update_delete(self, session: Session, _name: str, sql: str, parameters: Parameters) -> None:
        session.write(sql, parameters)


@cache
def _loaded(table: str) -> Queries:
    # aiosql asks its adapters for more operations than we have kinds of queries.
    queries: Queries = aiosql.from_path(SQL / f"{table}.sql", cast("Any", Asking), mandatory_parameters=False)
    return queries


class Spoken:
    """The queries of one table over one session: `await spoken.get(ticket=42)`."""

    def __init__(self, table: str, session: Session) -> None:
        queries = _loaded(table)
        for name in queries.available_queries:
            if not name.endswith("_cursor"):
                setattr(self, name, partial(getattr(queries, name), session))

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"no query is named {name}")


def ids(numbers: Iterable[int]) -> str:
    """Return the ids as the one parameter that a query unfolds."""
    return json.dumps(list(numbers))
