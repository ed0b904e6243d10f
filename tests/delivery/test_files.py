"""Files: made from what is committed when they are sent; what cannot be made is said in words."""

import sqlite3
from contextlib import closing
from pathlib import Path

from aiogram.methods import SendDocument, SendMessage
from aiogram.types import BufferedInputFile

from actions.ports import Transaction
from bot.delivery.files import Contents
from domain.desk import Engineer
from domain.effects import FileKind, SendFile
from domain.ids import EngineerId, UserId
from domain.words import Text
from tests.delivery.office import office_at

LEAD = UserId(3001)
LETTER = SendFile(
    user=LEAD,
    file=FileKind.REGISTRY_TEMPLATE,
    subject=4,
    words=Text("as-it-is", {"text": "Вот файл"}),
    failed=Text("as-it-is", {"text": "Файл не собрался"}),
    language="en",
)


async def roll(tx: Transaction, letter: SendFile) -> Contents:
    """Who works here, in a file."""
    names = [each.name for each in await tx.engineers.present()]
    return Contents(f"roll-{letter.subject}.txt", lambda language, zone: f"{language} {zone} {names}".encode())


async def test_a_file_holds_what_is_there_when_it_is_sent(tmp_path: Path) -> None:
    """Looked up at the last moment, in the reader's language: nothing of it lies in the outbox."""
    async with office_at(tmp_path / "desk.db", exports={LETTER.file: roll}) as office:
        await office.do(lambda tx: tx.engineers.put(Engineer(id=EngineerId(2001), name="Анна", member=True)))
        await office.posts(LETTER)
        await office.delivered()
        (sent,) = [each for each in office.telegram.calls if isinstance(each, SendDocument)]
        assert (sent.chat_id, sent.caption) == (LEAD, "Вот файл")
        assert isinstance(sent.document, BufferedInputFile)
        assert (sent.document.filename, sent.document.data.decode()) == ("roll-4.txt", "en Europe/Moscow ['Анна']")
        with closing(sqlite3.connect(office.database.path)) as connection:
            assert connection.execute("SELECT count(*) FROM outbox WHERE payload LIKE '%Анна%'").fetchone() == (0,)


async def test_a_file_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    """An error of ours costs the file, not the answer."""

    async def broken(tx: Transaction, letter: SendFile) -> Contents:
        def make(language: str, zone: str) -> bytes:
            raise ValueError(language)

        return Contents("roll.txt", make)

    async with office_at(tmp_path / "desk.db", exports={LETTER.file: broken}) as office:
        await office.posts(LETTER)
        await office.delivered()
        (sent,) = [each for each in office.telegram.calls if isinstance(each, SendMessage)]
        assert (sent.chat_id, sent.text) == (LEAD, "Файл не собрался")


async def test_long_words_follow_the_file(tmp_path: Path) -> None:
    """A caption has little room."""
    long = SendFile(
        user=LEAD, file=LETTER.file, words=Text("as-it-is", {"text": "слово " * 300}), failed=Text("not-yours")
    )
    async with office_at(tmp_path / "desk.db", exports={LETTER.file: roll}) as office:
        await office.posts(long)
        await office.delivered()
        kinds = [type(each) for each in office.telegram.calls if isinstance(each, SendDocument | SendMessage)]
        assert kinds == [SendDocument, SendMessage]
