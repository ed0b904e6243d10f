"""The main job, played on the page by clicking alone: in both languages, with a breach and two weeks of silence."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from sandbox.seed import ANNA, ENGINEERS, LUDMILA, MARIA, PETR
from tests.browser.acts import (
    HOW,
    TOPIC,
    TOPIC_EN,
    confirms,
    files_in_english,
    files_in_russian,
    helps,
    is_asked,
    is_reminded_and_closed,
    opens_letter,
    picks,
    settles,
    takes,
    takes_it_on,
)
from tests.browser.house import a_house
from tests.sandbox.browser import MAIL, chromium, chromium_path, opened

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(chromium_path() is None, reason="no Chromium here"),
]

A_DAY = 1200  # milliseconds, in which the bot looks at its clock
LONG = 40  # seconds that fourteen of them may take


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as one:
        yield one


async def test_two_customers_are_helped_in_their_languages(browser: Browser, tmp_path: Path) -> None:
    """Filed at the same time, taken, answered, settled, confirmed, rated; nobody has read a document."""
    async with a_house(tmp_path) as stage, opened(browser, stage.tg.url, panes=f"{PETR},{ANNA},{MARIA}") as viewer:
        petr, anna, maria = viewer.hands(PETR), viewer.hands(ANNA), viewer.hands(MARIA)
        await files_in_russian(petr)
        await files_in_english(maria)
        await takes(anna, TOPIC)
        await helps(petr, anna)
        await expect(petr.at("message", "готовим замену")).to_have_count(0)
        await expect(anna.at("message", "Проверьте кабель").first.get_by_test_id("reaction")).to_contain_text("👌")
        await settles(anna)
        await is_asked(petr)
        await confirms(petr)
        await takes(anna, TOPIC_EN)
        await maria.sees("looking after your ticket No. 2")
        await settles(anna, "A setting of the tunnel had changed with the update")
        await maria.sees("Does everything work?")
        await maria.presses("Yes, close it")
        await maria.sees("No. 2 is closed")
        assert viewer.complaints == []


async def test_a_missed_deadline_and_two_weeks_of_silence(browser: Browser, tmp_path: Path) -> None:
    """The clock is moved: the lead is alerted and promises; silence closes, the letter's link opens again."""
    panes = f"{PETR},{ANNA},{LUDMILA}"
    async with a_house(tmp_path) as stage, opened(browser, stage.tg.url, panes=panes, pace=A_DAY) as viewer:
        petr, anna, lead = viewer.hands(PETR), viewer.hands(ANNA), viewer.hands(LUDMILA)
        await files_in_russian(petr, photo=False)
        await viewer.moves_clock("4h")
        await takes_it_on(lead)
        await petr.sees("не успели")
        await lead.presses("30 мин")
        await lead.sees("№ 1 берёт Людмила")
        await petr.sees("Людмила ответит до")
        await anna.opens_topic(TOPIC)
        await anna.presses("Передать")
        await picks(anna, "Анна")
        await petr.sees("занимается Анна")
        await anna.says("Проверьте кабель диска.")
        await petr.sees("Проверьте кабель диска.")
        await viewer.moves_clock("14d")
        await is_reminded_and_closed(petr, LONG)
        await expect(viewer.page.get_by_test_id("clock-progress")).to_be_hidden(timeout=LONG * 1000)
        mail = await lead.plays(MAIL)
        await opens_letter(mail)
        await mail.at("mail-text").locator("a").first.click()
        await viewer.page.get_by_test_id(f"open-as-{PETR}").click()
        await petr.sees("№ 1 снова в работе")
        await anna.sees("Обращение открыто снова")
        assert viewer.complaints == []


async def test_a_customer_on_a_phone(browser: Browser, tmp_path: Path) -> None:
    """360 pixels wide, from the first word to the thumb; nothing has to be scrolled sideways."""
    async with (
        a_house(tmp_path) as stage,
        opened(browser, stage.tg.url, width=360, height=740, panes=str(PETR)) as viewer,
    ):
        petr = viewer.hands(PETR)
        await files_in_russian(petr)
        anna = stage.tg.acting(ANNA).in_topic(await stage.tg.the_group(ENGINEERS).topic("1 ·"))
        await anna.sees(button="Взять")
        await anna.presses("Взять")
        await petr.sees("занимается Анна")
        await anna.says(f"/resolve {HOW}")
        await is_asked(petr)
        await confirms(petr)
        assert await viewer.page.evaluate("document.documentElement.scrollWidth") == 360
        assert viewer.complaints == []
