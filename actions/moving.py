"""What was said in one ticket belongs to another: taken out of the first, whole."""

from actions.ports import Transaction
from domain.ids import TicketId, UtteranceId
from domain.said import Utterance


async def taken_out(tx: Transaction, number: TicketId, said: Utterance) -> tuple[UtteranceId, ...]:
    """All of an album goes together; what the first topic shows of it follows no edits any more."""
    parts = tuple(each.id for each in await whole(tx, number, said))
    for part in parts:
        for twin in await tx.utterances.twins(part):
            if twin.copied:
                await tx.utterances.remember(twin.place, number, None, copied=True)
    return parts


async def whole(tx: Transaction, number: TicketId, said: Utterance) -> tuple[Utterance, ...]:
    """Return the album it is a part of; itself if it is no album's."""
    if not said.album:
        return (said,)
    there = await tx.utterances.of_ticket(number)
    return tuple(each for each in there if each.album == said.album and each.author == said.author)
