"""A voice: what a person says, sends and presses in one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.attach import carried, made_up
from sandbox.content import CAPTIONED, Body, content_of
from sandbox.entities import MAX_TEXT, units, with_detected
from sandbox.errors import Unknown, WrongAct
from sandbox.files import File
from sandbox.hands import Hands
from sandbox.methods.answers import external, origin_of
from sandbox.model import GENERAL, Message
from sandbox.sight import PATIENCE

if TYPE_CHECKING:
    from sandbox.server import Sandbox


@dataclass(frozen=True, slots=True)
class Press:
    """A button pressed: under a message it has an `id`, and the bot's answer comes later; else it was a `message`."""

    tg: Sandbox
    id: str = ""
    message: Message | None = None

    async def answer(self, seconds: float = PATIENCE) -> Body:
        """What the bot answered, as soon as it has: text, show_alert, url."""
        queries = self.tg.world.queries
        if self.id not in queries:
            raise WrongAct("buttons of a reply keyboard are not answered")
        try:
            answer: Body = await self.tg.world.bell.until(lambda: queries[self.id].get("answer"), seconds)
        except TimeoutError:
            raise AssertionError("the bot did not answer the press") from None
        return answer

    async def toast(self, seconds: float = PATIENCE) -> str:
        """The words of the answer."""
        return str((await self.answer(seconds))["text"])


class Voice(Hands):
    """A person in one place, who speaks there."""

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
        content = carried(self.world, self.account, kind, file, caption, caption_entities, facts)
        return self._post(content, self._answer(reply_to, quote, quote_position))

    async def sends_photo(self, caption: str = "", **how: Any) -> Message:
        return await self.sends("photo", caption=caption, **how)

    async def sends_video(self, caption: str = "", **how: Any) -> Message:
        return await self.sends("video", caption=caption, **how)

    async def sends_document(self, name: str = "document.txt", caption: str = "", **how: Any) -> Message:
        file = how.pop("file", None) or made_up(self.world, name)
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
            album | carried(self.world, self.account, part["kind"], part.get("file"), part.get("caption", ""), (), {})
            for part in parts
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
        self._here()
        message = self._own(message)
        words = caption if text is None else text
        part, found = with_detected(words or "", [])
        name, entities = ("caption", "caption_entities") if message.kind in CAPTIONED else ("text", "entities")
        self.world.edit(message, {name: part or None, entities: found or None})
        return message

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

    # --- how it is done

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

    def _own(self, message: Message | int) -> Message:
        message = self._message(message)
        if message.by != self.account.id:
            raise WrongAct("only one's own message can be edited")
        return message
