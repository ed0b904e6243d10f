"""Writes rows as a spreadsheet. Nothing that somebody typed is ever a formula there."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date

import xlsxwriter

Cell = str | date | None
Rows = Sequence[Sequence[Cell]]

FORMULA = re.compile(r"'*[=+\-@\t\r]")
DAY = {"ru": "dd.mm.yyyy", "en": "yyyy-mm-dd"}
WIDE, NARROW = 36, 18


def xlsx(sheets: Mapping[str, Rows], language: str) -> bytes:
    """Write a workbook; the first row of each sheet is its header."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": DAY.get(language, DAY["en"])})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title[:31])
            sheet.set_column(0, 0, WIDE)
            sheet.set_column(1, 20, NARROW)
            sheet.freeze_panes(1, 0)
            for y, row in enumerate(rows):
                for x, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(y, x, cell, day)
                    elif cell:
                        sheet.write_string(y, x, cell, bold if y == 0 else None)
    return out.getvalue()


def csv_(rows: Rows, language: str) -> bytes:
    """Write what spreadsheets open as it is; an apostrophe stands before what looks like a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    for row in rows:
        writer.writerow([_plain(cell, language) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: Cell, language: str) -> str:
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}" if language == "ru" else cell.isoformat()
    return f"'{cell}" if cell and FORMULA.match(cell) else cell or ""
