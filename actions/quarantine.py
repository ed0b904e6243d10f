"""Updates that nobody could read or handle: shown to leads, and tried once more at a lead's word."""

from actions.desk import Desk
from actions.lookups import Asked
from actions.ports import Transaction
from actions.record import post
from domain.desk import Origin, Quarantined
from domain.effects import TellLead
from domain.errors import AlreadyDone, LeadsOnly
from domain.ids import UserId
from domain.words import Button, Lines, Moment, Press, Text, Words

MOST = 10  # kinds in one list


class Quarantine:
    """What was put aside: how many, since when, of which kinds; never what people said in it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, origin: Origin, asked: Asked) -> None:
        """`/quarantine`. Raises NotYours for anybody but a lead."""
        self._lead(asked.user)

        async def unit(tx: Transaction) -> None:
            found = await tx.inbox.quarantined()
            again = Button(label=Text("button-again"), press=Press.AGAIN)
            rows = ((again,),) if found else ()
            await post(tx, [TellLead(lead=asked.user, words=_listed(found), buttons=rows)], origin.at)

        await self._desk.store.run(origin, unit)

    async def again(self, origin: Origin, by: UserId) -> Text | None:
        """[Once more]: after an update of the program, say. Raises NotYours, AlreadyDone."""
        self._lead(by)

        async def unit(tx: Transaction) -> Text:
            count = await tx.inbox.release()
            if not count:
                raise AlreadyDone
            return Text("toast-again", {"count": count})

        return await self._desk.store.run(origin, unit)

    def _lead(self, user: UserId) -> None:
        if not self._desk.is_lead(user):
            raise LeadsOnly


def _listed(found: tuple[Quarantined, ...]) -> Words:
    if not found:
        return Text("quarantine-empty")
    since = min(each.since for each in found)
    head = Text("quarantine-head", {"count": sum(each.count for each in found), "since": Moment(since)})
    lines = [Text("quarantine-line", {"kind": e.kind, "why": e.why, "count": e.count}) for e in found[:MOST]]
    return Lines((head, *lines))
