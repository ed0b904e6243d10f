"""What is true of the repository as a whole."""

import ast
import io
import re
import shutil
import subprocess
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import Settings

ROOT = Path(__file__).parents[1]
OURS = ("bot", "handlers", "actions", "domain", "storage", "sandbox", "scripts")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
SPEAKS_RUSSIAN = frozenset({"sandbox/seed.py"})  # people, and the names of their groups

sources = pytest.mark.parametrize(
    "path",
    [path for folder in OURS for path in sorted((ROOT / folder).rglob("*.py"))],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)


def tracked() -> Iterator[Path]:
    """Every text of the repository that people write by hand."""
    if not (git := shutil.which("git")) or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in listed.split("\0"):
        path = ROOT / name
        if path.is_file() and path.suffix not in {".lock", ".png", ".jpg", ".svg", ".ico", ".woff2"}:
            yield path


@sources
def test_no_cyrillic_literal_lives_in_code(path: Path) -> None:
    """Words are in locales/ and in the policy; here only docstrings and comments quote them."""
    if path.relative_to(ROOT).as_posix() in SPEAKS_RUSSIAN:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    quotes = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    found = [
        f"{node.lineno}: {node.value!r}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in quotes
        and CYRILLIC.search(node.value)
    ]
    assert not found


@sources
def test_nothing_is_left_for_later(path: Path) -> None:
    """What is not done is said in an issue, not in the code."""
    comments = [
        f"{token.start[0]}: {token.string}"
        for token in tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline)
        if token.type == tokenize.COMMENT and re.search(r"\b(TODO|FIXME|XXX|HACK)\b", token.string)
    ]
    assert not comments


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_says_what_and_not_from_where(name: str) -> None:
    """It holds names, versions and hashes: any index that has these very files will do."""
    line = re.compile(r"[A-Za-z0-9_.-]+==[A-Za-z0-9_.+!-]+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    wrong = [text for text in (ROOT / name).read_text().splitlines() if not line.fullmatch(text)]
    assert not wrong


def locked(name: str) -> dict[str, str]:
    found = re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;]+)", (ROOT / name).read_text(), re.MULTILINE)
    return dict(found)


def test_both_locks_install_the_same() -> None:
    """What is tested is what runs."""
    runtime, dev = locked("requirements.lock"), locked("requirements-dev.lock")
    assert runtime
    assert {name: dev.get(name) for name in runtime} == runtime


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["demo"]]
    assert {re.split(r"[<>=]", line)[0] for line in wanted} <= locked("requirements.lock").keys()
    wanted = project["dependency-groups"]["dev"]
    assert {re.split(r"[<>=]", line)[0] for line in wanted} <= locked("requirements-dev.lock").keys()


def test_the_example_lists_exactly_the_settings_that_exist() -> None:
    """Once each, so that nobody has to read code to know what can be set."""
    listed = re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(name.upper() for name in Settings.model_fields)


def test_the_example_shows_the_defaults() -> None:
    shown = dict(re.findall(r"^#?([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    for name, field in Settings.model_fields.items():
        default = "" if field.is_required() or field.default is None else str(field.default)
        assert shown[name.upper()] == default.removesuffix(".0"), name


def test_no_path_of_a_developer_s_machine_is_left() -> None:
    """A stranger's checkout lies elsewhere."""
    machine = re.compile(r"(?<![\w.~/}-])/(root|home|work|Users|tmp)/\w")
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in tracked()
        if path != Path(__file__)
        for line in path.read_text(encoding="utf-8").splitlines()
        if machine.search(line)
    ]
    assert not found


def test_no_secret_is_kept_here() -> None:
    """Tokens in tests spell out that they are none."""
    token = re.compile(r"\b\d{8,10}:[A-Za-z0-9_-]{35}\b")
    found = [
        f"{path.relative_to(ROOT)}: {secret}"
        for path in tracked()
        for secret in token.findall(path.read_text(encoding="utf-8"))
    ]
    assert not found
