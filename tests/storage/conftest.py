"""A real database for every test: each of them runs on a SQLite file and on a PostgreSQL server."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.desk import Origin
from storage.database import Database
from tests.fakes.postgres import Server
from tests.storage.samples import NOW, Desk


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'desk.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
async def url(request: pytest.FixtureRequest, sqlite_url: str) -> str:
    """The address of a database; a test of one engine alone has a `url` of its own."""
    if request.param == "sqlite":
        return sqlite_url
    server: Server = request.getfixturevalue("postgres")
    return await server.database()


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    async with Database.open(url) as database:
        yield database


@pytest.fixture
def desk(database: Database, url: str) -> Desk:
    return Desk(database, url)


@pytest.fixture
def origin() -> Origin:
    return Origin(NOW)
