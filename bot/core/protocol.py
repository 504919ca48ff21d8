"""The form of what goes to an LLM and comes back: passages as marked data, replies as `KIND|ids|text` lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.language.machine_talk import Talk, read_talk
from bot.core.language.ways_out import leads_away
from bot.core.saying import tr
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

LINES_FORM = (
    "Reply with lines of the form KIND|ids|text and nothing else; ids are parted by commas. "
    'When JSON is required, send the same lines as {"lines": ["KIND|ids|text", "…"]}.'
)
LINES_SCHEMA: dict[str, object] = {  # a third fewer tokens than an object a line
    "type": "object",
    "properties": {"lines": {"type": "array", "items": {"type": "string"}}},
    "required": ["lines"],
    "additionalProperties": False,
}

_THOUGHT = re.compile(r"<(think\w*|reason\w*)>.*?</\1>", re.IGNORECASE | re.DOTALL)  # said before the reply
_THOUGHT_END = re.compile(r"^.*</(?:think\w*|reason\w*)>", re.IGNORECASE | re.DOTALL)  # its opening was cut off
_THOUGHT_OPEN = re.compile(r"<(?:think\w*|reason\w*)>.*", re.IGNORECASE | re.DOTALL)  # and never closed
_SPECIAL = re.compile(r"<\|[^<>\n]{1,40}\|>|</?s>")  # marks of an LLM's own, which some servers let through
_FENCE = re.compile(r"^[ \t]*```.*$", re.MULTILINE)
_BARS = str.maketrans("｜│¦", "|||")
_LABEL = r"^\W{0,4}(?:\d{1,2}[.)]\s*)?\W{0,3}(?P<kind>[A-Za-z]{1,8} ?\d{0,3})\W{0,2}?\s*"
_LINE = re.compile(_LABEL + r"\|(?P<ids>[^|]*)\|(?P<text>.*)$")
_ONE_ID = r"\d+\.\d+(?!\d|\.\d)"
_SHORT_LINE = re.compile(  # a bar left out: "S|1.1 A ferry …", "T|Subhead", "R2|DROP", "S: [1.1] A ferry …"
    _LABEL + rf"[|:](?P<ids>(?:[\[(\s,;|:]*{_ONE_ID})*)[\])\s,;|:]*(?P<text>[^\s\d].*)$"
)
_KINDS = re.compile(r"[HSTA]\d{0,3}|[RC]\d{1,3}|REFUSE")
_NUMBERED = re.compile(r"(?P<kind>[HSTA])\d+")  # "S3": which sentence it is says its place already
_ID = re.compile(r"(?<![\w.])\d+\.\d+(?![\w.])")
_IDS = rf"\s*{_ONE_ID}(?:[,;\s]+{_ONE_ID})*[,;\s]*"
_CITED = re.compile(rf"(?:\s*(?:\[{_IDS}\]|【{_IDS}】|\({_IDS}\)))+")
_HEADING = re.compile(r"^\s*(?:#{1,4}\s+|\*\*|headline:\s*)(?P<text>.+)$", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_FOREIGN = re.compile(r"https?:|www\.|\w\]\(|[<>`{}|⟂]|\*\*|__", re.IGNORECASE)
_ASKS = re.compile(r"[?？]\W*$(?<![”\"])")  # a question that nobody is quoted with
_EMPHASIS = re.compile(r"\*\*|__")
_TRAILING_IDS = re.compile(rf"\s*\({_IDS}\)(?=[.!?]?$)")
_IDS_WITHIN = re.compile(rf"\s*(?:\[{_IDS}\]|【{_IDS}】)")
_PLAIN = str.maketrans({"\u2010": "-", "\u2011": "-", "\u00ad": None})  # hyphens that no keyboard writes


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


def render_passages(
    passages: Sequence[Passage], number: int, outlet: str, published_at: datetime
) -> Iterator[str]:
    """`number⟂outlet⟂UTC time` of their article, then `id⟂text` of each, every one on its line."""
    yield MARK.join((str(number), flatten(outlet), f"{published_at:%d %b %H:%M}"))
    yield from (f"{passage.id}{MARK}{flatten(passage.text)}" for passage in passages)


def flatten(text: str) -> str:
    """The text on one line, without our mark and without invisible characters."""
    return " ".join(_CONTROL.sub(" ", text.translate(_PLAIN).replace(MARK, " ")).split())


def read_lines(text: str) -> tuple[Line, ...]:
    """The lines of a reply in either form. BadReply when there are none.

    What LLMs put around or into them is let be: thoughts aloud, fences, chatter, numbers, bold type, brackets
    around ids, a bar too few. Where there is no line at all, prose that cites ids behind its sentences is read
    as such, its heading as the headline.
    """
    bare = _FENCE.sub("", _SPECIAL.sub("", _without_thoughts(text))).strip()
    lines = tuple(_read_json(bare)) if _opens_json(bare) else tuple(_read_plain(bare))
    lines = lines or tuple(_read_prose(bare))
    if not lines:
        raise BadReply(tr("The LLM's reply is not in the agreed form."), text=text)
    return lines


def cut_to_whole_lines(text: str) -> str:
    """What of a reply that is still arriving can be read: without the line that has not ended."""
    return text if _opens_json(text) else text[: text.rfind("\n") + 1]


def is_plain(text: str) -> bool:
    """True for words and punctuation that tell something: no address in any disguise, no handle or command, no
    markup, nothing of the protocol, no letters of two alphabets in one word, no order to anybody, no question."""
    if not text or _FOREIGN.search(text) or leads_away(text) or _ASKS.search(text):
        return False
    return read_talk(text) is Talk.TELLS


def keep_known(
    ids: Iterable[PassageId], known: Sequence[PassageId] | frozenset[PassageId]
) -> tuple[PassageId, ...]:
    """The ids that exist, each once, in the order given."""
    return tuple(dict.fromkeys(one for one in ids if one in known))


def _without_thoughts(text: str) -> str:
    bare = _THOUGHT_END.sub("", _THOUGHT.sub("", text))
    return _THOUGHT_OPEN.sub("", bare)


def _opens_json(text: str) -> bool:
    """Whether it is JSON, be it with words in front."""
    return text.startswith(("{", "[")) or re.search(r'\{\s*"(?:lines|kind)"', text) is not None


def _read_plain(text: str) -> Iterator[Line]:
    for raw in text.translate(_BARS).replace("\\|", "|").replace(MARK, "|").splitlines():
        row = raw.strip().removesuffix("|") if raw.count("|") > 2 else raw.strip()
        found = _LINE.match(row) or _SHORT_LINE.match(row)
        if found and _KINDS.fullmatch(kind := found["kind"].replace(" ", "").upper()):
            ids, said = found["ids"], found["text"]
            if not _ID.search(ids) and _ID.search(said) and not re.search(r"[^\d.,;\s\[\]()]", said):
                ids, said = said, ids  # the two in the wrong order
            yield _make_line(kind, ids, said)


def _read_json(text: str) -> Iterator[Line]:
    """Rows wherever they stand: in the agreed document, in a list, one after the other, amid words."""
    try:
        document = json.loads(text, parse_float=str)  # an id of 1.10 is no number
    except (ValueError, RecursionError):
        rows: Sequence[object] = tuple(_find_rows(text))
        if not rows:
            raise BadReply(tr("The LLM's reply is broken JSON."), text=text) from None
    else:
        found = document.get("lines", [document]) if isinstance(document, dict) else document
        rows = found if isinstance(found, list) else ()
    for row in rows:
        if isinstance(row, str):
            yield from _read_plain(row)
        elif isinstance(row, dict):
            kind, ids, said = row.get("kind"), row.get("ids", ()), row.get("text")
            if isinstance(kind, str) and isinstance(said, str) and isinstance(ids, list | tuple | str):
                yield _make_line(kind, ids if isinstance(ids, str) else " ".join(map(str, ids)), said)


def _find_rows(text: str) -> Iterator[object]:
    decoder, at = json.JSONDecoder(parse_float=str), 0
    while (at := text.find("{", at)) >= 0:
        try:
            row, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            at += 1
            continue
        if isinstance(row, dict) and isinstance(row.get("lines"), list):
            yield from row["lines"]
        else:
            yield row
        at = end


def _read_prose(text: str) -> Iterator[Line]:
    """Sentences with the ids they cite in brackets behind them; the heading in front, where there is one."""
    first, _, rest = text.partition("\n")
    heading = _HEADING.match(first)
    body = rest if heading else text
    at = 0
    sentences: list[Line] = []
    for cited in _CITED.finditer(body):
        said = body[at : cited.start()].rpartition("\n")[2].strip(" .-*•\t")
        at = cited.end()
        if said:
            sentences.append(_make_line("S", cited.group(), f"{said}."))
    if sentences and heading:
        ids = " ".join(_ID.findall(first)) or " ".join(sentences[0].ids)
        yield _make_line("H", ids, heading["text"])
    yield from sentences


def _make_line(kind: str, ids: str, text: str) -> Line:
    kind = kind.strip().upper()
    numbered = _NUMBERED.fullmatch(kind)
    said = _IDS_WITHIN.sub("", _EMPHASIS.sub("", flatten(text)))
    return Line(
        numbered["kind"] if numbered else kind,
        tuple(PassageId(one) for one in _ID.findall(ids)),
        _TRAILING_IDS.sub("", said).strip(),
    )
