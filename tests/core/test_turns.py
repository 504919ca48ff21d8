"""Turning points: what is reported as done is one, what is planned, feared, recalled or long past is none."""

from __future__ import annotations

import pytest

from bot.core.turns import read_turns


@pytest.mark.parametrize(
    ("text", "turn"),
    [
        ("A man was killed near Garth when a tree fell on his car.", "death"),
        ("Sixteen people were injured, two of them seriously.", "injury"),
        ("Two railway workers were missing, she said.", "missing"),
        ("The hiker was found alive on Mount Skarn early on Saturday.", "find"),
        ("Police found no bomb on the plane.", "find"),
        ("Three men were arrested over the break-in.", "arrest"),
        ("She was charged with perjury on Monday.", "charge"),
        ("A jury in Sarn convicted the banker of fraud.", "verdict"),
        ("The banker was jailed for nine years.", "sentence"),
        ("The minister stepped down on Tuesday.", "office"),
        ("Governor Tobias Renk conceded shortly after ten.", "win"),
        ("Parliament approved the budget by 98 votes to 71.", "vote"),
        ("The court struck down the ban.", "vote"),
        ("The union and the company agreed on a longer rest.", "deal"),
        ("The strike was called off hours before its start.", "end"),
        ("The warning was lifted on Saturday.", "end"),
        ("The fire was brought under control.", "control"),
        ("A frozen valve caused the loss of the rocket.", "cause"),
        ("The rocket broke apart over the sea.", "loss"),
        ("The mayor denied that she had taken a loan.", "denial"),
        ("Delling were disqualified from the regatta.", "award"),
        ("About 1,200 people were evacuated in the evening.", "evacuation"),
        ("The number of people who fell ill rose to 47 on Sunday.", "toll"),
        ("An infant lost his life overnight, the hospital said.", "death"),
        ("She handed the prime minister her resignation late on Tuesday.", "office"),
        ("The chief executive is quitting after nine years.", "office"),
        ("Workers have thrown out an improved offer.", "vote"),
        ("The clubs struck a deal worth 38 million.", "deal"),
        ("The move fell through on Thursday night.", "end"),
        ("The authorities declared the outbreak over.", "end"),
        ("A court in Sund granted bail to the banker.", "leave"),
        ("The chef will stand trial for negligence.", "charge"),
        ("The sprinter is in the clear after her sample came back negative.", "verdict"),
        ("Controllers regained contact with the probe.", "find"),
    ],
)
def test_what_happened_is_a_turn(text: str, turn: str) -> None:
    assert turn in read_turns(text)


@pytest.mark.parametrize(
    "text",
    [
        "The union may call for a strike.",
        "He could be charged with perjury.",
        "The strike has not been called off.",
        "No one was hurt and nobody was killed.",
        "“They were arrested like thieves,” said a neighbour.",
        "The banker is accused of having killed the guard.",
        "Kell last won the regatta in 2015.",
        "In 1931 an earthquake destroyed the bridge.",
        "They were abolished two decades ago; she resigned in 1987.",
        "Police are searching for a man who escaped and killed a guard.",
        "The dead came from Hask.",
        "The dam was built by 900 men between 1955 and 1958, and nineteen of them lost their lives.",
        "He threw out his arms and gave up smoking.",
        "A coach overturned on the A9.",
        "The road was blocked by rocks.",
        "Trams run every ten minutes.",
        "It is a form of pneumonia caused by bacteria.",
    ],
)
def test_what_is_planned_feared_denied_recalled_or_long_past_is_none(text: str) -> None:
    assert read_turns(text) == frozenset()


def test_a_verdict_on_an_old_deed_is_a_turn_of_today() -> None:
    assert "verdict" in read_turns("He was convicted on Monday of robbing a bank in 2019.")
