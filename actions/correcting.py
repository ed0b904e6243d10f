"""A category that was wrong all along: a lead sets it right, back to the beginning (LIFECYCLE 37; SEMANTICS)."""

from dataclasses import replace

from actions import alerts
from actions.desk import Desk
from actions.handling import at_work, lead_name
from actions.ports import Transaction
from actions.record import post, record
from domain import sla
from domain.customer import Category, Evidence
from domain.desk import Entry, Origin
from domain.effects import Effect, RefreshCard, TellCustomer, TellLead
from domain.errors import AlreadyDone, LeadsOnly, NotPossible
from domain.ids import EngineerId, TicketId, UserId
from domain.lifecycle import Move
from domain.ticket import CORRECTED_LATE, Cycle, Status, Ticket
from domain.words import Moment, Text, Token, topic_link


class Correcting:
    """Leads only; what was breached by the correction alone is nobody's fault."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def menu(self, origin: Origin, ticket_id: TicketId, lead: UserId) -> None:
        """Show the categories under the card. Raises LeadsOnly."""
        if not self._desk.is_lead(lead):
            raise LeadsOnly

        async def unit(tx: Transaction) -> None:
            await at_work(tx, EngineerId(lead))
            await post(tx, [RefreshCard(ticket=ticket_id, menu="correct")], origin.at)

        await self._desk.store.run(origin, unit)

    async def correct(self, origin: Origin, ticket_id: TicketId, lead: UserId, category: Category) -> Text | None:
        """The deadline is counted anew from where it began. Raises LeadsOnly, AlreadyDone, NotPossible."""
        if not self._desk.is_lead(lead):
            raise LeadsOnly

        async def unit(tx: Transaction) -> Text:
            ticket = await tx.tickets.locked(ticket_id)
            if ticket.status is Status.AWAITING_LEAD:
                raise NotPossible(ticket.id, ticket.status, Move.ENTITLE)
            if not ticket.live:
                raise AlreadyDone
            right = replace(ticket, category=category, evidence=Evidence.LEAD)
            after = sla.corrected(right, self._desk.policy, origin.at)
            who, policy = f"lead:{lead}", self._desk.policy
            effects: list[Effect] = [*self._told(ticket, after), RefreshCard(ticket=ticket.id)]
            await record(
                tx, ticket, after, event="corrected", by=who, at=origin.at, policy=policy, effects=effects, why=category
            )
            late = after.cycle is not None and after.cycle.reason.cause == CORRECTED_LATE
            if late:
                await tx.journal.write(
                    Entry(
                        ticket=after.id,
                        at=origin.at,
                        event="breach_retroactive",
                        by=who,
                        was=after.status,
                        now=after.status,
                    )
                )
            by = await lead_name(tx, self._desk, lead)
            words = Text(
                "lead-corrected",
                {
                    "number": int(after.id),
                    "category": Token(category),
                    "lead": by,
                    "due": Token(_moved(ticket.cycle, after.cycle)),
                },
            )
            if not (after.cycle and sla.breached(after.cycle, origin.at)):
                await alerts.settle(tx, self._desk, after, words, origin.at, by=lead)
            told = [
                TellLead(lead=each, words=words, ticket=after.id, buttons=topic_link(after.id))
                for each in self._desk.leads
            ]
            await post(tx, told, origin.at)
            return Text("toast-corrected")

        return await self._desk.store.run(origin, unit)

    @staticmethod
    def _told(before: Ticket, after: Ticket) -> list[TellCustomer]:
        """The customer hears if what they were promised has moved."""
        number = int(after.id)
        match _moved(before.cycle, after.cycle) if after.awaits_first_answer else "same":
            case "moved" if after.cycle and after.cycle.due_at:
                words = Text("ticket-corrected", {"number": number, "due": Moment(after.cycle.due_at)})
            case "late" if after.cycle and after.cycle.due_at:
                words = Text("ticket-corrected-late", {"number": number, "due": Moment(after.cycle.due_at)})
            case "none":
                words = Text("ticket-corrected-unlimited", {"number": number})
            case _:
                return []
        return [TellCustomer(customer=after.customer_id, ticket=after.id, words=words)]


def _moved(before: Cycle | None, after: Cycle | None) -> str:
    if before is None or after is None or before.due_at == after.due_at:
        return "same"
    if after.due_at is None:
        return "none"
    return "late" if after.reason.cause == CORRECTED_LATE else "moved"
