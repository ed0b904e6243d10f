"""Texts of consent by what they say, people by a fingerprint, messages that are taken back."""

from dataclasses import replace

import pytest

from domain.effects import EraseMessages
from domain.ids import ChatId, CustomerId, MessageId, UserId
from domain.privacy import Shown, digest, fingerprint, takings_back
from domain.words import Local
from tests.domain.samples import policy

PETR, OWN, LEAD, GROUP = CustomerId(7), ChatId(1001), ChatId(3001), ChatId(-5)


def test_a_changed_text_is_another_one() -> None:
    """Even where nobody thought of giving it another version."""
    consent = policy().consent
    changed = replace(consent, text=Local(ru=consent.text.ru + ".", en=consent.text.en))
    assert digest(consent) == digest(replace(consent, version="2"))
    assert digest(changed) != digest(consent)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((PETR, UserId(1001), ""), (PETR, UserId(1001), "+79000000001"), True),  # the account says who it is
        ((PETR, UserId(1001), ""), (PETR, UserId(1002), ""), False),
        ((PETR, UserId(1001), ""), (CustomerId(8), UserId(1001), ""), False),
        ((PETR, None, "+79000000001"), (PETR, None, "+79000000001"), True),  # who only ever called
        ((PETR, None, "+79000000001"), (PETR, None, "+79000000002"), False),
    ],
)
def test_a_fingerprint_is_of_one_person(
    one: tuple[CustomerId, UserId | None, str], other: tuple[CustomerId, UserId | None, str], *, same: bool
) -> None:
    assert (fingerprint(*one) == fingerprint(*other)) is same
    assert "1001" not in fingerprint(*one)


def shown(chat: ChatId, number: int, *, ours: bool = True, recent: bool = True) -> Shown:
    return Shown(chat=chat, message=MessageId(number), ours=ours, recent=recent)


def taken(chat: ChatId, messages: tuple[int, ...] = (), stubs: tuple[int, ...] = ()) -> EraseMessages:
    return EraseMessages(
        customer=PETR, chat=chat, messages=tuple(map(MessageId, messages)), stubs=tuple(map(MessageId, stubs))
    )


def test_messages_are_taken_back_chat_by_chat() -> None:
    """A bot deletes what is young; older words of its own it says over, but not in the person's own chat."""
    messages = [
        shown(OWN, 2),
        shown(OWN, 1, recent=False),
        shown(OWN, 3, ours=False),
        shown(LEAD, 5),
        shown(LEAD, 4, recent=False),
        shown(GROUP, 9, ours=False, recent=False),
    ]
    assert takings_back(PETR, messages, OWN) == [taken(OWN, (3,)), taken(OWN, (2,)), taken(LEAD, (5,), (4,))]


def test_a_hundred_go_at_once() -> None:
    """No call takes more."""
    letters = takings_back(PETR, [shown(OWN, n) for n in range(1, 251)], OWN)
    assert [len(each.messages) for each in letters] == [100, 100, 50]
