"""A second question of the same customer is a ticket of its own (R16, LIFECYCLE 32)."""

import pytest

from domain.customer import Evidence
from domain.errors import NotPossible
from domain.ids import TicketId
from domain.splitting import split_off, worth_splitting
from domain.ticket import Status
from tests.domain.samples import DAY, FRIDAY, HOUR, a_ticket, policy

NOW = FRIDAY + DAY
NEW = TicketId(6)


@pytest.mark.parametrize("status", [Status.OPEN, Status.WAITING])
def test_it_begins_its_own_life(status: Status) -> None:
    """R16: same customer, product and standing; its own words, number and clock; in line behind the first."""
    first = a_ticket(status, evidence=Evidence.VERIFIED, reopened=2, front=True)
    new = split_off(first, NEW, "Отчёты по трафику", 1, policy(), NOW)
    same = ("customer_id", "organisation_id", "contact", "organisation", "product", "version", "category", "evidence")
    assert [getattr(new, each) for each in same] == [getattr(first, each) for each in same]
    assert (new.id, new.status, new.description, new.attachments) == (6, Status.QUEUED, "Отчёты по трафику", 1)
    assert (new.engineer_id, new.cycle, new.activated_at, new.reopened, new.front) == (None, None, None, 0, False)
    assert (new.received_at, new.policy_version) == (NOW, policy().version)


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.OPEN, Status.WAITING}))
def test_only_of_what_is_at_work(status: Status) -> None:
    """32."""
    with pytest.raises(NotPossible):
        split_off(a_ticket(status), NEW, "Отчёты", 0, policy(), NOW)
    assert not worth_splitting(a_ticket(status, last_customer_at=FRIDAY + HOUR))


def test_there_must_be_something_beside_the_description() -> None:
    """R16: the card offers it once the customer has written more."""
    assert not worth_splitting(a_ticket())
    assert worth_splitting(a_ticket(last_customer_at=FRIDAY + HOUR))
