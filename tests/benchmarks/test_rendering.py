"""Hostile texts in every place: a small part of the measure, which is the proof at ten thousand texts."""

from __future__ import annotations

from benchmarks.hostile_places import place_everywhere
from benchmarks.hostile_texts import LONGEST, make_texts
from benchmarks.rendering import KINDS, measure_rendering
from benchmarks.report import Measured
from benchmarks.sent_discord import DiscordReading
from benchmarks.sent_telegram import TelegramReading
from benchmarks.sent_texts import is_short_of, squeeze
from bot.core.types import Message, Paragraph, Span
from bot.platforms.markup import plain_text


def test_hostile_texts_are_taken_whole_and_inert_in_every_place() -> None:
    report = measure_rendering(50, seed=11, through=1)
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


def test_the_measure_finds_what_is_amiss() -> None:
    """Had a platform let through what it must not, it would be told."""
    message = Message(blocks=(Paragraph((Span("Words"), Span("more", url="https://a.example/"))),))
    assert list(TelegramReading().judge(message)) == list(DiscordReading().judge(message)) == []
    empty = Message(blocks=(Paragraph((Span("\u200b"),)),))
    assert any(one.startswith("rejected") for one in TelegramReading().judge(empty))
    assert is_short_of("Word…", "Other words")
    assert is_short_of("Words", "Words and more")
    assert not is_short_of("Words…", "Words and more")
