"""A piece by an LLM about what is disputed gets the headline that code frames, and is no failure for it."""

from __future__ import annotations

from benchmarks.near_extractive import NearExtractive
from bot.core.types import Rules
from bot.writing.pieces import write_piece
from tests.make import at, make_article, make_story

PROTEST = make_article(
    title="Police arrest 12 at Karrow protest over rail fares",
    text="Police arrested 12 people on Monday at a protest in central Karrow against an increase in rail fares, "
    "a police spokeswoman said, while organisers put the number of arrests at 31. The protest began at noon in "
    "front of the station and blocked traffic in the centre for two hours.",
)


async def test_a_headline_framed_by_code_is_no_sentence_that_failed() -> None:
    summary = await write_piece(NearExtractive(), make_story(id=1), (PROTEST,), Rules(), at(60))
    assert summary is not None
    assert summary.headline.text == "Sources differ on arrests at Karrow protest over rail fares"
    assert (summary.writer, summary.note) == (NearExtractive().name, None)
    assert not any(one.text == summary.headline.text for one in summary.dropped)
