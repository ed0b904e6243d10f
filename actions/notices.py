"""A few lines to the leads when something needs a person: never a storm."""

from datetime import datetime, timedelta

from actions.desk import Desk
from actions.handling import name_of
from actions.ports import Transaction
from actions.record import post
from domain.desk import Origin
from domain.effects import TellLead
from domain.ticket import Status, Ticket
from domain.words import Lines, Rows, Text, Words, topic_link

EVERY = timedelta(hours=1)


async def tell_leads(
    tx: Transaction, desk: Desk, kind: str, words: Words, at: datetime, every: timedelta = EVERY
) -> bool:
    """Tell every lead, unless this kind of thing was told less than `every` ago; whether it was told."""
    name = f"told:{kind}"
    last = await tx.facts.get(name)
    if last is not None and at < datetime.fromisoformat(last) + every:
        return False
    await tx.facts.put(name, at.isoformat())
    await post(tx, [TellLead(lead=lead, words=words) for lead in desk.leads], at)
    return True


async def ticket_news(
    tx: Transaction, desk: Desk, ticket: Ticket, at: datetime, *news: Words, buttons: Rows = (), tag: str = ""
) -> None:
    """Tell every lead what came of a ticket, whose it is and who has it; its topic is a tap away."""
    holder = await name_of(tx, ticket.engineer_id)
    if ticket.status is Status.AWAITING_LEAD:
        has_it = Text("card-awaiting-lead")
    else:
        has_it = Text("alert-holder", {"engineer": holder}) if holder else Text("alert-unclaimed")
    whose = Text("lead-ticket", {"organisation": ticket.organisation.name, "holder": has_it})
    words, rows = Lines((*news, whose)), (*buttons, *topic_link(ticket.id))
    told = [TellLead(lead=lead, words=words, ticket=ticket.id, buttons=rows, tag=tag) for lead in desk.leads]
    await post(tx, told, at)


class Notices:
    """The same as an action of its own, for what runs beside the chats: intake, mail, the clock."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def lead_line(self, kind: str, words: Words, at: datetime, every: timedelta = EVERY) -> None:
        """Tell every lead once per `every`."""

        async def unit(tx: Transaction) -> None:
            await tell_leads(tx, self._desk, kind, words, at, every)

        await self._desk.store.run(Origin(at), unit)
