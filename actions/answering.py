"""Engineers speak: to the customer, to each other, or to the bot that has asked them something."""

from dataclasses import replace
from datetime import datetime, timedelta

from actions.desk import Desk
from actions.handling import at_work, name_of
from actions.ports import Transaction
from actions.questions import Questions
from actions.record import decided, post
from actions.taking_back import TakingBack
from domain import conversation
from domain.desk import Origin
from domain.effects import DeleteTagged, EditTagged, EditTwin, React, TellGroup, TellTopic
from domain.errors import AlreadyDone, NotPossible, OfAColleague
from domain.ids import EngineerId, TicketId, UserId
from domain.letters import ALBUM_PAUSE, album_key, topic_lane
from domain.lifecycle import Move, allowed
from domain.said import Message, Place, Side, Standing, Utterance
from domain.ticket import Ticket
from domain.words import Text

ANONYMOUS_NOTICE = timedelta(days=1)


class Answering:
    """What is written in a ticket's topic (without topics: in reply to its card or its messages)."""

    def __init__(self, desk: Desk, questions: Questions, taking_back: TakingBack) -> None:
        self._desk = desk
        self._questions = questions
        self._taking_back = taking_back

    async def ticket_of(self, message: Message) -> TicketId | None:
        """Say which ticket a message of the group is about; None is none of the bot's business."""

        async def look(tx: Transaction) -> TicketId | None:
            return await self._ticket_of(tx, message)

        return await self._desk.store.read(look)

    async def engineer_wrote(self, origin: Origin, message: Message) -> None:
        """Public if the writer has the ticket; else it waits for a word of theirs; a note stays here (SEMANTICS)."""

        async def unit(tx: Transaction) -> None:
            if await self._questions.line(tx, message, origin.at):
                return
            number = await self._ticket_of(tx, message)
            if number is None:
                return
            if not message.anonymous:
                await at_work(tx, EngineerId(message.author))
            ticket = await tx.tickets.locked(number)
            await self._spoken(tx, ticket, message, origin.at)

        await self._desk.store.run(origin, unit)

    async def engineer_edited(self, origin: Origin, message: Message) -> None:
        """The customer's copy follows an edit; a note's edit never sends it; the clock does not move (C44)."""

        async def unit(tx: Transaction) -> None:
            twin = await tx.utterances.twin(message.place)
            said = await tx.utterances.get(twin.utterance) if twin and twin.utterance is not None else None
            if said is None or said.ticket_id is None or said.side is Side.CUSTOMER:
                return
            ticket = await tx.tickets.locked(said.ticket_id)
            await tx.utterances.edited(said.id, message.text, message.entities, origin.at)
            if self._is_note(message):
                await self._into_a_note(tx, ticket, said, message, origin.at)
            elif said.standing is Standing.PUBLIC:
                follow = EditTwin(
                    ticket=ticket.id,
                    customer=ticket.customer_id,
                    utterance=said.id,
                    text=message.text,
                    entities=message.entities,
                )
                await post(tx, [follow], origin.at)

        await self._desk.store.run(origin, unit)

    async def _into_a_note(
        self, tx: Transaction, ticket: Ticket, said: Utterance, message: Message, at: datetime
    ) -> None:
        """A line that becomes a note is taken back, or goes out no more (39)."""
        if said.standing is Standing.HELD:
            await tx.utterances.settle([said.id], Standing.NOTE, ticket.id)
            await post(tx, [React(place=said.place, emoji=conversation.KEPT)], at)
            if not await tx.utterances.held(ticket.id, said.author):
                tag = conversation.prompt_tag(EngineerId(said.author))
                await post(tx, [DeleteTagged(lane=topic_lane(ticket.id), tag=tag)], at)
        elif said.standing is Standing.PUBLIC and not await self._taking_back.take(tx, ticket, said, at):
            words = Text("topic-undo-nothing")
            await post(tx, [TellTopic(ticket=ticket.id, words=words, reply_to=message.place.message)], at)

    async def note(self, origin: Origin, message: Message) -> None:
        """`/note …`: stays with the desk."""

        async def unit(tx: Transaction) -> None:
            number = await self._ticket_of(tx, message)
            if number is not None:
                await self._keep(tx, number, message, origin.at)

        await self._desk.store.run(origin, unit)

    async def unknown_command(self, origin: Origin, message: Message, command: str) -> None:
        """What begins with a slash is never relayed; the topic says so (C57)."""
        await self._answered(origin, message, Text("topic-unknown-command", {"command": command}))

    async def unreadable(self, origin: Origin, message: Message) -> None:
        """What cannot be passed on is not; the topic says so."""
        await self._answered(origin, message, Text("topic-cannot-pass"))

    async def _answered(self, origin: Origin, message: Message, words: Text) -> None:
        async def unit(tx: Transaction) -> None:
            number = await self._ticket_of(tx, message)
            if number is not None:
                told = TellTopic(ticket=number, words=words, reply_to=message.place.message)
                await post(tx, [told], origin.at)

        await self._desk.store.run(origin, unit)

    async def send_held(
        self, origin: Origin, ticket_id: TicketId, author: EngineerId, by: EngineerId, *, take: bool
    ) -> Text | None:
        """[Send], [Take and send]: the lines that waited go out now. Only their author decides. Raises NotYours."""

        async def unit(tx: Transaction) -> Text:
            engineer = await at_work(tx, by)
            if by != author:
                raise OfAColleague
            ticket = await tx.tickets.locked(ticket_id)
            held = await tx.utterances.held(ticket.id, UserId(author))
            if not held:
                raise AlreadyDone
            if take and ticket.engineer_id not in {None, by}:
                return await self._too_late(tx, ticket, author, origin.at)
            if take and ticket.engineer_id is None and allowed(ticket.status, Move.CLAIM):
                decision = conversation.claim(ticket, engineer)
                ticket = await decided(
                    tx, ticket, decision, by=f"engineer:{by}", at=origin.at, policy=self._desk.policy
                )
            await self._send(tx, ticket, held, origin.at)
            await post(tx, [DeleteTagged(lane=topic_lane(ticket.id), tag=conversation.prompt_tag(author))], origin.at)
            return Text("toast-sent")

        return await self._desk.store.run(origin, unit)

    async def keep_held(self, origin: Origin, ticket_id: TicketId, author: EngineerId, by: EngineerId) -> Text | None:
        """[Note]: the lines stay with the desk. Raises NotYours."""

        async def unit(tx: Transaction) -> Text:
            await at_work(tx, by)
            if by != author:
                raise OfAColleague
            held = await tx.utterances.held(ticket_id, UserId(author))
            if not held:
                raise AlreadyDone
            await tx.utterances.settle([each.id for each in held], Standing.NOTE, ticket_id)
            marks = [React(place=each.place, emoji=conversation.KEPT) for each in held if each.placed]
            prompt = DeleteTagged(lane=topic_lane(ticket_id), tag=conversation.prompt_tag(author))
            await post(tx, [prompt, *marks], origin.at)
            return Text("toast-noted")

        return await self._desk.store.run(origin, unit)

    async def said_by_button(self, tx: Transaction, ticket: Ticket, by: EngineerId, text: str, at: datetime) -> bool:
        """Within a unit: prepared words, as a line of who sends them. Whether they went out; else they wait (C56)."""
        if not (allowed(ticket.status, Move.ANSWER) or allowed(ticket.status, Move.POSTSCRIPT)):
            raise NotPossible(ticket.id, ticket.status, Move.ANSWER)
        public = ticket.engineer_id == by
        waiting = await tx.utterances.held(ticket.id, UserId(by))
        standing = Standing.PUBLIC if public else Standing.HELD
        said = await tx.utterances.spoken(ticket.id, by, text, at, standing)
        if public:
            await self._send(tx, ticket, (said,), at)
        elif not waiting:
            await post(tx, [conversation.prompt(ticket, by, await name_of(tx, ticket.engineer_id))], at)
        return public

    async def _ticket_of(self, tx: Transaction, message: Message) -> TicketId | None:
        group = await tx.places.group()
        if group is None or group.chat != message.place.chat:
            return None
        if message.thread is not None:
            number = await tx.places.ticket_in(message.place.chat, message.thread)
            if number is not None:
                return number
        if message.reply_to is None:
            return None
        twin = await tx.utterances.twin(Place(chat=message.place.chat, message=message.reply_to))
        return twin.ticket if twin else None

    async def _spoken(self, tx: Transaction, ticket: Ticket, message: Message, at: datetime) -> None:
        if self._is_note(message) or await self._to_a_colleague(tx, message):
            await self._keep(tx, ticket.id, message, at)
            return
        if not (allowed(ticket.status, Move.ANSWER) or allowed(ticket.status, Move.POSTSCRIPT)):
            await self._keep(tx, ticket.id, message, at)
            await post(tx, [TellTopic(ticket=ticket.id, words=Text("topic-lead-decides"))], at)
            return
        author = EngineerId(message.author)
        if message.anonymous:
            said = await tx.utterances.add(message, Side.DESK, Standing.PUBLIC, ticket.id)
            await self._send(tx, ticket, (said,), at)
            await self._anonymity(tx, message, at)
        elif ticket.engineer_id == author:
            said = await tx.utterances.add(message, Side.ENGINEER, Standing.PUBLIC, ticket.id, author)
            await self._send(tx, ticket, (said,), at)
        else:
            await self._hold(tx, ticket, message, author, at)

    async def _send(self, tx: Transaction, ticket: Ticket, said: tuple[Utterance, ...], at: datetime) -> None:
        key = album_key(ticket.id, said[0].album) if len(said) == 1 else ""
        await tx.utterances.settle([each.id for each in said], Standing.PUBLIC, ticket.id)
        if key and await tx.outbox.join_album(key, said[0].id, at + ALBUM_PAUSE):
            return
        several = len(await tx.tickets.live_of(ticket.customer_id)) > 1
        await post(tx, conversation.engineer_said(ticket, said, at, named=several), at)
        for each in said:
            if not each.placed:  # what has no message of its own is shown here by one of the bot's
                words = Text("topic-asked", {"engineer": await name_of(tx, each.engineer_id), "text": each.text})
                await post(tx, [TellTopic(ticket=ticket.id, words=words, utterance=each.id)], at)

    async def _hold(self, tx: Transaction, ticket: Ticket, message: Message, author: EngineerId, at: datetime) -> None:
        """Nobody answers a customer with "who takes this one?" (C56): one prompt for a run of lines."""
        waiting = await tx.utterances.held(ticket.id, message.author)
        await tx.utterances.add(message, Side.ENGINEER, Standing.HELD, ticket.id, author)
        if not waiting:
            holder = await name_of(tx, ticket.engineer_id)
            prompt = replace(conversation.prompt(ticket, author, holder), reply_to=message.place.message)
            await post(tx, [prompt], at)

    async def _too_late(self, tx: Transaction, ticket: Ticket, author: EngineerId, at: datetime) -> Text:
        """A colleague was faster: the lines still wait, and can be sent in a ticket that is theirs."""
        holder = await name_of(tx, ticket.engineer_id)
        prompt = conversation.prompt(ticket, author, holder)
        lane = topic_lane(ticket.id)
        await post(tx, [EditTagged(lane=lane, tag=prompt.tag, words=prompt.words, buttons=prompt.buttons)], at)
        return Text("already-taken", {"engineer": holder})

    async def _keep(self, tx: Transaction, number: TicketId, message: Message, at: datetime) -> None:
        await tx.utterances.add(message, Side.ENGINEER, Standing.NOTE, number, EngineerId(message.author))
        await post(tx, [React(place=message.place, emoji=conversation.KEPT)], at)

    def _is_note(self, message: Message) -> bool:
        return message.text.lstrip().startswith(self._desk.policy.note_mark)

    async def _to_a_colleague(self, tx: Transaction, message: Message) -> bool:
        """A reply to a note, or to what a colleague wrote here, is talk among ourselves."""
        if message.reply_to is None:
            return False
        twin = await tx.utterances.twin(Place(chat=message.place.chat, message=message.reply_to))
        said = await tx.utterances.get(twin.utterance) if twin and twin.utterance is not None else None
        if said is None or said.side is Side.CUSTOMER:
            return False
        return said.standing is Standing.NOTE or said.author != message.author

    async def _anonymity(self, tx: Transaction, message: Message, at: datetime) -> None:
        last = await tx.facts.get("told:anonymity")
        if last is None or at >= datetime.fromisoformat(last) + ANONYMOUS_NOTICE:
            await tx.facts.put("told:anonymity", at.isoformat())
            thread = int(message.thread) if message.thread is not None else None
            await post(tx, [TellGroup(words=Text("group-anonymous"), thread=thread)], at)
