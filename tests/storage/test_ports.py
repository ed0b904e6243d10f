"""Storage fits what actions need by shape: it imports nothing of theirs. The type checker judges these lines."""

from actions import ports
from domain.desk import Origin
from storage.database import Database
from storage.transaction import Transaction


def as_a_store(database: Database) -> ports.Store:
    return database


def as_a_transaction(transaction: Transaction) -> ports.Transaction:
    return transaction


async def test_a_unit_written_for_the_port_runs_on_the_database(database: Database, origin: Origin) -> None:
    """What fits on paper fits when it runs."""
    store = as_a_store(database)

    async def unit(tx: ports.Transaction) -> str | None:
        await tx.facts.put("greeting", "hello")
        return await tx.facts.get("greeting")

    assert await store.run(origin, unit) == "hello"
