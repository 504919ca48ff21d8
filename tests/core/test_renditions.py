"""A piece in other words: what is asked for, what of a reply passes, and what becomes of the rest."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.core.messages import compose_post
from bot.core.renditions import (
    Original,
    choose_wordings,
    compose_rendition_prompt,
    find_wrong,
    list_originals,
    list_wanted,
    manner_of,
    read_rendition,
    render_summary,
    render_update,
)
from bot.core.types import (
    Change,
    ChangeKind,
    ChannelSettings,
    Disagreement,
    Fact,
    Manner,
    Position,
    Push,
    Relation,
    Rendition,
    Section,
    Style,
    Summary,
    Update,
    Wording,
)
from bot.errors import BadReply
from bot.platforms.markup import plain_text
from tests.make import NOW, make_claim, make_summary

GERMAN = Manner(language="de")
ENGLISH = (
    "A ferry ran aground off Port Ansel on Monday, the coast guard said.",
    "At least 10 passengers were injured.",
    "“We did not see the reef,” said Captain Henrik Sorby.",
    "The mayor may open two schools as shelters.",
)
HEADLINE = "Ferry runs aground off Port Ansel"
IN_GERMAN = {
    HEADLINE: "Fähre läuft vor Port Ansel auf Grund",
    ENGLISH[0]: "Eine Fähre ist am Montag vor Port Ansel auf Grund gelaufen, wie die Küstenwache mitteilte.",
    ENGLISH[1]: "Mindestens 10 Passagiere wurden verletzt.",
    ENGLISH[2]: "„Wir haben das Riff nicht gesehen“, sagte Kapitän Henrik Sorby.",
    ENGLISH[3]: "Die Bürgermeisterin könnte 2 Schulen als Notunterkünfte öffnen.",
}


def piece() -> Summary:
    return make_summary(ENGLISH)


def originals() -> tuple[Original, ...]:
    return list_wanted(list_originals(piece()), GERMAN)


def given(**changes: str) -> dict[int, str]:
    """A good reply, with the words at some places ("p2") changed."""
    good = {place: IN_GERMAN[one.text] for place, one in enumerate(originals())}
    return good | {int(name[1:]): text for name, text in changes.items()}


def made(*wordings: Wording) -> Rendition:
    return Rendition(story_id=1, revision=1, manner=GERMAN, made_at=NOW, writer="scripted-1", wordings=wordings)


def test_a_channel_of_the_usual_settings_wants_no_other_words() -> None:
    assert manner_of(ChannelSettings(style=Style.BULLETS)) is None
    assert manner_of(ChannelSettings(style=Style.PLAIN)) == Manner(plain=True)
    assert manner_of(ChannelSettings(language="fr")) == Manner(language="fr")


def test_every_line_is_asked_for_once_numbered_and_with_its_language_named() -> None:
    prompt = compose_rendition_prompt(originals(), GERMAN)
    assert prompt.version == "translation 1"
    lines = prompt.text.splitlines()
    assert lines[:2] == ["LANGUAGE: German", "SENTENCES:"]
    assert lines[2:] == [f"{number}⟂{text}" for number, text in enumerate((HEADLINE, *ENGLISH), 1)]


def test_subheads_facts_and_what_changed_are_told_too() -> None:
    summary = replace(
        piece(),
        sections=(Section("After the march", (make_claim(ENGLISH[1]),)),),
        facts=(Fact("Injured", "10", make_claim(ENGLISH[1]).citations),),
    )
    texts = [one.text for one in list_originals(summary, ["Officials now speak of 14 injured."])]
    assert texts[-3:] == ["After the march", "Injured", "Officials now speak of 14 injured."]


def test_what_sources_differ_on_is_told_too_but_words_quoted_in_two_ways_are_not() -> None:
    def differ(measure: str, *values: str) -> Disagreement:
        cited, police = make_claim(ENGLISH[1]).citations[0], "police, reported by Harbour Post"
        said = [Position(value, police, ("Harbour Post",), cited, NOW) for value in values]
        return Disagreement(measure=measure, relation=Relation.CONFLICT, positions=tuple(said))

    quoted = differ("words of Mara Lind", "We saw it", "We saw him")
    both = (differ("people injured", "12", "at least 31"), quoted)
    summary = replace(piece(), disagreements=both)
    texts = [one.text for one in list_originals(summary)]
    assert texts[-3:] == ["people injured", "police, reported by Harbour Post", "at least 31"]
    wordings = (
        Wording("people injured", "Verletzte"),
        Wording("police, reported by Harbour Post", "Polizei laut Harbour Post"),
        Wording("at least 31", "mindestens 31"),
    )
    shown = plain_text(compose_post(render_summary(summary, made(*wordings))))
    assert "Verletzte: 12 — Polizei laut Harbour Post" in shown
    assert "mindestens 31 — Polizei laut Harbour Post" in shown
    assert "“We saw it”" in shown


def test_a_good_reply_has_nothing_wrong_and_marks_what_was_quoted_as_translated() -> None:
    wanted = originals()
    assert find_wrong(wanted, given(), GERMAN) == {}
    wordings = choose_wordings(wanted, given(), {}, GERMAN)
    assert [one.text for one in wordings[:3]] == [IN_GERMAN[one.text] for one in wanted[:3]]
    assert wordings[3].text == "„Wir haben das Riff nicht gesehen“ [übersetzt], sagte Kapitän Henrik Sorby."


@pytest.mark.parametrize(
    ("place", "text", "reason"),
    [
        (2, "Mindestens 12 Passagiere wurden verletzt.", "the figure “10” is missing"),
        (1, "Eine Fähre ist am Montag auf Grund gelaufen, wie die Küstenwache mitteilte.", "“Port” is missing"),
        (2, "Mindestens 10 Passagiere wurden verletzt. Die Polizei ermittelt.", "more sentences"),
        (3, "„Wir haben das Riff gesehen“, sagte Kapitän Henrik Sorby.", "a denial of the original is missing"),
        (2, "Au moins 10 passagers ont été blessés.", "it is not in German"),
        (2, "At least 10 passengers were injured.", "it is not in German"),
        (4, "Die Bürgermeisterin öffnet 2 Schulen als Notunterkünfte.", "the original's doubt (“may”)"),
    ],
)
def test_one_bad_line_is_found_and_told_why(place: int, text: str, reason: str) -> None:
    wrong = find_wrong(originals(), given(**{f"p{place}": text}), GERMAN)
    assert list(wrong) == [place]
    assert reason in "; ".join(wrong[place])


def test_lines_that_changed_places_are_both_found() -> None:
    good = given()
    assert set(find_wrong(originals(), {**good, 1: good[2], 2: good[1]}, GERMAN)) == {1, 2}


def test_a_line_told_twice_or_of_no_known_number_is_no_line() -> None:
    reply = "R1||Eins.\nR2||Zwei.\nR2||Drei.\nR9||Neun.\nS||Zehn.\nT3||Elf.\nR4||[hier](https://a.b)"
    assert read_rendition(reply, 4) == {0: "Eins."}


def test_a_reply_in_json_is_read_as_one_in_lines() -> None:
    row = {"kind": "R2", "ids": [], "text": "10 wurden verletzt."}
    assert read_rendition(json.dumps({"lines": [row]}), 4) == {1: "10 wurden verletzt."}


def test_a_line_that_failed_keeps_its_own_words_and_names_their_language() -> None:
    wanted = originals()
    reply = given(p2="Mindestens 12 Passagiere wurden verletzt.")
    wordings = choose_wordings(wanted, reply, find_wrong(wanted, reply, GERMAN), GERMAN)
    shown = render_summary(piece(), made(*wordings))
    assert shown.sections[0].claims[0].text == "At least 10 passengers were injured. (English)"
    assert shown.lede.text == IN_GERMAN[ENGLISH[0]]


def test_a_reply_that_mostly_fails_is_refused_whole() -> None:
    wanted = originals()
    reply = dict.fromkeys(range(len(wanted)), "Alles ist gut.")
    with pytest.raises(BadReply, match="lines did not pass the checks"):
        choose_wordings(wanted, reply, find_wrong(wanted, reply, GERMAN), GERMAN)


def test_what_is_in_the_language_already_is_not_asked_for() -> None:
    summary = make_summary(["Die Fähre ist am Montag auf Grund gelaufen, sagte die Küstenwache."])
    assert [one.text for one in list_wanted(list_originals(summary), GERMAN)] == []


def test_a_german_piece_is_not_translated_since_its_names_cannot_be_told_from_nouns() -> None:
    summary = make_summary(["Die Fähre ist am Montag auf Grund gelaufen, sagte die Küstenwache."])
    summary = replace(summary, headline=summary.lede)
    assert list_wanted(list_originals(summary), Manner(language="fr")) == ()


def test_each_line_keeps_its_citations_and_the_post_says_who_translated_it() -> None:
    wordings = choose_wordings(originals(), given(), {}, GERMAN)
    shown = render_summary(piece(), made(*wordings))
    for one, other in zip((piece().headline, *piece().claims), (shown.headline, *shown.claims), strict=True):
        assert one.citations == other.citations
        assert one.text != other.text
    text = plain_text(compose_post(shown))
    assert "translated into German by scripted-1" in text
    assert "Mindestens 10 Passagiere" in text


def test_what_changed_is_told_in_the_words_of_the_piece() -> None:
    change = Change(ChangeKind.NEW, ENGLISH[1], make_claim(ENGLISH[1]).citations)
    update = Update(story_id=1, from_revision=1, to_revision=2, changes=(change,), push=Push.FOLLOW_UP)
    told = render_update(update, made(Wording(ENGLISH[1], IN_GERMAN[ENGLISH[1]])))
    assert told.changes == (replace(change, text=IN_GERMAN[ENGLISH[1]]),)


def test_a_refused_rendition_leaves_the_piece_as_it_was_written() -> None:
    assert render_summary(piece(), replace(made(), note="refused")) == piece()
