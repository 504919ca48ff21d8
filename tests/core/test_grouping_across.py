"""Strands of stories in different languages, joined and settled: nobody is lost, no language meets itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.across import Told, read_reports
from bot.core.grouping import place_all
from bot.core.grouping_across import (
    NEAR,
    WINDOW,
    by_meaning,
    choose_links,
    describe,
    find_likely,
)
from bot.core.story_index import StoryIndex
from bot.core.strand_keys import first_language, key_articles, language_of, story_of, strand_key
from bot.core.strands import settle
from bot.core.types import Placement
from tests.make import at, make_article

REPORTS = read_reports()
LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl"]


def build(told: list[Told], apart: timedelta = timedelta(0)) -> tuple[StoryIndex, Placement]:
    """Each report placed in its turn, `apart` from the one before."""
    index = StoryIndex()
    index.by_language = True
    arrived = [
        make_article(
            id=number, outlet=f"Outlet {number}", title=one.article.title, text=one.article.text,
            language=one.language, published_at=at(0) + number * apart, arrived_at=at(0) + number * apart,
        )
        for number, one in enumerate(told, 1)
    ]  # fmt: skip
    return index, place_all(arrived, index)


def link(index: StoryIndex, nearness: float = 1.0) -> tuple[tuple[int, int], ...]:
    likely = find_likely(index.stories.keys(), index)
    return choose_links(likely, [nearness] * len(likely), index)


def pick(*events: str) -> list[Told]:
    return [one for one in REPORTS if one.event in events]


def test_reports_of_one_event_are_linked_and_settled_as_one_story() -> None:
    index, placement = build(pick("tannhof"))
    settled = settle(placement, link(index), index)
    assert [sorted(group) for group in settled.placement.founded] == [[1, 2, 3]]


SPANISH = (
    "Un incendio destruye un aserradero cerca de Tannhof",
    (
        "Un aserradero cerca de Tannhof quedó destruido por un incendio en la madrugada del martes y tres "
        "trabajadores resultaron heridos, dijo la jefa de bomberos, Ilse Kranz. "
        "Los daños ascienden a 2,4 millones de euros."
    ),
)
ITALIAN = (
    "In fiamme una segheria vicino a Tannhof, tre feriti",
    (
        "Una segheria vicino a Tannhof è stata distrutta da un incendio nella notte tra lunedì e martedì "
        "e tre operai sono rimasti feriti, ha detto il capo dei pompieri Ilse Kranz. "
        "I danni sono di 2,4 milioni di euro."
    ),
)


def test_a_name_is_not_common_for_being_told_in_many_languages() -> None:
    pattern = pick("tannhof")[0]
    more = [
        replace(pattern, language=language, article=replace(pattern.article, title=title, text=text))
        for language, (title, text) in (("es", SPANISH), ("it", ITALIAN))
    ]
    index, placement = build([*pick("tannhof"), *more])
    settled = settle(placement, link(index), index)
    assert [sorted(group) for group in settled.placement.founded] == [[1, 2, 3, 4, 5]]


def test_what_is_not_near_enough_is_not_linked() -> None:
    index, _ = build(pick("tannhof"))
    assert link(index, 0.0) == ()


def test_reports_days_apart_are_not_of_one_event() -> None:
    index, _ = build(pick("tannhof"), apart=WINDOW + timedelta(hours=1))
    assert find_likely(index.stories.keys(), index) == ()


def test_meaning_counts_from_a_cosine_of_one_half() -> None:
    index, _ = build(pick("tannhof")[:2])
    (one,) = find_likely(index.stories.keys(), index)
    near, far = {1: (1.0, 0.0), 2: (0.8, 0.6)}, {1: (1.0, 0.0), 2: (0.4, 0.9)}
    assert by_meaning([one], near)[0] > 0 > by_meaning([one], far)[0]
    assert 0 < NEAR < 1


def test_an_article_joins_the_stored_story_of_another_language() -> None:
    index, _ = build(pick("tannhof")[:1])
    index.rename(-1, strand_key(7, "en"))
    german = pick("tannhof")[1].article
    arrived = make_article(id=9, title=german.title, text=german.text, language="de", published_at=at(5))
    placement = place_all([arrived], index)
    settled = settle(placement, link(index), index)
    assert settled.placement == Placement(joined=((9, 7),))


def test_two_stored_stories_are_merged_into_the_older() -> None:
    index, placement = build(pick("tannhof")[:2])
    index.rename(-1, strand_key(9, "en"))
    index.rename(-2, strand_key(4, "de"))
    settled = settle(Placement(), link(index), index)
    assert settled.placement == Placement(merged=((9, 4),))
    assert placement.founded


def test_what_is_put_into_a_vector_is_the_title_and_the_opening() -> None:
    article = make_article(title="A title", text="One sentence stands here. " * 90)
    described = describe(article)
    assert described.startswith("A title\nOne sentence stands here.")
    assert len(described) < 520


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(REPORTS), min_size=1, max_size=9, unique_by=lambda one: one.article.id))
def test_every_article_gets_one_story_and_no_story_two_strands_of_a_language(told: list[Told]) -> None:
    index, placement = build(told)
    settled = settle(placement, link(index), index).placement
    placed = [one for group in settled.founded for one in group]
    assert sorted(placed) == list(range(1, len(told) + 1))
    for group in settled.founded:
        strands = {index.homes[one] for one in group}
        languages = [language_of(key, index.stories[key].articles) for key in strands]
        assert len(languages) == len(set(languages))


@given(st.integers(1, 1 << 39), st.sampled_from([*LANGUAGES, "sv", None]))
def test_a_key_tells_its_story_and_its_language(story_id: int, language: str | None) -> None:
    key = strand_key(story_id, language)
    assert story_of(key) == story_id
    assert language_of(key, ()) == (language if language in LANGUAGES else None)


def test_what_no_list_knows_goes_with_the_first_language_of_its_story() -> None:
    english, swedish = make_article(id=1), make_article(id=2, text="Branden är släckt.", language="sv")
    assert key_articles(5, [swedish, english]) == {1: strand_key(5, "en"), 2: strand_key(5, "en")}
    assert first_language([swedish]) is None
