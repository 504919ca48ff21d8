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
    Summary,
    Update,
)
from bot.core.updates import decide_update
from tests.make import at, make_claim, make_passage, make_source, make_summary

LEDE = "A ferry ran aground off Port Ansel on Monday, the coast guard said."
TEN = "At least 10 passengers were injured."
FOURTEEN = "At least 14 passengers were injured."
INQUIRY = "Transport minister Ilse Tamm opened an inquiry into the pilot's training."
NOW_CITED = Citation(PassageId("2.1"), FOURTEEN)
CITED = (Citation(PassageId("1.2"), TEN),)
THINGS = ("windows", "chairs", "doors", "lamps", "tables", "mirrors", "ladders")
HARBOUR = make_source()
ECHO = make_source(number=2, article_id=2, outlet="Arle Echo", url="https://arleecho.example/ferry")


def _at(revision: int, *sentences: str, **changes: object) -> Summary:
    return replace(make_summary(sentences or (LEDE, TEN), revision=revision), **changes)  # type: ignore[arg-type]


def _grown(**changes: object) -> Summary:
    """The second revision: another outlet's sentence has a higher figure."""
    claim = make_claim(FOURTEEN, "2.1")
    passage = make_passage(id=PassageId("2.1"), article_id=2, text=FOURTEEN)
    plain = _at(2, LEDE)
    grown = replace(plain, sections=(Section(None, (claim,)),), passages=(*plain.passages, passage))
    return replace(grown, **changes)  # type: ignore[arg-type]


def _told_by_another(*sentences: str) -> Summary:
    """The second revision: further sentences from another outlet's article."""
    plain = _at(2)
    claims = tuple(make_claim(text, f"2.{number}") for number, text in enumerate(sentences, 1))
    return replace(plain, sections=(*plain.sections, Section(None, claims)))


def _kinds(update: Update) -> list[ChangeKind]:
    return [change.kind for change in update.changes]


def test_nothing_changed_is_nothing_to_tell() -> None:
    update = decide_update(_at(1), _at(2))

    assert update == Update(
        story_id=1, from_revision=1, to_revision=2, changes=(), push=Push.NONE, correction=False
    )


def test_a_changed_row_of_the_facts_says_now_and_earlier_and_is_worth_a_message() -> None:
    before = _at(1, facts=(Fact("Injured", "10", CITED),))
    after = _at(2, facts=(Fact("Injured", "14", CITED),))

    update = decide_update(before, after)

    assert [change.text for change in update.changes] == ["Injured: now 14, earlier 10."]
    assert update.changes[0].citations == CITED
    assert update.push is Push.FOLLOW_UP
    assert not update.correction


def test_a_changed_figure_in_a_sentence_is_announced_with_both_values() -> None:
    update = decide_update(_at(1, LEDE, TEN), _grown())

    assert [(change.kind, change.text) for change in update.changes] == [
        (ChangeKind.CHANGED, f"Now at least 14, earlier at least 10: {FOURTEEN}")
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

    update = decide_update(_at(1), _grown(disagreements=(one,)))

    assert [change.text for change in update.changes] == [
        "Passengers injured: now at least 14, earlier at least 10."
    ]


def _injured(*values: str) -> Disagreement:
    """One measure that grew from value to value."""
    positions = tuple(
        Position(value, "the coast guard", ("Harbour Post",), NOW_CITED, at(60 * hour))
        for hour, value in enumerate(values)
    )
    return Disagreement("people injured", Relation.UPDATE, positions)


def test_a_figure_that_grew_again_is_compared_with_the_one_told_last() -> None:
    before = _at(2, LEDE, "Nine people were injured, up from four.", disagreements=(_injured("Four", "Nine"),))
    after = _at(3, LEDE, "The ship is afloat.", disagreements=(_injured("Four", "Nine", "Fourteen"),))

    update = decide_update(before, after)

    assert [change.text for change in update.changes] == ["People injured: now fourteen, earlier nine."]


def test_the_same_figures_in_another_order_or_by_another_name_are_no_change() -> None:
    before = _at(1, facts=(Fact("Arrested", "31 (organisers) / 12 (police)", CITED),))
    after = _at(2, facts=(Fact("Arrested", "about 12 (police spokeswoman) / 31 (organisers)", CITED),))

    assert decide_update(before, after).changes == ()


def test_a_figure_that_one_side_still_gives_is_no_news() -> None:
    before = _at(1, facts=(Fact("Arrested", "31 (organisers) / 12 (police)", CITED),))
    after = _at(2, facts=(Fact("Arrested", "12", CITED),))

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
    before = _at(1, facts=(Fact("Arrested", "12", CITED),))
    after = _at(2, facts=(Fact("Arrested", "12 (police) / 31 (organisers)", CITED),), disagreements=(one,))

    assert [change.text for change in decide_update(before, after).changes] == [
        "Sources now differ on arrested: 12, says the police; 31, says organisers."
    ]


CANCELLED = "The ferry's owner, Sill Lines, cancelled all 24 crossings until Thursday."
SHELTER = "The town of Ansel opened shelters for 300 stranded travellers."
DIVERS = "Divers found a hole of 2 metres in the hull."
COLOUR = "“It sounded like a drawer of knives,” said Odile Marsh, a baker from Port Ansel."


def test_two_new_facts_mend_the_post_in_place_and_three_of_another_outlet_are_worth_a_message() -> None:
    two = decide_update(_at(1), _told_by_another(CANCELLED, SHELTER))
    three = decide_update(_at(1), replace(_told_by_another(CANCELLED, SHELTER, DIVERS), independent_outlets=2))

    assert [change.text for change in two.changes] == [CANCELLED, SHELTER]
    assert two.push is Push.EDIT
    assert [change.text for change in three.changes][:3] == [CANCELLED, SHELTER, DIVERS]
    assert three.push is Push.FOLLOW_UP


def test_words_and_names_weigh_less_than_figures() -> None:
    update = decide_update(_at(1), _told_by_another(CANCELLED, COLOUR, INQUIRY))

    assert update.push is Push.EDIT


def test_the_third_outlets_colour_is_no_reason_for_a_message_and_its_figure_is() -> None:
    before = _at(1, independent_outlets=2)
    more = replace(_told_by_another(CANCELLED, SHELTER, DIVERS), independent_outlets=3)
    changed = replace(more, facts=(Fact("Injured", "14", (NOW_CITED,)),))

    assert decide_update(before, more).push is Push.EDIT
    assert decide_update(replace(before, facts=(Fact("Injured", "10", CITED),)), changed).push is Push.FOLLOW_UP


def test_the_first_count_of_the_dead_is_worth_a_message_whoever_brings_it() -> None:
    dead = "Five people died in the hull, the Health Ministry said."

    assert decide_update(_at(1), _told_by_another(dead)).push is Push.FOLLOW_UP
    assert (
        decide_update(_at(1, LEDE, TEN, dead), _told_by_another(dead.replace("the hull", "a hull"))).push
        is Push.EDIT
    )


def test_a_denial_by_another_outlet_is_worth_a_message() -> None:
    denial = "Sill Lines rejected a report in the Daily Lantern that captain Ove Brandt had been asleep."
    backed = "“Nobody was asleep,” said Ines Calder, who speaks for Sill Lines."

    update = decide_update(_at(1), replace(_told_by_another(denial, backed, INQUIRY), independent_outlets=2))

    assert update.push is Push.FOLLOW_UP


def test_figures_in_a_quotation_are_words() -> None:
    said = "“Four matches in 11 days,” said Odile Marsh, who plays for Port Ansel."

    update = decide_update(_at(1), replace(_told_by_another(said, CANCELLED, SHELTER), independent_outlets=2))

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
    plain = _told_by_another(three)
    after = replace(plain, sections=plain.sections[1:], disagreements=(one,))

    update = decide_update(_at(1, LEDE, five), after)

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

    assert decide_update(_at(1), _told_by_another(*leaning)).changes == ()


def test_at_most_six_changes_are_told_the_weightiest_first() -> None:
    facts = [f"Inspector Ada Brandt number {n} counted {n}0 broken {word}." for n, word in enumerate(THINGS, 2)]
    after = _told_by_another(COLOUR, INQUIRY, *facts)
    update = decide_update(_at(1), replace(after, independent_outlets=2))

    assert len(update.changes) <= 6
    assert COLOUR not in [change.text for change in update.changes]


def test_facts_newly_picked_from_known_articles_are_no_reason_for_a_message() -> None:
    new = "The ferry's owner, Sill Lines, cancelled all crossings until Thursday."

    update = decide_update(_at(1), _at(2, LEDE, TEN, INQUIRY, new))

    assert [change.text for change in update.changes] == [INQUIRY, new]
    assert update.push is Push.EDIT


def test_another_wording_of_what_was_published_is_not_new() -> None:
    update = decide_update(_at(1), _at(2, LEDE, TEN, "On Monday a ferry ran aground off Port Ansel."))

    assert update.changes == ()
    assert update.push is Push.EDIT


def test_one_more_independent_outlet_confirms_and_is_a_silent_edit() -> None:
    update = decide_update(_at(1), _at(2, sources=(HARBOUR, ECHO), independent_outlets=2))

    assert _kinds(update) == [ChangeKind.CONFIRMED]
    assert update.changes[0].text == "Now reported by 2 independent outlets; new among them: Arle Echo."
    assert update.push is Push.EDIT


def test_a_withdrawn_source_on_which_a_sentence_rested_alone_is_a_correction() -> None:
    after = _at(
        2, sources=(ECHO,), lede=replace(make_summary().lede, citations=(Citation(PassageId("2.1"), LEDE),))
    )

    update = decide_update(_at(1), after)

    assert ChangeKind.WITHDRAWN in _kinds(update)
    assert update.changes[0].text.startswith("Harbour Post withdrew its article")
    assert update.correction
    assert update.push is Push.FOLLOW_UP


def test_a_source_that_rewrites_a_cited_figure_is_a_correction() -> None:
    after = _at(2, LEDE, FOURTEEN)

    update = decide_update(_at(1, LEDE, TEN), after)

    assert _kinds(update)[0] is ChangeKind.WITHDRAWN
    assert [change.text for change in update.changes] == [
        f"Harbour Post corrected its article: now at least 14, earlier at least 10: “{FOURTEEN}”"
    ]
    assert update.correction


def test_a_source_that_rewrites_a_cited_name_is_quoted_with_both_wordings() -> None:
    lindqvist = "Harbour master Mara Lindqvist closed the port."
    lindgren = "Harbour master Mara Lindgren closed the port."

    update = decide_update(_at(1, LEDE, lindqvist), _at(2, LEDE, lindgren))

    assert f"Harbour Post changed its article: “{lindgren}” Earlier: “{lindqvist}”" == update.changes[0].text
    assert update.correction


def test_a_correction_tells_nothing_but_what_was_wrong_or_changed() -> None:
    update = decide_update(_at(1, LEDE, TEN), _at(2, LEDE, FOURTEEN, INQUIRY))

    assert update.correction
    assert _kinds(update) == [ChangeKind.WITHDRAWN]


def test_a_source_that_mends_its_grammar_is_no_correction() -> None:
    after = _at(2, "A ferry has run aground off Port Ansel on Monday, the coast guard said.", TEN)

    update = decide_update(_at(1), after)

    assert not update.correction
    assert update.push is Push.EDIT


def test_a_new_conflict_between_sources_is_told_with_who_says_what() -> None:
    one = Disagreement(
        "passengers injured",
        Relation.CONFLICT,
        (
            Position("10", "the coast guard", ("Harbour Post",), CITED[0], at(0)),
            Position("33", "the ministry", ("Arle Echo",), Citation(PassageId("2.1"), "33"), at(5)),
        ),
    )

    update = decide_update(_at(1), _at(2, disagreements=(one,)))

    assert [change.text for change in update.changes] == [
        "Sources now differ on passengers injured: 10, says the coast guard; 33, says the ministry."
    ]
    assert update.push is Push.FOLLOW_UP


@given(st.lists(st.sampled_from((LEDE, TEN, FOURTEEN, INQUIRY)), min_size=1, max_size=4, unique=True))
def test_a_summary_never_differs_from_itself(sentences: list[str]) -> None:
    update = decide_update(_at(1, *sentences), _at(1, *sentences))

    assert update.changes == ()
    assert update.push is Push.NONE
