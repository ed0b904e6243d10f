"""The limits: the permitted rate is used up while work waits, and Telegram never has to say 429."""

import heapq
from random import Random

import pytest

from bot.delivery.limits import GROUP, Limits
from sandbox.errors import Refusal
from sandbox.limits import Limits as Telegrams

PETR, DESK, OTHER = 7, -1001, -1002


class Minute:
    """A simulated time in which writes leave as soon as they may, and Telegram counts them when they arrive."""

    def __init__(self, scale: float = 1.0, latency: float = 0.2) -> None:
        self.ours, self.telegrams = Limits(scale), Telegrams(scale)
        self.now, self.sent, self.refused, self.waited = 0.0, 0, 0, 0.0
        self._latency, self._random = latency, Random(4)
        self._coming: list[tuple[float, int, str, int, int]] = []

    def write(self, chat: int, cost: int = 1, *, urgent: bool = False) -> float:
        """Leave when it is allowed; return how long that took."""
        begun = self.now
        while wait := self.ours.wait(chat, cost, self.now, urgent=urgent):
            self._go_on(wait)
        self.ours.begin(chat, cost)
        there = self.now + self._random.uniform(0, self._latency)
        back = there + self._random.uniform(0, self._latency)
        self._expect(there, "arrives", chat, cost)
        self._expect(back, "lands", chat, cost)
        return self.now - begun

    def rest(self, until: float) -> None:
        while self.now < until:
            self._go_on(until - self.now)

    def _expect(self, at: float, what: str, chat: int, cost: int) -> None:
        heapq.heappush(self._coming, (at, len(self._coming), what, chat, cost))

    def _go_on(self, wait: float) -> None:
        """To what happens next, or to the end of the wait."""
        if not self._coming or self._coming[0][0] > self.now + wait:
            self.now += wait
            return
        self.now, _, what, chat, cost = heapq.heappop(self._coming)
        if what == "lands":
            self.ours.end(chat, cost, self.now)
            return
        try:
            self.telegrams.spend(chat, cost, self.now)
            self.sent += cost
        except Refusal:
            self.refused += 1


@pytest.mark.parametrize(
    ("chat", "permitted", "latency"),
    [(DESK, 20 / 60, 0.01), (DESK, 20 / 60, 1.0), (PETR, 1.0, 0.01), (PETR, 1.0, 0.1)],
)
def test_a_full_queue_uses_the_permitted_rate(chat: int, permitted: float, latency: float) -> None:
    minute = Minute(latency=latency)
    while minute.now < 600:
        minute.write(chat)
    assert minute.refused == 0
    assert minute.sent >= 0.95 * permitted * 600


def test_all_chats_together_stay_below_thirty_a_second() -> None:
    minute, chats = Minute(latency=0.01), Random(1)
    while minute.now < 60:
        minute.write(chats.randrange(1, 10_000))
    assert minute.refused == 0
    assert minute.sent >= 0.95 * 30 * 60


@pytest.mark.parametrize("seed", range(5))
def test_no_mixture_of_writes_is_refused(seed: int) -> None:
    minute, chance = Minute(latency=1.5), Random(seed)
    while minute.now < 300:
        chat = chance.choice([PETR, 8, 9, DESK, OTHER])
        minute.write(chat, chance.choice([1, 1, 1, 3]), urgent=chance.random() < 0.1)
        if chance.random() < 0.05:
            minute.rest(minute.now + chance.uniform(0, 30))
    minute.rest(minute.now + 5)
    assert minute.refused == 0


def test_what_is_urgent_finds_room_after_a_burst() -> None:
    """Nineteen cards at once leave a place for the alert; the twentieth waits until the window moves on."""
    minute = Minute(latency=0.01)
    for _ in range(19):
        minute.write(DESK)
    minute.rest(1)
    assert minute.ours.room(DESK, 5, minute.now) == 0
    assert minute.write(DESK, urgent=True) == 0
    assert 50 < minute.ours.wait(DESK, 1, minute.now) < 61


def test_small_bursts_to_a_person_leave_at_once() -> None:
    minute = Minute()
    assert [minute.write(PETR) for _ in range(3)] == [0, 0, 0]
    assert minute.write(PETR) > 1


def test_what_costs_nothing_waits_for_nothing_but_a_pause() -> None:
    limits = Limits()
    for _ in range(30):
        limits.remember(DESK, 1, 0.0)
    assert limits.wait(DESK, 0, 1.0) == 0
    limits.pause(DESK, 30.0, 1.0)
    assert limits.wait(DESK, 0, 1.0) == 29


def test_a_429_stops_its_chat_alone_and_several_stop_all() -> None:
    limits = Limits()
    limits.pause(DESK, 40.0, 10.0)
    assert limits.wait(DESK, 1, 10.0) == 30
    assert limits.wait(PETR, 1, 10.0) == 0
    limits.pause(PETR, 15.0, 10.0)
    limits.pause(8, 20.0, 10.0)
    assert limits.wait(9, 1, 10.0) == 5
    limits.pause(None, 100.0, 10.0)
    assert limits.wait(9, 1, 10.0) == 90


def test_the_windows_are_rebuilt_from_what_was_sent() -> None:
    limits = Limits()
    for n in range(20):
        limits.remember(DESK, 1, float(n))
    assert limits.wait(DESK, 1, 21.0, urgent=True) == pytest.approx(GROUP[1] - 21, abs=0.5)


def test_idle_means_half_of_the_budget_is_free() -> None:
    limits = Limits()
    for _ in range(10):
        limits.remember(DESK, 1, 0.0)
    assert limits.idle(DESK, 1.0)
    limits.remember(DESK, 1, 1.0)
    assert not limits.idle(DESK, 1.0)


def test_a_scale_of_nought_switches_them_off() -> None:
    limits = Limits(0)
    for _ in range(1000):
        limits.begin(DESK, 1)
    assert limits.wait(DESK, 1, 0.0) == 0
    assert limits.room(DESK, 16, 0.0) == 16


def test_windows_of_the_past_are_dropped() -> None:
    limits = Limits()
    for chat in range(1, 3000):
        limits.begin(chat, 1)
        limits.end(chat, 1, float(chat))
        limits.wait(chat, 1, chat + 100.0)
    assert len(limits._chats) <= 1001
