"""Buttons under our words, and the keyboard below the input line."""

from collections.abc import Mapping

from aiogram.types import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.texts import Texts
from domain.ids import TicketId
from domain.words import Button, ReplyKeyboard, Rows
from handlers.callbacks import Tap

TOPIC = "topic:"  # a button's address that is a ticket's own topic
START = "start:"  # and one that is a payload for our own private chat
_COPIED = 256
_PLACEHOLDER = 64


def linked(rows: Rows) -> set[TicketId]:
    """The tickets whose topics these buttons lead to."""
    return {
        TicketId(int(button.url.removeprefix(TOPIC))) for row in rows for button in row if button.url.startswith(TOPIC)
    }


class Keyboards:
    """Buttons in one reader's language. `links` lead to topics; a button whose address is not known is left out."""

    def __init__(self, texts: Texts, language: str, links: Mapping[TicketId, str]) -> None:
        self._texts, self._language, self._links = texts, language, links

    def inline(self, rows: Rows) -> InlineKeyboardMarkup | None:
        """Return the buttons; nothing for none."""
        shown = [[made for button in row if (made := self._button(button))] for row in rows]
        shown = [row for row in shown if row]
        return InlineKeyboardMarkup(inline_keyboard=shown) if shown else None

    def below(self, keyboard: ReplyKeyboard) -> ReplyKeyboardMarkup | ReplyKeyboardRemove:
        """Return the keyboard; without rows, what takes it away."""
        if not keyboard.rows:
            return ReplyKeyboardRemove(remove_keyboard=True)
        hint = keyboard.placeholder and self._texts.plain(keyboard.placeholder, self._language)
        return ReplyKeyboardMarkup(
            keyboard=[
                [
                    KeyboardButton(
                        text=self._texts.plain(key.label, self._language), request_contact=key.contact or None
                    )
                    for key in row
                ]
                for row in keyboard.rows
            ],
            resize_keyboard=True,
            one_time_keyboard=True,
            input_field_placeholder=hint[:_PLACEHOLDER] if hint else None,
        )

    def _button(self, button: Button) -> InlineKeyboardButton | None:
        label = self._texts.plain(button.label, self._language)
        style = button.style.value if button.style else None
        if button.press is not None:
            tap = Tap(press=button.press, subject=button.subject, arg=button.arg)
            return InlineKeyboardButton(text=label, callback_data=tap.pack(), style=style)
        if button.copy:
            return InlineKeyboardButton(text=label, copy_text=CopyTextButton(text=button.copy[:_COPIED]), style=style)
        if button.url.startswith(TOPIC):
            url = self._links.get(TicketId(int(button.url.removeprefix(TOPIC))))
        elif button.url.startswith(START):
            url = f"https://t.me/{self._texts.bot_name}?start={button.url.removeprefix(START)}"
        else:
            url = button.url
        return InlineKeyboardButton(text=label, url=url, style=style) if url else None
