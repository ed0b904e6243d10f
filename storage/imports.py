"""Sheets for the registry, from their arrival to the decision: rows ↔ domain."""

import json
from collections.abc import Sequence
from datetime import datetime

from domain.ids import ImportId, UserId
from domain.registry.importing import Import, State
from storage.queries import Session, Spoken
from storage.rows import Row, from_seconds, seconds

Cells = Sequence[Sequence[str]]


class Imports:
    """What a decided one held is dropped with the decision."""

    def __init__(self, session: Session) -> None:
        self._sql = Spoken("imports", session)

    async def add(self, by: UserId, file_id: str, at: datetime) -> ImportId:
        """Note a file that is to be fetched; what the same lead sent before is not applied any more."""
        await self._sql.drop_earlier(by_user=by)
        return ImportId(
            await self._sql.add(
                by_user=by,
                file_id=file_id,
                at=seconds(at),
                state=State.WAITING,
                look_at=seconds(at),
                sheet="",
                base=0,
            )
        )

    async def get(self, number: ImportId) -> Import | None:
        row = await self._sql.get(id=number)
        return _import(row) if row else None

    async def waiting(self, now: datetime) -> Import | None:
        row = await self._sql.waiting(now=seconds(now))
        return _import(row) if row else None

    async def later(self, number: ImportId, until: datetime) -> None:
        await self._sql.later(id=number, look_at=seconds(until))

    async def shown(self, number: ImportId, cells: Cells, base: int) -> None:
        sheet = json.dumps(cells, ensure_ascii=False, separators=(",", ":"))
        await self._sql.shown(id=number, sheet=sheet, base=base)

    async def drop(self, number: ImportId) -> None:
        await self._sql.drop(id=number)

    async def applied(self, number: ImportId, at: datetime) -> None:
        await self._sql.applied(id=number, at=seconds(at))

    async def last(self) -> Import | None:
        row = await self._sql.last()
        return _import(row) if row else None

    async def unreviewed(self) -> Import | None:
        row = await self._sql.unreviewed()
        return _import(row) if row else None

    async def reviewed(self, number: ImportId) -> None:
        await self._sql.reviewed(id=number)


def _import(row: Row) -> Import:
    return Import(
        id=ImportId(row["id"]),
        by=UserId(row["by_user"]),
        file_id=row["file_id"],
        at=from_seconds(row["at"]),
        state=State(row["state"]),
        attempts=row["attempts"],
        cells=tuple(tuple(cells) for cells in json.loads(row["sheet"])) if row["sheet"] else (),
        base=row["base"],
        applied_at=from_seconds(row["applied_at"]),
    )
