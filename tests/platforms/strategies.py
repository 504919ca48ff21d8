"""Hypothesis strategies of Messages: ordinary, hostile and random text in every kind of block."""

from __future__ import annotations

from hypothesis import HealthCheck
from hypothesis import strategies as st

from bot.core.types import Block, Bullets, Button, Heading, Message, Paragraph, Span, Table

PATIENT = (HealthCheck.too_slow, HealthCheck.data_too_large)  # a busy machine is no failure

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</b></a></pre>",
    "&lt;&amp;&#60;&nbsp;&bogus;",
    "**bold** __under__ `code` ```fence``` ~~gone~~ ||spoiler|| > quote",
    "[text](https://evil.example) <https://evil.example>",
    "@everyone @here <@123> <#1> <@&5> /stop",
    "\u202egnirts desrever\u202c",
    "👩‍👩‍👧‍👦🏳️‍🌈🇩🇪🇫🇷👍🏽",
    "e\u0301\u0323a\u0308",
    "한국어 각 中文。日本語！",
    "مرحبا بالعالم",
    "\x00\x07\x1b[31m\r\n\t",
    "{0} %s ${x} {{y}}",
    "\ud83d",
    "He said so. She did not! Who knew? Dr. Smith, 3.5 million…",
)
URLS = ('https://example.org/a?b=1&c="2"', "http://example.org/", "https://example.org/(x)")

texts = st.one_of(
    st.text(max_size=200),
    st.sampled_from(HOSTILE),
    st.lists(st.sampled_from((*HOSTILE, "word", " ", ". ", "\n")), max_size=40).map("".join),
)
long_texts = st.one_of(texts, st.builds(lambda text, times: (text * times)[:1500], texts, st.integers(1, 300)))
urls = st.one_of(st.none(), st.sampled_from(URLS))


def _spans(words: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[Span, ...]]:
    span = st.builds(Span, words, bold=st.booleans(), italic=st.booleans(), code=st.booleans(), url=urls)
    return st.lists(span, max_size=6).map(tuple)


def _blocks(words: st.SearchStrategy[str]) -> st.SearchStrategy[Block]:
    spans = _spans(words)
    row = st.lists(st.one_of(texts, st.just("cell")), min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Heading, spans, level=st.sampled_from((1, 2))),
        st.builds(Paragraph, spans, folded=st.booleans()),
        st.builds(Bullets, st.lists(spans, max_size=6).map(tuple)),
        st.builds(Table, st.lists(row, max_size=6).map(tuple)),
    )


def _messages(blocks: st.SearchStrategy[Block]) -> st.SearchStrategy[Message]:
    rows = (Button("Sources", "sources:7"), Button("At the outlet", url="https://example.org/a"))
    buttons = st.sampled_from(((), (rows[:1],), (rows, rows[1:])))
    return st.builds(
        Message,
        blocks=st.lists(blocks, max_size=6).map(tuple),
        buttons=buttons,
        story_id=st.sampled_from((None, 7)),
    )


messages = _messages(_blocks(texts))
long_messages = _messages(_blocks(long_texts))
