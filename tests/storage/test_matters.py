"""What waits for a lead's word: kept, found in order, settled once; on either engine."""

from datetime import datetime, timedelta

import pytest

from domain.ids import EngineerId, UserId
from domain.matter import Matter, MatterKind, Outcome
from storage.errors import Contradiction
from tests.storage.samples import NOW, Desk

LEAD = UserId(5_000_000_000)


async def test_it_is_kept_as_it_was_raised(desk: Desk) -> None:
    """R13: the words, who proposed it, of which ticket."""
    ticket = await desk.ticket()
    raised = await desk.do(
        lambda tx: tx.matters.raise_(
            MatterKind.RUDENESS, ticket.customer_id, ticket.id, "Бездельники", NOW, EngineerId(2001)
        )
    )
    assert await desk.database.read(lambda tx: tx.matters.get(raised.id)) == raised
    assert await desk.database.read(lambda tx: tx.matters.get(raised.id + 1)) is None


async def test_the_oldest_first_and_each_kind_by_itself(desk: Desk) -> None:
    """R26: what is settled waits no more."""
    ticket = await desk.ticket()

    async def raised(kind: MatterKind, at: datetime) -> Matter:
        matter: Matter = await desk.do(lambda tx: tx.matters.raise_(kind, ticket.customer_id, ticket.id, "…", at))
        return matter

    later = await raised(MatterKind.COMPLAINT, NOW + timedelta(hours=1))
    earlier = await raised(MatterKind.COMPLAINT, NOW)
    other = await raised(MatterKind.APPEAL, NOW)
    assert await desk.database.read(lambda tx: tx.matters.waiting(MatterKind.COMPLAINT, 10)) == (earlier, later)
    assert await desk.database.read(lambda tx: tx.matters.waiting(MatterKind.COMPLAINT, 1)) == (earlier,)
    await desk.do(lambda tx: tx.matters.settle(earlier.id, LEAD, Outcome.GRANTED, NOW))
    assert await desk.database.read(lambda tx: tx.matters.open_of(ticket.id, MatterKind.COMPLAINT)) == (later,)
    assert await desk.database.read(lambda tx: tx.matters.open_of(ticket.id, MatterKind.APPEAL)) == (other,)


async def test_the_first_lead_settles_it(desk: Desk) -> None:
    """C62: the other is too late, and changes nothing."""
    customer = await desk.customer()
    matter = await desk.do(lambda tx: tx.matters.raise_(MatterKind.COMPLAINT, customer.id, None, "…", NOW))
    assert await desk.do(lambda tx: tx.matters.settle(matter.id, LEAD, Outcome.DECLINED, NOW))
    assert not await desk.do(lambda tx: tx.matters.settle(matter.id, UserId(1), Outcome.GRANTED, NOW))
    settled = await desk.database.read(lambda tx: tx.matters.get(matter.id))
    assert settled is not None
    assert (settled.settled_by, settled.outcome) == (LEAD, Outcome.DECLINED)


@pytest.mark.parametrize("kind", [MatterKind.RUDENESS, MatterKind.APPEAL])
async def test_only_a_complaint_needs_no_ticket(desk: Desk, kind: MatterKind) -> None:
    """What a lead decides of a ticket has one."""
    customer = await desk.customer()
    with pytest.raises(Contradiction):
        await desk.do(lambda tx: tx.matters.raise_(kind, customer.id, None, "…", NOW))
