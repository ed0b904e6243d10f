"""What a customer wrote to a refused ticket is kept for a choice; where it moves on, it goes along (35a)."""

from datetime import datetime

from actions.ports import Transaction
from actions.record import post
from domain.customer import Customer
from domain.draft import Asking
from domain.effects import EditTagged
from domain.ids import ChatId, TicketId
from domain.letters import customer_lane
from domain.said import Utterance


async def taken(tx: Transaction, customer: Customer, number: TicketId, at: datetime) -> tuple[Utterance, ...]:
    """Return what is kept about this ticket, and ask about it no more; empty if nothing is."""
    user = customer.user_id
    which = await tx.drafts.get(user, ChatId(user), None, Asking.WHICH) if user is not None else None
    if which is None or which.values.get("about") != str(number):
        return ()
    await tx.drafts.drop(which)
    await post(tx, [EditTagged(lane=customer_lane(customer.id), tag="which", words=None)], at)
    return await tx.utterances.many(which.utterances)
