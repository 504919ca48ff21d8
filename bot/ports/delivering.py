"""What the steps may ask of the database about deliveries, digests, notices and posts.

As everywhere in storage: what saves is ONE transaction, `get` raises `NotFound`, `find` returns None.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.core.types import Delivery, Digest, Notice, Post


class DeliveryStore(Protocol):
    async def get(self, delivery_id: int) -> Delivery: ...

    async def get_platform(self, delivery_id: int) -> str:
        """The name of that on which its channel is."""
        ...

    async def claim_due(
        self, now: datetime, lease: timedelta, limit: int, platforms: Collection[str] | None = None
    ) -> tuple[int, ...]:
        """PLANNED and due, or SENDING with an expired lease. Only leases them; `claim` starts the sending.

        `platforms`: only to chats there, by name; None for all. Stories kept for a digest are never given out.
        """
        ...

    async def claim(
        self, delivery_id: int, now: datetime, lease: timedelta, *, limited: bool = False
    ) -> Delivery | None:
        """PLANNED and due (or SENDING with an expired lease) → SENDING with attempts + 1; None if another has
        it, if it is not due, or if an earlier POST or EDIT of the story in the channel is not finished (what
        changes one post goes in order; a FOLLOW_UP waits for the POST alone).

        `limited`: it may take no place beyond the channel's hourly limit. If none is free, a POST is held as
        `hold` does and the channel's `next_digest_at` is when one is, at the latest; a DIGEST is due then."""
        ...

    async def save_part(self, delivery_id: int, message_ids: Sequence[str]) -> None:
        """What of the delivery has been sent so far, all of it."""
        ...

    async def finish(self, delivery: Delivery, post: Post | None) -> None:
        """The delivery as given (SENT, DROPPED, FAILED, or PLANNED again later), and the post, added or
        brought up to date (by its id, or by its first message), in one transaction.

        Raises Conflict, and saves nothing, when another has claimed it since (`attempts` has grown)."""
        ...

    async def list_of_story(self, story_id: int) -> tuple[Delivery, ...]:
        """Of the story and of those merged into it, the oldest first."""
        ...

    async def save_digest(
        self,
        digest: Digest | None,
        delivery: Delivery | None,
        channel_id: int,
        next_digest_at: datetime | None,
        left_out: str = "",
        *,
        known: Sequence[Delivery] | None = None,
        again_at: datetime | None = None,
    ) -> int | None:
        """Digest, its delivery and the channel's next hour in one transaction; the delivery's id.

        What was kept for a digest of its stories, up to the revisions it tells, counts as SENT; what it leaves
        out stays for the next, or is DROPPED where there is to be none. Once per (channel, due_at): doing it
        again returns None. Without a digest (nothing to tell) only the next hour is saved. The delivery's
        `digest_id` is set here. `left_out`: the reason for which all that is held and not in the digest is
        DROPPED; "" keeps it. `known`: all that was looked at; what was held since is never dropped, and where
        there was to be no next hour it is told at `again_at`.
        """
        ...

    async def hold(self, delivery_id: int) -> bool:
        """A POST or FOLLOW_UP that is PLANNED, and of which nothing was sent, is kept for the channel's next
        digest: its kind is DIGEST then, and its `from_revision` stays. False where it is not so any more."""
        ...

    async def put_off(self, delivery_id: int, until: datetime) -> None:
        """A PLANNED delivery is due then."""
        ...

    async def list_planned(self, channel_id: int) -> tuple[Delivery, ...]:
        """All of the channel that are PLANNED, those held for a digest among them; by when they are due."""
        ...

    async def release(
        self,
        channel_id: int,
        held: Sequence[Delivery],
        next_digest_at: datetime | None,
        now: datetime,
        *,
        again_at: datetime | None = None,
    ) -> tuple[int, ...]:
        """What was held for a digest is due now as what it was before, a POST or (with a `from_revision`) a
        FOLLOW_UP; with the channel's next hour, in one transaction. The ids of the deliveries. `again_at`: the
        next hour where there was to be none and more is held than is sent now."""
        ...

    async def drop_held(self, channel_id: int, story_ids: Sequence[int], why: str) -> None:
        """What is PLANNED for the channel of these stories, but for edits, and unsent, is DROPPED."""
        ...

    async def get_digest(self, digest_id: int) -> Digest: ...

    async def save_notice(self, notice: Notice, planned: Sequence[Delivery]) -> tuple[int, ...]:
        """The notice and its deliveries (kind NOTICE; their `notice_id` is set here) in one transaction; the ids
        of the deliveries. Once per key: doing it again changes nothing and returns ()."""
        ...

    async def plan_notice(self, notice_id: int, planned: Sequence[Delivery]) -> tuple[int, ...]:
        """Further deliveries of a stored notice, one a channel; the ids of those that were not there yet."""
        ...

    async def get_notice(self, notice_id: int) -> Notice: ...

    async def drop_notice(self, notice_id: int, why: str) -> int:
        """Whom it was not sent to yet gets it no more; how many those are, also when it is asked again."""
        ...

    async def count_dropped(self, notice_id: int, why: str) -> int:
        """How many do not get it for that reason."""
        ...

    async def find_notice(self, key: str) -> Notice | None: ...

    async def list_waiting(self, channel_id: int) -> tuple[Delivery, ...]:
        """Planned or being sent, the first due first; what is kept for the channel's next digest among them."""
        ...

    async def find_last_sent(self, channel_id: int) -> Delivery | None:
        """The newest post, follow-up or digest that stands in the channel."""
        ...

    async def list_digests(self, channel_id: int, since: datetime) -> tuple[Digest, ...]:
        """Those due since then, the oldest first."""
        ...

    async def list_showing(self, story_id: int) -> frozenset[int]:
        """The channels in which something about the story stands, answers to commands included."""
        ...

    async def find_post(self, channel_id: int, story_id: int) -> Post | None:
        """The story's POST in the channel (or that of a story merged into it), not an answer to a command."""
        ...

    async def list_spare_posts(self, channel_id: int, story_id: int) -> tuple[Post, ...]:
        """The POSTs that stand in the channel besides the one that `find_post` finds: of stories merged since."""
        ...

    async def retire_post(self, post: Post) -> None:
        """The post is no longer the story's: it only points to the one that is. Replies to it are understood as
        replies about the post's story, and what no longer stands of its messages too."""
        ...

    async def find_post_by_message(self, channel_id: int, message_id: str) -> Post | None: ...

    async def find_last_post(self, channel_id: int) -> Post | None:
        """The newest one that is about a story."""
        ...

    async def find_last_shown(self, channel_id: int) -> Post | None:
        """The newest one that is about a story or lists some."""
        ...

    async def save_post(self, post: Post) -> None:
        """A message about a story that went out as the answer to a command, so replies to it are understood."""
        ...
