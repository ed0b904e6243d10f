"""Whatever comes in, wherever, in any state: nothing is raised, and a person who wrote learns what happened."""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest

from domain.customer import Category
from domain.effects import RelayToCustomer
from domain.words import Press
from handlers import customer, topic
from handlers.callbacks import LARGEST, Tap
from handlers.incoming import ANONYMOUS, SAID, UNREADABLE
from tests.actions.house import ANNA, BORIS, GROUP, LEAD, VERA
from tests.reliability import made
from tests.reliability.made import Raw
from tests.reliability.people import Someone, everybody, staff
from tests.reliability.rehearsal import Rehearsal, rehearsing
from tests.reliability.service import SERVICE

T = TypeVar("T")

STRANGER, CHANNEL, OTHER_BOT, ELSEWHERE = 88_001, -100_777, 88_002, -100_888
PRIVATE = sorted({*customer.COMMANDS, *topic.COMMANDS, *topic.OF_A_TICKET, "/no_such", "/"})
RESTS = ("", " 1", " № 1 до завтра, и ещё слова", " " + "9" * 30, "@sandbox_helpdesk_bot", "@other_bot")
ALL = pytest.param(1, marks=pytest.mark.slow, id="all")
SOME = pytest.param(4, id="some")  # of the forged arguments and authors, one in four: another one each time
ARGS = ("", "1", "-1", "form", "new", "lead", "other", "60", str(BORIS), Category.DEMO.value, "out_of_scope", "send")


@dataclass
class Crowd:
    """Everybody on one desk, and what they may send it."""

    rehearsal: Rehearsal
    people: list[Someone]
    staff: list[Someone]

    def message(self, chat: Raw, author: Raw | None, content: Raw, **more: Any) -> Raw:
        at = int(self.rehearsal.house.clock.now().timestamp())
        whose = {"from": author} if author else {}
        return {"message_id": 900_000, "date": at, "chat": chat} | whose | content | more

    def in_private(self, someone: Someone, content: Raw, **more: Any) -> Raw:
        return self.message(made.private(someone.user), made.person(someone.user), content, **more)

    def in_topic(self, someone: Someone, author: int, content: Raw, **more: Any) -> Raw:
        where = {"message_thread_id": someone.thread, "is_topic_message": True}
        return self.message(made.group(GROUP), made.person(author), content, **where, **more)

    def press(self, user: int, data: str, message: Raw | None) -> Raw:
        query = {"id": "1", "from": made.person(user), "chat_instance": "1", "data": data}
        return {"callback_query": query | ({"message": message} if message else {"inline_message_id": "1"})}

    @property
    def topics(self) -> list[Someone]:
        return [each for each in self.people if each.thread is not None]


def some(things: Sequence[T], one_in: int, turn: int) -> Iterator[tuple[int, T]]:
    """Of these things, numbered, one in so many; at least one, and each in its turn."""
    size = min(one_in, len(things))
    return (each for n, each in enumerate(enumerate(things)) if (n - turn) % size == 0)


@pytest.fixture
async def crowd(tmp_path: Path) -> AsyncIterator[Crowd]:
    """Everybody; how many inputs were tried is printed for docs/reliability.md (`pytest -rP`)."""
    async with rehearsing(tmp_path / "desk.db") as rehearsal:
        people = await everybody(rehearsal.house)
        yield Crowd(rehearsal, people, await staff(rehearsal.house))
        print(f"{rehearsal.tries} inputs")  # noqa: T201


def test_every_content_has_its_place() -> None:
    """A content that aiogram learns is somebody's word, cannot be read, or is a service message: somebody must say."""
    known = {kind.value for kind in SAID | UNREADABLE} | SERVICE
    assert set(made.contents()) == known


def test_every_update_is_made() -> None:
    """Each kind of update that aiogram knows is tried out, under its own name."""
    for kind, event in made.events(made.person(7), made.private(7)).items():
        assert made.parsed({kind: event}).event_type == kind


async def test_every_content_in_private(crowd: Crowd) -> None:
    """Each kind of message, in each state of its author; what is said or sent is answered or marked."""
    unheard = []
    for someone in (*crowd.people, *crowd.staff):
        for kind, content in made.contents().items():
            said = await crowd.rehearsal.tries_out({"message": crowd.in_private(someone, content)})
            if kind not in SERVICE and not crowd.rehearsal.heard_by(someone.user, someone.customer or None, said):
                unheard.append((someone.state, kind))
    assert unheard == []


async def test_every_reply_and_forward_in_private(crowd: Crowd) -> None:
    """The same as a reply to what was said before, as a forward, and as a part of an album."""
    unheard = []
    at = int(crowd.rehearsal.house.clock.now().timestamp())
    forward = {"forward_origin": {"type": "hidden_user", "sender_user_name": "Кто-то", "date": at}}
    for someone in crowd.people:
        before = crowd.in_private(someone, {"text": "раньше"}, message_id=someone.said)
        for more in ({"reply_to_message": before, "quote": {"text": "раньше", "position": 0}}, forward):
            for kind in sorted(SAID):
                content = made.contents()[kind.value]
                said = await crowd.rehearsal.tries_out({"message": crowd.in_private(someone, content, **more)})
                if not crowd.rehearsal.heard_by(someone.user, someone.customer or None, said):
                    unheard.append((someone.state, kind, *more))
    assert unheard == []


async def test_every_edit(crowd: Crowd) -> None:
    """Of the last thing they said and of what nobody knows: in private and in topics, of every kind."""
    at = int(crowd.rehearsal.house.clock.now().timestamp())
    for someone in crowd.people:
        for number in {someone.said, 900_000}:
            for content in made.contents().values():
                edit = crowd.in_private(someone, content, message_id=number, edit_date=at)
                await crowd.rehearsal.tries_out({"edited_message": edit})
    for someone in crowd.topics:
        for kind in sorted(SAID | UNREADABLE):
            edit = crowd.in_topic(someone, ANNA, made.contents()[kind.value], edit_date=at)
            await crowd.rehearsal.tries_out({"edited_message": edit})


async def test_every_command_in_private(crowd: Crowd) -> None:
    """Everybody's commands, with and without something after them, by everybody: all are answered."""
    unheard = []
    for someone in (*crowd.people, *crowd.staff):
        for n, command in enumerate(PRIVATE):
            for rest in (RESTS[0], RESTS[1 + n % (len(RESTS) - 1)]):
                message = crowd.in_private(someone, {"text": command + rest})
                said = await crowd.rehearsal.tries_out({"message": message})
                if not crowd.rehearsal.heard_by(someone.user, someone.customer or None, said):
                    unheard.append((someone.state, command, rest))
    assert unheard == []


@pytest.mark.parametrize("one_in", [SOME, ALL])
async def test_every_press_in_private(crowd: Crowd, one_in: int) -> None:
    """Every button there is, about one's own and about others', with fitting and forged arguments: all get a toast."""
    silent = []
    for n, someone in enumerate((*crowd.people, *crowd.staff)):
        message = crowd.in_private(someone, {"text": "вопрос"})
        others = crowd.people[n % len(crowd.people) - 1].ticket or 0
        for press in Press:
            for m, arg in some(ARGS, one_in, crowd.rehearsal.tries):
                subjects = (someone.ticket or 0, others, someone.rev, someone.utterance, someone.customer, LARGEST)
                data = Tap(press=press, subject=subjects[(n + m) % len(subjects)], arg=arg).pack()
                await crowd.rehearsal.tries_out(crowd.press(someone.user, data, message))
                if not crowd.rehearsal.line.toasts:
                    silent.append((someone.state, data))
    assert silent == []


@pytest.mark.parametrize("one_in", [SOME, ALL])
async def test_every_press_in_a_topic(crowd: Crowd, one_in: int) -> None:
    """The card's buttons, in each state of the ticket, by who has it, by others, and by who is no engineer."""
    for someone in crowd.topics:
        message = crowd.in_topic(someone, crowd.rehearsal.bot.id, {"text": "карточка"})
        for press in Press:
            for m, arg in some(ARGS, one_in, crowd.rehearsal.tries):
                user = (ANNA, BORIS, LEAD, STRANGER)[m % 4]
                data = Tap(press=press, subject=someone.ticket or 0, arg=arg).pack()
                said = await crowd.rehearsal.tries_out(crowd.press(user, data, message))
                assert crowd.rehearsal.line.toasts
                assert user != STRANGER or not said


@pytest.mark.parametrize(
    "data",
    ["", "b", "b:take", "b:take:x:", "b:take:1:²", "b:take:1:1:1", "b:take:99999999999999999999:", "x" * 64, "\0"],
)
async def test_forged_presses(crowd: Crowd, data: str) -> None:
    """Data that no button of ours bears, with a message, without one, and under one that is too old to be shown."""
    someone = next(each for each in crowd.people if each.state == "waiting")
    message = crowd.in_private(someone, {"text": "вопрос"})
    gone = {"chat": made.private(someone.user), "message_id": 1, "date": 0}
    for where in (message, None, gone):
        assert await crowd.rehearsal.tries_out(crowd.press(someone.user, data, where)) == []
        assert crowd.rehearsal.line.toasts


@pytest.mark.parametrize("one_in", [SOME, ALL])
async def test_everything_in_the_group(crowd: Crowd, one_in: int) -> None:
    """Each content and command in each ticket's topic, by who has it, by a colleague, by a lead."""
    unheard = []
    for someone in crowd.topics:
        for kind, content in made.contents().items():
            for author in (ANNA, BORIS, LEAD):
                said = await crowd.rehearsal.tries_out({"message": crowd.in_topic(someone, author, content)})
                if kind not in SERVICE and not said:
                    unheard.append((someone.state, author, kind))
        for n, command in enumerate(PRIVATE[1:]):
            for _, author in some((ANNA, BORIS), one_in, crowd.rehearsal.tries):
                text = {"text": command + RESTS[(n + author) % (len(RESTS) - 1)]}
                said = await crowd.rehearsal.tries_out({"message": crowd.in_topic(someone, author, text)})
                if not said and (command, author) != ("/take", ANNA):  # that she has it already is on the card
                    unheard.append((someone.state, author, text["text"]))
    assert unheard == []


async def test_everything_elsewhere(crowd: Crowd) -> None:
    """General, a topic that is no ticket's, another group, a channel; by members, strangers, nobody, bots, channels.

    Nothing of it reaches a customer.
    """
    topic_of_none = {"message_thread_id": 424_242, "is_topic_message": True}
    general, other = made.group(GROUP), made.group(ELSEWHERE, forum=False)
    anonymous = made.person(ANONYMOUS, "Group", bot=True)
    whose: list[tuple[Raw | None, Raw]] = [
        (made.person(VERA), {}),
        (made.person(STRANGER), {}),
        (made.person(OTHER_BOT, "Бот", bot=True), {}),
        (anonymous, {"sender_chat": general}),
        (made.person(136817688, "Channel"), {"sender_chat": {"id": CHANNEL, "type": "channel", "title": "Канал"}}),
        (None, {"sender_chat": general}),
    ]
    everything = [*made.contents().values(), *({"text": command} for command in PRIVATE)]
    for chat, where in ((general, {}), (general, topic_of_none), (other, {}), (other, topic_of_none)):
        for author, more in whose:
            for content in everything:
                message = crowd.message(chat, author, content, **where, **more)
                said = await crowd.rehearsal.tries_out({"message": message})
                assert not [each for each in said if isinstance(each, RelayToCustomer)]
    channel = {"id": CHANNEL, "type": "channel", "title": "Канал"}
    for content in everything:
        assert await crowd.rehearsal.tries_out({"channel_post": crowd.message(channel, None, content)}) == []


async def test_every_kind_of_update(crowd: Crowd) -> None:
    """Each kind that aiogram knows, by each person, in private, in a ticket's topic, and elsewhere."""
    for someone in (*crowd.people, *crowd.staff):
        author = made.person(someone.user)
        for chat in (made.private(someone.user), made.group(GROUP), made.group(ELSEWHERE, forum=False)):
            for kind, event in made.events(author, chat).items():
                await crowd.rehearsal.tries_out({kind: event})
