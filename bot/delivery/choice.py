"""Which of the letters that may go leave now: as many as the limits allow and our hands can carry."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from bot.delivery.limits import Limits
from domain.desk import Group
from domain.effects import React, SendEmail, TellGroup
from domain.letters import Letter, Urgency


class Target(Enum):
    """Whose patience a letter needs; the value is how many may be on their way at once."""

    CHAT = 32  # a person or the group
    MARK = 4
    MAIL = 2


_OF_THE_GROUP = frozenset({"topic", "card", "alarm", "group", "erase"})


def target_of(letter: Letter) -> Target:
    """Say which hands carry it."""
    match letter.effect:
        case React():
            return Target.MARK
        case SendEmail():
            return Target.MAIL
        case _:
            return Target.CHAT


def to_the_group(letter: Letter) -> bool:
    """Whether it is written in the engineers' group and nowhere else."""
    elsewhere = isinstance(letter.effect, TellGroup) and letter.effect.chat is not None
    return letter.lane.partition(":")[0] in _OF_THE_GROUP and not elsewhere


@dataclass(slots=True)
class Choice:
    """One look at the limits. `held`: a letter to the group waits for more room than there is; others let it pass."""

    limits: Limits
    group: Group | None
    busy: Counter[Target]
    held: bool
    now: float

    def of(self, heads: Iterable[Letter]) -> list[Letter]:
        """Choose in the given order. A letter is taken to cost one write; what costs more waits once it is composed."""
        free = {target: target.value - self.busy[target] for target in Target}
        anybody = self.limits.room(None, free[Target.CHAT], self.now)
        ordinary, urgent = self._rooms(anybody)
        chosen = []
        for letter in heads:
            target, alarm, group = target_of(letter), letter.urgency is Urgency.ALARM, to_the_group(letter)
            if not free[target]:
                continue
            if target is Target.CHAT:
                if not anybody or (group and not (urgent if alarm else ordinary)):
                    continue
                anybody -= 1
            if group:
                ordinary, urgent = max(0, ordinary - 1), urgent - 1
            free[target] -= 1
            chosen.append(letter)
        return chosen

    def _rooms(self, up_to: int) -> tuple[int, int]:
        """How many writes the group takes now: of any letters, of urgent ones. None while there is no group."""
        if self.group is None:
            return 0, 0
        chat = self.group.chat
        ordinary = 0 if self.held else self.limits.room(chat, up_to, self.now)
        return ordinary, self.limits.room(chat, up_to, self.now, urgent=True)
