"""What came of a letter that a channel took: it is marked, its messages are remembered, an answer counts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from actions import alerts, taking_back
from actions.desk import Desk
from actions.obstacles import Obstacles
from actions.ports import Transaction
from actions.record import decided, post
from domain import conversation
from domain.delivery import Sent, Trouble
from domain.desk import Origin, TicketPlace
from domain.effects import (
    CloseTopic,
    DeleteTwin,
    Effect,
    OpenTopic,
    PostCard,
    React,
    RelayToCustomer,
    RelayToTopic,
    ReopenTopic,
    SendEmail,
    TellCustomer,
    TellTopic,
)
from domain.ids import TicketId, UtteranceId
from domain.letters import Letter
from domain.said import Place, Standing, Utterance
from domain.words import Moment, Text


class Acceptance:
    """Delivery's reports to the desk: one unit each, with the letter as its origin."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._obstacles = Obstacles(desk)

    async def accepted(self, letter: Letter, sent: Sent, at: datetime) -> None:
        """A channel took it: the letter is marked, its messages remembered, and an answer moves the ticket (15)."""

        async def unit(tx: Transaction) -> None:
            first = next((place for place in sent.places if place), None)
            await tx.outbox.sent(letter.id, first, sent.writes, self._desk.clock.real())
            if not sent.skipped:
                await self._keep(tx, letter.effect, sent, at)
            heard = _heard(letter.effect, sent) and not await self._taken_back(tx, letter.effect)
            if letter.answers_at is not None and letter.ticket is not None and heard:
                ticket = await tx.tickets.locked(letter.ticket)
                effect = letter.effect
                turns = isinstance(effect, RelayToCustomer) or (isinstance(effect, SendEmail) and effect.turns)
                decision = conversation.answer_accepted(ticket, letter.answers_at, at, turns=turns)
                after = await decided(tx, ticket, decision, by="delivery", at=at, policy=self._desk.policy)
                if ticket.awaits_first_answer and not after.awaits_first_answer:
                    await alerts.answered(tx, self._desk, after, at)

        await self._desk.store.run(Origin(at, letter=letter.id), unit)

    async def _keep(self, tx: Transaction, effect: Effect, sent: Sent, at: datetime) -> None:  # noqa: C901, PLR0912  a table
        places = [place for place in sent.places if place]
        match effect:
            case OpenTopic(ticket=ticket):
                group = await tx.places.group()
                if group and sent.thread is not None:
                    await tx.places.put(TicketPlace(ticket=ticket, chat=group.chat, thread=sent.thread, card=None))
            case PostCard(ticket=ticket):
                await self._card(tx, ticket, places)
            case RelayToTopic(ticket=ticket, utterances=said):
                await self._twins(tx, ticket, said, sent.places)
            case RelayToCustomer(ticket=ticket, customer=customer, utterances=said):
                await self._twins(tx, ticket, said, sent.places)
                for n, place in sent.beside:
                    await tx.utterances.remember(place, ticket, said[n], copied=True)
                relayed = await tx.utterances.many(said)
                await self._delivered(tx, ticket, relayed, sent.lost, at)
                late = [each for each, place in zip(relayed, sent.places, strict=False) if place and _gone(each)]
                take = [DeleteTwin(ticket=ticket, customer=customer, utterance=each.id) for each in late]
                await post(tx, take, at)  # taken back while they were on their way
            case DeleteTwin():
                await taking_back.deleted(tx, self._desk, effect, at)
            case TellCustomer(ticket=int() as ticket, mark=mark):
                for place in places:
                    await tx.utterances.remember(place, ticket, None, copied=True)
                if mark is not None:
                    await post(tx, [React(place=mark, emoji=conversation.DELIVERED)], at)
            case TellTopic(ticket=ticket, utterance=said_by_button):
                for n, place in enumerate(places):
                    await tx.utterances.remember(place, ticket, None if n else said_by_button, copied=True)
            case CloseTopic(ticket=ticket) | ReopenTopic(ticket=ticket):
                known = await tx.places.of(ticket)
                if known is not None:
                    await tx.places.put(replace(known, closed=isinstance(effect, CloseTopic)))
            case SendEmail(ticket=int() as ticket, instead=False, utterances=said, mark=mark) if said or mark:
                await self._delivered(tx, ticket, await tx.utterances.many(said), frozenset(), at)
                await post(tx, [React(place=mark, emoji=conversation.DELIVERED)] if mark else [], at)
            case SendEmail(ticket=int() as ticket, to=to, instead=True):
                words = Text("topic-mailed", {"to": to, "at": Moment(at)})
                await post(tx, [TellTopic(ticket=ticket, words=words)], at)
            case _:
                pass

    async def _taken_back(self, tx: Transaction, effect: Effect) -> bool:
        """Whether an engineer has taken all of it back meanwhile: then it answers nothing (39)."""
        if not isinstance(effect, RelayToCustomer):
            return False
        return all(_gone(each) for each in await tx.utterances.many(effect.utterances))

    async def _delivered(
        self, tx: Transaction, ticket: TicketId, said: tuple[Utterance, ...], lost: frozenset[int], at: datetime
    ) -> None:
        """Mark what the customer has; say of the rest that it did not arrive."""
        arrived = [each for n, each in enumerate(said) if n not in lost and not _gone(each)]
        await post(tx, [React(place=mark, emoji=conversation.DELIVERED) for mark in _marks(arrived)], at)
        for n in sorted(lost):
            reply_to = said[n].place.message
            await post(tx, [TellTopic(ticket=ticket, words=Text("topic-not-shown"), reply_to=reply_to)], at)

    async def _card(self, tx: Transaction, ticket: TicketId, places: list[Place]) -> None:
        if not places:
            return
        known = await tx.places.of(ticket)
        card = places[0]
        thread = known.thread if known else None
        await tx.places.put(TicketPlace(ticket=ticket, chat=card.chat, thread=thread, card=card.message))
        for place in places:
            await tx.utterances.remember(place, ticket, None, copied=True)

    async def _twins(
        self, tx: Transaction, ticket: TicketId, said: tuple[UtteranceId, ...], places: tuple[Place | None, ...]
    ) -> None:
        for utterance, place in zip(said, places, strict=False):
            if place is not None:
                await tx.utterances.remember(place, ticket, utterance, copied=True)

    async def refused(self, letter: Letter, trouble: Trouble, at: datetime) -> None:
        """It cannot be delivered as it is: another way is taken, or who can mend it is told."""
        await self._obstacles.met(letter, trouble, at)


def _heard(effect: Effect, sent: Sent) -> bool:
    """Whether anything of it has reached the reader: what could not be shown is no answer."""
    return not sent.skipped and not (isinstance(effect, RelayToCustomer) and len(sent.lost) == len(effect.utterances))


def _gone(said: Utterance) -> bool:
    return said.standing is Standing.GONE


def _marks(said: Sequence[Utterance]) -> list[Place]:
    """One mark for each message; of an album, for its first."""
    albums: set[str] = set()
    marks = []
    for each in said:
        if not each.placed or (each.album and each.album in albums):
            continue
        albums.add(each.album)
        marks.append(each.place)
    return marks
