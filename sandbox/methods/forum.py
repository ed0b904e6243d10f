"""Topics of a forum."""

from sandbox.content import Body
from sandbox.errors import bad
from sandbox.icons import TOPIC_COLORS, TOPIC_ICONS, icon_stickers
from sandbox.methods.access import forum_for, needs_right, topic_for
from sandbox.methods.registry import Args, Desk, method
from sandbox.topics import close_topic, delete_topic, edit_topic, open_topic

MAX_NAME = 128


@method
def create_forum_topic(desk: Desk, a: Args) -> Body:
    chat = forum_for(desk.world, a)
    needs_right(desk.world, chat, "can_manage_topics", "create a topic")
    check_name(a["name"])
    check_icon(a.get("icon_custom_emoji_id"))
    if a.get("icon_color") not in (None, *TOPIC_COLORS):
        raise bad("TOPIC_ICON_COLOR_INVALID")
    name, color, icon = a["name"].strip(), a.get("icon_color"), a.get("icon_custom_emoji_id")
    return open_topic(desk.world, chat, desk.world.bot.id, name, color, icon).card()


@method
def edit_forum_topic(desk: Desk, a: Args) -> bool:
    chat, topic = topic_for(desk.world, a, "edit the topic")
    if "name" in a:
        check_name(a["name"])
    check_icon(a.get("icon_custom_emoji_id"))
    if not edit_topic(desk.world, chat, desk.world.bot.id, topic, a.get("name"), a.get("icon_custom_emoji_id")):
        raise bad("TOPIC_NOT_MODIFIED")
    return True


@method
def close_forum_topic(desk: Desk, a: Args) -> bool:
    return closing(desk, a, closed=True)


@method
def reopen_forum_topic(desk: Desk, a: Args) -> bool:
    return closing(desk, a, closed=False)


def closing(desk: Desk, a: Args, *, closed: bool) -> bool:
    chat, topic = topic_for(desk.world, a, "close or open the topic")
    if not close_topic(desk.world, chat, desk.world.bot.id, topic, closed=closed):
        raise bad("TOPIC_NOT_MODIFIED")
    return True


@method
def delete_forum_topic(desk: Desk, a: Args) -> bool:
    chat, topic = topic_for(desk.world, a, "delete the topic")
    needs_right(desk.world, chat, "can_delete_messages", "delete the topic")
    delete_topic(desk.world, chat, topic)
    return True


@method
def get_forum_topic_icon_stickers(_desk: Desk, _a: Args) -> list[Body]:
    return icon_stickers()


def check_name(name: str) -> None:
    if not name.strip():
        raise bad("title must be non-empty")
    if len(name) > MAX_NAME:
        raise bad("TOPIC_TITLE_TOO_LONG")


def check_icon(icon: str | None) -> None:
    if icon and icon not in TOPIC_ICONS:
        raise bad("DOCUMENT_INVALID")
