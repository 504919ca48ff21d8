"""LLMs by script that answer our own questions: one that obeys, and those that do what LLMs are known to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.asked import Asked, Kind
from bot.core.language import content_stems, find_names, find_numbers
from bot.core.protocol import MARK, estimate_tokens
from bot.core.types import DESK, EndpointCheck, EndpointState, Prompt, Reply, Spender

REFUSES = "REFUSE||The passages do not say."
_WHY = re.compile(
    r"^\W*(?:why|how|when|where)\s+(?:did|was|were|is|are|has|have)\s+(?P<rest>[^?]+)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Line:
    """A passage as the LLM was sent it."""

    id: str
    text: str


Script = Callable[[Asked, Sequence[Line], bool], str]
"""The reply to a question with its passages; the last says whether sentences are to be mended."""


@dataclass(slots=True)
class ScriptedAnswerer:
    """An endpoint that knows the question's gold, as `script` uses it; `tokens` are those of each call."""

    asked: Asked
    script: Script
    name: str = "scripted"
    calls: list[int] = field(default_factory=list)

    async def complete(
        self, prompt: Prompt, spender: Spender = DESK, heard: Callable[[str], None] | None = None
    ) -> Reply:
        said = self.script(self.asked, _read_passages(prompt.text), prompt.purpose == "repair_answer")
        into = estimate_tokens(prompt.fixed) + estimate_tokens(prompt.text)
        out = estimate_tokens(said)
        self.calls.append(into + out)
        return Reply(said, into, out, self.name)

    @property
    def endpoints(self) -> tuple[EndpointState, ...]:
        return ()

    async def check(self) -> tuple[EndpointCheck, ...]:
        return ()


def _read_passages(text: str) -> list[Line]:
    parts = (line.split(MARK) for line in text.partition("PASSAGES:")[2].splitlines())
    return [Line(part[0], part[3]) for part in parts if len(part) == 4]


# ---------------------------------------------------------------- the scripts


def obey(asked: Asked, lines: Sequence[Line], mending: bool) -> str:
    """Quotes the passage that answers, or that says what the question has wrong; refuses what none answers."""
    line = _find_right(asked, lines)
    return REFUSES if line is None else _say(line, line.text)


def swap(asked: Asked, lines: Sequence[Line], mending: bool) -> str:
    """The same with a value exchanged, as paraphrasing LLMs do; told so, it quotes."""
    line = _find_right(asked, lines)
    if line is None:
        return REFUSES
    return _say(line, line.text if mending else swap_value(line.text, lines))


def know(asked: Asked, lines: Sequence[Line], mending: bool) -> str:
    """Answers everything from what it believes to know, and insists."""
    told = asked.right[0] if asked.right else "a man from Bergen"
    words = f"It was {told}, as is widely known since the inquiry of 1998."
    return _say(lines[0], words) if lines else REFUSES


def accept(asked: Asked, lines: Sequence[Line], mending: bool) -> str:
    """Believes whatever a question takes for granted."""
    if asked.kind is not Kind.FALSE_PREMISE:
        return obey(asked, lines, mending)
    if not lines:
        return REFUSES
    found = _WHY.match(asked.question)
    told = found["rest"].strip() if found else asked.question.rstrip("?")
    line = _find_alike(asked, lines)
    return _say(line, f"{told[:1].upper()}{told[1:]} because of what the inquiry found.")


def quote_anything(asked: Asked, lines: Sequence[Line], mending: bool) -> str:
    """Never refuses: quotes the passage most like the question, true but seldom an answer."""
    return _say(line, line.text) if (line := _find_alike(asked, lines)) else REFUSES


SCRIPTS: Mapping[str, Script] = {
    "obeys": obey,
    "swaps values": swap,
    "answers from world knowledge": know,
    "accepts false premises": accept,
    "never refuses": quote_anything,
}


def swap_value(text: str, lines: Sequence[Line]) -> str:
    """One figure or name exchanged for another of the passages; where there is none, a denial put in."""
    others = " ".join(line.text for line in lines if line.text != text)
    for ours, theirs in (
        ([n.text for n in find_numbers(text)], [n.text for n in find_numbers(others)]),
        ([n.text for n in find_names(text)], [n.text for n in find_names(others)]),
    ):
        for one in ours:
            for other in theirs:
                if other.lower() not in text.lower() and one.lower() not in other.lower():
                    return text.replace(one, other, 1)
    return re.sub(r"\b(was|were|is|are|has|had|will)\b", r"\1 not", text, count=1)


def _find_right(asked: Asked, lines: Sequence[Line]) -> Line | None:
    if asked.kind not in (Kind.ANSWERABLE, Kind.FALSE_PREMISE):
        return None
    held = [one for one in lines if any(right.lower() in one.text.lower() for right in asked.right)]
    return _find_alike(asked, held) if held else None


def _find_alike(asked: Asked, lines: Sequence[Line]) -> Line:
    wanted = set(content_stems(asked.question))
    return max(lines, key=lambda line: len(wanted & set(content_stems(line.text))), default=Line("0.0", ""))


def _say(line: Line, text: str) -> str:
    return f"A|{line.id}|{text}"
