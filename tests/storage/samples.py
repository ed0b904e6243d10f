"""The people and tickets that storage's tests put into a database."""

import asyncio
import re
import sqlite3
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import asyncpg

from domain.clocks import Clock, Timer
from domain.customer import Category, Channel, Contact, Customer, Evidence, Organisation
from domain.desk import Origin
from domain.effects import Effect, TellUser
from domain.ids import ChatId, MessageId, OrganisationId, TicketId, UserId
from domain.letters import Envelope, Letter, Urgency
from domain.said import Message, Place
from domain.ticket import Cycle, DueReason, Status, Ticket, VersionMark
from domain.words import Text
from storage.addresses import is_postgres
from storage.database import Database
from storage.inbox import Update
from storage.sqlite import path_of
from storage.transaction import Transaction

NOW = datetime(2026, 5, 8, 10, tzinfo=UTC)
GROUP = ChatId(-1001234567890)


class Desk:
    """A database in which something has happened already."""

    def __init__(self, database: Database, url: str) -> None:
        self.database = database
        self.url = url

    async def do(self, unit: Callable[[Transaction], Awaitable[Any]], at: datetime = NOW) -> Any:
        """Run a unit whose origin is of no matter."""
        return await self.database.run(Origin(at), unit)

    def ask(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Look into the tables themselves, as another program would."""
        if is_postgres(self.url):
            with ThreadPoolExecutor(1) as aside:  # a loop of its own, for this one runs already
                return aside.submit(asyncio.run, _asked(self.url, sql, parameters)).result()
        with closing(sqlite3.connect(path_of(self.url))) as connection:
            return connection.execute(sql, parameters).fetchall()

    async def customer(self, user: int = 7) -> Customer:
        customer: Customer = await self.do(lambda tx: tx.customers.add(UserId(user), "ru", "Europe/Moscow"))
        return customer

    async def organisation(self, name: str = "ООО «Ромашка»", inn: str | None = None) -> OrganisationId:
        found: OrganisationId = await self.do(lambda tx: tx.customers.organisation(Organisation(name=name, inn=inn)))
        return found

    async def ticket(self, user: int = 7, name: str = "ООО «Ромашка»", **facts: Any) -> Ticket:
        """Register a ticket of this person and organisation; `facts` are fields that should be different."""
        if "cycle" in facts:  # its clock runs since it became active
            facts = {"activated_at": NOW, **facts}
        customer, organisation = await self.customer(user), await self.organisation(name)

        async def unit(tx: Transaction) -> Ticket:
            await tx.policies.remember("1", "the regulation", NOW)
            number = await tx.tickets.next_number()
            ticket = replace(a_ticket(number, customer, organisation), **facts)
            await tx.tickets.add(ticket)
            return ticket

        made: Ticket = await self.do(unit)
        return made

    async def armed(self, ticket: TicketId, *steps: str, at: datetime = NOW) -> None:
        """Arm timers of the first answer, a minute apart."""
        new = [a_timer(step, at + timedelta(minutes=n)) for n, step in enumerate(steps)]
        await self.do(lambda tx: tx.timers.rearm(ticket, [], new))

    async def post(self, *letters: tuple[Effect, Envelope], now: datetime = NOW) -> None:
        """Post letters, due at once."""

        async def unit(tx: Transaction) -> None:
            for effect, envelope in letters:
                await tx.outbox.post(effect, envelope, now, now + envelope.pause)

        await self.do(unit)

    async def heads(self, now: datetime = NOW, limit: int = 100) -> tuple[Letter, ...]:
        return await self.database.read(lambda tx: tx.outbox.heads(now, limit))


async def _asked(url: str, sql: str, parameters: tuple[object, ...]) -> list[tuple[Any, ...]]:
    numbers = count(1)
    line = await asyncpg.connect(url)
    try:
        return [tuple(row) for row in await line.fetch(re.sub(r"\?", lambda _: f"${next(numbers)}", sql), *parameters)]
    finally:
        await line.close()


def a_ticket(number: TicketId, customer: Customer, organisation: OrganisationId) -> Ticket:
    return Ticket(
        id=number,
        customer_id=customer.id,
        organisation_id=organisation,
        status=Status.QUEUED,
        received_at=NOW,
        channel=Channel.TELEGRAM,
        policy_version="1",
        category=Category.SUBSCRIBER,
        evidence=Evidence.DECLARED,
        contact=Contact(name="Анна", phone="+79990000000", email="anna@example.org"),
        organisation=Organisation(name="ООО «Ромашка»"),
        product="gateway",
        version="16.4",
        version_mark=VersionMark.EXACT,
        description="Не пускает в сеть",
    )


def a_cycle(n: int = 1, due: timedelta | None = timedelta(hours=4), **facts: Any) -> Cycle:
    limit = DueReason(category=Category.SUBSCRIBER, evidence=Evidence.DECLARED, limit=due)
    cycle = Cycle(n=n, started_at=NOW, due_at=None if due is None else NOW + due, reason=limit)
    return replace(cycle, **facts)


def a_timer(step: str, fire_at: datetime = NOW, epoch: int = 1, clock: Clock = Clock.ANSWER) -> Timer:
    return Timer(clock=clock, cycle=1, step=step, epoch=epoch, fire_at=fire_at)


def a_message(text: str = "Добрый день", message: int = 1, chat: int = 7, **facts: Any) -> Message:
    said = Message(
        author=UserId(7),
        name="Анна",
        language="ru",
        place=Place(chat=ChatId(chat), message=MessageId(message)),
        thread=None,
        at=NOW,
        kind="text",
        text=text,
    )
    return replace(said, **facts)


def a_letter(tag: str = "", lane: str = "customer:7", **facts: Any) -> tuple[Effect, Envelope]:
    """Return what `Outbox.post` is given; `facts` are the envelope's."""
    words = TellUser(user=UserId(7), words=Text("hello", {"tag": tag}), tag=tag)
    return words, replace(Envelope(lane=lane, urgency=Urgency.CUSTOMER, tag=tag), **facts)


def an_update(number: int | None, **facts: Any) -> Update:
    update = Update(
        bot_id=1,
        update_id=number,
        key="7",
        chat=ChatId(7),
        thread=None,
        sent_at=NOW,
        received_at=NOW,
        payload=f'{{"update_id": {number}}}',
    )
    return replace(update, **facts)
