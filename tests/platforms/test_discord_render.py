"""A Discord card shows every word as it is written, within Discord's limits, and nothing it was not told to."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from bot.core.types import Block, Bullets, Button, Heading, Message, Paragraph, Span, Table
from bot.platforms.cleaning import clean_text, clean_url
from bot.platforms.discord_render import (
    ACTION_PREFIX,
    DESCRIPTION_LIMIT,
    LINK_SIGN,
    TITLE_LIMIT,
    escape,
    render_card,
    render_spans,
    split_for_discord,
)
from bot.platforms.markup import narrow_tables, plain_text
from bot.platforms.shortening import count_units
from tests.platforms.desk import say
from tests.platforms.discord_reader import read_markdown
from tests.platforms.strategies import HOSTILE, long_messages, messages

SHARED = Path(os.environ.get("AIBOT_SHARED_DATA") or Path(__file__).parents[2] / ".." / "shared" / "data")
INJECTIONS = SHARED / "html-injection" / "dev" / "strings.jsonl"
OURS = {"link", "strong", "em", "heading", "code", "code block"}


def visible(text: str) -> str:
    """Without what has no shape of its own: spaces, our bullets and link signs, the invisible parting."""
    return re.sub(rf"[\s\u200b•{LINK_SIGN}]", "", text)


def cleaned(message: Message) -> Message:
    """Each run of text cleaned by itself, as it is rendered: "\x1b" and "0" are no escape sequence."""
    return replace(message, blocks=tuple(map(clean_block, message.blocks)))


def clean_block(block: Block) -> Block:
    match block:
        case Heading(spans) | Paragraph(spans):
            return replace(block, spans=clean_spans(spans))
        case Bullets(items):
            return Bullets(tuple(map(clean_spans, items)))
        case Table(rows):
            return Table(tuple(tuple(map(clean_text, row)) for row in rows))


def clean_spans(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(replace(span, text=clean_text(span.text)) for span in spans)


def spans_of(message: Message) -> Iterator[Span]:
    for block in message.blocks:
        match block:
            case Heading(spans) | Paragraph(spans):
                yield from spans
            case Bullets(items):
                for item in items:
                    yield from item


def check_part(part: Message) -> None:
    card = render_card(part)
    title, body = read_markdown(card.title or ""), read_markdown(card.description or "")
    assert visible(title.text + body.text) == visible(plain_text(cleaned(narrow_tables(part))))
    assert title.kinds == set()
    assert body.kinds <= OURS
    assert len(body.targets) <= sum(span.url is not None for span in spans_of(part))
    assert count_units(card.title or "") <= TITLE_LIMIT
    assert 0 < count_units(card.description or card.title or "") <= DESCRIPTION_LIMIT


@settings(max_examples=60, deadline=None)
@given(messages)
def test_every_word_is_seen_as_it_is_and_no_text_becomes_markup(message: Message) -> None:
    for part in split_for_discord(message):
        check_part(part)


@settings(max_examples=25, deadline=None)
@given(long_messages)
def test_parts_keep_within_the_limits_and_lose_no_word(message: Message) -> None:
    parts = split_for_discord(message)
    for part in parts:
        check_part(part)
    assert visible("".join(map(plain_text, parts))) == visible(plain_text(cleaned(narrow_tables(message))))


@pytest.mark.skipif(not INJECTIONS.exists(), reason="the shared data is not here (AIBOT_SHARED_DATA)")
def test_known_injection_strings_stay_words_wherever_they_stand() -> None:
    for line in INJECTIONS.read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["text"]
        span, link = Span(text, bold=True), Span(text, url="https://harbour.example/1")
        blocks = (
            Heading((span,)),
            Heading((span,), 2),
            Paragraph((span, link)),
            Bullets(((span,),)),
            Table(((text,),)),
        )
        for part in split_for_discord(Message(blocks=blocks)):
            check_part(part)


@pytest.mark.parametrize(
    "text", [*HOSTILE, "1. one\n2. two", "- a\n+ b", "-# small", ">>> quoted", "C#", "`", "``` ```"]
)
def test_hostile_words_stay_words_in_every_kind_of_block(text: str) -> None:
    span = Span(text)
    blocks = (Heading((span,), 2), Paragraph((span,)), Bullets(((span,),)), Table(((text, text), (text, text))))
    check_part(Message(blocks=blocks))


def test_a_story_reads_as_it_should() -> None:
    card = render_card(
        Message(
            blocks=(
                Heading((Span("Ferry runs aground *again*"),)),
                Paragraph((Span("Story 3 · by AiBot", italic=True),)),
                Paragraph(
                    (
                        Span("PORT ELLORY, May 2 — ", bold=True),
                        Span("Fourteen were hurt."),
                        Span(" "),
                        Span("[1]", url="https://harbour.example/a_(b)#:~:text=fourteen,hurt"),
                    )
                ),
                Heading((Span("Sources differ"),), level=2),
                Bullets(((Span("Injured: ", bold=True), Span("10 — Post; 14 — Globe")),)),
                Table((("What", "Figure"), ("Injured", "14"))),
            ),
            buttons=((Button("Full story", "story:3"), Button("Sources", "sources:3")),),
        )
    )
    assert card.title == r"Ferry runs aground \*again\*"
    assert card.description == (
        "*Story 3 · by AiBot*\n\n"
        "**PORT ELLORY, May 2 —** Fourteen were hurt. "
        "[[1]](https://harbour.example/a_%28b%29#:~:text=fourteen,hurt)\n\n"
        "### Sources differ\n"
        "• **Injured:** 10 — Post; 14 — Globe\n\n"
        "```\nWhat     Figure\nInjured  14\n```"
    )
    assert card.buttons == ((("Full story", "aibot:story:3", None), ("Sources", "aibot:sources:3", None)),)


@pytest.mark.parametrize(
    ("spans", "markdown"),
    [
        ((Span("a", bold=True), Span("b", bold=True)), "**a**\u200b**b**"),
        ((Span("a", italic=True), Span("b", bold=True)), "*a*\u200b**b**"),
        ((Span(" a ", bold=True, italic=True),), " ***a*** "),
        ((Span("   ", bold=True),), "   "),
        ((Span("rm -rf", code=True),), "`rm -rf`"),
        ((Span("a`b", code=True),), r"a\`b"),
        (
            (Span("[Video] Ferry", url="https://a.example/"),),
            rf"\[Video\] Ferry [{LINK_SIGN}](https://a.example/)",
        ),
        ((Span("x", url="javascript:alert(1)"),), "x"),
        ((Span("1"), Span(". one")), r"1\. one"),
    ],
)
def test_signs_stand_where_discord_reads_them(spans: tuple[Span, ...], markdown: str) -> None:
    assert render_spans(spans) == markdown


@pytest.mark.parametrize("space", ["\u00a0", "\u1680", "\u2003", "\u3000", " \u00a0 "], ids=ascii)
@pytest.mark.parametrize("words", ["- one", "+ one", "1. one"])
def test_no_list_begins_where_the_white_space_before_its_sign_is_taken_away(space: str, words: str) -> None:
    """As what opens a title or an embed's text loses it."""
    sign, rest = words[0], words[1:]
    for spans in ((Span(space + words),), (Span(space), Span(words)), (Span(space + sign), Span(rest))):
        for block in (Heading(spans), Paragraph(spans)):
            card = render_card(Message(blocks=(block,)))
            read = read_markdown(card.title or card.description or "")
            assert (read.text, read.kinds) == (words, set())


@pytest.mark.parametrize(
    "words", ["a:smi|le:", "1:2|3:4", ":|wo|rd:", "see :+|1:", "@|everyone", "@he|re", "http|s:|//evil.example"]
)
def test_runs_that_touch_make_nothing_of_each_other_that_neither_is(words: str) -> None:
    """Discord's clients draw a name between colons as an emoji wherever they know the name."""
    runs = words.split("|")
    read = read_markdown(render_spans(tuple(map(Span, runs))))
    assert (read.text.replace("\u200b", ""), read.kinds) == ("".join(runs), set())


def test_a_mention_of_everyone_is_broken_even_where_escapes_do_not_work() -> None:
    assert "@everyone" not in escape("@everyone")
    assert "@here" not in str(render_card(Message(blocks=(Table((("@here", "@everyone"),)),))))


def test_a_headline_too_long_for_a_title_becomes_a_heading_of_the_text() -> None:
    card = render_card(say("Body.", headline="long " * 60))
    assert card.title is None
    assert (card.description or "").startswith("## long long")


def test_a_message_of_nothing_is_still_something_to_send() -> None:
    assert render_card(Message(blocks=())).description == "\u200b"


def test_more_rows_than_discord_has_are_filled_so_that_no_button_is_lost() -> None:
    pairs = tuple(
        (Button("a", f"story:{number}"), Button("b", f"story:{number + 1}")) for number in range(0, 24, 2)
    )
    card = render_card(Message(blocks=(), buttons=pairs))
    assert [len(row) for row in card.buttons] == [5, 5, 5, 5, 4]
    assert [button.custom_id for row in card.buttons for button in row] == [
        f"{ACTION_PREFIX}story:{number}" for number in range(24)
    ]


def test_buttons_keep_within_discords_limits_and_none_comes_twice() -> None:
    many = tuple(Button(f"{number} " * 60, f"story:{number}") for number in range(40))
    card = render_card(Message(blocks=(), buttons=(many[:3], many, (Button("too long", "x" * 99),))))
    ids = [custom_id for row in card.buttons for _, custom_id, _ in row if custom_id]
    assert len(card.buttons) == 5
    assert all(0 < len(row) <= 5 for row in card.buttons)
    assert len(ids) == len(set(ids))
    assert all(custom_id.startswith(ACTION_PREFIX) and len(custom_id) <= 100 for custom_id in ids)
    assert all(len(label) <= 80 for row in card.buttons for label, _, _ in row)


def test_links_lead_only_where_the_message_says() -> None:
    url = 'https://harbour.example/?q="<x>"'
    assert read_markdown(render_spans((Span("here", url=url),))).targets == [clean_url(url)]
