"""parse_mode=MarkdownV2, as Telegram reads it: paired marks, and every other special character escaped."""

import re
from typing import Any

from sandbox.errors import Refusal, bad

MARKS = {
    "*": "bold",
    "_": "italic",
    "__": "underline",
    "~": "strikethrough",
    "||": "spoiler",
    "`": "code",
    "```": "pre",
}
RESERVED = set("_*[]()~`>#+-=|{}.!")
TIME = re.compile(r"tg://time\?unix=(\d+)(?:&format=([^&)]+))?$")
EMOJI = re.compile(r"tg://emoji\?id=(\d+)$")


class Reader:
    """One reading of a text from left to right."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text: list[str] = []
        self.length = 0
        self.open: list[tuple[str, int]] = []
        self.entities: list[dict[str, Any]] = []
        self.quote: int | None = None

    def read(self) -> tuple[str, list[dict[str, Any]]]:
        while self.at < len(self.source):
            self.step()
        self.end_quote()
        if self.open:
            kind = {"[": "text URL", "![": "custom emoji"}.get(self.open[-1][0], MARKS.get(self.open[-1][0], ""))
            raise broken(f"Can't find end of {kind.capitalize()} entity at byte offset {self.byte()}")
        return "".join(self.text), sorted(self.entities, key=lambda entity: (entity["offset"], -entity["length"]))

    def step(self) -> None:
        rest = self.source[self.at :]
        inside = self.open[-1][0] if self.open else ""
        if rest[0] == "\\" and len(rest) > 1 and 0 < ord(rest[1]) < 127:  # noqa: PLR2004 - any ASCII may be escaped
            self.put(rest[1], skip=2)
        elif inside in ("`", "```"):
            if rest.startswith(inside):
                self.mark(inside)
            else:
                self.put(rest[0])
        elif self.quoted(rest, inside):
            return
        elif mark := next((mark for mark in ("```", "__", "||", "*", "_", "~", "`") if rest.startswith(mark)), None):
            self.mark(mark)
        elif rest.startswith("![") or rest[0] == "[":
            bracket = "![" if rest[0] == "!" else "["
            self.open.append((bracket, self.length))
            self.at += len(bracket)
        elif rest[0] == "]" and inside in ("[", "!["):
            self.link()
        elif rest[0] in RESERVED:
            raise broken(f"Character '{rest[0]}' is reserved and must be escaped with the preceding '\\'")
        else:
            self.put(rest[0])

    def quoted(self, rest: str, inside: str) -> bool:
        """Whether this is the beginning or the end of a quote."""
        if rest[0] == ">" and (self.at == 0 or self.source[self.at - 1] == "\n"):
            self.quote = self.length if self.quote is None else self.quote
            self.at += 1
        elif self.quote is not None and rest[0] == "\n" and not rest.startswith("\n>"):
            self.end_quote()
            self.put("\n")
        elif self.quote is not None and re.match(r"\|\|(\n|$)", rest) and inside != "||":
            self.end_quote("expandable_blockquote")
            self.at += 2
        else:
            return False
        return True

    def put(self, character: str, skip: int = 1) -> None:
        self.text.append(character)
        self.length += 1 + (character > "\uffff")
        self.at += skip

    def mark(self, mark: str) -> None:
        """A paired mark: its second appearance closes it."""
        self.at += len(mark)
        if not self.open or self.open[-1][0] != mark:
            self.open.append((mark, self.length))
            if mark == "```" and (language := re.match(r"([\w+#-]*)\n", self.source[self.at :])):
                self.open[-1] = (mark, self.length)
                self.entities.append({"type": "pre", "offset": self.length, "length": 0, "language": language[1]})
                self.at += language.end()
            return
        _, begin = self.open.pop()
        started = [entity for entity in self.entities if entity["type"] == "pre" and not entity["length"]]
        if mark == "```" and started:
            started[-1]["length"] = self.length - begin
            if not started[-1]["language"]:
                del started[-1]["language"]
        else:
            self.add(MARKS[mark], begin)

    def link(self) -> None:
        """`](address)` after a text in brackets: a link, an emoji or a moment."""
        bracket, begin = self.open.pop()
        address = re.match(r"\]\(((?:\\.|[^\\)])*)\)", self.source[self.at :], re.DOTALL)
        if address is None:
            raise broken(f"Can't find end of a URL at byte offset {self.byte()}")
        self.at += address.end()
        url = re.sub(r"\\(.)", r"\1", address[1])
        if bracket == "[":
            self.add("text_link", begin, url=url)
        elif moment := TIME.match(url):
            self.add(
                "date_time", begin, unix_time=int(moment[1]), **({"date_time_format": moment[2]} if moment[2] else {})
            )
        elif emoji := EMOJI.match(url):
            self.add("custom_emoji", begin, custom_emoji_id=emoji[1])
        else:
            raise broken("Custom emoji URL must have scheme tg")

    def add(self, kind: str, begin: int, **facts: object) -> None:
        if self.length > begin:
            self.entities.append({"type": kind, "offset": begin, "length": self.length - begin, **facts})

    def end_quote(self, kind: str = "blockquote") -> None:
        if self.quote is not None:
            self.add(kind, self.quote)
            self.quote = None

    def byte(self) -> int:
        return len(self.source[: self.at].encode())


def parse_markdown(source: str) -> tuple[str, list[dict[str, Any]]]:
    """The text and its entities, outer before inner."""
    return Reader(source).read()


def broken(words: str) -> Refusal:
    return bad(f"can't parse entities: {words}")
