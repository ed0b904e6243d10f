"""Groups, as a test or a page arranges them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sandbox import members
from sandbox.errors import Unknown, WrongAct
from sandbox.model import MEMBER_RIGHTS, Chat, Member, Message, Topic
from sandbox.people import Person
from sandbox.sight import PATIENCE

if TYPE_CHECKING:
    from sandbox.server import Sandbox

FIRST_GROUP = -4001
FIRST_SUPERGROUP = -1001000000001


class Group:
    """A group, supergroup or forum. What its owner does here is done by the group's owner, whoever that is."""

    def __init__(self, tg: Sandbox, chat: Chat) -> None:
        self.tg = tg
        self.world = tg.world
        self.id = chat.id

    @property
    def chat(self) -> Chat:
        return self.world.chats[self.id]

    @property
    def owner(self) -> int:
        """The creator, else the first member, else the bot."""
        people = [who for who, member in self.chat.members.items() if member.present and who != self.world.bot.id]
        owners = [who for who in people if self.chat.members[who].status == "creator"]
        return (owners or people or [self.world.bot.id])[0]

    # --- looking

    @property
    def topics(self) -> list[Topic]:
        return [topic for topic in self.chat.topics.values() if not topic.deleted]

    async def topic(self, words: str = "", seconds: float = PATIENCE) -> Topic:
        """Waits for a topic with these words in its name: the newest."""
        try:
            return await self.world.bell.until(lambda: self.chat.named_topic(words), seconds)
        except TimeoutError:
            names = [topic.name for topic in self.topics]
            raise AssertionError(f"no topic {words!r} in {self.chat.title}; there are {names}") from None

    def messages(self, topic: Topic | int | None = None) -> list[Message]:
        """Of one topic, or all."""
        thread = topic.id if isinstance(topic, Topic) else topic
        return [message for message in self.chat.messages.values() if thread in (None, message.thread)]

    # --- arranging

    def add(self, person: Person | int) -> None:
        members.join(self.world, self.chat, self.owner, who(person))

    def kick(self, person: Person | int) -> None:
        members.leave(self.world, self.chat, self.owner, who(person))

    def promote(self, person: Person | int, rights: Sequence[str] | None = None, *, anonymous: bool = False) -> None:
        """An administrator with these rights, or with all."""
        self._set(person, members.promote(rights, anonymous=anonymous))

    def demote(self, person: Person | int) -> None:
        self._set(person, Member())

    def restrict(self, person: Person | int, rights: Sequence[str] = ()) -> None:
        """`rights` are what is left."""
        if not set(rights) <= set(MEMBER_RIGHTS):
            raise WrongAct(f"no such rights: {sorted(set(rights) - set(MEMBER_RIGHTS))}")
        self._set(person, Member("restricted", list(rights)))

    def bot_loses(self, *rights: str) -> None:
        """The bot stays an administrator, without these rights."""
        left = [right for right in self.chat.member(self.world.bot.id).rights if right not in rights]
        self.promote(self.world.bot.id, left)

    def rename(self, title: str) -> None:
        self.chat.title = title
        self.world.post(self.chat, self.owner, {"new_chat_title": title})
        members.show_chat(self.world, self.chat)

    def upgrade(self, new_id: int | None = None) -> Group:
        """Group → supergroup; the new one."""
        if self.chat.type != "group" or self.chat.migrated_to is not None:
            raise WrongAct("only a basic group can be upgraded, and once")
        new_id = new_id or self.world.free_id(FIRST_SUPERGROUP)
        return Group(self.tg, members.upgrade(self.world, self.chat, self.owner, new_id))

    def make_forum(self, *, is_forum: bool = True) -> None:
        if self.chat.type != "supergroup":
            raise WrongAct("only a supergroup can have topics")
        self.chat.is_forum = is_forum
        members.show_chat(self.world, self.chat)

    def delete(self) -> None:
        """The group is gone."""
        self.chat.deleted = True
        members.show_chat(self.world, self.chat)

    def allow_reactions(self, emoji: Sequence[str] | None = None) -> None:
        """Only these; `None`: all."""
        self.chat.reactions = None if emoji is None else list(emoji)
        members.show_chat(self.world, self.chat)

    def protect(self, *, protected: bool = True) -> None:
        """Content can be neither copied nor forwarded."""
        self.chat.protected = protected
        members.show_chat(self.world, self.chat)

    def _set(self, person: Person | int, member: Member) -> None:
        if not self.chat.member(who(person)).present:
            raise Unknown(f"{who(person)} is not in {self.chat.title}")
        members.set_member(self.world, self.chat, self.owner, who(person), member)


def who(person: Person | int) -> int:
    return person if isinstance(person, int) else person.id
