"""After an outage longer than Telegram keeps messages: customers are asked to send again what they wrote, once."""

from datetime import datetime, timedelta

from actions.desk import Desk
from actions.ports import Transaction
from actions.record import post
from domain.desk import Origin
from domain.effects import Outage, TellCustomer
from domain.words import Moment, Text

KEPT = timedelta(hours=24)  # by Telegram, of what nobody asks for (core.telegram.org/bots/api#getting-updates)
FRESH = timedelta(hours=1)  # an outage that ended longer ago is nobody's news
ASKED = "asked_to_resend"  # facts: since when the outage lasted that customers were asked about last


class Apology:
    """What was written meanwhile may be gone; only whoever wrote it can say."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def make(self, outage: Outage | None, at: datetime) -> None:
        """Ask everybody who has a live ticket, the first time the outage is heard of."""
        if outage is None or outage.until - outage.since <= KEPT or at - outage.until > FRESH:
            return
        since, words = (
            outage.since,
            Text("resend-please", {"since": Moment(outage.since), "until": Moment(outage.until)}),
        )

        async def unit(tx: Transaction) -> None:
            if await tx.facts.get(ASKED) == since.isoformat():
                return
            await tx.facts.put(ASKED, since.isoformat())
            await post(tx, [TellCustomer(customer=who, words=words) for who in await tx.customers.waiting()], at)

        await self._desk.store.run(Origin(at), unit)
