"""What the desk refuses. Facts only; the words come later.

Refusal
├── NotPossible      the ticket's state does not allow it
├── NotYours         the person may not do this
│   ├── LeadsOnly    only a lead may
│   └── OfAColleague the line is another engineer's
├── NotFound         there is no such ticket, or it is not this person's to see
├── AlreadyTaken     another engineer was faster
├── AlreadyDone      the button's moment has passed
├── NeedsText        resolve without a word and without an answer before
├── InThePast        a promise must be a moment that is still to come
├── NotEnough        a command without what it needs
├── NotWarned        a refusal for rudeness needs a warning, and rudeness after it
└── Unfit            what was named does not fit, and why
"""

from datetime import datetime

from domain.ids import EngineerId, TicketId


class Refusal(Exception):  # noqa: N818  a refusal is an answer, not an accident
    """The desk says no, with its reason; nothing has changed."""


class NotPossible(Refusal):
    """The state of the ticket does not allow this move."""

    def __init__(self, ticket_id: TicketId, status: str, move: str) -> None:
        super().__init__(ticket_id, status, move)
        self.ticket_id, self.status, self.move = ticket_id, status, move


class NotYours(Refusal):
    """The person has no right to do this, whatever number or button they sent."""


class LeadsOnly(NotYours):
    """Only a lead may."""


class OfAColleague(NotYours):
    """What an engineer has written is for that engineer to send."""


class NotFound(Refusal):
    """No such ticket for this person."""


class AlreadyTaken(Refusal):
    """Somebody else has it."""

    def __init__(self, ticket_id: TicketId, engineer_id: EngineerId, name: str = "") -> None:
        super().__init__(ticket_id, engineer_id)
        self.ticket_id, self.engineer_id, self.name = ticket_id, engineer_id, name


class AlreadyDone(Refusal):
    """What the button asks for has been done or decided already."""


class NeedsText(Refusal):
    """An engineer calls it settled, but the customer has not heard one word yet."""


class Unfit(Refusal):
    """What was named for it does not fit: a request, a message to split off, a ticket that is no duplicate."""

    def __init__(self, why: str, named: str = "") -> None:
        super().__init__(why, named)
        self.why, self.named = why, named


class InTheFuture(Refusal):
    """What has been said must have been said by now."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self.at = at


class InThePast(Refusal):
    """A promise must be a moment that is still to come."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self.at = at


class NotEnough(Refusal):
    """A command without what it needs: "contact", "time" (C49), "reason", "ground", "words"."""

    def __init__(self, missing: str, listed: str = "") -> None:
        super().__init__(missing, listed)
        self.missing = missing
        self.listed = listed  # what there is to choose from


class NotWarned(Refusal):
    """Nobody is refused for a tone they were not asked to change: no warning, or not one rude word since it (29)."""

    def __init__(self, warned_at: datetime | None) -> None:
        super().__init__(warned_at)
        self.warned_at = warned_at
