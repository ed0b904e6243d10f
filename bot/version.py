"""Which program this is: its version from `pyproject.toml`, its commit where the checkout has one."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMMIT = re.compile(r"[0-9a-f]{40}")


def version(root: Path = ROOT) -> str:
    """Return the version, or `?` where the project's file is not there."""
    try:
        told = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
        return str(told["project"]["version"])
    except (OSError, KeyError, ValueError):
        return "?"


def commit(root: Path = ROOT) -> str:
    """Return the beginning of the commit that is checked out; empty where nobody can tell."""
    try:
        head = _head(_git(root / ".git"))
    except (OSError, UnicodeDecodeError):
        return ""
    return head[:10] if COMMIT.fullmatch(head) else ""


def _git(place: Path) -> Path:
    """A worktree has a file in the place of the folder, which says where that is."""
    if place.is_dir():
        return place
    told = place.read_text(encoding="utf-8").strip().removeprefix("gitdir: ")
    return (place.parent / told).resolve()


def _head(git: Path) -> str:
    told = (git / "HEAD").read_text(encoding="utf-8").strip()
    if not told.startswith("ref: "):
        return told
    name = told.removeprefix("ref: ")
    common = git / "commondir"
    shared = (git / common.read_text(encoding="utf-8").strip()).resolve() if common.exists() else git
    for folder in (git, shared):
        if (folder / name).exists():
            return (folder / name).read_text(encoding="utf-8").strip()
    packed = (shared / "packed-refs").read_text(encoding="utf-8")
    found = re.search(rf"^([0-9a-f]{{40}}) {re.escape(name)}$", packed, re.MULTILINE)
    return found[1] if found else ""
