"""Long texts in several messages: nothing is cut off, and what lies over the words moves with them."""

import unicodedata
from itertools import pairwise

from bot.rendered import Rendered

MESSAGE = 4096  # characters of a message …
CAPTION = 1024  # … and of a caption
_LEAST = 0.5  # a break is looked for in the later part of what fits
_GLUE = frozenset("\u200d\ufe0f\u20e3")


def split(whole: Rendered, limit: int = MESSAGE) -> tuple[Rendered, ...]:
    """Cut between paragraphs, else lines, else words. Blank parts vanish; of nothing at all, one part remains."""
    if len(whole.text) <= limit:
        return (whole,)
    cuts = [0]
    while len(whole.text) - cuts[-1] > limit:
        cuts.append(_cut(whole.text, cuts[-1], cuts[-1] + limit))
    cuts.append(len(whole.text))
    parts = (whole.part(start, end) for start, end in pairwise(cuts))
    return tuple(part for part in parts if part.text.strip()) or (whole.part(0, limit),)


def _cut(text: str, start: int, end: int) -> int:
    earliest = start + int((end - start) * _LEAST)
    for gap in ("\n\n", "\n", " "):
        if (found := text.rfind(gap, earliest, end)) >= 0:
            return found + len(gap)
    cut = end
    while cut > earliest and _clings(text, cut):
        cut -= 1
    return cut if cut > earliest else end


def _clings(text: str, at: int) -> bool:
    """Whether a cut here would take a sign apart (accents, joined emoji)."""
    return text[at] in _GLUE or text[at - 1] in _GLUE or bool(unicodedata.combining(text[at]))
