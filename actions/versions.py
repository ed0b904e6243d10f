"""The exact version, once the customer has named it: one tap writes it down (R11)."""

from datetime import datetime

from actions.desk import Desk
from actions.handling import in_hand
from actions.ports import Transaction
from actions.record import decided, post
from domain import prepared
from domain.desk import Origin
from domain.effects import DeleteTagged, TellTopic
from domain.errors import AlreadyDone
from domain.ids import EngineerId, TicketId, UtteranceId
from domain.letters import topic_lane
from domain.said import Side, Utterance
from domain.ticket import Ticket, VersionMark
from domain.words import Button, Press, Style, Text

ASKED = "asked"  # the journal's word for a prepared request; its key stands beside


async def offer(tx: Transaction, desk: Desk, ticket: Ticket, said: Utterance, at: datetime) -> None:
    """The customer's words hold a version, and it was unknown or has been asked for: the latest of them is offered."""
    version = prepared.version_in(said.text, ticket, desk.policy)
    if version is None or not (ticket.version_mark is VersionMark.UNKNOWN or await _asked(tx, desk, ticket)):
        return
    tag = prepared.version_tag(ticket)
    label = Text("button-note-version", {"version": version})
    button = Button(label=label, press=Press.VERSION, subject=ticket.id, arg=str(said.id), style=Style.GOOD)
    words = Text("topic-version", {"version": version})
    earlier = DeleteTagged(lane=topic_lane(ticket.id), tag=tag)
    await post(tx, [earlier, TellTopic(ticket=ticket.id, words=words, buttons=((button,),), tag=tag)], at)


async def _asked(tx: Transaction, desk: Desk, ticket: Ticket) -> bool:
    keys = {each.key for each in desk.policy.requests if each.asks_version}
    return any(entry.event == ASKED and entry.why in keys for entry in await tx.journal.of(ticket.id))


class Versions:
    """Writes it down."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def note(self, origin: Origin, ticket_id: TicketId, by: EngineerId, utterance: UtteranceId) -> Text | None:
        """[Write down …]: from the customer's own line, read again. Raises AlreadyDone, AlreadyTaken, NotYours."""

        async def unit(tx: Transaction) -> Text:
            ticket = await in_hand(tx, self._desk, ticket_id, by)
            said = await tx.utterances.get(utterance)
            if said is None or said.ticket_id != ticket.id or said.side is not Side.CUSTOMER:
                raise AlreadyDone
            version = prepared.version_in(said.text, ticket, self._desk.policy)
            if version is None:
                raise AlreadyDone
            decision = prepared.version_noted(ticket, version, self._desk.policy)
            await decided(tx, ticket, decision, by=f"engineer:{by}", at=origin.at, policy=self._desk.policy)
            return Text("toast-version", {"version": version})

        return await self._desk.store.run(origin, unit)
