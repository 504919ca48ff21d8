"""What a refused question is told the story does cover."""

from __future__ import annotations

from bot.core.answers import list_topics
from bot.core.aspects import LABELS
from bot.core.types import Section
from tests.make import make_article, make_summary


def test_a_neutral_label_is_no_topic_of_a_refusal() -> None:
    labelled = make_summary(sections=tuple(Section(label, ()) for label in sorted(LABELS)))
    topics = list_topics([make_article(title="Ferry runs aground off Port Ansel")], labelled)
    assert topics
    assert not LABELS & set(topics)
