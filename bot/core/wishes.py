"""What /summarize is asked for, read from a person's words: pages, a story, or a topic of the day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urldefrag

from bot.core.addresses import read_address
from bot.core.saying import tr
from bot.errors import BadArguments

_QUOTES = "\"'“”„«»"
_NEWS = r"(?:(?:top|main|latest|newest|biggest|most important) )?(?:news|stories|headlines)"
_ABOUT = r"(?:about|on|of|from|around|regarding|in)"
_DAY = r"(?:today|(?:(?:of|from|in|over|during|for) )?(?:the |this )?(?:last|past) (?:day|24 (?:hours|h)))"
_OF_DAY = re.compile(r"(?:all )?(?:of )?(?:today[’']?s|(?:the )?(?:last )?day[’']s)(?: |$)", re.IGNORECASE)
_AT_DAY = re.compile(rf"(?:^| ){_DAY}$", re.IGNORECASE)
_TOPICS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"topics?\b:? +(?P<topic>.+)",
        rf"(?:all|everything)(?: (?:the )?{_NEWS})? {_ABOUT} (?P<topic>.+)",
        rf"(?:all )?(?:the )?{_NEWS}(?: {_ABOUT} (?P<topic>.+))?",
        rf"(?:all )?(?:the )?(?P<topic>.+) {_NEWS}",
    )
)
_NOTHING_MORE = re.compile(
    r"what(?: has|[’']s| is)? (?:happened|new|up|happening)|the|all|everything", re.IGNORECASE
)
_LATEST = re.compile(r"(?:the )?(?:latest|newest) (?:on|about) ", re.IGNORECASE)
_ARTICLE = re.compile(r"^the +", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pages:
    """Addresses to be told as one piece, each once, in the order given."""

    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OneStory:
    """The newest story that holds the words."""

    words: str


@dataclass(frozen=True, slots=True)
class Topic:
    """The stories of the last day about the words; all of them where there are none."""

    words: str


Wish = Pages | OneStory | Topic


def read_wish(text: str) -> Wish | None:
    """None where nothing was said. Words in quotation marks are words of a story and nothing else.

    Raises BadArguments for words and addresses at once, and for an address that is not of the web.
    """
    words = text.split()
    if not words:
        return None
    if urls := _read_addresses(words):
        return Pages(urls)
    said = " ".join(words).rstrip("?!. ")
    if said.lower() in ("topic", "topics"):
        raise BadArguments(tr("Which topic? Write for example /summarize topic climate."))
    if said[:1] in _QUOTES:
        return OneStory(said.strip(_QUOTES + " "))
    undated = _AT_DAY.sub("", _OF_DAY.sub("", said))
    for form in _TOPICS:
        if found := form.fullmatch(undated):
            return Topic(_bare(found["topic"] or ""))
    return OneStory(_LATEST.sub("", said)) if undated == said else Topic(_bare(undated))


def _bare(topic: str) -> str:
    return "" if _NOTHING_MORE.fullmatch(topic) else _ARTICLE.sub("", topic).strip(_QUOTES + " ")


def read_links(links: Iterable[str]) -> tuple[str, ...]:
    """The web addresses among what a message links to, each once, without the place within the page."""
    web = (link for link in links if link.lower().startswith(("http://", "https://")) or "://" not in link)
    addresses = (read_address(link) for link in web)
    return tuple(dict.fromkeys(urldefrag(address)[0] for address in addresses if address is not None))


def _read_addresses(words: list[str]) -> tuple[str, ...]:
    """None when these are words. A lone "site.example/page" is an address too."""
    if len(words) > 1 and not any("://" in word for word in words):
        return ()
    found = [read_address(word) for word in words]
    addresses = read_links(address for address in found if address is not None)
    if addresses and None in found:
        raise BadArguments(tr("Either web addresses or words, please, not both at once."))
    return addresses
