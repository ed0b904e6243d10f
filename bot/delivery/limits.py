"""When may this chat be written to again? Pure: time comes in as seconds that never jump.

A write counts from when Telegram's answer arrived, which is never before Telegram counted it itself; until then it is
in flight and holds its place. So a window of ours is never emptier than Telegram's, however long the way there is.
"""

import math
from collections import deque
from dataclasses import dataclass, field

ALL = (30, 1.0)  # writes, seconds: over all chats together
PERSON = (3, 3.0)  # one a second, with small bursts
GROUP = (20, 60.0)  # all topics together
MARGIN = 1.005  # clocks are not quite equal
RESERVE = 0.05  # of a group's window: kept for what is urgent …
RESERVED_FOR = 5.0  # … unless the window moves on within so many seconds anyway
IDLE = 0.5  # a group's budget with this share left has time for what can wait
PAUSES_OF_ALL = 3  # so many chats told to wait at once mean the bot as a whole
MANY = 1000  # windows kept before empty ones are dropped


@dataclass(slots=True)
class Window:
    """At most `size` writes within `seconds`."""

    size: float
    seconds: float
    in_flight: int = 0
    counted: int = 0
    done: deque[tuple[float, int]] = field(default_factory=deque)  # when, how many; in order

    def wait(self, cost: float, now: float) -> float:
        """Seconds until so many more fit; infinite while that depends on what is in flight."""
        self.forget(now)
        over = self.in_flight + self.counted + min(cost, self.size) - self.size
        if over <= 0:
            return 0.0
        for at, count in self.done:
            over -= count
            if over <= 0:
                return max(0.0, at + self.seconds - now)
        return math.inf

    def begin(self, cost: int) -> None:
        self.in_flight += cost

    def end(self, cost: int, now: float, *, counted: bool) -> None:
        """Telegram has answered: the write counts from now on, or was never made."""
        self.in_flight -= cost
        if counted:
            self.remember(cost, now)

    def remember(self, cost: int, at: float) -> None:
        self.done.append((at, cost))
        self.counted += cost

    def forget(self, now: float) -> None:
        while self.done and self.done[0][0] + self.seconds <= now:
            self.counted -= self.done.popleft()[1]


class Limits:
    """Telegram's limits, honoured before it complains. A scale of 0 switches them off."""

    def __init__(self, scale: float = 1.0) -> None:
        self._scale = scale
        self._all = self._window(ALL)
        self._chats: dict[int, Window] = {}
        self._paused: dict[int, float] = {}
        self._all_paused = 0.0

    def wait(self, chat: int, cost: int, now: float, *, urgent: bool = False) -> float:
        """Seconds until the chat may be written to; infinite: ask again when something in flight has landed.

        What costs nothing (a reaction, a deletion) waits for a pause only.
        """
        paused = max(self._all_paused, self._paused.get(chat, 0.0)) - now
        if not cost or not self._scale:
            return max(0.0, paused)
        window = self._of(chat)
        wait = max(paused, self._all.wait(cost, now), window.wait(cost, now))
        if chat < 0 and not urgent:
            wait = max(wait, window.wait(cost + window.size * RESERVE, now) - RESERVED_FOR)
        return max(0.0, wait)

    def room(self, chat: int | None, up_to: int, now: float, *, urgent: bool = False) -> int:
        """How many single writes may start now, to this chat or (None) to anybody at all."""
        room = up_to
        while room and self._closed(chat, room, now, urgent=urgent):
            room -= 1
        return room

    def opens_in(self, chat: int | None, now: float) -> float:
        """Seconds until there is room again, for anybody and in this chat; infinite if there is, or nobody can say."""
        waits = [self._all_paused - now, self._all.wait(1, now) if self._scale else 0.0]
        if chat is not None:
            waits.append(self.wait(chat, 1, now))
        return min((wait for wait in waits if wait > 0), default=math.inf)

    def _closed(self, chat: int | None, cost: int, now: float, *, urgent: bool) -> bool:
        if chat is not None:
            return self.wait(chat, cost, now, urgent=urgent) > 0
        return self._all_paused > now or (bool(self._scale) and self._all.wait(cost, now) > 0)

    def idle(self, chat: int, now: float) -> bool:
        """Whether the chat has time for what can wait."""
        if not self._scale:
            return True
        window = self._of(chat)
        return window.wait(window.size * (1 - IDLE), now) <= 0

    def used(self, chat: int, now: float) -> tuple[int, float]:
        """Return how much of the chat's window is used, and how much there is; 0 of 0 without limits."""
        if not self._scale:
            return 0, 0.0
        window = self._of(chat)
        window.forget(now)
        return window.in_flight + window.counted, window.size

    def begin(self, chat: int, cost: int) -> None:
        """A write leaves."""
        if self._scale and cost:
            self._all.begin(cost)
            self._of(chat).begin(cost)

    def end(self, chat: int, cost: int, now: float, *, counted: bool = True) -> None:
        """Telegram has answered, or never will; `counted` is False where it cannot have counted the write."""
        if self._scale and cost:
            self._all.end(cost, now, counted=counted)
            self._of(chat).end(cost, now, counted=counted)

    def remember(self, chat: int, cost: int, at: float) -> None:
        """A write of an earlier life, oldest first."""
        if self._scale and cost:
            self._all.remember(cost, at)
            self._of(chat).remember(cost, at)

    def pause(self, chat: int | None, until: float, now: float) -> None:
        """Telegram said 429: this chat waits; several at once, or none in particular, and all wait."""
        self._paused = {each: end for each, end in self._paused.items() if end > now}
        if chat is not None:
            self._paused[chat] = max(until, self._paused.get(chat, 0.0))
            if len(self._paused) < PAUSES_OF_ALL:
                return
            until = min(self._paused.values())
        self._all_paused = max(self._all_paused, until)

    def _of(self, chat: int) -> Window:
        window = self._chats.get(chat)
        if window is None:
            if len(self._chats) >= MANY:
                self._chats = {each: w for each, w in self._chats.items() if w.done or w.in_flight}
            window = self._chats[chat] = self._window(GROUP if chat < 0 else PERSON)
        return window

    def _window(self, limit: tuple[int, float]) -> Window:
        size, seconds = limit
        return Window(max(1.0, size * self._scale), seconds * MARGIN)
