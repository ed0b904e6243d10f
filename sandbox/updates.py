"""Updates the bot has not confirmed yet."""

import json
from dataclasses import dataclass, field
from typing import Any

from sandbox.bell import Bell
from sandbox.clock import Clock

MINUTE = 60.0
KEPT = {"callback_query": 2.5 * MINUTE}  # seconds of real time; all others a day
DAY = 24 * 60 * MINUTE
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})  # only when asked for
MAX_BATCH = 100


@dataclass(slots=True)
class Update:
    """`line` is its JSON as it will be sent, `queue` the order it keeps when delivered to a webhook."""

    id: int
    kind: str
    line: str
    queue: str
    at: float


@dataclass(slots=True)
class Updates:
    """The queue; `allowed` is what the bot last asked for, `poller` the number of the newest getUpdates."""

    clock: Clock
    pending: dict[int, Update] = field(default_factory=dict)
    last_id: int = 727_000_000
    allowed: list[str] = field(default_factory=list)
    poller: int = 0
    asked_at: float = 0.0  # when the bot last asked, in real time
    closed: bool = False
    bell: Bell = field(default_factory=Bell)

    def wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in ON_REQUEST

    def add(self, kind: str, payload: Any, queue: int) -> None:
        """Tell the bot, if it wants to know."""
        if self.wanted(kind):
            self.last_id += 1
            line = f'{{"update_id":{self.last_id},"{kind}":{json.dumps(payload, ensure_ascii=False)}}}'
            self._put(kind, line, f"{'person' if kind == 'callback_query' else 'chat'} {queue}")

    def add_raw(self, raw: str) -> int:
        """Any text in the place of an update; `{update_id}` in it becomes its number."""
        self.last_id += 1
        self._put("raw", raw.replace("{update_id}", str(self.last_id)), "raw")
        return self.last_id

    def _put(self, kind: str, line: str, queue: str) -> None:
        self.pending[self.last_id] = Update(self.last_id, kind, line, queue, self.clock.real())
        self.bell.ring()

    def confirm(self, before: int) -> None:
        """The bot has all updates before this one."""
        for number in [number for number in self.pending if number < before]:
            del self.pending[number]
        self.bell.ring()

    def keep_newest(self, count: int) -> None:
        """A negative offset: only the newest are wanted."""
        numbers = sorted(self.pending)
        if len(numbers) > count:
            self.confirm(numbers[-count])

    def batch(self, limit: int = MAX_BATCH) -> list[Update]:
        """The oldest, without those Telegram would have given up on."""
        now = self.clock.real()
        for update in list(self.pending.values()):
            if now - update.at > KEPT.get(update.kind, DAY):
                del self.pending[update.id]
        return list(self.pending.values())[:limit]

    def close(self) -> None:
        """Nobody waits any longer."""
        self.closed = True
        self.bell.ring()
