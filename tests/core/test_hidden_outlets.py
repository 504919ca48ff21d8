"""What a channel sees of a piece when it hides some of its outlets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.changed_words import tell_withdrawn_article
from bot.core.checking import check_claim
from bot.core.hidden_outlets import without_outlets
from bot.core.messages import compose_post, compose_sources, compose_story
from bot.core.types import (
    Citation,
    Claim,
    Correction,
    Disagreement,
    PassageId,
    Position,
    Push,
    Relation,
    Section,
    Summary,
    Support,
    Writer,
)
from bot.core.updates import decide_update
from tests.core.test_demo_pieces import events, piece
from tests.make import NOW, make_claim, make_passage, make_source, make_summary

CASES = [(event, outlet) for event in events() for outlet in sorted({one.outlet for one in piece(event).sources})]


def shown(event: str, outlet: str) -> Summary:
    told = without_outlets(piece(event), (outlet,))
    if told is None:
        pytest.skip("the others tell too little")
    return told


@pytest.mark.parametrize(("event", "outlet"), CASES)
def test_nothing_of_a_hidden_outlet_is_named_cited_or_linked(event: str, outlet: str) -> None:
    told = shown(event, outlet)
    assert outlet not in {source.outlet for source in told.sources}
    known = {passage.id for passage in told.passages}
    left = {source.article_id for source in told.sources}
    assert {passage.article_id for passage in told.passages} <= left
    claims = (told.headline, *told.claims, *told.brief)
    cited = [one for claim in claims for one in claim.citations]
    cited += [one for fact in told.facts for one in fact.citations]
    cited += [position.citation for each in told.disagreements for position in each.positions]
    assert {one.passage_id for one in cited} <= known
    gone = [source.url for source in piece(event).sources if source.outlet == outlet]
    for message in (compose_post(told), compose_story(told), compose_sources(told)):
        assert not any(url in repr(message) for url in gone)


@pytest.mark.parametrize(("event", "outlet"), CASES)
def test_each_sentence_that_stays_is_one_of_the_piece_and_carried_by_what_it_cites(
    event: str, outlet: str
) -> None:
    whole, told = piece(event), shown(event, outlet)
    there = {claim.text: claim for claim in whole.claims}
    passages = {passage.id: passage for passage in told.passages}
    published = {source.article_id: source.published_at for source in told.sources}
    disputes = {tuple(position.citation for position in one.positions) for one in told.disagreements}
    for claim in told.claims:
        assert claim.citations
        if claim == there.get(claim.text) or (claim.writer is Writer.FRAME and claim.citations in disputes):
            continue
        cited = [passages[one.passage_id] for one in claim.citations]
        assert check_claim(claim.text, cited, published).support is Support.SUPPORTED
    assert told.brief[0] == told.lede
    assert set(told.brief) <= set(told.claims)
    assert len(set(told.claims)) == len(told.claims)


@pytest.mark.parametrize(("event", "outlet"), CASES)
def test_its_sources_are_numbered_anew_and_count_as_they_do_without_the_hidden_one(
    event: str, outlet: str
) -> None:
    told = shown(event, outlet)
    numbers = [source.number for source in told.sources]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {one for source in told.sources for one in (source.copy_of, source.counts_with) if one} <= set(numbers)
    assert 1 <= told.independent_outlets <= piece(event).independent_outlets


def test_most_pieces_of_several_outlets_can_be_told_without_any_one_of_them() -> None:
    several = [case for case in CASES if piece(case[0]).independent_outlets > 1]
    told = [case for case in several if without_outlets(piece(case[0]), (case[1],)) is not None]
    assert len(told) > 0.8 * len(several)


@pytest.mark.parametrize("event", sorted(events()))
def test_a_piece_is_whole_where_none_and_gone_where_all_of_its_outlets_are_hidden(event: str) -> None:
    whole = piece(event)
    assert without_outlets(whole, ("Somewhere Else",)) is whole
    assert without_outlets(whole, tuple({source.outlet for source in whole.sources})) is None


TWO = (
    make_source(),
    make_source(number=2, article_id=2, outlet="Coast Radio", url="https://coastradio.example/ferry"),
    make_source(number=3, article_id=3, outlet="Bay Herald", url="https://bay.example/f", copy_of=2),
    make_source(number=4, article_id=4, outlet="Isle Times", url="https://isle.example/f", copy_of=2),
)
TOLD_BY_TWO = ("Coast Radio", "Bay Herald")
OURS = "The ferry Nordlys ran aground off Port Ansel on Monday, the coast guard said."


def ferry(*claims: Claim, **changes: object) -> Summary:
    """A piece whose lede the Harbour Post tells, and then what is given, under its own passages."""
    lede = make_claim(OURS, "1.1")
    passages = [make_passage(id=PassageId("1.1"), article_id=1, text=OURS)]
    passages += [
        make_passage(id=one.passage_id, article_id=int(one.passage_id[0]), text=one.words)
        for claim in claims
        for one in claim.citations
    ]
    plain_piece = make_summary(lede=lede, headline=make_claim("Ferry Nordlys aground off Port Ansel", "1.1"))
    whole = replace(plain_piece, sections=(Section("Aground", claims),), brief=(lede, *claims), sources=TWO)
    return replace(whole, passages=tuple(dict.fromkeys(passages)), **changes)  # type: ignore[arg-type]


def texts(told: Summary | None) -> list[str]:
    assert told is not None
    return [claim.text for claim in told.claims]


def test_a_sentence_of_a_hidden_outlet_alone_goes_and_so_does_what_leans_on_it() -> None:
    whole = ferry(
        make_claim("Captain Ida Roos was taken to hospital.", "2.1"),
        make_claim("She is 52.", "2.2"),
        make_claim("At least 10 passengers were injured.", "1.2"),
    )
    assert texts(without_outlets(whole, ("coastradio.example",))) == [
        OURS,
        "At least 10 passengers were injured.",
    ]


def test_a_sentence_of_two_outlets_stays_where_one_of_them_carries_all_of_it() -> None:
    both = "At least 10 passengers were injured."
    cited = (Citation(PassageId("1.2"), both), Citation(PassageId("2.1"), both))
    more = (Citation(PassageId("1.3"), "Fog hid the reef."), Citation(PassageId("2.2"), "Nobody died."))
    whole = ferry(Claim(both, cited), Claim("Fog hid the reef, and nobody died.", more))
    told = without_outlets(whole, ("Coast Radio",))
    assert texts(told) == [OURS, both]
    assert told is not None
    assert [one.passage_id for claim in told.claims for one in claim.citations] == ["1.1", "1.2"]
    assert told.sections[0].subhead is None


def test_of_two_that_carry_a_hidden_text_one_counts() -> None:
    told = without_outlets(ferry(make_claim("The reef is charted.", "3.1")), ("Coast Radio",))
    assert told is not None
    assert [(one.number, one.outlet, one.copy_of) for one in told.sources] == [
        (1, "Harbour Post", None),
        (2, "Bay Herald", None),
        (3, "Isle Times", 2),
    ]
    assert told.independent_outlets == 2


@pytest.mark.parametrize(
    ("radio", "herald", "left"),
    [
        ({}, {"counts_with": 2}, [(None, None), (None, None), (None, 2)]),
        ({"counts_with": 1}, {"copy_of": 2}, [(None, None), (None, 1), (None, 1)]),
        ({"copy_of": 1}, {"copy_of": 2}, [(None, None), (1, None), (1, None)]),
    ],
)
def test_none_is_told_to_have_the_text_of_an_outlet_that_only_had_a_hidden_ones_voice(
    radio: dict[str, int], herald: dict[str, int], left: list[tuple[int | None, int | None]]
) -> None:
    post, coast, bay, isle = TWO
    sources = (post, replace(coast, **radio), replace(bay, **{"copy_of": None} | herald), isle)  # type: ignore[arg-type]
    told = without_outlets(ferry(sources=sources), ("Coast Radio",))
    assert told is not None
    assert [(one.copy_of, one.counts_with) for one in told.sources] == left


def test_a_correction_of_a_hidden_outlet_is_not_shown_though_its_article_is_a_source_no_more() -> None:
    told = (tell_withdrawn_article("Gull FM", "Ferry aground"), tell_withdrawn_article("Bay Herald", "A ferry"))
    whole = ferry(corrections=tuple(Correction(NOW, str(text)) for text in told))
    left = without_outlets(whole, ("gull fm",))
    assert left is not None
    assert [one.text for one in left.corrections] == [told[1]]
    assert left.sources == whole.sources


def test_a_count_that_only_hidden_outlets_dispute_is_disputed_no_more() -> None:
    def position(value: str, outlet: str, passage: str) -> Position:
        citation = Citation(PassageId(passage), f"{value} passengers were injured.")
        return Position(value, outlet, (outlet,), citation, NOW)

    ours, theirs = position("10", "Harbour Post", "1.2"), position("33", "Coast Radio", "2.1")
    whole = ferry(
        make_claim("10 passengers were injured.", "1.2"),
        Claim("Harbour Post says 10; Coast Radio says 33.", (ours.citation, theirs.citation), Writer.FRAME),
        disagreements=(Disagreement("people injured", Relation.CONFLICT, (ours, theirs)),),
    )
    told = without_outlets(whole, ("Coast Radio",))
    assert texts(told) == [OURS, "10 passengers were injured."]
    assert told is not None
    assert told.disagreements == ()


def test_a_dispute_stays_whole_where_outlets_that_are_shown_give_both_sides() -> None:
    told = shown("paint-fire", "The Vessmark Ledger")  # the outlet that the piece cites for one side
    frame = next(claim for claim in told.claims if claim.writer is Writer.FRAME)
    assert frame.text.endswith(
        "put the number of people killed at three, The Karrow Courier reports; the Health Ministry said five, "
        "according to Meridian Press."
    )
    assert [position.value for position in told.disagreements[0].positions] == ["three", "five"]
    dead = next(fact for fact in told.facts if fact.label == "Dead")
    assert dead.value.startswith("3 (")
    assert dead.value.endswith(" / 5 (the Health Ministry)")
    assert "Ledger" not in repr(compose_story(told))


def test_a_tabloids_capitals_are_no_value_of_its_own() -> None:
    told = shown("paint-fire", "Meridian Press")
    assert "said five, according to Daily Lantern." in " ".join(texts(told))


def test_of_a_dispute_with_a_hidden_side_the_other_is_told_by_its_outlet_and_nothing_of_the_hidden_one() -> None:
    told = shown("orrin-takeover", "Meridian Press")
    sum_told = [claim for claim in told.claims if "2.1 billion crowns" in claim.text]
    assert [claim.writer for claim in sum_told] == [Writer.SOURCE]
    assert {
        source.outlet
        for source in told.sources
        if sum_told[0].citations[0].passage_id.startswith(f"{source.article_id}.")
    } == {"The Vessmark Ledger"}
    everything = repr(compose_story(told))
    assert "1.2 billion" not in everything
    assert "Sources differ" not in everything
    assert "Meridian" not in everything


def test_one_side_is_not_told_twice_where_the_piece_tells_it_already() -> None:
    told = shown("orrin-takeover", "The Vessmark Ledger")
    assert sum("1.2 billion crowns" in text for text in texts(told)) == 1


def test_what_a_hidden_outlet_told_first_is_news_by_who_told_it_next() -> None:
    died = "A passenger of the ferry died in hospital on Tuesday, the coast guard said."
    both = (Citation(PassageId("2.1"), died), Citation(PassageId("1.2"), died))
    whole = ferry(Claim(died, both), news=(PassageId("2.1"),))
    told = without_outlets(whole, ("Coast Radio",))
    assert told is not None
    assert told.news == ("1.2",)
    before = without_outlets(ferry(sources=TWO[1:]), ("Coast Radio",)) or ferry(sources=())
    assert decide_update(replace(before, sources=()), told).push is Push.FOLLOW_UP


@pytest.mark.parametrize(("newest", "values"), [(("Coast Radio",), ["four", "nine"]), (TOLD_BY_TWO, [])])
def test_no_old_count_is_told_as_the_newest_where_an_outlet_that_is_shown_has_a_newer_one(
    newest: tuple[str, ...], values: list[str]
) -> None:
    def position(value: str, outlets: tuple[str, ...], passage: str) -> Position:
        citation = Citation(PassageId(passage), f"{value.capitalize()} passengers were injured.")
        return Position(value, outlets[0], outlets, citation, NOW)

    told = (
        position("four", ("Harbour Post",), "1.2"),
        position("nine", ("Isle Times",), "4.2"),
        position("fourteen", newest, "2.2"),
    )
    whole = ferry(
        *(Claim(one.citation.words, (one.citation,), Writer.SOURCE) for one in told),
        disagreements=(Disagreement("people injured", Relation.UPDATE, told),),
    )
    piece_shown = without_outlets(whole, ("Coast Radio",))
    assert piece_shown is not None
    assert [one.value for each in piece_shown.disagreements for one in each.positions] == values


def test_without_anything_that_tells_the_news_there_is_no_piece() -> None:
    whole = ferry(make_claim("The weather on the coast is often foul in autumn.", "2.1"))
    assert without_outlets(whole, ("Harbour Post",)) is None
