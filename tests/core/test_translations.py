"""A good translation passes; one that changes what code can compare does not, and says why."""

from __future__ import annotations

import pytest

from bot.core.language.lexicon_figures import is_same_figure, read_figures
from bot.core.language.lexicon_rows import LANGUAGES
from bot.core.language.lexicons import (
    find_language,
    may_be,
    name_language,
    read_lexicon,
    tell_language,
)
from bot.core.translations import check_translation

FIRE = (
    "At least 12 people were hurt in the fire in Lübeck on Tuesday, March 10, but the hospital did not confirm "
    "that 3 had died, Anke Voss said."
)
GOOD = {
    "de": "Mindestens 12 Menschen wurden bei dem Brand in Lübeck am Dienstag, 10. März, verletzt, doch das "
    "Krankenhaus bestätigte nicht, dass 3 gestorben waren, sagte Anke Voss.",
    "fr": "Au moins 12 personnes ont été blessées dans l'incendie de Lübeck le mardi 10 mars, mais l'hôpital n'a "
    "pas confirmé que 3 étaient mortes, a dit Anke Voss.",
    "es": "Al menos 12 personas resultaron heridas en el incendio de Lübeck el martes 10 de marzo, pero el "
    "hospital no confirmó que 3 hubieran muerto, dijo Anke Voss.",
    "it": "Almeno 12 persone sono rimaste ferite nell'incendio di Lübeck martedì 10 marzo, ma l'ospedale non ha "
    "confermato che 3 siano morte, ha detto Anke Voss.",
    "pt": "Pelo menos 12 pessoas ficaram feridas no incêndio em Lübeck na terça-feira, 10 de março, mas o "
    "hospital não confirmou que 3 tivessem morrido, disse Anke Voss.",
    "nl": "Minstens 12 mensen raakten gewond bij de brand in Lübeck op dinsdag 10 maart, maar het ziekenhuis "
    "bevestigde niet dat er 3 waren overleden, zei Anke Voss.",
}


@pytest.mark.parametrize("language", GOOD)
def test_a_good_translation_has_no_fault(language: str) -> None:
    assert check_translation(FIRE, GOOD[language], "en", language) == ()


@pytest.mark.parametrize(
    ("language", "old", "new", "reason"),
    [
        *((one, "12", "21", "the figure “12” is missing") for one in GOOD),
        *((one, "Voss", "Krug", "the name “Voss” is missing") for one in GOOD),
        *((one, GOOD[one], FIRE, f"it is not in {name_language(one)}") for one in GOOD),
        *((one, GOOD[one], GOOD["nl" if one == "de" else "de"], "it is not in") for one in GOOD),
        *((one, "10", "11", "is missing") for one in GOOD),
        ("de", "bestätigte nicht", "bestätigte", "a denial of the original is missing"),
        ("fr", "n'a pas confirmé", "a confirmé", "a denial of the original is missing"),
        ("es", "no confirmó", "confirmó", "a denial of the original is missing"),
        ("it", "non ha", "ha", "a denial of the original is missing"),
        ("pt", "não confirmou", "confirmou", "a denial of the original is missing"),
        ("nl", "bevestigde niet", "bevestigde", "a denial of the original is missing"),
        ("de", "Mindestens 12", "12", "the words for “at least”"),
        ("fr", "mardi", "jeudi", "the original names no such day"),
        ("es", "marzo", "mayo", "the original names no such month"),
        ("es", "Lübeck", "Múnich", "the name “Lübeck” is missing"),
        ("fr", "Anke Voss.", "Anke Voss, une proche de Marie Morel.", "the original does not name “Marie”"),
        ("de", "Anke Voss.", "Anke Voss. Die Polizei ermittelt.", "it has more sentences than the original"),
        ("de", "12 Menschen", "12 Prozent der Menschen", "the figure “12” is missing"),
    ],
)
def test_a_translation_that_changes_what_is_compared_says_what(
    language: str, old: str, new: str, reason: str
) -> None:
    assert old in GOOD[language]
    assert any(reason in one for one in check_translation(FIRE, GOOD[language].replace(old, new), "en", language))


@pytest.mark.parametrize(
    ("original", "text", "reason"),
    [
        ("The minister may resign.", "Der Minister tritt zurück.", "the original's doubt (“may”)"),
        ("The alleged thief fled.", "Der Dieb floh.", "the original's doubt (“alleged”)"),
        ("The party plans to vote on it.", "Die Partei stimmte darüber ab.", "the original's doubt (“plan”)"),
        ("Prices rose in the north.", "Die Preise fielen im Norden.", "it says the opposite of “up”"),
        ("“We are late,” she said.", "Sie sagte, sie seien spät dran.", "the original has 1 quotations"),
        ("The mayor is at home.", "Der Bürgermeister ist nicht zu Hause.", "the original denies nothing"),
        (
            "It cost 3 million crowns.",
            "Es kostete 3 Milliarden Kronen.",
            "the figure “3 million crowns” is missing",
        ),
        ("It came at 4 p.m. on a boat.", "Es kam um 17 Uhr mit einem Boot.", "the figure “4 p.m.” is missing"),
        ("A third of them left.", "Ein Viertel von ihnen ging.", "the figure “third” is missing"),
        ("She left yesterday.", "Sie ist gegangen, es ist so.", "the word for “yesterday” is missing"),
    ],
)
def test_doubts_denials_opposites_and_quotations_are_kept(original: str, text: str, reason: str) -> None:
    assert any(reason in one for one in check_translation(original, text, "en", "de"))


@pytest.mark.parametrize(
    ("original", "text"),
    [
        ("Germany and France agreed in Vienna.", "Deutschland und Frankreich haben sich in Wien geeinigt."),
        ("The Health Ministry said so on Monday.", "Das teilte das Gesundheitsministerium am Montag mit."),
        ("It begins at 4 p.m. in Vessmark.", "Es beginnt um 16 Uhr in Vessmark."),
        ("No fewer than 20 came.", "Nicht weniger als 20 sind gekommen."),
        ("It may rain in May 2026.", "Im Mai 2026 könnte es regnen."),
        ("She declined to comment on it.", "Sie wollte sich dazu nicht äußern."),
        ("Two of the boats sank.", "Zwei der Boote sind gesunken."),
    ],
)
def test_what_languages_tell_in_their_own_way_is_the_same(original: str, text: str) -> None:
    assert check_translation(original, text, "en", "de") == ()


def test_plain_words_may_be_several_shorter_sentences() -> None:
    original = "The closure, which the ministry ordered after the storm, will last at least six weeks."
    text = "Das Ministerium hat das nach dem Sturm angeordnet. Die Sperrung wird mindestens 6 Wochen dauern."
    assert "it has more sentences than the original" in check_translation(original, text, "en", "de")
    assert check_translation(original, text, "en", "de", plain=True) == ()


@pytest.mark.parametrize(
    ("english", "language", "other"),
    [
        ("1,200.5", "de", "1.200,5"),
        ("4,000 homes", "fr", "4\u202f000 foyers"),
        ("1.2 billion crowns", "es", "1.200 millones de coronas"),
        ("between 60 million and 90 million crowns", "de", "zwischen 60 und 90 Millionen Kronen"),
        ("410 square kilometres", "it", "410 chilometri quadrati"),
        ("the 83rd minute", "es", "el minuto 83"),
        ("sixty-one per cent", "pt", "61 por cento"),
        ("a dozen boats", "nl", "twaalf boten"),
        ("at 16:35", "fr", "à 16h35"),
        ("$3.5 billion", "de", "3,5 Milliarden Dollar"),
        ("a man of 58", "es", "un hombre de 58 años"),
    ],
)
def test_figures_of_two_languages_compare_by_value_and_unit(english: str, language: str, other: str) -> None:
    ours, theirs = read_figures(english, "en"), read_figures(other, language)
    assert len(ours) == len(theirs) > 0
    assert all(is_same_figure(one, two) for one, two in zip(ours, theirs, strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_of_the_lists_is_filled(language: str) -> None:
    lexicon = read_lexicon(language)
    for patterns in (lexicon.doubts, lexicon.shares, lexicon.units, lexicon.bounds, lexicon.opposites):
        assert all(pattern.pattern != "(?!)" for pattern in patterns.values())
    assert len(lexicon.function_words) > 40
    assert {2.0, 12.0, 90.0} <= set(lexicon.numbers.values())


def test_a_language_is_told_by_its_commonest_words_and_named_in_three_ways() -> None:
    assert tell_language(FIRE) == "en"
    assert all(tell_language(text) == one and may_be(text, one) for one, text in GOOD.items())
    assert tell_language("Nordlys Vessmark 14") is None
    assert {find_language(named) for named in ("de", "de-AT", "German", "Deutsch")} == {"de"}
    assert find_language("ja") is None
