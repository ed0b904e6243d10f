"""Whatever people type: right to left, emoji, nothing visible, 4,096 characters, markup, SQL, formulas, half bytes."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.actions.house import ANNA, BORIS, GROUP
from tests.reliability import made
from tests.reliability.people import Someone, everybody, staff
from tests.reliability.rehearsal import Rehearsal, rehearsing

HARD = (
    "\u202eиксурб" + "שלום عليكم",
    "👨‍👩‍👧‍👦🏳️‍🌈\u200d\ufe0f",
    "\u200b\u200c\u2060\ufeff",
    "а" * 4096,
    "🧨" * 2048,
    "<b>x</b> &amp; &lt; [a](tg://user?id=1) *_`~|>#",
    "'; DROP TABLE tickets; -- \" \\ %s {0} ${x}",
    "=HYPERLINK(\"http://x\") +1 -1 @SUM(A1) \tcmd|' /C calc'!A0",
    "до\0после",
    "\ud83d одна половина",
    "{ $number } { MISSING() } -term",
    "строка\r\n\r\n\u2028\u2029\x85",
    "/",
    "//",
    "/ ",
    "/resolve \ud800",
    "№",
    "²",
    "٣",
    "1" * 4000,
    "a@b.c" * 600,
    "../../etc/passwd",
    "й" + "\u0301" * 500,
)
PLACES = {
    "stranger": "a stranger",
    "description": "greeted",
    **{f"form {n}": f"form, {n} answers" for n in range(1, 9)},
    "ticket": "waiting",
    "which": "asked which",
    "settled": "resolved",
    "lead": "asked for a word to the lead",
    "wrong": "asked what was wrong",
    "closed": "closed, timed_out",
}


class Stage:
    """A desk that lasts for all examples of a test; hypothesis itself is not asynchronous."""

    def __init__(self, loop: asyncio.AbstractEventLoop, rehearsal: Rehearsal, people: dict[str, Someone]) -> None:
        self._loop, self.rehearsal, self.people = loop, rehearsal, people

    def run(self, work: Callable[[], Awaitable[None]]) -> None:
        async def whole() -> None:
            await work()

        self._loop.run_until_complete(whole())

    def writes(self, state: str, text: str) -> None:
        """They write it, are answered, and edit something into it."""
        someone = self.people[state]
        message = {
            "message_id": 900_000,
            "date": made.DATE,
            "chat": made.private(someone.user),
            "from": made.person(someone.user, text[:64] or "x"),
            "text": text,
        }

        async def work() -> None:
            said = await self.rehearsal.tries_out({"message": message})
            assert self.rehearsal.heard_by(someone.user, someone.customer or None, said)
            edited = message | {"message_id": someone.said, "edit_date": made.DATE}
            await self.rehearsal.tries_out({"edited_message": edited})

        self.run(work)

    def engineer_writes(self, author: int, text: str) -> None:
        topic = self.people["claimed"]
        message = {
            "message_id": 900_001,
            "date": made.DATE,
            "chat": made.group(GROUP),
            "from": made.person(author, text[:64] or "x"),
            "message_thread_id": topic.thread,
            "is_topic_message": True,
            "text": text,
        }

        async def work() -> None:
            assert await self.rehearsal.tries_out({"message": message})
            await self.rehearsal.tries_out({"edited_message": message | {"edit_date": made.DATE}})

        self.run(work)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    path: Path = tmp_path_factory.mktemp("texts") / "desk.db"
    with asyncio.Runner() as runner:
        loop, stack = runner.get_loop(), AsyncExitStack()

        async def opened() -> Stage:
            rehearsal = await stack.enter_async_context(rehearsing(path))
            known = [*await everybody(rehearsal.house), *await staff(rehearsal.house)]
            return Stage(loop, rehearsal, {each.state: each for each in known})

        made_stage = loop.run_until_complete(opened())
        yield made_stage
        print(f"{made_stage.rehearsal.tries} inputs")  # noqa: T201
        loop.run_until_complete(stack.aclose())


# As Telegram's JSON may bring it, lone surrogates included (json.loads makes them of an escape).
typed = st.text(st.characters(), min_size=1, max_size=300) | st.sampled_from(HARD)
mixed = st.lists(st.sampled_from(HARD) | st.text(max_size=40), min_size=1, max_size=4).map("".join)
texts = (typed | mixed).map(lambda text: text[:4096]).filter(str.strip)  # Telegram sends no empty text


@pytest.mark.parametrize("state", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("text", HARD, ids=range(len(HARD)))
def test_hard_texts(stage: Stage, state: str, text: str) -> None:
    """Each, in each place where a person types."""
    stage.writes(state, text)


@given(text=texts, state=st.sampled_from(sorted(PLACES.values())))
@settings(max_examples=600)
@example(text="\0", state="a stranger")
def test_any_text_of_a_customer(stage: Stage, text: str, state: str) -> None:
    """Nothing is raised, it is answered, and it fits into Telegram's messages."""
    stage.writes(state, text)


@given(text=texts, author=st.sampled_from([int(ANNA), int(BORIS)]))
@settings(max_examples=200)
def test_any_text_of_an_engineer(stage: Stage, text: str, author: int) -> None:
    """The same in a topic, by who has the ticket and by a colleague."""
    stage.engineer_writes(author, text)
