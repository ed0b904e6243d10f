"""The way to the Bot API: aiogram's session, calls by hand beside it, and every way of not getting through."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientError, ClientTimeout
from aiohttp_socks import ProxyError

from bot import older


class Unreachable(Exception):  # noqa: N818  it may be reached a second later
    """No answer came. Says the kind of trouble only: the address would tell the token."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, unread."""

    status: int
    body: bytes
    date: datetime | None  # the server's own time


class Wire(AiohttpSession):
    """aiogram's session; proxies fail in the words that aiogram's other callers know."""

    def __init__(self, api_url: str, proxy: str | None = None) -> None:
        super().__init__(api=TelegramAPIServer.from_base(api_url), proxy=proxy, json_loads=older.loads)

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109  aiogram's
    ) -> TelegramType:
        """As aiogram's, with a proxy's troubles told as troubles of the network."""
        try:
            return await super().make_request(bot, method, timeout)
        except (ProxyError, OSError) as error:
            raise TelegramNetworkError(method=method, message=type(error).__name__) from error

    async def by_hand(self, token: str, method: str, patience: float, **fields: Any) -> Answer:
        """Call without reading the answer, `patience` seconds at most; raises Unreachable."""
        client = await self.create_session()
        address = self.api.api_url(token=token, method=method)
        try:
            async with client.post(address, json=fields, timeout=ClientTimeout(total=patience)) as response:
                return Answer(response.status, await response.read(), _date(response.headers.get("Date")))
        except (ClientError, ProxyError, OSError) as error:  # a TimeoutError is an OSError
            raise Unreachable(type(error).__name__) from None


def _date(header: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(header).astimezone(UTC) if header else None
    except ValueError:
        return None
