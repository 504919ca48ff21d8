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
from tests.make import at, make_story

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
