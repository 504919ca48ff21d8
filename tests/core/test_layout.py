"""How a piece is laid out: where it comes from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.desk import open_desk
from bot.core.layout import choose_brief, find_place, lay_sections
from bot.core.types import Citation, Claim, PassageId, Writer
from tests.make import make_article, make_claim


@pytest.mark.parametrize(
    "lead",
    [
        "The largest claim of its kind in U.S. history may be dismissed, to judge by Tuesday's hearing.",
        "The dairy was attacked by hackers and closed its plants in North America.",
        "Final language on the measures is being written in Congress, two members said.",
    ],
)
def test_a_state_or_continent_named_in_passing_is_not_where_the_piece_comes_from(lead: str) -> None:
    assert find_place(open_desk([make_article(id=1, text=lead)])) is None


def test_the_town_that_most_leads_name_is() -> None:
    articles = [
        make_article(id=1, text="A footbridge collapsed in Riverton on Tuesday."),
        make_article(id=2, outlet="Arle Echo", text="Nine people were hurt at noon in Riverton, the mayor said."),
    ]

    assert find_place(open_desk(articles)) == "Riverton"


_SHARED = [
    make_article(
        id=1, title="Dam cracks", text="The dam at Vell cracked. Families left the valley. A cow was found."
    ),
    make_article(
        id=2, outlet="Echo", title="Valley emptied", text="Families left the valley below the dam at Vell."
    ),
]


def _brief(lede: Claim, *others: Claim, limit: int = 60) -> list[str]:
    return [claim.text for claim in choose_brief(lede, others, open_desk(_SHARED), limit)]


def test_the_short_form_tells_what_all_outlets_tell_and_leaves_one_outlets_colour_to_the_piece() -> None:
    lede, cow = make_claim("The dam at Vell cracked."), make_claim("A cow was found.")
    families = make_claim("Families left the valley.")

    assert _brief(lede, cow, families) == [lede.text, families.text]


def test_a_long_sentence_must_bring_more_than_a_short_one() -> None:
    lede = make_claim("The dam at Vell cracked, and families left the valley below.")
    long = make_claim(
        "Dam keepers, who have looked after it for fifty years, were seen drinking tea on it at noon."
    )

    assert _brief(lede, long) == [lede.text]


def test_what_the_sources_dispute_is_in_the_short_form_within_the_limit() -> None:
    lede, families = make_claim("The dam at Vell cracked."), make_claim("Families left the valley.")
    frame = replace(make_claim("Police spoke of 12 people, organisers of 31."), writer=Writer.FRAME)

    assert _brief(lede, families, frame) == [lede.text, families.text, frame.text]
    assert _brief(lede, families, frame, limit=13) == [lede.text, frame.text]


def test_a_subhead_that_contradicts_a_sentence_of_the_piece_is_left_out() -> None:
    texts = ("Surveyors said 10 shops burned in the riot.", "In the riot 31 shops burned to the ground.")
    articles = [make_article(id=1, text=texts[0]), make_article(id=2, outlet="Echo", text=texts[1])]
    desk = open_desk(articles)
    first, second = (desk.passages[PassageId(f"{i}.1")] for i in (1, 2))
    told = [("The riot", Claim(first.text, (Citation(first.id, first.text),)))]
    told += [("31 shops burned", Claim("Rain fell.", (Citation(second.id, second.text),)))]
    told += [("The riot", Claim(f"Rain fell {n} times.", (Citation(second.id, second.text),))) for n in "abcdefg"]

    subheads = [section.subhead for section in lay_sections(told, replace(desk, disagreements=()))]
    assert "The riot" in subheads
    assert "31 shops burned" not in subheads


def _subheads(*blocks: tuple[str | None, str]) -> list[str | None]:
    """Of a piece in which each block (subhead, sentence) has three sentences."""
    desk = open_desk([make_article(id=1, text=" ".join(text for _, text in blocks))])
    passage = desk.passages[PassageId("1.1")]
    told = [
        (subhead, Claim(f"{text[:-1]} {n}.", (Citation(passage.id, passage.text),)))
        for subhead, text in blocks
        for n in ("one", "two", "three")
    ]
    return [section.subhead for section in lay_sections(told, desk) if section.subhead]


def test_what_no_subhead_names_does_not_read_as_part_of_the_block_before() -> None:
    opening = (None, "The storm came at night.")
    trains = ("Disruption", "Trains were cancelled.")
    money = ("Money", "It costs 3 million crowns.")
    rest = (None, "Nobody saw the moon.")
    assert _subheads(opening, trains, money, rest) == ["Disruption", "Money", "Also reported"]
    assert _subheads(opening, rest, trains, money) == ["Disruption", "Money"]
    assert _subheads(opening, trains, rest, money, rest) == []


def test_the_short_form_takes_no_sentence_that_leans_on_one_it_leaves_out() -> None:
    article = make_article(
        id=1,
        title="Dam cracks",
        text="The dam at Vell cracked. Ragna Holt spoke for the farmers of the valley. She wants the dam closed.",
    )
    lede, first, leaning = (
        Claim(text, (Citation(PassageId(f"1.{number}"), text),))
        for number, text in enumerate(article.text.replace(". ", ".|").split("|"), start=1)
    )

    chosen = choose_brief(lede, (first, leaning), open_desk([article]), 60)
    assert leaning not in chosen or first in chosen
    assert leaning not in choose_brief(lede, (leaning,), open_desk([article]), 60)
