"""Reads a spreadsheet from stdin and prints its cells as JSON: `python -m bot.spreadsheets.reading`.

What people send may be made to break whoever opens it. Here it breaks a small process with little memory and time.
"""

import csv
import io
import json
import re
import sys
import zipfile
from contextlib import suppress
from datetime import date, datetime
from typing import Any

ROWS, COLUMNS = 50_000, 64
UNPACKED, MEMBERS = 128 * 1024 * 1024, 1000  # of a zipped sheet, as it says itself, before it is opened
MEMORY, SECONDS = 512 * 1024 * 1024, 30
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FORMULA = re.compile(r"'+[=+\-@\t\r]")  # how our own CSV writes what only looks like one

Rows = list[list[str]]


class NotASheet(Exception):  # noqa: N818  an answer: it says why, in a word
    """It cannot be read as a spreadsheet."""


def read(content: bytes) -> Rows:
    """Return the cells of the first sheet that has any, as text; raises NotASheet. Names of files play no part."""
    if content.startswith(ZIP):
        _measure(content)
        return _calamine(content)
    if content.startswith(OLE):
        return _calamine(content)
    return _csv(content)


def _measure(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise NotASheet("no_sheet") from None
    if len(members) > MEMBERS or sum(each.file_size for each in members) > UNPACKED:
        raise NotASheet("too_large")


def _calamine(content: bytes) -> Rows:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415  a CSV does without

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for n in range(len(workbook.sheet_names)):
        sheet = workbook.get_sheet_by_index(n)
        if sheet.height > ROWS:
            raise NotASheet("too_many_rows")
        if sheet.height:
            return [[_text(cell) for cell in row[:COLUMNS]] for row in sheet.to_python(skip_empty_area=False)]
    raise NotASheet("empty")


def _csv(content: bytes) -> Rows:
    text = _decoded(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    if not first:
        raise NotASheet("empty")
    delimiter = max(";,\t", key=first.count)
    rows: Rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append([cell[1:] if FORMULA.match(cell) else cell for cell in row[:COLUMNS]])
            if len(rows) > ROWS:
                raise NotASheet("too_many_rows")
    except csv.Error:
        raise NotASheet("no_sheet") from None
    return rows


def _decoded(content: bytes) -> str:
    """Spreadsheets write UTF-8 with a mark, or what Windows in Russian is used to."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        with suppress(UnicodeDecodeError):
            return content.decode("utf-16")
    elif b"\0" not in content:
        for encoding in ("utf-8-sig", "cp1251"):
            with suppress(UnicodeDecodeError):
                return content.decode(encoding)
    raise NotASheet("no_sheet")


def _text(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() | date():
            return cell.isoformat()
        case _:
            return str(cell)


def _confine() -> None:
    """Little memory and time, where the system lets itself be told."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415  not on every system

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def main() -> int:
    """Read, print, and say nothing of what is inside when it fails."""
    _confine()
    content = sys.stdin.buffer.read()
    try:
        answer: dict[str, Any] = {"rows": read(content)}
    except NotASheet as why:
        answer = {"why": str(why)}
    except BaseException:  # noqa: BLE001  a panic of the reader is no Exception
        answer = {"why": "no_sheet"}
    sys.stdout.buffer.write(json.dumps(answer).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
