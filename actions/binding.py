"""Which chat is the engineers' group: the one that is bound, unless the settings name another than they did before."""

from actions.desk import Desk
from actions.housing import bring_over
from actions.lookups import Asked
from actions.notices import tell_leads
from actions.ports import Transaction
from actions.record import post
from domain.delivery import Obstacle
from domain.desk import Group, Origin
from domain.effects import TellGroup
from domain.ids import ChatId
from domain.words import Text, Token

SETTING = "engineers_chat_id"  # facts: what the settings said when they were last followed


class Binding:
    """Takes a group, and remembers who asked for it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def take(self, origin: Origin, group: Group) -> None:
        """Bind the group in which a lead has asked for it."""

        async def unit(tx: Transaction) -> None:
            await tx.places.bind(group)

        await self._desk.store.run(origin, unit)

    async def follow(self, setting: ChatId | None) -> Group | None:
        """Bind the chat of the settings if they have changed; return the group there is now.

        A group that was upgraded has another id than the settings say, and keeps it while they say the same.
        """

        async def unit(tx: Transaction) -> Group | None:
            if setting is not None and await tx.facts.get(SETTING) != str(setting):
                await tx.facts.put(SETTING, str(setting))
                await tx.places.bind(Group(chat=setting, forum=True))  # Telegram says in a moment whether it is one
                await bring_over(tx, setting, self._desk.clock.now())
            return await tx.places.group()

        return await self._desk.store.run(Origin(self._desk.clock.now()), unit)

    async def found(self, group: Group) -> None:
        """Note whether the group has topics, as Telegram says now."""
        await self.take(Origin(self._desk.clock.now()), group)

    async def looks(self, seen: Group) -> None:
        """Follow the group where topics were switched on or off while we looked elsewhere; another chat is none."""
        now = self._desk.clock.now()

        async def unit(tx: Transaction) -> None:
            group = await tx.places.group()
            if group is None or group.chat != seen.chat or group.forum == seen.forum:
                return
            await tx.places.bind(seen)
            if not seen.forum:
                words = Text("lead-trouble", {"obstacle": Token(Obstacle.NOT_A_FORUM), "detail": ""})
                await tell_leads(tx, self._desk, f"trouble:{Obstacle.NOT_A_FORUM}", words, now)

        await self._desk.store.run(Origin(now), unit)

    async def asked(self, origin: Origin, group: Group, asked: Asked, words: Text) -> None:
        """`/bind` in the group itself; anybody but a lead learns who may."""

        async def unit(tx: Transaction) -> None:
            if not self._desk.is_lead(asked.user):
                refused = Text("group-bind-lead", {"id": str(asked.user)})
                thread = int(asked.thread) if asked.thread is not None else None
                await post(tx, [TellGroup(words=refused, chat=group.chat, thread=thread)], origin.at)
                return
            await tx.places.bind(group)
            await bring_over(tx, group.chat, origin.at)
            await post(tx, [TellGroup(words=words, chat=group.chat)], origin.at)

        await self._desk.store.run(origin, unit)

    async def moved(self, origin: Origin, old: ChatId, new: ChatId) -> None:
        """The group was upgraded (C55): its new id from now on."""

        async def unit(tx: Transaction) -> None:
            group = await tx.places.group()
            if group is not None and group.chat == old:
                await bring_over(tx, new, origin.at)
                await tx.places.migrated(old, new)

        await self._desk.store.run(origin, unit)
