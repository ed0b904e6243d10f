"""One letter's calls, one after another: within the limits, amended where Telegram wants it said differently."""

import asyncio
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import random
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiogram.methods import CopyMessages, DeleteMessages, SetMessageReaction
from aiogram.types import ForumTopic, InlineKeyboardMarkup, Message, MessageId

from bot.delivery.amend import amended
from bot.delivery.calls import Call
from bot.delivery.limits import Limits
from bot.delivery.ports import Clock
from bot.delivery.verdicts import Amend, Done, How, Refused, Retry, judge
from domain.delivery import Sent, Trouble
from domain.ids import ChatId, ThreadId
from domain.ids import MessageId as MessageNumber
from domain.letters import Letter, Urgency
from domain.said import Place

log = structlog.get_logger()

ASK_AGAIN = 1.0  # seconds, at most, until a limit is looked at again


@dataclass(slots=True)
class Counters:
    """What happened since the start."""

    sent: int = 0
    refused: int = 0
    given_up: int = 0
    retry_after: int = 0  # 429s: our limits failed
    outcome_unknown: int = 0  # sends that may have arrived, and were repeated
    by_kind: Counter[tuple[str, str]] = field(default_factory=Counter)  # of effect and of result → letters


class LaterError(Exception):
    """Not now; the letter goes back into its lane."""

    def __init__(self, after: timedelta, why: str) -> None:
        super().__init__(after, why)
        self.after, self.why = after, why


class ObstacleError(Exception):
    """It cannot be delivered as it is."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


@dataclass(slots=True)
class Progress:
    """How far a letter of several calls has come: a retry goes on from there (kept in memory only)."""

    of: int  # calls in all
    done: int = 0
    writes: int = 0
    thread: ThreadId | None = None
    shown: dict[int, Place] = field(default_factory=dict)  # of a relay: by utterance
    lost: set[int] = field(default_factory=set)  # of a relay: what could not be shown
    beside: list[tuple[int, Place]] = field(default_factory=list)  # of a relay: what goes with an utterance
    places: list[Place] = field(default_factory=list)
    leading: Place | None = None  # the message that bears the buttons

    def sent(self, letter: Letter) -> Sent:
        """Sum it up: of a relay one place for each utterance; else all messages, the one with the buttons first."""
        utterances = getattr(letter.effect, "utterances", None)
        if utterances is not None:
            places: tuple[Place | None, ...] = tuple(self.shown.get(n) for n in range(len(utterances)))
        else:
            places = tuple(sorted(self.places, key=lambda place: place is not self.leading))
        return Sent(
            places=places,
            thread=self.thread,
            writes=self.writes,
            lost=frozenset(self.lost),
            beside=tuple(self.beside),
        )


class Sender:
    """Makes the calls."""

    def __init__(self, bot: Bot, limits: Limits, clock: Clock, unmarkable: set[ChatId]) -> None:
        """Chats that refuse our reactions are put into `unmarkable`."""
        self.counters = Counters()
        self._bot, self._limits, self._clock, self._unmarkable = bot, limits, clock, unmarkable
        self._landed = asyncio.Event()

    def admit(self, call: Call, urgency: Urgency) -> bool:
        """Let the call leave now if the limits allow; who admits it must make it."""
        free = self._limits.wait(call.chat, call.cost, self._clock.monotonic(), urgent=urgency is Urgency.ALARM) <= 0
        if free:
            self._limits.begin(call.chat, call.cost)
        return free

    async def send(self, letter: Letter, calls: tuple[Call, ...], progress: Progress, *, admitted: bool) -> None:
        """Make what is not done yet. Raises LaterError, ObstacleError."""
        for call in calls[progress.done :]:
            await self._make(call, letter, progress, frozenset(), admitted=admitted)
            admitted = False
            progress.done += 1

    async def _make(
        self, call: Call, letter: Letter, progress: Progress, tried: frozenset[How], *, admitted: bool = False
    ) -> None:
        if not admitted:
            await self._wait_for(call, letter.urgency)
        try:
            result = await self._call(call)
        except Exception as error:  # noqa: BLE001  judged in one place
            try:
                verdict = self._judged(error, call, letter)
            except ObstacleError:
                if call.optional:
                    return
                raise
            if isinstance(verdict, Done) or call.optional:
                return
            if verdict.how in tried or not (others := amended(call, verdict.how)):
                raise ObstacleError(verdict.trouble) from None
            log.info("letter_amended", letter=letter.id, how=verdict.how.value)
            # What was prepared instead is another thing, and may be amended anew; it ends, for it is built inside out.
            seen = frozenset() if verdict.how is How.INSTEAD else tried | {verdict.how}
            for other in others:
                await self._make(other, letter, progress, seen)
            return
        progress.writes += call.cost if call.chat < 0 else 0
        if isinstance(call.method, CopyMessages) and len(result) < len(call.of):
            await self._one_by_one(call, result, letter, progress)
        else:
            _note(call, result, progress)

    def _judged(self, error: Exception, call: Call, letter: Letter) -> Done | Amend:
        verdict = judge(error, letter.attempts, random())  # noqa: S311  only spreads retries
        match verdict:
            case Retry(after=after):
                until = self._clock.monotonic() + after.total_seconds()
                if verdict.flood or verdict.whole_bot:
                    self._limits.pause(None if verdict.whole_bot else call.chat, until, self._clock.monotonic())
                self.counters.retry_after += verdict.flood
                self.counters.outcome_unknown += verdict.unknown
                raise LaterError(after, type(error).__name__) from None
            case Refused(trouble=trouble):
                thread = getattr(call.method, "message_thread_id", None)
                raise ObstacleError(replace(trouble, thread=thread)) from None
            case Done():
                forbidden = isinstance(error, TelegramBadRequest) and "REACTION_INVALID" in error.message
                if isinstance(call.method, SetMessageReaction) and forbidden:
                    self._unmarkable.add(call.chat)
                return verdict
            case Amend():
                return verdict

    async def _call(self, call: Call) -> Any:
        try:
            return await self._bot(call.method)
        finally:
            self._limits.end(call.chat, call.cost, self._clock.monotonic())
            self._landed.set()

    async def _wait_for(self, call: Call, urgency: Urgency) -> None:
        while not self.admit(call, urgency):
            self._landed.clear()
            wait = self._limits.wait(call.chat, call.cost, self._clock.monotonic(), urgent=urgency is Urgency.ALARM)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._landed.wait(), min(wait, ASK_AGAIN))

    async def _one_by_one(self, call: Call, made: list[MessageId], letter: Letter, progress: Progress) -> None:
        """Some could not be copied, and nobody says which: taken back, each goes alone and shows its own trouble."""
        log.info("copies_incomplete", letter=letter.id, wanted=len(call.of), made=len(made))
        with suppress(AiogramError):
            await self._bot(DeleteMessages(chat_id=call.chat, message_ids=[each.message_id for each in made]))
        for single in call.instead:
            await self._make(single, letter, progress, frozenset())


def _note(call: Call, result: Any, progress: Progress) -> None:
    """Remember which messages were made; an edited one is not new."""
    if isinstance(result, ForumTopic):
        progress.thread = ThreadId(result.message_thread_id)
    edited = type(call.method).__name__.startswith("Edit")
    made = [] if edited else [each for each in _listed(result) if isinstance(each, Message | MessageId)]
    places = [Place(chat=call.chat, message=MessageNumber(each.message_id)) for each in made]
    progress.places.extend(places)
    progress.shown.update(zip(call.of, places, strict=False))
    if call.beside is not None:
        progress.beside.extend((call.beside, place) for place in places)
    progress.lost.update(call.of if call.lost else ())
    if places and isinstance(getattr(call.method, "reply_markup", None), InlineKeyboardMarkup):
        progress.leading = places[-1]


def _listed(result: Any) -> list[Any]:
    return result if isinstance(result, list) else [result]
