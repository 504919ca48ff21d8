"""Closed lists by which two reports of one event are told across languages: victims, places, great cities' names.

The columns are those of `lexicon_rows`: en | de | fr | es | it | pt | nl.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from bot.core.language.lexicon_rows import LANGUAGES

# What happened to people who are counted, as patterns of whole words.
_VICTIMS = {
    "dead": r"""killed|dead|die[ds]?|deaths?|drowned | tote[rn]?|todesopfer|starb(?:en)?|gestorben|getötet\w*
        |ums leben | morts?|mortes?|tuée?s?|décédée?s? | muert[oa]s?|muertes|fallecid[oa]s?|murió|murieron|mueren
        | mort[oie]|uccis[oaie]|decedut[oaie] | mort[oa]s?|morreu|morreram
        | dode?n?|gedood|overleden|omgekomen""",
    "injured": r"""injured|hurt|wounded | verletz\w*|verwundet\w* | blessée?s? | herid[oa]s?|lesionad[oa]s?
        | ferit[oaie] | ferid[oa]s? | gewond\w*""",
    "missing": r"""missing|unaccounted | vermisst\w* | disparue?s? | desaparecid[oa]s? | dispers[oaie]
        | desaparecid[oa]s? | vermist\w*""",
    "arrested": r"""arrest\w*|detained | festgenommen\w*|verhaftet\w* | arrêtée?s?|interpellée?s?
        | detenid[oa]s?|detuv\w* | arrestat[oaie]|fermat[oaie] | detid[oa]s?|pres[oa]s?
        | aangehouden|gearresteerd|opgepakt""",
    "evacuated": r"""evacuated | evakuiert\w* | évacuée?s? | evacuad[oa]s? | evacuat[oaie]|sfollat[oaie]
        | evacuad[oa]s?|retirad[oa]s? | geëvacueerd\w*""",
    "rescued": r"""rescued|saved | gerettet\w* | sauvée?s?|secourue?s? | rescatad[oa]s? | salvat[oaie]
        | resgatad[oa]s? | gered""",
}  # fmt: skip

# What stands before the place where something happened. None for German, whose every noun has a capital.
_BEFORE_PLACES = (
    r"in|at|near|off|outside|close to|north of|south of|east of|west of",
    None,
    r"à|près de|près d['’]|au large de|au large d['’]|en|dans|non loin de",
    r"en|cerca de|frente a|junto a",
    r"a|ad|in|presso|vicino a|nei pressi di|al largo di",
    r"em|perto de|ao largo de|junto a",
    r"in|bij|nabij|voor de kust van",
)

# Cities whose names differ and that are not the great city of a time zone, which Babel names.
_EXONYMS = """
munich | münchen | munich | múnich | monaco | munique | münchen
cologne | köln | cologne | colonia | colonia | colónia | keulen
nuremberg | nürnberg | nuremberg | núremberg | norimberga | nuremberga | neurenberg
hamburg | hamburg | hambourg | hamburgo | amburgo | hamburgo | hamburg
dresden | dresden | dresde | dresde | dresda | dresden | dresden
frankfurt | frankfurt | francfort | fráncfort | francoforte | frankfurt | frankfurt
geneva | genf | genève | ginebra | ginevra | genebra | genève
basel | basel | bâle | basilea | basilea | basileia | bazel
milan | mailand | milan | milán | milano | milão | milaan
turin | turin | turin | turín | torino | turim | turijn
florence | florenz | florence | florencia | firenze | florença | florence
venice | venedig | venise | venecia | venezia | veneza | venetië
naples | neapel | naples | nápoles | napoli | nápoles | napels
genoa | genua | gênes | génova | genova | génova | genua
marseille | marseille | marseille | marsella | marsiglia | marselha | marseille
strasbourg | straßburg | strasbourg | estrasburgo | strasburgo | estrasburgo | straatsburg
nice | nizza | nice | niza | nizza | nice | nice
antwerp | antwerpen | anvers | amberes | anversa | antuérpia | antwerpen
bruges | brügge | bruges | brujas | bruges | bruges | brugge
ghent | gent | gand | gante | gand | gante | gent
hague | haag | haye | haya | aia | haia | haag
seville | sevilla | séville | sevilla | siviglia | sevilha | sevilla
barcelona | barcelona | barcelone | barcelona | barcellona | barcelona | barcelona
gothenburg | göteborg | göteborg | gotemburgo | göteborg | gotemburgo | göteborg
krakow | krakau | cracovie | cracovia | cracovia | cracóvia | krakau
london | london | londres | londres | londra | londres | londen
"""


def _patterns(cells: str) -> tuple[re.Pattern[str], ...]:
    columns = re.split(r"\s\|\s", " ".join(cells.split()))
    return tuple(re.compile(rf"(?<!\w)(?:{column})(?!\w)", re.IGNORECASE) for column in columns)


_READ_VICTIMS = {name: _patterns(cells) for name, cells in _VICTIMS.items()}


def list_victims(language: str) -> Mapping[str, re.Pattern[str]]:
    """The classes of people who are counted, each with the pattern of its words in the language."""
    place = LANGUAGES.index(language)
    return {name: patterns[place] for name, patterns in _READ_VICTIMS.items()}


@lru_cache(maxsize=16)
def find_before_places(language: str) -> re.Pattern[str] | None:
    """Finds what stands before a place, up to the place's capital; None where capitals tell no names."""
    words = _BEFORE_PLACES[LANGUAGES.index(language)]
    return re.compile(rf"(?<!\w)(?i:{words})\s*(?=[A-ZÀ-ÖØ-Þ])") if words else None


@lru_cache(maxsize=16)
def list_exonyms(language: str) -> Mapping[str, str]:
    """A city's name in the language, in lower case, to its English name."""
    place = LANGUAGES.index(language)
    rows = [line.split(" | ") for line in _EXONYMS.strip().split("\n")]
    return {row[place]: row[0] for row in rows}
