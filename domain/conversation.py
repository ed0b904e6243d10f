"""Who said what to whom, and whose the ball is then (LIFECYCLE 13–18b, 28–28b, 34–35)."""

from dataclasses import replace
from datetime import datetime

from domain import resolution, sla
from domain.decision import Decision
from domain.desk import Engineer
from domain.effects import (
    Effect,
    React,
    RefreshCard,
    RelayToCustomer,
    RelayToTopic,
    ReopenTopic,
    TellCustomer,
    TellTopic,
)
from domain.errors import AlreadyDone, AlreadyTaken, NotPossible
from domain.ids import EngineerId
from domain.lifecycle import Move, allowed, moved
from domain.said import Utterance
from domain.ticket import Status, Ticket
from domain.words import Button, Press, Style, Text

RECEIVED = "👀"  # on the customer's message
DELIVERED = "👌"  # on the engineer's
KEPT = "✍"  # on a note


def customer_wrote(ticket: Ticket, said: Utterance, *, thanks: bool) -> Decision:
    """The customer speaks: the topic hears it; more than a thank-you makes it our turn (18, 18a, 18b, 28)."""
    after = moved(ticket, Move.THANK if thanks else Move.SPEAK)
    if not thanks:
        after = replace(after, last_customer_at=said.at)
    effects: list[Effect] = [
        RelayToTopic(ticket=ticket.id, utterances=(said.id,), album=said.album),
        React(place=said.place, emoji=RECEIVED),
    ]
    if after.status is not ticket.status:
        effects.append(RefreshCard(ticket=ticket.id, lazily=True))
    return Decision(after, "customer_wrote", tuple(effects), why="thanks" if thanks else "")


def reopened(ticket: Ticket, *, by_customer: bool) -> Decision:
    """Back into the queue, in front; the clock of a new answer starts when it becomes active (34, 35, 35d)."""
    after = replace(
        moved(ticket, Move.REOPEN),
        close_reason=None,
        closed_at=None,
        duplicate_of=None,
        escalation=None,
        warned_at=None,
        activated_at=None,
        last_word_at=None,  # what we said before answers nothing now
        reopened=ticket.reopened + 1,
        front=True,
        rating=None,
    )
    effects: tuple[Effect, ...] = (ReopenTopic(ticket=ticket.id),)
    why = f"{ticket.close_reason}, {'customer' if by_customer else 'desk'}"
    return Decision(after, "reopened", effects, why)


def claim(ticket: Ticket, engineer: Engineer) -> Decision:
    """Take it: the first has it (13, C17). Raises AlreadyTaken; the customer is told once who."""
    if ticket.engineer_id is not None and ticket.engineer_id != engineer.id:
        raise AlreadyTaken(ticket.id, ticket.engineer_id)
    return _introduce(ticket, moved(ticket, Move.CLAIM), engineer, "claimed", handed=False)


def hand_over(ticket: Ticket, to: Engineer) -> Decision:
    """Give it to a colleague; the customer hears of it (14)."""
    handed = ticket.introduced is not None
    return _introduce(ticket, moved(ticket, Move.RELEASE), to, "handed_over", handed=handed)


def _introduce(before: Ticket, after: Ticket, engineer: Engineer, event: str, *, handed: bool) -> Decision:
    after = replace(after, engineer_id=engineer.id, introduced=engineer.id)
    effects: list[Effect] = [RefreshCard(ticket=before.id)]
    if before.introduced != engineer.id:
        number, name = int(before.id), engineer.name
        words = (
            Text("ticket-handed-over", {"number": number, "engineer": name})
            if handed
            else Text("ticket-claimed", {"number": number, "engineer": name})
        )
        effects.insert(0, TellCustomer(customer=before.customer_id, ticket=before.id, words=words))
    return Decision(after, event, tuple(effects), f"engineer {engineer.id}")


def release(ticket: Ticket) -> Decision:
    """Nobody has it again (14)."""
    after = replace(moved(ticket, Move.RELEASE), engineer_id=None)
    return Decision(after, "released", (RefreshCard(ticket=ticket.id),))


def abandoned(ticket: Ticket) -> Decision:
    """Who had it works here no more (14): released, wherever it stands, in line and before the lead too."""
    return Decision(replace(ticket, engineer_id=None), "released", (RefreshCard(ticket=ticket.id),), "left the group")


def owe(ticket: Ticket) -> Decision:
    """We owe the next word: silence does not close it (16). Raises AlreadyDone where the turn is ours anyway."""
    if ticket.status is Status.OPEN:
        raise AlreadyDone
    after = moved(ticket, Move.OWE)
    return Decision(after, "working", (RefreshCard(ticket=ticket.id),))


def engineer_said(ticket: Ticket, said: tuple[Utterance, ...], at: datetime, *, named: bool) -> tuple[Effect, ...]:
    """Return the letter that carries an engineer's words, public since `at`.

    Raises NotPossible while the lead decides (28b).
    """
    if not (allowed(ticket.status, Move.ANSWER) or allowed(ticket.status, Move.POSTSCRIPT)):
        raise NotPossible(ticket.id, ticket.status, Move.ANSWER)
    relay = RelayToCustomer(
        ticket=ticket.id,
        customer=ticket.customer_id,
        utterances=tuple(each.id for each in said),
        answers_at=at if ticket.live else None,
        album=said[0].album if len(said) == 1 else "",
        named=named,
    )
    if ticket.live:
        return (relay,)
    after = Text("ticket-postscript", {"number": int(ticket.id)})
    return (
        relay,
        TellCustomer(customer=ticket.customer_id, ticket=ticket.id, words=after, buttons=resolution.again(ticket)),
    )


def answer_accepted(ticket: Ticket, written_at: datetime, accepted_at: datetime, *, turns: bool = True) -> Decision:
    """A channel accepted a public human answer (15, 28a): the first answer is met, the ball may change sides.

    Words that came with a move of their own (`turns` is False), and a line that was written before the ticket was
    called settled, stop the clock and leave the ball where it is.
    """
    if not ticket.live:
        return Decision(ticket, "postscript")
    first = ticket.awaits_first_answer
    after = sla.answered(ticket, written_at, accepted_at)
    overtaken = (
        ticket.status is Status.RESOLVED and ticket.last_word_at is not None and written_at <= ticket.last_word_at
    )
    if turns and not overtaken:
        crossed = ticket.last_customer_at is not None and ticket.last_customer_at > written_at
        move = Move.CROSS if crossed and ticket.status is Status.OPEN else Move.ANSWER
        if allowed(ticket.status, move):
            word = written_at if crossed else accepted_at  # a word that crossed with theirs leaves no ball with them
            after = replace(moved(after, move), last_word_at=max(word, ticket.last_word_at or word))
    redraw = after.cycle != ticket.cycle or after.status is not ticket.status
    effects = (RefreshCard(ticket=ticket.id, lazily=True),) if redraw else ()
    return Decision(after, "answered", effects, "first" if first and after.cycle != ticket.cycle else "")


def prompt(ticket: Ticket, author: EngineerId, holder: str) -> TellTopic:
    """A line of somebody who does not have the ticket waits under buttons (SEMANTICS, who speaks; C56)."""
    note = Button(label=Text("button-note"), press=Press.NOTE, subject=ticket.id, arg=str(author))
    send = Button(label=Text("button-send"), press=Press.SEND, subject=ticket.id, arg=str(author))
    if ticket.engineer_id is not None:
        words = Text("prompt-other", {"engineer": holder})
    else:
        words = Text("prompt-unclaimed")
        if allowed(ticket.status, Move.CLAIM):  # one that waits in line, or is closed, cannot be taken
            send = replace(send, label=Text("button-take-and-send"), press=Press.TAKE_AND_SEND, style=Style.GOOD)
    return TellTopic(ticket=ticket.id, words=words, buttons=((send, note),), tag=prompt_tag(author))


def prompt_tag(author: EngineerId) -> str:
    """One prompt serves a run of one person's lines."""
    return f"prompt:{author}"
