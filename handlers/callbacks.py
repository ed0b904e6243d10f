"""What buttons carry."""

from aiogram.filters.callback_data import CallbackData


class Tap(CallbackData, prefix="b"):
    """A press, what it is about, and what was chosen; 64 bytes at most."""

    press: str
    subject: int
    arg: str
