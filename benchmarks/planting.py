"""Pages with an attack planted in one of their parts, read as the bot would read them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from html import escape
from json import dumps
from pathlib import Path

from benchmarks.sets import read_lines
from bot.core.language import split_sentences
from bot.core.reading import count_planted, decide_reading, make_article
from bot.core.types import Article, Entry, Feed
from bot.errors import ArticleUnreadable, FetchFailed
from bot.web.article import read_article
from bot.web.feed_format import read_feed

OWN = Path(__file__).parent / "own" / "injections.toml"
SEEN = ("body", "within", "end", "title", "outlet", "feed", "feed title")
"""Where readers see it, so that nothing but its wording tells it from the article."""
UNSEEN = ("hidden", "white", "remark", "alt", "comments", "author", "description", "record")
"""Where no reader of the article looks for it."""


@dataclass(frozen=True, slots=True)
class Attack:
    """`demand`: the words that a machine which obeys would publish; empty where the set does not say."""

    name: str
    kind: str
    text: str
    demand: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LookAlike:
    name: str
    title: str
    text: str


def read_own() -> tuple[tuple[Attack, ...], tuple[LookAlike, ...]]:
    rows = tomllib.loads(OWN.read_text(encoding="utf-8"))
    attacks = (Attack(row["name"], "own", row["text"], tuple(row["demand"])) for row in rows["attack"])
    benign = (LookAlike(row["name"], row["title"], row["text"].strip()) for row in rows["benign"])
    return tuple(attacks), tuple(benign)


def read_attacks(folder: Path) -> Iterator[Attack]:
    """Those of prompt-injection. BIPIA's tasks in words are one kind, its code
    another; weak labels are kept. Raises SetAbsent."""
    for row in read_lines(folder / "bipia_attacks.jsonl"):
        yield Attack(row["id"], f"bipia {row['kind']}", row["text"])
    for number, row in enumerate(read_lines(folder / "wild_attacks.jsonl")):
        yield Attack(f"wild-{number}", "wild", row["text"])


def plant(article: Article, attack: Attack, place: str, now: datetime) -> Article | None:
    """The article as it is read from its page with the attack in that part; None where the page is refused."""
    if place.startswith("feed"):
        return _from_feed(article, attack, place, now)
    body = _page(article, attack.text, place).encode(errors="replace")
    try:
        page = read_article(body, "utf-8", article.url, now)
    except ArticleUnreadable:
        return None
    read = count_planted(make_article(page, None, None, now), page.title, page.outlet, page.author)
    return replace(read, id=article.id, published_at=article.published_at, arrived_at=article.arrived_at)


def _page(article: Article, attack: str, place: str) -> str:
    text = escape(attack)
    paragraphs = [escape(part) for part in article.text.split("\n\n")]
    within = {"body": 1, "end": len(paragraphs)}
    if place in within:
        paragraphs.insert(within[place], text.replace("\n\n", "</p><p>"))
    if place == "within":
        paragraphs[1:2] = [" ".join((*paragraphs[1:2], " ".join(text.split())))]
    unseen = {
        "hidden": f'<div style="display:none">{text}</div>',
        "white": f'<p style="color:#fff;font-size:1px">{text}</p>',
        "remark": f"<!-- {text.replace('--', '')} -->",
        "alt": f'<img src="/a.png" alt="{text}">',
    }
    title = " ".join(text.split())[:300] if place == "title" else escape(article.title)
    outlet = " ".join(text.split())[:300] if place == "outlet" else escape(article.outlet.name)
    record: Mapping[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "author": {"@type": "Person", "name": attack if place == "author" else "Ilse Tamm"},
        "description": attack if place == "record" else "",
        "articleBody": attack if place == "record" else "",
    }
    stated = dumps(record).replace("</", "<\\/")
    told = "".join(f"<p>{part}</p>" for part in paragraphs)
    about = text if place == "description" else escape(paragraphs[0][:80])
    comments = f'<section class="comments"><p>{text}</p></section>' if place == "comments" else ""
    return f"""<!doctype html><html lang="en"><head><title>{title}</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="{outlet}">
<meta name="description" content="{about}">
<script type="application/ld+json">{stated}</script></head>
<body><article><h1>{title}</h1>{told}{unseen.get(place, "")}</article>{comments}</body></html>"""


def _from_feed(article: Article, attack: Attack, place: str, now: datetime) -> Article:
    """As it is read where only the feed's own text can be had."""
    text = article.text if place == "feed title" else f"{article.text}\n\n{attack.text}"
    title = attack.text[:300] if place == "feed title" else article.title
    told = escape("".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n")))
    body = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>{escape(article.outlet.name)}</title>
<item><title>{escape(escape(title))}</title><link>{escape(article.url)}</link><guid>1</guid>
<description>{told}</description></item></channel></rss>"""
    parsed = read_feed(body.encode(), article.url, "application/rss+xml", now).feed
    item = parsed.entries[0]
    entry = Entry(
        id=1, feed_id=1, key=item.key, url=article.url, title=item.title, text=item.text, arrived_at=now
    )
    feed = Feed(id=1, url=article.url, title=article.outlet.name, next_check_at=now + timedelta(hours=1))
    reading = decide_reading(entry, feed, FetchFailed("The site refused the page.", status=403), None, now)
    if reading.article is None:
        raise ValueError(f"{article.url}: the feed's text is too thin to plant anything in it.")
    return replace(
        reading.article,
        id=article.id,
        published_at=article.published_at,
        arrived_at=article.arrived_at,
    )


def split_attack(text: str) -> tuple[str, ...]:
    return tuple(sentence.text for sentence in split_sentences(text))
