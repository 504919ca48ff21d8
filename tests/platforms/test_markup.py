"""Messages as plain text, and cut into parts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.types import Block, Bullets, Button, Heading, Message, Paragraph, Span, Table
from bot.platforms.markup import narrow_tables, plain_text, split_message
from tests.platforms.strategies import PATIENT, long_messages


def length(message: Message) -> int:
    return len(plain_text(message))


def text(words: str) -> Paragraph:
    return Paragraph((Span(words),))


def split_texts(limit: int, *blocks: Block) -> list[str]:
    return [plain_text(part) for part in split_message(Message(blocks=blocks), limit, length)]


def squeezed(words: str) -> str:
    return "".join(words.split())


def test_blocks_stand_a_blank_line_apart_and_empty_ones_are_left_out() -> None:
    message = Message(
        blocks=(
            Heading((Span("Ferry "), Span("hits quay", bold=True))),
            text(" "),
            Bullets(((Span("one"),), (Span(""),), (Span("two"),))),
        )
    )
    assert plain_text(message) == "Ferry hits quay\n\n• one\n• two"


def test_a_table_is_aligned_and_a_wide_character_counts_twice() -> None:
    table = Table((("Measure", "Value"), ("日本", "3"), ("In\njured", "14")))
    assert plain_text(Message(blocks=(table,))) == "Measure  Value\n日本     3\nIn jured  14".replace(
        "Measure  ", "Measure   "
    ).replace("日本     ", "日本      ")


AMOUNTS = ("Tokens out", "1,234", "98,765")


@pytest.mark.parametrize("name", ["Tokens out, " * 2, "出力されたトークンの数量", "👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽"])
def test_a_table_too_wide_for_a_phone_becomes_lines_that_name_the_column_of_each_cell(name: str) -> None:
    table = Table((("", "Today", "This month"), AMOUNTS, (name, "0", "7")))
    (lines,) = narrow_tables(Message(blocks=(table,))).blocks
    assert plain_text(Message(blocks=(lines,))).splitlines() == [
        "• Tokens out: Today 1,234 · This month 98,765",
        f"• {name.strip()}: Today 0 · This month 7",
    ]


def test_a_narrow_table_stays_one() -> None:
    message = Message(blocks=(Table((("", "Today", "This month"), AMOUNTS)),))
    assert narrow_tables(message) == message


def test_a_subhead_stands_right_above_what_it_is_over() -> None:
    blocks = (
        Heading((Span("Ferry hits quay"),)),
        text("Fog."),
        Heading((Span("On board"),), level=2),
        text("214."),
    )
    assert plain_text(Message(blocks=blocks)) == "Ferry hits quay\n\nFog.\n\nOn board\n214."
    topic, told = Heading((Span("Sport"),), level=2), (Span("1. Hedda wins", bold=True), Span("\nNew:"))
    entry = (topic, Paragraph(told), Bullets(((Span("3–1"),),)), text("That was it."))
    assert plain_text(Message(blocks=entry)) == "Sport\n\n1. Hedda wins\nNew:\n• 3–1\n\nThat was it."


def test_a_short_message_stays_one_part() -> None:
    message = Message(blocks=(text("Short."),), buttons=((Button("Sources", "sources:7"),),))
    assert split_message(message, 100, length) == (message,)


def test_the_first_choice_for_a_cut_is_between_blocks() -> None:
    assert split_texts(20, text("One. Two."), text("Three. Four.")) == ["One. Two.", "Three. Four."]


def test_a_block_too_long_for_any_part_is_cut_between_sentences() -> None:
    assert split_texts(24, text('First is here. "Second." Third one stands.')) == [
        'First is here. "Second."',
        "Third one stands.",
    ]


def test_the_marks_of_sources_stay_with_their_sentence_and_a_title_with_its_name() -> None:
    assert split_texts(26, text("Two were hurt. [1] [2] More came. [3]")) == [
        "Two were hurt. [1] [2]",
        "More came. [3]",
    ]
    assert split_texts(30, text("It sank. They asked for Dr. Smith at noon.")) == [
        "It sank.",
        "They asked for Dr. Smith at",
        "noon.",
    ]


def test_a_sentence_too_long_is_cut_between_words() -> None:
    assert split_texts(10, text("alpha beta gamma delta")) == ["alpha beta", "gamma", "delta"]


def test_a_long_word_is_cut_between_characters_as_people_see_them() -> None:
    family = "👩‍👩‍👧‍👦"
    assert split_texts(len(family) + 2, text(family * 3)) == [family] * 3
    assert split_texts(3, text("🇩🇪🇫🇷🇪🇸")) == ["🇩🇪", "🇫🇷", "🇪🇸"]
    assert split_texts(3, text("e\u0301e\u0301e\u0301")) == ["e\u0301"] * 3


def test_a_heading_stays_with_what_follows_it() -> None:
    heading = Heading((Span("Head"),))
    assert split_texts(22, text("Opening words."), heading, text("Body comes here.")) == [
        "Opening words.",
        "Head\n\nBody comes here.",
    ]
    assert split_texts(22, heading, text("Body comes here. More of it.")) == [
        "Head\n\nBody comes here.",
        "More of it.",
    ]


def test_bullets_and_table_rows_are_cut_apart_without_a_second_bullet() -> None:
    items = tuple((Span(words),) for words in ("one", "two", "a very long item"))
    assert split_texts(12, Bullets(items)) == ["• one\n• two", "• a very", "long item"]
    assert split_texts(9, Table((("a", "1"), ("b", "2"), ("c", "3")))) == ["a  1\nb  2", "c  3"]
    assert split_texts(6, Table((("alpha", "beta"), ("c", "3")))) == ["alpha", "beta", "c  3"]


def test_styles_and_links_stay_on_both_sides_of_a_cut() -> None:
    span = Span("alpha beta", bold=True, url="https://example.org/")
    parts = split_message(Message(blocks=(Paragraph((span,)),)), 5, length)
    assert [part.blocks for part in parts] == [
        (Paragraph((Span(words, bold=True, url="https://example.org/"),)),) for words in ("alpha", "beta")
    ]


def test_buttons_go_on_the_last_part_and_story_ids_on_all() -> None:
    button = Button("Sources", "sources:7")
    message = Message(blocks=(text("One."), text("Two.")), buttons=((button,),), story_id=7, revision=2)
    first, last = split_message(message, 5, length)
    assert (first.buttons, last.buttons) == ((), ((button,),))
    assert [(part.story_id, part.revision) for part in (first, last)] == [(7, 2), (7, 2)]


def test_a_link_that_alone_exceeds_the_limit_is_dropped_and_its_text_stays() -> None:
    def with_links(message: Message) -> int:
        spans = [span for block in message.blocks if isinstance(block, Paragraph) for span in block.spans]
        return length(message) + sum(len(span.url or "") for span in spans)

    spans = (Span("good ", url="http://a"), Span("bad ", url="http://" + "b" * 99), Span("fine", url="http://c"))
    parts = split_message(Message(blocks=(Paragraph(spans),)), 20, with_links)
    kept = [
        span for part in parts for block in part.blocks if isinstance(block, Paragraph) for span in block.spans
    ]
    assert [(span.text.strip(), span.url) for span in kept] == [
        ("good", "http://a"),
        ("bad", None),
        ("fine", "http://c"),
    ]


def test_a_limit_below_one_character_is_refused() -> None:
    with pytest.raises(ValueError, match="too small"):
        split_message(Message(blocks=(text("words"),)), 0, length)


@settings(max_examples=50, deadline=None, suppress_health_check=PATIENT)
@given(long_messages, st.integers(40, 600))
def test_parts_never_exceed_the_limit_and_lose_nothing(message: Message, limit: int) -> None:
    parts = split_message(message, limit, length)
    assert all(length(part) <= limit for part in parts)
    assert squeezed("".join(map(plain_text, parts))) == squeezed(plain_text(message))
    assert all(part.story_id == message.story_id for part in parts)
    assert [part.buttons for part in parts] == [()] * (len(parts) - 1) + [message.buttons]


def test_a_hundred_thousand_characters_are_cut_into_whole_sentences() -> None:
    sentence = "The harbour office said fourteen people were hurt. "
    parts = split_texts(4096, text(sentence * 2000))
    assert all(part.rstrip().endswith("hurt.") for part in parts)
    assert " ".join(parts) == sentence * 2000


@pytest.mark.parametrize("text", ["0" + "\r" * 40, "\r" * 40 + "0"])
def test_white_space_longer_than_a_message_is_no_reason_to_fail(text: str) -> None:
    for block in (Heading((Span(text),)), Paragraph((Span(text),)), Bullets(((Span(text),),))):
        parts = split_message(Message(blocks=(block,)), 40, length)
        assert "".join(map(plain_text, parts)).strip(" •\r\n-") == "0"
