"""The world: who and what there is, what happens to it, and who is told: the bot by updates, the players by events."""

from collections import deque
from dataclasses import asdict
from typing import Any

from sandbox.bell import Bell
from sandbox.clock import Clock
from sandbox.content import Body
from sandbox.errors import Unknown
from sandbox.files import File, Files
from sandbox.model import ANONYMOUS, Account, Chat, Message
from sandbox.store import by_id
from sandbox.updates import Update, Updates

KEPT_EVENTS = 10_000


class World:
    """All state; every change goes through a method here, in `topics.py` or in `members.py`."""

    def __init__(self, bot: Account, clock: Clock, files: Files, *, privacy: bool = True) -> None:
        self.bot = bot
        self.clock = clock
        self.files = files
        self.privacy = privacy  # in groups the bot is shown commands and answers only, unless it is an administrator
        self.accounts: dict[int, Account] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.updates = Updates(clock)
        self.commands: dict[str, list[Body]] = {}  # scope and language → commands
        self.profile: dict[str, str] = {}  # what and language → text
        self.menu_buttons: dict[str, Body] = {}
        self.queries: dict[str, Body] = {}  # presses of buttons: who, where, when, and what was answered
        self.seq = 0
        self.last_id = 0  # of messages in private chats and basic groups, which count together
        self.last_number = 0  # of everything else that wants one
        self.events: deque[Body] = deque(maxlen=KEPT_EVENTS)
        self.bell = Bell()

    # --- who and where

    def account(self, who: int) -> Account:
        if (account := self.accounts.get(who)) is None:
            raise Unknown(f"nobody has the id {who}")
        return account

    def chat(self, chat_id: int) -> Chat:
        """A chat; a person's private chat begins when it is first asked for."""
        if (chat := self.chats.get(chat_id)) is None:
            if chat_id not in self.accounts or chat_id == self.bot.id:
                raise Unknown(f"no chat {chat_id}")
            chat = self.chats[chat_id] = Chat(id=chat_id, type="private")
        return chat

    def message(self, chat: Chat, message_id: int) -> Message:
        if (message := chat.messages.get(message_id)) is None:
            raise Unknown(f"no message {message_id} in chat {chat.id}")
        return message

    def number(self) -> int:
        self.last_number += 1
        return self.last_number

    def free_id(self, first: int) -> int:
        """The first free id, counting up for people and down for groups."""
        step = 1 if first > 0 else -1
        while first in self.accounts or first in self.chats:
            first += step
        return first

    def chat_card(self, chat: Chat) -> Body:
        """As the Bot API writes a Chat."""
        if chat.private:
            return {"id": chat.id, "type": "private"} | self.account(chat.id).names()
        card: Body = {"id": chat.id, "type": chat.type, "title": chat.title}
        if chat.username:
            card["username"] = chat.username
        return card | ({"is_forum": True} if chat.is_forum else {})

    # --- messages

    def post(
        self,
        chat: Chat,
        by: int,
        content: Body,
        *,
        thread: int | None = None,
        answer: Body | None = None,
        markup: Body | None = None,
        silent: bool = False,
        protected: bool = False,
    ) -> Message:
        """A new message; `answer` is its reply_to_message, external_reply or quote."""
        body: Body = {"message_id": self._next_id(chat)} | self.signature(chat, by)
        body |= {"chat": self.chat_card(chat), "date": self.clock.now()}
        if "forum_topic_created" in content:
            thread = body["message_id"]
        if thread is not None:
            body |= {"message_thread_id": thread, "is_topic_message": True}
            if (first := chat.messages.get(thread)) is not None:
                body["reply_to_message"] = first.excerpt()
        body |= (answer or {}) | content
        if protected or chat.protected:
            body["has_protected_content"] = True
        keyboard = markup is not None and "inline_keyboard" not in markup
        if markup is not None and markup.get("inline_keyboard"):
            body["reply_markup"] = markup
        message = Message(body, by, keyboard=keyboard, silent=silent, protected=protected or chat.protected)
        chat.messages[message.id] = message
        self.touch("message", message)
        if keyboard and chat.private:
            self.set_keyboard(chat, None if markup is None or "remove_keyboard" in markup else markup)
        if by != self.bot.id and self.shown_to_bot(chat, message):
            self.updates.add("message", message.body, chat.id)
        return message

    def edit(self, message: Message, changes: Body, *, quietly: bool = False) -> None:
        """`changes` with `None` take a field away; `quietly`: only the buttons."""
        body = {key: value for key, value in (message.body | changes).items() if value is not None}
        message.body = body if quietly else body | {"edit_date": self.clock.now()}
        self.touch("edited", message)
        chat = self.chats[message.chat_id]
        if message.by != self.bot.id and self.shown_to_bot(chat, message):
            self.updates.add("edited_message", message.body, chat.id)

    def delete(self, chat: Chat, message_ids: list[int]) -> None:
        gone = [number for number in message_ids if chat.messages.pop(number, None)]
        chat.pinned = [number for number in chat.pinned if number not in gone]
        self.tell("deleted", chat=chat.id, message_ids=gone)

    def react(self, chat: Chat, message: Message, by: int, reactions: list[Body]) -> None:
        """The bot is told of people's reactions where it is an administrator, and in private."""
        old = message.reactions.pop(by, [])
        if reactions:
            message.reactions[by] = reactions
        self.tell("reaction", chat=chat.id, message_id=message.id, reactions=dict(message.reactions))
        if by != self.bot.id and (chat.private or chat.member(self.bot.id).in_charge):
            signed = self.signature(chat, by)
            actor = {"actor_chat": signed["sender_chat"]} if "sender_chat" in signed else {"user": signed["from"]}
            update = {"chat": self.chat_card(chat), "message_id": message.id, "date": self.clock.now()} | actor
            self.updates.add("message_reaction", update | {"old_reaction": old, "new_reaction": reactions}, chat.id)

    def signature(self, chat: Chat, by: int) -> Body:
        """Who a message is from; anonymous administrators speak as the group."""
        if not chat.private and (member := chat.member(by)).in_charge and member.anonymous:
            return {"from": ANONYMOUS, "sender_chat": self.chat_card(chat)}
        return {"from": self.account(by).user()}

    def shown_to_bot(self, chat: Chat, message: Message) -> bool:
        """Whether the bot may see what others write here."""
        if chat.private:
            return True
        bot = chat.member(self.bot.id)
        if not bot.present:
            return False
        if bot.in_charge or not self.privacy or message.kind is None:
            return True
        if message.body.get("reply_to_message", {}).get("from", {}).get("id") == self.bot.id:
            return True
        words = message.text.split(maxsplit=1)
        return bool(words) and words[0].startswith("/") and words[0].partition("@")[2] in ("", self.bot.username)

    def set_keyboard(self, chat: Chat, markup: Body | None) -> None:
        """The reply keyboard in force in a private chat."""
        chat.keyboard = markup
        self.tell("keyboard", chat=chat.id, keyboard=markup)

    def _next_id(self, chat: Chat) -> int:
        """Supergroups count their own messages; private chats and basic groups count together."""
        if chat.type == "supergroup":
            chat.last_id += 1
        else:
            self.last_id += 1
            chat.last_id = self.last_id
        return chat.last_id

    # --- telling the players

    def tell(self, kind: str, **facts: Any) -> None:
        """An event for live pages and for whoever waits."""
        self.seq += 1
        self.events.append({"seq": self.seq, "kind": kind} | facts)
        self.bell.ring()

    def touch(self, kind: str, message: Message) -> None:
        message.seq = self.seq + 1
        self.tell(kind, chat=message.chat_id, message=message.view())

    # --- keeping it

    def save(self) -> dict[str, Any]:
        """All that must survive."""
        kept = (
            "seq",
            "last_id",
            "last_number",
            "privacy",
            "commands",
            "profile",
            "menu_buttons",
            "queries",
            "chats",
            "accounts",
        )
        state = {name: getattr(self, name) for name in kept}
        updates = {"pending": self.updates.pending, "last_id": self.updates.last_id, "allowed": self.updates.allowed}
        files = {file_id: asdict(file) for file_id, file in self.files.by_id.items()}
        return state | {"offset": self.clock.offset, "updates": updates, "files": files}

    def load(self, saved: dict[str, Any]) -> None:
        """As it was saved; the bot's own account stays the one given at the start."""
        for name in ("seq", "last_id", "last_number", "privacy", "commands", "profile", "menu_buttons", "queries"):
            setattr(self, name, saved[name])
        self.accounts = {who: Account(**account) for who, account in by_id(saved["accounts"]).items()}
        self.accounts[self.bot.id] = self.bot
        self.chats = {chat_id: Chat.load(chat) for chat_id, chat in by_id(saved["chats"]).items()}
        self.updates.pending = {
            number: Update(**update) for number, update in by_id(saved["updates"]["pending"]).items()
        }
        self.updates.last_id = saved["updates"]["last_id"]
        self.updates.allowed = saved["updates"]["allowed"]
        self.files.by_id = {file_id: File(**file) for file_id, file in saved["files"].items()}
        self.clock.offset = saved["offset"]
