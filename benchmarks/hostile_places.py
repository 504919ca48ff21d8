"""A text from outside put in every place of the messages where such texts can stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.core.digest_message import compose_digest
from bot.core.listings import compose_listing
from bot.core.messages import (
    compose_answer,
    compose_notice,
    compose_post,
    compose_sources,
    compose_story,
    compose_update,
    say,
)
from bot.core.saying import tr
from bot.core.subscription_lists import Reading, compose_list
from bot.core.types import (
    Answer,
    AnswerKind,
    Bullets,
    Button,
    Change,
    ChangeKind,
    ChannelSettings,
    Citation,
    Claim,
    Correction,
    Disagreement,
    Fact,
    Heading,
    Length,
    Message,
    Notice,
    Paragraph,
    Passage,
    PassageId,
    Position,
    Push,
    Relation,
    Section,
    Source,
    Span,
    Summary,
    Table,
    Update,
)
from tests.make import NOW, make_channel, make_feed, make_subscription

_AT = NOW + timedelta(hours=1)
_RELIED_ON = 300  # characters of a citation
_CROWD = 60  # outlets, and sentences that each cite three of them
_CROWDED_WORDS = 160  # characters of a text in each of them
_PICTURE = "https://harbourpost.example/p.jpg"


def place_everywhere(text: str) -> dict[str, Message]:
    """By what is shown. Each message goes out as the program makes it, also where the text is all it has."""
    summary = _summarize(text)
    update = Update(
        story_id=1,
        from_revision=1,
        to_revision=2,
        changes=(Change(ChangeKind.NEW, text, _cite(text)), Change(ChangeKind.CHANGED, text, _cite(text))),
        push=Push.FOLLOW_UP,
    )
    long = ChannelSettings(length=Length.LONG)
    feed = make_feed(title=text, url=_address(text), problem=text)
    wish = make_subscription(target=text)
    notice = Notice(key="k", paragraphs=(f"{text} fails.", text), buttons=(((text, "retry:1"),),), created_at=NOW)
    return {
        "post": compose_post(summary),
        "long post": compose_post(summary, long),
        "story": compose_story(summary),
        "sources": compose_sources(summary),
        "update": compose_update(summary, update, NOW),
        "correction": compose_update(summary, replace(update, correction=True), NOW),
        "digest": compose_digest((summary, replace(summary, story_id=2)), make_channel(), _AT, {2: update}),
        "search": compose_listing(tr("Stories about {words}", words=text), (summary,), ChannelSettings()),
        "answer": compose_answer(_answer(text, summary)),
        "notice": compose_notice(notice),
        "subscriptions": compose_list((Reading(place=1, wish=wish, feeds=(feed,)),), 1, 1, NOW),
        "error": say(tr("There is no subscription “{wish}” here.", wish=text)),
        "every block": _in_every_block(text),
    }


def place_in_crowd(text: str) -> dict[str, Message]:
    """In a story of more outlets, citations and addresses than a message holds."""
    words = text[:_CROWDED_WORDS]
    numbers = range(1, _CROWD + 1)
    sources = tuple(Source(n, n, words, words, _address(f"{text}{n}"), NOW) for n in numbers)
    passages = tuple(Passage(PassageId(f"{n}.1"), n, words, 0, len(words), 0) for n in numbers)
    claims = tuple(
        Claim(words, tuple(Citation(PassageId(f"{(n + k) % _CROWD + 1}.1"), words) for k in range(3)))
        for n in numbers
    )
    piece = replace(
        _summarize(words),
        headline=claims[0],
        lede=claims[0],
        sections=(Section(None, claims),),
        brief=claims,
        facts=(),
        disagreements=(),
        sources=sources,
        passages=passages,
    )
    return {
        "crowded post": compose_post(piece),
        "crowded story": compose_story(piece),
        "crowded sources": compose_sources(piece),
    }


def _address(text: str) -> str:
    """As it is: what is no address of the web is no link."""
    return text if text.lower().startswith(("http://", "https://")) else f"https://harbourpost.example/{text}"


def _cite(text: str) -> tuple[Citation, ...]:
    return (Citation(PassageId("1.1"), text[:_RELIED_ON]),)


def _summarize(text: str) -> Summary:
    claim = Claim(text, _cite(text))
    sources = tuple(
        Source(
            number,
            number,
            text,
            text,
            _address(text) if number == 1 else text,
            NOW,
            agency=text,
            picture=_PICTURE,
        )
        for number in (1, 2)
    )
    position = Position(text, f"{text}, reported by {text}", (text,), _cite(text)[0], NOW)
    return Summary(
        story_id=1,
        revision=2,
        written_at=NOW,
        writer=text,
        headline=claim,
        place=text,
        day=NOW.date(),
        lede=claim,
        sections=(Section(None, (claim, claim)), Section(text or None, (claim,))),
        brief=(claim, claim),
        facts=(Fact("Injured", text, _cite(text)), Fact(text, "10", _cite(text))),
        disagreements=(Disagreement(f"words of {text}", Relation.CONFLICT, (position, position)),),
        sources=sources,
        passages=(Passage(PassageId("1.1"), 1, text, 0, len(text), 0),),
        independent_outlets=2,
        corrections=(Correction(NOW, text),),
        topics=("sport",),
    )


def _answer(text: str, summary: Summary) -> Answer:
    return Answer(
        story_id=1,
        question=text,
        kind=AnswerKind.CLOSEST,
        claims=(Claim(text, _cite(text)),),
        passages=summary.passages,
        sources=summary.sources,
        covers=(text,),
        note=text,
    )


def _in_every_block(text: str) -> Message:
    """In every style, alone and where it touches other runs of text."""
    runs = (
        Span(text),
        Span(text, bold=True),
        Span(text, italic=True),
        Span(text, code=True),
        Span(text, url="https://harbourpost.example/a_(b)?c=1&d=2"),
        Span("words", url=text),
        Span(text),
        Span("/"),
        Span(text, bold=True, italic=True),
    )
    blocks = (
        Heading((Span(tr("In every block")),)),
        Heading(runs, level=2),
        Paragraph(runs),
        Paragraph((Span(text),), folded=True),
        Paragraph(runs, folded=True),
        Bullets((runs, (Span(text),))),
        Table(((text, "1"), ("2", text))),
    )
    rows = ((Button(text, "story:1"), Button("x", url=text)), (Button(text, url=_address(text)),))
    return Message(blocks=blocks, buttons=rows, picture=_address(text))
