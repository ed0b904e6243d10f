"""What delivery needs: the outbox it empties, and the desk it reports to."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from actions import ports
from domain.delivery import Sent, Trouble
from domain.desk import Origin
from domain.ids import LetterId
from domain.letters import Letter

T = TypeVar("T")


class Write(Protocol):
    """What was written to a chat a moment ago."""

    @property
    def chat(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def writes(self) -> int: ...


class Outbox(ports.Outbox, Protocol):
    """The letters, as who sends them sees them."""

    async def heads(self, now: datetime, limit: int) -> tuple[Letter, ...]:
        """Return what may go now: the first of each lane, urgent ones first, up to `limit` of each kind."""
        ...

    async def next_time(self, now: datetime) -> datetime | None: ...
    async def take(self, letters: Sequence[LetterId]) -> tuple[Letter, ...]:
        """Mark them as being sent, so that nothing joins or replaces them; return those that were still there."""
        ...

    async def recover(self, now: datetime, but: Collection[LetterId]) -> int: ...
    async def recent_writes(self, since: datetime) -> Sequence[Write]: ...


class Transaction(ports.Transaction, Protocol):
    """A unit that may also empty the outbox."""

    @property
    def outbox(self) -> Outbox: ...


class Store(Protocol):
    """The desk's memory, and what tells that letters wait."""

    async def run(self, origin: Origin, unit: Callable[[Transaction], Awaitable[T]]) -> T | None: ...
    async def read(self, look: Callable[[Transaction], Awaitable[T]]) -> T: ...
    def subscribe(self, stirred: Callable[[], None]) -> None: ...


class Acceptance(Protocol):
    """What the desk makes of a letter's outcome: one unit, with the letter as its origin."""

    async def accepted(self, letter: Letter, sent: Sent, at: datetime) -> None: ...
    async def refused(self, letter: Letter, trouble: Trouble, at: datetime) -> None: ...


class Clock(Protocol):
    """`now` may be moved; `real` and `monotonic` never are."""

    def now(self) -> datetime: ...
    def real(self) -> datetime: ...
    def monotonic(self) -> float: ...
