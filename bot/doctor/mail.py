"""The mail server: whether it lets us in, and whether a letter goes."""

from collections.abc import AsyncIterator
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr

from aiosmtplib import SMTP, SMTPException

from bot.doctor.findings import Finding, bad, good, mind
from bot.settings import MailSecurity, Settings
from domain.words import Text

PATIENCE = 10.0  # seconds


async def mail(settings: Settings) -> AsyncIterator[Finding]:
    """Log in, and go."""
    if settings.smtp_url is None:
        yield mind(Text("doctor-mail-none"), Text("doctor-mail-none-do"))
        return
    host = settings.smtp_url.host
    try:
        async with _server(settings) as server:
            await _login(server, settings)
    except (SMTPException, OSError) as trouble:
        yield bad(Text("doctor-mail-bad", {"host": host, "said": str(trouble)[:200]}), Text("doctor-mail-do"))
    else:
        yield good(Text("doctor-mail-good", {"host": host}))


async def send(settings: Settings, to: str, subject: str, line: str) -> AsyncIterator[Finding]:
    """Send a test e-mail."""
    if settings.smtp_url is None or settings.mail_from is None:
        return
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = settings.mail_from, to, subject
    domain = parseaddr(settings.mail_from)[1].rpartition("@")[2]
    letter["Date"], letter["Message-ID"] = formatdate(), make_msgid(domain=domain)
    letter.set_content(line)
    try:
        async with _server(settings) as server:
            await _login(server, settings)
            await server.send_message(letter)
    except (SMTPException, OSError) as trouble:
        words = Text("doctor-mail-sent-bad", {"to": to, "said": str(trouble)[:200]})
        yield bad(words, Text("doctor-mail-do"))
    else:
        yield good(Text("doctor-mail-sent-good", {"to": to}))


def _server(settings: Settings) -> SMTP:
    smtp = settings.smtp_url
    assert smtp  # noqa: S101  asked before
    tls, start = smtp.security is MailSecurity.TLS, smtp.security is MailSecurity.STARTTLS
    return SMTP(hostname=smtp.host, port=smtp.port, use_tls=tls, start_tls=start, timeout=PATIENCE)


async def _login(server: SMTP, settings: Settings) -> None:
    smtp = settings.smtp_url
    if smtp and smtp.user:
        await server.login(smtp.user, smtp.password.get_secret_value() if smtp.password else "")
