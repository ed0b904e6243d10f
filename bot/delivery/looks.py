"""How each card looks in Telegram, as far as we know: a redraw that would change nothing is not sent."""

from collections import OrderedDict

from bot.delivery.calls import Calls
from domain.effects import Effect, PostCard, RefreshCard
from domain.ids import TicketId

REMEMBERED = 10_000


class Looks:
    """Kept in memory only: what is forgotten is drawn once too often."""

    def __init__(self) -> None:
        self._known: OrderedDict[TicketId, int] = OrderedDict()

    def same(self, effect: Effect, plan: Calls) -> bool:
        """Whether the card looks so already."""
        return (
            isinstance(effect, RefreshCard) and plan.fresh is not None and self._known.get(effect.ticket) == plan.fresh
        )

    def remember(self, effect: Effect, plan: Calls) -> None:
        """The card was drawn."""
        if isinstance(effect, PostCard | RefreshCard) and plan.fresh is not None:
            self._known[effect.ticket] = plan.fresh
            self._known.move_to_end(effect.ticket)
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)

    def forget(self, effect: Effect) -> None:
        """Nobody knows how it looks now."""
        if isinstance(effect, PostCard | RefreshCard):
            self._known.pop(effect.ticket, None)
