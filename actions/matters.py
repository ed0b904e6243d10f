"""What waits for a lead's word: a letter to each lead, the first to decide settles it, the others' copies say who."""

from datetime import datetime

from actions.desk import Desk
from actions.ports import Transaction
from actions.record import post
from domain.effects import EditTagged
from domain.errors import AlreadyDone, LeadsOnly, NotFound
from domain.ids import MatterId, UserId
from domain.letters import lead_lane
from domain.matter import Matter, MatterKind, Outcome
from domain.words import Rows, Text, topic_link


async def before(tx: Transaction, desk: Desk, matter_id: MatterId, lead: UserId, kind: MatterKind) -> Matter:
    """Return what this lead may decide. Raises NotYours, NotFound; AlreadyDone if somebody has."""
    if not desk.is_lead(lead):
        raise LeadsOnly
    matter = await tx.matters.get(matter_id)
    if matter is None or matter.kind is not kind:
        raise NotFound
    if matter.outcome is not None:
        raise AlreadyDone
    return matter


async def settle(
    tx: Transaction, desk: Desk, matter: Matter, lead: UserId, outcome: Outcome, words: Text, at: datetime
) -> None:
    """Write down what was decided; every copy says so from now on. Raises AlreadyDone."""
    if not await tx.matters.settle(matter.id, lead, outcome, at):
        raise AlreadyDone
    link: Rows = topic_link(matter.ticket) if matter.ticket is not None else ()
    lanes = [*(lead_lane(each) for each in desk.leads), "group"]
    await post(tx, [EditTagged(lane=lane, tag=matter.tag, words=words, buttons=link) for lane in lanes], at)
