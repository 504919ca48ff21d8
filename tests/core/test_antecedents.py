"""Pronouns, surnames and quotations read behind the sentences before them, and left alone where those differ."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.antecedents import resolve
from bot.core.checking import check_claim, find_faults
from bot.core.passages import read_passages
from bot.core.types import Passage, Support
from tests.make import make_article

TIME = datetime(2026, 3, 12, 9, tzinfo=UTC)


def read(*sentences: str) -> tuple[Passage, ...]:
    return read_passages(make_article(id=4, title="", text="\n\n".join(sentences), published_at=TIME))


def last(*sentences: str) -> str:
    *before, passage = read(*sentences)
    return resolve(passage, tuple(before)).text


@pytest.mark.parametrize(
    ("before", "sentence", "read_as"),
    [
        ("Mayor Ana Vidal opened the bridge.", "She resigned.", "Mayor Ana Vidal resigned."),
        ("Bo Linde, 34, won the race.", "His coach left.", "Bo Linde’s coach left."),
        ("“We saw it,” said Ana Vidal.", "“It was dark.”", "“It was dark,” Ana Vidal said."),
        (
            "Acme Ferries, the operator, said the route was closed.",
            "It declined to say for how long.",
            "Acme Ferries declined to say for how long.",
        ),
        ("The pier head has lost its light.", "It was repaired in May.", "The pier head was repaired in May."),
        ("Board member Bo Linde left early.", "Mr Linde did not reply.", "Bo Linde did not reply."),
    ],
)
def test_what_the_sentence_before_names_is_put_in_its_place(before: str, sentence: str, read_as: str) -> None:
    assert last(before, sentence) == read_as


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("Mayor Ana Vidal and Judge Bo Linde met.", "She resigned."),  # either
        ("Mr Bo Linde opened the bridge.", "She resigned."),  # nobody who could
        ("Mayor Ana Vidal opened the bridge.", "A woman in her sixties was hurt."),  # her own
        ("Mayor Ana Vidal opened the bridge.", "Bo Linde said he would stay."),  # somebody named here
        ("The ships collided.", "It was repaired in May."),  # one of several
        ("Rain fell.", "She resigned."),
        ("Mayor Ana Vidal opened the bridge.", "“He resigned.”"),  # quoted words belong to whoever spoke them
    ],
)
def test_where_the_sentence_before_leaves_a_doubt_nothing_is_put_in(before: str, sentence: str) -> None:
    assert last(before, sentence) == sentence


def test_a_body_spoken_of_in_between_ends_the_search_for_a_person() -> None:
    sentence = "He said the work would go on."
    before = ("Professor Ana Vidal warned of floods.", "The minister did not dispute that.")
    assert last(*before, sentence) == sentence


def test_a_claim_may_name_whom_its_passage_calls_she() -> None:
    first, second = read("Mayor Ana Vidal opened the bridge.", "She resigned in the evening.")
    verdict = check_claim("Vidal resigned in the evening.", [second], {4: TIME}, lambda _: (first,))
    assert verdict.support is Support.SUPPORTED
    assert [citation.passage_id for citation in verdict.citations] == [second.id, first.id]
    assert not find_faults("Vidal resigned in the evening.", [second], {4: TIME}, lambda _: (first,))


def test_a_claim_may_not_name_another_than_its_passage_means() -> None:
    first, second = read("Mayor Ana Vidal opened the bridge.", "She resigned in the evening.")
    verdict = check_claim("Bo Linde resigned in the evening.", [second], {4: TIME}, lambda _: (first,))
    assert verdict.support is not Support.SUPPORTED
    assert "Bo Linde is in none of the passages" in verdict.reasons
    assert find_faults("Bo Linde resigned in the evening.", [second], {4: TIME}, lambda _: (first,))


@given(st.lists(st.sampled_from(["Ana Vidal", "she", "said", "the", "“", "”", ",", ".", "It", "was", "her"])))
def test_any_words_are_read_and_the_passage_keeps_its_id(words: list[str]) -> None:
    passage = Passage(read("x.")[0].id, 4, " ".join(words), 0, 1, 0)
    assert resolve(passage, read("Mayor Ana Vidal opened the bridge.")).id == passage.id
