"""The demo from its feeds to its posts: whole events in, one cited and checked story each out."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from bot.core.changed_words import sentence_of
from bot.core.explaining import compose_why
from bot.core.language import find_dates, find_names, find_numbers, find_quotes
from bot.core.messages import compose_post, compose_sources, compose_story, compose_update
from bot.core.types import Claim, DeliveryKind, DeliveryState, Passage, Relation, Summary, Writer
from bot.core.updates import decide_update
from bot.demo.content import load_world
from bot.demo.expected import Expected, load_expected
from tests.bracketed import Theirs, texts_of
from tests.rehearsed import Outcome, Told, choose_events, key_of, read_journal, rehearse

pytestmark = pytest.mark.timeout(300)  # the first test waits for the whole rehearsal

EXPECTED = load_expected()
EVENTS = sorted(EXPECTED)
ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """The shipped demo, run once for all tests here."""
    asked = {event: (gold.question, gold.unanswerable) for event, gold in EXPECTED.items()}
    return asyncio.run(rehearse(load_world(), tmp_path_factory.mktemp("demo"), asked))


def test_no_words_of_aibots_own_stay_english_in_what_the_demo_shows(outcome: Outcome) -> None:
    """Posts, whole stories, sources, what changed and why, of every piece that was written."""
    left: dict[str, None] = {}
    for told in outcome.told:
        theirs = Theirs(text for piece in told.pieces for text in texts_of(piece))
        for piece in told.pieces:
            for message in (
                compose_post(piece),
                compose_story(piece),
                compose_sources(piece),
                compose_why(piece),
            ):
                left |= dict.fromkeys(theirs.english_left(message))
        for before, piece in pairwise(told.pieces):
            update = decide_update(before, piece)
            shortened = Theirs(
                (*texts_of(before), *texts_of(piece), *(sentence_of(change.text) for change in update.changes))
            )
            left |= dict.fromkeys(shortened.english_left(compose_update(piece, update, piece.written_at)))
    assert list(left) == []


def the_story(outcome: Outcome, event: str) -> Told:
    (told,) = outcome.of_event(event)
    return told


def pieces(outcome: Outcome) -> Iterator[Summary]:
    """Every piece that was ever written, each of its revisions."""
    for told in outcome.told:
        yield from told.pieces


def claims(piece: Summary) -> Iterator[tuple[Claim, tuple[Passage, ...]]]:
    """Every published sentence with the passages it cites."""
    passages = {passage.id: passage for passage in piece.passages}
    for claim in (piece.headline, *piece.claims):
        yield claim, tuple(passages[citation.passage_id] for citation in claim.citations)


# ---------------------------------------------------------------- stories


@pytest.mark.parametrize("event", EVENTS)
def test_an_event_is_one_story_and_nothing_else_is_in_it(outcome: Outcome, event: str) -> None:
    assert [sorted({outcome.event_of(a) for a in told.articles}) for told in outcome.of_event(event)] == [[event]]


@pytest.mark.parametrize("event", [event for event in EVENTS if EXPECTED[event].lookalikes])
def test_events_that_look_alike_are_kept_apart(outcome: Outcome, event: str) -> None:
    others = {told.story.id for other in EXPECTED[event].lookalikes for told in outcome.of_event(other)}
    assert others
    assert not others & {told.story.id for told in outcome.of_event(event)}


@pytest.mark.parametrize("event", EVENTS)
def test_copies_of_one_text_count_as_one_outlet(outcome: Outcome, event: str) -> None:
    assert (
        max(piece.independent_outlets for piece in the_story(outcome, event).pieces)
        == EXPECTED[event].independent
    )


@pytest.mark.parametrize("event", EVENTS)
def test_every_article_of_an_event_was_read(outcome: Outcome, event: str) -> None:
    read = {key_of(article) for article in the_story(outcome, event).articles}
    addresses = {
        article.key: {f"{article.outlet}/{v.slug}" for v in article.versions} for article in load_world().articles
    }
    assert [key for key in EXPECTED[event].articles if not addresses[key] & read] == []


# ---------------------------------------------------------------- sentences


def test_every_sentence_cites_words_that_stand_in_its_sources(outcome: Outcome) -> None:
    for told in outcome.told:
        for piece in told.pieces:
            for claim, cited in claims(piece):
                assert cited, claim.text
                for citation, passage in zip(claim.citations, cited, strict=True):
                    assert citation.words, claim.text
                    assert citation.words in passage.text, claim.text


def test_every_passage_stands_in_the_article_as_it_is_now(outcome: Outcome) -> None:
    for told in outcome.told:
        articles = {article.id: article for article in told.articles}
        for passage in told.newest.passages:
            article = articles[passage.article_id]
            text = article.title if passage.start < 0 else article.text[passage.start : passage.end]
            assert text == passage.text


def test_the_figures_of_every_sentence_stand_in_a_passage_it_cites(outcome: Outcome) -> None:
    for piece in pieces(outcome):
        for claim, cited in claims(piece):
            given = {number.value for passage in cited for number in find_numbers(passage.text)}
            told = [date for passage in cited for date in find_dates(passage.text, piece.written_at)]
            given |= {float(date.first.year) for date in told if date.first is not None}  # "this year"
            days = [(date.start, date.end) for date in find_dates(claim.text, piece.written_at)]
            for number in find_numbers(claim.text):
                in_a_date = any(start <= number.start < end for start, end in days)
                assert in_a_date or number.value in given, f"{number.text} in {claim.text!r}"


def test_the_names_of_every_sentence_stand_in_a_passage_it_cites(outcome: Outcome) -> None:
    for piece in pieces(outcome):
        for claim, cited in claims(piece):
            if claim.writer is Writer.FRAME:  # names the outlets that say so, which their passages do not
                continue
            given = " ".join(passage.text for passage in cited).casefold()
            for name in find_names(claim.text):
                assert all(word in given for word in name.key.split()), f"{name.text} in {claim.text!r}"


def test_the_dates_of_every_sentence_are_given_by_a_passage_it_cites(outcome: Outcome) -> None:
    for told in outcome.told:
        published = {article.id: article.published_at for article in told.articles}
        for claim, cited in claims(told.newest):
            given = {
                (date.first, date.last)
                for passage in cited
                for date in find_dates(passage.text, published[passage.article_id])
            }
            for date in find_dates(claim.text, published[cited[0].article_id]):
                assert (date.first, date.last) in given, f"{date.text} in {claim.text!r}"


def test_the_quotes_of_every_sentence_stand_word_for_word_in_a_passage_it_cites(outcome: Outcome) -> None:
    for piece in pieces(outcome):
        for claim, cited in claims(piece):
            given = " ".join(bare(passage.text) for passage in cited)
            for quote in find_quotes(claim.text):
                if quote.direct:
                    assert bare(quote.text).rstrip(" .,") in given, claim.text


def bare(text: str) -> str:
    """Without the signs in which outlets set the same words differently."""
    return " ".join(text.translate({ord(sign): None for sign in "\"“”„«»'’‘"}).split())


# ---------------------------------------------------------------- what must not be, and what must


def test_planted_words_are_published_nowhere(outcome: Outcome) -> None:
    planted = [words for gold in EXPECTED.values() for words in gold.planted]
    assert planted
    published = (
        outcome.posted + "".join(map(str, pieces(outcome))) + "".join(outcome.answers.values())
    ).casefold()
    assert [words for words in planted if words.casefold() in published] == []


CONFLICTS = [(event, conflict) for event in EVENTS for conflict in EXPECTED[event].conflicts]


@pytest.mark.parametrize(
    ("event", "conflict"), CONFLICTS, ids=lambda value: getattr(value, "measure", str(value))
)
def test_sources_that_differ_are_shown_with_who_says_what(outcome: Outcome, event: str, conflict: object) -> None:
    (gold,) = [each for each in EXPECTED[event].conflicts if each == conflict]
    newest = the_story(outcome, event).newest
    shown = [
        {position.value: position.said_by for position in each.positions}
        for each in newest.disagreements
        if each.relation is Relation.CONFLICT
    ]
    assert any(gives(gold.values, gold.speakers, positions) for positions in shown), shown
    posts = [record.text or "" for record in outcome.journal if "Sources differ" in (record.text or "")]
    assert any(all(value in post.casefold() for value in gold.values) for post in posts)


KNOWN_AS = {"organisers": "fair fares alliance"}  # the name that some outlets give them


def gives(values: Sequence[str], speakers: Sequence[str], positions: dict[str, str]) -> bool:
    told = {value.casefold(): speaker.casefold() for value, speaker in positions.items()}
    return all(
        any(value in said and (who in by or KNOWN_AS.get(who, who) in by) for said, by in told.items())
        for value, who in zip(map(str.casefold, values), map(str.casefold, speakers), strict=True)
    )


GROWING = [(event, growth) for event in EVENTS for growth in EXPECTED[event].growing]


@pytest.mark.parametrize(("event", "growth"), GROWING, ids=lambda value: getattr(value, "measure", str(value)))
def test_a_figure_that_grew_ends_at_its_newest_value(outcome: Outcome, event: str, growth: object) -> None:
    (gold,) = [each for each in EXPECTED[event].growing if each == growth]
    newest = the_story(outcome, event).newest
    told = {number.value for claim in newest.claims for number in find_numbers(claim.text)}
    assert {number.value for number in find_numbers(gold.values[-1])} <= told
    assert not any(
        {gold.values[0], gold.values[-1]} <= {position.value for position in each.positions}
        for each in newest.disagreements
        if each.relation is Relation.CONFLICT
    ), "an older count by the same speaker is no disagreement"


@pytest.mark.parametrize("event", [event for event in EVENTS if EXPECTED[event].wrong_offices])
def test_a_wrong_office_is_never_told_as_a_fact(outcome: Outcome, event: str) -> None:
    for gold in EXPECTED[event].wrong_offices:
        surname = gold.person.split()[-1]
        for piece in the_story(outcome, event).pieces[-1:]:
            for claim, _ in claims(piece):
                flat = claim.writer is not Writer.FRAME
                assert not (flat and surname in claim.text and gold.wrong in claim.text), claim.text


@pytest.mark.parametrize("event", [event for event in EVENTS if EXPECTED[event].altered_quotes])
def test_an_altered_quote_is_never_told_as_what_was_said(outcome: Outcome, event: str) -> None:
    for gold in EXPECTED[event].altered_quotes:
        for claim, _ in claims(the_story(outcome, event).newest):
            if claim.writer is not Writer.FRAME:
                assert bare(gold.altered) not in bare(claim.text)


def test_a_retracted_article_is_no_source_of_what_is_told_now(outcome: Outcome) -> None:
    retracted = {article.key: article.event for article in load_world().articles if article.retracted_at}
    assert retracted
    for key, event in retracted.items():
        told = the_story(outcome, event)
        (article,) = [article for article in told.articles if key_of(article) == key]
        assert article.withdrawn
        assert article.id not in {passage.article_id for passage in told.newest.passages}
        assert len(told.pieces) > 1
        posted = [d for d in told.deliveries if d.state is DeliveryState.SENT and d.kind is not DeliveryKind.POST]
        assert posted, "the channel was not told"


# ---------------------------------------------------------------- questions


@pytest.mark.parametrize("event", EVENTS)
def test_a_question_that_the_sources_answer_is_answered(outcome: Outcome, event: str) -> None:
    gold: Expected = EXPECTED[event]
    answer = outcome.answers[gold.question]
    assert any(words.casefold() in answer.casefold() for words in gold.answer_words), answer
    assert "[1]" in answer or "[2]" in answer or "[3]" in answer or "[4]" in answer


@pytest.mark.parametrize("event", EVENTS)
def test_a_question_that_they_do_not_answer_is_not(outcome: Outcome, event: str) -> None:
    answer = outcome.answers[EXPECTED[event].unanswerable]
    assert answer.startswith(("The sources do not", "None of the")), answer


def test_the_question_that_the_readme_shows_is_refused_and_told_what_there_is(outcome: Outcome) -> None:
    answer = outcome.answers[EXPECTED["pier-ferry"].unanswerable]
    assert answer.startswith("The sources do not say."), answer
    assert "What they do cover" in answer


# ---------------------------------------------------------------- delivery


def test_every_post_stands_once_in_the_chat(outcome: Outcome) -> None:
    assert_delivered_once(outcome)
    for told in outcome.told:
        posts = [d for d in told.deliveries if d.kind is DeliveryKind.POST and d.state is DeliveryState.SENT]
        assert len(posts) == 1, told.story.title


def assert_delivered_once(outcome: Outcome) -> None:
    """The journal and the database agree: every message under one key, every key of a delivery that was sent."""
    ids: dict[str, set[str]] = {}
    for record in outcome.journal:
        if record.key is not None:
            ids.setdefault(record.key, set()).add(record.id)
    assert {part: found for part, found in ids.items() if len(found) > 1} == {}
    keys = {part.rpartition("-")[0] for part in ids}
    sent = {d.key for told in outcome.told for d in told.deliveries if d.state is DeliveryState.SENT}
    new = {
        d.key
        for told in outcome.told
        for d in told.deliveries
        if d.state is DeliveryState.SENT and d.kind is not DeliveryKind.EDIT
    }
    assert new <= keys <= sent
    assert outcome.waiting == 0


# ---------------------------------------------------------------- kill -9


KILLED_AT = (1, 5)
A_FEW = ("fares-march-arrests", "island-ferry", "teachers-pay")


async def run_child(folder: Path, posts: int | None) -> int:
    """Rehearses a few events in a child, killed as soon as the journal holds so many lines; its exit code."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.rehearsed", str(folder), *A_FEW), cwd=ROOT, start_new_session=True
    )
    ended = asyncio.create_task(child.wait())
    try:
        async with asyncio.timeout(120):
            while posts is not None and not ended.done() and len(read_journal(folder)) < posts:
                await asyncio.wait({ended}, timeout=0.01)
            if posts is not None and not ended.done():
                os.killpg(child.pid, signal.SIGKILL)
            return await ended
    finally:
        if not ended.done():
            os.killpg(child.pid, signal.SIGKILL)
            await ended


async def test_a_process_killed_again_and_again_posts_everything_and_nothing_twice(tmp_path: Path) -> None:
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    for posts in KILLED_AT:
        assert await run_child(killed, posts) == -signal.SIGKILL
    assert await run_child(killed, None) == 0
    undisturbed = await rehearse(choose_events(A_FEW), whole)
    survived = await rehearse(choose_events(A_FEW), killed)  # it is over: this only looks at what it left
    assert_delivered_once(survived)
    assert stories_of(survived) == stories_of(undisturbed)


def stories_of(outcome: Outcome) -> set[tuple[str, ...]]:
    return {tuple(sorted(key_of(article) for article in told.articles)) for told in outcome.told}
