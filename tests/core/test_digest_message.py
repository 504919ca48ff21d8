"""A digest as people read it."""

from __future__ import annotations

from dataclasses import replace

from bot.core.digest_message import compose_digest, say_left, say_next
from bot.core.types import (
    Change,
    ChangeKind,
    ChannelSettings,
    Citation,
    Heading,
    PassageId,
    Push,
    Rhythm,
    Summary,
    Update,
)
from bot.platforms.markup import plain_text, spans_text
from tests.make import NOW, make_channel, make_claim, make_summary


def story(number: int, topic: str = "") -> Summary:
    title = make_claim(f"Headline {number}", "1.0")
    return make_summary(story_id=number, headline=title, topics=(topic,) if topic else ())


def headings(*stories: Summary) -> list[str]:
    message = compose_digest(stories, make_channel(), NOW)
    return [spans_text(block.spans) for block in message.blocks if isinstance(block, Heading)][1:]


def test_a_digest_numbers_its_stories_and_remembers_their_order() -> None:
    message = compose_digest((story(7), story(1)), make_channel(), NOW)
    assert message.story_ids == (7, 1)
    assert "1. Headline 7 (story 7)" in plain_text(message)
    assert [[(one.label, one.action) for one in row] for row in message.buttons] == [
        [("1. Headline 7", "story:7")],
        [("2. Headline 1", "story:1")],
    ]


def test_a_digest_of_nothing_says_so() -> None:
    assert "No new stories since the last one." in plain_text(compose_digest((), make_channel(), NOW))


def test_how_many_found_no_room_is_said_at_the_end() -> None:
    digests = ChannelSettings(rhythm=Rhythm.DIGEST)
    for left, settings, told in (
        (52, digests, "52 more stories wait for the next digest."),
        (1, digests, "1 more story waits for the next digest."),
        (52, None, "52 more stories came; /digest tells those of the last day, /search finds any by its words."),
        (
            1,
            ChannelSettings(),
            "1 more story came; /digest tells those of the last day, /search finds any by its words.",
        ),
    ):
        message = compose_digest((story(1), story(2)), make_channel(), NOW, left=say_left(left, settings))
        assert plain_text(message).rstrip().splitlines()[-1] == told
    assert say_left(0, digests) is None
    assert say_next(5, 1) == "And 5 more: /digest 2"
    assert say_next(0, 2) is None


def test_many_stories_stand_under_their_topics_the_best_storys_first_and_the_rest_last() -> None:
    stories = (story(1, "sport"), story(2), story(3, "politics"), story(4, "sport"))
    assert headings(*stories) == ["Sport", "Politics", "Other news"]
    message = compose_digest(stories, make_channel(), NOW)
    assert message.story_ids == (1, 4, 3, 2)
    assert plain_text(message).index("2. Headline 4") < plain_text(message).index("3. Headline 3")


def test_few_stories_or_one_topic_need_no_headings() -> None:
    assert headings(story(1, "sport"), story(2, "politics"), story(3)) == []
    assert headings(*(story(number, "sport") for number in range(1, 6))) == []


def test_of_a_story_told_before_only_what_is_new_is_told() -> None:
    told = replace(story(1), revision=3)
    cited = (Citation(PassageId("1.2"), "At least 10 passengers were injured."),)
    change = Change(ChangeKind.CHANGED, "Injured: now 14, earlier 10.", cited)
    update = Update(story_id=1, from_revision=1, to_revision=3, changes=(change,), push=Push.FOLLOW_UP)
    text = plain_text(compose_digest((told, story(2)), make_channel(), NOW, {1: update}))
    assert "New since the last digest:\n• Injured: now 14, earlier 10. [1]" in text
    assert text.count("ran aground off Port Ansel") == 1
