"""What goes into a column comes out of it equal, or does not go in."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Table
from sqlalchemy.dialects import sqlite

from bot.core.types import (
    Article,
    Channel,
    ChannelSettings,
    Claim,
    Delivery,
    Digest,
    Disagreement,
    Dropped,
    Entry,
    Fact,
    Feed,
    Passage,
    Post,
    Section,
    Source,
    Story,
    Style,
    Subscription,
    Summary,
    Turn,
    Warned,
)
from bot.storage import tables
from bot.storage.columns import UtcDateTime, Words, decode, encode
from tests.make import NOW, make_summary

SUMMARY: TypeAdapter[Summary] = TypeAdapter(Summary)
SETTINGS: TypeAdapter[ChannelSettings] = TypeAdapter(ChannelSettings)

TIMES = st.datetimes(timezones=st.just(UTC))
FIGURES = st.floats(allow_nan=False, allow_infinity=False)


def of(kind: type[Any]) -> st.SearchStrategy[Any]:
    """What Hypothesis makes of the annotations; its times are aware, its numbers are numbers."""
    strategies = {"datetime": TIMES, "float": FIGURES}
    known = {field.name: strategies[str(field.type)] for field in fields(kind) if field.type in strategies}
    return st.builds(kind, **known)


def many(kind: type[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of(kind), max_size=2).map(tuple)


SUMMARIES = st.builds(
    Summary,
    written_at=TIMES,
    headline=of(Claim),
    lede=of(Claim),
    sections=many(Section),
    brief=many(Claim),
    facts=many(Fact),
    disagreements=many(Disagreement),
    sources=many(Source),
    passages=many(Passage),
    dropped=many(Dropped),
    warnings=many(Warned),
    note=st.none() | st.text(),
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # a whole summary is much to invent on a busy machine
@given(SUMMARIES)
def test_every_summary_comes_back_equal(summary: Summary) -> None:
    assert decode(SUMMARY, encode(SUMMARY, summary)) == summary


@given(of(ChannelSettings))
def test_every_setting_comes_back_equal(settings: ChannelSettings) -> None:
    assert decode(SETTINGS, encode(SETTINGS, settings)) == settings


def test_settings_stored_under_the_old_names_of_styles_are_read() -> None:
    stored = encode(SETTINGS, ChannelSettings(style=Style.STORY))
    for old, style in (("short", Style.BRIEF), ("full", Style.STORY)):
        assert decode(SETTINGS, stored.replace('"story"', f'"{old}"')).style is style


def test_a_whole_piece_comes_back_equal() -> None:
    summary = make_summary(("One.", "Two.", "Three, 'quoted' — “ünïcode” 😀."), note="why", tokens=3)
    assert decode(SUMMARY, encode(SUMMARY, summary)) == summary


@pytest.mark.parametrize(
    ("written", "damaged"),
    [
        ('"revision":1', '"revision":"1"'),
        ('"revision":1,', ""),
        ('"writer":"built-in"}', '"writer":"nobody"}'),
        ('"story_id":1', '"story_id":null'),
    ],
)
def test_text_that_does_not_hold_the_record_is_refused(written: str, damaged: str) -> None:
    text = encode(SUMMARY, make_summary())
    assert written in text
    with pytest.raises(ValidationError):
        decode(SUMMARY, text.replace(written, damaged))


def test_a_value_of_another_type_is_not_stored() -> None:
    with pytest.raises(ValidationError):
        encode(TypeAdapter(tuple[str, ...]), (1, 2))
    with pytest.raises(ValidationError):
        encode(SUMMARY, ChannelSettings())


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        UtcDateTime().process_bind_param(datetime(2026, 11, 16), sqlite.dialect())


def test_a_time_of_any_zone_is_kept_as_utc() -> None:
    column, dialect = UtcDateTime(), sqlite.dialect()
    vienna = NOW.astimezone(timezone(timedelta(hours=1)))
    bound = column.process_bind_param(vienna, dialect)
    assert bound is not None
    assert (bound, bound.tzinfo) == (NOW, UTC)
    # SQLite gives it back without its zone, PostgreSQL in the session's.
    for stored in (NOW.replace(tzinfo=None), vienna):
        read = column.process_result_value(stored, dialect)
        assert read is not None
        assert (read, read.tzinfo) == (NOW, UTC)


@given(st.text())
def test_any_text_can_be_stored_and_only_what_no_database_takes_is_replaced(text: str) -> None:
    stored = Words().process_bind_param(text, sqlite.dialect())
    assert stored is not None
    stored.encode()
    assert "\x00" not in stored
    assert len(stored) == len(text)
    if text.isprintable():
        assert stored == text


@pytest.mark.parametrize(
    ("record", "table", "elsewhere"),
    [
        (Feed, tables.feeds, set()),
        (Entry, tables.entries, set()),
        (Article, tables.articles, {"outlet"}),
        (Story, tables.stories, set()),
        (Channel, tables.channels, {"address"}),
        (Subscription, tables.subscriptions, {"feed_ids"}),
        (Digest, tables.digests, set()),
        (Delivery, tables.deliveries, set()),
        (Post, tables.posts, set()),
        (Turn, tables.turns, set()),
    ],
)
def test_every_field_of_a_record_has_its_column(record: Any, table: Table, elsewhere: set[str]) -> None:
    assert {field.name for field in fields(record)} - elsewhere <= set(table.c.keys())
