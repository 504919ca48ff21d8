"""Under which of a newspaper's headings a story belongs: told by its addresses and by its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from urllib.parse import urlsplit

from bot.core.language import stem, tokenize
from bot.core.types import Article


class Topic(StrEnum):
    """In the order in which a digest tells them."""

    POLITICS = "politics"
    WORLD = "world"
    BUSINESS = "business"
    CRIME = "crime"
    DISASTERS = "disasters"
    CLIMATE = "climate"
    HEALTH = "health"
    SCIENCE = "science"
    TECHNOLOGY = "technology"
    SPORT = "sport"
    CULTURE = "culture"


# What outlets call these headings in their addresses, in several languages.
_SECTIONS = {
    Topic.POLITICS: "politics politik politique politica politiek elections election congress white-house",
    Topic.WORLD: "world welt monde mundo mondo international ausland wereld foreign middle-east",
    Topic.BUSINESS: "business economy money markets finance wirtschaft economie economia economics companies"
    " boerse economy-and-jobs personal-finance",
    Topic.CRIME: "crime courts justice crime-and-justice polizei faits-divers",
    Topic.DISASTERS: "disaster disasters weather wetter",
    Topic.CLIMATE: "climate environment klima umwelt climat environnement energy climate-change",
    Topic.HEALTH: "health gesundheit sante salud salute saude coronavirus medicine",
    Topic.SCIENCE: "science wissenschaft sciences ciencia scienza space wissen",
    Topic.TECHNOLOGY: "technology tech digital netzwelt tecnologia technologie gadgets games gaming",
    Topic.SPORT: "sport sports deportes football soccer fussball nfl nba mlb tennis cricket olympics nhl",
    Topic.CULTURE: "culture entertainment arts kultur music film movies tv books cultura style celebrity",
}

# Words that one heading has far more often than the others, whatever the event.
_WORDS = {
    Topic.POLITICS: """president minister parliament congress senate senator election elections vote voters ballot
        lawmakers legislation bill government cabinet coalition opposition party campaign governor mayor council
        democrats republicans conservatives labour prime candidate poll polls referendum policy immigration
        administration impeachment""",
    Topic.WORLD: """war troops ceasefire missile missiles rebels militants hostages sanctions embassy diplomat
        diplomats treaty summit border refugees military airstrike airstrikes invasion nato ambassador peace coup
        soldiers frontline""",
    Topic.BUSINESS: """shares stock stocks market markets profit profits revenue earnings investors quarter
        company sales inflation bank banks interest rates economy merger acquisition takeover jobs unemployment
        billion tariffs trade retailer layoffs bankruptcy startup ipo prices wages strike""",
    Topic.CRIME: """police arrested arrest murder shooting suspect charged court trial jury judge prison sentenced
        convicted prosecutors stabbing robbery theft burglary fraud detectives guilty manslaughter lawsuit verdict
        detained""",
    Topic.DISASTERS: """earthquake flood floods flooding wildfire hurricane storm tornado landslide fire blaze
        crash collapsed collapse explosion evacuated rescuers firefighters derailed aground capsized sank tsunami
        eruption volcano injured rescued survivors""",
    Topic.CLIMATE: """climate emissions carbon warming renewable solar wind fossil biodiversity species pollution
        conservation drought glacier coral wildlife recycling plastic""",
    Topic.HEALTH: """health hospital hospitals patients doctors disease virus vaccine vaccines vaccination cancer
        drug treatment clinical infection infections outbreak covid symptoms surgery nurses medicine mental diet
        diagnosed therapy""",
    Topic.SCIENCE: """scientists researchers study nasa space telescope planet asteroid galaxy physics quantum
        fossil fossils species archaeologists experiment spacecraft rocket lunar mars orbit laboratory dna genome
        dinosaur""",
    Topic.TECHNOLOGY: """software app apps smartphone iphone android google apple microsoft amazon meta chip chips
        ai algorithm cyber hackers internet online platform laptop headset users device devices data privacy
        browser gaming console streaming wireless features""",
    Topic.SPORT: """match cup league championship goal goals scored striker coach team teams season player players
        tournament olympic medal final finals semifinal win defeat innings wicket quarterback touchdown nfl nba
        playoffs yards game games fans club transfer midfielder defender fixture injury""",
    Topic.CULTURE: """film films movie movies actor actress singer album song music band concert festival museum
        exhibition artist novel author book theatre television series show netflix celebrity fashion award awards
        oscar grammy director episode fans box""",
}
_PATH_PART = re.compile(r"[a-z]+(?:-[a-z]+)*")
_NAME_WORD = re.compile(r"[^\W\d_]+")
_OF_SECTION = {name: topic for topic, names in _SECTIONS.items() for name in names.split()}
_ADDRESS, _ON_TOP, _BELOW = 4.0, 1.5, 0.5  # what one sign of each kind is worth
_LEAST = 2.0  # signs that make a topic: a section's name, or words of it in title and opening
_NEARLY = 0.6  # of the best: a second topic, for a story that belongs under two headings
_READ = 600  # characters of each article's text: its first paragraphs


def choose_topics(articles: Sequence[Article], bundles: Iterable[str] = ()) -> tuple[Topic, ...]:
    """The story's topic, and a second one where it has nearly as many signs; none where there are too few.

    Signs are the sections in its articles' addresses, the names of the `bundles` that brought them, and the words
    of titles and openings, each word once. English words; addresses in several languages.
    """
    worth = dict.fromkeys(Topic, 0.0)
    named = {topic for name in bundles if (topic := _OF_SECTION.get(name.lower())) is not None}
    for topic in named - {Topic.WORLD}:  # a bundle of "world" news holds everything
        worth[topic] += _ADDRESS / 2
    for topic in _sections(articles):
        worth[topic] += _ADDRESS
    top = frozenset[str]().union(*(_stems(article.title) for article in articles))
    below = frozenset[str]().union(*(_stems(article.text[:_READ]) for article in articles)) - top
    for topic, words in _stems_of_topics().items():
        worth[topic] += _ON_TOP * len(words & top) + _BELOW * len(words & below)
    ranked = sorted((topic for topic in worth if worth[topic] >= _LEAST), key=lambda each: (-worth[each], each))
    return tuple(topic for topic in ranked[:2] if worth[topic] >= _NEARLY * worth[ranked[0]])


def read_topic(name: str) -> Topic | None:
    """The heading that a section or tag of this name stands for, such as "Politik" or "World News"."""
    words = _NAME_WORD.findall(name.lower())
    whole = "-".join(words)
    return next((_OF_SECTION[word] for word in (whole, *words) if word in _OF_SECTION), None)


def _sections(articles: Sequence[Article]) -> list[Topic]:
    """One for each outlet and topic that the addresses name, in the folders, not in the article's own slug."""
    found = {
        (article.outlet.domain, topic)
        for article in articles
        for folder in urlsplit(article.url).path.lower().split("/")[:-1]
        if _PATH_PART.fullmatch(folder) and (topic := _OF_SECTION.get(folder)) is not None
    }
    return [topic for _, topic in sorted(found)]


@lru_cache(maxsize=1)
def _stems_of_topics() -> dict[Topic, frozenset[str]]:
    return {topic: frozenset(stem(word) for word in words.split()) for topic, words in _WORDS.items()}


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(token.text) for token in tokenize(text) if token.text[:1].isalpha())


def find_topic(name: str) -> Topic | None:
    """The topic of that name, or of an outlet's section of that name: "sport", "Fussball", "economy"."""
    wanted = name.strip().lower()
    return Topic(wanted) if wanted in set(Topic) else _OF_SECTION.get(wanted)
