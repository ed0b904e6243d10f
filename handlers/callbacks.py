"""What buttons carry."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import AfterValidator, Field

LARGEST = 2**63 - 1  # a database holds no larger number, and no button of ours bears one


def _plain(arg: str) -> str:
    if arg.isdigit() and not (arg.isascii() and int(arg) <= LARGEST):
        raise ValueError("no number of ours")
    return arg


class Tap(CallbackData, prefix="b"):
    """A press, what it is about, and what was chosen; 64 bytes at most. What does not fit is a forgery."""

    press: str
    subject: Annotated[int, Field(ge=-LARGEST, le=LARGEST)]
    arg: Annotated[str, AfterValidator(_plain)]
