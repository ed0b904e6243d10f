"""Effects as JSON and back: generic over their classes, so that a new effect needs nothing here.

A field that has its default is left out, and one that is not there is its default: letters written by an older
version stay readable when a field is added. A class or a field that is renamed needs a migration.
"""

import json
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from domain.effects import Effect

KIND = "is"  # which class of a union an object is

Pack = Callable[[Any], Any]
Unpack = Callable[[Any], Any]
Codec = tuple[Pack, Unpack]

EFFECTS: dict[str, type] = {effect.__name__: effect for effect in get_args(Effect)}


def encode(effect: Effect) -> tuple[str, str]:
    """Return the effect's kind and its facts as JSON."""
    pack, _ = _codec(type(effect))
    return type(effect).__name__, json.dumps(pack(effect), ensure_ascii=False, separators=(",", ":"))


def decode(kind: str, payload: str) -> Effect:
    """Return the effect that `encode` was given."""
    _, unpack = _codec(EFFECTS[kind])
    effect: Effect = unpack(json.loads(payload))
    return effect


def _codec(hint: Any) -> Codec:
    return _made(hint)


@cache
def _made(hint: Any) -> Codec:
    """Return how a value of this type is packed and unpacked."""
    if isinstance(hint, NewType):
        return _codec(hint.__supertype__)
    if hint is datetime:
        return datetime.isoformat, datetime.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        return (lambda value: value.value), hint
    if isinstance(hint, type) and is_dataclass(hint):
        return _of_class(hint)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        return _of_union(tuple(_bare(argument) for argument in arguments))
    if origin is tuple and arguments[1:] == (...,):
        pack, unpack = _later(arguments[0])
        return (lambda values: [pack(value) for value in values]), (lambda packed: tuple(map(unpack, packed)))
    if origin is dict:
        pack, unpack = _later(arguments[1])
        return (
            lambda values: {name: pack(value) for name, value in values.items()},
            lambda packed: {name: unpack(value) for name, value in packed.items()},
        )
    if hint in {str, int, bool, float, NoneType}:
        return _as_it_is, _as_it_is
    raise TypeError(f"an effect cannot hold a {hint!r}")


def _as_it_is(value: Any) -> Any:
    return value


def _bare(hint: Any) -> Any:
    return _bare(hint.__supertype__) if isinstance(hint, NewType) else hint


def _later(hint: Any) -> Codec:
    """Return a codec that is looked up when it is needed: types may hold themselves."""

    def pack(value: Any) -> Any:
        return _codec(hint)[0](value)

    def unpack(packed: Any) -> Any:
        return _codec(hint)[1](packed)

    return pack, unpack


def _of_class(kind: type) -> Codec:
    hints = get_type_hints(kind)
    parts = [(field.name, _default(field), *_later(hints[field.name])) for field in fields(kind)]

    def pack(value: Any) -> dict[str, Any]:
        packed = {}
        for name, default, pack_part, _ in parts:
            part = getattr(value, name)
            if part != default:
                packed[name] = pack_part(part)
        return packed

    def unpack(packed: dict[str, Any]) -> Any:
        return kind(**{name: unpack_part(packed[name]) for name, _, _, unpack_part in parts if name in packed})

    return pack, unpack


def _default(field: Field[Any]) -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default


def _of_union(members: tuple[Any, ...]) -> Codec:
    """Objects of a union say which class they are, unless there is only one; plain values speak for themselves."""
    classes = {member.__name__: member for member in members if isinstance(member, type) and is_dataclass(member)}
    plain = [member for member in members if member is not NoneType and not is_dataclass(member)]
    if not classes and len(plain) == 1:
        pack_one, unpack_one = _later(plain[0])
        return (
            lambda value: None if value is None else pack_one(value),
            lambda packed: None if packed is None else unpack_one(packed),
        )
    if not set(plain) <= {str, int, bool}:
        raise TypeError(f"a union of {members!r} cannot be told apart in JSON")

    def pack(value: Any) -> Any:
        kind = type(value)
        if kind.__name__ not in classes:
            return value
        packed = _codec(kind)[0](value)
        return packed if len(classes) == 1 else {KIND: kind.__name__, **packed}

    def unpack(packed: Any) -> Any:
        if not isinstance(packed, dict):
            return packed
        kind = packed[KIND] if len(classes) > 1 else next(iter(classes))
        return _codec(classes[kind])[1](packed)

    return pack, unpack
