"""What people's messages carry: files of theirs or made up, and everything that needs no file."""

from collections.abc import Sequence

from sandbox.content import FILES, NAMES, PIXEL, Body, of_file, of_poll
from sandbox.entities import MAX_CAPTION, with_detected
from sandbox.errors import WrongAct
from sandbox.files import File
from sandbox.model import Account
from sandbox.world import World


def carried(
    world: World,
    sender: Account,
    kind: str,
    file: File | str | None,
    caption: str,
    entities: Sequence[Body],
    facts: Body,
) -> Body:
    """Content of this kind, with its caption; `facts` are the content's own fields."""
    if kind in FILES:
        known = world.files.get(file) if isinstance(file, str) else file
        content = of_file(world.files, kind, known or made_up(world, NAMES[kind]), **facts)
    else:
        content = without_file(world, sender, kind, facts)
    if len(caption) > MAX_CAPTION:
        raise WrongAct(f"no client sends a caption longer than {MAX_CAPTION} characters")
    words, found = with_detected(caption, list(entities))
    return content | ({"caption": words} if words else {}) | ({"caption_entities": found} if found else {})


def without_file(world: World, sender: Account, kind: str, facts: Body) -> Body:
    place = {"latitude": facts.get("latitude", 55.75), "longitude": facts.get("longitude", 37.62)}
    match kind:
        case "location":
            return {"location": place}
        case "venue":
            venue = {
                "location": place,
                "title": facts.get("title", "Office"),
                "address": facts.get("address", "1, Main"),
            }
            return {"venue": venue, "location": place}
        case "contact":
            return {"contact": {"phone_number": "+70000000000", "first_name": "Contact"} | facts}
        case "poll":
            question, options = facts.get("question", "?"), facts.get("options", ["+", "-"])
            return of_poll(world.number(), question, options, facts)
        case "dice":
            return {"dice": {"emoji": facts.get("emoji", "🎲"), "value": facts.get("value", 6)}}
        case "story":
            chat = world.chat_card(world.chat(sender.id))
            return {"story": {"chat": chat, "id": world.number()}}
        case _:
            raise WrongAct(f"nobody can send {kind!r}")


def made_up(world: World, name: str, content: bytes | None = None, size: int | None = None) -> File:
    """A file somebody has; without content, a small one of its kind; `size` is what it is said to weigh, in bytes."""
    if content is None:
        content = PIXEL if name.endswith(".png") else f"sandbox file {name}\n".encode()
    return world.files.keep(content, "document", name, size=size)
