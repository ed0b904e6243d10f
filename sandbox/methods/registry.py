"""Methods by name, and what they work on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.webhook import Webhook
from sandbox.world import World

Args = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RawJson:
    """A result that is JSON already."""

    text: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What a method may touch: the world, and the two ways updates leave it."""

    world: World
    webhook: Webhook


Method = Callable[[Desk, Args], Any]
METHODS: dict[str, Method] = {}


def method(function: Method) -> Method:
    """`send_message` answers to sendMessage. A method checks everything before it changes anything."""
    first, *rest = function.__name__.rstrip("_").split("_")
    METHODS[first + "".join(word.title() for word in rest)] = function
    return function
