"""E-mails: one Message-ID however often they are sent, tried for a day, and nothing slips into their headers."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from typing import Any

import aiosmtplib
import pytest
from aiosmtpd.smtp import SMTP
from pydantic import SecretStr

from bot.delivery.calls import Mail
from bot.delivery.mail import PAUSES, Mailer, MailNotConfiguredError, judge, written
from bot.delivery.verdicts import Refused, Retry
from bot.settings import MailSecurity, Smtp
from domain.delivery import Obstacle
from domain.effects import SendEmail
from domain.ids import LetterId
from domain.letters import Letter, Urgency
from domain.words import Text
from tests.delivery.samples import NOW

WORDS = Mail(to="petr@example.org", subject="Обращение № 124", body="Здравствуйте, Пётр.\n\n" + "слово " * 300)
LETTER = Letter(
    id=LetterId(42),
    lane="mail",
    urgency=Urgency.MAIL,
    effect=SendEmail(ticket=None, to="x", language="ru", subject=Text("x"), body=Text("x")),
    ticket=None,
    created_at=NOW,
    not_before=NOW,
)
SENDER = "Техподдержка <support@example.org>"


class Inbox:
    """A mail server's side: keeps what it is given, or answers as told."""

    def __init__(self) -> None:
        self.kept: list[Message] = []
        self.answer = "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        if self.answer.startswith("250"):
            self.kept.append(message_from_bytes(envelope.content))
        return self.answer


@pytest.fixture
async def server() -> AsyncIterator[tuple[Inbox, Mailer]]:
    inbox = Inbox()
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(lambda: SMTP(inbox, enable_SMTPUTF8=True), "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    smtp = Smtp(host="127.0.0.1", port=port, security=MailSecurity.NONE, user=None, password=None)
    yield inbox, Mailer(smtp, SENDER)
    listening.close()
    await listening.wait_closed()


async def test_a_letter_arrives_as_written(server: tuple[Inbox, Mailer]) -> None:
    """C36: repeated, it bears the same Message-ID."""
    inbox, mailer = server
    await mailer.send(LETTER, WORDS, NOW)
    await mailer.send(LETTER, WORDS, NOW + timedelta(hours=1))
    first, second = inbox.kept
    assert str(make_header(decode_header(first["Subject"]))) == WORDS.subject
    assert first["To"] == "petr@example.org"
    assert "support@example.org" in first["From"]
    assert first["Message-ID"] == second["Message-ID"] == f"<42.{int(NOW.timestamp())}@example.org>"
    assert first["Auto-Submitted"] == "auto-generated"
    body = first.get_payload(decode=True)
    assert isinstance(body, bytes)
    assert body.decode().replace("\r\n", "\n").strip() == WORDS.body.strip()


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [("451 4.7.1 greylisted", Retry(PAUSES[0])), ("554 5.7.1 <petr@example.org> refused", None)],
)
async def test_the_server_may_say_no(server: tuple[Inbox, Mailer], answer: str, outcome: Retry | None) -> None:
    inbox, mailer = server
    inbox.answer = answer
    with pytest.raises(aiosmtplib.SMTPResponseException) as refused:
        await mailer.send(LETTER, WORDS, NOW)
    verdict = judge(refused.value, 0)
    if outcome:
        assert verdict == outcome
        return
    assert isinstance(verdict, Refused)
    assert verdict.trouble.obstacle is Obstacle.MAIL_REFUSED
    assert "petr" not in verdict.trouble.detail


async def test_without_a_server_it_is_said_at_once() -> None:
    with pytest.raises(MailNotConfiguredError) as missing:
        await Mailer(None, None).send(LETTER, WORDS, NOW)
    verdict = judge(missing.value, 0)
    assert isinstance(verdict, Refused)
    assert verdict.trouble.obstacle is Obstacle.MAIL_NOT_CONFIGURED


def test_a_server_that_is_down_is_tried_for_a_day_and_then_no_more() -> None:
    """C36."""
    down = aiosmtplib.SMTPConnectError("no route")
    assert sum(PAUSES, timedelta()) >= timedelta(hours=24)
    for attempts, pause in enumerate(PAUSES):
        assert judge(down, attempts) == Retry(pause)
    assert isinstance(judge(down, len(PAUSES)), Refused)


@pytest.mark.parametrize(
    ("error", "refused"),
    [
        (aiosmtplib.SMTPRecipientsRefused([aiosmtplib.SMTPRecipientRefused(450, "later", "x@y")]), False),
        (aiosmtplib.SMTPRecipientsRefused([aiosmtplib.SMTPRecipientRefused(550, "no such user", "x@y")]), True),
        (aiosmtplib.SMTPServerDisconnected("gone"), False),
        (aiosmtplib.SMTPConnectTimeoutError("slow"), False),
        (aiosmtplib.SMTPAuthenticationError(535, "bad password"), True),
        (ssl.SSLError("certificate"), False),
        (ConnectionRefusedError(), False),
        (ValueError("not an address"), True),
    ],
)
def test_each_fault(error: Exception, refused: bool) -> None:  # noqa: FBT001  a table's column
    assert isinstance(judge(error, 0), Refused) is refused


@pytest.mark.parametrize("to", ["petr@example.org\nBcc: all@example.org", "", "a\r\nb@c"])
def test_nothing_slips_into_the_headers(to: str) -> None:
    with pytest.raises(ValueError, match="address"):
        written(LETTER, Mail(to=to, subject="x", body="y"), SENDER, NOW)
    subject = "Тема\nBcc: all@example.org"
    message = written(LETTER, Mail(to="a@example.org", subject=subject, body="y"), SENDER, NOW)
    assert message["Subject"] == "Тема Bcc: all@example.org"
    assert message["Bcc"] is None


@pytest.mark.parametrize(
    ("security", "way"),
    [(MailSecurity.NONE, (False, False)), (MailSecurity.TLS, (True, False)), (MailSecurity.STARTTLS, (False, True))],
)
async def test_the_way_there_is_protected_as_set(
    security: MailSecurity, way: tuple[bool, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, Any] = {}

    async def send(_message: EmailMessage, **options: Any) -> None:
        seen.update(options)

    monkeypatch.setattr(aiosmtplib, "send", send)
    smtp = Smtp(host="mail", port=1, security=security, user="u", password=SecretStr("p"))
    await Mailer(smtp, SENDER).send(LETTER, WORDS, NOW)
    assert (seen["use_tls"], seen["start_tls"]) == way
    assert (seen["username"], seen["password"]) == ("u", "p")


def test_a_long_subject_keeps_its_spaces() -> None:
    subject = "Обращение № 124 закрыто по сроку, продолжить можно в любой момент"
    letter = written(LETTER, Mail(to="petr@example.org", subject=subject, body="…"), SENDER, NOW)
    arrived = message_from_bytes(letter.as_bytes())
    assert str(make_header(decode_header(arrived["Subject"]))) == subject
