"""What a message does to a draft: it tells of the problem, answers the question, or is kindly turned down."""

import re
from dataclasses import replace

from domain import contacts
from domain.draft import Asking, Draft
from domain.form import course, parse, sheet
from domain.form.acts import act
from domain.form.choices import Choice, previous
from domain.form.events import Answered, Context, Result
from domain.form.sheet import Step
from domain.phrases import Phrase, letters, plain
from domain.said import Message
from domain.words import Lines, Text, Words

ATTACHMENTS = frozenset(
    {"photo", "live_photo", "video", "document", "voice", "audio", "video_note", "animation", "location", "venue"}
)
TOO_LONG = 60  # letters: what is no answer and longer than this tells of the problem


def said(draft: Draft, message: Message, context: Context) -> Result:
    """Take a message at the current question."""
    if message.kind == "text" and message.text.startswith("/"):
        return _command(draft, message.text, context)
    if choice := _typed(draft, message, context):
        return act(draft, choice.act, choice.arg, context)
    if draft.files_a_ticket and draft.step == Step.PROBLEM:
        return _problem(draft, message, context)
    if message.contact is not None:
        return _shared(draft, message, context)
    if draft.files_a_ticket and (message.forwarded or message.kind in ATTACHMENTS):
        return _beside(draft, message, context)
    return _answer(draft, message, context)


def _command(draft: Draft, text: str, context: Context) -> Result:
    match text.split(maxsplit=1)[0].partition("@")[0]:
        case "/cancel":
            return act(draft, "cancel", "", context)
        case "/back" if previous(draft, context):
            return act(draft, "back", "", context)
        case _:
            return course.stay(draft, Lines((Text("form-command"), course.hint(draft, context))), context)


def _typed(draft: Draft, message: Message, context: Context) -> Choice | None:
    """Find the button that the words stand for."""
    if message.kind != "text" or message.forwarded:
        return None
    text = message.text
    if about := draft.values.get("about"):  # its button names the ticket, so may they
        text = re.sub(rf"[№#]?\s*\b{about}\b", " ", text)
    offered = course.offered(draft, context)
    return next((c for c in offered if c.typed and context.phrases.means(c.typed, text)), None)


# An answer


def _answer(draft: Draft, message: Message, context: Context) -> Result:
    question = course.row(draft)
    if question.parse is None:  # consent, the review: there is nothing to answer but by a choice
        return _beside(draft, message, context)
    if message.kind != "text":
        return course.stay(draft, course.hint(draft, context), context)
    match question.parse(message.text, draft.values, context):
        case parse.Taken(values, ack):
            signed = {**draft.values, **values, f"by:{message.place.message}": draft.step}
            return _taken(replace(draft, values=signed), context, ack)
        case parse.Unclear(_, _) if draft.files_a_ticket and letters(message.text) > TOO_LONG:
            return _beside(draft, message, context)
        case parse.Unclear(hint, values):
            return course.stay(replace(draft, values={**draft.values, **values}), hint, context)


def _taken(draft: Draft, context: Context, ack: Words | None = None) -> Result:
    if draft.files_a_ticket:
        return course.proceed(draft, context, ack=ack)
    return course.over(Answered(draft.asking, draft.subject, sheet.answers(draft.values)))


def _shared(draft: Draft, message: Message, context: Context) -> Result:
    """A contact: the sender's own fills in name and phone; nobody else's is taken."""
    if draft.asking is Asking.LINK:
        return _own_number(draft, message, context)
    if draft.step != Step.CONTACT or message.contact is None:
        return course.stay(draft, course.hint(draft, context), context)
    phone = contacts.shared_phone(message.contact.phone)
    theirs = draft.asking is Asking.CALLER  # an engineer sends the caller's contact
    if (message.contact.user_id != message.author and not theirs) or phone is None:
        return course.stay(draft, Text("form-contact-other"), context)
    name = " ".join((message.contact.name or ("" if theirs else message.name)).split())
    values = {**draft.values, "phone": phone, **({"name": name} if name else {})}
    return _taken(replace(draft, values=values), context)


def _own_number(draft: Draft, message: Message, context: Context) -> Result:
    """One's own number, which Telegram vouches for; what it opens is the caller's to say."""
    phone = contacts.shared_phone(message.contact.phone) if message.contact else None
    if message.contact is None or phone is None or message.contact.user_id != message.author:
        return course.stay(draft, Text("link-other-contact"), context)
    return course.over(Answered(draft.asking, draft.subject, {**sheet.answers(draft.values), "phone": phone}))


# The problem


def _problem(draft: Draft, message: Message, context: Context) -> Result:
    """Whatever is sent first tells of the problem; with few words or none the bot asks what happened."""
    file = message.kind if message.kind in ATTACHMENTS else ""
    text = _telling(message, context) if file or message.kind == "text" else ""
    if draft.returning and letters(text) < sheet.ENOUGH:
        text = ""  # what was said before stays
    before = sheet.without_words(draft.values) if draft.returning and text else draft.values
    values = sheet.with_piece(before, message.place.message, text=text, file=file)
    draft = replace(draft, values=values)
    enough = bool(text) if draft.returning else sheet.filled(Step.PROBLEM, values, context)
    result = (
        course.proceed(draft, context, settles=True)
        if enough
        else course.ask(draft, Step.PROBLEM, context, settles=True)
    )
    return replace(result, kept=bool(text or file))


def _beside(draft: Draft, message: Message, context: Context) -> Result:
    """What comes beside an answer belongs to the problem: it is kept, that is said, and the question stays."""
    if exact := _bare_version(draft, message, context):
        return course.proceed(replace(draft, values={**draft.values, **exact}), context)
    file = message.kind if message.kind in ATTACHMENTS else ""
    text = _telling(message, context) if file or message.kind == "text" else ""
    if not draft.files_a_ticket or not (file or text):
        return course.stay(draft, course.hint(draft, context), context)
    values = sheet.with_piece(draft.values, message.place.message, text=text, file=file)
    draft = replace(draft, values=values)
    if draft.step == Step.EDIT:
        return replace(course.proceed(draft, context, settles=True), kept=True)
    note = Text("form-file-added") if file else Text("form-words-added")
    shown = draft.step in {Step.CONSENT, Step.REVIEW}  # these say themselves what there is
    say = course.question(draft, context, before=None if shown else note, settles=True)
    return Result(draft=draft, says=(say,), kept=True)


def _telling(message: Message, context: Context) -> str:
    """The message's words, if they say anything."""
    text = message.text.strip()
    return "" if not letters(text) or context.phrases.is_small_talk(text) else text


def _bare_version(draft: Draft, message: Message, context: Context) -> dict[str, str]:
    """A version and nothing else, sent while the review is open, corrects the version."""
    product = sheet.product(draft.values, context)
    if draft.step != Step.REVIEW or message.kind != "text" or product is None:
        return {}
    exact = product.exact_version(message.text)
    rest = plain(product.version_pattern.sub(" ", message.text, count=1))
    if exact and (not rest or rest in context.phrases.lists[Phrase.VERSION]):
        return parse.version_values(product, exact)
    return {}


# An edit


def edited(draft: Draft, message: Message, context: Context) -> Result:
    """An edit of an accepted message corrects what it said; any other changes nothing."""
    place = message.place.message
    if sheet.tells(draft.values, place):
        text = _telling(message, context)
        if not text:
            return Result(draft=draft)
        values = sheet.with_piece(draft.values, place, text=text)
        return replace(_corrected(replace(draft, values=values), context), kept=True)
    step = sheet.answered_by(draft.values, place) if draft.files_a_ticket else None
    read = course.of_form(draft, step).parse if step else None
    if read is None:
        return Result(draft=draft)
    match read(message.text, draft.values, context):
        case parse.Taken(values, _):
            return _corrected(replace(draft, values={**draft.values, **values}), context)
        case parse.Unclear(hint, _):
            return course.stay(draft, Lines((Text("form-edit-unclear"), hint)), context)


def _corrected(draft: Draft, context: Context) -> Result:
    """Say that the correction is taken, and put the question that is due now."""
    note = Text("form-corrected")
    if draft.step == Step.REVIEW and sheet.missing(draft.values, context) is not Step.REVIEW:
        return course.proceed(draft, context, ack=note)
    return Result(draft=draft, says=(course.question(draft, context, before=note, settles=True),))
