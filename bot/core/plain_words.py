"""A sentence told in plain words against its original: shorter, with everyday words, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from bot.core.alignment import content, sense_set
from bot.core.faults import Evidence
from bot.core.language import split_sentences, stem
from bot.core.language.quotes import quoted_spans
from bot.core.saying import tr
from bot.core.synonyms import meaning
from bot.core.translations import PLAIN_LEAST, PLAIN_MOST, compare_facts
from bot.core.typed_faults import find_typed_faults
from bot.core.types import Passage, PassageId

KEPT = 0.6  # of the original's content words, in its own or in plain words
MOST_WORDS = 30  # of a sentence in plain words; an original that is as long may stay so
_SLACK = 25  # characters
_NAMED = 6  # words in a reason
_ITSELF = PassageId("0.0")
# Each line: everyday words for rarer ones, as far as they say the same wherever news uses them. What lightly
# reworded sentences may put for one another stands in `synonyms`.
_PLAINER = """
hurt: injured injury injuries wounded casualty casualties
died dead death deaths killed: fatality fatalities deceased perished
people: persons individuals residents inhabitants
start begin began begun started: commence commenced launched initiated
stop stopped end ended: cease ceased halted terminated
buy bought: purchased acquired acquire procure takeover
sell sold: divested
help helped: assisted assistance aid facilitate
use used: utilise utilised employ
ask asked: requested enquired inquired
tell told say said: informed stated announced declared disclosed testified
show shows showed: demonstrate demonstrated indicate indicated revealed
try tried: attempted endeavoured sought
get got: obtained received
give gave given: provided granted supplied donated
keep kept: retained maintained preserved
leave left: departed vacated evacuated
need needs needed: requires required necessitate
money: funds funding finances revenue
cost costs: expenditure expenses
boat ship: vessel ferry
fire: blaze inferno
police: officers constabulary
court judge: tribunal magistrate
rule rules law: regulation regulations legislation statute
plan plans: proposal proposals scheme
part: portion segment
rain storm: precipitation
big large: substantial considerable extensive
enough: sufficient adequate
about: approximately
before: prior
after: following subsequent
more: additional further
again: anew
make made: manufactured constructed produced built
break broke broken: fractured ruptured
pay paid: remunerated compensated
work works: labour employment
jobs job: positions posts employment
workers: employees personnel staff
boss head: chief executive director
talks talk: negotiations discussions
deal: agreement accord
vote voted: ballot balloted
check checked checks: inspected inspection examined
look looked into: investigated investigation inquiry probe
found find: discovered detected identified located
took taken take: seized confiscated
send sent: dispatched transmitted
let allow allowed: permitted authorised
ban banned: prohibited prohibition
rise rose: increase increased climbed
fall fell: decrease decreased declined
close closed shut: closure suspended
open opened: inaugurated
win won: victory victorious triumphed
lose lost: defeat defeated
house houses home homes: residence residences dwellings households
doctor doctors: physician physicians
lawyer: attorney counsel solicitor
school: academy
jail prison: custody imprisonment incarcerated
arrested caught: detained apprehended
"""


@lru_cache(maxsize=1)
def _plainer() -> Mapping[str, frozenset[str]]:
    """The sense of a plain word to those of the words it may stand for."""
    found: dict[str, set[str]] = {}
    for line in _PLAINER.strip().splitlines():
        plain, _, rare = line.partition(": ")
        for word in plain.split():
            found.setdefault(meaning(stem(word)), set()).update(meaning(stem(one)) for one in rare.split())
    return {word: frozenset(rare) for word, rare in found.items()}


def check_plain(
    original: str, text: str, cited: Sequence[Passage], times: Mapping[int, datetime]
) -> tuple[str, ...]:
    """What is wrong with it; empty when it tells the original with its own words or everyday ones for them.

    Facts are compared both ways: none may be lost and none added. `cited` are the original's passages, whose
    words may be used too.
    """
    found = (*_wrong_length(original, text), *compare_facts(original, text, "en", "en"))
    found = (*found, *_changed_quotations(original, text), *_wrong_words(original, text, cited))
    if not found:
        found = tuple(_typed(original, text, cited, times))
    return tuple(dict.fromkeys(found))


def _wrong_length(original: str, text: str) -> Iterator[str]:
    if len(text) < PLAIN_LEAST * len(original) - _SLACK / 2:
        yield tr("it is far shorter than the original")
    if len(text) > PLAIN_MOST * len(original) + _SLACK:
        yield tr("it is far longer than the original")
    longest = max(MOST_WORDS, *(len(one.text.split()) for one in split_sentences(original)))
    if any(len(one.text.split()) > longest for one in split_sentences(text)):
        yield tr("its sentences are not short")


def _changed_quotations(original: str, text: str) -> Iterator[str]:
    for start, end in quoted_spans(text):
        said = text[start + 1 : end - 1].strip(" ,.")
        if said not in original:
            yield tr("“{said}” is not quoted word for word", said=said)


def _wrong_words(original: str, text: str, cited: Sequence[Passage]) -> Iterator[str]:
    """Content words that nobody said, plain words for them aside; and too few of the original's."""
    said = sense_set(original).union(*(sense_set(passage.text) for passage in cited))
    ours = sense_set(text)
    new = [
        token.text
        for token in content(text)
        if (key := meaning(token.stem)) not in said and not _plainer().get(key, frozenset()) & said
    ]
    if new:
        yield tr("the original does not say “{words}”", words=", ".join(dict.fromkeys(new[:_NAMED])))
    stood_for = ours.union(*(_plainer().get(key, frozenset()) for key in ours))
    wanted = sense_set(original)
    if wanted and len(wanted & stood_for) < KEPT * len(wanted):
        yield tr("much of the original is missing")


def _typed(original: str, text: str, cited: Sequence[Passage], times: Mapping[int, datetime]) -> Iterator[str]:
    """What checking finds of each sentence against the original and its passages."""
    article = cited[0].article_id if cited else 0
    itself = Passage(_ITSELF, article, original, 0, len(original), 0)
    evidence = Evidence.of((itself, *cited), times)
    for sentence in split_sentences(text):
        for fault in find_typed_faults(sentence.text, evidence):
            yield fault.words
