"""Whatever people do, in whatever order: the form never raises, loses nothing it took, and is sent at most once."""

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.draft import Draft
from domain.form import Known, Submitted
from domain.form.course import offered, row
from tests.domain.test_form_story import GATEWAY, KNOWN
from tests.fakes.writer import Writer

LINES = [
    "",
    " ",
    "/",
    "/start",
    "/cancel@bot",
    "/back",
    "/пусто",
    GATEWAY,
    "привет",
    "спасибо",
    "да",
    "нет",
    "согласен",
    "Пётр",
    "89001234567",
    "Пётр, 89001234567, petr@example.org",
    "petr@example.org",
    "ООО «Ромашка» 7707083893",
    "7707083893",
    "7707083894",
    "по подписке",
    "подписки нет",
    "не знаю",
    "ics",
    "ics6 6.8.0 сборка 90",
    "7.9.4 сборка 138",
    "7.9",
    "последняя",
    "не включается",
    "где",
    "назад",
    "дальше",
    "исправить",
    "почта",
    "версия",
    "продукт",
    "описание",
    "отправить",
    "заново",
    "отмена",
    "это про прошлое",
    "я" * 500,
    "\x00\u202e",
]
KINDS = ["text", "photo", "voice", "document", "sticker", "contact", "location", "poll", "unknown"]

events = st.one_of(
    st.tuples(st.just("writes"), st.one_of(st.sampled_from(LINES), st.text(max_size=60))),
    st.tuples(st.just("sends"), st.sampled_from(KINDS)),
    st.tuples(st.just("forwards"), st.sampled_from(LINES)),
    st.tuples(st.just("shares"), st.sampled_from([7, 8, None])),
    st.tuples(st.just("edits"), st.integers(0, 40), st.sampled_from(LINES)),
    st.tuples(st.just("taps"), st.integers(0, 30)),
    st.tuples(st.just("taps_old"), st.integers(0, 200)),
    st.tuples(
        st.just("forges"), st.sampled_from(["pick.ics", "send", "about", "keep", "where", "edit.review", "edit"])
    ),
    st.tuples(st.just("starts")),
    st.tuples(st.just("falls_silent")),
)


def does(writer: Writer, event: tuple[object, ...]) -> None:  # noqa: C901  one arm for each kind of event
    draft = writer.draft
    match event:
        case ("writes", str(text)):
            writer.writes(text)
        case ("sends", str(kind)):
            writer.sends(kind)
        case ("forwards", str(text)):
            writer.writes(text, forwarded=True)
        case ("shares", user):
            writer.shares_contact(user=user if isinstance(user, int) else None)
        case ("edits", int(back), str(text)) if draft:
            writer.edits(max(writer.number - back, 1), text)
        case ("taps", int(n)) if draft:
            choices = offered(draft, writer.context())
            choice = choices[n % len(choices)]
            writer.taps_raw(draft.rev, choice.act, choice.arg)
        case ("taps_old", int(n)) if draft:
            buttons = [button for say in writer.said for line in say.buttons for button in line]
            if buttons:
                writer.presses(buttons[n % len(buttons)])
        case ("forges", str(arg)) if draft:
            act, _, value = arg.partition(".")
            writer.taps_raw(draft.rev, act, value)
        case ("starts",):
            writer.starts()
        case ("falls_silent",) if draft and draft.due_at:
            writer.falls_silent()
        case _:
            pass


REPLACED = {"version", "mark", "told", "explained", "last_time", "inn", "path", "greeted"}  # what may go with another


def lost(before: Draft, after: Draft) -> set[str]:
    """Return the answers that were there and are not."""
    answers = {name for name, value in before.values.items() if value and ":" not in name}
    return {name for name in answers - REPLACED if not after.values.get(name)}


def told(draft: Draft) -> set[str]:
    """Return every piece of the problem."""
    return {f"{name} {value}" for name, value in draft.values.items() if name.startswith(("said:", "file:"))}


@settings(max_examples=300)
@given(st.lists(events, max_size=40), st.sampled_from([Known(), KNOWN]))
def test_whatever_people_do(played: list[tuple[object, ...]], known: Known) -> None:
    writer = Writer(known=known)
    for event in played:
        before, ends = writer.draft, len(writer.ends)
        does(writer, event)
        after = writer.draft
        assert all(writer.texts.plain(say.words, "ru") for say in writer.said[-3:])  # words for everything that is said
        if after is None:
            assert before is None or len(writer.ends) == ends + 1  # over, and it is said how
            writer.number += 100  # messages go on, and so do revisions
            continue
        assert row(after).parse is not None or offered(after, writer.context())  # there is a way to answer
        if before is not None and before.started_at == after.started_at:
            assert after.rev >= before.rev
            assert not lost(before, after)
            if not before.returning and event[0] != "edits":
                assert told(before) <= told(after)


@settings(max_examples=200)
@given(st.lists(events, max_size=12), st.lists(st.sampled_from(["send", "old"]), min_size=2, max_size=4))
def test_it_is_sent_at_most_once(played: list[tuple[object, ...]], presses: list[str]) -> None:
    """C29: however often, and with whatever button, it is sent: one form, one ticket."""
    writer = Writer(known=KNOWN)
    writer.writes(GATEWAY)
    send = writer.button("Отправить")
    for event in played:
        if writer.draft is None:
            return
        does(writer, event)
    sent = 0
    for _ in presses:
        if writer.draft is None:
            break
        writer.presses(send)
        sent += isinstance(writer.end, Submitted)
    assert sent <= 1
    assert sum(isinstance(end, Submitted) for end in writer.ends) <= 1


@settings(max_examples=100)
@given(st.lists(events, max_size=25))
def test_whoever_is_lost_finds_the_way_out(played: list[tuple[object, ...]]) -> None:
    """From wherever it has come to, plain answers lead to a ticket."""
    writer = Writer()
    for event in played:
        does(writer, event)
    answers = {
        "problem": GATEWAY,
        "consent": "даю согласие",
        "contact": "Пётр, 89001234567",
        "email": "petr@example.org",
        "organisation": "ООО «Ромашка»",
        "usage": "по подписке",
        "product": "ics",
        "version": "7.9.4 сборка 138",
        "review": "отправить",
        "edit": "назад",
    }
    for _ in range(20):
        if writer.draft is None and isinstance(writer.end, Submitted):
            return
        step = writer.draft.step if writer.draft else "problem"
        writer.writes(answers[step])
    raise AssertionError(writer.draft)
