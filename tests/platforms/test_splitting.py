"""Messages too long for a platform: what every part of them promises, whatever the words are."""

from __future__ import annotations

import re

import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.types import Block, Bullets, Heading, Message, Paragraph, Span, Table
from bot.platforms import telegram_render
from bot.platforms.discord_render import DESCRIPTION_LIMIT, render_card, split_for_discord
from bot.platforms.markup import display_width, plain_text, split_message, table_text
from bot.platforms.shortening import count_units
from tests.platforms import telegram_html
from tests.platforms.strategies import HOSTILE, PATIENT, long_messages

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=PATIENT)
SENTENCES = (
    "The ferry hit the quay.", "Fourteen people were hurt, the harbour office said.", "“Who knew?” she asked.",
    "U.S. troops left St. John's at 9:40 a.m. on Monday.",
    "日本の船は港に着いた。", "قال الوزير إن الميناء مغلق.",
)  # fmt: skip
CLUSTERS = (
    "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇩🇪", "👍🏽", "1️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "क्षि", "ก็", "한", "\u1112\u1161\u11ab",
    "\u0600١", "e\u0301\u0323", "a", " ",
)  # fmt: skip
MARKS = ("", " [1]", " [2] [3]")

sentences = st.tuples(st.sampled_from(SENTENCES), st.sampled_from(MARKS)).map("".join)
pieces = st.lists(sentences, min_size=3, max_size=40)


def length(message: Message) -> int:
    return len(plain_text(message))


def as_claims(told: list[str]) -> tuple[Span, ...]:
    """As a piece has them: each sentence a run, each mark a link of its own."""
    spans: list[Span] = []
    for sentence in told:
        words, *marks = sentence.split(" [")
        spans += [
            Span(words),
            *(one for mark in marks for one in (Span(" "), Span(f"[{mark}", url="https://a.example"))),
        ]
        spans.append(Span(" "))
    return tuple(spans)


@QUICK
@given(pieces, st.integers(80, 400), st.booleans())
def test_parts_end_where_sentences_end_and_keep_the_marks_with_their_sentence(
    told: list[str], limit: int, folded: bool
) -> None:
    parts = split_message(Message(blocks=(Paragraph(as_claims(told), folded),)), limit, length)
    assert " ".join(" ".join(plain_text(part).split()) for part in parts) == " ".join(told)
    for part in parts:
        assert re.search(r"(?:[.”。]|\])\s*$", plain_text(part))
        assert not plain_text(part).startswith("[")
        assert all(block.folded is folded for block in part.blocks if isinstance(block, Paragraph))


@QUICK
@given(st.lists(pieces.map(" ".join), min_size=2, max_size=8), st.integers(150, 500))
def test_a_numbered_list_keeps_each_number_with_its_words(told: list[str], limit: int) -> None:
    numbered = tuple(Paragraph((Span(f"{number}. {words}"),)) for number, words in enumerate(told, 1))
    for part in split_message(Message(blocks=numbered), limit, length):
        assert not re.search(r"\d+\.$", plain_text(part).strip())


long_words = st.one_of(
    st.lists(st.sampled_from((*HOSTILE, *CLUSTERS)), min_size=3, max_size=60).map("".join), st.text(min_size=50)
)


@settings(max_examples=200, deadline=None, suppress_health_check=PATIENT)
@given(long_words, st.integers(24, 90))
def test_no_part_begins_or_ends_within_a_character_as_people_see_them(text: str, limit: int) -> None:
    """By Unicode's own rules (UAX #29), but for characters of more signs than half a part."""
    ends = {match.end() for match in regex.finditer(r"\X", text)} | {0}
    huge = {at for one in regex.finditer(r"\X", text) if len(one[0]) > limit // 2 for at in range(*one.span())}
    position = 0
    for part in split_message(Message(blocks=(Paragraph((Span(text),)),)), limit, length):
        words = plain_text(part)
        start = text.index(words, position)
        position = start + len(words)
        assert start in ends or start in huge
        assert position in ends or position in huge


def test_the_marks_of_a_sentence_longer_than_a_part_follow_its_last_word() -> None:
    words = "word " * 30 + "end. [1] [2]"
    for limit in range(30, 70):
        parts = split_message(Message(blocks=(Paragraph((Span(words),)),)), limit, length)
        assert not any(plain_text(part).startswith("[") for part in parts)


@QUICK
@given(st.lists(st.sampled_from(("alpha", "be", "gamma-ray", "naïve", "x" * 30)), min_size=5, max_size=200))
def test_words_are_never_cut_where_a_space_was_in_reach(words: list[str]) -> None:
    parts = split_message(Message(blocks=(Paragraph((Span(" ".join(words)),)),)), 60, length)
    assert " ".join(map(plain_text, parts)).split() == words


@QUICK
@given(long_messages)
def test_folded_paragraphs_are_one_whole_quote_in_each_part_and_links_are_whole(message: Message) -> None:
    for part in telegram_render.split(message):
        if telegram_render.is_empty(part):
            continue
        parsed = telegram_html.parse(telegram_render.render(part))
        assert len(telegram_html.clean(parsed.text).encode("utf-16-le")) // 2 <= telegram_render.LIMIT_CHARS
        quotes = [entity for entity in parsed.entities if entity.tag == "blockquote"]
        runs = _count_runs([isinstance(block, Paragraph) and block.folded for block in _shown(part)])
        assert len(quotes) == runs


def _shown(part: Message) -> list[Block]:
    return [block for block in part.blocks if plain_text(Message(blocks=(block,)))]


def _count_runs(flags: list[bool]) -> int:
    return sum(flag and not before for before, flag in zip([False, *flags], flags, strict=False))


@QUICK
@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=60)), min_size=2, max_size=120))
def test_a_table_is_one_in_each_part_or_lines_where_a_phone_would_wrap_it(rows: list[tuple[str, str]]) -> None:
    table = Message(blocks=(Heading((Span("In figures"),)), Table(tuple(rows))))
    for parts in (telegram_render.split(table), split_for_discord(table)):
        for part in parts:
            assert all(isinstance(block, Heading | Table | Bullets | Paragraph) for block in part.blocks)
            for grid in (block for block in part.blocks if isinstance(block, Table) and len(block.rows) > 1):
                assert max(map(display_width, table_text(grid.rows).split("\n"))) <= 32
    for part in split_for_discord(table):
        assert count_units(render_card(part).description or "") <= DESCRIPTION_LIMIT


@QUICK
@given(st.lists(pieces.map(as_claims), min_size=1, max_size=30), st.integers(100, 500))
def test_items_stay_items_and_none_is_begun_twice(items: list[tuple[Span, ...]], limit: int) -> None:
    parts = split_message(Message(blocks=(Bullets(tuple(items)),)), limit, length)
    assert sum(plain_text(part).count("• ") for part in parts) == len(items)
