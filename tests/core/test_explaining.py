"""The words behind /why: each sentence left out with its reason, each difference with what was done about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core.evidence import compose_evidence
from bot.core.explaining import PAGE, compose_why
from bot.core.types import (
    ChannelSettings,
    Citation,
    Disagreement,
    Dropped,
    Mended,
    PassageId,
    Position,
    Relation,
    Warned,
)
from bot.platforms.discord_render import render_card, split_for_discord
from bot.platforms.telegram_render import render_html, split
from tests.fakes import plain
from tests.make import at, make_source, make_summary

CITED = Citation(PassageId("1.2"), "At least 10 passengers were injured.")
TEN = Position("10", "the coast guard, reported by Harbour Post", ("Harbour Post",), CITED, at(0))
FOURTEEN = Position("14", "the ministry, reported by Arle Echo", ("Arle Echo",), CITED, at(60))
ECHO = make_source(number=2, article_id=2, outlet="Arle Echo", copy_of=1)


def test_a_sentence_left_out_is_quoted_with_its_reason() -> None:
    summary = make_summary(dropped=(Dropped("Thirty were hurt.", "30 in the text, 10 in passage 1.2"),))

    assert "“Thirty were hurt.” — 30 in the text, 10 in passage 2 [1]" in plain(compose_why(summary))


def test_where_nothing_was_left_out_it_says_so() -> None:
    assert "left out no sentence" in plain(compose_why(make_summary()))


@pytest.mark.parametrize(
    ("relation", "treated"),
    [
        (Relation.CONFLICT, "both are told, each with who gives it"),
        (Relation.UPDATE, "14 is the later count and is told; earlier ones are left out"),
        (Relation.PRECISION, "they agree; 14 is told"),
        (Relation.IDENTITY, "10 is told, as most sources have it"),
    ],
)
def test_a_difference_is_told_with_who_says_what_and_how_it_was_treated(relation: Relation, treated: str) -> None:
    one = Disagreement("people injured", relation, (TEN, FOURTEEN))

    told = plain(compose_why(make_summary(disagreements=(one,))))

    assert "10 (the coast guard, reported by Harbour Post); 14 (the ministry, reported by Arle Echo)" in told
    assert treated in told


def test_a_copy_is_named_with_the_text_it_carries() -> None:
    told = plain(compose_why(make_summary(sources=(make_source(), ECHO))))

    assert "It rests on 2 articles, and all of it comes from one source" in told
    assert "Arle Echo carries the same text as Harbour Post [1]; the two count as one." in told


def test_who_shares_an_owner_or_an_agency_is_named_with_the_reason() -> None:
    sister = replace(ECHO, copy_of=None, counts_with=1)
    told = plain(compose_why(make_summary(sources=(make_source(), sister))))
    assert "Arle Echo and Harbour Post [1] belong to one owner or agency; the two count as one." in told

    first = make_source(agency="AP")
    told = plain(compose_why(make_summary(sources=(first, replace(sister, agency="AP")))))
    assert "Arle Echo and Harbour Post [1] both carry AP; the two count as one." in told

    follow_up = replace(sister, outlet="Harbour Post")
    assert "count as one" not in plain(compose_why(make_summary(sources=(make_source(), follow_up))))


def test_independent_outlets_are_counted_and_a_withdrawn_story_says_that_nobody_stands_by_it() -> None:
    assert "3 outlets found it out independently" in plain(compose_why(make_summary(independent_outlets=3)))
    assert "were withdrawn by their outlets" in plain(compose_why(make_summary(independent_outlets=0)))


def test_warnings_of_one_kind_are_told_together() -> None:
    kinds = tuple(Warned("J8", f"Sentence {n}.", "one outlet alone says it") for n in range(5))

    told = plain(compose_why(make_summary(warnings=(*kinds, Warned("J9", "Long.", "the lede quotes")))))

    assert told.count("One outlet alone says it: “Sentence 0.”") == 1
    assert "J8" not in told
    assert "“Sentence 0.” and “Sentence 1.”, and 3 further sentences" in told
    assert "The lede quotes: “Long.”" in told


def test_what_does_not_fit_one_message_comes_page_by_page() -> None:
    dropped = tuple(Dropped(f"Sentence {n:02}.", "unsupported") for n in range(PAGE * 2 + 1))
    summary = make_summary(dropped=dropped)
    pages = [compose_why(summary, number) for number in (1, 2, 3)]

    told = [plain(page) for page in pages]
    assert sum(page.count("— unsupported") for page in told) == len(dropped)
    assert ["More left out" in [b.label for row in page.buttons for b in row] for page in pages] == [
        True,
        True,
        False,
    ]
    assert pages[0].buttons[0][0].action == "why:1 2"
    assert plain(compose_why(summary, 99)) == told[2]
    assert plain(compose_why(summary, 0)) == told[0]


def test_a_sentence_without_end_is_cut() -> None:
    endless = make_summary(dropped=(Dropped("word " * 5000, "too long"),))

    assert len(plain(compose_why(endless))) < 1000


def test_why_the_llms_piece_was_not_used_is_told() -> None:
    told = plain(compose_why(replace(make_summary(), note="Half of it failed the checks.")))

    assert "the LLM's piece was not used: Half of it failed the checks." in told


HOSTILE = "<b>@everyone</b> [free](https://evil.example) `rm`\n# Free coins"


def test_text_from_the_web_gives_no_markup_on_any_platform() -> None:
    message = compose_why(
        make_summary(dropped=(Dropped(HOSTILE, HOSTILE),), warnings=(Warned("J9", HOSTILE, HOSTILE),))
    )

    html = render_html(message)
    assert "<b>@everyone" not in html
    assert 'href="https://evil.example' not in html
    card = str(render_card(message))
    assert "@everyone" not in card
    assert "](https://evil.example" not in card


def test_every_platform_takes_the_longest_page_it_gets() -> None:
    dropped = tuple(Dropped("word " * 100, "30 in the text, 10 in passage 1.2; " * 20) for _ in range(PAGE))
    message = compose_why(
        make_summary(dropped=dropped, warnings=(Warned("J9", "Long. " * 90, "the lede quotes"),))
    )

    assert len(split(message)) <= 3
    assert len(split_for_discord(message)) <= 3


PASSAGE = make_summary().passages[0]


def test_what_an_llm_wrote_is_told_with_its_calls_tokens_and_what_became_of_its_sentences() -> None:
    summary = make_summary(
        writer="scripted-1",
        prompts=("writing 2", "repair 1"),
        tokens=1840,
        mended=(Mended("Ten were hurt.", "At least 10 were hurt.", "the passage says at least"),),
        dropped=(Dropped("Thirty passengers were injured.", "30 in the text", replaced_by=PASSAGE.text),),
    )
    told = plain(compose_why(summary))
    assert "scripted-1 wrote it (2 calls, 1,840 tokens; prompts: writing 2, repair 1)." in told
    assert "1 was mended and 1 gave way to a source's own words" in told
    assert f"In its place: “{PASSAGE.text}”" in told


def test_what_an_llm_made_up_is_counted_and_not_spread() -> None:
    invented = Dropped("Marl Dray fled to the coast.", "“Marl Dray” is in no passage")
    summary = make_summary(writer="scripted-1", dropped=(invented,))
    told = plain(compose_why(summary))
    assert "Dray" not in told
    assert "A sentence that did not pass; it is not repeated here." in told
    refused = replace(make_summary(), note="3 of the LLM's sentences did not pass: “Marl Dray” is in no passage.")
    assert "Dray" not in plain(compose_why(refused))
    assert "Dray" in plain(compose_evidence(refused))


def test_talk_to_machines_that_was_left_out_is_counted() -> None:
    assert "One passage was left out of the sources: it speaks to machines" in plain(
        compose_why(make_summary(planted=1))
    )
    assert "machines" not in plain(compose_why(make_summary()))


def test_several_that_are_not_shown_are_counted_in_one_line() -> None:
    invented = (
        Dropped("Marl Dray fled.", "“Marl Dray” is in no passage"),
        Dropped("He swam.", "no passage is cited"),
    )
    told = plain(compose_why(make_summary(writer="scripted-1", dropped=invented)))
    assert "2 sentences that did not pass; they are not repeated here." in told
    assert "2 were left out" in told


def test_words_that_differ_are_quoted_without_the_marks_at_their_ends() -> None:
    said = (
        replace(TEN, value="The vessel came in fast,"),
        replace(FOURTEEN, value="The vessel came in too fast."),
    )
    one = Disagreement("words of Brandt", Relation.IDENTITY, said)
    told = plain(compose_why(make_summary(disagreements=(one,))))
    assert "Words of Brandt: “The vessel came in fast” (the coast guard" in told
    assert "“The vessel came in too fast” (the ministry" in told


def test_two_outlets_that_share_several_articles_are_told_of_once() -> None:
    again = replace(ECHO, number=3, article_id=3, copy_of=None, counts_with=1)
    told = plain(compose_why(make_summary(sources=(make_source(), again, ECHO))))
    assert told.count("count as one") == 1
    assert "Arle Echo carries the same text as Harbour Post [1]" in told


def test_when_it_was_written_is_told_by_the_clock_of_the_chat() -> None:
    berlin = ChannelSettings(timezone="Europe/Berlin")
    written = make_summary(written_at=datetime(2026, 11, 16, 23, 30, tzinfo=UTC))
    assert "version 1: November 17, 00:30 CET." in plain(compose_why(written, settings=berlin))
