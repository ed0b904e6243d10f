"""Somebody who called, and what an engineer does for them: acts that the tests of other channels have in common."""

from datetime import datetime
from typing import Any

from actions.calling import filed
from actions.registering import register
from domain.caller import Filing, Unsaid
from domain.customer import Channel, Contact, Customer, Organisation
from domain.effects import SendEmail
from domain.ids import CustomerId, EngineerId, TicketId, UserId
from domain.intake import Application, Usage
from domain.said import Message, SharedContact
from domain.ticket import VersionMark
from domain.words import Text
from tests.actions.house import ANNA, House, of

PHONE = "+79000000003"
OLGA = UserId(9)


def an_application(**facts: Any) -> Application:
    contact = Contact(
        name="Ольга Смирнова", phone=facts.pop("phone", PHONE), email=facts.pop("email", "olga@example.org")
    )
    told: dict[str, Any] = {
        "contact": contact,
        "organisation": Organisation(name="ООО «Лютик»"),
        "usage": Usage.SUBSCRIPTION,
        "product": "ics",
        "version": "7.9.4 сборка 138",
        "version_mark": VersionMark.EXACT,
        "version_told": "",
        "description": "Шлюз не загружается",
        "attachments": 0,
    }
    return Application(**(told | facts))


async def calls_in(
    house: House,
    *,
    by: EngineerId = ANNA,
    at: datetime | None = None,
    customer: CustomerId | None = None,
    missing: tuple[Unsaid, ...] = (),
    completes: TicketId | None = None,
    channel: Channel = Channel.PHONE,
    **facts: Any,
) -> TicketId:
    """An engineer registers a caller's ticket (or completes it); everybody has heard of it."""

    async def unit(tx: Any) -> None:
        author = await tx.customers.by_user(UserId(by)) or await tx.customers.add(UserId(by), "ru", "Europe/Moscow")
        filing = Filing(
            application=an_application(**facts),
            channel=channel,
            received_at=at or house.clock.now(),
            customer=customer,
            missing=missing,
            consent_version=house.desk.policy.consent.version,
            completes=completes,
        )
        await filed(tx, house.desk, author, filing, (), house.clock.now())

    await house.do(unit)
    await house.deliver()
    (number,) = house.ask("SELECT max(id) FROM tickets")[0]
    return completes or TicketId(number)


async def writes_in(house: House, user: UserId, *, organisation: str, phone: str, email: str) -> TicketId:
    """Somebody in Telegram registers a ticket of their own."""

    async def unit(tx: Any) -> TicketId:
        known = await tx.customers.by_user(user)
        customer = known or await tx.customers.add(user, "ru", "Europe/Moscow")
        told = an_application(phone=phone, email=email, organisation=Organisation(name=organisation))
        return (await register(tx, house.desk, customer, told, (), house.clock.now())).id

    number = await house.do(unit)
    await house.deliver()
    return number


async def owner(house: House, number: TicketId) -> Customer:
    """Whose ticket it is now."""
    ticket = await house.ticket(number)
    found = await house.look(lambda tx: tx.customers.get(ticket.customer_id))
    assert found is not None
    return found


def mails(house: House) -> list[SendEmail]:
    return of(house.sent, SendEmail)


def body(mail: SendEmail) -> Text:
    assert isinstance(mail.body, Text)
    return mail.body


def said_in(mail: SendEmail) -> str:
    """The name of what an e-mail says."""
    said = body(mail).args["said"]
    assert isinstance(said, Text)
    return said.name


def key_of(mail: SendEmail) -> str:
    """The key that its reader follows."""
    ways = body(mail).args["ways"]
    assert isinstance(ways, Text)
    return str(ways.args["key"])


async def follows(house: House, user: UserId, key: str) -> None:
    """Opens the link of an e-mail."""
    message = house.message(user, user, f"/start {key}")
    await house.actions.private.started(house.origin(), message, key)
    await house.deliver()


async def shares(house: House, user: UserId, phone: str, *, of_user: UserId | None = None) -> Message:
    """Presses the key that shares a contact."""
    contact = SharedContact(phone=phone, name="Ольга", user_id=of_user or user)
    message = await house.writes(user, "", kind="contact", contact=contact)
    await house.deliver()
    return message
