"""What support cannot solve goes to the developers, with a contact and a time the customer is told (R21, 25–27)."""

from dataclasses import replace
from datetime import datetime

from domain import sla
from domain.decision import Decision
from domain.effects import RefreshCard, TellCustomer
from domain.errors import InThePast, NotEnough
from domain.form.times import moment_in
from domain.lifecycle import Move, moved
from domain.phrases import Phrases
from domain.ticket import Escalation, Ticket
from domain.words import Button, Moment, Press, Rows, Style, Text, topic_link

AGAIN = 2  # a time missed so often is the leads' own matter


def typed(line: str, at: datetime, zone: str, phrases: Phrases) -> tuple[Escalation, str]:
    """Read `contact; when; words for the customer`, the words optional. Raises NotEnough, InThePast (C49)."""
    contact, when, words = (*(part.strip() for part in line.split(";", 2)), "", "")[:3]
    if not contact:
        raise NotEnough("contact")
    due = moment_in(when, at, zone, phrases)
    if due is None:
        raise NotEnough("time")
    return Escalation(contact=contact, due_at=due), words


def escalate(ticket: Ticket, to: Escalation, text: str, at: datetime) -> Decision:
    """Hand it to the developers (25). Raises NotEnough, InThePast.

    The customer is told both, and it is the first answer if there was none, once a channel has accepted it (R2). The
    slot is free: support is not working on it.
    """
    if not to.contact.strip():
        raise NotEnough("contact")
    if to.due_at <= at:
        raise InThePast(to.due_at)
    after = replace(moved(ticket, Move.ESCALATE), escalation=to)
    number, due = int(ticket.id), Moment(to.due_at)
    words = (
        Text("ticket-escalated", {"number": number, "contact": to.contact, "due": due, "text": text})
        if text
        else Text("ticket-escalated-bare", {"number": number, "contact": to.contact, "due": due})
    )
    told = TellCustomer(
        customer=ticket.customer_id, ticket=ticket.id, words=words, buttons=following(ticket), answers_at=at
    )
    return Decision(after, "escalated", (told, RefreshCard(ticket=ticket.id)))


def reschedule(ticket: Ticket, due: datetime, at: datetime) -> Decision:
    """The developers name another time; the customer hears it (26). Raises InThePast."""
    after = moved(ticket, Move.RESCHEDULE)
    if due <= at:
        raise InThePast(due)
    had = _of(ticket)
    after = replace(after, escalation=replace(had, due_at=due))
    words = Text("ticket-new-time", {"number": int(ticket.id), "contact": had.contact, "due": Moment(due)})
    told = TellCustomer(customer=ticket.customer_id, ticket=ticket.id, words=words, buttons=following(ticket))
    return Decision(after, "rescheduled", (told, RefreshCard(ticket=ticket.id)))


def passed(ticket: Ticket) -> Decision:
    """Their time has passed (26): it is counted, so that a second miss reaches the leads as such."""
    had = _of(ticket)
    missed = had.missed + 1
    after = replace(moved(ticket, Move.RESCHEDULE), escalation=replace(had, missed=missed))
    return Decision(after, "time_passed", (RefreshCard(ticket=ticket.id, lazily=True),), str(missed))


def returned(ticket: Ticket, at: datetime, version: str = "") -> Decision:
    """It is ours again, in front of the line (27); it stays marked as theirs until its turn: the next word is ours."""
    after = replace(moved(ticket, Move.RETURN), front=True, last_word_at=at)
    return Decision(after, "returned", (), "fixed" if version else "")


def told_of_return(ticket: Ticket, version: str, *, waits: bool) -> TellCustomer:
    """What the customer hears of it: mended in a version, or back with us; at once, or after the other one."""
    number = int(ticket.id)
    if version:
        words = Text("ticket-fixed", {"number": number, "version": version})
    elif waits:
        words = Text("ticket-returned-queued", {"number": number})
    else:
        words = Text("ticket-returned", {"number": number})
    return TellCustomer(
        customer=ticket.customer_id,
        ticket=ticket.id,
        words=words,
        buttons=sla.following(ticket) if waits else following(ticket),
    )


def following(ticket: Ticket) -> Rows:
    """How it goes, and the lead: one tap away (R20, R22)."""
    status = Button(label=Text("button-status", {"number": int(ticket.id)}), press=Press.STATUS, subject=ticket.id)
    return ((status,), (Button(label=Text("button-lead"), press=Press.LEAD, subject=ticket.id),))


def for_leads(ticket: Ticket) -> Rows:
    """What a lead may do about it at once."""
    time = Button(label=Text("card-new-time"), press=Press.NEW_TIME, subject=ticket.id, style=Style.MAIN)
    back = Button(label=Text("card-returned"), press=Press.RETURNED, subject=ticket.id)
    return ((time, back), *topic_link(ticket.id))


def late(ticket: Ticket, now: datetime) -> bool:
    """Whether the time the customer was told is past."""
    return ticket.escalation is not None and now > ticket.escalation.due_at


def _of(ticket: Ticket) -> Escalation:
    if ticket.escalation is None:  # the database holds it, too: an escalated one has a contact and a time
        raise NotEnough("contact")
    return ticket.escalation
