"""A complaint (R26, 36): only the lead sees it, and silence does not close its ticket while it waits."""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.decision import Decision
from domain.ids import TicketId
from domain.ticket import Ticket
from domain.words import Button, Press, Rows, Text

HOLD = timedelta(days=3)  # after the lead's word, the customer has at least so long


def raised(ticket: Ticket) -> Decision:
    """It waits for the lead; nothing of the ticket shows it to engineers."""
    return Decision(replace(ticket, complaint_open=True), "complained")


def settled(ticket: Ticket, at: datetime, *, others: bool) -> Decision:
    """The lead has answered it. Silence closes the ticket no sooner than in three days; `others` still wait."""
    return Decision(replace(ticket, complaint_open=others, held_until=at + HOLD), "complaint_settled")


def way_in(ticket: TicketId | int = 0) -> Button:
    """The button that complains, of a ticket if one is meant."""
    return Button(label=Text("button-complain"), press=Press.COMPLAIN, subject=int(ticket))


def after_bad(ticket: Ticket) -> Rows:
    """Under a bad rating: more than a word may be wanted."""
    return ((way_in(ticket.id),),)
