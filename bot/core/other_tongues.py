"""Questions asked in a language in which nobody reports the story, so that looking for their words is no use."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.core.language.lexicons import tell_language
from bot.core.leading_language import read_language
from bot.core.questions import Question, read_terms
from bot.core.retrieval import Found
from bot.core.saying import Phrase, Tongue, tr
from bot.core.types import Article

_SURE = 2  # of a language's commonest words, which short questions seldom have
# Words that open a question there and are no word of English; "was", "come", "comment" and "die" are, too.
_OPENINGS = {
    "de": "wer wen wem wann wo wie wieso warum weshalb woher wohin welche welcher welches wieviel",
    "fr": "qui quoi combien quand où pourquoi quel quelle quels quelles est-ce qu'est-ce",
    "es": "quién quiénes qué cuándo cuánto cuánta cuántos cuántas dónde cómo cuál cuáles",
    "it": "chi quanti quante quanto dov'è perché quale quali cos'è",
    "pt": "quem quantos quantas onde qual quais",
    "nl": "hoeveel waarom wanneer waar welke",
    "ru": "кто что где когда почему сколько как какой какая какие зачем",
}
_LANGUAGE_OF = {word: language for language, words in _OPENINGS.items() for word in words.split()}
_FIRST = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def explain_other_tongue(
    question: Question, articles: Sequence[Article], ranked: Sequence[Found]
) -> Phrase | None:
    """None where the question's language is one of the sources', is not told, or its own words stand in them all
    the same."""
    asked = _tell_asked(question.text)
    told = {language for article in articles if (language := read_language(article)) is not None}
    if asked is None or not told or asked in told:
        return None
    own = question.terms.difference(*(read_terms(name.text) for name in question.names))
    if any(own & found.terms for found in ranked):
        return None
    return tr(
        "AiBot looks for the words of a question in the sources; please ask in their language, {told}.",
        told=Tongue(min(told)),
    )


def _tell_asked(text: str) -> str | None:
    first = _FIRST.search(text.lower())
    return (_LANGUAGE_OF.get(first[0]) if first else None) or tell_language(text, _SURE)
