"""Groups and who is in them: joining, leaving, rights, the upgrade to a supergroup."""

from collections.abc import Sequence
from dataclasses import replace

from sandbox.content import Body
from sandbox.model import ADMIN_RIGHTS, Chat, Member
from sandbox.topics import topic_view
from sandbox.world import World


def set_member(world: World, chat: Chat, by: int, who: int, member: Member) -> None:
    """Change somebody's place in a group and tell whom it concerns."""
    old, user = chat.member(who), world.account(who).user()
    chat.members[who] = member
    update: Body = {
        "chat": world.chat_card(chat),
        "from": world.account(by).user(),
        "date": world.clock.now(),
        "old_chat_member": old.card(user),
        "new_chat_member": member.card(user),
    }
    if who == world.bot.id:
        world.updates.add("my_chat_member", update, chat.id)
    elif chat.member(world.bot.id).in_charge:
        world.updates.add("chat_member", update, who)
    show_chat(world, chat)


def join(world: World, chat: Chat, by: int, who: int, member: Member | None = None) -> None:
    if chat.member(who).present:
        return
    set_member(world, chat, by, who, member or Member())
    user = world.account(who).user()
    world.post(chat, by, {"new_chat_members": [user], "new_chat_member": user, "new_chat_participant": user})


def leave(world: World, chat: Chat, by: int, who: int) -> None:
    """By oneself, or thrown out by another."""
    if not chat.member(who).present:
        return
    user = world.account(who).user()
    world.post(chat, by, {"left_chat_member": user, "left_chat_participant": user})
    set_member(world, chat, by, who, Member("left" if by == who else "kicked"))


def promote(rights: Sequence[str] | None = None, *, anonymous: bool = False) -> Member:
    """An administrator, with all rights unless told otherwise."""
    return Member("administrator", list(ADMIN_RIGHTS if rights is None else rights), anonymous)


def upgrade(world: World, chat: Chat, by: int, new_id: int) -> Chat:
    """A basic group becomes a supergroup with an id of its own; the old one only points there."""
    new = world.chats[new_id] = Chat(id=new_id, type="supergroup", title=chat.title, reactions=chat.reactions)
    new.members = {who: replace(member) for who, member in chat.members.items()}
    world.post(chat, by, {"migrate_to_chat_id": new.id})
    chat.migrated_to = new.id
    world.post(new, by, {"migrate_from_chat_id": chat.id})
    show_chat(world, chat)
    show_chat(world, new)
    return new


def show_chat(world: World, chat: Chat) -> None:
    world.tell("chat", chat=chat.id, value=chat_view(world, chat))


def chat_view(world: World, chat: Chat) -> Body:
    """As the control side shows a chat."""
    if chat.private:
        title = " ".join(world.account(chat.id).names().get(part, "") for part in ("first_name", "last_name")).strip()
    else:
        title = chat.title or ""
    return {
        "id": chat.id,
        "type": chat.type,
        "title": title,
        "username": chat.username,
        "is_forum": chat.is_forum,
        "members": [
            {"id": who, "status": member.status, "rights": member.rights, "anonymous": member.anonymous}
            for who, member in chat.members.items()
        ],
        "topics": [topic_view(topic) for topic in chat.topics.values() if not topic.deleted],
        "general_closed": chat.general_closed,
        "pinned": chat.pinned,
        "migrated_to": chat.migrated_to,
        "last_message_id": chat.last_id,
        "keyboard": chat.keyboard,
    }
