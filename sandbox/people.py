"""People with a Telegram account, as a test or a page plays them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sandbox import members
from sandbox.errors import WrongAct
from sandbox.model import GENERAL, Account, Chat, Member, Message, Topic
from sandbox.voice import Voice

if TYPE_CHECKING:
    from sandbox.groups import Group
    from sandbox.server import Sandbox


class Person(Voice):
    """Somebody with a Telegram account, in their private chat with the bot unless led elsewhere."""

    def __init__(self, tg: Sandbox, account: Account) -> None:
        super().__init__(tg, account, account.id)
        self.id = account.id

    def in_group(self, group: Group, thread: int | None = None) -> Voice:
        """In the whole group (General, where one writes), or in a topic."""
        return Voice(self.tg, self.account, group.id, thread)

    def in_topic(self, topic: Topic | Message | int, group: Group | None = None) -> Voice:
        """In a topic of their group (the only one, unless told)."""
        thread = topic if isinstance(topic, int) else topic.id if isinstance(topic, Topic) else topic.thread
        chat_id = group.id if group else topic.chat_id if isinstance(topic, Message) else self._only_group()
        return Voice(self.tg, self.account, chat_id, thread or GENERAL)

    async def starts(self, payload: str = "") -> Message:
        """Presses Start, or follows a link with a payload (up to 64 of A-Z a-z 0-9 _ -)."""
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,64}", payload):
            raise WrongAct("no link carries this payload")
        return await self.says(f"/start {payload}".strip())

    async def blocks(self) -> None:
        self._block(blocked=True)

    async def unblocks(self) -> None:
        self._block(blocked=False)

    def _block(self, *, blocked: bool) -> None:
        if self.account.blocked is blocked:
            return
        self.account.blocked = blocked
        bot, cards = self.world.bot.user(), [Member("kicked"), Member()]
        was, now = cards if not blocked else cards[::-1]
        update = {
            "chat": self.world.chat_card(self.place),
            "from": self.account.user(),
            "date": self.world.clock.now(),
            "old_chat_member": was.card(bot),
            "new_chat_member": now.card(bot),
        }
        self.world.updates.add("my_chat_member", update, self.id)
        self.shows()

    def deactivates(self) -> None:
        """Deletes the account."""
        self.account.deactivated = True
        self.shows()

    def speaks(self, language: str) -> None:
        """Switches the language of the app."""
        self.account.language_code = language
        self.shows()

    def shows(self) -> None:
        self.world.tell("person", value=self.account.view())

    async def joins(self, group: Group | int) -> None:
        members.join(self.world, self._group(group), self.id, self.id)

    async def leaves(self, group: Group | int) -> None:
        members.leave(self.world, self._group(group), self.id, self.id)

    def _group(self, group: Group | int) -> Chat:
        return self.world.chat(group if isinstance(group, int) else group.id)

    def _only_group(self) -> int:
        groups = [chat.id for chat in self.world.chats.values() if chat.member(self.id).present and chat.is_forum]
        if len(groups) != 1:
            raise WrongAct(f"{self.account.first_name} is in {len(groups)} forums: say which")
        return groups[0]
