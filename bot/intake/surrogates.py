"""Half a surrogate pair is no character: JSON may spell one, no database or mail takes it."""

import re

# One escape of JSON at a time, so that a backslash that is escaped itself is not mistaken for the beginning of one.
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[dD][89a-fA-F]..|.)")
_HALF = len("\\ud83d")
_INSTEAD = "\\ufffd"  # the sign that stands for what cannot be read


def whole(spelt: str) -> str:
    """Return the ASCII JSON with a sign in the place of each half that stands alone."""
    return _ESCAPE.sub(_mended, spelt) if "\\ud" in spelt else spelt


def _mended(found: re.Match[str]) -> str:
    escape = found[0]
    return _INSTEAD if len(escape) == _HALF else escape
