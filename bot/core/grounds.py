"""What keeps a story out of a channel, in plain words."""

from __future__ import annotations

from bot.core.admission import Admission, Ground
from bot.core.saying import Phrase, tr
from bot.core.types import ChannelSettings


def say_stop(admission: Admission, story_id: int, settings: ChannelSettings) -> Phrase | None:
    """None where the channel's wishes let the story in."""
    match admission.ground:
        case Ground.UNASKED:
            return tr("No subscription of this chat asks for it.")
        case Ground.MUTED if admission.named:
            return tr("It is muted here by the words “{words}”.", words=admission.named)
        case Ground.MUTED if admission.number != story_id:
            number = str(admission.number)
            return tr("It is muted here: story {number}, which was muted, became part of it.", number=number)
        case Ground.MUTED:
            return tr("It is muted here.")
        case Ground.HIDDEN:
            return tr("Only outlets that are hidden here report it.")
        case Ground.TOO_LITTLE:
            return tr("Without the outlets that are hidden here too little is left to tell.")
        case Ground.FILTERED:
            return tr("This filter keeps it out: {filter}", filter=admission.named)
        case Ground.FEW_OUTLETS:
            return tr(
                "Too few independent outlets report it: {count}, and this chat asks for {least}.",
                count=admission.outlets,
                least=settings.minimum_outlets,
            )
    return None
