"""What is due. The database knows; nothing waits in memory, and finding it does not depend on how many tickets exist.

Firing a timer is one unit: it is marked, the facts are looked at again, letters are written.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from itertools import groupby

from actions.answer_clock import AnswerClock
from actions.desk import Desk
from actions.notices import tell_leads
from actions.ports import Transaction
from actions.silence import SilenceClock
from domain.clocks import Clock
from domain.desk import DueTimer, Origin
from domain.ids import ChatId
from domain.quiet import allowed_at
from domain.ticket import Ticket
from domain.words import Text

AT_ONCE = 500  # timers looked at in one sweep
LOOK_AGAIN = timedelta(seconds=2)  # a deadline that waits for an answer on its way
AFTER_TROUBLE = timedelta(minutes=1)  # one that could not fire for a fault of our own
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
        digest = sum(_overdue(_highest(group)) for group in groups) > self._desk.policy.alert.digest_above
        failed: list[Exception] = []
        for group in groups:
            try:
                await self._look_at(group, now, digest=digest)
            except Exception as error:  # noqa: BLE001  one ticket's trouble keeps nobody else's deadline
                failed.append(error)
                with suppress(Exception):  # if not even that can be written, the next sweep tries again
                    await self._postpone(group, now, now + AFTER_TROUBLE)
        if failed:
            with suppress(Exception):  # the log has it in any case
                await self._tell(len(failed), now)
            raise ExceptionGroup("timers that could not fire", failed)
        return len(due)

    async def _tell(self, count: int, now: datetime) -> None:
        """A deadline that cannot fire by our own fault is a lead's to know, once an hour."""

        async def unit(tx: Transaction) -> None:
            await tell_leads(tx, self._desk, "deadlines", Text("lead-deadlines", {"count": count}), now)

        await self._desk.store.run(Origin(now), unit)

    async def _look_at(self, group: list[DueTimer], now: datetime, *, digest: bool) -> None:
        until = await self._waits_until(_highest(group), now)
        if until is not None:
            await self._postpone(group, now, until)
        else:
            await self._fire(group, now, digest=digest)

    async def _fire(self, group: list[DueTimer], now: datetime, *, digest: bool) -> None:
        """Fire the highest step that is due; the lower ones of the same clock are skipped (C12)."""
        timer = _highest(group)

        async def unit(tx: Transaction) -> None:
            await tx.timers.fired([each.id for each in group if each.id != timer.id], now)
            ticket = await tx.tickets.locked(timer.ticket)
            if timer.clock in ANSWERS:
                await self._answers.fire(tx, ticket, timer, now, digest=digest)
            else:
                await self._silence.fire(tx, ticket, timer, now)

        await self._desk.store.run(Origin(now, timer=timer.id), unit)

    async def _postpone(self, group: list[DueTimer], now: datetime, until: datetime) -> None:
        timer = _highest(group)

        async def unit(tx: Transaction) -> None:
            await tx.timers.fired([each.id for each in group if each.id != timer.id], now)
            await tx.timers.postpone(timer.id, until)

        await self._desk.store.run(Origin(now), unit)

    async def _waits_until(self, timer: DueTimer, now: datetime) -> datetime | None:
        """Say when to look again, if the word this clock waits for may be on its way, or the customer is asleep."""

        async def look(tx: Transaction) -> datetime | None:
            ticket = await tx.tickets.get(timer.ticket)
            if ticket is None:
                return None
            if timer.clock is Clock.SILENCE:
                return await self._silence_waits(tx, ticket, timer, now)
            if timer.clock in ANSWERS and await self._answer_on_its_way(tx, ticket, timer):
                return now + LOOK_AGAIN
            return None

        return await self._desk.store.read(look)

    async def _answer_on_its_way(self, tx: Transaction, ticket: Ticket, timer: DueTimer) -> bool:
        """Whether an answer written in time waits to be accepted, or an update of its topic to be handled (C11)."""
        promised = ticket.cycle.due_at if ticket.cycle else None
        due = ticket.promise_due if timer.clock is Clock.PROMISE else promised
        if due is None:
            return False
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
        silence = self._desk.policy.silence
        asked_at = ticket.last_word_at + (silence.remind if timer.step == "remind" else silence.offer_swap)
        morning = allowed_at(asked_at, customer.zone, self._desk.policy.gentle)  # of the day it was due, not of today
        gentle = timer.step != "close" and now < morning < ticket.last_word_at + silence.close
        return morning if gentle else None


def _highest(group: list[DueTimer]) -> DueTimer:
    """Return the step that counts: the missed deadline itself before its repeats, else the last one."""
    missed = (each for each in group if each.step == "due")
    return next(missed, group[-1])


def _overdue(timer: DueTimer) -> bool:
    """Whether it tells leads of something missed."""
    return timer.clock in ANSWERS and not timer.step.startswith("warn")


def _order(timer: DueTimer) -> tuple[int, str, datetime]:
    return (timer.ticket, timer.clock, timer.fire_at)
