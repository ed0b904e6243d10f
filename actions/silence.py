"""Who keeps silent: the customer (a reminder, then closing, R24), or we ourselves (neglect)."""

import secrets
from datetime import datetime

from actions import escalation
from actions.desk import Desk
from actions.mailing import way_back
from actions.ports import Transaction
from actions.record import decided, post
from actions.registering import gate_card
from domain import contacts, resolution
from domain.caller import in_telegram
from domain.clocks import MISSED, Clock, closing
from domain.desk import DueTimer, Entry
from domain.effects import EditTagged, SendEmail, TellCustomer, TellLead, TellTopic
from domain.letters import lead_lane
from domain.ticket import CUSTOMERS_BALL, Status, Ticket
from domain.words import Button, Moment, Press, Text, topic_link


class SilenceClock:
    """What happens at each step."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def fire(self, tx: Transaction, ticket: Ticket, timer: DueTimer, now: datetime) -> None:
        """One step of a clock, the facts looked at again."""
        if timer.clock is Clock.SILENCE:
            await self._silence(tx, ticket, timer, now)
        elif timer.clock is Clock.NEGLECT:
            await self._neglect(tx, ticket, now)
        else:
            await self._reminded(tx, ticket, timer, now)

    async def _silence(self, tx: Transaction, ticket: Ticket, timer: DueTimer, now: datetime) -> None:
        word = ticket.last_word_at
        if word is None or int(word.timestamp()) != timer.epoch:
            return
        policy = self._desk.policy
        if timer.step == "close":
            decision = resolution.time_out(ticket, policy, now)
            if decision is not None:
                await decided(tx, ticket, decision, by="clock", at=now, policy=policy)
                await post(tx, await self._letter(tx, ticket, now), now)
            elif ticket.status in CUSTOMERS_BALL and (close := closing(ticket, policy)) is not None:
                await tx.timers.postpone(timer.id, close + MISSED)  # the policy has become more patient meanwhile
        elif timer.step == "remind":
            decision = resolution.reminder(ticket, policy)
            if decision is not None:
                await decided(tx, ticket, decision, by="clock", at=now, policy=policy)
        else:
            await self._offer_swap(tx, ticket, now)

    async def _letter(self, tx: Transaction, ticket: Ticket, now: datetime) -> list[SendEmail | TellTopic]:
        """R24: the letter, with a link that brings its reader back to the ticket; without an address, a call."""
        customer = await tx.customers.get(ticket.customer_id)
        if not ticket.contact.email:
            if in_telegram(customer):
                return []
            words = Text("topic-only-phone", {"phone": contacts.spoken(ticket.contact.phone)})
            return [TellTopic(ticket=ticket.id, words=words)]
        if in_telegram(customer) or not (key := await way_back(tx, ticket, now)):
            key = f"t{ticket.id}-{secrets.token_hex(8)}"
            await tx.facts.put(f"link:{key}", str(int(ticket.id)))
        language = customer.language if customer else self._desk.language
        return [resolution.time_out_letter(ticket, self._desk.policy, language, key)]

    async def _offer_swap(self, tx: Transaction, ticket: Ticket, now: datetime) -> None:
        """The customer is waited for, and another of their questions waits behind: offer to change places (C26)."""
        line = await tx.tickets.line(ticket.customer_id, ticket.organisation_id)
        if not line or ticket.status not in CUSTOMERS_BALL:
            return
        number, other = int(ticket.id), int(line[0].id)
        words = Text("ticket-offer-swap", {"number": number, "other": other})
        first = Button(label=Text("button-first", {"number": other}), press=Press.FIRST, subject=other)
        told = TellCustomer(customer=ticket.customer_id, ticket=ticket.id, words=words, buttons=((first,),))
        await post(tx, [told], now)

    async def _neglect(self, tx: Transaction, ticket: Ticket, now: datetime) -> None:
        """We owe the next word and have been silent: it never closes, somebody hears of it (24, C34)."""
        since = ticket.last_word_at or ticket.activated_at
        if ticket.status is not Status.OPEN or since is None or now <= since + self._desk.policy.silence.neglect:
            return
        await tx.journal.write(
            Entry(ticket=ticket.id, at=now, event="neglected", by="clock", was=ticket.status, now=ticket.status)
        )
        number = int(ticket.id)
        words = Text("topic-neglected", {"since": Moment(since)})
        told = Text(
            "lead-neglected", {"number": number, "organisation": ticket.organisation.name, "since": Moment(since)}
        )
        leads = [
            TellLead(lead=lead, words=told, ticket=ticket.id, buttons=topic_link(ticket.id))
            for lead in self._desk.leads
        ]
        await post(tx, [TellTopic(ticket=ticket.id, words=words, mention=ticket.engineer_id, urgent=True), *leads], now)

    async def _reminded(self, tx: Transaction, ticket: Ticket, timer: DueTimer, now: datetime) -> None:
        """The developers' time has passed (26), or the lead has not decided for a day (7): they are reminded."""
        if ticket.status is Status.AWAITING_LEAD and timer.clock is Clock.GATE:
            words = Text("ticket-gate-waits", {"number": int(ticket.id)})
            waits = TellCustomer(
                customer=ticket.customer_id, ticket=ticket.id, words=words, buttons=resolution.to_lead(ticket)
            )
            proof = await tx.registry.proof(ticket.id)
            again = [gate_card(ticket, lead, self._desk.policy, proof) for lead in self._desk.leads]
            tag, link = f"gate:{ticket.id}", topic_link(ticket.id)
            earlier = [EditTagged(lane=lead_lane(lead), tag=tag, words=None, buttons=link) for lead in self._desk.leads]
            await post(tx, [*earlier, waits, *again] if timer.step == "day1" else [*earlier, *again], now)
        if timer.clock is Clock.ESCALATION:
            await escalation.time_passed(tx, self._desk, ticket, timer, now)
