"""A ticket's place in the engineers' group: made again where it is gone, with its card and its history (C55)."""

from datetime import datetime

from actions.ports import Transaction
from actions.record import post
from domain.desk import TicketPlace
from domain.effects import Effect, OpenTopic, PostCard, TellTopic
from domain.ids import ChatId, TicketId
from domain.resolution import short
from domain.said import Side, Standing, Utterance
from domain.words import Lines, Moment, Text, Token, Words

REMEMBERED, EXCERPT = 30, 300  # of a history: its last lines, and so many characters of each


async def anew(tx: Transaction, ticket: TicketId, chat: ChatId) -> list[Effect]:
    """Forget where it was, and return what makes it a place again; a card is posted only where there is none."""
    await tx.places.put(TicketPlace(ticket=ticket, chat=chat, thread=None, card=None))
    effects: list[Effect] = [OpenTopic(ticket=ticket), PostCard(ticket=ticket)]
    said = [each for each in await tx.utterances.of_ticket(ticket) if each.standing is not Standing.GONE]
    seen = [each for each in said[-REMEMBERED:] if await _seen(tx, each)]
    if seen:
        effects.append(TellTopic(ticket=ticket, words=_history(seen)))
    return effects


async def bring_over(tx: Transaction, chat: ChatId, at: datetime) -> None:
    """Give every live ticket that is shown in another chat a place in this one."""
    for ticket in await tx.places.elsewhere(chat):
        await post(tx, await anew(tx, ticket, chat), at)


def worded(said: Utterance) -> str:
    """Put it into words, files by their names."""
    return said.text or f"[{said.file_name or said.kind}]"


async def _seen(tx: Transaction, said: Utterance) -> bool:
    """Whether the engineers have had it; what still waits comes after the history by itself."""
    if said.side is not Side.CUSTOMER:
        return True
    return any(twin.copied for twin in await tx.utterances.twins(said.id))


def _history(said: list[Utterance]) -> Words:
    lines = [
        Text(
            "topic-history-line",
            {"at": Moment(each.at), "side": Token(each.side), "text": short(worded(each), EXCERPT)},
        )
        for each in said
    ]
    return Lines((Text("topic-history"), *lines))
