"""Stories that develop in batches: read from files, and played through the decisions that the steps take."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from typing import Any

from benchmarks.sets import SetAbsent
from bot.core.copies import count_independent
from bot.core.corrections import list_corrections
from bot.core.credits import read_credit
from bot.core.deliveries import Told, find_base, list_seen, plan_deliveries
from bot.core.domains import read_domain
from bot.core.editing import edit_draft
from bot.core.messages import compose_post
from bot.core.notices import says_withdrawn
from bot.core.selection import write_draft
from bot.core.stories import compose_withdrawal
from bot.core.told import read_told
from bot.core.types import (
    Address,
    Article,
    Channel,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Outlet,
    Rules,
    Story,
    Subscription,
    SubscriptionKind,
    Summary,
    Update,
)
from bot.core.updates import decide_update

Words = tuple[str, ...]
"""What must be said, in any one of these wordings."""

_FEED = 1
_KEPT_ASIDE = 0.4  # of the first stories, by the hash of their names: read only when the work is done
_KEPT_OF_FOURTH = 0.5


class Part(StrEnum):
    TUNE = "tune"
    KEPT = "kept"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    FOURTH_KEPT = "fourth-kept"
    FIFTH = "fifth"
    ALL = "all"


_LATER_LOTS = (
    Part.SECOND,
    Part.THIRD,
    Part.FOURTH,
    Part.FIFTH,
)  # in folders of their own, each new to all rules before it


@dataclass(frozen=True, slots=True)
class Labels:
    """What an editor marked for a batch: gold, which is compared with and handed to nobody before.

    `push`: worth a message. `developments`: each must be told. `changed`: (now, earlier).
    """

    push: bool
    developments: tuple[Words, ...]
    changed: tuple[tuple[Words, Words], ...]
    correction: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """One article, or its next version where an earlier telling has the same key."""

    key: str
    outlet: str
    at: datetime
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Developing:
    """A story by its name; its first batch is the news itself, and its labels say nothing."""

    name: str
    kind: str
    batches: tuple[tuple[Telling, ...], ...]
    labels: tuple[Labels, ...]
    part: Part


@dataclass(frozen=True, slots=True)
class Sent:
    """A message under the post. `told`: everything that had stood in the channel before it."""

    at: datetime
    update: Update
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the channel got for one batch. `edited`: the post was mended so that it reads differently."""

    sent: tuple[Sent, ...]
    edited: bool


def read_developing(folder: Path, part: Part = Part.ALL) -> tuple[Developing, ...]:
    """The stories of a folder, or of a part of it, by name. Raises SetAbsent when there are none."""
    files = sorted((*folder.glob("*.toml"), *folder.glob("*/*.toml")), key=lambda file: file.stem)
    if not files:
        raise SetAbsent(f"The data is absent: {folder} holds no story (*.toml).")
    stories = [_read_story(file) for file in files]
    return tuple(one for one in stories if part in (Part.ALL, one.part))


def _read_story(file: Path) -> Developing:
    table = tomllib.loads(file.read_text("utf-8"))
    batches = tuple(
        tuple(_read_telling(one, table["starts"]) for one in batch["article"]) for batch in table["batch"]
    )
    labels = tuple(_read_labels(batch) for batch in table["batch"])
    return Developing(file.stem, table["kind"], batches, labels, _part_of(file))


def _part_of(file: Path) -> Part:
    folder = file.parent.name
    if folder == Part.FOURTH:
        return Part.FOURTH_KEPT if _falls_below(_KEPT_OF_FOURTH, file.stem) else Part.FOURTH
    if folder in _LATER_LOTS:
        return Part(folder)
    return Part.KEPT if _falls_below(_KEPT_ASIDE, file.stem) else Part.TUNE


def _falls_below(share: float, name: str) -> bool:
    return blake2b(name.encode()).digest()[0] < share * 256


def _read_telling(table: Mapping[str, Any], starts: datetime) -> Telling:
    at = starts + timedelta(minutes=table["minute"])
    return Telling(table["key"], table["outlet"], at, table["title"], table["text"].strip())


def _read_labels(batch: Mapping[str, Any]) -> Labels:
    return Labels(
        push=batch.get("push", False),
        developments=tuple(_words(one) for one in batch.get("developments", ())),
        changed=tuple((_words(one["now"]), _words(one["earlier"])) for one in batch.get("changed", ())),
        correction=batch.get("correction", False),
    )


def _words(wordings: str) -> Words:
    return tuple(wordings.split("|"))


# ---------------------------------------------------------------- played


class Play:
    """One story before one channel that wants every story at once; grouping is given, the clock follows the
    articles, and every message is delivered when it is due."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._articles: dict[str, Article] = {}
        self._summaries: dict[int, Summary] = {}
        self._deliveries: list[Delivery] = []
        self._told: list[str] = []

    def run(self, batches: Sequence[Sequence[Telling]]) -> Iterator[Outcome]:
        """What the channel got, batch by batch, the first one (its post) included."""
        starts = batches[0][0].at
        for revision, batch in enumerate(batches, start=1):
            for telling in batch:
                self.take(telling)
            now = max(one.at for one in batch) + self._rules.settle
            if revision == 1 and count_independent(tuple(self._articles.values())) < self._rules.enough_outlets:
                now = max(now, starts + self._rules.hold)
            title = batches[0][0].title
            written = None if revision == 1 else revision - 1
            story = Story(
                id=1,
                revision=revision,
                title=title,
                created_at=starts,
                changed_at=now,
                write_at=now,
                written_revision=written,
            )
            planned = self._write(story, now)
            yield self._deliver(planned)

    @property
    def articles(self) -> tuple[Article, ...]:
        """As they stand by now, those taken back among them."""
        return tuple(self._articles.values())

    def take(self, telling: Telling) -> None:
        """The article, or its next version."""
        domain = f"{telling.outlet.lower().replace(' ', '')}.example"
        stored = self._articles.get(telling.key)
        if stored is None:
            self._articles[telling.key] = Article(
                id=len(self._articles) + 1,
                feed_id=_FEED,
                url=f"https://{domain}/{telling.key}",
                outlet=Outlet(telling.outlet, read_domain(f"https://{domain}/")),
                title=telling.title,
                text=telling.text,
                credit=read_credit(telling.text),
                published_at=telling.at,
                arrived_at=telling.at,
                story_id=1,
            )
            return
        newer = replace(stored, version=stored.version + 1, arrived_at=telling.at)
        if says_withdrawn(telling.title, telling.text):
            self._articles[telling.key] = replace(newer, withdrawn=True)
        else:
            self._articles[telling.key] = replace(newer, title=telling.title, text=telling.text)

    def _write(self, story: Story, now: datetime) -> tuple[Delivery, ...]:
        articles = tuple(self._articles.values())
        present = tuple(article for article in articles if not article.withdrawn)
        if present:
            draft = write_draft(story, present, self._rules, now)
            summary = edit_draft(draft, story, articles, self._rules, now).summary
        else:
            summary = compose_withdrawal(story, articles, now)
        if summary is None:
            return ()
        if (before := self._summaries.get(story.written_revision or 0)) is not None:
            summary = replace(summary, corrections=list_corrections(before, summary, now))
        self._summaries[story.revision] = summary
        updates = {known: self._compare(known, summary) for known in list_seen(self._deliveries)}
        wish = Subscription(
            channel_id=1,
            kind=SubscriptionKind.FEED,
            target="",
            feed_ids=(_FEED,),
            since=story.created_at - timedelta(days=1),
        )
        channel = Channel(id=1, address=Address("console", "1"), created_at=wish.since)
        audience = ((channel, (wish,)),)
        return plan_deliveries(summary, articles, audience, self._deliveries, updates, self._rules, now)

    def _deliver(self, planned: Sequence[Delivery]) -> Outcome:
        sent: list[Sent] = []
        edited = False
        for delivery in planned:
            after = self._summaries[delivery.revision or 0]
            post = compose_post(after)
            edited |= delivery.kind is DeliveryKind.EDIT and str(post.blocks) != self._standing()
            if delivery.kind is DeliveryKind.FOLLOW_UP:
                update = self._follow_up(delivery, after)
                sent.append(Sent(delivery.due_at, update, tuple(self._told)))
            self._deliveries.append(
                replace(
                    delivery,
                    id=len(self._deliveries) + 1,
                    state=DeliveryState.SENT,
                    sent_at=delivery.due_at,
                    message_ids=(str(len(self._deliveries)),),
                )
            )
        self._told += [text for delivery in planned for text in self._shown(delivery)]
        return Outcome(tuple(sent), edited)

    def _follow_up(self, delivery: Delivery, after: Summary) -> Update:
        newest = replace(delivery, id=len(self._deliveries) + 1)
        return self._compare(find_base(newest, self._deliveries), after)

    def _compare(self, told: Told, after: Summary) -> Update:
        read = read_told([self._summaries[revision] for _, revision in told])
        return decide_update(read.piece, after, read.earlier)

    def _standing(self) -> str:
        shown = [one for one in self._deliveries if one.kind in (DeliveryKind.POST, DeliveryKind.EDIT)]
        return str(compose_post(self._summaries[shown[-1].revision or 0]).blocks) if shown else ""

    def _shown(self, delivery: Delivery) -> tuple[str, ...]:
        """The sentences that a delivery puts before the channel."""
        after = self._summaries[delivery.revision or 0]
        if delivery.kind is DeliveryKind.FOLLOW_UP:
            update = self._follow_up(delivery, after)
            return tuple(change.text for change in update.changes)
        return (after.headline.text, *(claim.text for claim in after.brief))
