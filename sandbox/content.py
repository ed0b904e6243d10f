"""What a message can carry, and how the Bot API writes it down."""

from typing import Any

from sandbox.files import File, Files

Body = dict[str, Any]

# Kinds in the order in which they are looked for: an animation is a document too, a venue a location.
KINDS = (
    "text", "animation", "photo", "video", "audio", "voice", "video_note", "document", "sticker", "venue", "location",
    "contact", "poll", "dice", "story", "paid_media", "game", "invoice", "giveaway", "giveaway_winners", "checklist",
    "rich_message",
)  # fmt: skip
COPYABLE = frozenset(KINDS[: KINDS.index("story")]) | {"game", "checklist", "rich_message"}
CAPTIONED = frozenset({"photo", "video", "animation", "audio", "voice", "document"})
IN_ALBUMS = frozenset({"photo", "video", "audio", "document"})
FILES = CAPTIONED | {"video_note", "sticker"}
COMPANIONS = (
    "entities", "link_preview_options", "caption", "caption_entities", "has_media_spoiler", "show_caption_above_media",
)  # fmt: skip
NAMES = {
    "photo": "photo.png", "video": "video.mp4", "animation": "animation.mp4", "audio": "audio.mp3",
    "voice": "voice.ogg", "video_note": "video_note.mp4", "document": "document.txt", "sticker": "sticker.webp",
}  # fmt: skip
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d4944415478da6364f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def kind_of(body: Body) -> str | None:
    """The kind of a message's content; `None`: a service message, or something new."""
    return next((kind for kind in KINDS if kind in body), None)


def content_of(body: Body) -> Body:
    """Only the content of a message, as a copy of it would have."""
    kept = {key: body[key] for key in (*KINDS, *COMPANIONS) if key in body}
    if poll := kept.get("poll"):
        kept["poll"] = fresh_poll(poll)
    return kept


def fresh_poll(poll: Body) -> Body:
    """The same questions, nobody has voted."""
    options = [option | {"voter_count": 0} for option in poll["options"]]
    return poll | {"options": options, "total_voter_count": 0}


def of_file(files: Files, kind: str, file: File, **facts: Any) -> Body:
    """The content of a message with a file; `facts` are what its sender says of it (width, duration …)."""
    if file.kind != kind:
        file = files.again(file, kind)
    said = {name: value for name, value in facts.items() if value is not None}
    common = {"file_id": file.file_id, "file_unique_id": file.unique_id, "file_size": file.size}
    match kind:
        case "photo":
            small = files.again(file, "photo", size=min(file.size, 1_200))
            thumbnail = {"file_id": small.file_id, "file_unique_id": f"{small.unique_id}s", "file_size": small.size}
            return {"photo": [thumbnail | {"width": 90, "height": 68}, common | {"width": 1280, "height": 960}]}
        case "video" | "animation":
            size = {"width": 640, "height": 480, "duration": 3}
            thing = common | size | {"mime_type": file.mime, "file_name": file.name} | said
            if kind == "video":
                return {"video": thing}
            return {"animation": thing, "document": common | {"mime_type": file.mime, "file_name": file.name}}
        case "audio":
            return {"audio": common | {"duration": 60, "mime_type": file.mime, "file_name": file.name} | said}
        case "voice":
            return {"voice": common | {"duration": 4, "mime_type": "audio/ogg"} | said}
        case "video_note":
            return {"video_note": common | {"length": 240, "duration": 4} | said}
        case "sticker":
            shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
            return {"sticker": common | shape | {"emoji": "👍"} | said}
        case _:
            return {"document": common | {"mime_type": file.mime, "file_name": file.name} | said}


def of_poll(number: int, question: str, options: list[str], facts: Body) -> Body:
    """A poll nobody has voted in yet."""
    poll = {
        "id": str(number),
        "question": question,
        "options": [
            {"persistent_id": str(place), "text": option, "voter_count": 0} for place, option in enumerate(options)
        ],
        "total_voter_count": 0,
        "is_closed": bool(facts.get("is_closed")),
        "is_anonymous": facts.get("is_anonymous", True),
        "type": facts.get("type", "regular"),
        "allows_multiple_answers": bool(facts.get("allows_multiple_answers")),
        "allows_revoting": bool(facts.get("allows_revoting", True)),
        "members_only": bool(facts.get("members_only")),
    }
    return {"poll": poll | {key: facts[key] for key in ("correct_option_ids", "explanation") if key in facts}}
