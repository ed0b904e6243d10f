"""The private chat's commands and the form's buttons."""

from datetime import datetime

from actions import linking
from actions.desk import Desk
from actions.intake import Intake
from actions.links import is_key
from actions.lookups import Lookups
from actions.ports import Transaction
from actions.reach import Reach
from actions.record import post
from actions.resolution import Resolution
from actions.sorting import Sorting
from domain import resolution
from domain.customer import Customer
from domain.desk import Origin
from domain.draft import Asking
from domain.effects import TellCustomer
from domain.errors import AlreadyDone
from domain.ids import ChatId, TicketId, UserId
from domain.said import Message
from domain.ticket import Status
from domain.words import Text


class PrivateChat:
    """What is asked for there, other than by plain words."""

    def __init__(
        self, desk: Desk, intake: Intake, reach: Reach, sorting: Sorting, resolution_: Resolution, lookups: Lookups
    ) -> None:
        self._desk = desk
        self._intake = intake
        self._reach = reach
        self._sorting = sorting
        self._resolution = resolution_
        self._lookups = lookups

    async def started(self, origin: Origin, message: Message, payload: str) -> None:
        """`/start`: the form; with a letter's key, the ticket it belongs to; with tickets at work, where they stand."""

        async def unit(tx: Transaction) -> None:
            customer = await self._reach.customer(tx, message, origin.at)
            if payload and await self._by_link(tx, customer, payload, origin.at):
                return
            live = await tx.tickets.live_of(customer.id)
            if live and not await tx.drafts.pending(message.author, message.place.chat, None):
                await self._lookups.overview(tx, customer, origin.at)
            else:
                await self._intake.began(tx, customer, origin.at, payload)

        await self._desk.store.run(origin, unit)

    async def asked_for_form(self, origin: Origin, message: Message) -> None:
        """`/new`: the form, whatever else is going on."""

        async def unit(tx: Transaction) -> None:
            customer = await self._reach.customer(tx, message, origin.at)
            await self._intake.began(tx, customer, origin.at)

        await self._desk.store.run(origin, unit)

    async def asked_for_profile(self, origin: Origin, message: Message) -> None:
        """`/profile`: what is kept, and how to change it."""

        async def unit(tx: Transaction) -> None:
            customer = await self._reach.customer(tx, message, origin.at)
            await self._intake.profile(tx, customer, origin.at)

        await self._desk.store.run(origin, unit)

    async def cancelled(self, origin: Origin, message: Message) -> None:
        """`/cancel`: what is being asked is asked no more."""

        async def unit(tx: Transaction) -> None:
            customer = await self._reach.customer(tx, message, origin.at)
            drafts = await tx.drafts.pending(message.author, message.place.chat, None)
            if not drafts:
                await post(tx, [TellCustomer(customer=customer.id, words=Text("nothing-to-cancel"))], origin.at)
            elif drafts[0].asking is Asking.WHICH:
                await tx.drafts.drop(drafts[0])
                await tx.utterances.forget(drafts[0].utterances)
                await post(tx, [TellCustomer(customer=customer.id, words=Text("which-cancelled"))], origin.at)
            else:
                await self._intake.said(tx, customer, drafts[0], message, origin.at)

        await self._desk.store.run(origin, unit)

    async def unknown_command(self, origin: Origin, message: Message) -> None:
        """No such command: said kindly; a form keeps its place."""

        async def unit(tx: Transaction) -> None:
            customer = await self._reach.customer(tx, message, origin.at)
            drafts = await tx.drafts.pending(message.author, message.place.chat, None)
            if drafts and drafts[0].asking is Asking.FORM:
                await self._intake.said(tx, customer, drafts[0], message, origin.at)
                return
            command = message.text.split()[0][:32]
            words = Text("unknown-command", {"command": command})
            await post(tx, [TellCustomer(customer=customer.id, words=words)], origin.at)

        await self._desk.store.run(origin, unit)

    async def tapped(self, origin: Origin, user: UserId, rev: int, arg: str) -> Text | None:
        """A button under a question of the form. An old one says that its step is done. Raises AlreadyDone."""

        async def unit(tx: Transaction) -> Text | None:
            customer = await self._intake.customer(tx, user, None)
            drafts = await tx.drafts.pending(user, ChatId(user), None)
            draft = next((each for each in drafts if each.asking is not Asking.WHICH and each.rev == rev), None)
            if draft is None:
                raise AlreadyDone
            act, _, value = arg.partition(".")
            end = await self._intake.tapped(tx, customer, draft, act, value, origin.at)
            await self._sorting.ended(tx, customer, draft, end, origin.at)
            return None

        return await self._desk.store.run(origin, unit)

    async def _by_link(self, tx: Transaction, customer: Customer, payload: str, at: datetime) -> bool:
        """The link of a letter: only for whose ticket it is, whatever key was guessed."""
        if is_key(payload):
            key = await linking.opened(tx, self._desk, customer, payload, at)
            if key is not None:
                await self._intake.ask(tx, customer, Asking.LINK, key.ticket, at, {"digest": key.digest})
            return True
        found = await tx.facts.get(f"link:{payload}")
        ticket = await tx.tickets.get(TicketId(int(found))) if found else None
        if ticket is None or ticket.customer_id != customer.id:
            return False
        if ticket.status is Status.CLOSED and not resolution.refused_already(ticket):
            await self._resolution.reopened(tx, await tx.tickets.locked(ticket.id), at)
        else:
            await self._lookups.overview(tx, customer, at)
        return True
