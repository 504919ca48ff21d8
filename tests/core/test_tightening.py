"""A bullet under a post does not say again what the post says; what is left stands on its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.core.changed_words import tell_sentence
from bot.core.tightening import tighten
from bot.core.told import typed_of
from bot.core.types import Change, ChangeKind, PassageId, Summary
from tests.make import NOW, make_claim, make_passage, make_source, make_summary

POST = (
    "The banker Mikkel Ravn, the former head of failed lender Norrebank, appeared in court in Santa Lucena.",
    "Mikkel Ravn said he came here to sail.",
    "An expired certificate knocked out banks and airlines across Europe.",
)


def tightened(
    source: str,
    text: str = "",
    headline: str = "Court decides on banker",
    kind: str = "new",
    post: Sequence[str] = POST,
) -> str:
    """What is left of the bullet; `source` is its passage, whose own words it has unless a text is given."""
    before = make_summary(post)
    cited = make_passage(id=PassageId("2.1"), article_id=2, text=source)
    after: Summary = replace(
        make_summary(post, revision=2),
        headline=make_claim(headline, "1.0"),
        passages=(*before.passages, cited),
        sources=(make_source(), make_source(number=2, article_id=2, published_at=NOW)),
        day=NOW.date(),
    )
    change = Change(ChangeKind(kind), text or source, make_claim(source, "2.1").citations)
    return tighten(change, before, after).text


def test_the_day_of_the_dateline_is_not_said_again() -> None:
    source = "A judge on Monday refused bail to the banker."
    assert tightened(source, "A judge on Monday, November 16, refused bail to the banker.") == (
        "A judge refused bail to the banker."
    )
    first = "On Monday, November 16, a judge refused bail to the banker."
    assert tightened("On Monday a judge refused bail to the banker.", first) == (
        "A judge refused bail to the banker."
    )


def test_the_sources_own_comma_stays_where_the_day_goes() -> None:
    source = "The bridge was shut on Monday, lured by nobody, the council said."
    text = "The bridge was shut on Monday, November 16, lured by nobody, the council said."
    assert tightened(source, text) == "The bridge was shut, lured by nobody, the council said."


def test_another_day_and_a_second_day_stay() -> None:
    sunday = "A judge on Sunday, November 15, refused bail to the banker."
    assert tightened("A judge on Sunday refused bail to the banker.", sunday) == sunday
    two = "A judge on Monday, November 16, put off to Friday, November 20, what was asked."
    assert tightened("A judge on Monday put off to Friday what was asked.", two) == two


def test_an_aside_that_readers_know_goes_and_a_new_one_stays() -> None:
    known = "A judge refused bail to Mikkel Ravn, the former head of failed lender Norrebank, and left."
    assert tightened(known) == "A judge refused bail to Mikkel Ravn and left."
    said = "A judge refused bail to Mikkel Ravn, the former head of failed lender Norrebank, the court said."
    assert tightened(said) == "A judge refused bail to Mikkel Ravn, the court said."
    new = "A judge refused bail to Mikkel Ravn, the owner of four yachts and a racehorse, and left."
    assert tightened(new) == new


def test_a_clause_that_only_recalls_goes_but_no_condition() -> None:
    recalls = "The chief is quitting her job, a week after an expired certificate knocked out banks and airlines."
    assert tightened(recalls) == "The chief is quitting her job."
    condition = "The chief is quitting her job, unless an expired certificate knocked out banks and airlines."
    assert tightened(condition) == condition


def test_whom_the_heading_names_and_the_post_introduced_is_named_by_surname() -> None:
    text = "A judge refused bail to Mikkel Ravn for the second time."
    assert tightened(text, headline="Court refuses bail to Ravn") == (
        "A judge refused bail to Ravn for the second time."
    )
    assert tightened(text, headline="Court refuses bail") == text
    after_that = "The paper withdrew a report that the singer Mikkel Ravn had fled."
    assert tightened(after_that, headline="Report on Ravn withdrawn") == (
        "The paper withdrew a report that Ravn had fled."
    )


def test_a_comparison_in_front_is_not_made_again_behind() -> None:
    source = "Brightwater offered 47 crowns a share, up from 42 crowns, and the board accepted."
    text = tell_sentence("47 crowns", "42 crowns", source)
    assert tightened(source, text, kind="changed") == (
        "Now 47 crowns, earlier 42 crowns: Brightwater offered 47 crowns a share, and the board accepted."
    )


def test_what_only_says_which_one_is_meant_goes_where_readers_know_of_it() -> None:
    source = "The failed lender Norrebank in Delling was sold, a spokesman said."
    assert tightened("The court in Santa Lucena was locked by the clerk.") == "The court was locked by the clerk."
    assert tightened("Police found no trace of the certificate that knocked out banks.") == (
        "Police found no trace of the certificate."
    )
    assert tightened(source) == source  # nobody was told of Delling
    other = "The court in Karrow was locked by the clerk."
    assert tightened(other) == other
    queue = "Parents queued outside the town hall for a clinic that had been prepared for 80."
    assert tightened(queue, post=("A clinic will open in the town hall.",)) == queue


def test_the_place_in_the_heading_is_not_said_again_but_a_way_there_is() -> None:
    assert tightened("Two men were arrested in Delling, police said.", headline="Theft in Delling") == (
        "Two men were arrested, police said."
    )
    way = "Two men arrived from Tarrow in Delling, police said."
    assert tightened(way, headline="Theft in Delling") == way


def test_somebody_introduced_keeps_the_office_where_the_heading_does_not_name_him() -> None:
    post = ("Housing Minister Gregor Falk said he had done nothing wrong.",)
    source = "Housing Minister Gregor Falk resigned over a flat."
    assert (
        tightened(source, headline="Minister in trouble", post=post)
        == "Housing Minister Falk resigned over a flat."
    )
    wife = (*post, "His wife, Anna Falk, owns the flat.")
    assert tightened(source, headline="Minister in trouble", post=wife) == source


def test_an_office_goes_without_the_word_before_it() -> None:
    post = ("Striker Daniel Okoro said he was happy.",)
    source = "City struck a deal with Ribera for striker Daniel Okoro, the clubs said."
    assert tightened(source, headline="Okoro deal done", post=post) == (
        "City struck a deal with Ribera for Okoro, the clubs said."
    )


def test_an_agency_named_before_is_the_agency_unless_there_are_two() -> None:
    one = ("The Northern Space Agency lost the probe.",)
    source = "A signal was picked up, the Northern Space Agency said."
    assert tightened(source, post=one) == "A signal was picked up, the agency said."
    two = (*one, "The Southern Space Agency offered help.")
    assert tightened(source, post=two) == source


@given(st.sampled_from(POST), st.text(alphabet="abc ,.", max_size=40))
def test_what_is_left_adds_nothing(sentence: str, tail: str) -> None:
    text = f"{sentence[:-1]}, {tail}."
    assert typed_of(tightened(text)) <= typed_of(text)
