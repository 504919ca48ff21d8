"""Checking: what the passages say passes, every single-fault change of it does not, and reasons say why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.checking import check_claim
from bot.core.passages import read_passages
from bot.core.types import Passage, PassageId, Support
from tests.make import at, make_article

TIME = datetime(2026, 3, 12, 9, tzinfo=UTC)  # a Thursday
ARTICLE = make_article(
    id=4,
    title="Police arrest 12 after harbour protest",
    text=(
        "Police arrested at least 12 people on Tuesday after a protest at the harbour in Port Ellory. "
        "Interior Minister Ana Vidal said the city would stay calm. "
        "“We will not give up the quay to anyone,” Vidal told reporters. "
        "The minister did not confirm that a second ferry was damaged. "
        "About 3,800 people marched through the northern district, the coast guard said. "
        "Ben Ortiz, the mayor of Port Ellory, may resign before the vote. "
        "Repairs to the pier will cost £50 million, and the work could last 18 months. "
        "Acme Ferries sued Landry Marine over the delay. "
        "A 34-year-old man was charged with fraud and the court rejected his appeal."
    ),
    published_at=TIME,
)
PASSAGES = read_passages(ARTICLE)
TIMES = {4: TIME}


def support(text: str, *numbers: int) -> Support:
    return check_claim(text, [PASSAGES[n] for n in numbers] or PASSAGES, TIMES).support


@pytest.mark.parametrize("number", range(len(PASSAGES)))
def test_a_sentence_taken_over_as_it_is_is_supported_and_cited_whole(number: int) -> None:
    verdict = check_claim(PASSAGES[number].text, [PASSAGES[number]], TIMES)
    assert verdict.support is Support.SUPPORTED
    assert [(c.passage_id, c.words) for c in verdict.citations] == [(PASSAGES[number].id, PASSAGES[number].text)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Police arrested at least twelve people on Tuesday after a protest at the harbour in Port Ellory.", 1),
        (
            "Police arrested at least 12 people on Tuesday, March 10, after a protest in Port Ellory.",
            1,
        ),
        ("Police arrested at least 12 people on March 10 after a protest at the harbour.", 1),
        ('"We will not give up the quay to anyone," Vidal told reporters.', 3),
        ("About 3,800 people marched through the northern district.", 5),
        ("Ben Ortiz, the mayor of Port Ellory, may resign.", 6),
        ("Repairs to the pier will cost £50m, and the work could last 18 months.", 7),
        ("The court rejected his appeal.", 9),
    ],
)
def test_light_editing_stays_supported(text: str, number: int) -> None:
    verdict = check_claim(text, [PASSAGES[number]], TIMES)
    assert verdict.support is Support.SUPPORTED, verdict.reasons


MUTANTS = [
    ("digit", "Police arrested at least 13 people on Tuesday after a protest at the harbour in Port Ellory.", 1),
    (
        "hedge of a figure",
        "Police arrested 12 people on Tuesday after a protest at the harbour in Port Ellory.",
        1,
    ),
    (
        "hedge of a figure",
        "Police arrested up to 12 people on Tuesday after a protest at the harbour in Port Ellory.",
        1,
    ),
    ("day", "Police arrested at least 12 people on Monday after a protest at the harbour in Port Ellory.", 1),
    ("date", "Police arrested at least 12 people on March 11 after a protest at the harbour in Port Ellory.", 1),
    ("place", "Police arrested at least 12 people on Tuesday after a protest at the harbour in Port Karrow.", 1),
    (
        "order of time",
        "Police arrested at least 12 people on Tuesday before a protest at the harbour in Port Ellory.",
        1,
    ),
    (
        "opposite",
        "Police released at least 12 people on Tuesday after a protest at the harbour in Port Ellory.",
        1,
    ),
    ("noun", "Police arrested at least 12 people on Tuesday after a protest at the airport in Port Ellory.", 1),
    ("name", "Interior Minister Tove Hallin said the city would stay calm.", 2),
    ("office", "Foreign Minister Ana Vidal said the city would stay calm.", 2),
    ("office", "Mayor Ana Vidal said the city would stay calm.", 2),
    ("negation added", "Interior Minister Ana Vidal said the city would not stay calm.", 2),
    ("quote", "“We will not give up the harbour to anyone,” Vidal told reporters.", 3),
    ("quote cut inside", "“We will give up the quay to anyone,” Vidal told reporters.", 3),
    ("speaker", "“We will not give up the quay to anyone,” Ortiz told reporters.", 3),
    ("negation lost", "The minister confirmed that a second ferry was damaged.", 4),
    ("magnitude", "About 38,000 people marched through the northern district, the coast guard said.", 5),
    ("hedge of a figure", "Exactly 3,800 people marched through the northern district, the coast guard said.", 5),
    ("compass", "About 3,800 people marched through the southern district, the coast guard said.", 5),
    ("doubt lost", "Ben Ortiz, the mayor of Port Ellory, resigns before the vote.", 6),
    ("office", "Ben Ortiz, the governor of Port Ellory, may resign before the vote.", 6),
    ("currency", "Repairs to the pier will cost $50 million, and the work could last 18 months.", 7),
    ("magnitude", "Repairs to the pier will cost £50 billion, and the work could last 18 months.", 7),
    ("unit", "Repairs to the pier will cost £50 million, and the work could last 18 weeks.", 7),
    ("roles", "Landry Marine sued Acme Ferries over the delay.", 8),
    ("age", "A 43-year-old man was charged with fraud and the court rejected his appeal.", 9),
    ("kin and sex", "A 34-year-old woman was charged with fraud and the court rejected his appeal.", 9),
    ("crime", "A 34-year-old man was charged with murder and the court rejected his appeal.", 9),
    ("verdict", "A 34-year-old man was charged with fraud and the court approved his appeal.", 9),
    ("added words", "Police brutally arrested at least 12 people on Tuesday after a protest at the harbour.", 1),
    ("invention", "Vidal plans to visit the islands with her cabinet next month.", 2),
]


@pytest.mark.parametrize(("fault", "text", "number"), MUTANTS, ids=[f"{m[0]}: {m[1][:30]}" for m in MUTANTS])
def test_one_changed_thing_is_caught(fault: str, text: str, number: int) -> None:
    verdict = check_claim(text, [PASSAGES[number]], TIMES)
    assert verdict.support is not Support.SUPPORTED
    assert verdict.reasons
    assert verdict.citations == ()


@pytest.mark.parametrize(
    ("text", "number", "reason"),
    [
        (MUTANTS[0][1], 1, "at least 13 in the text, at least 12 in passage 4.1"),
        (
            "Interior Minister Tove Hallin said the city would stay calm.",
            2,
            "Tove Hallin in the text, Ana Vidal in passage 4.2",
        ),
        (
            "Police arrested 12 people on Tuesday after a protest at the harbour in Port Ellory.",
            1,
            "“12” in the text, “at least 12” in passage 4.1",
        ),
    ],
)
def test_reasons_are_in_plain_words(text: str, number: int, reason: str) -> None:
    assert reason in check_claim(text, [PASSAGES[number]], TIMES).reasons


def test_a_wrong_figure_is_contradicted_and_an_absent_one_unsupported() -> None:
    assert support(MUTANTS[0][1], 1) is Support.CONTRADICTED
    assert (
        support("Interior Minister Ana Vidal said the city would stay calm for 9 years.", 2)
        is Support.UNSUPPORTED
    )


def test_nothing_is_supported_without_a_passage() -> None:
    assert check_claim("It rained.", [], {}).support is Support.UNSUPPORTED


@given(st.integers(0, len(PASSAGES) - 1), st.integers(0, 9), st.text("abc 19,“”.", max_size=12))
def test_citations_are_always_words_of_their_passage(number: int, cut: int, tail: str) -> None:
    words = PASSAGES[number].text.split()
    verdict = check_claim(" ".join(words[cut:]) + tail, PASSAGES, TIMES)
    by_id = {passage.id: passage.text for passage in PASSAGES}
    assert all(citation.words and citation.words in by_id[citation.passage_id] for citation in verdict.citations)


def test_what_only_its_wording_keeps_from_support_is_grey_and_a_wrong_figure_is_not() -> None:
    reworded = check_claim(
        "Officers took 12 people into custody on Tuesday after a harbour protest.", PASSAGES, TIMES
    )
    assert reworded.support is Support.UNSUPPORTED
    assert reworded.grey
    assert not check_claim(MUTANTS[0][1], PASSAGES, TIMES).grey
    assert not check_claim("Vidal plans to visit the islands with her cabinet next month.", PASSAGES, TIMES).grey
    assert not check_claim(PASSAGES[1].text, PASSAGES, TIMES).grey


def test_a_claim_stitched_together_from_two_passages_is_not_supported() -> None:
    verdict = check_claim("Ben Ortiz will cost £50 million, the coast guard said.", PASSAGES, TIMES)
    assert verdict.support is Support.UNSUPPORTED
    assert verdict.reasons == ("the passages do not put “Ortiz” and “cost” together",)


def test_a_text_without_capitals_names_people_too() -> None:
    passage = replace(PASSAGES[2], text=PASSAGES[2].text.lower())
    verdict = check_claim("Ana Vidal said the city would stay calm.", [passage], TIMES)
    assert verdict.support is Support.SUPPORTED, verdict.reasons
    other = check_claim("Tove Hallin said the city would stay calm.", [passage], TIMES)
    assert "Tove Hallin is in none of the passages" in other.reasons


def test_a_passage_that_only_says_no_is_no_original_of_a_claim() -> None:
    denial = replace(PASSAGES[1], id=PassageId("4.20"), text="No.")
    turned = "About 3,800 people marched, the coast guard said, through the northern district."
    for text in (PASSAGES[5].text[:-1], turned):
        assert check_claim(text, [PASSAGES[5], denial], TIMES).support is Support.SUPPORTED


@pytest.mark.parametrize("label", ["1. ", "2) ", "- ", "* ", "• "])
def test_the_label_of_a_list_claims_nothing(label: str) -> None:
    assert support(f"{label}Repairs to the pier will cost £50 million.", 7) is Support.SUPPORTED


def test_whom_a_pronoun_means_is_cited_where_it_was_told() -> None:
    article = make_article(
        text="Transport Minister Hedda Voll spoke in Karrow. It rained all day. She promised a new bridge."
    )
    _, named, rain, promise = read_passages(article)
    before = {promise: (named, rain)}
    verdict = check_claim(
        "Transport Minister Hedda Voll promised a new bridge.",
        [promise],
        {article.id: article.published_at},
        lambda passage: before.get(passage, ()),
    )
    assert verdict.support is Support.SUPPORTED
    assert {citation.passage_id for citation in verdict.citations} == {promise.id, named.id}


def test_an_address_or_telephone_number_that_no_passage_gives_is_not_borne_out() -> None:
    told = Passage(PassageId("1.1"), 1, "The charity can be called on 020 7946 0958, it said.", 0, 52, 0)
    for text in (
        "The charity can be called on 020 7946 0999, it said.",
        "The charity can be called on 020 7946 0958 or evil.com, it said.",
    ):
        assert check_claim(text, [told], {1: at(0)}).support is Support.UNSUPPORTED
    assert check_claim(told.text, [told], {1: at(0)}).support is Support.SUPPORTED
