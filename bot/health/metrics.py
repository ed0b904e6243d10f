"""The metrics, in Prometheus' words. Labels come from our own lists: nothing of a person, nothing without bound."""

from collections.abc import Iterator
from datetime import datetime

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.health.vitals import Vitals
from domain.ticket import Status

CONTENT_TYPE = CONTENT_TYPE_LATEST
LANES = ("lead", "alarm", "customer", "user", "group", "topic", "card", "mark", "mail", "erase", "later")


class _Seen(Collector):
    def __init__(self, vitals: Vitals) -> None:
        self._vitals = vitals

    def collect(self) -> Iterator[Metric]:
        yield from _intake(self._vitals)
        yield from _letters(self._vitals)
        yield from _tickets(self._vitals)
        yield from _house(self._vitals)


def exposed(vitals: Vitals) -> bytes:
    """Write them down for a scrape."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Seen(vitals))
    return generate_latest(registry)


def _intake(vitals: Vitals) -> Iterator[Metric]:
    inbox = vitals.kept.inbox
    if vitals.leads:
        yield _gauge("intake_current", "1 while nothing waits at Telegram that we do not have", vitals.current)
    yield _gauge("intake_lag_seconds", "Age of the oldest update that is not handled", _age(inbox.oldest, vitals.at))
    updates = GaugeMetricFamily("helpdesk_inbox_updates", "Stored updates by state", labels=["state"])
    updates.add_metric(["new"], inbox.waiting)
    updates.add_metric(["quarantined"], inbox.quarantined)
    yield updates
    yield _gauge("intake_backlog", "Stored updates lined up in memory", vitals.backlog)
    yield _gauge("telegram_away_seconds", "How long Telegram has been out of reach", vitals.away)
    knocks = CounterMetricFamily("helpdesk_webhook_requests", "Requests at the webhook's door", labels=["result"])
    for result, count in vitals.knocks.items():
        knocks.add_metric([result], count)
    yield knocks


def _letters(vitals: Vitals) -> Iterator[Metric]:
    waiting = GaugeMetricFamily("helpdesk_outbox_letters", "Unsent letters by kind of lane", labels=["lane"])
    oldest = GaugeMetricFamily("helpdesk_outbox_oldest_seconds", "Age of the oldest unsent letter", labels=["lane"])
    for lane in LANES:
        queue = vitals.kept.queues.get(lane)
        waiting.add_metric([lane], queue.letters if queue else 0)
        oldest.add_metric([lane], _age(queue.oldest, vitals.at) if queue else 0)
    yield waiting
    yield oldest
    letters = CounterMetricFamily("helpdesk_letters", "What came of letters", labels=["kind", "result"])
    for (kind, result), count in sorted(vitals.counters.by_kind.items()):
        letters.add_metric([kind, result], count)
    yield letters
    flood = vitals.counters.retry_after
    yield CounterMetricFamily("helpdesk_telegram_retry_after", "429s: our own limits failed", flood)
    unknown = vitals.counters.outcome_unknown
    yield CounterMetricFamily("helpdesk_outcome_unknown", "Sends that may have arrived and were repeated", unknown)
    used, size = vitals.budget
    yield _gauge("group_budget_used", "Writes to the engineers' group in the last minute", used)
    yield _gauge("group_budget_size", "Writes to the group that a minute may have; 0: no limit", size)


def _tickets(vitals: Vitals) -> Iterator[Metric]:
    tickets = GaugeMetricFamily("helpdesk_tickets", "Live tickets by status", labels=["status"])
    for status in Status:
        if status is not Status.CLOSED:
            tickets.add_metric([status.value], vitals.kept.tickets.get(status, 0))
    yield tickets
    yield _gauge("tickets_overdue", "Live tickets whose first answer is late", vitals.kept.overdue)
    yield _gauge("tickets_due_soon", "Live tickets whose first answer is due within an hour", vitals.kept.due_soon)


def _house(vitals: Vitals) -> Iterator[Metric]:
    yield _gauge("leads", "1 where letters are sent and deadlines watched; of all replicas, one", vitals.leads)
    if vitals.database_size is not None:
        yield _gauge("database_bytes", "Size of the database with its log", vitals.database_size)
    if vitals.disk_free is not None:
        yield _gauge("disk_free_bytes", "Free where the database lies", vitals.disk_free)
    if vitals.leads:
        yield _gauge("heartbeat_age_seconds", "Since the database was last written to for certain", vitals.beat_age)
    if backup := vitals.kept.backup:
        yield _gauge("backup_age_seconds", "Since the last good nightly copy", _age(backup, vitals.at))


def _gauge(name: str, says: str, value: float) -> Metric:
    return GaugeMetricFamily(f"helpdesk_{name}", says, float(value))


def _age(since: datetime | None, at: datetime) -> float:
    return max(0.0, (at - since).total_seconds()) if since else 0.0
