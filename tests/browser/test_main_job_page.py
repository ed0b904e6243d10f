"""The main job, played on the page by clicking alone: in both languages, with a breach and two weeks of silence."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from sandbox.seed import ANNA, LUDMILA, MARIA, PETR
from tests.browser.acts import files_in_english, files_in_russian, helps, settles
from tests.browser.house import a_house
from tests.sandbox.browser import MAIL, chromium, chromium_path, opened

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(chromium_path() is None, reason="no Chromium here"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as one:
        yield one


async def test_two_customers_are_helped(browser: Browser, tmp_path: Path) -> None:
    """One in Russian, one in English at the same time; the first says yes, nobody needs a document."""
    async with a_house(tmp_path) as stage, opened(browser, stage.tg.url, panes=f"{PETR},{ANNA},{MARIA}") as viewer:
        petr, anna, maria = viewer.hands(PETR), viewer.hands(ANNA), viewer.hands(MARIA)
        stage.tg.acting(MARIA).speaks("en")
        await files_in_russian(petr)
        await maria.starts()
        await files_in_english(maria)
        await helps(petr, anna, "1 · Ромашка")
        await settles(petr, anna)
        assert viewer.complaints == []


async def test_a_breach_and_two_weeks(browser: Browser, tmp_path: Path) -> None:
    """The clock is moved: the lead is alerted and promises; silence closes, the letter's link opens again."""
    async with a_house(tmp_path) as stage, opened(browser, stage.tg.url, panes=f"{PETR},{ANNA},{LUDMILA}") as viewer:
        petr, anna, lead = viewer.hands(PETR), viewer.hands(ANNA), viewer.hands(LUDMILA)
        await files_in_russian(petr)
        await viewer.moves_clock("4h")
        await lead.sees("ответа нет")
        await petr.sees("не успели")
        await lead.presses("Беру")
        await lead.presses("30 мин")
        await petr.sees("Людмила ответит до")
        await anna.opens_topic("1 · Ромашка")
        await anna.presses("Передать")
        await anna.presses("Анна")
        await anna.says("Проверьте кабель диска.")
        await petr.sees("Проверьте кабель диска.")
        await viewer.moves_clock("14d")
        await petr.sees("ждём вас", seconds=40)
        await petr.sees("закрыто по сроку", seconds=20)
        mail = await stage.mailbox.receives("закрыто по сроку")
        assert "petr@example.org" in str(mail.to)
        await lead.plays(MAIL)
        await petr.presses("Продолжить № 1")
        await petr.sees("№ 1 снова в работе")
        assert viewer.complaints == []


async def test_a_customer_on_a_phone(browser: Browser, tmp_path: Path) -> None:
    """360 pixels wide."""
    async with (
        a_house(tmp_path) as stage,
        opened(browser, stage.tg.url, width=360, height=740, panes=str(PETR)) as viewer,
    ):
        await files_in_russian(viewer.hands(PETR))
        wide = await viewer.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 360
        assert viewer.complaints == []
