"""What a question asks for by its noun, and whether a sentence names one."""

from __future__ import annotations

import pytest

from bot.core.expected import holds_expected, tells_it_done
from bot.core.questions import read_question
from bot.core.things import Thing, find_thing
from tests.make import NOW


@pytest.mark.parametrize(
    ("question", "thing", "noun"),
    [
        ("Which country closed its schools?", Thing.COUNTRY, "country"),
        ("A fire broke out in which country?", Thing.COUNTRY, "country"),
        ("Which US state was flooded?", Thing.STATE, "state"),
        ("Which tennis player collapsed?", Thing.PERSON, "player"),
        ("Which two airlines are in talks?", Thing.NAMED, "airlines"),
        ("Which of the following cities has the worst air?", Thing.NAMED, "cities"),
        ("Which film won the prize?", Thing.NAMED, "film"),
        ("Which state’s map was struck down?", None, ""),
        ("Which type of company is it?", None, ""),
        ("What is the captain doing?", None, ""),
        ("What did the mayor say?", None, ""),
        ("Who won?", None, ""),
    ],
)
def test_the_noun_behind_which_or_what_tells_what_is_asked_for(
    question: str, thing: Thing | None, noun: str
) -> None:
    assert find_thing(question) == (thing, noun)


@pytest.mark.parametrize(
    ("question", "text", "holds"),
    [
        ("Which country was hit by the quake?", "The quake shook the north of Peru on Monday.", True),
        ("Which country was hit by the quake?", "The quake shook the north on Monday.", False),
        ("Which country lost to Peru?", "Peru won the final.", False),
        ("Which US state was flooded?", "Rivers rose in Ohio and beyond.", True),
        ("Which US state was flooded?", "Rivers rose in Peru and beyond.", False),
        ("Which singer returned?", "The crowd cheered when Mara Lind came back.", True),
        ("Which singer returned?", "The crowd cheered in Karrow.", False),
        ("Which film won?", "The jury chose “The Lighthouse” in the end.", True),
        ("Which film won?", "The jury took three hours.", False),
        ("What probably caused the fire?", "A battery charger was to blame.", True),
    ],
)
def test_a_sentence_that_answers_names_one(question: str, text: str, holds: bool) -> None:
    assert holds_expected(read_question(question), text, NOW) is holds


@pytest.mark.parametrize(
    ("question", "text", "done"),
    [
        ("When was the clock built?", "A heron has begun to build a nest on the clock since Monday.", False),
        ("When was the clock built?", "The clock was built in 1886.", True),
        ("When was the clock built?", "The clock, built in 1886, is where they want to build again.", True),
        ("When will the clock be built?", "They want to build it in May.", True),
        ("When was the hospital closed?", "The injured were taken to hospital when it was closed.", True),
    ],
)
def test_what_is_yet_to_do_does_not_tell_when_it_was_done(question: str, text: str, done: bool) -> None:
    assert tells_it_done(read_question(question), text) is done
