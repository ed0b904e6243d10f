"""What stands in a letter's way is a fact to act on, never a lost message."""

from collections.abc import Callable

import pytest

from actions.record import post
from domain.delivery import Obstacle, Trouble
from domain.desk import Group
from domain.effects import (
    CloseTopic,
    EditTagged,
    Effect,
    OpenTopic,
    PostCard,
    RelayToCustomer,
    RelayToTopic,
    ReopenTopic,
    SendEmail,
    TellCustomer,
    TellEngineer,
    TellGroup,
    TellLead,
    TellTopic,
    WarnEngineer,
)
from domain.ids import ChatId
from domain.ticket import Status
from domain.words import Lines, Text
from tests.actions.house import ANNA, GROUP, LEAD, PETR, House, names, of, text

NEW_GROUP = ChatId(-1002)


def refuses(*kinds: type[Effect], with_: Obstacle) -> Callable[[Effect], Obstacle | None]:
    return lambda effect: with_ if isinstance(effect, kinds) else None


async def met(house: House, kind: type[Effect], trouble: Trouble) -> None:
    """The next letter of this kind is refused so."""
    letter = next(each for each in await house.due() if isinstance(each.effect, kind))
    taken = await house.take(letter.id)
    await house.acceptance.refused(taken, trouble, house.clock.now())


# The customer


async def test_mail_takes_over_where_the_bot_is_blocked(house: House) -> None:
    """C45, 38: the mail server takes it: answered, as of the writing; the topic hears what came of it."""
    number = await house.files()
    await house.claims(ANNA, number)
    house.broken = refuses(RelayToCustomer, with_=Obstacle.BLOCKED)
    said = await house.says(ANNA, number, "Проверьте кабель")
    house.clock.advance(minutes=1)
    sent = await house.deliver()
    (mail,) = of(sent, SendEmail)
    assert (mail.to, mail.subject.name) == ("7@example.org", "email-subject")
    assert isinstance(mail.body, Text)
    assert mail.body.args["said"] == Text("quoted", {"text": "Проверьте кабель"})
    assert names(of(sent, TellTopic)) == ["topic-unreachable", "topic-mailed"]
    ticket = await house.ticket(number)
    assert ticket.status is Status.WAITING
    assert ticket.cycle is not None
    assert ticket.cycle.answered_at == said.at
    customer = await house.look(lambda tx: tx.customers.by_user(PETR))
    assert customer is not None
    assert not customer.reachable


async def test_neither_telegram_nor_mail(house: House) -> None:
    """C45: unanswered and undeliverable: the topic and the lead are told each time."""
    number = await house.files()
    await house.claims(ANNA, number)
    house.broken = lambda effect: (
        Obstacle.BLOCKED
        if isinstance(effect, RelayToCustomer)
        else Obstacle.MAIL_REFUSED
        if isinstance(effect, SendEmail)
        else None
    )
    for _ in range(2):
        await house.says(ANNA, number, "Проверьте кабель")
        sent = await house.deliver()
        assert "topic-mail-failed" in names(of(sent, TellTopic))
        assert names(of(sent, TellLead)) == ["lead-mail-failed"] * 2
    assert names(of(house.sent, TellTopic)).count("topic-unreachable") == 1  # told once that they are out of reach
    assert (await house.ticket(number)).awaits_first_answer


async def test_a_settling_line_by_mail_keeps_the_ball(house: House) -> None:
    """17: the question went by mail: answered, and still settled."""
    number = await house.files()
    house.broken = refuses(TellCustomer, with_=Obstacle.DEACTIVATED)
    await house.settles(ANNA, number)
    ticket = await house.ticket(number)
    assert (ticket.status, ticket.awaits_first_answer) == (Status.RESOLVED, False)


async def test_an_edit_that_cannot_be_made_bothers_nobody(house: House) -> None:
    """Buttons of a question at somebody who has blocked the bot."""
    number = await house.files()
    await house.answers(ANNA, number)
    await house.settles(ANNA, number)
    house.broken = refuses(EditTagged, with_=Obstacle.BLOCKED)
    await house.actions.resolution.confirm(house.origin(), number, PETR)
    assert of(await house.deliver(), TellLead) == []


# Topics


async def test_a_deleted_topic_is_made_again_ahead_of_what_waits(house: House) -> None:
    """C55: topic, card, a history of what was read there, and only then what was to be said; nothing comes twice."""
    number = await house.files()
    await house.writes(PETR, "Кабель на месте")
    await house.writes(PETR, "", kind="document", file_name="журнал.txt")
    await house.deliver()
    await house.writes(PETR, "Питание есть")
    await house.writes(PETR, "", kind="photo", file_name="экран.png")
    gone = Trouble(obstacle=Obstacle.TOPIC_GONE, detail="message thread not found")
    await met(house, RelayToTopic, gone)
    sent = await house.deliver()
    kinds = [type(each) for each in sent if not type(each).__name__.startswith("React")]
    assert kinds == [OpenTopic, PostCard, TellTopic, RelayToTopic, RelayToTopic]
    (history,) = of(sent, TellTopic)
    assert isinstance(history.words, Lines)
    lines = [part.args["text"] for part in history.words.parts[1:] if isinstance(part, Text)]
    assert lines == ["Кабель на месте", "[журнал.txt]"]
    place = await house.look(lambda tx: tx.places.of(number))
    assert place is not None
    assert place.thread is not None
    assert place.card is not None


async def test_two_lanes_find_the_topic_gone(house: House) -> None:
    """C55: it is made once; the other letter waits for it and is not lost."""
    number = await house.files()
    await house.writes(PETR, "Кабель на месте")
    warning = WarnEngineer(ticket=number, engineer=None)
    await house.do(lambda tx: post(tx, [warning], house.clock.now()))
    gone = Trouble(obstacle=Obstacle.TOPIC_GONE)
    await met(house, RelayToTopic, gone)
    await met(house, WarnEngineer, gone)
    sent = await house.deliver()
    assert len(of(sent, OpenTopic)) == len(of(sent, PostCard)) == 1
    assert len(of(sent, RelayToTopic)) == len(of(sent, WarnEngineer)) == 1


async def test_a_letter_to_a_topic_that_was_made_again_meanwhile(house: House) -> None:
    """C55: it was on its way to the old topic; the new one stays, with one card and one history."""
    number = await house.files()
    await house.writes(PETR, "Кабель на месте")
    await house.deliver()
    old = await house.thread(number)
    await house.do(lambda tx: post(tx, [WarnEngineer(ticket=number, engineer=None)], house.clock.now()))
    await house.writes(PETR, "Питание есть")
    gone = Trouble(obstacle=Obstacle.TOPIC_GONE, thread=old)
    await met(house, RelayToTopic, gone)
    await house.deliver(OpenTopic, PostCard, TellTopic, RelayToTopic)
    made = await house.thread(number)
    assert made != old
    await met(house, WarnEngineer, gone)
    sent = await house.deliver()
    assert await house.thread(number) == made
    assert len(of(sent, WarnEngineer)) == 1
    assert of([*house.sent], OpenTopic)[1:] == [OpenTopic(ticket=number)]
    assert names(house.sent).count("topic-history") == 1


async def test_the_topics_own_lane_sees_to_it(house: House) -> None:
    """C55: an alarm finds the topic gone first; what waits in the topic's lane makes it, once."""
    number = await house.files()
    await house.writes(PETR, "Кабель на месте")
    await house.deliver()
    old = await house.thread(number)
    await house.writes(PETR, "Питание есть")
    await house.do(lambda tx: post(tx, [WarnEngineer(ticket=number, engineer=None)], house.clock.now()))
    gone = Trouble(obstacle=Obstacle.TOPIC_GONE, thread=old)
    await met(house, WarnEngineer, gone)
    assert await house.thread(number) == old
    await met(house, RelayToTopic, gone)
    sent = await house.deliver()
    assert len(of(sent, OpenTopic)) == len(of(sent, PostCard)) == len(of(sent, WarnEngineer)) == 1
    assert names(sent).count("topic-history") == 1


async def test_a_card_in_a_deleted_topic_is_posted_once(house: House) -> None:
    """C55: the card itself found the topic gone."""
    number = await house.registers()
    await house.deliver(OpenTopic)
    await met(house, PostCard, Trouble(obstacle=Obstacle.TOPIC_GONE))
    sent = await house.deliver()
    assert len(of(sent, OpenTopic)) == len(of(sent, PostCard)) == 1
    assert await house.thread(number) is not None


async def test_a_topic_that_is_gone_is_not_made_to_be_closed(house: House) -> None:
    """Nobody needs to read of it, nor the group to pay for it."""
    number = await house.files()
    house.broken = refuses(CloseTopic, with_=Obstacle.TOPIC_GONE)
    await house.actions.resolution.withdraw(house.origin(), number, PETR)
    sent = await house.deliver()
    assert of(sent, OpenTopic) == []
    assert of(sent, TellLead) == []
    house.broken = lambda _: None
    await house.actions.resolution.reopen(house.origin(), number, PETR)
    await met(house, ReopenTopic, Trouble(obstacle=Obstacle.TOPIC_GONE))
    assert len(of(await house.deliver(), OpenTopic)) == 1


async def test_a_card_that_was_deleted_is_posted_anew(house: House) -> None:
    number = await house.files()
    await house.claims(ANNA, number)
    await house.actions.handling.release(house.origin(), number, ANNA)
    await met(house, type((await house.due())[0].effect), Trouble(obstacle=Obstacle.MESSAGE_GONE))
    assert len(of(await house.deliver(), PostCard)) == 1


@pytest.mark.parametrize(
    ("obstacle", "words", "forum"),
    [(Obstacle.NOT_A_FORUM, [], False), (Obstacle.NO_RIGHTS, ["lead-trouble"] * 2, True)],
)
async def test_where_no_topic_can_be_made_the_card_stands_in_the_group(
    house: House, obstacle: Obstacle, words: list[str], *, forum: bool
) -> None:
    """C55: replies to the card are the conversation; lost rights are told to the leads, once an hour."""
    house.broken = refuses(OpenTopic, with_=obstacle)
    number = await house.files()
    place = await house.look(lambda tx: tx.places.of(number))
    assert place is not None
    assert (place.thread, place.card is not None) == (None, True)
    assert names(of(house.sent, TellLead)) == words
    assert await house.look(lambda tx: tx.places.group()) == Group(chat=GROUP, forum=forum)


# The group


@pytest.mark.parametrize("obstacle", [Obstacle.KICKED, Obstacle.NO_RIGHTS, Obstacle.CHAT_GONE])
async def test_letters_wait_until_a_person_mends_it(house: House, obstacle: Obstacle) -> None:
    """Put back where they stood, however often; leads hear of it once an hour; afterwards each goes out once."""
    await house.files()
    house.broken = refuses(RelayToTopic, with_=obstacle)
    await house.writes(PETR, "Раз")
    await house.writes(PETR, "Два")
    for _ in range(5):
        await house.deliver()
        house.clock.advance(minutes=1)
    assert names(of(house.sent, TellLead)) == ["lead-trouble"] * 2
    assert names(of(house.sent, TellTopic)) == []
    house.broken = lambda _: None
    assert [type(each) for each in await house.deliver()] == [RelayToTopic, RelayToTopic]


async def test_a_group_that_is_upgraded_is_followed(house: House) -> None:
    """C55: its new id from now on; old message ids are void, so the card is posted anew ahead of what waits."""
    number = await house.files()
    await house.writes(PETR, "Кабель на месте")
    await met(house, RelayToTopic, Trouble(obstacle=Obstacle.MIGRATED, moved_to=NEW_GROUP))
    group = await house.look(lambda tx: tx.places.group())
    assert group is not None
    assert group.chat == NEW_GROUP
    sent = await house.deliver()
    house.clock.advance(seconds=2)
    sent += await house.deliver()
    assert [each for each in sent if isinstance(each, OpenTopic | PostCard)] == [
        OpenTopic(ticket=number),
        PostCard(ticket=number),
    ]
    assert isinstance(sent[-1], RelayToTopic)


async def test_a_second_letter_that_learns_of_the_upgrade(house: House) -> None:
    """C55: both were on their way to the old id; what the first has brought over stays."""
    number = await house.files()
    await house.do(lambda tx: post(tx, [WarnEngineer(ticket=number, engineer=None)], house.clock.now()))
    await house.writes(PETR, "Кабель на месте")
    moved = Trouble(obstacle=Obstacle.MIGRATED, moved_to=NEW_GROUP)
    await met(house, RelayToTopic, moved)
    await house.deliver(OpenTopic, PostCard)
    made = await house.thread(number)
    await met(house, WarnEngineer, moved)
    await house.deliver()
    assert await house.thread(number) == made
    assert len(of(house.sent, OpenTopic)) == 2


async def test_words_for_the_group_follow_it_too(house: House) -> None:
    """A letter that belongs to no ticket is sent again, to the new id."""
    words = TellGroup(words=Text("group-bound"))
    await house.do(lambda tx: post(tx, [words], house.clock.now()))
    await met(house, TellGroup, Trouble(obstacle=Obstacle.MIGRATED, moved_to=NEW_GROUP))
    assert [type(each) for each in await house.deliver()] == [TellGroup]


async def test_what_a_customer_said_and_cannot_be_shown(house: House) -> None:
    """The engineers are told that something is missing, and a lead is."""
    await house.files()
    house.broken = refuses(RelayToTopic, with_=Obstacle.UNKNOWN)
    await house.writes(PETR, "Кабель на месте")
    sent = await house.deliver()
    assert names(of(sent, TellTopic)) == ["topic-relay-failed"]
    assert names(of(sent, TellLead)) == ["lead-trouble"] * 2


# Engineers and leads who never pressed Start


async def test_an_engineer_is_told_by_name_in_the_topic(house: House) -> None:
    """A bot may not write first."""
    number = await house.files()
    await house.claims(ANNA, number)
    house.broken = lambda effect: (
        Obstacle.NEVER_STARTED
        if isinstance(effect, TellEngineer) or (isinstance(effect, WarnEngineer) and not effect.in_topic)
        else None
    )
    sent = await house.passes(hours=3)
    assert of(sent, WarnEngineer) == [WarnEngineer(ticket=number, engineer=ANNA, in_topic=True)]
    await house.actions.alerts.assign(house.origin(), number, LEAD, ANNA)
    told = [each for each in of(await house.deliver(), TellTopic) if each.mention == ANNA]
    assert [(text(each).name, each.urgent) for each in told] == [("engineer-assigned", True)]


async def test_a_letter_refused_and_given_up_is_decided_once(house: House) -> None:
    """The letter is the origin of what comes of it."""
    await house.files()
    house.clock.advance(seconds=1)
    await house.writes(PETR, "Кабель на месте")
    letter = next(each for each in await house.due() if isinstance(each.effect, RelayToTopic))
    taken = await house.take(letter.id)
    for _ in range(2):
        await house.acceptance.refused(taken, Trouble(obstacle=Obstacle.UNKNOWN), house.clock.now())
    assert names(of(await house.deliver(), TellTopic)) == ["topic-relay-failed"]
