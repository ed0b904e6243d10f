"""Why a deadline is what it is: every one that was given, with its reason, and how it was kept (SEMANTICS, `/why`)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from domain.desk import Entry
from domain.policy import Policy
from domain.registry import telling
from domain.registry.finding import Proof
from domain.ticket import CORRECTED_LATE, Cycle, Promise, Ticket
from domain.words import Arg, Lines, Moment, Text, Token, Words

CATEGORY = frozenset({"verified", "found", "corrected"})  # what the journal says of the category


def why(
    ticket: Ticket,
    cycles: Iterable[Cycle],
    promises: Sequence[Promise],
    policy: Policy,
    *,
    journal: Iterable[Entry] = (),
    proof: Proof | None = None,
) -> Lines:
    """Tell the whole history: «due 14:00: subscriber since 10:00, +4 h, round the clock»."""
    lines: list[Words] = [Text("why-head", {"number": int(ticket.id)})]
    version = ""
    for cycle in cycles:
        for promise in [each for each in promises if each.cycle == cycle.n]:
            lines += _given(promise, cycle, policy)
            if promise.policy_version != version:
                version = promise.policy_version
                lines.append(Text("why-policy", {"version": version}))
        lines.append(_kept(cycle))
    if len(lines) == 1:
        lines.append(Text("why-not-started"))
    lines += _unmoved(promises, journal)
    if (said := telling.on_card(proof)) is not None:
        lines.append(Text("why-proof", {"proof": said}))
    return Lines(tuple(lines))


def _given(promise: Promise, cycle: Cycle, policy: Policy) -> Iterator[Text]:
    facts = promise.reason
    minutes = int(facts.limit.total_seconds() // 60) if facts.limit else 0
    said: dict[str, Arg] = {"category": Token(facts.category), "cause": Token(facts.cause)}
    if promise.due_at is None or facts.limit is None:
        yield Text("why-unlimited", {**said, "started": Moment(promise.at)})
        return
    yield Text(
        "why-due",
        {
            **said,
            "due": Moment(promise.due_at),
            "started": Moment(_counted_from(promise, cycle)),
            "evidence": Token(facts.evidence),
            "minutes": minutes,
            "hours": 0 if minutes % 60 else minutes // 60,
            "problem": _problem_title(facts.problem, policy),
            "counted": Token("working" if facts.working else "round"),
        },
    )
    if facts.cause in {"corrected", CORRECTED_LATE}:
        yield Text("why-corrected", {"at": Moment(promise.at)})


def _counted_from(promise: Promise, cycle: Cycle) -> datetime:
    """The start of the cycle; of a category that changed, that moment."""
    facts = promise.reason
    if facts.since is None and facts.cause == "category" and promise.due_at and facts.limit:
        return promise.due_at - facts.limit
    return facts.since or cycle.started_at


def _problem_title(key: str, policy: Policy) -> Words:
    """A category of problems as a piece of a line; its key, if the policy has it no more."""
    if not key:
        return Text("why-no-problem")
    found = policy.problem(key)
    return Text("why-problem", {"problem": found.title if found else key})


def _unmoved(promises: Sequence[Promise], journal: Iterable[Entry]) -> Iterator[Text]:
    """A category that changed without moving the deadline."""
    moments = {promise.at for promise in promises}
    for entry in journal:
        if entry.event in CATEGORY and entry.at not in moments:
            yield Text(
                "why-category", {"at": Moment(entry.at), "category": Token(entry.why), "event": Token(entry.event)}
            )


def _kept(cycle: Cycle) -> Text:
    if cycle.reason.cause == CORRECTED_LATE:
        return Text("why-not-blamed")
    if cycle.answered_at is None:
        return Text("why-unanswered")
    late = cycle.due_at is not None and cycle.answered_at > cycle.due_at
    answered = Moment(cycle.answered_at)
    if late:
        return Text("why-answered-late", {"answered": answered})
    if cycle.delivered_at is not None and cycle.delivered_at > cycle.answered_at:
        return Text("why-answered-delivered", {"answered": answered, "delivered": Moment(cycle.delivered_at)})
    return Text("why-answered", {"answered": answered})
