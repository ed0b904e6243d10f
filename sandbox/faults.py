"""Faults on order: what goes wrong, for which calls, how often."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from enum import StrEnum

from sandbox.errors import WrongAct


class Fault(StrEnum):
    FLOOD = "flood"  # 429 with retry_after
    ERROR = "error"  # a refusal of your choice
    BROKEN = "broken"  # 5xx: a proxy's page, or Telegram's own JSON
    CUT_BEFORE = "cut_before"  # the connection breaks and nothing was done
    CUT_AFTER = "cut_after"  # … and all was done
    SLOW = "slow"  # the answer takes its time
    TRUNCATED = "truncated"  # half of the JSON
    DUPLICATE = "duplicate"  # updates come twice
    REORDERED = "reordered"  # updates come last first


BATCH_FAULTS = frozenset({Fault.DUPLICATE, Fault.REORDERED})


@dataclass(slots=True, kw_only=True)
class Order:
    """One order of faults; `times` counts down to nothing, `hits` counts up."""

    id: int
    kind: Fault
    method: str | None = None
    chat: int | None = None
    times: int | None = None
    probability: float = 1.0
    retry_after: int = 5
    status: int = 400
    description: str = "Bad Request: ordered by the sandbox"
    parameters: dict[str, int] = field(default_factory=dict)
    html: bool = True
    seconds: float = 5.0
    after: bool = False
    hits: int = 0

    def __post_init__(self) -> None:
        self.kind = Fault(self.kind)
        if self.kind is Fault.BROKEN and self.status == 400:  # noqa: PLR2004 - not said: a bad gateway
            self.status = 502

    def fits(self, method: str, chat: int | None) -> bool:
        return (
            (self.times is None or self.hits < self.times)
            and (self.method is None or self.method.lower() == method.lower())
            and (self.chat is None or self.chat == chat)
        )


TOLD = frozenset(part.name for part in fields(Order)) - {"id", "kind", "hits"}


class Faults:
    """All orders in force, oldest first; chance is seeded, so a run can be repeated."""

    def __init__(self) -> None:
        self.orders: dict[int, Order] = {}
        self._last = 0
        self._chance = random.Random(20_26)  # noqa: S311 - no secret, a repeatable run

    def order(self, kind: Fault | str, **how: object) -> Order:
        if kind not in list(Fault):
            raise WrongAct(f"no such fault: {kind}")
        if wrong := how.keys() - TOLD:
            raise WrongAct(f"no fault is told {min(wrong)}")
        self._last += 1
        order = Order(id=self._last, kind=Fault(kind), **how)  # type: ignore[arg-type]
        self.orders[order.id] = order
        return order

    def cancel(self, order_id: int | None = None) -> None:
        """Cancel one order, or all of them."""
        if order_id is None:
            self.orders.clear()
        else:
            self.orders.pop(order_id, None)

    def strike(self, method: str, chat: int | None) -> list[Order]:
        """The orders that befall this call; each is counted."""
        if not self.orders:
            return []
        return list(self._strike(method, chat, batch=False))

    def strike_batch(self) -> list[Order]:
        """The orders that befall this batch of updates."""
        return list(self._strike("getUpdates", None, batch=True))

    def _strike(self, method: str, chat: int | None, *, batch: bool) -> Iterator[Order]:
        for order in self.orders.values():
            if (order.kind in BATCH_FAULTS) is not batch or not order.fits(method, chat):
                continue
            if order.probability < 1 and self._chance.random() >= order.probability:
                continue
            order.hits += 1
            yield order
