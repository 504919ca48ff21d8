"""The verb of a question: what is read as it, and which sentences say it of the one that is asked about."""

from __future__ import annotations

import pytest

from bot.core.answers import answer_from_sources
from bot.core.predicates import Gap, read_predicate
from bot.core.said_of import tells_deed
from bot.core.types import Answer, AnswerKind
from tests.make import NOW, at, make_article

MILL = (
    make_article(
        id=1,
        outlet="Harbour Post",
        title="Lindqvist Mill in Tolna to shut its oldest hall",
        published_at=at(-120),
        text=(
            "Lindqvist Mill in Tolna will shut its oldest hall in May, spokeswoman Ada Brandt said on Monday. "
            "Ola Sorby, who owns the nearby Tolna Brewery, said Lindqvist Mill had been a good neighbour. "
            "The mayor of Tolna, Henrik Vidal, visited Lindqvist Mill on Tuesday and met the director of the "
            "Port Ansel museum, Bo Linde. "
            "The unions at Lindqvist Mill want talks, the local organiser Karin Holm said. "
            "Lindqvist Mill stands beside the river in Tolna and was last painted in 1998."
        ),
    ),
)
OWNED = (
    make_article(
        id=1,
        outlet="Harbour Post",
        title="Lindqvist Mill in Tolna to shut its oldest hall",
        published_at=at(-120),
        text=(
            f"{MILL[0].text} Lindqvist Mill is owned by the Brandt family. "
            "Lindqvist Mill was founded in 1874 by the weaver Elin Lindqvist. "
            "The mill makes sails and tents. "
            "Its director, Mara Quill, lives in Port Ansel."
        ),
    ),
)


def ask(question: str, articles: tuple[object, ...]) -> Answer:
    return answer_from_sources(question, 1, articles, None, (), NOW)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "question",
    [
        "Who owns Lindqvist Mill?",
        "Who founded Lindqvist Mill?",
        "Who directs Lindqvist Mill?",
        "Who bought Lindqvist Mill?",
        "Who sued Lindqvist Mill?",
        "What does Lindqvist Mill produce?",
        "When was Lindqvist Mill founded?",
        "Where does Henrik Vidal live?",
        "Who designed Lindqvist Mill?",
    ],
)
def test_a_sentence_that_only_names_the_thing_is_no_answer(question: str) -> None:
    assert ask(question, MILL).kind is not AnswerKind.ANSWERED


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who owns Lindqvist Mill?", "owned by the Brandt family"),
        ("Who founded Lindqvist Mill?", "Elin Lindqvist"),
        ("When was Lindqvist Mill founded?", "1874"),
    ],
)
def test_the_sentence_that_says_the_verb_is_the_answer(question: str, told: str) -> None:
    answer = ask(question, OWNED)
    assert answer.kind is AnswerKind.ANSWERED
    assert told in answer.claims[0].text


@pytest.mark.parametrize(
    ("question", "verb", "gap"),
    [
        ("Who owns Kestle Foods?", "owns", Gap.DOER),
        ("Who sued Kestle Foods?", "sued", Gap.DOER),
        ("Who was Kestle Foods founded by?", "founded", Gap.DOER),
        ("Which company bought Orrin?", "bought", Gap.DOER),
        ("Which airline ordered 200 planes from Boeing?", "ordered", Gap.DOER),
        ("Who will lead the party?", "lead", Gap.DOER),
        ("Who is looking into the accident?", "looking", Gap.DOER),
        ("Who did Kestle sue?", "sue", Gap.DONE_TO),
        ("What does Kestle Foods produce?", "produce", Gap.DONE_TO),
        ("What is Kestle building in Ellory?", "building", Gap.DONE_TO),
        ("What was he cleared of?", "cleared", Gap.DONE_TO),
        ("When was Kestle Foods founded?", "founded", Gap.AROUND),
        ("When does the next train to Merrowgate leave?", "leave", Gap.AROUND),
        ("When did people in Ellory vote on the plan?", "vote", Gap.AROUND),
        ("Where does Mara Lindqvist live?", "live", Gap.AROUND),
        ("In which year was Orrin founded?", "founded", Gap.AROUND),
    ],
)
def test_the_verb_is_found_without_a_grammar(question: str, verb: str, gap: Gap) -> None:
    read = read_predicate(question)
    assert read is not None
    assert (read.verb, read.gap) == (verb, gap)


@pytest.mark.parametrize(
    "question",
    [
        "What happened?",
        "What happened in Ellory?",
        "Who won the match?",
        "Who died?",
        "Who is the mayor?",
        "What is the name of the dog?",
        "What did the minister say?",
        "What does a train ticket from London to Paris cost?",
        "Why did the mill close?",
        "How many people does Kestle employ?",
        "Is the mill closed?",
    ],
)
def test_a_question_without_a_verb_of_weight_has_none(question: str) -> None:
    assert read_predicate(question) is None


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who owns Kestle?", "Kestle is owned by the Brandt family."),
        ("Who owns Kestle?", "Bo Linde, the owner of Kestle, declined to comment."),
        ("Who owns Kestle?", "Kestle's owner, Bo Linde, declined to comment."),
        ("Who owns Kestle?", "Kestle, which belongs to the Orrin group, cut 40 jobs."),
        ("Who owns Kestle?", "Orrin is the parent company of Kestle."),
        ("Who founded Kestle?", "Kestle was set up by two sisters in 1974."),
        ("Who founded Kestle?", "Its founder, Ada Brandt, left Kestle in May."),
        ("Who founded Kestle?", "Ada Brandt established Kestle in a garage."),
        ("Who directed “The Long Tide”?", "“The Long Tide” is a film by director Ada Brandt."),
        ("Who bought Kestle?", "Kestle was taken over by Orrin last year."),
        ("Who bought Kestle?", "Orrin acquired Kestle for 3 million crowns."),
        ("Who bought Kestle?", "Kestle was sold to Orrin for 3 million crowns."),
        ("Who sued Kestle?", "A lawsuit against Kestle was filed by two farmers."),
        ("Who sued Kestle?", "Kestle is being sued by two farmers."),
        ("Who did Kestle sue?", "Kestle has taken two farmers to court."),
        ("What does Kestle produce?", "Kestle makes biscuits and bread."),
        ("What does Kestle produce?", "Kestle, a maker of biscuits, said so on Monday."),
        ("When was Kestle founded?", "Kestle was established in 1974."),
        ("Where does Ada Brandt live?", "Ada Brandt, a resident of Ellory, saw it all."),
        ("Where does Ada Brandt live?", "Ada Brandt was at home in Ellory."),
        (
            "Who designed the bridge?",
            "The bridge is the work of the architect Ada Brandt; she designed it in 1974.",
        ),
        ("Who employs Ada Brandt?", "Ada Brandt works for the Ellory water board."),
        ("Who discovered the comet?", "The comet was found by a schoolgirl, Ada Brandt."),
    ],
)
def test_it_may_be_told_in_the_passive_by_a_noun_or_in_other_words(question: str, sentence: str) -> None:
    assert tells_deed(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who owns Kestle?", "Kestle said on Monday that Bo Linde would speak."),
        ("Who sued Kestle?", "Kestle sued Orrin on Monday over a recipe."),
        ("Who did Kestle sue?", "Kestle was sued by two farmers on Monday."),
        ("Who bought Kestle?", "Kestle bought Orrin for 3 million crowns."),
        ("Who founded Kestle?", "Bo Linde found a mouse at Kestle on Monday."),
        ("What does Kestle produce?", "Kestle moved to Ellory in 1974."),
        ("What does Kestle build?", "Money went to a building company, Kestle."),
        ("When was Kestle founded?", "Kestle cut 40 jobs in 1974."),
        ("Where does Ada Brandt live?", "Ada Brandt spoke to reporters in Ellory."),
        (
            "Who owns Kestle?",
            "Bo Linde, who owns a brewery and two hotels on the other side of the old harbour in Tolna, praised "
            "the new hall that is to open in May at Kestle.",
        ),
    ],
)
def test_a_sentence_that_says_something_else_does_not(question: str, sentence: str) -> None:
    assert not tells_deed(question, sentence)


def test_a_pronoun_may_stand_for_what_the_sentence_ahead_names() -> None:
    assert tells_deed("When was Kestle founded?", "It was founded in 1974.", "Kestle cut 40 jobs.")
    assert not tells_deed("When was Kestle founded?", "It was founded in 1974.", "Orrin cut 40 jobs.")
