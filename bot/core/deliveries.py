"""Who gets what of a summary, and what each channel has of a story already."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from bot.core.admission import BY_ITS_OWN_FEED, Admission, BroughtBy, Ground, StoryText, decide_admission
from bot.core.grounds import say_stop
from bot.core.opinion import is_opinion
from bot.core.saying import Phrase, joined, tr
from bot.core.told import share_told
from bot.core.types import (
    Address,
    Article,
    ChangeKind,
    Channel,
    Claim,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Push,
    Rhythm,
    Rules,
    Style,
    Subscription,
    Summary,
    Update,
    Updates,
)

Seen = tuple[int, int]
"""(story id, revision) of a summary that a channel has before it."""

Told = tuple[Seen, ...]
"""What a channel has of one story: the pieces it was sent before, the last of each story merged into it, then the
base, from which news is counted. `told.read_told` takes it apart."""

_NOWHERE: Mapping[int, tuple[Summary, ...]] = MappingProxyType({})
_READ = 0.6  # share of a sentence's word pairs
_OF_THE_POST = (DeliveryKind.POST, DeliveryKind.EDIT)
_TOLD_BY = (DeliveryKind.POST, DeliveryKind.EDIT, DeliveryKind.FOLLOW_UP)
_PUSHES = (DeliveryKind.POST, DeliveryKind.FOLLOW_UP)


def list_seen(earlier: Sequence[Delivery]) -> frozenset[Told]:
    """All from which some channel is to be brought up to date.

    For each, `plan_deliveries` wants the Update that leads from it to the new summary.
    """
    past = map(_read_past, _by_channel(earlier).values())
    return frozenset(told for each in past for told in (each.known, each.digested) if told)


def list_told(earlier: Sequence[Delivery]) -> dict[int, tuple[Seen, ...]]:
    """Every piece of a story that a channel (by id) was told of, in any form, the oldest first."""
    told: dict[int, dict[Seen, None]] = {}
    for each in sorted(earlier, key=lambda each: each.id):
        if _is_begun(each) and each.story_id is not None and each.revision is not None:
            told.setdefault(each.channel_id, {})[each.story_id, each.revision] = None
    return {channel_id: tuple(seen) for channel_id, seen in told.items()}


def plan_deliveries(
    summary: Summary,
    articles: Sequence[Article],
    audience: Sequence[tuple[Channel, Sequence[Subscription]]],
    earlier: Sequence[Delivery],
    updates: Mapping[Told, Update],
    rules: Rules,
    now: datetime,
    brought: BroughtBy = BY_ITS_OWN_FEED,
    told_elsewhere: Mapping[int, tuple[Summary, ...]] = _NOWHERE,
    merged: Sequence[int] = (),
) -> tuple[Delivery, ...]:
    """The deliveries of a summary just written, for every channel of its audience.

    `articles` are the story's, `earlier` its deliveries so far (those of stories merged into it included),
    `updates` the ones asked for by `list_seen`. A channel without a post gets a POST when a subscription
    wants the story and it has enough independent outlets; one of DIGEST rhythm gets a DIGEST delivery that
    names no digest, which storage keeps until the hour. A channel with a post gets it mended (EDIT) when
    there is something to notice, and a FOLLOW_UP when that is worth a push; it is due when pushes are not spent.
    What columns alone tell is no news: it is shown to whoever asks, and sent to nobody.
    `told_elsewhere`: the pieces that channels (by id) were sent of the story it was part of before; those that
    read all of it there get no post of it until it tells something else. `merged`: the numbers of the stories
    that were merged into it.
    """
    planned: list[Delivery] = []
    had = _by_channel(earlier)
    present = [article for article in articles if not article.withdrawn]
    first_report = min((article.published_at for article in present), default=now)
    story = StoryText(summary, articles, merged)
    reported = not present or not all(map(is_opinion, present))
    for channel, wishes in audience:
        admission = decide_admission(channel.settings, wishes, story, brought, now)
        wanted = reported and admission.asked_for
        if wanted and (pieces := told_elsewhere.get(channel.id, ())):
            wanted = not _have_told(pieces, summary, channel.settings.style)
        past = _read_past(had.get(channel.id, ()))
        case = _Case(summary, channel, past, admission, wanted, bool(wishes), first_report, rules, now)
        planned.extend(case.plan(updates))
    return tuple(planned)


def find_base(delivery: Delivery, earlier: Sequence[Delivery]) -> Told:
    """What a follow-up starts from; after a merge its base may be another story's. Empty if there is none.

    `earlier` are the deliveries of the story and of those merged into it.
    """
    new = (delivery.story_id, delivery.revision)
    begun = [
        each
        for each in sorted(earlier, key=lambda each: each.id)
        if each.channel_id == delivery.channel_id
        and each.id < delivery.id
        and each.kind in _TOLD_BY
        and _is_begun(each)
        and (each.story_id, each.revision) != new
    ]
    base = _last(each for each in begun if each.revision == delivery.from_revision)
    return () if base is None else (*_list_sent(begun, base), *_last_of_others(begun, base), base)


def find_place(to: Address, message_ids: Sequence[str]) -> Address:
    """Where what belongs to a post goes: its channel, or the thread that the post opened there, which the id of
    its first message then names ("thread/message")."""
    thread, between, _ = message_ids[0].partition("/") if message_ids else ("", "", "")
    return replace(to, thread=thread) if between else to


def make_key(*what: object) -> str:
    """20 ASCII characters that are the same for the same delivery at every retry; `part_key` adds the part."""
    digest = hashlib.blake2b(":".join(map(str, what)).encode(), digest_size=12).digest()
    return base64.b32encode(digest).decode().rstrip("=").lower()


def part_key(key: str, number: int) -> str:
    """The key of one part: at most 25 characters, for up to 10 000 parts."""
    return f"{key}-{number}"


def _have_told(pieces: Sequence[Summary], summary: Summary, style: Style) -> bool:
    """Whether pieces, as far as a channel of that style shows them, told everything that the summary's short form
    tells: with the same sentences of the sources, or in the same words."""
    shown = [one for piece in pieces for one in (piece.headline, *_shown_claims(piece, style))]
    cited = {citation.passage_id for claim in shown for citation in claim.citations}
    words = [claim.text for claim in shown]
    return all(
        any(citation.passage_id in cited for citation in claim.citations)
        or share_told(claim.text, words) >= _READ
        for claim in summary.brief
    )


def _shown_claims(piece: Summary, style: Style) -> tuple[Claim, ...]:
    return piece.claims if style is Style.STORY else piece.brief


@dataclass(frozen=True, slots=True)
class _Past:
    """What one channel has of the story.

    `base`: the newest summary it was told of by its post, an edit or a message under it, or that an unsent
    message starts from. `told`: by its last digest. `shown`: by the post, now or soon. `pushes`: their times.
    """

    shown: Seen | None
    base: Seen | None
    told: Seen | None
    pushes: tuple[datetime, ...]
    waits: bool = False  # whether its post, or what is held of it, is still to come
    others: Told = ()  # the last piece of each other story of its own that was merged with this one
    sent: Told = ()  # the pieces that it was sent before these, as a post or a message, the oldest first
    bundled: Told = ()  # the same of what digests told

    @property
    def known(self) -> Told:
        return () if self.base is None else (*self.sent, *self.others, self.base)

    @property
    def digested(self) -> Told:
        return () if self.told is None else (*self.bundled, self.told)


def _by_channel(earlier: Sequence[Delivery]) -> Mapping[int, Sequence[Delivery]]:
    """Each channel's by its id, the oldest first."""
    groups: dict[int, list[Delivery]] = {}
    for each in sorted(earlier, key=lambda each: each.id):
        groups.setdefault(each.channel_id, []).append(each)
    return groups


def _read_past(mine: Sequence[Delivery]) -> _Past:
    """`mine`: those of one channel, the oldest first."""
    begun = [each for each in mine if _is_begun(each)]
    shown = _last(each for each in begun if each.kind in _OF_THE_POST)
    digests = [each for each in begun if each.kind is DeliveryKind.DIGEST]
    told = _last(each for each in digests)
    waiting = [
        (each.story_id, each.from_revision)
        for each in mine
        if leads_on(each) and each.state is DeliveryState.PLANNED and not each.message_ids
    ]
    base = _last(each for each in begun if each.kind in _TOLD_BY)
    if shown is not None and waiting and waiting[0][0] is not None and waiting[0][1] is not None:
        base = (waiting[0][0], waiting[0][1])
    pushes = tuple(each.sent_at or each.due_at for each in begun if each.kind in _PUSHES)
    by_post = [each for each in begun if each.kind in _TOLD_BY]
    others = () if base is None else _last_of_others(by_post, base)
    sent = () if base is None else _list_sent(by_post, base)
    bundled = () if told is None else _last_of_others(digests, told)
    return _Past(shown, base, told, pushes, any(map(_is_to_come, mine)), others, sent, bundled)


def _is_to_come(delivery: Delivery) -> bool:
    return delivery.kind in (DeliveryKind.POST, DeliveryKind.DIGEST) and (
        delivery.state is DeliveryState.PLANNED and not delivery.message_ids and delivery.digest_id is None
    )


def leads_on(delivery: Delivery) -> bool:
    """A follow-up, or one that is held to be told later."""
    held = delivery.kind is DeliveryKind.DIGEST and delivery.digest_id is None
    return delivery.kind is DeliveryKind.FOLLOW_UP or (held and delivery.from_revision is not None)


def _last_of_others(begun: Sequence[Delivery], base: Seen) -> Told:
    last = {each.story_id: each.revision for each in begun if each.story_id != base[0]}
    return tuple((one, two) for one, two in last.items() if one is not None and two is not None)


def _list_sent(begun: Sequence[Delivery], base: Seen) -> Told:
    """What it was sent before, the oldest first, without the base and the last of other stories."""
    sent = [seen for each in begun if each.kind in _PUSHES and (seen := _last(iter((each,)))) is not None]
    return tuple(dict.fromkeys(one for one in sent if one not in (base, *_last_of_others(begun, base))))


def _is_begun(delivery: Delivery) -> bool:
    """Sent, on its way, or cut off after some parts: in any case people see some of it."""
    return delivery.state in (DeliveryState.SENT, DeliveryState.SENDING) or bool(delivery.message_ids)


def _last(deliveries: Iterator[Delivery]) -> Seen | None:
    seen: Seen | None = None
    for each in deliveries:
        if each.story_id is not None and each.revision is not None:
            seen = (each.story_id, each.revision)
    return seen


@dataclass(frozen=True, slots=True)
class _Case:
    """One channel and the new summary."""

    summary: Summary
    channel: Channel
    past: _Past
    admission: Admission
    wanted: bool
    interested: bool  # whether it has wishes that this story, or what left it, could meet
    first_report: datetime
    rules: Rules
    now: datetime

    def plan(self, updates: Mapping[Told, Update]) -> Iterator[Delivery]:
        if self.past.shown is not None:
            yield from self._mend(updates)
        elif not self._is_welcome() and self.past.waits:
            yield replace(
                self._make(DeliveryKind.POST),
                state=DeliveryState.DROPPED,
                problem=self._say_unwanted(),
            )
        elif self._is_welcome() and self._is_new_enough(updates):
            if self._is_instant():
                yield self._make(DeliveryKind.POST, due_at=self._first_at())
            else:
                yield self._make(DeliveryKind.DIGEST)

    def _say_unwanted(self) -> Phrase:
        stop = say_stop(self.admission, self.summary.story_id, self.channel.settings)
        unwanted = tr("It is not wanted any more.")
        return unwanted if stop is None else joined((unwanted, stop))

    def _mend(self, updates: Mapping[Told, Update]) -> Iterator[Delivery]:
        shown, base, new = self.past.shown, self.past.base, self._new()
        if shown is None or base is None or (shown[0] == new[0] and shown[1] >= new[1]):
            return
        update = updates.get(self.past.known)
        is_same = update is not None and update.push is Push.NONE and base == shown
        if is_same and not self.past.others:  # of two posts on one story the later is to point to the first
            return
        wished = Updates.MESSAGES if self.admission.followed else self.channel.settings.updates
        corrects = update is None or update.correction or bool(self.past.others)
        if wished is not Updates.NONE or corrects:
            yield self._make(DeliveryKind.EDIT, from_revision=shown[1])
        if update is None or update.push is not Push.FOLLOW_UP or wished is not Updates.MESSAGES:
            return
        parted = any(change.kind is ChangeKind.PARTED for change in update.changes)
        if not (self.wanted or (parted and self.interested) or self._owes(update)):
            return
        if not self._is_instant():
            yield self._make(DeliveryKind.DIGEST, from_revision=base[1])
        elif (push_at := self._push_at(update)) is not None:
            yield self._make(DeliveryKind.FOLLOW_UP, from_revision=base[1], due_at=push_at)

    def _owes(self, update: Update) -> bool:
        """Whether a correction is due where too few outlets are left: what was told there was told."""
        return update.correction and self.admission.ground is Ground.FEW_OUTLETS

    def _is_new_enough(self, updates: Mapping[Told, Update]) -> bool:
        """A story that a digest told already comes again only with something worth a push."""
        if self.past.told is None:
            return True
        update = updates.get(self.past.digested)
        return update is not None and update.push is Push.FOLLOW_UP

    def _push_at(self, update: Update) -> datetime | None:
        """When a message may come: what is worth one is put off, not lost, and a correction waits for nothing.
        None where messages are not wanted at all."""
        most, gap = self.rules.pushes_per_day, self.rules.push_gap
        if update.correction:
            return self.now
        if most == 0:
            return None
        times = sorted(self.past.pushes)
        free = [at + timedelta(days=1) for at in times[-most : -most + 1 or None]]
        return max((self.now, *free, *(at + gap for at in times[-1:])))

    def _first_at(self) -> datetime:
        """When its post may come: the channel lets a story wait, from its first report on, for other outlets."""
        if self.admission.followed:
            return self.now
        return max(self.now, self.first_report + timedelta(minutes=self.channel.settings.wait_minutes))

    def _is_welcome(self) -> bool:
        """Whether the channel is to be told of it for the first time."""
        return self.wanted and self.admission.wanted

    def _is_instant(self) -> bool:
        return self.channel.settings.rhythm is Rhythm.INSTANT

    def _new(self) -> Seen:
        return self.summary.story_id, self.summary.revision

    def _make(
        self, kind: DeliveryKind, from_revision: int | None = None, due_at: datetime | None = None
    ) -> Delivery:
        story_id, revision = self._new()
        return Delivery(
            channel_id=self.channel.id,
            kind=kind,
            story_id=story_id,
            revision=revision,
            from_revision=from_revision,
            key=make_key(self.channel.id, kind.value, story_id, revision),
            due_at=due_at or self.now,
        )
