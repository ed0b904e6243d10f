"""What actions need from the outside: a store, a clock. Storage fits these by shape."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from domain.clocks import Timer
from domain.customer import Customer, Organisation
from domain.desk import Alert, DueTimer, Engineer, Entry, Group, Origin, TicketPlace, Twin
from domain.draft import Asking, Draft
from domain.effects import Effect
from domain.ids import (
    AlertId,
    ChatId,
    CustomerId,
    EngineerId,
    LetterId,
    MatterId,
    OrganisationId,
    ThreadId,
    TicketId,
    TimerId,
    UserId,
    UtteranceId,
)
from domain.letters import Envelope
from domain.matter import Matter, MatterKind, Outcome
from domain.policy import Consent
from domain.privacy import Agreement, ConsentAct, Erased, Traces
from domain.said import Message, Place, Side, Standing, Utterance
from domain.ticket import Cycle, Ticket

T = TypeVar("T")


class Tickets(Protocol):
    """Tickets with their current answer cycle."""

    async def next_number(self) -> TicketId: ...
    async def add(self, ticket: Ticket) -> None: ...
    async def save(self, ticket: Ticket) -> None: ...  # the row, and its current cycle (insert or update)
    async def get(self, ticket: TicketId) -> Ticket | None: ...
    async def locked(self, ticket: TicketId) -> Ticket: ...  # customer, then ticket; raises NotFound
    async def live_of(self, customer: CustomerId) -> tuple[Ticket, ...]: ...  # by number
    async def recent_of(self, customer: CustomerId, limit: int) -> tuple[Ticket, ...]: ...  # newest first
    async def last_closed(self, customer: CustomerId, since: datetime) -> Ticket | None: ...
    async def slot_holder(self, customer: CustomerId, organisation: OrganisationId) -> Ticket | None: ...
    async def line(self, customer: CustomerId, organisation: OrganisationId) -> tuple[Ticket, ...]: ...  # queued
    async def of_organisation(self, organisation: OrganisationId, limit: int) -> tuple[Ticket, ...]: ...
    async def held_by(self, engineer: EngineerId) -> tuple[Ticket, ...]: ...  # live, by deadline
    async def queue(self, limit: int) -> tuple[Ticket, ...]: ...  # live and ours to answer, by deadline
    async def awaiting_lead(self, limit: int) -> tuple[Ticket, ...]: ...
    async def cycles(self, ticket: TicketId) -> tuple[Cycle, ...]: ...


class Customers(Protocol):
    """People the desk helps."""

    async def get(self, customer: CustomerId) -> Customer | None: ...
    async def by_user(self, user: UserId) -> Customer | None: ...
    async def by_phone(self, phone: str) -> tuple[Customer, ...]: ...
    async def add(self, user: UserId | None, language: str, zone: str) -> Customer: ...
    async def save(self, customer: Customer) -> None: ...
    async def organisation(self, organisation: Organisation) -> OrganisationId: ...  # by INN, then by name; made if new


class Drafts(Protocol):
    """Pending questions."""

    async def pending(
        self, author: UserId, chat: ChatId, thread: ThreadId | None
    ) -> tuple[Draft, ...]: ...  # last asked first
    async def get(self, author: UserId, chat: ChatId, thread: ThreadId | None, asking: Asking) -> Draft | None: ...
    async def put(self, draft: Draft) -> None: ...
    async def drop(self, draft: Draft) -> None: ...
    async def due(self, now: datetime, limit: int) -> tuple[Draft, ...]: ...


class Utterances(Protocol):
    """What people said, and which message of Telegram shows it where."""

    async def add(
        self,
        message: Message,
        side: Side,
        standing: Standing,
        ticket: TicketId | None,
        engineer: EngineerId | None = None,
    ) -> Utterance: ...  # also remembers the person's own message as its first twin
    async def spoken(
        self, ticket: TicketId, engineer: EngineerId, text: str, at: datetime, standing: Standing
    ) -> Utterance: ...  # by a button: no message of its own
    async def get(self, utterance: UtteranceId) -> Utterance | None: ...
    async def many(self, utterances: Sequence[UtteranceId]) -> tuple[Utterance, ...]: ...
    async def held(self, ticket: TicketId, author: UserId) -> tuple[Utterance, ...]: ...
    async def settle(self, utterances: Sequence[UtteranceId], standing: Standing, ticket: TicketId | None) -> None: ...
    async def mailed(self, utterances: Sequence[UtteranceId], at: datetime) -> None: ...
    async def edited(self, utterance: UtteranceId, text: str, entities: str, at: datetime) -> None: ...  # keeps both
    async def forget(self, utterances: Sequence[UtteranceId]) -> None: ...  # rows and twins are deleted
    async def of_ticket(self, ticket: TicketId) -> tuple[Utterance, ...]: ...
    async def earlier_words(self, ticket: TicketId) -> dict[UtteranceId, tuple[tuple[datetime, str], ...]]: ...
    async def twin(self, place: Place) -> Twin | None: ...
    async def twins(self, utterance: UtteranceId) -> tuple[Twin, ...]: ...
    async def remember(
        self, place: Place, ticket: TicketId | None, utterance: UtteranceId | None, *, copied: bool
    ) -> None: ...


class Places(Protocol):
    """Where tickets are shown, and the engineers' chat."""

    async def group(self) -> Group | None: ...
    async def bind(self, group: Group) -> None: ...
    async def migrated(self, old: ChatId, new: ChatId) -> None: ...
    async def of(self, ticket: TicketId) -> TicketPlace | None: ...
    async def ticket_in(self, chat: ChatId, thread: ThreadId) -> TicketId | None: ...
    async def elsewhere(self, chat: ChatId) -> tuple[TicketId, ...]: ...  # live, and shown in another chat than this
    async def put(self, place: TicketPlace) -> None: ...


class Outbox(Protocol):
    """Letters that wait."""

    async def post(self, effect: Effect, envelope: Envelope, now: datetime, not_before: datetime) -> None: ...
    # A waiting letter with the same merge_key is replaced in its place; the sooner `not_before` stays.
    async def post_ahead(self, letter: LetterId, effect: Effect, envelope: Envelope, now: datetime) -> None: ...
    # Into the lane of a waiting letter, right before it; several calls keep their order.
    async def join_album(self, key: str, utterance: UtteranceId, not_before: datetime) -> bool: ...
    # A waiting relay with this merge_key takes the utterance in; False if there is none.
    async def waiting(self, merge_key: str) -> Effect | None: ...
    async def answer_pending(self, ticket: TicketId, until: datetime) -> bool: ...
    # A letter of this ticket with answers_at <= until still waits to be accepted.
    async def void_tag(self, lane: str, tag: str) -> None: ...  # a waiting letter under this tag is not sent any more
    async def find_tag(self, lane: str, tag: str) -> Place | None: ...  # the message last sent under this tag
    async def sent(self, letter: LetterId, place: Place | None, writes: int, at: datetime) -> None: ...  # unmoved time
    async def retry(self, letter: LetterId, not_before: datetime, error: str) -> None: ...
    async def give_up(self, letter: LetterId, error: str) -> None: ...


class Timers(Protocol):
    """When the clock must look again."""

    async def rearm(self, ticket: TicketId, gone: Iterable[Timer], new: Iterable[Timer]) -> None: ...
    # Unfired timers of `gone` are deleted; `new` are added unless they exist, fired ones included.
    async def due(self, now: datetime, limit: int) -> tuple[DueTimer, ...]: ...  # by ticket, then by time
    async def fired(self, timers: Sequence[TimerId], at: datetime) -> None: ...
    async def postpone(self, timer: TimerId, until: datetime) -> None: ...


class Journal(Protocol):
    """Append-only."""

    async def write(self, entry: Entry) -> None: ...
    async def of(self, ticket: TicketId) -> tuple[Entry, ...]: ...


class Inbox(Protocol):
    """Stored updates, as far as actions ask about them."""

    async def unhandled(self, chat: ChatId, thread: ThreadId | None, until: datetime) -> bool: ...

    # Whether an update of this topic, sent at or before `until`, still waits to be handled.


class Engineers(Protocol):
    """The roster, from membership of the group."""

    async def get(self, engineer: EngineerId) -> Engineer | None: ...
    async def present(self) -> tuple[Engineer, ...]: ...
    async def put(self, engineer: Engineer) -> None: ...


class Alerts(Protocol):
    """What leads were alerted to."""

    async def raise_(self, ticket: TicketId, kind: str, at: datetime) -> AlertId: ...
    async def open_of(self, ticket: TicketId) -> tuple[Alert, ...]: ...
    async def settle(self, alert: AlertId, by: UserId | None, at: datetime) -> bool: ...  # False: somebody was faster


class Matters(Protocol):
    """What waits for a lead's word."""

    async def raise_(
        self,
        kind: MatterKind,
        customer: CustomerId,
        ticket: TicketId | None,
        text: str,
        at: datetime,
        by: EngineerId | None = None,
    ) -> Matter: ...
    async def get(self, matter: MatterId) -> Matter | None: ...
    async def open_of(self, ticket: TicketId, kind: MatterKind) -> tuple[Matter, ...]: ...
    async def waiting(self, kind: MatterKind, limit: int) -> tuple[Matter, ...]: ...  # the oldest first
    async def settle(
        self, matter: MatterId, by: UserId, outcome: Outcome, at: datetime
    ) -> bool: ...  # False: somebody was faster


class Facts(Protocol):
    """Small things the desk remembers by name (heartbeat, outages, once-a-day notices)."""

    async def get(self, name: str) -> str | None: ...
    async def put(self, name: str, value: str) -> None: ...


class Consents(Protocol):
    """Who agreed to which text, refused it or took it back."""

    async def record(self, customer: CustomerId, act: ConsentAct, consent: Consent, at: datetime) -> None: ...
    async def of(self, customer: CustomerId) -> tuple[Agreement, ...]: ...


class Erasure(Protocol):
    """What is erased of people, and what loses its words with time."""

    async def erase(self, customer: CustomerId, user: UserId | None) -> None: ...
    async def erase_words(self, ticket: TicketId) -> None: ...
    async def forget_raw(self, customer: CustomerId, user: UserId) -> None: ...
    async def traces(
        self, customer: CustomerId, user: UserId | None, since: datetime, real_since: datetime
    ) -> Traces: ...
    async def remember(self, erased: Erased) -> None: ...
    async def remembered(self) -> tuple[Erased, ...]: ...
    async def empty_old(self, before: datetime, limit: int) -> int: ...
    async def worded(self, before: datetime, limit: int) -> tuple[TicketId, ...]: ...


class Transaction(Protocol):
    """All a unit may touch."""

    @property
    def tickets(self) -> Tickets: ...
    @property
    def customers(self) -> Customers: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def utterances(self) -> Utterances: ...
    @property
    def places(self) -> Places: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def timers(self) -> Timers: ...
    @property
    def journal(self) -> Journal: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def engineers(self) -> Engineers: ...
    @property
    def alerts(self) -> Alerts: ...
    @property
    def matters(self) -> Matters: ...
    @property
    def facts(self) -> Facts: ...
    @property
    def consents(self) -> Consents: ...
    @property
    def erasure(self) -> Erasure: ...


class Store(Protocol):
    """The desk's memory."""

    async def run(self, origin: Origin, unit: Callable[[Transaction], Awaitable[T]]) -> T | None:
        """Run the unit in one transaction and mark its origin handled in the same commit.

        None, and nothing done, if the origin is marked already. A Refusal (or any exception) rolls the unit back,
        leaves the origin unmarked and is raised. The unit may be run again from its start.
        """
        ...

    async def read(self, look: Callable[[Transaction], Awaitable[T]]) -> T:
        """Look without changing anything: a second connection that sees only what is committed."""
        ...


class Clock(Protocol):
    """The time. `now` may be moved (CLOCK_OFFSET_FILE); `real` never is."""

    def now(self) -> datetime: ...
    def real(self) -> datetime: ...
