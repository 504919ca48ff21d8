"""Sentences that tell the same are found without comparing all with all."""

from __future__ import annotations

import pytest

from bot.core.agreeing import find_support
from bot.core.candidates import read_candidates, say_the_same
from tests.core.test_demo_pieces import events

TOGETHER = [article for event in sorted(events()) for article in events()[event]]


@pytest.mark.parametrize("event", sorted(events()))
def test_each_sentence_has_the_first_of_every_other_voice_that_tells_the_same(event: str) -> None:
    candidates = read_candidates(events()[event])
    support = find_support(candidates)

    for candidate in candidates:
        first = {
            other.voice: other.passage.id
            for other in reversed(candidates)
            if other.voice != candidate.voice and say_the_same(candidate, other)
        }
        assert {other.passage.id for other in support[candidate.passage.id]} == set(first.values())


def test_sentences_of_different_events_support_each_other_no_more_than_by_comparing_all() -> None:
    candidates = read_candidates(TOGETHER[:60])
    support = find_support(candidates)

    for candidate in candidates:
        voices = {o.voice for o in candidates if o.voice != candidate.voice and say_the_same(candidate, o)}
        assert {other.voice for other in support[candidate.passage.id]} == voices
