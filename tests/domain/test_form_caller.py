"""The form that an engineer fills in for a caller: the same fields and checks, in other words (R8, R11, R15)."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.caller import Filing, Match, Unsaid
from domain.customer import Channel, Contact, Organisation
from domain.draft import Asking
from domain.form import Cancelled, Context, Declined, Expired, Filed, ForOneself, Known, StartAgain
from domain.form.past import moment_before
from domain.ids import CustomerId, TicketId
from domain.intake import Usage
from domain.ticket import VersionMark
from tests.fakes.writer import FRIDAY, Writer, phrases, policy

PROBLEM = "Шлюз не загружается после отключения света, офис без интернета"
OLGA = Match(customer=CustomerId(12), name="Ольга Смирнова", organisation="ООО «Лютик»", phone="+79000000003")
KNOWN = Known(
    contact=Contact(name="Ольга Смирнова", phone="+79000000003", email="olga@example.org"),
    organisation=Organisation(name="ООО «Лютик»"),
    consent_version="1",
    usage=Usage.SUBSCRIPTION,
    product="ics",
    version="7.9.4 сборка 138",
)


class Engineer(Writer):
    """A writer for somebody else; `found` is what the desk knows."""

    found: tuple[Match, ...] = ()
    chosen: Known | None = None

    def context(self) -> Context:
        return Context(
            policy=self.policy,
            phrases=phrases(),
            at=self.now,
            zone="Europe/Moscow",
            matches=self.found,
            known=self.chosen,
        )


def anna() -> Engineer:
    engineer = Engineer(asking=Asking.CALLER)
    engineer.starts()
    return engineer


def at_problem(who: str = "Ольга") -> Engineer:
    engineer = anna()
    engineer.taps("За звонившего")
    engineer.writes(who)
    engineer.taps("Новый человек")
    engineer.taps("Телефон")
    engineer.taps("5 мин назад")
    return engineer


def at_contact() -> Engineer:
    engineer = at_problem()
    engineer.writes(PROBLEM)
    engineer.taps("Согласие есть")
    return engineer


def at_review() -> Engineer:
    engineer = at_contact()
    engineer.writes("Ольга Смирнова, +7 900 000-00-03")
    engineer.writes("olga@example.org")
    engineer.writes("ООО «Лютик»")
    engineer.taps("По подписке")
    engineer.taps("Ideco ICS")
    engineer.writes("7.9.4 сборка 138")
    return engineer


def filed(engineer: Engineer) -> Filing:
    assert isinstance(engineer.end, Filed)
    return engineer.end.filing


def test_somebody_new_is_registered_with_the_customers_own_fields() -> None:
    """R11, R15: who, how, when, what, on whose behalf; the clock's time is when they called (R8)."""
    engineer = at_review()
    assert engineer.read().splitlines() == [
        "Проверьте, и регистрируем.",
        f"«{PROBLEM}»",
        "Ideco ICS 7.9.4 сборка 138 · по подписке",
        "ООО «Лютик» · Ольга Смирнова · +7 900 000-00-03 · olga@example.org",
        "Звонок, пт 18:36 МСК",
        "Ответы пойдут в Telegram, если клиент в нём, иначе на почту.",
    ]
    engineer.taps("Зарегистрировать")
    filing = filed(engineer)
    assert filing.application.contact == Contact(name="Ольга Смирнова", phone="+79000000003", email="olga@example.org")
    assert filing.application.organisation == Organisation(name="ООО «Лютик»")
    assert (filing.application.usage, filing.application.product) == (Usage.SUBSCRIPTION, "ics")
    assert (filing.application.version, filing.application.version_mark) == ("7.9.4 сборка 138", VersionMark.EXACT)
    assert filing.application.description == PROBLEM
    assert (filing.channel, filing.customer, filing.missing) == (Channel.PHONE, None, ())
    assert filing.consent_version == policy().consent.version
    assert filing.received_at < engineer.now


def test_the_buttons_speak_of_somebody_else() -> None:
    """R15: an engineer does not say "we are a partner" for a caller."""
    engineer = at_contact()
    for line in ("Ольга Смирнова, +7 900 000-00-03", "olga@example.org", "ООО «Лютик»"):
        engineer.writes(line)
    assert {"Партнёр", "Не знает"} <= set(engineer.labels())


def test_a_known_customer_is_asked_nothing_twice() -> None:
    """R11: found by what was typed, chosen by a tap; only how, when and what is asked."""
    engineer = anna()
    engineer.taps("За звонившего")
    engineer.found = (OLGA,)
    engineer.writes("лютик")
    assert engineer.labels() == ["Ольга Смирнова · ООО «Лютик» · …0003", "Новый человек", "Назад"]
    engineer.chosen = KNOWN
    engineer.taps("Ольга Смирнова · ООО «Лютик» · …0003")
    engineer.taps("Почта")
    engineer.writes("вчера 17:05")
    engineer.writes(PROBLEM)
    engineer.taps("Зарегистрировать")
    filing = filed(engineer)
    assert filing.customer == CustomerId(12)
    assert filing.channel is Channel.EMAIL
    assert filing.received_at == datetime(2026, 11, 26, 14, 5, tzinfo=UTC)
    assert filing.application.contact == KNOWN.contact


def test_who_was_found_before_cannot_be_chosen_after_another_search() -> None:
    """A button of an earlier list is out of date."""
    engineer = anna()
    engineer.taps("За звонившего")
    engineer.found = (OLGA,)
    engineer.writes("лютик")
    button = engineer.button("Ольга Смирнова · ООО «Лютик» · …0003")
    engineer.found = ()
    engineer.writes("ромашка")
    engineer.chosen = KNOWN
    assert engineer.presses(button).stale


def test_a_chosen_customer_who_is_gone_is_nobody() -> None:
    """Erased between the list and the tap: the question stays."""
    engineer = anna()
    engineer.taps("За звонившего")
    engineer.found = (OLGA,)
    engineer.writes("лютик")
    engineer.taps("Ольга Смирнова · ООО «Лютик» · …0003")
    assert engineer.draft is not None
    assert engineer.draft.step == "who"


def test_what_was_typed_to_find_them_is_told_already() -> None:
    engineer = at_problem("8 900 000-00-03")
    engineer.writes(PROBLEM)
    engineer.taps("Согласие есть")
    assert engineer.read() == "Телефон +7 900 000-00-03 записан. Как зовут клиента?"


@pytest.mark.parametrize(
    ("act", "at", "missing"),
    [
        ("phone", "contact", Unsaid.PHONE),
        ("email", "email", Unsaid.EMAIL),
        ("organisation", "organisation", Unsaid.ORGANISATION),
        ("version", "version", Unsaid.VERSION),
    ],
)
def test_what_the_caller_could_not_tell_is_marked(act: str, at: str, missing: Unsaid) -> None:
    """R15: it may be left out, and is asked first."""
    engineer = at_contact()
    if act == "phone":
        engineer.taps("Телефон не сказали")
        assert engineer.read() == "Телефона нет. А как зовут клиента?"
        engineer.writes("Ольга Смирнова")
    else:
        engineer.writes("Ольга Смирнова, +7 900 000-00-03")
    for step, told in (("email", "olga@example.org"), ("organisation", "ООО «Лютик»")):
        if step == at:
            engineer.taps("Не сказали")
        else:
            engineer.writes(told)
    engineer.taps("По подписке")
    engineer.taps("Ideco ICS")
    if at == "version":
        engineer.writes("не сказал")
    else:
        engineer.writes("7.9.4 сборка 138")
    engineer.taps("Зарегистрировать")
    assert filed(engineer).missing == (missing,)
    if missing is Unsaid.ORGANISATION:  # the person stands for themselves, and shares a slot with nobody
        assert filed(engineer).application.organisation.name == "Ольга Смирнова"


def test_one_way_to_answer_must_be_left() -> None:
    """Neither phone nor e-mail: nobody could ever be answered."""
    engineer = at_contact()
    engineer.taps("Телефон не сказали")
    engineer.writes("Ольга Смирнова")
    assert "Не сказали" not in engineer.labels()
    engineer.writes("не сказали")
    assert engineer.read().startswith("Нужен адрес почты")


def test_a_phone_taken_back_asks_for_the_mail_again() -> None:
    engineer = at_contact()
    engineer.writes("Ольга Смирнова, +7 900 000-00-03")
    engineer.taps("Не сказали")
    engineer.writes("ООО «Лютик»")
    engineer.taps("По подписке")
    engineer.taps("Ideco ICS")
    engineer.writes("7.9.4 сборка 138")
    assert "ответить можно будет только звонком" in engineer.read()
    engineer.taps("Исправить")
    engineer.taps("Имя и телефон")
    engineer.taps("Телефон не сказали")
    assert engineer.read() == "Почта клиента? На неё пойдут ответы, если его нет в Telegram."


def test_what_is_told_after_all_is_missing_no_more() -> None:
    engineer = at_contact()
    engineer.writes("Ольга Смирнова, +7 900 000-00-03")
    engineer.taps("Не сказали")
    engineer.writes("ООО «Лютик»")
    engineer.taps("По подписке")
    engineer.taps("Ideco ICS")
    engineer.taps("Не сказали")
    engineer.taps("Исправить")
    engineer.taps("Почта")
    engineer.writes("olga@example.org")
    engineer.taps("Исправить")
    engineer.taps("Версия")
    engineer.writes("7.9.4 сборка 138")
    engineer.taps("Зарегистрировать")
    assert filed(engineer).missing == ()


def test_the_callers_contact_may_be_sent() -> None:
    """An engineer sends somebody else's contact, which nobody's own form takes."""
    engineer = at_contact()
    engineer.shares_contact("79000000003", "Ольга Смирнова", user=None)
    assert engineer.value("phone") == "+79000000003"
    assert engineer.value("name") == "Ольга Смирнова"


def test_a_customer_without_consent_is_not_written_down() -> None:
    engineer = at_problem()
    engineer.writes(PROBLEM)
    engineer.taps("Прочитать целиком")
    engineer.taps("Не согласен")
    assert isinstance(engineer.end, Declined)
    assert engineer.draft is None


def test_files_and_forwarded_words_belong_to_the_problem() -> None:
    """R15: the customer's own words; the letter they wrote may be forwarded at any question."""
    engineer = at_problem()
    engineer.sends("photo")
    assert engineer.read().startswith("Вложения сохранены.")
    engineer.writes(PROBLEM)
    engineer.writes("И после обновления то же самое", forwarded=True)
    engineer.taps("Согласие есть")
    assert engineer.draft is not None
    assert len(engineer.kept) == 3


def test_every_way_back() -> None:
    """Back, edit, cancel, start again, /new in the middle, a button of an old step."""
    engineer = at_review()
    stale = engineer.button("Зарегистрировать")
    engineer.taps("Исправить")
    engineer.taps("Как обратились")
    engineer.taps("Портал")
    assert "Портал, пт" in engineer.read()
    assert engineer.presses(stale).stale
    engineer.taps("Исправить")
    engineer.taps("Назад")
    engineer.starts()
    assert engineer.labels() == ["Продолжить", "Начать заново"]
    engineer.taps("Начать заново")
    assert isinstance(engineer.end, StartAgain)
    another = at_contact()
    another.writes("/cancel")
    assert isinstance(another.end, Cancelled)
    back = at_contact()
    back.taps("Назад")
    assert back.read().startswith("Клиент знает")


def test_for_oneself_it_is_a_form_as_any() -> None:
    engineer = anna()
    assert engineer.labels() == ["За звонившего", "Для себя", "Отменить"]
    engineer.taps("Для себя")
    assert isinstance(engineer.end, ForOneself)


def test_everything_can_be_typed() -> None:
    engineer = anna()
    for line in (
        "за звонившего",
        "ольга",
        "новый человек",
        "по телефону",
        "40 минут назад",
        PROBLEM,
        "да",
        "Ольга Смирнова, +7 900 000-00-03",
        "не сказала",
        "не сказала",
        "не знает, подписка или нет, не знаю",
        "ics",
        "не сказала",
        "отправить",
    ):
        engineer.writes(line)
    assert filed(engineer).missing == (Unsaid.EMAIL, Unsaid.ORGANISATION, Unsaid.VERSION)


def test_a_callers_form_is_nudged_and_dropped_in_words_for_an_engineer() -> None:
    """LIFECYCLE 3: a third person's data are kept no longer than one's own."""
    engineer = at_contact()
    engineer.falls_silent()
    assert engineer.read().startswith("Обращение клиента не зарегистрировано")
    engineer.falls_silent()
    assert isinstance(engineer.end, Expired)
    assert engineer.read().startswith("Незаконченное обращение клиента удалено")


def test_what_was_missing_is_completed() -> None:
    """29b: the same number; only what is missing is asked."""
    engineer = Engineer(
        asking=Asking.CALLER,
        preset={
            "completes": "5",
            "whose": "theirs",
            "who": "known",
            "customer": "12",
            "channel": "phone",
            "received": FRIDAY.isoformat(),
            "said:0": PROBLEM,
            "greeted": "yes",
            "consent": policy().consent.version,
            "name": "Ольга Смирнова",
            "phone": "+79000000003",
            "organisation": "ООО «Лютик»",
            "usage": "subscription",
            "product": "ics",
        },
    )
    engineer.starts()
    assert engineer.read().startswith("Почта клиента?")
    engineer.writes("olga@example.org")
    engineer.writes("7.9.4 сборка 138")
    assert engineer.read().startswith("Дополняем № 5.")
    engineer.taps("Дополнить")
    filing = filed(engineer)
    assert (filing.completes, filing.customer, filing.missing) == (TicketId(5), CustomerId(12), ())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("сейчас", FRIDAY),
        ("14:20", datetime(2026, 11, 27, 11, 20, tzinfo=UTC)),
        ("19:00", datetime(2026, 11, 26, 16, 0, tzinfo=UTC)),  # still to come today: yesterday's
        ("вчера в 17:05", datetime(2026, 11, 26, 14, 5, tzinfo=UTC)),
        ("26.11 10:00", datetime(2026, 11, 26, 7, 0, tzinfo=UTC)),
        ("31.12 10:00", datetime(2026, 12, 31, 7, 0, tzinfo=UTC)),  # nearer ahead than behind: said to be to come
        ("40 минут назад", FRIDAY - timedelta(minutes=40)),
        ("1,5 часа", FRIDAY - timedelta(hours=1, minutes=30)),
        ("15", FRIDAY - timedelta(minutes=15)),
        ("31.02 10:00", None),
        ("давно", None),
        ("", None),
    ],
)
def test_a_time_that_has_been(typed: str, expected: datetime | None) -> None:
    """R8: the time a caller's clock starts, in Moscow's wall time."""
    assert moment_before(typed, FRIDAY, "Europe/Moscow", phrases()) == expected


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31.12 10:00", "Это время ещё не наступило"),
        ("01.11 10:00", "Это слишком давно"),
        ("давно", "Нужно время, например"),
    ],
)
def test_no_clock_starts_ahead_or_long_ago(typed: str, said: str) -> None:
    engineer = anna()
    for line in ("за звонившего", "ольга", "новый", "телефон", typed):
        engineer.writes(line)
    assert engineer.read().startswith(said)
