"""The ticket: one question of one customer (R16), where it stands and what was promised."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.customer import Category, Channel, Contact, Evidence, Organisation
from domain.ids import CustomerId, EngineerId, OrganisationId, TicketId


class Status(StrEnum):
    """Seven states; each says whose the ball is."""

    AWAITING_LEAD = "awaiting_lead"  # the lead's: not entitled (R9)
    QUEUED = "queued"  # nobody's: an earlier ticket holds the slot (R17)
    OPEN = "open"  # ours
    WAITING = "waiting"  # the customer's: we answered or asked
    ESCALATED = "escalated"  # the developers' (R21)
    RESOLVED = "resolved"  # the customer's: the engineer calls it settled
    CLOSED = "closed"  # nobody's; with a reason


SLOT = frozenset({Status.OPEN, Status.WAITING, Status.RESOLVED})  # at most one of a person and organisation
LIVE = frozenset(Status) - {Status.CLOSED}
CUSTOMERS_BALL = frozenset({Status.WAITING, Status.RESOLVED})


class CloseReason(StrEnum):
    """Why a closed ticket is closed."""

    CONFIRMED = "confirmed"  # R23
    TIMED_OUT = "timed_out"  # R24
    REFUSED_NO_DATA = "refused_no_data"  # R13
    REFUSED_RUDE = "refused_rude"  # R13
    REFUSED_UNSUBSCRIBED = "refused_unsubscribed"  # R9
    OUT_OF_SCOPE = "out_of_scope"  # R10
    UNSUPPORTED_PRODUCT = "unsupported_product"  # R6
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"


class VersionMark(StrEnum):
    """What the card says beside the product's version (R4, R11)."""

    EXACT = "exact"
    OLD = "old"  # not the current one of a current-only product
    UNKNOWN = "unknown"  # the box does not start, the customer cannot look


CORRECTED_LATE = "corrected_late"  # the deadline was past when the category was put right: nobody's fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """One clock of the first answer: promised once, never recomputed (R2, R8)."""

    n: int
    started_at: datetime
    due_at: datetime | None  # None: no limit
    reason: "DueReason"
    answered_at: datetime | None = None  # when the answer was written
    delivered_at: datetime | None = None  # when a channel accepted it


@dataclass(frozen=True, slots=True, kw_only=True)
class DueReason:
    """Why a deadline is what it is; what `/why` tells."""

    category: Category
    evidence: Evidence
    limit: timedelta | None
    # registered, activated, accepted, reopened, category, duplicate, entitled, corrected, corrected_late
    cause: str = "registered"
    problem: str = ""  # the category of problems whose time it is; empty: the customer's category has the shorter one
    working: bool = False  # counted in the open hours of the business calendar
    since: datetime | None = None  # what the time was counted from; None: from the start of the cycle


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A deadline as it was given: a later one does not overwrite it. `/why` tells them all."""

    cycle: int
    at: datetime
    due_at: datetime | None
    reason: DueReason
    policy_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """R21: who among the developers has it, and when they expect to be done."""

    contact: str
    due_at: datetime
    missed: int = 0  # how many of their times have passed


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A ticket keeps copies of what was given at registration, so that later edits do not rewrite history."""

    id: TicketId
    customer_id: CustomerId
    organisation_id: OrganisationId
    status: Status
    received_at: datetime
    channel: Channel
    policy_version: str
    category: Category
    evidence: Evidence
    contact: Contact
    organisation: Organisation
    product: str  # the catalogue's key
    version: str | None
    version_mark: VersionMark
    description: str
    attachments: int = 0
    close_reason: CloseReason | None = None
    closed_at: datetime | None = None
    engineer_id: EngineerId | None = None
    introduced: EngineerId | None = None  # whom the customer was told about
    activated_at: datetime | None = None
    cycle: Cycle | None = None  # the current one
    last_word_at: datetime | None = None  # our last word that left the ball with the customer
    last_customer_at: datetime | None = None  # the customer's last word that is more than a thank-you
    promise_due: datetime | None = None  # "mine, I answer by …" after a missed deadline
    escalation: Escalation | None = None
    duplicate_of: TicketId | None = None
    reopened: int = 0
    objections: int = 0
    front: bool = False  # goes before the others in the queue (invariant 7)
    rating: int | None = None  # 1 or -1
    problem: str = ""  # the key of its category of problems (R1); empty: none, or none was asked for
    warned_at: datetime | None = None  # the customer was asked for another tone (R13)
    complaint_open: bool = False  # only the lead knows: silence does not close it meanwhile (R26)
    held_until: datetime | None = None  # nor before this, once the complaint is settled
    version_told: str = ""  # what the customer typed when the form could not read it as a version

    @property
    def live(self) -> bool:
        """Every state but closed."""
        return self.status in LIVE

    @property
    def holds_slot(self) -> bool:
        """Whether it is the one ticket of its person and organisation that is worked on (R17)."""
        return self.status in SLOT

    @property
    def awaits_first_answer(self) -> bool:
        """Whether the clock of the first answer runs (invariant 5, limit or not).

        A reopened ticket that waits for its turn has the cycle of its earlier life, which ended with it.
        """
        running = self.cycle is not None and self.cycle.answered_at is None
        return self.live and self.activated_at is not None and running
