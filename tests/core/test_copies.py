"""Copies of one text are one voice, whoever prints them; articles of their own stay apart."""

from __future__ import annotations

from bot.core.copies import count_independent, drop_credit, find_agency, group_copies, group_texts
from tests.make import at, make_article

WIRE = (
    "RIVERTON (Meridian Press) — A footbridge over the Arle gave way on Tuesday evening as a marathon crowd "
    "crossed it, throwing dozens of people into shallow water, the fire brigade said.\n\n"
    "Crews pulled 31 people from the river within an hour, among them two children, and took nine to hospital. "
    "None was in danger, said Oda Brekke, the chief fire officer.\n\n"
    "The bridge, opened in 1987, had been inspected in spring and found fit for crowds, the city said. "
    "It will stay closed until engineers have examined its cables."
)
OWN = (
    "Marathon spectators fell into the Arle when a bridge they were watching from collapsed beneath them. "
    "Our reporter counted six ambulances at the scene. Mayor Ilse Tamm promised an inquiry by Friday.\n\n"
    "Runners were diverted along the quay and the race was stopped at 18:40."
)


def test_a_wire_text_under_another_title_is_one_voice_and_the_earliest_is_the_original() -> None:
    first = make_article(id=4, outlet="Harbour Post", title="Bridge falls", text=WIRE, published_at=at(0))
    later = make_article(id=2, outlet="Daily Quay", title="Dozens in river", text=WIRE, published_at=at(9))
    own = make_article(id=3, outlet="Arle Echo", title="We saw it fall", text=OWN, published_at=at(5))

    assert group_copies((later, own, first)) == ((4, 2), (3,))
    assert count_independent((later, own, first)) == 2


def test_a_shortened_copy_and_one_with_another_first_sentence_are_still_copies() -> None:
    short = WIRE.split("\n\n")[0]
    rewritten = "Horror at the marathon: a bridge has collapsed.\n\n" + WIRE.split("\n\n", 1)[1]
    articles = [
        make_article(id=number, outlet=f"Outlet {number}", text=text, published_at=at(number))
        for number, text in enumerate((WIRE, short, rewritten), 1)
    ]

    assert group_copies(articles) == ((1, 2, 3),)


def test_the_agency_itself_is_the_original_even_when_its_own_article_came_later() -> None:
    copy = make_article(id=1, outlet="Harbour Post", text=WIRE, published_at=at(0))
    agency = make_article(id=2, outlet="Meridian Press", text=WIRE, published_at=at(3))

    assert group_copies((copy, agency)) == ((2, 1),)


def test_two_articles_of_one_outlet_are_one_voice_but_two_texts() -> None:
    early = make_article(id=1, outlet="Harbour Post", text=WIRE, published_at=at(0))
    follow_up = make_article(id=2, outlet="Harbour Post", text=OWN, published_at=at(60))

    assert count_independent((early, follow_up)) == 1
    assert group_texts((early, follow_up)) == ((1,), (2,))


def test_outlets_of_one_owner_are_one_voice() -> None:
    one = make_article(id=1, outlet="Harbour Post", text=WIRE)
    other = make_article(id=2, outlet="Harbour Sunday", text=OWN)
    owners = {"harbourpost.example": "Quay Group", "harboursunday.example": "Quay Group"}

    assert count_independent((one, other)) == 2
    assert count_independent((one, other), owners) == 1


def test_a_withdrawn_article_counts_for_nobody() -> None:
    kept = make_article(id=1, outlet="Harbour Post", text=WIRE)
    withdrawn = make_article(id=2, outlet="Arle Echo", text=OWN, withdrawn=True)

    assert group_copies((kept, withdrawn)) == ((1,),)


def test_sharing_one_quote_is_not_copying() -> None:
    quote = '"We will examine every cable and every bolt before anybody sets foot on it," Brekke said. '
    one = make_article(id=1, outlet="Harbour Post", text=quote + OWN)
    other = make_article(id=2, outlet="Daily Quay", text=WIRE.split("\n\n", 1)[1] + " " + quote)

    assert count_independent((one, other)) == 2


def test_the_credit_is_read_from_the_dateline_or_the_last_line_and_leaves_the_place() -> None:
    assert find_agency(None, WIRE) == "meridian press"
    assert find_agency("The Meridian Press", OWN) == "meridian press"
    assert find_agency(None, OWN + "\n\n— Meridian Press") == "meridian press"
    assert find_agency(None, OWN) == ""
    assert drop_credit(WIRE).startswith("RIVERTON — A footbridge")
