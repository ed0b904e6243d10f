"""A ticket on a Friday evening, its people and its places, as the delivery's tests know them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.delivery.compose import Composer
from bot.delivery.facts import Facts
from bot.policy import load_policy
from bot.texts import Texts
from domain.customer import Category, Channel, Contact, Customer, Evidence, Organisation
from domain.desk import Engineer, Group, TicketPlace
from domain.ids import (
    ChatId,
    CustomerId,
    EngineerId,
    MessageId,
    OrganisationId,
    ThreadId,
    TicketId,
    UserId,
    UtteranceId,
)
from domain.said import Place, Side, Standing, Utterance
from domain.ticket import Cycle, DueReason, Status, Ticket, VersionMark
from tests.fakes.clock import FRIDAY, FakeClock

ROOT = Path(__file__).parents[2]
NOW = FRIDAY  # 18:40 in Moscow
DUE = datetime(2026, 11, 27, 19, 44, tzinfo=UTC)  # Friday, 22:44
GROUP = ChatId(-1001234567890)
TOPIC, CARD = ThreadId(55), MessageId(56)
LEAD = UserId(3001)

POLICY = load_policy(ROOT / "policy/regulation.toml").policy
ANNA = Engineer(id=EngineerId(2001), name="Анна", member=True)
BORIS = Engineer(id=EngineerId(2002), name="Борис", member=True, language="en")
PETR = Customer(id=CustomerId(7), user_id=UserId(1001), language="ru", zone="Europe/Moscow")
FORUM = Group(chat=GROUP, forum=True)
PLAIN = Group(chat=GROUP, forum=False)
PLACE = TicketPlace(ticket=TicketId(124), chat=GROUP, thread=TOPIC, card=CARD)
BY_CARD = replace(PLACE, thread=None)


def texts(clock: FakeClock | None = None) -> Texts:
    made = Texts(ROOT / "locales", clock or FakeClock(), strict=True)
    made.bot_name = "desk_bot"
    return made


def composer(language: str = "ru") -> Composer:
    return Composer(texts(), POLICY, language, "Europe/Moscow")


def cycle(**facts: Any) -> Cycle:
    reason = DueReason(category=Category.SUBSCRIBER, evidence=Evidence.UNKNOWN, limit=timedelta(hours=4))
    return replace(Cycle(n=1, started_at=NOW, due_at=DUE, reason=reason), **facts)


def ticket(**facts: Any) -> Ticket:
    made = Ticket(
        id=TicketId(124),
        customer_id=PETR.id,
        organisation_id=OrganisationId(3),
        status=Status.OPEN,
        received_at=NOW,
        channel=Channel.TELEGRAM,
        policy_version="1",
        category=Category.SUBSCRIBER,
        evidence=Evidence.UNKNOWN,
        contact=Contact(name="Пётр Петров", phone="+79000000000", email="petr@example.org"),
        organisation=Organisation(name="ООО «Ромашка»"),
        product="ics",
        version=None,
        version_mark=VersionMark.UNKNOWN,
        description="Шлюз не загружается после отключения света, офис без интернета",
        attachments=1,
        activated_at=NOW,
        cycle=cycle(),
    )
    return replace(made, **facts)


def said(number: int, text: str = "Здравствуйте", **facts: Any) -> Utterance:
    made = Utterance(
        id=UtteranceId(number),
        ticket_id=TicketId(124),
        side=Side.CUSTOMER,
        author=UserId(1001),
        engineer_id=None,
        place=Place(chat=ChatId(1001), message=MessageId(number)),
        thread=None,
        at=NOW,
        kind="text",
        text=text,
        entities="",
        file_id="",
        file_name="",
        album="",
        standing=Standing.PUBLIC,
    )
    return replace(made, **facts)


def facts(**given: Any) -> Facts:
    return Facts(**{"group": FORUM, "place": PLACE, "ticket": ticket(), "customer": PETR, **given})
