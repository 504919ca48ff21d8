"""Who did what to whom in a question, against who did it in the sources."""

from __future__ import annotations

from collections.abc import Sequence, Set

from bot.core.language import find_names, tokenize
from bot.core.language.deeds import Deed, find_deeds
from bot.core.language.senses import sense
from bot.core.questions import Question
from bot.core.retrieval import Found

_PRONOUNS = frozenset({"he", "she", "they", "we", "i", "it"})


def find_turned(question: Question, asked: Sequence[Deed], passages: Sequence[Found]) -> Found | None:
    """The first passage that tells a deed of the question the other way round, or of somebody else, where no
    passage tells it as the question does."""
    known = frozenset(name.key for found in passages for name in find_names(found.passage.text))
    names = _senses_of_names(question.text, known)
    for ours in asked:
        same = [
            (theirs, found)
            for found in passages
            for theirs in find_deeds(found.passage.text)
            if theirs.verb == ours.verb
        ]
        if any(_agrees(ours, theirs) for theirs, _ in same):
            continue
        for theirs, found in same:
            if _is_turned(ours, theirs) or _is_of_others(
                ours, theirs, names, _senses_of_names(found.passage.text, known)
            ):
                return found
    return None


def _agrees(ours: Deed, theirs: Deed) -> bool:
    slots = ((ours.doers, _known(theirs.doers)), (ours.done_to, _known(theirs.done_to)))
    return all(not a or not b or bool(a & b) for a, b in slots) and any(a & b for a, b in slots)


def _is_turned(ours: Deed, theirs: Deed) -> bool:
    """ "Orrin bought Kestle" where Kestle bought Orrin."""
    straight = ours.doers & theirs.doers or ours.done_to & theirs.done_to
    return (
        bool(ours.doers and ours.done_to)
        and not straight
        and bool(ours.doers & theirs.done_to or ours.done_to & theirs.doers)
    )


def _is_of_others(ours: Deed, theirs: Deed, names: Set[str], there: Set[str]) -> bool:
    """Whether somebody else named did it, or had it done to them, the rest being alike. Where nothing else is
    said, the one whom the question names must stand in the passage, too, in another part."""
    for a, b, rest_a, rest_b in (
        (ours.doers, theirs.doers, ours.done_to, theirs.done_to),
        (ours.done_to, theirs.done_to, ours.doers, theirs.doers),
    ):
        if not a & names or not b & there or a & b:
            continue
        if rest_a & rest_b or (not rest_a and a & names & there):
            return True
    return False


def _known(party: frozenset[str]) -> frozenset[str]:
    """Nobody where only a pronoun stands: it may be anybody."""
    return frozenset() if party <= _PRONOUNS else party


def _senses_of_names(text: str, known: frozenset[str]) -> frozenset[str]:
    return frozenset(sense(token.stem) for name in find_names(text, known) for token in tokenize(name.text))
