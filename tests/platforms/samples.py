"""One story and what the desk says around it, as messages: to be looked at, as readers would."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.catalogues import read_catalogues
from bot.core.digest_message import compose_digest
from bot.core.messages import compose_answer, compose_post, compose_story, compose_update
from bot.core.saying import tell_in
from bot.core.settings_menu import compose_menu
from bot.core.status import Situation, compose_status
from bot.core.subscription_lists import Reading, compose_list
from bot.core.types import (
    Answer,
    AnswerKind,
    Change,
    ChangeKind,
    ChannelSettings,
    Citation,
    Claim,
    Correction,
    Disagreement,
    Fact,
    Length,
    Message,
    Passage,
    PassageId,
    Position,
    Push,
    Relation,
    Section,
    SubscriptionKind,
    Summary,
    Update,
)
from tests.make import NOW, at, make_channel, make_feed, make_source, make_subscription

_TOLD = {
    "1.1": "The ferry Alma ran aground off Port Ansel on Monday morning with 214 people on board.",
    "1.2": "At least 10 passengers were injured, the coast guard said.",
    "1.3": "The harbour was closed at 7:40 a.m.",
    "2.1": "The ferry Alma struck a sandbank near the harbour of Port Ansel shortly after 7 a.m.",
    "2.2": "The operator, Coastline, spoke of 14 injured.",
    "2.3": "“We felt two blows, then the lights went out,” said Mara Lindqvist, a passenger.",
    "3.1": "Divers are to inspect the hull on Tuesday.",
}
_PASSAGES = tuple(Passage(PassageId(key), int(key[0]), text, 0, len(text), 0) for key, text in _TOLD.items())
_SOURCES = (
    make_source(picture="https://harbourpost.example/alma.jpg"),
    make_source(
        number=2,
        article_id=2,
        outlet="Coast Wire",
        title="Ferry on sandbank: passengers tell",
        published_at=at(-20),
        url="https://coastwire.example/news/alma_(ferry)?id=7&from=rss",
    ),
    make_source(
        number=3,
        article_id=3,
        outlet="Ansel Today",
        title="Divers to look at the Alma",
        published_at=at(-10),
        url="https://anseltoday.example/alma",
        copy_of=None,
    ),
)


def _cite(*keys: str) -> tuple[Citation, ...]:
    return tuple(Citation(PassageId(key), _TOLD[key]) for key in keys)


_LEDE = Claim(
    "The ferry Alma ran aground on a sandbank off Port Ansel on Monday morning with 214 people on board.",
    _cite("1.1", "2.1"),
)
_HURT = Claim(
    "At least 10 passengers were injured, the coast guard said; the operator spoke of 14.", _cite("1.2", "2.2")
)
_CLOSED = Claim("The harbour was closed at 7:40 a.m.", _cite("1.3"))
_BLOWS = Claim("“We felt two blows, then the lights went out,” said Mara Lindqvist, a passenger.", _cite("2.3"))
_DIVERS = Claim("Divers are to inspect the hull on Tuesday.", _cite("3.1"))

FERRY = Summary(
    story_id=12,
    revision=3,
    written_at=NOW,
    writer="built-in",
    headline=Claim("Ferry with 214 on board runs aground off Port Ansel", _cite("1.1")),
    place="Port Ansel",
    day=NOW.date(),
    lede=_LEDE,
    sections=(Section(None, (_HURT, _CLOSED)), Section("On board", (_BLOWS, _DIVERS))),
    brief=(_LEDE, _HURT, _DIVERS),
    facts=(
        Fact("Injured", "at least 10 (coast guard); 14 (operator)", _cite("1.2", "2.2")),
        Fact("On board", "214", _cite("1.1")),
    ),
    disagreements=(
        Disagreement(
            "people injured",
            Relation.CONFLICT,
            (
                Position(
                    "at least 10",
                    "the coast guard, reported by Harbour Post",
                    ("Harbour Post",),
                    _cite("1.2")[0],
                    at(-30),
                ),
                Position("14", "the operator, reported by Coast Wire", ("Coast Wire",), _cite("2.2")[0], at(-20)),
            ),
        ),
    ),
    sources=_SOURCES,
    passages=_PASSAGES,
    independent_outlets=3,
    topics=("disasters",),
)
AGREED = replace(FERRY, disagreements=(), brief=(_LEDE, _CLOSED, _DIVERS), facts=())

_UPDATE = Update(
    story_id=12,
    from_revision=2,
    to_revision=3,
    changes=(
        Change(ChangeKind.CHANGED, "14 injured, the operator says; earlier: at least 10.", _cite("2.2")),
        Change(ChangeKind.NEW, "Divers are to inspect the hull on Tuesday.", _cite("3.1")),
    ),
    push=Push.FOLLOW_UP,
)
_CORRECTION = Update(
    story_id=12,
    from_revision=2,
    to_revision=3,
    changes=(Change(ChangeKind.WITHDRAWN, "Harbour Post takes back that the captain was hurt.", _cite("1.2")),),
    push=Push.FOLLOW_UP,
    correction=True,
)

_RATE = Claim("The central bank left its key rate at 3.5 percent on Monday.", _cite("1.1"))
_CUP = Claim("Ellory United beat Hedda 3–1 and leads the table.", _cite("1.1"))
_ARABIC = Claim("جنحت العبارة «ألما» قبالة ميناء أنسل وعلى متنها 214 شخصًا، قال خفر السواحل.", _cite("1.1"))


def _other(number: int, headline: str, claim: Claim, topic: str) -> Summary:
    return replace(
        AGREED,
        story_id=number,
        headline=replace(claim, text=headline),
        lede=claim,
        brief=(claim,),
        topics=(topic,),
    )


def _answers() -> dict[str, Message]:
    base = Answer(
        story_id=12,
        question="How many were hurt?",
        kind=AnswerKind.ANSWERED,
        passages=_PASSAGES,
        sources=_SOURCES,
    )
    return {
        "answer": compose_answer(replace(base, claims=(_HURT,))),
        "answer to a wrong premise": compose_answer(
            replace(base, claims=(_HURT,), note="The sources say at least 10, not 40.")
        ),
        "refusal": compose_answer(
            replace(
                base,
                kind=AnswerKind.REFUSED,
                covers=("the injured", "the closed harbour", "the inspection of the hull"),
            )
        ),
    }


def _lists() -> dict[str, Message]:
    feeds = (
        make_feed(id=1, checked_at=at(-5), next_check_at=at(5)),
        make_feed(
            id=2,
            url="https://coastwire.example/rss",
            title="Coast Wire",
            checked_at=at(-9),
            next_check_at=at(70),
            problem="The site answers with an error (503).",
            failures=4,
            failing_since=at(-900),
        ),
    )
    wishes = (
        Reading(place=1, wish=make_subscription(id=1), feeds=feeds[:1], last_entry=at(-12)),
        Reading(place=2, wish=make_subscription(id=2), feeds=feeds[1:]),
        Reading(place=3, wish=make_subscription(id=3, kind=SubscriptionKind.SEARCH, target="port ansel")),
    )
    situation = Situation(
        channel=make_channel(), now=NOW, feeds=feeds, searches=1, last_entry=at(-12), headlines={}
    )
    return {
        "settings": compose_menu(ChannelSettings()),
        "subscriptions": compose_list(wishes, 1, 3, NOW),
        "status": compose_status(situation),
    }


def make_samples() -> Mapping[str, Message]:
    corrected = replace(
        FERRY, corrections=(Correction(at(30), "Harbour Post takes back that the captain was hurt."),)
    )
    digest = (
        FERRY,
        _other(14, "Key rate stays at 3.5 percent", _RATE, "business"),
        _other(15, "Ellory United goes top", _CUP, "sport"),
        _other(16, "Hedda prepares for the storm", _CLOSED, "disasters"),
    )
    alone = replace(
        AGREED, brief=(_CLOSED,), lede=_CLOSED, sections=(), sources=_SOURCES[:1], independent_outlets=1
    )
    german = read_catalogues()["de"]
    post = compose_post(FERRY)
    arabic = replace(_other(17, "جنوح عبارة قبالة ميناء أنسل", _ARABIC, "disasters"), place=None)
    menu = compose_menu(ChannelSettings(interface="de"))
    return {
        "post": compose_post(AGREED, ChannelSettings(pictures=True)),
        "post from a single source": compose_post(alone),
        "post where sources differ": post,
        "long post": compose_post(FERRY, ChannelSettings(length=Length.LONG)),
        "story": compose_story(FERRY),
        "corrected post": compose_post(corrected),
        "update": compose_update(FERRY, _UPDATE, at(-60)),
        "correction": compose_update(corrected, _CORRECTION, at(-60)),
        "digest by topic": compose_digest(digest, make_channel(), NOW, {12: _UPDATE}),
        **_answers(),
        **_lists(),
        "right to left": compose_post(arabic),
        "german post": tell_in(post, "de", german),
        "german settings": tell_in(menu, "de", german),
    }
