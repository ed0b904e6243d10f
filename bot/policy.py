"""Loads the policy: TOML in, a typed `Policy` out, every fault named in a plain sentence."""

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.policy_sheet import Sheet
from domain.policy import Policy


class PolicyError(Exception):
    """The policy cannot be used; `faults` says why, a sentence each."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedPolicy:
    """A policy with the canonical text it can be read from again; equal texts bear equal versions."""

    policy: Policy
    text: str


def load_policy(path: Path) -> LoadedPolicy:
    """Read the policy from its TOML file; raises PolicyError."""
    try:
        return _loaded(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise PolicyError([f"{path}: cannot be read ({error.strerror})."]) from None
    except UnicodeDecodeError:
        raise PolicyError([f"{path}: must be written in UTF-8."]) from None
    except tomllib.TOMLDecodeError as error:
        raise PolicyError([f"{path}: is not TOML: {error}."]) from None
    except PolicyError as error:
        raise PolicyError([f"{path}: {fault}" for fault in error.faults]) from None


def read_policy(text: str) -> Policy:
    """Read a policy from its canonical text, as a version kept in the database; raises PolicyError."""
    return _loaded(json.loads(text)).policy


def _loaded(raw: dict[str, Any]) -> LoadedPolicy:
    try:
        sheet = Sheet.model_validate(raw)
    except ValidationError as error:
        raise PolicyError([_sentence(fault, raw) for fault in error.errors(include_url=False)]) from None
    if faults := tuple(sheet.contradictions()):
        raise PolicyError(faults)
    text = json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    version = hashlib.sha256(text.encode()).hexdigest()[:12]
    return LoadedPolicy(policy=sheet.policy(version), text=text)


_WANTED = {
    "bool_type": "true or false is wanted",
    "int_type": "a whole number is wanted",
    "list_type": "a list is wanted",
    "string_type": "a text is wanted",
    "too_short": "at least one is wanted",
}


def _sentence(fault: ErrorDetails, raw: Mapping[str, Any]) -> str:
    *outer, last = fault["loc"]
    place, facts = _place(fault["loc"], raw), fault.get("ctx", {})
    match fault["type"]:
        case "missing":
            return f"{place} is missing."
        case "extra_forbidden":
            return f"there is no key “{last}” in {_place(outer, raw) or 'a policy'}."
        case "model_type" | "dict_type":
            return f"{place}: a table is wanted; a text is {{ ru = …, en = … }}."
        case "literal_error":
            return f"{place}: one of {facts['expected']} is wanted."
        case "value_error":
            return f"{place}: {facts['error']}."
        case kind:
            return f"{place}: {_WANTED.get(kind, fault['msg'])}."


def _place(where: Sequence[str | int], raw: Any) -> str:
    """Spell a path as people find it: `product 2 (ics6), version_example`."""
    place = ""
    for step in where:
        raw = raw[step] if isinstance(step, int) or step in raw else {}
        if isinstance(step, int):
            key = raw.get("key") if isinstance(raw, dict) else None
            place += f" {step + 1}" + (f" ({key})," if key else ",")
        else:
            place += f" {step}" if place.endswith(",") else f".{step}" if place else step
    return place.removesuffix(",")
