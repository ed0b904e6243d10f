"""After an outage longer than Telegram keeps messages, customers are asked to send again what they wrote."""

from datetime import timedelta

import pytest

from actions.apology import Apology
from domain.effects import Outage, TellCustomer
from domain.ids import UserId
from domain.words import Moment, Text
from tests.actions.house import MARIA, PETR, House, of

GONE = UserId(9)


def ended(house: House, *, lasted: timedelta, ago: timedelta = timedelta(minutes=1)) -> Outage:
    until = house.clock.now() - ago
    return Outage(until - lasted, until)


async def asked(house: House, outage: Outage | None) -> list[TellCustomer]:
    await Apology(house.desk).make(outage, house.clock.now())
    return of(await house.deliver(), TellCustomer)


async def test_whoever_has_a_live_ticket_is_asked_once(house: House) -> None:
    """Two tickets are one question; who has none, or cannot be reached, hears nothing; once for each outage."""
    await house.files(PETR)
    await house.files(PETR, organisation="ООО «Лютик»")
    done = await house.files(MARIA)
    await house.actions.resolution.withdraw(house.origin(), done, MARIA)
    await house.files(GONE)
    await house.actions.reach.reachable(house.origin(), GONE, reachable=False)
    await house.deliver()
    outage = ended(house, lasted=timedelta(hours=25))
    (told,) = await asked(house, outage)
    assert told.words == Text("resend-please", {"since": Moment(outage.since), "until": Moment(outage.until)})
    customer = await house.look(lambda tx: tx.customers.by_user(PETR))
    assert customer is not None
    assert told.customer == customer.id
    assert await asked(house, outage) == []
    house.clock.advance(days=3)
    assert len(await asked(house, ended(house, lasted=timedelta(days=2)))) == 1


@pytest.mark.parametrize(("hours", "ago"), [(1, 0), (24, 0), (48, 2)])
async def test_no_need_to_ask(house: House, hours: int, ago: int) -> None:
    """Telegram kept it for a day; and an outage that ended long ago is nobody's news."""
    await house.files(PETR)
    assert await asked(house, ended(house, lasted=timedelta(hours=hours), ago=timedelta(hours=ago))) == []
    assert await asked(house, None) == []
