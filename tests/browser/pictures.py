"""`make pictures`: plays a story on the sandbox's page and photographs it for the README."""

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import Browser

from sandbox.seed import ANNA, LUDMILA, PETR
from tests.browser.acts import files_in_russian, helps
from tests.browser.house import a_house
from tests.sandbox.browser import Hands, chromium, opened

IMAGES = Path(__file__).parents[2] / "docs/images"


async def main() -> None:
    """Two stories: a ticket that goes well, and one that nobody took."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    async with chromium() as browser:
        await goes_well(browser)
        await is_late(browser)


async def goes_well(browser: Browser) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with a_house(Path(folder)) as stage:
            panes = f"{PETR},{ANNA},{LUDMILA}"
            async with opened(browser, stage.tg.url, width=1280, height=760, panes=panes) as viewer:
                petr, anna = viewer.hands(PETR), viewer.hands(ANNA)
                await files_in_russian(petr)
                await takes_picture(petr, "customer")
                await helps(petr, anna, "1 · Ромашка")
                await takes_picture(anna, "engineers")
                await viewer.page.screenshot(path=IMAGES / "desk.png")
            async with opened(browser, stage.tg.url, width=360, height=700, panes=str(PETR)) as phone:
                await phone.hands(PETR).sees("Загрузился")
                await phone.page.screenshot(path=IMAGES / "phone.png")


async def is_late(browser: Browser) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with a_house(Path(folder)) as stage:
            panes = f"{PETR},{ANNA},{LUDMILA}"
            async with opened(browser, stage.tg.url, width=1280, height=760, panes=panes) as viewer:
                petr, lead = viewer.hands(PETR), viewer.hands(LUDMILA)
                await files_in_russian(petr)
                await viewer.moves_clock("4h")
                await lead.sees("ответа нет")
                await lead.presses("Беру")
                await lead.sees("до какого времени")
                await takes_picture(lead, "lead")


async def takes_picture(hands: Hands, name: str) -> None:
    """The pane of one person, when everything in it has arrived."""
    await hands.pane.page.wait_for_timeout(4500)
    await hands.pane.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    asyncio.run(main())
