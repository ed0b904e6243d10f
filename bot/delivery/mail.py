"""E-mails by SMTP: tried for a day, refused when the server says so, the same Message-ID whenever repeated."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from mimetypes import guess_type

import aiosmtplib

from bot.delivery.calls import Mail
from bot.delivery.verdicts import Refused, Retry
from bot.settings import MailSecurity, Smtp
from domain.delivery import Obstacle, Trouble
from domain.letters import Letter

PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 30)] + [timedelta(hours=1)] * 24
_TIMEOUT = 30.0  # seconds for each step with the server
_TEMPORARY = range(400, 500)
_ADDRESS = re.compile(r"\S+@\S+")  # a server's answer often repeats it, and a log is no place for it


class MailNotConfiguredError(Exception):
    """There is no SMTP_URL."""


@dataclass(frozen=True, slots=True)
class Mailer:
    """Our mail server; none: e-mails stay unsent, and the lead is told."""

    smtp: Smtp | None
    sender: str | None

    async def send(self, letter: Letter, mail: Mail, date: datetime) -> None:
        """Give it to the server. Raises MailNotConfiguredError, aiosmtplib's errors, OSError, ValueError."""
        if self.sender is None:
            raise MailNotConfiguredError
        await self._hand_over(written(letter, mail, self.sender, date))

    async def post(self, to: str, subject: str, body: str, mark: str, date: datetime) -> None:
        """The same for what is no letter; equal marks make equal Message-IDs."""
        if self.sender is None:
            raise MailNotConfiguredError
        await self._hand_over(enveloped(Mail(to=to, subject=subject, body=body), self.sender, mark, date))

    async def _hand_over(self, message: EmailMessage) -> None:
        if self.smtp is None:
            raise MailNotConfiguredError
        smtp = self.smtp
        await aiosmtplib.send(
            message,
            hostname=smtp.host,
            port=smtp.port,
            username=smtp.user,
            password=smtp.password.get_secret_value() if smtp.password else None,
            use_tls=smtp.security is MailSecurity.TLS,
            start_tls=smtp.security is MailSecurity.STARTTLS,
            timeout=_TIMEOUT,
        )


def written(letter: Letter, mail: Mail, sender: str, date: datetime) -> EmailMessage:
    """Put it into an envelope. Raises ValueError for an address that is none."""
    return enveloped(mail, sender, f"{letter.id}.{int(letter.created_at.timestamp())}", date)


def enveloped(mail: Mail, sender: str, mark: str, date: datetime) -> EmailMessage:
    """Put words into an envelope; `mark` makes its Message-ID. Raises ValueError for an address that is none."""
    if any(character in mail.to for character in "\r\n") or not parseaddr(mail.to)[1]:
        raise ValueError("not an address")
    message = EmailMessage(policy=SMTP if mail.to.isascii() else SMTP.clone(utf8=True))
    domain = parseaddr(sender)[1].rpartition("@")[2]
    message["From"] = sender
    message["To"] = mail.to
    # Python's own folding loses a space between encoded words (github.com/python/cpython/issues/92081).
    message.set_raw("Subject", Header(" ".join(mail.subject.split()), header_name="Subject").encode(linesep="\r\n"))
    message["Date"] = format_datetime(date)
    message["Message-ID"] = f"<{mark}@{domain}>"
    if mail.thread:  # all that is said of one ticket refers to the same beginning
        message["In-Reply-To"] = message["References"] = f"<{mail.thread}@{domain}>"
    if not mail.human:
        message["Auto-Submitted"] = "auto-generated"
    missed = [each.missed for each in mail.enclosures if each.data is None]
    message.set_content("\n\n".join([mail.body, *missed]))
    for each in mail.enclosures:
        if each.data is not None:
            kind, _, sort = (guess_type(each.name)[0] or "application/octet-stream").partition("/")
            message.add_attachment(each.data, maintype=kind, subtype=sort, filename=each.name)
    return message


def judge(error: Exception, attempts: int) -> Retry | Refused:
    """Say what the mail server meant: later (for a day at least), or never."""
    match error:
        case MailNotConfiguredError():
            return Refused(Trouble(obstacle=Obstacle.MAIL_NOT_CONFIGURED))
        case aiosmtplib.SMTPRecipientsRefused(recipients=[first, *_]):
            code, said = first.code, first.message
        case aiosmtplib.SMTPResponseException():
            code, said = error.code, error.message
        case aiosmtplib.SMTPException() | OSError():
            code, said = _TEMPORARY.start, type(error).__name__
        case _:
            return Refused(Trouble(obstacle=Obstacle.MAIL_REFUSED, detail=type(error).__name__))
    if code in _TEMPORARY and attempts < len(PAUSES):
        return Retry(PAUSES[attempts])
    return Refused(Trouble(obstacle=Obstacle.MAIL_REFUSED, detail=f"{code} {_ADDRESS.sub('…', said)}"))
