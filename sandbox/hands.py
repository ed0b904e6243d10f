"""Hands: what a person does in one place without a word."""

from __future__ import annotations

from sandbox import topics
from sandbox.errors import Unknown, WrongAct
from sandbox.methods.deleting import pin
from sandbox.model import Message, Topic
from sandbox.sight import Sight


class Hands(Sight):
    """A person in one place, who may touch what is there."""

    async def deletes(self, *messages: Message | int) -> None:
        """Anything in private, one's own in groups, all there with the right; bots are never told."""
        found = [self._message(message) for message in messages]
        if any(message.by != self.account.id for message in found):
            self._in_charge("can_delete_messages")
        self.world.delete(self.place, [message.id for message in found])

    async def reacts(self, message: Message | int, emoji: str | None = None) -> None:
        """One reaction, or none."""
        reactions = [{"type": "emoji", "emoji": emoji}] if emoji else []
        self._here()
        self.world.react(self.place, self._message(message), self.account.id, reactions)

    async def pins(self, message: Message | int) -> None:
        self._in_charge("can_pin_messages")
        pin(self.world, self.place, self.account.id, self._message(message))

    async def opens_topic(self, name: str, icon_custom_emoji_id: str | None = None) -> Topic:
        self._here()
        if not self.place.is_forum:
            raise WrongAct(f"{self.place.title} has no topics")
        return topics.open_topic(self.world, self.place, self.account.id, name, None, icon_custom_emoji_id)

    async def renames_topic(self, name: str) -> None:
        topics.edit_topic(self.world, self.place, self.account.id, self._topic(), name, None)

    async def closes_topic(self) -> None:
        topics.close_topic(self.world, self.place, self.account.id, self._topic(), closed=True)

    async def reopens_topic(self) -> None:
        topics.close_topic(self.world, self.place, self.account.id, self._topic(), closed=False)

    async def deletes_topic(self) -> None:
        topics.delete_topic(self.world, self.place, self._topic())

    # --- what everybody must look at first

    def _here(self) -> None:
        """Whether the person can be in this place at all."""
        if self.account.deactivated:
            raise WrongAct(f"{self.account.first_name}'s account is deleted")
        if self.place.private:
            if self._chat_id != self.account.id:
                raise WrongAct("private chats are private")
            if self.account.blocked:
                raise WrongAct(f"{self.account.first_name} has blocked the bot")
        elif not self.place.member(self.account.id).present:
            raise WrongAct(f"{self.account.first_name} is not in {self.place.title}")

    def _in_charge(self, right: str) -> None:
        if not self.place.private and not self.place.member(self.account.id).may(right):
            raise WrongAct(f"{self.account.first_name} is no administrator with {right}")

    def _message(self, message: Message | int, chat_id: int | None = None) -> Message:
        if isinstance(message, Message):
            return message
        return self.world.message(self.world.chat(chat_id) if chat_id else self.place, message)

    def _topic(self) -> Topic:
        topic = self.place.topic(self.thread or 0)
        if topic is None:
            raise Unknown(f"no topic {self.thread} in {self.place.title}")
        return topic
