"""Rudeness (R13): a warning first; after it, an engineer may propose a refusal, and a lead decides (29, 29a)."""

from dataclasses import replace
from datetime import datetime

from domain.decision import Decision
from domain.effects import RefreshCard, TellCustomer
from domain.errors import AlreadyDone, NotWarned
from domain.lifecycle import Move, moved
from domain.matter import Matter
from domain.policy import Policy
from domain.resolution import to_lead
from domain.said import Utterance
from domain.ticket import Ticket
from domain.words import Button, Press, Rows, Style, Text, topic_link


def warn(ticket: Ticket, policy: Policy, at: datetime) -> Decision:
    """Ask for another tone, once, in the policy's words: no answer to the question (29). Raises AlreadyDone."""
    after = replace(moved(ticket, Move.WARN), warned_at=at)
    if ticket.warned_at is not None:
        raise AlreadyDone
    words = Text("ticket-warned", {"number": int(ticket.id), "text": policy.rudeness_warning})
    told = TellCustomer(customer=ticket.customer_id, ticket=ticket.id, words=words, buttons=to_lead(ticket))
    return Decision(after, "warned", (told, RefreshCard(ticket=ticket.id)))


def proposed(ticket: Ticket, said: Utterance | None) -> Decision:
    """An engineer asks the lead to refuse, for what the customer said after the warning; nothing changes (29).

    Raises NotWarned.
    """
    moved(ticket, Move.WARN)
    if ticket.warned_at is None or said is None or said.at <= ticket.warned_at:
        raise NotWarned(ticket.warned_at)
    return Decision(ticket, "rudeness_proposed", (RefreshCard(ticket=ticket.id),))


def choices(matter: Matter, ticket: Ticket) -> Rows:
    """What the lead may decide."""
    refuse = Button(label=Text("button-rude-confirm"), press=Press.RUDE_YES, subject=matter.id, style=Style.BAD)
    leave = Button(label=Text("button-rude-decline"), press=Press.RUDE_NO, subject=matter.id)
    return ((refuse, leave), *topic_link(ticket.id))
