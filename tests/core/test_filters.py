"""The language of filters: what is read, how it is shown, what is refused and where."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.filters import (
    LONGEST,
    About,
    Every,
    Field,
    Not,
    Query,
    Some,
    Term,
    read_query,
    show_query,
)
from bot.core.topics import Topic
from bot.errors import BadArguments

A, B, C = Term("ferry"), Term("reef"), Term("Port Ansel")


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("ferry", A),
        ('"Port   Ansel"', C),
        ("„Port Ansel“", C),
        ("ferry reef", Every((A, B))),
        ("ferry and reef", Every((A, B))),
        ("ferry OR reef", Some((A, B))),
        ("ferry reef or “Port Ansel”", Some((Every((A, B)), C))),
        ("ferry (reef OR «Port Ansel»)", Every((A, Some((B, C))))),
        ("NOT ferry reef", Every((Not(A), B))),
        ("not (ferry reef)", Not(Every((A, B)))),
        ("-ferry", Not(A)),
        ("not not ferry", Not(Not(A))),
        ("no topic:sport", Not(About(Field.TOPIC, "sport"))),
        ("ferry ohne outlet:bbc", Every((A, Not(About(Field.OUTLET, "bbc"))))),
        ("no ferry", Every((Term("no"), A))),
        ("((ferry))", A),
        ("(ferry OR reef) OR «Port Ansel»", Some((A, B, C))),
        ("topic:sport", About(Field.TOPIC, "sport")),
        ("Topic:Fussball", About(Field.TOPIC, "sport")),
        ("lang:German", About(Field.LANGUAGE, "de")),
        ("lang:ja", About(Field.LANGUAGE, "ja")),
        ('outlet:"BBC News"', About(Field.OUTLET, "BBC News")),
        ("outlet:bbc", About(Field.OUTLET, "bbc")),
        ('"not"', Term("not")),
        ("9:30", Term("9:30")),
    ],
)
def test_filters_are_read_as_people_write_them(typed: str, query: Query) -> None:
    assert read_query(typed) == query


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "A word is missing at character 1."),
        ("ferry AND", "A word is missing at character 10."),
        ("OR ferry", "A word is missing at character 1."),
        ("ferry OR OR reef", "A word is missing at character 10."),
        ("(ferry", "The “(” at character 1 is never closed."),
        ("ferry )", "The “)” at character 7 closes nothing."),
        ('ferry "reef', "The quotation mark at character 7 is never closed."),
        ("»ferry", "The quotation mark at character 1 closes nothing."),
        ("not", "A word is missing at character 4."),
        ('""', "There is nothing to look for at character 1."),
        ("ferry ???", "There is nothing to look for at character 7."),
        ("colour:red", "There is no “colour:” (character 1); there are outlet:, topic:, lang:."),
        ("topic:knitting", "“knitting” (character 1) is no topic. There are: politics, world,"),
        ("lang:klingon", "“klingon” (character 1) is no language"),
        ("(" * 100 + "ferry" + ")" * 100, "Too much is nested at character 22."),
        ("not " * 60 + "ferry", "Too much is nested"),
        ("x" * (LONGEST + 1), "300 characters at most"),
    ],
)
def test_what_is_no_filter_is_refused_with_its_place(typed: str, words: str) -> None:
    with pytest.raises(BadArguments) as refused:
        read_query(typed)
    assert words in str(refused.value)


WORDS = st.text("aeioußж0123456789-:' ", min_size=1, max_size=8).filter(
    lambda text: any(sign.isalnum() for sign in text) and " ".join(text.split()) == text
)
TERMS = st.one_of(
    st.builds(Term, WORDS),
    st.sampled_from(["and", "OR", "not"]).map(Term),
    st.sampled_from(Topic).map(lambda topic: About(Field.TOPIC, topic.value)),
    st.sampled_from(["de", "en", "fr"]).map(lambda tag: About(Field.LANGUAGE, tag)),
    st.builds(About, st.just(Field.OUTLET), WORDS),
)


def _flat(kind: type[Every | Some], parts: list[Query]) -> Query:
    flat = [one for part in parts for one in (part.parts if isinstance(part, kind) else (part,))]
    return kind(tuple(flat))


QUERIES: st.SearchStrategy[Query] = st.recursive(
    TERMS,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: _flat(Every, parts)),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: _flat(Some, parts)),
    ),
    max_leaves=8,
)


@given(QUERIES)
def test_a_filter_as_shown_is_read_as_the_same(query: Query) -> None:
    shown = show_query(query)
    if len(shown) <= LONGEST:
        assert read_query(shown) == query


@given(st.text(st.sampled_from('()"“”„«»-: \nabORNDTnot\u200b\u202e😀'), max_size=LONGEST))
def test_whatever_is_typed_is_a_filter_or_refused_in_few_words(typed: str) -> None:
    try:
        query = read_query(typed)
    except BadArguments as error:
        assert len(str(error)) < 200  # noqa: PT017 - what is refused is quoted in part only
        return
    shown = show_query(query)
    if len(shown) <= LONGEST:
        assert read_query(shown) == query


@pytest.mark.parametrize("part", ["(", ")", '"', "not ", "a:", "-", "(a ", "a or ", "“"])
def test_no_filter_takes_long(part: str) -> None:
    typed = (part * LONGEST)[:LONGEST]
    began = time.process_time()
    with pytest.raises(BadArguments):
        read_query(typed)
    assert time.process_time() - began < 0.1
