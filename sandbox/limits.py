"""How often a bot may write, and how long it has to wait otherwise.

Telegram does not publish its limits exactly; these are what it is known to hold bots to: 30 messages a second in
all; one a second to a person, after a burst of five; 20 a minute to a group, all of its topics together.
"""

import math
from collections import deque
from dataclasses import dataclass, field

from sandbox.errors import too_many

ALL_PER_SECOND = 30
PERSON_BURST = 5
PERSON_PER_SECOND = 1
GROUP_PER_MINUTE = 20
MINUTE = 60.0

# What a group's budget pays for; each costs one, albums and lists of messages cost one per message.
WRITES = frozenset({
    "sendMessage", "sendPhoto", "sendVideo", "sendAnimation", "sendAudio", "sendVoice", "sendVideoNote",
    "sendDocument", "sendSticker", "sendLocation", "sendVenue", "sendContact", "sendPoll", "sendDice",
    "sendMediaGroup", "copyMessage", "copyMessages", "forwardMessage", "forwardMessages", "editMessageText",
    "editMessageCaption", "editMessageMedia", "editMessageReplyMarkup", "createForumTopic", "editForumTopic",
    "closeForumTopic", "reopenForumTopic", "deleteForumTopic", "pinChatMessage",
})  # fmt: skip


@dataclass(slots=True)
class Window:
    """At most `size` in any `seconds`."""

    size: float
    seconds: float
    times: deque[float] = field(default_factory=deque)

    def wait(self, count: int, now: float) -> float:
        """Seconds until `count` more fit (a count larger than the window waits for an empty one)."""
        while self.times and self.times[0] <= now - self.seconds:
            self.times.popleft()
        over = len(self.times) + count - self.size
        if over <= 0 or not self.times:
            return 0.0
        return self.times[min(math.ceil(over), len(self.times)) - 1] + self.seconds - now

    def take(self, count: int, now: float) -> None:
        self.times.extend([now] * count)


@dataclass(slots=True)
class Bucket:
    """A burst of `size`, then `rate` a second."""

    size: float
    rate: float
    left: float
    at: float

    def wait(self, count: int, now: float) -> float:
        self.left = min(self.size, self.left + (now - self.at) * self.rate)
        self.at = now
        needed = min(count, self.size) - self.left
        return max(0.0, needed / self.rate)

    def take(self, count: int, now: float) -> None:
        self.at = now
        self.left -= count


class Limits:
    """Telegram's patience, times `scale`; a scale of 0 is endless patience."""

    def __init__(self, scale: float = 1.0) -> None:
        self.scale = scale
        self._all = Window(0, 1.0)
        self._chats: dict[int, Window | Bucket] = {}
        self.rescale(scale)

    def rescale(self, scale: float) -> None:
        """A new scale begins with empty windows."""
        self.scale = scale
        self._all = Window(ALL_PER_SECOND * scale, 1.0)
        self._chats.clear()

    def check(self, chat: int, count: int, now: float) -> None:
        """Refuse with 429 what would be too much. `now` in seconds, never moved."""
        if self.scale:
            wait = max(self._window(chat, now).wait(count, now), self._all.wait(count, now))
            if wait > 0:
                raise too_many(max(1, math.ceil(wait)))

    def spend(self, chat: int, count: int, now: float) -> None:
        """Count what was written."""
        if self.scale:
            self._window(chat, now).take(count, now)
            self._all.take(count, now)

    def _window(self, chat: int, now: float) -> Window | Bucket:
        window = self._chats.get(chat)
        if window is None:
            window = self._chats[chat] = self._fresh(chat, now)
        return window

    def _fresh(self, chat: int, now: float) -> Window | Bucket:
        if chat < 0:
            return Window(GROUP_PER_MINUTE * self.scale, MINUTE)
        return Bucket(PERSON_BURST * self.scale, PERSON_PER_SECOND * self.scale, PERSON_BURST * self.scale, now)
