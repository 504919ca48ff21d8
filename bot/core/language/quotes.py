"""What is said in a text, directly or in reported speech, and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.core.language.mentions import Quote
from bot.core.language.names import find_names
from bot.core.language.sentences import split_sentences

LONGEST_READ_FOR_SPEAKER = 2_000  # characters of a sentence
_ARTICLES = frozenset("the a an its their his her our".split())
_LONGEST_NAME = 60  # characters
_SUBJECT_REACH = 240  # characters before the verb: more than subject, apposition and auxiliaries take

SAYING = (
    r"(?:said|says|told|added|adds|wrote|writes|warned|warns|denied|denies|confirmed|confirms|announced"
    r"|announces|insisted|insists"
    r"|argued|argues|claimed|claims|stated|states|tweeted|posted|explained|estimated|estimates|reported"
    r"|reports|put|asked|replied|acknowledged"
    r"|admitted|promised|declared|recalled|stressed|noted|alleged|suggested|testified|counted|maintained"
    r"|conceded|shouted)"
)
_DIRECT = re.compile(
    r"„(?P<low>[^„“”\n]+)[“”]|「(?P<corner>[^「」\n]+)」|『(?P<double>[^『』\n]+)』"
    r"|“(?P<curly>[^“”\n]+)”|\"(?P<mixed>[^“”\"\n]+)”|“(?P<other>[^“”\"\n]+)\"|\"(?P<straight>[^\"\n]+)\"|«(?P<angle>[^«»\n]+)»"
    r"|(?<![\w’'])‘(?P<single>[^‘\n]{8,}?)’(?!\w)|(?<![\w’'])'(?P<plain>[^'\n]{2,}(?:'\w[^'\n]*){0,20})'(?!\w)"
)
_ANY_MARK = re.compile("[„「『“\"«‘]|(?<!\\w)'")  # one of these opens every quotation
_EASTERN = re.compile("[\u3040-\u30ff\u3400-\u9fff]{4}")  # written without spaces: four signs are a phrase
_SAYS = re.compile(rf"\b{SAYING}\b")
# A subject opens behind one of these, and reaches the verb of saying; an apposition may stand between.
_OPENS_SUBJECT = re.compile(r"^|[,;:!?”\"’—–(]\s*|\b(?:but|and|while|as|although|because|that)\s+")
_TO_VERB = re.compile(
    r"(?P<subject>[^,;:!?“”\"—–()]{2,90}?)(?P<apposition>, [^,“”\"]{2,60},)?\s+(?:has |have "
    r"|had |also |later |earlier |then |previously )*"
)
_AFTER_VERB = re.compile(
    rf"\b{SAYING}\s+(?P<subject>(?:(?:the|a|an|its|their|his|her)\s+)?[\w’'.-]+(?:\s+(?!on\b|in\b|at\b|after\b"
    rf"|during\b|as\b|when\b|that\b|who\b|adding\b|to\b)[\w’'.-]+){{0,7}})"
)
_ACCORDING = re.compile(r"\baccording to (?P<subject>[^,;.“”\"()]{2,80})", re.IGNORECASE)
_REPORTED = re.compile(
    rf"\b{SAYING}\s+(?:\w+day\s+|on \w+day\s+|in a statement\s+|late \w+\s+|(?:reporters"
    rf"|the \w+)\s+(?=that)){{0,2}}(?:that\s+)?(?=[\w“\"$£€])"
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being)(?: also| later| never| not)?$", re.IGNORECASE)
_BY = re.compile(
    r"(?: [\w-]+){0,6}? by (?P<subject>(?:(?:the|a|an|its|their|his|her) )?[\w’'.-]+(?: [A-Z][\w’'.-]+)*)"
)
# What stands in a "who …" says nothing of who speaks in the sentence: up to its closing comma, or its own verb of
# saying where it has no comma before it.
_ASIDE = re.compile(
    rf",\s+(?:who|whose|which|whom)\b(?:[^,.;:“”\"]|(?<=\d)[,.](?=\d))*(?:,|(?=[.;:“”\"]|$))|\b(?:who|which)\s+(?:\w+\s+){{0,2}}?{SAYING}\b"
)
_NAMED_ASIDE = re.compile(r",?\s*(?P<name>[A-Z][\w’'-]+(?: (?:[a-z]{2,3} )?[A-Z][\w’'-]+)+)\s*(?:,|\.?$)")
_CUT_SUBJECT = re.compile(
    r"\s+(?:who|which|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|in (?:a|an|the) \w+|earlier|later"
    r"|yesterday|today)\b.*$"
)
_LEADING = re.compile(
    r"^(?:but|and|while|as|although|because|that|meanwhile|however|earlier|later|also)\s+", re.IGNORECASE
)
_NEVER_SUBJECT = re.compile(
    r"^(?:there|this|that|which|what|it is|if|unless|until|when|once|because of|to|by|of|in|on|at|for|with"
    r"|from)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4_096)
def find_quotes(text: str) -> tuple[Quote, ...]:
    """Direct quotations in any marks (two words or more), then reported speech, each in text order.

    `speaker` is as worded ("the coast guard", "Interior Minister Ana Vidal"), a pronoun resolved to the last
    name before it where there is one; "" when nobody is named.
    """
    direct: list[Quote] = []
    reported: list[Quote] = []
    last_speaker, last_paragraph = "", -1
    for sentence in split_sentences(text):
        speaker = find_speaker(sentence.text)
        if speaker.lower() in {"he", "she"}:
            speaker = last_speaker or _last_person(text[max(0, sentence.start - 400) : sentence.start]) or speaker
        here = [
            (words, sentence.start + start)
            for words, start in _direct_spans(sentence.text)
            if len(words.split()) > 1 or _EASTERN.search(words)
        ]
        if here and not speaker and sentence.paragraph == last_paragraph:
            speaker = last_speaker
        direct.extend(Quote(words, speaker, True, start, start + len(words)) for words, start in here)
        reported.extend(_reported(sentence.text, sentence.start, speaker))
        if speaker:
            last_speaker, last_paragraph = speaker, sentence.paragraph
    return (*direct, *reported)


# Said of somebody's words these add nothing to "said". "Added" and "reported" also tell of figures, "announced"
# of deeds: so they count only in front of a clause or a quotation, or behind one.
_NEUTRAL = re.compile(
    r"(?<=\w )(?:stated|announced|noted|added|explained|commented|remarked|declared|reported|wrote)"
    r"(?= (?:that|he|she|it|they|we|there)\b|[,:]? [\"“])"
    r"|(?<=[,”\"] )(?:stated|announced|noted|added|explained|commented|remarked|declared|wrote)(?= [A-Z\w])"
    r"|(?<=\w )(?:announced|noted|added|explained|commented|remarked|declared|wrote)(?=\.$)"
    r"|\bstated\b|\b[Aa]ccording to\b"
)


@lru_cache(maxsize=4_096)
def as_said(text: str) -> str:
    """The text with neutral verbs of saying all made "said", for comparing what is said, not how."""
    return _NEUTRAL.sub("said", text) if _NEUTRAL.search(text) and find_speaker(text) else text


@lru_cache(maxsize=8_192)
def find_speaker(sentence: str) -> str:
    """Who says what the sentence tells, as worded there ("police", "he"); "" when it names nobody."""
    head = sentence[:LONGEST_READ_FOR_SPEAKER]
    unquoted = _DIRECT.sub("””", head) if _ANY_MARK.search(head) else head  # words said name no speaker
    according = _ACCORDING.search(unquoted)
    if according:
        return _clean(according["subject"])
    plain = _without_asides(unquoted)
    verbs = [match.span() for match in _SAYS.finditer(plain)]
    if not verbs:
        return ""
    for words, aside, end in _subjects(plain, verbs):
        subject = _clean(words)
        if _PASSIVE.search(words):
            told_by = _BY.match(plain, end)
            return _clean(told_by["subject"]) if told_by else ""
        if subject and not _NEVER_SUBJECT.match(subject) and len(subject.split()) <= 10:
            return _named(subject, aside)
    after = _AFTER_VERB.search(plain)
    if after and re.search(r"[,”]\s*$", plain[: after.start()]):
        return _named(_clean(after["subject"]), plain[after.end() : after.end() + _LONGEST_NAME])
    return ""


def _without_asides(sentence: str) -> str:
    """Of the same length, every "who …" blanked."""
    return _ASIDE.sub(lambda match: " " * len(match.group()), sentence)


def _named(subject: str, behind: str) -> str:
    """Whose name stands behind an office: "the mayor of Ellory, Ana Vidal," or "Vidal's lawyer, Bo Linde,"."""
    name = _NAMED_ASIDE.match(behind)
    words = subject.split()
    office = bool(words) and (words[0].lower() in _ARTICLES or re.search(r"['’]s? ", subject) is not None)
    return name["name"] if name and office else subject


def _subjects(plain: str, verbs: Sequence[tuple[int, int]]) -> Iterator[tuple[str, str, int]]:
    """What stands as subject before a verb of saying, the apposition behind it, and where that verb ends, from
    left to right."""
    done = 0
    for opening in _OPENS_SUBJECT.finditer(plain, max(0, verbs[0][0] - _SUBJECT_REACH), verbs[-1][0]):
        if opening.start() < done:
            continue
        for start, end in verbs:
            if not 0 < start - opening.end() < _SUBJECT_REACH:
                continue
            match = _TO_VERB.fullmatch(plain, opening.end(), start)
            if match is not None:
                done = end
                yield match["subject"], match["apposition"] or "", end
                break


def quoted_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where direct quotations stand, marks included."""
    return tuple(match.span() for match in _DIRECT.finditer(text)) if _ANY_MARK.search(text) else ()


def _direct_spans(sentence: str) -> Iterator[tuple[str, int]]:
    if not _ANY_MARK.search(sentence):
        return
    for match in _DIRECT.finditer(sentence):
        group = match.lastgroup or "curly"
        words = match[group]
        left = len(words) - len(words.lstrip())
        if words.strip():
            yield words.strip(), match.start(group) + left


def _reported(sentence: str, offset: int, speaker: str) -> Iterator[Quote]:
    if not speaker:
        return
    match = _REPORTED.search(_without_asides(sentence))
    according = _ACCORDING.search(sentence)
    if according and according.start() > 3:
        words = sentence[: according.start()].rstrip(" ,")
        yield Quote(words, speaker, False, offset, offset + len(words))
    elif match and sentence[match.end()] not in '“"':
        words = sentence[match.end() :].rstrip(" .!?…")
        if len(words.split()) > 2 and not words.startswith(speaker):
            yield Quote(words, speaker, False, offset + match.end(), offset + match.end() + len(words))


def _clean(subject: str) -> str:
    subject = _CUT_SUBJECT.sub("", subject.strip())
    while (shorter := _LEADING.sub("", subject)) != subject:
        subject = shorter
    return re.sub(r"\s+(?:has|have|had|also|later|then)$", "", subject).strip(" ,.’'")


def _last_person(text: str) -> str:
    people = [name for name in find_names(text) if " " in name.key or name.title]
    return people[-1].text if people else ""
