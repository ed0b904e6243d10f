"""The Bot API as its machine-readable description has it; holds calls and shapes against it.

The description lies beside the checkout, where there is one; it is no part of the repository.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self

FILE = Path(__file__).parents[3] / "shared" / "bot-api" / "api.json"
SIMPLE: dict[str, tuple[type, ...]] = {
    "String": (str,),
    "Integer": (int,),
    "Float": (int, float),
    "Boolean": (bool,),
}


@dataclass(frozen=True, slots=True)
class Schema:
    """Methods and types by name."""

    methods: dict[str, Any]
    types: dict[str, Any]

    @classmethod
    def load(cls) -> Self | None:
        """`None` where the file is not there."""
        if not FILE.exists():
            return None
        described = json.loads(FILE.read_text())
        return cls(described["methods"], described["types"])

    def fields(self, name: str) -> dict[str, Any]:
        """Fields of a method or a type."""
        described = self.methods.get(name) or self.types[name]
        return {field["name"]: field for field in described.get("fields", [])}

    def variants(self, name: str) -> list[str]:
        """A type, or all the types it may be."""
        subtypes = self.types.get(name, {}).get("subtypes")
        return [leaf for subtype in subtypes for leaf in self.variants(subtype)] if subtypes else [name]

    def faults_of(self, method: str, sent: dict[str, Any]) -> list[str]:
        """What is wrong with a call as it was sent: unknown or missing parameters, wrong types; empty: nothing."""
        if method not in self.methods:
            return [f"{method}: no such method"]
        fields = self.fields(method)
        attached = {value.removeprefix("attach://") for value in strings(sent) if value.startswith("attach://")}
        faults = [f"{method}: unknown parameter {name}" for name in sent if name not in fields and name not in attached]
        for name, field in fields.items():
            if name in sent:
                faults += self.value_faults(f"{method}.{name}", unpacked(sent[name], field["types"]), field["types"])
            elif field["required"]:
                faults.append(f"{method}: {name} is missing")
        return faults

    def value_faults(self, where: str, value: Any, kinds: list[str]) -> list[str]:
        """Faults of a value that may be of several types: none if it fits one of them."""
        tried = [self.kind_faults(where, value, variant) for kind in kinds for variant in self.variants(kind)]
        return min(tried, key=len)

    def kind_faults(self, where: str, value: Any, kind: str) -> list[str]:
        if kind.startswith("Array of "):
            if not isinstance(value, list):
                return [f"{where}: not an array: {value!r}"]
            inner = [kind.removeprefix("Array of ")]
            return [fault for n, item in enumerate(value) for fault in self.value_faults(f"{where}[{n}]", item, inner)]
        if kind in SIMPLE:
            fits = isinstance(value, SIMPLE[kind]) and (kind == "Boolean" or not isinstance(value, bool))
            return [] if fits else [f"{where}: not {kind}: {value!r}"]
        if kind == "InputFile":
            return [] if not isinstance(value, dict | list | int) else [f"{where}: not a file"]
        if not isinstance(value, dict):
            return [f"{where}: not {kind}: {value!r}"]
        fields = self.fields(kind)
        faults = [f"{where}: {kind} has no {name}" for name in value if name not in fields]
        faults += [
            f"{where}: {kind} needs {name}" for name, field in fields.items() if field["required"] and name not in value
        ]
        for name in value.keys() & fields.keys():
            faults += self.value_faults(f"{where}.{name}", value[name], fields[name]["types"])
        return faults


@cache
def schema() -> Schema | None:
    return Schema.load()


def unpacked(value: Any, kinds: list[str]) -> Any:
    """A form field is a string: what it stands for."""
    if not isinstance(value, str) or "InputFile" in kinds:
        return value
    if kinds != ["String"]:
        try:
            parsed = json.loads(value)
        except json.JSONDecodeError:
            return value
        return (
            value
            if isinstance(parsed, int) and "Integer" not in kinds and "Boolean" not in kinds and "Float" not in kinds
            else parsed
        )
    return value


def strings(value: Any) -> list[str]:
    """Every string within, JSON within strings included."""
    match value:
        case str() if value[:1] in "[{" and value:
            try:
                return strings(json.loads(value))
            except json.JSONDecodeError:
                return [value]
        case str():
            return [value]
        case dict():
            return [found for item in value.values() for found in strings(item)]
        case list():
            return [found for item in value for found in strings(item)]
        case _:
            return []
