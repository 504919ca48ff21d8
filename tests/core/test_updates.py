"""What changed since the revision a channel has seen, and whether it deserves a message."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.core.types import (
    ChangeKind,
    Citation,
    Disagreement,
    Fact,
    PassageId,
    Position,
    Push,
    Relation,
    Section,
    Update,
)
from bot.core.updates import decide_update
from tests.core.ferry_revisions import (
    CITED,
    COLOUR,
    ECHO,
    FOURTEEN,
    HARBOUR,
    INQUIRY,
    LEDE,
    NOW_CITED,
    TEN,
    THINGS,
    grown,
    injured,
    revised,
    told_by_another,
)
from tests.make import at, make_claim, make_summary


def _kinds(update: Update) -> list[ChangeKind]:
    return [change.kind for change in update.changes]


def test_nothing_changed_is_nothing_to_tell() -> None:
    update = decide_update(revised(1), revised(2))

    assert update == Update(
        story_id=1, from_revision=1, to_revision=2, changes=(), push=Push.NONE, correction=False
    )


def test_a_changed_row_of_the_facts_says_now_and_earlier_and_is_worth_a_message() -> None:
    before = revised(1, facts=(Fact("Injured", "10", CITED),))
    after = revised(2, facts=(Fact("Injured", "14", CITED),))

    update = decide_update(before, after)

    assert [change.text for change in update.changes] == ["Injured: now 14, earlier 10."]
    assert update.changes[0].citations == CITED
    assert update.push is Push.FOLLOW_UP
    assert not update.correction


def test_a_changed_figure_in_a_sentence_is_announced_with_both_values() -> None:
    update = decide_update(revised(1, LEDE, TEN), grown())

    assert [(change.kind, change.text) for change in update.changes] == [
        (ChangeKind.CHANGED, "People injured: now at least 14, earlier at least 10.")
    ]
    assert update.push is Push.FOLLOW_UP


def test_a_framed_update_is_told_once_and_not_again_from_its_sentence() -> None:
    one = Disagreement(
        "passengers injured",
        Relation.UPDATE,
        (
            Position("at least 10", "the coast guard", ("Harbour Post",), CITED[0], at(0)),
            Position("at least 14", "the coast guard", ("Arle Echo",), NOW_CITED, at(60)),
        ),
    )

    update = decide_update(revised(1), grown(disagreements=(one,)))

    assert [change.text for change in update.changes] == [
        "Passengers injured: now at least 14, earlier at least 10."
    ]


def test_a_figure_that_grew_again_is_compared_with_the_one_told_last() -> None:
    before = revised(2, LEDE, "Nine people were injured, up from four.", disagreements=(injured("Four", "Nine"),))
    after = revised(3, LEDE, "The ship is afloat.", disagreements=(injured("Four", "Nine", "Fourteen"),))

    update = decide_update(before, after)

    assert [change.text for change in update.changes] == ["People injured: now fourteen, earlier nine."]


def test_the_same_figures_in_another_order_or_by_another_name_are_no_change() -> None:
    before = revised(1, facts=(Fact("Arrested", "31 (organisers) / 12 (police)", CITED),))
    after = revised(2, facts=(Fact("Arrested", "about 12 (police spokeswoman) / 31 (organisers)", CITED),))

    assert decide_update(before, after).changes == ()


def test_a_figure_that_one_side_still_gives_is_no_news() -> None:
    before = revised(1, facts=(Fact("Arrested", "31 (organisers) / 12 (police)", CITED),))
    after = revised(2, facts=(Fact("Arrested", "12", CITED),))

    assert decide_update(before, after).changes == ()


def test_a_conflict_is_told_once_and_not_again_as_a_changed_figure() -> None:
    one = Disagreement(
        "arrested",
        Relation.CONFLICT,
        (
            Position("12", "the police", ("Harbour Post",), CITED[0], at(0)),
            Position("31", "organisers", ("Arle Echo",), NOW_CITED, at(5)),
        ),
    )
    before = revised(1, facts=(Fact("Arrested", "12", CITED),))
    after = revised(2, facts=(Fact("Arrested", "12 (police) / 31 (organisers)", CITED),), disagreements=(one,))

    assert [change.text for change in decide_update(before, after).changes] == [
        "Sources now differ on arrested: 12, say the police; 31, say organisers."
    ]


CANCELLED = "The ferry's owner, Sill Lines, cancelled all 24 crossings until Thursday."
SHELTER = "The town of Ansel opened shelters for 300 stranded travellers."
DIVERS = "Divers found a hole of 2 metres in the hull."


def test_two_new_facts_mend_the_post_in_place_and_three_of_another_outlet_are_worth_a_message() -> None:
    two = decide_update(revised(1), told_by_another(CANCELLED, SHELTER))
    three = decide_update(revised(1), replace(told_by_another(CANCELLED, SHELTER, DIVERS), independent_outlets=2))

    assert [change.text for change in two.changes] == [CANCELLED, SHELTER]
    assert two.push is Push.EDIT
    assert [change.text for change in three.changes][:3] == [CANCELLED, SHELTER, DIVERS]
    assert three.push is Push.FOLLOW_UP


def test_words_and_names_weigh_less_than_figures() -> None:
    update = decide_update(revised(1), told_by_another(CANCELLED, COLOUR, INQUIRY))

    assert update.push is Push.EDIT


def test_the_third_outlets_colour_is_no_reason_for_a_message_and_its_figure_is() -> None:
    before = revised(1, independent_outlets=2)
    more = replace(told_by_another(CANCELLED, SHELTER, DIVERS), independent_outlets=3)
    changed = replace(more, facts=(Fact("Injured", "14", (NOW_CITED,)),))

    assert decide_update(before, more).push is Push.EDIT
    assert decide_update(replace(before, facts=(Fact("Injured", "10", CITED),)), changed).push is Push.FOLLOW_UP


def test_the_first_count_of_the_dead_is_worth_a_message_whoever_brings_it() -> None:
    dead = "Five people died in the hull, the Health Ministry said."

    assert decide_update(revised(1), told_by_another(dead)).push is Push.FOLLOW_UP
    assert (
        decide_update(revised(1, LEDE, TEN, dead), told_by_another(dead.replace("the hull", "a hull"))).push
        is Push.NONE
    )


def test_the_first_dead_are_told_before_the_hurt_who_became_more() -> None:
    dead = "Five people died in the hull, the Health Ministry said."
    update = decide_update(revised(1, LEDE, TEN), told_by_another(dead, FOURTEEN))

    assert [change.text for change in update.changes][:2] == [
        dead,
        "People injured: now at least 14, earlier at least 10.",
    ]


def test_a_denial_by_another_outlet_is_worth_a_message() -> None:
    denial = "Sill Lines rejected a report in the Daily Lantern that captain Ove Brandt had been asleep."
    backed = "“Nobody was asleep,” said Ines Calder, who speaks for Sill Lines."

    after = replace(told_by_another(denial, backed, INQUIRY), independent_outlets=2)

    assert decide_update(revised(1), after).push is Push.EDIT  # among the first reports it is one of their facts
    assert decide_update(revised(1), replace(after, news=(PassageId("2.1"),))).push is Push.FOLLOW_UP


def test_figures_in_a_quotation_are_words() -> None:
    said = "“Four matches in 11 days,” said Odile Marsh, who plays for Port Ansel."

    update = decide_update(revised(1), replace(told_by_another(said, CANCELLED, SHELTER), independent_outlets=2))

    assert update.push is Push.EDIT


def test_a_lower_figure_from_another_side_is_a_conflict_and_no_change() -> None:
    five, three = (
        "Five people died in the fire, the ministry said.",
        "Three people died in the fire, the hospital said.",
    )
    one = Disagreement(
        "people killed",
        Relation.CONFLICT,
        (
            Position("five", "the ministry", ("Harbour Post",), CITED[0], at(0)),
            Position("three", "the hospital", ("Arle Echo",), NOW_CITED, at(5)),
        ),
    )
    plain = told_by_another(three)
    after = replace(plain, sections=plain.sections[1:], disagreements=(one,))

    update = decide_update(revised(1, LEDE, five), after)

    assert [change.text for change in update.changes] == [
        "Sources now differ on people killed: five, says the ministry; three, says the hospital."
    ]


def test_a_sentence_that_leans_on_another_is_no_bullet() -> None:
    leaning = (
        "The four were taken to St Aldan's Hospital by 3 boats.",
        "All six went home to Tolna by 8 pm.",
        "About 15 metres of it have fallen into the harbour, Ilse Brandt said.",
        "Some 35 firefighters put it out within an hour.",
    )

    assert decide_update(revised(1), told_by_another(*leaning)).changes == ()


def test_at_most_six_changes_are_told_the_weightiest_first() -> None:
    facts = [f"Inspector Ada Brandt number {n} counted {n}0 broken {word}." for n, word in enumerate(THINGS, 2)]
    after = told_by_another(COLOUR, INQUIRY, *facts)
    update = decide_update(revised(1), replace(after, independent_outlets=2))

    assert len(update.changes) <= 6
    assert COLOUR not in [change.text for change in update.changes]


def test_facts_newly_picked_from_known_articles_are_no_change() -> None:
    new = "The ferry's owner, Sill Lines, cancelled all crossings until Thursday."

    update = decide_update(revised(1), revised(2, LEDE, TEN, INQUIRY, new))

    assert update.changes == ()
    assert update.push is Push.NONE


def test_another_wording_of_what_was_published_is_not_new() -> None:
    update = decide_update(revised(1), revised(2, LEDE, TEN, "On Monday a ferry ran aground off Port Ansel."))

    assert update.changes == ()
    assert update.push is Push.NONE


def test_one_more_independent_outlet_confirms_and_is_a_silent_edit() -> None:
    update = decide_update(revised(1), revised(2, sources=(HARBOUR, ECHO), independent_outlets=2))

    assert _kinds(update) == [ChangeKind.CONFIRMED]
    assert update.changes[0].text == "Now reported by 2 independent outlets; new among them: Arle Echo."
    assert update.push is Push.EDIT


def test_a_withdrawn_source_on_which_a_sentence_rested_alone_is_a_correction() -> None:
    after = revised(
        2, sources=(ECHO,), lede=replace(make_summary().lede, citations=(Citation(PassageId("2.1"), LEDE),))
    )

    update = decide_update(revised(1), after)

    assert ChangeKind.WITHDRAWN in _kinds(update)
    assert update.changes[0].text.startswith("Harbour Post withdrew its article")
    assert update.correction
    assert update.push is Push.FOLLOW_UP


def test_a_source_that_rewrites_a_cited_figure_is_a_correction() -> None:
    update = decide_update(revised(1, LEDE, FOURTEEN), revised(2, LEDE, TEN))

    assert _kinds(update)[0] is ChangeKind.WITHDRAWN
    assert [change.text for change in update.changes] == [
        f"Harbour Post corrected its article: now at least 10, earlier at least 14. “{TEN}”"
    ]
    assert update.correction


def test_a_count_that_an_article_brings_up_to_date_is_no_correction() -> None:
    update = decide_update(revised(1, LEDE, TEN), revised(2, LEDE, FOURTEEN))

    assert [change.text for change in update.changes] == ["People injured: now at least 14, earlier at least 10."]
    assert not update.correction
    assert update.push is Push.FOLLOW_UP


def test_a_title_corrected_with_its_sentence_is_told_once() -> None:
    before, after = revised(1, LEDE, FOURTEEN), revised(2, LEDE, TEN)
    titled = [
        replace(
            one,
            headline=make_claim(title, "1.0"),
            passages=(replace(one.passages[0], text=title), *one.passages[1:]),
        )
        for one, title in ((before, "Ferry aground, 14 injured"), (after, "Ferry aground, 10 injured"))
    ]

    update = decide_update(titled[0], titled[1])

    assert len(update.changes) == 1
    assert update.correction


def test_a_source_that_rewrites_a_cited_name_is_quoted_with_both_wordings() -> None:
    lindqvist = "Harbour master Mara Lindqvist closed the port."
    lindgren = "Harbour master Mara Lindgren closed the port."

    update = decide_update(revised(1, LEDE, lindqvist), revised(2, LEDE, lindgren))

    assert f"Harbour Post changed its article: “{lindgren}” Earlier: “{lindqvist}”" == update.changes[0].text
    assert update.correction


def test_a_correction_comes_first_and_leaves_out_nothing_else_that_is_new() -> None:
    after = replace(revised(2, LEDE, TEN), sources=(HARBOUR, ECHO))
    dead = make_claim("Five people died in the hull, the Health Ministry said.", "2.1")
    after = replace(after, sections=(*after.sections, Section(None, (dead,))), news=(PassageId("2.1"),))

    update = decide_update(revised(1, LEDE, FOURTEEN), after)

    assert update.correction
    assert _kinds(update) == [ChangeKind.WITHDRAWN, ChangeKind.NEW]
    assert update.changes[1].text == dead.text


def test_a_corrected_count_is_not_told_again_as_one_that_grew() -> None:
    """Of the other outlet's earlier count nothing is said beside "now ten, earlier fourteen"."""
    after = replace(revised(2, LEDE, TEN), disagreements=(injured("at least 8", "at least 10"),))

    update = decide_update(revised(1, LEDE, FOURTEEN), after)

    assert [change.text for change in update.changes] == [
        f"Harbour Post corrected its article: now at least 10, earlier at least 14. “{TEN}”"
    ]


def test_how_many_died_is_not_set_beside_how_many_were_hurt() -> None:
    hurt = "Six workers were injured in the fire at the paint works in Ostrun on Monday."
    died = "One worker died and nine were injured in the fire at the paint works in Ostrun on Monday."

    update = decide_update(revised(1, LEDE, hurt), replace(told_by_another(died), news=(PassageId("2.1"),)))

    assert not any("earlier six" in change.text and "Now one" in change.text for change in update.changes)
    assert any("One worker died" in change.text for change in update.changes)


def test_a_source_that_mends_its_grammar_is_no_correction() -> None:
    after = revised(2, "A ferry has run aground off Port Ansel on Monday, the coast guard said.", TEN)

    update = decide_update(revised(1), after)

    assert not update.correction
    assert update.push is Push.NONE


def test_a_new_conflict_between_sources_is_told_with_who_says_what() -> None:
    one = Disagreement(
        "passengers injured",
        Relation.CONFLICT,
        (
            Position("10", "the coast guard", ("Harbour Post",), CITED[0], at(0)),
            Position("33", "the ministry", ("Arle Echo",), Citation(PassageId("2.1"), "33"), at(5)),
        ),
    )

    update = decide_update(revised(1), revised(2, disagreements=(one,)))

    assert [change.text for change in update.changes] == [
        "Sources now differ on passengers injured: 10, says the coast guard; 33, says the ministry."
    ]
    assert update.push is Push.FOLLOW_UP


@given(st.lists(st.sampled_from((LEDE, TEN, FOURTEEN, INQUIRY)), min_size=1, max_size=4, unique=True))
def test_a_summary_never_differs_from_itself(sentences: list[str]) -> None:
    update = decide_update(revised(1, *sentences), revised(1, *sentences))

    assert update.changes == ()
    assert update.push is Push.NONE
