"""Two revisions of one ferry story, as tests of updates compare them."""

from __future__ import annotations

from dataclasses import replace

from bot.core.types import Citation, Disagreement, PassageId, Position, Relation, Section, Summary
from tests.make import at, make_claim, make_passage, make_source, make_summary

LEDE = "A ferry ran aground off Port Ansel on Monday, the coast guard said."
TEN = "At least 10 passengers were injured."
FOURTEEN = "At least 14 passengers were injured."
INQUIRY = "Transport minister Ilse Tamm opened an inquiry into the pilot's training."
NOW_CITED = Citation(PassageId("2.1"), FOURTEEN)
CITED = (Citation(PassageId("1.2"), TEN),)
THINGS = ("windows", "chairs", "doors", "lamps", "tables", "mirrors", "ladders")
HARBOUR = make_source()
COLOUR = "“It sounded like a drawer of knives,” said Odile Marsh, a baker from Port Ansel."
ECHO = make_source(number=2, article_id=2, outlet="Arle Echo", url="https://arleecho.example/ferry")


def revised(revision: int, *sentences: str, **changes: object) -> Summary:
    return replace(make_summary(sentences or (LEDE, TEN), revision=revision), **changes)  # type: ignore[arg-type]


def grown(**changes: object) -> Summary:
    """The second revision: another outlet's sentence has a higher figure."""
    claim = make_claim(FOURTEEN, "2.1")
    passage = make_passage(id=PassageId("2.1"), article_id=2, text=FOURTEEN)
    plain = revised(2, LEDE)
    grown = replace(plain, sections=(Section(None, (claim,)),), passages=(*plain.passages, passage))
    return replace(grown, **changes)  # type: ignore[arg-type]


def told_by_another(*sentences: str) -> Summary:
    """The second revision: further sentences from another outlet's article."""
    plain = revised(2)
    claims = tuple(make_claim(text, f"2.{number}") for number, text in enumerate(sentences, 1))
    return replace(plain, sections=(*plain.sections, Section(None, claims)))


def injured(*values: str) -> Disagreement:
    """One measure that grew from value to value."""
    positions = tuple(
        Position(value, "the coast guard", ("Harbour Post",), NOW_CITED, at(60 * hour))
        for hour, value in enumerate(values)
    )
    return Disagreement("people injured", Relation.UPDATE, positions)
