"""One's own data: shown, exported, erased, with all that Telegram shows of it (R11; SEMANTICS, Privacy)."""

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing

from sandbox.voice import Voice
from tests.fakes.world import World
from tests.scenarios.conftest import Build
from tests.scenarios.stories import PROBLEM, a_ticket, another, files, taken, texts

SECRETS = ("Пётр", "Петров", "79000000001", "petr@example.org", "Ромашка", "не загружается", "Выключите питание")


# What was said last still knows where it went, until `retention.raw` has passed.
GOODBYE = {"outbox.lane", "outbox.sent_chat", "outbox.payload"}


async def left(desk: World, *words: str) -> list[str]:
    """The columns of the database in which any of these words is still found."""
    return await found(desk, lambda value: any(word in value for word in words))


async def found(desk: World, meant: Callable[[str], object]) -> list[str]:
    """The columns in which there is such a value."""
    return [column for column, value in await desk.everything() if meant(_plain(value))]


def _plain(value: str) -> str:
    r"""Updates are kept in ASCII: \u043f is a letter."""
    return value.encode().decode("unicode_escape", errors="replace") if "\\u0" in value else value


async def at_work(desk: World) -> Voice:
    """A ticket with an answer and a reply that quotes."""
    there = await taken(desk)
    line = await there.says("Выключите питание на минуту.")
    copy = await desk.petr.sees("Выключите питание")
    await desk.petr.says("Не помогло, Петров", reply_to=copy)
    asked = await there.sees("Не помогло")
    await there.sees_reaction(line, "👌")
    await there.says("Тогда пришлите фото, Пётр", reply_to=asked)
    await desk.petr.sees("пришлите фото")
    return there


async def test_what_is_kept_is_shown(desk: World) -> None:
    """What, why, how long, who sees it, and what can be done."""
    await files(desk.petr)
    await desk.petr.sees("№ 1 принято")
    await desk.petr.says("/privacy")
    shown = await desk.petr.sees("Что храним", button="Удалить всё")
    assert "14 дней" in shown.text
    assert "7 дней" in shown.text
    assert "Вы согласились" in shown.text
    assert shown.buttons == ["Выгрузить файлом", "Отозвать согласие", "Удалить всё"]


async def test_all_of_it_is_given_as_a_file(desk: World) -> None:
    """Profile, consents, tickets with every word and its time; not what is the desk's own."""
    there = await at_work(desk)
    await there.says("// клиент нервничает")
    await desk.petr.says("/privacy")
    await desk.petr.sees("Что храним", button="Выгрузить файлом")
    await desk.petr.presses("Выгрузить файлом")
    sent = await desk.petr.sees("Всё, что мы о вас храним", kind="document")
    file = desk.tg.world.files.get(sent.body["document"]["file_id"])
    kept = json.loads(desk.tg.world.files.content(file))
    assert kept["profile"]["contact"]["phone"] == "+79000000001"
    assert [line["what"] for line in kept["consents"]] == ["given"]
    (ticket,) = kept["tickets"]
    assert ticket["description"] == PROBLEM
    words = [line["text"] for line in ticket["said"]]
    assert {"Выключите питание на минуту.", "Не помогло, Петров"} <= set(words)
    assert not any("нервничает" in text for text in words)
    assert all(line["at"] for line in ticket["said"])


async def test_all_of_it_is_erased(desk: World) -> None:
    """The database, the topic, the recent messages; the engineers know, the customer knows what could not be done."""
    petr = desk.petr
    await at_work(desk)
    await petr.says("/privacy")
    await petr.sees("Что храним", button="Удалить всё")
    await petr.presses("Удалить всё")
    asked = await petr.sees("Удалить всё, что мы о вас знаем", button="Да, удалить всё")
    assert "№ 1 закроется" in asked.text
    await petr.presses("Да, удалить всё")
    told = await petr.sees("Готово: ваши контакты, обращения и переписка удалены")
    assert "№ 1 закрыто" in told.text
    assert "старше двух суток" in told.text
    await desk.anna.in_group(desk.group).sees("данные клиента удалены")
    await desk.anna.sees("данные клиента удалены")
    await desk.tg.until(lambda: not any(topic.name.startswith("1 ·") for topic in desk.group.topics) or None)
    await desk.tg.until(lambda: texts(petr.chat()) == [told.text] or None)
    assert not await left(desk, *SECRETS)
    account = re.compile(rf"(.*:)?{petr.id}(:.*)?")
    assert set(await found(desk, account.fullmatch)) <= GOODBYE
    [row] = await desk.ask("SELECT status, close_reason, product FROM tickets")
    assert row == ("closed", "withdrawn", "ics")
    events = [event for (event,) in await desk.ask("SELECT event FROM journal ORDER BY id")]
    assert events[-2:] == ["withdrawn", "erased"]


async def test_whoever_was_erased_starts_as_new(desk: World) -> None:
    """Asked for consent and contacts again; the old number stays taken."""
    await a_ticket(desk.petr, desk.group)
    await erased(desk)
    await files(desk.petr, problem="Теперь не открывается отчёт")
    await desk.petr.sees("№ 2 принято")


async def test_leaving_it_changes_nothing(desk: World) -> None:
    await a_ticket(desk.petr, desk.group)
    await desk.petr.says("/privacy")
    await desk.petr.sees("Что храним", button="Отозвать согласие")
    await desk.petr.presses("Отозвать согласие")
    await desk.petr.sees("Отозвать согласие?", button="Нет, оставить")
    await desk.petr.presses("Нет, оставить")
    await desk.petr.sees("ничего не удалено")
    assert await left(desk, "Петров")


async def test_consent_is_withdrawn(desk: World) -> None:
    """What is kept by consent alone goes with it; that somebody agreed and withdrew stays, and not who."""
    await a_ticket(desk.petr, desk.group)
    await desk.petr.says("/privacy")
    await desk.petr.sees("Что храним", button="Отозвать согласие")
    await desk.petr.presses("Отозвать согласие")
    await desk.petr.sees("Отозвать согласие?", button="Да, удалить всё")
    await desk.petr.presses("Да, удалить всё")
    await desk.petr.sees("Готово")
    assert not await left(desk, "Петров", PROBLEM)
    assert await desk.ask("SELECT act FROM consents ORDER BY id") == [("given",), ("withdrawn",)]


async def test_the_next_ticket_of_a_colleague_goes_on(desk: World) -> None:
    """Only the person's own tickets end."""
    await a_ticket(desk.petr, desk.group)
    olga = desk.tg.person("Ольга Котова", phone="+79000000003")
    await files(olga, problem="Не открывается отчёт за вторник")
    await olga.sees("№ 2 принято")
    await erased(desk)
    assert await left(desk, "Котова")
    card = await desk.anna.in_topic(await desk.group.topic("2 ·"), desk.group).sees("№ 2 ")
    assert "Ромашка" in card.text


async def test_without_the_right_the_lead_gets_a_list(desk: World) -> None:
    """What the bot may not delete, a person is asked to, with a link to each topic."""
    await a_ticket(desk.petr, desk.group)
    await another(desk.petr, "И ещё: как настроить отчёты?")
    await desk.group.topic("2 ·")
    desk.group.bot_loses("can_delete_messages")
    await erased(desk)
    listed = await desk.lead.sees("удалите, пожалуйста, сами")
    assert listed.buttons == ["№ 1", "№ 2"]
    assert not await left(desk, "Петров", PROBLEM)


async def test_a_lead_erases_on_request(desk: World) -> None:
    """By a ticket's number or a phone; asked once more; nobody else may."""
    await a_ticket(desk.petr, desk.group)
    await desk.anna.says("/erase 1")
    await desk.anna.sees("только руководитель поддержки")
    await desk.lead.says("/erase +7 900 000-00-01")
    asked = await desk.lead.sees("Удалить всё о клиенте?", button="Да, удалить всё")
    assert "Пётр Петров" in asked.text
    assert "№ 1" in asked.text
    await desk.lead.presses("Да, удалить всё")
    await desk.lead.sees("Удалено: контакты")
    await desk.petr.sees("Готово: ваши контакты")
    assert not await left(desk, "Петров", PROBLEM)
    await desk.tg.until(lambda: not any("Петров" in text for text in texts(desk.lead.chat())) or None)
    await desk.lead.says("/erase 1")
    await desk.lead.sees("Такого обращения")


async def test_a_group_without_topics_loses_the_card_and_the_copies(desk_of: Build) -> None:
    """C55: there is no topic to delete, so messages go one by one."""
    async with desk_of(forum=False) as desk:
        there = desk.anna.in_group(desk.group)
        await files(desk.petr)
        card = await there.sees("№ 1 ", button="Взять")
        await (await there.presses("Взять", on=card)).toast()
        await desk.petr.sees("занимается")
        await desk.petr.says("Ответьте Петрову")
        await there.sees("Ответьте Петрову")
        await erased(desk)
        await there.sees("данные клиента удалены")
        await desk.tg.until(lambda: not any("Петров" in text for text in texts(there.chat())) or None)


async def test_a_restored_copy_forgets_again(on_a_file: Build) -> None:
    """A copy of yesterday brings nobody back: a file beside the database says who is to stay erased."""
    async with on_a_file(start=False) as desk:
        async with desk.running():
            await a_ticket(desk.petr, desk.group)
            yesterday = desk.folder / "yesterday.db"
            with closing(sqlite3.connect(desk.database)) as connection:
                connection.execute("VACUUM INTO ?", (str(yesterday),))
            await erased(desk)
        assert not await left(desk, "Петров")
        for suffix in ("-wal", "-shm"):
            desk.database.with_name(desk.database.name + suffix).unlink(missing_ok=True)
        yesterday.replace(desk.database)
        assert await left(desk, "Петров")
        async with desk.running():
            assert not await left(desk, "Петров", PROBLEM)


async def test_a_refusal_leaves_nothing_behind(desk: World) -> None:
    """No consent: words, draft and raw updates go at once; that somebody refused is kept."""
    await desk.petr.says(PROBLEM)
    await desk.petr.sees(button="Не даю")
    await desk.petr.presses("Не даю")
    await desk.petr.sees("всё написанное удалено")
    assert not await left(desk, "не загружается", "Петров")
    assert await desk.ask("SELECT act FROM consents") == [("refused",)]


async def erased(desk: World) -> None:
    """Petr has everything erased."""
    await desk.petr.says("/privacy")
    await desk.petr.sees("Что храним", button="Удалить всё")
    await desk.petr.presses("Удалить всё")
    await desk.petr.sees("что мы о вас знаем", button="Да, удалить всё")
    await desk.petr.presses("Да, удалить всё")
    await desk.petr.sees("Готово: ваши контакты")


async def test_a_changed_text_asks_again_with_one_tap(desk_of: Build) -> None:
    """Consent was given to another text: asked at the next ticket, and both are in the history."""
    async with desk_of(start=False) as desk:
        async with desk.running():
            await a_ticket(desk.petr, desk.group)
        policy = desk.settings.policy_file
        text = policy.read_text(encoding="utf-8")
        policy.write_text(text.replace('[consent]\nversion = "1"', '[consent]\nversion = "2"'), encoding="utf-8")
        async with desk.running():
            await desk.petr.says("/new")
            await desk.petr.sees("Что случилось?")
            await desk.petr.says("Как настроить отчёты по трафику?")
            await desk.petr.sees(button="Даю согласие")
            await desk.petr.presses("Даю согласие")
            await desk.petr.sees(button="Отправить")
            await desk.petr.presses("Отправить")
            await desk.petr.sees("№ 2 ")
        lines = await desk.ask("SELECT act, version FROM consents ORDER BY id")
        assert lines == [("given", "1"), ("given", "2")]
