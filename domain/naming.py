"""By what an organisation is known again, however its name is written."""

import re
import unicodedata
from pathlib import Path

LEGAL_FORMS = (Path(__file__).parent / "legal_forms.txt").read_text(encoding="utf-8").split("\n")[:-1]

_FORM = re.compile(rf"\b(?:{'|'.join(sorted(LEGAL_FORMS, key=len, reverse=True))})\b")
_DOTS = "\N{COMBINING DIAERESIS}"  # which people leave out


def undotted(text: str) -> str:
    """Return the text without case, and without the dots that people leave out."""
    apart = unicodedata.normalize("NFKD", text).replace(_DOTS, "")
    return unicodedata.normalize("NFKC", apart).casefold()


def key(name: str) -> str:
    """Return the name without case, quotes, punctuation and legal form; a name that is only a form stays."""
    plain = undotted(name)
    words = " ".join(re.findall(r"\w+", plain)) or plain.strip()
    return " ".join(_FORM.sub(" ", words).split()) or words
