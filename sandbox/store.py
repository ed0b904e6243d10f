"""What is kept between runs: the world in one JSON file, replaced whole or not at all."""

import json
import os
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any


def replace_file(path: Path, content: bytes) -> None:
    """Whoever reads finds the old content or the new, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def write_down(state: dict[str, Any]) -> bytes:
    return json.dumps(state, default=plain, ensure_ascii=False, separators=(",", ":")).encode()


def plain(value: Any) -> Any:
    """Records become objects, sets lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"cannot keep {type(value).__name__}")


def by_id(records: dict[str, Any]) -> dict[int, Any]:
    """JSON has no numbers for keys."""
    return {int(key): value for key, value in records.items()}
