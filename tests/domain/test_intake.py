"""LIFECYCLE 5–7: what a complete form is registered as."""

from dataclasses import replace

import pytest

from domain.customer import Category, Contact, Customer, Evidence, Organisation
from domain.ids import CustomerId, OrganisationId, TicketId, UserId
from domain.intake import Application, Usage, entitlement, register, usage_of
from domain.ticket import Status, Ticket, VersionMark
from tests.fakes.writer import FRIDAY, policy

PYOTR = Customer(id=CustomerId(1), user_id=UserId(7), language="ru", zone="Europe/Moscow")
FORM = Application(
    contact=Contact(name="Пётр", phone="+79000000000", email="petr@example.org"),
    organisation=Organisation(name="ООО «Ромашка»", inn="7707083893"),
    usage=Usage.SUBSCRIPTION,
    product="ics",
    version=None,
    version_mark=VersionMark.UNKNOWN,
    version_told="7.9",
    description="Шлюз не загружается",
    attachments=2,
)


def registered(usage: Usage) -> Ticket:
    form = replace(FORM, usage=usage)
    return register(TicketId(124), form, PYOTR, OrganisationId(3), policy(), FRIDAY)


@pytest.mark.parametrize(
    ("usage", "category", "evidence", "status"),
    [
        (Usage.SUBSCRIPTION, Category.SUBSCRIBER, Evidence.DECLARED, Status.QUEUED),
        (Usage.PARTNER, Category.PARTNER, Evidence.DECLARED, Status.QUEUED),
        (Usage.DEMO, Category.DEMO, Evidence.DECLARED, Status.QUEUED),
        (Usage.UNKNOWN, Category.SUBSCRIBER, Evidence.UNKNOWN, Status.QUEUED),
        (Usage.NONE, Category.UNSUBSCRIBED, Evidence.DECLARED, Status.AWAITING_LEAD),
    ],
)
def test_the_customers_word_gives_a_category_until_it_is_verified(
    usage: Usage, category: Category, evidence: Evidence, status: Status
) -> None:
    """R5, R7, R9, C60: only a declared "none" waits for the lead."""
    ticket = registered(usage)
    assert (ticket.category, ticket.evidence, ticket.status) == (category, evidence, status)
    assert not ticket.evidence.verified


def test_who_does_not_know_gets_the_clock_that_the_policy_says() -> None:
    doubtful = replace(policy(), unknown_entitlement=Category.DEMO)
    assert entitlement(Usage.UNKNOWN, doubtful) == (Category.DEMO, Evidence.UNKNOWN)


def test_a_ticket_keeps_what_was_given() -> None:
    """R15: contacts, organisation, description, version: a copy, which later edits do not rewrite."""
    ticket = registered(Usage.SUBSCRIPTION)
    assert (ticket.contact, ticket.organisation) == (FORM.contact, FORM.organisation)
    assert (ticket.product, ticket.version_mark, ticket.version_told) == ("ics", VersionMark.UNKNOWN, "7.9")
    assert (ticket.description, ticket.attachments) == (FORM.description, 2)
    assert ticket.policy_version == policy().version
    assert ticket.received_at == FRIDAY
    assert ticket.cycle is None  # the clock starts when it becomes active


@pytest.mark.parametrize("usage", list(Usage))
def test_next_time_they_are_asked_nothing_they_have_said(usage: Usage) -> None:
    assert usage_of(registered(usage)) is usage


def test_what_the_lead_decided_once_is_no_answer_of_the_customers() -> None:
    assert usage_of(replace(registered(Usage.NONE), category=Category.DEMO, evidence=Evidence.LEAD)) is None
