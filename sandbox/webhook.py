"""Updates delivered to the bot's own address: in order within a chat, again and again until it says 200."""

import asyncio
from dataclasses import dataclass, field

import aiohttp

from sandbox.content import Body
from sandbox.faults import Fault, Faults
from sandbox.updates import Update, Updates

OK = range(200, 300)
MAX_CONNECTIONS = 40


@dataclass(slots=True)
class Webhook:
    """`first_delay` and `last_delay`, in seconds of real time, bound the growing pause between attempts."""

    updates: Updates
    faults: Faults
    url: str = ""
    secret_token: str = ""
    max_connections: int = MAX_CONNECTIONS
    last_error_date: int = 0
    last_error_message: str = ""
    first_delay: float = 1.0
    last_delay: float = 60.0
    _busy: set[str] = field(default_factory=set)

    def info(self) -> Body:
        """As getWebhookInfo says."""
        info: Body = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.updates.batch(len(self.updates.pending))),
        }
        if self.url:
            info["max_connections"] = self.max_connections
        if self.last_error_date:
            info |= {"last_error_date": self.last_error_date, "last_error_message": self.last_error_message}
        if self.updates.allowed:
            info["allowed_updates"] = self.updates.allowed
        return info

    async def run(self) -> None:
        """Until cancelled."""
        async with aiohttp.ClientSession() as http, asyncio.TaskGroup() as deliveries:
            while True:
                for update in self.updates.batch(len(self.updates.pending)) if self.url else ():
                    if update.queue not in self._busy and len(self._busy) < self.max_connections:
                        self._busy.add(update.queue)
                        deliveries.create_task(self._deliver(http, update))
                await self.updates.bell.next()

    async def _deliver(self, http: aiohttp.ClientSession, update: Update) -> None:
        """One update, until it is taken or the address is."""
        delay = self.first_delay
        while self.url and update.id in self.updates.pending and (asked := await self._post(http, update)) is not None:
            await asyncio.sleep(min(max(delay, asked), 3600))
            delay = min(2 * delay, self.last_delay)
        if self.url:
            self.updates.pending.pop(update.id, None)
        self._busy.discard(update.queue)
        self.updates.bell.ring()

    async def _post(self, http: aiohttp.ClientSession, update: Update) -> float | None:
        """`None`: taken; else the seconds the bot asks to wait."""
        headers = {"Content-Type": "application/json"}
        if self.secret_token:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.secret_token
        copies = 2 if any(order.kind is Fault.DUPLICATE for order in self.faults.strike_batch()) else 1
        try:
            for _ in range(copies):
                async with http.post(self.url, data=update.line.encode(), headers=headers) as answer:
                    if answer.status not in OK:
                        after = answer.headers.get("Retry-After", "")
                        said = f"Wrong response from the webhook: {answer.status} {answer.reason}"
                        return self._failed(said, float(after) if after.isdecimal() else 0.0)
        except (aiohttp.ClientError, TimeoutError) as error:
            return self._failed(f"Connection failed: {error}", 0.0)
        return None

    def _failed(self, words: str, after: float) -> float:
        self.last_error_date, self.last_error_message = int(self.updates.clock.real()), words
        return after
