"""Which outlets somebody may mean who misspelt one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from bot.core.domains import read_site_name
from bot.core.hidden_outlets import is_outlet
from bot.core.types import Outlet

_NEAR = 0.8  # of the letters are the same, in their order: one or two slips in a name
_MOST = 3


def find_near_outlets(name: str, outlets: Sequence[Outlet]) -> tuple[str, ...]:
    """The names of those that come near, the nearest first; none where an outlet goes by just that name."""
    if any(is_outlet(outlet, name) for outlet in outlets):
        return ()
    asked = _words(name)
    known: dict[str, str] = {}
    for outlet in outlets:
        for form in _list_forms(outlet, len(asked)):
            known.setdefault(form, outlet.name)
    near = get_close_matches(" ".join(asked), list(known), n=2 * _MOST, cutoff=_NEAR)
    return tuple(dict.fromkeys(known[form] for form in near))[:_MOST]


def _list_forms(outlet: Outlet, several: int) -> Iterator[str]:
    """What it may be called: its whole name, as many words of it as are asked for, its domain, that without its
    suffix."""
    own, domain = _words(outlet.name), outlet.domain.casefold()
    yield from (" ".join(own), " ".join(own[:several]), domain, read_site_name(domain))


def _words(name: str) -> list[str]:
    words = name.casefold().split()
    return words[1:] if words[:1] == ["the"] and len(words) > 1 else words
