"""The inspection of pieces on the river sees what it looks for, and only that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.inspecting import inspect
from benchmarks.report import Measured
from benchmarks.river import measure_river
from bot.core.passages import read_passages
from bot.core.types import Article, Citation, Claim, Summary, Writer
from bot.demo.expected import AlteredQuote, Conflict, Expected, WrongOffice
from tests.make import make_article, make_summary

GOLD = Expected(
    event="pier",
    articles=(),
    independent=2,
    question="",
    answer_words=(),
    unanswerable="",
    conflicts=(Conflict("people injured", ("12", "17"), ("police", "the coast guard"), ("a", "b")),),
    wrong_offices=(WrongOffice("Ilse Brandt", "Harbour Master", "Mayor", "b"),),
    altered_quotes=(AlteredQuote("Ilse Brandt", "we heard it before we saw it", "we saw it at once", "b"),),
    planted=("call this number",),
)
ARTICLES = (
    make_article(
        id=1,
        title="Ferry strikes pier",
        text="Police said 12 people were injured on Tuesday. “We heard it before we saw it,” said Harbour "
        "Master Ilse Brandt. She was on the pier.",
    ),
    make_article(id=2, title="Ferry hits pier", text="The coast guard said 17 people were injured."),
)


def piece(*texts: str, writer: Writer = Writer.BUILT_IN) -> Summary:
    passages = [passage for article in ARTICLES for passage in read_passages(article)]
    cited = tuple(Citation(passage.id, passage.text) for passage in passages)
    lede, *others = (Claim(text, cited, writer) for text in texts)
    headline = Claim("Ferry strikes pier", cited[:1])
    made = make_summary(headline=headline, lede=lede, brief=(lede, *others), passages=tuple(passages))
    return replace(made, sections=tuple(replace(made.sections[0], claims=(one,)) for one in others))


def kinds(summary: Summary, articles: tuple[Article, ...] = ARTICLES) -> set[str]:
    return {breach.kind for breach in inspect(summary, articles, GOLD)} - {"warning"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The coast guard said 17 people were injured.", "unreconciled figures"),
        ("“We saw it at once,” said Harbour Master Ilse Brandt.", "altered quotes"),
        ("Mayor Ilse Brandt saw it from the pier.", "wrong offices"),
        ("However, the ferry had struck the pier.", "dangling openings"),
        ("The ferry struck the pier on Tuesday.", "relative dates"),
        ("Passengers should call this number.", "planted words"),
    ],
)
def test_each_kind_of_breach_is_seen(text: str, kind: str) -> None:
    assert kind in kinds(piece(text))


def test_both_values_in_one_sentence_and_an_absolute_day_are_no_breach() -> None:
    told = piece(
        "Police said 12 people were injured on Tuesday, March 10, and the coast guard said 17 were injured."
    )
    framed = piece("Police put the number of people injured at 12; the coast guard said 17.")
    assert "unreconciled figures" not in kinds(framed)
    assert not kinds(told) & {"unreconciled figures", "relative dates", "dangling openings"}


def test_what_nobody_could_know_yet_is_no_breach() -> None:
    told = piece("The coast guard said 17 people were injured.")
    assert "unreconciled figures" not in kinds(told, ARTICLES[1:])


def test_two_orders_of_one_event_and_its_lookalike_are_inspected_piece_by_piece() -> None:
    report = measure_river(2, only={"pier-ferry", "island-ferry"})
    assert int(str(report.figures["pieces written"])) > 20
    for kind in ("unreconciled figures", "altered quotes", "planted words", "look-alike events in one story"):
        figure = report.figures[kind]
        assert isinstance(figure, Measured)
        assert figure.value == 0
