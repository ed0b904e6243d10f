"""What can be tapped under a question, and what can be typed in place of a tap."""

from dataclasses import dataclass

from domain.draft import Asking, Draft
from domain.form import sheet
from domain.form.events import Context
from domain.form.sheet import Step
from domain.phrases import Phrase
from domain.words import Button, Key, Press, ReplyKeyboard, Rows, Style, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A button, and the phrase that means the same when typed."""

    label: Text
    act: str
    arg: str = ""
    typed: Phrase | None = None
    style: Style | None = None

    def button(self, rev: int) -> Button:
        """Draw it for this revision of the draft."""
        arg = f"{self.act}.{self.arg}" if self.arg else self.act
        return Button(label=self.label, press=Press.FORM, subject=rev, arg=arg, style=self.style)


Choices = tuple[tuple[Choice, ...], ...]


BACK = Choice(label=Text("button-form-back"), act="back", typed=Phrase.BACK)
CANCEL = Choice(label=Text("button-form-cancel"), act="cancel", typed=Phrase.CANCEL)
EDIT = Choice(label=Text("button-form-edit"), act="edit", typed=Phrase.EDIT)
OFFER: Choices = (
    (
        Choice(label=Text("button-form-go-on"), act="go", typed=Phrase.GO_ON, style=Style.MAIN),
        Choice(label=Text("button-form-start-again"), act="again", typed=Phrase.START_AGAIN),
    ),
)


def previous(draft: Draft, context: Context) -> Step | None:
    """Return where [Back] leads: to the review when one answer is edited, else to the question before."""
    if not draft.files_a_ticket and draft.asking is not Asking.PROFILE:
        return None
    step = Step(draft.step)
    if draft.asking is Asking.PROFILE:
        return None if step is Step.EDIT else Step.EDIT
    if draft.returning or step is Step.EDIT:
        whole = sheet.missing(draft.values, context) is Step.REVIEW
        return Step.REVIEW if whole else None
    path = sheet.path(draft.values)
    if step not in path or path.index(step) == 0:
        return None
    return path[path.index(step) - 1]


def ways_back(draft: Draft, context: Context) -> Choices:
    """Return [Back], and [Keep] where the question has been answered once."""
    row = [BACK] if previous(draft, context) else []
    step = Step(draft.step)
    if not draft.returning and step in sheet.path(draft.values) and sheet.filled(step, draft.values, context):
        row.append(Choice(label=Text("button-form-keep"), act="keep", typed=Phrase.KEEP))
    return (tuple(row),) if row else ()


def rows(choices: Choices, rev: int) -> Rows:
    """Draw buttons for this revision."""
    return tuple(tuple(choice.button(rev) for choice in row) for row in choices)


def keyboard(choices: Choices) -> ReplyKeyboard:
    """The keyboard that shares a contact; what could be tapped otherwise is typed by its keys."""
    keys = tuple((Key(label=choice.label),) for row in choices for choice in row)
    share = Key(label=Text("button-form-share"), contact=True)
    return ReplyKeyboard(rows=((share,), *keys), placeholder=Text("form-contact-placeholder"))
