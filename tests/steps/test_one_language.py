"""A story that outlets of two languages report is told in one of them, and stays in it."""

from __future__ import annotations

from dataclasses import replace

from bot.core.messages import compose_post
from bot.core.types import Article, Placement, Rules, Summary
from bot.ports import Storage
from bot.steps.write_summary import write_summary
from bot.writing.pieces import write_piece
from tests.fakes import make_app, plain
from tests.make import NOW, at, make_address, make_article, make_story, make_subscription

ENGLISH = (
    "The ferry Nordlys ran aground on a reef off Port Ansel on Monday morning, the coast guard said. "
    "At least 10 passengers were injured and taken to St Brigid Hospital. "
    "The ferry was carrying 143 people from Tolna to Port Ansel."
)
GERMAN = (
    "Die Fähre Nordlys ist am Montagmorgen vor Port Ansel auf ein Riff gelaufen, teilte die Küstenwache mit. "
    "Mindestens 14 Fahrgäste wurden verletzt und in das Krankenhaus St. Brigid gebracht. "
    "Die Fähre war mit 143 Menschen von Tolna nach Port Ansel unterwegs."
)
GERMAN_AGAIN = (
    "Vor Port Ansel ist am Montag die Fähre Nordlys auf Grund gelaufen. "
    "Der Kapitän Henrik Sorby wurde nach Angaben der Polizei noch an Bord vernommen. "
    "Der Betreiber Tolna Lines will nun seine ganze Flotte von Gutachtern prüfen lassen."
)
TEXTS = {
    "Harbour Post": ("Ferry Nordlys runs aground off Port Ansel", ENGLISH, "en"),
    "Hafenbote": ("Fähre Nordlys läuft vor Port Ansel auf ein Riff", GERMAN, "de"),
    "Küstenblatt": ("Fähre vor Port Ansel auf Grund", GERMAN_AGAIN, "de"),
}


def make(outlet: str, number: int) -> Article:
    title, text, language = TEXTS[outlet]
    return make_article(
        outlet=outlet,
        title=title,
        text=text,
        language=language,
        published_at=at(-40 + number),
        arrived_at=at(-20),
    )


async def subscribe(storage: Storage) -> int:
    feed = await storage.feeds.add("https://harbourpost.example/feed.xml", NOW)
    channel = await storage.channels.open(make_address(), "", NOW)
    await storage.channels.subscribe(
        make_subscription(channel_id=channel.id, target=feed.url, feed_ids=(feed.id,), since=at(-600))
    )
    return feed.id


async def write(storage: Storage, story_id: int) -> Summary:
    await write_summary(make_app(storage), story_id)
    summary = await storage.stories.find_summary(story_id)
    assert summary is not None
    return summary


def words_of(summary: Summary) -> str:
    return " ".join(
        [claim.text for claim in (summary.headline, *summary.claims, *summary.brief)]
        + [fact.value for fact in summary.facts]
        + [position.value for one in summary.disagreements for position in one.positions]
    )


async def test_a_story_that_was_told_stays_in_its_language(storage: Storage) -> None:
    feed = await subscribe(storage)
    for number, outlet in enumerate(("Harbour Post", "Hafenbote")):
        await storage.articles.save_article(replace(make(outlet, number), feed_id=feed), None)
    (story_id,) = await storage.stories.save_placement(Placement(founded=((1, 2),)), NOW, NOW, NOW)
    first = await write(storage, story_id)
    assert "ran aground" in words_of(first)
    assert {passage.article_id for passage in first.passages} == {1}
    assert first.independent_outlets == 2

    await storage.articles.save_article(replace(make("Küstenblatt", 2), feed_id=feed), None)
    await storage.stories.save_placement(Placement(joined=((3, story_id),)), NOW, NOW, NOW)
    second = await write(storage, story_id)
    assert (first.revision, second.revision) == (1, 2)
    assert {passage.article_id for passage in second.passages} == {1}
    assert second.independent_outlets == 3
    assert "Also reported by Hafenbote, in German · Küstenblatt, in German" in plain(compose_post(second))


async def test_an_untold_story_is_told_in_the_language_of_most_outlets() -> None:
    articles = [replace(make(outlet, number), id=number) for number, outlet in enumerate(TEXTS, 1)]
    summary = await write_piece(None, make_story(id=1), articles, Rules(), NOW)
    assert summary is not None
    assert {passage.article_id for passage in summary.passages} <= {2, 3}
    assert "ran aground" not in words_of(summary)
    assert summary.disagreements == ()  # the English 10 is not set against the German 14
    assert [source.language for source in summary.sources] == [None, None, "en"]


async def test_a_story_in_one_language_names_none() -> None:
    articles = [replace(make("Hafenbote", 1), id=1), replace(make("Küstenblatt", 2), id=2)]
    summary = await write_piece(None, make_story(id=1), articles, Rules(), NOW)
    assert summary is not None
    assert "Also reported by" not in plain(compose_post(summary))
