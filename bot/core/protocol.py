"""The form of what goes to an LLM and comes back: passages as marked data, replies as `KIND|ids|text` lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.types import Passage, PassageId
from bot.errors import BadReply

MARK = "⟂"  # parts a line of data; taken out of source text, so that no source can forge a part

REPLY_FORM = (
    "Reply with lines of the form KIND|ids|text and nothing else; ids are parted by commas. "
    'When JSON is required, send the same lines as {"lines": [{"kind": "…", "ids": ["…"], "text": "…"}]}.'
)

REPLY_SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {
        "lines": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "kind": {"type": "string"},
                    "ids": {"type": "array", "items": {"type": "string"}},
                    "text": {"type": "string"},
                },
                "required": ["kind", "ids", "text"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["lines"],
    "additionalProperties": False,
}

_FENCE = re.compile(r"^```\w*\s*|\s*```$")
_LINE = re.compile(r"^\W{0,3}([A-Z]+\d*)\s*\|([^|]*)\|(.*)$")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_FOREIGN = re.compile(r"https?:|www\.|\w\]\(|[<>`{}|⟂]|\*\*|__", re.IGNORECASE)
_TRAILING_IDS = re.compile(r"\s*[\[(](?:\d+\.\d+[,;\s]*)+[\])](?=[.!?]?$)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a reply. `ids` as the LLM wrote them: whether they exist is the reader's question."""

    kind: str
    ids: tuple[PassageId, ...]
    text: str


def estimate_tokens(text: str) -> int:
    """About how many tokens a text is, rather too many than too few.

    English runs to about four characters a token; other scripts to one or two, hence the bytes.
    """
    return (len(text) + len(text.encode())) // 7 + 1


def render_passage(passage: Passage, outlet: str, published_at: datetime) -> str:
    """`id⟂outlet⟂UTC time⟂text` on one line, whatever the source contains."""
    parts = (passage.id, outlet, f"{published_at:%d %b %H:%M}", passage.text)
    return MARK.join(flatten(part) for part in parts)


def flatten(text: str) -> str:
    """The text on one line, without our mark and without invisible characters."""
    return " ".join(_CONTROL.sub(" ", text.replace(MARK, " ")).split())


def read_lines(text: str) -> tuple[Line, ...]:
    """The lines of a reply in either form; chatter around them is ignored. BadReply when there are none."""
    bare = _FENCE.sub("", text.strip()).strip()
    lines = tuple(_read_json(bare)) if bare.startswith(("{", "[")) else tuple(_read_plain(bare))
    if not lines:
        raise BadReply("The LLM's reply is not in the agreed form.", text=text)
    return lines


def is_plain(text: str) -> bool:
    """True for words and punctuation only: no address, no markup, nothing of the protocol."""
    return bool(text) and not _FOREIGN.search(text)


def keep_known(
    ids: Iterable[PassageId], known: Sequence[PassageId] | frozenset[PassageId]
) -> tuple[PassageId, ...]:
    """The ids that exist, each once, in the order given."""
    return tuple(dict.fromkeys(one for one in ids if one in known))


def _read_plain(text: str) -> Iterable[Line]:
    for raw in text.splitlines():
        if found := _LINE.match(raw.strip()):
            yield _make_line(found[1], re.split(r"[,;\s]+", found[2]), found[3])


def _read_json(text: str) -> Iterable[Line]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadReply("The LLM's reply is broken JSON.", text=text) from error
    rows = document.get("lines") if isinstance(document, dict) else document
    for row in rows if isinstance(rows, list) else ():
        if not isinstance(row, dict):
            continue
        kind, ids, said = row.get("kind"), row.get("ids"), row.get("text")
        if isinstance(kind, str) and isinstance(ids, list) and isinstance(said, str):
            yield _make_line(kind, [str(one) for one in ids], said)


def _make_line(kind: str, ids: Iterable[str], text: str) -> Line:
    cleaned = (one.strip(" []()\"'") for one in ids)
    said = _TRAILING_IDS.sub("", flatten(text))
    return Line(kind.strip().upper(), tuple(PassageId(one) for one in cleaned if one), said)
