"""Eyes: what a person sees in one place, as soon as it is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sandbox.model import GENERAL, Account, Chat, Message

if TYPE_CHECKING:
    from sandbox.server import Sandbox

PATIENCE = 15.0  # seconds a person waits to see something


class Sight:
    """A person in one place: a private chat with the bot, a group, or a topic of it."""

    def __init__(self, tg: Sandbox, account: Account, chat_id: int, thread: int | None = None) -> None:
        self.tg = tg
        self.world = tg.world
        self.account = account
        self._chat_id = chat_id
        self.thread = thread

    @property
    def place(self) -> Chat:
        return self.world.chat(self._chat_id)

    def chat(self) -> list[Message]:
        """All messages in this place, oldest first; without a topic, the whole chat."""
        messages = self.place.messages.values()
        if self.thread is None:
            return list(messages)
        return [message for message in messages if (message.thread or GENERAL) == self.thread]

    async def sees(
        self,
        words: str = "",
        *,
        kind: str | None = None,
        button: str | None = None,
        where: Callable[[Message], bool] | None = None,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - a person's patience
    ) -> Message:
        """Waits for another's message (new or newly changed) that fits; each is seen once, in order."""
        seen = self.tg.seen_by(self.account.id)
        key = (self._chat_id, self.thread)

        def look() -> Message | None:
            fresh = [
                message for message in self.chat() if message.seq > seen.get(key, 0) and message.by != self.account.id
            ]
            for message in sorted(fresh, key=lambda message: message.seq):
                if self._fits(message, words, kind, button) and (where is None or where(message)):
                    return message
            return None

        try:
            message = await self.world.bell.until(look, timeout)
        except TimeoutError:
            what = words or kind or button
            raise AssertionError(
                f"{self.account.first_name} does not see {what!r}; there is: {self.tg.describe(self.chat())}"
            ) from None
        seen[key] = message.seq
        return message

    @staticmethod
    def _fits(message: Message, words: str, kind: str | None, button: str | None) -> bool:
        return (
            words in message.text
            and (kind is None or message.kind == kind)
            and (button is None or any(button in label for label in message.buttons))
        )

    async def sees_reaction(self, message: Message, emoji: str, seconds: float = PATIENCE) -> None:
        """The bot's mark on a message."""
        try:
            await self.world.bell.until(lambda: emoji in message.reacted(self.world.bot.id), seconds)
        except TimeoutError:
            marks = message.reacted(self.world.bot.id)
            raise AssertionError(f"no {emoji} on #{message.id}; there is {marks or 'nothing'}") from None
