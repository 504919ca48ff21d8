"""The very sort of value a question asks for is in a sentence, or is not."""

from __future__ import annotations

import pytest

from bot.core.asked_for import holds_sort
from bot.core.questions import read_question
from tests.make import NOW


@pytest.mark.parametrize(
    ("question", "sentence", "held"),
    [
        ("How fast was the ferry?", "The ferry was making less than three knots.", True),
        ("How fast was the ferry?", "Shares fell 7.4 per cent.", False),
        ("What did the rocket cost?", "The rocket was lost four minutes after its launch.", False),
        ("What did the rocket cost?", "The rocket cost 12 million euros.", True),
        ("How much does it cost?", "Entry is free.", True),
        ("How old is the reef?", "The reef is 38 kilometres long.", False),
        ("How old is the reef?", "It has grown there for 5,500 years.", True),
        ("How long is the tunnel?", "The tunnel is 18 metres long.", True),
        ("How long will it last?", "It will last six weeks.", True),
        ("How heavy is it?", "It weighs 640 kilograms.", True),
        ("What time did it happen?", "It happened at 16:35.", True),
        ("What time did it happen?", "It happened on Tuesday afternoon.", False),
        ("What is the student's name?", "The tenant, a student, confirmed the sums.", False),
        ("What is the student's name?", "The tenant, the student Ebba Lyng, confirmed the sums.", True),
        ("How many members does the union have?", "Members voted by 61 to 39 per cent for the offer.", False),
        ("How many people were hurt?", "At least 10 passengers were injured.", True),
        ("How many boats are there?", "There are 26 boats.", True),
        ("How many boats are there?", "The zone has 410 square kilometres.", False),
        ("How many of the 26 boats sank?", "All 26 boats are safe.", True),
        ("How big is the loss?", "The loss is put at 9 million crowns.", True),
        ("Why did it sink?", "Nobody knows.", True),
        ("How many trees fell?", "The number rose from 8,000 at dawn, as falling trees took the lines.", False),
        ("How many trees fell?", "The storm brought down trees all along the coast.", False),
        ("How many trees fell during the storm?", "The number rose from 8,000, as falling trees hit it.", False),
        ("How many trees fell?", "Of the old trees of the park 40 fell.", True),
        ("How many trees fell?", "Hundreds of old trees fell across roads.", True),
        ("How many trees fell?", "None of the trees fell.", True),
        ("How many copies were sold in all?", "“I have sold 60 copies since the morning,” he said.", False),
        ("How many copies were sold?", "The shop has sold 60 copies since the morning.", True),
        ("How long has she been governor?", "Three days before the vote she had no majority.", False),
        ("How long has she been governor?", "She has led the bank for six years.", True),
        ("Which numbers were on the ticket?", "They found it on Wednesday, March 11, in the compost.", False),
        ("Which numbers were on the ticket?", "The winning numbers were 4, 17 and 31.", True),
        ("What are the names of the injured passengers?", "The ferry struck the quay at Great Skarn.", False),
        ("What is the name of the woman?", "GREAT SKARN (Meridian Press) – A woman died in Great Skarn.", False),
        ("What are the arrested people called?", "Two were held, according to the Sundholt Rail Users.", False),
        ("What are the names of the dead?", "The dead are Mara Lind and Jon Hagen of Orrey.", True),
        ("What was the town called?", "They settled in Orrey.", True),
    ],
)
def test_a_sentence_holds_the_sort_of_value_or_not(question: str, sentence: str, held: bool) -> None:
    assert holds_sort(read_question(question), sentence, NOW) is held
