"""People, as a test or a page plays them: what a person does in a chat, and what they see there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox import members, topics
from sandbox.content import CAPTIONED, FILES, NAMES, PIXEL, Body, content_of, of_file, of_poll
from sandbox.entities import units, with_detected
from sandbox.errors import Unknown, WrongAct
from sandbox.files import File
from sandbox.methods.answers import external, origin_of
from sandbox.methods.deleting import pin
from sandbox.model import GENERAL, Account, Chat, Member, Message, Topic

if TYPE_CHECKING:
    from sandbox.groups import Group
    from sandbox.server import Sandbox

MAX_TEXT = 4096
MAX_CAPTION = 1024
PATIENCE = 10.0  # seconds a person waits to see something


@dataclass(frozen=True, slots=True)
class Press:
    """A button pressed: under a message it has an `id`, and the bot's answer comes later; else it was a `message`."""

    tg: Sandbox
    id: str = ""
    message: Message | None = None

    async def toast(self, seconds: float = PATIENCE) -> str:
        """What the bot answered, as soon as it has."""
        answer = await self.tg.world.bell.until(lambda: self.tg.world.queries[self.id].get("answer"), seconds)
        return str(answer["text"])


class Voice:
    """A person in one place: a private chat with the bot, a group, or a topic of it."""

    def __init__(self, tg: Sandbox, account: Account, chat_id: int, thread: int | None = None) -> None:
        self.tg = tg
        self.world = tg.world
        self.account = account
        self._chat_id = chat_id
        self.thread = thread

    @property
    def place(self) -> Chat:
        return self.world.chat(self._chat_id)

    # --- writing

    async def says(
        self,
        text: str,
        *,
        reply_to: Message | int | None = None,
        quote: str | None = None,
        quote_position: int | None = None,
        entities: Sequence[Body] = (),
    ) -> Message:
        """A text; longer than 4096 characters it goes as several messages, as from any client. The last is returned."""
        if not text.strip():
            raise WrongAct("an empty text cannot be sent")
        answer = self._answer(reply_to, quote, quote_position)
        for start in range(0, len(text), MAX_TEXT):
            part, found = with_detected(text[start : start + MAX_TEXT], list(entities) if start == 0 else [])
            message = self._post({"text": part} | ({"entities": found} if found else {}), answer)
        return message

    async def sends(
        self,
        kind: str,
        file: File | str | None = None,
        *,
        caption: str = "",
        caption_entities: Sequence[Body] = (),
        reply_to: Message | int | None = None,
        quote: str | None = None,
        quote_position: int | None = None,
        **facts: Any,
    ) -> Message:
        """Any content; a small file is made up where none is given."""
        content = self._content(kind, file, caption, caption_entities, facts)
        return self._post(content, self._answer(reply_to, quote, quote_position))

    async def sends_photo(self, caption: str = "", **how: Any) -> Message:
        return await self.sends("photo", caption=caption, **how)

    async def sends_video(self, caption: str = "", **how: Any) -> Message:
        return await self.sends("video", caption=caption, **how)

    async def sends_document(self, name: str = "document.txt", caption: str = "", **how: Any) -> Message:
        file = how.pop("file", None) or self.tg.file(name)
        return await self.sends("document", file, caption=caption, **how)

    async def sends_voice(self, **how: Any) -> Message:
        return await self.sends("voice", **how)

    async def sends_sticker(self, emoji: str = "👍", **how: Any) -> Message:
        return await self.sends("sticker", emoji=emoji, **how)

    async def sends_album(
        self, items: Sequence[Body | str], *, reply_to: Message | int | None = None, quote: str | None = None
    ) -> list[Message]:
        """Several files as one: kinds, or `{"kind", "file"?, "caption"?}`. The bot gets an update for each."""
        album = {"media_group_id": str(13_000_000_000 + self.world.number())}
        answer = self._answer(reply_to, quote, None)
        parts = [{"kind": item} if isinstance(item, str) else item for item in items]
        contents = [
            album | self._content(part["kind"], part.get("file"), part.get("caption", ""), (), {}) for part in parts
        ]
        return [self._post(content, answer) for content in contents]

    async def sends_raw(self, content: Body) -> Message:
        """Any fields of a Message, known to nobody or not."""
        return self._post(content, {})

    async def shares_contact(self) -> Message:
        """By the button: one's own name and phone."""
        keyboard = self.place.keyboard
        contact = {"phone_number": self.account.phone or "", **self.account.names(), "user_id": self.account.id}
        contact.pop("username", None)
        if not contact["phone_number"]:
            raise WrongAct(f"{self.account.first_name} has no phone to share")
        self._used(keyboard)
        return self._post({"contact": contact}, {})

    async def forwards(
        self, message: Message | int, from_chat: int | None = None, origin: Body | None = None
    ) -> Message:
        """A message seen elsewhere (a number means the private chat, unless told); `origin`: a made-up one."""
        original = self._message(message, from_chat or self.account.id)
        content = content_of(original.body)
        if not content:
            raise WrongAct("a service message cannot be forwarded")
        return self._post(content | {"forward_origin": origin or origin_of(original)}, {})

    async def edits(self, message: Message | int, text: str | None = None, *, caption: str | None = None) -> Message:
        """Its own message's text or caption."""
        message = self._own(message)
        words = caption if text is None else text
        part, found = with_detected(words or "", [])
        name, entities = ("caption", "caption_entities") if message.kind in CAPTIONED else ("text", "entities")
        self.world.edit(message, {name: part or None, entities: found or None})
        return message

    async def deletes(self, *messages: Message | int) -> None:
        """Bots are never told."""
        self.world.delete(self.place, [self._message(message).id for message in messages])

    async def reacts(self, message: Message | int, emoji: str | None = None) -> None:
        """One reaction, or none."""
        reactions = [{"type": "emoji", "emoji": emoji}] if emoji else []
        self._here()
        self.world.react(self.place, self._message(message), self.account.id, reactions)

    async def pins(self, message: Message | int) -> None:
        self._in_charge("can_pin_messages")
        pin(self.world, self.place, self.account.id, self._message(message))

    # --- pressing

    async def presses(
        self,
        label: str | None = None,
        *,
        data: str | None = None,
        on: Message | int | None = None,
    ) -> Press:
        """The newest button with this label (or part of it) or data; else one of the reply keyboard."""
        self._here()
        seen = self.chat() if on is None else [self._message(on)]
        for exact in (True, False):
            for message in reversed(seen):
                for button in message.inline_buttons():
                    if "callback_data" in button and self._meant(button, label, data, exact=exact):
                        return self._press(message, button["callback_data"])
        for row in (self.place.keyboard or {}).get("keyboard", []):
            for button in row:
                if label is not None and label in button["text"]:
                    if button.get("request_contact"):
                        return Press(self.tg, message=await self.shares_contact())
                    self._used(self.place.keyboard)
                    return Press(self.tg, message=await self.says(button["text"]))
        raise Unknown(f"no button {label or data!r} here; there are: {self.tg.describe(seen)}")

    @staticmethod
    def _meant(button: Body, label: str | None, data: str | None, *, exact: bool) -> bool:
        if data is not None:
            return bool(button["callback_data"] == data)
        return button["text"] == label if exact else (label or "") in button["text"]

    def _press(self, message: Message, data: str) -> Press:
        world, query = self.world, str(4_300_000_000_000_000 + self.world.number())
        world.queries[query] = {
            "person": self.account.id,
            "chat": message.chat_id,
            "message_id": message.id,
            "at": world.clock.real(),
        }
        update = {"id": query, "from": self.account.user(), "message": message.body, "data": data}
        world.updates.add("callback_query", update | {"chat_instance": str(message.chat_id)}, self.account.id)
        world.tell("press", query=query, person=self.account.id, chat=message.chat_id, message_id=message.id, data=data)
        return Press(self.tg, query)

    def _used(self, keyboard: Body | None) -> None:
        if keyboard and keyboard.get("one_time_keyboard"):
            self.world.set_keyboard(self.place, None)

    # --- topics

    async def opens_topic(self, name: str, icon_custom_emoji_id: str | None = None) -> Topic:
        self._here()
        return topics.open_topic(self.world, self.place, self.account.id, name, None, icon_custom_emoji_id)

    async def renames_topic(self, name: str) -> None:
        topics.edit_topic(self.world, self.place, self.account.id, self._topic(), name, None)

    async def closes_topic(self) -> None:
        topics.close_topic(self.world, self.place, self.account.id, self._topic(), closed=True)

    async def reopens_topic(self) -> None:
        topics.close_topic(self.world, self.place, self.account.id, self._topic(), closed=False)

    async def deletes_topic(self) -> None:
        topics.delete_topic(self.world, self.place, self._topic())

    # --- seeing

    def chat(self) -> list[Message]:
        """All messages in this place, oldest first; without a topic, the whole chat."""
        messages = self.place.messages.values()
        if self.thread is None:
            return list(messages)
        return [message for message in messages if (message.thread or GENERAL) == self.thread]

    async def sees(
        self,
        words: str = "",
        *,
        kind: str | None = None,
        button: str | None = None,
        where: Callable[[Message], bool] | None = None,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - a person's patience
    ) -> Message:
        """Waits for another's message (new or newly changed) that fits; each is seen once, in order."""
        seen = self.tg.seen_by(self.account.id)
        key = (self._chat_id, self.thread)

        def look() -> Message | None:
            fresh = [
                message for message in self.chat() if message.seq > seen.get(key, 0) and message.by != self.account.id
            ]
            for message in sorted(fresh, key=lambda message: message.seq):
                if self._fits(message, words, kind, button) and (where is None or where(message)):
                    return message
            return None

        try:
            message = await self.world.bell.until(look, timeout)
        except TimeoutError:
            what = words or kind or button
            raise AssertionError(
                f"{self.account.first_name} does not see {what!r}; there is: {self.tg.describe(self.chat())}"
            ) from None
        seen[key] = message.seq
        return message

    @staticmethod
    def _fits(message: Message, words: str, kind: str | None, button: str | None) -> bool:
        return (
            words in message.text
            and (kind is None or message.kind == kind)
            and (button is None or any(button in label for label in message.buttons))
        )

    async def sees_reaction(self, message: Message, emoji: str, seconds: float = PATIENCE) -> None:
        """The bot's mark on a message."""
        await self.world.bell.until(lambda: emoji in message.reacted(self.world.bot.id), seconds)

    # --- how it is done

    def _content(self, kind: str, file: File | str | None, caption: str, entities: Sequence[Body], facts: Body) -> Body:
        if kind in FILES:
            known = self.world.files.get(file) if isinstance(file, str) else file
            content = of_file(self.world.files, kind, known or self.tg.file(NAMES[kind]), **facts)
        else:
            content = self._other(kind, facts)
        if len(caption) > MAX_CAPTION:
            raise WrongAct("no client sends a caption longer than 1024 characters")
        words, found = with_detected(caption, list(entities))
        return content | ({"caption": words} if words else {}) | ({"caption_entities": found} if found else {})

    def _other(self, kind: str, facts: Body) -> Body:
        place = {"latitude": facts.get("latitude", 55.75), "longitude": facts.get("longitude", 37.62)}
        match kind:
            case "location":
                return {"location": place}
            case "venue":
                venue = {
                    "location": place,
                    "title": facts.get("title", "Office"),
                    "address": facts.get("address", "1, Main"),
                }
                return {"venue": venue, "location": place}
            case "contact":
                return {"contact": {"phone_number": "+70000000000", "first_name": "Contact"} | facts}
            case "poll":
                question, options = facts.get("question", "?"), facts.get("options", ["+", "-"])
                return of_poll(self.world.number(), question, options, facts)
            case "dice":
                return {"dice": {"emoji": facts.get("emoji", "🎲"), "value": facts.get("value", 6)}}
            case "story":
                chat = self.world.chat_card(self.world.chat(self.account.id))
                return {"story": {"chat": chat, "id": self.world.number()}}
            case _:
                raise WrongAct(f"nobody can send {kind!r}")

    def _answer(self, reply_to: Message | int | None, quote: str | None, position: int | None) -> Body:
        if reply_to is None:
            return {}
        if isinstance(reply_to, Message) and reply_to.chat_id != self._chat_id:
            return {"external_reply": external(self.world, self.world.chat(reply_to.chat_id), reply_to)}
        answered = self._message(reply_to)
        answer: Body = {"reply_to_message": answered.excerpt()}
        if quote is not None:
            if quote not in answered.text:
                raise WrongAct("only what is there can be quoted")
            at = units(answered.text[: answered.text.index(quote)]) if position is None else position
            answer["quote"] = {"text": quote, "position": at, "is_manual": True}
        return answer

    def _post(self, content: Body, answer: Body) -> Message:
        self._here()
        place = self.place
        if place.private:
            self.account.started = True
        thread = self.thread if self.thread != GENERAL and place.is_forum else None
        member = place.member(self.account.id)
        if not place.private and not member.may("can_manage_topics"):
            closed = self._topic().closed if thread else place.general_closed
            if closed:
                raise WrongAct("the topic is closed")
        if not member.may_send("can_send_messages") and not place.private:
            raise WrongAct(f"{self.account.first_name} may not write here")
        return self.world.post(place, self.account.id, content, thread=thread, answer=answer)

    def _here(self) -> None:
        """Whether the person can be in this place at all."""
        if self.account.deactivated:
            raise WrongAct(f"{self.account.first_name}'s account is deleted")
        if self.place.private:
            if self._chat_id != self.account.id:
                raise WrongAct("private chats are private")
            if self.account.blocked:
                raise WrongAct(f"{self.account.first_name} has blocked the bot")
        elif not self.place.member(self.account.id).present:
            raise WrongAct(f"{self.account.first_name} is not in {self.place.title}")

    def _in_charge(self, right: str) -> None:
        if not self.place.private and not self.place.member(self.account.id).may(right):
            raise WrongAct(f"{self.account.first_name} is no administrator with {right}")

    def _message(self, message: Message | int, chat_id: int | None = None) -> Message:
        if isinstance(message, Message):
            return message
        return self.world.message(self.world.chat(chat_id) if chat_id else self.place, message)

    def _own(self, message: Message | int) -> Message:
        message = self._message(message)
        if message.by != self.account.id:
            raise WrongAct("only one's own message can be edited")
        return message

    def _topic(self) -> Topic:
        topic = self.place.topic(self.thread or 0)
        if topic is None:
            raise Unknown(f"no topic {self.thread} in {self.place.title}")
        return topic


class Person(Voice):
    """Somebody with a Telegram account, in their private chat with the bot unless led elsewhere."""

    def __init__(self, tg: Sandbox, account: Account) -> None:
        super().__init__(tg, account, account.id)
        self.id = account.id

    def in_group(self, group: Group, thread: int | None = None) -> Voice:
        """In the whole group (General, where one writes), or in a topic."""
        return Voice(self.tg, self.account, group.id, thread)

    def in_topic(self, topic: Topic | Message | int, group: Group | None = None) -> Voice:
        """In a topic of their group (the only one, unless told)."""
        thread = topic if isinstance(topic, int) else topic.id if isinstance(topic, Topic) else topic.thread
        chat_id = group.id if group else topic.chat_id if isinstance(topic, Message) else self._only_group()
        return Voice(self.tg, self.account, chat_id, thread or GENERAL)

    async def starts(self, payload: str = "") -> Message:
        """Presses Start, or follows a link with a payload (up to 64 of A-Z a-z 0-9 _ -)."""
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,64}", payload):
            raise WrongAct("no link carries this payload")
        return await self.says(f"/start {payload}".strip())

    async def blocks(self) -> None:
        self._block(blocked=True)

    async def unblocks(self) -> None:
        self._block(blocked=False)

    def _block(self, *, blocked: bool) -> None:
        if self.account.blocked is blocked:
            return
        self.account.blocked = blocked
        bot, cards = self.world.bot.user(), [Member("kicked"), Member()]
        was, now = cards if not blocked else cards[::-1]
        update = {
            "chat": self.world.chat_card(self.place),
            "from": self.account.user(),
            "date": self.world.clock.now(),
            "old_chat_member": was.card(bot),
            "new_chat_member": now.card(bot),
        }
        self.world.updates.add("my_chat_member", update, self.id)
        self.shows()

    def deactivates(self) -> None:
        """Deletes the account."""
        self.account.deactivated = True
        self.shows()

    def speaks(self, language: str) -> None:
        """Switches the language of the app."""
        self.account.language_code = language
        self.shows()

    def shows(self) -> None:
        self.world.tell("person", value=self.account.view())

    async def joins(self, group: Group | int) -> None:
        members.join(self.world, self._group(group), self.id, self.id)

    async def leaves(self, group: Group | int) -> None:
        members.leave(self.world, self._group(group), self.id, self.id)

    def _group(self, group: Group | int) -> Chat:
        return self.world.chat(group if isinstance(group, int) else group.id)

    def _only_group(self) -> int:
        groups = [chat.id for chat in self.world.chats.values() if chat.member(self.id).present and chat.is_forum]
        if len(groups) != 1:
            raise WrongAct(f"{self.account.first_name} is in {len(groups)} forums: say which")
        return groups[0]


def made_up(name: str) -> bytes:
    """A small file of its kind."""
    return PIXEL if name.endswith(".png") else f"sandbox file {name}\n".encode()
