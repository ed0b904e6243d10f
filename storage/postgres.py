"""PostgreSQL's side: how a connection is opened and opened again, and how the shared SQL is spoken to it.

Units of all replicas take turns by one lock of the database, taken inside each transaction: the desk has one writer at
a time on either engine, so nothing that holds on SQLite can fail here (docs/decisions/0016-two-engines-one-writer.md).
"""

import asyncio
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Self

import asyncpg

from storage.addresses import place_of
from storage.errors import CannotOpen, Contradiction, Failed, Full, Locked, ReadOnly, StorageError, Unreachable
from storage.rows import Row
from storage.session import Statement

WRITERS = 4201  # the lock that units take turns by …
LEADER = 4202  # … and the one of the replica that delivers, sweeps and polls
STIRRED = "desk_stirred"  # the channel on which a commit that leaves letters is announced
PATIENCE = 10.0  # seconds for a connection, and for a statement's turn
STATEMENTS = 1024  # kept prepared; there are fewer

FAULTS = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError, TimeoutError)
_SETTINGS = {
    "application_name": "helpdesk",
    "client_encoding": "UTF8",
    "timezone": "UTC",
    "lock_timeout": "15000",  # milliseconds
    "idle_in_transaction_session_timeout": "30000",
    # A replica whose machine is gone gives its locks back within some twelve seconds.
    "tcp_keepalives_idle": "4",
    "tcp_keepalives_interval": "4",
    "tcp_keepalives_count": "2",
}
_NAMED = re.compile(r"'(?:[^']|'')*'|--[^\n]*|::|:([a-z_]\w*)", re.IGNORECASE)


@cache
def spoken(sql: str) -> tuple[str, tuple[str, ...]]:
    """Return the statement with numbered parameters, and their names in that order."""
    names: list[str] = []

    def numbered(found: re.Match[str]) -> str:
        name = found[1]
        if name is None:
            return found[0]
        if name not in names:
            names.append(name)
        return f"${names.index(name) + 1}"

    return _NAMED.sub(numbered, sql), tuple(names)


class PostgresLine:
    """A connection that is opened again, when the next transaction begins, after it was lost."""

    begins: Sequence[Statement] = (("BEGIN", ()), ("SELECT pg_advisory_xact_lock(:lock)", {"lock": WRITERS}))
    looks: Statement = ("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", ())
    announces: Sequence[Statement] = ((f"NOTIFY {STIRRED}", ()),)
    ledger = "CREATE TABLE IF NOT EXISTS migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL)"
    has_ledger = "SELECT 1 WHERE to_regclass('migrations') IS NOT NULL"

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: asyncpg.Connection | None = None

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open; none is on a connection that was lost."""
        line = self._connection
        return line is not None and not line.is_closed() and line.is_in_transaction()

    async def open(self) -> Self:
        """Connect; raises CannotOpen, Unreachable."""
        await self._connected()
        return self

    async def _connected(self) -> asyncpg.Connection:
        self._connection = line = await connected(self._url)
        return line

    async def send(self, statements: Sequence[Statement]) -> list[Row]:
        """Carry the statements out, in order, and return the rows of the last; raises StorageError."""
        begins = statements[0][0].startswith("BEGIN")
        line = self._connection
        if line is not None and not line.is_closed():
            try:
                return await _all(line, statements)
            except Unreachable:
                line.terminate()
                if not begins:
                    raise
        if not begins:
            raise Unreachable("the connection was lost")
        return await _all(await self._connected(), statements)  # nothing was begun on the line that was lost

    async def rollback(self) -> None:
        """End the transaction, if there is one; a connection that cannot even do that is given up."""
        line = self._connection
        if line is None or line.is_closed() or not line.is_in_transaction():
            return
        try:
            await line.execute("ROLLBACK")
        except FAULTS:
            line.terminate()

    async def close(self) -> None:
        """Hang up."""
        if self._connection is not None and not self._connection.is_closed():
            try:
                await self._connection.close(timeout=PATIENCE)
            except FAULTS:
                self._connection.terminate()


async def connected(url: str) -> asyncpg.Connection:
    """Return a new connection; raises CannotOpen where the address is wrong, Unreachable where nobody answers."""
    try:
        return await asyncpg.connect(url, timeout=PATIENCE, server_settings=_SETTINGS, statement_cache_size=STATEMENTS)
    except (asyncpg.InvalidAuthorizationSpecificationError, asyncpg.InvalidCatalogNameError) as error:
        raise CannotOpen(place_of(url), str(error)) from error
    except (asyncpg.ClientConfigurationError, ValueError) as error:
        raise CannotOpen(place_of(url), "the address cannot be read") from error
    except FAULTS as error:
        raise Unreachable(f"{place_of(url)}: {type(error).__name__}") from error


async def _all(line: asyncpg.Connection, statements: Sequence[Statement]) -> list[Row]:
    rows: list[Any] = []
    try:
        for sql, parameters in statements:
            rows = await _carried_out(line, sql, parameters)
    except asyncpg.InternalClientError as error:  # it was cut off in the middle of an answer
        raise Unreachable("the connection was lost") from error
    except FAULTS as error:
        raise judged(error) from error
    return rows


async def _carried_out(line: asyncpg.Connection, sql: str, parameters: object) -> list[Any]:
    statement, names = spoken(sql)
    values = [kept(parameters[name]) for name in names] if isinstance(parameters, Mapping) else []
    found: list[Any] = await line.fetch(statement, *values)
    return found


def kept(value: Any) -> Any:
    """PostgreSQL keeps every character but NUL, which nobody can read anyway."""
    return value.replace("\0", "\N{REPLACEMENT CHARACTER}") if isinstance(value, str) and "\0" in value else value


_BY_CLASS: tuple[tuple[type[Exception], type[StorageError]], ...] = (
    (asyncpg.DiskFullError, Full),
    (asyncpg.ReadOnlySQLTransactionError, ReadOnly),
    (asyncpg.LockNotAvailableError, Locked),
    (asyncpg.IntegrityConstraintViolationError, Contradiction),
    (asyncpg.RaiseError, Contradiction),  # a trigger of the schema refuses
    (asyncpg.PostgresConnectionError, Unreachable),
    (asyncpg.OperatorInterventionError, Unreachable),  # the server is being stopped
    (asyncpg.InterfaceError, Unreachable),
    (OSError, Unreachable),
    (asyncio.TimeoutError, Unreachable),
)


def judged(error: Exception) -> StorageError:
    """Say in our words what PostgreSQL says in its own; its detail, which holds values, is left out."""
    kind = next((ours for theirs, ours in _BY_CLASS if isinstance(error, theirs)), Failed)
    return kind(getattr(error, "message", None) or str(error) or type(error).__name__)
