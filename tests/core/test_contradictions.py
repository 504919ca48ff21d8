"""No finished piece gives one measure two values, whoever wrote its sentences."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.contradictions import find_contradictions
from bot.core.desk import open_desk
from bot.core.editing import edit_draft
from bot.core.passages import read_passages
from bot.core.reconciling import is_flat, iter_frames
from bot.core.types import Article, Citation, Claim, Draft, DraftClaim, PassageId, Rules, Summary, Writer
from bot.demo.expected import load_expected
from tests.core.test_demo_pieces import events, piece
from tests.core.test_open_measures import tell
from tests.make import at, make_article, make_claim, make_story

COUNTED = st.sampled_from(
    ["missiles were fired at the base", "homes were flooded", "people were injured", "shops burned"]
)
WHO = st.sampled_from(["Police said", "The army said", "Residents said", "The mayor said"])
VALUES = st.integers(min_value=2, max_value=40)


def assert_reconciled(summary: Summary, articles: tuple[Article, ...]) -> None:
    desk = open_desk(articles)
    sentences = (*summary.claims, summary.headline)
    assert list(find_contradictions(sentences, desk)) == []
    for disagreement, _ in iter_frames(desk):
        assert not any(is_flat(claim, disagreement) for claim in sentences), disagreement.measure


def written(articles: tuple[Article, ...], body: list[tuple[str, str]]) -> Summary | None:
    """A draft of an LLM's through the gate: each sentence with the passage it cites."""
    claims = tuple(
        (None, DraftClaim(text=text, passage_ids=(PassageId(cited),), writer=Writer.LLM)) for text, cited in body
    )
    headline = DraftClaim(text="Port Ellory", passage_ids=(PassageId("1.0"),), writer=Writer.LLM)
    draft = Draft(writer="an-llm", headline=headline, body=claims)
    return edit_draft(draft, make_story(), articles, Rules(), at(300)).summary


@pytest.mark.parametrize("event", sorted(load_expected()))
def test_no_piece_of_the_demo_contradicts_itself(event: str) -> None:
    assert_reconciled(piece(event), events()[event])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    counted=COUNTED,
    who=st.lists(WHO, min_size=2, max_size=3, unique=True),
    values=st.lists(VALUES, min_size=3, max_size=3),
)
def test_whatever_an_llm_makes_of_two_or_three_counts_they_are_reconciled(
    counted: str, who: list[str], values: list[int]
) -> None:
    texts = [f"It rained in Port Ellory all day. {w} {v} {counted}." for w, v in zip(who, values, strict=False)]
    articles = tell(*texts)
    body = [("It rained in Port Ellory all day.", "1.1")]
    body += [(f"{v} {counted}.".capitalize(), f"{i}.2") for i, v in enumerate(values[: len(who)], start=1)]
    body += [(texts[i].split(". ", 1)[1], f"{i + 1}.2") for i in range(len(who))]
    summary = written(articles, body)
    if summary is None:
        return
    assert_reconciled(summary, articles)
    shown = {value for value in values[: len(who)] if any(str(value) in claim.text for claim in summary.claims)}
    framed = [claim for claim in summary.claims if all(str(value) in claim.text for value in shown)]
    assert len(shown) < 2 or framed


def test_a_sentence_that_contradicts_one_before_it_is_named() -> None:
    articles = tell("Officials said 10 shops burned in the riot.", "Residents said 31 shops burned in the riot.")
    claims = [
        Claim(p.text, (Citation(p.id, p.text),), Writer.LLM)
        for article in articles
        for p in read_passages(article)
        if p.start >= 0
    ]
    ((claim, reason),) = find_contradictions(claims, open_desk(articles))
    assert claim == claims[1]
    assert reason == "it says 31 where another sentence says 10"


def claims_of(articles: tuple[Article, ...]) -> list[Claim]:
    return [
        Claim(passage.text, (Citation(passage.id, passage.text),), Writer.LLM)
        for article in articles
        for passage in read_passages(article)
        if passage.start >= 0
    ]


def left_out(*texts: str) -> list[str]:
    articles = tell(*texts)
    return [claim.text for claim, _ in find_contradictions(claims_of(articles), open_desk(articles))]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The silo exploded at 6:40 a.m.", "Neighbours said the silo exploded at 7:25 a.m."),
        ("Otto Brandl was arrested in Karsten on Monday.", "Otto Brandl was arrested in Veldorf on Monday."),
        ("The body of Tom Ansell was found in a quarry.", "The body of Tom Ansell was found in a reservoir."),
        ("The crash was caused by a broken rail.", "The crash was caused by excessive speed."),
        ("Gerald Finch, 62, died at the scene.", "Gerald Finch, 57, died at the scene."),
        ("Harwick beat Leam 3-1 in the rain.", "Harwick beat Leam 3-2 in the rain."),
        ("Dunmore fire chief Carl Hesketh came.", "Dunmore fire chief Alan Rudd came."),
        ("“We are sorry,” said its chief executive, Anders Lie.", "Anders Lie, its chairman, was sorry."),
        ("About 40 boats blocked the port.", "The skipper Ronan Beale said 75 boats were there."),
    ],
)
def test_not_only_figures_are_looked_at(first: str, second: str) -> None:
    assert left_out(first, second) == [second]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Selm has 30,000 people without water.", "In Selm 29,600 people are without water."),
        ("On Tuesday 43.1 degrees were measured in Selm.", "Wednesday was hotter: 46 degrees were measured."),
        ("Leam beat Harrow 2-1 in the Premier Shield.", "Harwick beat Oldbury 4-0 in the Premier Shield."),
        ("Health minister Lena Okoro resigned.", "Health minister Samuel Adeyemi was sworn in."),
        ("The rebels lost 60 fighters.", "The army lost 18 soldiers."),
    ],
)
def test_what_can_both_be_true_stands(first: str, second: str) -> None:
    assert left_out(first, second) == []


def test_the_older_of_two_sizes_goes_when_the_newer_says_that_it_grew() -> None:
    old = "A wildfire in the Sierra Blanca has burned 3,000 acres."
    new = "The wildfire in the Sierra Blanca grew overnight and has now burned 11,000 acres."
    assert left_out(old, new) == [old]


def test_a_value_that_no_side_of_a_framed_sentence_gives_does_not_stand_beside_it() -> None:
    articles = tell(
        "Officials said 10 shops burned in the riot.",
        "Residents said 31 shops burned in the riot.",
        "A survey found that 50 shops burned in the riot.",
    )
    claims = claims_of(articles)
    frame = Claim("Officials say 10; residents 31.", (*claims[0].citations, *claims[1].citations), Writer.FRAME)
    ((claim, reason),) = find_contradictions([frame, claims[2]], open_desk(articles))
    assert (claim, reason) == (claims[2], "it says 50, which is none of the values in dispute")
    assert list(find_contradictions([frame, claims[1]], open_desk(articles))) == []


def test_a_framed_sentence_contradicts_nothing() -> None:
    articles = tell("Officials said 10 shops burned in the riot.", "Residents said 31 shops burned in the riot.")
    first, second = (read_passages(article)[1] for article in articles)
    claims = [
        Claim(first.text, (Citation(first.id, first.text),), Writer.LLM),
        Claim(second.text, (Citation(second.id, second.text),), Writer.FRAME),
    ]
    assert list(find_contradictions(claims, open_desk(articles))) == []


def test_sentences_on_two_things_stand_side_by_side() -> None:
    texts = ("Police said 10 shops burned in the riot.", "The mayor said 31 officers were hurt in the riot.")
    articles = tell(*texts)
    summary = written(articles, [("It rained.", "1.1"), *((text, f"{i}.1") for i, text in enumerate(texts, 1))])
    assert summary is not None
    told = " ".join(claim.text for claim in summary.claims)
    assert "10 shops" in told
    assert "31 officers" in told


def test_the_claims_order_does_not_hide_a_contradiction() -> None:
    articles = tell("Officials said 10 shops burned in the riot.", "Residents said 31 shops burned in the riot.")
    claims = [
        replace(Claim(p.text, (Citation(p.id, p.text),)), writer=Writer.BUILT_IN)
        for p in (read_passages(article)[1] for article in articles)
    ]
    for a, b in combinations(claims, 2):
        assert len(list(find_contradictions([a, b], open_desk(articles)))) == 1
        assert len(list(find_contradictions([b, a], open_desk(articles)))) == 1


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_counts_hours_apart_the_later_stands_in_whatever_order_they_are_told(
    order: tuple[int, int],
) -> None:
    early, late = (
        make_article(
            id=number,
            outlet=outlet,
            title="Measles at Tarn Cross",
            text=f"The school at Tarn Cross stays open. {count} in hospital with measles.",
            published_at=at(minutes),
        )
        for number, outlet, count, minutes in (
            (1, "Harbour Post", "One child is", 0),
            (2, "Arle Echo", "Two children are", 14 * 60),
        )
    )
    claims = [
        make_claim("One child is in hospital with measles.", "1.2"),
        make_claim("Two children are in hospital with measles.", "2.2"),
    ]
    found = find_contradictions([claims[one] for one in order], open_desk([early, late]))
    assert [claim.text for claim, _ in found] == ["One child is in hospital with measles."]
