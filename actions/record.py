"""Writes a decision down: the ticket, one line of the journal, its timers and its letters, all in one commit."""

from collections.abc import Iterable
from datetime import datetime

from actions.ports import Transaction
from domain import sla
from domain.clocks import timers
from domain.decision import Decision
from domain.desk import Entry
from domain.effects import Effect
from domain.letters import address
from domain.policy import Policy
from domain.ticket import Promise, Ticket


async def post(tx: Transaction, effects: Iterable[Effect], at: datetime) -> None:
    """Put effects into the outbox, in order."""
    for effect in effects:
        envelope = address(effect)
        await tx.outbox.post(effect, envelope, at, at + envelope.pause)


async def record(
    tx: Transaction,
    before: Ticket | None,
    after: Ticket,
    *,
    event: str,
    by: str,
    at: datetime,
    policy: Policy,
    effects: Iterable[Effect] = (),
    why: str = "",
    hand_on: bool = True,
) -> None:
    """Write one decision. A slot that it frees is handed on in this same unit (LIFECYCLE 11)."""
    if before is None:
        await tx.tickets.add(after)
    elif before != after:
        await tx.tickets.save(after)
    await tx.journal.write(
        Entry(
            ticket=after.id,
            at=at,
            event=event,
            by=by,
            was=before.status if before else "",
            now=after.status,
            why=why,
        )
    )
    if after.cycle is not None and (before is None or _promised(before) != _promised(after)):
        given = Promise(
            cycle=after.cycle.n,
            at=at,
            due_at=after.cycle.due_at,
            reason=after.cycle.reason,
            policy_version=policy.version,
        )
        await tx.registry.promise(after.id, given)
    had = timers(before, policy) if before else frozenset()
    has = timers(after, policy)
    if had != has:
        await tx.timers.rearm(after.id, had - has, has - had)
    await post(tx, effects, at)
    if hand_on and before and before.holds_slot and not after.holds_slot:
        await next_in_line(tx, after, at=at, policy=policy)


def _promised(ticket: Ticket) -> tuple[object, ...]:
    cycle = ticket.cycle
    return (cycle.n, cycle.due_at, cycle.reason) if cycle else ()


async def decided(
    tx: Transaction, before: Ticket | None, decision: Decision, *, by: str, at: datetime, policy: Policy
) -> Ticket:
    """Write what a rule has decided and return the ticket as it is now."""
    await record(
        tx,
        before,
        decision.ticket,
        event=decision.event,
        by=by,
        at=at,
        policy=policy,
        effects=decision.effects,
        why=decision.why,
    )
    return decision.ticket


async def next_in_line(tx: Transaction, of: Ticket, *, at: datetime, policy: Policy) -> None:
    """Give a free slot to the first who waits for it: returned ones first, then by time, then by number."""
    line = await tx.tickets.line(of.customer_id, of.organisation_id)
    waiting = [ticket for ticket in line if ticket.id != of.id]
    if waiting and await tx.tickets.slot_holder(of.customer_id, of.organisation_id) is None:
        await decided(tx, waiting[0], sla.activate(waiting[0], policy, at), by="clock", at=at, policy=policy)


async def settled_in(tx: Transaction, ticket: Ticket, *, at: datetime, policy: Policy, cause: str) -> Ticket:
    """Activate a queued ticket at once where its slot is free, without a word of its own (the caller has said it)."""
    if await tx.tickets.slot_holder(ticket.customer_id, ticket.organisation_id) is not None:
        return ticket
    decision = sla.activate(ticket, policy, at, cause=cause, announce=False)
    return await decided(tx, ticket, decision, by="clock", at=at, policy=policy)
