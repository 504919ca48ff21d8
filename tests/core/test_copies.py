"""Copies of one text are one voice, whoever prints them; articles of their own stay apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.carrying import carries
from bot.core.copies import count_independent, group_copies, group_texts
from bot.core.reprints import is_copy, read_wording
from bot.core.types import Article
from bot.demo.articles import read_event
from bot.demo.content import load_world
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
REPORT = (
    "Oda Brekke ran to the quay in slippers. The chief fire officer counted 31 people in the river. Nine were "
    "taken to hospital by noon. The bridge had been found fit for crowds in spring. Engineers will examine its "
    "cables on Friday."
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


def test_outlets_that_the_settings_give_to_one_owner_are_one_voice() -> None:
    one = make_article(id=1, outlet="Harbour Post", text=WIRE)
    other = make_article(id=2, outlet="Harbour Sunday", text=OWN)
    assert count_independent((one, other)) == 2

    owned = [replace(article, outlet=replace(article.outlet, owner="Quay Group")) for article in (one, other)]

    assert count_independent(owned) == 1
    assert count_independent((owned[0], other)) == 2


@pytest.mark.parametrize(
    ("one", "other", "voices"),
    [
        ("tidewater.co.uk", "tidewater.com", 1),
        ("tidewater.ie", "tidewater.co.uk", 2),  # a name is unique in its country only
        ("tidewater.com", "tidewatch.com", 2),
        ("tidewater.localhost", "harbour.localhost", 2),
    ],
)
def test_one_name_under_a_country_and_under_com_is_one_voice(one: str, other: str, voices: int) -> None:
    articles = [
        make_article(id=1, outlet="Tidewater", text=WIRE),
        make_article(id=2, outlet="Tidewater News", text=OWN),
    ]
    placed = [
        replace(article, outlet=replace(article.outlet, domain=domain))
        for article, domain in zip(articles, (one, other), strict=True)
    ]

    assert count_independent(placed) == voices


def test_an_owner_that_the_settings_name_parts_what_a_name_would_join() -> None:
    one = make_article(id=1, outlet="El Faro", text=WIRE)
    other = make_article(id=2, outlet="El Faro", text=OWN)
    one = replace(one, outlet=replace(one.outlet, domain="elfaro.com"))
    other = replace(other, outlet=replace(other.outlet, domain="elfaro.com.uy", owner="El Faro of Uruguay"))

    assert count_independent((one, other)) == 2


def test_two_states_of_an_agencys_story_are_one_voice_and_two_texts() -> None:
    morning = make_article(id=1, outlet="Harbour Post", text=WIRE)
    evening = make_article(id=2, outlet="Arle Echo", text=OWN, credit="Meridian Press")

    assert count_independent((morning, evening)) == 1
    assert group_texts((morning, evening)) == ((1,), (2,))


def test_a_withdrawn_article_counts_for_nobody() -> None:
    kept = make_article(id=1, outlet="Harbour Post", text=WIRE)
    withdrawn = make_article(id=2, outlet="Arle Echo", text=OWN, withdrawn=True)

    assert group_copies((kept, withdrawn)) == ((1,),)


def test_sharing_one_quote_is_not_copying() -> None:
    quote = '"We will examine every cable and every bolt before anybody sets foot on it," Brekke said. '
    one = make_article(id=1, outlet="Harbour Post", text=quote + OWN)
    other = make_article(id=2, outlet="Daily Quay", text=WIRE.split("\n\n", 1)[1] + " " + quote)

    assert count_independent((one, other)) == 2


def test_a_statement_that_two_reports_print_makes_neither_a_copy() -> None:
    statement = (
        "Crews pulled 31 people from the river within an hour, among them two children, and took nine to "
        "hospital, the fire brigade said in a statement. Anybody who saw the bridge move before it gave way is "
        "asked to call the police in Riverton, who have taken over the investigation together with engineers."
    )
    one = make_article(id=1, outlet="Harbour Post", text=f"{OWN}\n\n{statement}")
    other = make_article(
        id=2,
        outlet="Daily Quay",
        text="Oda Brekke was having tea when the radio went. The chief fire officer ran to the quay in slippers, "
        "and what she saw there she will not forget.\n\nPeople were clinging to the railing of a bridge that no "
        f"longer led anywhere.\n\n{statement}\n\nBrekke went home at midnight. Her tea was still on the table.",
    )

    assert count_independent((one, other)) == 2
    assert group_texts((one, other)) == ((1,), (2,))


def test_a_text_reworded_sentence_by_sentence_is_a_copy() -> None:
    reworded = (
        "Dozens of people fell into shallow water when a footbridge across the Arle collapsed on Tuesday "
        "evening, according to the fire brigade. A marathon crowd had been crossing it.\n\n"
        "Within an hour 31 people, two children among them, were pulled out of the river by crews. Nine of "
        "them were taken to hospital, but none was in danger, chief fire officer Oda Brekke said.\n\n"
        "According to the city the bridge was inspected in spring and had been found fit for crowds. It opened "
        "in 1987. Until engineers have examined the cables it will stay closed."
    )
    wire = make_article(id=1, outlet="Harbour Post", text=WIRE)
    other = make_article(id=2, outlet="Daily Quay", text=reworded)

    assert group_texts((wire, other)) == ((1, 2),)


def test_a_page_that_prints_the_reports_of_two_outlets_makes_them_no_copies_of_each_other() -> None:
    council = (
        "The council of Riverton will decide on Thursday who is to look into the footbridge, mayor Ilse "
        "Tamm said after a night without sleep. She wants engineers from another town. The opposition wants "
        "to know why a warning of 2019 about rust in the railings was filed and forgotten, and has asked "
        "for every letter. Insurers put the damage at 3 million crowns, without the runners' claims. Shops "
        "along the quay stayed shut. Divers went down again in the morning, since two strollers were still "
        "standing empty on the bank at dawn."
    )
    wire = make_article(
        id=1, outlet="Harbour Post", text=WIRE.replace(" (Meridian Press)", ""), published_at=at(0)
    )
    own = make_article(id=2, outlet="Arle Echo", text=council, published_at=at(30))
    both = make_article(id=3, outlet="All News", text=f"{wire.text}\n\n{council}", published_at=at(60))
    assert all(is_copy(both, one) for one in (wire, own))

    assert count_independent((wire, own, both)) == 2
    assert {1, 2} not in [set(group) for group in group_texts((wire, own, both))]


def test_an_outlet_that_prints_the_agency_and_finds_out_itself_counts_beside_who_only_prints_the_agency() -> None:
    printed = make_article(id=1, outlet="Harbour Post", text=WIRE, published_at=at(0))
    also = make_article(id=2, outlet="Arle Echo", text=WIRE, published_at=at(10))
    own = make_article(id=3, outlet="Arle Echo", text=OWN, published_at=at(60))

    assert group_copies((printed, also, own)) == ((1, 2), (3,))


def test_two_outlets_that_print_the_agency_beside_reports_of_their_own_are_two_voices() -> None:
    other = REPORT + " She has asked for the plans of 1987, and for the names of all who signed them since."
    articles = [
        make_article(id=1, outlet="Harbour Post", text=WIRE, published_at=at(0)),
        make_article(id=2, outlet="Arle Echo", text=WIRE, published_at=at(10)),
        make_article(id=3, outlet="Harbour Post", text=other, published_at=at(60)),
        make_article(id=4, outlet="Arle Echo", text=OWN, published_at=at(70)),
    ]

    assert group_copies(articles) == ((1, 2, 3), (4,))


def test_there_are_no_more_voices_than_outlets_to_read_them_in() -> None:
    agency = make_article(id=1, outlet="Arle Echo", text=WIRE, published_at=at(0))
    another = make_article(id=2, outlet="Arle Echo", text=REPORT, credit="Reuters", published_at=at(10))
    own = make_article(id=3, outlet="Arle Echo", text=OWN, published_at=at(60))

    assert count_independent((agency, own)) == 1
    assert count_independent((agency, another, own)) == 1


def test_of_two_agencies_the_one_with_fewer_printers_is_heard_where_it_is_printed() -> None:
    agency = make_article(id=1, outlet="Arle Echo", text=WIRE, published_at=at(0))
    also = make_article(id=2, outlet="Harbour Post", text=WIRE, published_at=at(5))
    another = make_article(id=3, outlet="Arle Echo", text=REPORT, credit="Reuters", published_at=at(10))

    assert group_copies((agency, also, another)) == ((1, 2), (3,))


def test_a_scoop_its_rewrite_elsewhere_and_the_papers_follow_up_are_one_voice() -> None:
    scoop = make_article(id=1, outlet="Arle Echo", text=REPORT, published_at=at(0))
    rewrite = make_article(id=2, outlet="Daily Quay", text=REPORT, published_at=at(10))
    follow_up = make_article(id=3, outlet="Arle Echo", text=OWN, published_at=at(60))

    assert count_independent((scoop, rewrite, follow_up)) == 1


def test_one_name_under_com_does_not_make_two_countries_papers_one() -> None:
    articles = [
        make_article(id=number, outlet="Tidewater", text=text)
        for number, text in enumerate((WIRE.replace(" (Meridian Press)", ""), OWN, REPORT), 1)
    ]
    placed = [
        replace(article, outlet=replace(article.outlet, domain=domain))
        for article, domain in zip(articles, ("tidewater.com", "tidewater.ie", "tidewater.co.uk"), strict=True)
    ]

    assert count_independent(placed) == 2


MATCH = (
    "Tyra Holm scored 20 points to break the scoring record of Karrow and help the unbeaten side to a 91-73 "
    "victory over Delling on Thursday night. The player of the year took seven of 14 shots and had nine "
    "rebounds for Karrow, which shook off a slow start. Holm passed the mark of Ana Ford, who scored 2,290 "
    "points between 1974 and 1978. The record fell with eight minutes left, on a short jumper over Lena "
    "Marsh. Delling had led by four after ten minutes and lost its way when Marsh fouled out."
)


def test_a_report_that_is_like_one_printer_only_by_what_that_one_put_in_carries_no_copied_text() -> None:
    kept = [sentence for number, sentence in enumerate(re.split(r"(?<=[.]) ", MATCH)) if number in (0, 1, 3)]
    longer = " ".join(kept) + (
        "  The whole hall stood for two minutes and sang her name. Coach Rolf Amdal took her out at once and "
        "called her the best player he has ever trained. The ball of that night goes to the club museum, "
        "beside the worn shoes of Ana Ford."
    )
    own = (
        "Ana Ford was in the hall on Thursday to see her record of 2,290 points go. The whole hall stood "
        "for two minutes when Tyra Holm had broken it, and sang her name. Coach Rolf Amdal called Holm the "
        "best player he has ever trained and took her out at once. Beside the worn shoes of Ana Ford the "
        "ball of that night goes to the club museum. Tyra Holm broke the scoring record of Karrow in a "
        "91-73 victory over Delling."
    )
    first = make_article(id=1, outlet="Harbour Post", text=MATCH, published_at=at(0))
    second = make_article(id=2, outlet="Daily Quay", text=longer, published_at=at(20))
    third = make_article(id=3, outlet="Arle Echo", text=own, published_at=at(40))
    assert [is_copy(one, other) for one, other in ((first, second), (second, third), (first, third))] == [
        True,
        True,
        False,
    ]

    assert group_texts((first, second, third)) == ((1, 2), (3,))
    credited = replace(third, text=f"{own[:-1]}, the Harbour Post reports.")
    assert group_texts((first, second, credited)) == ((1, 2, 3),)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 6), st.booleans()), min_size=1, max_size=9))
def test_the_index_finds_what_comparing_all_with_all_finds(made: list[tuple[int, int, bool]]) -> None:
    sentences = [
        re.split(r"(?<=[.]) +|\n\n", text) for text in (WIRE, OWN, REPORT, WIRE.replace("Tuesday", "Monday"))
    ]
    articles = tuple(
        make_article(
            id=number,
            outlet=f"Outlet {number}",
            text=" ".join(sentences[source][:length]),
            credit="Meridian Press" if credited else None,
            published_at=at(number),
        )
        for number, (source, length, credited) in enumerate(made, start=1)
    )

    assert {frozenset(ids) for ids in group_texts(articles)} == trace_all(articles)


def trace_all(articles: Sequence[Article]) -> set[frozenset[int]]:
    """Each to the text that it shares most word pairs with of those that it carries, every one looked at."""
    texts: list[list[Article]] = []
    for article in articles:
        pairs = read_wording(article.text).pairs
        found = [text for text in texts if carries(article, text)]
        if found:
            max(found, key=lambda text: max(len(pairs & read_wording(one.text).pairs) for one in text)).append(
                article
            )
        else:
            texts.append([article])
    return {frozenset(article.id for article in text) for text in texts}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4), st.integers(0, 2)), min_size=1, max_size=9))
def test_every_article_is_of_one_voice_and_every_voice_has_an_outlet(made: list[tuple[int, int, int]]) -> None:
    articles = [
        make_article(
            id=number,
            outlet=f"Outlet {outlet}",
            text=(WIRE, OWN, REPORT, MATCH)[source],
            credit=(None, "Meridian Press", "Reuters")[credited],
            published_at=at(number),
        )
        for number, (source, outlet, credited) in enumerate(made, start=1)
    ]

    groups = group_copies(articles)

    assert sorted(chain.from_iterable(groups)) == [article.id for article in articles]
    assert len(groups) <= len({article.outlet.domain for article in articles})


@pytest.mark.parametrize("event", ["pier-ferry", "teachers-pay"])
def test_a_report_that_tells_what_the_agency_told_and_as_much_again_is_its_outlets_own(event: str) -> None:
    articles = read_event(load_world(), event)
    courier = next(article for article in articles if article.outlet.name == "The Karrow Courier")
    agency = [article for article in articles if article.outlet.name == "Meridian Press"]

    assert not any(is_copy(courier, article) for article in agency)
