"""Words that news uses for one another, and words that must never be taken for one another."""

from __future__ import annotations

from bot.core.language.verbs import base_stem
from bot.core.language.words import stem

# Each line: words that say the same in news prose, so that a light rewording still matches.
_SAME = """
kill killed dead died dies die deaths death
injured injure injuring hurt wounded injuries
said says told stated
arrested arrest arrests arresting detained detain
vessel ship boat
firm company
begin began begun start started starts
show shows showed shown
people persons person
percent cent
cancelled canceled cancel
organisers organizers organiser organizer
harbour harbor
automobile car cars
purchase purchased buy bought buys
children child
men man
women woman
teacher teachers
rise rose risen rises
fall fell fallen falls
grow grew grown
hit struck strike strikes hits
say saying
go went gone
take took taken
give gave given
make made
leave left
find found
hold held
lose lost
win won
build built
send sent
meet met
pay paid
sell sold
spend spent
speak spoke spoken
beat beaten beats beating defeat defeated defeats
rescue rescued rescues save saved saves
burn burned burnt
earthquake quake tremor
"""
# Each line: words of one slot, of which a sentence means exactly one.
_OPPOSED = """
north south east west northern southern eastern western
northeast northwest southeast southwest
rose fell rise fall increased decreased increase decrease grew shrank climbed dropped up down gained lost
higher lower more less fewer above below
won lost win lose victory defeat
approved rejected approve reject accepted refused backed opposed
open closed opened close reopened shut
arrested released freed charged convicted acquitted sentenced
killed injured wounded missing
dead alive
guilty innocent
allowed banned permitted prohibited
before after
father mother son daughter brother sister husband wife uncle aunt
man woman boy girl men women boys girls
male female
he she
his her
murder manslaughter theft robbery fraud rape assault burglary arson
bought sold buy sell
hired fired appointed dismissed resigned
joined left
started ended began finished
supported opposed support oppose
confirmed denied
public private
largest smallest biggest highest lowest longest shortest oldest youngest
first last
morning afternoon evening night
second minute hour day week month year decade
seconds minutes hours days weeks months years decades
daily weekly monthly yearly annual
red blue green yellow black white orange grey
import export imports exports
win loss profit
minister mayor governor president senator judge
majority minority
maximum minimum
inside outside
upper lower
safe unsafe dangerous
legal illegal
true false
twice half
all none some most few
always never
"""


def _group(table: str) -> dict[str, int]:
    return {stem(word): i for i, line in enumerate(table.strip().splitlines()) for word in reversed(line.split())}


_SENSE = _group(_SAME)


def same_sense(a: str, b: str) -> bool:
    """Whether two stems say the same in news prose."""
    return a == b or (a in _SENSE and _SENSE[a] == _SENSE.get(b))


_OPPOSITES: dict[str, frozenset[str]] = {}
for _line in _OPPOSED.strip().splitlines():
    _slot = frozenset(map(stem, _line.split()))
    for _stem in _slot:
        _OPPOSITES[_stem] = _OPPOSITES.get(_stem, frozenset()) | {
            _other for _other in _slot if not same_sense(_stem, _other)
        }


def sense(stemmed: str) -> str:
    """One name for all stems of one sense and for all forms of a verb, else the stem itself."""
    if stemmed in _SENSE:
        return f"={_SENSE[stemmed]}"
    return base_stem(stemmed)


def opposites_of(stemmed: str) -> frozenset[str]:
    """The stems that fill a slot with it which can hold only one of them."""
    return _OPPOSITES.get(stemmed, frozenset())
