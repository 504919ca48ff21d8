"""Hostile texts in every place: a small part of the measure, which is the proof at ten thousand texts."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.hostile_places import place_everywhere, place_in_crowd
from benchmarks.hostile_texts import LONGEST, make_texts
from benchmarks.rendering import KINDS, measure_rendering
from benchmarks.report import Measured
from benchmarks.sent_discord import DiscordReading
from benchmarks.sent_telegram import TelegramReading
from benchmarks.sent_texts import is_short_of, squeeze
from bot.core.types import Message, Paragraph, Span, Table
from bot.platforms.markup import plain_text
from tests.platforms.strategies import HOSTILE, PATIENT
from tests.platforms.test_outside_words import LONG_RUNS, LOOK_ALIKES


def test_hostile_texts_are_taken_whole_and_inert_in_every_place() -> None:
    report = measure_rendering(35, seed=11, through=1)
    for kind in KINDS:
        figure = report.figures[kind]
        assert isinstance(figure, Measured)
        assert figure.value == 0, [row for row in report.predictions if str(row["what"]).startswith(kind)]


def test_texts_are_the_same_for_the_same_seed_and_some_are_very_long() -> None:
    assert list(make_texts(30, 1)) == list(make_texts(30, 1)) != list(make_texts(30, 2))
    assert max(map(len, make_texts(1000, 1))) == LONGEST
    assert list(make_texts(4, 1, ("<b>", "</b>")))[:2] == ["<b>", "</b>"]


def test_the_text_stands_in_every_message() -> None:
    for where, message in place_everywhere("Zebra crossing").items():
        assert squeeze("Zebra crossing") in squeeze(plain_text(message)), where


units = st.lists(st.sampled_from((*HOSTILE, *LOOK_ALIKES, *LONG_RUNS)), min_size=1, max_size=3).map("".join)


@settings(max_examples=12, deadline=None, suppress_health_check=PATIENT)
@given(units, st.integers(4000, 4600), st.sampled_from((None, 3)))
def test_a_word_longer_than_a_message_is_taken_whole_and_inert(unit: str, length: int, story: int | None) -> None:
    """Most of what ever got through did so beside a cut."""
    text = (unit * length)[:length]
    message = Message(blocks=(Paragraph((Span(text),)), Table(((text, "1"),))), story_id=story)
    assert list(TelegramReading().judge(message)) == []
    assert list(DiscordReading().judge(message)) == []


def test_an_escape_that_ends_a_cell_takes_nothing_of_the_next() -> None:
    message = Message(blocks=(Table((("\x07\x1b", "1"),)), Paragraph((Span("\x1b"), Span("1")))))
    assert list(TelegramReading().judge(message)) == []
    assert list(DiscordReading().judge(message)) == []


def test_a_story_of_sixty_outlets_is_taken_whole() -> None:
    for message in place_in_crowd("Порт закрыт, сообщил министр. " * 5).values():
        assert list(TelegramReading().judge(message)) == []
        assert list(DiscordReading().judge(message)) == []


def test_the_measure_finds_what_is_amiss() -> None:
    """Had a platform let through what it must not, it would be told."""
    message = Message(blocks=(Paragraph((Span("Words"), Span("more", url="https://a.example/"))),))
    assert list(TelegramReading().judge(message)) == list(DiscordReading().judge(message)) == []
    empty = Message(blocks=(Paragraph((Span("\u200b"),)),))
    assert any(one.startswith("rejected") for one in TelegramReading().judge(empty))
    assert is_short_of("Word…", "Other words")
    assert is_short_of("Words", "Words and more")
    assert not is_short_of("Words…", "Words and more")
