"""Tickets, people and moments that the rules' tests speak of. No database, no Telegram."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bot.policy import load_policy
from domain.customer import Category, Channel, Contact, Evidence, Organisation
from domain.desk import Engineer
from domain.effects import Effect, TellCustomer
from domain.ids import ChatId, CustomerId, EngineerId, MessageId, OrganisationId, TicketId, UserId, UtteranceId
from domain.policy import Policy
from domain.said import Place, Side, Standing, Utterance
from domain.ticket import CloseReason, Cycle, DueReason, Escalation, Promise, Status, Ticket, VersionMark
from domain.words import Button, Lines, Press, Rows, Text, Words

FRIDAY = datetime(2026, 11, 27, 15, 40, tzinfo=UTC)  # 18:40 in Moscow
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

ANNA = Engineer(id=EngineerId(2001), name="Анна", member=True)
BORIS = Engineer(id=EngineerId(2002), name="Борис", member=True)


@cache
def policy() -> Policy:
    """The shipped regulation."""
    return load_policy(Path(__file__).parents[2] / "policy/regulation.toml").policy


def a_cycle(n: int = 1, at: datetime = FRIDAY, limit: timedelta | None = 4 * HOUR, **facts: Any) -> Cycle:
    """A clock that started at `at`."""
    reason = DueReason(category=Category.SUBSCRIBER, evidence=Evidence.DECLARED, limit=limit)
    due = None if limit is None else at + limit
    return replace(Cycle(n=n, started_at=at, due_at=due, reason=reason), **facts)


def promised(cycle: Cycle, version: str = "1") -> Promise:
    """The deadline that the cycle was given."""
    return Promise(cycle=cycle.n, at=cycle.started_at, due_at=cycle.due_at, reason=cycle.reason, policy_version=version)


def a_ticket(status: Status = Status.OPEN, **facts: Any) -> Ticket:
    """A subscriber's ticket of Friday as it usually is in this state; `facts` are what should be different."""
    made = Ticket(
        id=TicketId(5),
        customer_id=CustomerId(1),
        organisation_id=OrganisationId(1),
        status=status,
        received_at=FRIDAY,
        channel=Channel.TELEGRAM,
        policy_version="1",
        category=Category.SUBSCRIBER,
        evidence=Evidence.DECLARED,
        contact=Contact(name="Пётр Петров", phone="+79000000000", email="petr@example.org"),
        organisation=Organisation(name="ООО «Ромашка»"),
        product="ics",
        version="7.9.4 сборка 138",
        version_mark=VersionMark.EXACT,
        description="Шлюз не загружается после отключения света",
        last_customer_at=FRIDAY,
    )
    return replace(made, **(_USUAL[status] | facts))


_OPEN: dict[str, Any] = {"activated_at": FRIDAY, "cycle": a_cycle()}
_ANSWERED: dict[str, Any] = {
    "activated_at": FRIDAY,
    "engineer_id": ANNA.id,
    "introduced": ANNA.id,
    "cycle": a_cycle(answered_at=FRIDAY + HOUR, delivered_at=FRIDAY + HOUR),
    "last_word_at": FRIDAY + HOUR,
}
_USUAL: dict[Status, dict[str, Any]] = {
    Status.AWAITING_LEAD: {"category": Category.UNSUBSCRIBED},
    Status.QUEUED: {},
    Status.OPEN: _OPEN,
    Status.WAITING: _ANSWERED,
    Status.ESCALATED: {**_ANSWERED, "escalation": Escalation(contact="dev@example.org", due_at=FRIDAY + 3 * DAY)},
    Status.RESOLVED: _ANSWERED,
    Status.CLOSED: {**_ANSWERED, "close_reason": CloseReason.CONFIRMED, "closed_at": FRIDAY + DAY},
}


def an_utterance(at: datetime = FRIDAY, text: str = "Загрузился", **facts: Any) -> Utterance:
    """The customer's line."""
    said = Utterance(
        id=UtteranceId(31),
        ticket_id=TicketId(5),
        side=Side.CUSTOMER,
        author=UserId(7),
        engineer_id=None,
        place=Place(chat=ChatId(7), message=MessageId(100)),
        thread=None,
        at=at,
        kind="text",
        text=text,
        entities="",
        file_id="",
        file_name="",
        album="",
        standing=Standing.PUBLIC,
    )
    return replace(said, **facts)


def told(effects: tuple[Effect, ...]) -> list[str]:
    """The names of what the customer reads."""
    return [name for each in effects if isinstance(each, TellCustomer) for name in names(each.words)]


def names(words: Words) -> list[str]:
    """The names of the texts."""
    match words:
        case Text(name=name):
            return [name]
        case Lines(parts=parts):
            return [name for part in parts for name in names(part)]


def presses(rows: Rows) -> list[Press | None]:
    """What the buttons ask for."""
    return [button.press for row in rows for button in row]


def buttons(rows: Rows) -> list[Button]:
    return [button for row in rows for button in row]
