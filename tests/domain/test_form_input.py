"""Input that is no answer: a kind word with an example, and the question keeps its place (C51)."""

import pytest

from domain.form import Submitted
from tests.fakes.writer import Writer

GATEWAY = "Шлюз не загружается после отключения света, офис без интернета"
STEPS = ["problem", "consent", "contact", "email", "organisation", "usage", "product", "version", "review", "edit"]
KINDS = ["sticker", "dice", "poll", "game", "story", "contact", "unknown"]


def at(step: str) -> Writer:
    """A form that has come so far."""
    writer = Writer()
    writer.starts()
    lines = {
        "problem": GATEWAY,
        "consent": "согласен",
        "contact": "Пётр, 89001234567",
        "email": "petr@example.org",
        "organisation": "ООО «Ромашка»",
        "usage": "по подписке",
        "product": "ics",
        "version": "7.9.4 сборка 138",
        "review": "исправить",
    }
    for name, line in lines.items():
        if name == step:
            break
        writer.writes(line)
    assert writer.draft is not None
    assert writer.draft.step == step
    return writer


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("step", STEPS)
def test_a_wrong_kind_keeps_its_place(step: str, kind: str) -> None:
    writer = at(step)
    before = writer.draft
    result = writer.sends(kind)
    assert before is not None
    assert writer.draft is not None
    assert writer.draft.step == step
    assert {**writer.draft.values, "greeted": ""} == {**before.values, "greeted": ""}
    assert not result.kept
    assert len(result.says) == 1


@pytest.mark.parametrize(
    "kind", ["photo", "video", "document", "voice", "audio", "video_note", "animation", "location"]
)
@pytest.mark.parametrize("step", STEPS)
def test_an_attachment_is_kept_whatever_was_asked(step: str, kind: str) -> None:
    """A photo where a phone was asked for belongs to the problem; that is said, and the question stays."""
    writer = at(step)
    result = writer.sends(kind)
    assert result.kept
    assert writer.draft is not None
    assert writer.draft.step == ("review" if step == "edit" else step)
    assert [name for name in writer.draft.values if name.startswith("file:")] == [f"file:{writer.number}"]
    assert writer.said[-1].settles


@pytest.mark.parametrize("step", ["contact", "email", "organisation", "usage", "product", "version"])
def test_it_is_said_that_an_attachment_is_kept(step: str) -> None:
    writer = at(step)
    question = writer.read()
    writer.sends("photo")
    assert writer.read() == f"Приложено к описанию.\n{question}"


@pytest.mark.parametrize(
    ("step", "typed", "said"),
    [
        ("contact", "12345", "например: Пётр Петров, +7 900 000-00-00"),
        ("email", "нет", "например: petr@example.org"),
        ("organisation", "?", "например: ООО «Ромашка»"),
        ("usage", "каждый день", "Не знаете — так и скажите"),
        ("product", "холодильник", "Выберите продукт из списка"),
        ("version", "свежая", "например, 7.9.4 сборка 138"),
    ],
)
def test_a_hint_has_an_example_and_the_buttons_of_the_question(step: str, typed: str, said: str) -> None:
    writer = at(step)
    buttons, keys = writer.labels(), writer.keys()
    writer.writes(typed)
    assert said in writer.read()
    assert writer.labels() == (buttons or ["Назад"] if step != "contact" else [])  # a keyboard left no room for it
    assert writer.keys() == keys


@pytest.mark.parametrize("step", STEPS)
def test_a_command_is_no_answer(step: str) -> None:
    writer = at(step)
    writer.writes("/tickets")
    assert writer.draft is not None
    assert writer.draft.step == step
    assert "/cancel" in writer.read()
    writer.writes("/cancel")
    assert writer.draft is None
    assert writer.read() == "Отменено, всё написанное удалено. Будет нужно — просто напишите."


@pytest.mark.parametrize("step", ["contact", "email", "organisation", "usage", "product", "version"])
def test_a_long_story_in_place_of_an_answer_is_not_lost(step: str) -> None:
    """5,000 characters where a short answer was asked for: Telegram cuts them, the problem keeps them."""
    writer = at(step)
    story = "Вчера обновили, и с утра не работает почта у всего отдела. " * 100
    for part in (story[:4096], story[4096:5000]):
        assert writer.writes(part).kept
    assert writer.draft is not None
    assert writer.draft.step == step
    assert writer.read().startswith("Добавлено к описанию.")


@pytest.mark.parametrize("step", ["contact", "email", "organisation", "usage", "product", "version"])
def test_a_forwarded_line_belongs_to_the_problem(step: str) -> None:
    writer = at(step)
    assert writer.writes("ivan@example.org 89001112233 ics 7.9.4 сборка 138", forwarded=True).kept
    assert writer.draft is not None
    assert writer.draft.step == step


@pytest.mark.parametrize("first", ["Привет", "Здравствуйте!", "спасибо", "👍", "…", "12345", "?"])
def test_small_talk_is_asked_what_happened(first: str) -> None:
    writer = Writer()
    result = writer.writes(first)
    assert not result.kept
    assert writer.read().startswith("Здравствуйте. Что случилось?")
    writer.writes(first)
    assert writer.read().startswith("Что случилось?")
    writer.writes(GATEWAY)
    assert writer.value("path") == "contact email organisation usage product version"
    assert writer.read().startswith("Записано.")


def test_a_few_letters_are_kept_and_more_is_asked_for() -> None:
    writer = Writer()
    assert writer.writes("VPN упал").kept
    assert writer.read().startswith("Здравствуйте.")
    assert writer.writes("с утра").kept
    assert writer.draft is not None
    assert writer.draft.step == "consent"


@pytest.mark.parametrize("kind", ["voice", "photo", "video_note"])
def test_a_voice_or_a_photo_alone_is_kept_and_words_are_asked_for(kind: str) -> None:
    """C51."""
    writer = Writer()
    assert writer.sends(kind).kept
    assert writer.read().startswith("Вложение сохранено.\nЗдравствуйте. Что случилось?")
    writer.sends("sticker")
    assert writer.read().startswith("Вложение сохранено. А что случилось?")
    writer.writes(GATEWAY)
    assert writer.draft is not None
    assert writer.draft.step == "consent"


def test_only_ones_own_contact_is_taken() -> None:
    writer = at("contact")
    for user in (8, None):
        writer.shares_contact(phone="79001112233", name="Иван", user=user)
        assert writer.read().startswith("Это чужой контакт, а звонить будем вам.")
        assert writer.keys() == ["Отправить мой контакт"]
    assert writer.value("phone") is None
    writer.shares_contact()
    assert writer.value("phone") == "+79000000000"
    assert writer.value("name") == "Пётр Петров"


def test_name_and_phone_may_come_one_after_the_other() -> None:
    writer = at("contact")
    writer.writes("Пётр")
    assert writer.read() == "1 из 6. Записано: Пётр. Куда звонить? Кнопка внизу отправит номер."
    writer.writes("нет")
    assert "Нужен телефон" in writer.read()
    writer.writes("8 900 000-00-00")
    assert writer.read().startswith("2 из 6.")


def test_the_phone_may_come_first() -> None:
    writer = at("contact")
    writer.writes("8 900 000-00-00")
    assert writer.read() == "1 из 6. Телефон +7 900 000-00-00 записан. А как вас зовут?"
    writer.writes("Пётр")
    assert writer.read().startswith("2 из 6.")


def test_a_signature_answers_two_questions_at_once() -> None:
    writer = at("contact")
    writer.writes("Пётр, 89001234567, petr@example.org")
    assert writer.read().startswith("3 из 6.")


@pytest.mark.parametrize(
    "text", ["<b>жирно</b> & «кавычки» \"'", "\x00 нуль и \u202e поворот текста", "x" * 4096, "😀" * 20 + GATEWAY]
)
def test_what_is_typed_is_shown_as_it_was_typed(text: str) -> None:
    """C53."""
    writer = Writer()
    writer.writes(text)
    writer.writes("согласен")
    writer.writes("<i>Пётр</i>")
    writer.writes("89001234567")
    writer.writes("petr@example.org")
    writer.writes("ООО <script> & Ко")
    writer.writes("по подписке")
    writer.writes("ics 7.9.4 сборка 138")
    rendered = writer.texts.render(writer.said[-1].words, "ru")
    assert "ООО <script> & Ко · <i>Пётр</i>" in rendered.text
    assert not rendered.marks
    writer.writes("отправить")
    assert isinstance(writer.end, Submitted)
    assert writer.end.application.description == text.strip()


# Edits


def test_an_edited_description_is_the_description() -> None:
    writer = at("email")
    first = next(
        int(name.removeprefix("said:")) for name in (writer.draft.values if writer.draft else {}) if "said:" in name
    )
    result = writer.edits(first, "Шлюз не загружается вообще")
    assert result.kept
    assert writer.read().startswith("Исправлено.\n2 из 6.")
    assert writer.value(f"said:{first}") == "Шлюз не загружается вообще"


def test_an_edited_answer_is_the_answer() -> None:
    writer = at("email")
    writer.writes("petr@example.org")
    number = writer.number
    writer.writes("ООО «Ромашка»")
    writer.edits(number, "ivan@example.org")
    assert writer.value("email") == "ivan@example.org"
    assert writer.read().startswith("Исправлено.\n4 из 6.")


def test_an_edit_that_cannot_be_read_leaves_the_answer() -> None:
    writer = at("email")
    writer.writes("petr@example.org")
    number = writer.number
    writer.edits(number, "нет почты")
    assert writer.value("email") == "petr@example.org"
    assert writer.read().startswith("Исправление прочитать не вышло")


def test_an_edit_of_an_answer_given_anew_changes_nothing() -> None:
    writer = at("email")
    writer.writes("old@example.org")
    number = writer.number
    writer.taps("Назад")
    writer.writes("new@example.org")
    result = writer.edits(number, "older@example.org")
    assert result.says == ()
    assert writer.value("email") == "new@example.org"


def test_an_edit_of_anything_else_changes_nothing() -> None:
    writer = at("email")
    before = writer.draft
    result = writer.edits(9999, "ivan@example.org")
    assert result.says == ()
    assert before is not None
    assert writer.draft is not None
    assert writer.draft.values == before.values


def test_an_edited_product_asks_for_its_version() -> None:
    writer = at("version")
    number = writer.number
    writer.writes("7.9.4 сборка 138")
    writer.edits(number, "pbx")
    assert writer.draft is not None
    assert writer.draft.step == "version"
    assert writer.value("version") == ""


# Buttons of old questions


def test_a_button_of_an_old_step_says_that_it_is_done() -> None:
    writer = at("usage")
    old = writer.button("Демо")
    writer.taps("По подписке")
    assert writer.presses(old).stale
    assert writer.value("usage") == "subscription"


def test_a_review_that_was_corrected_since_is_not_sent() -> None:
    writer = at("review")
    old = writer.button("Отправить")
    for line in ("исправить", "почта", "ivan@example.org"):
        writer.writes(line)
    assert writer.presses(old).stale
    assert writer.end is None


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("arg", ["pick.nothing", "pick.ics", "send", "yes", "edit.consent", "about", "skip", "x", ""])
def test_a_forged_button_does_nothing_that_is_not_offered(step: str, arg: str) -> None:
    writer = at(step)
    before = writer.draft
    assert before is not None
    offered = {button.arg for row in writer.said[-1].buttons for button in row}
    act, _, value = arg.partition(".")
    result = writer.taps_raw(before.rev, act, value)
    if arg not in offered:
        assert result.stale
        assert result.draft == before


def test_submitting_twice_makes_one_ticket() -> None:
    """C29: the draft is gone with the first; its second press finds no question."""
    writer = at("review")
    send = writer.button("Отправить")
    writer.presses(send)
    assert [type(end) for end in writer.ends] == [Submitted]
    assert writer.draft is None


def test_a_review_stays_readable_under_a_long_story() -> None:
    """What is sent is whole; what is checked before is its beginning, and how long it is."""
    writer = at("review")
    writer.writes("И ещё журнал. " * 200)
    lines = writer.read().split("\n")
    assert lines[1].startswith(f"«{GATEWAY}")
    assert lines[2].endswith("…» и дальше, всего знаков: 2862"), lines[2]
    result = writer.writes("отправить")
    assert isinstance(result.end, Submitted)
    assert len(result.end.application.description) == 2862


def test_the_consent_is_read_in_full_once() -> None:
    writer = at("consent")
    writer.writes("прочитать целиком")
    assert writer.labels() == ["Даю согласие", "Не даю"]
    writer.writes("согласен")
    assert writer.draft is not None
    assert writer.draft.step == "contact"
