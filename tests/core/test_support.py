"""The support score: nothing speaks against the passages' own words; novelty, seams and faults each do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.support import score, score_together, weigh

PASSAGES = (
    "Police arrested 12 people on Tuesday after a protest at the harbour in Port Ellory.",
    "Interior Minister Ana Vidal said the city would stay calm.",
    "Repairs to the pier will cost £50 million, and the work could last 18 months.",
    "The ferry company has cancelled all sailings to the island until further notice.",
)
VERBATIM = PASSAGES[0]
REORDERED = "After a protest at the harbour in Port Ellory, police arrested 12 people on Tuesday."
STITCHED = "The ferry company will cost £50 million, and the city would stay calm until further notice."
INVENTED = "Customs officers seized smuggled cigarettes aboard a trawler near Karrow."


def doubt(text: str) -> float:
    return weigh(text, PASSAGES).doubt()


@pytest.mark.parametrize("passage", PASSAGES)
def test_nothing_speaks_against_a_passages_own_words(passage: str) -> None:
    assert doubt(passage) == 0.0
    assert score(doubt(passage)) == 1.0


def test_moved_phrases_weigh_less_than_seams_and_seams_less_than_invention() -> None:
    assert 0 < doubt(REORDERED) < doubt(STITCHED) < doubt(INVENTED)


def test_what_no_passage_has_and_what_stands_apart_are_named() -> None:
    assert weigh("Police arrested 12 brokers on Tuesday after a protest.", PASSAGES).missing == ("brokers",)
    assert ("company", "cost") in weigh(STITCHED, PASSAGES).torn


def test_a_rare_word_that_no_passage_has_weighs_more_than_a_common_one() -> None:
    rare = weigh("Police arrested 12 brokers after a protest at the harbour.", PASSAGES)
    common = weigh("Police arrested 12 members after a protest at the harbour.", PASSAGES)
    assert rare.novelty > common.novelty > 0


def test_a_figure_in_words_is_the_figure() -> None:
    assert weigh("Police arrested twelve people after a protest.", PASSAGES).novelty == 0.0


def test_settled_spans_are_passed_over_in_whatever_words() -> None:
    text = "Police arrested 12 people on Tuesday, March 10, after a protest at the harbour."
    start = text.index("March 10")
    assert weigh(text, PASSAGES).novelty > 0
    assert weigh(text, PASSAGES, [(start, start + len("March 10"))]).novelty == 0.0


def test_words_about_the_text_claim_nothing() -> None:
    told = weigh("The article describes repairs to the pier.", PASSAGES)
    assert told.novelty == 0.0
    assert weigh("Here is a concise summary of the passage:", PASSAGES).doubt() == 0.0


def test_each_kind_of_fault_counts_once_and_wording_only_by_its_words() -> None:
    bearing = weigh(REORDERED, PASSAGES)
    assert bearing.doubt(["number", "number"]) == bearing.doubt(["number"]) > bearing.doubt()
    assert bearing.doubt(["wording"]) == bearing.doubt()
    assert bearing.doubt(["number", "name"]) > bearing.doubt(["number"])


def test_a_text_is_never_better_than_its_worst_sentence() -> None:
    scores = [score(doubt(text)) for text in (VERBATIM, REORDERED, STITCHED)]
    assert score_together(scores[:1]) == scores[0]
    assert score_together(scores) <= min(scores)
    assert score_together([]) == 1.0


@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=4))
def test_every_measure_keeps_to_its_bounds(claim: str, texts: list[str]) -> None:
    bearing = weigh(claim, texts)
    assert 0 <= bearing.novelty <= 1 + 1e-9
    assert -1e-9 <= bearing.spread <= 1 + 1e-9
    assert 0 <= bearing.phrasing <= 1
    assert 0 <= bearing.scatter <= 4.01
    assert 0 < score(bearing.doubt()) <= 1


@given(st.permutations(PASSAGES))
def test_the_order_of_passages_with_nothing_in_common_with_a_claim_does_not_matter(texts: list[str]) -> None:
    assert weigh(VERBATIM, texts).doubt() == 0.0


def test_a_word_told_twice_that_no_passage_has_twice_is_doubted() -> None:
    passages = ["The hunter had hidden in Spain for years.", "The hunter based himself in Spain last spring."]
    once = weigh("The hunter had hidden in Spain for years.", passages)
    twice = weigh("The hunter had hidden in Spain and based himself in Spain.", passages)
    assert once.echo == 0 < twice.echo
    assert twice.doubt() > once.doubt()
