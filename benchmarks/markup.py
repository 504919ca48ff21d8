"""Strings of markup and script in pages, feeds and questions: whether any of them comes alive in what is sent."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from html import escape
from json import dumps
from pathlib import Path

from benchmarks.obeying import Obedient
from benchmarks.planting import Attack
from benchmarks.report import Measured, Report
from benchmarks.sets import read_lines
from benchmarks.strict_reading import find_live
from bot.core.answers import answer_inquiry, inquire
from bot.core.explaining import compose_why
from bot.core.messages import compose_answer, compose_post, compose_sources, compose_story
from bot.core.reading import count_planted, decide_reading, make_article
from bot.core.types import (
    Article,
    Bullets,
    Button,
    Entry,
    Feed,
    Heading,
    Message,
    Paragraph,
    PassageId,
    Rules,
    Span,
    Story,
    Summary,
    Table,
)
from bot.demo.articles import read_event
from bot.demo.content import load_world
from bot.errors import ArticleUnreadable, FetchFailed
from bot.platforms.markup import plain_text
from bot.web.article import read_article
from bot.web.feed_format import read_feed
from bot.writing.pieces import write_piece

EVENTS = ("pier-ferry", "fares-march-arrests", "key-rate", "mayor-fraud", "hedda-storm", "cracked-viaduct")
_A_PAGE = 3  # strings in one article, so that each is its title, its author or its outlet
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OURS = "https://harbour.example/a?b=1&c=2"


@dataclass(frozen=True, slots=True)
class _Found:
    where: str
    text: str
    live: tuple[str, ...] = ()
    shown: bool = False


def measure_markup(folder: Path, limit: int | None = None, skip: int = 0) -> Report:
    """All strings of html-injection. Each is put by itself into every kind of block, and goes with others through
    a page's title, sentences, author, outlet and record, as text and as markup, and through a feed."""
    strings = tuple(row["text"] for row in read_lines(folder / "strings.jsonl"))[skip:][:limit]
    by_itself = [_Found("by itself", text, tuple(_find_by_itself(text))) for text in strings]
    batches = [strings[at : at + 3 * _A_PAGE] for at in range(0, len(strings), 3 * _A_PAGE)]
    planted = [
        found
        for number, batch in enumerate(batches)
        for marked_up in (False, True)
        for found in asyncio.run(_publish(batch, number, marked_up=marked_up))
    ]
    asked = [_Found("question", text, tuple(_ask(text, number))) for number, text in enumerate(strings)]
    found = {"by itself": by_itself, "in pieces": planted, "in answers": asked}
    rows = [asdict(row) for rows in found.values() for row in rows if row.live or row.shown]
    return Report("markup", _figures(strings, found), rows)


# ---------------------------------------------------------------- by itself


def _find_by_itself(text: str) -> Iterator[str]:
    """The string as a headline, a sentence, a link's words and its address, an item, a cell and a button."""
    mixed = (
        Span(text),
        Span(f" {text} ", bold=True),
        Span(text, italic=True),
        Span("[1]", url=_OURS),
        Span(text),
    )
    blocks = (
        Heading((Span(text),)),
        Paragraph(mixed),
        Paragraph((Span("See ", url=text), Span(text, url=_OURS), Span(f"x{text}", code=True))),
        Heading((Span(text),), level=2),
        Bullets(((Span(f"{text} {text}"),), mixed)),
        Table(((text, "1"), ("2", text))),
    )
    whole = Message(blocks=blocks, buttons=((Button(text, "sources:7"),),), story_id=1)
    links = {_OURS, *((text,) if re.fullmatch(r"https?://\S+", text, re.IGNORECASE) else ())}
    yield from find_live(whole, links)
    for block in blocks:
        yield from find_live(Message(blocks=(block,), story_id=1), links)


# ---------------------------------------------------------------- through pages and feeds


async def _publish(batch: Sequence[str], number: int, *, marked_up: bool) -> list[_Found]:
    """A story of three articles that hold a share of the batch each, by the built-in writer and by an LLM that
    writes the strings themselves."""
    now = load_world().ends_at
    honest = read_event(load_world(), EVENTS[number % len(EVENTS)])
    shares = (*(tuple(batch[at::3]) for at in range(3)), *[()] * len(honest))
    articles = tuple(
        _plant(article, share, now, marked_up=marked_up, feed=place == 2)
        for place, (article, share) in enumerate(zip(honest, shares, strict=False))
    )
    story = Story(id=1, title=articles[0].title, created_at=now, changed_at=now, write_at=now)
    obedient = Obedient(
        Attack("markup", "html", " ".join(batch), tuple(batch)), (PassageId("1.1"), PassageId("2.1")), boldly=True
    )
    found: list[_Found] = []
    for writer, llm in (("built-in", None), ("obedient LLM", obedient)):
        summary = await write_piece(llm, story, articles, Rules(), now)
        where = f"as {'markup' if marked_up else 'text'}, {writer}"
        found += [] if summary is None else _read(summary, where, batch)
    return found


def _read(summary: Summary, where: str, batch: Sequence[str]) -> Iterator[_Found]:
    """One row for each string that is shown as words, and one for all that is live."""
    messages = (compose_post(summary), compose_story(summary), compose_sources(summary), compose_why(summary))
    links = {source.url for source in summary.sources}
    yield _Found(where, "", tuple(one for message in messages for one in find_live(message, links)))
    shown = " ".join("\n".join(map(plain_text, messages)).split())
    yield from (
        _Found(where, text, shown=True) for text in batch if len(text) > 5 and " ".join(text.split()) in shown
    )


def _plant(article: Article, share: Sequence[str], now: datetime, *, marked_up: bool, feed: bool) -> Article:
    """The article as it is read with the strings in its title, its sentences and what it says of itself."""
    if not share:
        return article
    read = _from_feed(article, share, now) if feed else _from_page(article, share, now, marked_up=marked_up)
    if read is None:
        return article
    return replace(read, id=article.id, published_at=article.published_at, arrived_at=article.arrived_at)


def _from_page(article: Article, share: Sequence[str], now: datetime, *, marked_up: bool) -> Article | None:
    body = _page(article, share, marked_up=marked_up).encode(errors="replace")
    try:
        page = read_article(body, "utf-8", article.url, now)
    except ArticleUnreadable:
        return None
    return count_planted(make_article(page, None, None, now), page.title, page.outlet, page.author)


def _page(article: Article, share: Sequence[str], *, marked_up: bool) -> str:
    form = str if marked_up else escape
    titles = [f"{escape(article.title)} {form(string)}" for string in (*share, *share, *share)]
    record = {
        "@type": "NewsArticle",
        "headline": share[0],
        "author": {"name": share[-1]},
        "description": share[0],
    }
    stated = dumps(record).replace("</", "<\\/")
    told = "".join(f"<p>{part}</p>" for part in _mix(article.text, share, form))
    return f"""<!doctype html><html lang="en"><head><title>{titles[0]}</title>
<meta property="og:title" content="{titles[1]}"><meta property="og:site_name" content="{form(share[-1])}">
<meta name="author" content="{form(share[-1])}"><script type="application/ld+json">{stated}</script></head>
<body><article><h1>{titles[2]}</h1>{told}</article></body></html>"""


def _mix(text: str, share: Sequence[str], form: Callable[[str], str]) -> Iterator[str]:
    """The paragraphs: a string in the first sentence of some, at the end of others."""
    for place, paragraph in enumerate(text.split("\n\n")):
        words = escape(paragraph).split(" ")
        string = form(share[place // 2 % len(share)])
        at = min(4, len(words)) if place % 4 == 0 else len(words)
        yield " ".join((*words[:at], string, *words[at:])) if place % 2 == 0 else " ".join(words)


def _from_feed(article: Article, share: Sequence[str], now: datetime) -> Article | None:
    """As it is read where only the feed's own words can be had, markup in its escaped text as feeds have it."""
    title = escape(escape(f"{article.title} {share[0]}"))
    told = escape("".join(f"<p>{part}</p>" for part in _mix(article.text, share, str)))
    body = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>{escape(share[-1])}</title>
<item><title>{title}</title><link>{escape(article.url)}</link><guid>1</guid><author>{escape(share[-1])}</author>
<description>{told}</description></item></channel></rss>"""
    parsed = read_feed(
        _NOT_IN_XML.sub("", body).encode(errors="replace"), article.url, "application/rss+xml", now
    )
    if not parsed.feed.entries:
        return None
    item = parsed.feed.entries[0]
    entry = Entry(id=1, feed_id=1, key="1", url=article.url, title=item.title, text=item.text, arrived_at=now)
    entry = replace(entry, author=item.author)
    feed = Feed(id=1, url=article.url, title=parsed.feed.title, next_check_at=now + timedelta(hours=1))
    return decide_reading(entry, feed, FetchFailed("The site refused.", status=403), None, now).article


# ---------------------------------------------------------------- as a question


def _ask(text: str, number: int) -> Iterator[str]:
    now = load_world().ends_at
    articles = read_event(load_world(), EVENTS[number % len(EVENTS)])
    question = " ".join(f"What happened, {text}?".split())[:500]
    inquiry = inquire(question, articles, None, (), now)
    answer = answer_inquiry(inquiry, question, 1, articles, None, now)
    yield from find_live(compose_answer(answer), {source.url for source in answer.sources})


# ---------------------------------------------------------------- figures


def _figures(strings: Sequence[str], found: Mapping[str, Sequence[_Found]]) -> dict[str, Measured | int | str]:
    figures: dict[str, Measured | int | str] = {"strings": len(strings)}
    for name, rows in found.items():
        read = [row for row in rows if not row.shown]
        live = Measured(sum(bool(row.live) for row in read), n=len(read), goal="≤ 0")
        figures[f"one comes alive {name}"] = live
    shown = {row.text for row in found["in pieces"] if row.shown}
    figures["shown as plain words of a story"] = len(shown)
    return figures
