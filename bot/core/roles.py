"""Who did what to whom, and who told it: roles of a claim that its passages give to others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.core.alignment import coverage, senses
from bot.core.appositions import are_paired
from bot.core.fault_words import say_otherwise
from bot.core.faults import Evidence, Fault, has_name
from bot.core.language import find_names, find_speaker, same_name, tokenize
from bot.core.language.deeds import Deed, find_deeds
from bot.core.language.mentions import Name
from bot.core.language.titles import is_role
from bot.core.language.words import STOP_WORDS
from bot.core.saying import tr
from bot.core.types import Passage, Support

_COPIED = 0.6  # coverage by one passage from which the claim is a copy of it, so that places can be compared

_KIN = frozenset(
    """brother sister son daughter father mother wife husband widow widower uncle aunt cousin nephew niece partner
    girlfriend boyfriend friend family parents lawyers agent attorneys aides office team estate rival
    opponent""".split()
)
# Several people, whom nobody takes for one that has a name.
_CROWD = re.compile(
    r"(?:\w+ (?:of the )?)?\b(?:people|officials|residents|witnesses|sources|members|experts|analysts|neighbou?rs"
    r"|passengers|fans|critics|supporters)\b"
)
_FEWEST_BEFORE = 4  # words before the teller's name that make a clause of their own
_LONGEST_TAIL = 7  # words of ", said Bo Linde, the mayor of Ellory"
_FEWEST_OWN = 3  # content words by which a passage's own matter is known


def find_role_faults(claim: str, evidence: Evidence) -> Iterator[Fault]:
    """ "A sued B" against "B sued A" or "A was sued by B"; two names that changed places; words put in another's
    mouth."""
    yield from _deed_faults(claim, evidence)
    yield from _slot_faults(claim, evidence)
    yield from _teller_faults(claim, evidence)
    yield from _owner_faults(claim, evidence)


def _deed_faults(claim: str, evidence: Evidence) -> Iterator[Fault]:
    told = [(passage, deed) for passage in evidence.passages for deed in find_deeds(passage.text)]
    for ours in find_deeds(claim):
        same = [(passage, deed) for passage, deed in told if deed.verb == ours.verb]
        turned = [passage for passage, deed in same if _is_turned(ours, deed)]
        if turned and not any(_agrees(ours, deed) for _, deed in same):
            yield Fault(
                "roles",
                Support.CONTRADICTED,
                tr("who did it to whom is the other way round in passage {id}", id=turned[0].id),
            )
            return


def _is_turned(ours: Deed, theirs: Deed) -> bool:
    """Whether each party of ours stands on the other side there and not on its own.

    A verb with one party tells nothing ("the mill closed", "the company closed it"), unless it is a passive:
    "police were arrested" turns "police arrested two men".
    """
    if not (theirs.doers and theirs.done_to and ours.done_to and (ours.doers or ours.passive)):
        return False
    doer = bool(ours.doers & theirs.done_to) and not ours.doers & theirs.doers
    done_to = bool(ours.done_to & theirs.doers) and not ours.done_to & theirs.done_to
    return done_to and (doer or not ours.doers)


def _agrees(ours: Deed, theirs: Deed) -> bool:
    return not _is_turned(ours, theirs) and bool(ours.doers & theirs.doers or ours.done_to & theirs.done_to)


def _slot_faults(claim: str, evidence: Evidence) -> Iterator[Fault]:
    """A name between the same two words between which the passage that the claim copies has another name."""
    if any(changes_voice(claim, passage.text) for passage in evidence.passages):
        return  # the doer rightly stands where the other stood
    slots = [(passage, slot) for passage in evidence.passages for slot in _name_slots(passage.text)]
    copied = {passage.id for passage in evidence.passages if coverage(claim, passage.text) >= _COPIED}
    for ours in _name_slots(claim):
        if any(same_name(ours.key, slot.key) and _beside(ours, slot) for _, slot in slots):
            continue
        for passage, slot in slots:
            if passage.id not in copied or not _same_place(ours, slot) or same_name(ours.key, slot.key):
                continue
            if not are_paired(ours.key, slot.key, claim, passage.text):
                words = say_otherwise(ours.text, slot.text, passage)
                yield Fault("roles" if ours.key in passage.text.lower() else "name", Support.CONTRADICTED, words)
                return


def changes_voice(claim: str, text: str) -> bool:
    """Whether one tells in the passive what the other tells in the active, of the same two parties."""
    told = find_deeds(text)
    return any(
        ours.verb == theirs.verb
        and ours.passive != theirs.passive
        and bool(ours.doers & theirs.doers and ours.done_to & theirs.done_to)
        for ours in find_deeds(claim)
        for theirs in told
    )


@dataclass(frozen=True, slots=True)
class _Slot:
    """A name and the words on either side of it, "" at the edge of the sentence."""

    key: str
    text: str
    before: str
    after: str


@lru_cache(maxsize=4_096)
def _name_slots(text: str) -> tuple[_Slot, ...]:
    words = [token for token in tokenize(text) if token.text[0].isalnum()]
    slots = []
    for name in find_names(text):
        before = next((word.lower for word in reversed(words) if word.end <= name.start), "")
        after = next((word.lower for word in words if word.start >= name.end and word.lower != "s"), "")
        if not {before, after} & {"and", "or"}:  # the order of a list says nothing
            slots.append(_Slot(name.key, name.text, before, after))
    return tuple(slots)


def _same_place(ours: _Slot, theirs: _Slot) -> bool:
    return (ours.before, ours.after) == (theirs.before, theirs.after)


def _beside(ours: _Slot, theirs: _Slot) -> bool:
    """Whether both stand at the same word that means something."""
    if _same_place(ours, theirs):
        return True
    shared = {
        ours.before if ours.before == theirs.before else "",
        ours.after if ours.after == theirs.after else "",
    }
    return any(word and word not in STOP_WORDS for word in shared)


def _teller_faults(claim: str, evidence: Evidence) -> Iterator[Fault]:
    ours = find_names(find_speaker(claim), frozenset({find_speaker(claim).lower()}))
    if not any(has_name(passage.text, name) for name in ours for passage in evidence.passages):
        return  # no name, or one that no passage has
    tellers = [(passage, find_speaker(passage.text)) for passage in evidence.passages]
    named = [(passage, teller) for passage, teller in tellers if find_names(teller, frozenset({teller.lower()}))]
    if not _CROWD.search(find_speaker(claim)) and all(_CROWD.match(teller) for _, teller in tellers):
        passage, teller = tellers[0]
        words = tr(
            "told by {text} in the text, by {teller} in passage {id}",
            text=ours[0].text,
            teller=teller,
            id=passage.id,
        )
        yield Fault("speaker", Support.UNSUPPORTED, words)
    other = next(_taken_over(claim, ours, named, evidence), None)
    if other is None and len(named) == len(evidence.passages):
        same = [one for one in named if _is_one_of(ours, one[1])]
        other = None if same else named[0]
    if other is not None:
        passage, teller = other
        words = tr(
            "told by {text} in the text, by {teller} in passage {id}",
            text=ours[0].text,
            teller=teller,
            id=passage.id,
        )
        yield Fault("speaker", Support.CONTRADICTED, words)


def _is_one_of(names: Sequence[Name], teller: str) -> bool:
    theirs = find_names(teller, frozenset({teller.lower()}))
    return any(same_name(a.key, b.key) for a in names for b in theirs)


def _taken_over(
    claim: str, ours: Sequence[Name], named: Sequence[tuple[Passage, str]], evidence: Evidence
) -> Iterator[tuple[Passage, str]]:
    """The passages told by another whose words the claim gives to its teller: "Vidal said it was open and the
    bridge shut" where the bridge is Linde's word."""
    start = claim.find(ours[0].text)
    told = claim if len(claim[: max(start, 0)].split()) < _FEWEST_BEFORE or _ends(claim, start) else claim[start:]
    for passage, teller in named:
        others = [other for other in evidence.passages if other is not passage]
        if not others or _is_one_of(ours, teller) or any(word in claim for word in teller.split()[-1:]):
            continue
        known = frozenset(senses(teller)).union(*(senses(other.text) for other in others))
        if len({*senses(told)} & {*senses(passage.text)} - known) >= _FEWEST_OWN:
            yield passage, teller


def _ends(claim: str, start: int) -> bool:
    """Whether the teller is named at the end, for all that stands before."""
    return len(claim[start:].split()) <= _LONGEST_TAIL


def _owner_faults(claim: str, evidence: Evidence) -> Iterator[Fault]:
    """ "Vidal" where the passages only know "Vidal's lawyer"."""
    plain = [_plain_words(passage.text) for passage in evidence.passages]
    ours = [token for token in tokenize(claim) if token.text[0].isalnum()]
    for passage in evidence.passages:
        for before, owner, owned in _owners(passage.text):
            if any(owner in words for words in plain) or owned in _plain_words(claim):
                continue
            for previous, token in pairwise([None, *ours]):
                here = previous.lower if previous else ""
                if token is not None and token.lower == owner and here == before:
                    words = tr(
                        "{text} in the text, {text}'s {owned} in passage {id}",
                        text=token.text,
                        owned=owned,
                        id=passage.id,
                    )
                    yield Fault("roles", Support.UNSUPPORTED, words)
                    return


@lru_cache(maxsize=4_096)
def _plain_words(text: str) -> frozenset[str]:
    return frozenset(token.lower for token in tokenize(text))


@lru_cache(maxsize=4_096)
def _owners(text: str) -> tuple[tuple[str, str, str], ...]:
    """Who has somebody ("Vidal's former lawyer"): the word before, the owner, and who is theirs."""
    words = [token for token in tokenize(text) if token.text[0].isalnum()]
    found = []
    for i, word in enumerate(words):
        owner = word.lower.removesuffix("'s")
        if owner == word.lower or owner in {"it", "that", "he", "she", "what", "there", "who"}:
            continue
        owned = next((w.lower for w in words[i + 1 : i + 4] if w.lower in _KIN or is_role(w.lower)), "")
        if owned:
            found.append((words[i - 1].lower if i else "", owner, owned))
    return tuple(found)
