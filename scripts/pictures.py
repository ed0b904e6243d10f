"""`make pictures`: plays a story on the sandbox's page and photographs it for the README."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, expect

from sandbox.seed import ANNA, LUDMILA, PETR
from tests.browser.acts import (
    TOPIC,
    asks,
    card_is_drawn,
    files_in_russian,
    helps,
    is_asked,
    is_reminded_and_closed,
    opens_letter,
    settles,
    takes,
    takes_it_on,
)
from tests.browser.house import a_house
from tests.sandbox.browser import MAIL, Viewer, chromium, opened
from tests.sandbox.stage import Stage

IMAGES = Path(__file__).parents[1] / "docs/images"
PANES = f"{PETR},{ANNA},{LUDMILA}"
A_DAY = 1200  # milliseconds, in which the bot looks at its clock
LONG = 40  # seconds


async def main() -> None:
    """Photograph two stories: a ticket that goes well, and one that waits."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    async with chromium() as browser:
        await goes_well(browser)
        await waits(browser)


async def goes_well(browser: Browser) -> None:
    """Filed, taken, talked over, settled; read on a phone, too."""
    async with a_story(browser) as (stage, viewer):
        petr, anna = viewer.hands(PETR), viewer.hands(ANNA)
        await files_in_russian(petr)
        await photographed(petr.pane, "customer")
        await takes(anna, TOPIC)
        await helps(petr, anna)
        await card_is_drawn(anna, LONG)  # again, when there is nothing better to do
        await anna.at("message").first.scroll_into_view_if_needed()
        await photographed(anna.pane, "engineers")
        await settles(anna)
        await is_asked(petr)
        await photographed(viewer.page, "desk")
        async with opened(browser, stage.tg.url, width=360, height=720, panes=str(PETR)) as phone:
            await is_asked(phone.hands(PETR))
            await photographed(phone.page, "phone")


async def waits(browser: Browser) -> None:
    """Nobody takes it in time; then the customer says nothing for two weeks."""
    async with a_story(browser) as (_, viewer):
        petr, anna, lead = viewer.hands(PETR), viewer.hands(ANNA), viewer.hands(LUDMILA)
        await files_in_russian(petr)
        await viewer.moves_clock("4h")
        await takes_it_on(lead)
        await photographed(lead.pane, "lead")
        await takes(anna, TOPIC)
        await asks(petr, anna)
        await viewer.moves_clock("14d")
        await is_reminded_and_closed(petr, LONG)
        mail = await lead.plays(MAIL)
        await opens_letter(mail)
        await photographed(mail.pane, "mail")


@asynccontextmanager
async def a_story(browser: Browser) -> AsyncIterator[tuple[Stage, Viewer]]:
    """Open a fresh world on a desktop."""
    with tempfile.TemporaryDirectory() as folder:
        async with (
            a_house(Path(folder)) as stage,
            opened(browser, stage.tg.url, width=1280, height=800, panes=PANES, pace=A_DAY) as viewer,
        ):
            yield stage, viewer


async def photographed(what: Page | Locator, name: str) -> None:
    """When everything in it has arrived, and no toast hides anything."""
    page = what if isinstance(what, Page) else what.page
    await expect(page.get_by_test_id("toast")).to_have_count(0)
    await page.wait_for_timeout(500)  # for reactions and pictures
    await what.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    asyncio.run(main())
