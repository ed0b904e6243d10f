"""What the sandbox says no with: Telegram's refusals to the bot, and plain words to whoever plays.

Refusal     the Bot API's answer to a call: status, description, parameters
WrongAct    somebody played is asked to do what a person in Telegram could not
└─ Unknown  there is no such person, chat, message, topic or file
"""


class Refusal(Exception):  # noqa: N818 - an answer of the Bot API, not a fault of ours
    """The Bot API says no: HTTP `status`, Telegram's `description`, machine-readable `parameters`."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


def bad(words: str, **parameters: int) -> Refusal:
    return Refusal(400, f"Bad Request: {words}", **parameters)


def forbidden(words: str) -> Refusal:
    return Refusal(403, f"Forbidden: {words}")


def conflict(words: str) -> Refusal:
    return Refusal(409, f"Conflict: {words}")


def too_many(seconds: int) -> Refusal:
    """429; come back in `seconds`."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


class WrongAct(ValueError):  # noqa: N818
    """A person could not do this in Telegram."""


class Unknown(WrongAct):
    """Nobody and nothing here has this name or id."""
