"""Developments: what a later article reports as done and no earlier one told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.developments import find_developments, is_told, order_ledes
from bot.core.editing import edit_draft
from bot.core.selection import write_draft
from bot.core.types import Article, Rules, Summary
from tests.make import at, make_article, make_story

STRIKE = "Tram drivers in Ostrel will strike for three days from Wednesday in a dispute over night shifts."
CALLED_OFF = "The strike of Ostrel's tram drivers was called off on Tuesday, the union Wheel and Wire said."
AGAIN = "The union Wheel and Wire called off the strike of Ostrel's tram drivers."


def told(number: int, text: str, minute: float, **changes: object) -> Article:
    article = make_article(
        id=number, feed_id=1, outlet=f"Outlet {number}", title=text[:60], text=text, published_at=at(minute)
    )
    return replace(article, **changes)  # type: ignore[arg-type]


def texts(*articles: Article) -> list[str]:
    return [one.passage.text for one in find_developments(articles)]


def test_what_a_later_article_reports_as_done_is_a_development() -> None:
    assert texts(told(1, STRIKE, 0), told(2, CALLED_OFF, 120)) == [CALLED_OFF]


def test_first_reports_hold_none() -> None:
    assert texts(told(1, CALLED_OFF, 0)) == []
    assert texts(told(1, STRIKE, 0), told(2, CALLED_OFF, 29)) == []


def test_what_an_earlier_article_told_is_none() -> None:
    assert texts(told(1, STRIKE, 0), told(2, CALLED_OFF, 120), told(3, AGAIN, 300)) == [CALLED_OFF]


def test_outlets_that_tell_it_at_the_same_time_all_tell_it_first() -> None:
    assert texts(told(1, STRIKE, 0), told(2, CALLED_OFF, 120), told(3, AGAIN, 130)) == [CALLED_OFF, AGAIN]


def test_another_count_is_another_turn_and_the_same_count_is_none() -> None:
    two = "Two people died in the fire on the ferry off Lunn Head."
    four = "Four people died in the fire on the ferry off Lunn Head."
    assert texts(told(1, two, 0), told(2, four, 60), told(3, four.replace("Head", "Head on Tuesday"), 200)) == [
        four
    ]


def test_what_an_article_tells_further_down_led_to_its_news() -> None:
    colour = "Commuters were glad. The sun shone. Bakers were busy. " + CALLED_OFF
    assert texts(told(1, STRIKE, 0), told(2, colour, 120)) == []


def test_a_sentence_about_something_else_is_none() -> None:
    assert texts(told(1, STRIKE, 0), told(2, "A beach hut was found on a golf course.", 120)) == []


def test_a_later_version_may_tell_news_with_its_first_sentence() -> None:
    edited = told(2, f"{CALLED_OFF} {STRIKE}", 5, version=2, arrived_at=at(200))
    assert texts(told(1, STRIKE, 0), edited) == [CALLED_OFF]


def test_withdrawn_articles_tell_nothing() -> None:
    assert texts(told(1, STRIKE, 0), told(2, CALLED_OFF, 120, withdrawn=True)) == []


def test_what_a_withdrawn_article_told_is_no_news_when_another_looks_back_at_it() -> None:
    false = told(2, "The union chairman Matti Brenner of Wheel and Wire died on Tuesday.", 100, withdrawn=True)
    back = told(
        3, "For an hour on Tuesday the union chairman Matti Brenner was dead, at least for the Beacon.", 300
    )
    assert texts(told(1, STRIKE, 0), false, back) == []
    assert texts(told(1, STRIKE, 0), back) == [back.text]


def test_the_lede_is_the_newest_turns_first_sentence() -> None:
    agreed = "The union Wheel and Wire and the tram company agreed on 45 minutes of rest after night shifts."
    found = find_developments((told(1, STRIKE, 0), told(2, f"{CALLED_OFF} {agreed}", 120), told(3, AGAIN, 130)))
    assert [one.passage.text for one in order_ledes(found[::-1])] == [CALLED_OFF, AGAIN, agreed]
    assert order_ledes(()) == ()


def test_a_turn_is_told_by_kind_and_words() -> None:
    assert is_told(CALLED_OFF, (STRIKE, AGAIN))
    assert not is_told(CALLED_OFF, (STRIKE,))
    assert not is_told("Four people died in the fire.", ("Two people died in the fire.",))
    assert not is_told(STRIKE, (STRIKE,))


def test_a_toll_is_told_by_the_count_itself() -> None:
    assert is_told("The number of people injured rose to 14.", ("Fourteen people were injured in the crash.",))
    assert not is_told("The number of people injured rose to 14.", ("Nine people were injured in the crash.",))


def test_each_turn_of_a_sentence_is_to_be_told() -> None:
    won = "Delling won the river regatta in Sarn on Saturday."
    overturned = (
        "Delling were disqualified from the river regatta on Saturday, and Kell were declared the winners."
    )
    assert not is_told(overturned, (won,))


def test_what_an_earlier_sentence_recalls_is_known() -> None:
    searching = "Rescuers from Orrey went up for a hiker who has been missing on Mount Skarn since Thursday."
    assert is_told("The hiker has been missing on Mount Skarn since Thursday.", (searching,))


def piece(*articles: Article) -> Summary:
    story, now = make_story(id=1), max(article.arrived_at for article in articles) + timedelta(days=1)
    summary = edit_draft(write_draft(story, articles, Rules(), now), story, articles, Rules(), now).summary
    assert summary is not None
    return summary


def test_the_piece_leads_with_what_happened_last_and_keeps_what_led_to_it() -> None:
    summary = piece(
        told(1, f"{STRIKE} The union represents 1,400 drivers. About 260,000 people use the trams.", 0),
        told(2, f"{CALLED_OFF} Trams will run as usual. Drivers get a payment of 600 crowns.", 120),
    )
    assert summary.lede.text.startswith("The strike of Ostrel's tram drivers was called off")
    assert summary.news == ("2.1",)
    assert any("will strike" in claim.text for claim in summary.claims)
    assert "called off" in summary.headline.text


def test_first_reports_are_led_as_their_writer_leads_them() -> None:
    assert piece(told(1, STRIKE, 0), told(2, STRIKE.replace("Tram", "All tram"), 10)).news == ()


@given(st.permutations([told(1, STRIKE, 0), told(2, CALLED_OFF, 120), told(3, AGAIN, 300)]))
def test_the_order_of_arrival_does_not_matter(articles: list[Article]) -> None:
    assert texts(*articles) == [CALLED_OFF]


def test_what_is_news_by_its_form_alone_is_told_but_opens_no_piece() -> None:
    (turn,) = find_developments((told(1, STRIKE, 0), told(2, CALLED_OFF, 120)))
    of_the_day = replace(turn, at=turn.at + timedelta(hours=3), turning=False)
    assert order_ledes((of_the_day, turn)) == (turn,)
    assert order_ledes((of_the_day,)) == ()


def test_a_dispatch_of_may_tells_turns_like_one_of_june() -> None:
    may = "OSTREL, May 16 (Calder Wire) - The strike of tram drivers was called off on Tuesday."
    assert texts(told(1, STRIKE, 0), told(2, may, 120)) == [may]


def test_what_only_says_who_somebody_is_is_no_turn_and_no_telling_of_one() -> None:
    first = "Lawyers for Ingrid Kessler told a court in Halden that the blood tests were worthless."
    again = "The court in Halden began to hear Ingrid Kessler, the nurse jailed over deaths at the hospital."
    assert texts(told(1, first, 0), told(2, again, 120)) == []
    dropped = "Prosecutors have dropped the case of Ingrid Kessler, whose conviction was set aside a month ago."
    assert not is_told(dropped, ["Ingrid Kessler's conviction was set aside by a court in Halden."])


def test_what_an_article_told_when_it_came_is_still_its_news_once_it_is_rewritten() -> None:
    text = "Tram drivers in Ostrel are glad. The sun shone. " + CALLED_OFF
    first, second = told(1, STRIKE, 0), told(2, text, 120)
    rewritten = replace(second, version=2, arrived_at=at(300), text=text + " Correction: the sun did not shine.")
    assert texts(first, second) == texts(first, rewritten) == [CALLED_OFF]
