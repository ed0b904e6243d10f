"""Topics of a forum: opened, renamed, closed, deleted, by the bot or by a person."""

from sandbox.content import Body
from sandbox.icons import TOPIC_COLORS, TOPIC_ICONS
from sandbox.model import Chat, Topic
from sandbox.world import World


def open_topic(
    world: World, chat: Chat, by: int, name: str, color: int | None = None, icon: str | None = None
) -> Topic:
    color = color or TOPIC_COLORS[0]
    created: Body = {"name": name, "icon_color": color} | ({"icon_custom_emoji_id": icon} if icon else {})
    first = world.post(chat, by, {"forum_topic_created": created})
    topic = chat.topics[first.id] = Topic(first.id, name, color, icon, by)
    show_topic(world, chat, topic)
    return topic


def edit_topic(world: World, chat: Chat, by: int, topic: Topic, name: str | None, icon: str | None) -> bool:
    """Whether anything changed; an empty icon takes it away, `None` leaves things as they are."""
    changes: Body = {}
    if name is not None and name != topic.name:
        topic.name = changes["name"] = name
    if icon is not None and icon != (topic.icon_custom_emoji_id or ""):
        topic.icon_custom_emoji_id = icon or None
        changes["icon_custom_emoji_id"] = icon
    if changes:
        world.post(chat, by, {"forum_topic_edited": changes}, thread=topic.id)
        show_topic(world, chat, topic)
    return bool(changes)


def close_topic(world: World, chat: Chat, by: int, topic: Topic, *, closed: bool) -> bool:
    """Close or reopen; whether anything changed."""
    if topic.closed is closed:
        return False
    topic.closed = closed
    world.post(chat, by, {"forum_topic_closed" if closed else "forum_topic_reopened": {}}, thread=topic.id)
    show_topic(world, chat, topic)
    return True


def delete_topic(world: World, chat: Chat, topic: Topic) -> None:
    """With all its messages; the bot is not told."""
    topic.deleted = True
    world.delete(chat, [message.id for message in chat.messages.values() if message.thread == topic.id])
    show_topic(world, chat, topic)


def show_topic(world: World, chat: Chat, topic: Topic) -> None:
    world.tell("topic", chat=chat.id, topic=topic_view(topic))


def topic_view(topic: Topic) -> Body:
    """As the control side shows a topic."""
    icon = topic.icon_custom_emoji_id
    view = topic.card() | {"icon_custom_emoji_id": icon, "icon": TOPIC_ICONS.get(icon or ""), "closed": topic.closed}
    return view | ({"deleted": True} if topic.deleted else {})
