"""Length, picture, sound and buttons of what is sent, as a channel wants them."""

from __future__ import annotations

import pytest

from bot.core.dressing import dress
from bot.core.messages import compose_post, compose_story
from bot.core.types import ChannelSettings, DeliveryKind, Length, Paragraph, Style
from tests.fakes import plain
from tests.make import make_source, make_summary

LONG = (
    "The ferry Nordlys ran aground on a reef off Port Ansel on Monday morning, the coast guard said.",
    "At least 10 passengers were injured.",
    "Fog had hidden the reef.",
)
SUMMARY = make_summary(LONG)


def post(**wishes: object) -> str:
    return plain(compose_post(SUMMARY, ChannelSettings(**wishes)))  # type: ignore[arg-type]


def test_a_short_post_tells_the_first_sentence_and_where_it_is_very_short_the_second() -> None:
    assert "coast guard said" in post(length=Length.SHORT)
    assert "10 passengers" not in post(length=Length.SHORT)
    curt = make_summary(("A ferry ran aground.", *LONG[1:]))
    told = plain(compose_post(curt, ChannelSettings(length=Length.SHORT)))
    assert "10 passengers" in told
    assert "Fog" not in told


def test_a_long_post_is_the_whole_piece_with_all_but_its_beginning_and_end_folded() -> None:
    message = compose_post(SUMMARY, ChannelSettings(length=Length.LONG))
    assert plain(message) == plain(compose_story(SUMMARY))
    folded = [block.folded for block in message.blocks if isinstance(block, Paragraph)]
    assert folded[:2] == [False, False]
    assert all(folded[2:-1])
    assert not folded[-1]  # that AiBot can be wrong
    assert len(folded) > 2


@pytest.mark.parametrize("style", list(Style))
@pytest.mark.parametrize("length", list(Length))
def test_a_picture_is_that_of_a_source_with_words_of_its_own_and_only_where_wanted(
    style: Style, length: Length
) -> None:
    copy = make_source(number=1, copy_of=2, picture="https://wire.example/a.jpg")
    plain_http = make_source(number=2, picture="http://post.example/b.jpg")
    own = make_source(number=3, picture="https://post.example/c.jpg")
    summary = make_summary(LONG, sources=(copy, plain_http, own))
    wished = ChannelSettings(style=style, length=length)
    assert compose_post(summary, wished).picture == "https://post.example/c.jpg"
    assert compose_post(summary, ChannelSettings(style=style, length=length, pictures=False)).picture is None
    assert compose_post(make_summary(LONG), wished).picture is None


def test_sound_and_buttons_are_as_the_channel_wants_them() -> None:
    message = compose_post(SUMMARY)
    assert message.buttons
    assert dress(message, ChannelSettings(), DeliveryKind.POST) == message
    bare = dress(message, ChannelSettings(silent=True, buttons=False), DeliveryKind.POST)
    assert bare.silent
    assert bare.buttons == ()
    assert dress(message, ChannelSettings(buttons=False), DeliveryKind.NOTICE).buttons == message.buttons
