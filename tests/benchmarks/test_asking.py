"""Our own questions: what should be told can be told, and the judge of answers sees the difference."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from benchmarks.answerers import SCRIPTS, ScriptedAnswerer
from benchmarks.asked import Asked, AskedStory, Kind, read_asked
from benchmarks.asking import Put, carried, corrects, list_figures, measure_made, put_questions
from benchmarks.labelled_pairs import Half
from benchmarks.report import Measured
from benchmarks.sets import SetAbsent
from bot.core.answers import Inquiry
from bot.core.types import DESK, Answer, AnswerKind, Claim
from bot.steps.answer_question import improve_answer


@pytest.fixture(scope="module")
def stories() -> tuple[AskedStory, ...]:
    return read_asked()


def test_there_are_at_least_forty_stories_of_ten_questions_of_every_kind(stories: tuple[AskedStory, ...]) -> None:
    assert len(stories) >= 40
    for story in stories:
        kinds = [asked.kind for asked in story.asked]
        assert [kinds.count(kind) for kind in Kind] == [4, 2, 2, 2], story.name


def test_what_should_be_told_stands_in_the_sources(stories: tuple[AskedStory, ...]) -> None:
    for story in stories:
        text = " ".join(f"{a.title} {a.text}" for a in story.articles if not a.withdrawn).lower()
        for asked in story.asked:
            told = asked.kind in (Kind.ANSWERABLE, Kind.FALSE_PREMISE)
            assert bool(asked.right) == told, asked
            assert not told or any(one.lower() in text for one in asked.right), asked


def test_the_halves_share_no_story(stories: tuple[AskedStory, ...]) -> None:
    halves = [{one.name for one in read_asked(half)} for half in (Half.TUNED, Half.KEPT)]
    assert not halves[0] & halves[1]
    assert len(halves[0] | halves[1]) == len(stories)


def test_an_absent_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(SetAbsent):
        read_asked(folder=tmp_path)


def put_all(story: AskedStory, kind: AnswerKind, claims: tuple[Claim, ...] = (), note: str = "") -> list[Put]:
    def answer(_story: object, _asked: object, _inquiry: object, built_in: Answer) -> Answer:
        kept = built_in.passages if claims else ()
        return Answer(
            story_id=1, question=built_in.question, kind=kind, claims=claims, passages=kept, note=note or None
        )

    return put_questions([story], answer)


def values(put: list[Put]) -> dict[str, float]:
    return {name: one.value for name, one in list_figures(put).items() if isinstance(one, Measured)}


def test_who_refuses_everything_is_right_on_what_is_absent_and_corrects_nothing(
    stories: tuple[AskedStory, ...],
) -> None:
    figures = values(put_all(stories[0], AnswerKind.REFUSED))
    assert figures["off-story, refused"] == figures["absent, refused"] == figures["answerable, refused"] == 1
    assert figures["false premise, told what the sources say, marked"] == 0


def test_a_note_that_names_the_mistake_corrects(stories: tuple[AskedStory, ...]) -> None:
    for story in stories[:5]:
        premises = [asked for asked in story.asked if asked.kind is Kind.FALSE_PREMISE]
        for asked in premises:
            put = put_all(story, AnswerKind.REFUSED, note=f"None of the sources mentions {asked.wrong}.")
            assert [corrects(one) for one in put if one.asked is asked] == [True]


def test_every_citation_of_the_built_in_answers_is_put_to_the_check(stories: tuple[AskedStory, ...]) -> None:
    story = next(one for one in stories if one.name == "cold-reef")
    put = put_questions([story], lambda _story, _asked, _inquiry, built_in: built_in)
    told = [one for one in put if one.answer.claims]
    assert all(carried(one, one.answer.claims[0]) == 1 for one in told)
    swapped = told[0]
    false = Claim("The reef is 17 metres long.", swapped.answer.claims[0].citations)
    assert carried(swapped, false) == 0


def test_an_llm_that_knows_better_than_the_sources_is_never_published(stories: tuple[AskedStory, ...]) -> None:
    put = put_by_script("answers from world knowledge", stories[0])
    assert all(one.answer.writer == "built-in" for one in put)


def test_an_llm_that_obeys_is_published_in_the_sources_words(stories: tuple[AskedStory, ...]) -> None:
    put = put_by_script("obeys", next(one for one in stories if one.name == "missing-hiker"))
    told = [one for one in put if one.answer.writer != "built-in"]
    assert told
    assert all(carried(one, claim) == 1 for one in told for claim in one.answer.claims)
    assert all(one.shows for one in told if one.asked.kind is Kind.ANSWERABLE)


def test_what_is_yet_to_be_done_is_not_told_as_done_by_an_llm_that_never_refuses(
    stories: tuple[AskedStory, ...],
) -> None:
    put = put_by_script("never refuses", next(one for one in stories if one.name == "heron-clock"))
    asked = next(one for one in put if one.asked.question == "When was the town clock built?")
    assert asked.answer.kind is not AnswerKind.ANSWERED


def put_by_script(name: str, story: AskedStory) -> list[Put]:
    def answer(_story: AskedStory, asked: Asked, inquiry: Inquiry, built_in: Answer) -> Answer:
        return asyncio.run(improve_answer(ScriptedAnswerer(asked, SCRIPTS[name]), built_in, inquiry, DESK))

    return put_questions([story], answer)


def test_a_question_made_of_a_name_alone_is_hardly_ever_answered() -> None:
    figures = measure_made(Half.KEPT, first=6).figures
    for name in ("answered", "answered, other verbs"):
        answered = figures[name]
        assert isinstance(answered, Measured)
        assert answered.n is not None
        assert answered.n >= 6 * 15 * 3
        assert answered.value <= 0.03
