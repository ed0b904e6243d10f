"""Where a ticket stands: for its customer (R20) and for engineers."""

from collections.abc import Iterator
from datetime import datetime

from domain import clocks, escalation, resolution
from domain.policy import Policy
from domain.ticket import CUSTOMERS_BALL, Status, Ticket
from domain.words import Button, Moment, Press, Rows, Text, Token


def state(ticket: Ticket, engineer: str, place: int, now: datetime) -> Text:  # noqa: C901, PLR0912  one arm for each state
    """Say in one line whose turn it is and what is promised. `place` is the place in line, from 1."""
    match ticket.status:
        case Status.AWAITING_LEAD:
            return Text("state-awaiting-lead")
        case Status.QUEUED:
            return Text("state-queued", {"place": place})
        case Status.OPEN:
            promised = ticket.promise_due
            if promised is None and ticket.awaits_first_answer and ticket.cycle:
                promised = ticket.cycle.due_at
            if promised is not None and promised < now:
                return Text("state-late", {"due": Moment(promised)})
            if promised is not None and engineer:
                return Text("state-due-engineer", {"due": Moment(promised), "engineer": engineer})
            if promised is not None:
                return Text("state-due", {"due": Moment(promised)})
            return Text("state-open-engineer", {"engineer": engineer}) if engineer else Text("state-open")
        case Status.WAITING:
            return Text("state-waiting", {"engineer": engineer}) if engineer else Text("state-waiting-desk")
        case Status.ESCALATED:
            if ticket.escalation is None:
                return Text("state-open")
            contact, due = ticket.escalation.contact, Moment(ticket.escalation.due_at)
            if escalation.late(ticket, now):
                return Text("state-escalated-late", {"contact": contact, "due": due})
            return Text("state-escalated", {"contact": contact, "due": due})
        case Status.RESOLVED:
            return Text("state-resolved")
        case Status.CLOSED:
            reason = Token(ticket.close_reason or "")
            other = int(ticket.duplicate_of or 0)
            at = Moment(ticket.closed_at or ticket.received_at)
            return Text("state-closed", {"at": at, "reason": reason, "other": other})


def standing(ticket: Ticket, place: int, policy: Policy, now: datetime) -> Iterator[Text]:
    """Say to engineers whose the ball is and until when, what presses them last. `place` is the place in line."""
    usual = (ticket.last_word_at or ticket.received_at) + policy.silence.close  # a complaint does not show here
    close = Moment(clocks.closing(ticket, policy) or usual)
    match ticket.status:
        case Status.CLOSED:
            yield Text(
                "card-closed",
                {
                    "at": Moment(ticket.closed_at or now),
                    "reason": Token(ticket.close_reason or ""),
                    "duplicate": int(ticket.duplicate_of or 0),
                },
            )
        case Status.AWAITING_LEAD:
            yield Text("card-awaiting-lead")
        case Status.QUEUED:
            yield Text("card-queued", {"place": place})
        case Status.ESCALATED if ticket.escalation:
            due, contact = Moment(ticket.escalation.due_at), ticket.escalation.contact
            passed = escalation.late(ticket, now)
            yield Text("card-escalated-late" if passed else "card-escalated", {"due": due, "contact": contact})
        case Status.RESOLVED:
            yield Text("card-resolved", {"close": close})
        case Status.WAITING:
            if ticket.cycle and ticket.cycle.answered_at:
                yield Text("card-answered", {"at": Moment(ticket.cycle.answered_at)})
            yield Text("card-their-turn", {"close": close})
        case Status.OPEN if not ticket.awaits_first_answer:
            yield Text("card-our-turn")
        case _:
            pass
    if ticket.awaits_first_answer and ticket.status not in CUSTOMERS_BALL:
        yield _promise(ticket, now)


def _promise(ticket: Ticket, now: datetime) -> Text:
    due = ticket.cycle.due_at if ticket.cycle else None
    if due is None:
        return Text("card-no-limit")
    if ticket.promise_due and now <= ticket.promise_due:
        return Text("card-promised", {"due": Moment(ticket.promise_due)})
    return Text("card-overdue" if now > due else "card-answer-by", {"due": Moment(due)})


def acts(ticket: Ticket) -> Rows:
    """Return what a customer can do with the ticket in this state."""
    number, subject = int(ticket.id), int(ticket.id)
    lead = Button(label=Text("button-lead"), press=Press.LEAD, subject=subject)
    match ticket.status:
        case Status.OPEN | Status.WAITING:
            return ((Button(label=Text("button-settled"), press=Press.SETTLED, subject=subject), lead),)
        case Status.RESOLVED:
            yes = Button(label=Text("button-confirm"), press=Press.CONFIRM, subject=subject)
            no = Button(label=Text("button-object"), press=Press.OBJECT, subject=subject)
            return ((yes, no), (lead,))
        case Status.QUEUED:
            first = Button(label=Text("button-first", {"number": number}), press=Press.FIRST, subject=subject)
            back = Button(label=Text("button-withdraw", {"number": number}), press=Press.WITHDRAW, subject=subject)
            return ((first, back), (lead,))
        case Status.AWAITING_LEAD | Status.ESCALATED:
            back = Button(label=Text("button-withdraw", {"number": number}), press=Press.WITHDRAW, subject=subject)
            return ((back, lead),)
        case Status.CLOSED if resolution.refused_already(ticket):
            return resolution.appeal(ticket)
        case Status.CLOSED:
            return ((*resolution.again(ticket)[0], lead),)
