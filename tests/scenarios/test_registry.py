"""The registry in the chats: a lead's sheet, what it releases, and what the card and the gate say (R3, R5, R7, R9)."""

import io
import sys
from asyncio.subprocess import PIPE, create_subprocess_exec
from datetime import UTC, datetime, timedelta
from pathlib import Path

import xlsxwriter

from bot.spreadsheets.reading import read
from sandbox.model import Message
from tests.fakes.world import SHORT, World
from tests.scenarios.conftest import Build
from tests.scenarios.stories import a_ticket, another, files, taken, texts

ROOT = Path(__file__).parents[2]
HEADER = ("Организация", "ИНН", "Категория", "Продукт", "Подписка с", "Подписка до", "Начало демо")
INN = "7707083893"


def workbook(*rows: tuple[str, ...]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Клиенты")
        for y, row in enumerate((HEADER, *rows)):
            for x, cell in enumerate(row):
                sheet.write_string(y, x, cell)
    return out.getvalue()


async def sends(desk: World, content: bytes, name: str = "реестр.xlsx") -> Message:
    return await desk.lead.sends_document(file=desk.tg.file(name, content))


async def applied(desk: World, *rows: tuple[str, ...]) -> None:
    """The lead's sheet is shown and written."""
    await sends(desk, workbook(*rows))
    await desk.lead.sees("В реестре изменится", button="Записать")
    press = await desk.lead.presses("Записать")
    assert await press.toast() == "Реестр обновлён"
    await desk.lead.sees("Реестр обновлён: новых")


async def document(desk: World, message: Message) -> list[list[str]]:
    """What a file holds that the bot has sent."""
    file = desk.tg.world.files.get(message.body["document"]["file_id"])
    return read(desk.tg.world.files.content(file))


def in_days(desk: World, days: int) -> str:
    return f"{datetime.fromtimestamp(desk.tg.clock.now(), UTC) + timedelta(days=days):%d.%m.%Y}"


async def test_a_sheet_is_shown_then_applied_and_a_ticket_is_released(desk: World) -> None:
    """R7, 10: nothing changes before the lead's yes; then the ticket at the gate goes on by itself."""
    await files(desk.petr, usage="Подписки нет")
    await desk.petr.sees("решение за руководителем")
    await desk.lead.sees("№ 1", button="Взять: демо")
    there = desk.anna.in_topic(await desk.group.topic("1 ·"), desk.group)
    await there.sees("№ 1 · решает руководитель")
    sent = await sends(desk, workbook(("ООО Ромашка", INN, "Подписка", "Ideco ICS", "14.03.2026", "14.03.2036", "")))
    await desk.lead.sees_reaction(sent, "👀")
    shown = await desk.lead.sees("В реестре изменится")
    assert "новых 1, изменённых 0, пропадёт 0" in shown.text
    assert "+ «ООО Ромашка», подписка, Ideco ICS, с 14.03.2026 до 14.03.2036" in shown.text
    assert not any("нашлась" in text for text in texts(desk.petr.chat()))
    await desk.lead.presses("Записать")
    await desk.petr.sees("№ 1: подписка нашлась, берёмся. Инженер ответит до")
    await desk.lead.sees("взято без вашего решения")
    card = await there.sees("№ 1 · ответить до", button="Взять")
    assert "Подписка: по реестру; по названию «ООО Ромашка», с 14.03.2026 до 14.03.2036" in card.text
    await desk.lead.sees("из ожидания решения взято 1")
    await desk.lead.says("/why 1")
    why = (await desk.lead.sees("№ 1: сроки")).text
    assert "подписка появилась в реестре" in why
    assert "Регламент: версия" in why


async def test_a_sheet_with_mistakes_is_told_row_by_row(desk: World) -> None:
    """Nothing half imported; many mistakes come as a file."""
    bad = [("Ромашка", "0000000000", "подписка", "", "14.03.2026", "", "")] * 7
    await sends(desk, workbook(*bad, ("Лютик", "", "друг", "", "", "", "")))
    told = await desk.lead.sees("Таблица не записана: ошибки в 8 строках")
    assert "Строка 2: ИНН «0000000000» не сходится" in told.text
    assert not told.buttons
    file = await desk.lead.sees("8 ошибок по строкам")
    rows = await document(desk, file)
    assert rows[0] == ["Ошибка", "Строка"]
    assert rows[8] == ["категория «друг» неизвестна; бывает партнёр, подписка, демо", "9"]
    await sends(desk, b"\x89PNG\0", "../../../etc/passwd.csv")
    refused = await desk.lead.sees("Таблицу прочитать не вышло: это не таблица")
    assert "Образец таблицы" in refused.buttons
    await desk.lead.presses("Образец таблицы")
    template = await desk.lead.sees("Образец")
    assert (await document(desk, template))[0][:3] == ["Организация", "ИНН", "Категория"]


async def test_the_registry_comes_back_as_it_went_in(desk: World) -> None:
    """Exported, sent again: nothing to change. Names that look like formulas are names."""
    await applied(
        desk,
        ("=HYPERLINK(1)", "", "партнёр", "", "", "", ""),
        ("ООО «Ромашка»", INN, "подписка", "Ideco ICS 6", "14.03.2026", "", ""),
        ("Лютик", "", "демо", "ics", "", "", "01.11.2026"),
    )
    await desk.lead.says("/registry")
    there = await desk.lead.sees("В реестре строк: 3")
    assert "Выгрузить" in there.buttons
    await desk.lead.presses("Выгрузить")
    file = await desk.lead.sees("Реестр организаций, строк: 3")
    rows = await document(desk, file)
    assert rows[1][0] == "=HYPERLINK(1)"
    content = desk.tg.world.files.content(desk.tg.world.files.get(file.body["document"]["file_id"]))
    await sends(desk, content)
    await desk.lead.sees("то же, что и в реестре (3)")


async def test_a_better_category_shortens_the_wait(desk: World) -> None:
    """C19: the import of 3 hours later makes 24 h into 4; the customer hears the new moment."""
    await files(desk.petr, usage="Демо")
    await desk.petr.sees("№ 1 принято")
    await desk.passes(hours=3)
    await applied(desk, ("Ромашка", "", "подписка", "", "", in_days(desk, 30), ""))
    await desk.petr.sees("№ 1: ответим раньше")
    await desk.lead.says("/why 1")
    why = (await desk.lead.sees("№ 1: сроки")).text
    assert why.index("+24 ч") < why.index("+4 ч")


async def test_an_expired_subscription_changes_no_promise(desk: World) -> None:
    """C20: this ticket keeps its time; the next one waits for the lead, who sees the dates; the customer does not."""
    await applied(desk, ("Ромашка", "", "подписка", "", "", in_days(desk, 1), ""))
    there = await taken(desk)
    await desk.passes(days=3)
    receipt = await another(desk.petr, "Как настроить отчёты?")
    assert "решение за руководителем" in receipt.text
    gate = await desk.lead.sees("№ 2: действующей подписки нет")
    assert "Почему к вам: в реестре «Ромашка»: подписка до" in gate.text
    assert "срок вышел" not in receipt.text
    assert there is not None


async def test_a_second_demo_waits_for_the_lead(desk: World) -> None:
    """C23: another account, the same organisation, two months later; the dates are the evidence."""
    await files(desk.petr, usage="Демо")
    await desk.petr.sees("№ 1 принято")
    await desk.passes(days=60)
    desk.maria.speaks("ru")
    await files(desk.maria, usage="Демо")
    await desk.maria.sees("решение за руководителем")
    gate = await desk.lead.sees("№ 2: действующей подписки нет")
    assert "Почему к вам: демо в этом году уже было с" in gate.text
    await desk.lead.presses("Взять: демо")
    await desk.maria.sees("согласен, берёмся")


async def test_a_name_that_is_nearly_theirs(desk: World) -> None:
    """R7: offered to the engineer, never taken silently; one tap, and the next ticket finds them."""
    await applied(desk, ("ООО Ромашка", INN, "подписка", "", "", "14.03.2036", ""))
    topic, _, receipt = await a_ticket(desk.petr, desk.group, usage="Не знаю", organisation="Рамашка")
    assert "2036" not in receipt.text
    there = desk.anna.in_topic(topic, desk.group)
    card = there.chat()[-1]
    assert "Подписка: клиент не знает, срок как по подписке; в реестре похожая ООО Ромашка" in card.text
    assert card.buttons == ["Взять", "Ещё", "Это они", "Не они"]
    press = await there.presses("Это они")
    assert await press.toast() == "Запомнили: это они"
    await there.sees("Подписка: по реестру; подтвердил инженер «ООО Ромашка», до 14.03.2036")


async def test_a_lead_corrects_a_category(desk: World) -> None:
    """37: in [More], leads only; the deadline is counted from the beginning and the customer hears it."""
    there = await taken(desk, usage="Демо")
    await there.presses("Ещё")
    await there.sees(button="Исправить категорию")
    press = await there.presses("Исправить категорию")
    assert "только руководитель поддержки" in await press.toast()
    lead = desk.lead.in_topic(there.thread or 0, desk.group)
    await lead.presses("Исправить категорию")
    await lead.sees(button="Верно: подписка")
    press = await lead.presses("Верно: подписка")
    assert await press.toast() == "Категория исправлена"
    await desk.petr.sees("№ 1: ваш уровень поддержки уточнён, инженер ответит до")
    await desk.lead.sees("категория исправлена на «подписка», так решает")
    await desk.lead.says("/why 1")
    why = (await desk.lead.sees("№ 1: сроки")).text
    assert "категорию исправили, считая с" in why


async def test_a_reopened_ticket_shows_what_has_expired(desk_of: Build) -> None:
    """C32: five months later the same number goes on without a gate; the card says that the subscription is over."""
    async with desk_of(times=SHORT) as desk:
        await applied(desk, ("Ромашка", "", "подписка", "", "", in_days(desk, 60), ""))
        there = await taken(desk)
        await there.says("Проверьте кабель")
        await desk.petr.sees("закрыто по сроку", button="Продолжить № 1")
        await desk.passes(days=150)
        await desk.petr.presses("Продолжить № 1")
        await desk.petr.sees("№ 1")
        card = await there.sees("открыто снова", where=lambda message: "срок вышел" in message.text)
        assert "решает руководитель" not in card.text


async def test_the_command_line_beside_the_running_bot(desk: World, tmp_path: Path) -> None:
    """`python -m bot registry`: shows, asks, applies; the running bot releases the ticket."""
    await files(desk.petr, usage="Подписки нет")
    await desk.petr.sees("решение за руководителем")
    sheet = tmp_path / "registry.csv"
    sheet.write_text("Организация;Категория;Подписка до\nРомашка;подписка;14.03.2036\n", encoding="cp1251")
    code, said = await tool(desk, "import", str(sheet), answer="n\n")
    assert code == 1
    assert "новых 1" in said
    assert "в реестре всё по-старому" in said
    code, said = await tool(desk, "import", str(sheet), "--apply")
    assert code == 0
    await desk.petr.sees("№ 1: подписка нашлась")
    code, said = await tool(desk, "export", str(tmp_path / "out.csv"))
    assert code == 0
    assert read((tmp_path / "out.csv").read_bytes())[1][0] == "Ромашка"
    (tmp_path / "bad.csv").write_text("Организация;Категория\nРомашка;друг\n", encoding="utf-8")
    code, said = await tool(desk, "import", str(tmp_path / "bad.csv"), "--apply")
    assert code == 1
    assert "Строка 2: категория «друг» неизвестна" in said
    code, said = await tool(desk, "import", str(tmp_path / "none.csv"))
    assert code == 2


async def tool(desk: World, *asked: str, answer: str = "") -> tuple[int, str]:
    """The command line, as an administrator types it."""
    settings = desk.settings
    environment = {
        "BOT_TOKEN": desk.tg.token,
        "LEAD_IDS": str(desk.lead.id),
        "DATABASE_URL": settings.database_url,
        "POLICY_FILE": str(settings.policy_file),
        "TELEGRAM_API_URL": desk.tg.url,
        "CLOCK_OFFSET_FILE": str(settings.clock_offset_file),
        "LOG_LEVEL": "error",
    }
    made = await create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "registry", *asked),
        cwd=ROOT,
        env=environment,
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
    )
    said, wrong = await made.communicate(answer.encode())
    return made.returncode or 0, said.decode() + wrong.decode()
