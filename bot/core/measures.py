"""What figures in news measure: the classes that are compared across outlets, and how each is worded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.language import stem
from bot.core.saying import tr


@dataclass(frozen=True, slots=True)
class Measure:
    """`words` are stems, or a word and a stem ("on board"), that tell the class, `idioms` a pattern of longer
    turns of phrase that do; `label` heads a facts table; `phrase` completes "put … at 12", `noun` "sources
    differ on …".

    `grows`: later counts of it replace earlier ones. `people`: it counts persons, so that a figure of a special
    group ("four children") is another measure.
    """

    name: str
    words: frozenset[str]
    label: str
    phrase: str
    noun: str
    grows: bool = True
    people: bool = True
    idioms: str = ""


def _key(word: str) -> str:
    """ "on|board" stands for two words in a row, the second stemmed."""
    first, _, second = word.rpartition("|")
    return f"{first} {stem(second)}" if first else stem(word)


def _measure(
    name: str,
    words: str,
    label: str,
    phrase: str,
    noun: str,
    *,
    grows: bool = True,
    people: bool = True,
    idioms: str = "",
) -> Measure:
    stems = frozenset(_key(word) for word in words.split())
    return Measure(name, stems, label, phrase, noun, grows, people, idioms)


MEASURES = (
    _measure(
        tr("people killed"),
        "killed dead died deaths fatalities fatality",
        tr("Dead"),
        "the number of people killed",
        "deaths",
        idioms=r"lost (?:his|her|their) li(?:fe|ves)",
    ),
    _measure(
        tr("people injured"),
        "injured injuries hurt wounded injuring injury wounding",
        tr("Injured"),
        "the number of people injured",
        "the number of injured",
    ),
    _measure(
        tr("people missing"),
        "missing unaccounted",
        tr("Missing"),
        "the number of people missing",
        "the number of missing",
    ),
    _measure(
        tr("people arrested"),
        "arrested arrests detained custody arrest detaining nicked arresting",
        tr("Arrested"),
        "the number of people arrested",
        "arrests",
    ),
    _measure(
        tr("people evacuated"),
        "evacuated evacuees evacuate evacuation",
        tr("Evacuated"),
        "the number of people evacuated",
        "evacuations",
        idioms=r"(?:had|ordered) to leave their homes|(?:forced|driven) (?:[\w,]+ ){0,5}"
        r"(?:out of|from) their homes|(?:led|moved|taken|brought) (?:out of|away from|to safety)",
    ),
    _measure(
        tr("people rescued"),
        "rescued rescue",
        tr("Rescued"),
        "the number of people rescued",
        "the number of rescued",
    ),
    _measure(
        tr("people taking part"),
        """marched march marching demonstrated attended turnout marchers crowd rally turned|out
        take|part took|part taken|part taking|part""",
        tr("Took part"),
        "the number of people taking part",
        "turnout",
        grows=False,
    ),
    _measure(
        tr("people on board"),
        "aboard on|board",
        tr("On board"),
        "the number of people on board",
        "the number on board",
        grows=False,
    ),
    _measure(
        tr("cases"),
        "cases infections infected fallen|ill fell|ill fall|ill taken|ill became|ill fallen|sick fell|sick",
        tr("Cases"),
        "the number of cases",
        "cases",
        people=False,
        idioms=r"(?:come|came|gone|went|going) down with|caught (?:it|the (?:disease|virus|infection))",
    ),
    _measure(
        tr("homes without power"),
        "power electricity blackout outage",
        tr("Homes without power"),
        "the number of homes without power",
        "power cuts",
        people=False,
    ),
    _measure(
        tr("magnitude"), "magnitude", tr("Magnitude"), "the magnitude", "the magnitude", grows=False, people=False
    ),
)

CASUALTIES = ("people killed", "people injured", "people missing")
# Who a figure counts when it counts people in general.
PERSONS = frozenset(
    stem(word)
    for word in """people person persons passengers protesters demonstrators marchers victims casualties injuries
    arrests deaths fatalities individuals residents supporters others attendees lives evacuees""".split()
)
THINGS = {
    "cases": frozenset(stem(word) for word in "cases infections people children guests patients".split()),
    "homes without power": frozenset(
        stem(word) for word in ("homes", "households", "customers", "houses", "properties")
    ),
    "magnitude": frozenset({""}),
}


# ---------------------------------------------------------------- what any figure counts, and in which event

# Nouns that outlets use for one another when they count.
_GROUPS = {
    stem(word): line.split()[0]
    for line in """
child children pupils pupil schoolchildren students student kids
house houses home homes households household
soldier soldiers troops servicemen
prisoner prisoners inmates inmate detainees
worker workers employees employee staff
missile missiles rockets rocket
ship ships boats boat vessels vessel trawlers
flight flights
case cases infections
building buildings
policeman police officers
""".strip().splitlines()
    for word in line.split()
}
PERSON = "person"


def group_of(counted: str) -> str:
    """The class of what is counted, from its stem: persons in general are one class, whatever they are called."""
    if counted in PERSONS:
        return PERSON
    return _GROUPS.get(counted, counted)


# What happened to those counted, or what was done with the sum: a figure of one is never one of another.
_OUTCOMES = {
    _key(word): line.split()[0]
    for line in """
killed kill dead died dies deaths fatalities perished drowned
hurt injured injuries wounded injuring treated
missing unaccounted
arrested arrest detained custody detaining arresting
trapped
evacuated evacuees evacuate evacuation
moved displaced fled homeless
rescued rescue saved
inhospital to|hospital in|hospital
ill sick infected
charged convicted acquitted
released freed
launched fired launch fire hit struck landed slammed
intercepted shot|down downed
collapsed destroyed
damaged
flooded
burned
stranded
sold
bought buy
cost costs
earned earn
paid pay
spent spend
raised
owed owe
cut cuts
asked demanded
awarded
pledged promised
stolen stole steal
won win
gained
lost lose
signed
cancelled canceled
escaped
on|strike
found seized
offered
""".strip().splitlines()
    for word in line.split()
}


def outcomes_of(keys: Iterable[str]) -> frozenset[str]:
    """The classes of events that words tell of. Keys are stems, or a word and a stem in a row ("shot down")."""
    return frozenset(_OUTCOMES[key] for key in keys if key in _OUTCOMES)


# What befalls people, and what is only asked for: a figure with one of these is never one without.
GRAVE = frozenset("killed hurt missing arrested trapped evacuated rescued inhospital charged asked".split())


def of_scope(measure: Measure, counted: str, unit: str) -> bool:
    """Whether a figure that counts `counted` can be the whole of the measure,
    and not of a part or another thing."""
    if measure.name == "magnitude":
        return unit == "magnitude"
    if unit:
        return False
    if measure.people:
        return counted == "" or counted in PERSONS
    things = THINGS[measure.name]
    return counted in things or counted in {group_of(thing) for thing in things if thing}


def find_measure(name: str) -> Measure | None:
    return next((measure for measure in MEASURES if measure.name == name), None)
