"""What a rule returns: the ticket as it should be, and what must be told."""

from dataclasses import dataclass

from domain.effects import Effect
from domain.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Decision:
    """The rule's word. `event` and `why` go to the journal: never words or contacts of people."""

    ticket: Ticket
    event: str
    effects: tuple[Effect, ...] = ()
    why: str = ""
