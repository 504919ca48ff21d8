"""A story of a list is meant by its place, and a figure is not taken for one."""

from __future__ import annotations

import pytest

from bot.core.listed import read_place


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("2", (2, "")),
        ("2.", (2, "")),
        ("2: why?", (2, "why?")),
        ("2) how many were hurt?", (2, "how many were hurt?")),
        ("2 why?", (2, "why?")),
        ("2 - who did it", (2, "who did it")),
        ("#3, when?", (3, "when?")),
        ("number 3: when?", (3, "when?")),
        ("No. 3?", (3, "")),
        ("the second one", (2, "")),
        ("Second: why?", (2, "why?")),
        ("and the last one?", (3, "")),
        ("first", (1, "")),
    ],
)
def test_a_place_at_the_beginning_is_read(words: str, read: tuple[int, str]) -> None:
    assert read_place(words, 3) == read


@pytest.mark.parametrize(
    "words",
    [
        "4: why?",
        "0: why?",
        "2 people were hurt, where?",
        "10 people were hurt?",
        "1.2 billion for what?",
        "3,000 homes?",
        "2-1?",
        "first of all, why?",
        "the first minister?",
        "second thoughts?",
        "",
        "Why?",
    ],
)
def test_other_words_are_a_question_as_they_stand(words: str) -> None:
    assert read_place(words, 3) is None
