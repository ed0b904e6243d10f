"""Nothing of anybody is logged or journalled, at the most talkative level, through a whole story."""

import io
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot import logs
from tests.scenarios.conftest import Build
from tests.scenarios.stories import taken

NAME, PHONE, FIRM = "Евпраксия Незабудкина", "+79161234567", "ООО «Бирюзовый ключ»"
PROBLEM, REPLY = "Сервер Тарантул молчит второй день", "Нажмите на фиолетовую кнопку"
SECRETS = (
    "Евпраксия",
    "Незабудкина",
    "9161234567",
    "161 234",
    "petr@",
    "evpraxia",
    "Бирюзовый",
    "Тарантул",
    "фиолетов",
)


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """All that is logged, by anybody, at DEBUG, as the program itself sets it up."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logs.TALKATIVE}
    stream = io.StringIO()
    logs.set_up("json", "debug", stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)
    structlog.reset_defaults()


async def test_a_story_leaves_nobody_s_words_in_the_logs(desk_of: Build, written: io.StringIO) -> None:
    """Form, answer, reply, a blocked bot, an e-mail in its stead, two weeks of silence, an export, an erasure."""
    async with desk_of() as desk:
        desk.petr = person = desk.tg.person(NAME, phone=PHONE)
        there = await taken(desk, problem=PROBLEM, organisation=FIRM)
        line = await there.says(REPLY)
        copy = await person.sees("фиолетов")
        await there.sees_reaction(line, "👌")
        await person.says("Тарантул всё ещё молчит, пишите на evpraxia@example.org", reply_to=copy)
        await there.sees("evpraxia")
        await person.blocks()
        await there.says("Тогда фиолетовую ещё раз, Евпраксия")
        await desk.mailbox.receives("№ 1")
        await person.unblocks()
        await desk.passes(days=15)
        await person.says("/privacy")
        await person.sees("Что храним", button="Выгрузить файлом")
        await person.presses("Выгрузить файлом")
        await person.sees("Всё, что мы о вас храним")
        await person.presses("Удалить всё")
        await person.sees("что мы о вас знаем", button="Да, удалить всё")
        await person.presses("Да, удалить всё")
        await person.sees("Готово: ваши контакты")
        token = desk.tg.token
        journal = str(await desk.ask("SELECT * FROM journal"))
    said = written.getvalue()
    assert "ready" in said, "something must have been logged"
    assert not [secret for secret in (*SECRETS, token, token.partition(":")[2]) if secret in said]
    escaped = [secret.encode("unicode_escape").decode() for secret in SECRETS if not secret.isascii()]
    assert not [secret for secret in escaped if secret in said]
    assert not [secret for secret in SECRETS if secret in journal]
