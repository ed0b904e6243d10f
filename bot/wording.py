"""Loads how people write the columns and categories of a sheet, from `locales/*/columns.toml`."""

import tomllib
from pathlib import Path

from domain.customer import Category
from domain.registry.listing import LISTED, Column, Wording


def load_wording(locales: Path) -> Wording:
    """Read every language's words; a list that is missing or superfluous is a fault of ours (ValueError)."""
    columns: dict[str, dict[Column, tuple[str, ...]]] = {}
    categories: dict[str, dict[Category, tuple[str, ...]]] = {}
    for path in sorted(locales.glob("*/columns.toml")):
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        language = path.parent.name
        if set(told["columns"]) != set(Column) or set(told["categories"]) != set(LISTED):
            raise ValueError(f"{path}: columns or categories are missing, or too many")
        columns[language] = {Column(name): tuple(words) for name, words in told["columns"].items()}
        categories[language] = {Category(name): tuple(words) for name, words in told["categories"].items()}
    return Wording(columns=columns, categories=categories)
