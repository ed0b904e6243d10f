"""The doctor: every fault has its line, and a sound desk has none."""

import socket
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.backups import NAME
from bot.clock import SystemClock
from bot.doctor.run import Doctor
from bot.settings import Settings
from sandbox.mailbox import Mailbox
from sandbox.server import Sandbox
from storage.database import Database
from storage.lock import served

LEAD = 3001
POLICY = Path(__file__).parents[2] / "policy/regulation.toml"


@pytest.fixture
async def tg() -> AsyncIterator[Sandbox]:
    async with Sandbox(limit_scale=0) as sandbox:
        lead = sandbox.person("Ludmila", id=LEAD, started=True)
        sandbox.forum("Engineers", [lead], id=-1001, owner=lead)
        yield sandbox


@pytest.fixture
async def mailbox(tg: Sandbox) -> AsyncIterator[Mailbox]:
    box = Mailbox(tg, port=0, folder=None)
    await box.start()
    yield box
    await box.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Visit:
    """One call of the doctor."""

    def __init__(self, tg: Sandbox, folder: Path) -> None:
        self.facts: dict[str, Any] = {
            "bot_token": tg.token,
            "lead_ids": str(LEAD),
            "engineers_chat_id": -1001,
            "telegram_api_url": tg.url,
            "database_url": f"sqlite:///{folder / 'desk.db'}",
            "policy_file": POLICY,
            "language": "en",
        }

    async def __call__(self, *, write: bool = False, **changes: Any) -> tuple[bool, str]:
        doctor = Doctor(Settings(_env_file=None, **(self.facts | changes)))
        lines = [line async for line in doctor.lines(write=write)]
        assert all(line[0] in "✓!✗" for line in lines)
        return doctor.well, "\n".join(lines)


@pytest.fixture
def visit(tg: Sandbox, tmp_path: Path) -> Visit:
    return Visit(tg, tmp_path)


async def test_a_sound_desk(visit: Visit, mailbox: Mailbox, tmp_path: Path) -> None:
    async with Database.open(f"sqlite:///{tmp_path / 'desk.db'}") as database:
        await database.backup(tmp_path / "copies" / SystemClock().real().strftime(NAME))
    well, said = await visit(
        smtp_url=f"smtp://127.0.0.1:{mailbox.port}", mail_from="desk@example.org", backup_dir=tmp_path / "copies"
    )
    assert well, said
    assert "✗" not in said
    assert "! " not in said
    for part in ("policy", "database", "name", "connections", "token", "clock", "group", "topics", "rights", "mail"):
        assert part in said
    assert f"Lead {LEAD} can be written to" in said


async def test_in_the_language_of_the_settings(visit: Visit) -> None:
    _, said = await visit(language="ru")
    assert "Токен верный" in said


async def test_it_writes_only_when_asked(visit: Visit, mailbox: Mailbox, tg: Sandbox) -> None:
    mail: dict[str, Any] = {"smtp_url": f"smtp://127.0.0.1:{mailbox.port}", "mail_from": "desk@example.org"}
    await visit(write=False, **mail)
    assert not tg.calls("sendMessage")
    well, said = await visit(write=True, **mail)
    assert well, said
    await tg.acting(LEAD).sees("technical support can reach you")
    assert "The test e-mail to lead@example.org was accepted" in said


async def test_a_wrong_token(visit: Visit) -> None:
    well, said = await visit(bot_token="123456:a-token-that-telegram-has-never-given")
    assert not well
    assert "✗ The token is not accepted" in said
    assert "@BotFather" in said


@pytest.mark.parametrize("where", ["telegram_api_url", "telegram_proxy"])
async def test_no_connection(visit: Visit, where: str) -> None:
    well, said = await visit(write=False, **{where: f"http://127.0.0.1:{free_port()}"})
    assert not well
    assert "accepts no connection" in said
    assert "cannot be checked" in said


async def test_no_such_name(visit: Visit) -> None:
    well, said = await visit(telegram_api_url="https://nowhere.invalid")
    assert not well
    assert "✗ The name nowhere.invalid is not found" in said


async def test_no_tls(visit: Visit, tg: Sandbox) -> None:
    well, said = await visit(telegram_api_url=tg.url.replace("http", "https"))
    assert not well
    assert "✗ TLS with 127.0.0.1 does not work" in said


async def test_something_else_answers(visit: Visit, tg: Sandbox) -> None:
    tg.fault("broken", method="getMe")
    well, said = await visit()
    assert not well
    assert "✗ The Bot API does not answer" in said


async def test_no_group_yet(visit: Visit) -> None:
    well, said = await visit(engineers_chat_id=None)
    assert well
    assert "! No engineers' group is chosen yet" in said
    assert "/bind" in said


async def test_a_group_the_bot_is_not_in(visit: Visit) -> None:
    well, said = await visit(engineers_chat_id=-100777)
    assert not well
    assert "✗ The group -100777 cannot be seen" in said


async def test_a_group_without_topics_is_only_less_handy(visit: Visit, tg: Sandbox) -> None:
    plain = tg.supergroup("Plain", [tg.acting(LEAD)])
    well, said = await visit(engineers_chat_id=plain.id)
    assert well, said
    assert "! The group has no topics" in said


async def test_rights_that_are_missing(visit: Visit, tg: Sandbox) -> None:
    group = tg.the_group(-1001)
    group.bot_loses("can_manage_topics")
    well, said = await visit()
    assert not well
    assert "✗ The bot may not manage topics" in said
    group.demote(tg.world.bot.id)
    _, said = await visit()
    assert "✗ The bot is no administrator of the group" in said
    assert "✗ Privacy mode is on" in said


async def test_a_lead_who_never_pressed_start(visit: Visit, tg: Sandbox) -> None:
    """The desk works: alerts go to General until then."""
    tg.person("Second", id=3002)
    well, said = await visit(lead_ids=f"{LEAD},3002")
    assert well, said
    assert "! Lead 3002 cannot be written to" in said
    assert "press Start" in said


async def test_a_webhook_is_mentioned(visit: Visit, tg: Sandbox) -> None:
    tg.webhook.url = "https://example.org/hook"
    well, said = await visit()
    assert well, said
    assert "! The bot has a webhook" in said
    tg.webhook.url = ""


async def test_mail_that_does_not_work(visit: Visit) -> None:
    _, said = await visit()
    assert "! No mail is configured" in said
    well, said = await visit(smtp_url=f"smtp://127.0.0.1:{free_port()}", mail_from="desk@example.org")
    assert not well
    assert "✗ The mail server 127.0.0.1 does not accept us" in said


async def test_a_policy_with_faults(visit: Visit, tmp_path: Path) -> None:
    broken = tmp_path / "policy.toml"
    broken.write_text(POLICY.read_text(encoding="utf-8") + "\n[silense]\nclose = '14d'\n", encoding="utf-8")
    well, said = await visit(policy_file=broken)
    assert not well
    assert "silense" in said


async def test_a_database_that_does_not_open(visit: Visit, tmp_path: Path) -> None:
    (tmp_path / "desk.db").write_bytes(b"this is no database, and long enough to be sure of it" * 100)
    well, said = await visit()
    assert not well
    assert "✗ The database" in said


async def test_it_looks_at_a_database_beside_who_serves_it_and_changes_nothing(visit: Visit, tmp_path: Path) -> None:
    async with Database.open(f"sqlite:///{tmp_path / 'desk.db'}"):
        with served(tmp_path / "desk.db"):
            well, said = await visit()
    assert well, said
    connection = sqlite3.connect(tmp_path / "desk.db")
    connection.execute("INSERT INTO migrations (number, name) VALUES (9999, 'of a later version')")
    connection.commit()
    connection.close()
    well, said = await visit()
    assert not well
    assert "✗ A newer version of the program has written the database" in said


async def test_the_stored_group_goes_before_the_settings(visit: Visit, tmp_path: Path, tg: Sandbox) -> None:
    """An upgraded group has another id than the settings say."""
    from domain.desk import Group, Origin
    from domain.ids import ChatId
    from storage.transaction import Transaction
    from tests.fakes.clock import FakeClock

    async def unit(tx: Transaction) -> None:
        await tx.places.bind(Group(chat=ChatId(-1001), forum=True))

    async with Database.open(f"sqlite:///{tmp_path / 'desk.db'}") as database:
        await database.run(Origin(FakeClock().now()), unit)
    well, said = await visit(engineers_chat_id=-100777)
    assert well, said
    assert "Engineers" in said


WEBHOOK: dict[str, Any] = {"webhook_url": "http://127.0.0.1:9/hook", "webhook_secret": "a-secret-of-sixteen-letters"}


@pytest.mark.parametrize(
    ("there", "waits", "sound", "words"),
    [
        ("", 0, True, "! The webhook is not set yet"),
        ("https://example.org/hook", 0, True, "! Telegram has another webhook"),
        ("http://127.0.0.1:9/hook", 0, True, "✓ The webhook is set"),
        ("http://127.0.0.1:9/hook", 1, False, "Connection failed"),
    ],
)
async def test_the_webhook_is_looked_at(
    visit: Visit, tg: Sandbox, there: str, waits: int, *, sound: bool, words: str
) -> None:
    tg.world.updates.pending.clear()  # that the bot came into the group
    tg.webhook.url = there
    if waits:
        await tg.acting(LEAD).says("hello")
        tg.webhook.last_error_date, tg.webhook.last_error_message = 1, "Connection failed: nobody listens"
    well, said = await visit(**WEBHOOK)
    assert words in said
    assert well is sound, said
    tg.webhook.url = ""


async def test_copies_are_looked_at(visit: Visit, tmp_path: Path) -> None:
    """None wanted, none yet, one that is old, one that is none."""
    folder = tmp_path / "copies"
    assert "! The database is not copied at night" in (await visit())[1]
    assert "! The folder" in (await visit(backup_dir=folder))[1]
    async with Database.open(f"sqlite:///{tmp_path / 'desk.db'}") as database:
        await database.backup(folder / "helpdesk-20200101T003000Z.db")
    well, said = await visit(backup_dir=folder)
    assert not well
    assert "✗ The last copy is older than two days" in said
    (folder / SystemClock().real().strftime(NAME)).write_text("no database")
    well, said = await visit(backup_dir=folder)
    assert not well
    assert "cannot be opened" in said
