"""What the catalogue knows of versions (R4, R11)."""

import re

import pytest

from domain.policy import Product
from domain.words import Local


def gateway(*, current_only: bool = True) -> Product:
    text = Local(ru="Шлюз", en="Gateway")
    return Product(
        key="gateway",
        title=text,
        family="gateway",
        version_pattern=re.compile(r"(?<![\w.])(?:\d+\.\d+\.\d+ (?:сборка|build) \d+)(?!\w|\.\d)", re.IGNORECASE),
        version_example="7.9.4 сборка 138",
        where_to_find=text,
        current_version="7.10.1 сборка 12",
        current_only=current_only,
        demo_period=None,
        download_url=None,
    )


@pytest.mark.parametrize(
    ("told", "version"),
    [
        ("7.9.4 сборка 138", "7.9.4 сборка 138"),
        ("Загрузился, спасибо! Версия 7.9.4  СБОРКА\n138.", "7.9.4 СБОРКА 138"),
        ("it says 7.9.4 build 138, I think", "7.9.4 build 138"),
        ("последняя", None),
        ("latest", None),
        ("7.9.4", None),
        ("7.9.4 сборка 138x", None),
        ("", None),
    ],
)
def test_only_an_exact_version_is_read(told: str, version: str | None) -> None:
    """R11: wherever it stands in the sentence; "the latest" is nobody's version."""
    assert gateway().exact_version(told) == version


@pytest.mark.parametrize(
    ("version", "outdated"),
    [
        ("7.9.4 сборка 138", True),
        ("7.10.1 сборка 11", True),
        ("7.10.1 сборка 12", False),
        ("7.10.1 build 12", False),
        ("7.11.0 сборка 1", False),
    ],
)
def test_versions_are_compared_by_their_numbers(version: str, *, outdated: bool) -> None:
    """R4: 7.10 is newer than 7.9, in either language; a version newer than the catalogue's is not old."""
    assert gateway().is_outdated(version) is outdated


def test_other_products_have_no_old_versions() -> None:
    """R4: only products with the mark "current version" are supported in it alone."""
    assert not gateway(current_only=False).is_outdated("1.0.0 сборка 1")
