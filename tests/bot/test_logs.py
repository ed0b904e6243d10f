"""The logs: what they show, and what nobody finds in them."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from pydantic import BaseModel

from bot import logs

TOKEN = "123456789:AAE-neither-yours-nor-mine-0123456789"


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logs.TALKATIVE}
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)
    structlog.reset_defaults()


@pytest.fixture
def written() -> io.StringIO:
    """What has been logged as JSON."""
    stream = io.StringIO()
    logs.set_up("json", "debug", stream)
    return stream


def last(written: io.StringIO) -> dict[str, Any]:
    line: dict[str, Any] = json.loads(written.getvalue().splitlines()[-1])
    return line


def test_an_event_and_its_facts(written: io.StringIO) -> None:
    structlog.stdlib.get_logger("delivery").info("letter_sent", ticket=42, lane="lead:7", late=False)
    line = last(written)
    assert (line["event"], line["level"], line["logger"]) == ("letter_sent", "info", "delivery")
    assert (line["ticket"], line["lane"], line["late"]) == (42, "lead:7", False)
    assert line["timestamp"].endswith("Z")


def test_libraries_speak_the_same_language(written: io.StringIO) -> None:
    logging.getLogger("somebody").warning("%d of %d", 3, 4)
    line = last(written)
    assert (line["event"], line["level"], line["logger"]) == ("3 of 4", "warning", "somebody")


def test_people_read_it_on_the_console() -> None:
    stream = io.StringIO()
    logs.set_up("console", "info", stream)
    structlog.stdlib.get_logger().info("letter_sent", ticket=42)
    structlog.stdlib.get_logger().debug("nothing_special")
    assert "letter_sent" in stream.getvalue()
    assert "ticket=42" in stream.getvalue()
    assert "nothing_special" not in stream.getvalue()


@pytest.mark.parametrize("name", ["aiogram", "aiosqlite", "aiosmtplib"])
def test_the_talkative_are_not_heard_below_a_warning(written: io.StringIO, name: str) -> None:
    """At that level they repeat customers' words: the parameters of every statement and call."""
    logging.getLogger(f"{name}.core").debug("executing INSERT with ('Petr',)")
    assert not written.getvalue()


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (f"url='https://api.telegram.org/file/bot{TOKEN}/a.jpg'", "url='https://api.telegram.org/file/bot…/a.jpg'"),
        ("socks5://desk:hush@localhost:1080", "socks5://…@localhost:1080"),
        ("smtps://desk%40x:hush@mx.example.org", "smtps://…@mx.example.org"),
        ("550 no mailbox petr.petrov@example.org here", "550 no mailbox … here"),
        ("call +7 900 000-00-00 back", "call … back"),
        ("call +79000000000", "call …"),
        ("chat -1002147483648123 of 14:00:05", "chat -1002147483648123 of 14:00:05"),
        (["bare", {"token": TOKEN}], ["bare", {"token": "…"}]),
        ({"text": "my password is 12345"}, {"text": "…"}),
    ],
)  # fmt: skip
def test_secrets_and_contacts_are_taken_out(written: io.StringIO, told: object, shown: object) -> None:
    structlog.stdlib.get_logger().info("seen", what=told)
    assert last(written)["what"] == shown


@pytest.mark.parametrize("name", ["text", "phone", "email", "organisation", "payload", "update"])
def test_a_customer_s_words_are_hidden_by_the_fact_s_name(written: io.StringIO, name: str) -> None:
    structlog.stdlib.get_logger().info("seen", **{name: "Romashka, Petr"})
    assert last(written)[name] == "…"


def test_what_people_wrote_is_not_quoted_by_an_exception(written: io.StringIO) -> None:
    """Pydantic quotes the value it refuses, and aiohttp the address it called."""

    class Form(BaseModel):
        age: int

    told, words = f"https://api.telegram.org/bot{TOKEN}/getMe", "I forgot my own password"
    try:
        Form.model_validate({"age": words})
    except ValueError:
        structlog.stdlib.get_logger().exception("refused")
    logging.getLogger("aiohttp.client").error("failed at %s", told, exc_info=ConnectionError(told))
    assert "int_parsing" in written.getvalue()
    assert "ConnectionError" in written.getvalue()
    assert words not in written.getvalue()
    assert TOKEN not in written.getvalue()
