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

# Words that stand under one heading and hardly ever under another.
_TELLING = {
    Topic.POLITICS: """parliament congress congressional senate senator lawmakers legislation ballot ballots
        referendum impeachment governor mayor councillors electoral voters democrats republicans conservatives
        presidency presidential gubernatorial filibuster bipartisan runoff polling mp mps caucus
        legislature""",
    Topic.WORLD: """troops ceasefire missile missiles rebels militants hostages embassy diplomat diplomats
        treaty nato ambassador airstrike airstrikes frontline invasion trawler""",
    Topic.BUSINESS: """shares stocks investors inflation earnings profit profits shareholders merger
        acquisition takeover retailer automaker bankruptcy creditors ipo layoffs supermarket quarterly
        dividend brokerage""",
    Topic.CRIME: """murder manslaughter stabbing robbery burglary burglars thieves theft prosecutors
        detectives convicted sentenced jailed guilty jurors defendant homicide arson fugitive extradition
        heist stole stolen""",
    Topic.DISASTERS: """earthquake quake flood floods flooding flooded wildfire wildfires hurricane storm
        storms tornado landslide landslip blaze derailed derails derailment aground capsized sank tsunami
        eruption volcano firefighters rescuers evacuated evacuation evacuate meteorologist meteorologists
        blackout shipwreck avalanche cavers lifeboat coastguard forecasters seepage""",
    Topic.CLIMATE: """climate emissions carbon renewable biodiversity glacier glaciers greenhouse
        conservationists deforestation decarbonisation""",
    Topic.HEALTH: """patients disease diseases virus vaccine vaccines vaccination vaccinated cancer measles
        flu legionnaires legionella outbreak infections symptoms doctors epidemiologist salmonella norovirus
        migraine clinicians pandemic poisoning coronavirus covid""",
    Topic.SCIENCE: """nasa telescope planet asteroid comet galaxy physicists fossil fossils archaeologists
        archaeologist palaeontologists paleontologists spacecraft rocket lunar astronomers astronauts
        orbit genome dinosaur excavation""",
    Topic.TECHNOLOGY: """software smartphone smartphones iphone android hackers cyber cyberattack laptop
        laptops chatbot startups algorithm app apps browser malware ransomware wifi servers""",
    Topic.SPORT: """championship championships league striker coach midfielder defender quarterback touchdown
        touchdowns playoffs playoff semifinal quarterfinal innings wicket tournament athletes athlete medal
        medals medallist skater nfl nba nhl mlb fifa uefa regatta goalkeeper scored scorer kickoff knockout
        sprinter football soccer hockey tennis golf rugby cricket chess basketball baseball halftime fixture
        doping standings rowers""",
    Topic.CULTURE: """film films movie movies actor actress singer album albums song songs novelist novels
        museum exhibition concert festival musician musicians theatre theater celebrity oscar oscars grammy
        netflix sitcom filmmaker comedian gallery painter orchestra opera bestseller chef restaurant comedy
        rapper""",
}
# Words that one heading has more often than the others, but not alone.
_LEANING = {
    Topic.POLITICS: """president minister ministers election elections vote votes bill government cabinet
        coalition opposition party campaign council prime candidate candidates poll polls policy immigration
        administration political mandate committee constitutional federal deportations councillor budget
        resign resigns resigned reform schools teachers""",
    Topic.WORLD: """war sanctions summit border refugees military peace coup soldiers foreign allies regime
        blockade negotiations invaded""",
    Topic.BUSINESS: """company companies market markets revenue sales bank banks interest rates rate economy
        economic jobs unemployment billion bn tariffs trade prices wages consumers consumer brand firm firms
        industry manufacturer owner workers strike pay union quarter buyers customers recall recalls cash deal
        insurers factory stock trillion financial analysts trading""",
    Topic.CRIME: """police arrested arrest arrests shooting suspect suspects charged court trial jury judge
        prison verdict detained lawsuit fraud officers custody alleged investigators victim robbers stabbed
        tribunal appeal""",
    Topic.DISASTERS: """fire explosion blast collapsed collapse collapses crash crashed crashes injured hurt
        rescued rescue survivors missing trapped outage outages power weather gusts gale wind winds rain snow
        heatwave ferry vessel passengers crew flames debris search searched stranded dam bridge cracks cracked
        closed shut alert warning overturned overturns magnitude killed accident train rail crossing""",
    Topic.CLIMATE: """warming solar fossil species pollution conservation drought coral wildlife recycling
        plastic temperatures environmental ecosystem biologists forest habitat""",
    Topic.HEALTH: """health hospital hospitals drug drugs treatment clinical infection nurses medicine medical
        mental diet diagnosed therapy surgery surgeon clinic sick ill illness nurse bacteria trial
        contaminated doses dose""",
    Topic.SCIENCE: """scientists scientist researchers study space quantum physics species experiment mars
        laboratory dna probe launch launched satellite survey university journal ancient century professor mission
        discovered timbers""",
    Topic.TECHNOLOGY: """google apple microsoft amazon meta chip chips ai tech internet online platform
        headset users device devices privacy gaming console wireless features battery camera screen gadget
        gadgets phones phone website artificial cloud digital startup download laptop""",
    Topic.SPORT: """match cup goal goals team teams season player players olympic olympics final finals win
        wins won defeat defeated yards game games fans club transfer injury champion champions race racing
        title round beat victory penalty stadium qualifying consecutive rally seed draw vs sports competition
        competed rovers athletic united""",
    Topic.CULTURE: """music band artist artists book books television series show shows fashion award awards
        director episode fans premiere cast stage studio audience audiences painting tour wedding collection
        literary prize fiction celebrates birthday""",
}
_PATH_PART = re.compile(r"[a-z]+(?:-[a-z]+)*")
_NAME_WORD = re.compile(r"[^\W\d_]+")
_OF_SECTION = {name: topic for topic, names in _SECTIONS.items() for name in names.split()}
_ADDRESS = 4.0  # what a section's name in an address is worth, in leaning words of an opening
_ON_TOP = 3.0  # a word in the title
_TOLD = 2.0  # a word that tells, against one that leans
_LEAST = 3.5  # a section's name, or a leaning word above and another below
_NEARLY = 0.6  # of the best: a second topic, for a story that belongs under two headings
_READ = 1_200  # characters of each article's text: its first paragraphs


def choose_topics(articles: Sequence[Article], bundles: Iterable[str] = ()) -> tuple[Topic, ...]:
    """The story's topic, and a second one where it has nearly as many signs; none where there are too few.

    Signs are the sections in its articles' addresses, the names of the `bundles` that brought them, and the words
    of titles and openings, each once an article and worth the share of articles that have it, so that a long
    story does not gather the words of every heading. English words; addresses in several languages.
    """
    worth = dict.fromkeys(Topic, 0.0)
    named = {topic for name in bundles if (topic := _OF_SECTION.get(name.lower())) is not None}
    for topic in named - {Topic.WORLD}:  # a bundle of "world" news holds everything
        worth[topic] += _LEAST
    for topic in _sections(articles):
        worth[topic] += _ADDRESS
    for article in articles:
        for topic, signs in _weigh(article.title, article.text[:_READ]):
            worth[topic] += signs / len(articles)
    ranked = sorted((topic for topic in worth if worth[topic] >= _LEAST), key=lambda each: (-worth[each], each))
    return tuple(topic for topic in ranked[:2] if worth[topic] >= _NEARLY * worth[ranked[0]])


@lru_cache(maxsize=1024)
def _weigh(title: str, opening: str) -> tuple[tuple[Topic, float], ...]:
    """What the words of one article are worth for each topic."""
    top = _stems(title)
    below = _stems(opening) - top
    return tuple(
        (topic, sum(weight * (_ON_TOP * len(words & top) + len(words & below)) for weight, words in ranks))
        for topic, ranks in _stems_of_topics().items()
    )


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
def _stems_of_topics() -> dict[Topic, tuple[tuple[float, frozenset[str]], ...]]:
    return {
        topic: tuple(
            (weight, frozenset(stem(word) for word in words[topic].split()))
            for weight, words in ((_TOLD, _TELLING), (1.0, _LEANING))
        )
        for topic in Topic
    }


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(token.text) for token in tokenize(text) if token.text[:1].isalpha())


def find_topic(name: str) -> Topic | None:
    """The topic of that name, or of an outlet's section of that name: "sport", "Fussball", "economy"."""
    wanted = name.strip().lower()
    return Topic(wanted) if wanted in set(Topic) else _OF_SECTION.get(wanted)
