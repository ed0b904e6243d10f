"""Formatted text: what HTML, MarkdownV2 and given entities become."""

from typing import Any

import pytest

from sandbox.entities import formatted, units
from sandbox.errors import Refusal


def entity(kind: str, offset: int, length: int, **facts: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **facts}


HTML: list[tuple[str, str, list[dict[str, Any]]]] = [
    ("обычный &lt;текст&gt; &amp; &quot;кавычки&quot; &#128512;", 'обычный <текст> & "кавычки" 😀', []),
    ("<b>жирный</b>", "жирный", [entity("bold", 0, 6)]),
    ("😀<strong>x</strong>", "😀x", [entity("bold", 2, 1)]),
    ("<b>a<i>b</i></b>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]),
    (
        "<u>a</u><ins>b</ins><s>c</s><del>d</del>",
        "abcd",
        [
            entity("underline", 0, 1),
            entity("underline", 1, 1),
            entity("strikethrough", 2, 1),
            entity("strikethrough", 3, 1),
        ],
    ),
    (
        '<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>',
        "ab",
        [entity("spoiler", 0, 1), entity("spoiler", 1, 1)],
    ),
    (
        '<a href="https://example.org/?a=1&amp;b=2">тут</a>',
        "тут",
        [entity("text_link", 0, 3, url="https://example.org/?a=1&b=2")],
    ),
    ('<pre><code class="language-python">x = 1</code></pre>', "x = 1", [entity("pre", 0, 5, language="python")]),
    ("<pre>x</pre><code>y</code>", "xy", [entity("pre", 0, 1), entity("code", 1, 1)]),
    (
        "<blockquote>a</blockquote><blockquote expandable>b</blockquote>",
        "ab",
        [entity("blockquote", 0, 1), entity("expandable_blockquote", 1, 1)],
    ),
    ('<tg-emoji emoji-id="123">👍</tg-emoji>', "👍", [entity("custom_emoji", 0, 2, custom_emoji_id="123")]),
    (
        'до <tg-time unix="1790000000" format="wDT">пт 22:44</tg-time>',
        "до пт 22:44",
        [entity("date_time", 3, 8, unix_time=1790000000, date_time_format="wDT")],
    ),
    ("<b></b>пусто", "пусто", []),
    ("  <b> края </b>  ", "края", [entity("bold", 0, 4)]),
]


@pytest.mark.parametrize(("source", "text", "entities"), HTML)
def test_html(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    assert formatted(source, None, "HTML") == (text, entities)


MARKDOWN: list[tuple[str, str, list[dict[str, Any]]]] = [
    (
        "*a* _b_ __c__ ~d~ ||e||",
        "a b c d e",
        [
            entity("bold", 0, 1),
            entity("italic", 2, 1),
            entity("underline", 4, 1),
            entity("strikethrough", 6, 1),
            entity("spoiler", 8, 1),
        ],
    ),
    (r"1\.5 \* 2 \= 3\!", "1.5 * 2 = 3!", []),
    ("*a _b_*", "a b", [entity("bold", 0, 3), entity("italic", 2, 1)]),
    ("`x.y`", "x.y", [entity("code", 0, 3)]),
    ("```python\nx = 1```", "x = 1", [entity("pre", 0, 5, language="python")]),
    ("[тут](https://example.org/a\\)b)", "тут", [entity("text_link", 0, 3, url="https://example.org/a)b")]),
    ("![👍](tg://emoji?id=5)", "👍", [entity("custom_emoji", 0, 2, custom_emoji_id="5")]),
    ("![скоро](tg://time?unix=7&format=T)", "скоро", [entity("date_time", 0, 5, unix_time=7, date_time_format="T")]),
    (">a\n>b\nc", "a\nb\nc", [entity("blockquote", 0, 3)]),
    (">a\n>b||", "a\nb", [entity("expandable_blockquote", 0, 3)]),
]


@pytest.mark.parametrize(("source", "text", "entities"), MARKDOWN)
def test_markdown(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    assert formatted(source, None, "MarkdownV2") == (text, entities)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("</b>", "Unexpected end tag at byte offset 0"),
        ("<b>я</i>", 'Unmatched end tag at byte offset 5, expected "</b>", found "</i>"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-time unix="soon">x</tg-time>', "Invalid Unix time specified at byte offset 0"),
    ],
)
def test_broken_html(source: str, words: str) -> None:
    with pytest.raises(Refusal) as refusal:
        formatted(source, None, "HTML")
    assert refusal.value.description == f"Bad Request: can't parse entities: {words}"


def test_what_telegram_finds_by_itself() -> None:
    text = "/start@bot пишите @anna на a@example.org или https://example.org/x. #срочно"
    found = [
        (item["type"], text[item["offset"] : item["offset"] + item["length"]])
        for item in formatted(text, None, None)[1]
    ]
    assert found == [
        ("bot_command", "/start@bot"),
        ("mention", "@anna"),
        ("email", "a@example.org"),
        ("url", "https://example.org/x"),
        ("hashtag", "#срочно"),
    ]
    assert formatted("<code>/start</code>", None, "HTML")[1] == [entity("code", 0, 6)], "code is only code"


def test_given_entities_are_trimmed_and_sorted() -> None:
    given = [entity("italic", 3, 3), entity("bold", 0, 5), entity("code", 1, 0)]
    assert formatted(" 😀ab ", given, None) == ("😀ab", [entity("bold", 0, 4), entity("italic", 2, 2)])
    assert units("😀ab") == 4
