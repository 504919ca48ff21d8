"""Tells whose site an address belongs to: the registrable domain, by the Public Suffix List."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from tld import Result, get_fld, get_tld

_ANYBODYS = frozenset({"com", "net", "org", "news", "info", "tv", "eu", "co", "online", "press"})
"""Suffixes that belong to no country. What a paper is called is unique in its country only."""


def read_domain(url: str) -> str:
    """ "https://news.harbour.co.uk/a" → "harbour.co.uk". A host without a public suffix (localhost, an IP
    address) is its own domain; a host below a suffix that hosts others' sites (github.io) too. Lower case,
    empty when there is no host."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
    if not host:
        return ""
    # Asked about the host alone: the library trips over odd paths and ports.
    found = get_fld(f"http://{host}/", fail_silently=True, search_private=True)
    return found or host.removeprefix("www.")


def is_same_site(one: str, other: str) -> bool:
    return read_domain(one) == read_domain(other) != ""


def is_same_name(one: str, other: str) -> bool:
    """Whether two registrable domains are one name under two suffixes, of which at most one is a country's:
    harbour.co.uk and harbour.com. harbour.ie may be somebody else than harbour.co.uk."""
    (mine, my_suffix), (theirs, their_suffix) = _split(one), _split(other)
    return mine == theirs != "" and bool({my_suffix, their_suffix} & _ANYBODYS)


def read_site_name(domain: str) -> str:
    """ "harbour" of harbour.co.uk; empty where there is no public suffix."""
    return _split(domain)[0]


@lru_cache(maxsize=8192)
def _split(domain: str) -> tuple[str, str]:
    """The name and the suffix."""
    found = get_tld(f"http://{domain}/", fail_silently=True, as_object=True)
    return (found.domain, found.tld) if isinstance(found, Result) else ("", "")
