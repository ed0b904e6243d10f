"""What one side said, on its way to the other: copied whole, and told in other ways where Telegram will not copy."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from aiogram.methods import (
    CopyMessage,
    CopyMessages,
    EditMessageCaption,
    EditMessageText,
    SendAnimation,
    SendAudio,
    SendDocument,
    SendMediaGroup,
    SendPhoto,
    SendSticker,
    SendVideo,
    SendVideoNote,
    SendVoice,
    TelegramMethod,
)
from aiogram.types import (
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    MediaUnion,
    ReplyParameters,
)

from bot.delivery.calls import Call, Spot, beside, entities, reply_to, say, showing
from bot.delivery.split import CAPTION, split
from bot.rendered import Rendered, joined
from domain.ids import MessageId, UtteranceId
from domain.said import Place, Standing, Utterance

AT_ONCE = 100  # messages in one copyMessages
_CAPTIONED: dict[str, Callable[..., TelegramMethod[Any]]] = {
    "photo": SendPhoto,
    "video": SendVideo,
    "animation": SendAnimation,
    "audio": SendAudio,
    "voice": SendVoice,
    "document": SendDocument,
}
_BARE: dict[str, Callable[..., TelegramMethod[Any]]] = {"video_note": SendVideoNote, "sticker": SendSticker}
_GROUPED: dict[str, Callable[..., MediaUnion]] = {
    "photo": InputMediaPhoto,
    "video": InputMediaVideo,
    "document": InputMediaDocument,
    "audio": InputMediaAudio,
}
Block = list[tuple[int, Utterance]]  # with their indexes in the letter
_ALIKE = {"photo": "seen", "video": "seen"}  # what may stand in one album


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """Where to, what it replies to there, what it begins with, and what to say of an attachment that is gone."""

    spot: Spot
    replies: Mapping[UtteranceId, MessageId]
    prefix: Rendered
    unavailable: Callable[[str], Rendered]  # by kind

    def calls(self, said: Sequence[Utterance]) -> tuple[Call, ...]:
        """Copy everything, in order: together what can go together, one to one."""
        calls: list[Call] = []
        for plain, blocks in groupby(_blocks(said), key=self._plain):
            if plain:
                calls.extend(self._together([each for block in blocks for each in block]))
            else:
                calls.extend(call for block in blocks for call in self._apart(block))
        return tuple(calls)

    def _plain(self, block: Block) -> bool:
        """Whether it needs nothing but copying."""
        if not all(each.placed for _, each in block):
            return False
        return not self.prefix and self.spot.root is None and all(each.id not in self.replies for _, each in block)

    def _together(self, run: Block) -> Iterator[Call]:
        for part in _increasing(run):
            if len(part) == 1:
                yield from self._single(*part[0])
                continue
            method = CopyMessages(
                chat_id=self.spot.chat,
                message_thread_id=self.spot.thread,
                from_chat_id=part[0][1].place.chat,
                message_ids=[each.place.message for _, each in part],
            )
            singly = tuple(call for n, each in part for call in self._single(n, each))
            yield Call(chat=self.spot.chat, method=method, cost=len(part), of=tuple(n for n, _ in part), instead=singly)

    def _apart(self, part: Block) -> Iterator[Call]:
        """An album that replies, or begins with words of ours, is put together anew from its files."""
        singly = [call for n, each in part for call in self._single(n, each)]
        alike = {_ALIKE.get(each.kind, each.kind) for _, each in part}
        first = part[0][1]
        replying = next((each for _, each in part if each.id in self.replies), first)
        caption = joined([self.prefix, _caption(first)])
        grouped = len(alike) == 1 and all(each.kind in _GROUPED and each.file_id for _, each in part)
        if len(part) == 1 or not grouped or len(caption.text) > CAPTION:
            yield from singly
            return
        media = [
            _GROUPED[each.kind](media=each.file_id, caption=said.text or None, caption_entities=entities(said))
            for (_, each), said in zip(part, (caption, *(_caption(each) for _, each in part[1:])), strict=True)
        ]
        method = SendMediaGroup(
            chat_id=self.spot.chat,
            message_thread_id=self.spot.thread,
            media=media,
            reply_parameters=self._reply(replying),
        )
        indexes = tuple(n for n, _ in part)
        yield Call(chat=self.spot.chat, method=method, cost=len(part), of=indexes, instead=tuple(singly))

    def _single(self, n: int, each: Utterance) -> tuple[Call, ...]:
        caption = joined([self.prefix, _caption(each)])
        if each.kind == "text" and (self.prefix or not each.placed):
            return showing(say(self.spot, caption, reply=self._reply(each)), n)
        copy = CopyMessage(
            chat_id=self.spot.chat,
            message_thread_id=self.spot.thread,
            from_chat_id=each.place.chat,
            message_id=each.place.message,
            reply_parameters=self._reply(each),
        )
        call = Call(chat=self.spot.chat, method=copy, of=(n,), instead=self._stored(n, each))
        if not self.prefix:
            return (call,)
        if each.kind in _CAPTIONED and len(caption.text) <= CAPTION:
            named = copy.model_copy(update={"caption": caption.text, "caption_entities": entities(caption)})
            return (replace(call, method=named, said=caption),)
        return (*beside(say(self.spot, self.prefix), None if editable(each.kind) else n), call)

    def _stored(self, n: int, each: Utterance) -> tuple[Call, ...]:
        """From our own records, for what cannot be copied any more."""
        reply, caption = self._reply(each), joined([self.prefix, _caption(each)])
        if each.kind == "text":
            return showing(say(self.spot, caption, reply=reply), n)
        missing = joined([self.unavailable(each.kind), caption])
        gone = tuple(replace(call, lost=True) for call in showing(say(self.spot, missing, reply=reply), n))
        send = _CAPTIONED.get(each.kind) or _BARE.get(each.kind)
        if send is None or not each.file_id:
            return gone
        fits = each.kind in _CAPTIONED and len(caption.text) <= CAPTION
        words = {"caption": caption.text or None, "caption_entities": entities(caption)} if fits else {}
        method = send(
            chat_id=self.spot.chat,
            message_thread_id=self.spot.thread,
            reply_parameters=reply,
            **{each.kind: each.file_id},
            **words,
        )
        call = Call(chat=self.spot.chat, method=method, of=(n,), said=caption if fits else None, instead=gone)
        return (call,) if fits or not caption else (call, *beside(say(self.spot, caption), n))

    def _reply(self, each: Utterance) -> ReplyParameters | None:
        known = self.replies.get(each.id)
        if known is None:
            return reply_to(self.spot.root)
        return reply_to(known, each.quote, each.quote_position)


def edited(copy: Place, kind: str, said: Rendered, spot: Spot) -> tuple[Call, ...]:
    """The copy follows an edit; what does not fit any more comes after it."""
    first, *rest = split(said) if kind == "text" else split(said, CAPTION)
    method: EditMessageText | EditMessageCaption
    if kind == "text":
        method = EditMessageText(chat_id=copy.chat, message_id=copy.message, text=first.text, entities=entities(first))
    else:
        method = EditMessageCaption(
            chat_id=copy.chat, message_id=copy.message, caption=first.text, caption_entities=entities(first)
        )
    more = (call for part in rest for call in say(spot, part, reply=reply_to(copy.message)))
    return (Call(chat=copy.chat, method=method, said=first), *more)


def editable(kind: str) -> bool:
    """Whether a copy of this kind bears words that can be changed."""
    return kind == "text" or kind in _CAPTIONED


def _caption(each: Utterance) -> Rendered:
    return Rendered.said(each.text, each.entities)


def _blocks(said: Sequence[Utterance]) -> Iterator[Block]:
    """An album is one block, everything else one by one; what was taken back meanwhile is none."""
    there = [(n, each) for n, each in enumerate(said) if each.standing is not Standing.GONE]
    for _, parts in groupby(there, key=lambda part: part[1].album or part[0]):
        yield list(parts)


def _increasing(run: Block) -> Iterator[Block]:
    """Cut where copyMessages cannot go on: ids must grow, within one chat, a hundred at most."""
    part: Block = []
    for n, each in run:
        last = part[-1][1].place if part else None
        grows = last is None or (last.chat == each.place.chat and last.message < each.place.message)
        if not grows or len(part) == AT_ONCE:
            yield part
            part = []
        part.append((n, each))
    if part:
        yield part
