"""Who and what a sentence of a piece speaks of has been introduced before."""

from __future__ import annotations

import pytest

from bot.core.continuity import is_dangling
from bot.core.desk import Desk, open_desk
from bot.core.introductions import introduce
from bot.core.language import stands_alone
from bot.core.types import Citation, Claim, PassageId, Support, Writer
from tests.make import make_article

OPENING = "A fire broke out at a paint works in Brannick on Tuesday."
LAST = "Castell said eleven of the wounded would stay overnight."


def desk_of(*sentences: str) -> Desk:
    return open_desk([make_article(id=1, title="Fire at paint works", text=" ".join(sentences))])


def claim_of(desk: Desk, number: int, text: str = "", writer: Writer = Writer.SOURCE) -> Claim:
    passage = desk.passages[PassageId(f"1.{number}")]
    return Claim(text or passage.text, (Citation(passage.id, passage.text),), writer)


def introduced(introduction: str, sentence: str = LAST) -> Claim | None:
    desk = desk_of(OPENING, introduction, sentence)
    return introduce(claim_of(desk, 3), [claim_of(desk, 1)], desk)


@pytest.mark.parametrize(
    ("introduction", "sentence", "wanted"),
    [
        (
            "The clinic took in thirty people, said Dr Mara Castell, the director of Brannick General Hospital.",
            LAST,
            "Dr Mara Castell said eleven of the wounded would stay overnight.",
        ),
        (
            "Fire Commander Mara Castell sent thirty people to the clinic.",
            LAST,
            "Fire Commander Mara Castell said eleven of the wounded would stay overnight.",
        ),
        (
            "The clinic took in thirty people, said its director, Mara Castell.",
            "Ms. Castell said eleven of the wounded would stay overnight.",
            "Mara Castell said eleven of the wounded would stay overnight.",
        ),
        (
            "Mara Castell, 51, took in thirty people.",
            "But Castell's clinic had room for eleven of the wounded.",
            "But Mara Castell's clinic had room for eleven of the wounded.",
        ),
    ],
)
def test_a_surname_is_completed_from_the_article_and_what_completes_it_is_cited(
    introduction: str, sentence: str, wanted: str
) -> None:
    claim = introduced(introduction, sentence)
    assert claim is not None
    assert claim.text == wanted
    assert [citation.passage_id for citation in claim.citations] == ["1.3", "1.2"]


def test_a_completed_sentence_is_borne_out_by_what_it_cites() -> None:
    desk = desk_of(OPENING, "The clinic took in thirty people, said Dr Mara Castell, its director.", LAST)
    claim = introduce(claim_of(desk, 3), [claim_of(desk, 1)], desk)
    assert claim is not None
    verdict = desk.check(claim.text, [citation.passage_id for citation in claim.citations])
    assert verdict.support is Support.SUPPORTED


def test_whoever_the_piece_introduced_keeps_the_surname() -> None:
    desk = desk_of(OPENING, "Mara Castell, 51, took in thirty people.", LAST)
    claim = claim_of(desk, 3)
    assert introduce(claim, [claim_of(desk, 1), claim_of(desk, 2)], desk) is claim


@pytest.mark.parametrize(
    ("introduction", "sentence"),
    [
        ("The clinic took in thirty people.", LAST),  # the article never tells who
        ("Marguerite Tovald, 51, runs Tovald Paints.", "Tovald said eleven of the staff were missing."),
        ("Mara Castell, 51, and Jonas Castell, 55, took in thirty people.", LAST),
        ("Mara Castell, 51, took in thirty people.", "“Castell was wonderful,” a man of 70 said."),
        ("The train from East Karrow, due at noon, was stopped.", "Karrow sent eleven engines."),
    ],
)
def test_what_is_no_single_persons_surname_is_left_as_it_stands(introduction: str, sentence: str) -> None:
    claim = introduced(introduction, sentence)
    assert claim is not None
    assert claim.text == sentence


def test_a_surname_that_cannot_be_completed_soundly_leaves_the_sentence_leaning() -> None:
    desk = desk_of(OPENING, "Mara Castell, 51, took in thirty people.", LAST)
    unsound = claim_of(desk, 3, "Castell said twelve of the wounded would stay overnight.", Writer.LLM)
    assert introduce(unsound, [claim_of(desk, 1)], desk) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Most of the work it charged for was never done.",
        "Mr Sallis remains free until it has been decided.",
        "In 2025 it sold 870,000 tins.",
    ],
)
def test_an_it_that_nothing_before_it_can_mean_leans_back(sentence: str) -> None:
    assert not stands_alone(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Police said it would take days.",
        "On Tuesday it rained for nine hours.",
        "At noon it was unclear who had won.",
        "At noon it was decided that schools would close.",
        "On Tuesday it emerged that eleven had left.",
        "Most of the work Tovald Paints did after it sold the yard was never billed.",
        "The bridge was shut after it cracked.",
        "Tovald Paints said nothing until it had counted its staff.",
    ],
)
def test_an_it_that_tells_a_clause_the_weather_or_something_named_before_it_stands_alone(sentence: str) -> None:
    assert stands_alone(sentence)


@pytest.mark.parametrize(
    ("before", "leans"),
    [
        ("People may open their windows again.", True),
        ("Measurements fell in Brannick itself, the Environment Agency said.", False),
        ("Measurements fell, the EPA said.", False),
    ],
)
def test_a_bodys_officer_needs_the_body(before: str, leans: bool) -> None:
    sentence = "Vegetables should be washed, said the agency's duty officer, Pavel Rhee."
    desk = desk_of(OPENING, before, sentence)
    assert is_dangling(claim_of(desk, 3), [claim_of(desk, 1), claim_of(desk, 2)]) is leans


def test_a_body_named_in_the_sentence_itself_owns_its_officer() -> None:
    desk = desk_of(OPENING, "Sund Water is silent, but the agency's officer, Pavel Rhee, is not.")
    assert not is_dangling(claim_of(desk, 2), [claim_of(desk, 1)])
