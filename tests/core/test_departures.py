"""A story parted or merged, as its channels are told of it."""

from __future__ import annotations

from dataclasses import replace

from bot.core.deliveries import Told, find_base, list_seen, plan_deliveries
from bot.core.messages import compose_update
from bot.core.told import join_pieces
from bot.core.types import (
    ChangeKind,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Departure,
    PassageId,
    Push,
    Rules,
    Section,
    Summary,
    Update,
)
from bot.core.updates import decide_update
from tests.core.ferry_revisions import ECHO, FOURTEEN, HARBOUR, LEDE, TEN, revised
from tests.make import (
    NOW,
    at,
    make_article,
    make_channel,
    make_claim,
    make_delivery,
    make_passage,
    make_subscription,
    make_summary,
)

SENT = DeliveryState.SENT
CHANNEL = make_channel(id=1)
AUDIENCE = [(CHANNEL, (make_subscription(feed_ids=(1,), since=at(-60)),))]
ARTICLES = (make_article(id=1, feed_id=1, published_at=at(-30)),)


def post(number: int, story_id: int, revision: int) -> Delivery:
    return make_delivery(id=number, story_id=story_id, revision=revision, state=SENT)


def test_a_channel_that_was_sent_both_halves_of_a_merged_story_is_told_from_both() -> None:
    first, second = post(1, 1, 3), post(2, 8, 5)
    assert list_seen((first, second)) == {((1, 3), (8, 5))}
    follow_up = make_delivery(id=4, kind=DeliveryKind.FOLLOW_UP, story_id=1, revision=4, from_revision=5)
    assert find_base(follow_up, (first, second)) == ((1, 3), (8, 5))


def test_two_posts_on_one_story_are_looked_after_even_when_nothing_else_changed() -> None:
    first, second = post(1, 8, 5), post(2, 1, 3)
    nothing = Update(story_id=1, from_revision=3, to_revision=4, changes=(), push=Push.NONE)
    updates: dict[Told, Update] = {((8, 5), (1, 3)): nothing}
    planned = plan_deliveries(
        make_summary(revision=4), ARTICLES, AUDIENCE, (first, second), updates, Rules(), NOW
    )
    assert [one.kind for one in planned] == [DeliveryKind.EDIT]


def test_what_a_channel_read_of_a_story_while_it_was_part_of_another_is_not_posted_again() -> None:
    told = make_summary(("A fire broke out in Esk.", "A man was arrested."), story_id=1)
    part = replace(told, story_id=2)
    fresh = make_claim("Police charged a man of 31 with arson on Monday.", "4.1")
    more = replace(part, brief=(*part.brief, fresh))
    assert kinds_planned(part, told) == []
    assert kinds_planned(more, told) == [DeliveryKind.POST]
    assert kinds_planned(part) == [DeliveryKind.POST]


def kinds_planned(summary: Summary, *told: Summary) -> list[DeliveryKind]:
    elsewhere = {CHANNEL.id: told} if told else {}
    planned = plan_deliveries(summary, ARTICLES, AUDIENCE, (), {}, Rules(), NOW, told_elsewhere=elsewhere)
    return [one.kind for one in planned]


# ---------------------------------------------------------------- what left

FIRE = "Two people died in a fire in Esk."


def mixed() -> Summary:
    """A piece that also tells of a fire, on the second outlet's word."""
    plain = revised(1)
    fire = Section(None, (make_claim(FIRE, "2.1"),))
    passage = make_passage(id=PassageId("2.1"), article_id=2, text=FIRE)
    return replace(
        plain, sections=(*plain.sections, fire), passages=(*plain.passages, passage), sources=(HARBOUR, ECHO)
    )


def left(*sentences: str) -> Summary:
    return revised(2, *sentences, departed=(Departure(9, "Fire in Esk", (2,)),), sources=(HARBOUR,))


def test_what_another_story_has_now_was_withdrawn_by_nobody() -> None:
    update = decide_update(mixed(), left())
    assert [change.kind for change in update.changes] == [ChangeKind.PARTED]
    assert update.changes[0].text == "This story was parted: “Fire in Esk” is now story 9."
    assert (update.push, update.correction) == (Push.FOLLOW_UP, False)


def test_the_message_has_a_button_to_the_other_story() -> None:
    after = left()
    message = compose_update(after, decide_update(mixed(), after), NOW)
    assert [button.action for row in message.buttons for button in row][-1] == "story:9"


def test_what_nobody_read_needs_no_word() -> None:
    update = decide_update(revised(1, sources=(HARBOUR, ECHO)), left())
    assert update.changes == ()
    assert update.push is not Push.FOLLOW_UP


def test_figures_of_the_part_that_left_are_not_taken_for_earlier_values() -> None:
    before = mixed()
    fourteen_died = make_claim("Fourteen people died in a fire in Esk.", "2.1")
    before = replace(before, sections=(Section(None, (fourteen_died,)),))
    after = left(LEDE, "Two people died when the ferry ran aground.")
    assert ChangeKind.CHANGED not in {change.kind for change in decide_update(before, after).changes}


def test_the_story_that_began_as_a_part_says_nothing_of_the_one_it_left() -> None:
    begun = replace(left(), story_id=9, departed=(Departure(1, "Ferry aground", (2,)),))
    assert ChangeKind.PARTED not in {change.kind for change in decide_update(mixed(), begun).changes}


def test_two_pieces_are_known_as_one() -> None:
    other = replace(revised(5, LEDE, FOURTEEN), story_id=8)
    both = join_pieces((other, revised(1)))
    assert {TEN, FOURTEEN} <= {claim.text for claim in both.claims}
    assert (both.story_id, both.revision) == (1, 1)
    assert join_pieces((other,)) == other
