"""What is searched for an answer, and what comes first."""

from __future__ import annotations

from bot.core.gathering import gather_passages
from bot.core.questions import name_outlets, read_question
from bot.core.retrieval import Found, rank_passages
from bot.core.types import AnswerKind, Article
from tests.core.test_answers import FERRY, ask, words
from tests.make import NOW, at, make_article


def rank(question: str, articles: tuple[Article, ...]) -> tuple[Found, ...]:
    return rank_passages(name_outlets(read_question(question, asked_at=NOW), articles), articles)


def test_an_outlets_later_article_is_searched_too() -> None:
    later = make_article(
        id=9,
        outlet="Harbour Post",
        title="Salvage tug reaches the Nordlys",
        published_at=at(-10),
        text="The salvage tug Bjorn reached the ferry at noon. Divers found a tear of six metres in the hull.",
    )
    answer = ask("Which tug reached the ferry?", (*FERRY, later))
    assert answer.kind is AnswerKind.ANSWERED
    assert "Bjorn" in words(answer)


def test_what_a_copy_adds_to_its_original_is_searched_too() -> None:
    copy = make_article(
        id=9,
        outlet="Fjord Mail",
        title=FERRY[0].title,
        published_at=at(-100),
        text=FERRY[0].text + "\n\nThe mayor of Port Ansel, Tove Riis, opened the town hall as a shelter.",
    )
    answer = ask("Who is the mayor of Port Ansel?", (*FERRY, copy))
    assert answer.kind is AnswerKind.ANSWERED
    assert "Tove Riis" in words(answer)


def test_an_outlet_that_the_question_names_comes_first() -> None:
    best = rank("What does Northern Ledger say about the reef and the ferry Nordlys?", FERRY)[0]
    assert best.article.outlet.name == "Northern Ledger"


def test_an_outlet_named_by_a_plain_word_is_known_by_its_capital_or_its_place() -> None:
    wired = (make_article(id=1, outlet="Wired", text="The cable was laid in March."),)
    assert name_outlets(read_question("How was the house wired?"), wired).outlets == frozenset()
    assert name_outlets(read_question("What does Wired say of the cable?"), wired).outlets == {
        wired[0].outlet.domain
    }
    assert name_outlets(read_question("was it reported by wired?"), wired).outlets == {wired[0].outlet.domain}


def test_the_day_that_a_question_names_counts() -> None:
    older = make_article(
        id=1, outlet="Tide", text="The council met about the harbour.", published_at=at(-60 * 24 * 3)
    )
    newer = make_article(id=2, outlet="Dune", text="The council met about the harbour.", published_at=at(0))
    day = f"{older.published_at:%d %B %Y}"
    assert rank(f"What did the council do about the harbour on {day}?", (newer, older))[0].article.id == 1
    assert rank("What did the council do about the harbour this week?", (older, newer))[0].article.id == 2


def test_few_passages_are_gathered_that_cover_the_question_together() -> None:
    articles = (
        make_article(id=1, outlet="Tide", text="The mayor opened the new bridge over the Alder on Friday."),
        make_article(id=2, outlet="Dune", text="On Friday the mayor had opened the bridge over the river Alder."),
        make_article(id=3, outlet="Cove", text="A strike closed the ferry line."),
    )
    question = read_question("Did the mayor open the bridge over the Alder while a strike closed the ferry line?")
    gathered = gather_passages(question, rank_passages(question, articles), 2)
    assert {found.article.id for found in gathered} & {3}
    assert len(gathered) == 2


REPORTS = (
    make_article(
        id=1,
        outlet="Tide",
        title="Budget passed",
        text="The council of Karrow passed a budget that spends more on schools and less on roads.",
    ),
    make_article(
        id=2,
        outlet="Dune",
        title="Ferry line to close",
        text="The ferry line that the operator Tolna runs will close for lack of passengers in spring.",
    ),
    make_article(id=3, outlet="Cove", title="Clock", text="The clock of the town hall stopped at noon."),
)
COMPARED = (
    "Does the article by Tide on the budget of Karrow suggest more money for schools, while the report by Dune "
    "on the ferry line that Tolna runs indicates a lack of passengers?"
)


def test_a_question_that_compares_two_outlets_is_told_what_each_reports() -> None:
    answer = ask(COMPARED, REPORTS)
    assert answer.kind is AnswerKind.CLOSEST
    assert {passage.article_id for passage in answer.passages} == {1, 2}
    assert "According to Tide" in words(answer)
    assert "According to Dune" in words(answer)


def test_a_question_that_compares_what_the_outlets_do_not_report_is_refused() -> None:
    answer = ask(
        "Does the article by Tide on the price of copper suggest higher tariffs, while the report by Dune on "
        "lorry drivers indicates a strike at the border?",
        REPORTS,
    )
    assert answer.kind is AnswerKind.REFUSED
