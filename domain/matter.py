"""What waits for a lead's word: rudeness that an engineer has proposed to refuse, an appeal, a complaint (R13, R26)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.ids import CustomerId, EngineerId, MatterId, TicketId, UserId


class MatterKind(StrEnum):
    """Who asks the lead for what."""

    RUDENESS = "rudeness"  # an engineer: to refuse, with the message in question (29)
    APPEAL = "appeal"  # a customer: to take a refused ticket up again (35a)
    COMPLAINT = "complaint"  # a customer: to hear what went wrong (36); engineers never see it


class Outcome(StrEnum):
    """What the lead has decided."""

    GRANTED = "granted"  # refused as proposed, taken up again, heard and answered
    DECLINED = "declined"
    MOOT = "moot"  # there was nothing left to decide


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One row, a letter to each lead; the first to decide settles it."""

    id: MatterId
    kind: MatterKind
    customer: CustomerId
    ticket: TicketId | None
    text: str  # what the customer said or wrote
    raised_at: datetime
    raised_by: EngineerId | None = None  # None: the customer
    settled_by: UserId | None = None
    outcome: Outcome | None = None  # None: it waits

    @property
    def tag(self) -> str:
        """Under which every lead's copy is found again."""
        return f"matter:{self.id}"
