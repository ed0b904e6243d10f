"""The form as people live it: the two dialogues, in so many acts, and every way back."""

from dataclasses import replace

import pytest

from domain.customer import Contact, Organisation
from domain.form import AboutTicket, Declined, Known, StartAgain, Submitted
from domain.ids import TicketId
from domain.intake import Usage
from domain.ticket import VersionMark
from tests.fakes.writer import Writer, policy

GATEWAY = "Шлюз не загружается после отключения света, офис без интернета"
VPN = "После обновления у бухгалтерии каждые десять минут отваливается VPN"
KNOWN = Known(
    contact=Contact(name="Пётр Петров", phone="+79000000000", email="petr@example.org"),
    organisation=Organisation(name="ООО «Ромашка»"),
    consent_version="1",
    usage=Usage.SUBSCRIPTION,
    product="ics",
    version="7.9.4 сборка 138",
    about=TicketId(124),
)


def at_review() -> Writer:
    """Everything is answered, nothing is sent yet."""
    writer = Writer()
    writer.writes(GATEWAY)
    writer.taps("Даю согласие")
    writer.shares_contact()
    writer.writes("petr@example.org")
    writer.writes("ООО «Ромашка»")
    writer.taps("По подписке")
    writer.taps("Ideco ICS")
    writer.writes("7.9.4 сборка 138")
    return writer


def test_a_first_ticket_is_told_as_it_is_told_to_a_person() -> None:
    """R11, C60: the first dialogue of a person whose box does not start; eleven acts at most."""
    pyotr = Writer()
    pyotr.starts()
    assert pyotr.read().startswith("Здравствуйте. Что случилось?")
    assert "чужой продукт" in pyotr.read()  # R10: said before anything is written
    assert "+7 000 000-00-00" in pyotr.read()

    pyotr.writes(GATEWAY)
    pyotr.sends("photo")
    assert pyotr.read().startswith("Записано, фото на месте. Осталось шесть коротких вопросов")
    assert pyotr.labels() == ["Даю согласие", "Прочитать целиком", "Не даю"]

    pyotr.taps("Даю согласие")
    assert pyotr.read() == "1 из 6. Как вас зовут и куда звонить? Кнопка внизу отправит и то и другое."
    assert pyotr.keys() == ["Отправить мой контакт"]
    pyotr.shares_contact()
    assert pyotr.read() == "2 из 6. Ваша почта? Пригодится, если Telegram подведёт."
    keyboard = pyotr.said[-1].keyboard
    assert keyboard is not None
    assert keyboard.rows == ()  # the key that shares a contact goes away
    pyotr.writes("petr@example.org")
    assert pyotr.read().startswith("3 из 6. Какая организация?")
    pyotr.writes("ООО «Ромашка»")
    assert pyotr.read() == "4 из 6. Как пользуетесь продуктом?"
    pyotr.taps("Не знаю")
    assert pyotr.read() == "Не страшно, проверим сами.\n5 из 6. Какой продукт?"
    pyotr.taps("Ideco ICS")
    assert pyotr.read().startswith("6 из 6. Точная версия?")
    pyotr.writes("последняя")
    assert pyotr.read().startswith("Последняя у всех своя, поэтому нужны цифры")
    pyotr.taps("Не включается, не посмотреть")
    assert pyotr.read().splitlines() == [
        "Проверьте, и отправляем.",
        f"«{GATEWAY}», 1 фото",
        "Ideco ICS, версия пока неизвестна · подписку проверим сами",
        "ООО «Ромашка» · Пётр Петров · +7 900 000-00-00 · petr@example.org",
        "Вспомнили ещё что-то? Просто пришлите.",
    ]
    pyotr.taps("Отправить")

    assert isinstance(pyotr.end, Submitted)
    application = pyotr.end.application
    assert application.contact == KNOWN.contact
    assert application.organisation == KNOWN.organisation
    assert (application.usage, application.product) == (Usage.UNKNOWN, "ics")
    assert (application.version, application.version_mark) == (None, VersionMark.UNKNOWN)
    assert (application.description, application.attachments) == (GATEWAY, 1)
    assert pyotr.acts == 11  # with the word that had to be explained


def test_a_first_customer_needs_at_most_eleven_acts() -> None:
    pyotr = at_review()
    pyotr.taps("Отправить")
    assert isinstance(pyotr.end, Submitted)
    assert pyotr.acts <= 11


def test_a_second_ticket_takes_two_acts() -> None:
    """R11: asked once, kept, shown for confirmation next time."""
    pyotr = Writer(known=KNOWN)
    pyotr.writes(VPN)
    assert pyotr.read().splitlines() == [
        "Новое обращение? Проверьте, и отправляем.",
        f"«{VPN}»",
        "Ideco ICS 7.9.4 сборка 138, как в прошлый раз · по подписке",
        "ООО «Ромашка» · Пётр Петров · +7 900 000-00-00 · petr@example.org",
    ]
    assert pyotr.labels() == ["Отправить", "Версия другая", "Исправить", "Это про № 124"]
    pyotr.taps("Отправить")
    assert isinstance(pyotr.end, Submitted)
    assert pyotr.acts == 2


def test_another_version_is_two_acts_more() -> None:
    newer = replace(policy().products[0], current_version="7.10.1 сборка 12")
    pyotr = Writer(known=KNOWN, policy=replace(policy(), products=(newer, *policy().products[1:])))
    pyotr.writes(VPN)
    assert "Актуальная сейчас 7.10.1 сборка 12" in pyotr.read()
    pyotr.taps("Версия другая")
    assert pyotr.read() == "Какая теперь? Напишите цифры или выберите."
    assert pyotr.labels()[0] == "7.10.1 сборка 12, актуальная"
    pyotr.taps("7.10.1 сборка 12, актуальная")
    pyotr.taps("Отправить")
    assert isinstance(pyotr.end, Submitted)
    assert pyotr.end.application.version == "7.10.1 сборка 12"
    assert pyotr.acts == 4


def test_it_may_be_about_the_last_ticket() -> None:
    pyotr = Writer(known=KNOWN)
    pyotr.writes(VPN)
    pyotr.taps("Это про № 124")
    assert pyotr.end == AboutTicket(TicketId(124))


@pytest.mark.parametrize("typed", ["Это про № 124", "про 124", "тот же вопрос", "It's about No. 124"])
def test_that_can_be_typed_too(typed: str) -> None:
    pyotr = Writer(known=KNOWN)
    pyotr.writes(VPN)
    pyotr.writes(typed)
    assert pyotr.end == AboutTicket(TicketId(124))


def test_a_closed_ticket_is_offered_though_a_question_is_left() -> None:
    pyotr = Writer(known=replace(KNOWN, version=""))
    pyotr.writes(VPN)
    assert pyotr.read() == "Точная версия? У Ideco ICS она выглядит так: 7.9.4 сборка 138."
    pyotr.writes("7.9.4 сборка 138")
    assert "Это про № 124" in pyotr.labels()


def test_a_changed_consent_is_asked_for_again_and_nothing_else() -> None:
    pyotr = Writer(known=replace(KNOWN, consent_version="0"))
    pyotr.writes(VPN)
    assert pyotr.read().splitlines()[0] == "Записано."
    assert "обновились" in pyotr.read()
    pyotr.taps("Даю согласие")
    assert pyotr.read().startswith("Новое обращение?")


def test_refusing_erases_and_gives_the_phone() -> None:
    pyotr = Writer()
    pyotr.writes(GATEWAY)
    pyotr.taps("Прочитать целиком")
    assert pyotr.read() == policy().consent.text.ru.strip()
    pyotr.taps("Не даю")
    assert pyotr.read() == "Хорошо, всё написанное удалено. Помочь можем по телефону: +7 000 000-00-00"
    assert pyotr.draft is None
    assert pyotr.end == Declined()


def test_everything_can_be_typed() -> None:
    """Not one button and not one key is tapped."""
    pyotr = Writer()
    for line in (
        GATEWAY,
        "прочитать",
        "согласен",
        "Пётр Петров",
        "8 900 000-00-00",
        "petr@example.org",
        "ООО «Ромашка», ИНН 7707083893",
        "по подписке",
        "ics",
        "где посмотреть",
        "7.9.4 сборка 138",
        "исправить",
        "почта",
        "ivan@example.org",
        "отправить",
    ):
        pyotr.writes(line)
    assert isinstance(pyotr.end, Submitted)
    application = pyotr.end.application
    assert application.contact == Contact(name="Пётр Петров", phone="+79000000000", email="ivan@example.org")
    assert application.organisation == Organisation(name="ООО «Ромашка»", inn="7707083893")
    assert application.description == GATEWAY


def test_everything_can_be_typed_in_english() -> None:
    peter = Writer(language="en")
    for line in (
        "hello",
        "The gateway does not boot after the power cut",
        "I agree",
        "Peter Smith, +44 20 7946 0000",
        "peter@example.org",
        "Daisy Ltd",
        "trial",
        "ideco ics",
        "latest",
        "it won't start",
        "send",
    ):
        peter.writes(line)
    assert isinstance(peter.end, Submitted)
    assert peter.end.application.usage is Usage.DEMO


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_word_exists_in_both_languages(language: str) -> None:
    pyotr = Writer(language=language)
    pyotr.starts()
    pyotr.writes(GATEWAY)
    pyotr.sends("photo")
    pyotr.sends("document")
    pyotr.presses(pyotr.said[-1].buttons[0][0])
    pyotr.writes("Пётр, 89001234567, petr@example.org")
    pyotr.writes("ООО «Ромашка» 7707083894")
    pyotr.writes("подписки нет")
    pyotr.writes("pbx 1.5.0")
    pyotr.writes("отправить")
    assert isinstance(pyotr.end, Submitted)
    assert all(pyotr.texts.plain(say.words, language) for say in pyotr.said)
    assert all(pyotr.reads_label(button) for say in pyotr.said for row in say.buttons for button in row)


def test_an_old_version_is_accepted_flagged_and_told() -> None:
    """R4."""
    pyotr = at_review()
    pyotr.writes("7.8.1 сборка 20")  # nothing else: it corrects the version
    assert "Актуальная сейчас 7.9.4 сборка 138: возможно, первым делом попросим обновиться." in pyotr.read()
    pyotr.taps("Отправить")
    assert isinstance(pyotr.end, Submitted)
    assert pyotr.end.application.version_mark is VersionMark.OLD
    assert pyotr.end.application.description == GATEWAY


@pytest.mark.parametrize(
    ("field", "answer", "shown"),
    [
        ("Описание", VPN, f"«{VPN}»"),
        ("Имя и телефон", "Иван", "ООО «Ромашка» · Иван · +7 900 000-00-00 · petr@example.org"),
        ("Почта", "ivan@example.org", "ООО «Ромашка» · Пётр Петров · +7 900 000-00-00 · ivan@example.org"),
        ("Организация", "АО «Нева»", "АО «Нева» · Пётр Петров · +7 900 000-00-00 · petr@example.org"),
        ("Как пользуетесь", "демо", "Ideco ICS 7.9.4 сборка 138 · демо"),
        ("Версия", "7.9.5 сборка 1", "Ideco ICS 7.9.5 сборка 1 · по подписке"),
    ],
)
def test_any_field_is_edited_from_the_review_in_three_acts(field: str, answer: str, shown: str) -> None:
    pyotr = at_review()
    before = pyotr.acts
    pyotr.taps("Исправить")
    pyotr.taps(field)
    pyotr.writes(answer)
    assert pyotr.acts == before + 3
    assert pyotr.read().startswith("Проверьте, и отправляем.")
    assert shown in pyotr.read().splitlines()


def test_another_product_asks_for_its_own_version() -> None:
    pyotr = at_review()
    pyotr.taps("Исправить")
    pyotr.taps("Продукт")
    pyotr.taps("Ideco PBX")
    assert pyotr.read().startswith("Какая версия?")
    assert pyotr.labels()[0] == "1.6.2, актуальная"
    pyotr.writes("1.6.2")
    assert "Ideco PBX 1.6.2 · по подписке" in pyotr.read()


def test_an_edit_can_be_left_as_it_was() -> None:
    pyotr = at_review()
    pyotr.taps("Исправить")
    pyotr.taps("Почта")
    pyotr.taps("Назад")
    assert pyotr.read().startswith("Проверьте, и отправляем.")
    assert pyotr.value("email") == "petr@example.org"


def test_the_contact_keyboard_goes_away_before_the_review() -> None:
    pyotr = at_review()
    pyotr.taps("Исправить")
    pyotr.taps("Имя и телефон")
    assert pyotr.keys() == ["Отправить мой контакт", "Назад"]
    pyotr.writes("Иван")
    away = pyotr.said[-2].keyboard
    assert away is not None
    assert away.rows == ()
    assert pyotr.read(2) == "Записано: Иван, +7 900 000-00-00"
    assert pyotr.said[-1].buttons


def test_one_can_go_back_and_forth_without_losing_an_answer() -> None:
    pyotr = Writer()
    pyotr.writes(GATEWAY)
    pyotr.taps("Даю согласие")
    pyotr.shares_contact()
    pyotr.writes("petr@example.org")
    pyotr.writes("ООО «Ромашка»")
    pyotr.taps("Назад")
    assert pyotr.read().startswith("3 из 6.")
    pyotr.writes("назад")
    assert pyotr.read().startswith("2 из 6.")
    pyotr.writes("ivan@example.org")
    assert pyotr.read().startswith("4 из 6.")  # the organisation stands
    pyotr.writes("/back")
    pyotr.taps("Оставить как есть")
    assert pyotr.read().startswith("4 из 6.")
    assert pyotr.value("organisation") == "ООО «Ромашка»"
    assert pyotr.value("email") == "ivan@example.org"


def test_what_comes_while_the_review_is_open_is_added() -> None:
    pyotr = at_review()
    send = pyotr.button("Отправить")
    pyotr.writes("И ещё пищит")
    pyotr.sends("photo", album="1")
    pyotr.sends("photo", album="1")
    pyotr.sends("document", "журнал")
    assert all(say.settles for say in pyotr.said[-4:])  # an album shows one review, not three
    assert f"«{GATEWAY}\nИ ещё пищит\nжурнал», 2 фото, 1 файл" in pyotr.read()
    pyotr.presses(send)  # the button of the first review still sends, with all of it
    assert isinstance(pyotr.end, Submitted)
    assert pyotr.end.application.attachments == 3


def test_an_album_does_not_multiply_answers() -> None:
    pyotr = Writer()
    pyotr.sends("photo", GATEWAY, album="1")
    for _ in range(4):
        pyotr.sends("photo", album="1")
    assert pyotr.read().startswith("Записано, все фото на месте.")
    assert all(say.settles for say in pyotr.said)
    assert len(pyotr.kept) == 5


def test_a_preset_product_is_not_asked_for() -> None:
    pyotr = Writer(preset={"product": "pbx"})
    pyotr.starts()
    pyotr.writes(GATEWAY)
    assert "Осталось пять коротких вопросов" in pyotr.read()
    pyotr.taps("Даю согласие")
    assert pyotr.read().startswith("1 из 5.")


def test_start_in_the_middle_offers_to_go_on_or_start_again() -> None:
    """C52: the next day, after a restart: the draft is a row, and says all there is to know."""
    pyotr = Writer()
    pyotr.writes(GATEWAY)
    pyotr.taps("Даю согласие")
    pyotr.shares_contact()
    pyotr.starts()
    assert pyotr.labels() == ["Продолжить", "Начать заново"]
    pyotr.taps("Продолжить")
    assert pyotr.read().startswith("2 из 6.")
    pyotr.starts()
    pyotr.writes("petr@example.org")  # an answer is an answer, whatever was offered
    assert pyotr.read().startswith("3 из 6.")
    pyotr.starts()
    pyotr.taps("Начать заново")
    assert pyotr.end == StartAgain()


def test_start_on_an_empty_form_greets_again() -> None:
    pyotr = Writer()
    pyotr.starts()
    pyotr.starts()
    assert pyotr.read().startswith("Здравствуйте.")
