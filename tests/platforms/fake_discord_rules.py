"""What Discord takes and refuses: the limits of a message, a modal and a command, and the rates, in one place.

https://discord.com/developers/docs: resources/message, components/reference, interactions, topics/rate-limits.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

EMBED_LIMITS = {"title": 256, "description": 4096}
EMBED_SUM = 6000
NONCE = 25
FLAGS_OF_AN_ANSWER = 1 << 2 | 1 << 6 | 1 << 12  # no embeds, for one person only, silent
FLAGS_OF_A_MESSAGE = 1 << 2 | 1 << 12
BUTTON, TEXT_INPUT, LABEL, ROW = 2, 4, 18, 1
LINK_STYLE = 5
REQUIRES_TAG = 1 << 4


def units(text: str) -> int:
    """The strictest way in which Discord might count."""
    return len(text.encode("utf-16-le")) // 2


def judge_message(body: Mapping[str, Any], flags: int = FLAGS_OF_A_MESSAGE) -> Iterator[str]:
    """What Discord would not take, and what we must never send."""
    if body.get("allowed_mentions", {}).get("parse") != []:
        yield "a message that may ping"
    if units(str(body.get("nonce") or "")) > NONCE:
        yield "a nonce of more than 25 characters"
    if units(body.get("content") or "") > 2000:
        yield "content of more than 2000 characters"
    if int(body.get("flags") or 0) & ~flags:
        yield f"flags that cannot be set here: {body['flags']}"
    embeds = body.get("embeds") or []
    if not (embeds or body.get("content") or body.get("attachments")):
        yield "an empty message"
    if len(embeds) > 10 or sum(sum(map(units, _texts(embed))) for embed in embeds) > EMBED_SUM:
        yield "embeds that are too many or too long"
    for embed in embeds:
        yield from (
            f"an embed's {name} too long"
            for name, most in EMBED_LIMITS.items()
            if units(embed.get(name) or "") > most
        )
    yield from judge_rows(body.get("components") or [])


def _texts(embed: Mapping[str, Any]) -> Iterator[str]:
    yield from (embed.get("title") or "", embed.get("description") or "")
    yield from ((embed.get("footer") or {}).get("text", ""), (embed.get("author") or {}).get("name", ""))
    for each in embed.get("fields") or []:
        yield from (each["name"], each["value"])


def judge_rows(rows: list[Mapping[str, Any]]) -> Iterator[str]:
    buttons = [button for row in rows for button in row.get("components", [])]
    ids = [button["custom_id"] for button in buttons if "custom_id" in button]
    if len(rows) > 5 or any(not 1 <= len(row["components"]) <= 5 for row in rows):
        yield "more than five rows of five buttons"
    if len(ids) != len(set(ids)):
        yield "one custom id twice"
    for button in buttons:
        if button["type"] != BUTTON or not 1 <= units(button.get("label") or "") <= 80:
            yield f"no button with a label: {button}"
        if button["style"] == LINK_STYLE and ("custom_id" in button or units(button["url"]) > 512):
            yield f"no link: {button}"
        if button["style"] != LINK_STYLE and not 1 <= units(button.get("custom_id") or "") <= 100:
            yield f"no custom id: {button}"


def judge_post(body: Mapping[str, Any], forum: Mapping[str, Any]) -> Iterator[str]:
    yield from judge_message(body["message"])
    tags = body.get("applied_tags") or []
    moderated = {tag["id"] for tag in forum["available_tags"] if tag["moderated"]}
    if not 1 <= units(body["name"]) <= 100 or len(tags) > 5 or moderated & set(tags):
        yield "a forum post whose title or tags are not taken"


def judge_modal(modal: Mapping[str, Any]) -> Iterator[str]:
    if not 1 <= units(modal["title"]) <= 45 or not 1 <= units(modal["custom_id"]) <= 100:
        yield "a modal whose title or id is too long"
    for label in modal["components"]:
        inner = label.get("component", {})
        if (
            label["type"] != LABEL
            or not 1 <= units(label["label"]) <= 45
            or units(label.get("description") or "") > 100
        ):
            yield f"no label: {label}"
        if inner.get("type") != TEXT_INPUT or not 1 <= inner.get("max_length", 4000) <= 4000:
            yield f"no field: {inner}"


DISCORDS_LIMIT = (50, 1.0)
"""Calls and seconds of all routes together, but for answers to interactions."""


@dataclass
class Rates:
    """Buckets by route and channel, and the global one. Clients learn of them by headers, and by 429s.

    `limits`: calls and seconds of each kind of route; the docs say never to take them for granted. `early`: calls
    that came while a 429 forbade them.
    """

    limits: dict[str, tuple[int, float]] = field(default_factory=dict)
    overall: tuple[int, float] | None = None
    refused: int = 0
    early: list[str] = field(default_factory=list)
    _windows: dict[tuple[str, str], tuple[float, int]] = field(default_factory=dict)  # when it began, calls in it
    _closed: dict[tuple[str, str], float] = field(default_factory=dict)
    closed_until: float = 0.0
    _calls: deque[float] = field(default_factory=deque)

    def close(self, kind: str, channel: str, until: float) -> None:
        """A 429 was given: nothing of the kind may come before."""
        self._closed[kind, channel] = until

    def close_all(self, until: float) -> None:
        self.closed_until = until

    def count(self, now: float) -> float | None:
        """One call more of all: how long to wait where it is one too many."""
        if self.overall is None:
            return None
        most, seconds = self.overall
        while self._calls and self._calls[0] <= now - seconds:
            self._calls.popleft()
        if len(self._calls) < most:
            self._calls.append(now)
            return None
        self.refused += 1
        wait = self._calls[0] + seconds - now
        self.close_all(now + wait)
        return wait

    def enter(self, kind: str, channel: str, now: float) -> tuple[float | None, dict[str, str]]:
        """How long to wait (None: come in), and the headers of the answer."""
        if now < max(self._closed.get((kind, channel), 0.0), self.closed_until):
            self.early.append(f"{kind} {channel}")
        if kind not in self.limits:
            return None, {}
        count, window = self.limits[kind]
        began, calls = self._windows.get((kind, channel), (now, 0))
        if now >= began + window:
            began, calls = now, 0
        free = calls < count
        calls += free
        self._windows[kind, channel] = (began, calls)
        left = began + window - now
        if not free:
            self.refused += 1
            self.close(kind, channel, now + left)
        headers = {
            "X-RateLimit-Limit": str(count),
            "X-RateLimit-Remaining": str(count - calls),
            "X-RateLimit-Reset-After": f"{math.ceil(left * 1000) / 1000:.3f}",
            "X-RateLimit-Reset": f"{math.ceil(left * 1000) / 1000:.3f}",
            "X-RateLimit-Bucket": f"bucket-of-{kind}",
        }
        return (None if free else left), headers
