"""The roster of engineers: rows ↔ domain."""

from domain.desk import Engineer
from domain.ids import EngineerId
from storage.queries import Session, Spoken
from storage.rows import Row


class Engineers:
    """Who was seen in the engineers' group, and who is in it now."""

    def __init__(self, session: Session) -> None:
        self._sql = Spoken("engineers", session)

    async def get(self, engineer: EngineerId) -> Engineer | None:
        row = await self._sql.get(id=engineer)
        return _engineer(row) if row else None

    async def present(self) -> tuple[Engineer, ...]:
        return tuple([_engineer(row) async for row in self._sql.present()])

    async def put(self, engineer: Engineer) -> None:
        await self._sql.put(id=engineer.id, name=engineer.name, member=engineer.member, language=engineer.language)


def _engineer(row: Row) -> Engineer:
    return Engineer(id=EngineerId(row["id"]), name=row["name"], member=bool(row["member"]), language=row["language"])
