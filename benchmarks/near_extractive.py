"""A stand-in for an LLM: it writes near to its passages by simple honest rules, to show the path. It is none."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.in_memory import InMemory
from bot.core.protocol import estimate_tokens
from bot.core.types import DESK, Prompt, Reply, Spender

NAME = "near-extractive rules"
_PASSAGE = re.compile(r"^(?P<id>\d+\.\d+)⟂(?:.*⟂)?(?P<text>[^⟂]+)$", re.MULTILINE)
_LENGTH = re.compile(r"^LENGTH: at most (\d+) sentences?, (\d+) words", re.MULTILINE)
_LEAD = re.compile(r"^LEAD: (\S+)", re.MULTILINE)
_CONFLICT = re.compile(r"^(?P<ids>\d+\.\d+(?:, \d+\.\d+)*)⟂(?P<text>.+)$", re.MULTILINE)
_FAILED = re.compile(r"^(?P<number>\d+)⟂(?P<reason>[^⟂]*)⟂(?P<ids>[^⟂]*)⟂(?P<text>.+)$", re.MULTILINE)
_QUESTION = re.compile(r"^QUESTION: (.+)$", re.MULTILINE)
_DATELINE = re.compile(r"^[A-Z][A-Z .'-]+ \([^)]{2,40}\) [–—-]+ ")
_SAID_LAST = re.compile(r"^(?P<what>[^“”\"]+), (?P<who>(?:[A-Z]|the |police |a |an )[^,“”\"]{2,60}) said\.$")
_ASIDE = re.compile(r", (?:which|who) [^,“”\"]+\.$")
_OPENS_LOW = re.compile(r"(?:The|A|An|All|Some|Both|About|Around|At|In|On|More|Most|No|Nobody|Every)\b")
_LEANS = re.compile(r"(?:He|She|It|They|His|Her|Its|Their|This|That|These|Those|But|And)\b")
_SHORT = 14  # words of each of two sentences that are joined
_TOLD = 0.5  # share of a sentence's words that stand in the piece already
_SMALL = frozenset(
    "a an the of in on at to and or by for with from said was were is are it that as had has".split()
)


@dataclass(frozen=True)
class NearExtractive(InMemory):
    """The port `Llm`, in memory. It answers what the prompts of `bot.core.prompts` ask."""

    name: str = NAME

    async def complete(
        self, prompt: Prompt, spender: Spender = DESK, heard: Callable[[str], None] | None = None
    ) -> Reply:
        said = reply_to(prompt.text)
        if heard is not None:
            heard(said)
        return Reply(said, estimate_tokens(prompt.fixed + prompt.text), estimate_tokens(said), self.name)


def reply_to(text: str) -> str:
    """A piece, a mending or an answer, as the prompt's own part shows which is wanted."""
    if "SENTENCES:" in text:
        return "\n".join(_mend(text))
    if found := _QUESTION.search(text):
        return _answer(found[1], text)
    if _LENGTH.search(text):
        return "\n".join(_write(text))
    return json.dumps({"ready": True})


def to_json(lines: str) -> str:
    """The same lines as a reply in JSON."""
    rows = [line for line in lines.splitlines() if line.count("|") >= 2]
    return json.dumps({"lines": rows}, ensure_ascii=False) if rows else lines


# ---------------------------------------------------------------- a piece


def _write(text: str) -> Iterator[str]:
    asked = _LENGTH.search(text)
    lead = _LEAD.search(text)
    passages = _read_passages(text)
    if asked is None or not passages:
        return
    most, words = int(asked[1]), int(asked[2])
    first = lead[1] if lead and lead[1] in passages else next(iter(passages))
    titles = {id: title for id, title in passages.items() if id.endswith(".0")}
    head = max(titles, key=lambda id: len(_words(titles[id]) & _words(passages[first])), default=first)
    yield f"H|{head}|{passages[head].rstrip('.')}"
    written = [(first, reword(passages[first])), *_tell_conflicts(text)]
    written += _fill([*written], {id: one for id, one in passages.items() if id not in titles}, most, words)
    yield from (f"S|{ids}|{sentence}" for ids, sentence in written[:most])


def _tell_conflicts(text: str) -> Iterator[tuple[str, str]]:
    given = text.partition("CONFLICTS:")[2].partition("PASSAGES:")[0]
    yield from ((found["ids"].replace(" ", ""), found["text"]) for found in _CONFLICT.finditer(given))


def _fill(
    written: Sequence[tuple[str, str]], passages: dict[str, str], most: int, words: int
) -> Iterator[tuple[str, str]]:
    """Sentences in the order of the passages, each once; two short neighbours in one sentence."""
    told = frozenset(word for _, sentence in written for word in _words(sentence))
    left = words - sum(len(sentence.split()) for _, sentence in written)
    taken = {id for ids, _ in written for id in ids.split(",")}
    count, before = len(written), ""
    waiting = [id for id in passages if id not in taken]
    while waiting and count < most:
        id = waiting.pop(0)
        sentence, ids = passages[id], id
        new = _words(sentence) - told
        if len(new) < _TOLD * len(_words(sentence)) or (_LEANS.match(sentence) and not _follows(id, before)):
            continue
        if waiting and _may_join(sentence, passages[waiting[0]]) and _follows(waiting[0], id):
            following = waiting.pop(0)
            sentence, ids = f"{sentence.rstrip('.')}; {_lower(passages[following])}", f"{id},{following}"
        else:
            sentence = reword(sentence)
        if len(sentence.split()) > left:
            continue
        left -= len(sentence.split())
        told |= _words(sentence)
        count, before = count + 1, ids.rpartition(",")[2]
        yield ids, sentence


def reword(sentence: str) -> str:
    """Without a dateline and a closing aside; "According to X, …" for "…, X said." """
    bare = _ASIDE.sub(".", _DATELINE.sub("", sentence))
    found = _SAID_LAST.match(bare)
    if found is None or not _OPENS_LOW.match(found["what"]):
        return bare  # nobody could tell a name from a word in the middle of the sentence
    return f"According to {found['who']}, {_lower(found['what'])}."


def _may_join(one: str, other: str) -> bool:
    plain = not re.search(r"[“”\"?!;:]", one + other) and one.endswith(".") and other.endswith(".")
    short = max(len(one.split()), len(other.split())) <= _SHORT
    return plain and short and _OPENS_LOW.match(other) is not None


def _follows(id: str, before: str) -> bool:
    article, _, place = before.partition(".")
    return before != "" and id == f"{article}.{int(place) + 1}"


# ---------------------------------------------------------------- a mending, an answer


def _mend(text: str) -> Iterator[str]:
    """The cited passage that has most of the sentence's words, as it stands."""
    passages = _read_passages(text)
    for found in _FAILED.finditer(text.partition("PASSAGES:")[0]):
        ids = [id for id in re.split(r",\s*", found["ids"]) if id in passages]
        best = max(ids, key=lambda id: len(_words(passages[id]) & _words(found["text"])), default="")
        near = best and len(_words(passages[best]) & _words(found["text"])) >= _TOLD * len(_words(found["text"]))
        yield (
            f"R{found['number']}|{best}|{_DATELINE.sub('', passages[best])}"
            if near
            else f"R{found['number']}||DROP"
        )


def _answer(question: str, text: str) -> str:
    passages = _read_passages(text)
    asked = _words(question)
    best = max(passages, key=lambda id: len(_words(passages[id]) & asked), default="")
    if not best or len(_words(passages[best]) & asked) < _TOLD * len(asked):
        return "REFUSE||The passages do not say it."
    return f"A|{best}|{_DATELINE.sub('', passages[best])}"


def _read_passages(text: str) -> dict[str, str]:
    found = _PASSAGE.finditer(text.partition("PASSAGES:")[2])
    return {one["id"]: one["text"].strip() for one in found}


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w’'-]+", text.lower())) - _SMALL


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if _OPENS_LOW.match(text) else text
