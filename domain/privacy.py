"""What people agreed to, what the desk shows of them at Telegram, and who is to stay erased."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.effects import EraseMessages, Room
from domain.ids import ChatId, CustomerId, MessageId, UserId
from domain.policy import Consent

DELETABLE = timedelta(hours=47)  # a bot may delete within 48; a letter may have to wait
AT_ONCE = 100  # messages in one call


class ConsentAct(StrEnum):
    """What somebody did about a text of consent."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A line of the history: what was done about which text, and when."""

    act: ConsentAct
    version: str
    digest: str | None  # of the text; None: from a time when texts were not kept
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """Somebody whose data was erased: enough to do it again in a copy that is brought back, and no more."""

    customer: CustomerId
    person: str  # fingerprint
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A message of Telegram that shows something of a person."""

    chat: ChatId
    message: MessageId
    ours: bool  # the bot's own
    recent: bool  # known to be young enough to be deleted


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What Telegram shows of a person."""

    rooms: tuple[Room, ...] = ()  # topics of their tickets
    messages: tuple[Shown, ...] = ()


def digest(consent: Consent) -> str:
    """Name a text of consent by what it says: a changed text is another one, whatever its version."""
    return hashlib.sha256(f"{consent.text.ru}\0{consent.text.en}".encode()).hexdigest()


def fingerprint(customer: CustomerId, user: UserId | None, phone: str) -> str:
    """Recognise a person in a copy of the database, without saying who it is: slow to try out, and salted."""
    who = f"telegram:{user}" if user is not None else f"phone:{phone}"
    return hashlib.scrypt(who.encode(), salt=f"customer:{customer}".encode(), n=2**14, r=8, p=1, dklen=24).hex()


def takings_back(customer: CustomerId, messages: Iterable[Shown], own_chat: ChatId | None) -> list[EraseMessages]:
    """Put the messages of each chat into letters; what is ours and too old to be deleted is to say nothing any more.

    But for the person's own chat: there the old ones are theirs to clear, and they are told so.
    """
    letters: list[EraseMessages] = []
    seen = sorted({(each.chat, each.ours, each.recent, each.message) for each in messages})
    for chat, ours in sorted({(chat, ours) for chat, ours, _, _ in seen}):
        recent = [number for where, by, fresh, number in seen if (where, by, fresh) == (chat, ours, True)]
        old = [number for where, by, fresh, number in seen if (where, by, fresh) == (chat, ours, False)]
        stubs = old if ours and chat != own_chat else []
        for start in range(0, max(len(recent), len(stubs)), AT_ONCE):
            young, stale = recent[start : start + AT_ONCE], stubs[start : start + AT_ONCE]
            letters += [EraseMessages(customer=customer, chat=chat, messages=tuple(young), stubs=tuple(stale))]
    return letters
