"""How a ticket ends: settled and confirmed (R23), by silence (R24), by a no, or taken back by the customer."""

from dataclasses import replace
from datetime import datetime

from domain import clocks, sla
from domain.decision import Decision
from domain.effects import CloseTopic, Effect, RefreshCard, SendEmail, TellCustomer, TellTopic
from domain.errors import AlreadyDone, NeedsText
from domain.lifecycle import Move, moved
from domain.policy import Ground, Policy
from domain.said import Place
from domain.ticket import CUSTOMERS_BALL, CloseReason, Status, Ticket
from domain.words import Button, Moment, Press, Rows, Style, Text, Token, Words


def resolve(ticket: Ticket, text: str, policy: Policy, at: datetime, mark: Place | None = None) -> Decision:
    """The engineer calls it settled; the customer has the last word (17). Raises NeedsText.

    The text is a public answer of its own: accepted, it stops the clock of the first answer.
    """
    answered_before = ticket.cycle is not None and ticket.cycle.answered_at is not None
    if not text and not answered_before:
        raise NeedsText
    after = replace(moved(ticket, Move.RESOLVE), last_word_at=at)
    number = int(ticket.id)
    close = Moment(at + policy.silence.close)
    remind = Moment(at + policy.silence.remind)
    words = (
        Text("ask-confirmation", {"number": number, "text": text, "remind": remind, "close": close})
        if text
        else Text("ask-confirmation-bare", {"number": number, "remind": remind, "close": close})
    )
    ask = TellCustomer(
        customer=ticket.customer_id,
        ticket=ticket.id,
        words=words,
        buttons=yes_or_no(ticket),
        answers_at=at if text else None,
        tag=f"confirm:{ticket.id}",
        mark=mark,
    )
    return Decision(after, "resolved", (ask, RefreshCard(ticket=ticket.id)), "with text" if text else "")


def yes_or_no(ticket: Ticket) -> Rows:
    """R23: the customer's last word."""
    yes = Button(label=Text("button-confirm"), press=Press.CONFIRM, subject=ticket.id, style=Style.GOOD)
    no = Button(label=Text("button-object"), press=Press.OBJECT, subject=ticket.id)
    return ((yes, no),)


def confirm(ticket: Ticket, at: datetime) -> Decision:
    """The customer says yes, or that it is solved before we asked (19, 21). Rating is asked once."""
    if not ticket.live:
        raise AlreadyDone
    if ticket.status not in {Status.OPEN, Status.WAITING, Status.RESOLVED}:
        return withdraw(ticket, at, settled=True)
    move = Move.CONFIRM if ticket.status is Status.RESOLVED else Move.SETTLE
    after = _closed(ticket, move, CloseReason.CONFIRMED, at)
    told = TellCustomer(
        customer=ticket.customer_id,
        ticket=ticket.id,
        words=Text("ticket-confirmed", {"number": int(ticket.id)}),
        buttons=rating(ticket),
        tag=f"rating:{ticket.id}",
    )
    return Decision(after, "confirmed", (told, *_ended(ticket)), move)


def rating(ticket: Ticket) -> Rows:
    """Ask how we did (R26)."""
    return (
        (
            Button(label=Text("button-good"), press=Press.RATE, subject=ticket.id, arg="1"),
            Button(label=Text("button-bad"), press=Press.RATE, subject=ticket.id, arg="-1"),
        ),
        *to_lead(ticket),
    )


def object_(ticket: Ticket, engineer: str, at: datetime) -> Decision:
    """Not all is well: back in work (20), even if we have written since we asked (28a). The second reaches the lead."""
    if ticket.status not in CUSTOMERS_BALL:
        raise AlreadyDone
    after = replace(moved(ticket, Move.OBJECT), last_customer_at=at, objections=ticket.objections + 1)
    number = int(ticket.id)
    words = (
        Text("ticket-objected", {"number": number, "engineer": engineer})
        if engineer
        else Text("ticket-objected-unclaimed", {"number": number})
    )
    effects: tuple[Effect, ...] = (
        TellCustomer(customer=ticket.customer_id, ticket=ticket.id, words=words),
        TellTopic(ticket=ticket.id, words=Text("topic-objected"), mention=ticket.engineer_id),
        RefreshCard(ticket=ticket.id),
    )
    return Decision(after, "objected", effects, str(after.objections))


def withdraw(ticket: Ticket, at: datetime, *, settled: bool = False) -> Decision:
    """The customer takes the question back (33), or it has settled itself before its turn."""
    if not ticket.live:
        raise AlreadyDone
    after = _closed(ticket, Move.WITHDRAW, CloseReason.WITHDRAWN, at)
    number = int(ticket.id)
    words = Text("ticket-settled", {"number": number}) if settled else Text("ticket-withdrawn", {"number": number})
    told = TellCustomer(customer=ticket.customer_id, ticket=ticket.id, words=words)
    return Decision(after, "withdrawn", (told, *_ended(ticket)))


def time_out(ticket: Ticket, policy: Policy, at: datetime) -> Decision | None:
    """More than two weeks of the customer's silence (23, R24): None if it is not so, whatever timer says it."""
    close = clocks.closing(ticket, policy)
    if ticket.status not in CUSTOMERS_BALL or close is None or at <= close:
        return None
    after = _closed(ticket, Move.TIME_OUT, CloseReason.TIMED_OUT, at)
    told = TellCustomer(
        customer=ticket.customer_id,
        ticket=ticket.id,
        words=Text("ticket-timed-out", {"number": int(ticket.id), "days": policy.silence.close.days}),
        buttons=again(after),
        mailed=True,
    )
    return Decision(after, "timed_out", (told, *_ended(ticket)))


def time_out_letter(ticket: Ticket, policy: Policy, language: str, key: str) -> SendEmail:
    """R24: the letter that says so. `ticket` is as it was before; `key` brings the reader back to it."""
    contacts = policy.contacts
    return SendEmail(
        ticket=ticket.id,
        to=ticket.contact.email,
        language=language,
        subject=Text("email-timed-out-subject", {"number": int(ticket.id)}),
        body=Text(
            "email-timed-out",
            {
                "number": int(ticket.id),
                "name": ticket.contact.name.split()[0],
                "answered": Moment(ticket.last_word_at or ticket.received_at),
                "days": policy.silence.close.days,
                "description": short(ticket.description),
                "key": key,
                "phone": contacts.support.phone,
                "lead": contacts.lead.email,
                "company": contacts.company,
            },
        ),
    )


def reminder(ticket: Ticket, policy: Policy) -> Decision | None:
    """Three days before (22): it does not move the date (C35)."""
    close = clocks.closing(ticket, policy)
    if ticket.status not in CUSTOMERS_BALL or ticket.last_word_at is None or close is None:
        return None
    after = moved(ticket, Move.REMIND)
    still = Button(label=Text("button-still"), press=Press.STILL, subject=ticket.id)
    settled = Button(label=Text("button-settled"), press=Press.SETTLED, subject=ticket.id)
    words = Text(
        "ticket-reminder",
        {
            "number": int(ticket.id),
            "since": Moment(ticket.last_word_at),
            "close": Moment(close),
        },
    )
    told = TellCustomer(customer=ticket.customer_id, ticket=ticket.id, words=words, buttons=((still, settled),))
    return Decision(after, "reminded", (told,))


def refuse(ticket: Ticket, ground: Ground, extra: str, at: datetime) -> Decision:
    """Not what support does (30, R6, R10): told with its reason and whom to ask; it counts as the first answer."""
    after = _closed(sla.answered(ticket, at, at), Move.REFUSE, ground.reason, at)
    number = int(ticket.id)
    words: Words = Text(
        "ticket-out-of-scope", {"number": number, "ground": ground.text, "extra": f" {extra}" if extra else ""}
    )
    told = TellCustomer(customer=ticket.customer_id, ticket=ticket.id, words=words, buttons=appeal(ticket))
    return Decision(after, "refused", (told, *_ended(ticket)), ground.key)


def refuse_rude(ticket: Ticket, at: datetime) -> Decision:
    """A lead confirms that rudeness went on after the warning (29a, R13): an end with its reason, and the appeal."""
    after = _closed(sla.answered(ticket, at, at), Move.REFUSE_RUDE, CloseReason.REFUSED_RUDE, at)
    words = Text("ticket-refused-rude", {"number": int(ticket.id)})
    told = TellCustomer(customer=ticket.customer_id, ticket=ticket.id, words=words, buttons=appeal(ticket))
    return Decision(after, "refused_rude", (told, *_ended(ticket)))


def turn_down(ticket: Ticket, text: str, at: datetime) -> Decision:
    """The lead does not take a customer without a subscription (9, R9)."""
    after = _closed(ticket, Move.REFUSE_UNSUBSCRIBED, CloseReason.REFUSED_UNSUBSCRIBED, at)
    told = TellCustomer(
        customer=ticket.customer_id,
        ticket=ticket.id,
        words=Text("ticket-turned-down", {"number": int(ticket.id), "text": text}),
        buttons=appeal(ticket),
    )
    return Decision(after, "turned_down", (told, *_ended(ticket)))


def appeal(ticket: Ticket) -> Rows:
    """R13, R26: a no can be appealed, and always names whom to turn to."""
    against = Button(label=Text("button-appeal"), press=Press.APPEAL, subject=ticket.id)
    return ((against, *to_lead(ticket)[0]),)


def to_lead(ticket: Ticket) -> Rows:
    """The lead, one tap away: under every no, and wherever something takes longer than was promised (R22)."""
    return ((Button(label=Text("button-lead"), press=Press.LEAD, subject=ticket.id),),)


def refused_already(ticket: Ticket) -> bool:
    """Whether the ticket ended by our no, so that only an appeal brings it back (35a)."""
    ours = {CloseReason.CONFIRMED, CloseReason.WITHDRAWN, CloseReason.TIMED_OUT, CloseReason.DUPLICATE}
    return ticket.status is Status.CLOSED and ticket.close_reason not in ours


def again(ticket: Ticket) -> Rows:
    """Go on with a closed ticket; where it ended by our no, whom to ask."""
    if refused_already(ticket):
        return appeal(ticket)
    label = Text("button-reopen", {"number": int(ticket.id)})
    return ((Button(label=label, press=Press.REOPEN, subject=ticket.id),),)


def why_refused(ticket: Ticket) -> Text:
    """Say to somebody who writes on why it stays closed (35a)."""
    reason = Token(ticket.close_reason or "")
    return Text("ticket-was-refused", {"number": int(ticket.id), "reason": reason})


def short(text: str, limit: int = 80) -> str:
    """Return the first words of something long, the last of them whole unless it is all there is."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    words = line[:limit].rpartition(" ")[0]
    return (words if len(words) > limit // 2 else line[: limit - 1]).rstrip(" ,.;:–—-") + "…"


def _closed(ticket: Ticket, move: Move, reason: CloseReason, at: datetime) -> Ticket:
    return replace(moved(ticket, move), close_reason=reason, closed_at=at, promise_due=None, front=False)


def _ended(ticket: Ticket) -> tuple[Effect, ...]:
    return (RefreshCard(ticket=ticket.id), CloseTopic(ticket=ticket.id))
