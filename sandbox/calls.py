"""The log of Bot API calls."""

from collections import Counter, deque
from dataclasses import dataclass
from typing import Any

from sandbox.content import Body

KEPT = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """`params` as understood, `sent` as they came; `writes` counts against the group's budget; `at` is real time."""

    n: int
    method: str
    params: dict[str, Any]
    sent: dict[str, Any]
    chat: int | None
    ok: bool
    status: int
    error: str | None
    at: float
    writes: int

    def view(self) -> Body:
        """As the control side shows it; files by their names."""
        facts = ("n", "method", "params", "chat", "ok", "status", "error", "at", "writes")
        return {name: getattr(self, name) for name in facts}


class Calls:
    """The newest calls, and counts of all."""

    def __init__(self) -> None:
        self.kept: deque[Call] = deque(maxlen=KEPT)
        self.by_method: Counter[str] = Counter()
        self.by_status: Counter[int] = Counter()

    def add(self, **facts: Any) -> Call:
        call = Call(n=self.by_method.total() + 1, **facts)
        self.kept.append(call)
        self.by_method[call.method] += 1
        self.by_status[call.status] += 1
        return call

    def find(self, method: str | None = None, chat: int | None = None, *, after: int = 0) -> list[Call]:
        """Oldest first."""
        return [
            call
            for call in self.kept
            if call.n > after and method in (None, call.method) and (chat is None or call.chat == chat)
        ]

    def counters(self) -> Body:
        errors = sum(count for status, count in self.by_status.items() if status != 200)  # noqa: PLR2004 - HTTP's OK
        return {
            "calls": self.by_method.total(),
            "errors": errors,
            "too_many_requests": self.by_status[429],
            "by_method": dict(self.by_method),
        }
