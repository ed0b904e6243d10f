"""Sending: every kind of content, to people, groups and topics."""

from functools import partial
from typing import Any

from sandbox.content import FILES, IN_ALBUMS, NAMES, Body, of_file, of_poll
from sandbox.entities import caption_text, message_text
from sandbox.errors import Unknown, bad
from sandbox.files import File, Upload
from sandbox.keyboards import check_markup
from sandbox.methods.access import writable
from sandbox.methods.answers import answer_to
from sandbox.methods.registry import METHODS, Args, Desk, method
from sandbox.world import World

FACTS = ("width", "height", "duration", "length", "performer", "title", "emoji")
ALBUM = range(2, 11)
DICE = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}
ACTIONS = frozenset({
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
})  # fmt: skip


@method
def send_message(desk: Desk, a: Args) -> Body:
    text, entities = message_text(a["text"], a.get("entities"), a.get("parse_mode"))
    content: Body = {"text": text} | ({"entities": entities} if entities else {})
    if "link_preview_options" in a:
        content["link_preview_options"] = a["link_preview_options"]
    return send(desk.world, a, "text", content)


def send(world: World, a: Args, kind: str, content: Body) -> Body:
    """Put checked content where the call wants it; the new Message."""
    chat, thread = writable(world, a, kind)
    check_markup(a.get("reply_markup"), private=chat.private)
    answer = answer_to(world, chat, thread, a)
    message = world.post(
        chat,
        world.bot.id,
        content,
        thread=thread,
        answer=answer,
        markup=a.get("reply_markup"),
        silent=a.get("disable_notification", False),
        protected=a.get("protect_content", False),
    )
    return message.body


def send_file(kind: str, desk: Desk, a: Args) -> Body:
    """sendPhoto, sendDocument and the like."""
    content = file_content(desk.world, kind, a[kind], a)
    return send(desk.world, a, kind, content | caption_of(a))


for _kind in FILES:
    METHODS["send" + "".join(word.title() for word in _kind.split("_"))] = partial(send_file, _kind)


def file_content(world: World, kind: str, given: str | Upload, a: Args) -> Body:
    return of_file(world.files, kind, file_of(world, kind, given), **{name: a.get(name) for name in FACTS})


def file_of(world: World, kind: str, given: str | Upload) -> File:
    """A file just sent up, or one the bot knows by its id."""
    if isinstance(given, Upload):
        if not given.content:
            raise bad("file must be non-empty")
        return world.files.keep(given.content, kind, given.name or NAMES[kind], mime=given.mime)
    if given.startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    try:
        file = world.files.get(given)
    except Unknown:
        raise bad("wrong file identifier/HTTP URL specified") from None
    if file.kind != kind and {file.kind, kind} != {"animation", "document"}:
        raise bad(f"can't use file of type {file.kind.title()} as {kind.title()}")
    return file


def caption_of(a: Args) -> Body:
    caption, entities = caption_text(a.get("caption", ""), a.get("caption_entities"), a.get("parse_mode"))
    content: Body = {"caption": caption} if caption else {}
    if entities:
        content["caption_entities"] = entities
    if a.get("has_spoiler"):
        content["has_media_spoiler"] = True
    if a.get("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content


@method
def send_media_group(desk: Desk, a: Args) -> list[Body]:
    items: list[Body] = a["media"]
    if len(items) not in ALBUM:
        raise bad("too many messages to send as an album" if len(items) > 1 else "too few messages to send as an album")
    kinds = {item["type"] for item in items}
    if not kinds <= IN_ALBUMS:
        raise bad(f"{min(kinds - IN_ALBUMS)} in an album is not supported by the sandbox")
    if len(kinds) > 1 and kinds & {"audio", "document"}:
        raise bad(f"{min(kinds & {'audio', 'document'})} can't be mixed with other media types")
    contents = [file_content(desk.world, item["type"], item["media"], item) | caption_of(item) for item in items]
    for kind in kinds:
        writable(desk.world, a, kind)
    album = {"media_group_id": str(13_000_000_000 + desk.world.number())}
    return [send(desk.world, a, item["type"], album | content) for item, content in zip(items, contents, strict=True)]


@method
def send_location(desk: Desk, a: Args) -> Body:
    return send(desk.world, a, "location", {"location": place_of(a)})


@method
def send_venue(desk: Desk, a: Args) -> Body:
    return send(desk.world, a, "venue", venue_content(a))


@method
def send_contact(desk: Desk, a: Args) -> Body:
    names = ("phone_number", "first_name", "last_name", "vcard")
    return send(desk.world, a, "contact", {"contact": {name: a[name] for name in names if name in a}})


@method
def send_poll(desk: Desk, a: Args) -> Body:
    options = [option if isinstance(option, str) else option["text"] for option in a["options"]]
    if len(options) not in range(1, 13):
        raise bad("poll must have at least 1 option" if not options else "poll can't have more than 12 options")
    if a.get("type") == "quiz" and not a.get("correct_option_ids"):
        raise bad("wrong correct option ID specified")
    return send(desk.world, a, "poll", of_poll(desk.world.number(), a["question"], options, a))


@method
def send_dice(desk: Desk, a: Args) -> Body:
    emoji = a.get("emoji", "🎲")
    if emoji not in DICE:
        raise bad("DICE_EMOJI_INVALID")
    return send(desk.world, a, "dice", {"dice": {"emoji": emoji, "value": 1 + desk.world.last_number % DICE[emoji]}})


@method
def send_chat_action(desk: Desk, a: Args) -> bool:
    if a["action"] not in ACTIONS:
        raise bad("wrong parameter action in request")
    chat, thread = writable(desk.world, a)
    desk.world.tell("action", chat=chat.id, thread=thread, action=a["action"])
    return True


def place_of(a: Args) -> Body:
    if abs(a["latitude"]) > 90 or abs(a["longitude"]) > 180:  # noqa: PLR2004 - degrees
        raise bad("wrong location specified")
    return {"latitude": a["latitude"], "longitude": a["longitude"]}


def venue_content(a: Args) -> Body:
    venue: dict[str, Any] = {"location": place_of(a), "title": a["title"], "address": a["address"]}
    return {"venue": venue, "location": venue["location"]}
