"""A flood of one person's is no wait for everybody else: what stands far back in a long lane lets others pass."""

from dataclasses import replace
from datetime import timedelta

from domain.effects import Effect, OpenTopic, PostCard, RelayToTopic
from domain.ids import TicketId, UtteranceId
from domain.letters import Envelope, address
from storage.outbox import PATIENCE, TURN
from storage.transaction import Transaction
from tests.storage.samples import NOW, Desk


def anybodys(effect: Effect) -> Envelope:
    """Its lane, for a ticket that is not in the database."""
    return replace(address(effect), ticket=None)


async def says(desk: Desk, ticket: int, number: int, at: float = 0) -> None:
    """Something of this ticket waits for the group from then on."""
    relay, when = RelayToTopic(ticket=TicketId(ticket), utterances=(UtteranceId(number),)), NOW + timedelta(seconds=at)

    async def unit(tx: Transaction) -> None:
        await tx.outbox.post(relay, anybodys(relay), when, when)

    await desk.do(unit)


async def order(desk: Desk, until: float) -> list[tuple[int, int]]:
    """In which order they are sent, one at a time: ticket and number."""
    sent: list[tuple[int, int]] = []
    while heads := await desk.database.read(lambda tx: tx.outbox.heads(NOW + timedelta(seconds=until), 1)):
        effect = heads[0].effect
        assert isinstance(effect, RelayToTopic)
        sent.append((effect.ticket, effect.utterances[0]))
        await desk.do(lambda tx, letter=heads[0].id: tx.outbox.sent(letter, None, 1, NOW))  # type: ignore[misc]
    return sent


async def test_others_overtake_a_flood(desk: Desk) -> None:
    """A hundred lines of one ticket keep their order; a word of another, ten seconds later, waits for few of them."""
    for n in range(100):
        await says(desk, 1, n)
    await says(desk, 2, 1000, at=10)
    sent = await order(desk, 20)
    assert [number for ticket, number in sent if ticket == 1] == list(range(100))
    assert sent.index((2, 1000)) <= PATIENCE + 2 + timedelta(seconds=10) / TURN


async def test_a_topic_and_its_card_stay_together(desk: Desk) -> None:
    """Tickets that come at once get topic and card one after the other: the first may be worked on at once."""

    async def unit(tx: Transaction) -> None:
        for ticket in (1, 2):
            for effect in (OpenTopic(ticket=TicketId(ticket)), PostCard(ticket=TicketId(ticket))):
                await tx.outbox.post(effect, anybodys(effect), NOW, NOW)

    await desk.do(unit)
    kinds = []
    while heads := await desk.database.read(lambda tx: tx.outbox.heads(NOW, 1)):
        kinds.append((type(heads[0].effect), int(heads[0].lane.removeprefix("topic:"))))
        await desk.do(lambda tx, letter=heads[0].id: tx.outbox.sent(letter, None, 1, NOW))  # type: ignore[misc]
    assert kinds == [(OpenTopic, 1), (PostCard, 1), (OpenTopic, 2), (PostCard, 2)]
