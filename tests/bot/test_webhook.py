"""The webhook: nobody without the secret, 200 only after the commit, and the same promises as polling."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from io import BytesIO
from typing import Any

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.intake.door import HEADER, LARGEST, Door, unpacked
from bot.intake.poller import TokenRejected
from bot.intake.webhook import CATCHING_UP, LOOK, Webhook
from bot.listening import CannotListen
from bot.settings import Address
from bot.wire import Answer, Unreachable
from storage.errors import Closed, Full

SECRET = "a-secret-of-sixteen-letters"
URL = "https://desk.example.org/telegram"


class Knocker:
    """Somebody at the door; `kept` is what came in."""

    def __init__(self, trouble: Exception | None = None) -> None:
        self.kept: list[object] = []
        self.trouble = trouble
        self.door = Door(Address("127.0.0.1", 0), "/telegram", SECRET, self._store)
        self.base = ""

    async def _store(self, updates: Sequence[object]) -> None:
        if self.trouble:
            raise self.trouble
        self.kept.extend(updates)

    async def __call__(
        self, body: bytes | BytesIO = b'{"update_id": 1}', path: str = "/telegram", method: str = "POST", **headers: str
    ) -> int:
        told = {HEADER: SECRET} | {name.replace("_", "-"): value for name, value in headers.items()}
        async with (
            aiohttp.ClientSession() as http,
            http.request(method, self.base + path, data=body, headers=told) as answer,
        ):
            return answer.status


@asynccontextmanager
async def a_door(trouble: Exception | None = None) -> AsyncIterator[Knocker]:
    knocker = Knocker(trouble)
    async with knocker.door.open() as found:
        knocker.base = f"http://{found}"
        yield knocker


async def test_an_update_is_stored_before_it_is_answered() -> None:
    async with a_door() as knock:
        assert await knock(b'{"update_id": 7, "message": {}}') == 200
        assert knock.kept == [{"update_id": 7, "message": {}}]


@pytest.mark.parametrize("secret", ["", "wrong", SECRET[:-1], SECRET + "x", SECRET.upper(), "ключ"])
async def test_nobody_comes_in_without_the_secret(secret: str) -> None:
    """Neither what a stranger sends is read, nor what a proxy claims of them believed."""
    async with a_door() as knock:
        claims: dict[str, Any] = {
            "X-Forwarded-For": "149.154.167.220",
            "X-Real-IP": "149.154.167.220",
            "Forwarded": "for=149.154.167.220",
        }
        assert await knock(**{**claims, HEADER: secret}) == 401
        assert knock.kept == []
        assert dict(knock.door.knocks) == {"stranger": 1}


async def test_without_the_header_nobody_comes_in() -> None:
    async with (
        a_door() as knock,
        aiohttp.ClientSession() as http,
        http.post(f"{knock.base}/telegram", data=b"{}") as answer,
    ):
        assert answer.status == 401


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [("/", "POST", 404), ("/telegram/", "POST", 404), ("/metrics", "GET", 404), ("/telegram", "GET", 405)],
)
async def test_there_is_one_page(path: str, method: str, status: int) -> None:
    async with a_door() as knock:
        assert await knock(path=path, method=method) == status
        assert knock.kept == []


async def test_what_is_too_big_is_not_read() -> None:
    async with a_door() as knock:
        assert await knock(BytesIO(b" " * (LARGEST + 1))) == 413
        assert knock.kept == []


@pytest.mark.parametrize(
    ("trouble", "status"), [(Full("x"), 500), (ValueError("x"), 500), (Closed(), 503)], ids=["full", "fault", "stop"]
)
async def test_what_is_not_stored_is_not_confirmed(trouble: Exception, status: int) -> None:
    """Telegram brings it again."""
    async with a_door(trouble) as knock:
        with capture_logs():
            assert await knock() == status
        knock.trouble = None
        assert await knock() == 200
        assert knock.kept == [{"update_id": 1}]


@pytest.mark.parametrize(
    ("body", "number"),
    [
        (b"", None),
        (b"hello", None),
        (b'{"update_id": 5, "message": {"text": "\\x"}}', 5),
        (b"[" * 100_000, None),
        (b"\xff\xfe\x00", None),
    ],
)
async def test_what_nobody_can_read_is_taken_and_put_aside(body: bytes, number: int | None) -> None:
    """A 500 would bring it again for a day, and hold up what stands behind it."""
    async with a_door() as knock:
        assert await knock(body) == 200
        [update] = knock.kept
        assert isinstance(update, dict)
        assert update.get("update_id") == number
        assert "unreadable" in update


def test_what_is_json_but_no_update_is_left_to_intake() -> None:
    assert unpacked(b"[1, 2]") == [1, 2]


async def test_a_port_that_is_taken_is_said() -> None:
    async with a_door() as knock:
        taken = Address("127.0.0.1", int(knock.base.rpartition(":")[2]))
        with pytest.raises(CannotListen) as refusal:
            async with Door(taken, "/", SECRET, knock._store).open():
                pass
        assert refusal.value.setting == "LISTEN"


# --- Telegram's side


class Stage:
    """A Bot API that answers by script: a dict is a result of getWebhookInfo, a number a status, an error no answer."""

    def __init__(self, *script: Any, setting: Sequence[Any] = (True,)) -> None:
        self._script, self._setting = list(script), list(setting)
        self.heard: list[str] = []
        self.asked: list[dict[str, Any]] = []
        self.naps: list[float] = []
        self.webhook = Webhook(
            self._call,
            url=URL,
            secret=SECRET,
            on_date=lambda _: self.heard.append("date"),
            on_rival=self._hears("rival"),
            on_current=self._current,
            on_trouble=self._trouble,
            on_contact=lambda answers: self.heard.append(f"contact {answers}"),
            sleep=self._sleep,
        )

    async def _call(self, method: str, *, patience: float, **fields: Any) -> Answer:
        self.asked.append({"method": method, **fields})
        script = self._setting if method == "setWebhook" and len(self._setting) else self._script
        if method == "setWebhook" and not self._setting:
            return Answer(200, b'{"ok": true, "result": true}', None)
        if not script:
            raise asyncio.CancelledError
        match script.pop(0):
            case Exception() as error:
                raise error
            case int(status) if not isinstance(status, bool):
                return Answer(status, json.dumps({"ok": False, "description": f"says {status}"}).encode(), None)
            case result:
                return Answer(200, json.dumps({"ok": True, "result": result}).encode(), None)

    async def _sleep(self, seconds: float) -> None:
        self.naps.append(seconds)

    async def _current(self, away: timedelta) -> None:
        assert away >= timedelta()
        self.heard.append("current")

    async def _trouble(self, why: str) -> None:
        self.heard.append(f"trouble: {why}")

    def _hears(self, news: str) -> Any:
        async def hear() -> None:
            self.heard.append(news)

        return hear

    async def runs(self) -> list[str]:
        """Until the script is at its end."""
        with capture_logs(), pytest.raises(asyncio.CancelledError):
            await self.webhook.run()
        return [news for news in self.heard if not news.startswith("contact")]


def info(pending: int = 0, url: str = URL, **more: Any) -> dict[str, Any]:
    return {"url": url, "pending_update_count": pending, **more}


async def test_the_webhook_is_set_with_all_that_is_wanted() -> None:
    stage = Stage(info())
    assert await stage.runs() == ["current"]
    wanted = stage.asked[0]
    assert (wanted["url"], wanted["secret_token"], wanted["drop_pending_updates"]) == (URL, SECRET, False)
    assert "message_reaction" in wanted["allowed_updates"]
    assert "max_connections" in wanted
    assert stage.naps == [LOOK]


async def test_current_is_what_nothing_waits_behind() -> None:
    """After an outage no deadline fires before Telegram has delivered what waited there."""
    stage = Stage(info(3), info(1), info(0), info(2))
    assert await stage.runs() == ["current"]
    assert stage.naps == [CATCHING_UP, CATCHING_UP, LOOK, LOOK]  # what has just come in is no outage
    assert stage.webhook.current


async def test_updates_that_do_not_get_through_are_told_once_each_trouble() -> None:
    failing = info(2, last_error_date=100, last_error_message="Connection refused")
    stage = Stage(info(), failing, failing, info(0, last_error_date=100), info(1, last_error_date=100))
    assert await stage.runs() == ["current", "trouble: Connection refused", "current"]


async def test_a_webhook_that_somebody_took_away_is_set_again() -> None:
    stage = Stage(info(), info(url="https://other.example.org"), info())
    assert await stage.runs() == ["current", "rival", "current"]
    assert [asked["method"] for asked in stage.asked].count("setWebhook") == 2


async def test_telegram_out_of_reach_is_waited_for_ever_longer() -> None:
    stage = Stage(info(), setting=[Unreachable("x"), 502, True])
    assert await stage.runs() == ["current"]
    assert stage.naps == [1.0, 2.0, LOOK]
    assert stage.heard[:2] == ["contact False", "contact False"]
    assert "contact True" in stage.heard


async def test_an_address_that_telegram_refuses_is_told_to_the_lead() -> None:
    stage = Stage(info(), setting=[400, True])
    assert await stage.runs() == ["trouble: says 400", "current"]


@pytest.mark.parametrize("status", [401, 404])
async def test_a_token_that_telegram_refuses_is_the_end(status: int) -> None:
    stage = Stage(setting=[status])
    with pytest.raises(TokenRejected):
        await stage.webhook.run()


async def test_no_answer_means_not_current() -> None:
    stage = Stage(info(), Unreachable("x"), info(5))
    assert await stage.runs() == ["current"]
    assert not stage.webhook.current
