"""Our own questions, as readers ask them: answered, corrected or refused, with an LLM and without."""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import mean

from benchmarks.answerers import SCRIPTS, ScriptedAnswerer
from benchmarks.asked import Asked, AskedStory, Kind, read_asked
from benchmarks.labelled_pairs import Half
from benchmarks.report import Figure, Measured, Report
from benchmarks.resampling import interval
from bot.core.answers import Inquiry, answer_inquiry, inquire, list_present
from bot.core.checking import check_claim
from bot.core.language import content_stems, find_names, find_numbers, split_sentences
from bot.core.passages import read_passages
from bot.core.question_words import Asks, find_kind
from bot.core.types import DESK, Answer, AnswerKind, Claim, Passage, Support, Writer
from bot.steps.answer_question import improve_answer

_FRAME = re.compile(r"^According to [^:]{3,160}: ")
_NAMES_ASKED = 4  # the names of a story, the most frequent first
_FORMS = (
    "Who owns {}?",
    "Who founded {}?",
    "Who directed {}?",
    "Who bought {}?",
    "Who sued {}?",
    "Who employs {}?",
    "What does {} produce?",
    "When was {} founded?",
    "Where does {} live?",
    "Who supports {}?",
    "Who did {} hire?",
    "Who criticised {}?",
    "When did {} marry?",
    "Where was {} built?",
    "Which company sold {}?",
)
_LATER_FORMS = (  # written when the rules stood
    "Who designed {}?",
    "Who published {}?",
    "Who attacked {}?",
    "Who trained {}?",
    "Who funds {}?",
    "Who invented {}?",
    "Who manages {}?",
    "Who replaced {}?",
    "Who visited {}?",
    "Who is {} married to?",
    "What does {} sell?",
    "What did {} steal?",
    "Where was {} born?",
    "When did {} retire?",
    "Where does {} work?",
    "Which country invaded {}?",
    "Who discovered {}?",
    "Who advises {}?",
    "When was {} renamed?",
    "What does {} teach?",
)


@dataclass(frozen=True, slots=True)
class Put:
    """A question and what came of it."""

    story: AskedStory
    asked: Asked
    inquiry: Inquiry
    answer: Answer

    @property
    def told(self) -> str:
        """What the reader is shown: the note, and the sentences."""
        return " ".join(filter(None, [self.answer.note, *(claim.text for claim in self.answer.claims)]))

    @property
    def shows(self) -> bool:
        """Whether a right wording stands in the sentences, the note, or the passages cited."""
        return _names(" ".join([self.told, *(one.text for one in self.answer.passages)]), self.asked.right)


Answerer = Callable[[AskedStory, Asked, Inquiry, Answer], Answer]
"""What becomes of the built-in answer; it is that answer itself where no LLM takes part."""


def measure_asking(half: Half = Half.ALL) -> Report:
    """The built-in answerer on every question of the half."""
    started = time.process_time()
    put = put_questions(read_asked(half), lambda _story, _asked, _inquiry, built_in: built_in)
    figures = dict(list_figures(put))
    figures["CPU a question, ms (mean)"] = (time.process_time() - started) * 1_000 / len(put)
    return Report(f"own questions, {half}", figures, tuple(map(_row, put)))


def measure_asking_llm(name: str, half: Half = Half.ALL) -> Report:
    """The same with an LLM by one of the scripts of `answerers`, through every check."""
    calls: list[int] = []
    totals: list[int] = []

    def answer(story: AskedStory, asked: Asked, inquiry: Inquiry, built_in: Answer) -> Answer:
        llm = ScriptedAnswerer(asked, SCRIPTS[name])
        told = asyncio.run(improve_answer(llm, built_in, inquiry, DESK))
        calls.append(len(llm.calls))
        if llm.calls:
            totals.append(sum(llm.calls))
        return told

    put = put_questions(read_asked(half), answer)
    figures = dict(list_figures(put, "≥ .92"))
    figures["answers by the LLM"] = sum(one.answer.writer != "built-in" for one in put)
    figures["questions put to the LLM, mended"] = f"{len(totals)}, {sum(count > 1 for count in calls)}"
    figures["tokens of an answer, mean"] = Measured(mean(totals), n=len(totals), goal="≤ 1,100")
    figures["tokens of an answer, 95th percentile"] = float(sorted(totals)[int(0.95 * (len(totals) - 1))])
    figures["wrong sentences of the LLM published"] = sum(map(_count_wrong, put))
    return Report(f"own questions, {half}, an LLM that {name}", figures, tuple(map(_row, put)))


def measure_made(half: Half = Half.ALL, first: int | None = None) -> Report:
    """Questions made of the names that a story has most often: hardly one of them is answered anywhere, so that
    nearly every answer is a true sentence to another question. The rows hold what was answered, to be read.
    `first`: only so many stories."""
    figures: dict[str, Figure] = {}
    rows: list[Mapping[str, object]] = []
    for name, forms in (("", _FORMS), (", other verbs", _LATER_FORMS)):
        stories = [
            replace(story, asked=tuple(_make_questions(story, forms))) for story in read_asked(half)[:first]
        ]
        put = put_questions(stories, lambda _story, _asked, _inquiry, built_in: built_in)
        answered = [one for one in put if is_answered(one)]
        figures[f"answered{name}"] = _share(put, is_answered)
        figures[f"refused{name}"] = _share(put, is_refused)
        figures[f"answered{name}, as a number"] = len(answered)
        rows += map(_row, answered)
    return Report(f"questions made of names, {half}", figures, tuple(rows))


def _make_questions(story: AskedStory, forms: Sequence[str]) -> Iterator[Asked]:
    often = Counter(name.text for article in story.articles for name in find_names(article.text))
    for name, _ in often.most_common(_NAMES_ASKED):
        yield from (Asked(Kind.ABSENT, form.format(name)) for form in forms)


def _count_wrong(one: Put) -> int:
    """Its sentences that the passages they cite do not carry, by comparison with those passages word for word."""
    texts = [_plain(article.text) for article in one.story.articles]
    titles = [_plain(article.title) for article in one.story.articles]
    told = [_plain(claim.text) for claim in one.answer.claims if claim.writer is Writer.LLM]
    return sum(not any(text.rstrip(".") in there for there in (*texts, *titles)) for text in told)


def put_questions(stories: Sequence[AskedStory], answerer: Answerer) -> list[Put]:
    return [_put(story, asked, answerer) for story in stories for asked in story.asked]


def _put(story: AskedStory, asked: Asked, answerer: Answerer) -> Put:
    present = list_present(story.articles, story.asked_at)
    inquiry = inquire(asked.question, present, story.summary, (), story.asked_at)
    built_in = answer_inquiry(inquiry, asked.question, 1, story.articles, story.summary, story.asked_at)
    return Put(story, asked, inquiry, answerer(story, asked, inquiry, built_in))


def list_figures(put: Sequence[Put], absent_goal: str = "≥ .80") -> Mapping[str, Figure]:
    """The measures of one answerer. A sample is drawn anew by stories."""
    answerable, off, absent, premises = ([one for one in put if one.asked.kind is kind] for kind in Kind)
    claims = [(one, claim) for one in put for claim in one.answer.claims]
    return {
        "off-story, refused": _share(off, is_refused, "≥ .98"),
        "absent, refused or named as the closest only": _share(
            absent, lambda one: not is_answered(one), absent_goal
        ),
        "absent, refused": _share(absent, is_refused),
        "false premise, told what the sources say, marked": _share(premises, corrects, "≥ .80"),
        "false premise, what the sources say is shown": _share(premises, lambda one: one.shows),
        "false premise, accepted": _share(premises, lambda one: is_answered(one) and not corrects(one)),
        "answerable, gold in the cited sentences": _share(answerable, lambda one: one.shows),
        "answerable, answered, gold in them": _share(answerable, lambda one: is_answered(one) and one.shows),
        "answerable, refused": _share(answerable, is_refused),
        "answerable, answered otherwise": _share(answerable, lambda one: is_answered(one) and not one.shows),
        "citations that carry their sentence": mean(carried(*one) for one in claims) if claims else "none",
    }


def is_refused(one: Put) -> bool:
    return one.answer.kind is AnswerKind.REFUSED


def is_answered(one: Put) -> bool:
    return one.answer.kind is AnswerKind.ANSWERED


def corrects(one: Put) -> bool:
    """Whether the reader learns that the question is mistaken: what the sources say is shown and said to be
    something else (a note, the closest, or the answer to a yes-or-no question), or the note names the mistake."""
    note = one.answer.note or ""
    if set(content_stems(one.asked.wrong)) & set(content_stems(note)):
        return True
    marked = note or one.answer.kind is AnswerKind.CLOSEST or find_kind(one.asked.question) is Asks.YES_NO
    return bool(marked) and one.shows


def carried(one: Put, claim: Claim) -> float:
    """The share of a claim's citations that bear it out: every sentence of it by what it cites, and no passage is
    cited for nothing. What code framed is compared by its figures and names."""
    published = {article.id: article.published_at for article in one.story.articles}
    passages = {p.id: p for p in one.answer.passages}
    cited = [passages[citation.passage_id] for citation in claim.citations]
    if not cited:
        return 0.0
    before = {
        p.id: told[:at] for a in one.story.articles for told in [read_passages(a)] for at, p in enumerate(told)
    }

    def earlier(passage: Passage) -> Sequence[Passage]:
        return before.get(passage.id, ())

    def bears(said: str, by: Sequence[Passage]) -> bool:
        return check_claim(said, by, published, earlier).support is Support.SUPPORTED

    if claim.writer is Writer.FRAME:
        return _frames(claim.text, cited, {a.id: a.outlet.name for a in one.story.articles})
    said = _FRAME.sub("", claim.text)
    sentences = [sentence.text for sentence in split_sentences(said)]
    if not all(bears(sentence, cited) for sentence in sentences):
        return 0.0
    if claim.writer is Writer.LLM:
        return 1.0
    return mean(any(bears(sentence, [passage]) for sentence in sentences) for passage in cited)


def _frames(text: str, cited: Sequence[Passage], outlets: Mapping[int, str]) -> float:
    """Whether every figure and name of a sentence framed by code ("Earlier counts were four (Radio Sund)") stands
    in a passage it cites, or is the outlet of one."""
    there = " ".join(f"{passage.text} {outlets[passage.article_id]}" for passage in cited)
    figures = {number.value for number in find_numbers(there)}
    known = all(name.text.lower() in there.lower() for name in find_names(text))
    return float(known and all(number.value in figures for number in find_numbers(text)))


def _share(put: Sequence[Put], judge: Callable[[Put], bool], goal: str = "") -> Figure:
    if not put:
        return "not given: none was asked"
    by_story = [
        [float(judge(one)) for one in put if one.story.name == name] for name in {o.story.name: 0 for o in put}
    ]

    def share(stories: Sequence[Sequence[float]]) -> float:
        return mean(value for story in stories for value in story)

    return Measured(share(by_story), n=len(put), interval=interval(by_story, share), goal=goal)


def _names(text: str, wordings: Sequence[str]) -> bool:
    there = f" {_plain(text)}"
    return any(f" {_plain(one)}" in there for one in wordings)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w.,%-]+", " ", text.lower()).split())


def _row(one: Put) -> Mapping[str, object]:
    return {
        "story": one.story.name,
        "sign": one.asked.kind.value,
        "question": one.asked.question,
        "right": list(one.asked.right),
        "kind": one.answer.kind.value,
        "shows": one.shows,
        "corrects": corrects(one),
        "note": one.answer.note,
        "text": " ".join(claim.text for claim in one.answer.claims),
    }
