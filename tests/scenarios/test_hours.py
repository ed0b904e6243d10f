"""Working hours and support levels as people meet them: the form, the receipt, the card, `/why` (R1, R8)."""

from datetime import timedelta
from pathlib import Path

from bot.clock import SystemClock
from tests.fakes.world import POLICY, World
from tests.scenarios.conftest import Build
from tests.scenarios.stories import PROBLEM, texts

LEVELS = """
[calendar]
zone = "Europe/Moscow"

[calendar.week]
{week}

[calendar.days]
{closed}

[[problem]]
key = "down"
title = {{ ru = "Всё стоит", en = "Everything is down" }}
first_answer = "1h working"

[[problem]]
key = "setup"
title = {{ ru = "Нужно настроить", en = "Something to set up" }}
first_answer = "1000h calendar"
"""


def closed_for_now(folder: Path) -> Path:
    """The shipped policy with categories of problems, on days that nobody works: it opens two days from now."""
    text = POLICY.read_text(encoding="utf-8")
    for name in ("partner", "subscriber"):
        text = text.replace(f'{name} = "4h"', f'{name} = "4h working"', 1)
    text = text.replace('demo = "24h"', 'demo = "24h calendar"', 1)
    today = SystemClock().now().date()
    days = (today + timedelta(days=n) for n in (-1, 0, 1))
    week = "\n".join(f'{day} = ["09:00-18:00"]' for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
    path = folder / "levels.toml"
    path.write_text(text + LEVELS.format(week=week, closed="\n".join(f"{day} = []" for day in days)), encoding="utf-8")
    return path


async def fills_in(desk: World) -> None:
    """Everything but the kind of problem."""
    petr = desk.petr
    await petr.says("/start")
    greeting = await petr.sees("Что случилось?")
    assert "Сейчас поддержка закрыта до" in greeting.text
    assert "09:00 МСК. Пишите в любое время" in greeting.text
    await petr.says(PROBLEM)
    await petr.sees("в следующий раз останется один", button="Даю согласие")
    await petr.presses("Даю согласие")
    await petr.sees("1 из 7")
    await petr.shares_contact()
    await petr.sees("2 из 7")
    await petr.says("petr@example.org")
    await petr.sees("3 из 7")
    await petr.says("ООО «Ромашка»")
    await petr.sees("4 из 7")
    await petr.presses("По подписке")
    await petr.sees("5 из 7")
    await petr.presses("ICS")
    await petr.sees("6 из 7")
    await petr.says("7.9.4 сборка 138")


async def test_everything_is_down_on_a_day_off(desk_of: Build, tmp_path: Path) -> None:
    """R1, R8: an hour of working time; the receipt says when we open, the card and `/why` whose hour it is."""
    async with desk_of(policy_file=closed_for_now(tmp_path)) as desk:
        await fills_in(desk)
        await desk.petr.sees("7 из 7. Что ближе всего", button="Другое")
        await desk.petr.presses("Всё стоит")
        assert "Вид проблемы: Всё стоит" in (await desk.petr.sees("Проверьте", button="Отправить")).text
        await desk.petr.presses("Отправить")
        receipt = await desk.petr.sees("№ 1 принято")
        assert "10:00 МСК" in receipt.text
        assert "Сейчас поддержка закрыта до" in receipt.text
        topic = await desk.group.topic("1 ·")
        card = await desk.anna.in_topic(topic, desk.group).sees("№ 1 ")
        assert "Вид проблемы: Всё стоит" in card.text
        await desk.lead.says("/why 1")
        why = await desk.lead.sees("№ 1: сроки")
        assert "+1 ч за «Всё стоит», в рабочее время." in why.text
        await desk.passes(hours=5)
        assert not any("ответа нет" in text for text in texts(desk.lead.chat()))


async def test_it_is_asked_again_next_time_and_may_be_typed(desk_of: Build, tmp_path: Path) -> None:
    """R1: a problem is new each time; the longer of the two times shortens nothing."""
    async with desk_of(policy_file=closed_for_now(tmp_path)) as desk:
        await fills_in(desk)
        await desk.petr.sees("7 из 7")
        await desk.petr.says("нужно настроить")
        await desk.petr.sees("Вид проблемы: Нужно настроить", button="Отправить")
        await desk.petr.presses("Отправить")
        receipt = await desk.petr.sees("№ 1 принято")
        assert "13:00 МСК" in receipt.text
        await desk.petr.says("/new")
        await desk.petr.sees("Что случилось?")
        await desk.petr.says("И ещё ничего не печатает уже второй день")
        await desk.petr.sees("Что ближе всего", button="Всё стоит")
        await desk.petr.says("ничего из этого")
        review = await desk.petr.sees(button="Отправить")
        assert "Вид проблемы" not in review.text
        await desk.petr.presses("Отправить")
        queued = await desk.petr.sees("№ 2 принято")
        assert "пойдут четыре часа на ответ в рабочее время" in queued.text
