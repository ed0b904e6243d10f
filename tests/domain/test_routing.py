"""Which ticket does a customer's message belong to? Five rules, in their order (SEMANTICS)."""

from datetime import datetime, timedelta

import pytest

from domain.draft import Asking, Draft
from domain.ids import ChatId, TicketId, UserId
from domain.routing import AfterRefusal, AskWhich, OpenForm, Route, ToDraft, ToTicket, route
from domain.ticket import CloseReason, Status, Ticket
from tests.domain.samples import FRIDAY, HOUR, a_ticket


def ticket(number: int, status: Status = Status.OPEN, **facts: object) -> Ticket:
    return a_ticket(status, id=TicketId(number), **facts)


def a_draft(asked_at: datetime = FRIDAY) -> Draft:
    return Draft(
        author=UserId(7),
        chat=ChatId(7),
        thread=None,
        asking=Asking.FORM,
        subject=1,
        rev=1,
        step="email",
        asked_at=asked_at,
        started_at=FRIDAY,
    )


def where(*live: Ticket, spoke_in: int | None = None, **facts: object) -> Route:
    known: dict[str, object] = {"replied": None, "closed": None, "draft": None, **facts}
    return route(live=live, spoke_in=TicketId(spoke_in) if spoke_in else None, **known)  # type: ignore[arg-type]


ONE, TWO, THREE = ticket(1), ticket(2, Status.QUEUED), ticket(3, Status.WAITING)
CONFIRMED = ticket(4, Status.CLOSED)
TIMED_OUT = ticket(5, Status.CLOSED, close_reason=CloseReason.TIMED_OUT)
REFUSED = ticket(6, Status.CLOSED, close_reason=CloseReason.OUT_OF_SCOPE)
WITHDRAWN = ticket(7, Status.CLOSED, close_reason=CloseReason.WITHDRAWN)
ESCALATED = ticket(8, Status.ESCALATED)
DRAFT = a_draft()


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        # 1: a reply goes where it replies, at any age, whatever else is going on
        (where(ONE, TWO, spoke_in=1, replied=TWO), ToTicket(TWO)),
        (where(ONE, replied=ESCALATED, draft=DRAFT), ToTicket(ESCALATED)),
        (where(ONE, replied=TIMED_OUT), ToTicket(TIMED_OUT)),
        (where(ONE, replied=CONFIRMED), ToTicket(CONFIRMED)),
        (where(ONE, replied=REFUSED), AfterRefusal(REFUSED)),
        # 2: a pending question is answered
        (where(ONE, spoke_in=1, draft=DRAFT), ToDraft(DRAFT)),
        (where(draft=DRAFT, closed=TIMED_OUT), ToDraft(DRAFT)),
        # 3: the one they last spoke in, if it is worked on; the only one that is; the only live one; else ask
        (where(ONE, spoke_in=None), ToTicket(ONE)),
        (where(ONE, TWO, spoke_in=2), ToTicket(ONE)),
        (where(ONE, THREE, spoke_in=3), ToTicket(THREE)),
        (where(ONE, THREE, TWO, spoke_in=2), AskWhich((TicketId(1), TicketId(3)))),
        (where(TWO), ToTicket(TWO)),
        (where(TWO, ESCALATED), AskWhich((TicketId(2), TicketId(8)))),
        (where(ONE, closed=TIMED_OUT), ToTicket(ONE)),
        # 4: the one closed last
        (where(closed=TIMED_OUT), ToTicket(TIMED_OUT)),
        (where(closed=CONFIRMED), OpenForm(CONFIRMED)),
        (where(closed=WITHDRAWN), OpenForm(WITHDRAWN)),
        (where(closed=REFUSED), AfterRefusal(REFUSED)),
        # 5: something new
        (where(), OpenForm()),
    ],
)
def test_where_a_message_goes(found: Route, expected: Route) -> None:
    """R25, C32: also how one returns to a ticket that time has closed, by a reply or by a plain line."""
    assert found == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (FRIDAY + timedelta(seconds=1), AskWhich((TicketId(1),), DRAFT)),
        (FRIDAY, ToDraft(DRAFT)),
        (FRIDAY - HOUR, ToDraft(DRAFT)),
        (None, ToDraft(DRAFT)),
    ],
)
def test_an_engineer_and_the_form_ask_at_once(word: datetime | None, expected: Route) -> None:
    """C61: if an engineer has spoken since the form asked, the bot asks whose answer this is."""
    assert where(ticket(1, last_word_at=word), spoke_in=1, draft=DRAFT) == expected


@pytest.mark.parametrize("reason", list(CloseReason))
def test_every_ending_has_its_way_on(reason: CloseReason) -> None:
    """34–35b: time is reopened by a line, a yes by a word that it is the same; a no is explained first."""
    found = where(closed=ticket(9, Status.CLOSED, close_reason=reason))
    match reason:
        case CloseReason.TIMED_OUT:
            assert isinstance(found, ToTicket)
        case CloseReason.CONFIRMED | CloseReason.WITHDRAWN | CloseReason.DUPLICATE:
            assert isinstance(found, OpenForm)
            assert found.about is not None
        case _:
            assert isinstance(found, AfterRefusal)


def test_a_duplicate_goes_on_in_the_other() -> None:
    """35b: what was closed last was a duplicate, and the ticket it goes on in is still at work."""
    other = ticket(9)
    assert where(closed=other) == ToTicket(other)
