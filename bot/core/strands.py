"""Stories in several languages: one strand a language in the index of live stories, one story in the database.

Words are compared within a language only, so each strand is grouped as if the others were not there. Its key
holds the story's number and the language, and needs no place of its own in the database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.story_index import StoryIndex
from bot.core.strand_keys import first_language, story_of, strand_key
from bot.core.types import Placement


@dataclass(frozen=True, slots=True)
class Settled:
    """What is to be saved, by stories. `roots`: story or key of a new one → the one that it became part of."""

    placement: Placement
    roots: Mapping[int, int]


def settle(placement: Placement, links: Sequence[tuple[int, int]], index: StoryIndex) -> Settled:
    """The placement of strands as one of stories. `links`: keys of strands that tell of one event; of stories
    that become one the oldest takes over."""
    roots: dict[int, int] = {}

    def root(key: int) -> int:
        node = story_of(key)
        while node in roots:
            node = roots[node]
        return node

    for one, other in (*placement.merged, *links):
        older, younger = sorted((root(one), root(other)), key=_age)
        if older != younger:
            roots[younger] = older
    groups: dict[int, tuple[int, ...]] = {}
    for group in placement.founded:
        home = root(index.homes[group[0]])
        groups[home] = (*groups.get(home, ()), *group)
    ended = {story_of(key) for pair in (*placement.merged, *links) for key in pair if key > 0}
    moved = ((one, root(left), root(joins)) for one, left, joins in placement.moved)
    return Settled(
        Placement(
            joined=(
                *((one, root(key)) for one, key in placement.joined),
                *((one, home) for home, group in groups.items() if home > 0 for one in group),
            ),
            founded=tuple(group for home, group in groups.items() if home < 0),
            merged=tuple((one, root(one)) for one in sorted(ended) if root(one) != one),
            parted=tuple((root(key), group) for key, group in placement.parted),
            moved=tuple((one, left, joins) for one, left, joins in moved if left != joins),
        ),
        {node: root(node) for node in roots},
    )


def rename_strands(
    index: StoryIndex, touched: frozenset[int], roots: Mapping[int, int], homes: Mapping[int, int]
) -> bool:
    """Puts the strands under their keys in the database. `homes`: of the articles of stories founded meanwhile.
    False when the index does not fit what was saved."""
    for key in list(index.stories):
        story_id = roots.get(story_of(key), story_of(key))
        if story_id == story_of(key) > 0 and story_id not in touched:
            continue
        articles = index.stories[key].articles
        if story_id < 0:
            ids = {homes.get(article.id) for article in articles}
            story_id = ids.pop() or 0
            if ids or not story_id:
                return False
        _rename(index, key, strand_key(story_id, first_language(articles)))
    return True


def _rename(index: StoryIndex, key: int, new: int) -> None:
    if key == new:
        return
    if new in index.stories:
        index.merge(key, new)
    else:
        index.rename(key, new)


def _age(key: int) -> tuple[bool, int]:
    """Stored stories before new ones, then in the order of their founding."""
    return key < 0, abs(key)
