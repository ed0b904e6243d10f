"""Customers and their organisations: rows ↔ domain."""

from domain.customer import Contact, Customer, Organisation
from domain.ids import CustomerId, OrganisationId, UserId
from domain.naming import key
from storage.finding import wanted, words_of
from storage.queries import Session, Spoken
from storage.rows import Row, from_seconds, seconds

LOOKED_AT = 300  # customers under one word: who types so little types more


class Customers:
    """People the desk helps."""

    def __init__(self, session: Session) -> None:
        self._sql = Spoken("customers", session)
        self._organisations = Spoken("organisations", session)
        self._words = Spoken("customer_words", session)

    async def get(self, customer: CustomerId) -> Customer | None:
        row = await self._sql.get(id=customer)
        return _customer(row) if row else None

    async def by_user(self, user: UserId) -> Customer | None:
        row = await self._sql.by_user(user_id=user)
        return _customer(row) if row else None

    async def by_phone(self, phone: str) -> tuple[Customer, ...]:
        """Return everybody who gave this number."""
        return tuple([_customer(row) async for row in self._sql.by_phone(phone=phone)])

    async def add(self, user: UserId | None, language: str, zone: str) -> Customer:
        """Make a customer; a Telegram account that is one already stays the same one."""
        return _customer(await self._sql.add(user_id=user, language=language, zone=zone))

    async def save(self, customer: Customer) -> None:
        contact, organisation = customer.contact, customer.organisation
        await self._sql.save(
            id=customer.id,
            user_id=customer.user_id,
            language=customer.language,
            zone=customer.zone,
            contact_name=contact.name if contact else None,
            contact_phone=contact.phone if contact else None,
            contact_email=contact.email if contact else None,
            organisation_id=customer.organisation_id,
            organisation_name=organisation.name if organisation else None,
            organisation_inn=organisation.inn if organisation else None,
            consent_version=customer.consent_version,
            consent_at=seconds(customer.consent_at),
            spoke_in=customer.spoke_in,
            reachable=customer.reachable,
        )
        await self._index(customer)

    async def pass_on(self, customer: CustomerId, to: CustomerId) -> None:
        """Make another's what was this customer's: tickets, what waits for a lead's word, consents."""
        await self._sql.pass_on_tickets(id=customer, to_id=to)
        await self._sql.pass_on_matters(id=customer, to_id=to)
        await self._sql.pass_on_consents(id=customer, to_id=to)
        await self._sql.pass_on_partner(id=customer, to_id=to)

    async def find(self, typed: str, limit: int) -> tuple[Customer, ...]:
        """Return those who have something that begins with each word typed; the newest first."""
        if not await self._words.indexed():  # kept by a version that had no index
            async for row in self._words.everybody(after=0):
                await self._index(_customer(row))
            await self._words.have_indexed()
        found: set[int] | None = None
        for word in wanted(typed):
            rows = self._words.begins(first=word, last=word + chr(0x10FFFF), limit=LOOKED_AT)
            under = {row["customer_id"] async for row in rows}
            found = under if found is None else found & under
        numbers = sorted(found or (), reverse=True)[:limit]
        return tuple([customer for n in numbers if (customer := await self.get(CustomerId(n)))])

    async def _index(self, customer: Customer) -> None:
        await self._words.clear(customer_id=customer.id)
        for word in words_of(customer):
            await self._words.add(customer_id=customer.id, word=word)

    async def waiting(self) -> tuple[CustomerId, ...]:
        """Return who has a live ticket and can be written to in Telegram."""
        return tuple([CustomerId(row["customer_id"]) async for row in self._sql.waiting()])

    async def organisation(self, organisation: Organisation) -> OrganisationId:
        """Return the organisation with this INN, else with this name; made if it is new."""
        sql, name = self._organisations, key(organisation.name)
        if organisation.inn is None:
            found = await sql.by_key(key=name)
        else:
            found = await sql.by_inn(inn=organisation.inn) or await sql.number(key=name, inn=organisation.inn)
        return OrganisationId(found or await sql.add(key=name, name=organisation.name, inn=organisation.inn))


def _customer(row: Row) -> Customer:
    told = row["contact_name"] is not None
    named = row["organisation_name"] is not None
    return Customer(
        id=CustomerId(row["id"]),
        user_id=row["user_id"],
        language=row["language"],
        zone=row["zone"],
        contact=Contact(name=row["contact_name"], phone=row["contact_phone"], email=row["contact_email"])
        if told
        else None,
        organisation_id=row["organisation_id"],
        organisation=Organisation(name=row["organisation_name"], inn=row["organisation_inn"]) if named else None,
        consent_version=row["consent_version"],
        consent_at=from_seconds(row["consent_at"]),
        spoke_in=row["spoke_in"],
        reachable=bool(row["reachable"]),
    )
