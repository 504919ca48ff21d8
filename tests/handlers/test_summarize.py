"""/summarize: one piece from pages a person names, or the newest story about words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.types import Message
from bot.errors import ArticleUnreadable, FetchFailed
from tests.fakes import plain
from tests.handlers.newsroom import ELSEWHERE, FERRY, FERRY_AGAIN, HERE, STRIKE, Newsroom
from tests.make import at, make_request

FERRY_PAGE = "https://harbourpost.example/ferry"
AGAIN_PAGE = "https://coastradio.example/rescue"
STRIKE_PAGE = "https://vellmarktimes.example/strike"


@pytest.fixture
def pages(newsroom: Newsroom) -> Newsroom:
    """A newsroom on whose web three pages stand that no feed names: two on one event, one on another."""
    newsroom.put_page(FERRY_PAGE, title="Ferry Nordlys runs aground off Port Ansel", text=FERRY)
    newsroom.put_page(
        AGAIN_PAGE,
        outlet="Coast Radio",
        title="Passengers rescued from ferry Nordlys off Port Ansel",
        text=FERRY_AGAIN,
        published_at=at(-20),
    )
    newsroom.put_page(STRIKE_PAGE, outlet="Vellmark Times", title="Vellmark teachers vote to strike", text=STRIKE)
    return newsroom


async def test_one_page_becomes_a_piece_of_a_single_source(pages: Newsroom) -> None:
    told = await pages.say(f"/summarize {FERRY_PAGE}")
    assert "from a single source, Harbour Post" in told
    assert "ran aground" in told
    assert "[1] Harbour Post" in told
    assert "Double-check" in told


async def test_two_pages_of_one_event_become_one_piece(pages: Newsroom) -> None:
    told = await pages.say(f"/summarize {FERRY_PAGE} {AGAIN_PAGE}")
    assert "from 2 independent outlets" in told
    assert "[1] Harbour Post" in told
    assert "[2] Coast Radio" in told
    assert "Story 1" in told


async def test_a_page_about_a_story_that_was_summarized_before_is_taken_into_the_piece(pages: Newsroom) -> None:
    await pages.message(f"/summarize {FERRY_PAGE}")
    assert "[2] Coast Radio" in await pages.say(f"/summarize {AGAIN_PAGE}")


async def test_a_piece_that_is_kept_is_made_anew_for_a_page_it_does_not_know(newsroom: Newsroom) -> None:
    number = await newsroom.tell_the_ferry()
    other = "https://islandecho.example/ferry"
    text = "Fog lay over the reef off Port Ansel when the ferry Nordlys ran aground on it on Monday. " + FERRY
    newsroom.put_page(other, outlet="Island Echo", title="Fog hid reef from ferry Nordlys", text=text)
    told = await newsroom.say(f"/summarize {other}")
    assert f"Story {number}" in told
    assert "Island Echo" in told


async def test_pages_of_different_events_become_one_piece_without_a_number(pages: Newsroom) -> None:
    message = await pages.message(f"/summarize {FERRY_PAGE} {STRIKE_PAGE}")
    told = plain(message)
    assert "[1]" in told
    assert "[2]" in told
    assert "Story " not in told
    assert message.story_id is None
    assert message.buttons == ()


async def test_a_question_after_a_piece_is_about_it(pages: Newsroom) -> None:
    await pages.message(f"/summarize {FERRY_PAGE}")
    assert "10 passengers were injured" in await pages.say("How many passengers were injured?")


async def test_the_same_address_twice_is_one_source(pages: Newsroom) -> None:
    told = await pages.say(f"/summarize {FERRY_PAGE} {FERRY_PAGE}")
    assert "from a single source" in told
    assert "[2]" not in told
    assert len(pages.web.asked) == 1


async def test_two_addresses_of_one_page_are_one_source(pages: Newsroom) -> None:
    pages.web.pages[f"{FERRY_PAGE}?from=home"] = pages.web.pages[FERRY_PAGE]
    told = await pages.say(f"/summarize {FERRY_PAGE} {FERRY_PAGE}?from=home")
    assert "from a single source" in told


async def test_an_address_without_https_will_do(pages: Newsroom) -> None:
    assert "ran aground" in await pages.say("/summarize harbourpost.example/ferry")


async def test_words_find_the_newest_story_that_holds_them(newsroom: Newsroom) -> None:
    number = await newsroom.tell_the_ferry()
    await newsroom.tell_the_strike()
    for words in ("injured passengers", '"ferry"', "NORDLYS"):
        told = await newsroom.say(f"/summarize {words}")
        assert f"Story {number} " in told
        assert "Double-check" in told


@pytest.mark.parametrize("words", ["volcano", "ferry volcano", "the and of"])
async def test_words_of_no_story_say_so(newsroom: Newsroom, words: str) -> None:
    await newsroom.tell_the_ferry()
    assert f"No recent story holds the words “{words}”" in await newsroom.say(f"/summarize {words}")


# ---------------------------------------------------------------- a page that is asked for again


async def test_a_page_that_changed_since_is_told_as_it_is_now(pages: Newsroom) -> None:
    await pages.say(f"/summarize {FERRY_PAGE}")
    changed = FERRY.replace("on a reef", "on a sandbank")
    pages.put_page(FERRY_PAGE, title="Ferry Nordlys runs aground off Port Ansel", text=changed)
    pages.clock.move(timedelta(minutes=5))
    assert "on a reef" in await pages.say(f"/summarize {FERRY_PAGE}")
    pages.clock.move(timedelta(minutes=20))
    told = await pages.say(f"/summarize {FERRY_PAGE}")
    assert "on a sandbank" in told
    assert "on a reef" not in told


async def test_a_page_that_cannot_be_had_again_is_told_as_it_was(pages: Newsroom) -> None:
    await pages.say(f"/summarize {FERRY_PAGE}")
    pages.web.pages.clear()
    pages.clock.move(timedelta(hours=1))
    assert "on a reef" in await pages.say(f"/summarize {FERRY_PAGE}")


async def test_a_page_that_was_withdrawn_since_is_told_no_more(pages: Newsroom) -> None:
    await pages.say(f"/summarize {FERRY_PAGE}")
    pages.put_page(FERRY_PAGE, title="Article withdrawn", text="This article has been withdrawn by the editors.")
    pages.clock.move(timedelta(hours=1))
    assert "withdrawn" in await pages.say(f"/summarize {FERRY_PAGE}")


# ---------------------------------------------------------------- a message that is replied to


async def test_a_reply_to_a_message_summarizes_its_links(pages: Newsroom) -> None:
    links = (FERRY_PAGE, "tg://user?id=7", f"{AGAIN_PAGE}#comments")
    told = await pages.say("/summarize", reply_to="m77", replied_text="Two links", replied_links=links)
    assert "from 2 independent outlets" in told
    assert [url for url, _ in pages.web.asked] == [FERRY_PAGE, AGAIN_PAGE]


@pytest.mark.parametrize("words", ["summarize", "Summarise this", "TL;DR", "please summarize it."])
async def test_plain_words_may_ask_for_it_too(pages: Newsroom, words: str) -> None:
    told = await pages.say(words, reply_to="m77", replied_links=(FERRY_PAGE,), private=False)
    assert "from a single source, Harbour Post" in told


async def test_of_many_links_the_first_are_read_and_the_others_named(pages: Newsroom) -> None:
    links = (FERRY_PAGE, *(f"https://harbourpost.example/{number}" for number in range(9)))
    told = await pages.say("/summarize", reply_to="m77", replied_links=links)
    assert len(pages.web.asked) == 8
    assert "https://harbourpost.example/8 — only the first 8 links are read" in told


async def test_a_reply_to_words_finds_their_story(newsroom: Newsroom) -> None:
    number = await newsroom.tell_the_ferry()
    told = await newsroom.say("/summarize", reply_to="m77", replied_text="injured ferry passengers?")
    assert f"Story {number} " in told


async def test_a_reply_to_a_post_of_ours_is_that_story_in_full_and_visits_no_link(newsroom: Newsroom) -> None:
    number = await newsroom.tell_the_ferry()
    posted = next(key for (address, key) in newsroom.chat.shown if address == HERE and key != "m1")
    asked = len(newsroom.web.asked)
    told = await newsroom.say("/summarize", reply_to=posted, replied_links=("https://harbourpost.example/x",))
    assert f"Story {number} " in told
    assert "Double-check" in told
    assert len(newsroom.web.asked) == asked


async def test_a_message_that_shows_nothing_says_so(pages: Newsroom) -> None:
    assert "There is no web address to be seen in that message" in await pages.say("/summarize", reply_to="m77")


# ---------------------------------------------------------------- a topic of the last day


async def test_a_topic_is_told_as_the_stories_of_the_last_day_about_it(newsroom: Newsroom) -> None:
    ferry = await newsroom.tell_the_ferry()
    strike = await newsroom.tell_the_strike()
    message = await newsroom.message("/summarize today's ferry news")
    assert message.story_ids == (ferry,)
    assert plain(message).startswith("Ferry: one story of the last day, from 2 outlets")
    assert "[1]" in plain(message)
    everything = await newsroom.message("/summarize today")
    assert everything.story_ids == (ferry, strike)
    overview = list(newsroom.chat.shown)[-1][1]
    assert "injured" in await newsroom.say("How many ferry passengers were injured?", reply_to=overview)


async def test_a_bundles_name_is_a_topic(newsroom: Newsroom) -> None:
    await newsroom.tell_the_ferry()
    message = await newsroom.message("/summarize topic The Coast")
    assert len(message.story_ids) == 1
    assert plain(message).startswith("Coast: one story")


async def test_a_topic_without_news_offers_the_newest_older_story(newsroom: Newsroom) -> None:
    number = await newsroom.tell_the_ferry()
    await newsroom.pass_time(60 * 26, step=60)
    message = await newsroom.message("/summarize topic ferry")
    assert "Nothing about “ferry” came in during the last day. The newest from before" in plain(message)
    assert message.story_ids == (number,)
    assert (
        await newsroom.say("/summarize topic volcano") == "Nothing about “volcano” came in during the last day. "
        "/search looks further back, /trending tells what most outlets report."
    )


# ---------------------------------------------------------------- what is shown meanwhile


class Shown:
    """A progress that remembers."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, words: str) -> None:
        self.said.append(words)

    def show(self, message: Message) -> None:
        self.said.append(plain(message))


async def test_who_waits_is_told_how_many_pages_are_read(pages: Newsroom) -> None:
    shown = Shown()
    request = make_request(f"/summarize {FERRY_PAGE} {AGAIN_PAGE}", address=HERE)
    assert await pages.desk.answer(request, shown) is not None
    assert shown.said == ["Reading page 1 of 2 …", "Reading page 2 of 2 …", "Writing and checking …"]


async def test_nothing_to_summarize_asks_what(newsroom: Newsroom) -> None:
    assert "Summarize what?" in await newsroom.say("/summarize")


async def test_words_and_addresses_together_are_sent_back(pages: Newsroom) -> None:
    told = await pages.say(f"/summarize ferry {FERRY_PAGE}")
    assert "Either web addresses or words" in told
    assert pages.web.asked == []


async def test_too_many_pages_are_counted_before_any_is_read(pages: Newsroom) -> None:
    addresses = " ".join(f"https://harbourpost.example/{number}" for number in range(9))
    assert await pages.say(f"/summarize {addresses}") == "At most 8 pages at once, please."
    assert pages.web.asked == []


async def test_a_page_without_text_says_what_it_is_instead(pages: Newsroom) -> None:
    pages.web.pages[FERRY_PAGE] = ArticleUnreadable(
        "There is no article text on this page of harbourpost.example."
    )
    told = await pages.say(f"/summarize {FERRY_PAGE}")
    assert told == "That did not work: There is no article text on this page of harbourpost.example."


async def test_a_page_that_cannot_be_reached_is_named_and_the_others_are_used(pages: Newsroom) -> None:
    pages.web.pages[AGAIN_PAGE] = FetchFailed("coastradio.example cannot be reached.")
    told = await pages.say(f"/summarize {FERRY_PAGE} {AGAIN_PAGE}")
    assert "from a single source, Harbour Post" in told
    assert f"Not used:\n{AGAIN_PAGE} — coastradio.example cannot be reached." in told


async def test_when_no_page_can_be_read_the_first_reason_is_told(pages: Newsroom) -> None:
    pages.web.pages.clear()
    told = await pages.say(f"/summarize {FERRY_PAGE} {AGAIN_PAGE}")
    assert told == f"That did not work: {FERRY_PAGE} did not answer."


async def test_a_withdrawn_article_is_not_summarized(pages: Newsroom) -> None:
    pages.put_page(FERRY_PAGE, title="Article withdrawn", text="This article has been withdrawn by the editors.")
    assert "withdrawn" in await pages.say(f"/summarize {FERRY_PAGE}")
    assert await pages.app.storage.articles.find_by_url(FERRY_PAGE) is None


# ---------------------------------------------------------------- what a page that a person named may do


async def test_a_page_a_person_named_is_pushed_to_nobody(pages: Newsroom) -> None:
    for address in (HERE, ELSEWHERE):
        for wish in ("coast", '"ferry"'):
            await pages.message(f"/subscribe {wish}", address=address)
    before = pages.posts(ELSEWHERE)
    await pages.pass_time(10)
    pages.put_page(FERRY_PAGE, title="Ferry Nordlys runs aground off Port Ansel", text=FERRY, published_at=at(9))
    assert "ran aground" in await pages.say(f"/summarize {FERRY_PAGE}")
    await pages.pass_time(120)
    assert pages.posts(ELSEWHERE) == before
    assert (await pages.app.storage.count()).deliveries_sent == 0


async def test_a_page_a_person_named_changes_no_post_of_a_story_it_belongs_to(newsroom: Newsroom) -> None:
    await newsroom.message('/subscribe "ferry"', address=ELSEWHERE)
    await newsroom.tell_the_ferry()
    before = newsroom.posts(ELSEWHERE)
    assert len(before) == 2
    other = "https://islandecho.example/ferry"
    text = "The ferry Nordlys ran aground off Port Ansel on Monday and 900 passengers were injured, it was said. "
    newsroom.put_page(
        other, outlet="Island Echo", title="Ferry Nordlys aground off Port Ansel", text=text + FERRY
    )
    await newsroom.message(f"/summarize {other}")
    await newsroom.pass_time(180)
    assert newsroom.posts(ELSEWHERE) == before
    newsroom.publish(
        "Coast Radio", "Ferry Nordlys freed from reef off Port Ansel", FERRY_AGAIN + " It floats.", 240
    )
    await newsroom.pass_time(90)
    assert not any("900" in post or "Island Echo" in post for post in newsroom.posts(ELSEWHERE))


async def test_once_a_feed_brings_the_page_its_readers_get_the_story(newsroom: Newsroom) -> None:
    await newsroom.message("/subscribe coast", address=ELSEWHERE)
    await newsroom.pass_time(10)
    url = newsroom.publish("Harbour Post", "Ferry Nordlys runs aground off Port Ansel", FERRY, 5)
    await newsroom.message(f"/summarize {url}")
    await newsroom.pass_time(120)
    assert any("Nordlys" in post for post in newsroom.posts(ELSEWHERE))
