"""Whether an article argues rather than reports: an opinion is no news, and no story should open with one."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.core.passages import read_passages
from bot.core.types import Article

READ_SENTENCES = 10
_LABELLED = re.compile(
    r"^(?:opinion|commentary|editorial|column|op-?ed|perspective|analysis|letters?|review)s?\s*[:|–—-]"
    r"|\b(?:\w+['’]s|the [A-Z]\w+) view on\b|[|–—-]\s*(?:opinion|commentary|editorial)$",
    re.IGNORECASE,
)
_SHELF = re.compile(
    r"/(?:opinions?|commentary|comment(?:isfree)?|editorials?|columns?|columnists?|op-?eds?)/", re.IGNORECASE
)
_ARGUES = re.compile(
    r"^(?:Why|No,|Yes,|Sorry,|Stop|Don['’]t|Let['’]s|It['’]s [Tt]ime|The [Cc]ase (?:[Ff]or|[Aa]gainst)"
    r"|The [Pp]roblem [Ww]ith)(?!\w)"
    r"|\b(?:[Ii]s|[Aa]re) (?:[Ww]rong|[Rr]ight|[Mm]eritless|[Nn]onsense"
    r"|[Aa] (?:[Jj]oke|[Dd]isgrace|[Mm]istake))\b"
    r"|\b(?:[Mm]ust|[Ss]hould(?:n['’]t)?|we|our|us)\b"
)
_SOMEBODY_SAYS = re.compile(
    r"\b(?:says?|said|tells?|told|asks?|urges?|calls?|wants?|argues?|demands?)\b|:|[“”\"]|(?<!\w)['‘]",
    re.IGNORECASE,
)
_QUOTED = re.compile('[“"][^“”"]*[”"]')
_NARRATOR = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|[Ww]e|[Oo]ur|[Mm]y)\b(?![.-])")
_REPORTS = re.compile(
    r"\b(?:said|says|told|announced|reported|according to|confirmed|asked|ruled|voted|released|signed|arrested"
    r"|killed)\b"
)
_MUCH = 0.25  # of the sentences in the narrator's own voice


@lru_cache(maxsize=1_024)
def is_opinion(article: Article) -> bool:
    """Labelled so in title or address, told by an "I" or "we" of its own, or headed by an argument over sentences
    that report nothing."""
    if _LABELLED.search(article.title) or _SHELF.search(article.url):
        return True
    plain = [
        _QUOTED.sub(" ", passage.text)
        for passage in read_passages(article)[: READ_SENTENCES + 1]
        if passage.start >= 0
    ]
    narrated = sum(_NARRATOR.search(text) is not None for text in plain)
    if narrated >= 2 and narrated >= _MUCH * len(plain):
        return True
    argues = _ARGUES.search(article.title) is not None and not _SOMEBODY_SAYS.search(article.title)
    return argues and not any(_REPORTS.search(text) for text in plain[:3])
