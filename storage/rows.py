"""Between rows and objects: what a row is, and how times are kept.

A time is kept as whole seconds since 1970 UTC, and in milliseconds where the machine needs them: in `outbox`,
`inbox` and `drafts.asked_at`.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, Protocol, overload

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MILLISECOND = timedelta(milliseconds=1)

NO_THREAD = 0  # where a thread is part of a key


class Row(Protocol):
    """A row of an answer: its columns by name, or by place."""

    def __getitem__(self, column: str | int, /) -> Any: ...


@overload
def seconds(at: datetime) -> int: ...
@overload
def seconds(at: datetime | None) -> int | None: ...
def seconds(at: datetime | None) -> int | None:
    """Return whole seconds since 1970, rounded down."""
    return None if at is None else (at - EPOCH) // SECOND


@overload
def millis(at: datetime) -> int: ...
@overload
def millis(at: datetime | None) -> int | None: ...
def millis(at: datetime | None) -> int | None:
    """Return whole milliseconds since 1970, rounded down."""
    return None if at is None else (at - EPOCH) // MILLISECOND


@overload
def from_seconds(kept: int) -> datetime: ...
@overload
def from_seconds(kept: int | None) -> datetime | None: ...
def from_seconds(kept: int | None) -> datetime | None:
    """Return the moment, in UTC."""
    return None if kept is None else EPOCH + timedelta(seconds=kept)


@overload
def from_millis(kept: int) -> datetime: ...
@overload
def from_millis(kept: int | None) -> datetime | None: ...
def from_millis(kept: int | None) -> datetime | None:
    """Return the moment, in UTC."""
    return None if kept is None else EPOCH + timedelta(milliseconds=kept)
