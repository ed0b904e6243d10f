"""Telegram out of reach: who hears of it when mail is slow, missing or back; what the program knows of itself."""

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import aiosmtplib
import pytest
from structlog.testing import capture_logs

from bot.app import App
from bot.contact import Contact
from bot.delivery.mail import MailNotConfiguredError
from bot.listening import CannotListen
from bot.policy import load_policy
from bot.texts import Texts
from bot.version import ROOT, commit, version
from tests.fakes.clock import FakeClock
from tests.fakes.desk import desk_at
from tests.fakes.world import a_world


class Post:
    """A mail server; `trouble` is what it says."""

    def __init__(self) -> None:
        self.trouble: Exception | None = None
        self.sent: list[tuple[str, str]] = []

    async def post(self, to: str, subject: str, body: str, mark: str, date: datetime) -> None:
        if self.trouble:
            raise self.trouble
        assert to == "lead@example.org"
        assert "МСК" in body
        assert date.tzinfo
        self.sent.append((subject.partition(",")[0], mark.partition(".")[0]))


class Line:
    """A contact whose Telegram comes and goes."""

    def __init__(self, contact: Contact, clock: FakeClock, post: Post) -> None:
        self.contact, self.clock, self.post = contact, clock, post

    async def passes(self, *, answers: bool, **time: float) -> None:
        self.clock.advance(**time)
        self.contact.hear(answers)
        with capture_logs():
            await self.contact.look()


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    clock, post = FakeClock(), Post()
    async with desk_at(tmp_path / "desk.db", clock) as (database, _):
        texts = Texts(ROOT / "locales", clock, strict=True)
        yield Line(Contact(database, post, texts, clock, to="lead@example.org", language="ru"), clock, post)


AWAY, BACK = ("Telegram недоступен", "unreached"), ("Telegram снова доступен", "reached")


async def test_ten_minutes_and_no_sooner(line: Line) -> None:
    await line.passes(answers=True)
    await line.passes(answers=False, seconds=10)
    for minutes, told in ((9, []), (1, [AWAY]), (60, [AWAY]), (600, [AWAY])):
        await line.passes(answers=False, minutes=minutes)
        assert line.post.sent == told
    assert line.contact.away > 600
    await line.passes(answers=True, seconds=10)
    await line.passes(answers=True, minutes=1)
    assert line.post.sent == [AWAY, BACK]
    assert line.contact.away == 0


async def test_a_short_one_is_nobody_s_business(line: Line) -> None:
    """Nor do several short ones make a long one."""
    for _ in range(3):
        await line.passes(answers=False, minutes=1)
        await line.passes(answers=False, minutes=8)
        await line.passes(answers=True, minutes=1)
    assert line.post.sent == []


async def test_mail_that_fails_is_tried_again_each_minute(line: Line) -> None:
    line.post.trouble = aiosmtplib.SMTPConnectError("refused")
    await line.passes(answers=False)
    await line.passes(answers=False, minutes=11)
    line.post.trouble = None
    await line.passes(answers=False, seconds=30)
    assert line.post.sent == []
    await line.passes(answers=False, seconds=31)
    assert line.post.sent == [AWAY]


async def test_without_a_mail_server_nothing_is_tried_for_ever(line: Line) -> None:
    line.post.trouble = MailNotConfiguredError()
    await line.passes(answers=False)
    await line.passes(answers=False, minutes=11)
    line.post.trouble = None
    await line.passes(answers=False, minutes=11)
    assert line.post.sent == []


# --- what the program knows of itself


def test_the_program_knows_its_version_and_commit(tmp_path: Path) -> None:
    assert version() != "?"
    assert version(tmp_path) == "?"
    assert commit(tmp_path) == ""


@pytest.mark.parametrize("packed", [False, True])
def test_a_commit_is_found_in_a_checkout_and_in_a_worktree(tmp_path: Path, *, packed: bool) -> None:
    git, worktree = tmp_path / ".git", tmp_path / "beside"
    (git / "refs/heads").mkdir(parents=True)
    (git / "worktrees/beside").mkdir(parents=True)
    worktree.mkdir()
    if packed:
        (git / "packed-refs").write_text(f"# pack-refs\n{'a' * 40} refs/heads/main\n{'b' * 40} refs/heads/other\n")
    else:
        (git / "refs/heads/main").write_text("a" * 40 + "\n")
        (git / "refs/heads/other").write_text("b" * 40 + "\n")
    (git / "HEAD").write_text("ref: refs/heads/main\n")
    (git / "worktrees/beside/HEAD").write_text("ref: refs/heads/other\n")
    (git / "worktrees/beside/commondir").write_text("../..\n")
    (worktree / ".git").write_text(f"gitdir: {git / 'worktrees/beside'}\n")
    assert commit(tmp_path) == "a" * 10
    assert commit(worktree) == "b" * 10
    (git / "HEAD").write_text("c" * 40 + "\n")
    assert commit(tmp_path) == "c" * 10


async def test_a_port_that_is_taken_stops_the_start_by_name(tmp_path: Path) -> None:
    """Nothing is half started: the right to serve is given back."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        there = f"127.0.0.1:{taken.getsockname()[1]}"
        async with a_world(tmp_path, start=False, health_listen=there) as world:
            for _ in range(2):
                async with asyncio.timeout(20):
                    with pytest.raises(CannotListen) as refusal:
                        await App(world.settings, load_policy(world.settings.policy_file)).run()
                assert (refusal.value.setting, str(refusal.value.address)) == ("HEALTH_LISTEN", there)
