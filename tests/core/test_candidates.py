"""What makes a source's sentence usable in a piece, seen on the habits of real newsrooms."""

from __future__ import annotations

import pytest

from bot.core.candidates import Candidate, read_candidates
from bot.core.light_edits import cut_to_claim
from bot.core.selection import write_draft
from bot.core.types import Rules
from tests.make import at, make_article, make_story


def _read(text: str) -> tuple[Candidate, ...]:
    return read_candidates([make_article(id=1, text=text)])


def test_a_name_with_a_courtesy_title_leans_on_the_whole_name_in_the_article() -> None:
    first, second = _read(
        "Rolf Emmerich, the mayor of Riverton, asked Mr. Brekke in May to leave the board of the port. "
        "The port had offered Jonas Brekke a seat on its advisory board, the mayor's office said on Friday."
    )

    assert first.leans_on == {"brekke"}
    assert second.leans_on == frozenset()


def test_the_lede_is_not_a_sentence_about_somebody_not_yet_introduced() -> None:
    article = make_article(
        id=1,
        title="Mayor offered Brekke a seat on the port's board",
        text=(
            "Rolf Emmerich, the chief of staff, asked Mr. Brekke in May to think about a seat.\n\n"
            "The mayor of Riverton used the port as a go-between to see if Councillor Jonas Brekke would leave "
            "the race for a seat on the port's advisory board, the town hall said on Friday.\n\n"
            "The election is in October, and three others are in the race for the council seat."
        ),
    )

    draft = write_draft(make_story(), (article,), Rules(), at(60))

    assert draft.body[0][1].text.startswith("The mayor of Riverton used the port")


def test_the_lede_tells_what_the_titles_tell() -> None:
    photo = make_article(
        id=1,
        title="Singer Oda Falk apologises for burning mayor's portrait",
        text=(
            "Shot by her brother in an old mill near the river, the singer stares into the camera in one photo "
            "as the flames climb.\n\n"
            "Oda Falk apologised on Tuesday for burning a portrait of the mayor, and withdrew the photos.\n\n"
            "The mill was closed in spring, and its owner said nobody had asked him."
        ),
    )
    other = make_article(
        id=2,
        outlet="Arle Echo",
        title="Oda Falk says sorry for burning a portrait of Riverton's mayor",
        text="The singer's photos had been seen by two million people within a day, a count shows.",
    )

    draft = write_draft(make_story(), (photo, other), Rules(), at(60))

    assert draft.body[0][1].text.startswith("Oda Falk apologised on Tuesday")


@pytest.mark.parametrize(
    "sentence",
    [
        "The town has since named her head of its audit office.",
        "Most of the work it charged for was never done.",
        "Teodor Blay did not say where the other two had died.",
        '"We rank what people read by the hour and by the place," the statement said.',
        "“The bridge was never inspected at all in May,” the report reads.",
        "After quarrelling with the wife of Mayor Emmerich at the fair, he sent out a picture of the mayor.",
        "In a sign of doubt within the party, his office wrote to supporters on Saturday.",
        "The statements are the latest to follow the vote in Riverton.",
        "There are various explanations of this phenomenon in the ports of the north.",
        "From there, members were called from their seats by Councillor Tamm.",
    ],
)
def test_a_sentence_whose_speaker_or_subject_stands_before_it_needs_what_is_before(sentence: str) -> None:
    (candidate,) = _read(sentence)

    assert candidate.needs_before


@pytest.mark.parametrize(
    "sentence",
    [
        "After quarrelling with the mayor at the fair, Oda Falk sent out a picture of the town hall.",
        "In Riverton, Mayor Ilse Tamm said her party would vote for the bridge.",
        "The statements of two witnesses contradict the police report from Riverton.",
        '"We rank what people read by the hour and by the place," said Mara Lindqvist of the port.',
    ],
)
def test_a_sentence_that_names_its_own_subject_needs_nothing_before_it(sentence: str) -> None:
    (candidate,) = _read(sentence)

    assert not candidate.needs_before


def test_somebodys_words_set_as_a_paragraph_without_marks_are_not_told_as_ours() -> None:
    assert _read("Justice Tamm of the high court has embarrassed everyone by talking about me in Riverton.") == ()


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("May 30, 5:20 p.m.: The navy has sent a second boat.", "The navy has sent a second boat."),
        ("UPDATE: 5:20 p.m. -- The navy has sent a second boat.", "The navy has sent a second boat."),
        ("17:40 – The navy has sent a second boat.", "The navy has sent a second boat."),
        ("To wit, the navy has sent a second boat.", "The navy has sent a second boat."),
        ("5:20 p.m. is when the ferry left.", "5:20 p.m. is when the ferry left."),
    ],
)
def test_the_hour_in_front_of_an_entry_of_a_live_report_is_cut(sentence: str, claim: str) -> None:
    assert cut_to_claim(sentence) == claim
