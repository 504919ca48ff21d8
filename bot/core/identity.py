"""Tells which items of a feed are entries already known, though their guid, link or title may have changed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from bot.core.types import Entry, ParsedEntry

CLOSE_IN_TIME = timedelta(hours=6)
TELLING_TITLE_WORDS = 5
_SHARED_BY_MANY = 3

_TRACKING = re.compile(
    r"^(?:utm_\w+|at_\w+|ns_\w+|mc_\w+|wt_\w+|pk_\w+|hsa_\w+|fbclid|gclid|dclid|yclid|msclkid|igshid|twclid"
    r"|xtor|ocid|smid|cmp|cmpid|ito|ref|ref_src|referrer|src|source|ftag|partner|campaign|intcmp|rss|feed"
    r"|spm|sref|taid|trackid|__twitter_impression)$",
    re.IGNORECASE,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Matching:
    """`known`: each item with the entry it is; `new`: items that are no entry yet, in the feed's order;
    `missing`: entries the feed does not list now."""

    known: tuple[tuple[ParsedEntry, Entry], ...]
    new: tuple[ParsedEntry, ...]
    missing: tuple[Entry, ...]


def match_entries(items: Sequence[ParsedEntry], entries: Sequence[Entry]) -> Matching:
    """An item is a known entry when it has its guid, or its link, or its title and about its date.

    Three things keep apart what is different: a guid that comes with another link, another title and a later
    date was reused; a guid or link that many items bear (a live page, a front page) tells nothing; and
    an entry that another item matches better is not matched by title. `entries`: newest first.
    """
    marks = _Marks(items, entries)
    known: dict[int, ParsedEntry] = {}
    left: list[ParsedEntry] = []
    for item in items:
        place = marks.find(item)
        if place is None:
            left.append(item)
        else:
            known.setdefault(place, item)
    new = [item for item in left if not _match_by_title(item, entries, marks, known)]
    return Matching(
        known=tuple((item, entries[place]) for place, item in known.items()),
        new=tuple(_drop_repeats(new, marks)),
        missing=tuple(entry for place, entry in enumerate(entries) if place not in known),
    )


class _Marks:
    """Guids and links that tell items apart, and the places of the entries that bear them."""

    def __init__(self, items: Sequence[ParsedEntry], entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._links = _index(entries, lambda entry: normalise_link(entry.url))
        self._keys = _index(entries, lambda entry: entry.key)
        self.titles = _index(entries, lambda entry: normalise_title(entry.title))
        links = {(normalise_link(item.url), normalise_title(item.title)) for item in items}
        self._shared_links = _borne_by(_SHARED_BY_MANY, (link for link, _ in links))
        self._shared_links |= {link for link, places in self._links.items() if len(places) >= _SHARED_BY_MANY}
        keys = {(item.key, normalise_link(item.url), normalise_title(item.title)) for item in items}
        self._shared_keys = _borne_by(2, (key for key, _, _ in keys))

    def key_of(self, item: ParsedEntry | Entry) -> str | None:
        return item.key if item.key and item.key not in self._shared_keys else None

    def link_of(self, item: ParsedEntry | Entry) -> str | None:
        link = normalise_link(item.url)
        return link if link and link not in self._shared_links else None

    def find(self, item: ParsedEntry) -> int | None:
        """The place of the entry that has the item's guid or else its link."""
        link = normalise_link(item.url)
        same_key = self._keys.get(item.key, ()) if item.key else ()
        # Borne by many items, a guid or link still says the same together with one more agreement.
        for place in same_key:
            entry = self._entries[place]
            agrees = normalise_link(entry.url) == link or _same_title(entry, item)
            if agrees or (self.key_of(item) is not None and not _is_reused(entry, item)):
                return place
        for place in self._links.get(link, ()) if link else ():
            if self.link_of(item) is not None or _same_title(self._entries[place], item):
                return place
        return None


def _match_by_title(
    item: ParsedEntry, entries: Sequence[Entry], marks: _Marks, known: dict[int, ParsedEntry]
) -> bool:
    """Whether the item is an entry under another guid and link; notes it in `known` then."""
    for place in marks.titles.get(normalise_title(item.title), ()):
        if place not in known and _is_close(entries[place], item):
            known[place] = item
            return True
    return False


def _drop_repeats(items: Iterable[ParsedEntry], marks: _Marks) -> Iterable[ParsedEntry]:
    """One item for each guid and each link that tells items apart."""
    seen: set[tuple[str, str]] = set()
    for item in items:
        key, link = marks.key_of(item), marks.link_of(item)
        own = {("key", key)} if key else set()
        own |= {("link", link)} if link else set()
        whole = {("all", f"{item.key} {normalise_link(item.url)} {normalise_title(item.title)}")}
        if seen.isdisjoint(own | whole):
            yield item
        seen |= own | whole


def _is_reused(entry: Entry, item: ParsedEntry) -> bool:
    """Whether the guid was given to something that really is new."""
    if normalise_link(entry.url) == normalise_link(item.url) or _same_title(entry, item):
        return False
    return bool(entry.published_at and item.published_at and item.published_at > entry.published_at)


def _same_title(entry: Entry, item: ParsedEntry) -> bool:
    return normalise_title(entry.title) == normalise_title(item.title) != ""


def _is_close(entry: Entry, item: ParsedEntry) -> bool:
    """About the same date; where a date is missing, a title long enough to be that of one article."""
    if entry.published_at is not None and item.published_at is not None:
        return abs(entry.published_at - item.published_at) <= CLOSE_IN_TIME
    return len(normalise_title(item.title).split()) >= TELLING_TITLE_WORDS


def normalise_link(url: str) -> str:
    """A link without what changes from visit to visit: scheme, "www.", default port, case of the host,
    fragment, trailing slash, tracking parameters; the other parameters sorted. Empty for an empty link."""
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return url.strip()
    if not host:
        return ""
    kept = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(pair[0]))
    place = f"{host}:{port}" if port not in (None, 80, 443) else host
    path = quote(unquote(parts.path), safe="/").rstrip("/")
    return f"{place}{path}?{urlencode(kept)}" if kept else f"{place}{path}"


def normalise_title(title: str) -> str:
    """The title's words alone, in lower case."""
    return " ".join(re.findall(r"\w+", title.casefold()))


def _index(entries: Sequence[T], mark: Callable[[T], str]) -> Mapping[str, Sequence[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        found[mark(entry)].append(place)
    return dict(found)


def _borne_by(many: int, marks: Iterable[Hashable]) -> set[Hashable]:
    return {mark for mark, count in Counter(marks).items() if count >= many}
