"""Takes a person out of the database: everything `storage/personal.py` names of them, in the unit's transaction."""

from collections.abc import Iterator

from domain.ids import CustomerId, UserId
from domain.letters import customer_lane
from storage.personal import TABLES, Table
from storage.queries import Session, Spoken


class Erasure:
    """What is erased, and what loses its words with time."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._sql = Spoken("erasure", session)

    async def erase(self, customer: CustomerId, user: UserId | None) -> None:
        """Erase all that is kept of this person; the figures of their tickets stay, without a person.

        Updates and letters that have done their work hold words of many people and are of no use: they lose theirs,
        whoever they are from, so that nothing that quotes this person stays behind.
        """
        whose = {
            "customer": customer,
            "user": user,
            "own_lane": customer_lane(customer),
            "user_lane": f"user:{user}",
            "marks": f"mark:{user}:%",
        }
        await self._sql.void_letters(**whose)
        for name, table in TABLES.items():
            for statement in _statements(name, table):
                self._session.write(statement, whose)
        await self._sql.promote()
        await self._sql.empty_updates()
        await self._sql.empty_letters()

    async def forget_raw(self, customer: CustomerId, user: UserId) -> None:
        """Empty what this person has sent and was sent, as far as it has been handled: nothing came of it."""
        await self._sql.empty_updates_of(user=user)
        await self._sql.empty_letters_of(customer=customer)


def _statements(name: str, table: Table) -> Iterator[str]:
    if table.deleted:
        yield f"DELETE FROM {name} WHERE {table.whose}"  # noqa: S608  of our own words alone
    elif table.personal:
        left = ", ".join(f"{column} = {value}" for column, value in table.personal.items())
        yield f"UPDATE {name} SET {left} WHERE {table.whose}"  # noqa: S608
