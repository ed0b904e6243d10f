"""Small things the desk remembers by name, and the policies it has worked under."""

from datetime import datetime

from storage.queries import Session, Spoken
from storage.rows import seconds


class Facts:
    """A value for a name."""

    def __init__(self, session: Session) -> None:
        self._sql = Spoken("facts", session)

    async def get(self, name: str) -> str | None:
        value: str | None = await self._sql.get(name=name)
        return value

    async def put(self, name: str, value: str) -> None:
        await self._sql.put(name=name, value=value)


class Policies:
    """Every policy by its version: a ticket names the one it was registered under."""

    def __init__(self, session: Session) -> None:
        self._sql = Spoken("policies", session)

    async def remember(self, version: str, text: str, at: datetime) -> None:
        """Keep the text; a version that is known stays as it was."""
        await self._sql.remember(version=version, text=text, at=seconds(at))

    async def text(self, version: str) -> str | None:
        text: str | None = await self._sql.text(version=version)
        return text
