"""Makers of valid records for tests: every field has a default, every default can be replaced by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.core.types import (
    Address,
    Article,
    Channel,
    ChannelSettings,
    Citation,
    Claim,
    Delivery,
    DeliveryKind,
    Digest,
    Entry,
    Feed,
    Outlet,
    Page,
    ParsedEntry,
    Passage,
    PassageId,
    Person,
    Post,
    Request,
    Section,
    Source,
    Story,
    Subscription,
    SubscriptionKind,
    Summary,
    Turn,
)

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
"""The hour at which tests play unless they say otherwise (a Monday)."""


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def at(count: float) -> datetime:
    """So many minutes after NOW (before it, when negative)."""
    return NOW + minutes(count)


def make_outlet(name: str = "Harbour Post") -> Outlet:
    """An outlet whose domain is its name: "Harbour Post" is at harbourpost.example."""
    return Outlet(name=name, domain=f"{name.lower().replace(' ', '')}.example")


def make_feed(**changes: Any) -> Feed:
    url = changes.get("url", "https://harbourpost.example/feed.xml")
    return replace(Feed(url=url, added_as=url, title="Harbour Post", next_check_at=NOW), **changes)


def make_parsed_entry(**changes: Any) -> ParsedEntry:
    entry = ParsedEntry(
        key="ferry-1",
        url="https://harbourpost.example/ferry",
        title="Ferry runs aground off Port Ansel",
        text="A ferry ran aground off Port Ansel on Monday.",
        published_at=at(-30),
    )
    return replace(entry, **changes)


def make_entry(**changes: Any) -> Entry:
    entry = Entry(
        feed_id=1,
        key="ferry-1",
        url="https://harbourpost.example/ferry",
        title="Ferry runs aground off Port Ansel",
        text="A ferry ran aground off Port Ansel on Monday.",
        published_at=at(-30),
        arrived_at=NOW,
        read_at=NOW,
    )
    return replace(entry, **changes)


def make_page(**changes: Any) -> Page:
    page = Page(
        url="https://harbourpost.example/ferry",
        title="Ferry runs aground off Port Ansel",
        text=ARTICLE_TEXT,
        outlet="Harbour Post",
        published_at=at(-30),
        language="en",
    )
    return replace(page, **changes)


ARTICLE_TEXT = (
    "A ferry ran aground off Port Ansel on Monday, the coast guard said. "
    "At least 10 passengers were injured.\n\n"
    '"We are still counting," said Mara Lindqvist, the harbour master.'
)


def make_article(**changes: Any) -> Article:
    """`outlet` may be given as a name; the url then follows the outlet and the title."""
    if isinstance(changes.get("outlet"), str):
        changes["outlet"] = make_outlet(changes["outlet"])
    outlet = changes.get("outlet", make_outlet())
    title = changes.get("title", "Ferry runs aground off Port Ansel")
    article = Article(
        url=f"https://{outlet.domain}/{title.lower().replace(' ', '-')}",
        outlet=outlet,
        title=title,
        text=ARTICLE_TEXT,
        published_at=at(-30),
        arrived_at=NOW,
        language="en",
    )
    return replace(article, **changes)


def make_story(**changes: Any) -> Story:
    story = Story(title="Ferry runs aground off Port Ansel", created_at=NOW, changed_at=NOW, write_at=at(20))
    return replace(story, **changes)


def make_passage(**changes: Any) -> Passage:
    text = changes.get("text", "At least 10 passengers were injured.")
    passage = Passage(id=PassageId("1.2"), article_id=1, text=text, start=68, end=68 + len(text), paragraph=0)
    return replace(passage, **changes)


def make_claim(
    text: str = "At least 10 passengers were injured.", passage_id: str = "1.2", words: str | None = None
) -> Claim:
    """A claim that cites one passage, relying on all of its own words unless others are named."""
    return Claim(text=text, citations=(Citation(PassageId(passage_id), words or text),))


def make_source(**changes: Any) -> Source:
    source = Source(
        number=1,
        article_id=1,
        outlet="Harbour Post",
        title="Ferry runs aground off Port Ansel",
        url="https://harbourpost.example/ferry",
        published_at=at(-30),
    )
    return replace(source, **changes)


def make_summary(sentences: Sequence[str] = (), **changes: Any) -> Summary:
    """A whole summary of one article: the title and its sentences, each cited.

    Given `sentences` become the lede, then the claims of one section without a subhead.
    """
    texts = tuple(sentences) or (
        "A ferry ran aground off Port Ansel on Monday, the coast guard said.",
        "At least 10 passengers were injured.",
    )
    title = "Ferry runs aground off Port Ansel"
    passages = [Passage(PassageId("1.0"), 1, title, -1, -1, -1)]
    start = 0
    for number, text in enumerate(texts, 1):
        passages.append(Passage(PassageId(f"1.{number}"), 1, text, start, start + len(text), 0))
        start += len(text) + 1
    lede, *rest = (make_claim(text, f"1.{number}") for number, text in enumerate(texts, 1))
    summary = Summary(
        story_id=1,
        revision=1,
        written_at=NOW,
        writer="built-in",
        headline=make_claim(title, "1.0"),
        place="Port Ansel",
        day=NOW.date(),
        lede=lede,
        sections=(Section(None, tuple(rest)),) if rest else (),
        brief=(lede, *rest[:2]),
        sources=(make_source(),),
        passages=tuple(passages),
    )
    return replace(summary, **changes)


def make_address(chat: str = "100", platform: str = "console", thread: str | None = None) -> Address:
    return Address(platform=platform, chat=chat, thread=thread)


def make_channel(**changes: Any) -> Channel:
    channel = Channel(address=make_address(), title="The newsroom", settings=ChannelSettings(), created_at=NOW)
    return replace(channel, **changes)


def make_subscription(**changes: Any) -> Subscription:
    subscription = Subscription(
        channel_id=1,
        kind=SubscriptionKind.FEED,
        target="https://harbourpost.example/feed.xml",
        feed_ids=(1,),
        since=at(-60),
    )
    return replace(subscription, **changes)


def make_delivery(**changes: Any) -> Delivery:
    """A planned POST. The key tells channel, kind, story and revision apart, as real keys do."""
    delivery = Delivery(channel_id=1, kind=DeliveryKind.POST, story_id=1, revision=1, key="", due_at=NOW)
    delivery = replace(delivery, **changes)
    if delivery.key:
        return delivery
    what = delivery.digest_id or f"{delivery.story_id}-{delivery.revision}"
    return replace(delivery, key=f"{delivery.channel_id}-{delivery.kind.value}-{what}"[:25])


def make_digest(**changes: Any) -> Digest:
    return replace(Digest(channel_id=1, due_at=NOW, stories=((1, 1),)), **changes)


def make_post(**changes: Any) -> Post:
    return replace(Post(channel_id=1, story_id=1, revision=1, message_ids=("m1",), sent_at=NOW), **changes)


def make_turn(**changes: Any) -> Turn:
    turn = Turn(channel_id=1, story_id=1, question="How many were injured?", answer="At least 10.", at=NOW)
    return replace(turn, **changes)


def make_person(**changes: Any) -> Person:
    return replace(Person(id="7", name="Ada"), **changes)


def make_request(text: str = "/help", **changes: Any) -> Request:
    return replace(Request(address=make_address(), person=make_person(), text=text), **changes)
