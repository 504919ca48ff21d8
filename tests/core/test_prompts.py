"""The fixed words of the prompts and the versions they go under."""

import hashlib

import pytest

from bot.core.prompts import ALL, Instructions

KNOWN = {
    "writing 2": "b537ab4d58520dd0",
    "repair 2": "44961219236d0a0d",
    "answering 1": "d91cde46c0f257cb",
    "answer repair 1": "2fdf42d36cf84507",
    "answering 2": "bc67eb7417c50294",
    "plain 1": "486b41fed2ec27ce",
    "translation 1": "85fe566209a36c48",
}


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.version)
def test_words_that_change_get_a_new_version(one: Instructions) -> None:
    assert hashlib.sha256(one.words.encode()).hexdigest()[:16] == KNOWN.get(one.version), (
        "this version went out with other words: raise its number and note the new words here"
    )


def test_no_two_instructions_share_a_version() -> None:
    assert len({one.version for one in ALL}) == len(ALL)
