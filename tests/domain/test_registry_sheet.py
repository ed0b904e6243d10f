"""A sheet becomes listings, or a list of what is wrong with it, row by row (R3, R5, R7)."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wording import load_wording
from domain.customer import Category
from domain.ids import ListingId
from domain.registry.changes import compare
from domain.registry.listing import Listing, year_later
from domain.registry.sheet import parse
from tests.domain.samples import names, policy

WORDING = load_wording(Path(__file__).parents[2] / "locales")
HEADER = ["Организация", "ИНН", "Категория", "Продукт", "Подписка с", "Подписка до", "Начало демо", "Договор"]
INN = "7707083893"


def read(*rows: list[str], header: list[str] | None = None) -> tuple[Listing, ...]:
    sheet = parse([header or HEADER, *rows], WORDING, policy())
    assert sheet.faults == ()
    return sheet.listings


def wrong(*rows: list[str], header: list[str] | None = None) -> list[tuple[int, str]]:
    sheet = parse([header or HEADER, *rows], WORDING, policy())
    return [(fault.row, fault.words.name) for fault in sheet.faults]


def test_a_row_says_who_and_until_when() -> None:
    (listing,) = read(["ООО «Ромашка»", INN, "подписка", "Ideco ICS", "14.03.2026", "01.02.2027", "", ""])
    assert (listing.organisation.name, listing.organisation.inn) == ("ООО «Ромашка»", INN)
    assert (listing.category, listing.product) == (Category.SUBSCRIBER, "ics")
    assert (listing.since, listing.until) == (date(2026, 3, 14), date(2027, 2, 1))


@pytest.mark.parametrize(
    ("since", "until"),
    [("14.03.2026", date(2027, 3, 14)), ("29.02.2028", date(2029, 2, 28)), ("2026-03-14", date(2027, 3, 14))],
)
def test_a_subscription_lasts_a_year_unless_it_says_otherwise(since: str, until: date) -> None:
    """R3: of 29 February, until the 28th."""
    (listing,) = read(["Ромашка", "", "По подписке", "", since, "", "", ""])
    assert listing.until == until


def test_columns_in_any_order_in_either_language_below_a_title() -> None:
    header = ["", "Valid until", "TAX NUMBER", "comment", "category", "Organization"]
    rows = [["Our clients, 2026"], [], header, ["", "2027-03-14T00:00:00", INN, "x", "Subscriber", "Acme"]]
    sheet = parse(rows, WORDING, policy())
    assert sheet.faults == ()
    assert [(each.organisation.inn, each.until) for each in sheet.listings] == [(INN, date(2027, 3, 14))]


@pytest.mark.parametrize(
    ("told", "category"),
    [
        ("ПАРТНЁР", Category.PARTNER),
        ("партнер", Category.PARTNER),
        (" с подпиской ", Category.SUBSCRIBER),
        ("Trial", Category.DEMO),
    ],
)
def test_categories_as_people_write_them(told: str, category: Category) -> None:
    (listing,) = read(["Ромашка", "", told, "ics", "14.03.2026", "14.03.2027", "14.03.2026", ""])
    assert listing.category is category


@pytest.mark.parametrize(
    ("told", "product"), [("Ideco ICS", "ics"), ("ics", "ics"), ("IDECO ics 6", "ics6"), ("pbx", "pbx"), ("", "")]
)
def test_a_product_by_its_title_key_or_family(told: str, product: str) -> None:
    (listing,) = read(["Ромашка", "", "подписка", told, "14.03.2026", "", "", ""])
    assert listing.product == product


def test_an_inn_that_a_spreadsheet_took_for_a_number_has_its_zero_again() -> None:
    (listing,) = read(["Ромашка", "100000011", "партнёр", "", "", "", "", "17/26"])  # 0100000011
    assert listing.organisation.inn == "0100000011"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (["", INN, "подписка", "", "14.03.2026", "", "", ""], "sheet-no-organisation"),
        (["«»", INN, "подписка", "", "14.03.2026", "", "", ""], "sheet-no-organisation"),
        (["Р" * 256, "", "подписка", "", "14.03.2026", "", "", ""], "sheet-too-long"),
        (["Ромашка", "", "", "", "14.03.2026", "", "", ""], "sheet-no-category"),
        (["Ромашка", "", "друг", "", "14.03.2026", "", "", ""], "sheet-category-unknown"),
        (["Ромашка", "0000000000", "подписка", "", "14.03.2026", "", "", ""], "sheet-inn-wrong"),
        (["Ромашка", "7707083894", "подписка", "", "14.03.2026", "", "", ""], "sheet-inn-wrong"),
        (["Ромашка", "12", "подписка", "", "14.03.2026", "", "", ""], "sheet-inn-wrong"),
        (["Ромашка", "", "подписка", "Cisco", "14.03.2026", "", "", ""], "sheet-product-unknown"),
        (["Ромашка", "", "подписка", "", "31.02.2026", "", "", ""], "sheet-day-wrong"),
        (["Ромашка", "", "подписка", "", "03/14/2026", "", "", ""], "sheet-day-wrong"),
        (["Ромашка", "", "подписка", "", "14.03.26", "", "", ""], "sheet-day-wrong"),
        (["Ромашка", "", "подписка", "", "0001-01-01", "", "", ""], "sheet-day-wrong"),
        (["Ромашка", "", "подписка", "", "", "", "", ""], "sheet-no-subscription"),
        (["Ромашка", "", "подписка", "", "14.03.2026", "13.03.2026", "", ""], "sheet-until-before-since"),
        (["Ромашка", "", "демо", "ics", "", "", "", ""], "sheet-no-demo-start"),
        (["Ромашка", "", "демо", "", "", "", "14.03.2026", ""], "sheet-no-demo-product"),
        (["Ромашка", "", "демо", "gost-vpn", "", "", "14.03.2026", ""], "sheet-no-demo-product"),
    ],
)
def test_what_is_wrong_is_said_by_its_row(row: list[str], fault: str) -> None:
    """Nothing half imported: one wrong row, and nothing of the sheet counts."""
    good = ["Лютик", "", "партнёр", "", "", "", "", ""]
    assert wrong(good, row) == [(3, fault)]


def test_the_same_row_twice_is_a_slip() -> None:
    row = ["Ромашка", "", "подписка", "", "14.03.2026", "", "", ""]
    assert wrong(row, [], row) == [(4, "sheet-same-row")]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([], "sheet-no-columns"),
        ([["a", "b"], ["1", "2"]], "sheet-no-columns"),
        ([["Организация", "ИНН"], ["Ромашка", INN]], "sheet-no-columns"),
        ([["Организация", "Категория", "Название"]], "sheet-column-twice"),
        ([["Организация", "Категория"]], "sheet-empty"),
    ],
)
def test_a_sheet_without_its_columns(rows: list[list[str]], fault: str) -> None:
    assert [each.words.name for each in parse(rows, WORDING, policy()).faults] == [fault]


@given(st.lists(st.lists(st.text(), max_size=9), max_size=6))
def test_nothing_that_is_sent_breaks_the_reading(rows: list[list[str]]) -> None:
    """Whatever the cells hold: listings, or faults that can be said; never both of none."""
    for told in (rows, [HEADER, *rows]):
        sheet = parse(told, WORDING, policy())
        assert sheet.listings or sheet.faults
        assert all(names(fault.words) for fault in sheet.faults)


@given(st.dates(date(1991, 1, 1), date(2099, 12, 31)))
def test_a_year_later_is_the_same_day_or_the_28th(day: date) -> None:
    later = year_later(day)
    assert later.year == day.year + 1
    assert (later.month, later.day) in {(day.month, day.day), (2, 28)}


ROWS = st.lists(
    st.tuples(st.sampled_from(["Ромашка", "Лютик", "Пион"]), st.dates(date(2024, 1, 1), date(2027, 1, 1))),
    unique=True,
    max_size=6,
)


@given(ROWS, ROWS)
def test_the_changes_lead_from_the_one_to_the_other(
    before: list[tuple[str, date]], after: list[tuple[str, date]]
) -> None:
    """New, changed, gone: carried out, the registry says what the sheet says; nothing is counted twice."""

    def listings(rows: list[tuple[str, date]]) -> tuple[Listing, ...]:
        told = [[name, "", "подписка", "", day.isoformat(), "", "", ""] for name, day in rows]
        return parse([HEADER, *told], WORDING, policy()).listings

    kept = {ListingId(n): each for n, each in enumerate(listings(before), start=1)}
    changes = compare(kept, listings(after), policy())
    for changed in changes.changed:
        kept[changed.id] = changed.now
    for number, _ in changes.gone:
        del kept[number]
    made = [*kept.values(), *changes.new]
    assert sorted(made, key=repr) == sorted(listings(after), key=repr)
    assert changes.unchanged + len(changes.changed) + len(changes.new) == len(after)
    assert changes.any == (set(before) != set(after))
