"""Names and offices gone wrong: another bearer, another surname, another title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from benchmarks.mutating.spans import WEEKDAYS, capitalise, find_bearers, inside, pick, quoted_spans, replace

_STRANGERS = "Marlow Tennick Bastian Corrigan Delacroix Ferreby Hallam Ostrander Pryce Vantongeren".split()
_OFFICES = {
    "Prime Minister": "President", "Finance Minister": "Foreign Minister",
    "Transport Minister": "Health Minister", "Foreign Minister": "Defence Minister",
    "Fisheries Secretary": "Agriculture Secretary", "President": "Prime Minister",
    "Interior Minister": "Transport Minister", "Defence Minister": "Finance Minister",
    "Secretary of State": "Attorney General", "Attorney General": "Secretary of State",
    "Vice President": "President", "Mayor": "Governor", "Governor": "Mayor", "Senator": "Governor",
    "Sen.": "Gov.", "Rep.": "Sen.", "Gov.": "Sen.", "Judge": "Prosecutor", "Justice": "Senator",
    "Prosecutor": "Judge", "Chief Inspector": "Sergeant", "Professor": "Mayor", "Councillor": "Senator",
    "Captain": "Admiral", "Chief Justice": "Attorney General", "Representative": "Senator",
    "Congressman": "Governor", "Chief executive": "Finance director", "chief executive": "finance director",
    "director": "founder", "president": "treasurer", "leader": "secretary", "chairwoman": "director",
    "chairman": "treasurer", "founder": "chairman", "coach": "captain", "Auditor": "Judge",
    "treasurer": "chairman", "spokesman": "director", "spokeswoman": "director", "prosecutor": "judge",
    "lawyer": "prosecutor", "Former treasurer": "Former chairman", "surgeon": "nurse", "engineer": "pilot",
    "police chief": "fire chief", "councillor": "senator", "Climatologist": "Geologist",
    "Historian": "Geologist", "Economist": "Geologist", "commander": "doctor",
    "oil minister": "finance minister", "goalkeeper": "striker", "Skier": "Runner", "referee": "coach",
}  # fmt: skip
_OFFICE = "|".join(re.escape(office) for office in sorted(_OFFICES, key=len, reverse=True))
_BEFORE_NAME = re.compile(
    rf"(?<![\w-])(?P<office>{_OFFICE})(?=,? (?:of [A-Z]\w+,? )?[A-Z][a-z]+)(?! Falls| Airport| House)"
)
_AFTER_NAME = re.compile(rf"(?<=[a-z], )(?:the |a |an )(?P<office>{_OFFICE})(?=[, ])")


def change_name(text: str, others: Sequence[str]) -> Iterator[str]:
    """A name's last word is a stranger's, or the whole is another name of the same article."""
    cast = [name for other in (text, *others) for name in bearers(other)]
    for start, end in find_bearers(text):
        name = text[start:end]
        if name in WEEKDAYS:
            continue
        alike = [
            other for other in dict.fromkeys(cast)
            if len(other.split()) == len(name.split()) and not set(other.split()) & set(name.split())
            and other not in text
        ]  # fmt: skip
        if alike and pick(text + name, 2):
            yield replace(text, start, end, alike[pick(text + name, len(alike))])
        else:
            stranger = _STRANGERS[pick(text + name, len(_STRANGERS))]
            yield replace(text, start, end, " ".join([*name.split()[:-1], stranger]))


def bearers(text: str) -> list[str]:
    return [text[start:end] for start, end in find_bearers(text)]


def change_title(text: str) -> Iterator[str]:
    """An office that stands with a name is another one."""
    quoted = quoted_spans(text)
    for pattern in (_BEFORE_NAME, _AFTER_NAME):
        for match in pattern.finditer(text):
            office, new = match["office"], _OFFICES[match["office"]]
            if not inside(match.start(), quoted):
                yield replace(text, *match.span("office"), capitalise(new) if office[0].isupper() else new)
