"""A real Chromium, and hands that play people on the sandbox's page."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from playwright.async_api import Browser, Locator, Page, async_playwright, expect

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE = 30_000  # milliseconds: a slow machine proves as much as a fast one
MAIL = "mail"


def chromium_path() -> str | None:
    """Where a Chromium is, if anywhere."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """One browser with a new, empty profile."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=[*FLAGS])
        try:
            yield browser
        finally:
            await browser.close()


@dataclass(slots=True)
class Hands:
    """One pane of the page: the person in it, played by clicking and typing."""

    pane: Locator

    def at(self, testid: str, text: str | None = None) -> Locator:
        found = self.pane.get_by_test_id(testid)
        return found.filter(has_text=text) if text else found

    async def plays(self, who: int | str) -> "Hands":
        """Becomes another person, or opens the mailbox, in the same pane; the hands to go on with."""
        switch, drawer = self.at("person-switch"), self.pane.page.get_by_test_id("drawer-open")
        await (switch if await switch.is_visible() else drawer).click()
        await self.pane.page.get_by_test_id(f"person-{who}").click()
        other = Hands(self.pane.page.locator(f'[data-testid="pane"][data-person="{who}"]'))
        await expect(other.pane.first).to_be_visible()
        return other

    async def opens_chat(self, chat: int) -> None:
        await self.pane.locator(f'[data-testid="chat-row"][data-chat="{chat}"]').click()

    async def opens_topic(self, name: str) -> None:
        """From the list of topics; from within another topic, after a step back where only one fits."""
        if not await self.at("list").is_visible():
            await self.at("back").click()
        await self.at("topic-row", name).click()
        await expect(self.at("chat-title")).to_contain_text(name)

    async def starts(self) -> None:
        await self.at("start").click()

    async def says(self, text: str) -> None:
        await self.at("composer-input").fill(text)
        await self.at("send").click()

    async def sends_files(self, *paths: str, caption: str = "") -> None:
        await self.at("file-input").set_input_files([*paths])
        await self.says(caption)

    async def presses(self, label: str) -> None:
        """The newest button with this label, under a message or in place of the keyboard."""
        button = self.pane.locator('[data-testid="inline-button"], [data-testid="reply-button"]')
        await button.filter(has_text=label).last.click()

    async def does(self, message: str, action: str) -> None:
        """Opens the menu of the last message with this text, and chooses: reply, edit, delete, forward, pin, 👍 …"""
        bubble = self.at("message", message).last
        await bubble.hover()
        await bubble.get_by_test_id("message-menu").click()
        page = self.pane.page
        choice = page.get_by_test_id(f"do-{action}").or_(page.get_by_test_id(f"react-{action}"))
        await choice.click()

    async def sees(self, text: str, seconds: float = PATIENCE / 1000) -> Locator:
        """Waits for a message with this text; the last such one."""
        message = self.at("message", text).last
        await expect(message).to_be_visible(timeout=seconds * 1000)
        return message

    async def sees_toast(self, text: str) -> None:
        await expect(self.at("toast", text).last).to_be_visible(timeout=PATIENCE)


@dataclass(slots=True)
class Viewer:
    """The whole page, and every complaint of the browser about it."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def hands(self, who: int | str) -> Hands:
        """The pane in which this person is played now."""
        return Hands(self.page.locator(f'[data-testid="pane"][data-person="{who}"]'))

    async def moves_clock(self, name: str) -> None:
        """`15m`, `4h`, `1d` or `14d`; where the buttons do not fit, behind the clock."""
        button = self.page.get_by_test_id(f"clock-plus-{name}")
        if not await button.is_visible():
            await self.page.get_by_test_id("clock").click()
        await button.click()


@asynccontextmanager
async def opened(
    browser: Browser,
    url: str,
    *,
    width: int = 1280,
    height: int = 800,
    panes: str = "",
    language: str = "ru",
    pace: int = 50,
) -> AsyncIterator[Viewer]:
    """The page, ready. `panes`: ids (or `mail`) from left to right; `pace`: pause of a moved day, in milliseconds."""
    context = await browser.new_context(
        viewport={"width": width, "height": height}, locale="ru-RU", timezone_id="Europe/Moscow", has_touch=width < 500
    )
    viewer = Viewer(await context.new_page())
    viewer.page.set_default_timeout(PATIENCE)
    viewer.page.on(
        "console", lambda said: viewer.complaints.append(said.text) if said.type in ("error", "warning") else None
    )
    viewer.page.on("pageerror", lambda error: viewer.complaints.append(str(error)))
    viewer.page.on(
        "requestfailed", lambda request: viewer.complaints.append(request.url) if "events" not in request.url else None
    )
    await viewer.page.goto(f"{url}/?lang={language}&pace={pace}&panes={panes}")
    await viewer.page.wait_for_selector("body[data-ready]")
    try:
        yield viewer
    finally:
        await context.close()
