"""How an engineer comes to a caller's form: `/new` in private, a button in the group, a card with something missing."""

from actions import calling
from actions.calls import recordable
from actions.desk import Desk
from actions.intake import Intake
from actions.lookups import Asked
from actions.ports import Transaction
from actions.reach import Reach
from actions.record import post
from domain.desk import Origin
from domain.draft import Asking
from domain.effects import TellGroup, TellTopic
from domain.errors import NotYours
from domain.ids import EngineerId, TicketId, UserId
from domain.said import Message
from domain.words import Button, Text

NEW, DATA = "new", "data_"  # payloads of our deep links


class Doors:
    """Forms are filled in alone with the bot: they cost the group no writes and show a caller's data to nobody else."""

    def __init__(self, desk: Desk, intake: Intake, reach: Reach) -> None:
        self._desk = desk
        self._intake = intake
        self._reach = reach

    async def asked_for_form(self, origin: Origin, message: Message) -> None:
        """`/new` by somebody who works here: for a caller, or for oneself? Raises NotYours."""

        async def unit(tx: Transaction) -> None:
            await self._of_ours(tx, message.author)
            author = await self._reach.customer(tx, message, origin.at)
            await self._intake.for_caller(tx, author, origin.at)

        await self._desk.store.run(origin, unit)

    async def completes(self, origin: Origin, message: Message, number: TicketId) -> None:
        """[Complete] on a card: what was missing is asked for. Raises NotYours, NotFound, NotPossible."""

        async def unit(tx: Transaction) -> None:
            await self._of_ours(tx, message.author)
            author = await self._reach.customer(tx, message, origin.at)
            values = await calling.begun_values(tx, self._desk, number)
            await self._intake.for_caller(tx, author, origin.at, values=values)

        await self._desk.store.run(origin, unit)

    async def shown(self, origin: Origin, asked: Asked) -> None:
        """`/new` in the group: the way into the private chat, and nothing else. Raises NotYours."""

        async def unit(tx: Transaction) -> None:
            await self._of_ours(tx, asked.user)
            rows = ((Button(label=Text("button-new-for-caller"), url=f"start:{NEW}"),),)
            words = Text("group-new")
            ticket = await tx.places.ticket_in(asked.chat, asked.thread) if asked.thread is not None else None
            if ticket is not None:
                told = TellTopic(ticket=ticket, words=words, buttons=rows, reply_to=asked.message)
                await post(tx, [told], origin.at)
                return
            thread = int(asked.thread) if asked.thread is not None else None
            said = TellGroup(words=words, buttons=rows, thread=thread, chat=asked.chat, reply_to=asked.message)
            await post(tx, [said], origin.at)

        await self._desk.store.run(origin, unit)

    async def ask_time(self, origin: Origin, ticket: TicketId, by: EngineerId) -> Text | None:
        """[Another time]: when it was answered in the call is typed in private."""

        async def unit(tx: Transaction) -> Text:
            await recordable(tx, self._desk, ticket, by)
            author = await self._intake.customer(tx, UserId(by), None)
            await self._intake.ask(tx, author, Asking.CALLED, ticket, origin.at)
            return Text("toast-when-called")

        return await self._desk.store.run(origin, unit)

    async def _of_ours(self, tx: Transaction, user: UserId) -> None:
        if not await calling.may(tx, self._desk, user):
            raise NotYours
