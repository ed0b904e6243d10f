"""A question put to somebody and not answered yet: the unfinished form, or one line the desk waits for."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.ids import ChatId, ThreadId, UserId, UtteranceId


class Asking(StrEnum):
    """What the answer will be used for."""

    FORM = "form"  # a new ticket; subject: the customer
    RESOLVE = "resolve"  # how it was solved; subject: the ticket
    REFUSE = "refuse"  # words beside a ground (R10, R13); subject: the ticket
    TURN_DOWN = "turn_down"  # the lead refuses (R9); subject: the ticket
    PROMISE = "promise"  # until when the answer is promised; subject: the ticket
    RATING = "rating"  # what was wrong (R26); subject: the ticket
    TO_LEAD = "to_lead"  # the customer's word to the lead (R22); subject: the customer
    FROM_LEAD = "from_lead"  # the lead's reply; subject: the customer
    WHICH = "which"  # which ticket the kept messages belong to; subject: the customer
    PROFILE = "profile"  # edits what is kept; subject: the customer


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One pending question. The author answers it; the subject is whom or what it is about.

    Unique by author, chat, thread and what is asked; of several, the one asked last is meant.
    `rev` grows with every step, so that a button of an old step is known as such.
    """

    author: UserId
    chat: ChatId
    thread: ThreadId | None
    asking: Asking
    subject: int
    rev: int
    step: str
    asked_at: datetime  # when the current question was put
    started_at: datetime
    values: dict[str, str] = field(default_factory=dict)
    utterances: tuple[UtteranceId, ...] = ()  # what the author has said and sent so far, in order
    returning: bool = False  # an edit from the review: the next accepted answer leads back there
    nudged: bool = False
    due_at: datetime | None = None  # when the sweep looks again: the nudge, then the drop
