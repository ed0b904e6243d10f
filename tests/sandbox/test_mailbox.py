"""The mailbox over SMTP: what it keeps, and how it says no."""

from collections.abc import AsyncIterator
from email.message import EmailMessage
from pathlib import Path

import aiohttp
import aiosmtplib
import pytest

from sandbox.mailbox import Mailbox, Mood, Temper
from tests.sandbox.stage import Stage, staged


def a_letter(to: str = "petr@example.org") -> EmailMessage:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "desk@example.org", to, "Обращение № 124 закрыто"
    letter.set_content("Здравствуйте, Пётр.\n\nПродолжить можно в любой момент.\n")
    return letter


async def post(mailbox: Mailbox, letter: EmailMessage) -> None:
    await aiosmtplib.send(letter, hostname="127.0.0.1", port=mailbox.port, start_tls=False)


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with staged() as stage:
        yield stage


async def test_a_letter_is_kept_with_its_words_and_the_desks_time(stage: Stage) -> None:
    stage.tg.move(days=14)
    await post(stage.mailbox, a_letter())
    mail = await stage.mailbox.receives("в любой момент", to="petr@")
    assert mail.subject == "Обращение № 124 закрыто"
    assert mail.to == ("petr@example.org",)
    assert abs(mail.at - stage.tg.world.clock.now()) < 5
    assert [event["number"] for event in stage.tg.world.events if event["kind"] == "mail"] == [1]


@pytest.mark.parametrize(
    ("temper", "code"), [(Temper(mood=Mood.REFUSE), 550), (Temper(mood=Mood.REFUSE, answer="452 4.2.2 Full"), 452)]
)
async def test_a_refusal_is_in_the_words_given(stage: Stage, temper: Temper, code: int) -> None:
    stage.mailbox.be(temper)
    with pytest.raises(aiosmtplib.SMTPRecipientsRefused) as refused:
        await post(stage.mailbox, a_letter())
    assert refused.value.recipients[0].code == code
    assert stage.mailbox.mails == []


async def test_only_the_recipient_meant_is_refused_and_only_so_often(stage: Stage) -> None:
    stage.mailbox.be(Temper(mood=Mood.REFUSE, recipient="petr@", times=1))
    await post(stage.mailbox, a_letter("maria@example.org"))
    with pytest.raises(aiosmtplib.SMTPRecipientsRefused):
        await post(stage.mailbox, a_letter())
    await post(stage.mailbox, a_letter())
    assert [mail.to for mail in stage.mailbox.mails] == [("maria@example.org",), ("petr@example.org",)]


async def test_greylisting_lets_the_second_attempt_through(stage: Stage) -> None:
    stage.mailbox.be(Temper(mood=Mood.GREYLIST))
    with pytest.raises(aiosmtplib.SMTPRecipientsRefused) as later:
        await post(stage.mailbox, a_letter())
    assert later.value.recipients[0].code == 451
    await post(stage.mailbox, a_letter())
    assert len(stage.mailbox.mails) == 1


async def test_a_delay_makes_an_impatient_sender_give_up(stage: Stage) -> None:
    stage.mailbox.be(Temper(mood=Mood.DELAY, seconds=60))
    with pytest.raises(aiosmtplib.SMTPTimeoutError):
        await aiosmtplib.send(a_letter(), hostname="127.0.0.1", port=stage.mailbox.port, start_tls=False, timeout=0.3)


async def test_letters_survive_a_restart(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await post(stage.mailbox, a_letter())
    async with staged(tmp_path) as again:
        await post(again.mailbox, a_letter("maria@example.org"))
        assert [(mail.number, *mail.to) for mail in again.mailbox.mails] == [
            (1, "petr@example.org"),
            (2, "maria@example.org"),
        ]
        assert again.mailbox.mails[0].text.startswith("Здравствуйте, Пётр.")


async def test_the_control_side_lists_empties_and_sets_the_mood(stage: Stage) -> None:
    await post(stage.mailbox, a_letter())
    async with aiohttp.ClientSession(stage.tg.url) as http:
        listed = await (await http.get("/control/mail")).json()
        assert listed["result"]["mails"][0]["subject"] == "Обращение № 124 закрыто"
        wrong = await http.post("/control/mail/mood", json={"mood": "furious"})
        assert wrong.status == 400
        await http.post("/control/mail/mood", json={"mood": "greylist", "recipient": "petr@"})
        emptied = await (await http.delete("/control/mail")).json()
    assert emptied["result"]["mails"] == []
    assert emptied["result"]["temper"]["mood"] == "greylist"
