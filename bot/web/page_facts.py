"""Reads what a page says about itself in its head and in JSON-LD: outlet, date, image, address, access."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from lxml import html

from bot.core.domains import is_same_site
from bot.core.reading import count_words
from bot.web.feed_format import OLDEST, absolute_link
from bot.web.json_feed import read_rfc3339
from bot.web.plain_text import read_line

_ARTICLE_TYPES = re.compile(r"Article|BlogPosting|Report|LiveBlog", re.IGNORECASE)
_VIDEO_TYPE = re.compile(r"^VideoObject$")
_DATE_METAS = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "parsely-pub-date",
    "pubdate",
    "publishdate",
    "publish-date",
    "dc.date.issued",
    "dcterms.created",
    "date",
)
_ISO = re.compile(r"\d{4}-.*\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d|UTC|GMT)$", re.IGNORECASE)
# "Tue Nov 19 2019 03:05:46 GMT+0000 (…)", as scripts print it.
_WRITTEN_OUT = re.compile(r"^\w{3} (\w{3}) (\d{1,2}) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d{4}).*$")
_MAX_NODES = 2000
_LIVE_UPDATES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """`locked` is true when the page says that it is not free to read; `is_article`, `is_video` and `is_live`
    (a running log of updates) when it says that it is that. `titles` are all forms in which its head gives the
    title, with the site's name or without; `authors` those that JSON-LD names, as written; `words` how many it
    says the article has, 0 if it does not. `published_at` is only set from a date with a time and a zone;
    `times` are all moments so marked on the page, of whatever."""

    url: str
    title: str | None
    titles: tuple[str, ...]
    outlet: str | None
    authors: tuple[str, ...]
    published_at: datetime | None
    times: tuple[datetime, ...]
    language: str | None
    image_url: str | None
    is_article: bool
    is_video: bool
    is_live: bool
    locked: bool
    words: int


def read_page_facts(tree: html.HtmlElement, url: str) -> PageFacts:
    metas = _read_metas(tree)
    nodes = tuple(_read_json_ld(tree))
    articles = tuple(node for node in nodes if _is_type(node, _ARTICLE_TYPES))
    publisher = next((name for node in articles if (name := _name_of(node.get("publisher")))), None)
    image = metas.get("og:image:secure_url") or metas.get("og:image") or metas.get("twitter:image") or ""
    return PageFacts(
        url=_canonical(tree, metas, url),
        titles=_titles(tree, metas, articles),
        title=read_line(metas.get("og:title") or _first_string(articles, "headline")) or None,
        outlet=read_line(metas.get("og:site_name") or publisher, 80) or None,
        authors=tuple(_authors(articles, nodes)),
        published_at=_published(articles, metas, tree),
        times=tuple(
            moment for time in tree.iter("time") if (moment := _exact_moment(time.get("datetime") or ""))
        ),
        language=_language(tree, metas),
        image_url=absolute_link(url, image) or None,
        is_article=bool(articles) or metas.get("og:type", "").lower() == "article",
        is_video=_is_video(nodes, articles, metas),
        is_live=any(len(_as_list(node.get("liveBlogUpdate"))) >= _LIVE_UPDATES for node in articles),
        locked=_is_locked(nodes, metas),
        words=max((_stated_words(node) for node in articles), default=0),
    )


def _read_metas(tree: html.HtmlElement) -> dict[str, str]:
    """The first content of each meta property or name, names in lower case."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = (meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name, content)
    return found


def _read_json_ld(tree: html.HtmlElement) -> Iterator[dict[str, Any]]:
    """Every object of every JSON-LD script with those inside it, breadth first, a bounded number of them."""
    queue: list[Any] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                queue.append(json.loads(script.text or "", strict=False))
            except (ValueError, RecursionError):
                continue
    for seen, node in enumerate(queue):
        if seen >= _MAX_NODES:
            return
        if isinstance(node, dict):
            yield node
            queue.extend(value for value in node.values() if isinstance(value, dict | list))
        elif isinstance(node, list):
            queue.extend(value for value in node if isinstance(value, dict | list))


def _is_type(node: dict[str, Any], pattern: re.Pattern[str]) -> bool:
    kinds = node.get("@type")
    return any(isinstance(kind, str) and pattern.search(kind) for kind in _as_list(kinds))


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _name_of(value: object) -> str | None:
    first = next(iter(_as_list(value)), None)
    name = first.get("name") if isinstance(first, dict) else first
    return name if isinstance(name, str) and not name.startswith("http") else None


def _authors(articles: tuple[dict[str, Any], ...], nodes: tuple[dict[str, Any], ...]) -> Iterator[str]:
    """The names of the first article that has an author; one that is only referred to is looked up by its @id."""
    stated = next((node["author"] for node in articles if node.get("author")), None)
    for author in _as_list(stated):
        named = author.get("name") if isinstance(author, dict) else author
        if named is None and isinstance(author, dict) and (known := author.get("@id")):
            named = next((node["name"] for node in nodes if node.get("@id") == known and node.get("name")), None)
        yield from (name for name in _as_list(named) if isinstance(name, str) and not name.startswith("http"))


def _first_string(nodes: tuple[dict[str, Any], ...], name: str) -> str | None:
    return next((value for node in nodes if isinstance(value := node.get(name), str)), None)


def _titles(
    tree: html.HtmlElement, metas: dict[str, str], articles: tuple[dict[str, Any], ...]
) -> tuple[str, ...]:
    named = (metas.get("og:title"), metas.get("twitter:title"), _first_string(articles, "headline"))
    titles = [*named, *(title.text for title in tree.iter("title"))]
    whole = [read_line(title) for title in titles if title]
    parts = [part.strip() for title in whole for part in re.split(r" [|–—·-] ", title)]
    return tuple(dict.fromkeys(title for title in (*whole, *parts) if title))


def _published(
    articles: tuple[dict[str, Any], ...], metas: dict[str, str], tree: html.HtmlElement
) -> datetime | None:
    dates = [_first_string(articles, "datePublished"), *(metas.get(name) for name in _DATE_METAS)]
    dates += [time.get("datetime") for time in tree.iter("time") if _tells_publication(time)]
    return next((moment for text in dates if text and (moment := _exact_moment(text))), None)


def _tells_publication(time: html.HtmlElement) -> bool:
    if time.get("itemprop") == "datePublished" or time.get("pubdate") is not None:
        return True
    return re.search(r"publish|posted|entry-date", time.get("class") or "", re.IGNORECASE) is not None


def _exact_moment(text: str) -> datetime | None:
    """A moment only when it is told to the minute and with its zone: a bare day may be off by one. What templates
    print for no date at all, the first days of calendars and clocks, is none."""
    text = _WRITTEN_OUT.sub(r"\2 \1 \3 \4 \5", text.strip())
    if _ISO.match(text):
        moment = read_rfc3339(re.sub(r"\s*(?:UTC|GMT)$", "Z", re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", text)))
    else:
        moment = _read_mail_date(text)
    return moment if moment is not None and moment >= OLDEST else None


def _read_mail_date(text: str) -> datetime | None:
    """ "20 Nov 2019 08:02 GMT", as in RFC 5322; one without a zone is none."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return moment.astimezone(UTC) if moment.tzinfo is not None else None


def _language(tree: html.HtmlElement, metas: dict[str, str]) -> str | None:
    root = next(tree.iter("html"), None)
    declared = (root.get("lang") or root.get("xml:lang") or "") if root is not None else ""
    for text in (declared, metas.get("og:locale", ""), metas.get("content-language", "")):
        code = re.split(r"[-_]", text.strip().lower())[0]
        if len(code) == 2 and code.isalpha():
            return code
    return None


def _canonical(tree: html.HtmlElement, metas: dict[str, str], url: str) -> str:
    """The address the page calls its own if it is on the same site, else the one it was found at. A page
    that calls the front page its own address is mistaken."""
    links = [
        link.get("href") or "" for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower()
    ]
    for link in (*links, metas.get("og:url", "")):
        address = absolute_link(url, link)
        if address and is_same_site(address, url) and (_is_deep(address) or not _is_deep(url)):
            return address.partition("#")[0]
    return url


def _is_deep(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path not in ("", "/") or bool(parts.query)


def _is_video(
    nodes: tuple[dict[str, Any], ...], articles: tuple[dict[str, Any], ...], metas: dict[str, str]
) -> bool:
    if metas.get("og:type", "").lower().startswith("video"):
        return True
    return not articles and any(_is_type(node, _VIDEO_TYPE) for node in nodes)


def _is_locked(nodes: tuple[dict[str, Any], ...], metas: dict[str, str]) -> bool:
    tier = metas.get("article:content_tier", "").lower()
    free = [node["isAccessibleForFree"] for node in nodes if "isAccessibleForFree" in node]
    return tier == "locked" or any(str(value).strip().lower().endswith("false") for value in free)


def _stated_words(article: dict[str, Any]) -> int:
    """The body itself is only counted: readers of the page do not see it."""
    count, body = str(article.get("wordCount") or ""), article.get("articleBody")
    return max(int(count[:6]) if count.isdecimal() else 0, count_words(body) if isinstance(body, str) else 0)
