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
    ESCALATE_CONTACT = "escalate_contact"  # who of the developers (R21); subject: the ticket
    ESCALATE_TIME = "escalate_time"  # and by when
    ESCALATE_WORDS = "escalate_words"  # and what the customer is told
    NEW_TIME = "new_time"  # the developers' other time; subject: the ticket
    FIXED = "fixed"  # in which version it is mended; subject: the ticket
    APPEAL = "appeal"  # why the customer does not agree (R13); subject: the ticket
    UPHOLD = "uphold"  # the lead takes the appeal, in words for the customer; subject: the matter
    DISMISS = "dismiss"  # the lead leaves it closed; subject: the matter
    REOPEN = "reopen"  # why a closed ticket is taken up again; subject: the ticket
    COMPLAINT = "complaint"  # what went wrong (R26); subject: the ticket, 0 for none
    COMPLAINT_SETTLED = "complaint_settled"  # what the lead answers to it; subject: the matter
    FROM_LEAD = "from_lead"  # the lead's reply; subject: the customer
    WHICH = "which"  # which ticket the kept messages belong to; subject: the customer
    PROFILE = "profile"  # edits what is kept; subject: the customer
    CALLER = "caller"  # a ticket for somebody who called; subject: the engineer's own row among customers
    LINK = "link"  # one's own contact, to go on in Telegram; subject: the ticket
    CALLED = "called"  # when it was answered in a call; subject: the ticket
    SOLVED = "solved"  # who said in a call that it is solved (R23); subject: the ticket
    HEARD = "heard"  # what the customer said in a call; subject: the ticket


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

    @property
    def files_a_ticket(self) -> bool:
        """Whether it is a form, one's own or a caller's; everything else is a question or two."""
        return self.asking in {Asking.FORM, Asking.CALLER}
