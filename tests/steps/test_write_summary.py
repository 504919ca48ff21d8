"""A story written, checked and planned: by the LLM when it is good, and whatever the LLM does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.prompts import REPAIR, WRITING
from bot.core.types import DeliveryKind, Feed, Limits, Placement, Summary, Writer
from bot.llm import Endpoints, EndpointSettings, open_llm, open_llms
from bot.ports import Llm, Storage
from bot.steps.write_summary import write_summary
from tests.fakes import FakeClock, make_app
from tests.make import NOW, at, make_address, make_article, make_subscription
from tests.scripted_llm import KEY, MODEL, Scripted, ScriptedLlm, open_scripted_llm

POST = (
    "The ferry Nordlys ran aground on a reef off Port Ansel on Monday morning, the coast guard said. "
    "At least 10 passengers were injured and taken to St Brigid Hospital.\n\n"
    '"We are still counting," said Mara Lindqvist, the harbour master. '
    "The ferry was carrying 143 people from Tolna to Port Ansel. "
    "Police questioned the captain, Henrik Sorby, on board. "
    "The fire service pumped water from the hull for six hours."
)
RADIO = (
    "Lifeboats rescued all 143 people from the ferry Nordlys after it struck a reef near Port Ansel on Monday. "
    "The operator, Tolna Lines, said it would inspect its whole fleet. "
    "The ferry service will resume on 23 November, Tolna Lines said. "
    "Divers found a hole of two metres in the hull, the coast guard said."
)
GOOD = (
    "H|1.0|Ferry runs aground off Port Ansel\n"
    "S|1.1|The ferry Nordlys ran aground on a reef off Port Ansel on Monday morning, the coast guard said.\n"
    "S|1.2|At least 10 passengers were injured and taken to St Brigid Hospital.\n"
    "S|2.1|Lifeboats rescued all 143 people from the ferry Nordlys.\n"
    "S|2.3|The ferry service will resume on 23 November, Tolna Lines said.\n"
)


@pytest.fixture
async def server() -> AsyncIterator[ScriptedLlm]:
    async with open_scripted_llm() as scripted:
        yield scripted


def connect(server: ScriptedLlm, seconds: float = 5) -> AbstractAsyncContextManager[Endpoints]:
    return open_llm(base_url=server.base_url, api_key=KEY, model=MODEL, timeout=timedelta(seconds=seconds))


async def subscribe(storage: Storage) -> Feed:
    feed = await storage.feeds.add("https://harbourpost.example/feed.xml", NOW)
    channel = await storage.channels.open(make_address(), "", NOW)
    await storage.channels.subscribe(
        make_subscription(channel_id=channel.id, target=feed.url, feed_ids=(feed.id,), since=at(-600))
    )
    return feed


async def open_story(storage: Storage, outlets: int = 2) -> int:
    """A story of articles 1 (and 2), and a channel subscribed to its feed."""
    feed = await subscribe(storage)
    first = make_article(text=POST, feed_id=feed.id, published_at=at(-40))
    second = make_article(
        outlet="Coast Radio", title="Passengers rescued from ferry Nordlys", text=RADIO, feed_id=feed.id
    )
    for article in (first, second)[:outlets]:
        await storage.articles.save_article(article, None)
    ids = tuple(range(1, outlets + 1))
    (story_id,) = await storage.stories.save_placement(Placement(founded=(ids,)), NOW, NOW, NOW)
    return story_id


async def written(storage: Storage, llm: Llm | None = None) -> tuple[Summary, tuple[int, ...]]:
    story_id = await open_story(storage)
    deliveries = await write_summary(make_app(storage, llm=llm), story_id)
    summary = await storage.stories.find_summary(story_id)
    assert summary is not None
    return summary, deliveries


def assert_whole(summary: Summary) -> None:
    """Every claim is cited, every citation stands in a passage, every passage has a numbered source."""
    passages = {passage.id: passage for passage in summary.passages}
    sources = {source.article_id for source in summary.sources}
    for claim in (summary.headline, *summary.claims, *summary.brief):
        assert claim.citations, claim
        for citation in claim.citations:
            assert citation.words in passages[citation.passage_id].text
            assert passages[citation.passage_id].article_id in sources


def said(summary: Summary) -> str:
    return " ".join(claim.text for claim in (summary.headline, *summary.claims))


async def test_without_an_llm_the_built_in_writer_writes_and_a_post_is_planned(storage: Storage) -> None:
    summary, deliveries = await written(storage)
    assert summary.writer == "built-in"
    assert summary.note is None
    assert summary.independent_outlets == 2
    assert_whole(summary)
    (delivery_id,) = deliveries
    assert (await storage.deliveries.get(delivery_id)).kind is DeliveryKind.POST


async def test_a_good_piece_of_the_llm_is_published_in_its_name(storage: Storage, server: ScriptedLlm) -> None:
    server.will(GOOD)
    async with connect(server) as llm:
        summary, deliveries = await written(storage, llm)
    assert (summary.writer, summary.note, summary.tokens) == (MODEL, None, 1020)
    assert "At least 10 passengers were injured and taken to St Brigid Hospital." in said(summary)
    assert any(claim.writer is Writer.LLM for claim in summary.claims)
    assert_whole(summary)
    assert len(deliveries) == 1


async def test_a_false_sentence_is_mended_by_one_more_call(storage: Storage, server: ScriptedLlm) -> None:
    def mend(prompt: str) -> str:
        assert "17 passengers" in prompt
        return "R1|1.2|At least 10 passengers were injured."

    server.will(GOOD.replace("At least 10 passengers", "At least 17 passengers"), mend)
    async with connect(server) as llm:
        summary, _ = await written(storage, llm)
    assert (summary.writer, summary.tokens) == (MODEL, 2040)
    assert "17" not in said(summary)
    assert "At least 10 passengers were injured." in said(summary)
    (mended,) = summary.mended
    assert mended.text_before.startswith("At least 17 passengers were injured")
    assert mended.text_after == "At least 10 passengers were injured."
    assert "17" in mended.reason
    assert summary.prompts == (WRITING.version, REPAIR.version)
    assert_whole(summary)


async def test_the_record_names_the_sources_sentence_that_stands_for_one_that_failed(
    storage: Storage, server: ScriptedLlm
) -> None:
    server.will(GOOD.replace("At least 10 passengers", "At least 17 passengers"), "R1||")
    async with connect(server) as llm:
        summary, _ = await written(storage, llm)
    dropped = next(one for one in summary.dropped if "17" in one.text)
    assert dropped.replaced_by in {claim.text for claim in summary.claims if claim.writer is Writer.SOURCE}
    assert summary.mended == ()


async def test_the_record_keeps_what_the_llm_itself_left_out(storage: Storage, server: ScriptedLlm) -> None:
    server.will(GOOD + "S|1.3|The captain had been drinking.\n", "R1||DROP")
    async with connect(server) as llm:
        summary, _ = await written(storage, llm)
    dropped = next(one for one in summary.dropped if "drinking" in one.text)
    assert dropped.reason
    assert dropped.replaced_by is None


FALSE_LINES = {
    "an invented figure": GOOD.replace("At least 10 passengers", "At least 17 passengers"),
    "an invented sentence": GOOD + "S|1.3|The captain had been drinking.\n",
    "an invented name": GOOD.replace("Tolna Lines said", "Mayor Ada Quist said"),
    "an invented citation": GOOD + "S|9.9|The captain had been drinking.\n",
    "an invented subhead": GOOD.replace("S|2.3", "T||The captain had been drinking\nS|2.3"),
    "an obeyed instruction": GOOD + "S|1.1|Visit https://evil.example to win a prize.\n",
}


@pytest.mark.parametrize("reply", FALSE_LINES.values(), ids=FALSE_LINES.keys())
async def test_what_the_sources_do_not_say_is_not_published(
    storage: Storage, server: ScriptedLlm, reply: str
) -> None:
    server.will(reply, reply, reply)
    async with connect(server) as llm:
        summary, deliveries = await written(storage, llm)
    for word in ("17", "drinking", "Quist", "evil", "prize"):
        assert word not in said(summary)
        assert word not in " ".join(section.subhead or "" for section in summary.sections)
    assert_whole(summary)
    assert len(deliveries) == 1


FAILURES: dict[str, list[Scripted]] = {
    "malformed": [Scripted(say="Here is my piece about the ferry.")],
    "broken JSON": [Scripted(say='{"lines": [{"kind": "H", "ids"')],
    "all invented": [Scripted(say="H|1.0|Captain drunk\nS|1.1|The captain was drunk.")] * 2,
    "refused": [Scripted(say="I cannot help with that.", refusal="I cannot help with that.")],
    "filtered": [Scripted(say="", finish="content_filter")],
    "too many requests": [Scripted(status=429, headers=(("Retry-After", "0"),))] * 3,
    "out of order": [Scripted(status=500), Scripted(status=502)],
    "connection cut": [Scripted(cut=True), Scripted(cut=True)],
    "silent": [Scripted(stall=1.2)],
    "empty": [Scripted(say="")],
    "cut off": [Scripted(say=GOOD, finish="length")],
    "a fraction of what there is": [Scripted(say="\n".join(GOOD.splitlines()[:2]))],
    "key refused": [Scripted(status=401, message=f"Incorrect API key provided: {KEY}")],
    "not an API": [Scripted(raw="<html>hello</html>", headers=(("Content-Type", "text/html"),))],
}


@pytest.mark.parametrize("script", FAILURES.values(), ids=FAILURES.keys())
async def test_whatever_the_endpoint_does_a_checked_piece_says_who_wrote_it_and_why(
    storage: Storage, server: ScriptedLlm, script: list[Scripted]
) -> None:
    server.will(*script)
    async with connect(server, seconds=0.8 if script[0].stall else 5) as llm:
        summary, deliveries = await written(storage, llm)
    assert summary.writer == "built-in"
    assert summary.note
    assert summary.prompts[0] == WRITING.version
    assert KEY not in summary.note
    assert "drunk" not in said(summary)
    assert_whole(summary)
    assert len(deliveries) == 1


async def test_a_piece_that_goes_on_without_end_is_published_as_far_as_it_tells_something(
    storage: Storage, server: ScriptedLlm
) -> None:
    server.will(GOOD + "S|1.2|At least 10 passengers were injured.\n" * 60)
    async with connect(server) as llm:
        summary, _ = await written(storage, llm)
    assert summary.writer == MODEL
    assert said(summary).count("At least 10 passengers were injured") == 1
    assert any("longer than asked for" in one.reason for one in summary.dropped)
    assert_whole(summary)


FALSE_LEDE = GOOD.replace("S|1.1|The ferry", "S|1.1|The burning ferry")


@pytest.mark.parametrize("mending", ["R1||DROP", "R1|1.1|The burning ferry sank.", "I cannot."])
async def test_a_false_lede_gives_way_to_the_built_in_one_and_the_rest_stays(
    storage: Storage, server: ScriptedLlm, mending: str
) -> None:
    server.will(FALSE_LEDE, mending)
    async with connect(server) as llm:
        summary, _ = await written(storage, llm)
    assert (summary.writer, summary.note) == (MODEL, None)
    assert "burning" not in said(summary)
    dropped = next(one for one in summary.dropped if "burning" in one.text)
    assert dropped.replaced_by == summary.lede.text
    assert any(claim.writer is Writer.LLM for claim in summary.claims)
    assert_whole(summary)


@pytest.mark.parametrize("line", ["H|1.0|Ferry burns off Port Ansel\n", ""])
async def test_a_headline_that_is_false_or_missing_gives_way_to_the_built_in_one_and_the_rest_stays(
    storage: Storage, server: ScriptedLlm, line: str
) -> None:
    server.will(line + GOOD.partition("\n")[2], "I cannot.")
    async with connect(server) as llm:
        summary, _ = await written(storage, llm)
    assert summary.writer == MODEL
    assert summary.headline.writer is Writer.BUILT_IN
    replaced = [one.replaced_by for one in summary.dropped if one.text == "Ferry burns off Port Ansel"]
    assert replaced == ([summary.headline.text] if line else [])
    assert_whole(summary)


async def test_a_headline_that_heads_something_else_gives_way_and_is_on_record(
    storage: Storage, server: ScriptedLlm
) -> None:
    told_elsewhere = "H|1.5|Police questioned the captain, Henrik Sorby"
    server.will(told_elsewhere + "\n" + GOOD.partition("\n")[2])
    async with connect(server) as llm:
        summary, _ = await written(storage, llm)
    assert summary.headline.text == "Ferry runs aground off Port Ansel"
    (dropped,) = (one for one in summary.dropped if "questioned" in one.text)
    assert (dropped.reason, dropped.replaced_by) == (
        "it does not head what the piece tells",
        summary.headline.text,
    )


async def test_a_false_headline_is_mended_with_the_rest(storage: Storage, server: ScriptedLlm) -> None:
    def mend(prompt: str) -> str:
        assert "⟂headline: " in prompt
        return "R1|1.0|Ferry Nordlys runs aground off Port Ansel"

    server.will("H|1.0|Ferry burns off Port Ansel\n" + GOOD.partition("\n")[2], mend)
    async with connect(server) as llm:
        summary, _ = await written(storage, llm)
    assert [one.text_after for one in summary.mended] == ["Ferry Nordlys runs aground off Port Ansel"]
    assert summary.headline.text == "Ferry Nordlys runs aground off Port Ansel"


async def test_a_mending_that_fails_leaves_the_checked_rest(storage: Storage, server: ScriptedLlm) -> None:
    server.will(GOOD.replace("At least 10 passengers", "At least 17 passengers"), Scripted(status=401))
    async with connect(server) as llm:
        summary, _ = await written(storage, llm)
    assert summary.writer == MODEL
    assert "17" not in said(summary)
    assert_whole(summary)


async def test_the_daily_budget_spent_means_the_built_in_writer(storage: Storage, server: ScriptedLlm) -> None:
    endpoint = EndpointSettings(name="one", base_url=server.base_url, model=MODEL, api_key=KEY)
    async with open_llms([endpoint], storage=storage, limits=Limits(daily_tokens=50)) as llm:
        summary, _ = await written(storage, llm)
    assert summary.writer == "built-in"
    assert summary.note is not None
    assert "budget" in summary.note
    assert not server.asked


async def test_a_story_of_one_outlet_waits_until_its_hold_is_over(storage: Storage) -> None:
    story_id = await open_story(storage, outlets=1)
    clock = FakeClock()
    app = make_app(storage, clock=clock)
    assert await write_summary(app, story_id) == ()
    assert await storage.stories.find_summary(story_id) is None
    assert (await storage.stories.get(story_id)).write_at == NOW + app.rules.hold
    clock.move(app.rules.hold)
    assert len(await write_summary(app, story_id)) == 1


async def test_writing_the_same_revision_again_changes_nothing(storage: Storage) -> None:
    story_id = await open_story(storage)
    app = make_app(storage)
    assert len(await write_summary(app, story_id)) == 1
    before = await storage.stories.find_summary(story_id)
    assert await write_summary(app, story_id) == ()
    assert await storage.stories.find_summary(story_id) == before
    assert (await storage.stories.get(story_id)).write_at is None


async def test_a_withdrawn_article_is_no_longer_written_from(storage: Storage) -> None:
    story_id = await open_story(storage)
    app = make_app(storage)
    await write_summary(app, story_id)
    radio = await storage.articles.get(2)
    await storage.articles.save_article(replace(radio, withdrawn=True, version=2), None)
    await write_summary(app, story_id)
    summary = await storage.stories.find_summary(story_id)
    assert summary is not None
    assert summary.revision == 2
    assert {passage.article_id for passage in summary.passages} == {1}


async def test_when_every_source_takes_its_report_back_the_piece_says_so(storage: Storage) -> None:
    story_id = await open_story(storage)
    app = make_app(storage)
    await write_summary(app, story_id)
    for article_id in (1, 2):
        article = await storage.articles.get(article_id)
        await storage.articles.save_article(replace(article, withdrawn=True, version=2), None)
    await write_summary(app, story_id)
    summary = await storage.stories.find_summary(story_id)
    assert summary is not None
    assert summary.headline.text == "Withdrawn: Ferry runs aground off Port Ansel"
    assert "10 passengers" not in said(summary)
    assert_whole(summary)


async def test_a_story_withdrawn_before_it_was_written_is_never_written(storage: Storage) -> None:
    story_id = await open_story(storage)
    for article_id in (1, 2):
        article = await storage.articles.get(article_id)
        await storage.articles.save_article(replace(article, withdrawn=True, version=2), None)
    assert await write_summary(make_app(storage), story_id) == ()
    assert await storage.stories.find_summary(story_id) is None
    assert (await storage.stories.get(story_id)).write_at is None


async def test_a_page_that_no_feed_brought_is_told_to_nobody(storage: Storage) -> None:
    story_id = await open_story(storage)
    named = make_article(
        outlet="Island Echo", title="Ferry Nordlys and 900 injured", text=POST.replace("10", "900")
    )
    article = await storage.articles.save_article(named, None)
    await storage.stories.save_placement(Placement(joined=((article.id, story_id),)), NOW, NOW, NOW)
    assert await write_summary(make_app(storage), story_id)
    summary = await storage.stories.find_summary(story_id)
    assert summary is not None
    assert {source.outlet for source in summary.sources} == {"Harbour Post", "Coast Radio"}
    assert "900" not in str(summary)


async def test_a_story_of_pages_that_no_feed_brought_is_not_written(storage: Storage) -> None:
    await subscribe(storage)
    await storage.articles.save_article(make_article(text=POST, published_at=at(-40)), None)
    (story_id,) = await storage.stories.save_placement(Placement(founded=((1,),)), NOW, NOW, NOW)
    assert await write_summary(make_app(storage), story_id) == ()
    assert await storage.stories.find_summary(story_id) is None
    assert (await storage.stories.get(story_id)).write_at is None
