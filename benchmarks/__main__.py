"""The command line of the measures."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from benchmarks.across import OWN_ACROSS, measure_across, measure_real, read_reports
from benchmarks.answerers import SCRIPTS
from benchmarks.answers import measure_answers
from benchmarks.asking import measure_asking, measure_asking_llm, measure_made
from benchmarks.checking import measure_checking
from benchmarks.copied import OWN_COPIES, read_copied
from benchmarks.copies import measure_copies
from benchmarks.cost import measure_cost
from benchmarks.crowd import crowd
from benchmarks.developing import Part, read_developing
from benchmarks.disagreements import measure_disagreements
from benchmarks.drafted import measure_drafts
from benchmarks.extraction import measure_extraction
from benchmarks.faith_replay import measure_faith_replay
from benchmarks.grouping import measure_grouping
from benchmarks.headings import OWN_UPDATES, measure_headings, read_headings
from benchmarks.injection import measure_injection
from benchmarks.labelled_pairs import LONGER_SET, OWN_SET, Half, read_pairs
from benchmarks.llm_tokens import measure_llm_tokens
from benchmarks.llm_writing import ROUNDS, measure_llm_writing
from benchmarks.mutants import measure_mutants
from benchmarks.options import (
    DataOption,
    HalfOption,
    JsonOption,
    LimitOption,
    OrderOption,
    PredictionsOption,
    QuietOption,
)
from benchmarks.parsing import measure_parsing
from benchmarks.rendering import SEED, measure_rendering
from benchmarks.renditions import Pairs, measure_renditions
from benchmarks.repetition import measure_repetition
from benchmarks.replay import replay_demo, replay_set
from benchmarks.replayed import measure_replayed
from benchmarks.report import Report
from benchmarks.rewritten import measure_rewritten
from benchmarks.river import measure_river
from benchmarks.scripted_llm import serve
from benchmarks.sets import SetAbsent, read_set, set_name
from benchmarks.summaries import measure_summaries
from benchmarks.updates import measure_updates
from bot.logs import start_logging

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__)
app.command()(crowd)


@app.callback()
def _begin() -> None:
    start_logging("warning")


@app.command()
def replay(
    data: DataOption,
    predictions: PredictionsOption = None,
    json: JsonOption = None,
    quiet: QuietOption = False,
    limit: LimitOption = None,
) -> None:
    """Serve real articles as feeds and pages on loopback, run the whole river, compare with the events."""
    console = Console()
    with _absence_told(console):
        articles = read_set(data)[:limit]
    _finish(asyncio.run(replay_set(articles, console, quiet=quiet)), console, predictions, json)


@app.command()
def demo(predictions: PredictionsOption = None, json: JsonOption = None, quiet: QuietOption = False) -> None:
    """The same figures for the invented world of the demo."""
    console = Console()
    _finish(asyncio.run(replay_demo(console, quiet=quiet)), console, predictions, json)


@app.command()
def grouping(
    data: DataOption,
    predictions: PredictionsOption = None,
    json: JsonOption = None,
    order: OrderOption = None,
) -> None:
    """Place a set's articles one by one as they arrive; compare the stories with the set's own."""
    _judge(lambda folder: measure_grouping(folder, order), data, predictions, json)


@app.command()
def mutants(
    data: Annotated[Path | None, typer.Option("--data", help="A set of articles to make wrong instead.")] = None,
    predictions: PredictionsOption = None,
    json: JsonOption = None,
) -> None:
    """Sentences with one fault each, made from right ones: how many are found; how often checking cries wolf."""
    console = Console()
    with _absence_told(console):
        report = measure_mutants(data)
    _finish(report, console, predictions, json)


@app.command()
def rewritten(
    half: HalfOption = Half.ALL, predictions: PredictionsOption = None, json: JsonOption = None
) -> None:
    """Sentences as other desks might print them, right and subtly wrong: what checking makes of them."""
    _finish(measure_rewritten(half), Console(), predictions, json)


@app.command()
def drafts(
    half: HalfOption = Half.ALL,
    predictions: PredictionsOption = None,
    json: JsonOption = None,
) -> None:
    """Sentences as an LLM would write them of the demo's articles, right and wrong: what checking finds."""
    _finish(measure_drafts(half), Console(), predictions, json)


@app.command()
def renditions(
    half: HalfOption = Half.ALL,
    which: Annotated[Pairs, typer.Option("--set", help="Which of our own sets.")] = Pairs.PAIRS,
    predictions: PredictionsOption = None,
    json: JsonOption = None,
) -> None:
    """Translations into three languages, right ones and the same broken by code: which are lost, which pass."""
    _finish(measure_renditions(half, which), Console(), predictions, json)


@app.command()
def river(
    orders: Annotated[int, typer.Option("--orders", min=1, help="In how many orders the articles arrive.")] = 8,
    predictions: PredictionsOption = None,
    json: JsonOption = None,
) -> None:
    """All events of the demo in many orders of arrival: what no piece on the way may hold."""
    _finish(measure_river(orders), Console(), predictions, json)


@app.command()
def repetition(
    data: Annotated[Path | None, typer.Option("--data", help="A set instead of the demo's events.")] = None,
    predictions: PredictionsOption = None,
    json: JsonOption = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Only the first events.")] = None,
) -> None:
    """How much of each piece repeats what stands a few lines above in it."""
    console = Console()
    with _absence_told(console):
        report = measure_repetition(data, limit)
    _finish(report, console, predictions, json)


@app.command()
def cost(
    live: Annotated[list[int] | None, typer.Option("--live", help="Live stories; may be given again.")] = None,
    json: JsonOption = None,
) -> None:
    """CPU time of placing an article among many live stories, of writing a story, of checking a sentence."""
    _finish(measure_cost(live or [2_000, 20_000]), Console(), None, json)


@app.command()
def summaries(
    data: DataOption,
    predictions: PredictionsOption = None,
    json: JsonOption = None,
    file: Annotated[str | None, typer.Option("--file", help="Another file of the half, as train_extra.")] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Only the first items.")] = None,
) -> None:
    """What would be pushed of three outlets' articles, against the summary that editors wrote of them."""
    _judge(lambda folder: measure_summaries(folder, file, limit), data, predictions, json)


@app.command()
def answers(
    data: DataOption,
    predictions: PredictionsOption = None,
    json: JsonOption = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Only the first questions.")] = None,
) -> None:
    """Other people's questions, answered from articles (realtimeqa-2026, multihop-rag-500, rgb)."""
    _judge(lambda folder: measure_answers(folder, limit), data, predictions, json)


@app.command()
def asking(
    half: HalfOption = Half.ALL,
    llm: Annotated[str | None, typer.Option("--llm", help="An LLM by script: obeys, never refuses …")] = None,
    made: Annotated[bool, typer.Option("--made", help="Questions made of names, hardly any answered.")] = False,
    predictions: PredictionsOption = None,
    json: JsonOption = None,
) -> None:
    """Our own questions, as readers ask them in a chat: answered, corrected, refused."""
    if llm is not None and llm not in SCRIPTS:
        raise typer.BadParameter(f"--llm is one of: {', '.join(SCRIPTS)}.")
    if made:
        report = measure_made(half)
    else:
        report = measure_asking_llm(llm, half) if llm else measure_asking(half)
    _finish(report, Console(), predictions, json)


@app.command()
def replayed(
    data: DataOption,
    half: HalfOption = Half.ALL,
    predictions: PredictionsOption = None,
    json: JsonOption = None,
) -> None:
    """The released answers of 13 LLMs to a news quiz (realtimeqa-2026), as if the endpoint had said them."""
    _judge(lambda folder: measure_replayed(folder, half), data, predictions, json)


@app.command()
def injection(
    data: DataOption,
    predictions: PredictionsOption = None,
    json: JsonOption = None,
    limit: Annotated[int | None, typer.Option("--limit", min=0, help="Only the first attacks.")] = None,
    skip: Annotated[int, typer.Option("--skip", min=0, help="Not these first attacks of the set.")] = 0,
    kind: Annotated[str | None, typer.Option("--kind", help="own, bipia or wild only.")] = None,
) -> None:
    """Attacks planted in pages, feeds and questions (own, prompt- or html-injection): what is published."""
    _judge(lambda folder: measure_injection(folder, limit, skip, kind), data, predictions, json)


@app.command()
def rendering(
    n: Annotated[int, typer.Option("--n", min=1, help="Texts.")] = 10_000,
    data: Annotated[Path | None, typer.Option("--data", help="html-injection/dev: its strings, too.")] = None,
    seed: Annotated[int, typer.Option("--seed", help="Others by another number.")] = SEED,
    through: Annotated[int, typer.Option("--through", min=0, help="As many by the real libraries.")] = 200,
    predictions: PredictionsOption = None,
    json: JsonOption = None,
) -> None:
    """Random hostile texts in every place of every message, on Telegram and Discord: taken, whole, inert."""
    start_logging("error")
    console = Console()
    with _absence_told(console):
        report = measure_rendering(n, data, seed=seed, through=through)
    _finish(report, console, predictions, json)


@app.command()
def checking(data: DataOption, predictions: PredictionsOption = None, json: JsonOption = None) -> None:
    """Claims that people judged (qags, xsumfaith, faithbench), checked against their sources."""
    _judge(measure_checking, data, predictions, json)


@app.command()
def extraction(data: DataOption, predictions: PredictionsOption = None, json: JsonOption = None) -> None:
    """Article text out of pages, beside texts marked by hand (scrapinghub-articles, trafilatura-eval)."""
    _judge(measure_extraction, data, predictions, json)


@app.command()
def parsing(data: DataOption, predictions: PredictionsOption = None, json: JsonOption = None) -> None:
    """Real, odd and malformed feeds, beside what feedparser alone gets out of them (feeds)."""
    _judge(measure_parsing, data, predictions, json)


@app.command()
def disagreements(
    data: Annotated[Path, typer.Option("--data", help="The folder of the labelled pairs.")] = OWN_SET.parent,
    half: HalfOption = Half.ALL,
    longer: Annotated[bool, typer.Option("--longer", help="The second set, in longer sentences.")] = False,
    predictions: PredictionsOption = None,
    json: JsonOption = None,
) -> None:
    """Our own pairs of excerpts: what they dispute is found, and the reader sees who says what."""
    pairs = LONGER_SET.name if longer else OWN_SET.name
    _judge(lambda folder: measure_disagreements(read_pairs(folder / pairs, half)), data, predictions, json)


@app.command()
def copies(
    data: Annotated[Path, typer.Option("--data", help="The folder of the labelled stories.")] = OWN_COPIES,
    half: HalfOption = Half.ALL,
    predictions: PredictionsOption = None,
    json: JsonOption = None,
) -> None:
    """Our own stories of who copied whom: reprints and rewrites are one voice, reports of one's own are two."""
    _judge(lambda folder: measure_copies(read_copied(folder, half)), data, predictions, json)


@app.command()
def headings(
    data: Annotated[Path | None, typer.Option("--data", help="A set with sections instead of our own.")] = None,
    half: HalfOption = Half.ALL,
    predictions: PredictionsOption = None,
    json: JsonOption = None,
) -> None:
    """Under which heading of a newspaper a story is put, by its words alone, against an editor's choice."""
    console = Console()
    with _absence_told(console):
        report = measure_headings(read_headings(data, half), set_name(data) if data else "own stories")
    _finish(report, console, predictions, json)


@app.command()
def across(
    data: Annotated[Path, typer.Option("--data", help="The folder of the labelled reports.")] = OWN_ACROSS,
    half: HalfOption = Half.ALL,
    predictions: PredictionsOption = None,
    json: JsonOption = None,
) -> None:
    """Our own reports of look-alike events in four languages: which pairs the evidence alone takes for one."""
    if set_name(data) in {"allsides-stories", "basil-triples"}:
        _judge(lambda folder: measure_real(read_set(folder)), data, predictions, json)
    else:
        _judge(lambda folder: measure_across(read_reports(folder, half)), data, predictions, json)


@app.command()
def updates(
    data: Annotated[Path, typer.Option("--data", help="A folder of stories that develop.")] = OWN_UPDATES,
    predictions: PredictionsOption = None,
    json: JsonOption = None,
    part: Annotated[Part, typer.Option("--part", help="To tune on, kept aside, a later lot, or all.")] = Part.ALL,
) -> None:
    """What a channel is told again of stories that develop, against an editor's marks."""
    _judge(lambda folder: measure_updates(read_developing(folder, part)), data, predictions, json)


@app.command("llm-writing")
def llm_writing(
    data: Annotated[Path | None, typer.Option("--data", help="faithbench/dev: what real LLMs wrote.")] = None,
    rounds: Annotated[int, typer.Option("--rounds", min=1, help="Drafts of each story.")] = ROUNDS,
    predictions: PredictionsOption = None,
    json: JsonOption = None,
) -> None:
    """A writer who errs on purpose, through the whole writing path: what of it is published."""
    start_logging("error")
    console = Console()
    with _absence_told(console):
        report = measure_llm_writing(rounds) if data is None else measure_faith_replay(data)
    _finish(report, console, predictions, json)


@app.command("llm-tokens")
def llm_tokens(
    data: Annotated[list[Path] | None, typer.Option("--data", help="A set of articles too; repeatable.")] = None,
    predictions: PredictionsOption = None,
    json: JsonOption = None,
) -> None:
    """What a story costs in tokens, mending included, beside pasting its articles."""
    start_logging("error")
    console = Console()
    with _absence_told(console):
        report = measure_llm_tokens(data or ())
    _finish(report, console, predictions, json)


@app.command("scripted-llm")
def scripted_llm(port: Annotated[int, typer.Option("--port", help="On 127.0.0.1.")] = 8010) -> None:
    """Serve a stand-in for an LLM (it is none) at http://127.0.0.1:PORT/v1, for the demo's --llm."""
    Console().print(f"http://127.0.0.1:{port}/v1 writes by near-extractive rules. It is no LLM.", highlight=False)
    serve(port)


@contextmanager
def _absence_told(console: Console) -> Iterator[None]:
    """Where a set is absent, its own words and exit code 2."""
    try:
        yield
    except SetAbsent as error:
        console.print(str(error), soft_wrap=True, highlight=False, markup=False)
        raise typer.Exit(2) from None


def _judge(measure: Callable[[Path], Report], data: Path, predictions: Path | None, json: Path | None) -> None:
    """A measure of one part on one set."""
    console = Console()
    with _absence_told(console):
        report = measure(data)
    _finish(report, console, predictions, json)


def _finish(report: Report, console: Console, predictions: Path | None, json: Path | None) -> None:
    report.show(console)
    report.save(json, predictions)


if __name__ == "__main__":
    app()
