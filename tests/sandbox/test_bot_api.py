"""What the sandbox takes, held against the Bot API's own description, wherever that lies beside the checkout."""

import datetime as dt
import re
import types
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import aiogram.types
import pytest

from sandbox import icons, reading, shapes
from sandbox.methods import METHODS
from sandbox.server import Sandbox
from tests.sandbox.bot_api_schema import Schema, schema
from tests.sandbox.test_aiogram import play

SCHEMA = schema()
described = pytest.mark.skipif(SCHEMA is None, reason="the Bot API's description is not beside this checkout")
SIMPLE = {
    int: "Integer",
    str: "String",
    bool: "Boolean",
    float: "Float",
    dt.datetime: "Integer",
    dt.timedelta: "Integer",
}

FILE = {"InputFile", "String"}  # the description says either of a file's place
FORMER = {"sendPoll.options"}  # options were plain strings once, and are still taken


def names_of(annotation: Any) -> set[str]:
    """The Bot API's names for the types of an annotation of aiogram's."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return names_of(args[0])
    if origin is Union or origin is types.UnionType:
        kept = [arg for arg in args if getattr(arg, "__name__", "") not in {"NoneType", "Default", *shapes.LATER_TYPES}]
        return {name for arg in kept for name in names_of(arg)}
    if origin is list:
        return {f"Array of {name}" for name in names_of(args[0])}
    if origin is Literal:
        return {SIMPLE[type(args[0].value if isinstance(args[0], Enum) else args[0])]}
    return {SIMPLE.get(annotation) or annotation.__name__}


def described_names(schema: Schema, kinds: list[str]) -> set[str]:
    """The same for a field of the description, with every variant of a type by its own name."""
    names = set()
    for kind in kinds:
        depth = kind.count("Array of ")
        names |= {"Array of " * depth + leaf for leaf in schema.variants(kind.removeprefix("Array of " * depth))}
    return names


def differences(schema: Schema, name: str, shape: shapes.Shape) -> list[str]:
    """Where a shape and its description disagree; types of fields included, theirs in turn left to the next."""
    theirs = schema.fields(name)
    found = [f"{name}: accepts {field}, unknown there" for field in shape.fields.keys() - theirs.keys()]
    found += [f"{name}: does not know {field}" for field in theirs.keys() - shape.fields.keys()]
    for field in shape.fields.keys() & theirs.keys():
        mine = shape.fields[field]
        if mine.required is not theirs[field]["required"]:
            found.append(f"{name}.{field}: required here {mine.required}, there {theirs[field]['required']}")
        here, there = names_of(mine.annotation), described_names(schema, theirs[field]["types"])
        if here != there and not here | there <= FILE and f"{name}.{field}" not in FORMER:
            found.append(f"{name}.{field}: {sorted(here)} here, {sorted(there)} there")
    return found


@described
@pytest.mark.parametrize("method", sorted(METHODS))
def test_every_method_is_as_described(method: str) -> None:
    assert SCHEMA is not None
    assert differences(SCHEMA, method, reading.shape_of_method(method)) == []


def reachable(schema: Schema, kinds: list[str], reached: set[str]) -> set[str]:
    """Every type met on the way from these."""
    for kind in kinds:
        for leaf in schema.variants(kind.replace("Array of ", "")):
            if leaf in schema.types and leaf != "InputFile" and leaf not in reached:
                reached.add(leaf)
                for field in schema.fields(leaf).values():
                    reachable(schema, field["types"], reached)
    return reached


@described
def test_every_type_a_method_takes_is_as_described() -> None:
    assert SCHEMA is not None
    kinds = [kind for method in METHODS for field in SCHEMA.fields(method).values() for kind in field["types"]]
    reached = sorted(reachable(SCHEMA, kinds, set()))
    assert len(reached) > 40
    found = [differences(SCHEMA, name, shapes.shape_of(getattr(aiogram.types, name))) for name in reached]
    assert [difference for differences in found for difference in differences] == []


@described
def test_every_known_method_is_described() -> None:
    assert SCHEMA is not None
    assert set(reading.methods().values()) == set(SCHEMA.methods)
    assert shapes.VERSION in "Bot API 10.1"


@described
def test_the_allowed_reactions_are_the_described_ones() -> None:
    assert SCHEMA is not None
    words = SCHEMA.fields("ReactionTypeEmoji")["emoji"]["description"]
    assert set(re.findall(r'"([^"]+)"', words)) == icons.REACTIONS
    colors = SCHEMA.fields("createForumTopic")["icon_color"]["description"]
    assert {int(color) for color in re.findall(r"\b(\d{7,8}) \(", colors)} == set(icons.TOPIC_COLORS)


@described
@pytest.mark.parametrize(
    ("method", "sent", "words"),
    [
        ("sendMessage", {"chat_id": "7", "text": "x"}, []),
        (
            "sendMessage",
            {"chat_id": 7, "text": "x", "reply_markup": '{"inline_keyboard":[[{"text":"a","url":"b"}]]}'},
            [],
        ),
        ("sendMessage", {"chat_id": 7}, ["sendMessage: text is missing"]),
        ("sendMessage", {"chat_id": 7, "text": "7", "loud": 1}, ["sendMessage: unknown parameter loud"]),
        ("sendMessage", {"chat_id": 7, "text": 7}, ["sendMessage.text: not String: 7"]),
        (
            "sendMessage",
            {"chat_id": 7, "text": "x", "entities": '[{"type":"bold","offset":0}]'},
            ["sendMessage.entities[0]: MessageEntity needs length"],
        ),
        (
            "sendMessage",
            {"chat_id": 7, "text": "x", "reply_parameters": {"message_id": "5"}},
            ["sendMessage.reply_parameters.message_id: not Integer: '5'"],
        ),
        ("sendPhoto", {"chat_id": 7, "photo": "attach://abc", "abc": object()}, []),
        ("setMessageReaction", {"chat_id": 7, "message_id": 1, "reaction": '[{"type":"emoji","emoji":"👀"}]'}, []),
        ("dance", {}, ["dance: no such method"]),
    ],
)
def test_calls_are_held_against_the_description(method: str, sent: dict[str, Any], words: list[str]) -> None:
    assert SCHEMA is not None
    assert SCHEMA.faults_of(method, sent) == words


@described
async def test_what_aiogram_sends_is_as_described(tg: Sandbox) -> None:
    """The calls of the real client, recorded by the sandbox."""
    await play(tg)
    assert SCHEMA is not None
    assert len({call.method for call in tg.calls()}) > 20
    assert [fault for call in tg.calls() for fault in SCHEMA.faults_of(call.method, call.sent)] == []


def test_the_readme_lists_what_is_implemented() -> None:
    readme = Path(shapes.__file__).with_name("README.md").read_text()
    listed = re.findall(r"`(\w+)`", readme.partition("### Methods")[2].partition("\n#")[0])
    assert sorted(listed) == sorted(METHODS)
