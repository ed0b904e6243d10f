"""The desk's house with people in it: real actions over a real database; Telegram is a postman who remembers."""

import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from typing import Any, TypeVar

from actions.acceptance import Acceptance
from actions.deadlines import Deadlines
from actions.desk import Desk
from actions.registering import register
from domain.customer import Contact, Organisation
from domain.delivery import Obstacle, Sent, Trouble
from domain.desk import Engineer, Group, Origin
from domain.effects import (
    EditTagged,
    Effect,
    OpenTopic,
    PostCard,
    RelayToCustomer,
    RelayToTopic,
    TellCustomer,
    TellTopic,
)
from domain.ids import ChatId, EngineerId, InboxId, LetterId, MessageId, ThreadId, TicketId, UserId
from domain.intake import Application, Usage
from domain.letters import Letter
from domain.said import Message, Place
from domain.ticket import Ticket, VersionMark
from domain.words import Lines, Text, Words
from handlers.actions import Actions, of_desk
from storage.database import Database
from storage.inbox import Update
from storage.transaction import Transaction
from tests.fakes.clock import FakeClock

T = TypeVar("T")
E = TypeVar("E", bound=Effect)

GROUP = ChatId(-1001)
PETR, MARIA = UserId(7), UserId(8)
ANNA, BORIS, VERA = EngineerId(2001), EngineerId(2002), EngineerId(2003)
LEAD, SECOND_LEAD = UserId(3001), UserId(3002)
NAMES = {PETR: "Пётр Петров", MARIA: "Мария Иванова", ANNA: "Анна", BORIS: "Борис", VERA: "Вера", LEAD: "Людмила"}
STAFF = (ANNA, BORIS, VERA, EngineerId(LEAD))


@dataclass
class House:
    """`sent` is all that a channel has taken, in order; `broken` says what stands in a letter's way, if anything."""

    database: Database
    desk: Desk
    clock: FakeClock
    actions: Actions
    sent: list[Effect] = field(default_factory=list)
    broken: Callable[[Effect], Obstacle | None] = lambda _: None
    numbers: Iterator[int] = field(default_factory=lambda: count(500))

    @classmethod
    def of(cls, database: Database, desk: Desk, clock: FakeClock) -> "House":
        return cls(database, desk, clock, of_desk(desk))

    def __post_init__(self) -> None:
        self.acceptance = Acceptance(self.desk)
        self.deadlines = Deadlines(self.desk)

    async def furnish(self) -> None:
        """The group with its topics, and who works in it."""

        async def unit(tx: Transaction) -> None:
            await tx.policies.remember(self.desk.policy.version, "the regulation", self.clock.now())
            await tx.places.bind(Group(chat=GROUP, forum=True))
            for engineer in STAFF:
                await tx.engineers.put(Engineer(id=engineer, name=NAMES[engineer], member=True))

        await self.do(unit)

    # Looking

    async def do(self, unit: Callable[[Transaction], Awaitable[T]]) -> T:
        return await self.database.run(Origin(self.clock.now()), unit)  # type: ignore[return-value]

    async def look(self, look: Callable[[Transaction], Awaitable[T]]) -> T:
        return await self.database.read(look)

    def ask(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Look into the tables themselves."""
        with closing(sqlite3.connect(self.database.path)) as connection:
            return connection.execute(sql, parameters).fetchall()

    async def ticket(self, number: TicketId) -> Ticket:
        found = await self.look(lambda tx: tx.tickets.get(number))
        assert found is not None
        return found

    async def thread(self, number: TicketId) -> ThreadId | None:
        place = await self.look(lambda tx: tx.places.of(number))
        return place.thread if place else None

    def journal(self, number: TicketId) -> list[str]:
        """What has happened to the ticket."""
        lines = self.ask("SELECT event FROM journal WHERE ticket_id = ? ORDER BY id", number)
        return [event for (event,) in lines]

    def timers(self, number: TicketId, clock: str) -> dict[str, bool]:
        """The steps of a clock, and whether each has fired."""
        rows = self.ask("SELECT step, fired_at FROM timers WHERE ticket_id = ? AND clock = ?", number, clock)
        return {step: fired is not None for step, fired in rows}

    # The postman

    async def due(self) -> tuple[Letter, ...]:
        return await self.look(lambda tx: tx.outbox.heads(self.clock.now(), 1000))

    async def take(self, letter: LetterId) -> Letter:
        (taken,) = await self.do(lambda tx: tx.outbox.take([letter]))
        return taken

    async def deliver(self, *kinds: type[Effect], all_but: Sequence[type[Effect]] = ()) -> list[Effect]:
        """Carry what is due (of these kinds only), lane by lane in order, until nothing is left; return it."""
        start = len(self.sent)
        while letters := [each for each in await self.due() if _meant(each.effect, kinds, all_but)]:
            for letter in letters:
                await self.carry(letter.id)
        return self.sent[start:]

    async def carry(self, number: LetterId) -> None:
        """Carry one letter: a channel takes it, or says what stands in its way."""
        letter = await self.take(number)
        obstacle = self.broken(letter.effect) or await self._nowhere(letter.effect)
        if obstacle is not None:
            await self.acceptance.refused(letter, Trouble(obstacle=obstacle, detail="said so"), self.clock.now())
            return
        made = await self._made(letter.effect)
        if not made.skipped:
            self.sent.append(letter.effect)
        await self.acceptance.accepted(letter, made, self.clock.now())

    async def _nowhere(self, effect: Effect) -> Obstacle | None:
        """A ticket that has lost its place cannot be written to, nor a customer who has no account."""
        if isinstance(effect, TellCustomer | RelayToCustomer):
            customer = await self.look(lambda tx: tx.customers.get(effect.customer))
            return Obstacle.NEVER_STARTED if customer is None or customer.user_id is None else None
        if not isinstance(effect, RelayToTopic | TellTopic):
            return None
        place = await self.look(lambda tx: tx.places.of(effect.ticket))
        return Obstacle.TOPIC_GONE if place and place.thread is None and place.card is None else None

    async def _made(self, effect: Effect) -> Sent:
        """What a channel makes of it; a topic or card that is there already is not made again."""
        if isinstance(effect, OpenTopic | PostCard):
            place = await self.look(lambda tx: tx.places.of(effect.ticket))
            if place and (place.thread if isinstance(effect, OpenTopic) else place.card):
                return Sent(skipped=True)
        if isinstance(effect, OpenTopic):
            return Sent(thread=ThreadId(next(self.numbers)), writes=1)
        chat = ChatId(PETR) if isinstance(effect, TellCustomer | RelayToCustomer) else GROUP
        messages = len(effect.utterances) if isinstance(effect, RelayToCustomer | RelayToTopic) else 1
        places = (Place(chat=chat, message=MessageId(next(self.numbers))) for _ in range(messages))
        return Sent(places=tuple(places), writes=messages if chat == GROUP else 0)

    async def waiting(self, kind: type[E]) -> list[E]:
        """Letters of this kind that nobody has taken yet, due or not."""
        far = self.clock.now() + timedelta(days=365)
        heads = await self.look(lambda tx: tx.outbox.heads(far, 1000))
        return [each.effect for each in heads if isinstance(each.effect, kind)]

    # Time

    async def passes(self, **time: float) -> list[Effect]:
        """Time goes by; what is due fires and is delivered."""
        self.clock.advance(**time)
        await self.deadlines.sweep(current=True)
        return await self.deliver()

    # People

    def origin(self) -> Origin:
        return Origin(self.clock.now())

    async def stored(self, chat: ChatId, thread: ThreadId | None = None) -> InboxId:
        """An update of this chat has been taken in and waits to be handled."""
        number = next(self.numbers)
        update = Update(
            bot_id=1,
            update_id=number,
            key=str(chat),
            chat=chat,
            thread=thread,
            sent_at=self.clock.now(),
            received_at=self.clock.now(),
            payload="{}",
        )
        (seq,) = await self.do(lambda tx: tx.inbox.store_updates([update]))
        return seq

    async def registers(
        self,
        user: UserId = PETR,
        usage: Usage = Usage.SUBSCRIPTION,
        organisation: str = "ООО «Ромашка»",
        inn: str | None = None,
        product: str = "ics",
    ) -> TicketId:
        """A complete form becomes a ticket; its letters wait."""

        async def unit(tx: Transaction) -> TicketId:
            customer = await tx.customers.by_user(user) or await tx.customers.add(user, "ru", "Europe/Moscow")
            application = Application(
                contact=Contact(name=NAMES.get(user, "Кто-то"), phone="+79000000000", email=f"{user}@example.org"),
                organisation=Organisation(name=organisation, inn=inn),
                usage=usage,
                product=product,
                version="7.9.4 сборка 138",
                version_mark=VersionMark.EXACT,
                version_told="",
                description="Шлюз не загружается после отключения света",
                attachments=0,
            )
            return (await register(tx, self.desk, customer, application, (), self.clock.now())).id

        return await self.do(unit)

    async def files(
        self,
        user: UserId = PETR,
        usage: Usage = Usage.SUBSCRIPTION,
        organisation: str = "ООО «Ромашка»",
        inn: str | None = None,
        product: str = "ics",
    ) -> TicketId:
        """The same, and everybody has heard of it."""
        number = await self.registers(user, usage, organisation, inn, product)
        await self.deliver()
        return number

    def message(self, author: int, chat: int, text: str, **more: Any) -> Message:
        said = Message(
            author=UserId(author),
            name=NAMES.get(UserId(author), ""),
            language="ru",
            place=Place(chat=ChatId(chat), message=MessageId(next(self.numbers))),
            thread=None,
            at=self.clock.now(),
            kind="text",
            text=text,
        )
        return replace(said, **more)

    async def writes(self, user: UserId, text: str, **more: Any) -> Message:
        """A customer writes in the private chat."""
        said = self.message(user, user, text, **more)
        await self.actions.conversation.customer_wrote(self.origin(), said)
        return said

    async def says(self, engineer: EngineerId, number: TicketId, text: str, **more: Any) -> Message:
        """An engineer writes in the ticket's topic."""
        said = self.message(engineer, GROUP, text, thread=await self.thread(number), **more)
        await self.actions.answering.engineer_wrote(self.origin(), said)
        return said

    async def claims(self, engineer: EngineerId, number: TicketId) -> None:
        await self.actions.handling.claim(self.origin(), number, engineer)
        await self.deliver()

    async def answers(self, engineer: EngineerId, number: TicketId, text: str = "Проверьте кабель") -> None:
        """Takes it if need be, writes, and the customer has it."""
        if (await self.ticket(number)).engineer_id != engineer:
            await self.claims(engineer, number)
        await self.says(engineer, number, text)
        await self.deliver()

    async def settles(self, engineer: EngineerId, number: TicketId, text: str = "Отошёл кабель") -> None:
        """Calls it settled; the customer has been asked."""
        await self.actions.resolution.resolve(self.origin(), number, engineer, text)
        await self.deliver()


def _meant(effect: Effect, kinds: Sequence[type[Effect]], all_but: Sequence[type[Effect]]) -> bool:
    return not isinstance(effect, tuple(all_but)) and (not kinds or isinstance(effect, tuple(kinds)))


def of(effects: Sequence[Effect], kind: type[E]) -> list[E]:
    """Those of this kind."""
    return [each for each in effects if isinstance(each, kind)]


def names(effects: Sequence[Effect]) -> list[str]:
    """The names of all texts in them, in order."""
    return [name for each in effects for name in _names(getattr(each, "words", None) or getattr(each, "body", None))]


def text(effect: Effect) -> Text:
    """The one text it says."""
    words = getattr(effect, "words", None)
    assert isinstance(words, Text)
    return words


def _names(words: Words | None) -> Iterator[str]:
    match words:
        case Text(name=name):
            yield name
        case Lines(parts=parts):
            for part in parts:
                yield from _names(part)
        case _:
            return


def lead_copies(effects: Sequence[Effect], lane: str) -> list[str]:
    """What a lead's copy of an alert says now."""
    return [text(each).name for each in of(effects, EditTagged) if each.lane == lane and each.words is not None]
