"""What the world is made of: accounts, chats, their members, topics and messages."""

from dataclasses import dataclass, field, replace
from typing import Any, Self

from sandbox.content import Body, kind_of
from sandbox.store import by_id

ANONYMOUS: Body = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
GENERAL = 1
ADMIN_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
    "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
    "can_pin_messages", "can_manage_topics",
    "can_send_welcome_messages",  # of Bot API 10.3: aiogram 3.31 cannot read an administrator without it
)  # fmt: skip
MEMBER_RIGHTS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_react_to_messages", "can_edit_tag", "can_change_info", "can_invite_users",
    "can_pin_messages", "can_manage_topics",
)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Account:
    """A person, or the bot."""

    id: int
    first_name: str
    last_name: str = ""
    username: str | None = None
    language_code: str | None = None
    phone: str | None = None
    is_bot: bool = False
    started: bool = False  # has written to the bot
    blocked: bool = False  # has blocked it
    deactivated: bool = False

    def user(self) -> Body:
        """As the Bot API writes a user."""
        user: Body = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if value := getattr(self, name):
                user[name] = value
        return user

    def names(self) -> Body:
        return {key: value for key, value in self.user().items() if key in ("first_name", "last_name", "username")}

    def view(self) -> Body:
        """As the control side shows a person."""
        facts = {"phone": self.phone, "language_code": self.language_code, "username": self.username}
        names = {"id": self.id, "first_name": self.first_name, "last_name": self.last_name}
        return names | facts | {"started": self.started, "blocked": self.blocked, "deactivated": self.deactivated}


@dataclass(slots=True)
class Member:
    """`rights`: an administrator's, or what is left to a restricted member."""

    status: str = "member"  # creator administrator member restricted left kicked
    rights: list[str] = field(default_factory=list)
    anonymous: bool = False

    @property
    def present(self) -> bool:
        return self.status not in ("left", "kicked")

    @property
    def in_charge(self) -> bool:
        return self.status in ("creator", "administrator")

    def may(self, right: str) -> bool:
        """An administrator's right."""
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)

    def may_send(self, right: str) -> bool:
        return self.status != "restricted" or right in self.rights

    def card(self, user: Body) -> Body:
        """As the Bot API writes a ChatMember."""
        card: Body = {"status": self.status, "user": user}
        match self.status:
            case "creator":
                return card | {"is_anonymous": self.anonymous}
            case "administrator":
                rights = {right: right in self.rights for right in ADMIN_RIGHTS}
                return card | {"can_be_edited": False, "is_anonymous": self.anonymous} | rights
            case "restricted":
                rights = {right: right in self.rights for right in MEMBER_RIGHTS}
                return card | {"is_member": True, "until_date": 0} | rights
            case "kicked":
                return card | {"until_date": 0}
            case _:
                return card


@dataclass(slots=True)
class Topic:
    """`id` is its message_thread_id: the id of the service message that opened it."""

    id: int
    name: str
    icon_color: int
    icon_custom_emoji_id: str | None
    opened_by: int
    closed: bool = False
    deleted: bool = False

    def card(self) -> Body:
        """As the Bot API writes a ForumTopic."""
        card: Body = {"message_thread_id": self.id, "name": self.name, "icon_color": self.icon_color}
        return card | ({"icon_custom_emoji_id": self.icon_custom_emoji_id} if self.icon_custom_emoji_id else {})


@dataclass(slots=True)
class Message:
    """`body` is the Bot API's Message as the bot sees it; `seq` is the event that last changed it."""

    body: Body
    by: int
    seq: int = 0
    reactions: dict[int, list[Body]] = field(default_factory=dict)
    keyboard: bool = False  # sent with a reply keyboard
    silent: bool = False
    protected: bool = False

    @property
    def id(self) -> int:
        return int(self.body["message_id"])

    @property
    def chat_id(self) -> int:
        return int(self.body["chat"]["id"])

    @property
    def thread(self) -> int | None:
        """The topic it is in; `None`: General, or no forum."""
        return self.body.get("message_thread_id") if self.body.get("is_topic_message") else None

    @property
    def text(self) -> str:
        """Text or caption."""
        return str(self.body.get("text") or self.body.get("caption") or "")

    @property
    def kind(self) -> str | None:
        """Kind of the content; `None`: a service message."""
        return kind_of(self.body)

    @property
    def buttons(self) -> list[str]:
        """Labels of the buttons under it."""
        return [button["text"] for button in self.inline_buttons()]

    def inline_buttons(self) -> list[Body]:
        return [button for row in self.body.get("reply_markup", {}).get("inline_keyboard", []) for button in row]

    def reacted(self, by: int) -> list[str]:
        """Emoji somebody has put on it."""
        return [reaction.get("emoji", "") for reaction in self.reactions.get(by, [])]

    def excerpt(self) -> Body:
        """As it appears within an answer to it."""
        left_out = ("reply_to_message", "external_reply", "quote", "pinned_message")
        return {key: value for key, value in self.body.items() if key not in left_out}

    def view(self) -> Body:
        """As the control side shows it."""
        facts = {"seq": self.seq, "reactions": self.reactions, "silent": self.silent, "keyboard": self.keyboard}
        return self.body | {"sandbox": facts}


@dataclass(slots=True, kw_only=True)
class Chat:
    """A private chat has its person's id; the bot is a member of groups like any other."""

    id: int
    type: str  # private group supergroup
    title: str | None = None
    username: str | None = None
    is_forum: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    last_id: int = 0
    pinned: list[int] = field(default_factory=list)
    general_closed: bool = False
    migrated_to: int | None = None
    deleted: bool = False
    protected: bool = False
    reactions: list[str] | None = None  # emoji allowed; None: all
    keyboard: Body | None = None

    @property
    def private(self) -> bool:
        return self.type == "private"

    def member(self, who: int) -> Member:
        return self.members.get(who) or Member("left")

    def topic(self, thread: int) -> Topic | None:
        """A topic that is still there."""
        topic = self.topics.get(thread)
        return None if topic is None or topic.deleted else topic

    def named_topic(self, part: str) -> Topic | None:
        """The newest topic with these words in its name."""
        alive = [topic for topic in self.topics.values() if not topic.deleted and part in topic.name]
        return alive[-1] if alive else None

    @classmethod
    def load(cls, saved: dict[str, Any]) -> Self:
        """As it was written down by the store."""
        chat = cls(**saved)
        chat.members = {who: Member(**member) for who, member in by_id(saved["members"]).items()}
        chat.topics = {thread: Topic(**topic) for thread, topic in by_id(saved["topics"]).items()}
        messages = {number: Message(**message) for number, message in by_id(saved["messages"]).items()}
        chat.messages = {
            number: replace(message, reactions=by_id(message.reactions))  # type: ignore[arg-type]
            for number, message in messages.items()
        }
        return chat
