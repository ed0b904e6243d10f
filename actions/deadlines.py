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
from domain.quiet import allowed_at
from domain.ticket import Ticket

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
            until = await self._waits_until(_deadline(group) or group[-1], now)
            if until is not None:
                await self._postpone(group, now, until)
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

    async def _postpone(self, group: list[DueTimer], now: datetime, until: datetime) -> None:
        async def unit(tx: Transaction) -> None:
            for each in group:
                await tx.timers.postpone(each.id, until)

        await self._desk.store.run(Origin(now), unit)

    async def _waits_until(self, timer: DueTimer, now: datetime) -> datetime | None:
        """Say when to look again, if the word this clock waits for may be on its way, or the customer is asleep."""

        async def look(tx: Transaction) -> datetime | None:
            ticket = await tx.tickets.get(timer.ticket)
            if ticket is None:
                return None
            if timer.clock is Clock.SILENCE:
                return await self._silence_waits(tx, ticket, timer, now)
            if timer.clock is Clock.ANSWER and await self._answer_on_its_way(tx, ticket):
                return now + LOOK_AGAIN
            return None

        return await self._desk.store.read(look)

    async def _answer_on_its_way(self, tx: Transaction, ticket: Ticket) -> bool:
        """Whether an answer written in time waits to be accepted, or an update of its topic to be handled (C11)."""
        if ticket.cycle is None or ticket.cycle.due_at is None:
            return False
        due = ticket.cycle.due_at
        if await tx.outbox.answer_pending(ticket.id, due):
            return True
        place = await tx.places.of(ticket.id)
        return place is not None and await tx.inbox.unhandled(place.chat, place.thread, due)

    async def _silence_waits(self, tx: Transaction, ticket: Ticket, timer: DueTimer, now: datetime) -> datetime | None:
        """The customer's word may be in the inbox (C30); reminders keep to their day, unless it would be too late."""
        customer = await tx.customers.get(ticket.customer_id)
        if customer is None or ticket.last_word_at is None:
            return None
        if customer.user_id is not None and await tx.inbox.unhandled(ChatId(customer.user_id), None, now):
            return now + LOOK_AGAIN
        policy = self._desk.policy
        morning = allowed_at(now, customer.zone, policy.gentle)
        gentle = timer.step != "close" and now < morning < ticket.last_word_at + policy.silence.close
        return morning if gentle else None


def _deadline(group: list[DueTimer]) -> DueTimer | None:
    """Return the missed deadline itself, where it is among the steps of the answer's clock."""
    return next((each for each in group if each.clock is Clock.ANSWER and each.step == "due"), None)


def _order(timer: DueTimer) -> tuple[int, str, datetime]:
    return (timer.ticket, timer.clock, timer.fire_at)
