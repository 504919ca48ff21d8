"""Our own stories of who copied whom: every article's text, and whose text and whose voice it is by its label."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path

from benchmarks.labelled_pairs import Half
from benchmarks.sets import SetAbsent
from bot.core.reading import make_article
from bot.core.types import Article, Page

OWN_COPIES = Path(__file__).parent / "own" / "copies"
_STARTS = datetime(2026, 3, 10, 6, 0, tzinfo=UTC)
_BORROWED = re.compile(r"@([\w-]+)\.(\d+)")


@dataclass(frozen=True, slots=True)
class Told:
    """`origin`, `owner` and `how` are gold: the article carries none of them.

    `origin` names whose text it is (its own key for a text of its own), `owner` whose outlet it is, `how` the way
    it came about.
    """

    key: str
    article: Article
    origin: str
    owner: str
    how: str


@dataclass(frozen=True, slots=True)
class Copied:
    name: str
    told: tuple[Told, ...]

    @property
    def voices(self) -> tuple[frozenset[int], ...]:
        """Article ids by voice, as labelled: that of the owner of the outlet whose text it is; what came from
        nobody in the story is a voice of its own, unless all who print it are voices themselves."""
        owners = {told.key: told.owner for told in self.told}
        voices: dict[str, list[Told]] = {}
        for told in self.told:
            voices.setdefault(owners.get(told.origin, told.origin), []).append(told)
        for voice in [one for one in voices if one not in owners.values()]:
            if all(told.owner in voices for told in voices[voice]):
                voices[voices[voice][0].owner] += voices.pop(voice)
        return tuple(frozenset(told.article.id for told in members) for members in voices.values())

    @property
    def half(self) -> Half:
        """Drawn from the name, so that nobody chose which stories were kept aside."""
        return Half.KEPT if blake2b(self.name.encode(), digest_size=2).digest()[0] % 2 else Half.TUNED


def read_copied(folder: Path = OWN_COPIES, half: Half = Half.ALL) -> tuple[Copied, ...]:
    """The stories by name. Raises SetAbsent."""
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise SetAbsent(f"The stories are absent: there is none in {folder}.")
    stories = [_read(file) for file in files]
    return tuple(story for story in stories if half in (Half.ALL, story.half))


def _read(file: Path) -> Copied:
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    paragraphs: dict[str, list[str]] = {}
    owners = {domain: owner for owner, domains in read.get("owners", {}).items() for domain in domains}
    told = []
    for number, row in enumerate(read["article"], start=1):
        paragraphs[row["key"]] = list(_paragraphs(row["text"], paragraphs))
        told.append(_tell(number, row, "\n\n".join(paragraphs[row["key"]]), owners))
    return Copied(file.stem, tuple(told))


def _paragraphs(text: str, known: Mapping[str, list[str]]) -> Iterator[str]:
    """Paragraphs stand apart by blank lines; "@wire.2" is the second one of the article "wire"."""
    for block in re.split(r"\n\s*\n|\n(?=@)", text.strip()):
        borrowed = _BORROWED.fullmatch(block.strip())
        yield known[borrowed[1]][int(borrowed[2]) - 1] if borrowed else block.strip()


def _tell(number: int, row: Mapping[str, str], text: str, owners: Mapping[str, str]) -> Told:
    domain = row.get("domain", f"{row['outlet'].lower().replace(' ', '')}.example")
    at = _STARTS + timedelta(minutes=20 * number)
    page = Page(
        url=row.get("url", f"https://{domain}/{number}"),
        title=row["title"],
        text=text,
        author=row.get("author"),
        outlet=row["outlet"],
        published_at=at,
        language=row.get("language", "en"),
    )
    article = replace(make_article(page, None, None, at + timedelta(minutes=5)), id=number)
    article = replace(article, outlet=replace(article.outlet, owner=owners.get(article.outlet.domain)))
    return Told(row["key"], article, row.get("origin", row["key"]), row.get("owner", row["outlet"]), row["how"])
