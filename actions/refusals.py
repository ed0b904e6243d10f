"""The desk says no: by one of the policy's grounds, seen before it is sent (R6, R10), or for rudeness (R13)."""

from collections.abc import Mapping
from datetime import datetime

from actions.desk import Desk
from actions.handling import at_work, lead_name, name_of
from actions.housing import worded
from actions.intake import Intake
from actions.matters import before, settle
from actions.ports import Transaction
from actions.questions import Answer
from actions.record import decided, post
from actions.resolution import Resolution
from domain import resolution, rudeness
from domain.decision import Decision
from domain.desk import Origin
from domain.draft import Asking
from domain.effects import TellLead, TellTopic
from domain.errors import AlreadyDone, NotEnough, NotFound
from domain.ids import EngineerId, MatterId, TicketId, UserId
from domain.lifecycle import Move, moved
from domain.matter import Matter, MatterKind, Outcome
from domain.said import Message, Place, Side, Utterance
from domain.ticket import Ticket
from domain.words import Moment, Text

Values = Mapping[str, str]


class Refusals:
    """A person's act with a stated ground; for rudeness proposed by an engineer, decided by a lead."""

    def __init__(self, desk: Desk, intake: Intake, resolution_: Resolution) -> None:
        self._desk = desk
        self._intake = intake
        self._resolution = resolution_

    @property
    def answers(self) -> dict[Asking, Answer]:
        """What comes of the line it asks for."""
        return {Asking.REFUSE: self._words_told}

    # Out of scope (R10), or a product we do not support (R6)

    async def ask(self, origin: Origin, ticket_id: TicketId, by: EngineerId, ground: str) -> Text | None:
        """A ground is chosen: all that the customer will read is shown in private, to be sent or added to.

        Raises NotFound for a ground the policy no longer has, NotPossible, NotYours.
        """

        async def unit(tx: Transaction) -> Text:
            await at_work(tx, by)
            moved(await tx.tickets.locked(ticket_id), Move.REFUSE)
            if self._desk.policy.ground(ground) is None:
                raise NotFound
            author = await self._intake.customer(tx, UserId(by), None)
            await self._intake.ask(tx, author, Asking.REFUSE, ticket_id, origin.at, {"ground": ground})
            return Text("toast-asked-in-private")

        return await self._desk.store.run(origin, unit)

    async def command(self, origin: Origin, ticket_id: TicketId, by: EngineerId, line: str) -> Text | None:
        """`/refuse ground words`, the words optional. Raises NotEnough for no ground of the policy's."""
        ground, _, words = line.strip().partition(" ")
        if self._desk.policy.ground(ground) is None:
            raise NotEnough("ground", ", ".join(each.key for each in self._desk.policy.out_of_scope))
        return await self._resolution.refuse(origin, ticket_id, by, ground, words.strip())

    async def _words_told(self, tx: Transaction, author: UserId, ticket: int, values: Values, at: datetime) -> None:
        ground, words = values["ground"], values.get("text", "")
        await self._resolution.refused(tx, TicketId(ticket), EngineerId(author), ground, words, at)

    # For rudeness: R13, rows 29 and 29a

    async def warn(self, origin: Origin, ticket_id: TicketId, by: EngineerId) -> Text | None:
        """[Warn]: the policy's words go to the customer, once. Raises AlreadyDone, NotPossible, NotYours."""

        async def unit(tx: Transaction) -> Text:
            await at_work(tx, by)
            ticket = await tx.tickets.locked(ticket_id)
            decision = rudeness.warn(ticket, self._desk.policy, origin.at)
            await decided(tx, ticket, decision, by=f"engineer:{by}", at=origin.at, policy=self._desk.policy)
            return Text("toast-warned")

        return await self._desk.store.run(origin, unit)

    async def propose(self, origin: Origin, ticket_id: TicketId, by: EngineerId) -> Text | None:
        """[To the lead]: the customer's last message is the one in question. Raises NotWarned, AlreadyDone."""

        async def unit(tx: Transaction) -> Text:
            await self._proposed(tx, ticket_id, by, await self._last(tx, ticket_id), origin.at)
            return Text("toast-proposed")

        return await self._desk.store.run(origin, unit)

    async def propose_by(self, origin: Origin, ticket_id: TicketId, by: EngineerId, message: Message) -> Text | None:
        """`/rude` in reply to the message in question, else the customer's last. Raises NotEnough, NotWarned."""

        async def unit(tx: Transaction) -> Text:
            said = await self._last(tx, ticket_id)
            if message.reply_to is not None:
                said = await self._replied(tx, ticket_id, Place(chat=message.place.chat, message=message.reply_to))
            await self._proposed(tx, ticket_id, by, said, origin.at)
            told = TellTopic(ticket=ticket_id, words=Text("topic-proposed"), reply_to=message.place.message)
            await post(tx, [told], origin.at)
            return Text("toast-proposed")

        return await self._desk.store.run(origin, unit)

    async def confirm(self, origin: Origin, matter_id: MatterId, lead: UserId) -> Text | None:
        """[Refuse]: closed, told with the appeal (29a). Raises NotYours, AlreadyDone."""

        async def unit(tx: Transaction) -> Text:
            matter, ticket = await self._before(tx, matter_id, lead)
            if not ticket.live:
                return await self._moot(tx, matter, ticket, lead, origin.at)
            who, number = await lead_name(tx, self._desk, lead), int(ticket.id)
            words = Text("lead-rude-confirmed", {"number": number, "lead": who})
            await settle(tx, self._desk, matter, lead, Outcome.GRANTED, words, origin.at)
            told = TellTopic(ticket=ticket.id, words=Text("topic-rude-confirmed"), mention=matter.raised_by)
            await post(tx, [told], origin.at)  # before the topic is closed
            decision = resolution.refuse_rude(ticket, origin.at)
            await self._resolution.ended_by_desk(tx, ticket, decision, by=f"lead:{lead}", at=origin.at)
            return Text("toast-refused", {"number": number})

        return await self._desk.store.run(origin, unit)

    async def decline(self, origin: Origin, matter_id: MatterId, lead: UserId) -> Text | None:
        """[Go on]: nothing changes, the engineer learns so. Raises NotYours, AlreadyDone."""

        async def unit(tx: Transaction) -> Text:
            matter, ticket = await self._before(tx, matter_id, lead)
            if not ticket.live:
                return await self._moot(tx, matter, ticket, lead, origin.at)
            who, number = await lead_name(tx, self._desk, lead), int(ticket.id)
            words = Text("lead-rude-declined", {"number": number, "lead": who})
            await settle(tx, self._desk, matter, lead, Outcome.DECLINED, words, origin.at)
            told = TellTopic(ticket=ticket.id, words=Text("topic-rude-declined"), mention=matter.raised_by)
            decision = Decision(ticket, "rudeness_declined", (told,))
            await decided(tx, ticket, decision, by=f"lead:{lead}", at=origin.at, policy=self._desk.policy)
            return Text("toast-declined")

        return await self._desk.store.run(origin, unit)

    @staticmethod
    async def _last(tx: Transaction, ticket_id: TicketId) -> Utterance | None:
        said = [each for each in await tx.utterances.of_ticket(ticket_id) if each.side is Side.CUSTOMER]
        return said[-1] if said else None

    @staticmethod
    async def _replied(tx: Transaction, ticket_id: TicketId, place: Place) -> Utterance:
        twin = await tx.utterances.twin(place)
        said = await tx.utterances.get(twin.utterance) if twin and twin.utterance is not None else None
        if said is None or said.side is not Side.CUSTOMER or said.ticket_id != ticket_id:
            raise NotEnough("words")
        return said

    async def _proposed(
        self, tx: Transaction, ticket_id: TicketId, by: EngineerId, said: Utterance | None, at: datetime
    ) -> None:
        await at_work(tx, by)
        ticket = await tx.tickets.locked(ticket_id)
        decision = rudeness.proposed(ticket, said)
        if said is None or ticket.warned_at is None or await tx.matters.open_of(ticket.id, MatterKind.RUDENESS):
            raise AlreadyDone
        await decided(tx, ticket, decision, by=f"engineer:{by}", at=at, policy=self._desk.policy)
        matter = await tx.matters.raise_(
            MatterKind.RUDENESS, ticket.customer_id, ticket.id, worded(said), at, EngineerId(by)
        )
        words = Text(
            "lead-rude",
            {
                "number": int(ticket.id),
                "organisation": ticket.organisation.name,
                "engineer": await name_of(tx, by),
                "warned": Moment(ticket.warned_at),
                "at": Moment(said.at),
                "text": matter.text,
            },
        )
        buttons = rudeness.choices(matter, ticket)
        told = [
            TellLead(lead=lead, words=words, ticket=ticket.id, buttons=buttons, tag=matter.tag)
            for lead in self._desk.leads
        ]
        await post(tx, told, at)

    async def _before(self, tx: Transaction, matter_id: MatterId, lead: UserId) -> tuple[Matter, Ticket]:
        matter = await before(tx, self._desk, matter_id, lead, MatterKind.RUDENESS)
        if matter.ticket is None:
            raise NotFound
        return matter, await tx.tickets.locked(matter.ticket)

    async def _moot(self, tx: Transaction, matter: Matter, ticket: Ticket, lead: UserId, at: datetime) -> Text:
        """It has ended meanwhile: there is nobody to refuse any more."""
        words = Text("lead-rude-moot", {"number": int(ticket.id)})
        await settle(tx, self._desk, matter, lead, Outcome.MOOT, words, at)
        return Text("already-done")
