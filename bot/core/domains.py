"""Tells whose site an address belongs to: the registrable domain, by the Public Suffix List."""

from __future__ import annotations

from urllib.parse import urlsplit

from tld import get_fld


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
