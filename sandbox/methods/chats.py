"""Chats and their members, as the bot may look at them."""

from sandbox.content import Body
from sandbox.errors import Unknown, bad
from sandbox.files import MAX_DOWNLOAD
from sandbox.members import leave
from sandbox.methods.access import needs_right, readable
from sandbox.methods.registry import Args, Desk, method


@method
def get_chat(desk: Desk, a: Args) -> Body:
    chat = readable(desk.world, a["chat_id"])
    card = desk.world.chat_card(chat) | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
        ),
    }
    if chat.reactions is not None:
        card["available_reactions"] = [{"type": "emoji", "emoji": emoji} for emoji in chat.reactions]
    if chat.protected:
        card["has_protected_content"] = True
    if chat.pinned and (pinned := chat.messages.get(chat.pinned[-1])):
        card["pinned_message"] = pinned.excerpt()
    return card


@method
def get_chat_member(desk: Desk, a: Args) -> Body:
    chat = readable(desk.world, a["chat_id"])
    try:
        user = desk.world.account(a["user_id"]).user()
    except Unknown:
        raise bad("invalid user_id specified") from None
    if chat.private:
        return {"status": "member", "user": user}
    return chat.member(a["user_id"]).card(user)


@method
def get_chat_administrators(desk: Desk, a: Args) -> list[Body]:
    """Without other bots; the bot itself is among them."""
    chat = readable(desk.world, a["chat_id"])
    if chat.private:
        raise bad("there are no administrators in the private chat")
    return [member.card(desk.world.account(who).user()) for who, member in chat.members.items() if member.in_charge]


@method
def get_chat_member_count(desk: Desk, a: Args) -> int:
    chat = readable(desk.world, a["chat_id"])
    return 2 if chat.private else sum(member.present for member in chat.members.values())


@method
def leave_chat(desk: Desk, a: Args) -> bool:
    chat = readable(desk.world, a["chat_id"])
    if chat.private:
        raise bad("chat member status can't be changed in private chats")
    leave(desk.world, chat, desk.world.bot.id, desk.world.bot.id)
    return True


@method
def export_chat_invite_link(desk: Desk, a: Args) -> str:
    chat = readable(desk.world, a["chat_id"])
    needs_right(desk.world, chat, "can_invite_users", "manage chat invite link")
    return f"https://t.me/+sandbox{abs(chat.id)}n{desk.world.number()}"


@method
def create_chat_invite_link(desk: Desk, a: Args) -> Body:
    link: Body = {
        "invite_link": export_chat_invite_link(desk, a),
        "creator": desk.world.bot.user(),
        "creates_join_request": a.get("creates_join_request", False),
        "is_primary": False,
        "is_revoked": False,
    }
    return link | {name: a[name] for name in ("name", "expire_date", "member_limit") if name in a}


@method
def get_file(desk: Desk, a: Args) -> Body:
    try:
        file = desk.world.files.get(a["file_id"])
    except Unknown:
        raise bad("wrong file_id or the file is temporarily unavailable") from None
    if file.size > MAX_DOWNLOAD:
        raise bad("file is too big")
    facts = {"file_id": file.file_id, "file_unique_id": file.unique_id, "file_size": file.size}
    return facts | {"file_path": file.path}
