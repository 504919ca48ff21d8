"""One piece, one language: that of most independent outlets, and it stays once readers have it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.explaining import compose_why
from bot.core.leading_language import find_told_language, name_others, part_by_language, read_language
from bot.core.messages import compose_post, compose_story
from bot.core.types import Article
from tests.fakes import plain
from tests.make import at, make_article, make_summary

TEXTS = {
    "en": "The ferry Nordlys ran aground on a reef off Port Ansel on Monday, the coast guard said. It was foggy.",
    "de": "Die Fähre Nordlys ist am Montag vor Port Ansel auf ein Riff gelaufen, wie die Küstenwache mitteilte.",
    "fr": "Le ferry Nordlys s'est échoué lundi sur un récif au large de Port Ansel, selon les garde-côtes.",
}


AGAIN = {  # of every second outlet, so that no two carry one text
    "en": "Lifeboats took all 143 people from a ferry that had struck rocks, and it was the first time.",
    "de": "Alle 143 Menschen sind von einer Fähre gerettet worden, die bei Port Ansel auf Felsen saß, hieß es.",
    "fr": "Les 143 personnes à bord du navire ont été secourues par les canots, et personne ne manque.",
}


def tell(number: int, told_in: str, **changes: object) -> Article:
    text = (AGAIN if number % 2 else TEXTS)[told_in]
    article = make_article(
        id=number, outlet=f"Outlet {number}", title=f"Nordlys {number}", text=text,
        language=told_in, published_at=at(number), arrived_at=at(number),
    )  # fmt: skip
    return replace(article, **changes)  # type: ignore[arg-type]


def ids(articles: tuple[Article, ...]) -> list[int]:
    return [article.id for article in articles]


def test_the_language_of_most_outlets_leads() -> None:
    found = part_by_language([tell(1, "de"), tell(2, "en"), tell(3, "en")])
    assert (found.language, ids(found.spoken), ids(found.others)) == ("en", [2, 3], [1])


def test_of_equals_that_of_the_earliest_article_leads() -> None:
    assert part_by_language([tell(2, "en"), tell(1, "de")]).language == "de"


def test_two_articles_of_one_outlet_are_one_voice() -> None:
    own = tell(4, "de").outlet
    assert part_by_language([tell(1, "en"), tell(2, "en"), tell(3, "de", outlet=own), tell(4, "de"),
                             tell(5, "de", outlet=own)]).language == "en"  # fmt: skip


def test_a_told_story_stays_in_its_language_while_anybody_reports_it_in_that() -> None:
    articles = [tell(1, "de"), tell(2, "en"), tell(3, "en")]
    assert part_by_language(articles, "de").language == "de"
    assert part_by_language([replace(articles[0], withdrawn=True), *articles[1:]], "de").language == "en"


def test_what_a_page_declares_counts_less_than_its_words() -> None:
    assert read_language(tell(1, "de", language="en")) == "de"
    assert read_language(tell(1, "de", language="de-AT")) == "de"
    assert read_language(make_article(text="Kort nyt fra Danmark.", language="da")) == "da"
    assert read_language(make_article(text="1 2 3", language=None)) is None


def test_a_few_words_of_another_language_overrule_nothing() -> None:
    text = "A fire tore through the Hollin supermarket in Wexcombe on Sunday. Al Rossi sells in a tent."
    assert read_language(make_article(text=text, language="en")) == "en"


def test_an_article_of_no_told_language_is_taken_for_one_of_the_piece() -> None:
    unknown = make_article(id=9, text="Nordlys 143.", language=None)
    assert ids(part_by_language([tell(1, "de"), unknown, tell(2, "en"), tell(3, "en")]).spoken) == [9, 2, 3]


@settings(deadline=None)
@given(st.lists(st.sampled_from(["en", "de", "fr"]), min_size=1, max_size=6), st.randoms())
def test_nobody_is_lost_and_the_order_of_arrival_decides_nothing(languages: list[str], chance: object) -> None:
    articles = [tell(number, language) for number, language in enumerate(languages, 1)]
    found = part_by_language(articles)
    assert sorted(ids(found.spoken) + ids(found.others)) == ids(tuple(articles))
    assert {read_language(article) for article in found.spoken} == {found.language}
    chance.shuffle(articles)  # type: ignore[attr-defined]
    assert part_by_language(articles).language == found.language
    assert part_by_language(articles, found.language).language == found.language


def test_outlets_in_other_languages_are_named_with_their_link_and_counted() -> None:
    tongues = part_by_language([tell(1, "en"), tell(2, "en"), tell(3, "de"), tell(4, "fr")])
    ours = tuple(replace(make_summary().sources[0], number=n, article_id=n, outlet=f"Outlet {n}") for n in (1, 2))
    summary = name_others(replace(make_summary(), sources=ours, independent_outlets=2), tongues)
    assert summary.independent_outlets == 4
    assert [(source.number, source.language) for source in summary.sources] == [
        (1, None), (2, None), (3, "de"), (4, "fr"),
    ]  # fmt: skip
    post, story = plain(compose_post(summary)), plain(compose_story(summary))
    assert "Sources: Outlet 1 · Outlet 2. Also reported by Outlet 3, in German · Outlet 4, in French" in post
    assert "Nordlys 3" in story
    assert "(in German)" in story
    assert "from 4 independent outlets" in post
    why = plain(compose_why(summary))
    assert (
        "It rests on 2 articles; 4 outlets found it out independently. 2 more articles are in other languages"
        in why
    )


def test_an_agencys_text_in_another_language_is_no_voice_of_its_own() -> None:
    wired = [tell(1, "en", credit="Reuters"), tell(2, "de", credit="Reuters")]
    tongues = part_by_language(wired)
    ours = (replace(make_summary().sources[0], number=1, article_id=1, outlet="Outlet 1"),)
    summary = name_others(replace(make_summary(), sources=ours), tongues)
    assert summary.independent_outlets == 1
    assert summary.sources[1].counts_with == 1


def test_the_told_language_is_that_of_what_the_piece_rests_on() -> None:
    summary = make_summary()
    cited = summary.passages[0].article_id
    assert find_told_language(summary, [tell(cited, "de"), tell(cited + 1, "en")]) == "de"
    assert find_told_language(summary, [tell(cited + 1, "en")]) is None
