"""What is due. The database knows; nothing waits in memory, and finding it does not depend on how many tickets exist.

Firing a timer is one unit: it is marked, the facts are looked at again, letters are written.
"""

from datetime import datetime, timedelta
from itertools import groupby

from actions.answer_clock import AnswerClock
from actions.desk import Desk
from actions.ports import Transaction
from actions.silence import SilenceClock
from domain.clocks import Clock
from domain.desk import DueTimer, Origin
from domain.ids import ChatId

AT_ONCE = 500  # timers looked at in one sweep
LOOK_AGAIN = timedelta(seconds=2)  # a deadline that waits for an answer on its way
ANSWERS = frozenset({Clock.ANSWER, Clock.PROMISE})


class Deadlines:
    """The sweep."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._answers = AnswerClock(desk)
        self._silence = SilenceClock(desk)

    async def sweep(self, *, current: bool) -> int:
        """Fire what is due and return how many timers that were.

        `current` is False while updates may still wait at Telegram: an engineer's answer of 11:00 prevents the
        false breach of 11:20, and a customer's word the closing by silence, so nothing fires until they are known.
        """
        if not current:
            return 0
        now = self._desk.clock.now()

        async def look(tx: Transaction) -> tuple[DueTimer, ...]:
            return await tx.timers.due(now, AT_ONCE)

        due = await self._desk.store.read(look)
        groups = [list(group) for _, group in groupby(sorted(due, key=_order), key=lambda t: (t.ticket, t.clock))]
        digest = sum(_deadline(group) is not None for group in groups) > self._desk.policy.alert.digest_above
        for group in groups:
            if await self._word_on_its_way(group[0], now):
                await self._postpone(group, now)
            else:
                await self._fire(group, now, digest=digest)
        return len(due)

    async def _fire(self, group: list[DueTimer], now: datetime, *, digest: bool) -> None:
        """Fire the highest step that is due; the lower ones of the same clock are skipped (C12)."""
        timer = _deadline(group) or group[-1]

        async def unit(tx: Transaction) -> None:
            await tx.timers.fired([each.id for each in group if each.id != timer.id], now)
            ticket = await tx.tickets.locked(timer.ticket)
            if timer.clock in ANSWERS:
                await self._answers.fire(tx, ticket, timer, now, digest=digest)
            else:
                await self._silence.fire(tx, ticket, timer, now)

        await self._desk.store.run(Origin(now, timer=timer.id), unit)

    async def _postpone(self, group: list[DueTimer], now: datetime) -> None:
        async def unit(tx: Transaction) -> None:
            for each in group:
                await tx.timers.postpone(each.id, now + LOOK_AGAIN)

        await self._desk.store.run(Origin(now), unit)

    async def _word_on_its_way(self, timer: DueTimer, now: datetime) -> bool:
        """Whether the word this clock waits for has been said in time and is on its way (C11, C30).

        For the first answer: it waits to be accepted, or an update of its topic to be handled. For the customer's
        silence: an update of their chat waits to be handled.
        """

        async def look(tx: Transaction) -> bool:
            ticket = await tx.tickets.get(timer.ticket)
            if ticket is None:
                return False
            if timer.clock is Clock.SILENCE:
                customer = await tx.customers.get(ticket.customer_id)
                chat = ChatId(customer.user_id) if customer and customer.user_id is not None else None
                return chat is not None and await tx.inbox.unhandled(chat, None, now)
            if timer.clock is not Clock.ANSWER or ticket.cycle is None or ticket.cycle.due_at is None:
                return False
            due = ticket.cycle.due_at
            if await tx.outbox.answer_pending(ticket.id, due):
                return True
            place = await tx.places.of(ticket.id)
            return place is not None and await tx.inbox.unhandled(place.chat, place.thread, due)

        return await self._desk.store.read(look)


def _deadline(group: list[DueTimer]) -> DueTimer | None:
    """Return the missed deadline itself, where it is among the steps of the answer's clock."""
    return next((each for each in group if each.clock is Clock.ANSWER and each.step == "due"), None)


def _order(timer: DueTimer) -> tuple[int, str, datetime]:
    return (timer.ticket, timer.clock, timer.fire_at)
