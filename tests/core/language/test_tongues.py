"""Other languages than English: sentences, quotations, names and dates without nonsense."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language import find_dates, find_names, find_numbers, find_quotes, find_speaker, split_sentences
from bot.core.language.tongue import writes_decimal_comma

AT = datetime(2026, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Am 3. März war es kalt. Am 12. Mai wird es warm.", 2),
        ("„Wir gehen. Und wir kommen nicht zurück.“ Das sagte Anna Weber.", 1),
        ("Le maire a dit : « Nous partons. Nous ne revenons pas. » M. Dupont a voté. Il pleut.", 2),
        ("El alcalde dijo: «Nos vamos. No volvemos». ¿Quién lo sabe? ¡Nadie!", 3),
        ("Il sig. Rossi ha votato il 3 marzo. Costa 3,5 milioni.", 2),
        ("O Sr. Silva votou no dia 3 de março. Foi ontem.", 2),
        ("Мэр сказал: «Мы уходим. Мы не вернёмся». Это было 3 марта. В 2025 г. он победил.", 3),
        ("市長は「行きます。戻りません。」と述べた。死者は3人。本当か？はい。", 4),
        ("市长说：“我们走了。不回来了。”死亡3人。", 2),
        ("هل تعرف؟ نعم. وصل 12 شخصا.", 3),
    ],
)
def test_sentences_end_where_their_language_ends_them(text: str, sentences: int) -> None:
    assert len(split_sentences(text)) == sentences


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("„Wir warten nicht“, sagte sie.", "Wir warten nicht"),
        ("Elle a dit : « Nous partons. »", "Nous partons."),
        ("Dijo: «Nos vamos».", "Nos vamos"),
        ("市長は「行きます。」と述べた。", "行きます。"),
        ("市长说：“我们走了。”", "我们走了。"),
    ],
)
def test_quotations_are_found_in_the_marks_of_the_language(text: str, words: str) -> None:
    assert [quote.text for quote in find_quotes(text) if quote.direct] == [words]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Das war am 12. März 2026 in der Stadt.", date(2026, 3, 12)),
        ("Das war am 12.03.2026 in der Stadt.", date(2026, 3, 12)),
        ("Es war am 1. Mai in der Stadt.", date(2026, 5, 1)),
        ("C'était le 12 février 2026 dans la ville.", date(2026, 2, 12)),
        ("Fue el 12 de marzo de 2026 en la ciudad.", date(2026, 3, 12)),
        ("Это было 12 марта 2026 года.", date(2026, 3, 12)),
        ("2026年3月12日に起きた。", date(2026, 3, 12)),
    ],
)
def test_dates_of_other_languages_are_resolved(text: str, day: date) -> None:
    assert [found.first for found in find_dates(text, AT)] == [day]


def test_articles_and_pronouns_are_no_names() -> None:
    names = [
        name.text for name in find_names("Der Anna Weber hilft die Stadt. Wir und Olaf Meier sind nicht da.")
    ]
    assert "Anna Weber" in names
    assert "Olaf Meier" in names
    assert not {"Der", "Wir"} & set(names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("¿Cuándo llegará la ayuda a María Gómez?", ["María Gómez"]),
        ("El Gobierno no lo ha dicho, según la Sra. Gómez.", ["Gobierno", "Gómez"]),
        ("O incêndio começou em São Paulo, disse o Sr. Costa.", ["São Paulo", "Costa"]),
        ("Le maire de La Rochelle n'a pas répondu au Monde.", ["La Rochelle", "Monde"]),
        ("Мы сделали всё, сказал Иван Петров.", ["Иван Петров"]),
        ("Die Ursache ist z. B. noch nicht bekannt.", ["Ursache"]),
    ],
)
def test_articles_courtesies_and_questions_are_no_part_of_a_name_that_opens(text: str, names: list[str]) -> None:
    assert [name.text for name in find_names(text)] == names


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("12日午後、東京で火災があり、3人が死亡した。", [3]),
        ("9日午前5時30分ごろ、14人がけがをした。", [14]),
        ("工事は3日間続き、5時間止まった。", [3, 5]),
        ("2025年以来、3月に12人受伤。", [12]),
        ("晚上8点30分，2.5万人停电。", [25_000]),
        ("Unas 3.500 viviendas quedaron destruidas.", [3_500]),
        ("Rund 1.200 Menschen kamen.", [1_200]),
        ("Quelque 1.200 voyageurs attendaient.", [1_200]),
        ("El índice no sube desde ayer: 3.500 puntos.", [3_500]),
    ],
)
def test_days_and_hours_in_signs_are_no_quantities(text: str, values: list[float]) -> None:
    assert [number.value for number in find_numbers(text)] == values


@pytest.mark.parametrize(
    ("text", "comma"),
    [
        ("The mayor of Los Angeles said that prices rose by 12,500.", False),
        ("12,500 people", False),
        ("Der Bürgermeister sagte, die Preise seien um 12,5 Prozent gestiegen.", True),
        ("Инфляция выросла.", True),
    ],
)
def test_the_decimal_comma_belongs_to_some_languages(text: str, comma: bool) -> None:
    assert writes_decimal_comma(text) is comma


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We left,” said Dana, who told reporters that Bo Linde had called.", "Dana"),
        ("Dana Moss, who told police that Bo Linde had called, said nobody was hurt.", "Dana Moss"),
        ("Dana Moss, who said she was tired, won the race.", ""),
        ("The man who told Ana Vidal about the fire was released.", ""),
        ("“We left,” said Dana Moss, the judge who said no to Bo Linde.", "Dana Moss"),
        ("Vidal's lawyer, Bettina Rao, said her client was well.", "Bettina Rao"),
        ("“We left,” said the mayor of Ellory, Ana Vidal.", "Ana Vidal"),
        ("Ana Vidal was told by Bo Linde that the bridge was closed.", "Bo Linde"),
        ("According to Ana Vidal, who was there on Monday, it was closed.", "Ana Vidal"),
    ],
)
def test_a_relative_clause_does_not_speak_for_the_sentence(text: str, speaker: str) -> None:
    assert find_speaker(text) == speaker


MARKS = st.text(alphabet=st.sampled_from(list("aB1 .,!?\n„“”«»「」。'\"—-сД字")), max_size=120)


@given(MARKS)
def test_sentences_cover_all_that_is_not_white_space(text: str) -> None:
    sentences = split_sentences(text)
    assert all(text[one.start : one.end] == one.text for one in sentences)
    assert "".join("".join(one.text.split()) for one in sentences) == "".join(text.split())


@given(st.one_of(MARKS, st.text(max_size=200)))
def test_any_text_can_be_read_and_offsets_hold(text: str) -> None:
    assert all(text[name.start : name.end] == name.text for name in find_names(text))
    assert all(text[quote.start : quote.end] == quote.text for quote in find_quotes(text))
    assert all(text[found.start : found.end] == found.text for found in find_dates(text, AT))
