"""Names across languages: those of an original that its translation lacks, and those that it adds."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from babel import Locale

from bot.core.language import find_names
from bot.core.language.lexicons import list_places
from bot.core.language.titles import is_role

# Words of offices, authorities and places that are words of the language, and may be told in another one's: the
# Health Ministry, the North Pier. A name made of these alone is not compared.
_TRANSLATED = frozenset(
    """accident administration advisory affairs african agency agriculture air airport alliance ambassador
    american americans appeal army asian assembly association attorney australian austrian
    authority avenue bank bay belgian bishop black board brazilian bridge british broad building bureau
    cabinet canadian cape captain car castle cathedral catholic center central centre chair chairman
    chamber chancellor channel chief chinese christian christians church city civic civil clinic club
    coast coastal college commander commission commissioner committee common commons communications
    company competition congress constitutional consumer consumers convention corner corps council county
    court criminal cross crown culture cup customs cyclone dam danish day defence defense delta democratic
    department deputy development director directorate district division doctor dutch east eastern
    economic economy education egyptian election embassy emergency energy english environment
    environmental european europeans evening exchange executive factory family farmers fault federal
    federation finance finnish fire first fisheries food foreign forest fort foundation free freedom
    french front fund gallery garden gate general german germans germany's global government governor
    grammar grand great greek green group guard gulf hall harbor harbour head health high hill historic
    home hospital hotel house housing human hunt hurricane immigration indian industry information inland
    inspector inspectorate institute institution insurance interior internal international investigation
    iranian iraqi irish island islands isle isles israeli italian japanese jewish jews judge judicial
    junior justice king kingdom korean labor labour lake land law league left legal legislature liberal
    library lieutenant line lord lower mail main maintenance major marine market master mayor media
    medical mediterranean meeting member memorial metropolitan mexican mid middle military minister
    ministry mission monetary mount mountain mr mrs ms museum muslim muslims national nations natural
    nature navy new news newspaper north northern norwegian nuclear number observatory ocean office
    officer official olympic olympics open opera opposition organisation organization outer pacific
    pakistani palace palestinian panel park parks parliament party patrol peace people people's petroleum
    pier planning plaza point police polish political polytechnic pope port portuguese post power
    prefecture premier presidency president press primary prime prince princess prison professor
    progressive prosecutor prosecutors protection province public quay queen rail railway red refugee
    regional registry republic republican research reserve resources revenue right rights river road royal
    rural russian safety saint school scottish sea second secretary security senate senator senior service
    services shadow ship social socialist society south southern space spanish special spokesman sports
    square stadium state states station statistics storm street studies summit superior supreme survey
    swedish swiss syrian teachers team technical technology theatre third tower town trade transport
    transportation treasury treaty tribunal tribune trust turkish typhoon ukrainian unemployment union
    united university upper valley vice victory village visit war water way weather welfare welsh west
    western white wildlife winter women women's workers works world young youth""".split()
)
_OPENING_NAMES = frozenset("Port New Fort Saint San Mount Cape Great Upper Lower".split())
_KINDS = frozenset(
    """university hospital airport station district province county government parliament police council court
    river lake island islands isles state ministry city town bank harbour harbor""".split()
)
# Common nouns that are written with a capital in the languages of small ones.
_COMMON_CAPITALS = frozenset(
    """estado gobierno congreso iglesia policía ejército ayuntamiento copa liga état église parlement bourse coupe
    ligue stato governo parlamento comune chiesa coppa lega câmara igreja taça kamer koning kabinet""".split()
)
_CAPITALISED = re.compile(r"(?<![\w’'-])[A-ZÀ-ÖØ-ÞŁŚŠŽČĐ][\w’'-]*\w|(?<![\w’'-])[A-Z](?![\w’'])")
_OPENS = re.compile(r"(?:^|[.!?:…]\s+|[\"“„«‚‘'(–—-]\s?|\|\s*)$")
_ARTICLE = re.compile(r"^(?:[ldnsLDNS]|[Dd]ell|[Aa]ll|[Nn]ell|[Dd]all|[Ss]ull|[Uu]n|[Qq]u)['’]")
_LONG = 4  # letters that two forms of a place's name share: "Deutschlands"
_MEASURES = re.compile(
    r"\b(?:Million|Milliard|Prozent|Uhr|Ende|Anfang|Mitte|Euro|Dollar|Kronen|\w*(?:meter|stunde|minute))",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\d[ \u00a0-]$")  # "6 Jahren Haft"
NOUNS_IN_CAPITALS = frozenset({"de"})


def find_lost_names(
    original: str, text: str, source: str, target: str, named: frozenset[str] | None = None
) -> tuple[str, ...]:
    """Words of names that do not stand in the text in the same letters, as often as in the original; countries
    and great cities may stand under their name in the language.

    `named`: words of names met elsewhere. Without them every word that opens a sentence may be one.
    """
    if source in NOUNS_IN_CAPITALS:
        return ()
    there, places = _letters(text), list_places(target)
    theirs, ours = Counter(_list_words(original)), Counter(_list_words(text))
    lost: dict[str, None] = {}
    for name in find_names(original):
        if named is not None and name.start == 0 and " " not in name.text and _bare(name.text) not in named:
            continue
        if (place := places.get(name.key)) is not None and _is_told(place, there):
            continue
        for word in _own_words(name.text):
            place = places.get(word.lower())
            often = _count(word, ours) >= _count(word, theirs)
            if not often and not (place is not None and _is_told(place, there)):
                lost[word] = None
    return tuple(lost)


def _count(word: str, words: Counter[str]) -> int:
    """How often it stands there in the same letters, an ending in s or capitals aside."""
    plain = word.replace("’", "'")
    return sum(words[one] for one in {plain, f"{plain}s", plain.upper()})


def list_named(texts: Iterable[str]) -> frozenset[str]:
    """The words of all names in texts, but for single ones that open a text and may be any word."""
    return frozenset(
        _bare(word)
        for text in texts
        for name in find_names(text)
        if name.start or " " in name.text
        for word in name.text.split()
    )


def find_added_names(original: str, text: str, target: str) -> tuple[str, ...]:
    """Capitalised words that the original has not, as far as capitals tell names: in German two in a row, of
    which none is the original's or a word of its own accord."""
    there = _letters(original)
    allowed = _places_of(original, target) | calendar_words(target) | _COMMON_CAPITALS
    budget = _translatable(original, _letters(text))
    found = []
    for match in _CAPITALISED.finditer(text):
        word = _bare(_ARTICLE.sub("", match.group()))
        if _OPENS.search(text[: match.start()]) or not word or any(_same(word, one) for one in there | allowed):
            continue
        found.append((match.group(), match.start(), match.end()))
    if target in NOUNS_IN_CAPITALS:
        return tuple(
            text[start:end]
            for (_, start, middle), (_, behind, end) in pairwise(found)
            if text[middle:behind] == " "
            and not _MEASURES.search(text[start:end])
            and not _COUNTED.search(text[:start])
        )
    return tuple(word for word, *_ in found[budget:])


def _own_words(name: str) -> list[str]:
    """The words of a name without those that may be translated: words of the language are a name's own behind one
    that is none ("Kestle Foods"), unless they tell what it is ("Karrow University"), and a few before one."""
    words = [re.sub(r"[’']s?$", "", word).strip(".,") for word in re.split(r"[\s-]+", name)]
    own = [word[:1].isupper() and len(word) > 1 and not is_translated(word) for word in words]
    return [
        word
        for place, word in enumerate(words)
        if own[place]
        or (word in _OPENING_NAMES and any(own[place + 1 : place + 2]))
        or (word[:1].isupper() and place and own[place - 1] and word.lower() not in _KINDS)
    ]


def _translatable(original: str, there: frozenset[str]) -> int:
    """Capitalised words of the original that are told in other words: so many may be new in the translation."""
    words = [_bare(match.group()) for match in _CAPITALISED.finditer(original)]
    return sum(word in _TRANSLATED and not is_role(word) and word not in there for word in words)


def is_translated(word: str) -> bool:
    lower = word.lower()
    return lower in _TRANSLATED or lower.removesuffix("s") in _TRANSLATED or is_role(word)


def _letters(text: str) -> frozenset[str]:
    return frozenset(_bare(word) for word in _list_words(text))


def _list_words(text: str) -> list[str]:
    """As they stand; of those with an apostrophe the parts too."""
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", text.replace("’", "'"))
    return [part for word in words for part in ((word, *word.split("'")) if "'" in word else (word,))]


@lru_cache(maxsize=16_384)
def _bare(word: str) -> str:
    """Lower case without a possessive, so that "Kestle's", "Kestles" and "KESTLE" are one."""
    plain = unicodedata.normalize("NFC", word).lower().replace("’", "'")
    return plain.removesuffix("'s").removesuffix("'")


def _same(word: str, other: str) -> bool:
    return word == other or (
        len(other) >= _LONG and word in {f"{other}s", f"{other}er", f"{other}n", f"{other}ern"}
    )


def _is_told(place: str, there: frozenset[str]) -> bool:
    words = [_bare(word) for word in re.findall(r"[^\W\d_]{3,}", place)]
    return all(any(one.startswith(word[:-1]) for one in there) for word in words)


def _places_of(original: str, target: str) -> frozenset[str]:
    places = list_places(target)
    named = [name.text for name in find_names(original)]
    told = [places[word.lower()] for name in named for word in (name, *name.split()) if word.lower() in places]
    return frozenset(_bare(word) for place in told for word in re.findall(r"[^\W\d_]+", place))


@lru_cache(maxsize=16)
def calendar_words(target: str) -> frozenset[str]:
    locale = Locale.parse(target)
    named = (*locale.months["format"]["wide"].values(), *locale.days["format"]["wide"].values())
    return frozenset(name.lower() for name in named)
