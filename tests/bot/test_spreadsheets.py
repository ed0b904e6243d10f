"""Spreadsheets in and out (R7): whatever is sent, the desk stands; what it writes is no formula and comes back so."""

import io
import struct
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exports import table
from bot.spreadsheets import opening, reading
from bot.spreadsheets.opening import NotASheet, opened
from bot.spreadsheets.reading import read
from bot.spreadsheets.writing import csv_, xlsx
from bot.wording import load_wording
from domain.customer import Category, Organisation
from domain.ids import ListingId
from domain.registry.changes import compare
from domain.registry.importing import Unreadable
from domain.registry.listing import Listing
from domain.registry.sheet import parse
from tests.domain.samples import policy

WORDING = load_wording(Path(__file__).parents[2] / "locales")


def book(*rows: list[object], far: tuple[int, int] | None = None) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Лист")
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(y, x, cell, made.add_format({"num_format": "dd.mm.yyyy"}))
                else:
                    sheet.write(y, x, cell)
        if far:
            sheet.write(*far, "x")
    return out.getvalue()


def test_a_workbook_with_real_dates_and_numbers() -> None:
    rows = read(book(["Организация", "ИНН"], [], ["Ромашка", 7707083893, date(2026, 3, 14), 2.5, True, None]))
    assert rows[0][:2] == ["Организация", "ИНН"]
    assert rows[2][:4] == ["Ромашка", "7707083893", "2026-03-14", "2.5"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_as_spreadsheets_write_it(encoding: str, delimiter: str) -> None:
    text = delimiter.join(["Организация", "Категория"]) + "\r\n" + delimiter.join(['"ООО ""Ромашка"""', "демо"])
    assert read(text.encode(encoding)) == [["Организация", "Категория"], ['ООО "Ромашка"', "демо"]]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "no_sheet"),
        (b"\n\n", "empty"),
        (b"PK\x03\x04 and no more", "no_sheet"),
        (b"a;b\n" * (reading.ROWS + 1), "too_many_rows"),
        (b'a;"' + b"x" * 200_000, "no_sheet"),
    ],
)
def test_what_is_no_sheet_is_said_plainly(content: bytes, why: str) -> None:
    with pytest.raises(reading.NotASheet, match=why):
        read(content)


def test_a_zip_bomb_is_not_opened() -> None:
    """By the sizes it names itself, before a byte of it is unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb, bomb.open("xl/worksheets/sheet1.xml", "w") as member:
        for _ in range(140):
            member.write(b"\0" * 1024 * 1024)
    assert len(out.getvalue()) < opening.LARGEST
    with pytest.raises(reading.NotASheet, match="too_large"):
        read(out.getvalue())


async def test_a_bomb_that_lies_about_its_size_breaks_only_its_reader() -> None:
    """Half a gigabyte of spaces that calls itself small: the process that reads it has little memory."""
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    out = io.BytesIO(book(["a"]))
    with zipfile.ZipFile(out) as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            if name != "xl/worksheets/sheet1.xml":
                packed.writestr(name, content)
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=False) as member:
            member.write(sheet + b'<row r="1"><c r="A1" t="inlineStr"><is><t>')
            for _ in range(450):
                member.write(b"x" * 1024 * 1024)
    lying = bytearray(made.getvalue())
    true = struct.pack("<I", len(sheet) + 42 + 450 * 1024 * 1024)
    at = lying.find(true)
    while at >= 0:
        lying[at : at + 4] = struct.pack("<I", 1000)
        at = lying.find(true, at)
    assert len(lying) < opening.LARGEST
    with pytest.raises(NotASheet) as refused:
        await opened(bytes(lying))
    assert refused.value.why is Unreadable.NO_SHEET  # it was opened, and fell


async def test_a_cell_far_away_does_not_fill_the_memory() -> None:
    """Two cells may claim a sheet of seventeen thousand million."""
    with pytest.raises(NotASheet):
        await opened(book(["a"], far=(1_048_575, 16_383)))


async def test_a_sheet_is_read_by_a_process_of_its_own() -> None:
    assert await opened(b"a;b\n1;2\n") == [["a", "b"], ["1", "2"]]
    for content, why in ((b"", Unreadable.EMPTY), (b"x" * (opening.LARGEST + 1), Unreadable.TOO_LARGE)):
        with pytest.raises(NotASheet) as refused:
            await opened(content)
        assert refused.value.why is why


FORMULAS = ["=HYPERLINK(1)", "+7 900", "-1+1", "@SUM(A1)", "\tx", "'=1", "''=1", "=", "'"]


@pytest.mark.parametrize("typed", FORMULAS)
def test_what_looks_like_a_formula_is_none(typed: str) -> None:
    """In a CSV an apostrophe stands before it; in a workbook it is text. Read again, it is as it was."""
    plain = csv_([["Организация"], [typed]], "ru")
    written = plain.decode("utf-8-sig").splitlines()[1].strip('"')
    assert written[0] not in "=+-@\t"
    assert read(plain)[1] == [typed]
    made = xlsx({"Лист": [["Организация"], [typed]]}, "ru")
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")
    assert read(made)[1] == [typed]


days = st.dates(date(1995, 1, 1), date(2095, 12, 31))
names = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=30).filter(
    lambda name: any(sign.isalpha() and sign.isprintable() for sign in name)
)
subscriptions = st.builds(
    lambda name, inn, since, product: Listing(
        organisation=Organisation(name=name, inn=inn),
        category=Category.SUBSCRIBER,
        product=product,
        since=since,
        until=since.replace(year=since.year + 1, day=min(since.day, 28)),
    ),
    names,
    st.sampled_from([None, "7707083893", "0100000011", "500100732259"]),
    days,
    st.sampled_from(["", "ics", "ics6", "pbx", "gost-vpn"]),
)
demos = st.builds(
    lambda name, since: Listing(
        organisation=Organisation(name=name), category=Category.DEMO, product="ics", demo_since=since
    ),
    names,
    days,
)
partners = st.builds(
    lambda name, agreement: Listing(
        organisation=Organisation(name=name), category=Category.PARTNER, agreement=agreement
    ),
    names,
    st.sampled_from(["", "17/26", "=1", "-"]),
)


def tidy(listing: Listing) -> Listing:
    """As the import itself would keep it."""
    sheet = parse([*as_text(table([listing], "ru", WORDING, policy()))], WORDING, policy())
    assert sheet.faults == ()
    return sheet.listings[0]


def as_text(rows: list[list[str | date | None]]) -> list[list[str]]:
    return [[cell.isoformat() if isinstance(cell, date) else cell or "" for cell in row] for row in rows]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.one_of(subscriptions, demos, partners).map(tidy), unique=True, min_size=1, max_size=5))
def test_what_is_given_back_comes_in_again_without_a_change(listings: list[Listing]) -> None:
    """Export → import: nothing is new, changed or gone, in either language and either kind of file."""
    kept = {ListingId(n): each for n, each in enumerate(listings, start=1)}
    for language in ("ru", "en"):
        rows = table(listings, language, WORDING, policy())
        for content in (csv_(rows, language), xlsx({"x": rows}, language)):
            sheet = parse(read(content), WORDING, policy())
            assert sheet.faults == ()
            assert not compare(kept, sheet.listings, policy()).any
