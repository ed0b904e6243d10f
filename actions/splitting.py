"""A second question becomes a ticket of its own, behind the first (R16, LIFECYCLE 32)."""

from datetime import datetime

from actions.desk import Desk
from actions.handling import in_hand
from actions.moving import taken_out, whole
from actions.ports import Transaction
from actions.record import record
from actions.registering import clock_words, line_buttons
from domain import splitting
from domain.desk import Origin
from domain.effects import Effect, OpenTopic, PostCard, RefreshCard, RelayToTopic, TellCustomer, TellTopic
from domain.errors import Unfit
from domain.ids import EngineerId, TicketId
from domain.resolution import short
from domain.said import Place, Side, Standing, Utterance
from domain.ticket import Ticket
from domain.words import Text, topic_link

ABOUT = 60  # characters of the question that its customer reads


class Splitting:
    """One message of the customer's goes (an album whole): the one that was replied to, else their last."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def split(
        self, origin: Origin, ticket_id: TicketId, by: EngineerId, message: Place | None = None, words: str = ""
    ) -> Text | None:
        """Split it off; `words` describe what has none of its own.

        Raises AlreadyTaken, NotYours, NotPossible; Unfit where there is no such message, or no word in it.
        """

        async def unit(tx: Transaction) -> Text:
            ticket = await in_hand(tx, self._desk, ticket_id, by)
            said = await self._meant(tx, ticket, message)
            parts = await whole(tx, ticket.id, said)
            description = words or "\n".join(each.text for each in parts if each.text)
            if not description:
                raise Unfit("split_wordless")
            number = await self._split(tx, ticket, parts, description, by, origin.at)
            return Text("toast-split", {"number": int(number)})

        return await self._desk.store.run(origin, unit)

    async def _meant(self, tx: Transaction, ticket: Ticket, message: Place | None) -> Utterance:
        if message is not None:
            twin = await tx.utterances.twin(message)
            known = await tx.utterances.get(twin.utterance) if twin and twin.utterance is not None else None
            found = [known] if known is not None and known.ticket_id == ticket.id else []
        else:
            there = await tx.utterances.of_ticket(ticket.id)
            found = [each for each in there if each.at > ticket.received_at and not self._thanks(each)]
        theirs = [each for each in found if each.side is Side.CUSTOMER]
        if not theirs:
            raise Unfit("split_nothing")
        return theirs[-1]

    def _thanks(self, said: Utterance) -> bool:
        return said.kind == "text" and self._desk.phrases.is_thanks(said.text)

    async def _split(
        self,
        tx: Transaction,
        ticket: Ticket,
        parts: tuple[Utterance, ...],
        description: str,
        by: EngineerId,
        at: datetime,
    ) -> TicketId:
        policy, sent = self._desk.policy, [each for each in parts if each.kind != "text"]
        number = await tx.tickets.next_number()
        new = splitting.split_off(ticket, number, description, len(sent), policy, at)
        line = (ticket, *await tx.tickets.line(ticket.customer_id, ticket.organisation_id))
        told = TellCustomer(
            customer=new.customer_id,
            ticket=number,
            words=Text(
                "ticket-split",
                {
                    "about": short(description, ABOUT),
                    "number": int(number),
                    "before": int(line[-1].id),
                    "clock": clock_words(new, policy),
                },
            ),
            buttons=line_buttons(int(number)),
        )
        effects: list[Effect] = [told, OpenTopic(ticket=number), PostCard(ticket=number)]
        if sent:
            effects.append(RelayToTopic(ticket=number, utterances=tuple(each.id for each in sent)))
        engineer = f"engineer:{by}"
        await record(
            tx,
            None,
            new,
            event="split_off",
            by=engineer,
            at=at,
            policy=policy,
            effects=effects,
            why=f"from {ticket.id}",
        )
        left = Text("topic-split", {"number": int(number), "about": short(description, ABOUT)})
        here = (
            TellTopic(ticket=ticket.id, words=left, buttons=topic_link(number)),
            RefreshCard(ticket=ticket.id, lazily=True),
        )
        await record(
            tx, ticket, ticket, event="split", by=engineer, at=at, policy=policy, effects=here, why=f"into {number}"
        )
        moved = await taken_out(tx, ticket.id, parts[0])
        await tx.utterances.settle(moved, Standing.PUBLIC, number)
        return number
