"""Public sets of claims that people judged against a text: qags, xsumfaith and faithbench."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.sets import SetAbsent, read_lines, set_name


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """Only `source` and `claim` may reach the code under test.

    `id` names the summary, of which `claim` is a sentence (qags) or all. `supported` is people's judgement of the
    claim, None where the set does not give it, `consistency` the share of the summary's sentences that they found
    supported (qags only), `others` what released systems made of it: higher is better supported. `text` is the
    claim as qags has it.
    """

    id: str
    source: str
    claim: str
    supported: bool | None
    consistency: float | None = None
    others: Mapping[str, float] = field(default_factory=dict)
    text: str = ""


def read_judged(folder: Path) -> dict[str, tuple[JudgedClaim, ...]]:
    """The claims by their part of the set ("cnndm" and "xsum" of qags, else one part, named as the set).

    The set is known by the name of the folder above. Raises SetAbsent.
    """
    name = set_name(folder)
    if name not in _FILES:
        raise SetAbsent(f"{folder} is none of the sets that checking knows: {', '.join(_FILES)} (SET/dev).")
    parts = {
        part: tuple(claim for row in read_lines(folder / file) for claim in read(row))
        for part, (file, read) in _FILES[name].items()
    }
    if not all(parts.values()):
        raise SetAbsent(f"{folder} holds no claim.")
    return parts


def _qags(row: Mapping[str, Any]) -> Iterator[JudgedClaim]:
    article = _joined(row["article"])
    for one in row["sentences"]:
        claim = _joined(one["sentence"])
        yield JudgedClaim(
            row["id"], article, claim, one.get("supported"), row.get("consistency"), text=one["sentence"]
        )


def _joined(text: str) -> str:
    """As it was printed: the set's makers took its texts apart ("3, 700", "98. 7 per cent", "km / s")."""
    text = re.sub(r"(?<=\d), (?=\d{3}(?!\d))", ",", text)
    text = re.sub(r"(?<=\d)\. (?=\d{1,2}\b)", ".", text)
    text = re.sub(r"(?<=\d) : (?=\d\d)", ":", text)
    return re.sub(r"(?<=\w) ([-/]) (?=\w)", r"\1", text)


def _xsumfaith(row: Mapping[str, Any]) -> Iterator[JudgedClaim]:
    scores = row.get("precomputed") or {}
    others = {name: scores[name] for name in ("Entailment", "BERTScore") if scores.get(name) is not None}
    yield JudgedClaim(row["id"], row["document"], row["summary"], row.get("supported"), others=others)


def _faithbench(row: Mapping[str, Any]) -> Iterator[JudgedClaim]:
    verdicts = row.get("metadata") or {}
    others = {name: verdicts[name] for name in ("hhem-2.1-english", "gpt_4o") if verdicts.get(name) is not None}
    supported = None if row.get("hallucinated") is None else not row["hallucinated"]
    yield JudgedClaim(row["id"], row["source"], row["summary"], supported, others=others)


_Reader = Callable[[Mapping[str, Any]], Iterator[JudgedClaim]]
_FILES: dict[str, dict[str, tuple[str, _Reader]]] = {
    "qags": {"cnndm": ("cnndm.jsonl", _qags), "xsum": ("xsum.jsonl", _qags)},
    "xsumfaith": {"xsumfaith": ("pairs.jsonl", _xsumfaith)},
    "faithbench": {"faithbench": ("samples.jsonl", _faithbench)},
}
