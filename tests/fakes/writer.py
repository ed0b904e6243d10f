"""A person in front of the form: writes, sends, taps, and reads what is said, without Telegram or a database."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from bot.phrases import load_phrases
from bot.policy import load_policy
from bot.texts import Texts
from domain.draft import Asking, Draft
from domain.form import (
    Began,
    Context,
    Edited,
    End,
    Event,
    Known,
    Lapsed,
    Result,
    Said,
    Say,
    Tapped,
    begin,
    reduce,
)
from domain.ids import ChatId, MessageId, UserId
from domain.phrases import Phrases
from domain.policy import Policy
from domain.said import Message, Place, SharedContact
from domain.words import Button
from tests.fakes.clock import FakeClock

ROOT = Path(__file__).parents[2]
PYOTR = UserId(7)
FRIDAY = datetime(2026, 11, 27, 15, 40, tzinfo=UTC)  # 18:40 in Moscow


@cache
def policy() -> Policy:
    """The shipped regulation."""
    return load_policy(ROOT / "policy" / "regulation.toml").policy


@cache
def phrases() -> Phrases:
    """The shipped lists."""
    return load_phrases(ROOT / "locales")


@cache
def texts() -> Texts:
    """The shipped words; a missing one is a fault."""
    return Texts(ROOT / "locales", FakeClock(), strict=True)


def message(text: str = "", number: int = 1, *, kind: str = "text", at: datetime = FRIDAY, **more: object) -> Message:
    """A message as it arrives in the private chat."""
    place = Place(chat=ChatId(int(PYOTR)), message=MessageId(number))
    plain = Message(author=PYOTR, name="Пётр", language="ru", place=place, thread=None, at=at, kind=kind, text=text)
    return replace(plain, **more)  # type: ignore[arg-type]


@dataclass
class Writer:
    """Fills in one form. `said` is all that the bot has said, in order; `acts` counts what the person did."""

    known: Known = field(default_factory=Known)
    asking: Asking = Asking.FORM
    subject: int = 1
    preset: dict[str, str] = field(default_factory=dict)
    language: str = "ru"
    policy: Policy = field(default_factory=policy)
    now: datetime = FRIDAY
    draft: Draft | None = None
    end: End | None = None
    ends: list[End] = field(default_factory=list)
    said: list[Say] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)
    acts: int = 0
    number: int = 100

    def __post_init__(self) -> None:
        self.texts = texts()

    def context(self) -> Context:
        return Context(policy=self.policy, phrases=phrases(), at=self.now, zone="Europe/Moscow")

    def begin(self, first: Message | None = None) -> Result:
        """Open an empty form: by /start, or by what is said first."""
        empty = Draft(
            author=PYOTR,
            chat=ChatId(int(PYOTR)),
            thread=None,
            asking=self.asking,
            subject=self.subject,
            rev=self.number,
            step="",
            asked_at=self.now,
            started_at=self.now,
            values=dict(self.preset),
        )
        return self._took(begin(empty, self.known, self.context(), first))

    def _took(self, result: Result) -> Result:
        self.draft, self.end = result.draft, result.end
        self.said.extend(result.says)
        if result.end is not None:
            self.ends.append(result.end)
        return result

    def _event(self, event: Event) -> Result:
        self.now += timedelta(seconds=20)
        assert self.draft is not None
        return self._took(reduce(self.draft, event, self.context()))

    def _says(self, sent: Message) -> Result:
        self.acts += 1
        result = self.begin(sent) if self.draft is None else self._event(Said(sent))
        if result.kept:
            self.kept.append(sent.place.message)
        return result

    def writes(self, text: str, *, forwarded: bool = False) -> Result:
        self.number += 1
        return self._says(message(text, self.number, at=self.now, forwarded=forwarded))

    def sends(self, kind: str, caption: str = "", *, album: str = "", contact: SharedContact | None = None) -> Result:
        self.number += 1
        sent = message(caption, self.number, kind=kind, at=self.now, file_id="f", album=album, contact=contact)
        return self._says(sent)

    def shares_contact(self, phone: str = "79000000000", name: str = "Пётр Петров", user: int | None = 7) -> Result:
        owner = UserId(user) if user else None
        return self.sends("contact", contact=SharedContact(phone=phone, name=name, user_id=owner))

    def edits(self, number: int, text: str, kind: str = "text") -> Result:
        return self._event(Edited(message(text, number, kind=kind, at=self.now)))

    def taps(self, label: str) -> Result:
        """Tap the last button that was shown with this label."""
        self.acts += 1
        return self.presses(self.button(label))

    def presses(self, button: Button) -> Result:
        act, _, arg = button.arg.partition(".")
        return self._event(Tapped(button.subject, act, arg))

    def taps_raw(self, rev: int, act: str, arg: str) -> Result:
        """A press that no button of ours may have made."""
        return self._event(Tapped(rev, act, arg))

    def button(self, label: str) -> Button:
        for say in reversed(self.said):
            for row in say.buttons:
                for button in row:
                    if self.reads_label(button) == label:
                        return button
        raise AssertionError(f"no button {label} among {self.labels()}")

    def starts(self) -> Result:
        return self.begin() if self.draft is None else self._event(Began())

    def falls_silent(self, until: datetime | None = None) -> Result:
        """Nothing is said until the draft is due, or longer."""
        assert self.draft is not None
        assert self.draft.due_at is not None
        self.now = until or self.draft.due_at
        return self._took(reduce(self.draft, Lapsed(), self.context()))

    # What the person reads

    def reads_label(self, button: Button) -> str:
        return self.texts.plain(button.label, self.language)

    def labels(self) -> list[str]:
        """The buttons under what was said last."""
        return [self.reads_label(button) for row in self.said[-1].buttons for button in row]

    def keys(self) -> list[str]:
        """The keyboard that came with what was said last."""
        keyboard = self.said[-1].keyboard
        return [self.texts.plain(key.label, self.language) for row in keyboard.rows for key in row] if keyboard else []

    def read(self, back: int = 1) -> str:
        """What was said last."""
        return self.texts.plain(self.said[-back].words, self.language)

    def value(self, name: str) -> str | None:
        assert self.draft is not None
        return self.draft.values.get(name)
