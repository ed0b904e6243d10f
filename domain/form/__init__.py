"""The form: a declared table of questions and one pure function, `reduce(draft, event, context) -> Result`.

The same engine asks for a new ticket, edits a profile, and takes every single line the desk waits for.
"""

from domain.form.course import listens
from domain.form.events import (
    AboutTicket,
    Answered,
    Began,
    Cancelled,
    Context,
    Declined,
    Edited,
    End,
    Event,
    Expired,
    Filed,
    ForOneself,
    Known,
    Lapsed,
    Result,
    Said,
    Say,
    StartAgain,
    Submitted,
    Tapped,
)
from domain.form.parse import preset_in
from domain.form.reducer import begin, reduce

__all__ = [
    "AboutTicket",
    "Answered",
    "Began",
    "Cancelled",
    "Context",
    "Declined",
    "Edited",
    "End",
    "Event",
    "Expired",
    "Filed",
    "ForOneself",
    "Known",
    "Lapsed",
    "Result",
    "Said",
    "Say",
    "StartAgain",
    "Submitted",
    "Tapped",
    "begin",
    "listens",
    "preset_in",
    "reduce",
]
