"""A count that grew is told once, as it stands, in sentences, headline, facts table and update."""

from __future__ import annotations

from bot.core.editing import edit_draft
from bot.core.fact_wordings import find_measured
from bot.core.selection import write_draft
from bot.core.statements import find_values
from bot.core.types import Article, Rules, Story, Summary
from bot.core.updates import decide_update
from tests.make import at, make_article, make_story

STORM = (
    make_article(
        id=1,
        outlet="Tide Press",
        title="Storm Inga cuts power to 8,000 homes on the coast",
        published_at=at(-400),
        text=(
            "Storm Inga hit the coast on Monday morning, cutting power to about 8,000 homes and closing "
            "schools, officials said.\n\nMira Voss, spokeswoman for Shore Grid, said 8,000 homes were without "
            "electricity. Schools in four districts stayed shut. The coast road was flooded at Marram Corner."
        ),
    ),
    make_article(
        id=2,
        outlet="Dune Radio",
        title="Storm Inga: what is shut along the coast",
        published_at=at(-380),
        text=(
            "About 8,000 homes have no electricity, says Shore Grid.\n\nTrains run as far as Dunmere and no "
            "further. The town hall in Dunmere is open to anyone who needs warmth."
        ),
    ),
    make_article(
        id=3,
        outlet="Tide Press",
        title="Homes without power rise to 34,000 as Storm Inga moves inland",
        published_at=at(-60),
        text=(
            "The number of homes without electricity after Storm Inga rose to 34,000 by 13:00 on Monday, Shore "
            "Grid said, as the storm moved inland and weakened.\n\nThe strongest gust, 124 kilometres an hour, "
            "was recorded at Dunmere. Two people were injured, police said."
        ),
    ),
    make_article(
        id=4,
        outlet="Cove Courier",
        title="Storm Inga leaves 34,000 homes without power",
        published_at=at(-30),
        text=(
            "About 34,000 homes were without electricity on Monday afternoon after Storm Inga swept along the "
            "coast.\n\nThe harbour at Dunmere lost two of its cranes."
        ),
    ),
)


def write(articles: tuple[Article, ...]) -> Summary:
    story: Story = make_story()
    now = articles[-1].arrived_at
    summary = edit_draft(write_draft(story, articles, Rules(), now), story, articles, Rules(), now).summary
    assert summary is not None
    return summary


def test_a_number_of_homes_however_long_its_subject_is_read_as_their_count() -> None:
    text = "The number of homes without electricity after Storm Inga rose to 34,000 by 13:00 on Monday."
    assert [number.value for number in find_values(text, "homes without power")] == [34_000]


def test_headline_and_table_give_the_count_that_stands() -> None:
    summary = write(STORM[:3])
    assert "8,000" not in summary.headline.text
    table = {fact.label: fact.value for fact in summary.facts}
    assert table["Homes without power"] == "34,000"


def test_the_strongest_gust_is_read_where_a_comma_stands_between() -> None:
    (told,) = find_measured("The strongest gust, 124 kilometres an hour, was recorded at Dunmere.")
    assert (told.label, told.words) == ("Strongest gust", "124 kilometres an hour")


def test_a_count_that_was_told_is_no_news_when_another_outlet_rounds_it() -> None:
    grown = decide_update(write(STORM[:2]), write(STORM[:3]))
    assert any("34,000" in change.text for change in grown.changes)
    again = decide_update(write(STORM[:3]), write(STORM))
    assert not any("34,000" in change.text for change in again.changes)
