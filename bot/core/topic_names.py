"""What topics are called where people read them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.saying import Phrase, tr
from bot.core.topics import Topic

TOPIC_NAMES: Mapping[str, Phrase] = {
    Topic.POLITICS: tr("Politics"),
    Topic.WORLD: tr("World"),
    Topic.BUSINESS: tr("Business"),
    Topic.CRIME: tr("Crime and courts"),
    Topic.DISASTERS: tr("Accidents and disasters"),
    Topic.CLIMATE: tr("Climate and environment"),
    Topic.HEALTH: tr("Health"),
    Topic.SCIENCE: tr("Science"),
    Topic.TECHNOLOGY: tr("Technology"),
    Topic.SPORT: tr("Sport"),
    Topic.CULTURE: tr("Culture"),
}
"""By a topic's value, as it stands in `Summary.topics`."""
OTHER_NEWS = tr("Other news")
