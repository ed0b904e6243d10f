"""The way to the Bot API, hop by hop: name, connection, TLS, proxy, answer."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import certifi
from aiohttp import BaseConnector, ClientError, ClientSession, ClientTimeout, TCPConnector
from aiohttp_socks import ProxyConnector, ProxyError

from bot.doctor.findings import Finding, bad, good
from bot.settings import Settings
from domain.words import Text

PATIENCE = 10.0  # seconds for each hop


@dataclass(frozen=True, slots=True)
class Reply:
    """What the Bot API said."""

    ok: bool
    result: Any
    said: str
    date: datetime | None


class NoAnswer(Exception):  # noqa: N818  a finding
    """Nothing came back that a Bot API server would say."""


class Api:
    """Calls by hand: quicker to start than a client that knows every type."""

    def __init__(self, session: ClientSession, settings: Settings) -> None:
        self._session = session
        self._base = f"{settings.telegram_api_url}/bot{settings.bot_token.get_secret_value()}"

    async def call(self, method: str, **fields: Any) -> Reply:
        """Ask; raises NoAnswer."""
        try:
            async with self._session.post(f"{self._base}/{method}", json=fields) as response:
                said = json.loads(await response.read())
                date = response.headers.get("Date")
        except (ClientError, ProxyError, OSError, ValueError) as trouble:
            raise NoAnswer(type(trouble).__name__) from None
        if not isinstance(said, dict) or "ok" not in said:
            raise NoAnswer("JSON")
        when = parsedate_to_datetime(date).astimezone(UTC) if date else None
        return Reply(bool(said["ok"]), said.get("result"), str(said.get("description", "")), when)


@asynccontextmanager
async def reached(settings: Settings) -> AsyncIterator[Api]:
    """Open the way that the bot itself would take."""
    proxy = settings.telegram_proxy
    secure = _secure()
    connector: BaseConnector = (
        ProxyConnector.from_url(proxy.get_secret_value(), rdns=True, ssl=secure) if proxy else TCPConnector(ssl=secure)
    )
    async with ClientSession(connector=connector, timeout=ClientTimeout(total=PATIENCE)) as session:
        yield Api(session, settings)


async def hops(settings: Settings) -> AsyncIterator[Finding]:
    """Go as far as the first hop that fails."""
    api, proxy = urlsplit(settings.telegram_api_url), settings.telegram_proxy
    first = urlsplit(proxy.get_secret_value()) if proxy else api
    host, port = first.hostname or "", first.port or _usual(first.scheme)
    try:
        async with asyncio.timeout(PATIENCE):
            await asyncio.get_running_loop().getaddrinfo(host, port)
    except OSError:
        yield bad(Text("doctor-name-bad", {"host": host}), Text("doctor-name-do"))
        return
    yield good(Text("doctor-name-good", {"host": host}))
    try:
        async with asyncio.timeout(PATIENCE):
            _, writer = await asyncio.open_connection(host, port)
        writer.close()
    except OSError:
        do = Text("doctor-proxy-connection-do") if proxy else Text("doctor-connection-do")
        yield bad(Text("doctor-connection-bad", {"host": host, "port": str(port)}), do)
        return
    yield good(Text("doctor-connection-good", {"host": host, "port": str(port)}))
    if proxy:
        yield good(Text("doctor-proxy", {"host": host}))
    elif api.scheme == "https":
        try:
            async with asyncio.timeout(PATIENCE):
                _, writer = await asyncio.open_connection(host, port, ssl=_secure(), server_hostname=host)
            writer.close()
        except OSError as trouble:
            why = trouble.verify_message if isinstance(trouble, ssl.SSLCertVerificationError) else str(trouble)
            yield bad(Text("doctor-tls-bad", {"host": host, "why": why}), Text("doctor-tls-do"))
            return
        yield good(Text("doctor-tls-good", {"host": host}))


def _usual(scheme: str) -> int:
    return {"https": 443, "socks5": 1080}.get(scheme, 80)


def _secure() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certifi.where())
