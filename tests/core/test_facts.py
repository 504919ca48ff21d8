"""The facts table: which figures stand in it, under which name, and which never do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.blocking_rules import cells_borne_out
from bot.core.desk import open_desk
from bot.core.editing import edit_draft
from bot.core.fact_wordings import find_measured
from bot.core.facts import make_facts
from bot.core.house_case import Case
from bot.core.selection import write_draft
from bot.core.statements import find_values
from bot.core.types import Article, Citation, Claim, Fact, PassageId, Rules
from tests.make import NOW, make_article, make_story


@pytest.mark.parametrize(
    ("sentence", "label", "cell"),
    [
        ("The Dara hit the pier head at 06:48, the harbour office said.", "Time", "06:48"),
        ("The Dara was berthing at 16:35 when its engine stopped.", "Time", "16:35"),
        ("The council voted by five to two for the move.", "Vote", "five to two"),
        ("The House passed the bill 220-211 on Wednesday.", "Vote", "220-211"),
        ("In a narrow 52-48 vote, the Senate confirmed her.", "Vote", "52-48"),
        ("He was sentenced to six years in prison on Wednesday.", "Sentence", "six years"),
        ("Prosecutors had asked for eight years.", "Prosecutors asked for", "eight years"),
        ("Lorne Dairies agreed to buy Orle Foods for 1.2 billion euros.", "Price", "1.2 billion euros"),
        ("The ministry said it would cost 118 million euros a year.", "Cost", "118 million euros a year"),
        ("The bank raised its key rate to 3.75 per cent.", "Interest rate", "3.75 per cent"),
        ("China's economy shrank 6.8% in three months.", "Economy", "shrank 6.8%"),
        ("The closure will last at least six weeks.", "Closure", "at least six weeks"),
        ("The sea flooded 46 houses and shops in Quay Street.", "Flooded", "46 houses and shops"),
        ("About 150 of the combined 6,200 jobs would go.", "Jobs to go", "About 150"),
        ("They beat Dunmere 2-1 on Tuesday to reach the final.", "Score", "2-1"),
        ("Congress has passed a $900 billion relief bill.", "Bill", "$900 billion"),
    ],
)
def test_a_figure_is_named_by_the_words_around_it(sentence: str, label: str, cell: str) -> None:
    assert (label, cell) in {(one.label, one.words) for one in find_measured(sentence)}


@pytest.mark.parametrize(
    "sentence",
    [
        "None of the four candidates won 50 per cent of the vote.",
        "In December 2011, he was sentenced to 14 years in prison.",
        "The repair could cost 4 million euros.",
        "“It will cost 4 million euros and the sanity of us all,” she said.",
        "The union had demanded a pay rise of 6 per cent.",
        "Explosions damaged two of its tanks.",
        "Thousands of jobs would go.",
        "A household with a loan of 2 million crowns would save about 280 crowns a month.",
    ],
)
def test_what_is_denied_feared_quoted_long_past_or_vague_is_no_fact_of_a_table(sentence: str) -> None:
    assert find_measured(sentence) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Claims hit a record 6.87 million for the week of March 27.",
        "The American Rescue Plan passed by 219 to 212 before dawn.",
        "The two cases at the center of the rulings are about health, the court said.",
        "A boy of 16 was arrested on Friday.",
    ],
)
def test_a_word_in_a_date_a_name_or_a_lawsuit_and_an_age_measure_no_people(sentence: str) -> None:
    measures = ("people taking part", "people rescued", "people arrested", "cases")
    assert all(find_values(sentence, measure) == () for measure in measures)


def test_the_number_of_deaths_that_rose_from_one_figure_to_another_is_the_other() -> None:
    found = find_values("The number of deaths increased from 1,290 to 3,869 on Friday.", "people killed")
    assert [figure.value for figure in found] == [3_869]


FERRY = make_article(
    id=1,
    outlet="Coast Wire",
    title="Ferry hits pier at Port Orle",
    text=(
        "A ferry with 212 people on board hit the pier at Port Orle on Tuesday, injuring four people.\n\n"
        "The Dara hit the pier head at 06:48, Harbour Master Ilse Brandt said.\n\n"
        "The ship was towed to the inner basin.\n\nNo fuel had leaked, the harbour office said."
    ),
)
LATER = make_article(
    id=2,
    outlet="Orle Echo",
    title="Injured in ferry accident rise to 14",
    text=(
        "Fourteen people were injured when the ferry Dara hit the pier at Port Orle on Tuesday, Harbour Master "
        "Ilse Brandt said.\n\nInvestigators took the recorder ashore.\n\nThere were 212 people on board."
    ),
    published_at=NOW + timedelta(hours=4),
)


def cited(article: Article, number: int) -> Claim:
    passage = open_desk([article]).passages[PassageId(f"{article.id}.{number}")]
    return Claim(passage.text, (Citation(passage.id, passage.text),))


def test_a_ferry_accident_has_its_newest_count_its_hour_and_what_two_outlets_count_alike() -> None:
    claims = [cited(LATER, 1), cited(FERRY, 2), cited(FERRY, 3)]
    facts = make_facts(open_desk([FERRY, LATER]), cited(LATER, 0), claims)

    assert [(fact.label, fact.value) for fact in facts] == [
        ("Injured", "14"),
        ("On board", "212"),
        ("Time", "06:48"),
    ]


def made(*sentences: str) -> dict[str, str]:
    article = make_article(id=1, title="Wend viaduct closed", text="\n\n".join(sentences))
    claims = [cited(article, number) for number in range(1, len(sentences) + 1)]
    return {fact.label: fact.value for fact in make_facts(open_desk([article]), cited(article, 0), claims)}


CLOSED = "The Wend viaduct was closed on Tuesday after cracks were found."


def test_one_figure_needs_no_table_and_neither_does_a_piece_of_two_sentences() -> None:
    lasts, costs = "The closure will last six weeks.", "The repair will cost 4 million euros."

    assert made(CLOSED, lasts, "Trains take another way.") == {}
    assert made(f"{CLOSED[:-1]}, and the repair will cost 4 million euros.", lasts) == {}
    assert made(CLOSED, lasts, costs) == {"Closure": "six weeks", "Cost": "4 million euros"}


def test_two_figures_of_one_name_are_told_apart_by_nobody_and_left_out() -> None:
    costs = ("The repair will cost 4 million euros.", "The delays cost firms 9 million euros.")

    assert made(CLOSED, "The closure will last six weeks.", "The viaduct is 90 metres long.", *costs) == {
        "Closure": "six weeks",
        "Length of viaduct": "90 metres",
    }


def test_a_measure_of_a_thing_says_of_what_it_is_or_is_left_out() -> None:
    rests = ("The closure will last six weeks.", "The repair will cost 4 million euros.")

    assert "Length of cracks" in made(CLOSED, *rests, "The cracks are 2 metres long.")
    assert "Length of cracks" not in made(CLOSED, *rests, "A fish swam past the cracks and was 2 metres long.")
    assert not any(
        label.startswith("Length") for label in made(CLOSED, *rests, "A banner 9 metres long hung there.")
    )


def test_columns_have_no_table() -> None:
    article = make_article(
        title="Opinion: Why I miss the viaduct",
        text="I loved it. I think we will pay. The closure will last six weeks.\n\nIt will cost 4 million euros.",
    )
    claims = [cited(article, number) for number in (3, 4, 1)]

    assert make_facts(open_desk([article]), cited(article, 0), claims) == ()


def test_a_cell_whose_figure_its_source_does_not_have_breaks_a_rule_of_the_house() -> None:
    story, now = make_story(), LATER.published_at
    summary = edit_draft(write_draft(story, (LATER,), Rules(), now), story, (LATER,), Rules(), now).summary
    assert summary is not None
    words = "There were 212 people on board."
    wrong = Fact("On board", "about 212", (Citation(PassageId("2.3"), words),))
    summary = replace(summary, facts=(Fact("On board", "212", wrong.citations), wrong))

    assert [claim.text for claim, _ in cells_borne_out(Case(summary, open_desk([LATER])))] == [
        "On board: about 212"
    ]


def test_a_magnitude_stands_in_the_table_without_its_unit() -> None:
    words = "An earthquake with a magnitude of 5.8 shook the Tolma valley on Saturday, the Seismic Service said."
    quake = make_article(id=1, title="Earthquake shakes Tolma valley", text=words)
    story, now = make_story(), NOW
    summary = edit_draft(write_draft(story, (quake,), Rules(), now), story, (quake,), Rules(), now).summary
    assert summary is not None
    row = Fact("Magnitude", "5.8", (Citation(PassageId("1.1"), words),))

    assert [*cells_borne_out(Case(replace(summary, facts=(row,)), open_desk([quake])))] == []
