"""A ticket is held against what the registry says now: released, or answered sooner (10, 37; C19, C20)."""

from dataclasses import replace
from datetime import datetime

from actions.desk import Desk
from actions.gate import settled_copies
from actions.ports import Transaction
from actions.record import post, record, settled_in
from domain import sla
from domain.customer import Category, Evidence
from domain.effects import RefreshCard, TellCustomer
from domain.intake import Usage
from domain.lifecycle import Move, moved
from domain.registry.finding import Finding, Proof, improves
from domain.ticket import Status, Ticket
from domain.words import Moment, Text


def usage_now(ticket: Ticket, proof: Proof | None) -> Usage:
    """What the customer said of themselves, as far as the ticket still tells."""
    if ticket.category is Category.PARTNER:
        return Usage.PARTNER
    tried = ticket.category is Category.DEMO or (proof is not None and proof.finding is Finding.SECOND_DEMO)
    return Usage.DEMO if tried else Usage.UNKNOWN


async def held_against(
    tx: Transaction, desk: Desk, ticket: Ticket, proof: Proof | None, at: datetime, *, by: str
) -> Ticket | None:
    """Take over what is better or was doubted; return the ticket if that has changed it.

    What has become worse, or is gone, changes no promise: the next ticket feels it (C20).
    """
    if proof is None or proof.finding is not Finding.VALID:
        return None
    if ticket.status is Status.AWAITING_LEAD:
        return await _released(tx, desk, ticket, proof, at, by=by)
    if not ticket.live or not improves(ticket, proof, desk.policy):
        return None
    return await found_out(tx, desk, ticket, proof, at, by=by)


async def found_out(tx: Transaction, desk: Desk, ticket: Ticket, proof: Proof, at: datetime, *, by: str) -> Ticket:
    """The registry's word counts from now on: a better category shortens the wait, a worse one leaves the promise."""
    category = proof.category if proof.finding is Finding.VALID else Category.UNSUBSCRIBED
    after = replace(ticket, category=category, evidence=Evidence.REGISTRY)
    after, sooner = sla.recategorised(after, desk.policy, at)
    effects: list[TellCustomer | RefreshCard] = [RefreshCard(ticket=ticket.id)]
    if sooner is not None:
        words = Text("ticket-sooner", {"number": int(ticket.id), "due": Moment(sooner)})
        effects.insert(0, TellCustomer(customer=ticket.customer_id, ticket=ticket.id, words=words))
    await tx.registry.prove(ticket.id, proof)
    await record(
        tx, ticket, after, event="found", by=by, at=at, policy=desk.policy, effects=effects, why=after.category
    )
    return after


async def _released(tx: Transaction, desk: Desk, ticket: Ticket, proof: Proof, at: datetime, *, by: str) -> Ticket:
    """A subscription has appeared: nobody has to decide any more, the clock starts now (10)."""
    policy = desk.policy
    after = replace(moved(ticket, Move.ENTITLE), category=proof.category, evidence=Evidence.REGISTRY)
    await tx.registry.prove(ticket.id, proof)
    await record(tx, ticket, after, event="entitled", by=by, at=at, policy=policy, why=proof.category)
    after = await settled_in(tx, after, at=at, policy=policy, cause="entitled")
    number = int(after.id)
    if after.status is Status.QUEUED:
        words = Text("gate-entitled-queued", {"number": number})
    elif after.cycle is not None and after.cycle.due_at is not None:
        words = Text("gate-entitled", {"number": number, "due": Moment(after.cycle.due_at)})
    else:
        words = Text("gate-entitled-unlimited", {"number": number})
    told = TellCustomer(customer=after.customer_id, ticket=after.id, words=words, buttons=sla.following(after))
    done = Text("lead-gate-entitled", {"number": number, "organisation": after.organisation.name})
    await post(tx, [told, RefreshCard(ticket=after.id), *settled_copies(desk, after, done)], at)
    return after
