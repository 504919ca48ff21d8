"""In which order a piece is told: what belongs together, the victims first, money later, a label over a block."""

from __future__ import annotations

import pytest

from bot.core.aspects import find_label, read_aspect, tells_harm
from bot.core.desk import open_desk
from bot.core.layout import lay_sections
from bot.core.selection import write_draft
from bot.core.types import Rules
from tests.make import at, make_article, make_claim, make_story

POST = make_article(
    id=1,
    outlet="Harbour Post",
    title="Dam at Vell cracks",
    text="The dam at Vell cracked on Tuesday and the river Arle flooded the valley, the water board said. "
    "The valley road below the dam at Vell was closed and all buses were cancelled, the water board said. "
    "The water board of Vell said that the dam had cost 40 million crowns. "
    "Nine people from the valley below the dam at Vell were taken to hospital with injuries. "
    "The water board said that trains on the valley line at Vell were diverted through Tarn. "
    "The dam at Vell was built in 1931.",
)
ECHO = make_article(
    id=2,
    outlet="Arle Echo",
    title="Valley emptied",
    text="Families left the valley of the Arle after the dam at Vell cracked on Tuesday. "
    "Shares in the power company of Vell, which paid for the dam, fell by 7 per cent in price. "
    "Two children from the valley were injured when the water came over the dam, a doctor said.",
    published_at=at(10),
)


def test_victims_come_before_money_and_what_was_long_ago_is_last() -> None:
    draft = write_draft(make_story(), (POST, ECHO), Rules(), at(60))
    sides = [read_aspect(claim.text) for _, claim in draft.body[1:]]

    texts = [claim.text for _, claim in draft.body]
    assert [text for text in texts if "1931" in text] in ([], texts[-1:])
    assert [side for side in dict.fromkeys(sides) if side in {"victims", "money"}] == ["victims", "money"]


@pytest.mark.parametrize(
    ("texts", "label"),
    [
        (["Schools stayed shut.", "Trains were diverted.", "The mayor was there."], "Disruption"),
        (["Inspectors took the recorder.", "The inquiry will begin with the gear."], "The inquiry"),
        (["Schools stayed shut.", "Two people were injured.", "The mayor was there."], None),
        (["A heron nests on the clock.", "It has eaten a frog."], None),
    ],
)
def test_a_label_names_what_most_of_a_block_tells_or_there_is_none(texts: list[str], label: str | None) -> None:
    assert find_label(texts) == label


CLOSED = ("Schools in Vell stayed shut.", "Trains in Vell were diverted through Tarn.")
PAID = ("Repairs cost 40 million crowns.", "Shares in the company fell in price.")


def _subheads(*blocks: tuple[str | None, tuple[str, ...]]) -> list[str | None]:
    claims = [(subhead, make_claim(text)) for subhead, texts in blocks for text in texts]
    sections = lay_sections(claims, open_desk([make_article(id=1, text=POST.text)]))
    assert [claim for section in sections for claim in section.claims] == [claim for _, claim in claims]
    return [section.subhead for section in sections if section.subhead]


def test_subheads_stand_in_a_long_piece_with_at_least_two_that_hold() -> None:
    opening = (None, tuple(f"The dam at Vell cracked at {hour}." for hour in range(1, 6)))

    assert _subheads(opening, ("Disruption", CLOSED), ("Money", PAID)) == ["Disruption", "Money"]
    assert _subheads(opening, ("Disruption", CLOSED), ("In court", PAID)) == []
    assert _subheads((None, ("The dam cracked.",)), ("Disruption", CLOSED), ("Money", PAID)) == []


@pytest.mark.parametrize(
    ("lede", "harm"),
    [
        ("Fourteen people were injured when a ferry hit the pier, and investigators took its recorder.", True),
        ("The viaduct was closed to all trains after cracks were found.", True),
        ("Trains between Ostrel and Calder stood still on Friday.", True),
        ("The bank raised its key rate to 3.75 per cent.", False),
    ],
)
def test_the_news_of_an_accident_is_known_by_what_it_opens_with(lede: str, harm: bool) -> None:
    assert tells_harm(lede) is harm


def test_the_name_of_a_school_is_no_disruption() -> None:
    assert read_aspect("Among the 212 people on board were 31 pupils of Port Ellory Grammar School.") == ""
