"""Effects become letters: which lane a letter waits in, how urgent its kind is, what it may be merged with.

A lane is sent strictly in order. Priority belongs to the lane's kind; age raises it, so nothing starves.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import assert_never

from domain.effects import (
    AlertDigest,
    AlertLead,
    CloseTopic,
    DeleteTagged,
    DeleteTopics,
    DeleteTwin,
    EditTagged,
    EditTwin,
    Effect,
    EraseMessages,
    OpenTopic,
    PostCard,
    React,
    RefreshCard,
    RelayToCustomer,
    RelayToTopic,
    ReopenTopic,
    SendEmail,
    SendFile,
    TellCustomer,
    TellEngineer,
    TellGroup,
    TellLead,
    TellTopic,
    TellUser,
    WarnEngineer,
)
from domain.ids import CustomerId, LetterId, TicketId, UserId

ALBUM_PAUSE = timedelta(seconds=1.5)  # an album's parts are separate updates
LAZY_PAUSE = timedelta(seconds=30)  # a redraw that may merge with the next one


class Urgency(IntEnum):
    """The smaller, the sooner."""

    ALARM = 0  # leads, and warnings in the topic
    CUSTOMER = 10
    STAFF = 15
    TOPIC = 20
    MAIL = 30
    CARD = 40
    MARK = 50


def customer_lane(customer: CustomerId) -> str:
    """All that a customer reads, in order."""
    return f"customer:{customer}"


def topic_lane(ticket: TicketId) -> str:
    """The conversation in a ticket's topic."""
    return f"topic:{ticket}"


def lead_lane(lead: UserId) -> str:
    """All that a lead is told."""
    return f"lead:{lead}"


def album_key(ticket: TicketId, album: str) -> str:
    """Under which the later parts of an album join its first; none for what is no album."""
    return f"album:{ticket}:{album}" if album else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Where a letter waits and what it may be merged with."""

    lane: str
    urgency: Urgency
    ticket: TicketId | None = None
    customer: CustomerId | None = None
    merge_key: str = ""
    pause: timedelta = timedelta()
    answers_at: datetime | None = None
    tag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A row of the outbox."""

    id: LetterId
    lane: str
    urgency: Urgency
    effect: Effect
    ticket: TicketId | None
    created_at: datetime
    not_before: datetime
    attempts: int = 0
    answers_at: datetime | None = None
    tag: str = ""


def address(effect: Effect) -> Envelope:  # noqa: C901, PLR0912  one arm for each effect
    """Say where the effect's letter waits."""
    match effect:
        case TellCustomer(customer=customer, ticket=ticket, answers_at=at, tag=tag, settles=settles):
            lane = customer_lane(customer)
            return Envelope(
                lane=lane,
                urgency=Urgency.CUSTOMER,
                ticket=ticket,
                customer=customer,
                merge_key=f"{lane}:{settles}" if settles else "",
                pause=ALBUM_PAUSE if settles else timedelta(),
                answers_at=at,
                tag=tag,
            )
        case RelayToCustomer(customer=customer, ticket=ticket, answers_at=at, album=album):
            return Envelope(
                lane=customer_lane(customer),
                urgency=Urgency.CUSTOMER,
                ticket=ticket,
                customer=customer,
                merge_key=album_key(ticket, album),
                pause=ALBUM_PAUSE if album else timedelta(),
                answers_at=at,
            )
        case EditTwin(customer=customer, ticket=ticket) | DeleteTwin(customer=customer, ticket=ticket):
            if customer is None:
                return Envelope(lane=topic_lane(ticket), urgency=Urgency.TOPIC, ticket=ticket)
            lane = customer_lane(customer)
            return Envelope(lane=lane, urgency=Urgency.CUSTOMER, ticket=ticket, customer=customer)
        case TellUser(user=user, tag=tag) | SendFile(user=user, tag=tag):
            return Envelope(lane=f"user:{user}", urgency=Urgency.STAFF, tag=tag)
        case TellEngineer(engineer=engineer, ticket=ticket, tag=tag):
            return Envelope(lane=f"user:{engineer}", urgency=Urgency.ALARM, ticket=ticket, tag=tag)
        case TellLead(lead=lead, ticket=ticket, tag=tag, about=about):
            return Envelope(lane=lead_lane(lead), urgency=Urgency.ALARM, ticket=ticket, customer=about, tag=tag)
        case AlertLead(lead=lead, ticket=ticket, tag=tag):
            return Envelope(lane=lead_lane(lead), urgency=Urgency.ALARM, ticket=ticket, tag=tag)
        case AlertDigest(lead=lead):
            return Envelope(lane=lead_lane(lead), urgency=Urgency.ALARM)
        case WarnEngineer(ticket=ticket, engineer=engineer, in_topic=in_topic) if in_topic or engineer is None:
            return Envelope(lane=f"alarm:{ticket}", urgency=Urgency.ALARM, ticket=ticket)
        case WarnEngineer(ticket=ticket, engineer=engineer):
            return Envelope(lane=f"user:{engineer}", urgency=Urgency.ALARM, ticket=ticket)
        case TellTopic(ticket=ticket, urgent=True, tag=tag):
            return Envelope(lane=f"alarm:{ticket}", urgency=Urgency.ALARM, ticket=ticket, tag=tag)
        case TellTopic(ticket=ticket, tag=tag):
            return Envelope(lane=topic_lane(ticket), urgency=Urgency.TOPIC, ticket=ticket, tag=tag)
        case RelayToTopic(ticket=ticket, album=album):
            return Envelope(
                lane=topic_lane(ticket),
                urgency=Urgency.TOPIC,
                ticket=ticket,
                merge_key=album_key(ticket, album),
                pause=ALBUM_PAUSE if album else timedelta(),
            )
        case OpenTopic(ticket=ticket) | PostCard(ticket=ticket):
            return Envelope(lane=topic_lane(ticket), urgency=Urgency.TOPIC, ticket=ticket)
        case CloseTopic(ticket=ticket) | ReopenTopic(ticket=ticket):
            return Envelope(lane=topic_lane(ticket), urgency=Urgency.TOPIC, ticket=ticket)
        case RefreshCard(ticket=ticket, lazily=lazily):
            lane = f"card:{ticket}"
            pause = LAZY_PAUSE if lazily else timedelta()
            return Envelope(lane=lane, urgency=Urgency.CARD, ticket=ticket, merge_key=lane, pause=pause)
        case TellGroup(tag=tag, about=about):
            return Envelope(lane="group", urgency=Urgency.STAFF, ticket=about, tag=tag)
        case React(place=place):
            return Envelope(lane=f"mark:{place.chat}:{place.message}", urgency=Urgency.MARK)
        case EditTagged(lane=lane) | DeleteTagged(lane=lane):
            return Envelope(lane=lane, urgency=_urgency(lane))
        case DeleteTopics(customer=customer) | EraseMessages(customer=customer):
            return Envelope(lane=f"erase:{customer}", urgency=Urgency.TOPIC)
        case SendEmail(ticket=ticket, answers_at=at):
            # A lane of its own is made of the letter's id: a slow mailbox holds nobody else's letter.
            return Envelope(lane="mail", urgency=Urgency.MAIL, ticket=ticket, answers_at=at)
        case _:
            assert_never(effect)


def _urgency(lane: str) -> Urgency:
    kinds = {
        "customer": Urgency.CUSTOMER,
        "topic": Urgency.TOPIC,
        "lead": Urgency.ALARM,
        "alarm": Urgency.ALARM,
        "card": Urgency.CARD,
    }
    return kinds.get(lane.partition(":")[0], Urgency.STAFF)
