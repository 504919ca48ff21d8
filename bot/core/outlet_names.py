"""Binds what a site or feed calls its outlet to the domain it stands on: nobody is Reuters by saying so."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import combining, normalize

from bot.core.domains import is_same_name, is_same_site, read_domain, read_site_name
from bot.core.known_outlets import AGENCIES, COMMON, OUTLETS, UNMISTAKABLE
from bot.core.language.unmasking import unmask

_WORD = re.compile(r"[^\W_]+")
_PARTS = re.compile(r"\s+[-–—|:·•»/]\s+|\s*[|:»]\s*|,\s+")
_ADDRESS = re.compile(r"(?:https?://)?(?P<host>[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)+)\b", re.IGNORECASE)
_ADDED = frozenset(
    "the news online com www agency newsagency wire newswire official website site home homepage page live"
    " digital web breaking top latest stories headlines rss feed feeds edition via by from at r tm".split()
)
_PLACES = frozenset("world international global uk us usa eu english".split())
"""Words that make no other outlet of a name: "Reuters World News" is a claim to be Reuters."""
_AGENCY_NAMES = frozenset(AGENCIES.values())
_LONGEST = 5  # words of a well-known name
_SHORT = 4  # letters: shorter names are words or initials of many others ("AP", "PA", "TT")
_FEED_HOSTS = frozenset(
    "feedburner.com feedblitz.com feedpress.me feedpress.com rss.app rsshub.app fetchrss.com politepol.com"
    " feedproxy.google.com google.com follow.it feedly.com feedity.com kill-the-newsletter.com".split()
)
"""Sites that carry other outlets' feeds and speak for none of their own."""


def bind_name(stated: str, domain: str) -> str | None:
    """The stated name as it may be shown of that domain; None where it is somebody else's.

    A name of a well-known outlet is believed on its own domains alone. One that several papers have ("The
    Guardian") is believed of a domain that spells it, a magazine's ("BBC Science Focus") of one that spells the
    rest; both are shown with the domain. A name that is or holds another site's address is not believed.
    """
    if any(not _is_own_address(host, domain) for host in _find_hosts(stated)):
        return None
    whole, rest = _find_known(stated)
    if whole is None or domain in OUTLETS[whole]:
        return stated
    common = whole in COMMON and (spells(domain, whole) or spells(domain, stated))
    of_a_kind = bool(rest) and whole not in _AGENCY_NAMES and spells(domain, rest)
    return f"{stated} ({domain})" if common or of_a_kind else None


def name_domain(domain: str) -> str:
    """What a domain is called without being asked: its outlet where it is well known, else itself."""
    return _by_domain().get(domain, domain)


def speaks_for(domain: str, agency: str) -> bool:
    """Whether the domain is the agency's own; of an agency nobody knows, whether it spells its name."""
    known = AGENCIES.get(agency.lower(), agency)
    return domain in OUTLETS[known] if known in OUTLETS else spells(domain, agency)


def is_one_house(one: str, other: str) -> bool:
    """Whether two registrable domains are one outlet's: a feed may stand on another domain than its pages."""
    if one == other or is_same_name(one, other):
        return one != ""
    return name_domain(one) == name_domain(other)


def choose_voice(url: str, feed_url: str) -> str:
    """The domain that answers for a text which only a feed gives: the page's where the feed is of its house or of
    a site that hosts feeds, else the feed's. No feed speaks for a well-known outlet but its own."""
    of_page, of_feed = read_domain(url), read_domain(feed_url)
    if not of_page or not of_feed or is_one_house(of_page, of_feed):
        return of_page or of_feed
    hosted = of_feed in _FEED_HOSTS and name_domain(of_page) == of_page
    return of_page if hosted else of_feed


def spells(domain: str, name: str) -> bool:
    """Whether the domain has the name, its beginning ("meridian.example", Meridian Press) or its initials."""
    words = [word for word in _words(name) if word != "the"]
    label = "".join(_WORD.findall((read_site_name(domain) or domain.split(".")[0]).lower()))
    whole = "".join(words)
    if not label or not whole:
        return False
    initials = "".join(word[0] for word in words)
    begins = len(label) >= _SHORT and whole.startswith(label)
    return whole in label or begins or (len(words) > 1 and label == initials)


def _find_hosts(stated: str) -> list[str]:
    hosts = [match["host"].lower() for match in _ADDRESS.finditer(_fold(stated))]
    return [host for host in hosts if read_site_name(read_domain(f"http://{host}/"))]


def _is_own_address(host: str, domain: str) -> bool:
    named = read_domain(f"http://{host}/")
    return is_same_site(f"http://{host}/", f"http://{domain}/") or is_one_house(named, domain)


@lru_cache(maxsize=4096)
def _find_known(stated: str) -> tuple[str | None, str]:
    """The well-known outlet that the name claims to be, and the rest of the name: nothing where it is
    the whole of it or of one of its parts."""
    for part in (stated, *_PARTS.split(stated)):
        known = _by_name().get(_key(part)) or _by_name().get(_key(part, _ADDED | _PLACES))
        if known is not None:
            return known, ""
    words = _words(stated)
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            run = "".join(words[start : start + length])
            known = _by_name().get(run)
            if known in UNMISTAKABLE and (len(run) >= _SHORT or known not in _AGENCY_NAMES):
                return known, " ".join((*words[:start], *words[start + length :]))
    return None, ""


def _words(name: str) -> list[str]:
    return _WORD.findall(_fold(unmask(name)))


def _fold(text: str) -> str:
    """Without accents, as domains are written."""
    return "".join(sign for sign in normalize("NFKD", text) if not combining(sign))


def _key(name: str, added: frozenset[str] = _ADDED) -> str:
    """Its words without those that add nothing, written as one: "The Reuters World News Agency" is "reuters"."""
    words = _words(name)
    return "".join(word for word in words if word not in added) or "".join(words)


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    named = {_key(name): known for name, known in AGENCIES.items()}
    return {**{_key(name): name for name in reversed(tuple(OUTLETS))}, **named}


@lru_cache(maxsize=1)
def _by_domain() -> dict[str, str]:
    return {domain: name for name, domains in reversed(tuple(OUTLETS.items())) for domain in domains}
