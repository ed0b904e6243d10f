"""Letters: rows ↔ effects and envelopes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from domain.desk import Homeless
from domain.effects import Effect, PostCard, RelayToCustomer, RelayToTopic
from domain.ids import ChatId, LetterId, MessageId, TicketId, UtteranceId
from domain.letters import Envelope, Letter, Urgency
from domain.said import Place
from storage.codec import decode, encode
from storage.queries import Session, Spoken, ids
from storage.rows import EPOCH, Row, from_millis, from_seconds, millis, seconds

PATIENCE, TURN = 5, timedelta(seconds=6)  # the sixth unsent letter of a lane lets pass what others write meanwhile …
AGEING = timedelta(minutes=1)  # of waiting makes up for a point of urgency: what is urgent overtakes, nothing starves

MAIL = "mail"  # the lane whose letters do not wait for one another
TARGETS = {
    "topic": "group",
    "card": "group",
    "alarm": "group",
    "group": "group",
    "erase": "group",
    "mark": "mark",
    MAIL: "mail",
}


@dataclass(frozen=True, slots=True)
class Write:
    """What was written to a chat, and when by the unmoved clock."""

    chat: ChatId
    at: datetime
    writes: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits under an urgency, and since when."""

    urgency: Urgency
    letters: int
    oldest: datetime


class Outbox:
    """Letters that wait, and what came of them."""

    def __init__(self, session: Session) -> None:
        self._sql = Spoken("outbox", session)
        self.stirred = False  # whether delivery has something to look at

    async def post(self, effect: Effect, envelope: Envelope, now: datetime, not_before: datetime) -> None:
        """Put a letter last in its lane; a waiting one with the same merge key is replaced instead."""
        self.stirred = True
        await self._sql.post(
            lane=envelope.lane,
            alone=envelope.lane == MAIL,
            channel="smtp" if envelope.lane == MAIL else "telegram",
            target=TARGETS.get(envelope.lane.partition(":")[0], "person"),
            merge_key=envelope.merge_key,
            not_before=millis(not_before),
            patience=PATIENCE,
            turn=TURN // timedelta(milliseconds=1),
            **_facts(effect, envelope, now),
        )

    async def post_ahead(self, letter: LetterId, effect: Effect, envelope: Envelope, now: datetime) -> None:
        """Put a letter right before one that is not sent yet, in that one's lane; several keep their order.

        The one that was waiting or being sent waits again.
        """
        self.stirred = True
        await self._sql.unmerge(id=letter)
        await self._sql.step_back(id=letter)
        await self._sql.post_ahead(id=letter, **_facts(effect, envelope, now))
        await self._sql.promote_after(id=letter)

    async def join_album(self, key: str, utterance: UtteranceId, not_before: datetime) -> bool:
        """Let a waiting relay take the utterance in; False if none waits under this key."""
        row = await self._sql.waiting(merge_key=key)
        relay = decode(row["kind"], row["payload"]) if row else None
        if not row or not isinstance(relay, RelayToTopic | RelayToCustomer):
            return False
        _, payload = encode(replace(relay, utterances=(*relay.utterances, utterance)))
        await self._sql.extend(id=row["id"], payload=payload, not_before=millis(not_before))
        return True

    async def waiting(self, merge_key: str) -> Effect | None:
        """Return what the letter that waits under this key says."""
        row = await self._sql.waiting(merge_key=merge_key)
        return decode(row["kind"], row["payload"]) if row else None

    async def answer_pending(self, ticket: TicketId, until: datetime) -> bool:
        """Whether an answer of this ticket, written at or before `until`, still waits to be accepted."""
        return await self._sql.answer_pending(ticket_id=ticket, until=seconds(until)) is not None

    async def unsent_in(self, lane: str) -> int:
        """Return how many letters of the lane are not sent yet."""
        count: int = await self._sql.unsent_in(lane=lane)
        return count

    async def homeless(self) -> Homeless:
        """Return how many tickets wait to be shown in the group."""
        row = await self._sql.homeless(card=PostCard.__name__, urgency=Urgency.TOPIC)
        return Homeless(tickets=row["tickets"], letters=row["letters"], since=from_millis(row["since"]))

    async def void_tag(self, lane: str, tag: str) -> None:
        """Have a waiting letter under this tag not sent any more."""
        self.stirred = True
        await self._sql.void_tag(lane=lane, tag=tag)
        await self._sql.promote(lane=lane)

    # Delivery ------------------------------------------------------------------------------------------------------

    async def heads(self, now: datetime, limit: int) -> tuple[Letter, ...]:
        """Return the letters that may go now, one of each lane: up to `limit` of each target, what is urgent first."""
        return tuple([_letter(row) async for row in self._sql.heads(now=millis(now), limit=limit)])

    async def next_time(self, now: datetime) -> datetime | None:
        """Return when the next letter that is not due yet will be."""
        found: int | None = await self._sql.next_time(now=millis(now))
        return from_millis(found)

    async def take(self, letters: Sequence[LetterId]) -> tuple[Letter, ...]:
        """Mark waiting heads as being sent: nothing is merged into them, joins or voids them from now on.

        Returns those that were still there, in the given order, as they are now.
        """
        taken = {row["id"]: row async for row in self._sql.take(ids=ids(letters))}
        return tuple(_letter(taken[letter]) for letter in letters if letter in taken)

    async def recover(self, now: datetime, but: Collection[LetterId] = ()) -> int:
        """Put back what another process was sending when it ended: all but what is being sent here.

        Returns how many letters may go out twice: nobody knows whether they were accepted.
        """
        interrupted = [letter async for row in self._sql.interrupted() if (letter := LetterId(row["id"])) not in but]
        for letter in interrupted:
            await self.retry(letter, now, "interrupted")
        return len(interrupted)

    async def sent(self, letter: LetterId, place: Place | None, writes: int, sent_at: datetime) -> None:
        """Record that a channel accepted it, at an unmoved time; the next in its lane may go."""
        self.stirred = True
        await self._sql.sent(
            id=letter,
            chat_id=place.chat if place else None,
            message_id=place.message if place else None,
            writes=writes,
            sent_at=sent_at.timestamp(),
        )
        await self._sql.promote_after(id=letter)

    async def retry(self, letter: LetterId, not_before: datetime, error: str) -> None:
        """Put it back where it stood, to be sent again then; its lane waits for it."""
        self.stirred = True
        await self._sql.unmerge(id=letter)
        await self._sql.retry(id=letter, not_before=millis(not_before), error=error)

    async def give_up(self, letter: LetterId, error: str) -> None:
        """It will not be sent; the next in its lane may go."""
        self.stirred = True
        await self._sql.give_up(id=letter, error=error)
        await self._sql.promote_after(id=letter)

    async def find_tag(self, lane: str, tag: str) -> Place | None:
        """Return the message that was sent last under this tag."""
        row = await self._sql.find_tag(lane=lane, tag=tag)
        return Place(chat=ChatId(row["sent_chat"]), message=MessageId(row["sent_message"])) if row else None

    async def recent_writes(self, since: datetime) -> tuple[Write, ...]:
        """Return what was written from this unmoved time on, in order: the limits' windows are rebuilt from it."""
        rows = self._sql.recent_writes(since=since.timestamp())
        return tuple([Write(ChatId(row["chat_id"]), _real(row["sent_at"]), row["writes"]) async for row in rows])

    async def counts(self) -> tuple[Waiting, ...]:
        """Return what is unsent, the urgent first."""
        return tuple(
            [
                Waiting(Urgency(row["urgency"]), row["waiting"], from_millis(row["oldest"]))
                async for row in self._sql.counts()
            ]
        )

    # The origin of a unit ------------------------------------------------------------------------------------------

    async def begin(self, letter: LetterId) -> bool:
        """Take the letter's outcome up; False if it has one already."""
        return await self._sql.begin(id=letter) is not None

    async def settle(self, letter: LetterId) -> None:
        """Mark it sent, unless it was given up or put back."""
        await self._sql.settle(id=letter)
        await self._sql.promote_after(id=letter)


def _real(at: float) -> datetime:
    return EPOCH + timedelta(seconds=at)


def _facts(effect: Effect, envelope: Envelope, now: datetime) -> dict[str, Any]:
    kind, payload = encode(effect)
    return {
        "urgency": envelope.urgency,
        "rank": millis(now + AGEING * envelope.urgency),
        "kind": kind,
        "payload": payload,
        "ticket_id": envelope.ticket,
        "customer_id": envelope.customer,
        "answers_at": seconds(envelope.answers_at),
        "tag": envelope.tag,
        "created_at": millis(now),
    }


def _letter(row: Row) -> Letter:
    return Letter(
        id=LetterId(row["id"]),
        lane=row["lane"],
        urgency=Urgency(row["urgency"]),
        effect=decode(row["kind"], row["payload"]),
        ticket=row["ticket_id"],
        created_at=from_millis(row["created_at"]),
        not_before=from_millis(row["not_before"]),
        attempts=row["attempts"],
        answers_at=from_seconds(row["answers_at"]),
        tag=row["tag"],
    )
