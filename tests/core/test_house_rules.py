"""House rules: a sound piece breaks none, and each broken one is named with its code."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.desk import open_desk
from bot.core.house_rules import RULES, Severity, review, review_update
from bot.core.types import Article, Citation, Claim, PassageId, Push, Section, Summary, Writer
from bot.core.updates import decide_update
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
        place="Karrow",
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


def test_days_are_absolute_or_the_sentence_is_not_published() -> None:
    found = review(piece(FRAME, claim("Trains ran late yesterday.", "2.2")), ARTICLES)
    assert Severity.BLOCK in {f.severity for f in found if f.rule == "J11"}


@pytest.mark.parametrize("words", ["on Tuesday's timetable", "from Tuesday"])
def test_a_weekday_that_nobody_dated_is_published_with_a_warning(words: str) -> None:
    found = review(piece(FRAME, claim(f"Trains ran late {words}.", "2.2")), ARTICLES)
    assert {f.severity for f in found if f.rule == "J11"} == {Severity.WARN}


def test_an_hour_earlier_is_a_measure_and_no_day() -> None:
    assert "J11" not in rules(FRAME, claim("Trains ran half a day earlier.", "2.2"))


def test_a_headline_may_name_nobody_whom_the_piece_does_not_name() -> None:
    assert "J14" in rules(FRAME, headline=claim("Oskar Dorrell resigns", "1.2"))
    assert "J14" not in rules(FRAME, headline=claim("Police arrest 12 in Karrow", "2.0"))


def test_one_outlets_word_without_a_speaker_is_warned_about_whoever_wrote_it() -> None:
    for writer in (Writer.LLM, Writer.BUILT_IN, Writer.SOURCE):
        found = review(piece(FRAME, claim("Trains ran late.", "2.2", writer=writer)), ARTICLES)
        assert "Trains ran late." in {f.claim for f in found if f.rule == "J8"}
    alone = replace(piece(FRAME, claim("Trains ran late.", "2.2")), independent_outlets=1)
    assert "J8" not in {f.rule for f in review(alone, ARTICLES)}


def test_a_lede_that_names_nobody_and_no_place_or_day_is_warned_about() -> None:
    bare = replace(piece(FRAME), place=None, lede=claim("Trains ran late.", "2.2"))
    assert "the lede says neither who nor where nor when" in {f.words for f in review(bare, ARTICLES)}


def test_a_title_with_and_without_its_genitive_is_one_office() -> None:
    text = "Union chairman Matti Brenner spoke. The union's chairman Matti Brenner left."
    article = make_article(id=3, outlet="Coast Wire", title="Talks", text=text, published_at=TIME)
    known = open_desk((article,)).passages
    claims = [
        Claim(passage.text, (Citation(passage.id, passage.text),), Writer.SOURCE)
        for passage in known.values()
        if passage.start >= 0
    ]
    told = replace(piece(), lede=claims[0], sections=(Section(None, tuple(claims[1:])),), headline=claims[0])
    assert "J5" not in {f.rule for f in review(told, (article,))}


LONG = (
    "The ferry Nordlys ran aground off Port Ansel on Monday, the coast guard said. Its 140 passengers were "
    "brought ashore by lifeboats within an hour of the accident. Fog had hidden the reef, harbour master Mara "
    "Lindqvist said. Divers found a hole of two metres in the hull of the ship. The reef was charted in 1931."
)
ORIGINAL = make_article(id=4, outlet="Calder Wire", title="Ferry aground", text=LONG, published_at=TIME)
COPY = make_article(
    id=5, outlet="Coast Radio", title="Ferry on reef", text=LONG, published_at=TIME + timedelta(hours=1)
)


def ferry_piece(*ids: str, articles: tuple[Article, ...] = (ORIGINAL, COPY), **changes: object) -> Summary:
    """The sentences of these passages, in this order, as a piece of their own."""
    known = open_desk(articles).passages
    claims = [
        Claim(known[PassageId(i)].text, (Citation(PassageId(i), known[PassageId(i)].text),), Writer.SOURCE)
        for i in ids
    ]
    plain = replace(
        piece(),
        lede=claims[0],
        headline=claims[0],
        sections=(Section(None, tuple(claims[1:])),),
        independent_outlets=1,
        day=TIME.date(),
        written_at=TIME,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def broken(summary: Summary, *articles: Article) -> set[tuple[str, Severity]]:
    return {(f.rule, f.severity) for f in review(summary, articles)}


def test_a_copy_may_not_be_cited_where_the_original_says_the_same() -> None:
    assert ("J15", Severity.BLOCK) in broken(ferry_piece("4.1", "5.4"), ORIGINAL, COPY)
    assert ("J15", Severity.BLOCK) not in broken(ferry_piece("4.1", "4.4"), ORIGINAL, COPY)


def test_copies_may_not_be_counted_as_outlets_of_their_own() -> None:
    counted = ferry_piece("4.1", "4.4", independent_outlets=2)
    assert ("J15", Severity.BLOCK) in broken(counted, ORIGINAL, COPY)


def test_what_led_to_the_news_comes_after_it() -> None:
    order = ("4.1", "4.5", "4.2")
    assert ("J10", Severity.WARN) in broken(ferry_piece(*order, news=(PassageId("4.2"),)), ORIGINAL)
    assert ("J10", Severity.WARN) not in broken(ferry_piece(*order, news=(PassageId("4.1"),)), ORIGINAL)


def test_a_piece_runs_from_what_weighs_more_to_what_weighs_less() -> None:
    falling = ferry_piece("4.1", "4.2", "4.3", "4.4", "4.5")
    rising = ferry_piece("4.5", "4.4", "4.3", "4.2", "4.1")
    words = "the piece runs from what weighs less to what weighs more"
    assert words in {f.words for f in review(rising, (ORIGINAL,))}
    assert words not in {f.words for f in review(falling, (ORIGINAL,))}


def test_a_correction_is_sent_visibly_and_whole() -> None:
    before = make_summary(("A ferry ran aground off Port Ansel.", "At least 14 passengers were injured."))
    after = make_summary(
        ("A ferry ran aground off Port Ansel.", "At least 10 passengers were injured."), revision=2
    )
    update = decide_update(before, after)

    assert review_update(before, after, update) == ()
    for hidden in (
        replace(update, correction=False),
        replace(update, push=Push.EDIT),
        replace(update, changes=()),
    ):
        assert {finding.rule for finding in review_update(before, after, hidden)} == {"J16"}


def test_a_story_that_all_its_sources_took_back_is_said_to_be() -> None:
    gone = make_summary(revision=2, independent_outlets=0)
    update = decide_update(make_summary(), gone)
    assert review_update(make_summary(), gone, update) == ()
    assert review_update(make_summary(), gone, replace(update, correction=False)) != ()


def test_all_twenty_rules_are_checked() -> None:
    assert {rule for rule, _, _ in RULES} | {"J16"} == {f"J{number}" for number in range(1, 21)}


def test_what_blocks_and_what_warns_is_as_the_table_says() -> None:
    blocking = {rule for rule, severity, _ in RULES if severity is Severity.BLOCK} | {"J16"}
    assert blocking == {f"J{number}" for number in (1, 2, 3, 4, 5, 6, 7, 11, 14, 15, 16, 18)}
