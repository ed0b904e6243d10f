"""Prepared requests: sent with one tap, or edited first (R12, R18, R19)."""

from actions.answering import Answering
from actions.desk import Desk
from actions.handling import at_work
from actions.lookups import Asked
from actions.ports import Transaction
from actions.record import post
from actions.versions import ASKED
from domain import prepared
from domain.desk import Entry, Origin
from domain.effects import RefreshCard, TellEngineer, TellTopic
from domain.errors import AlreadyDone, Unfit
from domain.ids import EngineerId, TicketId
from domain.policy import Request
from domain.said import NOWHERE, Standing
from domain.ticket import Ticket
from domain.words import Lines, Text, topic_link

SENT = frozenset({Standing.PUBLIC, Standing.HELD})


class Prepared:
    """What the policy has ready; who sends it says it, as any line of theirs."""

    def __init__(self, desk: Desk, answering: Answering) -> None:
        self._desk = desk
        self._answering = answering

    async def ask(self, origin: Origin, ticket_id: TicketId, by: EngineerId, key: str) -> Text | None:
        """Send it: public if they have the ticket, else it waits under [Take and send] (C56).

        Raises NotYours, Unfit, NotPossible; AlreadyDone for a second tap.
        """

        async def unit(tx: Transaction) -> Text:
            ticket, request, text = await self._chosen(tx, ticket_id, by, key)
            for said in await tx.utterances.of_ticket(ticket.id):
                repeated = said.place == NOWHERE and said.text == text and said.standing in SENT
                if repeated and prepared.too_soon(said.at, origin.at):
                    raise AlreadyDone
            sent = await self._answering.said_by_button(tx, ticket, by, text, origin.at)
            await tx.journal.write(
                Entry(
                    ticket=ticket.id,
                    at=origin.at,
                    event=ASKED,
                    by=f"engineer:{by}",
                    was=ticket.status,
                    now=ticket.status,
                    why=request.key,
                )
            )
            await post(tx, [RefreshCard(ticket=ticket.id)], origin.at)  # closes the menu
            return Text("toast-asked-customer", {"title": request.title}) if sent else Text("toast-asked-waits")

        return await self._desk.store.run(origin, unit)

    async def edit(self, origin: Origin, ticket_id: TicketId, by: EngineerId, key: str) -> Text | None:
        """Bring its text to the engineer alone, to be copied with a tap: their next line in the topic is their own."""

        async def unit(tx: Transaction) -> Text:
            ticket, request, text = await self._chosen(tx, ticket_id, by, key)
            number = int(ticket.id)
            words = Text("ask-edit", {"number": number, "title": request.title, "text": text})
            told = TellEngineer(engineer=by, ticket=ticket.id, words=words, buttons=topic_link(ticket.id))
            await post(tx, [told, RefreshCard(ticket=ticket.id)], origin.at)
            return Text("toast-ask-edit")

        return await self._desk.store.run(origin, unit)

    async def list(self, origin: Origin, ticket_id: TicketId, asked: Asked) -> None:
        """`/ask` without a key: which there are."""

        async def unit(tx: Transaction) -> None:
            ticket = await tx.tickets.locked(ticket_id)
            lines = [
                Text("ask-list-line", {"key": each.key, "title": each.title})
                for each in prepared.offered(ticket, self._desk.policy)
            ]
            words = Lines((Text("ask-list"), *lines)) if lines else Text("ask-list-empty")
            await post(tx, [TellTopic(ticket=ticket.id, words=words, reply_to=asked.message)], origin.at)

        await self._desk.store.run(origin, unit)

    async def _chosen(
        self, tx: Transaction, ticket_id: TicketId, by: EngineerId, key: str
    ) -> tuple[Ticket, Request, str]:
        """Return the ticket, the request that fits it, and its text in the customer's language."""
        await at_work(tx, by)
        ticket = await tx.tickets.locked(ticket_id)
        request = prepared.find(ticket, self._desk.policy, key)
        if request is None:
            raise Unfit("ask", key)
        customer = await tx.customers.get(ticket.customer_id)
        language = customer.language if customer else self._desk.language
        return ticket, request, prepared.worded(request, ticket, self._desk.policy, language)
