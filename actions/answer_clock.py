"""The clock of the first answer strikes: warnings, the missed deadline, repeats, a broken promise (R2, R8)."""

from dataclasses import replace
from datetime import datetime, timedelta

from actions.desk import Desk
from actions.ports import Transaction
from actions.record import post
from domain import resolution
from domain.clocks import Clock
from domain.desk import DueTimer, Entry
from domain.effects import AlertDigest, AlertLead, EditTagged, Outage, RefreshCard, TellCustomer, WarnEngineer
from domain.ids import AlertId, TicketId
from domain.letters import address, lead_lane
from domain.policy import Tell
from domain.quiet import is_quiet
from domain.sla import left
from domain.ticket import Ticket
from domain.words import Moment, Text, topic_link

LATE = timedelta(minutes=1)  # noticed so much later, an alert says why
DIGEST_PAUSE = timedelta(seconds=10)  # for the rest of a crowd to join the list


class AnswerClock:
    """What happens at each step."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def fire(self, tx: Transaction, ticket: Ticket, timer: DueTimer, now: datetime, *, digest: bool) -> None:
        """One step of the clock, the facts looked at again."""
        cycle = ticket.cycle
        if cycle is None or cycle.due_at is None or not ticket.awaits_first_answer or cycle.n != timer.cycle:
            return
        due = ticket.promise_due if timer.clock is Clock.PROMISE else cycle.due_at
        if due is None or int(due.timestamp()) != timer.epoch:
            return  # an old deadline's timer
        if timer.step.startswith("warn"):
            await self._warn(tx, ticket, int(timer.step.removeprefix("warn")), left(cycle, self._desk.policy, now), now)
        elif timer.step != "due":
            await self._remind(tx, ticket, now, digest=digest)
        elif timer.clock is Clock.PROMISE:
            await self._promise_broken(tx, ticket, now, digest=digest)
        else:
            await self._breach(tx, ticket, due, now, digest=digest)

    async def _warn(self, tx: Transaction, ticket: Ticket, step: int, time_left: timedelta, now: datetime) -> None:
        warnings = self._desk.policy.warnings[ticket.category]
        if step >= len(warnings) or time_left < warnings[step].before / 10:  # the deadline itself is about to speak
            return
        if Tell.ENGINEER in warnings[step].tell:
            await post(tx, [WarnEngineer(ticket=ticket.id, engineer=ticket.engineer_id)], now)
        if Tell.LEAD in warnings[step].tell:
            alert = await tx.alerts.raise_(ticket.id, "soon", now)
            await self._alert(tx, ticket, alert, now)

    async def _breach(self, tx: Transaction, ticket: Ticket, due: datetime, now: datetime, *, digest: bool) -> None:
        """The promise is broken, at `due`, however late anyone looked: once (C12, C14)."""
        await tx.journal.write(
            Entry(ticket=ticket.id, at=now, event="breached", by="clock", was=ticket.status, now=ticket.status)
        )
        for earlier in await tx.alerts.open_of(ticket.id):
            await tx.alerts.settle(earlier.id, None, now)
            await self._disarm(tx, ticket, earlier.id, now)
        alert = await tx.alerts.raise_(ticket.id, "breach", now)
        await self._alert(tx, ticket, alert, now, digest=digest, outage=await self._outage(tx, due, now))
        await post(tx, [RefreshCard(ticket=ticket.id, lazily=True)], now)
        if self._desk.policy.tell_customer_of_breach:
            words = Text(
                "ticket-late",
                {
                    "number": int(ticket.id),
                    "due": Moment(due),
                    "phone": self._desk.policy.contacts.support.emergency_phone,
                },
            )
            to_lead = resolution.to_lead(ticket)
            told = TellCustomer(customer=ticket.customer_id, ticket=ticket.id, words=words, buttons=to_lead)
            await post(tx, [told], now)

    async def _remind(self, tx: Transaction, ticket: Ticket, now: datetime, *, digest: bool) -> None:
        """Nobody has answered or taken it on yet: the same alert again."""
        alerts = await tx.alerts.open_of(ticket.id)
        if alerts:
            silent = is_quiet(now, self._desk.zone, self._desk.policy.gentle)
            await self._disarm(tx, ticket, alerts[-1].id, now)
            await self._alert(tx, ticket, alerts[-1].id, now, digest=digest, silent=silent)

    async def _disarm(self, tx: Transaction, ticket: Ticket, alert: AlertId, now: datetime) -> None:
        """A newer copy has the buttons: in one chat there is one place to act."""
        link = topic_link(ticket.id)
        copies = [
            EditTagged(lane=lead_lane(lead), tag=f"alert:{alert}", words=None, buttons=link)
            for lead in self._desk.leads
        ]
        await post(tx, copies, now)

    async def _alert(
        self,
        tx: Transaction,
        ticket: Ticket,
        alert: AlertId,
        now: datetime,
        *,
        digest: bool = False,
        outage: Outage | None = None,
        silent: bool = False,
    ) -> None:
        """One alert, a letter to each lead; buttons under each. Of a crowd, a line in each lead's list."""
        if digest:
            await self._join_digest(tx, ticket.id, now, outage)
            return
        letters = [
            AlertLead(lead=lead, ticket=ticket.id, alert=alert, tag=f"alert:{alert}", known_late=outage, silent=silent)
            for lead in self._desk.leads
        ]
        await post(tx, letters, now)

    async def _join_digest(self, tx: Transaction, ticket: TicketId, now: datetime, outage: Outage | None) -> None:
        """Many at once are one list: each unit adds its ticket to the letter that waits (C47)."""
        for lead in self._desk.leads:
            key = f"digest:{lead}"
            waiting = await tx.outbox.waiting(key)
            effect = AlertDigest(lead=lead, tickets=(ticket,), known_late=outage)
            if isinstance(waiting, AlertDigest):
                listed = dict.fromkeys((*waiting.tickets, ticket))
                effect = replace(waiting, tickets=tuple(listed), known_late=outage or waiting.known_late)
            await tx.outbox.post(effect, replace(address(effect), merge_key=key), now, now + DIGEST_PAUSE)

    async def _outage(self, tx: Transaction, due: datetime, now: datetime) -> Outage | None:
        """Why we look so late, if the desk was not running at the deadline."""
        known = await tx.facts.get("outage")
        if known is None or now - due < LATE:
            return None
        since, _, until = known.partition(" ")
        outage = Outage(datetime.fromisoformat(since), datetime.fromisoformat(until))
        return outage if outage.since <= due + LATE and due <= outage.until else None

    async def _promise_broken(self, tx: Transaction, ticket: Ticket, now: datetime, *, digest: bool) -> None:
        """Once for each promise; it stays with the ticket, for the alert's words and the repeats."""
        await tx.journal.write(
            Entry(ticket=ticket.id, at=now, event="promise_broken", by="clock", was=ticket.status, now=ticket.status)
        )
        alert = await tx.alerts.raise_(ticket.id, "promise", now)
        await self._alert(tx, ticket, alert, now, digest=digest)
