"""A connection as a unit sees it: what is written is kept back and travels with the next question."""

from collections.abc import Sequence
from typing import Any, Protocol

from storage.queries import Parameters
from storage.rows import Row

Statement = tuple[str, Parameters | Sequence[Any]]


class Line(Protocol):
    """A connection to an engine."""

    begins: Sequence[Statement]  # what opens a transaction of the one writer …
    looks: Statement  # … and one that only looks, at one moment
    announces: Sequence[Statement]  # what tells other replicas, with the commit, that letters wait
    ledger: str  # makes the table of migrations where there is none
    has_ledger: str  # answers a row where there is one

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open: the engine ends it itself when its disk or its network fails."""
        ...

    async def send(self, statements: Sequence[Statement]) -> list[Row]:
        """Carry the statements out, in order, and return the rows of the last; raises StorageError."""
        ...

    async def rollback(self) -> None:
        """End the transaction, if there is one; nothing of it is kept."""
        ...

    async def close(self) -> None: ...


class LineSession:
    """A `Session` over a line."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self._kept: list[Statement] = []

    async def begin(self) -> None:
        """Open a transaction; until it ends, nobody else writes."""
        await self.line.send(self.line.begins)

    async def commit(self, *, stirred: bool = False) -> None:
        """Carry out what was kept back, and make it last; `stirred`: it leaves letters."""
        self._kept += self.line.announces if stirred else ()
        await self.rows("COMMIT")

    async def rollback(self) -> None:
        """Drop what was kept back and end the transaction, if there is one."""
        self._kept.clear()
        await self.line.rollback()

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self.line.in_transaction

    async def rows(self, sql: str, parameters: Parameters | Sequence[Any] = ()) -> list[Row]:
        """Carry out what was kept back, then ask."""
        self.write(sql, parameters)
        return await self.flush()

    def write(self, sql: str, parameters: Parameters | Sequence[Any] = ()) -> None:
        """Keep a statement back until the next journey."""
        self._kept.append((sql, parameters))

    async def flush(self) -> list[Row]:
        """Carry out what was kept back; returns the rows of the last statement."""
        kept, self._kept = self._kept, []
        return await self.line.send(kept) if kept else []

    def forget(self) -> list[str]:
        """Drop what was kept back, and return it."""
        kept, self._kept = self._kept, []
        return [sql for sql, _ in kept]
