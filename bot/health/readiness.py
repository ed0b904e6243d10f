"""Is the desk ready to serve? Pure: what is wrong follows from what is seen."""

from collections.abc import Iterator
from datetime import timedelta

from bot.health.vitals import Vitals

SILENT = 35.0  # seconds without a heartbeat: three were missed
HANGS = 60.0  # seconds without a look at the outbox, which is due every second
STUCK = timedelta(minutes=15)  # more than a burst of sixty new tickets takes
LAGGING = timedelta(minutes=5)  # an update that nobody has handled for so long


def reasons(vitals: Vitals) -> Iterator[str]:
    """Say what keeps the desk from serving, a short word each; nothing: it is ready.

    Whoever stands by answers for its door and the database alone, and both answer when there is something to see.
    """
    if not vitals.leads:
        return
    if vitals.beat_age > SILENT:
        yield "database not writable"
    if not vitals.current:
        yield "intake not current"
    if (oldest := vitals.kept.inbox.oldest) and vitals.at - oldest > LAGGING:
        yield "intake stuck"
    due = vitals.kept.longest_due
    if vitals.round_age > HANGS or (due and vitals.at - due > STUCK):
        yield "delivery stuck"
    if vitals.kept.group is None:
        yield "no engineers' group"
