"""A count that grew is answered with its newest value, and with what it was."""

from __future__ import annotations

from bot.core.types import AnswerKind
from tests.core.test_answers import ask, words
from tests.make import at, make_article

GROWING = tuple(
    make_article(id=10 + number, outlet=outlet, title=title, published_at=at(-300 + 90 * number), text=text)
    for number, (outlet, title, text) in enumerate(
        [
            (
                "Harbour Post",
                "Ferry hits pier at Port Ansel, four hurt",
                "PORT ANSEL (Coast Wire) – Four people were injured when the ferry Nordlys hit the pier at Port "
                "Ansel, Harbour Master Mara Lindqvist said. The ferry stayed afloat.",
            ),
            (
                "Coast Radio",
                "Some on board hurt at Port Ansel",
                "Nine people were injured when the ferry Nordlys hit the pier, Harbour Master Mara Lindqvist "
                "said. Two police officers were injured in the rescue.",
            ),
            (
                "Northern Ledger",
                "Fourteen hurt at Port Ansel",
                "NORTHPORT (Ledger) – Fourteen people were injured when the ferry Nordlys hit the pier, Harbour "
                "Master Mara Lindqvist said at midday. The pier is closed.",
            ),
        ]
    )
)


def test_a_count_that_grew_is_answered_with_the_newest_sentence_then_the_earlier_counts() -> None:
    answer = ask("How many people were injured when the ferry hit the pier at Port Ansel?", GROWING)
    assert answer.kind is AnswerKind.ANSWERED
    assert words(answer) == (
        "Fourteen people were injured when the ferry Nordlys hit the pier, Harbour Master Mara Lindqvist said at "
        "midday. Earlier counts were four (Harbour Post) and nine (Coast Radio)."
    )
    assert answer.note is None


def test_the_count_of_a_group_is_not_taken_for_that_of_all() -> None:
    answer = ask("How many police officers were injured at Port Ansel?", GROWING)
    assert "Fourteen" not in words(answer)


def test_a_title_does_not_answer_where_a_sentence_does() -> None:
    answer = ask("What is closed at Port Ansel?", GROWING)
    assert all(not citation.passage_id.endswith(".0") for claim in answer.claims for citation in claim.citations)
