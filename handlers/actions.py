"""Everything that handlers may ask of the desk, in one place; the app makes it once."""

from dataclasses import dataclass

from actions.intake import Intake

from actions.alerts import Alerts
from actions.answering import Answering
from actions.binding import Binding
from actions.clockwork import Clockwork
from actions.conversation import Conversation
from actions.gate import Gate
from actions.handling import Handling
from actions.lookups import Lookups
from actions.membership import Membership
from actions.questions import Questions
from actions.resolution import Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions:
    """One call of one of these is one transaction."""

    intake: Intake
    conversation: Conversation
    answering: Answering
    handling: Handling
    resolution: Resolution
    alerts: Alerts
    gate: Gate
    questions: Questions
    lookups: Lookups
    membership: Membership
    binding: Binding
    clockwork: Clockwork
