"""What is asked of calls and e-mails in one line: when it was answered, and whether the reader is who they seem."""

from domain.draft import Asking, Draft
from domain.form.choices import CANCEL, Choices
from domain.form.events import Context
from domain.form.parse import Parsed, Taken, Unclear
from domain.form.past import moment_before
from domain.form.sheet import Values
from domain.form.steps import Question
from domain.words import Text


def _been(text: str, _: Values, context: Context) -> Parsed:
    at = moment_before(text, context.at, context.zone, context.phrases)
    if at is None:
        return Unclear(Text("ask-called-hint"))
    return Taken({"called": at.isoformat()}) if at <= context.at else Unclear(Text("caller-received-future"))


def _by_key_alone(_: str, __: Values, ___: Context) -> Parsed:
    """A number that is typed proves nothing: Telegram vouches for the one it shares."""
    return Unclear(Text("link-hint"))


def _cancel(_: Draft, __: Context) -> Choices:
    return ((CANCEL,),)


OF_CALLS: dict[Asking, Question] = {
    Asking.CALLED: Question(
        ask=lambda draft, _: Text("ask-called", {"number": draft.subject}),
        choices=_cancel,
        parse=_been,
        hint=lambda _, __: Text("ask-called-hint"),
    ),
    Asking.LINK: Question(
        ask=lambda draft, _: Text("ask-link", {"number": draft.subject}),
        choices=_cancel,
        parse=_by_key_alone,
        hint=lambda _, __: Text("link-hint"),
        shares_contact=True,
    ),
}
