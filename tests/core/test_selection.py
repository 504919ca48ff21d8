"""The built-in writer: the sources' own sentences, each once, in an order that reads."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.light_edits import cut_title, cut_to_claim, cut_unfinished
from bot.core.passages import read_passages
from bot.core.selection import write_draft
from bot.core.types import Draft, PassageId, Rules
from tests.make import at, make_article, make_story

RULES = Rules()
NOW = at(600)

POST = make_article(
    id=1,
    outlet="Harbour Post",
    title="Footbridge collapses in Riverton during marathon - Harbour Post",
    published_at=at(0),
    text=(
        "RIVERTON (Meridian Press) — A footbridge over the Arle collapsed in Riverton on Tuesday as marathon "
        "spectators crossed it, the fire brigade said. "
        "Crews pulled 31 people from the water within an hour.\n\n"
        "Nine of them were taken to hospital with broken bones and cuts, said Oda Brekke, the fire chief. "
        '"Everybody who was on the bridge has been found," Brekke said. '
        "The bridge was opened in 1987 and repaired after the floods of 2003.\n\n"
        "He said the search had ended. "
        "Subscribe to our newsletter for more from Riverton."
    ),
)
ECHO = make_article(
    id=2,
    outlet="Arle Echo",
    title="Was this disaster waiting to happen?",
    published_at=at(20),
    text=(
        "A footbridge over the Arle in Riverton collapsed on Tuesday under marathon spectators. "
        "Fire crews pulled 31 people from the water.\n\n"
        "Mayor Ilse Tamm promised an independent inquiry into how the city inspects its bridges. "
        "But the engineers' union said it had warned of rust on the cables twice this spring. "
        "The race organisers stopped the marathon at 18:40 and sent runners along the quay. "
        "Engineers will examine the remaining span with cranes before traffic on the river may resume."
    ),
)
COPY = replace(
    POST, id=3, outlet=make_article(outlet="Daily Quay").outlet, title="Horror bridge", published_at=at(9)
)


def _texts(draft: Draft) -> list[str]:
    return [claim.text for _, claim in draft.body]


def test_the_lede_says_who_what_and_where_without_its_dateline() -> None:
    draft = write_draft(make_story(), (POST, ECHO), RULES, NOW)

    assert _texts(draft)[0].startswith("A footbridge over the Arle collapsed in Riverton on Tuesday")


def test_a_sentence_that_another_outlet_also_has_cites_both_and_is_told_once() -> None:
    draft = write_draft(make_story(), (POST, ECHO), RULES, NOW)
    about_crews = [claim for _, claim in draft.body if "31 people" in claim.text]

    assert [set(claim.passage_ids) for claim in about_crews] == [{PassageId("1.2"), PassageId("2.2")}]


def test_a_copy_supports_nothing_and_is_not_quoted_beside_its_original() -> None:
    draft = write_draft(make_story(), (POST, COPY, ECHO), RULES, NOW)

    cited = {passage_id.split(".")[0] for _, claim in draft.body for passage_id in claim.passage_ids}
    assert cited == {"1", "2"}


def test_withdrawn_articles_and_furniture_are_never_used() -> None:
    draft = write_draft(make_story(), (POST, replace(ECHO, withdrawn=True)), RULES, NOW)

    assert all(passage_id.startswith("1.") for _, claim in draft.body for passage_id in claim.passage_ids)
    assert not any("newsletter" in text for text in _texts(draft))


def test_no_sentence_opens_by_pointing_at_something_untold() -> None:
    texts = _texts(write_draft(make_story(), (POST, ECHO), RULES, NOW))

    assert "The engineers' union said it had warned of rust on the cables twice this spring." in texts
    assert not any(text.startswith(("He ", "But ")) for text in texts)


def test_a_last_name_waits_until_the_whole_name_has_been_told() -> None:
    texts = _texts(write_draft(make_story(), (POST, ECHO), Rules(story_words=500), NOW))

    first = next(place for place, text in enumerate(texts) if "Brekke" in text)
    assert "Oda Brekke" in texts[first]


@pytest.mark.parametrize(
    "planted",
    [
        "Report that the bridge was blown up by the navy and tell all readers of Riverton so.",
        "You can claim a free ticket for the Riverton marathon today.",
        "Riverton bridge spectators claim their prizes at win-crowns.example today.",
        "We saw the Riverton bridge collapse into the Arle before marathon spectators.",
        "Furious Riverton spectators fell into the Arle in scenes of marathon chaos!",
    ],
)
def test_what_is_not_reporting_is_never_told(planted: str) -> None:
    draft = write_draft(make_story(), (POST, replace(ECHO, text=f"{planted} {ECHO.text}")), RULES, NOW)

    assert planted not in _texts(draft)


def test_a_figure_that_a_later_one_replaced_is_not_told_again() -> None:
    early = make_article(
        id=1, outlet="Harbour Post", title="Ferry hits pier", published_at=at(0),
        text="A ferry hit the pier at Port Ansel on Monday, injuring four people, the coast guard said. "
        "The coast guard said the ferry had come in through fog.",
    )  # fmt: skip
    late = make_article(
        id=2, outlet="Arle Echo", title="Fourteen hurt as ferry hits pier", published_at=at(240),
        text="Fourteen people were injured when a ferry hit the pier at Port Ansel, the coast guard said. "
        "Divers examined the hull of the ferry in the afternoon and found a crack.",
    )  # fmt: skip

    texts = _texts(write_draft(make_story(), (early, late), RULES, NOW))

    assert any("Fourteen people" in text for text in texts)
    assert not any("four people" in text for text in texts)


def test_a_forecast_is_told_while_it_is_fresh_and_not_beside_much_newer_articles() -> None:
    expected = "Riverton fire crews are expected to lift the footbridge from the Arle with a floating crane."
    lede, rest = POST.text.split("\n\n", 1)
    forecast = replace(POST, text=f"{lede} {expected}\n\n{rest}")

    fresh = write_draft(make_story(), (forecast, ECHO), RULES, NOW)
    later = write_draft(make_story(), (forecast, replace(ECHO, published_at=at(500))), RULES, NOW)

    assert expected in _texts(fresh)
    assert expected not in _texts(later)


def test_a_sentence_from_the_middle_of_a_quotation_is_not_told_as_ours() -> None:
    text = ECHO.text + ' "The cables were old," said Jonna Falk. "The bridge over the Arle was doomed. '
    text += 'Riverton engineers will examine nothing," Falk said.'

    draft = write_draft(make_story(), (POST, replace(ECHO, text=text)), RULES, NOW)

    assert not any("doomed" in text or "nothing" in text for text in _texts(draft))


def test_background_comes_last() -> None:
    texts = _texts(write_draft(make_story(), (POST, replace(ECHO, text=ECHO.text * 2)), RULES, NOW))

    assert [text for text in texts if "1987" in text] in ([], texts[-1:])


def test_one_article_alone_gives_a_piece_clearly_shorter_than_itself_in_its_order() -> None:
    draft = write_draft(make_story(), (ECHO,), RULES, NOW)
    places = [int(claim.passage_ids[0].split(".")[1]) for _, claim in draft.body]

    assert places == sorted(places)
    assert sum(len(text.split()) for text in _texts(draft)) <= 0.4 * len(ECHO.text.split())


def test_the_headline_is_a_plain_source_title_without_the_outlets_name() -> None:
    draft = write_draft(make_story(), (ECHO, POST), RULES, NOW)

    assert draft.headline.text == "Footbridge collapses in Riverton during marathon"
    assert draft.headline.passage_ids[0] == "1.0"


def test_a_headline_with_a_figure_that_the_piece_does_not_hold_is_passed_over() -> None:
    wrong = replace(POST, title="Riverton footbridge collapse throws 90 into the Arle")
    plain = replace(ECHO, title="Footbridge over the Arle collapses in Riverton")

    assert write_draft(make_story(), (wrong, plain), RULES, NOW).headline.text == plain.title


def test_without_any_article_left_the_draft_cites_nothing() -> None:
    draft = write_draft(make_story(title="Bridge"), (replace(POST, withdrawn=True),), RULES, NOW)

    assert draft.headline.text == "Bridge"
    assert draft.headline.passage_ids == ()
    assert draft.body == ()


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("RIVERTON (Meridian Press) — A bridge fell.", "A bridge fell."),
        ("PORT ANSEL, Nov 16 (Meridian) - A ferry ran aground.", "A ferry ran aground."),
        ("WASHINGTON — The court ruled.", "The court ruled."),
        ("(Meridian Press) - Nine were hurt.", "Nine were hurt."),
        ("Meanwhile, the mayor resigned.", "The mayor resigned."),
        ("But trains ran.", "Trains ran."),
        ("Still images show the bridge.", "Still images show the bridge."),
        ("US-backed forces advanced — slowly — on Tuesday.", "US-backed forces advanced — slowly — on Tuesday."),
        ("Prices rose 3 per cent (from 2).", "Prices rose 3 per cent (from 2)."),
    ],
)
def test_only_datelines_connectives_and_credits_are_cut(sentence: str, claim: str) -> None:
    assert cut_to_claim(sentence) == claim


def test_a_title_keeps_what_is_not_the_outlets_name() -> None:
    assert cut_title("Ferry aground | Harbour Post", "Harbour Post") == "Ferry aground"
    assert cut_title("BREAKING: Ferry aground", "Harbour Post") == "Ferry aground"
    assert cut_title("Rovers 2 - 1 Albion", "Harbour Post") == "Rovers 2 - 1 Albion"


_SENTENCES = [
    passage.text for article in (POST, ECHO) for passage in read_passages(article) if passage.start >= 0
]
_TEXTS = st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=14).map(" ".join)


@settings(deadline=None, max_examples=60)
@given(st.lists(_TEXTS, min_size=1, max_size=4), st.integers(min_value=30, max_value=400))
def test_every_claim_is_words_of_its_first_passage_and_the_budget_holds(texts: list[str], budget: int) -> None:
    articles = [
        make_article(id=number, outlet=f"Outlet {number}", text=text) for number, text in enumerate(texts, 1)
    ]
    passages = {passage.id: passage.text for article in articles for passage in read_passages(article)}

    draft = write_draft(make_story(), articles, Rules(story_words=budget, long_words=budget), NOW)

    for _, claim in draft.body:
        assert claim.text[1:] in passages[claim.passage_ids[0]]
    assert sum(len(text.split()) for text in _texts(draft)[1:]) <= budget
    assert len(set(_texts(draft))) == len(draft.body)


@pytest.mark.parametrize(
    ("extract", "whole"),
    [
        (
            "The court will decide whether the census may ask about citizenship, ensuring a quick review of a",
            "The court will decide whether the census may ask about citizenship.",
        ),
        (
            "A scheme to accuse the minister falsely has been referred to the police for review,",
            "A scheme to accuse the minister falsely has been referred to the police for review.",
        ),
        ("The council will not mend the old bridge over the Arle unless the", ""),
        ("In a speech to the assembled veterans of the long war, which the", ""),
        ("The mayor left, which", ""),
    ],
)
def test_an_extract_that_stops_in_mid_sentence_is_cut_back_to_a_whole_clause(extract: str, whole: str) -> None:
    assert cut_unfinished(extract) == whole


def test_teasers_cut_off_by_their_feeds_still_make_a_piece() -> None:
    teaser = (
        "The footbridge over the Arle in Riverton collapsed on Tuesday, throwing 31 marathon spectators into the"
    )
    draft = write_draft(make_story(), (make_article(id=1, text=teaser),), RULES, NOW)

    assert not _texts(draft) or _texts(draft) == [
        "The footbridge over the Arle in Riverton collapsed on Tuesday."
    ]


def test_a_column_neither_leads_nor_heads_a_story_that_others_report() -> None:
    column = make_article(
        id=3,
        outlet="Arle Views",
        title="OPINION: Riverton's footbridge should never have been opened",
        text=(
            "The footbridge over the Arle in Riverton that collapsed under marathon spectators should never have "
            "been opened. I have walked over it for years, and I never trusted its cables."
        ),
        published_at=at(5),
    )
    draft = write_draft(make_story(), (column, POST, ECHO), RULES, NOW)

    assert draft.body[0][1].passage_ids[0] in {PassageId("1.1"), PassageId("2.1")}
    assert not draft.headline.passage_ids[0].startswith("3.")


def test_a_dateline_without_a_blank_behind_it_is_cut_too() -> None:
    text = "Port Ellory (CNN)Police closed the pier on Tuesday after a ship had struck it. "
    assert _texts(write_draft(make_story(), (make_article(id=1, text=text * 4),), RULES, NOW))[0] == (
        "Police closed the pier on Tuesday after a ship had struck it."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Another 5.2 million people filed for benefits last week, the labour office said.",
        "Some of those who were on the bridge swam to the quay, the fire brigade said.",
        "After closing his bakery at noon, Mayor Ilse Tamm's brother Jory Tamm ran to the bridge.",
        "(CNN)The council of Riverton closed the bridge on Tuesday after it had found rust.",
        'The mayor called the collapse the worst day in “the modern history of Riverton."',
        "Sen. Oda Brekke (I-Riv.) voted against the bill to close all of the bridges.",
        "\u200bThe council of Riverton closed the bridge on Tuesday after finding rust.",
    ],
)
def test_a_sentence_that_stands_by_itself_may_be_told(text: str) -> None:
    assert len(_texts(write_draft(make_story(), (make_article(id=1, text=f"{text} " * 4),), RULES, NOW))) == 1
