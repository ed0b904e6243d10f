"""The getUpdates loop: what it tells Telegram to forget, and what it makes of every answer."""

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.intake.poller import LONG, Poller, TokenRejected
from bot.wire import Answer, Unreachable

DATE = datetime(2026, 11, 27, 15, 40, tzinfo=UTC)


class Enough(BaseException):  # the story is told
    """The script is at its end."""


def ok(*updates: object) -> Answer:
    return Answer(200, json.dumps({"ok": True, "result": list(updates)}).encode(), DATE)


def no(status: int, description: str, **parameters: object) -> Answer:
    said = {"ok": False, "error_code": status, "description": description, "parameters": parameters}
    return Answer(status, json.dumps(said).encode(), DATE)


def update(number: int) -> dict[str, Any]:
    return {"update_id": number, "message": {}}


class Story:
    """Telegram says these answers, one after another; the rest is written down."""

    def __init__(self, *answers: Answer | Exception, failing_stores: int = 0) -> None:
        self._answers = list(answers)
        self._failing = failing_stores
        self.calls: list[dict[str, Any]] = []
        self.stored: list[object] = []
        self.pauses: list[float] = []
        self.dates: list[datetime] = []
        self.rivals = 0
        self.broken = False  # nothing can be told to anybody
        self.back: list[timedelta] = []
        self.poller = Poller(
            self._call,
            self._store,
            on_date=self.dates.append,
            on_rival=self._rival,
            on_current=self._current,
            sleep=self._sleep,
        )

    async def told(self) -> "Story":
        with pytest.raises(Enough):
            await self.poller.run()
        return self

    async def _call(self, method: str, *, patience: float, **fields: Any) -> Answer:
        assert patience > fields.get("timeout", 0)
        self.calls.append({"method": method, **fields})
        if method == "deleteWebhook" and len(self.calls) == 1:
            return Answer(200, b'{"ok":true,"result":true}', DATE)
        if not self._answers:
            raise Enough
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def _store(self, updates: Sequence[object]) -> None:
        if self._failing and updates:
            self._failing -= 1
            raise OSError
        self.stored += updates

    async def _rival(self) -> None:
        self.rivals += 1
        if self.broken:
            raise OSError

    async def _current(self, away: timedelta) -> None:
        self.back.append(away)

    async def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await asyncio.sleep(0)

    @property
    def offsets(self) -> list[int | None]:
        return [call.get("offset") for call in self.calls if call["method"] == "getUpdates"]


async def test_telegram_forgets_only_what_is_stored() -> None:
    story = await Story(ok(update(7), update(8)), ok(), ok(update(9))).told()
    assert story.stored == [update(7), update(8), update(9)]
    assert story.offsets == [None, 9, 9, 10]
    assert story.calls[0] == {"method": "deleteWebhook", "drop_pending_updates": False}
    wanted = {"message", "edited_message", "callback_query", "message_reaction", "my_chat_member", "chat_member"}
    assert all(set(call["allowed_updates"]) == wanted for call in story.calls[1:])


async def test_what_could_not_be_stored_is_asked_for_again() -> None:
    story = await Story(ok(update(7)), ok(update(7)), ok(update(7)), failing_stores=2).told()
    assert story.stored == [update(7)]
    assert story.offsets == [None, None, None, 8]
    assert story.pauses == [1.0, 2.0]


async def test_a_batch_out_of_order_is_forgotten_as_a_whole() -> None:
    story = await Story(ok(update(9), update(7))).told()
    assert story.offsets == [None, 10]


async def test_current_means_that_nothing_waits_at_telegram() -> None:
    """A full batch may not be all; the first poll does not wait for news; an outage makes us blind again."""
    full = [update(number) for number in range(100)]
    story = Story(ok(*full), ok(update(100)), ok(), Unreachable("gone"), ok(), ok())
    assert not story.poller.current
    await story.told()
    assert [call["timeout"] for call in story.calls[1:]] == [0, 0, LONG, LONG, 0, LONG, LONG]
    assert len(story.back) == 2


@pytest.mark.parametrize(
    ("trouble", "pauses"),
    [
        ([Unreachable("x")] * 8, [1, 2, 4, 8, 16, 30, 30, 30]),
        ([no(500, "Internal Server Error: restart")], [1]),
        ([Answer(502, b"<html>Bad Gateway</html>", None)] * 2, [1, 2]),
        ([Answer(404, b"<html>nginx</html>", None)], [1]),
        ([no(429, "Too Many Requests: retry after 40", retry_after=40)], [40]),
        ([Answer(200, b'{"ok":true,"result":[{"upd', DATE)], [1]),
        ([Answer(200, b"", DATE), Answer(200, b"[]", DATE), Answer(200, b"\xff", DATE)], [1, 2, 1]),
    ],
)
async def test_every_trouble_is_waited_out(trouble: list[Answer | Exception], pauses: list[float]) -> None:
    story = await Story(*trouble, ok(update(7))).told()
    assert story.pauses == pauses
    assert story.stored == [update(7)]


@pytest.mark.parametrize("answer", [no(401, "Unauthorized"), no(404, "Not Found")])
async def test_a_rejected_token_is_the_end(answer: Answer) -> None:
    with pytest.raises(TokenRejected):
        await Story(answer).poller.run()


async def test_a_second_poller_is_told_and_waited_for() -> None:
    conflict = no(409, "Conflict: terminated by other getUpdates request; make sure that only one …")
    story = await Story(conflict, conflict, ok()).told()
    assert (story.rivals, story.pauses) == (2, [1, 2])


async def test_a_webhook_set_behind_our_back_is_removed() -> None:
    conflict = no(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook …")
    removed = Answer(200, b'{"ok":true,"result":true}', DATE)
    story = await Story(conflict, removed, ok(update(7))).told()
    assert [call["method"] for call in story.calls[:4]] == [
        "deleteWebhook",
        "getUpdates",
        "deleteWebhook",
        "getUpdates",
    ]
    assert story.stored == [update(7)]


async def test_an_update_that_spoils_every_answer_is_put_aside_raw() -> None:
    """Asked for one by one; only the spoiled one is skipped, and what it said is kept."""
    spoiled = Answer(200, b'{"ok":true,"result":[{"update_id":7,"message":{"text":"\\x"}}]}', DATE)
    story = await Story(*[spoiled] * 3, ok(update(6)), *[spoiled] * 3, ok(update(8))).told()
    limits = [call["limit"] for call in story.calls if call["method"] == "getUpdates"]
    assert limits == [100, 100, 100, 1, 1, 1, 1, 100, 100]
    first, aside, last = story.stored
    assert (first, last) == (update(6), update(8))
    assert isinstance(aside, dict)
    assert aside["update_id"] == 7
    assert "text" in aside["unreadable"]
    assert story.offsets[3:] == [None, 7, 7, 7, 8, 9]


async def test_what_has_no_number_does_not_stop_the_rest() -> None:
    story = await Story(ok("nonsense", update(7), {"update_id": True}, {"update_id": 2**70})).told()
    assert len(story.stored) == 4
    assert story.offsets == [None, 8]


async def test_the_loop_goes_on_when_nobody_can_be_told() -> None:
    story = Story(no(409, "Conflict: terminated by other getUpdates request; make sure …"), ok(update(7)))
    story.broken = True
    await story.told()
    assert story.stored == [update(7)]
