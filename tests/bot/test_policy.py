"""The policy as people write it: what is accepted, and how every fault is named."""

from datetime import date, time, timedelta
from pathlib import Path

import pytest

from bot.policy import LoadedPolicy, PolicyError, load_policy, read_policy
from domain.calendar import HORIZON, Interval
from domain.customer import Category
from domain.policy import Limit, Tell, Warn

SHIPPED = Path(__file__).parents[2] / "policy" / "regulation.toml"


@pytest.fixture(scope="module")
def shipped() -> LoadedPolicy:
    return load_policy(SHIPPED)


def changed(folder: Path, old: str, new: str) -> tuple[str, ...]:
    """Change the shipped policy in one place and tell its faults, without the file's name."""
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    path = folder / "policy.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_policy(path)
    assert all(fault.startswith(f"{path}: ") for fault in caught.value.faults)
    return tuple(fault.removeprefix(f"{path}: ") for fault in caught.value.faults)


def test_the_shipped_policy_is_the_regulation(shipped: LoadedPolicy) -> None:
    """R6, R8, R10, R24: its products, times and grounds are those of the regulation."""
    policy = shipped.policy
    assert policy.first_answer == {
        Category.PARTNER: Limit(timedelta(hours=4)),
        Category.SUBSCRIBER: Limit(timedelta(hours=4)),
        Category.DEMO: Limit(timedelta(hours=24)),
        Category.UNSUBSCRIBED: None,
    }
    assert [product.key for product in policy.products] == ["ics", "ics6", "pbx", "selecta", "gost-vpn"]
    assert [product.key for product in policy.products if product.current_only] == ["ics", "pbx"]
    assert [ground.key for ground in policy.out_of_scope] == ["lan", "theory", "third-party", "unsupported"]
    assert (policy.silence.remind, policy.silence.close) == (timedelta(days=11), timedelta(days=14))
    assert policy.unknown_entitlement is Category.SUBSCRIBER


def test_warnings_come_earliest_first(shipped: LoadedPolicy) -> None:
    assert shipped.policy.warnings[Category.SUBSCRIBER] == (
        Warn(before=timedelta(hours=1), tell=frozenset({Tell.ENGINEER})),
        Warn(before=timedelta(minutes=15), tell=frozenset({Tell.ENGINEER, Tell.LEAD})),
    )
    assert shipped.policy.warnings[Category.UNSUBSCRIBED] == ()


def test_hours_and_grounds_are_found(shipped: LoadedPolicy) -> None:
    policy = shipped.policy
    assert (policy.gentle.start, policy.gentle.end) == (time(9), time(20))
    assert (ground := policy.ground("lan"))
    assert ground.text.ru
    assert policy.ground("weather") is None
    assert (product := policy.product("pbx"))
    assert product.family == "pbx"
    assert policy.product("toaster") is None


@pytest.mark.parametrize(
    ("told", "version"),
    [
        ("7.9.4 сборка 138", "7.9.4 сборка 138"),
        ("7.9.4, build 138", "7.9.4, build 138"),
        ("ICS 7.9.4 (сборка 138)", "7.9.4 (сборка 138)"),
        ("7.9.4.138", "7.9.4.138"),
        ("7.9.4", None),
        ("7.9.14", None),
        ("последняя", None),
    ],
)
def test_the_gateway_s_version_in_its_usual_spellings(shipped: LoadedPolicy, told: str, version: str | None) -> None:
    """R11."""
    product = shipped.policy.product("ics")
    assert product
    assert product.exact_version(told) == version


def test_a_version_of_the_policy_reads_again_from_its_text(shipped: LoadedPolicy) -> None:
    """What the database keeps of a policy is all of it."""
    assert read_policy(shipped.text) == shipped.policy


def test_a_comment_makes_no_new_version_and_a_number_does(tmp_path: Path, shipped: LoadedPolicy) -> None:
    path, text = tmp_path / "policy.toml", SHIPPED.read_text(encoding="utf-8")
    path.write_text(f"# Thanks for reading.\n{text}", encoding="utf-8")
    assert load_policy(path) == shipped
    path.write_text(text.replace('subscriber = "4h"', 'subscriber = "2h"'), encoding="utf-8")
    assert load_policy(path).policy.version != shipped.policy.version


def test_times_may_be_seconds(tmp_path: Path) -> None:
    """So that a whole fortnight can be tried out in a minute."""
    text = SHIPPED.read_text(encoding="utf-8").replace('remind = "11d"', 'remind = "8s"')
    path = tmp_path / "policy.toml"
    path.write_text(text.replace('close = "14d"', 'close = "12s"'), encoding="utf-8")
    silence = load_policy(path).policy.silence
    assert (silence.remind, silence.close) == (timedelta(seconds=8), timedelta(seconds=12))


DURATION = "a duration is wanted, such as 8s, 15m, 4h or 14d"
TELL = "one of 'engineer' or 'lead' is wanted"
CATEGORY = "one of 'partner', 'subscriber', 'demo' or 'unsubscribed' is wanted"
EMAIL = "an e-mail address is wanted, such as support@example.org"
PHONE = "a phone number with its country code is wanted, such as +7 000 000-00-00"
SITE = "an address is wanted that begins with http:// or https://"
TABLE = "a table is wanted; a text is { ru = …, en = … }"
KEY = "small Latin letters, digits, - and _ are wanted, at most 20"


@pytest.mark.parametrize(
    ("old", "new", "place", "fault"),
    [
        ('remind = "11d"', 'remind = "soon"', "silence.remind", DURATION),
        ('remind = "11d"', 'remind = "0s"', "silence.remind", DURATION),
        ('remind = "11d"', 'remind = "none"', "silence.remind", DURATION),
        ('remind = "11d"', "remind = 11", "silence.remind", DURATION),
        ('nudge = "1d"', 'nudge = "1 d"', "draft.nudge", DURATION),
        ('from = "09:00"', 'from = "9"', "gentle.from", "a time of the day is wanted, such as 09:00"),
        ('from = "09:00"', "from = 09:00:00", "gentle.from", "a time of the day is wanted, such as 09:00"),
        (
            'tell = ["engineer"]',
            'tell = ["boss"]',
            "warn.partner 1, tell 1",
            "one of 'engineer' or 'lead' is wanted",
        ),
        ('tell = ["engineer"]', "tell = []", "warn.partner 1, tell", "at least one is wanted"),
        ("times = 5", "times = true", "alert.times", "a whole number is wanted"),
        ("_of_breach = true", '_of_breach = "yes"', "tell_customer_of_breach", "true or false is wanted"),
        ('"subscriber"', '"friend"', "unknown_entitlement", CATEGORY),
        ('"lead@example.org"', '"lead"', "contacts.lead.email", EMAIL),
        ("+7 000 000-00-00", "ask at the desk", "contacts.lead.phone", PHONE),
        ("https://helpdesk", "helpdesk", "contacts.support.site", SITE),
        ('{ ru = "Руководитель', '"Lead" # {', "contacts.lead.name", TABLE),
        ('en = "The Company"', 'en = " "', "contacts.company.en", "a text is wanted"),
        ('en = "The Company"', "en = 5", "contacts.company.en", "a text is wanted"),
        ('key = "pbx"', 'key = "АТС"', "product 3 (АТС), key", KEY),
        (
            "версию {product}",
            "версию {produkt}",
            "request 1 (version)",
            "there is nothing to put in for {produkt}; known are example, phone, product, version, where",
        ),
        (
            r"version_pattern = '6\.",
            "version_pattern = '(",
            "product 2 (ics6), version_pattern",
            "the regular expression does not compile: missing ), unterminated subpattern",
        ),
    ],
)
def test_a_value_is_refused_with_its_place_and_what_is_wanted(
    tmp_path: Path, old: str, new: str, place: str, fault: str
) -> None:
    assert f"{place}: {fault}." in changed(tmp_path, old, new)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('remind = "11d"', 'hush = "11d"', "there is no key “hush” in silence."),
        ('remind = "11d"', 'hush = "11d"', "silence.remind is missing."),
        ('note_mark = "//"', 'hush = "//"', "there is no key “hush” in a policy."),
        ('ru = "Компания", en', "en", "contacts.company.ru is missing."),
        ('key = "pbx"', 'key = "pbx"\nhush = 1', "there is no key “hush” in product 3 (pbx)."),
    ],
)
def test_an_unknown_or_missing_key_is_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert fault in changed(tmp_path, old, new)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('demo = "24h"', 'demo = "6h"', "warn.demo: `before` must be shorter than first_answer.demo."),
        (
            'demo = "24h"',
            'demo = "none"',
            "warn.demo: there is nothing to warn of, first_answer.demo is",
        ),
        ('before = "6h"', 'before = "1h"', "warn.demo: two warnings at the same time."),
        ('remind = "11d"', 'remind = "14d"', "silence.remind: the reminder must come before the closing"),
        ('nudge = "1d"', 'nudge = "7d"', "draft.nudge: the nudge must come before the draft is dropped"),
        ('from = "09:00"', 'from = "21:00"', "gentle: `from` must be earlier than `to`."),
        ('note_mark = "//"', 'note_mark = "/n"', "note_mark: what begins with one / is a command"),
        ('_example = "1.6.2"', '_example = "new"', "product 3 (pbx): version_example (new) does not fit"),
        (
            'current_version = "1.6.2"',
            'current_version = "1.6"',
            "product 3 (pbx): current_version (1.6) does",
        ),
        ('key = "ics6"\n', 'key = "ics"\n', "product: the key “ics” is given twice."),
        ('key = "ssh"', 'key = "logs"', "request: the key “logs” is given twice."),
        ('products = ["pbx"]', 'products = ["fax"]', "request (logs-pbx), products: there is no product “fax”."),
        ('key = "theory"', 'key = "lan"', "out_of_scope: the key “lan” is given twice."),
        ("[gentle]", "[gentle", "is not TOML: Expected ']' at the end of a table declaration"),
    ],
)
def test_what_cannot_be_true_together_is_refused(tmp_path: Path, old: str, new: str, fault: str) -> None:
    found, *_ = changed(tmp_path, old, new)
    assert found.startswith(fault)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    faults = changed(tmp_path, 'remind = "11d"\nclose = "14d"', 'remind = "11 days"\nclose = "a fortnight"')
    assert [fault.partition(":")[0] for fault in faults] == ["silence.remind", "silence.close"]


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    with pytest.raises(PolicyError, match="cannot be read"):
        load_policy(path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(PolicyError, match="UTF-8"):
        load_policy(path)


# Working hours and categories of problems

CALENDAR = """
[calendar]
zone = "Europe/Moscow"
holidays = "RU"
eve_shorter = "1h"

[calendar.week]
mon = ["14:00-18:00", "09:00-13:00"]
tue = ["09:00-18:00"]

[calendar.days]
2026-12-31 = []
2026-12-30 = ["09:00-24:00"]

[[problem]]
key = "down"
title = { ru = "Всё стоит", en = "Everything is down" }
first_answer = "1h working"
"""
IN_HOURS = {'partner = "4h"': 'partner = "4h working"', 'subscriber = "4h"': 'subscriber = "4h working"'} | {
    'demo = "24h"': 'demo = "24h calendar"'
}
TIME = "first_answer: a time is wanted, such as 15m, 4h or 1d; with a [calendar], “4h working” or “24h calendar”."


def with_hours(folder: Path, calendar: str = CALENDAR, **changes: str) -> Path:
    """The shipped policy with a calendar; `changes` undo or alter a line of it."""
    text = SHIPPED.read_text(encoding="utf-8")
    for old, new in (IN_HOURS | changes).items():
        assert old in text + calendar
        if old in calendar:
            calendar = calendar.replace(old, new, 1)
        else:
            text = text.replace(old, new, 1)
    path = folder / "policy.toml"
    path.write_text(text + calendar, encoding="utf-8")
    return path


def hours_faults_of(path: Path) -> tuple[str, ...]:
    with pytest.raises(PolicyError) as caught:
        load_policy(path)
    return tuple(fault.removeprefix(f"{path}: ") for fault in caught.value.faults)


def test_a_business_calendar(tmp_path: Path) -> None:
    """SEMANTICS, Hours; R1: what is written is what the rules read, and so it is again from the database."""
    loaded = load_policy(with_hours(tmp_path))
    calendar = loaded.policy.calendar
    assert calendar is not None
    assert (calendar.zone, calendar.country, calendar.eve_shorter) == ("Europe/Moscow", "RU", timedelta(hours=1))
    assert calendar.week[0] == (Interval(540, 780), Interval(840, 1080))
    assert calendar.week[1:] == ((Interval(540, 1080),), (), (), (), (), ())
    assert calendar.days == {date(2026, 12, 31): (), date(2026, 12, 30): (Interval(540, 1440),)}
    assert loaded.policy.first_answer[Category.SUBSCRIBER] == Limit(timedelta(hours=4), working=True)
    assert loaded.policy.first_answer[Category.DEMO] == Limit(timedelta(hours=24))
    problem = loaded.policy.problem("down")
    assert problem is not None
    assert problem.first_answer == Limit(timedelta(hours=1), working=True)
    assert read_policy(loaded.text) == loaded.policy


def test_the_shipped_example_is_one(tmp_path: Path) -> None:
    """Whoever takes the comment signs away has a calendar and a category that work."""
    text, inside = SHIPPED.read_text(encoding="utf-8").splitlines(), False
    for n, line in enumerate(text):
        inside = line in {"# [[problem]]", "# [calendar]"} or (inside and line.startswith("#"))
        text[n] = line.removeprefix("#").removeprefix(" ") if inside else line
    whole = "\n".join(text)
    for old, new in IN_HOURS.items():
        whole = whole.replace(old, new, 1)
    # A table cannot stand in the middle of another: what belongs to the top comes first already.
    path = tmp_path / "policy.toml"
    path.write_text(whole.replace('first_answer = "1h"', 'first_answer = "1h working"'), encoding="utf-8")
    policy = load_policy(path).policy
    assert [problem.key for problem in policy.problems] == ["down"]
    assert policy.calendar is not None
    assert policy.calendar.week[0] == (Interval(540, 780), Interval(840, 1080))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            'demo = "24h calendar"',
            'demo = "24h"',
            "first_answer.demo: with a [calendar], say which hours are meant: “24h working” or “24h calendar”.",
        ),
        (
            'first_answer = "1h working"',
            'first_answer = "1h"',
            "problem 1 (down), first_answer: with a [calendar], say which hours are meant: “1h working” or",
        ),
        (
            'partner = "4h working"',
            'partner = "1d working"',
            "first_answer.partner: working time is counted in hours or minutes, such as “8h working”.",
        ),
        (
            'partner = "4h working"',
            'partner = "four hours"',
            TIME.replace("first_answer", "first_answer.partner"),
        ),
        (
            'first_answer = "1h working"',
            'first_answer = "none"',
            TIME,
        ),
        (
            'zone = "Europe/Moscow"',
            'zone = "Moscow"',
            "calendar.zone: the name of a time zone is wanted, such as Europe/Moscow.",
        ),
        (
            'holidays = "RU"',
            'holidays = "Russia"',
            "calendar.holidays: the code of a country whose holidays are known is wanted, such as RU.",
        ),
        (
            'eve_shorter = "1h"',
            'eve_shorter = "an hour"',
            "calendar.eve_shorter: how much shorter the day before a holiday is, such as 1h or 30m.",
        ),
        (
            'tue = ["09:00-18:00"]',
            'tue = ["18:00-09:00"]',
            "calendar.week.tue 1: 18:00-09:00 ends before it begins; what goes on past midnight is",
        ),
        (
            'tue = ["09:00-18:00"]',
            'tue = ["09:00-25:00"]',
            "calendar.week.tue 1: hours are wanted, such as 09:00-18:00; a day ends at 24:00.",
        ),
        ('tue = ["09:00-18:00"]', 'tue = ["day"]', "calendar.week.tue 1: hours are wanted, such as 09:00-18:00."),
        (
            'mon = ["14:00-18:00", "09:00-13:00"]',
            'mon = ["12:00-18:00", "09:00-13:00"]',
            "calendar.week.mon: two of the intervals overlap.",
        ),
        ("2026-12-31 = []", "2026-13-31 = []", "a date is wanted, such as 2026-12-31."),
        ('tue = ["09:00-18:00"]', 'day = ["09:00-18:00"]', "there is no key “day” in calendar.week."),
        ('key = "down"', 'key = "Down"', "problem 1 (Down), key: small Latin letters, digits, - and _ are wanted"),
    ],
)
def test_an_impossible_calendar_is_refused(tmp_path: Path, old: str, new: str, fault: str) -> None:
    """C9, SEMANTICS, Hours: when the policy is loaded, in a plain sentence."""
    (found,) = hours_faults_of(with_hours(tmp_path, **{old: new}))
    assert fault in found


def test_a_calendar_that_never_opens_is_refused(tmp_path: Path) -> None:
    closed = CALENDAR.replace('mon = ["14:00-18:00", "09:00-13:00"]\ntue = ["09:00-18:00"]\n', "")
    assert hours_faults_of(with_hours(tmp_path, closed)) == ("calendar.week: there is no open hour in the week.",)
    days = "\n".join(f"{date(2027, 1, 1) + timedelta(days=n)} = []" for n in range(HORIZON + 8))
    (fault,) = hours_faults_of(with_hours(tmp_path, CALENDAR.replace("2026-12-31 = []", days)))
    assert fault == "calendar.days: nothing is open for 400 days after 2027-01-01."


def test_working_hours_need_a_calendar(tmp_path: Path) -> None:
    """C9 the other way round."""
    faults = changed(tmp_path, 'partner = "4h"', 'partner = "4h working"')
    assert faults == ("first_answer.partner: there is no [calendar] to count working hours by.",)


def test_two_problems_of_one_key(tmp_path: Path) -> None:
    twice = CALENDAR + CALENDAR[CALENDAR.index("[[problem]]") :]
    assert hours_faults_of(with_hours(tmp_path, twice)) == ("problem: the key “down” is given twice.",)
