"""The documents say what is: rows, clauses and links are held against the code and its tests."""

import re
from pathlib import Path

import pytest

from tests.domain.test_lifecycle import ROWS

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
BESIDE_THE_TABLE = {"32", "35a", "35b", "36", "37", "38"}  # what moves no ticket, or is no move of its own


def rows(document: str) -> list[list[str]]:
    """The cells of every table's row."""
    lines = (ROOT / "docs" / document).read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]


def test_the_life_of_a_ticket_is_written_down_row_by_row() -> None:
    """Every row that the code knows has its line, and every line its row."""
    written = {number for first, *_ in rows("lifecycle.md") for number in first.split(", ") if number[:1].isdigit()}
    known = {number for row in ROWS for number in row.split(", ")}
    form = {str(number) for number in range(1, 8)}
    assert written - form - BESIDE_THE_TABLE == known


@pytest.mark.parametrize("clause", [f"R{number}" for number in range(1, 27)])
def test_every_clause_is_proven_or_said_to_be_missing(clause: str) -> None:
    """The tests that are named exist and name the clause."""
    (row,) = [row for row in rows("regulation.md") if row[0] == clause]
    tests = re.findall(r"`([\w/]+\.py)`", row[3])
    assert tests or "*Not yet" in row[2]
    for name in tests:
        assert re.search(rf"\b{clause}\b", (ROOT / "tests" / name).read_text(encoding="utf-8")), name


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (document.parent / link).exists()]
    assert not missing
