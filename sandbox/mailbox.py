"""The sandbox's mailbox: a small mail server that keeps what arrives, and can refuse, delay or greylist it."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default as modern
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from aiohttp import web
from aiosmtpd.smtp import SMTP, Envelope, Session

from sandbox.bell import Bell
from sandbox.server import Sandbox
from sandbox.store import replace_file


class Mood(StrEnum):
    """How the server treats the next letters."""

    ACCEPT = "accept"
    REFUSE = "refuse"  # a permanent no to the recipient
    DELAY = "delay"  # accepted, after a while
    GREYLIST = "greylist"  # "come back later" to each recipient's first attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class Temper:
    """A mood with its facts: for whom (part of an address), how many times (none: until changed), how."""

    mood: Mood = Mood.ACCEPT
    recipient: str = ""
    times: int | None = None
    seconds: float = 3
    answer: str = "550 5.1.1 No such mailbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A letter as it came; `at` is the moved clock, in seconds since 1970."""

    number: int
    at: int
    sender: str
    to: tuple[str, ...]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        return BytesParser(EmailMessage, policy=modern).parsebytes(self.raw)

    @property
    def subject(self) -> str:
        return str(self.message["Subject"] or "")

    @property
    def text(self) -> str:
        """The plain words of the letter, else its HTML as it stands."""
        body = self.message.get_body(("plain", "html"))
        return str(body.get_content()) if body is not None else ""

    def as_json(self) -> dict[str, Any]:
        message = self.message
        return {
            "number": self.number,
            "at": self.at,
            "from": str(message["From"] or self.sender),
            "to": list(self.to),
            "subject": self.subject,
            "text": self.text,
            "headers": [[name, str(value)] for name, value in message.items()],
            "attachments": [part.get_filename() or "" for part in message.iter_attachments()],
        }


class Mailbox:
    """Letters to anybody, in order of arrival; with a folder each is kept there as an .eml file."""

    def __init__(self, tg: Sandbox, *, port: int, folder: Path | None) -> None:
        self.port = port
        self.temper = Temper()
        self.mails: list[Mail] = []
        self._tg = tg
        self._folder = folder
        self._bell = Bell()
        self._greeted: set[str] = set()
        self._connections: set[SMTP] = set()
        self._server: asyncio.Server | None = None

    # For tests

    async def receives(self, words: str, *, to: str = "", timeout: float = 5) -> Mail:  # noqa: ASYNC109
        """The first letter with these words in its subject or text, as soon as it is there."""
        return await self._bell.until(lambda: next(self._found(words, to), None), timeout)

    def _found(self, words: str, to: str) -> Iterator[Mail]:
        for mail in self.mails:
            if words in f"{mail.subject}\n{mail.text}" and any(to in address for address in mail.to):
                yield mail

    # The server's life

    async def start(self) -> None:
        """Finds the letters of earlier days, then listens; port 0 becomes the port taken."""
        self.mails = list(self._kept())
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(partial(self._connection, loop), "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        if self._server is None:
            return
        self._server.close()
        for connection in self._connections:
            if connection.transport is not None:
                connection.transport.close()
        await self._server.wait_closed()

    def _connection(self, loop: asyncio.AbstractEventLoop) -> SMTP:
        connection = SMTP(self, hostname="mail.sandbox", ident="Sandbox", enable_SMTPUTF8=True, loop=loop)
        self._connections = {each for each in self._connections if each.transport is not None} | {connection}
        return connection

    # What the server asks at each step of a delivery (names and parameters are aiosmtpd's)

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        temper = self.temper
        if temper.recipient in address:
            if temper.mood is Mood.REFUSE:
                self._used()
                return temper.answer
            if temper.mood is Mood.GREYLIST and address not in self._greeted:
                self._greeted.add(address)
                return "451 4.7.1 Greylisted, please try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        temper = self.temper
        if temper.mood is Mood.DELAY and any(temper.recipient in address for address in envelope.rcpt_tos):
            self._used()
            await asyncio.sleep(temper.seconds)
        content = envelope.content
        raw = content if isinstance(content, bytes) else (content or "").encode()
        mail = Mail(
            number=self.mails[-1].number + 1 if self.mails else 1,
            at=self._tg.world.clock.now(),
            sender=envelope.mail_from or "",
            to=tuple(envelope.rcpt_tos),
            raw=raw,
        )
        self._keep(mail)
        self.mails.append(mail)
        self._changed(number=mail.number)
        return "250 OK: kept"

    def _used(self) -> None:
        """A temper with a number of times passes."""
        times = self.temper.times
        if times is not None:
            self.be(replace(self.temper, times=times - 1) if times > 1 else Temper())

    def be(self, temper: Temper) -> None:
        """Treats letters so from now on."""
        self.temper = temper
        self._greeted.clear()
        self._changed(mood=temper.mood)

    def _changed(self, **facts: Any) -> None:
        self._bell.ring()
        self._tg.world.tell("mail", **facts)

    # The folder

    def _keep(self, mail: Mail) -> None:
        if self._folder is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        envelope = f"X-Sandbox: {mail.number} {mail.at} {mail.sender or '<>'} {' '.join(mail.to)}\r\n"
        replace_file(self._folder / f"{mail.number:06}.eml", envelope.encode() + mail.raw)

    def _kept(self) -> Iterator[Mail]:
        for path in sorted(self._folder.glob("*.eml")) if self._folder else ():
            envelope, _, raw = path.read_bytes().partition(b"\r\n")
            _, number, at, sender, *to = envelope.decode().split()
            yield Mail(number=int(number), at=int(at), sender=sender, to=tuple(to), raw=raw)

    # The control side: GET and DELETE /control/mail, POST /control/mail/mood

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.get("/control/mail", self._list),
            web.delete("/control/mail", self._empty),
            web.post("/control/mail/mood", self._set_mood),
        ]

    def _state(self) -> dict[str, Any]:
        temper = self.temper
        facts: dict[str, Any] = {"mood": temper.mood, "recipient": temper.recipient, "times": temper.times}
        facts |= {"seconds": temper.seconds, "answer": temper.answer}
        return {"port": self.port, "temper": facts, "mails": [mail.as_json() for mail in self.mails]}

    async def _list(self, _request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "result": self._state()})

    async def _empty(self, _request: web.Request) -> web.Response:
        self.mails.clear()
        for path in self._folder.glob("*.eml") if self._folder else ():
            path.unlink()
        self._changed(number=0)
        return web.json_response({"ok": True, "result": self._state()})

    async def _set_mood(self, request: web.Request) -> web.Response:
        """Body: {"mood": …, "recipient"?, "times"?, "seconds"?, "answer"?}; what is left out is as usual."""
        try:
            given = await request.json()
            self.be(Temper(**{**given, "mood": Mood(given["mood"])}))
        except (ValueError, TypeError, KeyError) as fault:
            return web.json_response({"ok": False, "error": f"not a mood: {fault}"}, status=400)
        return web.json_response({"ok": True, "result": self._state()})
