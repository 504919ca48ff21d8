"""House rules: a sound piece breaks none, and each broken one is named with its code."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core.desk import open_desk
from bot.core.house_rules import RULES, Severity, review
from bot.core.types import Citation, Claim, PassageId, Section, Summary, Writer
from tests.make import make_article, make_summary

TIME = datetime(2026, 3, 12, 9, tzinfo=UTC)
ARTICLES = (
    make_article(
        id=1,
        outlet="Harbour Post",
        title="Twelve arrested in Karrow",
        text="Police said 12 people were arrested in Karrow on March 10. Transport Minister Oskar Dorrell may "
        "resign. “We will not give up the quay to anyone,” Dorrell told reporters. A man was charged with theft. "
        "The bridge stayed closed for about 50 minutes. He went home.",
        published_at=TIME,
    ),
    make_article(
        id=2,
        outlet="Coast Wire",
        title="Arrests in Karrow",
        text="Organisers said 31 people were arrested in Karrow. Trains ran late.",
        published_at=TIME,
    ),
)
PASSAGES = open_desk(ARTICLES).passages


def claim(text: str, *ids: str, writer: Writer = Writer.LLM) -> Claim:
    return Claim(text, tuple(Citation(PassageId(i), PASSAGES[PassageId(i)].text) for i in ids), writer)


CLOSED = claim("The bridge stayed closed for about 50 minutes.", "1.5")


def piece(*claims: Claim, headline: Claim | None = None) -> Summary:
    cited = [c.passage_id for one in (CLOSED, *claims) for c in one.citations]
    return replace(
        make_summary(),
        headline=headline or claim("Arrests in Karrow", "2.0"),
        lede=CLOSED,
        sections=(Section(None, claims),),
        brief=(CLOSED,),
        facts=(),
        disagreements=(),
        passages=tuple(PASSAGES[i] for i in cited),
        independent_outlets=2,
    )


def rules(*claims: Claim, headline: Claim | None = None) -> set[str]:
    return {finding.rule for finding in review(piece(*claims, headline=headline), ARTICLES)} - {"J8"}


FRAME = Claim(
    "Police put the number of people arrested at 12, Harbour Post reports; organisers said 31, according to "
    "Coast Wire.",
    (
        Citation(PassageId("1.1"), PASSAGES[PassageId("1.1")].text),
        Citation(PassageId("2.1"), PASSAGES[PassageId("2.1")].text),
    ),
    Writer.FRAME,
)


def test_a_sound_piece_breaks_no_rule() -> None:
    assert rules(FRAME, claim("Transport Minister Oskar Dorrell may resign.", "1.2")) == set()


@pytest.mark.parametrize(
    ("text", "passage", "rule"),
    [
        ("Trains were cancelled for a week.", "2.2", "J1"),
        ("The bridge stayed closed for 50 minutes.", "1.5", "J2"),
        ("“We will give up the quay to anyone,” Dorrell told reporters.", "1.3", "J3"),
        ("Police said 12 people were arrested in Karrow on March 10.", "1.1", "J4"),
        ("Interior Minister Oskar Dorrell may resign.", "1.2", "J5"),
        ("Transport Minister Oskar Dorrell resigned.", "1.2", "J6"),
        ("The thief was charged.", "1.4", "J7"),
        ("Trains ran late yesterday.", "2.2", "J11"),
        ("Trains ran late, the mayor admitted.", "2.2", "J12"),
        ("Trains ran shockingly late in a devastating day.", "2.2", "J13"),
        ("The 50 casualties went home.", "1.6", "J17"),
        ("Sources said trains ran late.", "2.2", "J19"),
        ("Only time will tell.", "2.2", "J20"),
    ],
)
def test_a_broken_rule_is_named(text: str, passage: str, rule: str) -> None:
    assert rule in rules(FRAME, claim(text, passage))


def test_a_sentence_that_leans_on_nothing_in_the_piece_is_named() -> None:
    assert "J18" in rules(claim("He went home.", "2.2"))
    assert "J18" not in rules(claim("He went home.", "1.6"))


def test_a_headline_may_hold_no_figure_that_the_piece_does_not_tell() -> None:
    assert "J14" in rules(FRAME, headline=claim("Nine arrested in Karrow", "2.0"))


def test_a_long_quoting_lede_is_warned_about() -> None:
    long = claim("“We will not give up the quay to anyone,” Dorrell told reporters." + " And so on." * 15, "1.3")
    found = review(replace(piece(FRAME), lede=long), ARTICLES)
    assert {f.words for f in found if f.rule == "J9"} == {"the lede has more than 35 words", "the lede quotes"}


def test_a_conflict_left_out_is_warned_about() -> None:
    (finding,) = [f for f in review(piece(), ARTICLES) if f.rule == "J4"]
    assert finding.severity is Severity.WARN


def test_every_rule_has_a_code_of_the_table() -> None:
    assert {rule for rule, _, _ in RULES} <= {f"J{number}" for number in range(1, 21)}
