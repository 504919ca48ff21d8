"""What people read: every sentence with its marks, every link at the words, disagreements with who says what."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.core.changed_words import tell_withdrawn_article, tell_withdrawn_title
from bot.core.messages import (
    REMINDER,
    compose_answer,
    compose_post,
    compose_sources,
    compose_story,
    compose_update,
)
from bot.core.types import (
    Answer,
    AnswerKind,
    Bullets,
    Change,
    ChangeKind,
    ChannelSettings,
    Citation,
    Claim,
    Correction,
    Disagreement,
    Dropped,
    Fact,
    Heading,
    Length,
    Message,
    Paragraph,
    Passage,
    PassageId,
    Position,
    Push,
    Relation,
    Section,
    Span,
    Style,
    Summary,
    Table,
    Update,
)
from bot.platforms.markup import plain_text
from tests.make import NOW, at, make_claim, make_source, make_summary

POLICE = Passage(PassageId("1.3"), 1, "Police said 12 people were arrested.", 100, 136, 1)
UNION = Passage(PassageId("2.1"), 2, "Organisers spoke of 31 arrests.", 0, 31, 0)
POST, WIRE = (
    make_source(),
    make_source(number=2, article_id=2, outlet="Coast Wire", url="https://coast.example/a"),
)
ARRESTS = Disagreement(
    measure="people arrested",
    relation=Relation.CONFLICT,
    positions=(
        Position(
            "12", "police, reported by Harbour Post", ("Harbour Post",), Citation(POLICE.id, "12 people"), NOW
        ),
        Position(
            "31", "organisers, reported by Coast Wire", ("Coast Wire",), Citation(UNION.id, "31 arrests"), NOW
        ),
    ),
)


def spans(message: Message) -> list[Span]:
    found: list[Span] = []
    for block in message.blocks:
        if not isinstance(block, Table):
            rows = (block.spans,) if not hasattr(block, "items") else block.items
            found += [span for row in rows for span in row]
    return found


def disputed() -> Summary:
    base = make_summary()
    both = Claim(
        "Police spoke of 12 arrests; organisers of 31.",
        (Citation(POLICE.id, POLICE.text), Citation(UNION.id, UNION.text)),
    )
    return replace(
        base,
        sections=(Section("After the march", (*base.sections[0].claims, both)),),
        facts=(Fact("Arrested", "12 (police) / 31 (organisers)", both.citations),),
        disagreements=(ARRESTS,),
        sources=(POST, WIRE),
        passages=(*base.passages, POLICE, UNION),
        independent_outlets=2,
        dropped=(Dropped("It was the worst ever.", "no passage says so"),),
    )


def test_every_sentence_of_a_post_is_followed_by_marks_that_open_the_source_at_the_words() -> None:
    summary = make_summary()
    found = spans(compose_post(summary))
    for claim in summary.brief:
        place = found.index(Span(claim.text))
        mark = found[place + 2]
        assert mark.text == "[1]"
        assert mark.url is not None
        assert mark.url.startswith("https://harbourpost.example/ferry#:~:text=")


def test_a_post_is_short_says_who_wrote_it_and_offers_the_rest_as_buttons() -> None:
    message = compose_post(make_summary())
    text = plain_text(message)
    assert text.startswith("Ferry runs aground off Port Ansel")
    assert "Story 1 · Written by AiBot (its built-in writer) from a single source, Harbour Post" in text
    assert "PORT ANSEL, " in text
    read_on, say_on = ([button.action for button in row] for row in message.buttons)
    assert read_on == ["story:1", "sources:1", "ask:1"]
    assert say_on == ["follow:1", "rate:1:up", "rate:1:down"]
    assert (message.story_id, message.revision) == (1, 1)


def test_outlets_that_only_carry_a_text_are_told_from_those_that_have_their_own() -> None:
    copy = replace(POST, number=2, article_id=2, outlet="Town Radio", copy_of=1)
    text = plain_text(compose_post(make_summary(sources=(POST, copy))))
    assert "from a single source, Harbour Post, also carried by Town Radio" in text
    assert "Sources: Harbour Post · Town Radio (same text)" in text
    third = replace(POST, number=3, article_id=3, outlet="Coast Wire")
    text = plain_text(compose_post(make_summary(sources=(POST, copy, third), independent_outlets=2)))
    assert "Town Radio (same text as Harbour Post) · Coast Wire" in text


def test_one_agencys_text_in_five_outlets_is_one_source_and_names_the_agency() -> None:
    first = replace(POST, agency="AP")
    outlets = enumerate(("Town Radio", "Coast Wire", "Daily Quay", "Arle Echo"), 2)
    copies = tuple(replace(first, number=n, article_id=n, outlet=name, copy_of=1) for n, name in outlets)
    text = plain_text(compose_post(make_summary(sources=(first, *copies))))
    assert "from a single source, AP, carried by Harbour Post and 4 other outlets" in text
    assert "Town Radio (same text) · Coast Wire (same text)" in text


def test_two_outlets_of_one_owner_are_one_source() -> None:
    sister = replace(POST, number=2, article_id=2, outlet="Harbour Sunday", counts_with=1)
    text = plain_text(compose_post(make_summary(sources=(POST, sister))))
    assert "from a single source, Harbour Post, of one owner with Harbour Sunday" in text
    assert "Sources: Harbour Post · Harbour Sunday" in text
    third = replace(POST, number=3, article_id=3, outlet="Coast Wire")
    text = plain_text(compose_post(make_summary(sources=(POST, sister, third), independent_outlets=2)))
    assert "from 2 independent outlets" in text
    assert "Harbour Sunday (counted with Harbour Post) · Coast Wire" in text


def test_an_outlet_whose_text_another_printed_later_is_not_said_to_be_of_its_owner() -> None:
    taken_from = replace(POST, number=2, article_id=2, outlet="Coast Radio", counts_with=1)
    later = replace(POST, number=3, article_id=3, copy_of=2)
    text = plain_text(compose_post(make_summary(sources=(POST, taken_from, later))))
    assert "of one owner" not in text
    assert "from a single source, Harbour Post, also carried by Coast Radio" in text


def test_the_list_of_sources_names_the_agency() -> None:
    summary = replace(disputed(), sources=(POST, replace(WIRE, copy_of=1, agency="AP")))
    assert "(AP, same text as [1])" in plain_text(compose_story(summary))


def test_differing_quotes_stand_in_quotation_marks() -> None:
    values = (replace(ARRESTS.positions[0], value="It came in fast,"), ARRESTS.positions[1])
    told = replace(ARRESTS, measure="words of Brandt", relation=Relation.IDENTITY, positions=values)
    text = plain_text(compose_post(replace(disputed(), disagreements=(told,))))
    assert "Words of Brandt: “It came in fast” — " in text


def test_the_llm_that_wrote_a_piece_is_named() -> None:
    assert "Written by AiBot (tiny-7b)" in plain_text(compose_post(make_summary(writer="tiny-7b")))


def test_a_claim_from_two_sources_carries_both_marks_in_order() -> None:
    found = spans(compose_story(disputed()))
    place = found.index(Span("Police spoke of 12 arrests; organisers of 31."))
    assert [span.text for span in found[place + 1 : place + 5]] == [" ", "[1]", " ", "[2]"]


def test_where_sources_differ_the_reader_sees_who_says_what() -> None:
    for message in (compose_post(disputed()), compose_story(disputed())):
        text = plain_text(message)
        assert "Sources differ" in text
        assert (
            "People arrested: 12 — police, reported by Harbour Post [1]; "
            "31 — organisers, reported by Coast Wire [2]" in text
        )


def test_an_update_of_a_figure_is_no_disagreement_to_the_reader() -> None:
    summary = replace(disputed(), disagreements=(replace(ARRESTS, relation=Relation.UPDATE),))
    assert "Sources differ" not in plain_text(compose_story(summary))


def test_figures_of_another_day_than_the_pieces_say_of_which() -> None:
    later = replace(disputed(), written_at=disputed().written_at + timedelta(days=2))
    text = plain_text(compose_story(later))
    assert f"In figures, as of 09:00 UTC on {later.written_at:%B} {later.written_at.day}" in text


def test_each_figure_of_the_full_piece_stands_in_a_line_whose_marks_open_where_it_is_said() -> None:
    message = compose_story(disputed())
    (items,) = (block.items for block in message.blocks if isinstance(block, Bullets) and is_figures(block))
    lead, value, *marks = items[0]
    assert (lead.text, lead.bold, value.text) == ("Arrested: ", True, "12 (police) / 31 (organisers)")
    assert [(mark.text, mark.url is not None) for mark in marks if mark.text.strip()] == [
        ("[1]", True),
        ("[2]", True),
    ]


def is_figures(block: Bullets) -> bool:
    return block.items[0][0].text == "Arrested: "


def test_the_full_piece_has_subheads_its_figures_the_sources_and_the_reminder() -> None:
    message = compose_story(disputed())
    headings = [block.spans[0].text for block in message.blocks if isinstance(block, Heading)]
    assert headings[1:] == ["After the march", "In figures, as of 09:00 UTC", "Sources differ", "Sources"]
    text = plain_text(message)
    assert "[2] Coast Wire, " in text
    assert text.rstrip().endswith(REMINDER)


def test_a_channel_may_want_the_full_piece_pushed() -> None:
    settings = ChannelSettings(style=Style.STORY)
    assert compose_post(make_summary(), settings) == compose_story(make_summary(), settings)


def test_a_channel_may_want_a_sentence_a_line() -> None:
    summary = make_summary(["A ferry ran aground.", "Ten were hurt.", "The mayor opened two schools."])
    blocks = compose_post(summary, ChannelSettings(style=Style.BULLETS)).blocks
    bullets = next(block for block in blocks if isinstance(block, Bullets))
    assert len(bullets.items) == len(summary.brief)
    assert [item[-3].text for item in bullets.items] == [claim.text for claim in summary.brief]
    assert all(item[-1].url for item in bullets.items)


def test_copies_are_marked_in_the_list_of_sources() -> None:
    summary = replace(disputed(), sources=(POST, replace(WIRE, copy_of=1)))
    assert "(same text as [1])" in plain_text(compose_story(summary))


def test_sources_show_the_words_relied_on_and_lead_to_what_was_left_out() -> None:
    message = compose_sources(disputed())
    text = plain_text(message)
    assert "“At least 10 passengers were injured.”" in text
    assert "It was the worst ever." not in text
    assert "Why" in [button.label for row in message.buttons for button in row]


def test_times_are_told_in_the_channels_timezone() -> None:
    settings = ChannelSettings(timezone="Asia/Kolkata")
    assert "IST" in plain_text(compose_story(make_summary(), settings))
    assert "UTC" in plain_text(compose_story(make_summary()))


def test_an_update_says_since_when_and_lists_what_changed_with_marks() -> None:
    summary = make_summary(revision=2)
    cited = (Citation(PassageId("1.2"), "At least 10 passengers were injured."),)
    changed = Change(ChangeKind.CHANGED, "Injured: now 14, earlier 10.", cited)
    update = Update(story_id=1, from_revision=1, to_revision=2, changes=(changed,), push=Push.FOLLOW_UP)
    text = plain_text(compose_update(summary, update, at(-10)))
    assert text.startswith(f"What changed since {at(-10):%H:%M} UTC: ")
    assert "Injured: now 14, earlier 10. [1]" in text
    corrected = compose_update(summary, replace(update, correction=True), at(-10))
    assert plain_text(corrected).startswith("Correction: ")


def test_a_withdrawal_is_headed_once() -> None:
    summary = make_summary(
        revision=2, independent_outlets=0, headline=Claim(tell_withdrawn_title("Ferry aground"), ())
    )
    change = Change(ChangeKind.WITHDRAWN, tell_withdrawn_article("Harbour Post", "Ferry aground"))
    update = Update(
        story_id=1, from_revision=1, to_revision=2, changes=(change,), push=Push.FOLLOW_UP, correction=True
    )
    assert plain_text(compose_update(summary, update, at(-10))).startswith("Withdrawn: Ferry aground\n")


def test_what_was_another_day_is_told_with_its_day() -> None:
    summary = make_summary(revision=2)
    cited = (Citation(PassageId("1.2"), "At least 10 passengers were injured."),)
    changed = Change(ChangeKind.CHANGED, "Injured: now 14, earlier 10.", cited)
    update = Update(story_id=1, from_revision=1, to_revision=2, changes=(changed,), push=Push.FOLLOW_UP)
    before = summary.written_at - timedelta(days=2)
    text = plain_text(compose_update(summary, update, before))
    assert text.startswith(f"What changed since {before:%B} {before.day}, {before:%H:%M} UTC: ")
    late = Correction(summary.written_at + timedelta(days=1), "Harbour Post takes it back.")
    told = plain_text(compose_post(replace(summary, corrections=(late,))))
    assert f"Correction {late.at:%B} {late.at.day}, {late.at:%H:%M} UTC: Harbour Post" in told


def test_a_refusal_says_so_and_offers_what_the_sources_cover() -> None:
    answer = Answer(story_id=1, question="Why?", kind=AnswerKind.REFUSED, covers=("The ferry", "The injured"))
    text = plain_text(compose_answer(answer))
    assert text.startswith("The sources do not say.")
    assert "The ferry" in text


def test_an_answer_cites_and_names_only_the_sources_it_cites() -> None:
    answer = Answer(
        story_id=1,
        question="How many?",
        kind=AnswerKind.ANSWERED,
        claims=(make_claim("Organisers spoke of 31 arrests.", "2.1"),),
        passages=(UNION,),
        sources=(POST, WIRE),
    )
    text = plain_text(compose_answer(answer))
    assert text.startswith("Organisers spoke of 31 arrests. [2]")
    assert "Coast Wire" in text
    assert "Harbour Post" not in text


def test_the_closest_passage_is_not_sold_as_an_answer() -> None:
    answer = Answer(
        story_id=1,
        question="How many?",
        kind=AnswerKind.CLOSEST,
        claims=(make_claim("Organisers spoke of 31 arrests.", "2.1"),),
        passages=(UNION,),
        sources=(WIRE,),
    )
    assert plain_text(compose_answer(answer)).startswith("The sources do not state that directly.")
    noted = plain_text(compose_answer(replace(answer, note="None of the sources gives the figure 380.")))
    assert noted.startswith("None of the sources gives the figure 380.\n\nThe closest they say:")
    assert "directly" not in noted


def test_a_story_whose_counts_may_still_grow_is_labelled_as_developing() -> None:
    hurt = Fact("Injured", "10", (Citation(PassageId("1.2"), "At least 10 passengers were injured."),))
    summary = replace(make_summary(), facts=(hurt,))
    assert "Story 1 · Developing · Written by AiBot" in plain_text(compose_post(summary))
    later = replace(summary, written_at=summary.written_at + timedelta(hours=9))
    for other in (make_summary(), later, replace(summary, independent_outlets=0)):
        assert "Developing" not in plain_text(compose_post(other))


def test_a_long_post_folds_up_its_story_and_never_a_correction_or_the_reminder() -> None:
    corrected = replace(disputed(), corrections=(Correction(NOW, "Harbour Post takes it back."),))
    message = compose_post(corrected, ChannelSettings(length=Length.LONG))
    folded = [block.folded for block in message.blocks if isinstance(block, Paragraph)]
    told = [plain_text(Message(blocks=(block,))) for block in message.blocks if getattr(block, "folded", False)]
    assert folded == [False, False, True, False, False]
    assert told[0].startswith("At least 10 passengers")
