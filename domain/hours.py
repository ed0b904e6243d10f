"""What people hear outside the open hours of the desk, where its policy has any."""

from datetime import datetime

from domain.policy import Policy
from domain.words import Moment, Text


def opens_at(policy: Policy, at: datetime) -> datetime | None:
    """Return when the desk opens; None while it is open, and where it works round the clock."""
    if policy.calendar is None or policy.calendar.is_open(at):
        return None
    return policy.calendar.next_open(at)


def closed_greeting(policy: Policy, at: datetime) -> tuple[Text, ...]:
    """Say to who comes outside the hours when they begin."""
    opens = opens_at(policy, at)
    return (Text("closed-greeting", {"opens": Moment(opens)}),) if opens else ()


def closed_receipt(policy: Policy, at: datetime, due: datetime | None = None) -> tuple[Text, ...]:
    """Say to who was registered outside the hours when they begin, unless the answer is promised before."""
    opens = opens_at(policy, at)
    if opens is None or (due is not None and due <= opens):
        return ()
    return (Text("closed-receipt", {"opens": Moment(opens)}),)
