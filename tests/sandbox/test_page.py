"""The page in a real browser: a viewer plays everybody, a small bot answers."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from email.message import EmailMessage
from itertools import pairwise
from pathlib import Path

import pytest
import pytest_asyncio
from aiosmtplib import send
from playwright.async_api import Browser, expect

from sandbox.mailbox import Mood
from sandbox.seed import ANNA, BORIS, ENGINEERS, LUDMILA, MARIA, PETR
from tests.sandbox.browser import MAIL, Viewer, chromium, chromium_path, opened
from tests.sandbox.echo_bot import EchoBot, echo_bot
from tests.sandbox.stage import Stage, staged

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(chromium_path() is None, reason="no Chromium here"),
]

TOPIC = "124 · Ромашка · Шлюз"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as one:
        yield one


@pytest_asyncio.fixture(loop_scope="module")
async def stage() -> AsyncIterator[Stage]:
    async with staged() as stage:
        yield stage


@pytest_asyncio.fixture(loop_scope="module")
async def bot(stage: Stage) -> AsyncIterator[EchoBot]:
    async with echo_bot(stage.tg.url, stage.tg.token, ENGINEERS) as bot:
        yield bot


@pytest_asyncio.fixture(loop_scope="module")
async def viewer(stage: Stage, bot: EchoBot, browser: Browser) -> AsyncIterator[Viewer]:
    """On a desktop; whatever the browser complained of fails the test."""
    async with opened(browser, stage.tg.url) as viewer:
        yield viewer
    assert viewer.complaints == []


async def test_customer_engineer_and_lead_are_seen_at_once(viewer: Viewer) -> None:
    for who in (PETR, ANNA, LUDMILA):
        await expect(viewer.hands(who).pane).to_be_visible()
    await expect(viewer.hands(PETR).at("about-bot")).to_contain_text("Напишите, что случилось.")
    await expect(viewer.hands(ANNA).at("topic-row", TOPIC)).to_be_visible()


async def test_a_person_starts_writes_and_is_answered(viewer: Viewer) -> None:
    petr = viewer.hands(PETR)
    await petr.starts()
    await petr.sees("Здравствуйте.")
    await petr.says("Шлюз не загружается")
    answer = await petr.sees("Записано: Шлюз не загружается")
    await expect(answer.get_by_test_id("replied")).to_contain_text("Шлюз не загружается")
    own = petr.at("message", "Шлюз не загружается").first
    await expect(own).to_have_attribute("data-own", "true")
    await expect(own.get_by_test_id("reaction")).to_contain_text("👀")


async def test_the_contact_is_shared_by_the_button_that_then_goes_away(viewer: Viewer) -> None:
    petr = viewer.hands(PETR)
    await petr.starts()
    await expect(petr.at("composer-input")).to_have_attribute("placeholder", "Имя и телефон")
    await petr.presses("Отправить мой контакт")
    await petr.sees("Спасибо, Пётр: +79000000001")
    await expect(petr.at("media-contact")).to_be_visible()
    await expect(petr.at("reply-keyboard")).to_be_hidden()


async def test_who_is_played_in_another_pane_changes_places(viewer: Viewer) -> None:
    await viewer.hands(PETR).plays(LUDMILA)
    people = [await pane.get_attribute("data-person") for pane in await viewer.page.get_by_test_id("pane").all()]
    assert people == [str(LUDMILA), str(ANNA), str(PETR)]


async def test_a_topic_is_opened_and_its_button_answers_who_pressed(viewer: Viewer) -> None:
    anna = viewer.hands(ANNA)
    await anna.opens_topic(TOPIC)
    card = await anna.sees("ответить до 22:44")
    await expect(card.locator("strong")).to_have_text("№ 124")
    await anna.presses("Взять")
    await anna.sees_toast("Взято: Анна")
    await anna.sees("№ 124 · Анна")
    await expect(anna.at("inline-button")).to_have_count(0)


async def test_a_moment_is_shown_in_the_zone_and_language_of_whoever_looks(viewer: Viewer, bot: EchoBot) -> None:
    text, moment = "Ответим до ср 01:13 МСК", {"type": "date_time", "offset": 11, "length": 12}
    await viewer.hands(PETR).starts()
    for how in ({"date_time_format": "wt"}, {}):
        moment |= {"unix_time": 1_700_000_000}
        await bot.call("sendMessage", chat_id=PETR, text=text, entities=[moment | how])
    shown = viewer.hands(PETR).at("date-time")
    await expect(shown).to_have_text(["ср, 01:13", "ср 01:13 МСК"])
    await viewer.hands(PETR).at("person-language").click()
    await expect(shown.first).to_have_text("Wed, 01:13")


async def test_an_alert_waits_to_be_read(viewer: Viewer) -> None:
    anna = viewer.hands(ANNA)
    await anna.opens_topic(TOPIC)
    await anna.presses("Отказать")
    await expect(anna.at("alert")).to_contain_text("Нельзя")
    assert await anna.pane.evaluate("pane => pane.scrollTop") == 0  # what is behind it stays where it was
    await anna.at("alert-ok").click()
    await expect(anna.at("alert")).to_have_count(0)


async def test_colleagues_see_each_other_in_the_topic(viewer: Viewer) -> None:
    anna = viewer.hands(ANNA)
    await anna.opens_topic(TOPIC)
    await anna.says("Посмотрю")
    boris = await viewer.hands(LUDMILA).plays(BORIS)
    await boris.opens_topic(TOPIC)
    heard = await boris.sees("Посмотрю")
    await expect(heard.get_by_test_id("sender")).to_have_text("Анна Соколова")
    await boris.does("Посмотрю", "👍")
    await expect(anna.at("message", "Посмотрю").get_by_test_id("reaction")).to_contain_text("👍")


async def test_own_messages_are_edited_and_others_answered_or_quoted(viewer: Viewer, stage: Stage) -> None:
    petr = viewer.hands(PETR)
    await petr.starts()
    await petr.says("Не работает")
    await petr.sees("Записано: Не работает")
    await petr.does("Здравствуйте", "reply")
    await petr.says("И вам")
    await petr.sees("Записано: И вам")
    assert stage.tg.acting(PETR).chat()[-2].body["reply_to_message"]["text"] == "Здравствуйте."
    await petr.pane.locator('[data-testid="message"][data-own="true"]', has_text="Не работает").hover()
    await (
        petr.pane.locator('[data-testid="message"][data-own="true"]', has_text="Не работает")
        .get_by_test_id("message-menu")
        .click()
    )
    await viewer.page.get_by_test_id("do-edit").click()
    await petr.says("Не включается")
    edited = await petr.sees("Не включается")
    await expect(edited).to_contain_text("изм.")


async def test_files_go_as_photo_and_album_and_reach_the_topic(viewer: Viewer, stage: Stage, tmp_path: Path) -> None:
    for name in ("a.png", "b.png", "log.txt"):
        (tmp_path / name).write_bytes(b"x")
    petr, anna = viewer.hands(PETR), viewer.hands(ANNA)
    await petr.starts()
    await petr.at("attach").click()
    await viewer.page.get_by_test_id("sample-photo").click()
    await petr.says("Фото экрана")
    await petr.sees("Фото экрана")
    await anna.opens_topic(TOPIC)
    copy = await anna.sees("Фото экрана")
    picture = copy.locator("img")
    await expect(picture).to_have_js_property("naturalWidth", 800)
    await petr.sends_files(
        str(tmp_path / "a.png"), str(tmp_path / "b.png"), str(tmp_path / "log.txt"), caption="Всё вместе"
    )
    await expect(petr.at("message", "Всё вместе").get_by_test_id("media-photo")).to_have_count(2)
    await expect(anna.at("media-document")).to_contain_text("log.txt")
    sent = [message for message in stage.tg.acting(PETR).chat() if "media_group_id" in message.body]
    assert [message.kind for message in sent] == ["photo", "photo"]
    viewer.complaints.clear()  # the browser cannot draw what is no picture


async def test_a_topic_can_be_opened_closed_and_renamed_by_hand(viewer: Viewer, stage: Stage) -> None:
    lead = viewer.hands(LUDMILA)
    await lead.at("back").click()
    await lead.opens_chat(ENGINEERS)
    await lead.at("list-menu").click()
    await viewer.page.get_by_test_id("do-new-topic").click()
    await lead.at("ask-input").fill("Дежурства")
    await lead.at("ask-ok").click()
    await expect(lead.at("chat-title")).to_contain_text("Дежурства")
    await lead.at("chat-menu").click()
    await viewer.page.get_by_test_id("do-close-topic").click()
    await expect(lead.at("chat-subtitle")).to_have_text("тема закрыта")
    anna = viewer.hands(ANNA)
    await anna.opens_topic("Дежурства")
    await expect(anna.at("composer-input")).to_be_hidden()
    assert [topic.closed for topic in stage.tg.the_group(ENGINEERS).topics] == [False, True]


async def test_the_bot_is_blocked_and_unblocked(viewer: Viewer, stage: Stage) -> None:
    petr = viewer.hands(PETR)
    await petr.starts()
    await petr.sees("Здравствуйте")
    await petr.at("chat-menu").click()
    await viewer.page.get_by_test_id("do-block").click()
    await expect(petr.at("unblock")).to_be_visible()
    assert stage.tg.acting(PETR).account.blocked
    await petr.at("unblock").click()
    await expect(petr.at("composer-input")).to_be_visible()


async def test_the_menu_of_commands_speaks_the_persons_language(viewer: Viewer) -> None:
    petr = viewer.hands(PETR)
    await petr.starts()
    await petr.at("commands").click()
    await expect(viewer.page.get_by_test_id("command-tickets")).to_contain_text("Мои обращения")
    await viewer.page.keyboard.press("Escape")
    await petr.at("person-language").click()
    await expect(petr.at("person-language")).to_have_text("EN")
    await petr.at("commands").click()
    await viewer.page.get_by_test_id("command-new").click()
    await petr.sees("Записано: /new")


async def test_what_is_not_read_is_counted(viewer: Viewer, stage: Stage, bot: EchoBot) -> None:
    petr = viewer.hands(PETR)
    await petr.starts()
    await petr.sees("Здравствуйте")
    maria = await petr.plays(MARIA)
    for number in (1, 2):
        await bot.call("sendMessage", chat_id=PETR, text=f"Новость {number}")
    await expect(maria.at("person-switch").get_by_test_id("badge")).to_have_text("2")
    await maria.plays(PETR)
    await petr.sees("Новость 2")
    await petr.plays(MARIA)
    await expect(maria.at("person-switch").get_by_test_id("badge")).to_have_count(0)


async def test_a_long_conversation_is_read_from_its_end_to_its_beginning(browser: Browser) -> None:
    async with staged() as stage:
        petr = stage.tg.acting(PETR)
        for number in range(250):
            await petr.says(f"Строка {number}")
        async with opened(browser, stage.tg.url) as viewer:
            hands = viewer.hands(PETR)
            await expect(hands.at("message").last).to_be_in_viewport()
            await expect(hands.at("message")).to_have_count(200)
            await hands.at("message").first.scroll_into_view_if_needed()
            await expect(hands.at("message")).to_have_count(250)
            await hands.at("to-end").click()
            await expect(hands.at("message", "Строка 249")).to_be_in_viewport()
        assert viewer.complaints == []


async def test_every_button_has_a_name(viewer: Viewer) -> None:
    await viewer.hands(ANNA).opens_topic(TOPIC)
    await viewer.hands(PETR).starts()
    await viewer.hands(PETR).sees("Здравствуйте")
    nameless = "e => e.checkVisibility() && !e.innerText?.trim() && !e.ariaLabel"
    controls = "[...document.querySelectorAll('button, textarea, input')]"
    assert await viewer.page.evaluate(f"{controls}.filter({nameless}).map(e => e.outerHTML)") == []


async def test_the_clock_moves_and_days_pass_one_by_one(viewer: Viewer, stage: Stage) -> None:
    clock = stage.tg.world.clock
    await viewer.moves_clock("15m")
    await expect(viewer.page.get_by_test_id("clock-offset")).to_have_text("сдвиг 15 мин")
    await viewer.moves_clock("4h")
    await expect(viewer.page.get_by_test_id("clock-offset")).to_have_text("сдвиг 4 ч 15 мин")
    await viewer.moves_clock("14d")
    await expect(viewer.page.get_by_test_id("clock-progress")).to_have_text("14 из 14")
    await expect(viewer.page.get_by_test_id("clock-offset")).to_have_text("сдвиг 14 дней 4 ч 15 мин")
    assert clock.offset == 14 * 86400 + 4 * 3600 + 900
    moves = [event["offset"] for event in stage.tg.world.events if event["kind"] == "clock"]
    _, *days = [later - sooner for sooner, later in pairwise(moves)]
    assert len(days) == 14
    assert set(days[1:-1]) == {86400}  # from morning to morning


async def test_the_page_itself_speaks_two_languages(viewer: Viewer) -> None:
    await viewer.page.get_by_test_id("language").click()
    await expect(viewer.hands(PETR).at("person-switch")).to_contain_text("customer")
    await expect(viewer.page.get_by_test_id("clock-plus-14d")).to_have_text("+14 days")
    await expect(viewer.hands(PETR).at("start")).to_have_text("Start")
    await viewer.page.get_by_test_id("language").click()
    await expect(viewer.hands(PETR).at("start")).to_have_text("Начать")


async def test_everything_can_be_done_in_one_column_on_a_phone(stage: Stage, bot: EchoBot, browser: Browser) -> None:
    async with opened(browser, stage.tg.url, width=360, height=640) as viewer:
        petr = viewer.hands(PETR)
        await petr.starts()
        await petr.says("Шлюз не загружается после отключения света")
        await petr.sees("Записано: Шлюз")
        anna = await petr.plays(ANNA)
        await anna.opens_topic(TOPIC)
        await anna.presses("Взять")
        await anna.sees("№ 124 · Анна")
        await anna.at("back").click()
        await expect(anna.at("topic-row", TOPIC)).to_be_visible()
        await viewer.moves_clock("1d")
        await expect(viewer.page.get_by_test_id("clock-offset")).to_have_text("сдвиг 1 день")
        width = await viewer.page.evaluate("document.documentElement.scrollWidth")
        assert width == 360
    assert viewer.complaints == []


async def test_a_page_left_open_goes_on_after_a_restart(browser: Browser, tmp_path: Path) -> None:
    async with AsyncExitStack() as page:
        async with staged(tmp_path) as stage:
            await stage.tg.acting(PETR).says("До перезапуска")
            url = stage.tg.url
            viewer = await page.enter_async_context(opened(browser, url))
            await viewer.hands(PETR).sees("До перезапуска")
        await expect(viewer.page.get_by_test_id("offline")).to_be_visible()
        async with staged(tmp_path, port=int(url.rpartition(":")[2])) as again:
            await expect(viewer.page.get_by_test_id("offline")).to_be_hidden()
            await again.tg.acting(PETR).says("После перезапуска")
            await viewer.hands(PETR).sees("После перезапуска")
            await viewer.hands(PETR).sees("До перезапуска")


async def test_a_link_in_a_letter_is_opened_as_somebody(viewer: Viewer, stage: Stage) -> None:
    mail = await viewer.hands(LUDMILA).plays(MAIL)
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "desk@example.org", "petr@example.org", "Закрыто по сроку"
    address = f"https://t.me/{stage.tg.world.bot.username}?start=r7Kq"
    letter.set_content(f"Продолжить в Telegram: {address}.\n\nИли позвоните.")
    await send(letter, hostname="127.0.0.1", port=stage.mailbox.port, start_tls=False)
    await mail.at("mail-row", "Закрыто").click()
    await expect(mail.at("mail-text")).to_contain_text("Или позвоните.")
    await mail.at("mail-text").locator("a").click()
    await viewer.page.get_by_test_id(f"open-as-{PETR}").click()
    await viewer.hands(PETR).sees("Здравствуйте. r7Kq")
    await expect(mail.pane).to_be_visible()


async def test_the_mail_server_can_be_told_to_refuse(viewer: Viewer, stage: Stage) -> None:
    mail = await viewer.hands(LUDMILA).plays(MAIL)
    await mail.at("mail-mood").click()
    await viewer.page.get_by_test_id("mood-refuse").click()
    await expect(mail.at("mail-mood")).to_have_text("Отказывает")
    assert stage.mailbox.temper.mood is Mood.REFUSE
