"""What was said outside Telegram, as an engineer records it (R2, R13, R15; LIFECYCLE 15, 18, 19, 29b)."""

from dataclasses import replace
from datetime import datetime

from domain import conversation, resolution, sla
from domain.caller import Caller, listed
from domain.decision import Decision
from domain.effects import CloseTopic, Effect, RefreshCard, TellCustomer
from domain.errors import AlreadyDone, InTheFuture, NotPossible
from domain.lifecycle import Move, moved
from domain.policy import Policy
from domain.ticket import CloseReason, Status, Ticket
from domain.words import Moment, Text


def answered(ticket: Ticket, called_at: datetime, at: datetime) -> Decision:
    """The engineer has answered in a call, then: it is the first answer if there was none (R2). Raises InTheFuture."""
    if called_at > at:
        raise InTheFuture(called_at)
    if not ticket.live or ticket.status is Status.AWAITING_LEAD:
        raise NotPossible(ticket.id, ticket.status, Move.ANSWER)
    decision = conversation.answer_accepted(ticket, max(called_at, ticket.received_at), at)
    why = "first" if ticket.awaits_first_answer and not decision.ticket.awaits_first_answer else ""
    return replace(decision, event="answered_in_call", effects=(RefreshCard(ticket=ticket.id),), why=why)


def solved(ticket: Ticket, at: datetime) -> Decision:
    """The customer has said in a call that no question is open (19, 21, R23): closed, as the engineer records it."""
    if not ticket.live:
        raise AlreadyDone
    if ticket.status not in {Status.OPEN, Status.WAITING, Status.RESOLVED}:
        raise NotPossible(ticket.id, ticket.status, Move.SETTLE)
    decision = resolution.confirm(sla.answered(ticket, at, at), at)
    return replace(decision, event="confirmed", why="in a call")


def heard(ticket: Ticket, at: datetime) -> Decision:
    """The customer has answered in a call or a letter: their word, and our turn (18, 18b, 28)."""
    after = replace(moved(ticket, Move.SPEAK), last_customer_at=at)
    changed = after.status is not ticket.status
    effects: tuple[Effect, ...] = (RefreshCard(ticket=ticket.id, lazily=True),) if changed else ()
    return Decision(after, "heard", effects)


def ask_for_data(ticket: Ticket, caller: Caller) -> TellCustomer:
    """What is missing is asked for (R12, R13): a prompt, which answers nothing."""
    words = Text("ticket-needs-data", {"number": int(ticket.id), "missing": listed(caller.missing)})
    return TellCustomer(customer=ticket.customer_id, ticket=ticket.id, words=words)


def refuse_no_data(ticket: Ticket, caller: Caller | None, policy: Policy, at: datetime) -> Decision:
    """R13, 29b: what the first contact needs was asked for and not told. It may be completed later."""
    if caller is None or not caller.refusable:
        raise NotPossible(ticket.id, ticket.status, Move.REFUSE)
    closed = moved(sla.answered(ticket, at, at), Move.REFUSE)
    after = replace(closed, close_reason=CloseReason.REFUSED_NO_DATA, closed_at=at, promise_due=None, front=False)
    lead = policy.contacts.lead
    words = Text(
        "ticket-no-data",
        {
            "number": int(ticket.id),
            "missing": listed(caller.missing),
            "phone": policy.contacts.support.phone,
            "lead": lead.name,
            "lead-phone": lead.phone,
            "lead-email": lead.email,
        },
    )
    told = TellCustomer(customer=ticket.customer_id, ticket=ticket.id, words=words, buttons=resolution.appeal(ticket))
    effects = (told, RefreshCard(ticket=ticket.id), CloseTopic(ticket=ticket.id))
    return Decision(after, "refused", effects, "no_data")


def reopened(ticket: Ticket) -> Text:
    """What the customer hears of a ticket that is at work again."""
    number = int(ticket.id)
    if ticket.status is Status.QUEUED:
        return Text("ticket-reopened-queued", {"number": number})
    if ticket.cycle is not None and ticket.cycle.due_at is not None:
        return Text("ticket-reopened", {"number": number, "due": Moment(ticket.cycle.due_at)})
    return Text("ticket-reopened-unlimited", {"number": number})
