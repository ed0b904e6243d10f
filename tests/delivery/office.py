"""Delivery at work: a real database and a real desk, a Telegram that remembers, and a clock that waits for us."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from actions.acceptance import Acceptance
from actions.desk import Desk
from actions.record import post
from bot.delivery.compose import Composer
from bot.delivery.files import Exports
from bot.delivery.limits import Limits
from bot.delivery.mail import Mailer
from bot.delivery.ports import Acceptance as AcceptancePort
from bot.delivery.worker import Delivery
from domain.customer import Contact, Customer, Organisation
from domain.desk import Group, Origin, TicketPlace
from domain.effects import Effect
from domain.ids import ChatId, MessageId, UserId
from domain.said import Message, Place, Side, Standing, Utterance
from domain.ticket import Ticket
from storage.database import Database
from storage.transaction import Transaction
from tests.delivery import samples
from tests.fakes.clock import FakeClock
from tests.fakes.desk import desk_at
from tests.fakes.telegram import FakeTelegram

T = TypeVar("T")


@dataclass
class Office:
    """What a test of delivery has at hand."""

    database: Database
    desk: Desk
    clock: FakeClock
    telegram: FakeTelegram
    limits: Limits
    delivery: Delivery

    async def do(self, unit: Callable[[Transaction], Awaitable[T]]) -> T:
        return await self.database.run(Origin(self.clock.now()), unit)  # type: ignore[return-value]  # never handled before

    async def posts(self, *effects: Effect) -> None:
        await self.do(lambda tx: post(tx, effects, self.clock.now()))

    async def customer(self, user: int = 1001, name: str = "Пётр Петров", email: str = "petr@example.org") -> Customer:
        async def unit(tx: Transaction) -> Customer:
            made = await tx.customers.add(UserId(user), "ru", "Europe/Moscow")
            contact = Contact(name=name, phone="+79000000000", email=email)
            await tx.customers.save(replace(made, contact=contact))
            return replace(made, contact=contact)

        return await self.do(unit)

    async def ticket(self, customer: Customer, place: TicketPlace | None = samples.PLACE, **facts: Any) -> Ticket:
        """Register a ticket; it is shown where `place` says (its number is the ticket's)."""

        async def unit(tx: Transaction) -> Ticket:
            organisation = await tx.customers.organisation(Organisation(name=f"ООО «Ромашка {customer.id}»"))
            await tx.policies.remember("1", "the regulation", self.clock.now())
            number = await tx.tickets.next_number()
            made = samples.ticket(id=number, customer_id=customer.id, organisation_id=organisation, **facts)
            await tx.tickets.add(made)
            if place is not None:
                await tx.places.put(
                    replace(place, ticket=number, thread=place.thread and type(place.thread)(number + 500))
                )
            return made

        return await self.do(unit)

    async def bind(self, group: Group = samples.FORUM) -> None:
        await self.do(lambda tx: tx.places.bind(group))

    async def hears(self, ticket: Ticket, number: int, text: str = "Здравствуйте", **facts: Any) -> Utterance:
        """The customer of the ticket has written something."""
        message = Message(
            author=UserId(1001),
            name="Пётр",
            language="ru",
            place=Place(chat=ChatId(1001), message=MessageId(number)),
            thread=None,
            at=self.clock.now(),
            kind="text",
            text=text,
        )
        return await self.do(
            lambda tx: tx.utterances.add(replace(message, **facts), Side.CUSTOMER, Standing.PUBLIC, ticket.id)
        )

    async def unsent(self) -> int:
        counts = await self.database.read(lambda tx: tx.outbox.counts())
        return sum(each.letters for each in counts)

    async def until(self, so: Callable[[], Awaitable[bool]]) -> None:
        """Wait until it is so; looked at after every commit that touches the outbox."""
        stirred = asyncio.Event()
        self.database.subscribe(stirred.set)
        while True:
            stirred.clear()
            if await so():
                return
            await stirred.wait()

    async def delivered(self, left: int = 0) -> None:
        """Wait until no more than so many letters are unsent."""

        async def so() -> bool:
            return await self.unsent() <= left

        await self.until(so)

    async def waits(self, error: str) -> None:
        """Wait until a letter was put back into its lane for this reason."""

        async def so() -> bool:
            return error in await self.errors()

        await self.until(so)

    async def errors(self) -> list[str]:
        """Why letters wait or were given up."""
        with closing(sqlite3.connect(self.database.path)) as connection:
            return [error for (error,) in connection.execute("SELECT error FROM outbox WHERE error <> ''")]

    async def tried(self, times: int) -> None:
        """Wait until a letter has been tried so often in vain."""

        async def so() -> bool:
            with closing(sqlite3.connect(self.database.path)) as connection:
                (most,) = connection.execute("SELECT max(attempts) FROM outbox").fetchone()
                return bool(most >= times)

        await self.until(so)

    def later(self, **by: float) -> None:
        """Time passes, and delivery looks at the clock."""
        self.clock.advance(**by)
        self.delivery._stirred.set()


@asynccontextmanager
async def office_at(
    path: Path,
    *,
    scale: float = 0.0,
    acceptance: AcceptancePort | None = None,
    bound: bool = True,
    runs: bool = True,
    exports: Exports | None = None,
) -> AsyncIterator[Office]:
    """Open one on a database file; `runs` unless the test starts delivery itself."""
    clock, telegram = FakeClock(), FakeTelegram()
    async with desk_at(path, clock) as (database, desk):
        limits = Limits(scale)
        delivery = Delivery(
            store=database,
            acceptance=acceptance or Acceptance(desk),
            bot=telegram.bot(),
            composer=Composer(samples.texts(clock), desk.policy, desk.language, desk.zone),
            limits=limits,
            mailer=Mailer(None, None),
            clock=clock,
            exports=exports,
        )
        office = Office(database, desk, clock, telegram, limits, delivery)
        if bound:
            await office.bind()
        async with at_work(delivery if runs else None):
            yield office


@asynccontextmanager
async def at_work(delivery: Delivery | None) -> AsyncIterator[None]:
    """Let it run while the block lasts."""
    if delivery is None:
        yield
        return
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(delivery.run())
        try:
            yield
        finally:
            await delivery.drain(5)
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
