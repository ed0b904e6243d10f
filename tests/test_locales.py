"""Every text stands in every language, with exactly its arguments, and none is left over."""

from pathlib import Path

import pytest

from scripts.check_locales import faults

CODE = """
from domain.words import Text
def said(kind):
    facts = {"name": kind}
    return Text("hello", {"number": 1}), Text("named" if kind else "other", facts), Text("bye")
"""
RU = "hello = № { $number }\nnamed = { $name }\nother = { other-inside }\nother-inside = <b>{ $name }</b>\nbye = Пока\n"


def test_the_locales_are_in_order() -> None:
    assert faults() == []


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("bot", "handlers", "actions", "domain", "locales/ru", "locales/en", "policy"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "bot/said.py").write_text(CODE, encoding="utf-8")
    for language in ("ru", "en"):
        (tmp_path / f"locales/{language}/all.ftl").write_text(RU + "text-missing = …\n", encoding="utf-8")
    (tmp_path / "policy/regulation.toml").write_text('[a]\ntitle = { ru = "Шлюз", en = "Gateway" }\n', encoding="utf-8")
    assert faults(tmp_path) == []
    return tmp_path


@pytest.mark.parametrize(
    ("file", "before", "after", "fault"),
    [
        ("locales/en/all.ftl", "bye = Пока", "", "en has no text bye"),
        ("locales/en/all.ftl", "{ $number }", "{ $count }", "is given number and says count"),
        ("locales/ru/all.ftl", "bye", "bye = a\nlate", "nobody says late"),
        ("locales/ru/all.ftl", "bye = Пока", "bye = { $x", "not Fluent"),
        ("locales/ru/all.ftl", "</b>", "", "<b> is not closed"),
        ("locales/ru/all.ftl", "Пока", "<u>Пока</u>", "<u> is no markup here"),
        ("locales/ru/all.ftl", "Пока", "{ NOW($number) }", "there is no function NOW"),
        ("locales/ru/all.ftl", "bye = Пока", "bye = Пока\nhello = again { $number }", "stands in"),
        ("bot/said.py", '"bye"', "kind", "must be written out"),
        ("bot/said.py", '{"number": 1}', "{**kind, 'extra': 1}", "does not say extra"),
        ("bot/said.py", '{"name": kind}', '{"nam": kind}', "is given nam and says name"),
        ("policy/regulation.toml", ', en = "Gateway"', "", "one of the languages is missing"),
        ("policy/regulation.toml", "Gateway", " ", "a language says nothing"),
    ],
)
def test_each_fault_is_found(project: Path, file: str, before: str, after: str, fault: str) -> None:
    place = project / file
    text = place.read_text(encoding="utf-8")
    assert before in text
    place.write_text(text.replace(before, after), encoding="utf-8")
    found = faults(project)
    assert any(fault in line for line in found), found
