"""Messages as Telegram's HTML, judged by the server's own parser."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings

from bot.core.links import link_to_words
from bot.core.types import Block, Bullets, Button, Heading, Message, Paragraph, Span, Table
from bot.errors import MessageRejected
from bot.platforms import telegram_render
from bot.platforms.markup import plain_text
from tests.platforms import telegram_html
from tests.platforms.bot_api_reading import Params
from tests.platforms.bot_api_world import Chat, World
from tests.platforms.strategies import PATIENT, long_messages, messages

SHARED = Path(os.environ.get("AIBOT_SHARED_DATA") or Path(__file__).parents[2] / ".." / "shared" / "data")
INJECTIONS = SHARED / "html-injection" / "dev" / "strings.jsonl"


def text(words: str) -> Paragraph:
    return Paragraph((Span(words),))


@pytest.mark.parametrize(
    ("block", "html"),
    [
        (Heading((Span("Ferry & quay"),)), "<b>Ferry &amp; quay</b>"),
        (Heading((Span("a", bold=True), Span("b", italic=True))), "<b>a<i>b</i></b>"),
        (text("1 < 2 > 0 \"quoted\""), '1 &lt; 2 &gt; 0 "quoted"'),
        (Paragraph((Span("a", bold=True, italic=True),)), "<b><i>a</i></b>"),
        (Paragraph((Span("a", code=True, bold=True),)), "<code>a</code>"),
        (Paragraph((Span("[1]", url='https://example.org/?a=1&b=%222%22'),)),
         '<a href="https://example.org/?a=1&amp;b=%222%22">[1]</a>'),
        (Paragraph((Span("x", url="javascript:alert(1)"),)), "x"),
        (Paragraph((Span("x", url="tg://user?id=1"),)), "x"),
        (Paragraph((Span("x", url='https://a/"><b'),)), '<a href="https://a/%22%3E%3Cb">x</a>'),
        (Paragraph((Span("x", url="https://a/" + "b" * 3000),)), "x"),
        (Bullets(((Span("one"),), (Span("two", bold=True),))), "• one\n• <b>two</b>"),
        (Table((("Injured", "14"), ("Dead", "2"))), "<pre>Injured  14\nDead     2</pre>"),
        (text("\u202egnp\u202c\x00\r\ud83d"), "gnp \ufffd"),
    ],
)  # fmt: skip
def test_each_kind_of_block_has_its_html(block: Block, html: str) -> None:
    assert telegram_render.render(Message(blocks=(block,))) == html


def test_length_is_counted_in_utf16_units_of_the_visible_text() -> None:
    message = Message(blocks=(Paragraph((Span("😀&", url="https://example.org/long/address"),)),))
    entity_share = 41  # one of a hundred entities
    assert telegram_render.measure(message) == entity_share
    assert telegram_render.measure(Message(blocks=(text("😀" * 50 + "&"),))) == 101


def cite(count: int, quoted: str, *, words: str = "Паром сел на мель") -> Message:
    """So many sentences, each with its source, the later ones quoting more of it."""
    spans = [
        span
        for number in range(1, count + 1)
        for span in (
            Span(f"{words}. "),
            Span(
                f"[{number}] ",
                url=link_to_words(f"https://paper.example/ru/{number}#top", f"{quoted} " * (1 + number % 5)),
            ),
        )
    ]
    return Message(blocks=(Paragraph(tuple(spans)),))


def links_of(parts: Sequence[Message]) -> list[str]:
    return [link for part in parts for link in re.findall('href="([^"]*)"', telegram_render.render(part))]


def test_what_one_message_can_show_is_one_with_links_to_pages_instead_of_their_words() -> None:
    message = cite(30, "пассажиры сошли на берег")
    (block,) = message.blocks
    assert isinstance(block, Paragraph)
    whole = [span.url for span in block.spans if span.url is not None]
    parts = telegram_render.split(message)
    shown = links_of(parts)
    assert len(parts) == 1
    assert [link.partition("#top")[0] for link in shown] == [link.partition("#top")[0] for link in whole]
    kept = [link for link in shown if ":~:" in link]
    shortened = [link for link in whole if link not in kept]
    assert kept
    assert shortened
    assert min(map(len, shortened)) >= max(map(len, kept))
    assert all(link.endswith("#top") for link in shown if link not in kept)


def test_what_is_too_long_to_be_one_message_keeps_its_links_whole() -> None:
    parts = telegram_render.split(cite(40, "пассажиры сошли на берег", words="Паром сел на мель " * 8))
    assert len(parts) > 1
    assert all(":~:" in link for link in links_of(parts))


def test_a_message_of_more_than_a_hundred_links_is_split() -> None:
    marks = tuple(Span(f"[{number}]", url="https://example.org/") for number in range(150))
    parts = telegram_render.split(Message(blocks=(Paragraph(marks),)))
    counts = [len(telegram_html.parse(telegram_render.render(part)).entities) for part in parts]
    assert (len(counts), max(counts), sum(counts)) == (2, 100, 150)


def test_a_message_whose_links_are_too_long_together_is_split() -> None:
    """A page's address may hold its headline; each letter of another script takes six characters of it."""
    url = "https://example.org/" + "%D0%B0" * 80
    marks = tuple(one for n in range(40) for one in (Span(f"Предложение {n}. "), Span(f"[{n}] ", url=url)))
    parts = telegram_render.split(Message(blocks=(Paragraph(marks),)))
    world = World(lambda: 0.0)
    world.add(Chat(7))
    for part in parts:
        world.send_message(Params({"chat_id": "7", "text": telegram_render.render(part), "parse_mode": "HTML"}))
    assert sum(len(sent.entities) for sent in world.sent_to(7)) == 40
    assert 2 <= len(parts) <= 4


@pytest.mark.parametrize("words", ["", "  \n", "\u200b\u200d", "\u202e\r"])
def test_a_message_of_nothing_visible_is_refused_with_a_sentence(words: str) -> None:
    with pytest.raises(MessageRejected, match="no text"):
        telegram_render.render(Message(blocks=(text(words),)))


def test_a_part_that_was_not_split_is_refused() -> None:
    with pytest.raises(MessageRejected, match="5,000 of 4,096"):
        telegram_render.render(Message(blocks=(text("a" * 5000),)))


def test_buttons_are_cleaned_and_an_action_too_long_is_refused() -> None:
    fine = Message(blocks=(), buttons=((Button("So\u202eurces", "sources:7"),), ()))
    assert telegram_render.render_buttons(fine) == ((Button("Sources", "sources:7"),),)
    for action in ("", "é" * 33):
        with pytest.raises(MessageRejected, match="64 bytes"):
            telegram_render.render_buttons(Message(blocks=(), buttons=((Button("x", action),),)))


def assert_accepted(part: Message) -> None:
    parsed = telegram_html.parse(telegram_render.render(part))
    visible = telegram_html.clean(parsed.text)
    assert visible == plain_text(part).strip(" \n")
    assert len(visible.encode("utf-16-le")) // 2 <= 4096
    assert len(parsed.entities) <= 100
    assert all(entity.argument.startswith("http") for entity in parsed.entities if entity.tag == "a")


@settings(max_examples=80, deadline=None, suppress_health_check=PATIENT)
@given(messages)
def test_every_message_is_accepted_and_shows_its_plain_text(message: Message) -> None:
    if telegram_render.is_empty(telegram_render.clean(message)):
        return
    for part in telegram_render.split(message):
        assert_accepted(part)


def squeezed(words: str) -> str:
    return "".join(words.replace(telegram_render.NOTHING, "").split())


@settings(max_examples=30, deadline=None, suppress_health_check=PATIENT)
@given(long_messages)
def test_long_messages_lose_nothing_that_telegram_shows(message: Message) -> None:
    parts = telegram_render.split(message)
    whole = plain_text(telegram_render.clean(message))
    assert squeezed("".join(map(plain_text, parts))) == squeezed(whole)
    for part in parts:
        if not telegram_render.is_empty(part):
            assert_accepted(part)


@pytest.mark.skipif(not INJECTIONS.exists(), reason="the collection of injection strings is not here")
def test_known_injections_come_out_as_text() -> None:
    strings = [json.loads(line)["text"] for line in INJECTIONS.read_text(encoding="utf-8").splitlines()]
    for words in strings:
        spans = (Span(words), Span(words, bold=True, url="https://example.org/"), Span("x", url=words))
        message = Message(blocks=(Heading(spans), Bullets((spans,)), Table(((words, "1"),))))
        for part in telegram_render.split(message):
            assert_accepted(part)


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("é<p>x", 'Unsupported start tag "p" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</b>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=x:y>", "Unexpected end of name token at byte offset 9"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
    ],
)
def test_the_judge_refuses_what_the_server_refuses(source: str, error: str) -> None:
    with pytest.raises(telegram_html.HtmlError) as caught:
        telegram_html.parse(source)
    assert str(caught.value) == error


def test_the_judge_reads_references_as_the_server_does() -> None:
    parsed = telegram_html.parse("&lt;&#60;&#x3c;&amp;&nbsp;&quot&apos; & <a href='h&amp;s'>x</a>")
    assert parsed.text == '<<<&&nbsp;"&apos; & x'
    assert parsed.entities == (telegram_html.Entity("a", "x", "h&s"),)


@pytest.mark.parametrize(
    "text",
    [
        "evil.example/login",
        "https://evil.example",
        "@everyone",
        "/unsubscribe all",
        "a@evil.example",
        "t.me/evil",
    ],
)
def test_nothing_in_a_storys_words_is_clickable_by_itself(text: str) -> None:
    html = telegram_render.render_html(
        telegram_render.clean(Message(blocks=(Paragraph((Span(text),)),), story_id=1))
    )
    assert html.replace("\u2060", "") == text
    assert not re.search(r"\w\.[a-z]|://|@\w|(?<![\w/])/[a-z]", html)


def test_commands_that_aibot_itself_names_stay_clickable() -> None:
    assert (
        telegram_render.render_html(telegram_render.clean(Message(blocks=(Paragraph((Span("Write /help."),)),))))
        == "Write /help."
    )
