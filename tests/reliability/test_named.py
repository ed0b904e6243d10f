"""The pages on reliability and security name tests that exist."""

import re

import pytest

from tests.test_documents import ROOT

NAMED = re.compile(r"`(\w+/test_\w+\.py)(?:::(\w+))?`")


@pytest.mark.parametrize("page", ["reliability.md", "security.md"])
def test_every_line_is_proven(page: str) -> None:
    """A test that is renamed or dropped takes its line with it."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    named = NAMED.findall(text)
    assert len(named) >= 20
    missing = []
    for file, test in named:
        path = ROOT / "tests" / file
        if not path.exists() or f"def {test}" not in path.read_text(encoding="utf-8"):
            missing.append(f"{file}::{test}")
    assert missing == []
