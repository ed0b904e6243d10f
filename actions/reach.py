"""Whether Telegram reaches a customer: whoever writes is back, who blocks the bot is told of (LIFECYCLE 38)."""

from dataclasses import replace
from datetime import datetime

from actions.desk import Desk
from actions.intake import Intake
from actions.ports import Transaction
from actions.record import post
from domain.customer import Customer
from domain.desk import Origin
from domain.effects import RefreshCard, TellTopic
from domain.ids import UserId
from domain.said import Message
from domain.words import Text, Token


class Reach:
    """The customer behind an account."""

    def __init__(self, desk: Desk, intake: Intake) -> None:
        self._desk = desk
        self._intake = intake

    async def customer(self, tx: Transaction, message: Message, at: datetime) -> Customer:
        """Whoever writes is a customer from now on; who had blocked the bot is back (38)."""
        customer = await self._intake.customer(tx, message.author, message.language)
        if customer.reachable:
            return customer
        customer = replace(customer, reachable=True)
        await tx.customers.save(customer)
        for ticket in await tx.tickets.live_of(customer.id):
            words = TellTopic(ticket=ticket.id, words=Text("topic-reachable"))
            await post(tx, [words, RefreshCard(ticket=ticket.id, lazily=True)], at)
        return customer

    async def reachable(self, origin: Origin, user: UserId, *, reachable: bool) -> None:
        """The customer blocked the bot, or came back (38)."""

        async def unit(tx: Transaction) -> None:
            customer = await tx.customers.by_user(user)
            if customer is None or customer.reachable is reachable:
                return
            await tx.customers.save(replace(customer, reachable=reachable))
            words = Text("topic-reachable") if reachable else Text("topic-unreachable", {"why": Token("blocked")})
            for ticket in await tx.tickets.live_of(customer.id):
                told = TellTopic(ticket=ticket.id, words=words)
                await post(tx, [told, RefreshCard(ticket=ticket.id, lazily=True)], origin.at)

        await self._desk.store.run(origin, unit)
