"""Who agreed to which text, refused it or took it back: rows ↔ domain."""

from datetime import datetime

from domain.ids import CustomerId
from domain.policy import Consent
from domain.privacy import Agreement, ConsentAct, digest
from storage.queries import Session, Spoken
from storage.rows import from_seconds, seconds


class Consents:
    """A history: lines are added and never changed."""

    def __init__(self, session: Session) -> None:
        self._sql = Spoken("consents", session)

    async def record(self, customer: CustomerId, act: ConsentAct, consent: Consent, at: datetime) -> None:
        """Write down what was done about this text; the text itself is kept once."""
        name = digest(consent)
        await self._sql.keep_text(
            digest=name,
            version=consent.version,
            text_ru=consent.text.ru,
            text_en=consent.text.en,
            first_seen=seconds(at),
        )
        await self._sql.record(customer_id=customer, act=act, version=consent.version, digest=name, at=seconds(at))

    async def of(self, customer: CustomerId) -> tuple[Agreement, ...]:
        """Return the customer's lines, the first one first."""
        return tuple(
            [
                Agreement(
                    act=ConsentAct(row["act"]),
                    version=row["version"],
                    digest=row["digest"],
                    at=from_seconds(row["at"]),
                )
                async for row in self._sql.of(customer_id=customer)
            ]
        )
