"""A desk over a real database, for tests of what stands around it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from actions.desk import Desk
from actions.ports import Clock
from bot.phrases import load_phrases
from bot.policy import load_policy
from bot.wording import load_wording
from domain.ids import UserId
from storage.database import Database

ROOT = Path(__file__).parents[2]
LEAD = UserId(3001)


@asynccontextmanager
async def desk_at(path: Path, clock: Clock, *, language: str = "ru") -> AsyncIterator[tuple[Database, Desk]]:
    """Open the database and a desk under the shipped policy."""
    async with Database.open(f"sqlite:///{path}") as database:
        yield (
            database,
            Desk(
                store=database,
                policy=load_policy(ROOT / "policy/regulation.toml").policy,
                clock=clock,
                leads=(LEAD,),
                language=language,
                zone="Europe/Moscow",
                phrases=load_phrases(ROOT / "locales"),
                wording=load_wording(ROOT / "locales"),
            ),
        )
